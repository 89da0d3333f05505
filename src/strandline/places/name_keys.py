"""Names as look-up keys: the spellings of one name that text mixes fall together.

In: a name as written ("St. Petersburg", "Al-Ḥasakah", "Côte d’Ivoire"). Out: its key ("saint petersburg",
"al hasakah", "cote divoire"): lower case, no accents, apostrophes or full stops, hyphens as spaces, the usual short
forms of Saint, Mount and Fort written out, no leading "the".
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_LETTERS: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ə": "a", "æ": "ae", "œ": "oe", "ŋ": "ng", "ħ": "h"}
)
_DROPPED: Final = re.compile(r"[.'’‘ʻʼʿʾ`´ʹ\u200e\u200f]")
_SPACED: Final = re.compile(r"[\s\-–—/,_()\u00a0]+")
_SPELLED_OUT: Final = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort", "&": "and"}
ARTICLES: Final = frozenset({"al", "el", "ar", "as", "ad", "an", "at", "az", "ash", "ed", "er", "es", "ul"})
"""Spellings of the Arabic article, in lower case."""


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """The look-up key of a name; empty where nothing of it is left."""
    text = name.casefold()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_LETTERS)).casefold().translate(_LETTERS)
        text = "".join(character for character in text if not unicodedata.combining(character))
    words = _SPACED.sub(" ", _DROPPED.sub("", text)).split()
    if len(words) > 1 and words[0] == "the":
        del words[0]
    return " ".join([_SPELLED_OUT.get(word, word) for word in words])


def loose_keys(key: str) -> tuple[str, ...]:
    """Other keys to try, in order, where ``key`` itself is unknown: without, with or with another Arabic article."""
    first, _, rest = key.partition(" ")
    if rest and first in ARTICLES:
        return (rest, *(f"{article} {rest}" for article in ("al", "el") if article != first))
    return (f"al {key}", f"el {key}") if key and " " not in key else ()
