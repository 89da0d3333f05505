"""The canonical text of a document and the places in it that people cite.

Rules, the same for every format:

* Line ends are ``\\n``; form feeds and vertical tabs become line ends; other control characters, NUL included, are
  dropped; lone surrogates and noncharacters become U+FFFD. Everything else stays to the letter: curly quotes, emoji,
  direction marks, blanks at the start of a text.
* Paragraphs are separated by a blank line. A single line end inside a paragraph is a real one (a list, an address, a
  headline over its date line): sentences do not run across it.
* Hard-wrapped lines (mail, old wire text, PDF) are therefore joined. ``unwrap`` decides by the evidence of the text:
  lines were wrapped if the next line's first word would not have fitted. In plain text a line end is replaced by one
  blank, so that offsets stay those of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from strandline.records import Locator

WRAP_NARROWEST: Final = 38
WRAP_WIDEST: Final = 120
WRAP_SHARE: Final = 0.6
WRAP_LINES: Final = 3

_LINE_ENDS: Final = re.compile("\r\n?|[\f\v\x85]")
_DROPPED: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_NO_CHARACTER: Final = re.compile("[\ud800-\udfff\ufffe\uffff]")
_LIST_ITEM: Final = re.compile(
    r"\s*(?:[-*+=_~#](?:\s|[-*+=_~#]|$)|[•·◦▪>|#]|\d{1,3}[.)]\s|\([a-z\d]{1,3}\)\s|[a-z]\)\s|[A-Z][\w-]{1,20}:\s)"
)
_SENTENCE_END: Final = tuple(".!?:;…\"'\u2019\u201d»)]")
_BLANK_LINES: Final = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")


@dataclass(frozen=True)
class CanonicalText:
    """A text and its locators; every locator's ``[start, end)`` lies in the text."""

    text: str
    locators: tuple[Locator, ...] = ()


def clean(text: str) -> str:
    """Line ends, control characters and what is no character, as the module's page says; the rest to the letter."""
    text = _LINE_ENDS.sub("\n", text)
    return _NO_CHARACTER.sub("\ufffd", _DROPPED.sub("", text))


def join_paragraphs(paragraphs: Iterable[str]) -> CanonicalText:
    """Paragraphs to a text, with a locator for each; blank ones are left out, blank lines inside one are taken out."""
    text: list[str] = []
    locators: list[Locator] = []
    position = 0
    for paragraph in paragraphs:
        cleaned = _BLANK_LINES.sub("\n", clean(paragraph)).strip()
        if not cleaned:
            continue
        if text:
            text.append("\n\n")
            position += 2
        number = len(locators) + 1
        locators.append(Locator(kind="paragraph", number=number, start=position, end=position + len(cleaned)))
        text.append(cleaned)
        position += len(cleaned)
    return CanonicalText("".join(text), tuple(locators))


def locate_paragraphs(text: str) -> CanonicalText:
    """A text as it is, with a locator for each line that holds something: line ends are real ones in canonical text."""
    locators: list[Locator] = []
    for match in re.finditer(r"[^\n]+", text):
        line = match.group()
        if line.strip():
            start = match.start() + len(line) - len(line.lstrip())
            end = match.start() + len(line.rstrip())
            locators.append(Locator(kind="paragraph", number=len(locators) + 1, start=start, end=end))
    return CanonicalText(text, tuple(locators))


def unwrap(text: str) -> str:
    """Join hard-wrapped lines by replacing the line end with a blank; a text that is not hard-wrapped is left alone.

    A text is hard-wrapped if, of its lines that are followed by another, most could not have taken the next line's
    first word within the text's own width of 38 to 120 characters, and none is much longer than that. Of such a text,
    the lines that were full are joined; shorter lines (headlines, ends of paragraphs, verses) keep their line end.
    In any text a line is joined to the next where a sentence visibly goes on: four words or more, no punctuation at
    its end, and the next line starts in lower case.

    >>> unwrap("A short line\\nand another")
    'A short line\\nand another'
    """
    lines = text.split("\n")
    width = wrap_width(lines)
    out = [lines[0]]
    for line, following in pairwise(lines):
        out.append(" " if is_full(line, following, width) else "\n")
        out.append(following)
    return "".join(out)


def wrap_width(lines: Sequence[str]) -> int | None:
    """The width at which lines were wrapped, in characters, or None where they were not."""
    followed = [(line.rstrip(), following) for line, following in pairwise(lines) if line.strip() and following.strip()]
    prose = sorted(len(line) for line, _ in followed if " " in line.strip())
    if len(prose) < WRAP_LINES:
        return None
    # A few overlong lines (addresses, tables) must not hide that the rest was wrapped.
    width = prose[max(0, len(prose) - 1 - len(prose) // 20)]
    if not WRAP_NARROWEST <= width <= WRAP_WIDEST or prose[-1] > 2 * width:
        return None
    full = sum(_does_not_fit(line, following, width) for line, following in followed)
    return width if full >= WRAP_SHARE * len(followed) else None


def is_full(line: str, following: str, width: int | None) -> bool:
    """Does the paragraph go on in the following line? Not before a blank line, a list item or an indented line.

    Args:
        width: see ``wrap_width``.
    """
    if not line.strip() or not following.strip() or _LIST_ITEM.match(following):
        return False
    indent = len(following) - len(following.lstrip())
    if indent > len(line) - len(line.lstrip()) + 1:
        return False
    open_ended = not line.rstrip().endswith(_SENTENCE_END) and len(line.strip()) >= WRAP_NARROWEST
    if open_ended and len(line.split()) >= 4 and following.lstrip()[0].islower():
        return True
    return width is not None and _does_not_fit(line, following, width)


def _does_not_fit(line: str, following: str, width: int) -> bool:
    words = following.split(maxsplit=1)
    return bool(words) and len(line.rstrip()) + 1 + len(words[0]) > width
