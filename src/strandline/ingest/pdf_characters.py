"""The characters of a PDF page and their boxes, as runs that stand on one line.

pdfium writes U+FFFE for a hyphen at a line's end; ligatures are spelled out, because they are glyphs and no letters.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from statistics import median
from typing import Any, Final

from strandline.ingest.hyphens import HYPHEN_MARK
from strandline.ingest.pdf_columns import Fragment

NEW_FRAGMENT_GAP: Final = 2.2

_LIGATURES: Final = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"})


def fragments_of(document: Any, index: int) -> list[Fragment]:
    """The runs of text on a page (from 0), in pdfium's order, turned upright."""
    page = document[index]
    try:
        textpage = page.get_textpage()
        try:
            return list(_runs(textpage))
        finally:
            textpage.close()
    finally:
        page.close()


def _runs(textpage: Any) -> Iterator[Fragment]:
    """Runs of characters that stand on one line without a gap, in pdfium's order."""
    from pypdfium2 import raw

    turn = _turn(textpage, raw)
    run = _Run()
    rectangle = raw.FS_RECTF()
    for index in range(textpage.count_chars()):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if code in {10, 13}:
            yield from run.flush()
            continue
        hyphen = code in {2, 0xFFFE}
        if code == 0 or (0xD800 <= code <= 0xDFFF) or (code < 32 and not hyphen and code != 9):
            continue
        character = HYPHEN_MARK if hyphen else chr(code).translate(_LIGATURES)
        if character.isspace():
            run.space()
            continue
        if not raw.FPDFText_GetLooseCharBox(textpage, index, ctypes.byref(rectangle)):
            continue
        box = turn(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
        if not run.takes(box, character):
            yield from run.flush()
        run.add(box, character)
        if hyphen:
            yield from run.flush()
    yield from run.flush()


_Box = tuple[float, float, float, float]


class _Run:
    """The run of characters that is being collected."""

    def __init__(self) -> None:
        self.boxes: list[_Box] = []
        self.pieces: list[str] = []
        self.pending_space = False
        self.first_word = 0
        """How many characters the first word has, 0 until it has ended."""

    def takes(self, box: _Box, character: str) -> bool:
        if not self.boxes:
            return True
        last = self.boxes[-1]
        height = max(0.1, min(last[3] - last[1], box[3] - box[1]))
        if (min(last[3], box[3]) - max(last[1], box[1])) / height < 0.4:
            return False
        if "\u0590" <= character <= "\u08ff" or "\ufb1d" <= character <= "\ufeff":  # written from right to left
            return True
        size = max(0.1, box[3] - box[1])
        return -2 * size < box[0] - last[2] < NEW_FRAGMENT_GAP * size

    def add(self, box: _Box, character: str) -> None:
        if self.pending_space and self.pieces:
            self.pieces.append(" ")
            self.first_word = self.first_word or len(self.boxes)
        self.pending_space = False
        self.boxes.append(box)
        self.pieces.append(character)

    def space(self) -> None:
        self.pending_space = True

    def flush(self) -> Iterator[Fragment]:
        text = "".join(self.pieces)
        boxes = self.boxes
        self.boxes, self.pieces, self.pending_space = [], [], False
        if not text.strip():
            self.first_word = 0
            return
        first, self.first_word = self.first_word or len(boxes), 0
        yield Fragment(
            x0=min(box[0] for box in boxes),
            y0=median(box[1] for box in boxes),
            x1=max(box[2] for box in boxes),
            y1=median(box[3] for box in boxes),
            size=median(box[3] - box[1] for box in boxes),
            text=text,
            first_width=abs(boxes[first - 1][2] - boxes[0][0]),
        )


def _turn(textpage: Any, raw: Any) -> Any:
    """How boxes must be turned so that the page's text runs from left to right (pages scanned or set sideways)."""
    count = textpage.count_chars()
    quarters = [
        round(raw.FPDFText_GetCharAngle(textpage, index) / 1.5707963) % 4
        for index in range(0, count, max(1, count // 40))
        if raw.FPDFText_GetUnicode(textpage, index) > 32
    ]
    quarter = max(sorted(set(quarters)), key=quarters.count) if quarters else 0
    if quarter == 1:
        return lambda x0, y0, x1, y1: (y0, -x1, y1, -x0)
    if quarter == 2:
        return lambda x0, y0, x1, y1: (-x1, -y1, -x0, -y0)
    if quarter == 3:
        return lambda x0, y0, x1, y1: (-y1, x0, -y0, x1)
    return lambda x0, y0, x1, y1: (x0, y0, x1, y1)
