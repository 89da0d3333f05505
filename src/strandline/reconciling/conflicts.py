"""Where an event's claims exclude each other: facts in, conflicts out, each side with the claims that hold it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from strandline.reconciling.agreeing import Side
from strandline.reconciling.facts import Fact
from strandline.reconciling.figures import exclude
from strandline.records import ClaimFigure, Conflict, ConflictValue, EventFigure, When

_YES: Final = frozenset({"happened", "ongoing"})
_NO: Final = frozenset({"denied", "did_not_happen"})


def conflicts_of(facts: Sequence[Fact], sides: Sequence[Side], figures: Sequence[EventFigure]) -> tuple[Conflict, ...]:
    """All conflicts of an event."""
    found = [*_times(sides), *_statuses(facts)]
    for figure in figures:
        found += _figures(figure)
    return tuple(found)


def _times(sides: Sequence[Side]) -> list[Conflict]:
    held = [side for side in sides if any(fact.dated for fact in side.facts)]
    if len(held) < 2:
        return []
    values = tuple(
        ConflictValue(value=_time_words(_best(side)), claims=tuple(fact.claim.id for fact in side.facts if fact.dated))
        for side in held
    )
    return [Conflict(field="when", values=values)]


def _best(side: Side) -> When:
    return min(
        (fact for fact in side.facts if fact.dated),
        key=lambda fact: (fact.interval.width if fact.interval.width is not None else 1 << 60, fact.number),
    ).claim.when


def _time_words(when: When) -> str:
    if when.earliest == when.latest or when.latest is None:
        return when.earliest or "unknown"
    return f"{when.earliest or '…'} to {when.latest}"


def _statuses(facts: Sequence[Fact]) -> list[Conflict]:
    yes = [fact for fact in facts if fact.claim.status in _YES]
    no = [fact for fact in facts if fact.claim.status in _NO]
    if not yes or not no:
        return []
    by_status: defaultdict[str, list[str]] = defaultdict(list)
    for fact in [*yes, *no]:
        by_status[fact.claim.status].append(fact.claim.id)
    return [
        Conflict(
            field="status",
            values=tuple(
                ConflictValue(value=status, claims=tuple(claims)) for status, claims in sorted(by_status.items())
            ),
        )
    ]


def _figures(figure: EventFigure) -> list[Conflict]:
    """Values of one figure, where some exclude each other."""
    if not any(exclude(a, b) for place, a in enumerate(figure.values) for b in figure.values[place + 1 :]):
        return []
    by_value: dict[tuple[int, int | None], list[ClaimFigure]] = {}
    for value in figure.values:
        by_value.setdefault((value.low, value.high), []).append(value)
    values = tuple(
        ConflictValue(
            value=f"{figure.what} {_range(low, high)}", claims=tuple(dict.fromkeys(item.claim for item in held))
        )
        for (low, high), held in by_value.items()
    )
    return [Conflict(field="figures", values=values)]


def _range(low: int, high: int | None) -> str:
    return f"at least {low}" if high is None else str(low) if low == high else f"{low} to {high}"
