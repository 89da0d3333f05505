"""Words broken at line ends: when the hyphen goes and when it stays, by the evidence of the document itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

HYPHEN_MARK: Final = "\ufffe"
"""What pdfium writes for a hyphen at the end of a line."""

_WORD: Final = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)*")
_LAST_WORD: Final = re.compile(r"[\w'\u2019-]*$")
_FIRST_WORD: Final = re.compile(r"[\w'\u2019]*")
PART_LETTERS: Final = 4


@dataclass(frozen=True)
class Words:
    """The words of a document that do not stand at a line's end, in lower case."""

    seen: frozenset[str]

    @classmethod
    def of(cls, lines: Iterable[str]) -> Words:
        """The words of these lines, the broken ones aside."""
        seen: set[str] = set()
        for line in lines:
            whole = re.sub(rf"[\w-]+{HYPHEN_MARK}", " ", line)
            seen.update(word.lower() for word in _WORD.findall(whole))
        return cls(frozenset(seen))

    def keeps_hyphen(self, before: str, after: str) -> bool:
        """Is ``before-after`` written with its hyphen?

        It is if the second part starts with a capital or figure ("Anglo-" "Saxon", "2010-" "12"), if the document has
        the word elsewhere with its hyphen and not without, or if both parts are words of the document by themselves
        and the whole is not.
        """
        if not before or not after or not after[0].islower() or not before[-1].isalpha():
            return True
        first, second = before.lower().rpartition("-")[2], after.lower()
        joined, hyphened = first + second, f"{first}-{second}"
        if joined in self.seen:
            return False
        if hyphened in self.seen:
            return True
        return min(len(first), len(second)) >= PART_LETTERS and first in self.seen and second in self.seen

    def append(self, pieces: list[tuple[int, str]], page: int, line: str) -> None:
        """Join a line to a paragraph: by a blank, or where its last word was broken without one."""
        last_page, last = pieces[-1]
        if last.endswith((HYPHEN_MARK, "-", "\N{SOFT HYPHEN}")) and line[:1].isalnum():
            before = _last_word(last[:-1])
            after = _first_word(line)
            if last.endswith("-") and not before:
                joint = " "
            else:
                keep = self.keeps_hyphen(before, after)
                pieces[-1] = (last_page, last[:-1] + ("-" if keep else ""))
                joint = ""
        elif re.search(r"\d[\u2013\u2014/]$", last) and line[:1].isdigit():
            joint = ""
        else:
            joint = " "
        pieces.append((page, joint + line))


def _last_word(text: str) -> str:
    match = _LAST_WORD.search(text)
    return match.group() if match else ""


def _first_word(text: str) -> str:
    match = _FIRST_WORD.match(text)
    return match.group() if match else ""
