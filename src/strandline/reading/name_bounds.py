"""Names as the scores bound them in; the names that their own words, and the ends of sentences, make of them out.

The scores run names together that stand side by side ("Ana Velt of the Harbour Party", "Ravenna Ohio", "Tom Tom Okoro"
where a letter is signed and the next begins), and leave the word that joins a name to the next one at its end. What
tells: words that begin or end no name, names of places that are whole on either side, given names, words said twice,
the end of a sentence. Words: ``place_words.toml`` and the reader's lists of names.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Final, NamedTuple

from strandline.reading.features import (
    LEXICON_GIVEN,
    LEXICON_GIVEN_OR_PLACE,
    LEXICON_NATIONALITY,
    LEXICON_ORGANISATION,
    LEXICON_PLACE,
    LEXICON_PLACE_BEGINS,
    LEXICON_PLACE_GOES_ON,
    LEXICON_TITLE,
    NameLexicon,
)

_NOT_FIRST: Final = frozenset({"of", "and", "'s", "’s", ",", "-", ")", "/", "&", "or"})
_NOT_LAST: Final = frozenset({"of", "and", "the", "for", "from", ",", "-", "(", "/", "&", "or", "with"})
_POSSESSIVE: Final = frozenset({"'s", "’s"})
_BELONGING: Final = frozenset({"of", "for", "from"})
_BEFORE_TITLES: Final = frozenset(
    {"madam", "mr", "mr.", "vice", "deputy", "assistant", "associate", "senior", "chief", "-"}
)
_NUMERAL: Final = re.compile(r"[IVX]+|\d+(?:st|nd|rd|th)|the")


class Piece(NamedTuple):
    """Words ``[first, last)`` that are one name; ``person`` is False where it can be no person's."""

    first: int
    last: int
    person: bool = True


def pieces(forms: list[str], kind: str, following: str, lexicon: NameLexicon) -> list[Piece]:
    """The names that a stretch of words holds, which the scores took for one name.

    Args:
        forms: its words.
        kind: the type that the scores favour.
        following: the word after it, empty where its sentence ends.
        lexicon: the lists of names.
    """
    first, last = _trimmed(forms, 0, len(forms), kind)
    if last - first < 2:
        return [] if first == last or _is_role(forms, first, last, kind, following, lexicon) else [Piece(first, last)]
    if kind == "PER":
        return _persons(forms, first, last, following, lexicon)
    if kind in ("GPE", "LOC", "FAC"):
        cut = _town_and_land(forms[first:last], lexicon)
        if cut:
            return [Piece(first, first + cut, person=False), Piece(first + cut, last, person=False)]
    half = (last - first) // 2
    if (last - first) % 2 == 0 and forms[first : first + half] == forms[first + half : last] and half > 1:
        return [Piece(first, first + half), Piece(first + half, last)]
    return [Piece(first, last)]


def _trimmed(forms: list[str], first: int, last: int, kind: str) -> tuple[int, int]:
    """The words without those at either end that begin or end no name."""
    while first < last and forms[first].lower() in _NOT_FIRST:
        first += 1
    while first < last and (forms[last - 1].lower() in _NOT_LAST or (kind == "PER" and forms[last - 1] in _POSSESSIVE)):
        last -= 1
    return first, last


def _persons(forms: list[str], first: int, last: int, following: str, lexicon: NameLexicon) -> list[Piece]:
    """Persons' names, and names of what they belong to, that stand together."""
    for index in range(first + 1, last - 1):
        word = forms[index]
        if word in _POSSESSIVE and forms[index + 1][:1].isupper():
            owner = lexicon.classes(forms[first : first + 1])[0] in (LEXICON_GIVEN, LEXICON_GIVEN_OR_PLACE)
            rest = _persons(forms, index + 1, last, following, lexicon)
            return [Piece(first, index, person=owner), *rest]
        if word in _BELONGING and _names_one_alone(forms, first, index, lexicon, forms[index + 1]):
            begin, end = _trimmed(forms, index + 1 + (forms[index + 1].lower() == "the"), last, "PER")
            body = [Piece(begin, end, person=False)] if begin < end and forms[begin][:1].isupper() else []
            if not _is_role(forms, first, index, "PER", word, lexicon):
                return [Piece(first, index), *body]
            return body if body and _is_known(forms[begin:end], lexicon) else []
        if word == "and" and _are_two(forms, first, index, last, lexicon):
            return [Piece(first, index), *_persons(forms, index + 1, last, following, lexicon)]
        if forms[index] == forms[index - 1] and word.isalpha() and len(word) > 1:
            return [Piece(first, index), *_persons(forms, index, last, following, lexicon)]
    if last - first == 4 and all(form.isalpha() for form in forms[first:last]):
        given = [item in (LEXICON_GIVEN, LEXICON_GIVEN_OR_PLACE) for item in lexicon.classes(forms[first:last])]
        if given[0] and given[2] and not given[1]:
            return [Piece(first, first + 2), Piece(first + 2, last)]
    if last - first == 2 and forms[first] == forms[first + 1]:
        return [Piece(first, first + 1), Piece(first + 1, last)]
    return [] if _is_role(forms, first, last, "PER", following, lexicon) else [Piece(first, last)]


def _names_one_alone(forms: list[str], first: int, last: int, lexicon: NameLexicon, following: str) -> bool:
    """Whether what stands before "of" is a name without it: not "Ada of Ravenna", not "Queen Ada II of Ravenna"."""
    classes = lexicon.classes(forms[first:last])
    bare = [
        form
        for form, item in zip(forms[first:last], classes, strict=True)
        if item != LEXICON_TITLE and not _NUMERAL.fullmatch(form)
    ]
    return len(bare) > 1 or following.lower() == "the" or classes[-1] == LEXICON_TITLE


def _is_role(forms: list[str], first: int, last: int, kind: str, following: str, lexicon: NameLexicon) -> bool:
    """Whether the words say what somebody is ("Director of …", "Madam Speaker") and name nobody."""
    if kind != "PER" or first >= last or lexicon.classes(forms[last - 1 : last])[0] != LEXICON_TITLE:
        return False
    if following in ("of", "for"):
        return True
    others = forms[first : last - 1]
    return bool(others) and all(
        form.lower() in _BEFORE_TITLES or item == LEXICON_TITLE
        for form, item in zip(others, lexicon.classes(others), strict=True)
    )


def _are_two(forms: list[str], first: int, index: int, last: int, lexicon: NameLexicon) -> bool:
    """Whether "and" joins two persons, and is no part of a firm's name."""
    capital = forms[first][:1].isupper() and forms[index + 1][:1].isupper()
    return capital and LEXICON_ORGANISATION not in lexicon.classes(forms[first:last])


def _is_known(forms: list[str], lexicon: NameLexicon) -> bool:
    """Whether a word of these stands in the lists of places, peoples or bodies ("the Senate", no "State")."""
    telling = (LEXICON_PLACE, LEXICON_PLACE_BEGINS, LEXICON_NATIONALITY, LEXICON_ORGANISATION)
    return any(item in telling for item in lexicon.classes(forms))


def _town_and_land(forms: list[str], lexicon: NameLexicon) -> int:
    """How many words name a town, where the others name the state or country that it lies in; 0 where they do not."""
    table = _standing_after()
    lowered = [form.lower() for form in forms]
    if lowered[0] in table.part_of:
        return 0
    for cut in range(len(forms) - 1, 0, -1):
        if " ".join(lowered[cut:]) not in table.within:
            continue
        town = [form.capitalize() if form.islower() else form for form in forms[:cut]]
        whole = [form.capitalize() if form.islower() else form for form in forms]
        if _is_place(lexicon.classes(town)) and not _is_place(lexicon.classes(whole)):
            return cut
    return 0


def _is_place(classes: list[int]) -> bool:
    """Whether the words are one name in the list of places."""
    if len(classes) == 1:
        return classes[0] in (LEXICON_PLACE, LEXICON_GIVEN_OR_PLACE)
    return classes[0] == LEXICON_PLACE_BEGINS and all(item == LEXICON_PLACE_GOES_ON for item in classes[1:])


class _StandingAfter(NamedTuple):
    within: frozenset[str]
    part_of: frozenset[str]


@lru_cache(maxsize=1)
def _standing_after() -> _StandingAfter:
    data = tomllib.loads(files("strandline.reading").joinpath("place_words.toml").read_text("utf-8"))
    table = data["standing_after"]
    return _StandingAfter(within=frozenset(table["within"]), part_of=frozenset(table["part_of"]))
