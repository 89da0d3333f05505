"""The forms of a name: what is compared when two mentions may be one person or body."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

_WORD: Final = re.compile(r"[^\W_]+(?:[’'\-][^\W_]+)*", re.UNICODE)
_PARTICLES: Final = frozenset(
    {
        "al",
        "el",
        "bin",
        "ibn",
        "ben",
        "de",
        "da",
        "del",
        "di",
        "van",
        "von",
        "der",
        "la",
        "le",
        "abu",
        "umm",
        "dos",
        "du",
        "st",
    }
)
_BODY_WORDS: Final = frozenset(
    {"the", "of", "and", "for", "in", "inc", "corp", "co", "ltd", "plc", "llc", "&", "group", "company", "corporation"}
)
_SUFFIXES: Final = frozenset({"jr", "sr", "ii", "iii", "iv"})


def words_of(name: str) -> tuple[str, ...]:
    """Case-folded words of a name without diacritics; hyphens part words."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return tuple(_WORD.findall(plain.casefold().replace("-", " ").replace("’", "'")))


def slug(name: str) -> str:
    """A name as part of an id: letters, digits and hyphens."""
    return "-".join(re.sub(r"[^\w]", "", word) for word in words_of(name)) or "unnamed"


@lru_cache(maxsize=1)
def titles() -> dict[str, str]:
    """Title word → ``male``, ``female`` or ``neutral``."""
    data = tomllib.loads(files("strandline.actors").joinpath("titles.toml").read_text("utf-8"))
    return {word: gender for gender, words in data.items() for word in words}


@lru_cache(maxsize=1)
def _given_names() -> dict[str, str]:
    data = tomllib.loads(files("strandline.actors").joinpath("given_names.toml").read_text("utf-8"))
    return {name: gender for gender, names in data.items() for name in names.split()}


def gender_of_name(words: tuple[str, ...]) -> str:
    """``male`` or ``female`` as the given name tells; empty where it tells neither."""
    return _given_names().get(words[0], "") if words else ""


@lru_cache(maxsize=1)
def body_nouns() -> frozenset[str]:
    """Nouns that may stand for the name of a body or thing."""
    data = tomllib.loads(files("strandline.actors").joinpath("bodies.toml").read_text("utf-8"))
    return frozenset(data["nouns"])


@lru_cache(maxsize=1)
def heads_of_state() -> frozenset[str]:
    """Offices that one person at a time holds, so that a text with one bearer means him also with a clause beside."""
    data = tomllib.loads(files("strandline.actors").joinpath("bodies.toml").read_text("utf-8"))
    return frozenset(data["heads_of_state"])


@lru_cache(maxsize=1)
def speaking_capitals() -> dict[str, tuple[str, str]]:
    """Case-folded name of a capital → demonym and ISO code of its country."""
    return {name.casefold(): (demonym, code) for name, (demonym, code) in _capitals()["capitals"].items()}


@lru_cache(maxsize=3)
def government_words(part: str) -> frozenset[str]:
    """Lemmas whose party is a government rather than a city: subject of ``verbs``, party of ``nouns``, "to" whom
    with ``hears``."""
    return frozenset(_capitals()["acts"][part])


@lru_cache(maxsize=1)
def _capitals() -> dict[str, Any]:
    return tomllib.loads(files("strandline.actors").joinpath("capitals.toml").read_text("utf-8"))


@lru_cache(maxsize=1)
def turned_nouns() -> frozenset[str]:
    """Heads of names that stand first or last: "Ministry of Mines", "Mines Ministry"."""
    data = tomllib.loads(files("strandline.actors").joinpath("bodies.toml").read_text("utf-8"))
    return frozenset(data["turned"])


def person_words(name: str) -> tuple[str, ...]:
    """Words of a person's name without titles and suffixes ("Jr")."""
    words = [word for word in words_of(name) if word not in _SUFFIXES]
    while len(words) > 1 and (words[0] in titles() or words[0] + "." in titles()):
        words.pop(0)
    return tuple(words)


def surname(words: tuple[str, ...]) -> str:
    """The last word of a person's name that is no particle."""
    return next((word for word in reversed(words) if word not in _PARTICLES), words[-1] if words else "")


def could_be_same_person(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether the words of a shorter name fit a fuller one: in order, initials allowed, the family name kept."""
    if not short or not full:
        return False
    if len(short) == 1:
        return short[0] in (surname(full), full[-1]) or (short[0] == full[0] and len(short[0]) > 2)
    position = 0
    for word in short:
        while position < len(full) and not (
            full[position] == word or (len(word) == 1 and full[position].startswith(word))
        ):
            position += 1
        if position == len(full):
            return False
        position += 1
    return surname(short) == surname(full)


@lru_cache(maxsize=4096)
def initials(name: str) -> str:
    """Initial letters of a body's name without its small words, upper-cased: "Department of Defense" → "DD"."""
    return "".join(word[0] for word in words_of(name) if word not in _BODY_WORDS).upper()


@lru_cache(maxsize=4096)
def initials_with_small(name: str) -> str:
    """Initial letters of all words, "of" included: some acronyms keep it."""
    return "".join(word[0] for word in words_of(name) if word not in ("the", "and", "&")).upper()


def body_words(name: str) -> tuple[str, ...]:
    """Words of a body's name that tell it from others; "Ministry of Mines" and "Mines Ministry" have the same."""
    words = tuple(word for word in words_of(name) if word not in _BODY_WORDS)
    if len(words) > 1 and words[0] in turned_nouns() and words_of(name)[-1] != words[0]:
        return (*words[1:], words[0])
    return words
