"""The chronology as a table: one row for each event, for spreadsheets (CSV, RFC 4180, UTF-8)."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any, Final

from strandline.records import Claim, Document, Event, EventFigure
from strandline.store import Snapshot

COLUMNS: Final = (
    "id", "earliest", "latest", "granularity", "edtf", "time_basis", "time_qualifier", "time_zone", "time_reason",
    "gist", "kind", "status", "places", "latitude", "longitude", "actors", "figures", "claims", "documents", "origins",
    "disputed", "conflicts", "review", "quotes", "sources", "evidence",
)  # fmt: skip
"""The columns, in their order. New ones come at the end."""

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_JOIN: Final = "; "


def export(snapshot: Snapshot, path: Path) -> None:
    """Write the table."""
    documents = {document.id: document for document in snapshot.documents()}
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(COLUMNS)
        for event in snapshot.events():
            writer.writerow([harmless(value) for value in row_of(event, snapshot, documents)])


def row_of(event: Event, snapshot: Snapshot, documents: dict[str, Document]) -> list[Any]:
    """The values of one event, in the order of ``COLUMNS``."""
    claims = snapshot.claims_of_event(event.id)
    point = next((place for place in event.where if place.lat is not None), None)
    sources = dict.fromkeys(claim.document for claim in claims)
    when = event.when
    return [
        event.id, when.earliest, when.latest, when.granularity, when.edtf, when.basis, when.qualifier, when.zone,
        when.reason, event.gist, event.kind, event.status,
        _JOIN.join(dict.fromkeys(place.name for place in event.where)),
        None if point is None else point.lat, None if point is None else point.lon,
        _JOIN.join(f"{actor.name} ({actor.role})" for actor in event.actors),
        _JOIN.join(figure_text(figure) for figure in event.figures),
        len(event.claims), event.documents, event.origins, "yes" if event.conflicts else "no",
        _JOIN.join(
            f"{conflict.field}: {' / '.join(value.value for value in conflict.values)}" for conflict in event.conflicts
        ),
        event.review,
        " | ".join(claim.quote for claim in claims),
        " | ".join(source_text(documents[source]) for source in sources if source in documents),
        " | ".join(evidence_text(claim, documents.get(claim.document)) for claim in claims),
    ]  # fmt: skip


def figure_text(figure: EventFigure) -> str:
    """``killed 3``, ``killed 3-9``, ``killed 3 or more``."""
    if figure.high is None:
        return f"{figure.what} {figure.low} or more"
    return f"{figure.what} {figure.low}" if figure.low == figure.high else f"{figure.what} {figure.low}-{figure.high}"


def source_text(document: Document) -> str:
    """A document as a person cites it in a cell."""
    published = document.published
    parts = [document.publisher, document.title or document.path, None if published is None else published.earliest]
    return ", ".join(part for part in parts if part)


def evidence_text(claim: Claim, document: Document | None) -> str:
    """The words of a claim, who says so and where: ``“the dam broke” – a warden (Skarvik Post, 2031-05-20)``."""
    link = claim.attribution[-1] if claim.attribution else None
    voice = "" if link is None else link.name or (link.source.text if link.source is not None else "")
    where = "" if document is None else f" ({source_text(document)})"
    return f"“{' '.join(claim.quote.split())}”{f' – {voice}' if voice else ''}{where}"


def harmless(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula: an apostrophe stands before what could begin one.

    Numbers stay numbers: only text is touched.
    """
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value
