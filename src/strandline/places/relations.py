"""What the words between and around mentions say: containment, distance, kind of place, people.

In: the text and its mentions in order. Out: the same mentions with ``container``, ``near``, ``offset``, ``kind``,
``people`` and ``use`` filled in; "Mosul, Iraq", "Tikrit in Salahuddin province", "Egypt's Sinai", "the Iraqi city of
Hit", "20 km north of Baghdad", "Moscow said".
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from itertools import pairwise
from typing import Final

from strandline.places.choosing import contains, fixed_points
from strandline.places.datelines import is_dateline
from strandline.places.gazetteer import Candidate, Gazetteer
from strandline.places.mentions import Mention
from strandline.places.name_keys import name_key
from strandline.places.words import Word, lexicon
from strandline.records import Reading

_COMMA: Final = re.compile(r"\.?,\s+(?:in\s+)?(?:the\s+)?|\s*\(\s*(?:in\s+)?")
_IN: Final = re.compile(
    r"\.?,?\s+(?:(?:an?|the)\s+[a-z][a-z \-]{0,40}?\s)?(?:in|of|inside|within)\s+(?:the\s+)?"
    r"(?:[A-Za-z][\w'’\-]*\s+){0,3}(?:of\s+)?"
)
_POSSESSIVE: Final = re.compile(r"['’]s?\s+(?:(?:[a-z][\w\-]*|of),?\s+){0,4}")
_NUMBER: Final = r"(?P<number>\d[\d,]*(?:\.\d+)?|[a-z]+(?: [a-z]+)?)"
_OFFSET: Final = re.compile(
    r"(?:\b(?:about|around|some|roughly|nearly|approximately|just|under|over)\s+)?"
    + _NUMBER
    + r"[ \-]?(?P<unit>km|kms|kilomet(?:er|re)s?|k\.m\.|miles?|mi)\b(?:\s*\([^)\n]{1,30}\))?\s+"
    r"(?:to\s+the\s+|due\s+)?(?:(?P<bearing>(?:north|south)?[ \-]?(?:east|west)?(?:north|south)?)(?:ern)?\s+(?:of|from)"
    r"|(?P<away>from|outside|outside of|away from|off))\s+(?:the\s+)?(?:(?:[a-z][\w\-]*\s+){0,4}of\s+)?$"
)
_NEAR: Final = re.compile(
    r"\b(?:near|close\s+to|outside|outside\s+of|just\s+outside|not\s+far\s+from|on\s+the\s+outskirts\s+of|around)\s+"
    r"(?:the\s+)?(?:[\w\-]+\s+(?:city|town|village)\s+of\s+)?$"
)
_NEAR_GAP: Final = re.compile(
    r",?\s+(?:located\s+|situated\s+|just\s+)?"
    r"(?:near|outside|outside\s+of|close\s+to|not\s+far\s+from|on\s+the\s+(?:outskirts|edge)\s+of)\s+"
    r"(?:the\s+)?(?:[\w\-]+\s+){0,3}(?:(?:city|town|village)\s+of\s+)?"
)
_LISTED: Final = re.compile(r",\s+(?:and\s+|or\s+)?|\s+(?:and|or|&)\s+|;\s+(?:and\s+)?|\s?/\s?")
_CLAUSE_END: Final = ("", ",", ".", ";", ":", ")", "\n", '"', "”", "?", "!", "'", "’")
_WELL_KNOWN: Final = 5.7
_FAMOUS: Final = 6.6
_NATURAL: Final = frozenset({"river", "lake", "sea", "mountain", "island", "valley"})
_OFFICES: Final = frozenset({"gov", "governor", "lawmakers", "legislature", "legislators"})
_KM_PER_MILE: Final = 1.609
_LOOK_BACK: Final = 90
_PEOPLE_REACH: Final = 300
_PEOPLE_FADES: Final = 150.0
"""Code points: how far from a place a people's name tells of its country, and after which it tells 1/e of it."""


def relate(text: str, words: list[Word], mentions: list[Mention], gazetteer: Gazetteer) -> Counter[str]:
    """Fill in what the words say of each mention; give back how often each country's people is named."""
    starts = {word.start: index for index, word in enumerate(words)}
    for place, mention in enumerate(mentions):
        first = starts.get(mention.start)
        if first is not None and not mention.facility:
            _set_kind(text, words, first, mention, gazetteer)
            mention.people = _people_before(text, words, first, gazetteer)
            if not mention.kind and is_dateline(text, mention.start, mention.end):
                mention.kind = "dateline"
        _set_distance(text, mention, mentions[place - 1] if place else None, gazetteer)
    _level_lists(text, mentions, gazetteer)
    for inner, outer in pairwise(mentions):
        _set_container(text, inner, outer, gazetteer)
    inside = {word for mention in mentions for word in range(mention.start, mention.end)}
    capitals = (word for word in words if word.capital and word.start not in inside)
    peoples = [
        (word.start, country) for word in capitals if (country := gazetteer.country_of_demonym(word.text)) is not None
    ]
    for mention in mentions:
        _set_peoples(mention, peoples)
    return Counter(country for _, country in peoples)


def _set_peoples(mention: Mention, peoples: list[tuple[int, str]]) -> None:
    """The countries whose people are named near a mention: the nearer, the more they say."""
    first = bisect_left(peoples, (mention.start - _PEOPLE_REACH, ""))
    last = bisect_left(peoples, (mention.start + _PEOPLE_REACH, ""))
    for start, country in peoples[first:last]:
        weight = math.exp(-abs(start - mention.start) / _PEOPLE_FADES)
        mention.peoples[country] = max(weight, mention.peoples.get(country, 0.0))


def _set_kind(text: str, words: list[Word], first: int, mention: Mention, gazetteer: Gazetteer) -> None:
    """The kind of place that a noun after the name ("Idlib province") or before "of" asks for."""
    known = lexicon()
    last = first
    while last < len(words) and words[last].end < mention.end:
        last += 1
    after = words[last + 1] if last + 1 < len(words) else None
    if after is not None and after.lower in known.kind_of_noun and text[mention.end : after.start] == " ":
        mention.kind = known.kind_of_noun[after.lower]
        if after.capital and (_goes_on(text, words, last + 2) or _is_college(mention, after.lower, gazetteer)):
            mention.kind = ""
            mention.use = "organisation" if mention.use == "place" else mention.use
        elif after.capital and not words[last].possessive:
            mention.end = after.end
            if mention.kind in _NATURAL:
                _name_in_full(text, mention, gazetteer)
    elif after is not None and after.lower in _OFFICES and text[mention.end : after.start].strip() == "":
        mention.kind = "" if mention.name.isupper() else "office"
    elif first >= 2 and words[first - 1].lower == "of" and words[first - 2].lower in known.of_words:
        kind = known.of_words[words[first - 2].lower]
        mention.kind = kind if kind in ("city", "region") else mention.kind


def _is_college(mention: Mention, noun: str, gazetteer: Gazetteer) -> bool:
    """Whether "Indiana State" is a university: of the states of the USA only two are called so."""
    if noun != "state" or name_key(mention.name) in ("washington", "new york"):
        return False
    places = [gazetteer.candidate(entry) for entry in mention.entries[:3]]
    return any(place.feature == "admin1" and place.country == "US" for place in places)


def _goes_on(text: str, words: list[Word], index: int) -> bool:
    """Whether a capitalised name goes on after "District" or "State": "Denver District Judge", "Ohio State Police"."""
    if index >= len(words) or text[words[index - 1].end : words[index].start] != " ":
        return False
    known, word = lexicon(), words[index]
    if words[index - 1].lower not in (
        "city",
        "district",
        "state",
        "county",
        "town",
        "village",
        "municipal",
        "township",
    ):
        return False
    return word.capital and (word.lower in known.organisation_heads or word.lower in known.titles)


def _name_in_full(text: str, mention: Mention, gazetteer: Gazetteer) -> None:
    """What a name with "Island" or "River" at its end means; a town of the same name is not it."""
    mention.name = text[mention.start : mention.end]
    full = gazetteer.rows_of(mention.name)
    places = [entry for entry in mention.entries if gazetteer.candidate(entry).level != "locality"]
    mention.entries = full or tuple(places)


def _people_before(text: str, words: list[Word], first: int, gazetteer: Gazetteer) -> str | None:
    """The country of "Iraqi" in "the northern Iraqi city of Mosul", "Iraqi Kurdistan", "the Iraqi capital, Baghdad"."""
    known = lexicon()
    for back in range(first - 1, max(-1, first - 6), -1):
        word = words[back]
        gap = text[word.end : words[back + 1].start]
        if gap.strip() not in ("", ",") or (gap.strip() and word.lower not in known.of_words):
            return None
        country = gazetteer.country_of_demonym(word.text) if word.capital else None
        if country is not None:
            return country
        if word.lower not in known.kind_of_noun and word.lower not in known.of_words and word.lower != "of":
            return None
    return None


def _set_distance(text: str, mention: Mention, previous: Mention | None, gazetteer: Gazetteer) -> None:
    """Distance and bearing from the place named, or that it is only near."""
    known = lexicon()
    before = text[max(0, mention.start - _LOOK_BACK) : mention.start]
    found = _OFFSET.search(before)
    if found is None:
        if _NEAR.search(before):
            mention.near = 15.0
        return
    number = found["number"].replace(",", "")
    try:
        distance = float(number)
    except ValueError:
        words = number.split()
        value = known.numbers.get(number) or known.numbers.get(words[-1])
        if value is None:
            return
        distance = value
    if found["unit"].startswith("mi"):
        distance *= _KM_PER_MILE
    bearing = known.compass.get((found["bearing"] or "").strip().replace(" ", "-").lower())
    if bearing is None:
        mention.near = distance
        return
    mention.offset = (distance, bearing)
    mention.phrase = mention.start - len(before) + found.start()
    gap = text[previous.end : mention.start] if previous is not None else ""
    placed = previous is not None and (not previous.entries or _level(previous, gazetteer) in ("locality", "facility"))
    if (
        placed
        and previous is not None
        and len(gap) < _LOOK_BACK
        and gap.lstrip(" .")[:1] in (",", "(", "–", "—")
        and "." not in gap[1:]
    ):
        previous.container, previous.offset, mention.offset = mention, mention.offset, None
        mention.use = "attribute" if mention.use == "place" else mention.use


def _level(mention: Mention, gazetteer: Gazetteer) -> str:
    top = _top(mention, gazetteer)
    return top.level if top is not None else ""


def _top(mention: Mention, gazetteer: Gazetteer) -> Candidate | None:
    """The place that a name means when nothing else is known."""
    candidates = [gazetteer.candidate(entry) for entry in mention.entries[:8]]
    return max(candidates, key=lambda candidate: fixed_points(candidate, mention.kind), default=None)


def _level_lists(text: str, mentions: list[Mention], gazetteer: Gazetteer) -> None:
    """In an enumeration of regions every member is a region where it can be: "Oregon, Washington and Idaho"."""
    first = 0
    while first < len(mentions):
        last = first + 1
        while last < len(mentions) and _LISTED.fullmatch(text[mentions[last - 1].end : mentions[last].start]):
            last += 1
        members = mentions[first:last]
        first = last
        tops = [_top(member, gazetteer) for member in members]
        regions = sum(top is not None and top.feature == "admin1" for top in tops)
        if len(members) < 2 or regions < 0.6 * len(members) - 0.2:
            continue
        for member, top in zip(members, tops, strict=True):
            if member.kind or top is None or top.feature == "admin1":
                continue
            region = next(
                (one for one in map(gazetteer.candidate, member.entries[:8]) if one.feature == "admin1"), None
            )
            if region is not None and (len(members) > 2 or region.prominence > top.prominence - 0.4):
                member.kind = "admin1"


def _set_container(text: str, inner: Mention, outer: Mention, gazetteer: Gazetteer) -> None:
    """Whether a mention lies in the next one or the other way round, by the words between them."""
    gap = text[inner.end : outer.start]
    if len(gap) > 80 or inner.container is not None:
        return
    if _POSSESSIVE.fullmatch(gap) and _may_contain(inner, outer, gazetteer):
        outer.container = inner
        return
    if not gap.strip() and inner.end < outer.start and not _same(inner, outer):
        if _may_contain(inner, outer, gazetteer):
            outer.container = inner
        elif _may_contain(outer, inner, gazetteer):
            inner.container = outer
        return
    if (inner.facility or not inner.entries) and outer.entries and _NEAR_GAP.fullmatch(gap):
        inner.container = outer
        return
    comma = _COMMA.fullmatch(gap) is not None
    if not comma and not _IN.fullmatch(gap) and not _only_kinds(gap):
        return
    if _may_contain(outer, inner, gazetteer, beside_comma=comma):
        inner.container = outer
    elif comma and _is_elsewhere(outer, inner, text[outer.end : outer.end + 1], gazetteer):
        inner.container, inner.entries = outer, ()


def _only_kinds(gap: str) -> bool:
    """Whether only "district of", "city in the northern" and the like stand between two names."""
    known = lexicon()
    inside = gap.split()
    if not inside or inside[-1] == "and":
        return False
    linked = any(word in ("in", "of") for word in inside)
    return linked and all(
        word in ("in", "of", "the") or word in known.kind_of_noun or word in known.of_words or word in known.openers
        for word in inside
    )


def _is_elsewhere(outer: Mention, inner: Mention, following: str, gazetteer: Gazetteer) -> bool:
    """Whether "X, Ohio" names an X that the gazetteer lacks: it knows some, all small, none of them there."""
    whole, part = _top(outer, gazetteer), _top(inner, gazetteer)
    limit = _FAMOUS if whole is not None and whole.feature == "admin1" else _WELL_KNOWN
    if whole is None or part is None or part.level != "locality" or part.prominence >= limit:
        return False
    return whole.feature == "admin1" or (whole.level == "country" and following in _CLAUSE_END)


def _same(one: Mention, other: Mention) -> bool:
    return bool(set(one.entries) & set(other.entries))


def _may_contain(outer: Mention, inner: Mention, gazetteer: Gazetteer, *, beside_comma: bool = False) -> bool:
    """Whether some place of the one name can lie in some place of the other, and is of a smaller kind."""
    if not outer.entries or outer.facility:
        return False
    wholes = [gazetteer.candidate(entry) for entry in outer.entries[:8]]
    whole, part = _top(outer, gazetteer), _top(inner, gazetteer)
    if whole is not None and part is not None and part.level == "country":
        wholes = [one for one in wholes if beside_comma and one.feature == "admin1" and one.country == "US"]
    elif beside_comma and whole is not None and part is not None and whole.feature == part.feature == "admin1":
        return False
    if not inner.entries:
        return not beside_comma or inner.kind != "" or bool(inner.facility) or wholes[0].level in ("region", "country")
    parts = [gazetteer.candidate(entry) for entry in inner.entries[:60]]
    return any(_goes_into(whole, part, beside_comma=beside_comma) for whole in wholes for part in parts)


def _goes_into(outer: Candidate, inner: Candidate, *, beside_comma: bool) -> bool:
    if not contains(outer, inner):
        return False
    if inner.level in ("country", "area", "water") and outer.level != "country":
        return False
    if outer.level == "locality":
        return inner.level == "facility" or (inner.population * 3 < outer.population and not inner.other_name)
    if beside_comma and outer.level == "region" and inner.level == "region":
        return inner.feature != "admin1" and outer.feature == "admin1"
    return True


def mark_governments(mentions: list[Mention], words: list[Word], reading: Reading, gazetteer: Gazetteer) -> None:
    """Mark countries and capitals that say or think something: they stand for their governments.

    With a tree, the name is the subject of such a verb; without one, the verb follows it.
    """
    subjects = _subjects(reading)
    word_at = {word.end: index for index, word in enumerate(words)}
    for mention in mentions:
        candidate = mention.candidate
        if mention.use != "place" or candidate is None or candidate.feature not in ("country", "capital", "government"):
            continue
        if reading.tokens:
            speaks = any(start in subjects for start in range(mention.start, mention.end))
        else:
            index = word_at.get(mention.end)
            speaks = index is not None and _verb_follows(words, index)
        if speaks:
            mention.use = "government"


def _subjects(reading: Reading) -> set[int]:
    """Where the tokens start that are subjects of verbs of saying or attitude."""
    verbs = lexicon().speech_verbs
    return {
        token.start
        for token in reading.tokens
        if token.deprel.startswith("nsubj") and token.head >= 0 and reading.tokens[token.head].lemma.lower() in verbs
    }


def _verb_follows(words: list[Word], index: int) -> bool:
    known = lexicon()
    before = words[index - 1].lower if index else ""
    if before == "the" and index > 1:
        before = words[index - 2].lower
    if words[index].possessive or before in known.prepositions:
        return False
    place = index + 1
    while place < len(words) and words[place].lower in (
        "also",
        "has",
        "have",
        "had",
        "later",
        "again",
        "on",
        "repeatedly",
    ):
        place += 1
    if place < len(words) and words[place].lower in known.calendar:
        place += 1
    return place < len(words) and not words[place].capital and words[place].lower in known.speech_forms
