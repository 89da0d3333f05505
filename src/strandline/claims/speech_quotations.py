"""Quotation marks: which words stand inside them, and whose they are where no cue of their own says so.

In: the tree and the frames that syntax gave. Out: further frames, for quotations of a sentence or more that no frame
holds ("…," she added. "And …"): the speaker beside them goes on. Marks of all usual kinds; a mark whose partner is
missing ends with its paragraph, or counts as a stray.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from strandline.claims.speech_frames import Frame
from strandline.claims.syntax import Tree

PARTNERS: Final = {
    "“": ("”", '"'),
    "”": ("”",),
    '"': ('"', "”"),
    "``": ("''", '"'),
    "`": ("''", "´", "'"),
    "''": ("''", "”"),
    "«": ("»",),
    "»": ("«",),
    "„": ("“", "”"),
    "‟": ("”",),
    "‘": ("’", "'"),
    "‹": ("›",),
    "「": ("」",),
    "『": ("』",),
}
"""Opening mark → the marks that close it."""
CLOSERS: Final = frozenset({mark for closing in PARTNERS.values() for mark in closing} - {"'"})
_LONGEST_QUOTATION: Final = 400
"""Tokens; a quotation mark whose partner is farther away is taken for a stray."""
_SENTENCE_LIKE: Final = 5
"""Least tokens of a quotation that is speech of its own rather than a word held off."""
_REACH: Final = 40
"""Tokens between a quotation and the cue beside it, in one paragraph; fewer across paragraphs."""
_REACH_ACROSS: Final = 25
_REACH_INDIRECT: Final = 12


def quoted_ranges(tree: Tree) -> tuple[tuple[int, int], ...]:
    """Token ranges inside quotation marks, in the order of the text; a paragraph that opens a quotation and does not
    close it ends it."""
    found: list[tuple[int, int]] = []
    open_at: int | None = None
    closing: tuple[str, ...] = ()
    paragraph = -1
    sentences = tree.reading.sentences
    for index, token in enumerate(tree.tokens):
        now = sentences[token.sentence].paragraph
        if open_at is not None and (now != paragraph or index - open_at > _LONGEST_QUOTATION):
            if index - open_at <= _LONGEST_QUOTATION and index > open_at + 1:
                found.append((open_at + 1, index))
            open_at = None
        if open_at is None:
            if token.text in PARTNERS and token.upos == "PUNCT" and _opens(tree, index):
                open_at, closing, paragraph = index, PARTNERS[token.text], now
        elif token.text == "`" and index == open_at + 1:
            open_at = index  # "``" as two signs
        elif token.text in closing and token.upos == "PUNCT":
            if index > open_at + 1:
                found.append((open_at + 1, index))
            open_at = None
    count = len(tree.tokens)
    if open_at is not None and 1 < count - open_at <= _LONGEST_QUOTATION:
        found.append((open_at + 1, count))
    return tuple(found)


def _opens(tree: Tree, index: int) -> bool:
    """Whether a mark that could open or close opens: words follow it without a space, or it opens by its form."""
    token = tree.tokens[index]
    if token.text not in ("”", "»"):
        return True
    following = tree.tokens[index + 1] if index + 1 < len(tree.tokens) else None
    return following is not None and following.start == token.end and following.upos != "PUNCT"


class Quotations:
    """Speech that only its marks show."""

    def __init__(self, tree: Tree, ranges: tuple[tuple[int, int], ...]) -> None:
        self.tree = tree
        self.ranges = ranges

    def frames(self, known: list[Frame]) -> Iterator[Frame]:
        """Frames for quotations of a sentence or more that no frame of ``known`` holds."""
        said = [frame for frame in known if frame.manner not in ("think", "thing", "about")]
        for first, last in self.ranges:
            words = [index for index in range(first, last) if self.tree.tokens[index].upos != "PUNCT"]
            if not words:
                continue
            first, last = words[0], words[-1] + 1
            holding = [frame for frame in said if frame.holds(first) or frame.holds(last - 1)]
            if any(frame.holds(first) and frame.holds(last - 1) for frame in holding):
                continue
            if any(frame.cue_head is not None and first <= frame.cue_head < last for frame in holding):
                continue  # a stray mark: it would quote "she said" itself
            if holding:
                yield holding[0].going_on(holding[0].manner, (first, last))
                continue
            if last - first < _SENTENCE_LIKE:
                continue
            speaker = self._speaker_beside(known, first, last)
            if speaker is not None:
                yield speaker.going_on("quote", (first, last))

    def _speaker_beside(self, frames: list[Frame], first: int, last: int) -> Frame | None:
        """The frame whose cue stands next to the quotation, or whose direct speech it goes on with."""
        best: tuple[int, Frame] | None = None
        for frame in frames:
            if frame.cue_head is None or frame.manner not in ("say", "tell", "quote", "deny"):
                continue
            distance = first - frame.cue_head if frame.cue_head < first else frame.cue_head - last
            limit = _REACH if self._paragraph(frame.cue_head) == self._paragraph(first) else _REACH_ACROSS
            near = frame.direct or distance <= _REACH_INDIRECT
            if 0 <= distance <= limit and near and (best is None or distance < best[0]):
                best = (distance, frame)
        return best[1] if best is not None else None

    def _paragraph(self, index: int) -> int:
        return self.tree.reading.sentences[self.tree.tokens[index].sentence].paragraph
