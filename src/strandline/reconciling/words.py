"""Words as reconciling compares them: content words, stems, and families of words for one sort of happening."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import lru_cache
from importlib.resources import files
from sys import intern
from typing import Any, Final, NamedTuple

_WORD: Final = re.compile(r"[^\W_]+")
_PROPER: Final = re.compile(r"(?<![.!?:”\"“\n])[\s(’'-]([A-Z][^\W\d_]+)")
_SITE: Final = re.compile(
    r"(?<!\w)(?:at|in|near|outside|(?:town|city|village|quarter|district|port|centre|center|province|region) of)"
    r"\s+(?:the\s+)?"
    r"((?:[A-Z][^\W\d_]+)(?:\s+(?:(?:de|da|do|del|la|le|of|the)\s+)*[A-Z][^\W\d_]+)*)"
)
_NUMBER: Final = re.compile(r"\d+(?:[.,:]\d+)*")
_SMALL: Final = frozenset(
    ["a", "an", "the", "and", "or", "but", "of", "in", "on", "at", "to", "for", "from", "by", "with", "as", "is",
     "are", "was", "were", "be", "been", "being", "had", "has", "have", "having", "that", "which", "who", "whom",
     "whose", "this", "these", "those", "it", "its", "he", "she", "they", "them", "his", "her", "him", "their",
     "our", "my", "your", "we", "you", "i", "not", "no", "did", "do", "does", "done", "would", "could", "may",
     "might", "will", "shall", "can", "must", "should", "said", "says", "say", "also", "than", "then", "there",
     "when", "while", "where", "after", "before", "into", "over", "out", "up", "down", "about", "more", "most",
     "some", "any", "all", "one", "two", "new", "s", "t", "re", "ve", "ll", "d", "m", "if", "so", "because",
     "such", "other", "only", "own", "same", "very", "just", "both", "each", "few", "many", "much", "here",
     "again", "against", "under", "between", "during", "through", "above", "below", "off", "once", "what", "how",
     "why"]
)  # fmt: skip
LIGHT: Final = frozenset(
    ["be", "have", "do", "take", "make", "get", "go", "come", "give", "put", "let", "keep", "begin", "start",
     "continue", "seem", "appear", "try", "use", "into", "out", "up", "down", "off", "on", "away", "back", "over",
     "herself", "himself", "themselves", "itself", "to", "the", "a", "an"]
)  # fmt: skip
"""Words of a trigger that say little of what happened."""
_EMPTY: Final = frozenset(
    {
        "be",
        "is",
        "are",
        "was",
        "were",
        "been",
        "have",
        "had",
        "has",
        "do",
        "did",
        "done",
        "go",
        "com",
        "get",
        "giv",
        "mak",
    }
)
"""Stems of words that say nothing of it at all."""
_MANIFOLD: Final = frozenset(
    ["take", "give", "go", "come", "make", "hold", "get", "put", "set", "keep", "have", "run", "fall", "leave", "bring",
     "lead", "call", "turn", "hit", "break", "open", "drop", "raise", "move", "clear", "pick", "see", "lose", "carry",
     "pass", "send", "face", "cut", "draw", "throw", "pull", "push", "pay", "catch", "strike", "let", "stand", "stay",
     "show"]
)  # fmt: skip
"""Verbs that are of many families, each for another object."""
_VOWEL: Final = re.compile(r"[aeiouy]")


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, Any]:
    return tomllib.loads(files("strandline.reconciling").joinpath("families.toml").read_text("utf-8"))


class _Families(NamedTuple):
    """Families by the stem of a word; those of several words, by the stem of the first, with the stems that they need
    and those that must stand in the rest of the clause."""

    single: dict[str, frozenset[str]]
    several: dict[str, tuple[tuple[frozenset[str], frozenset[str], str], ...]]


@lru_cache(maxsize=1)
def _families() -> _Families:
    single: dict[str, set[str]] = {}
    several: dict[str, list[tuple[frozenset[str], frozenset[str], str]]] = {}
    for name, entries in _lexicon().items():
        if name in ("irregular", "circles", "stands_for"):
            continue
        for entry in entries:
            together, _, apart = entry.partition("…")
            needed = [stem(word) for word in _WORD.findall(together)]
            later = frozenset(stem(word) for word in _WORD.findall(apart))
            if len(needed) > 1 or later:
                several.setdefault(needed[0], []).append((frozenset(needed), later, name))
            else:
                single.setdefault(needed[0], set()).add(name)
    return _Families(
        {word: frozenset(names) for word, names in single.items()},
        {word: tuple(needs) for word, needs in several.items()},
    )


def words_of(text: str) -> list[str]:
    """Words of a text, case folded, in order; equal words are one object, for a pile has few words and many of each."""
    return list(map(intern, _WORD.findall(text.casefold())))


def proper_words(text: str) -> Counter[str]:
    """Words that are written with a capital inside a sentence, as names are, with how often each comes; case folded."""
    found: Counter[str] = Counter()
    for match in _PROPER.finditer(text):
        word = intern(match[1].casefold())
        if len(word) > 2 and word not in _SMALL:
            found[word] += 1
    return found


def sites_of(text: str) -> frozenset[str]:
    """Words of the names that stand after a word of place, case folded: "the lower town of Ponte Velha"."""
    return frozenset(word for match in _SITE.finditer(text) for word in words_of(match[1]) if len(word) > 2)


def is_light(trigger: str) -> bool:
    """Whether a trigger has only words that say next to nothing of what happened: "went", "was given"."""
    return all(stem(word) in _EMPTY for word in words_of(trigger))


def says_little(lemma: str) -> bool:
    """Whether a verb stands for as many sorts of happenings as it has objects: "took", "gave"."""
    return lemma.casefold() in _MANIFOLD


def numbers_of(text: str) -> frozenset[str]:
    """Numbers of a text, in digits."""
    return frozenset(_NUMBER.findall(text))


def content_words(text: str) -> frozenset[str]:
    """Words that carry meaning, case folded."""
    return frozenset(intern(word) for word in set(_WORD.findall(text.casefold())).difference(_SMALL) if len(word) > 1)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """What the forms of a word have in common, roughly, by cutting endings: "killed", "killing" → "kill"."""
    word = word.casefold()
    word = _lexicon()["irregular"].get(word, word)
    for ending, instead in (
        ("ization", "ize"), ("isation", "ise"), ("ations", ""), ("ation", ""), ("itions", "it"), ("ition",
        "it"), ("ssions", "ss"),
        ("ssion", "ss"), ("ctions", "ct"), ("ction", "ct"), ("ments", ""), ("ment", ""), ("ings", ""), ("ing",
        ""), ("ies", "y"),
        ("ied", "y"), ("ers", ""), ("ed", ""), ("es", ""), ("s", ""),
    ):  # fmt: skip
        if word.endswith(ending) and len(word) - len(ending) + len(instead) >= 3:
            cut = word[: len(word) - len(ending)] + instead
            if _VOWEL.search(cut) and not (ending == "s" and word.endswith("ss")):
                word = cut
                break
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "lsz":
        word = word[:-1]
    return word[:-1] if len(word) > 3 and word.endswith("e") else word


def families_of(
    stems: frozenset[str], *, several_only: bool = False, rest: frozenset[str] = frozenset()
) -> frozenset[str]:
    """The families that some stems belong to: all of a trigger, light ones too, for those of several.

    Args:
        stems: of the words.
        several_only: leave out the families of single words, where some stems are of words beside the trigger.
        rest: stems of the words after them in their clause, for what stands apart: "found the driver guilty".
    """
    families = _families()
    found = {name for item in stems for name in families.single.get(item, ())} if not several_only else set()
    if len(stems) > 1 or rest:
        for item in stems:
            found.update(
                name for needed, later, name in families.several.get(item, ()) if needed <= stems and later <= rest
            )
    return frozenset(found)


@lru_cache(maxsize=1)
def _circles() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """Circles by family, and by the stem of a word that stands for whatever it was."""
    of_family: dict[str, set[str]] = {}
    of_word: dict[str, set[str]] = {}
    for name, entry in _lexicon()["circles"].items():
        for family in entry["families"]:
            of_family.setdefault(family, set()).add(name)
        for word in entry["words"]:
            of_word.setdefault(stem(word), set()).add(name)
    return (
        {family: frozenset(names) for family, names in of_family.items()},
        {word: frozenset(names) for word, names in of_word.items()},
    )


def circles_of(stems: frozenset[str], families: frozenset[str]) -> frozenset[str]:
    """The circles of some families and of the words that stand for whatever it was: one incident is often told of in
    words of one circle, and so are many others."""
    of_family, of_word = _circles()
    own = {name for family in families for name in of_family.get(family, ())}
    return frozenset(own.union(*(of_word.get(item, frozenset()) for item in stems)))


def stands_for_any(stems: frozenset[str]) -> bool:
    """Whether a trigger names no sort of happening but stands for one told of elsewhere: "the incident"."""
    return bool(stems) and all(item in _circles()[1] for item in stems)


@lru_cache(maxsize=1)
def _stood_for() -> dict[str, frozenset[str]]:
    return {stem(word): frozenset(families) for word, families in _lexicon()["stands_for"].items()}


def stood_for(stems: frozenset[str]) -> frozenset[str]:
    """The families of what a noun may point back at that stands for whatever it was: "the incident"."""
    return frozenset().union(*(_stood_for().get(item, frozenset()) for item in stems))


def all_stems(text: str, lemma: str) -> frozenset[str]:
    """Stems of all words of a trigger."""
    return frozenset(stem(word) for word in (*words_of(text), *words_of(lemma)))


def trigger_stems(text: str, lemma: str) -> frozenset[str]:
    """Stems of the words that name a happening, light ones left out where others are left."""
    words = [*words_of(text), *words_of(lemma)]
    heavy = [word for word in words if word not in LIGHT]
    return frozenset(stem(word) for word in heavy or words)
