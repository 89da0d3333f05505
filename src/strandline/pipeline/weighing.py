"""A proposal held against the chronology as it stands: whether it fits, whether others were first, both sides of its
row.

Nothing is written here; see ``deciding``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import msgspec
import sqlalchemy as sa

from strandline.errors import UsageError
from strandline.pipeline.decided import claim_by_hand, fields_of_name
from strandline.pipeline.proposals import Proposal, date_in, fields_in, ids_in, mark_in, plain_line
from strandline.reconciling import said_by
from strandline.records import Decision, Document, Event
from strandline.store import Snapshot
from strandline.store.concerned import Concerned, concerned
from strandline.store.decisions import (
    Numbered,
    decision_of,
    decisions_about,
    last_number,
    last_word,
    undone_by,
)
from strandline.store.schema import event_actors, event_places, events

NOBODY: Final = "reviewer"
"""The name of whoever gives none: two of that name count as two people."""
_OF_EVENTS: Final = frozenset(
    {"accept", "reject", "reopen", "edit", "pin", "hide", "show", "merge", "split", "unmerge"}
)
_OF_DOCUMENTS: Final = frozenset({"claim", "date", "restrict", "unrestrict"})


@dataclass(frozen=True, kw_only=True)
class Meanwhile:
    """Nothing was written: others decided on the same things since. ``last`` is the number of the last decision."""

    message: str
    decisions: tuple[Numbered, ...]
    events: tuple[Event, ...]
    last: int


class Weighing:
    """One proposal against the chronology as it stands."""

    def __init__(self, connection: sa.Connection, proposal: Proposal) -> None:
        self.connection = connection
        self.proposal = proposal
        self.snapshot = Snapshot(connection)
        self.chain = self._chain() if proposal.action == "undo" else []
        self._root: Decision | None = self.chain[-1] if self.chain else None
        self._after: dict[str, Any] = {}
        self._wanted = self._concerned_ids()
        self.scope: Concerned = self._scope()

    @property
    def root(self) -> Decision:
        """The decision whose effect is at stake: at the end of a chain of undoing, else the proposal's own."""
        if self._root is not None:
            return self._root
        return Decision(
            id="", at="", who=plain_line(self.proposal.who), action=self.proposal.action, target=self.proposal.target,
            before={}, after=self._after, note="",
        )  # fmt: skip

    def stands_after(self) -> bool:
        """Whether the root stands once this is taken: undoing an undoing brings it back."""
        return len(self.chain) % 2 == 0

    # ---------------------------------------------------------------------------------------- what is concerned

    def _chain(self) -> list[Decision]:
        """The decision that is to be undone and, where that is an undoing itself, what it undid, and so on."""
        found: list[Decision] = []
        target = self.proposal.target
        while True:
            row = decision_of(self.connection, target)
            if row is None:
                raise UsageError(f"there is no decision {target[:80]!r}")
            found.append(row.decision)
            if row.decision.action != "undo":
                return found
            target = row.decision.target

    def _concerned_ids(self) -> list[str]:
        """Ids of the events and claims that the proposal names."""
        if self.chain:
            return [self.chain[-1].target, *ids_listed(self.chain[-1])]
        action, after = self.proposal.action, self.proposal.after
        named = [self.proposal.target]
        if action == "merge":
            named += ids_in(after, "events")
        return named

    def _scope(self) -> Concerned:
        """The events that are named, with their claims (nothing beyond them)."""
        if self.proposal.action in _OF_DOCUMENTS or self.proposal.action in ("identity", "add"):
            return Concerned()
        wide = concerned(self.connection, self._wanted, self._wanted) if self.chain else self._named_events()
        return wide

    def _named_events(self) -> Concerned:
        found = Concerned()
        for identity in self._wanted:
            event = self.snapshot.event(identity)
            if event is None:
                claim = self.snapshot.claim(identity)
                event = None if claim is None or claim.event is None else self.snapshot.event(claim.event)
                if event is None:
                    continue
            found.events[event.id] = event
        return found

    def stale(self) -> Meanwhile | None:
        """What others decided since on the same things, or where an event went that the proposal speaks of."""
        gone = self._gone()
        since: list[Numbered] = []
        if self.proposal.seen is not None:
            subjects = {self.proposal.target, *self._wanted, *self.scope.events}
            subjects |= {claim for event in self.scope.events.values() for claim in event.claims}
            me = plain_line(self.proposal.who)
            since = [
                row
                for row in decisions_about(self.connection, sorted(subjects - {""}), after=self.proposal.seen)
                if row.decision.who != me or me == NOBODY
            ]
        if not since and not gone:
            return None
        if since:
            names = ", ".join(dict.fromkeys(row.decision.who for row in since))
            message = f"{names} decided on the same since; look at it and send it again"
        else:
            message = f"the event {', '.join(sorted(gone))} was merged into another since"
        events = {event.id: event for event in self.scope.events.values()}
        for new in gone.values():
            event = self.snapshot.event(new)
            if event is not None:
                events[new] = event
        return Meanwhile(
            message=message,
            decisions=tuple(since),
            events=tuple(events.values()),
            last=last_number(self.connection),
        )

    def _gone(self) -> dict[str, str]:
        """Named events that were merged away, and where they went."""
        if self.proposal.action not in _OF_EVENTS:
            return {}
        found = {}
        for identity in self._wanted:
            if identity not in self.scope.events and self.snapshot.claim(identity) is None:
                moved = self.snapshot.redirect(identity)
                if moved is not None:
                    found[identity] = moved
        return found

    # --------------------------------------------------------------------------------------- both sides of the row

    def sides(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """``before`` and ``after`` as the log keeps them.

        Raises:
            UsageError: the proposal speaks of what is not there, or does not fit it.
        """
        action = self.proposal.action
        if action == "undo":
            before = self._undoing()
        elif action in _OF_DOCUMENTS:
            before = self._of_document()
        elif action == "identity":
            before = self._of_identity()
        elif action == "add":
            before = {}
            self._after = fields_in(self.proposal.after, event=None, who=plain_line(self.proposal.who))
            if "gist" not in self._after:
                raise UsageError("add needs a gist: what happened, in a line")
        else:
            before = self._of_event()
        return before, self._after

    def _undoing(self) -> dict[str, Any]:
        if self.proposal.target in undone_by(self.connection):
            raise UsageError("this decision is taken back already")
        first = self.chain[0]
        self._after = {}
        return {"action": first.action, "target": first.target, "after": first.after, **self._members()}

    def _members(self) -> dict[str, Any]:
        """The claims of the events concerned, so that the decision holds however the pile changes."""
        return {"events": {event.id: list(event.claims) for event in self.scope.events.values()}}

    def _of_event(self) -> dict[str, Any]:
        action, target, after = self.proposal.action, self.proposal.target, self.proposal.after
        if target not in self.scope.events and self._is_of_claim():
            return self._of_claim()
        if after.get("claim"):
            raise UsageError(f"there is no claim {target[:80]!r} in this chronology")
        event = self.scope.events.get(target)
        if event is None:
            raise UsageError(f"there is no event {target[:80]!r} in this chronology")
        before: dict[str, Any] = self._members()
        if action in ("edit", "pin"):
            self._after = fields_in(after, event=event, who=plain_line(self.proposal.who))
            before |= {name: msgspec.to_builtins(getattr(event, name)) for name in self._after}
        elif action in ("hide", "show"):
            before["hidden"] = last_word(self.connection, target, ("hide", "show")) == "hide"
        elif action == "merge":
            self._merging(target)
        elif action in ("split", "unmerge"):
            self._splitting(event)
        if action in ("accept", "reject", "reopen", "edit"):
            before["review"] = event.review
        if action in ("accept", "reject"):
            before["said"] = said_by(event)
        return before

    def _is_of_claim(self) -> bool:
        return self.proposal.action in ("accept", "reject", "reopen") and bool(self.proposal.after.get("claim"))

    def _of_claim(self) -> dict[str, Any]:
        claim = self.snapshot.claim(self.proposal.target)
        if claim is None:
            raise UsageError(f"there is no claim {self.proposal.target[:80]!r} in this chronology")
        self._after = {"claim": True}
        return {**self._members(), "event": claim.event}

    def _merging(self, target: str) -> None:
        others = ids_in(self.proposal.after, "events")
        if target in others:
            raise UsageError("an event cannot be merged into itself")
        for other in others:
            if other not in self.scope.events:
                raise UsageError(f"there is no event {other[:80]!r} in this chronology")
        self._after = {"events": others}

    def _splitting(self, event: Event) -> None:
        leaving = ids_in(self.proposal.after, "claims")
        strange = [claim for claim in leaving if claim not in event.claims]
        if strange:
            raise UsageError(f"the claim {strange[0][:80]!r} is not one of this event's")
        if len(leaving) == len(event.claims):
            raise UsageError("at least one claim must stay; all of them are the event")
        self._after = {"claims": leaving}

    def _of_document(self) -> dict[str, Any]:
        action, target, after = self.proposal.action, self.proposal.target, self.proposal.after
        document = self.snapshot.document(target)
        if document is None:
            raise UsageError(f"there is no document {target[:80]!r} in this chronology")
        if action == "date":
            self._after = dict(date_in(after))
            return {"published": msgspec.to_builtins(document.published)}
        if action == "claim":
            self._after = mark_in(after, document, who=plain_line(self.proposal.who))
            made = marked_id(document, self._after)
            if self.snapshot.claim(made) is not None:
                raise UsageError("these words are marked already")
            self._after["made"] = made
            return {}
        return {"restricted": last_word(self.connection, target, ("restrict", "unrestrict")) == "restrict"}

    def _of_identity(self) -> dict[str, Any]:
        target, after = self.proposal.target, self.proposal.after
        was = name_fields(self.connection, target)
        if was is None:
            raise UsageError(f"nobody and nowhere in this chronology has the id {target[:80]!r}")
        if ("same_as" in after) == ("name" in after):
            raise UsageError("identity needs same_as or name, one of them")
        if "name" in after:
            name = plain_line(after["name"]) if isinstance(after["name"], str) else ""
            if not 0 < len(name) <= 200:
                raise UsageError("name must have 1 to 200 characters")
            self._after = {"name": name}
        else:
            other = after["same_as"]
            fields = name_fields(self.connection, other) if isinstance(other, str) else None
            if fields is None or other == target:
                raise UsageError(
                    f"same_as must be the id of somebody or somewhere else in this chronology, not {other!r}"
                )
            if ("lat" in was) != ("lat" in fields):
                raise UsageError("a person and a place cannot be the same")
            self._after = {"same_as": other, "fields": fields}
        return was

    # ------------------------------------------------------------------------------------------------ the answer

    def shown(self) -> list[Event]:
        """The event that was decided on, as it now is, whether or not it changed."""
        found = self.snapshot.event(self.proposal.target)
        return [] if found is None else [found]

    def documents(self) -> tuple[Document, ...]:
        """The document that was decided on, without its text."""
        if self.proposal.action not in _OF_DOCUMENTS:
            return ()
        found = self.snapshot.document(self.proposal.target)
        return () if found is None else (msgspec.structs.replace(found, text=""),)


def ids_listed(decision: Decision) -> list[str]:
    """Ids of events and claims that a decision lists."""
    found: list[str] = []
    for side in (decision.before, decision.after):
        for name in ("events", "claims"):
            value = side.get(name) if isinstance(side, Mapping) else None
            if isinstance(value, Mapping):
                found += [*value, *(claim for claims in value.values() for claim in claims)]
            elif isinstance(value, list | tuple):
                found += [item for item in value if isinstance(item, str)]
    return list(dict.fromkeys(found))


def marked_id(document: Document, after: Mapping[str, Any]) -> str:
    """Id of the claim that somebody marks."""
    return claim_by_hand(document, after, who="").id


def name_fields(connection: sa.Connection, identity: str) -> dict[str, Any] | None:
    """Under what name an actor or place stands in the chronology; None where there is none of this id."""
    actors, places = event_actors.c, event_places.c
    name = connection.scalar(sa.select(actors.name).where(actors.actor == identity).order_by(actors.event).limit(1))
    if name is not None:
        return {"name": name}
    query = sa.select(event_places.c.event).where(places.place == identity).order_by(places.event).limit(1)
    number = connection.scalar(query)
    if number is None:
        return None
    record = connection.scalar(sa.select(events.c.record).where(events.c.number == number))
    event = msgspec.json.decode(record or "", type=Event)
    return next((fields_of_name(place) for place in event.where if place.id == identity), None)
