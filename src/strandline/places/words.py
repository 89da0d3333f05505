"""Words of a text, and the lexica that say what a word means beside a place name.

In: a text. Out: its words with offsets, in order; hyphenated words are one word, a possessive ending is none of its
own. The lexica are TOML files beside this module.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

from strandline.places.name_keys import name_key

_WORD: Final = re.compile(
    r"(?:[^\W\d_]\.){2,}(?![^\W\d_]{2})"  # U.S., D.C.
    r"|W\. ?Va\."
    r"|[^\W_]+(?:['’ʻʼ\-‑](?=[^\W_])[^\W_]+)*"
)
_POSSESSIVE: Final = re.compile(r"['’]s$|(?<=s)['’]$")
_ARTICLE_JOINED: Final = re.compile(r"(?:a[lrsdntz]|e[ldrs]|ash|ul|at|az|an|d|l)[-'’][^\W\d_]", re.IGNORECASE)


class Word(NamedTuple):
    """A word: its place in the text, the text without a possessive ending, and how it is written."""

    start: int
    end: int
    text: str
    lower: str
    capital: bool
    all_capitals: bool
    possessive: bool


def scan_words(text: str) -> list[Word]:
    """The words of a text in order; ``text[word.start:word.end] == word.text``."""
    words = []
    for match in _WORD.finditer(text):
        found = match.group()
        marked = "'" in found or "’" in found
        ending = _POSSESSIVE.search(found) if marked and len(found) > 2 else None
        if ending is not None:
            found = found[: ending.start()]
        start = match.start()
        capital = found[0].isupper()
        if not capital and (marked or "-" in found):
            joined = _ARTICLE_JOINED.match(found)
            capital = joined is not None and found[joined.end() - 1].isupper()
        capitals = capital and len(found) > 1 and found.isupper() and found[1:].upper() != found[1:].lower()
        words.append(Word(start, start + len(found), found, found.lower(), capital, capitals, ending is not None))
    return words


class Lexicon(NamedTuple):
    """What ``lexicon.toml``, ``person_names.toml`` and ``common_words.toml`` hold, ready for use."""

    prepositions: dict[str, float]
    particles: frozenset[str]
    titles: frozenset[str]
    organisation_heads: frozenset[str]
    organisation_of: frozenset[str]
    speech_verbs: frozenset[str]
    speech_forms: frozenset[str]
    openers: frozenset[str]
    attributive_endings: frozenset[str]
    calendar: frozenset[str]
    capital_abbreviations: frozenset[str]
    dotted_abbreviations: frozenset[str]
    numbers: dict[str, float]
    compass: dict[str, float]
    kind_of_noun: dict[str, str]
    of_words: dict[str, str]
    facility_radius_km: dict[str, float]
    facility_modifiers: frozenset[str]
    facility_tails: frozenset[str]
    ambiguous_heads: frozenset[str]
    located_heads: frozenset[str]
    local_nouns: frozenset[str]
    not_places_before: frozenset[str]
    organisations: frozenset[str]
    function_words: frozenset[str]
    given_names: frozenset[str]
    common_words: frozenset[str]
    ambiguous_people: frozenset[str]
    sovereign_of: dict[str, str]


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("strandline.places").joinpath(name).read_text(encoding="utf-8"))


def _words(text: str) -> frozenset[str]:
    return frozenset(word.replace("_", " ") for word in text.split())


def _pairs(text: str) -> dict[str, float]:
    pairs = (entry.rpartition("=") for entry in text.split())
    return {name.replace("_", " "): float(value) for name, _, value in pairs}


def _by_word(table: dict[str, str]) -> dict[str, str]:
    return {word: kind for kind, words in table.items() for word in words.split()}


@cache
def lexicon() -> Lexicon:
    """The lexica, read once."""
    table, words = _read("lexicon.toml"), _read("lexicon.toml")["words"]
    common = _read("common_words.toml")
    return Lexicon(
        prepositions=table["prepositions"],
        particles=_words(words["particles"]),
        titles=_words(words["titles"]),
        organisation_heads=_words(words["organisation_heads"]),
        organisation_of=_words(words["organisation_of"]),
        speech_verbs=_words(words["speech_verbs"]),
        speech_forms=_words(words["speech_forms"]),
        openers=_words(words["openers"]),
        attributive_endings=_words(words["attributive_endings"]),
        calendar=_words(words["calendar"]),
        capital_abbreviations=_words(words["capital_abbreviations"]),
        dotted_abbreviations=_words(words["dotted_abbreviations"]),
        numbers=_pairs(words["numbers"]),
        compass=_pairs(words["compass"]),
        kind_of_noun=_by_word(table["kinds"]),
        of_words=_by_word(table["of_words"]),
        facility_radius_km={noun.replace("_", " "): float(km) for noun, km in table["facility_radius_km"].items()},
        facility_modifiers=_words(words["facility_modifiers"]),
        facility_tails=_words(words["facility_tails"]),
        ambiguous_heads=_words(words["ambiguous_heads"]),
        located_heads=_words(words["located_heads"]),
        local_nouns=_words(words["local_nouns"]),
        not_places_before=_words(words["not_places_before"]),
        organisations=frozenset(name_key(name) for name in _words(words["organisations"])),
        function_words=_words(words["function_words"]),
        given_names=_words(_read("person_names.toml")["given"]),
        common_words=_words(common["words"]),
        ambiguous_people=_words(common["ambiguous_people"]),
        sovereign_of=_by_word(table["territories"]),
    )
