"""Nominals by the order and the parts of speech of their tokens, so that a wrong tree costs little."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

from strandline.claims.figures_words import HYPHENS, FigureWords
from strandline.records import Name, Token

_POSSESSIVE: Final = frozenset({"'s", "’s", "'", "’"})
_ACTIVE_ALWAYS: Final = frozenset({"killing", "wounding", "injuring", "including"})
_BEFORE_OBJECT: Final = frozenset({"at", "more", "up", "nearly", "about", "over"})
_NO_OBJECT: Final = frozenset({"who", "which", "that", "there", "it"})
_AGES: Final = frozenset({"year", "month", "week", "day"})
_NAMES_NO_PERSON: Final = frozenset({"ORG", "GPE", "LOC", "FAC", "EVENT", "PRODUCT", "WORK"})

_Role = Literal["stop", "pass", "head", "owner", "age"]


class Nominal(NamedTuple):
    """A noun with what stands before it and its "of" phrase: tokens ``[first, last)``, ``[first, end)`` without it."""

    first: int
    last: int
    head: int
    end: int


class Nominals:
    """Reads the nominals of one document's tokens.

    Args:
        tokens: the tokens.
        forms: their lower-cased texts.
        words: the lexicon.
        names: the names that the reader sees.
    """

    def __init__(
        self, tokens: Sequence[Token], forms: Sequence[str], words: FigureWords, names: Sequence[Name]
    ) -> None:
        self.tokens = tokens
        self.forms = forms
        self.words = words
        self.name_type: dict[int, str] = {index: name.type for name in names for index in range(name.first, name.last)}

    def names_no_person(self, at: int) -> bool:
        """Whether the reader takes the token for part of a name of something else than people."""
        return self.name_type.get(at) in _NAMES_NO_PERSON

    def is_possessive(self, at: int) -> bool:
        """Whether an article-like possessive stands at ``at``: "his", "their"."""
        return "Poss=Yes" in self.tokens[at].feats or self.forms[at] in self.words.sets["owners"]

    def owner_mark(self, first: int, head: int) -> int | None:
        """Where the last "'s" before ``head`` stands, in ``[first, head)``."""
        marks = (at for at in range(head - 1, first, -1) if self.forms[at] in _POSSESSIVE)
        return next((at for at in marks if self.tokens[at].upos == "PART"), None)

    def nominal(self, at: int, end: int, *, determined: bool, depth: int = 2) -> Nominal | None:
        """The nominal that begins at ``at``.

        Args:
            at: its first token.
            end: end of the sentence.
            determined: whether an article, a possessive or a further number may open it.
            depth: how many "of" phrases it may take in.
        """
        head, k = -1, at
        while k < end:
            role = self._role(k, at, end, head, determined=determined)
            if role == "stop":
                break
            if role == "head":
                head = k
            elif role == "owner":
                head = -1
            k += 2 if role == "age" else 1
        if head < 0:
            return self._demonym(at, k, end, determined=determined)
        return Nominal(at, self._of_phrase(head + 1, end, depth), head, head + 1)

    def _role(self, k: int, at: int, end: int, head: int, *, determined: bool) -> _Role:
        """What the token ``k`` does in the nominal that began at ``at`` and has ``head`` so far (-1: none)."""
        token, form = self.tokens[k], self.forms[k]
        hyphened = k > at and self.forms[k - 1] in HYPHENS
        if head < 0 and token.upos == "VERB" and not self._is_attributive(k, end) and not hyphened:
            return "stop"
        if token.upos in ("NOUN", "PROPN") or (head < 0 and self._is_untagged_noun(k, end)):
            return self._noun_role(k, at, end, head, hyphened=hyphened)
        if form in _POSSESSIVE and head >= 0 and head == k - 1 and token.upos == "PART":
            return "owner" if self._noun_follows(k + 1, end) else "stop"
        if form in HYPHENS and k > at and token.start == self.tokens[k - 1].end:
            return "pass"
        if head >= 0 and not hyphened:
            return "stop"
        if self._in_compound(k, end):
            return "pass"
        return "pass" if self._modifies(k, at, end, determined=determined) else "stop"

    def _noun_role(self, k: int, at: int, end: int, head: int, *, hyphened: bool) -> _Role:
        form = self.forms[k]
        if head >= 0 and not hyphened and not self._is_compound(head, k):
            return "stop"
        if form in ("year", "month") and k > at and k + 1 < end and self.forms[k + 1] == "old":
            return "age"
        if form in _AGES and k > at and self._is_hyphened_age(k, end):
            return "pass"
        return "stop" if head >= 0 and form in self.words.sets["time_words"] else "head"

    def _is_hyphened_age(self, k: int, end: int) -> bool:
        """ "a 36-year-old Danish climber": an age before what it is of."""
        old = k + 2 < end and self.forms[k + 1] in HYPHENS and self.forms[k + 2] == "old"
        return old and self._noun_follows(k + 3, end)

    def _modifies(self, k: int, at: int, end: int, *, determined: bool) -> bool:
        """Whether an article, number, adjective or adverb may stand here, before the noun."""
        token, forms = self.tokens[k], self.forms
        follow = self.tokens[k + 1].upos if k + 1 < end else ""
        if token.upos in ("DET", "PRON", "NUM"):
            if determined and k == at and (token.upos == "DET" or self.is_possessive(k)):
                return True
            old = k + 1 < end and forms[k + 1] in ("year", "month")
            return old or (determined and token.upos == "NUM" and k <= at + 1)
        if token.upos == "CCONJ":
            return k > at and self.tokens[k - 1].upos == "ADJ" and follow == "ADJ"
        if token.upos == "ADV":
            return follow in ("ADJ", "VERB")
        return token.upos in ("ADJ", "VERB")

    def _demonym(self, at: int, stopped: int, end: int, *, determined: bool) -> Nominal | None:
        """An adjective of nation that stands for its people: "one Iraqi dead"."""
        place = at + (determined and at < end and self.tokens[at].upos == "DET")
        if not 0 < place < end or stopped - place > 2:
            return None
        token = self.tokens[place]
        return Nominal(at, place + 1, place, place + 1) if token.upos == "ADJ" and token.text[0].isupper() else None

    def _in_compound(self, k: int, end: int) -> bool:
        """Whether a hyphen joins the token to the next or the last: "off-duty", "state-run"."""
        tokens, forms = self.tokens, self.forms
        if k + 1 < end and forms[k + 1] in HYPHENS and tokens[k + 1].start == tokens[k].end:
            return True
        return k > 0 and forms[k] not in HYPHENS and forms[k - 1] in HYPHENS and tokens[k - 1].end == tokens[k].start

    def _is_untagged_noun(self, k: int, end: int) -> bool:
        """A noun for people that was tagged as something else."""
        known = self.forms[k] in self.words.irregular or self.forms[k] in self.words.sets["people"]
        if not known or self.tokens[k].upos not in ("ADJ", "X", "VERB"):
            return False
        return not (k + 1 < end and self.tokens[k + 1].upos in ("NOUN", "PROPN", "ADJ"))

    def _is_attributive(self, k: int, end: int) -> bool:
        """Whether a participle stands before its noun: "wounded soldiers", "heavily armed men"."""
        if self.tokens[k].xpos not in ("VBN", "VBG", "JJ", "VBD") or self.forms[k] in _ACTIVE_ALWAYS:
            return False
        return self._noun_follows(k + 1, end) and self.forms[k + 1] not in self.words.sets["time_words"]

    def _noun_follows(self, at: int, end: int) -> bool:
        while at < end and self.tokens[at].upos == "ADJ":
            at += 1
        return at < end and self.tokens[at].upos in ("NOUN", "PROPN")

    def _is_compound(self, head: int, k: int) -> bool:
        """Whether two nouns in a row are one nominal: "police officers" but not "people Monday", "people hostage"."""
        words, first, second = self.words, self.forms[head], self.forms[k]
        if second in words.sets["captives"] and first not in words.sets["captives"]:
            return words.is_plural(second) and not words.is_plural(first)
        person = words.sort_of(first) == "person"
        plural = self.tokens[head].xpos in ("NNS", "NNPS") or (person and words.is_plural(first))
        if not plural or (words.is_collective(first) and first != "people"):
            return True
        alike = self.tokens[k].upos == self.tokens[head].upos
        return alike and not person and words.sort_of(second) in ("person", "thing")

    def _of_phrase(self, last: int, end: int, depth: int) -> int:
        if depth == 0 or last + 1 >= end or self.forms[last] != "of":
            return last
        inner = self.nominal(last + 1, end, determined=True, depth=depth - 1)
        return last if inner is None else inner.last

    def opens_object(self, at: int, end: int) -> bool:
        """Whether an object stands at ``at``: a nominal or a number that is no word of time."""
        if at >= end:
            return False
        token, form = self.tokens[at], self.forms[at]
        if form in self.words.sets["time_words"]:
            return False
        near = [self.tokens[place].upos for place in range(at + 1, min(end, at + 3))]
        if token.upos == "ADV" and near[:1] == ["NUM"]:
            return True
        if form in _BEFORE_OBJECT and "NUM" in near:
            return form != "at" or self.forms[at + 1] == "least"
        return token.upos in ("DET", "NUM", "PROPN", "NOUN", "ADJ") or (token.upos == "PRON" and form not in _NO_OBJECT)
