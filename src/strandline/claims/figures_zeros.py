"""Figures of nobody: "no casualties", "nobody was hurt", "without hurting anyone", "escaped unhurt", "none of the 40 was injured".

"Hurt", "harmed" and "casualties" leave nobody killed and nobody injured; "injured" and "wounded" speak of injuries alone, "killed"
and "died" of deaths alone. "No serious injuries" is no zero, "no survivors" neither. What is said of the rest only ("no one else")
keeps that in ``whose``.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from strandline.claims.figures_groups import Groups
from strandline.claims.figures_words import CLASSES, Class, FigureWords
from strandline.claims.syntax import Tree

_BOTH: Final[tuple[Class, ...]] = ("killed", "injured")
_HURT: Final = frozenset({"hurt", "hurts", "hurting", "harm", "harms", "harmed", "harming"})
_REACH: Final = 9
_REPORT_LINKS: Final = frozenset({"of", "about", "on", "any", "or", "and", "that", "immediate"})


class Zero(NamedTuple):
    """Nobody in a class: tokens ``[first, last)`` hold the words; ``whose`` is a token range."""

    name: Class
    first: int
    last: int
    predicate: int
    count: int
    whose: tuple[int, int] | None


class Zeros:
    """Reads the figures of nobody in one document."""

    def __init__(self, tree: Tree, forms: list[str], words: FigureWords, groups: Groups) -> None:
        self._tree = tree
        self._tokens = tree.tokens
        self._forms = forms
        self._words = words
        self._groups = groups
        self._noun_classes: dict[str, tuple[Class, ...]] = {
            noun: (name,) for name in CLASSES for noun in words.classes[name].nouns if noun not in ("body", "bodies", "corpse", "corpses")
        }
        self._noun_classes |= dict.fromkeys(words.sets["nouns"] | words.sets["victims"], _BOTH)

    def zeros(self, first: int, end: int) -> list[Zero]:
        """All of a sentence ``[first, end)``, in the order of the text."""
        found: list[Zero] = []
        at = first
        while at < end:
            here = self._nouns(at, first, end) or self._people(at, end) or self._without(at, first, end) or self._unhurt(at, first, end) or self._survived(at, end)
            found += here
            at = max((zero.last for zero in here), default=at + 1)
        return found

    # ------------------------------------------------------------------------------------------ no casualties

    def _nouns(self, at: int, first: int, end: int) -> list[Zero]:
        """"no injuries or deaths", "without loss of life", "did not cause any casualties", "no reports of injuries"."""
        forms, sets = self._forms, self._words.sets
        match = self._words.phrases["zero_words"].match(forms, at, end)
        begin = at
        if match is not None:
            at += match[0]
        elif forms[at] == "any" and any(forms[place] in ("not", "n't", "n’t", "never", "without", "nor") for place in range(max(first, at - 5), at)):
            at += 1
        else:
            return []
        start_of_list = at
        names: dict[Class, int] = {}
        whose: tuple[int, int] | None = None
        last = at
        grave = False
        while at < end and at < begin + 14:
            form = forms[at]
            classes = self._noun_classes.get(form)
            if classes is not None and not (at + 1 < end and self._tokens[at + 1].upos in ("NOUN", "PROPN") and forms[at + 1] not in self._noun_classes):
                if at > begin + 1 and forms[at - 1] == "of" and not names and not self._of_report(start_of_list, at):
                    return []
                names.update((name, at) for name in classes if name not in names)
                last = at + 1
            elif form == "loss" and forms[at + 1 : min(end, at + 3)] in (["of", "life"], ["of", "lives"]):
                names.setdefault("killed", at + 2)
                last = at + 3
                at += 2
            elif form == "lives" and any(forms[place] in sets["life_takers"] for place in range(at, min(end, at + 4))):
                names.setdefault("killed", at)
                last = at + 1
            elif form in sets["rest"]:
                whose = (at, at + 1)
            elif form in sets["grave"]:
                grave = True
            elif form in sets["zero_sides"] or self._tokens[at].upos in ("PROPN", "ADJ", "VERB") and form not in ("were", "are", "was"):
                if not names and (form in sets["zero_sides"] or self._tokens[at].text[0].isupper()):
                    whose = (whose[0] if whose is not None else at, at + 1)
            elif not (form in ("or", "and", ",", "/", "nor") or form in sets["no_reports"] or form in _REPORT_LINKS or (form == "people" and names == {})):
                break
            at += 1
        if grave or not names:
            return []
        count = next((place for place in range(begin, last) if forms[place] in ("no", "zero", "any", "nil", "single", "without")), begin)
        return [Zero(name, begin, last, token, count, whose) for name, token in names.items()]

    def _of_report(self, first: int, at: int) -> bool:
        return any(self._forms[place] in self._words.sets["no_reports"] for place in range(first, at))

    # ------------------------------------------------------------------------------------------ nobody was hurt

    def _people(self, at: int, end: int) -> list[Zero]:
        """"nobody", "none of the 40 passengers", "no soldiers", "neither pilot" with a predicate of harm."""
        forms = self._forms
        begin = at
        match = self._words.phrases["zero_people"].match(forms, at, end)
        whose: tuple[int, int] | None = None
        if match is not None:
            at += match[0]
            if at < end and forms[at] in ("else", "other"):
                whose = (at, at + 1)
                at += 1
            if at < end and (forms[at] == "of" or forms[begin] in ("neither", "not", "no")):
                nominal = self._groups.nominal(at + (forms[at] == "of"), end, determined=True)
                if nominal is not None:
                    at, whose = nominal.last, self._described(nominal.first, nominal.last)
                elif forms[at] == "of":
                    while at < end and forms[at] not in self._words.sets["be"] and at < begin + 6:
                        at += 1
        elif forms[at] in ("no", "zero") and (nominal := self._groups.nominal(at + 1, end, determined=False)) is not None:
            if self._words.sort_of(forms[nominal.head]) != "person":
                return []
            at, whose = nominal.last, (at + 1, nominal.last)
        else:
            return []
        held = at
        casts = self._harm_after(at, end)
        if not casts:
            casts = self._harm_before(begin)
        count = begin if forms[begin] != "no" or forms[begin + 1 : begin + 2] != ["one"] else begin
        return [Zero(name, begin, held, token, count, self._plain(whose)) for name, token in casts.items()]

    def _described(self, first: int, last: int) -> tuple[int, int] | None:
        while first < last and (self._tokens[first].upos in ("DET", "NUM") or self._forms[first] in ("other",)):
            first += 1
        return (first, last) if first < last else None

    def _plain(self, whose: tuple[int, int] | None) -> tuple[int, int] | None:
        """None where the words say no more than "people"."""
        if whose is None or " ".join(self._forms[whose[0] : whose[1]]) in ("people", "person", "one", "victims", "persons", "them", "us"):
            return None
        return whose

    def _harm_after(self, at: int, end: int) -> dict[Class, int]:
        forms, words = self._forms, self._words
        start = at
        found: dict[Class, int] = {}
        while at < end and at < start + _REACH:
            form = forms[at]
            names = self._harm_classes(form, at, end)
            if names:
                for name in names:
                    found.setdefault(name, at)
            elif found and form not in ("or", "and", "/", ",", "even"):
                break
            elif not found and not (form in words.sets["be"] | words.sets["have"] | words.sets["modal"] | words.sets["bridges"] or self._tokens[at].upos in ("ADV", "AUX", "ADP", "DET", "PRON") or form in ("aboard", "board", "ground", "town")):
                break
            at += 1
        return found

    def _harm_classes(self, form: str, at: int, end: int) -> tuple[Class, ...]:
        if form in _HURT:
            return _BOTH
        opens = self._groups.opens_object(at + 1, end)
        for name in CLASSES:
            own = self._words.classes[name]
            if form in own.participles or form in own.alone or (form in own.adjectives and not opens):
                return (name,)
        return ()

    def _harm_before(self, at: int) -> dict[Class, int]:
        """"The blast hurt no one", "killed or injured nobody"."""
        found: dict[Class, int] = {}
        place = at - 1
        while place >= 0 and place >= at - 4:
            form = self._forms[place]
            names = _BOTH if form in _HURT else tuple(name for name in CLASSES if form in self._words.classes[name].active)
            if not names and form not in ("or", "and"):
                break
            found.update((name, place) for name in names)
            place -= 1
        return found

    # ------------------------------------------------------------------------------------------ without hurting anyone

    def _without(self, at: int, first: int, end: int) -> list[Zero]:
        """"without hurting anyone", "did not kill or injure anybody"."""
        forms = self._forms
        if forms[at] not in ("without", "not", "n't", "n’t", "never"):
            return []
        names: dict[Class, int] = {}
        place = at + 1
        while place < end and place < at + 7:
            form = forms[place]
            found = _BOTH if form in _HURT else tuple(name for name in CLASSES if form in self._words.classes[name].active)
            if found:
                names.update((name, place) for name in found if name not in names)
            elif names and form in ("or", "and", ",", "a", "single"):
                pass
            elif names and form in self._words.sets["any_people"]:
                return self._nobody(names, at, place, end)
            elif names or self._tokens[place].upos not in ("ADV", "AUX"):
                return []
            place += 1
        return []

    def _nobody(self, names: dict[Class, int], at: int, place: int, end: int) -> list[Zero]:
        last, whose = place + 1, None
        if self._forms[place] in ("any", "single") or self._forms[place : place + 2] == ["a", "single"]:
            nominal = self._groups.nominal(place + 1, end, determined=False)
            if nominal is None or self._words.sort_of(self._forms[nominal.head]) != "person":
                return []
            last, whose = nominal.last, (place + 1, nominal.last)
        if last < end and self._forms[last] == "else":
            last, whose = last + 1, (last, last + 1)
        return [Zero(name, at, last, token, place, self._plain(whose)) for name, token in names.items()]

    # ------------------------------------------------------------------------------------------ unhurt

    def _unhurt(self, at: int, first: int, end: int) -> list[Zero]:
        """"escaped unhurt", "the crew was safe"."""
        forms = self._forms
        safe = forms[at] == "safe" and at > first and forms[at - 1] in self._words.sets["be"] | {"all", "are", "now"} and not self._groups.opens_object(at + 1, end)
        if forms[at] not in self._words.sets["unhurt"] and not safe:
            return []
        whose = self._subject(at, first)
        if safe and (whose is None or self._words.sort_of(forms[whose[2]]) != "person"):
            return []
        if any(forms[place] in ("not", "n't", "n’t", "never", "no") for place in range(max(first, at - 3), at)):
            return []
        said = self._described(whose[0], whose[1]) if whose is not None else None
        return [Zero(name, at, at + 1, at, at, self._plain(said)) for name in _BOTH]

    def _subject(self, at: int, first: int) -> tuple[int, int, int] | None:
        """Range and head of the people that the predicate at ``at`` speaks of, as far as the words before it tell."""
        place = at - 1
        skipped = self._words.sets["be"] | self._words.sets["have"] | self._words.sets["bridges"] | {"escaped", "escape", "survived", "walked", "emerged", "away", "largely", "mostly", "all"}
        while place >= first and (self._forms[place] in skipped or self._tokens[place].upos in ("ADV", "AUX")):
            place -= 1
        for begin in range(max(first, place - 8), place + 1):
            nominal = self._groups.nominal(begin, place + 1, determined=True)
            if nominal is not None and nominal.last == place + 1 and nominal.head == place:
                return nominal.first, nominal.last, nominal.head
        return None

    def _survived(self, at: int, end: int) -> list[Zero]:
        """"all 12 survived", "everyone survived": none of them was killed."""
        forms = self._forms
        if forms[at] not in self._words.sets["everyone"]:
            return []
        for place in range(at + 1, min(end, at + _REACH)):
            if forms[place] in ("survived", "survive"):
                if self._groups.opens_object(place + 1, end) and forms[place + 1] not in ("the", "a", "an"):
                    return []
                return [Zero("killed", at, place + 1, place, at, None)]
            if self._tokens[place].upos in ("VERB", "PUNCT", "SCONJ"):
                return []
        return []
