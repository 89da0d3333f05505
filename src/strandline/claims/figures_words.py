"""The words of the grammar of counts, read once from ``figures.toml`` and made ready for look-up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from strandline.claims.lexica import lexicon

Class = Literal["killed", "injured", "missing", "captured", "displaced"]
"""The classes that a predicate gives; every other figure is a plain count."""
CLASSES: Final[tuple[Class, ...]] = ("killed", "injured", "missing", "captured", "displaced")
Sort = Literal["person", "thing", "measure", "other"]


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

    def match_before(self, forms: Sequence[str], at: int, first: int) -> int | None:
        """Length of a phrase that ends right before ``at`` and begins at ``first`` or later."""
        for length in range(1, 5):
            start = at - length
            if start < first:
                return None
            found = self.match(forms, start, at)
            if found is not None and found[0] == length:
                return length
        return None


@dataclass(frozen=True)
class FigureWords:
    """All of ``figures.toml``."""

    units: dict[str, int]
    scales: dict[str, int]
    letters: dict[str, int]
    plurals: dict[str, int]
    vague: Phrases
    exact: Phrases
    at_least: Phrases
    at_most: Phrases
    below: Phrases
    as_said: Phrases
    after_at_least: Phrases
    after_at_most: Phrases
    after_as_said: Phrases
    range_links: Phrases
    range_open: Phrases
    sets: dict[str, frozenset[str]]
    phrases: dict[str, Phrases]
    classes: dict[Class, ClassWords]
    irregular: dict[str, str]
    person_ends: tuple[str, ...]

    def singular(self, form: str) -> str:
        """The singular of a lower-cased noun, as far as its spelling tells."""
        if form in self.irregular:
            return self.irregular[form]
        people, things = self.sets["people"], self.sets["things"]
        if form in people or form in things or not form.endswith("s") or form.endswith("ss"):
            return form
        if form.endswith("ies") and len(form) > 4:
            return form[:-3] + "y"
        if form.endswith(("ches", "shes", "sses", "xes")):
            return form[:-2]
        if form.endswith("men"):
            return form[:-2] + "an"
        return form[:-1]

    def active_class(self, form: str) -> Class | None:
        """The class of a verb form whose object suffers."""
        return next((name for name in CLASSES if form in self.classes[name].active), None)

    def sort_of(self, form: str) -> Sort:
        """What a lower-cased noun counts."""
        word = self.singular(form)
        if word.endswith("men") and word[:-2] + "an" in self.sets["people"]:
            return "person"
        if word in self.sets["people"]:
            return "person"
        if word in self.sets["things"]:
            return "thing"
        if form in self.sets["measures"]:
            return "measure"
        named = word.endswith(self.person_ends) and len(word) > 4
        return "person" if named and not word.endswith(tuple(self.sets["not_person_ends"])) else "other"

    def is_plural(self, form: str) -> bool:
        """Whether a lower-cased noun stands for more than one, as far as its spelling tells."""
        return self.singular(form) != form or form in self.sets["plural_alike"]


@lru_cache(maxsize=1)
def figure_words() -> FigureWords:
    """The lexicon of figures."""
    data = lexicon("figures")
    numbers, bounds, linking = data["numbers"], data["bounds"], data["linking"]
    sets = {
        name: frozenset(words)
        for table in ("excluded", "counted", "casualties", "harm", "linking")
        for name, words in data[table].items()
        if isinstance(words, list)
    }
    return FigureWords(
        units=numbers["units"],
        scales=numbers["scales"],
        letters=numbers["letters"],
        plurals=numbers["plurals"],
        vague=Phrases(numbers["vague"]),
        exact=Phrases(numbers["exact"]),
        range_links=Phrases(bounds["range"]),
        sets=sets,
        phrases={name: Phrases(linking[name]) for name in ("including", "aboard", "zero_people", "zero_words")},
        classes={name: ClassWords(**{key: frozenset(words) for key, words in data["classes"][name].items()}) for name in CLASSES},
        irregular=data["counted"]["irregular"],
        person_ends=tuple(data["counted"]["person_ends"]),
        **{
            name: Phrases(bounds[name])
            for name in ("at_least", "at_most", "below", "as_said", "after_at_least", "after_at_most", "after_as_said", "range_open")
        },
    )
