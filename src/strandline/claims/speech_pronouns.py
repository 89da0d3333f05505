"""Whom a third-person pronoun stands for: "They said", "it added" → the noun before it that agrees.

The reader's references first, else the nearest earlier source or subject, sources before subjects; "they said" goes
on with whoever spoke last.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from strandline.claims.lexica import word_set
from strandline.claims.persons import is_person_noun
from strandline.claims.speech_frames import Frame
from strandline.claims.syntax import Tree

_ONE: Final = frozenset({"he", "she", "him", "her", "his", "hers"})
_SEVERAL: Final = frozenset({"they", "them", "their", "theirs"})
_THING: Final = frozenset({"it", "its", "which"})
_SPOKE_LAST: Final = 2
"""Sentences before "they said" in which whoever spoke last may stand."""
_REACH: Final = 3
"""Sentences before the pronoun in which its noun may stand."""


class Antecedents:
    """Whom the third-person pronouns of one document stand for; ``frames`` are its acts of speech."""

    def __init__(self, tree: Tree, frames: Sequence[Frame]) -> None:
        self.tree = tree
        self._sources = sorted({frame.source for frame in frames if frame.source is not None})
        self._speaking = frozenset(self._sources)
        self._linked: dict[int, tuple[tuple[int, int], ...]] = {}
        for reference in tree.reading.references:
            for first, last in reference.mentions:
                if last == first + 1 and tree.tokens[first].upos == "PRON":
                    self._linked.setdefault(first, reference.mentions)
        self._found: dict[int, int | None] = {}

    def of(self, pronoun: int) -> int | None:
        """Head of the noun or name that a third-person pronoun stands for; None where none agrees."""
        if pronoun not in self._found:
            self._found[pronoun] = self._stands_for(pronoun)
        return self._found[pronoun]

    def _stands_for(self, pronoun: int) -> int | None:
        word = self.tree.tokens[pronoun].text.lower()
        if word not in _ONE | _SEVERAL | _THING:
            return None
        if (speaker := self.speaking(pronoun)) is not None:
            return speaker
        mentions = (mention for mention in self._linked.get(pronoun, ()) if mention[0] < pronoun)
        heads = [_head(self.tree, *mention) for mention in mentions]
        agreeing = [item for item in heads if _agrees(self.tree, item, word) and not self.acts_on(item, pronoun)]
        return agreeing[-1] if agreeing else self._nearest(pronoun, word)

    def acts_on(self, noun: int, pronoun: int) -> bool:
        """Whether a noun is the subject of the verb whose object a pronoun is: "the board urged her" is another."""
        token = self.tree.tokens[pronoun]
        if token.deprel not in ("obj", "iobj") or token.head < 0:
            return False
        return self.tree.subject(token.head) == noun

    def speaking(self, pronoun: int) -> int | None:
        """Who spoke, where "they" goes on speaking or stands in what is reported of them; None elsewhere."""
        word = self.tree.tokens[pronoun].text.lower()
        if word in ("they", "it") and (speaker := self._reporting(pronoun, word)) is not None:
            return speaker
        return self._spoke_last(pronoun, word) if word == "they" and pronoun in self._speaking else None

    def _reporting(self, pronoun: int, word: str) -> int | None:
        """The one who says that "they" do something: "rebels told the town that they would leave"."""
        tokens = self.tree.tokens
        clause = tokens[pronoun].head
        if tokens[pronoun].deprel != "nsubj" or clause < 0 or tokens[clause].deprel != "ccomp":
            return None
        speaker = self.tree.child(tokens[clause].head, "nsubj")
        return speaker if speaker is not None and speaker < pronoun and _agrees(self.tree, speaker, word) else None

    def _before(self, pronoun: int, sentences: int) -> tuple[int, list[int]]:
        """The first token of the sentences before a pronoun that are looked at, and the sources from there to it."""
        here = self.tree.tokens[pronoun].sentence
        first = self.tree.reading.sentences[max(here - sentences, 0)].first
        return first, self._sources[bisect_left(self._sources, first) : bisect_left(self._sources, pronoun)]

    def _spoke_last(self, pronoun: int, word: str) -> int | None:
        _, sources = self._before(pronoun, _SPOKE_LAST)
        return next((item for item in reversed(sources) if _agrees(self.tree, item, word)), None)

    def _nearest(self, pronoun: int, word: str) -> int | None:
        here = self.tree.tokens[pronoun].sentence
        first, sources = self._before(pronoun, _REACH)
        ranked = [(2 - 2 * (here - self.tree.tokens[item].sentence), item) for item in sources]
        subjects = (i for i in range(first, pronoun) if self.tree.tokens[i].deprel in ("nsubj", "nsubj:pass"))
        ranked += [(1 - 2 * (here - self.tree.tokens[item].sentence), item) for item in subjects]
        beside = self.tree.tokens[pronoun].head  # "police chased them": who acts on them is another
        near = [
            item
            for item in ranked
            if self.tree.tokens[item[1]].head != beside
            and _agrees(self.tree, item[1], word)
            and not self.acts_on(item[1], pronoun)
        ]
        return max(near)[1] if near else None


def _head(tree: Tree, first: int, last: int) -> int:
    return next((i for i in range(first, last) if not first <= tree.tokens[i].head < last), first)


def _agrees(tree: Tree, index: int, word: str) -> bool:
    """Whether a noun can be meant by a pronoun: number, and person or body or thing."""
    token = tree.tokens[index]
    kind = tree.name_type.get(index)
    if token.upos not in ("NOUN", "PROPN"):
        return False
    plural = "Number=Plur" in token.feats or any(tree.tokens[i].deprel == "conj" for i in tree.children[index])
    lemma = token.lemma.lower()
    body = kind in ("ORG", "GPE", "NORP") or lemma in word_set("cues", "source_heads", "group")
    teller = any(
        lemma in word_set("cues", "source_heads", key) for key in ("document", "publication", "broadcast")
    )  # fmt: skip
    person = kind == "PER" or (kind is None and is_person_noun(lemma))
    if word in _ONE:
        return person and not plural
    if word in _SEVERAL:
        return (person and plural) or body
    return not plural and (body or teller)
