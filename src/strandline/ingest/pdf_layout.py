"""From the boxes of a PDF page to paragraphs: reading order over columns, lines to paragraphs, furniture set apart.

Comes in: fragments (runs of text on one line, with boxes) of each page. Goes out: paragraphs as pieces that know their
page. The rules, all by measure and none by font name:

* Lines in reading order: see ``pdf_columns``.
* A line goes on in the next one if the next line's first word would not have fitted; it ends a paragraph at a wider
  gap, an indent, a bullet, another size of type.
* Lines that recur at the top or bottom of the pages are furniture: the first of each kind is kept, before the page that
  it stands on, the others and page numbers are left out, so that sentences run on across pages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import Final

from strandline.ingest.hyphens import HYPHEN_MARK, Words
from strandline.ingest.pdf_columns import SAME_SIZE, Fragment, Line, line_of, read_page, row_groups, rows_of

FEW_STEPS: Final = 6
SINGLE_SPACING: Final = 1.1
INDENTED_SHARE: Final = 0.05
FULL_LINES: Final = 3
"""So many lines of a column are needed to tell how wide it is."""

_BULLET: Final = re.compile(r"\s*(?:[•·◦▪‣■□●○–-]\s|\(?\d{1,3}[.)]\s|\([a-z]\)\s)")
_SENTENCE_END: Final = re.compile(r"[.!?…:][\"'\u2019\u201d»)\]]*\s*$")
_PAGE_NUMBER: Final = re.compile(
    r"\W*(?:(?:page|p\.|seite|pagina)\s*)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|/|von)\s*\d{1,4})?\W*", re.I
)


@dataclass
class Paragraph:
    """Text in pieces, each with the number of its page (from 1)."""

    pieces: list[tuple[int, str]] = field(default_factory=list)
    size: float = 0.0

    @property
    def text(self) -> str:
        """The whole paragraph."""
        return "".join(text for _, text in self.pieces)


def lay_out(pages: Sequence[Sequence[Fragment]]) -> list[Paragraph]:
    """The paragraphs of a document.

    Args:
        pages: the fragments of each page, in any order; a page without text is empty.
    """
    furniture = find_furniture(pages)
    lines = [
        read_page(fragment for fragment in fragments if fragment.text.strip() and fragment not in edges)
        for fragments, edges in zip(pages, furniture, strict=True)
    ]
    words = Words.of(line.text for page in lines for line in page)
    paragraphs: list[Paragraph] = []
    shown: set[str] = set()
    last: Line | None = None
    last_page = 0
    for number, (body, edges) in enumerate(zip(lines, furniture, strict=True), 1):
        for row in rows_of(edges):
            if _is_new_furniture(row, shown):
                paragraphs.insert(_before_page(paragraphs), Paragraph([(number, row.text)], size=row.size))
        style = _Style.of(body)
        for line in body:
            if last is not None and paragraphs and _goes_on(last, line, style, same_page=last_page == number):
                words.append(paragraphs[-1].pieces, number, line.text)
            else:
                paragraphs.append(Paragraph([(number, line.text)], size=line.size))
            last, last_page = line, number
    return paragraphs


# ------------------------------------------------------------------------------------------------ furniture


def find_furniture(pages: Sequence[Sequence[Fragment]]) -> list[frozenset[Fragment]]:
    """For each page, the fragments of its running headers, running footers and page number."""
    edges = [_edge_rows(page) for page in pages]
    counts = Counter(key for page in edges for key in {_furniture_key(line) for line, _ in page})
    written = sum(1 for page in pages if page)
    # Headers of left and right pages differ, so two in five pages are enough; two pages must agree to the letter.
    needed = 2 if written == 2 else max(3, round(0.4 * written))
    furniture: list[frozenset[Fragment]] = []
    for page in edges:
        found: set[Fragment] = set()
        for index, (line, fragments) in enumerate(page):
            outermost = index in {0, len(page) - 1}
            recurs = written > 1 and counts[_furniture_key(line)] >= needed
            numbered = outermost and _PAGE_NUMBER.fullmatch(line.text) is not None
            if recurs or (numbered and (written > 1 or line.text.strip()[:1].isalpha())):
                found.update(fragments)
        furniture.append(frozenset(found))
    return furniture


def _edge_rows(page: Sequence[Fragment]) -> list[tuple[Line, list[Fragment]]]:
    """The two highest and the two lowest rows of a page over its whole width, with what they are made of."""
    groups = row_groups([fragment for fragment in page if fragment.text.strip()])
    edges = groups if len(groups) <= 4 else [*groups[:2], *groups[-2:]]
    return [(line_of(group), group) for group in edges]


def _furniture_key(line: Line) -> tuple[int, str]:
    return round(line.y0 / 6), re.sub(r"\d+", "#", " ".join(line.text.lower().split()))


def _is_new_furniture(line: Line, shown: set[str]) -> bool:
    key = _furniture_key(line)[1]
    if key in shown or _PAGE_NUMBER.fullmatch(line.text) or not re.search(r"[^\W\d_]{2}", line.text):
        return False
    shown.add(key)
    return True


def _before_page(paragraphs: list[Paragraph]) -> int:
    """Where furniture goes: after the last paragraph, but never into one that may still run on."""
    if paragraphs and not _SENTENCE_END.search(paragraphs[-1].text):
        return len(paragraphs) - 1
    return len(paragraphs)


# ------------------------------------------------------------------------------------------------ paragraphs


@dataclass(frozen=True)
class _Style:
    """How a page is set: the step from line to line in heights of the type, and whether paragraphs are indented."""

    pitch: float
    indented: bool

    @classmethod
    def of(cls, lines: Sequence[Line]) -> _Style:
        """The style that the lines of a page show."""
        indents = sum(0.6 * line.size < line.x0 - line.left < 4 * line.size for line in lines)
        return cls(pitch=_pitch(lines), indented=indents >= max(2, INDENTED_SHARE * len(lines)))


def _pitch(lines: Sequence[Line]) -> float:
    steps = [
        (above.y1 - below.y1) / above.size
        for above, below in pairwise(lines)
        if above.band == below.band and 0 < above.y1 - below.y1 < 3 * above.size
    ]
    # A handful of steps may all lie between paragraphs; then single spacing is assumed.
    return 0.0 if not steps else median(steps) if len(steps) >= FEW_STEPS else min(median(steps), SINGLE_SPACING)


def _goes_on(last: Line, line: Line, style: _Style, *, same_page: bool) -> bool:
    """Does the paragraph of ``last`` go on in ``line``?"""
    if abs(last.size - line.size) > SAME_SIZE * max(last.size, line.size):
        return False
    if "\t" in last.text or "\t" in line.text or _BULLET.match(line.text):
        return False
    if last.text.endswith(HYPHEN_MARK) or re.search(r"\w-$", last.text):
        return True
    below = same_page and line.y1 < last.y1 and line.x0 < last.x1 and last.x0 < line.x1
    if below and style.pitch and last.y1 - line.y1 > (1.3 * style.pitch + 0.05) * last.size:
        return False
    same_column = below and last.band == line.band
    indent = line.x0 - line.left
    centred = abs(last.x0 + last.x1 - line.x0 - line.x1) < line.size and indent > 2 * line.size
    outdented = last.x0 < line.x0 - 0.4 * line.size
    if same_column and not centred and indent > 0.6 * line.size and outdented and not _BULLET.match(last.text):
        return False
    fits = line.first_width + 0.25 * line.size < last.right - last.x1
    if same_column:
        return not fits
    if line.text[:1].islower():
        return True
    if last.alike < FULL_LINES or fits or indent >= 0.6 * line.size:
        return False
    # Where paragraphs are indented, a line at the top of a column that is not goes on even after a full stop.
    return style.indented or not _SENTENCE_END.search(last.text)
