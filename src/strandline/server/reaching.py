"""What decisions changed: those after a number of the log, with all that their effect can reach, as it now is.

Whoever shows the chronology and hears of a decision of somebody else takes this in, in place of everything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Final

import msgspec
import sqlalchemy as sa
from fastapi import FastAPI, Query
from fastapi.responses import Response

from strandline.pipeline.deciding import page_of
from strandline.records import Decision
from strandline.server.answering import as_json
from strandline.server.current import CurrentChronology
from strandline.server.schemas import answers
from strandline.store import Snapshot
from strandline.store.concerned import concerned, in_order_with
from strandline.store.decisions import Numbered, decision_of, decisions_page, last_number, undone_by
from strandline.store.schema import decision_subjects, event_actors, event_places, events

MOST_DECISIONS: Final = 200
MOST_EVENTS: Final = 2000
"""What more decisions, or decisions that reach more events, changed is read with everything else."""


def add_reaching(app: FastAPI, current: CurrentChronology) -> None:
    """``/api/decisions/reached``."""

    @app.get(
        "/api/decisions/reached",
        summary="Later decisions than one, with all that they can have changed, as it now is",
        responses=answers("Reached"),
    )
    def reached(
        after: Annotated[int, Query(ge=0, le=2**40, description="The number of the last decision that is known.")],
    ) -> Response:
        with current.reading() as snapshot:
            return as_json(reached_after(snapshot, after))


def reached_after(snapshot: Snapshot, after: int) -> dict[str, Any]:
    """What ``schemas.Reached`` describes."""
    connection = snapshot.connection
    rows = decisions_page(connection, target=None, after=after, limit=MOST_DECISIONS + 1, offset=0)
    found: dict[str, Any] = {
        "last": last_number(connection),
        "decisions": page_of(rows[:MOST_DECISIONS], undone_by(connection)),
        "complete": len(rows) <= MOST_DECISIONS,
        "events": [], "removed": [], "redirects": {}, "claims": [], "removed_claims": [], "documents": [],
        "hidden": snapshot.hidden(),
    }  # fmt: skip
    if not found["complete"]:
        return found
    subjects = _subjects(connection, rows)
    scope = concerned(connection, subjects | _naming(connection, rows), subjects)
    others, _ = in_order_with(connection, scope)
    if len(scope.events) + len(others.events) > MOST_EVENTS:
        return {**found, "complete": False}
    # Others' times and neighbours follow from the order that the texts give.
    named = {identity for row in rows for identity in _events_named(connection, row.decision)}
    found["events"] = [*scope.events.values(), *others.events.values()]
    found["claims"] = list(scope.claims.values())
    found["redirects"] = scope.redirects
    found["removed"] = sorted((named | scope.redirects.keys()) - scope.events.keys())
    made = {claim for row in rows for claim in _claims_made(connection, row.decision)}
    found["removed_claims"] = sorted(made - scope.claims.keys())
    sources = [snapshot.document(identity) for identity in sorted(subjects)]
    found["documents"] = [msgspec.structs.replace(source, text="") for source in sources if source is not None]
    return found


def _subjects(connection: sa.Connection, rows: list[Numbered]) -> set[str]:
    table = decision_subjects.c
    return set(connection.scalars(sa.select(table.subject).where(table.number.in_([row.number for row in rows]))))


def _naming(connection: sa.Connection, rows: list[Numbered]) -> set[str]:
    """Events that name an actor or place of which somebody said who or where it is."""
    found: set[str] = set()
    for _, decision in rows:
        if decision.action != "identity":
            continue
        meant = [decision.target, *(value for value in [decision.after.get("same_as")] if isinstance(value, str))]
        numbers = sa.union(
            sa.select(event_actors.c.event).where(event_actors.c.actor.in_(meant)),
            sa.select(event_places.c.event).where(event_places.c.place.in_(meant)),
        )
        found.update(connection.scalars(sa.select(events.c.id).where(events.c.number.in_(numbers))))
    return found


def _chain(connection: sa.Connection, decision: Decision | None) -> Iterator[Decision]:
    """A decision and, where it takes another one back, that one, and so on."""
    while decision is not None:
        yield decision
        earlier = decision_of(connection, decision.target) if decision.action == "undo" else None
        decision = None if earlier is None else earlier.decision


def _events_named(connection: sa.Connection, decision: Decision) -> Iterator[str]:
    for row in _chain(connection, decision):
        if row.action == "add":
            yield row.target
        for side in (row.before, row.after):
            listed = side.get("events")
            if isinstance(listed, Mapping | list | tuple):
                yield from (identity for identity in listed if isinstance(identity, str))


def _claims_made(connection: sa.Connection, decision: Decision) -> Iterator[str]:
    for row in _chain(connection, decision):
        made = row.after.get("made")
        if isinstance(made, str):
            yield made
