"""Points for a name in a text to be a place: the prominence of what bears it, the name itself, the words around it.

In: a run of words that the gazetteer knows. Out: points; the spotter keeps a name that reaches its threshold. A bare
mention of a city of a million passes, one of a town of twenty thousand wants "in" before it or ", Ohio" after it, and
"Chad Smith" loses what makes Chad a country.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from typing import Final, NamedTuple

from strandline.places.datelines import is_dateline
from strandline.places.gazetteer import Candidate, Gazetteer
from strandline.places.mentions import Use
from strandline.places.name_keys import name_key
from strandline.places.surroundings import Surroundings
from strandline.places.words import Word, lexicon
from strandline.records import Name, Reading

_POINTS: Final = ((9.0, 3.2), (7.0, 2.6), (6.0, 2.0), (5.5, 1.2), (5.0, 0.5), (4.3, -0.4), (3.5, -1.0), (0.0, -1.6))
"""Points for a prominence of at least so much."""
_OTHER_NAME: Final = 1.3
PLACE_NAMES: Final = frozenset({"GPE", "LOC", "FAC"})
"""Types of the reader's names that are places."""
_WHOLES: Final = frozenset({"ORG", "EVENT", "WORK", "PRODUCT"})
_LISTED: Final = 2.0
_POSTAL: Final = 2.0
_READ_AS_PLACE: Final = 2.8
_READ_AS_OTHER: Final = {"PER": -3.0, "ORG": -1.2, "NORP": -1.5}
_NOT_READ: Final = -0.8
_ADJECTIVES: Final = frozenset({"US", "U.S.", "UK", "U.K.", "UAE", "U.A.E."})
_NOUN_TAGS: Final = frozenset({"NOUN", "PROPN", "ADJ"})


class Sight(NamedTuple):
    """Words ``[first, last)`` that bear a known name, and where the mention before them ended (a word's index)."""

    first: int
    last: int
    entries: tuple[int, ...]
    best: Candidate
    end_of_last: int


_DISTANCE: Final = re.compile(r",?\s+(?:about|some|around|roughly)?\s*\d[\d,.]*\s?(?:km|kilomet(?:re|er)s?|miles?)\b")
_LINKS: Final = frozenset({"of", "de", "du", "del", "di", "da", "des", "la"})
_NOWHERE: Final = Candidate(
    id="", name="", lat=None, lon=None, country=None, admin1=None, level="unknown", population=0, feature="",
    radius=0.0, prominence=0.0, other_name=False, zone=None, countries=(),
)  # fmt: skip


class Judge:
    """Gives points to the names of one text.

    Attributes:
        certain: keys of names that a first pass has found to be places.
        countries: countries that the text is about.
    """

    def __init__(self, around: Surroundings, gazetteer: Gazetteer, reading: Reading) -> None:
        """The reading's tags and names count where it has any."""
        self._around = around
        self._words = around.words
        self._gazetteer = gazetteer
        self._tags: Mapping[int, str] = {token.start: token.upos for token in reading.tokens if token.upos}
        self._names = sorted(reading.names, key=lambda name: name.start)
        self._name_starts = [name.start for name in self._names]
        self._lexicon = lexicon()
        self.certain: set[str] = set()
        self.countries: set[str] = set()

    def best(self, entries: tuple[int, ...]) -> Candidate:
        """The best known of the places that bear a name."""
        best = self._gazetteer.candidate(entries[0])
        for entry in entries[1:4]:
            other = self._gazetteer.candidate(entry)
            if _worth(other) > _worth(best):
                best = other
        return best

    def points(self, sight: Sight) -> float:
        """All points of a name where it stands."""
        start, end = self._words[sight.first].start, self._words[sight.last - 1].end
        dateline = 3.0 if is_dateline(self._around.text, start, end) else 0.0
        around = self._before(sight.first, sight.end_of_last) + self._after(sight)
        return self._of_name(sight) + around + dateline + self._of_reader(start, end)

    def company(self, first: int, last: int) -> float:
        """Points for the words around words ``[first, last)``, whatever they name."""
        return self._before(first, -1) + self._after(Sight(first, last, (), _NOWHERE, -1))

    # -------------------------------------------------------------------------------------------- the name

    def _of_name(self, sight: Sight) -> float:
        best = sight.best
        points = next(value for limit, value in _POINTS if _worth(best) >= limit)
        if sight.last - sight.first > 1:
            return points + (1.8 if best.prominence >= 4.3 else 1.0)
        if best.level == "country":
            points += 0.3
        elif best.level != "locality" and best.feature not in ("county", "admin1"):
            points += 0.9
        return points + self._of_word(sight.first, best) + self._of_document(sight)

    def _of_word(self, index: int, best: Candidate) -> float:
        """Points off for a word that is also an English word or a person's name."""
        known, word, points = self._lexicon, self._words[index], 0.0
        if len(word.text) == 2 and word.all_capitals and self._around.gap_before(index) == ",":
            return _POSTAL
        if word.lower in known.common_words or word.lower in known.calendar:
            points -= 3.0 if self._around.opens_sentence(index) or self._around.flat[index] else 1.5
            points -= 1.5 if best.other_name and best.level == "locality" else 0.0
        if best.level == "locality" and (word.lower in known.common_words or word.lower in known.kind_of_noun):
            previous = self._around.before(index)
            points -= 3.0 if previous is not None and previous.lower == "the" else 0.0  # "the Valley"
        elif word.lower in self._around.lower_case and best.level != "country":
            points -= 1.0
        if word.lower in known.ambiguous_people:
            points -= 0.8 if best.prominence >= 6.9 else 1.8
        elif word.lower in known.given_names:
            points -= 1.5
        tag = self._tags.get(word.start)
        if tag is not None:
            points += 0.4 if tag == "PROPN" else -2.5
        return points

    def _of_document(self, sight: Sight) -> float:
        """Points for what the rest of the text makes of the name."""
        word = self._words[sight.first]
        if word.lower in self._around.persons:
            return -3.0
        if sight.best.prominence < 9.0 and name_key(word.text) in self.certain:
            return 1.5
        return 1.0 if sight.best.prominence < 6.0 and self._is_at_home(sight.entries) else 0.0

    def names_over(self, start: int, end: int) -> list[Name]:
        """The reader's names that touch a span."""
        first = bisect_left(self._name_starts, start)
        near = self._names[max(0, first - 2) : bisect_left(self._name_starts, end)]
        return [name for name in near if name.start < end and start < name.end]

    def _of_reader(self, start: int, end: int) -> float:
        """Points for what the reader takes the words for; it errs, most of all at the edges of names."""
        if not self._names:
            return 0.0
        points = 0.0
        names = self.names_over(start, end)
        for name in names:
            if name.type in PLACE_NAMES:
                points = max(points, _READ_AS_PLACE * name.score)
        if points == 0.0 and names:
            points = min(_READ_AS_OTHER.get(name.type, -2.0) * name.score for name in names)
        return points if names else _NOT_READ

    def _is_at_home(self, entries: tuple[int, ...]) -> bool:
        """Whether a place of that name lies in a country that the text is about."""
        if not self.countries:
            return False
        places = (self._gazetteer.candidate(entry) for entry in entries[:5])
        return any(
            place.country in self.countries and not place.other_name and place.prominence >= 3.5 for place in places
        )

    # ------------------------------------------------------------------------------------ words before it

    def _before(self, index: int, end_of_last: int) -> float:
        known, around = self._lexicon, self._around
        previous = around.before(index)
        if previous is None:
            if end_of_last != index:
                return 0.0
            return 2.0 if self._words[index - 1].possessive else _LISTED if around.gap_before(index) == "," else 0.0
        earlier = around.before(index - 1)
        if previous.lower == "the" and earlier is not None:
            return known.prepositions.get(earlier.lower, 0.0)
        if previous.lower == "of" and earlier is not None and earlier.lower in known.of_words:
            return 3.0
        if previous.lower in ("and", "or") and end_of_last == index - 1:
            return _LISTED
        if previous.lower in known.prepositions and (not previous.capital or around.opens_sentence(index - 1)):
            return known.prepositions[previous.lower]
        if previous.lower in known.kind_of_noun and not previous.capital:
            return 0.5
        return self._capital_before(previous, index, end_of_last)

    def _capital_before(self, previous: Word, index: int, end_of_last: int) -> float:
        known = self._lexicon
        if previous.lower in known.titles and (previous.capital or previous.lower not in known.kind_of_noun):
            return -4.0
        if not previous.capital or previous.lower in ("the", "a", "an", "i"):
            return 0.0
        if previous.lower in known.openers:
            return known.prepositions.get(previous.lower, 0.0)
        if end_of_last == index or self._gazetteer.country_of_demonym(previous.text) or self._around.flat[index]:
            return 0.0
        if previous.lower in known.calendar or previous.lower in known.kind_of_noun:
            return 0.0
        if previous.lower in known.given_names or len(previous.text) == 1:
            return -4.0
        return 0.0 if previous.lower in known.common_words and self._around.opens_sentence(index - 1) else -2.2

    # ------------------------------------------------------------------------------------- words after it

    def _after(self, sight: Sight) -> float:
        known, best = self._lexicon, sight.best
        following = self._around.after(sight.last)
        if following is None:
            end = self._words[sight.last - 1].end
            away = _DISTANCE.match(self._around.text, end)
            return 2.5 if away is not None else self._container_after(sight)
        if not following.capital and following.lower in known.not_places_before:
            return -4.0
        if following.lower in known.kind_of_noun or following.lower in known.facility_radius_km:
            return 2.0
        if not following.capital:
            if following.lower in _LINKS and self._names_on(sight):
                return -1.5
            return 1.3 if following.lower in known.local_nouns else 0.0
        if self._around.flat[sight.first] or following.lower in known.calendar:
            return 0.0
        if self._gazetteer.country_of_demonym(following.text) or following.lower in known.organisation_heads:
            return 0.3
        word = self._words[sight.first].lower
        if sight.last - sight.first == 1 and (word in known.given_names or word in known.ambiguous_people):
            return -4.0
        return -1.2 if best.prominence < 9.0 else -0.4

    def _names_on(self, sight: Sight) -> bool:
        """Whether a small place's name goes on after "of" or "de": "Garden of Eden", "Stade de Suisse"."""
        beyond = self._around.after(sight.last + 1)
        short = sight.last - sight.first == 1 and sight.best.level == "locality" and sight.best.prominence < 6.0
        return short and beyond is not None and beyond.capital

    def _container_after(self, sight: Sight) -> float:
        """Points for ", Ohio" or " (Iraq)" after the name."""
        first = sight.last
        if first >= len(self._words) or not self._words[first].capital:
            return 0.0
        if self._around.gap_before(first) not in (",", "("):
            return 0.0
        for last in name_ends(self._around, first):
            entries = self._gazetteer.rows_of(self._around.name(first, last))
            if entries:
                container = self.best(entries)
                if container.level in ("country", "region"):
                    return 2.5 if sight.best.level != "country" else 0.5
                person = self._words[first].lower in self._around.persons
                return 1.2 if container.prominence >= 4.3 and not person else 0.0
        return 0.0

    # ------------------------------------------------------------------------------------------------ use

    def use(self, sight: Sight) -> Use:
        """How the name is used, from the words around it."""
        known, around = self._lexicon, self._around
        following = around.after(sight.last)
        end = self._words[sight.last - 1].end
        mark = around.text[end : end + 1]
        start = self._words[sight.first].start
        larger = (name for name in self.names_over(start, end) if name.type in _WHOLES and name.score >= 0.5)
        if any(name.end - name.start > end - start + 3 for name in larger):
            return "organisation"
        if mark == "$" or self._in_organisation(sight, following):
            return "organisation"
        if self._is_adjective(sight.last - 1, following):
            return "attribute"
        if mark in ("-", "‑", "–") and sight.last < len(self._words) and self._words[sight.last].start == end + 1:
            return "attribute" if self._words[sight.last].lower in known.attributive_endings else "place"
        return "place"

    def _in_organisation(self, sight: Sight, following: Word | None) -> bool:
        known, around, index = self._lexicon, self._around, sight.first
        previous = around.before(index)
        if previous is not None and previous.lower == "of" and index >= 2:
            head = self._words[index - 2]
            if head.capital and head.lower in known.organisation_of and not around.opens_sentence(index - 2):
                return True
        if following is None or not following.capital or around.flat[index]:
            return False
        return following.lower in known.organisation_heads and following.lower not in known.facility_radius_km

    def _is_adjective(self, index: int, following: Word | None) -> bool:
        """Whether an abbreviation goes before a noun as an adjective would: "US officials", "the U.K. government"."""
        word = self._words[index]
        if following is None or word.text not in _ADJECTIVES or word.possessive or self._around.flat[index]:
            return False
        tag = self._tags.get(following.start)
        if tag is not None:
            return tag in _NOUN_TAGS
        known = self._lexicon
        return following.lower not in known.function_words and following.lower not in known.speech_forms


def _worth(candidate: Candidate) -> float:
    return candidate.prominence - (_OTHER_NAME if candidate.other_name and candidate.level == "locality" else 0.0)


LONGEST_NAME: Final = 7
"""Words of the longest name that is looked for."""


def name_ends(around: Surroundings, index: int) -> list[int]:
    """Ends of the runs of words from a word on that may be a name, the longest first."""
    particles, words = lexicon().particles, around.words
    ends, place = [index + 1], index + 1
    while place < len(words) and place - index < LONGEST_NAME and around.joined(place - 1):
        word = words[place]
        if word.capital or word.text.isdigit():
            ends.append(place + 1)
        elif word.lower not in particles:
            break
        place += 1
    return ends[::-1]
