"""Figures of nobody: "no casualties", "nobody was hurt", "without hurting anyone", "escaped unhurt".

"Hurt", "harmed" and "casualties" leave nobody killed and nobody injured; "injured" and "wounded" speak of injuries
alone, "killed" and "died" of deaths alone. "No serious injuries" is no zero, "no survivors" neither. What is said
of the rest only ("no one else") keeps that in ``whose``.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from strandline.claims.figures_nominals import Nominal, Nominals
from strandline.claims.figures_words import CLASSES, Class

_BOTH: Final[tuple[Class, ...]] = ("killed", "injured")
_REACH: Final = 9
_LIST: Final = 14
_NOT: Final = frozenset({"not", "n't", "n’t", "never"})
_CARRIERS_OF_NO: Final = ("no", "zero", "any", "nil", "single", "without")


class Zero(NamedTuple):
    """Nobody in a class: tokens ``[first, last)`` hold the words; ``whose`` is a token range."""

    name: Class
    first: int
    last: int
    predicate: int
    numeral: int
    whose: tuple[int, int] | None


class Zeros:
    """Reads the figures of nobody in one document."""

    def __init__(self, nominals: Nominals) -> None:
        words = nominals.words
        self._nominals = nominals
        self._tokens = nominals.tokens
        self._forms = nominals.forms
        self._words = words
        nouns = ((noun, name) for noun, name in words.casualty_nouns.items() if noun not in words.sets["remains"])
        self._nouns: dict[str, tuple[Class, ...]] = {noun: (name,) for noun, name in nouns}
        self._nouns |= dict.fromkeys(words.sets["casualties_only"] | words.sets["victims"], _BOTH)

    def zeros(self, first: int, end: int) -> list[Zero]:
        """All of a sentence ``[first, end)``, in the order of the text."""
        found: list[Zero] = []
        at = first
        while at < end:
            here = self._at(at, first, end) if self._forms[at] in self._words.zero_openers else []
            found += here
            at = max((zero.last for zero in here), default=at + 1)
        return found

    def _at(self, at: int, first: int, end: int) -> list[Zero]:
        return (
            self._no_harm(at, first, end)
            or self._nobody(at, first, end)
            or self._without(at, end)
            or self._unhurt(at, first, end)
            or self._survived(at, end)
        )

    # ------------------------------------------------------------------------------------------ no casualties

    def _no_harm(self, at: int, first: int, end: int) -> list[Zero]:
        """ "no injuries or deaths", "without loss of life", "did not cause any casualties"."""
        forms = self._forms
        match = self._words.phrases["zero_words"].match(forms, at, end)
        begin = at
        if match is not None:
            at += match[0]
        elif forms[at] == "any" and not _NOT.union(("without", "nor")).isdisjoint(forms[max(first, at - 5) : at]):
            at += 1
        else:
            return []
        names, whose = self._harms(begin, at, end)
        if not names:
            return []
        last = max(names.values()) + 1
        count = next((place for place in range(begin, last) if forms[place] in _CARRIERS_OF_NO), begin)
        return [Zero(name, begin, last, token, count, whose) for name, token in names.items()]

    def _harms(self, begin: int, at: int, end: int) -> tuple[dict[Class, int], tuple[int, int] | None]:
        """The nouns of harm after "no", each class with its token, and whose harm it is."""
        forms, sets = self._forms, self._words.sets
        opened, names, whose, grave = at, dict[Class, int](), None, False
        while at < min(end, begin + _LIST):
            form, token = forms[at], self._tokens[at]
            found, place = self._harm_at(at, end)
            if found:
                if forms[at - 1] == "of" and not names and sets["no_reports"].isdisjoint(forms[opened:at]):
                    break
                if not grave:
                    names.update((name, place) for name in found if name not in names)
                at, grave = place, False
            elif form in sets["grave"]:
                grave = True
            elif form in sets["further"] or form in sets["zero_sides"] or token.upos in ("PROPN", "ADJ", "VERB"):
                says = form in sets["further"] or form in sets["zero_sides"] or token.text[0].isupper()
                if form in sets["be"]:
                    break
                if says and not names:
                    whose = (whose[0] if whose is not None else at, at + 1)
            elif form not in sets["zero_links"] and form not in sets["no_reports"]:
                break
            at += 1
        return names, whose

    def _harm_at(self, at: int, end: int) -> tuple[tuple[Class, ...], int]:
        """The classes of a noun of harm at ``at`` and its last token: "deaths", "loss of life", "lives lost"."""
        forms = self._forms
        if list(forms[at : min(end, at + 3)]) in (["loss", "of", "life"], ["loss", "of", "lives"]):
            return ("killed",), at + 2
        if forms[at] == "lives" and not self._words.sets["life_takers"].isdisjoint(forms[at : min(end, at + 4)]):
            return ("killed",), at
        names = self._nouns.get(forms[at], ())
        if (
            names
            and at + 1 < end
            and self._tokens[at + 1].upos in ("NOUN", "PROPN")
            and forms[at + 1] not in self._nouns
        ):
            return (), at
        return names, at

    # ------------------------------------------------------------------------------------------ nobody was hurt

    def _nobody(self, at: int, first: int, end: int) -> list[Zero]:
        """ "nobody", "none of the 40 passengers", "no soldiers", "neither pilot" with a predicate of harm."""
        subject = self._no_people(at, end)
        if subject is None:
            return []
        last, whose = subject
        harms = self._harm_after(last, end) or self._harm_before(at, first)
        return [Zero(name, at, last, token, at, self._said(whose)) for name, token in harms.items()]

    def _no_people(self, at: int, end: int) -> tuple[int, tuple[int, int] | None] | None:
        """Where words for nobody that begin at ``at`` end, and of whom they speak."""
        forms, begin = self._forms, at
        match = self._words.phrases["zero_people"].match(forms, at, end)
        if match is None:
            nominal = self._nominals.nominal(at + 1, end, determined=False) if forms[at] in ("no", "zero") else None
            if nominal is None or self._words.sort_of(forms[nominal.head]) != "person":
                return None
            return nominal.last, (at + 1, nominal.last)
        at += match[0]
        whose: tuple[int, int] | None = None
        if at < end and forms[at] in ("else", "other"):
            at, whose = at + 1, (at, at + 1)
        if at >= end or (forms[at] != "of" and forms[begin] not in ("neither", "not", "no")):
            return at, whose
        of = forms[at] == "of"
        nominal = self._nominals.nominal(at + of, end, determined=True)
        if nominal is not None:
            return nominal.last, self._undetermined(nominal)
        while of and at < min(end, begin + 6) and forms[at] not in self._words.sets["be"]:
            at += 1
        return at, whose

    def _undetermined(self, nominal: Nominal) -> tuple[int, int]:
        first = nominal.first
        while first < nominal.head and (self._tokens[first].upos in ("DET", "NUM") or self._forms[first] == "other"):
            first += 1
        return first, nominal.last

    def _said(self, whose: tuple[int, int] | None) -> tuple[int, int] | None:
        """None where the words say no more than "people"."""
        if whose is None or " ".join(self._forms[whose[0] : whose[1]]) in self._words.sets["just_people"] | {
            "one",
            "us",
        }:
            return None
        return whose

    def _harm_after(self, at: int, end: int) -> dict[Class, int]:
        found: dict[Class, int] = {}
        for place in range(at, min(end, at + _REACH)):
            form = self._forms[place]
            names = self._harm_of(place, end)
            for name in names:
                found.setdefault(name, place)
            passes = form in ("or", "and", "/", ",", "even") if found else self._is_passed_over(place)
            if not names and not passes:
                break
        return found

    def _is_passed_over(self, at: int) -> bool:
        form, sets = self._forms[at], self._words.sets
        light = self._tokens[at].upos in ("ADV", "AUX", "ADP", "DET", "PRON")
        return light or form in sets["passed_over"] or form in ("aboard", "board", "ground", "town")

    def _harm_of(self, at: int, end: int) -> tuple[Class, ...]:
        """The classes of a predicate of harm whose subject is nobody."""
        form = self._forms[at]
        if form in self._words.sets["hurting"]:
            return _BOTH
        free = not self._nominals.opens_object(at + 1, end)
        for name in CLASSES:
            own = self._words.classes[name]
            if form in own.participles or form in own.alone or (form in own.adjectives and free):
                return (name,)
        return ()

    def _hurts(self, at: int) -> tuple[Class, ...]:
        """The classes of a verb of harm by its form alone, for nobody as its object."""
        form = self._forms[at]
        if form in self._words.sets["hurting"]:
            return _BOTH
        name = self._words.active_class(form)
        return () if name is None else (name,)

    def _harm_before(self, at: int, first: int) -> dict[Class, int]:
        """ "The blast hurt no one", "killed or injured nobody"."""
        found: dict[Class, int] = {}
        for place in range(at - 1, max(first, at - 4) - 1, -1):
            names = self._hurts(place)
            if not names and self._forms[place] not in ("or", "and"):
                break
            found.update((name, place) for name in names)
        return found

    # ------------------------------------------------------------------------------------------ without hurting anyone

    def _without(self, at: int, end: int) -> list[Zero]:
        """ "without hurting anyone", "did not kill or injure anybody"."""
        forms, names = self._forms, dict[Class, int]()
        if forms[at] not in _NOT and forms[at] != "without":
            return []
        for place in range(at + 1, min(end, at + 7)):
            form, found = forms[place], self._hurts(place)
            for name in found:
                names.setdefault(name, place)
            if names and form in self._words.sets["any_people"]:
                return self._anybody(names, at, place, end)
            passes = form in ("or", "and", ",", "a", "single") if names else self._tokens[place].upos in ("ADV", "AUX")
            if not found and not passes:
                break
        return []

    def _anybody(self, names: dict[Class, int], at: int, place: int, end: int) -> list[Zero]:
        last, whose = place + 1, None
        if self._forms[place] in ("any", "single"):
            nominal = self._nominals.nominal(place + 1, end, determined=False)
            if nominal is None or self._words.sort_of(self._forms[nominal.head]) != "person":
                return []
            last, whose = nominal.last, (place + 1, nominal.last)
        if last < end and self._forms[last] == "else":
            last, whose = last + 1, (last, last + 1)
        return [Zero(name, at, last, token, place, self._said(whose)) for name, token in names.items()]

    # ------------------------------------------------------------------------------------------ unhurt, survived

    def _unhurt(self, at: int, first: int, end: int) -> list[Zero]:
        """ "escaped unhurt", "the crew was safe"."""
        forms, words = self._forms, self._words
        subject = self._subject(at, first)
        if forms[at] == "safe":
            said = at > first and forms[at - 1] in words.sets["be"] | {"all", "now"}
            people = subject is not None and words.sort_of(forms[subject.head]) == "person"
            many = subject is not None and words.is_plural(forms[subject.head])
            if not (said and people and many) or self._nominals.opens_object(at + 1, end):
                return []
        elif forms[at] not in words.sets["unhurt"]:
            return []
        if not _NOT.union(("no",)).isdisjoint(forms[max(first, at - 3) : at]):
            return []
        whose = self._said(self._undetermined(subject)) if subject is not None else None
        return [Zero(name, at, at + 1, at, at, whose) for name in _BOTH]

    def _subject(self, at: int, first: int) -> Nominal | None:
        """The people that the predicate at ``at`` speaks of, as far as the words before it tell."""
        place, sets = at - 1, self._words.sets
        while place >= first and (
            self._forms[place] in sets["passed_over"]
            or self._forms[place] in sets["escaping"]
            or self._tokens[place].upos in ("ADV", "AUX")
        ):
            place -= 1
        for begin in range(max(first, place - 8), place + 1):
            nominal = self._nominals.nominal(begin, place + 1, determined=True)
            if nominal is not None and nominal.last == place + 1 and nominal.head == place:
                return nominal
        return None

    def _survived(self, at: int, end: int) -> list[Zero]:
        """ "all 12 survived", "everyone survived": none of them was killed."""
        if self._forms[at] not in self._words.sets["everyone"]:
            return []
        for place in range(at + 1, min(end, at + _REACH)):
            if self._forms[place] in ("survived", "survive"):
                other = self._nominals.opens_object(place + 1, end) and self._tokens[place + 1].upos != "DET"
                return [] if other else [Zero("killed", at, place + 1, place, at, None)]
            if self._tokens[place].upos in ("VERB", "PUNCT", "SCONJ"):
                break
        return []
