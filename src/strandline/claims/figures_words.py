"""The words of the grammar of counts, read once from ``figures.toml`` and made ready for look-up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, Literal, NamedTuple

from strandline.claims.lexica import lexicon

Class = Literal["killed", "injured", "missing", "captured", "displaced"]
"""The classes that a predicate gives; every other figure is a plain count."""
CLASSES: Final[tuple[Class, ...]] = ("killed", "injured", "missing", "captured", "displaced")
HYPHENS: Final = frozenset({"-", "–", "‑"})
Sort = Literal["person", "thing", "measure", "other"]
_BOUNDS: Final = ("at_least", "at_most", "below", "as_said", "after_at_least", "after_at_most", "after_as_said")
_LONGEST_PHRASE: Final = 5


class ClassWords(NamedTuple):
    """How a class is said (see ``figures.toml``)."""

    active: frozenset[str]
    participles: frozenset[str]
    alone: frozenset[str]
    adjectives: frozenset[str]
    nouns: frozenset[str]
    of: frozenset[str]
    people: frozenset[str]


class Phrases:
    """Phrases of one or more words with a value each; the longest that matches wins."""

    def __init__(self, entries: Mapping[str, int] | Iterable[str]) -> None:
        pairs = entries.items() if isinstance(entries, Mapping) else ((entry, 0) for entry in entries)
        self._by_first: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        for phrase, value in pairs:
            words = tuple(phrase.split(" "))
            self._by_first.setdefault(words[0], []).append((words, value))
        for found in self._by_first.values():
            found.sort(key=lambda entry: -len(entry[0]))

    def match(self, forms: Sequence[str], at: int, end: int) -> tuple[int, int] | None:
        """Length and value of the longest phrase at ``at`` that ends by ``end``."""
        if not 0 <= at < end:
            return None
        for words, value in self._by_first.get(forms[at], ()):
            last = at + len(words)
            if last <= end and all(forms[at + step] == word for step, word in enumerate(words)):
                return len(words), value
        return None

    def ends_at(self, forms: Sequence[str], at: int, first: int) -> bool:
        """Whether a phrase ends right before ``at``, beginning at ``first`` or later."""
        starts = range(at - 1, max(first, at - _LONGEST_PHRASE) - 1, -1)
        return any((found := self.match(forms, start, at)) is not None and start + found[0] == at for start in starts)


@dataclass(frozen=True)
class FigureWords:
    """All of ``figures.toml``.

    ``bounds`` are the modifiers of numbers by what they do; ``sufferers`` the words for those who suffered
    ("wounded") with their class; ``casualty_nouns`` the happenings that are counted themselves ("deaths");
    ``death_nouns`` those that a possessor may suffer ("his murder"); ``predicates`` every form that may give a
    class; ``zero_openers`` the first words of figures of nobody, ``number_openers`` those of numbers but digits.
    """

    units: dict[str, int]
    scales: dict[str, int]
    letters: dict[str, int]
    plurals: dict[str, int]
    together: dict[str, int]
    vague: Phrases
    exact: Phrases
    range_links: Phrases
    range_open: Phrases
    bounds: dict[str, Phrases]
    phrases: dict[str, Phrases]
    sets: dict[str, frozenset[str]]
    classes: dict[Class, ClassWords]
    sufferers: dict[str, Class]
    casualty_nouns: dict[str, Class]
    death_nouns: frozenset[str]
    predicates: frozenset[str]
    zero_openers: frozenset[str]
    number_openers: frozenset[str]
    irregular: dict[str, str]
    person_ends: tuple[str, ...]
    not_person_ends: tuple[str, ...]

    def singular(self, form: str) -> str:
        """The singular of a lower-cased noun, as far as its spelling tells."""
        if form in self.irregular:
            return self.irregular[form]
        known = form in self.sets["people"] or form in self.sets["things"]
        if form.endswith("men") and not known:
            return form[:-2] + "an"
        if known or not form.endswith("s") or form.endswith("ss"):
            return form
        if form.endswith("es") and (form[:-2] in self.sets["people"] or form[:-2] in self.sets["things"]):
            return form[:-2]
        if form.endswith("ies") and len(form) > 4:
            return form[:-3] + "y"
        return form[:-2] if form.endswith(("ches", "shes", "sses", "xes")) else form[:-1]

    def is_plural(self, form: str) -> bool:
        """Whether a lower-cased noun stands for more than one, as far as its spelling tells."""
        return self.singular(form) != form or form in self.sets["plural_alike"]

    def is_collective(self, form: str) -> bool:
        """Whether a lower-cased noun names a body of people, in either number."""
        return self.singular(form) in self.sets["collective"]

    def is_listed_person(self, form: str) -> bool:
        """Whether the lexicon itself, not the end of the word, makes a lower-cased noun a person."""
        return self.singular(form) in self.sets["people"]

    def is_casualty(self, form: str) -> bool:
        """Whether a lower-cased noun is itself a death, an injury, the dead."""
        return form in self.casualty_nouns or form in self.sufferers or form in self.sets["casualty_words"]

    def sort_of(self, form: str) -> Sort:
        """What a lower-cased noun counts."""
        word = self.singular(form)
        if word in self.sets["people"]:
            return "person"
        if word in self.sets["things"]:
            return "thing"
        if form in self.sets["measures"]:
            return "measure"
        ends = len(word) > 4 and word.endswith(self.person_ends) and not word.endswith(self.not_person_ends)
        return "person" if ends else "other"

    def active_class(self, form: str) -> Class | None:
        """The class of a verb form whose object suffers."""
        return next((name for name in CLASSES if form in self.classes[name].active), None)

    def of_class(self, form: str) -> Class | None:
        """The class of a noun whose "of" phrase suffers."""
        return next((name for name in CLASSES if form in self.classes[name].of), None)


@lru_cache(maxsize=1)
def figure_words() -> FigureWords:
    """The lexicon of figures."""
    data = lexicon("figures")
    numbers, linking = data["numbers"], data["linking"]
    classes = {
        name: ClassWords(**{key: frozenset(words) for key, words in data["classes"][name].items()}) for name in CLASSES
    }
    sets = _sets(data)
    return FigureWords(
        units=numbers["units"],
        scales=numbers["scales"],
        letters=numbers["letters"],
        plurals=numbers["plurals"],
        together=numbers["together"],
        vague=Phrases(numbers["vague"]),
        exact=Phrases(numbers["exact"]),
        range_links=Phrases(data["bounds"]["range"]),
        range_open=Phrases(data["bounds"]["range_open"]),
        bounds={name: Phrases(data["bounds"][name]) for name in _BOUNDS},
        phrases={name: Phrases(linking[name]) for name in ("including", "aboard", "zero_people", "zero_words")},
        sets=sets,
        classes=classes,
        sufferers={word: name for name in reversed(CLASSES) for word in classes[name].people},
        casualty_nouns={word: name for name in reversed(CLASSES) for word in classes[name].nouns},
        death_nouns=classes["killed"].of - sets["remains"],
        predicates=frozenset().union(*(group for own in classes.values() for group in own)),
        zero_openers=frozenset(
            {phrase.split(" ")[0] for name in ("zero_people", "zero_words") for phrase in linking[name]}
            | sets["unhurt"]
            | sets["everyone"]
            | {"any", "not", "n't", "n’t", "never", "without", "safe"}
        ),
        number_openers=frozenset(
            {phrase.split(" ")[0] for name in _BOUNDS for phrase in data["bounds"][name]}
            | {phrase.split(" ")[0] for name in ("vague", "exact") for phrase in numbers[name]}
            | numbers["units"].keys()
            | numbers["plurals"].keys()
            | sets["overtaking"]
            | {"between", "half", "quarter", "a", "an"}
        ),
        irregular=data["counted"]["irregular"],
        person_ends=tuple(data["counted"]["person_ends"]),
        not_person_ends=tuple(data["counted"]["not_person_ends"]),
    )


def _sets(data: dict[str, Any]) -> dict[str, frozenset[str]]:
    tables = ("excluded", "counted", "casualties", "harm", "linking")
    sets = {
        name: frozenset(words) for table in tables for name, words in data[table].items() if isinstance(words, list)
    }
    sets["passed_over"] |= sets["be"] | sets["have"] | sets["modal"] | sets["bridges"]
    return sets
