"""Names of a whole text, each found alone, in; the same names with the types that the text as a whole gives them, out.

A text rarely calls two kinds of thing by one name, and what stands beside one mention tells for all: "the Tana" is a
river, "Sarun, which …" nobody, "Okeda, the port's union" a body. Words that tell: ``place_words.toml``,
``body_words.toml``.
"""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from functools import lru_cache
from importlib.resources import files
from typing import Final, NamedTuple

from strandline.records import Name, NameType, Token

PLACE_TYPES: Final = frozenset({"GPE", "LOC", "FAC"})
LEAST_ORGANISATION: Final = 0.35
"""Least score of an organisation's name, the type that is guessed most often where there is no name; from the
development parts of EWT and GUM."""
FARTHEST_APPOSITION: Final = 12
"""Words after a name among which an apposition to it is looked for."""


def settled_names(found: list[Name], text: str, tokens: list[Token]) -> list[Name]:
    """The names of a text with their words and the types that they have in the text as a whole."""
    names = agreed_types(found, [text[name.start : name.end] for name in found])
    names = likely_names(bodies_by_company(names, tokens))
    return told_places(land_by_article(names, tokens))


def agreed_types(found: list[Name], texts: list[str]) -> list[Name]:
    """The names of a text, each with the type that all names of the same letters favour together.

    A text rarely calls two kinds of thing by one name, and one mention is often plainer than the others.
    """
    votes: defaultdict[str, defaultdict[NameType, float]] = defaultdict(lambda: defaultdict(float))
    for name, text in zip(found, texts, strict=True):
        votes[text.lower()][name.type] += name.score**2
    agreed = []
    for name, text in zip(found, texts, strict=True):
        counts = votes[text.lower()]
        kind = max(counts, key=lambda each: (counts[each], each == name.type, each))
        agreed.append(Name(name.first, name.last, name.start, name.end, text, kind, name.score))
    return agreed


def bodies_by_company(found: list[Name], tokens: list[Token]) -> list[Name]:
    """The names of a text; what beside them tells a body is no person's name, and no place's where it is said outright.

    One mention tells for all that are spelt alike.
    """
    told: Counter[str] = Counter()
    shouted = sum(name.text.isupper() for name in found) > len(found) / 3
    for name in found:
        if name.type in ("PER", "GPE"):
            told[name.text.lower()] += _company(name, tokens, shouted=shouted)
    return [
        _retyped(name, "ORG") if name.type in ("PER", "GPE") and told[name.text.lower()] > 0 else name for name in found
    ]


def _company(name: Name, tokens: list[Token], *, shouted: bool) -> int:
    """1 where the words round a name tell a body, -1 where they tell a person, else 0."""
    after = tokens[name.last : name.last + FARTHEST_APPOSITION]
    if any(
        token.deprel == "appos"
        and name.first <= token.head < name.last
        and token.text.islower()
        and token.lemma in _body_words()
        for token in after
    ):
        return 1
    if name.type != "PER":
        return 0
    follows = [token.text for token in after[:2]]
    if follows in ([",", "who"], [",", "whose"], ["(", "who"]):
        return -1
    letters = name.text.isalpha() and name.text.isupper() and len(name.text) > 3
    return int(follows == [",", "which"] or (letters and not shouted and bool(follows) and follows[0].islower()))


def likely_names(found: list[Name]) -> list[Name]:
    """The names of a text without unlikely organisations and lone small letters."""
    return [
        name
        for name in found
        if not (name.type == "ORG" and name.score < LEAST_ORGANISATION)
        and not (len(name.text) == 1 and not name.text.isupper())
    ]


def told_places(found: list[Name]) -> list[Name]:
    """The names of a text; those of places are of the sort that their own words tell ("Lake", "Bridge")."""
    words = _place_words()
    told = []
    for name in found:
        parts = name.text.lower().split()
        if name.type in PLACE_TYPES and len(parts) > 1:
            kind = words.type_of(parts)
            if kind is not None and kind != name.type:
                told.append(_retyped(name, kind))
                continue
        told.append(name)
    return told


def land_by_article(found: list[Name], tokens: list[Token]) -> list[Name]:
    """The names of a text; a place that is called with an article ("across the Tana") is land or water, no town.

    One mention tells for all that are spelt alike, but a name that goes without its article in as many places.
    """
    articles: Counter[str] = Counter()
    for name in found:
        if name.type in PLACE_TYPES:
            articles[name.text.lower()] += 1 if _has_article(name, tokens) else -1 if _stands_bare(name, tokens) else 0
    return [
        _retyped(name, "LOC")
        if name.type == "GPE" and articles[name.text.lower()] > 0 and not _place_words().has_own_article(name.text)
        else name
        for name in found
    ]


def _has_article(name: Name, tokens: list[Token]) -> bool:
    """Whether "the" stands before a name and belongs to it, not to a noun that follows ("the Berlin office")."""
    if name.first == 0 or tokens[name.first - 1].text not in ("the", "The"):
        return False
    following = tokens[name.last] if name.last < len(tokens) else None
    if following is not None and following.text in ("'s", "’s"):
        return True
    return all(tokens[index].head < name.last for index in range(name.first, name.last)) and (
        following is None or following.text not in ("of", "-", "/")
    )


def _stands_bare(name: Name, tokens: list[Token]) -> bool:
    return name.first > 0 and tokens[name.first - 1].upos in ("ADP", "CCONJ", "VERB")


def _retyped(name: Name, kind: NameType) -> Name:
    return Name(name.first, name.last, name.start, name.end, name.text, kind, name.score)


class _PlaceWords(NamedTuple):
    last: dict[str, NameType]
    first: dict[str, NameType]
    neither: frozenset[str]
    own_article: frozenset[str]

    def has_own_article(self, name: str) -> bool:
        """Whether a state or a town is called with an article ("the Gambia", "the United Kingdom", "the UAE")."""
        return name.isupper() or "." in name or not self.own_article.isdisjoint(name.lower().split())

    def type_of(self, parts: list[str]) -> NameType | None:
        whole = " ".join(parts[1:] if parts[0] == "the" else parts)
        if whole in self.neither:
            return None
        return self.last.get(parts[-1].rstrip("."), self.first.get(parts[0].rstrip(".")))


@lru_cache(maxsize=1)
def _place_words() -> _PlaceWords:
    data = tomllib.loads(files("strandline.reading").joinpath("place_words.toml").read_text("utf-8"))
    kinds: tuple[tuple[NameType, dict[str, list[str]]], ...] = (("LOC", data["land"]), ("FAC", data["built"]))
    return _PlaceWords(
        last={word: kind for kind, lists in kinds for word in lists["last"]},
        first={word: kind for kind, lists in kinds for word in lists["first"]},
        neither=frozenset(data["land"]["not_land"] + data["built"]["not_built"]),
        own_article=frozenset(data["settled"]["with_article"]),
    )


@lru_cache(maxsize=1)
def _body_words() -> frozenset[str]:
    data = tomllib.loads(files("strandline.reading").joinpath("body_words.toml").read_text("utf-8"))
    return frozenset(data["bodies"])
