"""How many happenings of a sort the documents tell of: facts in, days for each document and family out.

Where reports know one blast only, "the blast" is that one wherever it stands. Where they tell of several on different
days, a bare word says nothing by itself: it is of what its own text spoke of last.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from strandline.reconciling.facts import Fact
from strandline.reconciling.intervals import DAY

_TOLD: Final = frozenset({"happened", "ongoing"})
_APART: Final = 1
"""Days between two happenings of a sort, at least."""


class Sorts:
    """The days on which each document tells of happenings of each sort, for certain.

    Args:
        facts: of the pile.
    """

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._days: defaultdict[tuple[int, str], set[int]] = defaultdict(set)
        for fact in facts:
            day = _day_of(fact)
            if day is not None:
                for family in fact.families:
                    self._days[fact.document, family].add(day)

    def several(self, a: Fact, b: Fact) -> bool:
        """Whether the documents of two facts tell of more than one happening of a sort that both are of."""
        return any(
            _are_apart(self._days.get((a.document, family), set()) | self._days.get((b.document, family), set()))
            for family in a.families & b.families
        )


def _day_of(fact: Fact) -> int | None:
    """The day of a fact, in days since the epoch, where a text states it or puts it there beyond doubt."""
    low = fact.interval.low
    if low is None or not fact.precise or fact.several or fact.claim.status not in _TOLD:
        return None
    return None if "?" in fact.claim.when.qualifier else low // DAY


def _are_apart(days: Sequence[int] | set[int]) -> bool:
    return bool(days) and max(days) - min(days) >= _APART
