"""Whom a text names as the source of its story: text in, names of agencies, papers and stations out.

Names are those of the agencies in ``credits.toml``, of the publishers of the pile, and whatever ends like the name of a
paper or station. A credit line or a dateline ("OSLO (Reuters) —") speaks for the whole text; "told …", "… reported"
for the sentence that they stand in.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from strandline.records import Document

_SENTENCE: Final = re.compile(r"[.!?][”\"’')\]]*\s+|\n+")
_ATTRIBUTES: Final = re.compile(
    r"\b(?:said|says|told|according to|reported|reports|announced|confirmed|denied|stated|added|warned|wrote)\b",
    re.IGNORECASE,
)
_HEAD_LINES: Final = 6
_TAIL_LINES: Final = 4
_LONGEST_LINE: Final = 160
_RESTS: Final = 0.5
"""Least part of the attributed sentences that name one outlet, for a text that rests on it."""


@dataclass(frozen=True, slots=True)
class Credits:
    """Outlets by normal name: ``whole`` for the text as a whole, ``rests_on`` the one that it cites all over, if
    any."""

    whole: frozenset[str]
    rests_on: frozenset[str]
    cited: frozenset[str]


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, Any]:
    return tomllib.loads(files("strandline.reconciling").joinpath("credits.toml").read_text("utf-8"))


@lru_cache(maxsize=1)
def _agencies() -> dict[str, str]:
    return {name: entry["names"][0].casefold() for entry in _lexicon()["agency"] for name in entry["names"]}


def normal_name(name: str) -> str:
    """One form for all the names of an outlet."""
    known = _agencies().get(name.strip())
    if known is not None:
        return known
    return re.sub(r"^(?:the|an?)\s+", "", " ".join(re.findall(r"\w+", name.casefold())))


class CreditFinder:
    """Finds credits in the documents of one pile."""

    def __init__(self, publishers: Iterable[str]) -> None:
        names = {name for name in publishers if name and len(name) > 2} | set(_agencies())
        known = "|".join(re.escape(name) for name in sorted(names, key=lambda item: (-len(item), item)))
        word = r"[A-Z][\w’'&.-]*"
        outlet = "|".join(_lexicon()["words"]["outlets"])
        self._name = rf"(?:{known}|(?:{word}\s+(?:of\s+|the\s+)?){{1,4}}(?:{outlet}))"
        before = _phrases("before")
        after = _phrases("after")
        self._before = re.compile(rf"\b(?i:{before})\s+(?i:the\s+)?(?P<name>{self._name})(?!\w)")
        self._after = re.compile(rf"(?<!\w)(?P<name>{self._name}),?\s+(?:{after})\b")
        self._dateline = re.compile(
            rf"^\s*[A-Z][\w .,’'-]{{1,60}}?\s*\((?P<name>{self._name})\)\s*(?:—|–|-)"
            rf"|^\s*\((?P<bare>{self._name})\)\s*(?:—|–|-)"
        )
        lines = "|".join(re.escape(item) for item in sorted(_lexicon()["words"]["lines"], key=len, reverse=True))
        self._line = re.compile(
            rf"^\W*(?:{lines})\b[\s:]*(?:(?:\d{{4}}|[\w.’'-]+\s+[\w.’'-]+\s*(?:,|/|—|-|\bfor\b|\bof\b|\bin\b))\s*)?(?:the\s+)?"
            rf"(?P<name>{self._name})\W*(?:\d{{4}})?\W*$",
            re.IGNORECASE,
        )
        self._signed = re.compile(rf"^\W*(?:—|–|-|\()\s*(?P<name>{self._name})\)?\W*$|\((?P<end>{self._name})\)\s*\.?$")

    def of(self, text: str) -> Credits:
        """The credits of a text."""
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        edge = lines[:_HEAD_LINES] + lines[max(_HEAD_LINES, len(lines) - _TAIL_LINES) :]
        whole = {name for line in edge for name in self._of_line(line)}
        sentences = [part for part in _SENTENCE.split(text) if part.strip()]
        cited: Counter[str] = Counter()
        attributed = 0
        for sentence in sentences:
            names = {normal_name(match["name"]) for match in self._matches(sentence)}
            cited.update(names)
            attributed += bool(names) or _ATTRIBUTES.search(sentence) is not None
        rests = {name for name, count in cited.items() if count >= 2 and count >= _RESTS * attributed}
        return Credits(frozenset(whole), frozenset(rests), frozenset(cited))

    def _matches(self, sentence: str) -> Iterable[re.Match[str]]:
        yield from self._before.finditer(sentence)
        yield from self._after.finditer(sentence)

    def _of_line(self, line: str) -> set[str]:
        found = set()
        dateline = self._dateline.search(line)
        if dateline is not None:
            found.add(normal_name(dateline["name"] or dateline["bare"]))
        if len(line) <= _LONGEST_LINE:
            match = self._line.search(line)
            if match is not None:
                found.add(normal_name(match["name"]))
            signed = self._signed.search(line)
            if signed is not None:
                found.add(normal_name(signed["name"] or signed["end"]))
        return found


def all_credits(documents: Sequence[Document]) -> list[Credits]:
    """The credits of each document of a pile; its publishers are names that the others may credit."""
    finder = CreditFinder(document.publisher for document in documents if document.publisher is not None)
    return [finder.of(document.text) for document in documents]


def _phrases(key: str) -> str:
    return "|".join(re.escape(item) for item in sorted(_lexicon()["words"][key], key=len, reverse=True))
