"""How a text is laid out: its sentences and paragraphs, by their cheapest signs, over the tokens.

The tagger needs no more than this: where a clause may end, what stands in the same paragraph. A reading's sentences
are not used, so that the outcome does not hang on which sentences were read.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

from strandline.timing.cascade import Node, load_grammar
from strandline.timing.cells import Cell
from strandline.timing.lexicon import word_list
from strandline.timing.scanning import Tokens
from strandline.timing.tags import ReadingTags

_WIDEST: Final = 80
"""Tokens on each side of an expression that its tests look at, however long the sentence."""


class Layout:
    """A document as the later steps see it.

    Attributes:
        tokens: its tokens.
        tags: what a reader saw, or None.
        published: the day of publication as a cell, or None; its last day where it is a stretch.
        dateline: whether that day is the one of the dateline.
        spread: days that the publication date is uncertain by.
    """

    def __init__(
        self,
        tokens: Tokens,
        tags: ReadingTags | None,
        published: Cell | None,
        spread: int = 0,
        *,
        dateline: bool = False,
    ) -> None:
        self.tokens = tokens
        self.tags = tags
        self.published = published
        self.spread = spread
        self.dateline = dateline
        self._paragraph_starts, self._sentence_starts = _starts(tokens)

    def sentence_of(self, token: int) -> int:
        """Number of the sentence that a token is in."""
        return bisect_right(self._sentence_starts, token) - 1

    def sentence(self, number: int) -> tuple[int, int]:
        """Token range of a sentence."""
        starts = self._sentence_starts
        return starts[number], starts[number + 1] if number + 1 < len(starts) else len(self.tokens)

    def around(self, node: Node) -> tuple[int, int]:
        """Token range of the sentence of an expression, cut where it is very long."""
        first, last = self.sentence(self.sentence_of(node.first))
        return max(first, node.first - _WIDEST), min(last, node.last + _WIDEST)

    def paragraph_of(self, token: int) -> int:
        """Number of the paragraph that a token is in."""
        return bisect_right(self._paragraph_starts, token) - 1

    def words_between(self, first: Node, second: Node) -> list[str]:
        """The words between two expressions, lower case; an ellipsis where there are more than four."""
        if second.first - first.last > 4:
            return ["..."]
        return [self.tokens.word(index) for index in range(first.last, second.first)]

    def text_of(self, node: Node) -> str:
        """The words of an expression."""
        tokens = self.tokens
        return tokens.text[tokens.starts[node.first] : tokens.ends[node.last - 1]]


def _starts(tokens: Tokens) -> tuple[list[int], list[int]]:
    """First tokens of the paragraphs and of the sentences."""
    shapes = load_grammar().lexicon.shapes
    stop, paragraph = shapes["."].signature, shapes["paragraph"].signature
    abbreviations = word_list("lexicon.toml", "abbreviations")
    meridiem, openers = shapes["meridiem"].signature, word_list("lexicon.toml", "openers")
    paragraphs, sentences = [0], [0]
    for index, character in enumerate(tokens.signature):
        if character == paragraph:
            paragraphs.append(index + 1)
            sentences.append(index + 1)
        elif character == stop:
            if _ends_sentence(tokens, index, abbreviations):
                sentences.append(index + 1)
        elif character == meridiem and tokens.surface(index + 1) in openers and tokens.surface(index).endswith("."):
            sentences.append(index + 1)
    return paragraphs, sentences


def _ends_sentence(tokens: Tokens, index: int, abbreviations: frozenset[str]) -> bool:
    following = tokens.surface(index + 1)
    if not following or tokens.ends[index] == tokens.starts[index + 1]:
        return following in ("”", '"', "’", "'", ")")
    word = tokens.surface(index - 1)
    if len(word) == 1 and word.isupper():
        return False
    if following[0].isdigit() and word.lower() in word_list("senses.toml", "before_stop_and_number"):
        return False
    return not (following[0].islower() or word in abbreviations)
