"""What people decided, applied: the log of decisions in, what it means for clusters, ids and fields out.

Decisions speak of events by id and of claims by id. An event's id stands for the claims that it had when somebody
decided on it: those that the decision lists, else those of the earlier run, and always the claim that founded it, for
its id is a hash of that claim's. So a decision holds however the rest of the pile changes. Later decisions outweigh
earlier ones.

Decisions on what belongs together are steps from the clusters that the claims' own words give (``regrouping``): a
decision is one more step, and taking one back leaves it out, so that the outcome is the same whether a step was taken
at once or all of them are taken anew.

| action | target | after |
|---|---|---|
| accept, reject, reopen | event, or a claim of it | |
| edit, pin | event | the fields: gist, kind, status, when, where, actors, figures |
| merge | the event that stays | ``{"events": [ids]}`` |
| split, unmerge | event | ``{"claims": [ids]}``: these go to an event of their own |
| reject | claim, with ``{"claim": true}`` | it stands alone, rejected |
| add | id of a new event | the fields, ``gist`` at least |
| claim | document | ``{"made": id}`` of the claim made by hand: it founds an event and joins no other by itself |
| undo | id of a decision | |

``before`` may list the claims of each event concerned as ``{"events": {id: [claims]}}``, and what a review saw as
``{"said": {field: words}}``. Other actions are not for this stage.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from strandline.reconciling.identity import event_id
from strandline.reconciling.regrouping import Step
from strandline.records import Decision, Review, undone

REVIEWS: Final[Mapping[str, Review]] = {"accept": "accepted", "reject": "rejected", "reopen": "open"}
FIELDS: Final = ("gist", "kind", "status", "when", "where", "actors", "figures")
"""Fields of an event that people may set."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A field that somebody set, of an event that then had the id ``target`` and the ``claims``."""

    target: str
    name: str
    value: Any
    who: str
    decision: str
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The last review of an event: by whom, on which claims, and what the event said then, in words, by field."""

    review: Review
    who: str
    claims: tuple[str, ...] = ()
    said: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Rulings:
    """What all decisions come to.

    Attributes:
        steps: what belongs together and what does not, oldest first.
        by_hand: claims that somebody marked: they join nothing by themselves.
        homes: event id → claim whose cluster bears it.
        claims_of: event id → claims that it stood for, the founding one at least where it is known.
        reviews: target → the last word on it, in the order in which these were spoken.
        edits: fields that were set, oldest first.
        added: events made by hand: id → its fields.
        joined: events made by hand that were merged into others: id → where they went.
    """

    steps: list[Step] = field(default_factory=list)
    by_hand: set[str] = field(default_factory=set)
    homes: dict[str, str] = field(default_factory=dict)
    claims_of: dict[str, tuple[str, ...]] = field(default_factory=dict)
    reviews: dict[str, Verdict] = field(default_factory=dict)
    edits: list[Edit] = field(default_factory=list)
    added: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    joined: dict[str, str] = field(default_factory=dict)


def rulings_of(decisions: Sequence[Decision], claims: Iterable[str], earlier: Mapping[str, Sequence[str]]) -> Rulings:
    """What decisions mean for the claims at hand.

    Args:
        decisions: oldest first.
        claims: ids of all claims.
        earlier: claims of each event of the run before.
    """
    made = _Making(list(claims), earlier)
    taken_back = undone(decisions)
    for decision in decisions:
        if decision.id not in taken_back:
            made.take(decision)
    for decision in decisions:
        if decision.id in taken_back:
            made.give_back(decision)
    return made.rulings


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
        rulings = self.rulings
        members = self._members(target, decision)
        if action == "merge":
            self._merge(target, members, _ids(after, "events"), decision)
        elif action in ("split", "unmerge"):
            self._split(target, members, [claim for claim in _ids(after, "claims") if claim in self._known], decision)
        elif action == "reject" and target in self._known and after.get("claim"):
            rulings.steps.append(Step("alone", ((target,),), decision.who, decision.note))
            self._review(target, "rejected", decision, members)
        elif action in REVIEWS:
            rulings.steps = [step for step in rulings.steps if step[:2] != ("alone", ((target,),))]
            self._review(target, REVIEWS[action], decision, members)
        elif action == "add":
            rulings.added[target] = dict(after)
        elif action == "claim" and isinstance(after.get("made"), str):
            rulings.by_hand.add(after["made"])
        elif action in ("edit", "pin"):
            for name in FIELDS:
                if name in after:
                    rulings.edits.append(Edit(target, name, after[name], decision.who, decision.id, tuple(members)))
            if action == "edit":
                self._review(target, "edited", decision, members)

    def give_back(self, decision: Decision) -> None:
        """A decision that was taken back: the events that it changed have their ids again, unless others took them."""
        if decision.action in ("merge", "split", "unmerge", "reject"):
            listed = decision.before.get("events") if isinstance(decision.before, Mapping) else None
            for event, claims in listed.items() if isinstance(listed, Mapping) else ():
                known = [claim for claim in claims if claim in self._known]
                if known:
                    self.rulings.homes.setdefault(event, known[0])

    def _review(self, target: str, review: Review, decision: Decision, members: Sequence[str]) -> None:
        said = decision.before.get("said") if isinstance(decision.before, Mapping) else None
        self.rulings.reviews.pop(target, None)
        self.rulings.reviews[target] = Verdict(
            review, decision.who, tuple(members), said if isinstance(said, Mapping) else {}
        )

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

    def _merge(self, target: str, members: Sequence[str], others: Sequence[str], decision: Decision) -> None:
        rulings = self.rulings
        groups = [tuple(members), *(tuple(self._members(other, decision)) for other in others)]
        rulings.steps.append(Step("join", tuple(group for group in groups if group), decision.who, decision.note))
        first = next((group[0] for group in groups if group), None)
        if first is not None:
            rulings.homes[target] = first
            if target in rulings.added:  # what somebody wrote stands on words now
                for name, value in rulings.added.pop(target).items():
                    if name in FIELDS:
                        rulings.edits.append(Edit(target, name, value, decision.who, decision.id))
        for other in others:
            if rulings.added.pop(other, None) is not None:
                rulings.joined[other] = target

    def _split(self, target: str, members: Sequence[str], leaving: Sequence[str], decision: Decision) -> None:
        staying = tuple(claim for claim in members if claim not in set(leaving))
        self.rulings.steps.append(Step("part", (staying, tuple(leaving)), decision.who, decision.note))
        if staying:
            self.rulings.homes[target] = staying[0]


def _ids(value: Mapping[str, Any], key: str) -> list[str]:
    found = value.get(key)
    return [item for item in found if isinstance(item, str)] if isinstance(found, list | tuple) else []
