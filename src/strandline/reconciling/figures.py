"""Figures over claims: each event's claims in, one figure for each thing counted out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from strandline.reconciling.facts import Fact
from strandline.records import ClaimFigure, EventFigure, FigureKind


def figures_of(facts: Sequence[Fact]) -> tuple[EventFigure, ...]:
    """Figures by what they count; values in the order in which they were reported."""
    found: defaultdict[tuple[FigureKind, str | None], list[ClaimFigure]] = defaultdict(list)
    for fact in facts:
        for figure in fact.claim.figures:
            whose = figure.whose.casefold() if figure.what == "count" and figure.whose else None
            found[figure.what, whose].append(
                ClaimFigure(claim=fact.claim.id, low=figure.low, high=figure.high, text=figure.text)
            )
    made = []
    for (what, whose), values in sorted(found.items(), key=lambda item: (item[0][0], item[0][1] or "")):
        highs = [value.high for value in values]
        high = None if None in highs else max(item for item in highs if item is not None)
        made.append(
            EventFigure(what=what, low=min(value.low for value in values), high=high, whose=whose, values=tuple(values))
        )
    return tuple(made)


def exclude(a: ClaimFigure, b: ClaimFigure) -> bool:
    """Whether no number fits both."""
    return (a.high is not None and a.high < b.low) or (b.high is not None and b.high < a.low)
