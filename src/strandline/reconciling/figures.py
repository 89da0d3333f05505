"""Figures over claims: an event's claims in, one figure for each thing counted out, values in the order of their
reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from strandline.reconciling.facts import Fact
from strandline.reconciling.words import stem, words_of
from strandline.records import ClaimFigure, EventFigure, FigureKind

_ANYBODY: Final = frozenset(
    ["people", "person", "persons", "man", "men", "woman", "women", "child", "children", "victim", "victims",
     "others", "other", "resident", "residents", "passenger", "passengers", "civilian", "civilians", "individual",
     "individuals", "casualty", "casualties", "death", "deaths", "body", "bodies", "life", "lives", "local",
     "locals", "someone"]
)  # fmt: skip
_UNDATED: Final = 1 << 60


def figures_of(facts: Sequence[Fact]) -> tuple[EventFigure, ...]:
    """Figures by what they count; values in the order in which they were reported, each claim's own words with it."""
    found: defaultdict[tuple[FigureKind, str], list[tuple[int, int, ClaimFigure, str | None]]] = defaultdict(list)
    for fact in facts:
        reported = fact.reported if fact.reported is not None else _UNDATED
        for figure in fact.claim.figures:
            value = ClaimFigure(claim=fact.claim.id, low=figure.low, high=figure.high, text=figure.text)
            found[figure_key(figure.what, figure.whose)].append((reported, fact.number, value, figure.whose))
    return tuple(_figure(what, rows) for (what, _), rows in sorted(found.items()))


def figure_key(what: FigureKind, whose: str | None) -> tuple[FigureKind, str]:
    """A key for what is counted: people in general are one."""
    words = words_of(whose or "")
    last = words[-1] if words else ""
    if what != "count" and (not last or last in _ANYBODY):
        return what, ""
    return what, stem(last) if last else ""


def _figure(what: FigureKind, rows: list[tuple[int, int, ClaimFigure, str | None]]) -> EventFigure:
    rows = sorted(rows, key=lambda row: row[:2])
    values = tuple(row[2] for row in rows)
    highs = [value.high for value in values]
    return EventFigure(
        what=what,
        low=min(value.low for value in values),
        high=None if None in highs else max(high for high in highs if high is not None),
        whose=next((row[3] for row in rows if row[3]), None),
        values=values,
    )
