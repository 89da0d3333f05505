"""Where the tests of an expression look: its sentence, its neighbouring words, and a reader's tags where it has any."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from strandline.timing.cascade import Node
from strandline.timing.lexicon import read_toml, word_list
from strandline.timing.pointing import is_past_form
from strandline.timing.scanning import Tokens
from strandline.timing.tags import ReadingTags

_NEAR: Final = 60
"""Tokens on each side in which the subject of a text shows."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where a test looks: the tokens, the sentence's token range, and tags where there are some.

    ``narrative``: the document tells of its own time; ``history``: and it was written long after.
    """

    tokens: Tokens
    sentence: tuple[int, int]
    tags: ReadingTags | None
    narrative: bool = False
    history: bool = False

    def before(self, node: Node, back: int = 1) -> str:
        """The word in front, lower case; empty at the start of the sentence."""
        index = node.first - back
        return self.tokens.word(index) if index >= self.sentence[0] else ""

    def after(self, node: Node, ahead: int = 0) -> str:
        """The word behind, lower case; empty at the end of the sentence."""
        index = node.last + ahead
        return self.tokens.word(index) if index < self.sentence[1] else ""

    def after_as_written(self, node: Node, ahead: int = 0) -> str:
        """The word behind, as written."""
        index = node.last + ahead
        return self.tokens.surface(index) if index < self.sentence[1] else ""

    def has_any(self, words: frozenset[str]) -> bool:
        """Whether the sentence holds one of the words."""
        return any(self.tokens.word(index) in words for index in range(*self.sentence))

    def near_any(self, node: Node, words: frozenset[str]) -> bool:
        """Whether one of the words stands near an expression, in its sentence or in those beside it."""
        begin, end = max(0, node.first - _NEAR), min(len(self.tokens), node.last + _NEAR)
        return any(self.tokens.word(index) in words for index in range(begin, end))


def is_of_match(node: Node, around: Surroundings) -> bool:
    """Whether a quarter or a half is one of a match, not of a year."""
    return not around.has_any(cue_list("finance")) and around.near_any(node, cue_list("sports"))


@cache
def cue_list(name: str) -> frozenset[str]:
    """A list of words of ``senses.toml``."""
    return word_list("senses.toml", name)


@cache
def function_words() -> frozenset[str]:
    """Prepositions, articles, auxiliaries and the like."""
    return frozenset(read_toml("lexicon.toml")["Function"]["list"])


def without_first(node: Node, around: Surroundings, *, word: str = "the") -> Node:
    """The expression without its first token, if that is ``word``."""
    return replace(node, first=node.first + 1) if around.tokens.word(node.first) == word else node


def is_modifier(node: Node, around: Surroundings) -> bool:
    """Whether the next word is a noun that the expression modifies ("the summer offensive")."""
    following = around.after_as_written(node)
    if not following or not following[0].isalpha():
        return following == "-" and around.after(node, 1) not in ("end",)
    lower = following.lower()
    if around.tags is not None:
        tag = around.tags.at(around.tokens.starts[node.last])
        if tag is not None:
            return tag.upos in ("NOUN", "PROPN", "ADJ") and tag.deprel not in ("nsubj", "nsubj:pass", "root")
    adverb = lower.endswith("ly") and lower not in cue_list("nouns_in_ly")
    return following.islower() and lower not in function_words() and not is_past_form(lower) and not adverb


def without_article(node: Node, around: Surroundings) -> Node:
    """The expression without its article where it modifies a noun ("the summer offensive")."""
    return without_first(node, around) if is_modifier(node, around) else node
