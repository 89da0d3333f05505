"""Who or what is counted: the group round a number."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from strandline.claims.figures_nominals import Nominal, Nominals
from strandline.claims.figures_numbers import Quantity
from strandline.claims.figures_words import CLASSES, Class

GroupSort = Literal["person", "thing", "other", "bare", "casualty"]
_RECENT_YEARS: Final = range(1900, 2101)
_NATION_ENDS: Final = ("is", "ans", "ese", "ish", "ites", "ians")


class Group(NamedTuple):
    """Some people or things: tokens ``[first, last)``, what counts them, and what they are.

    ``head`` is the noun (the number where there is none), ``count`` the number. ``sort`` is "bare" without a noun
    and "casualty" where the noun itself is a death, an injury, the dead. ``numbered`` is False for a person without
    a number, ``exact`` for quantifiers without one. ``whose`` is the token range of the counted group; ``classes``
    are those that the group's own words give, with the token that does ("25 deaths", "three wounded soldiers").
    ``some_of`` marks "two of the five", ``part`` "two of them", ``nested`` a group inside another, ``named`` a name
    or a pronoun.
    """

    first: int
    last: int
    head: int
    numeral: int
    low: int
    high: int | None
    sort: GroupSort
    numbered: bool = False
    exact: bool = True
    whose: tuple[int, int] | None = None
    classes: tuple[tuple[Class, int], ...] = ()
    part: bool = False
    named: bool = False
    nested: bool = False
    some_of: bool = False


class Groups:
    """Reads the counted groups of one document."""

    def __init__(self, nominals: Nominals) -> None:
        self._nominals = nominals
        self._tokens = nominals.tokens
        self._forms = nominals.forms
        self._words = nominals.words

    def counted(self, quantity: Quantity, end: int) -> Group | None:
        """The group that a quantity counts, None where it measures."""
        forms, sets, words = self._forms, self._words.sets, self._words
        at = quantity.last
        while at < end and forms[at] in sets["further"]:
            at += 1
        rest = at
        some_of = at < end and forms[at] == "of" and not quantity.of
        at += some_of
        inner = some_of or quantity.of
        if at < end and inner and forms[at] in sets["these"]:
            return self._bare(quantity, at + 1, end, part=True)
        nominal = self._nominals.nominal(at, end, determined=inner)
        if (
            nominal is not None
            and forms[nominal.first] in sets["captives"]
            and not words.is_plural(forms[nominal.first])
        ):
            nominal = None
        if nominal is not None:
            return self._with_noun(quantity, nominal, end, some_of=some_of)
        return self._of_sufferers(quantity, at, end) if some_of else self._bare(quantity, rest, end, part=False)

    def _of_sufferers(self, quantity: Quantity, at: int, end: int) -> Group | None:
        """ "two of the five wounded", "three of the dead"."""
        forms = self._forms
        while at < end and (forms[at] in ("the", "those", "these") or self._tokens[at].upos == "NUM"):
            at += 1
        name = self._words.sufferers.get(forms[at]) if at < end else None
        if name is None:
            return None
        return _group(quantity, at + 1, quantity.numeral, "bare", classes=((name, at),), some_of=True)

    def _bare(self, quantity: Quantity, last: int, end: int, *, part: bool) -> Group:
        """A number that stands alone: "killing 4", "50 more", "31 dead", "all 176 aboard"."""
        forms, sufferers = self._forms, self._words.sufferers
        classes: tuple[tuple[Class, int], ...] = ()
        alone = last == quantity.last and not part
        if alone and last < end and forms[last] in sufferers and not self._takes_object(last, end):
            if not self._is_joined(last, end):
                classes = ((sufferers[forms[last]], last),)
            last += 1
        last = self._past_aboard(last, end)
        return _group(quantity, last, quantity.numeral, "bare", classes=classes, part=part, some_of=part)

    def _past_aboard(self, last: int, end: int) -> int:
        aboard = self._words.phrases["aboard"].match(self._forms, last, end)
        return last if aboard is None else last + aboard[0]

    def _is_joined(self, at: int, end: int) -> bool:
        """Whether another class follows with "and" or "or": "dead or missing", "killed and injured"."""
        forms, sufferers = self._forms, self._words.sufferers
        if at + 2 >= end or forms[at + 1] not in self._words.sets["joint"] or forms[at + 2] not in sufferers:
            return False
        return sufferers[forms[at + 2]] != sufferers[forms[at]] and not self._takes_object(at + 2, end)

    def _takes_object(self, at: int, end: int) -> bool:
        """Whether a participle at ``at`` is a verb with an object: "two bombs killed 12 people"."""
        active = self._words.active_class(self._forms[at]) is not None
        return active and self._nominals.opens_object(at + 1, end)

    def _with_noun(self, quantity: Quantity, nominal: Nominal, end: int, *, some_of: bool) -> Group | None:
        words, head = self._words, nominal.head
        form = self._forms[head]
        sort: GroupSort | Literal["measure"] = words.sort_of(form)
        if sort == "measure" or form in words.sets["measures"] or self._is_singular(head, quantity):
            return None
        if sort == "thing" and self._tokens[head].xpos == "NNP":
            return None
        if sort == "other" and self._is_nation(head):
            sort = "person"
        if sort == "other" and nominal.end - nominal.first == 1 and self._nominals.names_no_person(head):
            return None
        classes, first = self._own_classes(nominal)
        if words.is_casualty(form):
            sort = "casualty"
        last = self._conjoined(nominal.last, end, quantity) if sort == "person" else nominal.last
        whose = self._whose(first, last, head)
        last = self._past_aboard(last, end)
        return _group(quantity, last, head, sort, whose=whose, classes=classes, some_of=some_of)

    def _is_singular(self, head: int, quantity: Quantity) -> bool:
        """A singular noun under a number above one ("the 1982 massacre"), or a year before a name ("2008 Bulls")."""
        token, form = self._tokens[head], self._forms[head]
        year = (
            self._forms[quantity.numeral].isdigit() and quantity.low == quantity.high and quantity.low in _RECENT_YEARS
        )
        if year and token.text[0].isupper():
            return True
        many = quantity.exact and quantity.high != 1
        common = token.xpos == "NN" and token.text[0].islower()
        return many and common and not self._words.is_plural(form) and form not in self._words.sufferers

    def _own_classes(self, nominal: Nominal) -> tuple[tuple[tuple[Class, int], ...], int]:
        """Classes that the group's own words give, and where those who are counted begin after them."""
        forms, sufferers, head = self._forms, self._words.sufferers, nominal.head
        own = self._words.casualty_nouns.get(forms[head]) or sufferers.get(forms[head])
        if own is not None:
            return ((own, head),), nominal.first
        for at in range(nominal.first, head):
            if forms[at] in sufferers and self._tokens[at].upos != "NOUN":
                opens = all(self._tokens[k].upos in ("DET", "ADV", "NUM") for k in range(nominal.first, at))
                return ((sufferers[forms[at]], at),), at + 1 if opens else nominal.first
        return (), nominal.first

    def _is_nation(self, head: int) -> bool:
        """A plural with a capital that names people: "Iraqis", "Tutsis"."""
        token = self._tokens[head]
        if not token.text[0].isupper():
            return False
        people = self._nominals.name_type.get(head) in ("PER", "NORP")
        return people or token.xpos == "NNPS" or token.text.endswith(_NATION_ENDS)

    def _conjoined(self, last: int, end: int, quantity: Quantity) -> int:
        """ "300 men and women", "176 passengers and crew": one number for both."""
        forms, tokens, words = self._forms, self._tokens, self._words
        if last + 1 >= end or forms[last] != "and" or quantity.high == 1 or not words.is_plural(forms[last - 1]):
            return last
        at = last + 1
        while at < end and tokens[at].upos in ("ADJ", "PROPN", "NOUN") and words.sort_of(forms[at]) != "person":
            at += 1
        if at >= end or words.sort_of(forms[at]) != "person" or not words.is_plural(forms[at]):
            return last
        while at + 1 < end and tokens[at + 1].upos == "NOUN" and words.sort_of(forms[at + 1]) == "person":
            at += 1
        object_of = quantity.first > 0 and words.active_class(forms[quantity.first - 1]) is not None
        own_verb = object_of and at + 1 < end and tokens[at + 1].upos in ("VERB", "AUX")
        return last if own_verb else at + 1

    def _whose(self, first: int, last: int, head: int) -> tuple[int, int] | None:
        """The counted group in the text's words, None where it says no more than "people"."""
        forms, tokens, sets = self._forms, self._tokens, self._words.sets
        if self._words.is_casualty(forms[head]):
            sides = [at for at in range(first, head) if forms[at] in sets["zero_sides"] or self._is_side(at)]
            return (sides[0], sides[-1] + 1) if sides else None
        skipped = sets["further"] | self._words.sufferers.keys()
        while first < head and (tokens[first].upos in ("DET", "NUM") or forms[first] in skipped):
            first += 1
        return None if " ".join(forms[first:last]) in sets["just_people"] else (first, last)

    def _is_side(self, at: int) -> bool:
        """Whether a word before "deaths" or "casualties" may say whose they are: "Iraqi", "US"."""
        token = self._tokens[at]
        return token.upos == "PROPN" or (token.upos == "ADJ" and token.text[0].isupper())


def _group(
    quantity: Quantity,
    last: int,
    head: int,
    sort: GroupSort,
    *,
    whose: tuple[int, int] | None = None,
    classes: tuple[tuple[Class, int], ...] = (),
    part: bool = False,
    some_of: bool = False,
) -> Group:
    """A group with the bounds of its quantity."""
    return Group(
        quantity.first, last, head, quantity.numeral, quantity.low, quantity.high, sort, numbered=True,
        exact=quantity.exact, whose=whose, classes=classes, part=part, some_of=some_of,
    )  # fmt: skip


__all__ = ["CLASSES", "Group", "GroupSort", "Groups"]
