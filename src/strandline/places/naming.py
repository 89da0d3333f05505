"""Place names that the reader sees and the gazetteer's spotter does not.

In: the reader's names of places and the mentions found so far. Out: the mentions with those names added that hold up:
sure enough, whole words with a capital, touching no other mention, and in a place's company ("in", "near", ", Iraq",
another place in a list). The reader errs at the edges of names, so a name that a found mention touches adds nothing.
"""

from __future__ import annotations

import re
from typing import Final

from strandline.places.gazetteer import Gazetteer
from strandline.places.judging import PLACE_NAMES
from strandline.places.mentions import Mention
from strandline.places.spotting import Spotter
from strandline.places.words import Word, lexicon, scan_words
from strandline.records import Reading

_SURE: Final = 0.98
_PROBABLE: Final = 0.6
_COMPANY_OF_KNOWN: Final = 0.1
_COMPANY_OF_UNKNOWN: Final = 1.0
_LINK: Final = re.compile(r",?\s+(?:and|or)\s+$|,\s+$")
_OPENED: Final = 5.5
"""Least prominence of a place that a compass word may go before inside a name: "Northern Iraq"."""


def read_mentions(
    text: str, words: list[Word], reading: Reading, mentions: list[Mention], spotter: Spotter
) -> list[Mention]:
    """All mentions in order: those given, which the spotter has found, and those that only the reader sees."""
    gazetteer = spotter.gazetteer
    busy = bytearray(len(text) + 2)
    for start, end in [(mention.start, mention.end) for mention in mentions] + spotter.organisations:
        busy[start : end + 1] = b"\1" * (end + 1 - start)
    index_at = {word.start: index for index, word in enumerate(words)}
    ends = {mention.end for mention in mentions}
    added = []
    for name in reading.names:
        if name.type not in PLACE_NAMES:
            continue
        start, end = _trimmed(text, name.start, name.end, sure=name.score >= _SURE)
        if start == end or any(busy[start : end + 1]) or text[end : end + 1] in ("-", "@"):
            continue
        for mention in _mentions_of_name(text, start, end, gazetteer):
            index = index_at.get(mention.start)
            if name.score < _SURE:
                if index is None or name.score < _PROBABLE:
                    continue
                company = spotter.company(index, mention) + (1.2 if _listed(text, start, ends) else 0.0)
                if company < (_COMPANY_OF_KNOWN if mention.entries else _COMPANY_OF_UNKNOWN):
                    continue
            mention.trusted = True
            mention.use = spotter.use_of(mention)
            added.append(mention)
            ends.add(mention.end)
    return sorted([*mentions, *added], key=lambda mention: (mention.start, mention.end))


def _listed(text: str, start: int, ends: set[int]) -> bool:
    """Whether a place and "," or "and" go before a name."""
    link = _LINK.search(text, max(0, start - 8), start)
    return link is not None and link.start() in ends


def _trimmed(text: str, start: int, end: int, *, sure: bool) -> tuple[int, int]:
    """A name without words in lower case, articles and bare nouns at its edges; empty if nothing is left."""
    known, words = lexicon(), scan_words(text[start:end])
    if sure:
        return start, end
    while words and not words[-1].capital:
        words.pop()
    while words and (not words[0].capital or words[0].lower == "the"):
        words.pop(0)
    bare = all(
        word.lower in known.kind_of_noun or word.lower in known.openers or word.lower in known.common_words
        or word.lower in known.facility_modifiers or word.lower in known.organisation_heads for word in words
    )  # fmt: skip
    return (start, start) if bare else (start + words[0].start, start + words[-1].end)


def _mentions_of_name(text: str, start: int, end: int, gazetteer: Gazetteer) -> list[Mention]:
    """One mention, or two for "City, State" in one name; the longest part that is known gives the entries."""
    surface = text[start:end]
    words = scan_words(surface)
    if not words:
        return []
    entries = gazetteer.rows_of(surface)
    if not entries and ", " in surface:
        left, right = surface.split(", ", 1)
        if gazetteer.rows_of(right):
            inner = _mentions_of_name(text, start, start + len(left), gazetteer)
            return inner + _mentions_of_name(text, start + len(left) + 2, end, gazetteer)
    name = surface
    if not entries:
        name, entries = _known_part(surface, words, gazetteer)
    return [Mention(start, end, name, entries)]


def _known_part(surface: str, words: list[Word], gazetteer: Gazetteer) -> tuple[str, tuple[int, ...]]:
    """What remains of a name without a compass word before it or a kind of place after it, if that is known."""
    known = lexicon()
    first, last = 0, len(words)
    if words[-1].possessive and (entries := gazetteer.rows_of(surface[: words[-1].end])):
        return surface[: words[-1].end], entries
    while first < last - 1 and (words[first].lower in known.openers or words[first].lower == "the"):
        first += 1
    while last > first + 1 and known.kind_of_noun.get(words[last - 1].lower) in ("county", "admin1", "region", "city"):
        last -= 1
    for begin, end in ((first, len(words)), (0, last), (first, last)):
        name = surface[words[begin].start : words[end - 1].end]
        entries = gazetteer.rows_of(name) if name != surface else ()
        if entries and (begin == 0 or gazetteer.candidate(entries[0]).prominence >= _OPENED):
            return name, entries
    return surface, gazetteer.entries_of(surface)
