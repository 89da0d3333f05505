"""The tagger: text in, time expressions with their meaning out.

Three steps. The cascade of ``cascade.py`` finds what could be a time and what it would mean; ``senses.py`` throws out
what is none; then the expressions are resolved in the order of the text, each against the publication date and what
has been mentioned before it (``running.py``, ``anchors.py``, ``resolving.py``). Only the last step needs dates; only
the second and third use a reading, and neither needs one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from strandline.errors import UsageError
from strandline.records import Published, Reading, TimeExpression, days_from_civil
from strandline.timing.cascade import Node, load_grammar
from strandline.timing.cells import Cell, days_in_month
from strandline.timing.dateline import find_dateline
from strandline.timing.expressions import Place, expression_of
from strandline.timing.layout import Layout
from strandline.timing.running import TimingSettings, start_run
from strandline.timing.scanning import Tokens, scan
from strandline.timing.stated_zones import stated_zone
from strandline.timing.tags import ReadingTags

_DATE: Final = re.compile(r"(-?\d{4,})-(\d\d)-(\d\d)(?!\d)")


def tag_times(
    text: str,
    *,
    reading: Reading | None = None,
    published: Published | None = None,
    zone: str | None = None,
    zone_of_place: Callable[[str], str | None] | None = None,
    settings: TimingSettings | None = None,
) -> tuple[TimeExpression, ...]:
    """Find every time expression of a text and say what it means.

    Args:
        text: the document's canonical text.
        reading: what the reader saw, of the whole text or of some sentences only (then the rest goes by cheap cues).
        published: when the text was published; without it relative expressions keep an offset and get no interval.
        zone: IANA zone of the document, for clock times that name none (marked as assumed).
        zone_of_place: gives the IANA zone of a place by its name, or None.
        settings: what else is known of the document.

    Returns:
        Expressions in the order of the text; they do not overlap; positions are code points of ``text``.

    Raises:
        UsageError: ``published`` holds no ISO date.
    """
    day = None if published is None else _day_of(published.latest)
    spread = 0 if published is None or day is None else day.index - _day_of(published.earliest).index
    tokens, nodes = _candidates(text)
    if not nodes:
        return ()
    dateline = find_dateline(tokens, nodes, day)
    if dateline is not None and dateline != day:
        day, spread = dateline, 0
    else:
        dateline = None
    tags = None if reading is None else ReadingTags(reading)
    layout = Layout(tokens, tags, day, max(spread, 0), dateline=dateline is not None)
    place = Place(reading, zone, zone_of_place, stated_zone(text))
    run = start_run(layout, nodes, settings or TimingSettings())
    return tuple(expression_of(found.node, found.resolution, tokens, place) for found in run.all())


def find_candidates(text: str) -> list[tuple[int, int]]:
    """Spans that may be time expressions, by lexicon and grammar alone: the sentences that hold them need reading."""
    tokens, nodes = _candidates(text)
    return [(tokens.starts[node.first], tokens.ends[node.last - 1]) for node in nodes]


def _candidates(text: str) -> tuple[Tokens, list[Node]]:
    grammar = load_grammar()
    tokens = scan(text, grammar.lexicon)
    return tokens, [node for node in grammar.parse(tokens) if "Time" in node.categories]


def _day_of(date: str) -> Cell:
    match = _DATE.match(date)
    if match is not None and 1 <= int(match[2]) <= 12:
        year, month, day = int(match[1]), int(match[2]), int(match[3])
        if 1 <= day <= days_in_month(year, month):
            return Cell("day", days_from_civil(year, month, day))
    raise UsageError(f"the publication date {date!r} is no ISO date (write it as 2020-01-31)")
