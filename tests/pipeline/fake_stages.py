"""Stages that are quick and plain, so that the pipeline is what is tested.

A document is a ``.txt`` file; a first line ``date 2024-03-01`` dates it. Every sentence with a verb of ``DEEDS`` is a
claim at the document's date; claims with the same verb are one event. Words in capitals make a stage misbehave.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import signal
import time
from collections.abc import Callable, Iterable, Iterator, MutableMapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from strandline.actors import link_across
from strandline.errors import InstallationError, UsageError
from strandline.pipeline.analysis import Analysis, AnalysisSettings, Analyst, StageClock, known_reading
from strandline.pipeline.stages import RealStages
from strandline.records import (
    UNKNOWN_WHEN,
    Actor,
    Claim,
    DateBasis,
    Decision,
    Document,
    Event,
    Origin,
    Published,
    Reading,
    Refusal,
    Sentence,
    Token,
    Trigger,
    When,
)
from strandline.store import StoredReading, Unresolved, pack_reading, require_sound, text_sha256

Pile = Callable[..., Path]
"""The fixture ``pile``: writes files under a folder and returns it."""

DEEDS = {"sailed": "move", "sank": "accident", "struck": "protest", "burned": "disaster"}
READER = "fake-reader"


@dataclass(frozen=True)
class File:
    path: Path
    relative: str
    root: Path
    sidecar: Path | None = None
    refused: tuple[str, str] | None = None


@dataclass(frozen=True)
class Result:
    file: File
    documents: tuple[Document, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    notes: tuple[str, ...] = ()


def read_file(file: File, dated: str | None) -> Result:
    data = file.path.read_bytes()
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return Result(file, refusals=(Refusal(path=file.relative, reason="its bytes are no text", code="undecodable"),))
    if not text.strip():
        return Result(file, refusals=(Refusal(path=file.relative, reason="it is empty", code="empty"),))
    sha256 = hashlib.sha256(data).hexdigest()
    said = re.match(r"date (\S+)", text)
    date = dated or (said[1] if said else None)
    if file.sidecar is not None:
        date = json.loads(file.sidecar.read_bytes())["date"]
    basis: DateBasis = "given" if dated else "dateline"
    document = Document(
        id=sha256[:16], sha256=sha256, path=file.relative, title=text.splitlines()[0][:40], publisher=None, authors=(),
        published=None if date is None else Published(earliest=date, latest=date, basis=basis),
        retrieved=None, language="en", text=text, text_sha256=text_sha256(text),
    )  # fmt: skip
    return Result(file, documents=(document,), notes=(f"{file.relative}: noted",) if "NOTE" in text else ())


@dataclass(frozen=True)
class FakeStages:
    analyst: str = "fake_stages:open_analyst"
    code: str = "1"
    read: list[str] = field(default_factory=list)
    """Paths that were read, for tests that count."""

    def fingerprint(self) -> str:
        return self.code

    def list_inputs(self, paths: Sequence[Path]) -> list[File]:
        files = {}
        for path in paths:
            if not path.exists():
                raise UsageError(f"{path} does not exist; check the spelling of the path")
            root = path.resolve() if path.is_dir() else path.resolve().parent
            for found in sorted(root.rglob("*.txt")) if path.is_dir() else [path.resolve()]:
                sidecar = found.with_suffix(".json")
                files[found] = File(
                    path=found, relative=found.relative_to(root).as_posix(), root=root,
                    sidecar=sidecar if sidecar.exists() else None,
                )  # fmt: skip
        return sorted(files.values(), key=lambda file: (file.relative, str(file.path)))

    def read_all(self, files: Sequence[File], *, dated: str | None, processes: int) -> Iterator[Result]:
        for file in files:
            self.read.append(file.relative)
            yield read_file(file, dated)

    def link_actors(self, actors: Iterable[Actor]) -> dict[str, tuple[str, str]]:
        """A family name is the person's whom one full name alone fits."""
        known = {actor.id: actor.name for actor in actors}
        links = {}
        for identity, name in known.items():
            full = [other for other, longer in known.items() if longer.endswith(f" {name}")]
            if len(full) == 1:
                links[identity] = (full[0], known[full[0]])
        return links

    def reconcile(
        self,
        documents: Sequence[Document],
        claims: Sequence[Claim],
        *,
        decisions: Sequence[Decision],
        earlier: Sequence[Event],
        kept: MutableMapping[str, bytes] | None = None,
    ) -> Merged:
        return merge(documents, claims, decisions=decisions, earlier=earlier)


@dataclass(frozen=True)
class MergingStages(FakeStages):
    """Claims by the same plain rule, linked and merged as the product does."""

    def link_actors(self, actors: Iterable[Actor]) -> dict[str, tuple[str, str]]:
        return dict(link_across(actors))

    def reconcile(self, documents: Any, claims: Any, **others: Any) -> Any:
        return RealStages().reconcile(documents, claims, **others)


@dataclass(frozen=True)
class Merged:
    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]
    events: tuple[Event, ...]
    origins: tuple[Origin, ...]
    redirects: dict[str, str]


def merge(
    documents: Sequence[Document],
    claims: Sequence[Claim],
    *,
    decisions: Sequence[Decision] = (),
    earlier: Sequence[Event] = (),
) -> Merged:
    rejected = {decision.target for decision in decisions if decision.action == "reject"}
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        groups.setdefault(claim.trigger.lemma, []).append(claim)
    events = []
    for lemma, own in sorted(groups.items(), key=lambda item: (min(_order(claim.when) for claim in item[1]), item[0])):
        identity = "e-" + lemma
        events.append(
            Event(
                id=identity, gist=own[0].quote, kind=own[0].kind, status="happened", when=own[0].when, where=(),
                actors=(), figures=(), claims=tuple(claim.id for claim in own),
                documents=len({claim.document for claim in own}),
                origins=len({claim.document for claim in own}), conflicts=(), after=(), before=(),
                review="rejected" if identity in rejected else "open",
            )
        )  # fmt: skip
    return Merged(
        documents=tuple(msgspec.structs.replace(document, origin="o-" + document.id) for document in documents),
        claims=tuple(msgspec.structs.replace(claim, event="e-" + claim.trigger.lemma) for claim in claims),
        events=tuple(events),
        origins=tuple(Origin(id="o-" + document.id, documents=(document.id,)) for document in documents),
        redirects={"e-old": events[0].id} if events else {},
    )


def _order(when: When) -> str:
    return when.earliest or "9999"


def open_analyst(settings: AnalysisSettings) -> Analyst:
    if settings.timezone == "Etc/GMT+12":
        raise ValueError("this fake dislikes the zone")

    def analyse(document: Document, known: Sequence[StoredReading]) -> Analysis:
        text = document.text
        misbehave(text)
        clock = StageClock()
        with clock.stage("reading"):
            reading = known_reading(known, READER) or read(text)
        with clock.stage("claims"):
            if "WITHOUT-WEIGHTS" in text:
                raise InstallationError("the weights are missing; install Strandline again")
            if "FAIL" in text:
                raise ValueError("this text\nmakes it fail")
            claims = tuple(find_claims(document, settings))
            require_sound(document, claims)
        open_times = [
            Unresolved(start=at.start(), end=at.end(), text=at[0], offset="1 day before an unknown time")
            for at in re.finditer("yesterday", text)
            if document.published is None
        ]
        return Analysis(
            reader=READER,
            reading=pack_reading(reading),
            claims=claims,
            unresolved=tuple(open_times),
            seconds=clock.seconds,
        )

    return analyse


def open_far_sighted_analyst(settings: AnalysisSettings) -> Analyst:
    """The same, and where it is asked to look ahead, it says that it did."""
    plain = open_analyst(settings)

    def analyse(document: Document, known: Sequence[StoredReading]) -> Analysis:
        ahead = {f"seen ahead in {document.path}": b"1"} if settings.ahead else {}
        return msgspec.structs.replace(plain(document, known), ahead=ahead)

    return analyse


def misbehave(text: str) -> None:
    if "NOISY" in text:
        print("a library prints this")
    if "SLOW" in text:
        time.sleep(0.3)
    if "CRASH" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "ONCE" in text:  # dies in the first worker that meets it, not in the second
        marker = Path(os.environ["STRANDLINE_TEST_MARKER"])
        if not marker.exists():
            marker.touch()
            os._exit(3)


def read(text: str) -> Reading:
    words = list(re.finditer(r"\w+", text))
    tokens = tuple(
        Token(word.start(), word.end(), word[0], word[0].lower(), "X", "X", "", -1 if at == 0 else 0, "dep", 0)
        for at, word in enumerate(words)
    )
    return Reading(sentences=(Sentence(0, len(tokens), 0, len(text), 0),), tokens=tokens)


def find_claims(document: Document, settings: AnalysisSettings) -> Iterator[Claim]:
    for sentence in re.finditer(r"[^.\n]+", document.text):
        for deed, kind in DEEDS.items():
            at = re.search(rf"\b{deed}\b", sentence[0])
            if at is None:
                continue
            start = sentence.start() + at.start()
            stated = sentence[0].strip()
            begin = document.text.index(stated, sentence.start())
            actors = tuple(
                Actor(
                    start=begin + name.start(), end=begin + name.end(), text=name[0], name=name[0],
                    id="per:" + name[0].lower(), role="agent",
                )
                for name in re.finditer(r"(?:Nora |Ola )?Lind", stated)
            )  # fmt: skip
            fields: dict[str, Any] = {
                "where": (),
                "actors": actors,
                "figures": (),
                "attribution": (),
            }
            yield Claim(
                id=hashlib.sha256(f"{document.id} {begin} {deed}".encode()).hexdigest()[:16], document=document.id,
                start=begin, end=begin + len(stated), quote=stated, kind=kind, status="happened",
                trigger=Trigger(start=start, end=start + len(deed), text=deed, lemma=deed),
                when=when_of(document, settings), confidence=0.5, **fields,
            )  # fmt: skip


def when_of(document: Document, settings: AnalysisSettings) -> When:
    if document.published is None:
        return UNKNOWN_WHEN
    date = document.published.earliest
    return msgspec.structs.replace(
        UNKNOWN_WHEN, earliest=date, latest=date, granularity="day", basis="relative", zone=settings.timezone,
        reason="the day of the report",
    )  # fmt: skip
