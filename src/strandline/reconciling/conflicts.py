"""Where an event's claims exclude each other: facts in, conflicts out, each side with the claims that hold it.

A vague report beside a precise one that fits it is no conflict, neither is a plan that turned out otherwise, nor a time
that the program worked out itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from strandline.reconciling.agreeing import Side
from strandline.reconciling.facts import DENIED, Fact, place_key
from strandline.reconciling.figures import exclude
from strandline.reconciling.intervals import gap
from strandline.reconciling.limits import elsewhere
from strandline.records import ClaimFigure, Conflict, ConflictValue, EventFigure, When

_HAPPENED: Final = frozenset({"happened", "ongoing"})
_SPEAKERS: Final = frozenset({"statement", "request", "accuse", "reject", "threaten", "support"})


def conflicts_of(facts: Sequence[Fact], sides: Sequence[Side], figures: Sequence[EventFigure]) -> tuple[Conflict, ...]:
    """All conflicts of an event: times, places, figures, whether it happened, who did it."""
    found = [*_times(sides), *_places(facts)]
    for figure in figures:
        found += _figures(figure)
    return (*found, *_statuses(facts), *_agents(facts))


def _times(sides: Sequence[Side]) -> list[Conflict]:
    held = [side for side in sides if side.firm]
    if len(held) < 2:
        return []
    return [Conflict(field="when", values=tuple(_value(time_words(_best(side)), side.firm) for side in held))]


def _best(side: Side) -> When:
    narrow = min(
        side.firm, key=lambda fact: (fact.interval.width if fact.interval.width is not None else 1 << 60, fact.number)
    )
    return narrow.claim.when


def time_words(when: When) -> str:
    """A time in the short form in which sides of a conflict are shown."""
    first, last = (when.earliest or "").replace("T", " "), (when.latest or "").replace("T", " ")
    if not first or not last:
        return f"before {last}" if last else f"after {first}" if first else "unknown"
    if first == last or (first[:10] == last[:10] and len(first) == 10 == len(last)):
        return first
    return f"{first} to {last}"


def _value(words: str, facts: Iterable[Fact]) -> ConflictValue:
    return ConflictValue(value=words, claims=tuple(fact.claim.id for fact in facts))


def _statuses(facts: Sequence[Fact]) -> list[Conflict]:
    """Some say that it happened, others that it did not: somebody who denies it, or another voice in another text."""
    yes = [fact for fact in facts if fact.claim.status in _HAPPENED]
    no = [fact for fact in facts if fact.claim.status in DENIED and any(_gainsays(fact, other) for other in yes)]
    yes = [fact for fact in yes if any(_gainsays(other, fact) for other in no)]
    if not yes or not no:
        return []
    by_status: defaultdict[str, list[Fact]] = defaultdict(list)
    for fact in sorted([*yes, *no], key=lambda item: item.number):
        by_status[fact.claim.status].append(fact)
    values = [
        _value(status.replace("_", " "), held)
        for status, held in sorted(by_status.items(), key=lambda item: item[1][0].number)
    ]
    return [Conflict(field="status", values=tuple(values))]


def _gainsays(no: Fact, yes: Fact) -> bool:
    """Whether a negation speaks against a report, and not of another moment of one text's own story."""
    if no.claim.status == "denied":
        return no.claim.id != yes.claim.id
    shared = (no.agents | no.patients) & (yes.agents | yes.patients)
    return (
        bool(shared) and no.document != yes.document and no.voice != yes.voice and gap(no.interval, yes.interval) == 0
    )


def _places(facts: Sequence[Fact]) -> list[Conflict]:
    """Localities none of which can be the other."""
    placed = [fact for fact in facts if fact.spots and fact.claim.status in _HAPPENED]
    groups: list[list[Fact]] = []
    for fact in placed:
        home = next((group for group in groups if not all(elsewhere(fact, other) for other in group)), None)
        if home is None:
            groups.append([fact])
        else:
            home.append(fact)
    if len(groups) < 2:
        return []
    return [Conflict(field="where", values=tuple(_value(_place_words(group), group) for group in groups))]


def _place_words(group: Sequence[Fact]) -> str:
    names = {
        place_key(place): place.name for fact in group for place in fact.claim.where if place_key(place) in fact.spots
    }
    return ", ".join(sorted(set(names.values())))


def _agents(facts: Sequence[Fact]) -> list[Conflict]:
    """Different people, each known by name, are said to have done one deed."""
    if any(fact.claim.kind in _SPEAKERS for fact in facts):
        return []
    groups: list[tuple[set[str], list[Fact]]] = []
    for fact in facts:
        people = {actor.id for actor in fact.claim.actors if actor.role == "agent" and actor.id.startswith("per:")}
        words = {key for key in fact.agents if key.startswith("name:")}
        if not people or fact.claim.status not in _HAPPENED:
            continue
        home = next((group for group in groups if group[0] & words), None)
        if home is None:
            groups.append((words, [fact]))
        else:
            home[0].update(words)
            home[1].append(fact)
    if len(groups) < 2:
        return []
    return [Conflict(field="actors", values=tuple(_value(_agent_words(held), held) for _, held in groups))]


def _agent_words(facts: Sequence[Fact]) -> str:
    names = {
        actor.name
        for fact in facts
        for actor in fact.claim.actors
        if actor.role == "agent" and actor.id.startswith("per:")
    }
    return ", ".join(sorted(names))


def _figures(figure: EventFigure) -> list[Conflict]:
    """Values of one figure, where some exclude each other."""
    by_value: dict[tuple[int, int | None], list[ClaimFigure]] = {}
    for value in figure.values:
        by_value.setdefault((value.low, value.high), []).append(value)
    distinct = [held[0] for held in by_value.values()]
    if not any(exclude(a, b) for place, a in enumerate(distinct) for b in distinct[place + 1 :]):
        return []
    values = tuple(
        ConflictValue(
            value=f"{figure.what} {_range(low, high)}", claims=tuple(dict.fromkeys(item.claim for item in held))
        )
        for (low, high), held in by_value.items()
    )
    return [Conflict(field="figures", values=values)]


def _range(low: int, high: int | None) -> str:
    return f"at least {low}" if high is None else str(low) if low == high else f"{low} to {high}"
