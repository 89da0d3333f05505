"""Whether a noun names people or bodies of people, by lexicon (``arguments_people.toml``), else by its ending."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from strandline.claims.lexica import word_set

_ENDINGS: Final = (
    "ist",
    "ian",
    "man",
    "woman",
    "men",
    "women",
    "person",
    "people",
    "eer",
    "ee",
    "er",
    "or",
    "ant",
    "crat",
)


@lru_cache(maxsize=4096)
def is_person_noun(lemma: str) -> bool:
    """Whether a lemma names people or bodies of people."""
    if lemma in _words("persons") or lemma in _words("bodies") or lemma in word_set("arguments", "people"):
        return True
    if lemma in _words("not_people") or lemma in _words("vehicles") or lemma in _words("harmed"):
        return False
    last = lemma.rpartition("-")[2]
    return (len(last) > 4 and last.endswith(_ENDINGS) and last not in _words("not_people")) or (
        last != lemma and is_person_noun(last)
    )


def _words(key: str) -> frozenset[str]:
    return word_set("arguments_people", key)
