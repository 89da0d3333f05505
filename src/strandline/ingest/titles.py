"""Titles: which of those that programs write are none, and the first line that serves where nothing else does."""

from __future__ import annotations

import re
from typing import Final

from strandline.ingest.date_lines import is_date_line

FIRST_LINE_CHARACTERS: Final = 140
LINES_TRIED: Final = 6

_PROGRAM: Final = re.compile(
    r"^(?:microsoft (?:word|powerpoint|excel|office word)\s*-\s*)+|^(?:adobe|corel)\s+\w+\s+-\s*|^print\s*-\s*",
    re.IGNORECASE,
)
_JUNK: Final = re.compile(
    r"""\W*(?:untitled|unnamed|unspecified|anonymous|no\ title|title|document|dokument|word\ document|new\ document
    |presentation|powerpoint\ presentation|blank|layout|slide|page|template|default|draft|scan|scanned\ document
    |full\ page\ photo|normal|none|null)[\s_-]*\d*\W*
    |[\d\W_]*
    |\S+\.(?:docx?|rtf|odt|pdf|indd|qxd|qxp|p65|pages|tex|dvi|ps|eps|txt|html?|pptx?|xlsx?|wpd|tiff?|jpe?g|png)
    |[A-Z]:\\.*|(?:file|https?)://.*""",
    re.IGNORECASE | re.VERBOSE,
)
_HEADER: Final = re.compile(r"(?P<name>[A-Z][\w-]{1,15}):\s+(?P<value>\S.{0,139})$")
_TITLE_LABELS: Final = frozenset({"title", "headline", "subject", "re"})
_BYLINE: Final = re.compile(r"(?:by|from|von|par)\s+[A-Z]", re.IGNORECASE)
_SENTENCE_END: Final = re.compile(r"[.;,:][\"'\u2019\u201d)]*$")


def clean_title(title: str | None) -> str | None:
    """A title from a document's properties, or None where a program made it up from a file name or a template."""
    text = _PROGRAM.sub("", " ".join((title or "").split()))
    return None if not text or _JUNK.fullmatch(text) else text


def is_junk_author(name: str) -> bool:
    """Is it what programs write for an author they do not know?"""
    return (
        re.fullmatch(r"\W*(?:anonymous|unspecified|unknown|user|admin|administrator|owner|author)\W*", name, re.I)
        is not None
    )


def first_line_title(text: str) -> str | None:
    """A short first line that more text follows, after date lines and bylines; None where the text just starts."""
    lines = [line.strip() for line in text[:4_000].split("\n") if line.strip()][: LINES_TRIED + 1]
    for number, line in enumerate(lines[:LINES_TRIED]):
        label = _HEADER.match(line)
        if label is not None and label["name"].lower() in _TITLE_LABELS:
            return label["value"]
        if label is not None or is_date_line(line) or _BYLINE.match(line) or not re.search(r"[^\W\d_]{2}", line):
            continue
        plain = re.sub(r"^#{1,6}\s+", "", line).strip("*_ ")
        followed = number + 1 < len(lines)
        if not followed or len(plain) > FIRST_LINE_CHARACTERS or _SENTENCE_END.search(plain) or not plain:
            return None
        return plain
    return None
