"""Datelines: the town at the head of a report, "BEIRUT (Reuters) - " or "KYIV, Ukraine, March 3 —"."""

from __future__ import annotations

import re
from typing import Final

_REST: Final = re.compile(
    r"(?:, ?[A-Z][\w.]*(?: [A-Z][\w.]*)?)?(?:,? ?[A-Z][a-z]+\.? \d{1,2}(?:, ?\d{4})?)?\s*"
    r"(?:\([A-Z][^)\n]{1,40}\)\s*)?(?:[-–—]{1,2}|:)\s"
)


def is_dateline(text: str, start: int, end: int) -> bool:
    """Whether the name ``text[start:end]`` opens a line and what follows makes it a dateline.

    A name in capitals alone at the very start of a text, before a word that is not in capitals, is one too.
    """
    line = text.rfind("\n", 0, start) + 1
    if text[line:start].strip():
        return False
    if _REST.match(text, end):
        return True
    following = text[end : end + 20].split()
    name = text[start:end]
    return (
        len(name) > 4 and not text[:start].strip() and name.isupper() and bool(following) and not following[0].isupper()
    )
