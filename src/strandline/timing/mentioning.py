"""What a mention of a time is to the text around it: the date at its head, that of a thing, of a speech.

Comes in: the layout, an expression and where it lies. Goes out: what ``running.py`` notes of it, and the bounds that it
keeps where the day of writing is itself a stretch of days.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from strandline.timing.anchors import Anchors
from strandline.timing.cascade import Node
from strandline.timing.cells import DAY_S, RANK, Cell, convert
from strandline.timing.layout import Layout
from strandline.timing.meanings import Fields
from strandline.timing.pointing import cues
from strandline.timing.resolution import Resolution

_HEAD: Final = 250
"""Characters from the beginning of a text within which its own date stands."""
_APPOSED: Final = 2


def is_of_name(layout: Layout, node: Node) -> bool:
    """ "the act of 1974", "the minutes of 18 January", "a notice dated October 28": the date of a thing."""
    tokens = layout.tokens
    if tokens.word(node.first - 1) == "dated":
        return True
    if tokens.word(node.first - 1) != "of" or not isinstance(node.meaning, Fields):
        return False
    if node.meaning.month is None:
        return node.meaning.year is not None
    return tokens.word(node.first - 2) in cues()["documents"]


def is_of_speech(layout: Layout, node: Node) -> bool:
    """ "said on Monday", "yesterday told police": a verb of speech right beside an expression."""
    tokens, verbs = layout.tokens, cues()["speech"]
    front = node.first - 1 - (tokens.word(node.first - 1) in ("on", "late", "early"))
    return tokens.word(front) in verbs or tokens.word(node.last) in verbs


def is_heading(layout: Layout, node: Node, resolution: Resolution) -> bool:
    """The document's own date at its head, which says when it was written, not when its story plays."""
    published = layout.published
    if published is None or resolution.cell != published or not resolution.explicit:
        return False
    tokens = layout.tokens
    before = tokens.word(node.first - 1)
    return tokens.starts[node.first] < _HEAD and before not in ("on", "of", "since", "until", "by")


def is_stamp(node: Node, front: Node, resolution: Resolution, anchors: Anchors) -> bool:
    """The clock time behind that date: "Posted 12/19/2005 3:36 PM"."""
    last = anchors.mentions[-1] if anchors.mentions else None
    if last is None or not last.heading or resolution.cell is None or RANK[resolution.cell.unit] >= RANK["day"]:
        return False
    beside = isinstance(node.meaning, Fields) and node.first - front.last <= _APPOSED
    return beside and convert(resolution.cell, "day") == convert(last.cell, "day")


def widened(layout: Layout, resolution: Resolution) -> Resolution:
    """Bounds that leave room where the publication date itself is a stretch of days."""
    spread, published = layout.spread, layout.published
    if not spread or published is None or resolution.bounds is None or "published" not in resolution.anchor:
        return resolution
    cell = resolution.cell
    if cell is not None and RANK[cell.unit] >= RANK["month"]:
        earlier = Cell("day", published.index - spread)
        if convert(earlier, cell.unit) == convert(published, cell.unit):
            return resolution
    low, high = resolution.bounds
    return replace(resolution, bounds=(None if low is None else low - spread * DAY_S, high), uncertain=True)
