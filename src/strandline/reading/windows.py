"""Words in, windows of whole paragraphs out.

A window is closed at a paragraph's end once it is full enough, so where windows fall is decided by the text near by:
what is added in one place of a document moves no window beyond the next paragraph of ordinary length. Longer
paragraphs are cut where a sentence seems to end, else at a comma or semicolon, else where they must.
"""

from __future__ import annotations

from typing import Final

from strandline.reading.tokenise import BLANK_LINE, LINE, NO_BREAK

MOST_PIECES: Final = 254
"""Pieces of a window, its two borders included; the network was trained on windows up to this."""
FULL_PIECES: Final = 72
"""A window with at least this many pieces closes at the next paragraph's end."""

_ENDS: Final = frozenset({".", "!", "?", "...", "…", "?!", "!!"})
_CLOSERS: Final = frozenset({'"', "”", "’", "'", ")", "]", "''"})


def cut_windows(forms: list[str], layouts: list[int], widths: list[int]) -> list[tuple[int, int]]:
    """Ranges of words, contiguous, each of at most ``MOST_PIECES`` pieces with its borders.

    Args:
        forms: word forms.
        layouts: layout before each word (``strandline.reading.tokenise``).
        widths: pieces of each word, each less than ``MOST_PIECES``.
    """
    windows: list[tuple[int, int]] = []
    first, size = 0, 2
    count = len(forms)
    paragraph = 0
    while paragraph < count:
        end = paragraph + 1
        while end < count and layouts[end] != BLANK_LINE:
            end += 1
        width = sum(widths[paragraph:end])
        if paragraph > first and size + width > MOST_PIECES:
            windows.append((first, paragraph))
            first, size = paragraph, 2
        if width + 2 > MOST_PIECES:
            pieces = _cut_long(forms, layouts, widths, paragraph, end)
            windows.extend(pieces)
            first, size = end, 2
        else:
            size += width
            if size >= FULL_PIECES:
                windows.append((first, end))
                first, size = end, 2
        paragraph = end
    if first < count:
        windows.append((first, count))
    return windows


def _cut_long(forms: list[str], layouts: list[int], widths: list[int], first: int, last: int) -> list[tuple[int, int]]:
    """Cut one long paragraph into windows at its best places."""
    cuts: list[tuple[int, int]] = []
    start = first
    while start < last:
        size, end = 2, start
        best = (0, start)
        while end < last and size + widths[end] <= MOST_PIECES:
            size += widths[end]
            end += 1
            if end < last:
                rank = _rank(forms, layouts, end)
                # a later cut of the same rank is better; a weak one only where the window is half full already
                if rank >= best[0] and (rank > 1 or size > MOST_PIECES // 2):
                    best = (rank, end)
        if end < last and best[0] > 0:
            end = best[1]
        cuts.append((start, end))
        start = end
    return cuts


def _rank(forms: list[str], layouts: list[int], index: int) -> int:
    """How good a cut before word ``index`` is: 3 a sentence seems to end, 2 a line does, 1 a clause may, 0 none."""
    if layouts[index] == NO_BREAK:
        return 0
    before = forms[index - 1]
    if before in _CLOSERS and index > 1:
        before = forms[index - 2]
    if before in _ENDS and not forms[index][:1].islower():
        return 3
    if layouts[index] >= LINE:
        return 2
    return 1 if forms[index - 1] in (",", ";", ":", "–", "—") else 0
