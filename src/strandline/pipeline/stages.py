"""The stages that the pipeline runs, as one value: the real ones by default, others in tests."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final, Protocol

from strandline.records import Actor, Claim, Decision, Document, Event, Origin, Refusal

PACKAGES: Final = ("ingest", "reading", "timing", "places", "actors", "claims")
"""The stages whose code and data decide what is found in one document."""


class InputFile(Protocol):
    """A file to read, as ``strandline.ingest`` lists it."""

    @property
    def path(self) -> Path:
        """Where it is."""

    @property
    def relative(self) -> str:
        """Its path under the input that it belongs to, ``/`` between the parts."""

    @property
    def root(self) -> Path:
        """The folder that it was found under, absolute."""

    @property
    def sidecar(self) -> Path | None:
        """The file beside it that describes it."""

    @property
    def refused(self) -> tuple[str, str] | None:
        """Code and reason where it must not be read."""


class IngestResult(Protocol):
    """What came of one file."""

    @property
    def file(self) -> InputFile:
        """The file."""

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents in it, in its order."""

    @property
    def refusals(self) -> tuple[Refusal, ...]:
        """What was not read, and why: the file itself (then there are no documents), or parts of it."""

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should know."""


class Reconciled(Protocol):
    """What ``strandline.reconciling`` makes of all claims."""

    @property
    def documents(self) -> Sequence[Document]:
        """The documents, with their origins."""

    @property
    def claims(self) -> Sequence[Claim]:
        """The claims, with their events."""

    @property
    def events(self) -> Sequence[Event]:
        """The events, in order of display."""

    @property
    def origins(self) -> Sequence[Origin]:
        """The origins."""

    @property
    def redirects(self) -> Mapping[str, str]:
        """Ids that were merged away, and where they went."""


class Stages(Protocol):
    """Everything that the pipeline calls."""

    @property
    def analyst(self) -> str:
        """``module:function`` that a worker opens; see ``analysis.open_analyst``."""

    def fingerprint(self) -> str:
        """Changes whenever the same document could come out otherwise."""

    def list_inputs(self, paths: Sequence[Path]) -> Sequence[InputFile]:
        """Every file that the paths mean, in order."""

    def read_all(self, files: Sequence[Any], *, dated: str | None, processes: int) -> Iterator[IngestResult]:
        """Read files; the results come in the order of the files."""

    def link_actors(self, actors: Iterable[Actor]) -> Mapping[str, tuple[str, str]]:
        """Who is meant across documents: id → (id, name) for those that another identity tells more of."""

    def reconcile(
        self,
        documents: Sequence[Document],
        claims: Sequence[Claim],
        *,
        decisions: Sequence[Decision],
        earlier: Sequence[Event],
        kept: MutableMapping[str, bytes] | None = None,
    ) -> Reconciled:
        """Merge claims into events; ``kept`` is what earlier runs worked out, which only saves time."""


@dataclass(frozen=True)
class RealStages:
    """The stages of the package."""

    analyst: str = "strandline.pipeline.analysis:open_analyst"

    def fingerprint(self) -> str:
        """Hash of the code and data of the stages."""
        return package_fingerprint(PACKAGES)

    def list_inputs(self, paths: Sequence[Path]) -> Sequence[InputFile]:
        """See ``strandline.ingest.list_inputs``."""
        from strandline.ingest import list_inputs

        return list_inputs(paths)

    def read_all(self, files: Sequence[Any], *, dated: str | None, processes: int) -> Iterator[IngestResult]:
        """See ``strandline.ingest.read_all``."""
        from strandline.ingest import IngestSettings, read_all

        yield from read_all(files, settings=IngestSettings(dated=dated), processes=processes)

    def link_actors(self, actors: Iterable[Actor]) -> Mapping[str, tuple[str, str]]:
        """See ``strandline.actors.link_across``."""
        from strandline.actors import link_across

        return link_across(actors)

    def reconcile(
        self,
        documents: Sequence[Document],
        claims: Sequence[Claim],
        *,
        decisions: Sequence[Decision],
        earlier: Sequence[Event],
        kept: MutableMapping[str, bytes] | None = None,
    ) -> Reconciled:
        """See ``strandline.reconciling.reconcile``."""
        from strandline.reconciling import reconcile

        return reconcile(documents, claims, decisions=decisions, earlier=earlier or None, kept=kept)


def package_fingerprint(names: Iterable[str]) -> str:
    """SHA-256 over all files of some sub-packages and of ``records.py``, in hex."""
    root = resources.files("strandline")
    state = hashlib.sha256()
    for name in ("records.py", *names):
        for path, data in _files(root / name, name):
            state.update(f"{path} {len(data)}\n".encode())
            state.update(data)
    return state.hexdigest()


def _files(entry: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    if entry.is_file():
        yield name, entry.read_bytes()
        return
    for child in sorted(entry.iterdir(), key=lambda child: child.name):
        if child.name != "__pycache__":
            yield from _files(child, f"{name}/{child.name}")
