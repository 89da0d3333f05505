"""Who or what is counted: the nominal group round a number, and single persons without one.

Groups are found by the order and the parts of speech of the tokens, so that a wrong tree costs little.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

from strandline.claims.figures_numbers import Quantity
from strandline.claims.figures_words import CLASSES, Class, FigureWords
from strandline.records import Name, Token

GroupSort = Literal["person", "thing", "measure", "other", "bare", "casualty"]
_PERSONAL_NAMES: Final = frozenset({"PER", "NORP"})
_NO_PERSON_NAMES: Final = frozenset({"ORG", "GPE", "LOC", "FAC", "EVENT", "PRODUCT", "WORK"})
_HYPHENS: Final = frozenset({"-", "–", "‑"})
_ORDINALS: Final = frozenset({"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"})
_POSSESSIVE: Final = frozenset({"'s", "’s", "'", "’"})
_NAME_END: Final = ("is", "ans", "ese", "ish", "ites", "ians")
_COLLECTIVE: Final = frozenset({"people", "police", "personnel", "crew", "staff", "family", "group", "team", "squad", "gang", "patrol", "militia", "troop", "crowd", "mob", "household", "couple", "others", "kin", "elderly", "townspeople", "body", "corpse", "casualty"})


class Group(NamedTuple):
    """Some people or things: tokens ``[first, last)``, what counts them, and what they are.

    ``classes`` are those that the group's own words give ("25 deaths", "three wounded soldiers") with the token that does;
    ``whose`` is the token range of the counted group in the text's words. ``some_of`` marks "two of the five", ``part`` "two of
    them", ``nested`` a group inside another ("the five").
    """

    first: int
    last: int
    head: int
    count: int
    low: int
    high: int | None
    sort: GroupSort
    numbered: bool
    exact: bool
    whose: tuple[int, int] | None
    classes: tuple[tuple[Class, int], ...] = ()
    part: bool = False
    named: bool = False
    nested: bool = False
    some_of: bool = False


class Nominal(NamedTuple):
    """A noun with what stands before it, and its "of" phrase: tokens ``[first, last)``; ``end`` is the end without the phrase."""

    first: int
    last: int
    head: int
    end: int


class Groups:
    """Reads the groups of one document's tokens."""

    def __init__(self, tokens: Sequence[Token], forms: Sequence[str], words: FigureWords, names: Sequence[Name]) -> None:
        self._tokens = tokens
        self._forms = forms
        self._words = words
        self._people_words: dict[str, Class] = {word: name for name in reversed(CLASSES) for word in words.classes[name].people}
        self._nouns: dict[str, Class] = {word: name for name in reversed(CLASSES) for word in words.classes[name].nouns}
        self._death_nouns = words.classes["killed"].of - {"body", "bodies", "remains", "lives", "life", "loss", "corpse", "corpses"}
        self._name_type: dict[int, str] = {index: name.type for name in names for index in range(name.first, name.last)}

    # ------------------------------------------------------------------------------------------ counted groups

    def counted(self, quantity: Quantity, end: int) -> Group | None:
        """The group that a quantity counts, None where it measures."""
        forms, sets = self._forms, self._words.sets
        at = quantity.last
        some_of = False
        while at < end and forms[at] in sets["others"] and forms[at] not in ("them", "us", "you", "whom", "aboard", "onboard", "people", "persons", "individuals", "person"):
            at += 1
        rest = at
        inner = quantity.of
        if at < end and forms[at] == "of" and not quantity.of:
            inner, some_of = True, True
            at += 1
        if at < end and forms[at] in ("them", "us", "you", "whom", "these", "those") and inner:
            return self._bare(quantity, at + 1, end, part=True)
        nominal = self.nominal(at, end, determined=inner)
        if nominal is None:
            return self._of_sufferers(quantity, at, end) if some_of else self._bare(quantity, rest, end, part=False)
        return self._with_noun(quantity, nominal, end, some_of=some_of)

    def _of_sufferers(self, quantity: Quantity, at: int, end: int) -> Group | None:
        """"two of the five wounded", "three of the dead"."""
        forms = self._forms
        while at < end and (forms[at] in ("the", "those", "these") or self._tokens[at].upos == "NUM" or forms[at] in self._words.units):
            at += 1
        if at < end and forms[at] in self._people_words:
            return Group(
                quantity.first, at + 1, quantity.count, quantity.count, quantity.low, quantity.high, "bare", True, quantity.exact,
                None, ((self._people_words[forms[at]], at),), some_of=True,
            )  # fmt: skip
        return None

    def _bare(self, quantity: Quantity, last: int, end: int, *, part: bool) -> Group:
        """A number that stands alone: "killing 4", "50 more", "31 dead", "all 176 aboard"."""
        forms = self._forms
        classes: tuple[tuple[Class, int], ...] = ()
        alone = last == quantity.last and not part
        if alone and last < end and forms[last] in self._people_words and not self._takes_object(last, end):
            if self._joined(last, end) is None:
                classes = ((self._people_words[forms[last]], last),)
            last += 1
        aboard = self._words.phrases["aboard"].match(forms, last, end)
        if aboard is not None:
            last += aboard[0]
        return Group(quantity.first, last, quantity.count, quantity.count, quantity.low, quantity.high, "bare", True, quantity.exact, None, classes, part=part, some_of=part)

    def _joined(self, at: int, end: int) -> Class | None:
        """The other class of "dead or missing", "killed and injured"."""
        forms, words = self._forms, self._words
        if at + 2 < end and forms[at + 1] in words.sets["joint"]:
            other = self._people_words.get(forms[at + 2])
            if other is not None and other != self._people_words.get(forms[at]) and not self._takes_object(at + 2, end):
                return other
        return None

    def _takes_object(self, at: int, end: int) -> bool:
        """Whether a participle at ``at`` is a verb with an object: "two bombs killed 12 people"."""
        return self._words_active(at) and self.opens_object(at + 1, end)

    def _words_active(self, at: int) -> bool:
        return any(self._forms[at] in self._words.classes[name].active for name in CLASSES)

    def opens_object(self, at: int, end: int) -> bool:
        """Whether an object stands at ``at``: a nominal that is no word of time."""
        if at >= end:
            return False
        token, form = self._tokens[at], self._forms[at]
        if form in self._words.sets["time_words"]:
            return False
        if token.upos == "ADV" and at + 1 < end and self._tokens[at + 1].upos == "NUM":
            return True
        if form in ("at", "more", "up", "nearly", "about", "over") and at + 2 < end and "NUM" in (self._tokens[at + 1].upos, self._tokens[at + 2].upos):
            return form != "at" or self._forms[at + 1] == "least"
        return token.upos in ("DET", "NUM", "PROPN", "NOUN", "ADJ") or (token.upos == "PRON" and form not in ("who", "which", "that", "there", "it"))

    def _with_noun(self, quantity: Quantity, nominal: Nominal, end: int, *, some_of: bool) -> Group | None:
        forms, words = self._forms, self._words
        head = nominal.head
        sort: GroupSort = words.sort_of(forms[head])
        if sort == "measure" or forms[head] in words.sets["measures"]:
            return None
        if self._is_singular(head, quantity):
            return None
        if sort == "other" and self._is_group_name(head):
            sort = "person"
        if self._name_type.get(head) in _NO_PERSON_NAMES and sort == "other" and nominal.end - nominal.first == 1:
            return None
        classes, first, last = self._own_classes(nominal, end)
        if self._is_casualty(forms[head]):
            sort = "casualty"
        last = self._conjoined(last, end, quantity) if sort == "person" else last
        aboard = words.phrases["aboard"].match(forms, last, end)
        whose = self._whose(first, last, head)
        if aboard is not None:
            last += aboard[0]
        return Group(quantity.first, last, head, quantity.count, quantity.low, quantity.high, sort, True, quantity.exact, whose, classes, some_of=some_of)

    def _is_singular(self, head: int, quantity: Quantity) -> bool:
        """A singular common noun under a number above one: "the 1982 massacre", "a 12 month ban"."""
        token, form = self._tokens[head], self._forms[head]
        many = quantity.exact and quantity.high != 1
        if token.xpos == "NNP" and quantity.low in range(1900, 2101) and quantity.low == quantity.high and not form.endswith("s"):
            return True
        return many and token.xpos == "NN" and token.text[0].islower() and not self._words.is_plural(form) and form not in self._people_words

    def _is_casualty(self, form: str) -> bool:
        sets = self._words.sets
        return form in self._nouns or form in self._people_words or form in sets["nouns"] or form in ("lives", "life")

    def _own_classes(self, nominal: Nominal, end: int) -> tuple[tuple[tuple[Class, int], ...], int, int]:
        """Classes that the group's own words give; the range of who is counted, without those words where they stand in front."""
        forms = self._forms
        head = nominal.head
        own = self._nouns.get(forms[head]) or self._people_words.get(forms[head])
        if own is not None or forms[head] in self._words.sets["nouns"]:
            return (((own, head),) if own is not None else ()), nominal.first, nominal.last
        for at in range(nominal.first, head):
            name = self._people_words.get(forms[at])
            if name is not None and self._tokens[at].upos != "NOUN":
                first = at + 1 if all(self._tokens[k].upos in ("DET", "ADV", "NUM") for k in range(nominal.first, at)) else nominal.first
                return ((name, at),), first, nominal.last
        return (), nominal.first, nominal.last

    def _is_group_name(self, head: int) -> bool:
        """A plural with a capital inside a sentence that names people: "Iraqis", "Tutsis"."""
        token = self._tokens[head]
        if not token.text[0].isupper():
            return False
        return self._name_type.get(head) in _PERSONAL_NAMES or token.text.endswith(_NAME_END) or token.xpos == "NNPS"

    def _conjoined(self, last: int, end: int, quantity: Quantity) -> int:
        """"300 men and women", "176 passengers and crew": one number for both."""
        forms, tokens = self._forms, self._tokens
        if last + 1 >= end or forms[last] != "and" or not self._words.is_plural(forms[last - 1]) or quantity.high == 1:
            return last
        at = last + 1
        while at < end and tokens[at].upos in ("ADJ", "PROPN", "NOUN") and self._words.sort_of(forms[at]) != "person":
            at += 1
        if at >= end or self._words.sort_of(forms[at]) != "person" or not self._words.is_plural(forms[at]):
            return last
        while at + 1 < end and tokens[at + 1].upos == "NOUN" and self._words.sort_of(forms[at + 1]) == "person":
            at += 1
        before = quantity.first - 1
        active = before >= 0 and any(forms[before] in self._words.classes[name].active for name in CLASSES)
        if active and at + 1 < end and tokens[at + 1].upos in ("VERB", "AUX"):
            return last
        return at + 1

    def _whose(self, first: int, last: int, head: int) -> tuple[int, int] | None:
        """The counted group in the text's words, None where it says no more than "people"."""
        forms, tokens, sets = self._forms, self._tokens, self._words.sets
        if self._is_casualty(forms[head]):
            sides = [at for at in range(first, head) if forms[at] in sets["zero_sides"] or tokens[at].upos == "PROPN" or (tokens[at].upos == "ADJ" and tokens[at].text[0].isupper())]
            return (sides[0], sides[-1] + 1) if sides else None
        while first < head and (tokens[first].upos in ("DET", "NUM") or forms[first] in ("other", "more", "further", "additional", "others", "another") or forms[first] in self._people_words):
            first += 1
        said = forms[first:last]
        plain = ("people", "persons", "person", "individuals", "others", "victims", "them", "humans", "human beings", "of them", "victim")
        return None if " ".join(said) in plain else (first, last)

    # ------------------------------------------------------------------------------------------ nominals

    def nominal(self, at: int, end: int, *, determined: bool, depth: int = 2) -> Nominal | None:
        """The nominal that begins at ``at``.

        Args:
            at: its first token.
            end: end of the sentence.
            determined: whether an article, a possessive or a further number may open it.
            depth: how many "of" phrases it may take in.
        """
        tokens, forms = self._tokens, self._forms
        first, head, k = at, -1, at
        while k < end:
            token = tokens[k]
            if head < 0 and token.upos == "VERB" and not self._attributive(k, end):
                break
            if token.upos in ("NOUN", "PROPN") or (head < 0 and self._is_noun_form(k, end)):
                if head >= 0 and not self._compounds(head, k):
                    break
                if forms[k] in ("year", "month") and k + 1 < end and forms[k + 1] == "old" and k > at:
                    k += 2
                    continue
                if forms[k] in self._words.sets["time_words"] and head >= 0:
                    break
                head = k
            elif forms[k] in _POSSESSIVE and head == k - 1 and head >= 0 and tokens[k].upos == "PART":
                if not self._nominal_follows(k + 1, end):
                    break
                head = -1
            elif forms[k] in _HYPHENS and k > at and tokens[k].start == tokens[k - 1].end:
                head = head if head < 0 else k if k + 1 < end and tokens[k + 1].upos in ("NOUN", "PROPN") else head
            elif head >= 0 and not (forms[k - 1] in _HYPHENS):
                break
            elif token.upos in ("DET", "PRON", "NUM"):
                opens = k == at and determined and (token.upos == "DET" or "Poss=Yes" in token.feats or forms[k] in ("his", "her", "their", "its", "our", "my"))
                joined = forms[k - 1] in _HYPHENS or (k + 1 < end and (forms[k + 1] in _HYPHENS or forms[k + 1] in ("year", "month")))
                if not opens and not joined and not (determined and token.upos == "NUM" and k <= at + 1):
                    break
            elif token.upos not in ("ADJ", "ADV", "VERB", "CCONJ"):
                break
            elif token.upos == "CCONJ" and not (k > at and tokens[k - 1].upos == "ADJ" and k + 1 < end and tokens[k + 1].upos == "ADJ"):
                break
            elif token.upos == "ADV" and not (k + 1 < end and tokens[k + 1].upos in ("ADJ", "VERB")):
                break
            k += 1
        if head < 0:
            people = at + (tokens[at].upos == "DET" and determined)
            if people < end and tokens[people].upos == "ADJ" and tokens[people].text[0].isupper() and people > 0 and k - people <= 2:
                return Nominal(first, people + 1, people, people + 1)
            return None
        head = head if forms[head] not in _HYPHENS else head - 1
        return Nominal(first, self._of_phrase(head + 1, end, depth), head, head + 1)

    def _is_noun_form(self, k: int, end: int) -> bool:
        """A noun for people that was tagged as something else ("wounded" is none: it is looked at elsewhere)."""
        form = self._forms[k]
        plural = form in self._words.irregular or form in self._words.sets["people"]
        return plural and self._tokens[k].upos in ("ADJ", "X", "VERB") and not (k + 1 < end and self._tokens[k + 1].upos in ("NOUN", "PROPN"))

    def _attributive(self, k: int, end: int) -> bool:
        """Whether a participle stands before its noun: "wounded soldiers", "heavily armed men"."""
        if self._tokens[k].xpos not in ("VBN", "VBG", "JJ", "VBD") or self._forms[k] in ("killing", "wounding", "injuring", "including"):
            return False
        return self._nominal_follows(k + 1, end) and self._forms[k + 1] not in self._words.sets["time_words"]

    def _nominal_follows(self, at: int, end: int) -> bool:
        while at < end and self._tokens[at].upos == "ADJ":
            at += 1
        return at < end and self._tokens[at].upos in ("NOUN", "PROPN")

    def _compounds(self, head: int, k: int) -> bool:
        """Whether two nouns in a row are one nominal: "police officers" but not "people Monday"."""
        tokens, words = self._tokens, self._words
        if self._forms[k] in words.sets["captives"] and self._forms[head] not in words.sets["captives"]:
            return words.is_plural(self._forms[k]) and not words.is_plural(self._forms[head])
        plural = tokens[head].xpos in ("NNS", "NNPS") or (words.is_plural(self._forms[head]) and words.sort_of(self._forms[head]) == "person")
        if not plural or words.singular(self._forms[head]) in _COLLECTIVE and self._forms[head] != "people":
            return True
        return tokens[k].upos == tokens[head].upos and words.sort_of(self._forms[k]) in ("person", "thing") and words.sort_of(self._forms[head]) != "person"

    def _of_phrase(self, last: int, end: int, depth: int) -> int:
        if depth == 0 or last + 1 >= end or self._forms[last] != "of":
            return last
        inner = self.nominal(last + 1, end, determined=True, depth=depth - 1)
        return last if inner is None else inner.last

    # ------------------------------------------------------------------------------------------ single persons

    def persons(self, first: int, end: int) -> list[Group]:
        """Single persons, named, described or by pronoun, of a sentence ``[first, end)``; and bare plurals of people, as low 2, open."""
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
        token, form = self._tokens[at], self._forms[at]
        if token.upos == "PRON" and form in self._words.sets["pronouns"] and "Poss=Yes" not in token.feats:
            return Group(at, at + 1, at, at, 1, 1, "person", False, True, None, named=True)
        if form in ("someone", "somebody"):
            return Group(at, at + 1, at, at, 1, 1, "person", False, True, None)
        opens = token.upos in ("DET", "ADJ", "NOUN", "PROPN") or "Poss=Yes" in token.feats or (token.upos == "VERB" and token.xpos == "VBN")
        opens = opens or (token.upos == "NUM" and at + 1 < end and self._forms[at + 1] in _HYPHENS)
        if not opens or form in ("no", "any", "every", "each", "all", "what", "which", "these", "those", "both", "half"):
            return None
        nominal = self.nominal(at, end, determined=True)
        if nominal is None:
            return None
        if self._forms[nominal.head] in self._death_nouns:
            return self._who_died(nominal)
        head = nominal.head
        if self._tokens[head].upos == "PROPN" and not self._is_title_only(nominal):
            return self._named(nominal)
        return self._described(nominal)

    def _who_died(self, nominal: Nominal) -> Group | None:
        """"his death", "the mayor's murder", and "a death", "its first death" where nobody is named."""
        forms, first, head = self._forms, nominal.first, nominal.head
        if forms[first] in self._words.sets["possessives"]:
            return Group(first, first + 1, first, first, 1, 1, "person", False, True, None, named=True)
        mark = next((at for at in range(head - 1, first, -1) if forms[at] in _POSSESSIVE and self._tokens[at].upos == "PART"), None)
        if mark is not None:
            owner = Nominal(first, mark, mark - 1, mark)
            single = self._named(owner) if self._tokens[mark - 1].upos == "PROPN" else self._described(owner)
            ours = single is not None and single.high == 1 and nominal.last == nominal.end
            if ours or not any(forms[at] in _ORDINALS for at in range(mark, head)):
                return single if ours else None
        counted = forms[head] in ("death", "fatality") and any(forms[at] in _ORDINALS | {"a", "another"} for at in range(first, head))
        if not counted or nominal.last > nominal.end or (head + 1 < len(forms) and forms[head + 1] in self._words.sets["after_death"]):
            return None
        return Group(first, head + 1, head, head, 1, 1, "casualty", True, True, None, (("killed", head),))

    def _is_title_only(self, nominal: Nominal) -> bool:
        return self._words.sort_of(self._forms[nominal.head]) == "person" and self._tokens[nominal.first].upos in ("DET", "PRON")

    def _named(self, nominal: Nominal) -> Group | None:
        head = nominal.head
        kinds = {self._name_type.get(at) for at in range(nominal.first, nominal.end)} - {None}
        text = self._tokens[head].text
        if self._name_type.get(head) in _NO_PERSON_NAMES or not text[0].isupper() or self._forms[head] in self._words.sets["time_words"]:
            return None
        if self._tokens[nominal.first].upos == "DET" and "PER" not in kinds:
            return None
        if "PER" not in kinds and self._tokens[head].xpos == "NNPS":
            return None
        first = nominal.first
        while first < head and self._name_type.get(first) in _NO_PERSON_NAMES:
            first += 1
        last = nominal.last if self._words.sort_of(self._forms[head]) == "person" else nominal.end
        return Group(first, last, head, head, 1, 1, "person", False, "PER" in kinds, None, named=True)

    def _described(self, nominal: Nominal) -> Group | None:
        forms, words = self._forms, self._words
        head = nominal.head
        if words.sort_of(forms[head]) != "person" or forms[head] in words.sets["victims"] and self._tokens[nominal.first].upos not in ("DET",):
            return None
        singular = words.singular(forms[head])
        if words.is_plural(forms[head]):
            plain = singular in _COLLECTIVE
            return None if plain else Group(nominal.first, nominal.last, head, head, 2, None, "person", False, False, (nominal.first, nominal.last))
        if singular in _COLLECTIVE or singular not in words.sets["people"] and not self._known_person(nominal):
            return None
        first = nominal.first
        while first < head and (self._tokens[first].upos == "DET" or forms[first] in ("another", "other", "first", "second", "third")):
            first += 1
        return Group(nominal.first, nominal.last, head, head, 1, 1, "person", False, True, (first, nominal.last))

    def _known_person(self, nominal: Nominal) -> bool:
        """A noun in -er, -ist and the like with an article or a possessive is a person."""
        return self._tokens[nominal.first].upos == "DET" or "Poss=Yes" in self._tokens[nominal.first].feats
