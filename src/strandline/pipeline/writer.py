"""Puts the results of a run into the forms that are written: contents of the database, report, open files."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec

from strandline import __version__
from strandline.errors import InstallationError
from strandline.pipeline.analysis import Analysis
from strandline.pipeline.gathering import Gathered
from strandline.pipeline.report import Report, counts_of, timings_of, unresolved_of
from strandline.pipeline.stages import Reconciled, Stages
from strandline.pipeline.work import WorkFile
from strandline.publishing import jsonl, page
from strandline.publishing.standings import Written
from strandline.records import Actor, Claim, Document, Event, Refusal
from strandline.store import FORMAT, Contents, Snapshot, StoredReading, document_order
from strandline.store.contents import Working, encode_pretty

GENERATED_BY: Final = f"strandline {__version__}"


class Writer:
    """What one run writes.

    Attributes:
        found: what the run read and what it took over.
        warnings: what the person at the terminal should know.
    """

    def __init__(
        self,
        found: Gathered,
        reconciled: Reconciled,
        *,
        settings: dict[str, Any],
        title: str | None,
        refused: Sequence[Refusal],
        started: float,
    ) -> None:
        self.found = found
        self.warnings: list[str] = []
        self._settings = settings
        self._title = title
        self._refused = tuple(refused)
        self._started = started
        self.take(reconciled)

    def take(self, reconciled: Reconciled) -> None:
        """Take the merged claims, in the place of what was taken before."""
        self._began = time.perf_counter()
        self._documents: list[Document] = sorted(reconciled.documents, key=document_order)
        self._claims = in_order(self._documents, reconciled.claims)
        self._events = tuple(reconciled.events)
        self._origins = tuple(reconciled.origins)
        self._redirects = dict(reconciled.redirects)
        self._workings = getattr(reconciled, "workings", None)
        self._report = Report(
            generated_by=GENERATED_BY,
            settings=self._settings,
            counts=counts_of(
                self._documents, self._claims, self._events, origins=len(self._origins), refused=len(self._refused)
            ),
            refused=self._refused,
            undated=tuple(document.path for document in self._documents if document.published is None),
            unresolved=unresolved_of(self._documents, self.found.unresolved),
            notes=notes_of(self.found),
        )

    @property
    def events(self) -> tuple[Event, ...]:
        """The events, in order of display."""
        return self._events

    @property
    def redirects(self) -> Mapping[str, str]:
        """Ids that were merged away in this run."""
        return self._redirects

    def contents(self, redirects: Mapping[str, str]) -> Contents:
        """Everything that goes into the database; ``redirects`` are those of earlier runs."""
        standing = {event.id for event in self._events}
        moved = {**redirects, **self._redirects}
        return Contents(
            documents=self._documents,
            claims=self._claims,
            events=self._events,
            origins=self._origins,
            redirects={old: new for old, new in moved.items() if old not in standing},
            inputs=[self.found.inputs[key] for key in sorted(self.found.inputs)],
            own_actors=self.found.own_actors,
            own_where=self.found.own_where,
            **worked_out(self._workings),
            unresolved=self.found.unresolved,
            meta={
                "format": FORMAT,
                "program": GENERATED_BY,
                "title": self._title,
                "settings": self._settings,
                "report": self._report,
            },
        )

    def _written(self, folder: Path) -> Written:
        return Written(
            folder=folder,
            events=self._events,
            claims={claim.id: claim for claim in self._claims},
            documents={document.id: document for document in self._documents},
            orderings=worked_out(self._workings).get("orderings", ()),
        )

    def report(self, *, with_timings: bool) -> Report:
        """The report, of the whole chronology; timings are of this run."""
        if not with_timings:
            return self._report
        found = self.found
        timings = timings_of(
            found.seconds,
            total_s=time.perf_counter() - self._started,
            words=found.words_read,
            documents=found.documents_read,
            reused=found.documents_reused,
        )
        return msgspec.structs.replace(self._report, timings=timings)

    def publish(self, snapshot: Snapshot, folder: Path) -> None:
        """Write the open files from what stands in the database."""
        jsonl.write_all(snapshot, folder, just_written=True)
        try:
            page.write_page(snapshot, folder / "index.html", written=self._written(folder))
        except InstallationError as error:
            page.write_placeholder(folder / "index.html", str(error))
            self.warnings.append(f"index.html only says what is missing: {error}")
        self.found.seconds["writing"] = time.perf_counter() - self._began
        (folder / "report.json").write_bytes(encode_pretty(self.report(with_timings=True)))


def notes_of(found: Gathered) -> tuple[str, ...]:
    """What a person should know of the inputs, and of this run."""
    return (*(note for key in sorted(found.inputs) for note in found.inputs[key].notes), *found.notes)


def worked_out(workings: Any) -> dict[str, Any]:
    """What single events are made again from, as the store keeps it; nothing where the stages give nothing."""
    if workings is None:
        return {}
    return {
        "own_whens": workings.own_whens,
        "workings": {
            claim: Working(cluster=cluster, voice=workings.voices[claim], tie=workings.ties.get(claim))
            for claim, cluster in workings.clusters.items()
        },
        "orderings": tuple((pair.first, pair.second, pair.word) for pair in workings.order),
    }


def in_order(documents: Sequence[Document], claims: Iterable[Claim]) -> list[Claim]:
    """Claims in the order of documents and of their texts."""
    position = {document.id: at for at, document in enumerate(documents)}
    return sorted(claims, key=lambda claim: (position[claim.document], claim.start, claim.end, claim.id))


def linked(claims: Sequence[Claim], stages: Stages) -> tuple[list[Claim], dict[str, tuple[Actor, ...]]]:
    """Claims whose actors are known across documents, and the actors as they were, by id of each claim that changed."""
    links = stages.link_actors(actor for claim in claims for actor in claim.actors)
    changed: list[Claim] = []
    own: dict[str, tuple[Actor, ...]] = {}
    for claim in claims:
        if not any(actor.id in links for actor in claim.actors):
            changed.append(claim)
            continue
        own[claim.id] = claim.actors
        changed.append(msgspec.structs.replace(claim, actors=tuple(_linked(actor, links) for actor in claim.actors)))
    return changed, own


def _linked(actor: Actor, links: Mapping[str, tuple[str, str]]) -> Actor:
    if actor.id not in links:
        return actor
    identity, name = links[actor.id]
    return msgspec.structs.replace(actor, id=identity, name=name)


def readings_of(found: Gathered, work: WorkFile) -> Iterator[StoredReading]:
    """What the reader saw in this run, from the work file, one at a time."""
    for text_sha256, key in sorted(found.analysed):
        analysis = work.get(key, Analysis)
        if analysis is not None:
            yield StoredReading(text_sha256=text_sha256, reader=analysis.reader, reading=analysis.reading)
