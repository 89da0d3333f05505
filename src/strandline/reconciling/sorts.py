"""How many happenings of a sort the documents tell of: facts in, for each the first and the last day of its sort out.

Where reports know one blast only, "the blast" is that one wherever it stands. Where they tell of several on different
days, a bare word says nothing by itself: it is of what its own text spoke of last.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from strandline.reconciling.facts import Fact
from strandline.reconciling.intervals import DAY
from strandline.reconciling.rows import Pairs

_TOLD: Final = frozenset({"happened", "ongoing"})
_NONE: Final = 1 << 40
"""A day later than any."""


class Sorts:
    """The days on which the document of each fact tells of happenings of its sort, for certain.

    Args:
        facts: of the pile, by number.
    """

    def __init__(self, facts: Sequence[Fact]) -> None:
        first: dict[tuple[int, str], int] = {}
        last: dict[tuple[int, str], int] = {}
        for fact in facts:
            day = _day_of(fact)
            if day is not None:
                for family in fact.families:
                    key = fact.document, family
                    first[key] = min(day, first.get(key, _NONE))
                    last[key] = max(day, last.get(key, -_NONE))
        keys = [[(fact.document, family) for family in fact.families] for fact in facts]
        self._first = np.array([min((first.get(key, _NONE) for key in own), default=_NONE) for own in keys])
        self._last = np.array([max((last.get(key, -_NONE) for key in own), default=-_NONE) for own in keys])

    def several(self, a: Pairs, b: Pairs) -> NDArray[np.bool_]:
        """Whether the documents of two facts tell of happenings of their sorts on more than one day.

        Args:
            a, b: fact numbers, of the same shape.
        """
        apart: NDArray[np.bool_] = np.maximum(self._last[a], self._last[b]) > np.minimum(self._first[a], self._first[b])
        return apart


def _day_of(fact: Fact) -> int | None:
    """The day of a fact, in days since the epoch, where a text states it or puts it there beyond doubt."""
    low = fact.interval.low
    if low is None or not fact.precise or fact.several or fact.claim.status not in _TOLD:
        return None
    return None if "?" in fact.claim.when.qualifier else low // DAY
