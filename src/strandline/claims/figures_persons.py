"""Single persons of a sentence, who are one killed or hurt without a number: named, described, or by pronoun.

Bare plurals of people are read too, as two or more: they count only inside a list ("the mayor and his guards").
"""

from __future__ import annotations

from typing import Final

from strandline.claims.figures_groups import Group
from strandline.claims.figures_nominals import Nominal, Nominals
from strandline.claims.figures_words import HYPHENS

_ORDINALS: Final = frozenset(
    {"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"}
)


class Persons:
    """Reads the single persons of one document."""

    def __init__(self, nominals: Nominals) -> None:
        self._nominals = nominals
        self._tokens = nominals.tokens
        self._forms = nominals.forms
        self._words = nominals.words

    def persons(self, first: int, end: int) -> list[Group]:
        """Persons without a number in ``[first, end)``, in the order of the text."""
        found: list[Group] = []
        at = first
        while at < end:
            group = self._person(at, end)
            if group is None:
                at += 1
            else:
                found.append(group)
                at = group.last
        return found

    def _person(self, at: int, end: int) -> Group | None:
        token, form, sets = self._tokens[at], self._forms[at], self._words.sets
        if token.upos == "PRON" and form in sets["pronouns"] and "Poss=Yes" not in token.feats:
            return Group(at, at + 1, at, at, 1, 1, "person", named=True)
        if form in ("someone", "somebody"):
            return Group(at, at + 1, at, at, 1, 1, "person")
        if form in sets["not_single"] or not self._opens(at, end):
            return None
        nominal = self._nominals.nominal(at, end, determined=True)
        if nominal is None:
            return None
        if self._forms[nominal.head] in self._words.death_nouns:
            return self._who_died(nominal, end)
        if self._tokens[nominal.head].upos == "PROPN" and not self._is_titled(nominal):
            return self._named(nominal)
        return self._described(nominal)

    def _opens(self, at: int, end: int) -> bool:
        token = self._tokens[at]
        aged = token.upos == "NUM" and at + 1 < end and self._forms[at + 1] in HYPHENS
        verbal = token.upos == "VERB" and token.xpos == "VBN"
        return token.upos in ("DET", "ADJ", "NOUN", "PROPN") or verbal or aged or self._nominals.is_possessive(at)

    def _is_titled(self, nominal: Nominal) -> bool:
        """ "the President": a word for a person with a capital is described, not named."""
        person = self._words.sort_of(self._forms[nominal.head]) == "person"
        return person and self._tokens[nominal.first].upos in ("DET", "PRON")

    def _who_died(self, nominal: Nominal, end: int) -> Group | None:
        """ "his death", "the mayor's murder"; "a death", "its first death" where nobody is named."""
        forms, first, head = self._forms, nominal.first, nominal.head
        if forms[first] in self._words.sets["possessives"]:
            return Group(first, first + 1, first, first, 1, 1, "person", named=True)
        mark = self._nominals.owner_mark(first, head)
        if mark is not None:
            owner = Nominal(first, mark, mark - 1, mark)
            single = self._named(owner) if self._tokens[mark - 1].upos == "PROPN" else self._described(owner)
            theirs = single is not None and single.high == 1 and nominal.last == nominal.end
            if theirs or not _ORDINALS & set(forms[mark:head]):
                return single if theirs else None
        counted = forms[head] in ("death", "fatality") and bool((_ORDINALS | {"a", "another"}) & set(forms[first:head]))
        compound = head + 1 < end and forms[head + 1] in self._words.sets["after_death"]
        if not counted or compound or nominal.last > nominal.end:
            return None
        return Group(first, head + 1, head, head, 1, 1, "casualty", numbered=True, classes=(("killed", head),))

    def _named(self, nominal: Nominal) -> Group | None:
        head, first = nominal.head, nominal.first
        name_type = self._nominals.name_type
        person = any(name_type.get(at) == "PER" for at in range(first, nominal.end))
        text = self._tokens[head].text
        plural = self._tokens[head].xpos == "NNPS" or (name_type.get(head) == "NORP" and text.endswith("s"))
        if not text[0].isupper() or self._forms[head] in self._words.sets["time_words"]:
            return None
        if self._nominals.names_no_person(head) or (not person and (plural or self._tokens[first].upos == "DET")):
            return None
        while first < head and (self._nominals.names_no_person(first) or self._tokens[first].upos == "VERB"):
            first += 1
        titled = self._words.sort_of(self._forms[head]) == "person"
        return Group(
            first, nominal.last if titled else nominal.end, head, head, 1, 1, "person", exact=person, named=True
        )

    def _described(self, nominal: Nominal) -> Group | None:
        forms, words = self._forms, self._words
        first, head, last = nominal.first, nominal.head, nominal.last
        singular = words.singular(forms[head])
        determined = self._tokens[first].upos == "DET"
        together = words.together.get(forms[head])
        if together is not None:
            only = nominal.last == nominal.end and (determined or self._nominals.is_possessive(first))
            return Group(first, last, head, head, together, together, "person") if only else None
        if words.sort_of(forms[head]) != "person" or (forms[head] in words.sets["victims"] and not determined):
            return None
        if words.is_collective(forms[head]) and forms[head] != "others":
            return None
        if words.is_plural(forms[head]):
            return Group(first, last, head, head, 2, None, "person", exact=False, whose=(first, last))
        if singular not in words.sets["people"] and not determined and not self._nominals.is_possessive(first):
            return None
        begin = first
        while begin < head and (self._tokens[begin].upos == "DET" or forms[begin] in _ORDINALS | {"another", "other"}):
            begin += 1
        plain = " ".join(forms[begin:last]) in words.sets["just_people"]
        return Group(first, last, head, head, 1, 1, "person", whose=None if plain else (begin, last))
