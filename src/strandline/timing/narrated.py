"""The time that a report looks back on: what a date without its year belongs to where the telling has left the present.

Comes in: the mentions of the text so far, the tokens since the last of them. Goes out: the mention that the telling
goes on from, None where it is of the present. "The depot was looted in December 2013 ... he was let go in January": the
paragraph stays with its year until a date near the day of writing, or a verb of the present, brings it back.
"""

from __future__ import annotations

from typing import Final

from strandline.timing.anchors import Anchors, Mention
from strandline.timing.cascade import Node
from strandline.timing.cells import RANK, year_of
from strandline.timing.layout import Layout
from strandline.timing.pointing import cues

_WIDEST: Final = 120
"""Tokens over which a telling goes on without a date."""
_PARAGRAPHS: Final = 1
_YEARS: Final = 1
"""Years before the day of writing from which on a time is told of as past and gone."""


def narrated_before(anchors: Anchors, layout: Layout, node: Node) -> Mention | None:
    """The far month or day that is being told of where an expression stands; None where the text is at its present.

    A year alone is too often said in passing: only what names the season by its article ("in the spring") goes on from
    it. A weekday goes on from a day, and only behind its article ("on the Thursday") or where a weekday of that time
    stands in front.
    """
    mention = next(anchors.told(), None)
    if mention is None or anchors.published is None or anchors.narrative or not mention.foreground:
        return None
    if year_of(anchors.published) - year_of(mention.cell) <= _YEARS or mention.heading or mention.of_name:
        return None
    if anchors.paragraph - mention.paragraph > _PARAGRAPHS or node.first - mention.token > _WIDEST:
        return None
    if RANK[mention.cell.unit] > _coarsest(node, layout, mention):
        return None
    back = mention.sentence < anchors.sentence and _returns(layout, mention.token, node.first)
    return None if back else mention


def _coarsest(node: Node, layout: Layout, mention: Mention) -> int:
    """The rank of the coarsest time that an expression may go on from."""
    meaning = node.meaning
    definite = "the" in (layout.tokens.word(node.first - 1), layout.tokens.word(node.first))
    if meaning.weekday is not None and meaning.month is None and meaning.day is None:
        return RANK["day"] if definite or mention.weekday else -1
    if meaning.season is not None and definite:
        return RANK["year"]
    return RANK["month"]


def _returns(layout: Layout, begin: int, end: int) -> bool:
    """Whether the words between bring the telling back to the present."""
    present = cues()["returns"]
    quoted = False
    for token in range(begin, end):
        word = layout.tokens.word(token)
        if word in ('"', "“", "”"):
            quoted = not quoted
        elif not quoted and word in present:
            return True
    return False
