"""A decision of a person takes effect: a proposal in, a row of the log and the events as they now are out.

Row and effect are written in one transaction. What is looked up and made again is what the decision can reach
(``store.concerned``), never the whole pile; the next whole run comes to the same events.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

import msgspec
import sqlalchemy as sa

from strandline.errors import UsageError
from strandline.pipeline.effects import Effect, events_made_anew, marked, meant_elsewhere
from strandline.pipeline.proposals import Proposal, plain_line, plain_text, require_form
from strandline.pipeline.weighing import NOBODY, Meanwhile, Weighing, ids_listed
from strandline.records import Claim, Decision, Document, Event
from strandline.store import Chronology
from strandline.store.concerned import concerned
from strandline.store.decisions import Numbered, append_decisions, decision_of

__all__ = ["NOBODY", "Decided", "Meanwhile", "decide", "decide_all", "decide_within", "page_of", "taken_before"]

_REMADE: Final = frozenset({"accept", "reject", "reopen", "edit", "pin", "merge", "split", "unmerge", "add", "claim"})
_LATER: Final = frozenset({"date"})
"""Actions whose effect needs a document to be read again."""


@dataclass(frozen=True, kw_only=True)
class Decided:
    """A decision that was taken, and what it changed.

    ``events`` are whole, as they now are; ``removed`` ids redirect or are gone; ``claims`` are those whose event
    changed or that are new. ``run``: a run over the documents has to follow, for the rest of the effect.
    """

    decision: Decision
    number: int
    events: tuple[Event, ...] = ()
    removed: tuple[str, ...] = ()
    redirects: Mapping[str, str] = field(default_factory=dict)
    claims: tuple[Claim, ...] = ()
    documents: tuple[Document, ...] = ()
    run: bool = False


def decide(chronology: Chronology, proposal: Proposal, *, identity: str | None = None) -> Decided | Meanwhile:
    """Take a decision, now.

    Args:
        chronology: open.
        proposal: what somebody wants.
        identity: id of the decision, where whoever sends it makes it up: sent again, it is not taken again.

    Raises:
        UsageError: the proposal is wrong in itself or speaks of what is not there; nothing was written.
        ChronologyError: the database cannot be written; nothing was.
    """
    require_form(proposal)
    with chronology.writing() as connection:
        before = None if identity is None else decision_of(connection, identity)
        if before is not None:
            return taken_before(connection, before)
        return decide_within(connection, proposal, at=datetime.now(UTC), identity=identity or uuid.uuid4().hex[:16])


def decide_all(chronology: Chronology, proposals: Sequence[tuple[str, Proposal]]) -> list[Decided]:
    """Take several decisions in one transaction: all of them, or none.

    Args:
        chronology: open.
        proposals: each with the id of its decision; those whose id stands in the log already are passed over.

    Raises:
        UsageError: a proposal is wrong, or others decided on the same since; nothing was written.
        ChronologyError: the database cannot be written; nothing was.
    """
    taken = []
    with chronology.writing() as connection:
        for identity, proposal in proposals:
            require_form(proposal)
            if decision_of(connection, identity) is not None:
                continue
            outcome = decide_within(connection, proposal, at=datetime.now(UTC), identity=identity)
            if isinstance(outcome, Meanwhile):
                raise UsageError(f"{proposal.action} of {proposal.target}: {outcome.message}")
            taken.append(outcome)
    return taken


def taken_before(connection: sa.Connection, row: Numbered) -> Decided:
    """A decision that stands in the log already, with what it concerns as that now is."""
    listed = [row.decision.target, *ids_listed(row.decision)]
    scope = concerned(connection, listed, listed)
    return Decided(
        decision=row.decision,
        number=row.number,
        events=tuple(scope.events.values()),
        removed=tuple(sorted(scope.redirects)),
        redirects=scope.redirects,
        claims=tuple(scope.claims.values()),
    )


def decide_within(connection: sa.Connection, proposal: Proposal, *, at: datetime, identity: str) -> Decided | Meanwhile:
    """The same inside a transaction that was opened for writing (``Chronology.writing``).

    Args:
        connection: with the transaction.
        proposal: in good form (``require_form``).
        at: now, with a zone.
        identity: id of the new decision.
    """
    taking = Weighing(connection, proposal)
    stale = taking.stale()
    if stale is not None:
        return stale
    before, after = taking.sides()
    decision = Decision(
        id=identity, at=at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), who=plain_line(proposal.who),
        action=proposal.action, target=proposal.target or f"hand{identity[:12]}", before=before, after=after,
        note=plain_text(proposal.note),
    )  # fmt: skip
    number = append_decisions(connection, [decision])
    effect, run = _effect(connection, decision, taking)
    events = {event.id: event for event in (*taking.shown(), *effect.events) if event.id not in effect.removed}
    return Decided(
        decision=decision,
        number=number,
        events=tuple(events.values()),
        removed=effect.removed,
        redirects=effect.redirects,
        claims=effect.claims,
        documents=taking.documents(),
        run=run,
    )


def _effect(connection: sa.Connection, decision: Decision, taking: Weighing) -> tuple[Effect, bool]:
    """What a decision that stands in the log changes, and whether a run has to follow."""
    undoing = decision.action == "undo"
    root = taking.root
    if root.action in _LATER or (undoing and root.action == "identity"):
        return Effect(), True
    if root.action == "identity":
        return meant_elsewhere(connection, decision.target), False
    if root.action not in _REMADE:
        return Effect(), False
    if root.action == "claim":
        claim = str(root.after["made"])
        stands = taking.stands_after()
        return marked(connection, claim, root if stands else None), False
    listed = ids_listed(root)
    return events_made_anew(connection, [root.target, decision.target, *listed], [root.target, *listed]), False


def page_of(rows: Sequence[tuple[int, Decision]], taken_back: Mapping[str, str]) -> list[dict[str, Any]]:
    """Rows of the log as they are shown, each with its number and with what took it back."""
    return [
        {
            "number": number,
            **msgspec.structs.asdict(decision),
            "undone_by": taken_back.get(decision.id),
        }
        for number, decision in rows
    ]
