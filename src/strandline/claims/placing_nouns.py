"""Places that common nouns name: "was arrested at his school", "a fire in a car park", "have left the city".

In: the tree, the named places of a text and its happenings. Out: a place for each noun phrase beneath a happening that
says where, with its own words. A noun with the article alone stands for the last named place of its sort ("the city",
"the airport") and is that one; any other has neither id nor point.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from strandline.claims.lexica import lexicon, word_set
from strandline.claims.syntax import Tree
from strandline.records import Place

_POINTING: Final = frozenset({"the", "this", "that"})
_DETERMINER: Final = re.compile(r"^(?:the|a|an|this|that|these|those|some)\s+", re.IGNORECASE)
_LONGEST: Final = 60
"""Code points of a phrase that is shown whole; a longer one is cut behind its noun."""
_ANY: Final = frozenset({"any", "every", "each", "no", "another", "other", "different", "such", "which", "what"})
_BESIDE: Final = frozenset({"det", "amod", "compound", "nmod:poss", "nummod", "nmod:unmarked"})


class NounPlaces:
    """The places that common nouns name in one text."""

    def __init__(self, text: str, tree: Tree, places: Sequence[Place]) -> None:
        self._text = text
        self._tree = tree
        self._named = sorted(places, key=lambda place: (place.start, place.end))
        self._starts = [place.start for place in self._named]

    def find(self) -> Iterator[tuple[int, Place]]:
        """Head tokens of the phrases that can say where, with their places, in the order of the text."""
        for index, token in enumerate(self._tree.tokens):
            if token.upos == "NOUN" and token.lemma.lower() in _sites() and self._is_one(index):
                first, last = self._phrase(index)
                start, end = self._tree.text(first, last)
                if self._holds_name(start, end) and token.lemma.lower() not in word_set("placing", "sites", "areas"):
                    # "a market in Holm" is a place in another
                    start, end = self._tree.text(*self._cut(index))
                if not self._holds_name(start, end):
                    yield index, self._place(index, start, end)

    def _is_one(self, head: int) -> bool:
        """Whether the noun means a certain place: not "any region", "in country", nor a part of a name."""
        if head in self._tree.name_type:
            return False
        words = {self._tree.tokens[item].text.lower() for item in self._tree.children[head]}
        beside = [item for item in self._tree.children[head] if self._tree.tokens[item].deprel in _BESIDE]
        bare = not beside and "Number=Plur" not in self._tree.tokens[head].feats
        return words.isdisjoint(_ANY) and not (bare and self._tree.tokens[head].lemma.lower() not in _bare())

    def _phrase(self, head: int) -> tuple[int, int]:
        tree = self._tree
        first, last = tree.nominal_core(head)
        start, end = tree.text(first, last)
        if end - start <= _LONGEST and "\n" not in self._text[start:end]:
            return first, last
        return self._cut(head)

    def _cut(self, head: int) -> tuple[int, int]:
        """The phrase without what follows its noun."""
        tree = self._tree
        first = head
        start = tree.tokens[head].start
        for child in reversed([item for item in tree.children[head] if item < head]):
            low = tree.subtree(child)[0]
            if tree.tokens[child].deprel not in _BESIDE or "\n" in self._text[tree.tokens[low].start : start]:
                break
            first = low
        return first, head + 1

    def _holds_name(self, start: int, end: int) -> bool:
        """Whether a named place stands in the phrase: it says where itself."""
        at = bisect_left(self._starts, start)
        return at < len(self._named) and self._named[at].start < end

    def _place(self, head: int, start: int, end: int) -> Place:
        words = self._text[start:end]
        meant = self._meant(head, start)
        if meant is not None:
            return Place(
                start=start, end=end, text=words, name=meant.name, id=meant.id, lat=meant.lat, lon=meant.lon,
                country=meant.country, level=meant.level, precision=meant.precision,
            )  # fmt: skip
        name = self._called(head) or _DETERMINER.sub("", words)
        return Place(
            start=start, end=end, text=words, name=name, id=None, lat=None, lon=None, country=None, level="unknown",
            precision=None,
        )  # fmt: skip

    def _called(self, head: int) -> str | None:
        """The name behind the noun: "a cruise ship, Aurora"."""
        below = self._tree.children_by(head, "appos", "flat", "nmod:desc")
        named = next((item for item in below if item in self._tree.name_type), None)
        if named is None:
            return None
        start, end = self._tree.text(*self._tree.nominal_core(named))
        return self._text[start:end]

    def _meant(self, head: int, start: int) -> Place | None:
        """The named place that "the city" or "the airport" means: the last one before it of that sort."""
        tree = self._tree
        lemma = tree.tokens[head].lemma.lower()
        own = [item for item in tree.children[head] if tree.tokens[item].deprel not in ("case", "punct")]
        pointing = len(own) == 1 and tree.tokens[own[0]].text.lower() in _POINTING
        if not pointing or "Number=Plur" in tree.tokens[head].feats:
            return None
        level = lexicon("placing")["stands_for"].get(lemma)
        for place in reversed(self._named[: bisect_left(self._starts, start)]):
            if level is not None and place.level == level:
                return place
            if level is None and place.text.split()[-1].lower() == lemma and " " in place.text:
                return place
        return None


@cache
def _sites() -> frozenset[str]:
    return frozenset(word for words in lexicon("placing")["sites"].values() for word in words)


def _bare() -> frozenset[str]:
    return word_set("placing", "bare", "words")
