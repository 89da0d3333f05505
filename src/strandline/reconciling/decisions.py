"""What people decided, applied: the log of decisions in, what it means for clusters, ids and fields out.

Decisions speak of events by id and of claims by id. An event's id stands for the claims that it had when somebody
decided on it: those that the decision lists, else those of the earlier run, and always the claim that founded it, for
its id is a hash of that claim's. So a decision holds however the rest of the pile changes. Later decisions outweigh
earlier ones.

| action | target | after |
|---|---|---|
| accept, reject, reopen | event, or a claim of it | |
| edit, pin | event | the fields: gist, kind, status, when, where, actors, figures |
| merge | the event that stays | ``{"events": [ids]}`` |
| split, unmerge | event | ``{"claims": [ids]}``: these go to an event of their own |
| reject | claim, with ``{"claim": true}`` | it stands alone, rejected |
| add | id of a new event | the fields, ``gist`` at least |
| undo | id of a decision | |

``before`` may list the claims of each event concerned as ``{"events": {id: [claims]}}``. Other actions are not for this
stage.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

from strandline.reconciling.identity import event_id
from strandline.records import Decision

REVIEWS: Final = {"accept": "accepted", "reject": "rejected", "reopen": "open"}
FIELDS: Final = ("gist", "kind", "status", "when", "where", "actors", "figures")
"""Fields of an event that people may set."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A field that somebody set: of the event of ``claim`` or, where the event has none, with the id ``target``."""

    target: str
    name: str
    value: Any
    who: str
    decision: str


@dataclass
class Rulings:
    """What all decisions come to.

    Attributes:
        together: pairs of claims that are of one event whatever else is thought.
        apart: pairs of claims that are not, lower id first.
        alone: claims that join nothing.
        homes: event id → claim whose cluster bears it.
        claims_of: event id → claims that it stood for, the founding one at least where it is known.
        reviews: target → review, the last word.
        edits: fields that were set, oldest first.
        added: events made by hand: id → its fields.
    """

    together: list[tuple[str, str]] = field(default_factory=list)
    apart: set[tuple[str, str]] = field(default_factory=set)
    alone: set[str] = field(default_factory=set)
    homes: dict[str, str] = field(default_factory=dict)
    claims_of: dict[str, tuple[str, ...]] = field(default_factory=dict)
    reviews: dict[str, str] = field(default_factory=dict)
    edits: list[Edit] = field(default_factory=list)
    added: dict[str, Mapping[str, Any]] = field(default_factory=dict)


def rulings_of(decisions: Sequence[Decision], claims: Iterable[str], earlier: Mapping[str, Sequence[str]]) -> Rulings:
    """What decisions mean for the claims at hand.

    Args:
        decisions: oldest first.
        claims: ids of all claims.
        earlier: claims of each event of the run before.
    """
    made = _Making(list(claims), earlier)
    undone = _undone(decisions)
    for decision in decisions:
        if decision.id not in undone:
            made.take(decision)
    return made.rulings


def _undone(decisions: Sequence[Decision]) -> set[str]:
    """Decisions that a later one takes back; what is undone undoes nothing."""
    found: set[str] = set()
    for decision in reversed(decisions):
        if decision.action == "undo" and decision.id not in found:
            found.add(decision.target)
    return found


class _Making:
    def __init__(self, claims: Sequence[str], earlier: Mapping[str, Sequence[str]]) -> None:
        self.rulings = Rulings()
        self._known = set(claims)
        self._founder = {event_id(claim): claim for claim in claims}
        self._earlier = earlier

    def take(self, decision: Decision) -> None:
        """One more decision."""
        after = decision.after if isinstance(decision.after, Mapping) else {}
        action, target = decision.action, decision.target
        members = self._members(target, decision)
        if action == "merge":
            self._merge(target, members, [self._members(other, decision) for other in _ids(after, "events")])
        elif action in ("split", "unmerge"):
            self._split(target, members, [claim for claim in _ids(after, "claims") if claim in self._known])
        elif action == "reject" and target in self._known and after.get("claim"):
            self.rulings.alone.add(target)
            self.rulings.reviews[target] = "rejected"
            self._parted({target}, self._known - {target}, forget_only=True)
        elif action in REVIEWS:
            self.rulings.alone.discard(target)
            self.rulings.reviews[target] = REVIEWS[action]
        elif action == "add":
            self.rulings.added[target] = dict(after)
        elif action in ("edit", "pin"):
            for name in FIELDS:
                if name in after:
                    self.rulings.edits.append(Edit(target, name, after[name], decision.who, decision.id))
            if action == "edit":
                self.rulings.reviews[target] = "edited"

    def _members(self, target: str, decision: Decision) -> list[str]:
        """Claims that an event stands for in a decision, and that are still there."""
        before = decision.before if isinstance(decision.before, Mapping) else {}
        listed = before.get("events") if isinstance(before.get("events"), Mapping) else {}
        found = list(_ids(listed or {}, target)) or list(self._earlier.get(target, ()))
        if target in self._known:
            found.append(target)
        founder = self._founder.get(target)
        if founder is not None and not found:
            found.append(founder)
        known = tuple(dict.fromkeys(claim for claim in found if claim in self._known))
        if known:
            self.rulings.claims_of.setdefault(target, known)
        return list(known)

    def _merge(self, target: str, members: Sequence[str], others: Sequence[Sequence[str]]) -> None:
        joined = list(dict.fromkeys([*members, *(claim for other in others for claim in other)]))
        inside = set(joined)
        self.rulings.apart = {pair for pair in self.rulings.apart if not inside.issuperset(pair)}
        self.rulings.alone -= inside
        self.rulings.together += pairwise(joined)
        if members:
            self.rulings.homes[target] = members[0]

    def _split(self, target: str, members: Sequence[str], leaving: Sequence[str]) -> None:
        staying = [claim for claim in members if claim not in set(leaving)]
        self._parted(set(leaving), set(staying))
        self.rulings.together += [*pairwise(leaving), *pairwise(staying)]
        if staying:
            self.rulings.homes[target] = staying[0]

    def _parted(self, ones: set[str], others: set[str], *, forget_only: bool = False) -> None:
        """No pair across is together any more, and each is apart."""
        self.rulings.together = [
            (a, b) for a, b in self.rulings.together if not ((a in ones and b in others) or (b in ones and a in others))
        ]
        if not forget_only:
            self.rulings.apart |= {(min(a, b), max(a, b)) for a in ones for b in others}


def _ids(value: Mapping[str, Any], key: str) -> list[str]:
    found = value.get(key)
    return [item for item in found if isinstance(item, str)] if isinstance(found, list | tuple) else []
