"""A large chronology in parts: what its first view needs, at once; then the whole, piece by piece from one view of it.

Neither grows with the chronology where a person waits for it: the first view is a page of events with their words and
the counts over time; the whole comes as lines, which a page takes in while it is being used.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Final

import msgspec
from fastapi import FastAPI, Query
from fastapi.responses import Response, StreamingResponse

from strandline.publishing.page import DEFAULT_TITLE
from strandline.records import Claim, Document, Event
from strandline.server.answering import as_json
from strandline.server.current import CurrentChronology
from strandline.server.reading import streamed
from strandline.server.schemas import OpeningCounts, answers
from strandline.store import FORMAT, Snapshot, event_filter
from strandline.store.density import density

LARGE_EVENTS: Final = 2000
LARGE_DOCUMENTS: Final = 1000
"""A chronology with more of either comes in parts; a smaller one comes whole in less than a second."""
FIRST_ROWS: Final = 100
FIRST_TEXT_CHARACTERS: Final = 2_000_000
"""Where the texts of the first documents hold more, fewer rows are sent."""
COLUMNS: Final = 400
LINE_RECORDS: Final = 500
LINES: Final = "application/x-ndjson"


def add_opening(app: FastAPI, current: CurrentChronology) -> None:
    """``/api/opening`` and ``/api/parts``."""

    @app.get("/api/opening", summary="What the first view of a large chronology needs", responses=answers("Opening"))
    def opening(
        event: Annotated[str | None, Query(max_length=200, description="Id of an event that is sent besides.")] = None,
    ) -> Response:
        with current.reading() as snapshot:
            return as_json(_opening(snapshot, event))

    lines: dict[str, Any] = {"description": "A JSON object a line", "content": {LINES: {"schema": {"type": "string"}}}}

    @app.get(
        "/api/parts",
        summary="Everything, as lines: first what stands around the lists, then at most 500 records of one list a line",
        responses={**answers("Error"), 200: lines},
        response_class=StreamingResponse,
    )
    def parts() -> StreamingResponse:
        return StreamingResponse(streamed(current, chronology_lines), media_type=LINES)


def chronology_lines(snapshot: Snapshot) -> Iterator[bytes]:
    """What ``page_data`` tells, as lines of JSON: one with all but the lists, then the lists in pieces."""
    encode = msgspec.json.Encoder().encode
    counts = snapshot.counts()
    yield (
        encode({**_head(snapshot), "report": snapshot.meta().get("report", {}), "records": sum(counts.values())})
        + b"\n"
    )
    lists: tuple[tuple[str, Iterable[Any]], ...] = (
        ("origins", snapshot.origins()),
        ("documents", snapshot.documents()),
        ("claims", snapshot.claims()),
        ("events", snapshot.events()),
    )
    for name, records in lists:
        records = iter(records)
        while piece := list(itertools.islice(records, LINE_RECORDS)):
            yield encode({name: piece}) + b"\n"


def _head(snapshot: Snapshot) -> dict[str, Any]:
    meta = snapshot.meta_of("program", "title")
    return {
        "format": FORMAT,
        "generated_by": meta.get("program", "strandline"),
        "title": meta.get("title") or DEFAULT_TITLE,
        "decisions_last": snapshot.decisions_last(),
        "hidden": snapshot.hidden(),
    }


def _opening(snapshot: Snapshot, wanted: str | None) -> dict[str, Any]:
    stored = snapshot.counts()
    large = stored["events"] > LARGE_EVENTS or stored["documents"] > LARGE_DOCUMENTS
    found: dict[str, Any] = {**_head(snapshot), "large": large}
    if not large:
        return {**found, "counts": None, "density": None, "documents": [], "claims": [], "events": [], "origins": []}
    events, claims, documents = _first_rows(snapshot, wanted)
    counted = density(snapshot.connection, event_filter(), count=COLUMNS)
    report = snapshot.meta_of("report").get("report", {})
    counts = OpeningCounts(
        documents=stored["documents"],
        claims=stored["claims"],
        events=stored["events"],
        undated=counted.undated,
        disputed=snapshot.find_events(event_filter(disputed=True), limit=0).total,
        open=snapshot.find_events(event_filter(reviews=("open",)), limit=0).total,
        refused=len(report.get("refused", ())),
    )
    lists = {"documents": documents, "claims": claims, "events": events, "origins": snapshot.origins()}
    return {**found, "counts": counts, "density": counted, **lists}


def _first_rows(snapshot: Snapshot, wanted: str | None) -> tuple[list[Event], list[Claim], list[Document]]:
    """The first events of the list and the one that is wanted, with their claims and the documents of these."""
    rows = list(snapshot.find_events(event_filter(dated=True), limit=FIRST_ROWS).rows)
    identity = None if wanted is None else snapshot.redirect(wanted) or wanted
    asked = None if identity is None else snapshot.event(identity)
    if asked is not None:
        rows = [asked, *(row for row in rows if row.id != asked.id)]
    events: list[Event] = []
    claims: list[Claim] = []
    documents: dict[str, Document] = {}
    room = FIRST_TEXT_CHARACTERS
    for event in rows:
        own = snapshot.claims_of_event(event.id)
        sources = [snapshot.document(name) for name in dict.fromkeys(claim.document for claim in own)]
        fresh = [source for source in sources if source is not None and source.id not in documents]
        room -= sum(len(source.text) for source in fresh)
        if room < 0 and events:
            break
        events.append(event)
        claims += own
        documents |= {source.id: source for source in fresh}
    if asked is not None:  # in order of display: what was asked for stands where its time puts it, or last
        later = [row for row in events[1:] if _begins(row) > _begins(asked)]
        events = [*events[1 : len(events) - len(later)], asked, *later]
    return events, claims, list(documents.values())


def _begins(event: Event) -> str:
    return event.when.earliest or event.when.latest or "\uffff"
