"""The words that tell the order of happenings (``order_signals.toml``), and what they come to: an ordered pair."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

USUALLY: Final = "usually: "
PERHAPS: Final = "perhaps: "
"""What the word of a pair begins with that no text tells, but the usual course of things, or only the way it is told;
why, follows. What is less sure orders the display and is not named."""
AIM: Final = "to"
"""The word between what is done and what it is done for."""


@dataclass(frozen=True, slots=True)
class Ordered:
    """``first`` lies before ``second`` (claim ids), and the word that says so."""

    first: str
    second: str
    word: str

    @property
    def narrows(self) -> bool:
        """Whether it is told so plainly that the one's time bounds the other's: neither from the usual course of things
        nor from what something was done for."""
        return self.word != AIM and not self.word.startswith((USUALLY, PERHAPS))

    @property
    def is_sure(self) -> bool:
        """Whether it is good enough to be named, and not only to order the display."""
        return not self.word.startswith(PERHAPS)


@dataclass(frozen=True)
class OrderWords:
    """The table: ``relation`` is 1 for words that open what came later, -1 for what came earlier; ``turns`` the same of
    words at the head of a main clause."""

    relation: Mapping[str, int]
    turns: Mapping[str, int]
    results: frozenset[str]
    then: frozenset[str]
    causing: frozenset[str]
    caused: frozenset[str]
    together: frozenset[str]


@lru_cache(maxsize=1)
def order_words() -> OrderWords:
    """The words."""
    data = tomllib.loads(files("strandline.reconciling").joinpath("order_signals.toml").read_text("utf-8"))
    return OrderWords(
        relation=dict.fromkeys(data["later"], 1) | dict.fromkeys(data["earlier"], -1),
        turns=dict.fromkeys(data["then"], 1) | dict.fromkeys(data["formerly"], -1),
        results=frozenset(data["results"]), then=frozenset(data["then"]),
        causing=frozenset(data["causing"]), caused=frozenset(data["caused"]), together=frozenset(data["together"]),
    )  # fmt: skip


def any_of(words: Collection[str], before: str, after: str = "") -> re.Pattern[str]:
    """A pattern of whole words, the longest first; its first group is the word."""
    listed = "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
    return re.compile(rf"{before}(?<!\w)({listed})(?!\w){after}", re.IGNORECASE)
