"""Whole clauses given to a source by a phrase: "according to the ministry", "by most accounts", "per the report".

In: the tree and what each verb brings in. Out: frames whose content is the clause that the phrase speaks for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from strandline.claims.lexica import word_set
from strandline.claims.speech_frames import Frame
from strandline.claims.speech_marks import trimmed
from strandline.claims.syntax import NOMINAL, SUBJECTS, Tree

_PHRASES: Final = frozenset({"according to", "in the words of", "per", "in the view of", "in the opinion of"})
_RELATIONS: Final = frozenset({"obl", "nmod", "advcl", "parataxis", "root", "conj"})


class According:
    """The phrases of one reading that name a source. ``manner`` tells what a verb brings in, "" for nothing."""

    def __init__(self, tree: Tree, manner: Callable[[int], str]) -> None:
        self.tree = tree
        self.tokens = tree.tokens
        self._manner = manner

    def frames(self, index: int) -> Iterator[Frame]:
        """The frame of the phrase that a noun heads, if it is one."""
        token = self.tokens[index]
        relation = token.deprel.split(":")[0]
        if relation in _RELATIONS or (token.upos in NOMINAL and self._leading_case(index) == "according to"):
            yield from self._according(index)

    def _according(self, index: int) -> Iterator[Frame]:
        case = self._leading_case(index)
        head = self.tokens[index].head
        reckoned = case == "by" and self._is_reckoning(index)
        if (case not in _PHRASES and not reckoned) or head < 0:
            return
        if case == "per" and not self._can_speak(index):
            return
        low, high = self.tree.subtree(index)
        while low < index and self.tokens[low].upos == "PUNCT":
            low += 1
        first, last = self.tree.subtree(self._clause_of_according(index, low, high))
        ranges = trimmed(self.tree, tuple(part for part in ((first, low), (high, last)) if part[0] < part[1]))
        if ranges:
            owner = self.tree.child(index, "nmod:poss") if reckoned else None
            source = index if owner is None else owner
            yield Frame("according", (low, max(low + 1, low + len(case.split()))), None, source, ranges)

    def _is_reckoning(self, index: int) -> bool:
        """ "By most accounts, …", "…, by the ministry's count": set off, and a way of telling."""
        if self.tokens[index].lemma.lower() not in word_set("cues", "reckonings"):
            return False
        low, high = self.tree.subtree(index)
        sentence = self.tree.reading.sentences[self.tokens[index].sentence]
        before = self.tokens[low - 1].text == "," or low == sentence.first or self.tokens[low].text == ","
        return before and (
            high >= sentence.last - 1 or self.tokens[high].text == "," or self.tokens[high - 1].text == ","
        )

    def _can_speak(self, index: int) -> bool:
        """ "Per the ministry", not "per week"."""
        token = self.tokens[index]
        heads = ("document", "publication", "broadcast", "group")
        return token.upos == "PROPN" or any(token.lemma.lower() in word_set("cues", "source_heads", h) for h in heads)

    def _clause_of_according(self, index: int, low: int, high: int) -> int:
        """The clause that "according to" speaks for: behind a comma at the sentence's end it is the whole main clause,
        wherever the tree hangs it."""
        tree = self.tree
        sentence = tree.reading.sentences[self.tokens[index].sentence]
        clause = tree.clause_head(self.tokens[index].head)
        set_off = self.tokens[low - 1].text == "," if low > sentence.first else True
        ends = all(self.tokens[item].upos == "PUNCT" for item in range(high, sentence.last))
        if set_off and (ends or low == sentence.first):
            while self.tokens[clause].head >= 0 and not self._main(clause):
                clause = tree.clause_head(self.tokens[clause].head)
        if self.tokens[clause].deprel == "parataxis" and self._manner(clause):
            clause = max(self.tokens[clause].head, 0)
        return clause

    def _main(self, clause: int) -> bool:
        """Whether a clause stands on its own: a second half ("…, and ministers left"), a remark."""
        relation = self.tokens[clause].deprel
        return relation == "parataxis" or (relation == "conj" and self.tree.child(clause, *SUBJECTS) is not None)

    def _leading_case(self, index: int) -> str:
        case = self.tree.case_of(index)
        if case:
            return case
        first, _ = self.tree.subtree(index)
        words = [token.text.lower() for token in self.tokens[first : first + 2]]
        return "according to" if words == ["according", "to"] else ""
