"""Place names in a text, found by the gazetteer and kept or dropped by their neighbours.

In: the words of a text and, where a reader has seen it, its tags and names. Out: mentions in the order of the text. A
name is kept when points for the prominence of the best-known place that bears it and for the words around it reach a
threshold: "Nice" opens many sentences, "in Nice" is a city; "Chad Smith" is a man. The points were set by hand and
tuned on half of the toponym corpora (see ``evaluation/places.py``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Final

from strandline.places.datelines import is_dateline
from strandline.places.gazetteer import Candidate, Gazetteer
from strandline.places.mentions import Mention, Use
from strandline.places.name_keys import name_key
from strandline.places.words import Lexicon, Word, lexicon

_LONGEST_NAME: Final = 7
_THRESHOLD: Final = 1.5
_THRESHOLD_BESIDE_READER: Final = 3.0
_GAP: Final = re.compile(r"[ \u00a0]+\n?[ ]*|\n[ ]*")
_SHORT_FORM_GAP: Final = re.compile(r"\. ?")
_SENTENCE_END: Final = re.compile(r"(?:^|[.!?:;\n]['\"”’)\]]*|['\"“‘(\[])\s*$")
_SHORT_FORMS: Final = frozenset({"st", "mt", "ft", "ste", "pt"})
_POINTS: Final = ((9.0, 3.2), (7.0, 2.6), (6.0, 2.0), (5.5, 1.2), (5.0, 0.5), (4.3, -0.4), (3.5, -1.0), (0.0, -1.6))
"""Points for a prominence of at least so much."""


class Spotter:
    """Finds place names in one text."""

    def __init__(
        self, text: str, words: list[Word], gazetteer: Gazetteer, tags: Mapping[int, str], *, beside_reader: bool
    ) -> None:
        """``tags`` gives the universal part of speech by a token's start; empty where there is no reading."""
        self._text = text
        self._words = words
        self._gazetteer = gazetteer
        self._tags = tags
        self._lexicon: Lexicon = lexicon()
        self._threshold = _THRESHOLD_BESIDE_READER if beside_reader else _THRESHOLD
        self._lower_case = {word.lower for word in words if not word.capital}
        self._flat = _flat_lines(text, words)
        self._persons = self._find_persons()
        self._certain: set[str] = set()
        self._countries: set[str] = set()
        self.organisations: list[tuple[int, int]] = []
        self._abbreviations = {name_key(word) for word in self._lexicon.capital_abbreviations}

    # ------------------------------------------------------------------------------------------ neighbours

    def before(self, index: int) -> Word | None:
        """The word right before, nothing but white space between."""
        return self._words[index - 1] if index and self._joined(index - 1) else None

    def after(self, index: int) -> Word | None:
        """The word right after word ``index - 1``."""
        return self._words[index] if 0 < index < len(self._words) and self._joined(index - 1) else None

    def _joined(self, index: int) -> bool:
        """Whether only white space stands between word ``index`` and the next (a full stop after St., Mt., J.)."""
        word, following = self._words[index], self._words[index + 1]
        gap = self._text[word.end : following.start]
        if _GAP.fullmatch(gap):
            return not word.possessive
        short = word.lower in _SHORT_FORMS or (len(word.text) == 1 and word.capital) or word.lower in _TITLED
        return short and gap[:1] == "." and _GAP.fullmatch(gap[1:] or " ") is not None

    def opens_sentence(self, index: int) -> bool:
        """Whether a word is the first of a sentence, a line or a quotation."""
        start = self._words[index].start
        return _SENTENCE_END.search(self._text[max(0, start - 6) : start]) is not None

    def _find_persons(self) -> set[str]:
        """Family names that the text gives with a given name or a title before them."""
        known = self._lexicon
        persons = set()
        for index, word in enumerate(self._words[:-1]):
            if not word.capital or word.lower in known.ambiguous_people:
                continue
            if word.lower not in known.given_names and word.lower not in known.titles:
                continue
            place = index + 1
            while (following := self.after(place)) is not None and following.capital and place < index + 4:
                if following.lower in known.kind_of_noun or following.lower in known.organisation_heads:
                    break
                if following.lower not in known.given_names or place > index + 1:
                    persons.add(following.lower)
                place += 1
        return persons

    # --------------------------------------------------------------------------------------------- finding

    def find(self) -> list[Mention]:
        """Mentions in the order of the text, longest names first, none overlapping.

        A second pass knows which names the first has found where the words around them left no doubt, and takes doubtful
        members of a list whose other members are places.
        """
        first = self._pass()
        self._certain = {name_key(mention.name) for mention in first if mention.use == "place"}
        self._countries = self._main_countries(first)
        return self._pass()

    def _main_countries(self, mentions: list[Mention]) -> set[str]:
        """Countries that the text is about: named often, themselves, by their people or by well-known cities."""
        counts: Counter[str] = Counter()
        for mention in mentions:
            best = self._best(mention.entries)
            if best.country is not None and best.prominence >= 5.5:
                counts[best.country] += 1
        for word in self._words:
            people = self._gazetteer.country_of_demonym(word.text) if word.capital else None
            if people is not None:
                counts[people] += 1
        total = counts.total()
        return {country for country, count in counts.items() if count >= 2 and count >= 0.12 * total}

    def _pass(self) -> list[Mention]:
        found: list[Mention] = []
        index, end_of_last = 0, -1
        while index < len(self._words):
            if not self._words[index].capital:
                index += 1
                continue
            spotted = self._longest_at(index, end_of_last)
            if spotted is None:
                found.extend(self._parts_of(self._words[index]))
                index += 1
                continue
            last, mention = spotted
            if mention is not None:
                found.append(mention)
                end_of_last = last
            index = last
        return found

    def _longest_at(self, index: int, end_of_last: int) -> tuple[int, Mention | None] | None:
        """The longest known name that begins at a word, and the mention that it makes if it makes one."""
        ends = self._ends_from(index)
        for last in ends:
            name = self._text[self._words[index].start : self._words[last - 1].end]
            if last - index > 1 and name_key(name) in self._lexicon.organisations:
                self.organisations.append((self._words[index].start, self._words[last - 1].end))
                return last, None
        for last in ends:
            first, final = self._words[index], self._words[last - 1]
            name = self._text[first.start : final.end]
            entries = self._gazetteer.rows_of(name)
            if entries and last - index > 2 and first.lower in self._lexicon.organisation_of:
                self.organisations.append((first.start, final.end))
                return last, None
            if entries and self._may_be_name(index, last):
                return last, self._judge(index, last, name, entries, end_of_last)
        return None

    def _parts_of(self, word: Word) -> list[Mention]:
        """Well-known places inside a hyphenated word: "Iran-backed", "Moscow-based", "Kabul-Kandahar"."""
        pieces, mentions, start = word.text.split("-"), [], word.start
        if len(pieces) == 1:
            return []
        use: Use = "attribute" if pieces[-1].lower() in self._lexicon.attributive_endings else "place"
        for piece in pieces:
            entries = self._gazetteer.rows_of(piece) if piece[:1].isupper() and len(piece) > 2 else ()
            if entries and self._best(entries).prominence >= 6.0 and piece.lower() not in self._lexicon.common_words:
                mentions.append(Mention(start, start + len(piece), piece, entries, use=use))
            start += len(piece) + 1
        return mentions

    def _ends_from(self, index: int) -> list[int]:
        """Ends of possible names from a word on, the longest first."""
        ends, place = [index + 1], index + 1
        while place < len(self._words) and place - index < _LONGEST_NAME and self._joined(place - 1):
            word = self._words[place]
            if word.capital or word.text.isdigit():
                ends.append(place + 1)
            elif word.lower not in self._lexicon.particles:
                break
            place += 1
        return ends[::-1]

    def _may_be_name(self, index: int, last: int) -> bool:
        """Abbreviations count only as they are written: "US", not "Us"; "IT" is none.

        A leading article is a part of few names: "The Hague".
        """
        if last - index > 1:
            if self._words[index].lower != "the":
                return True
            name = self._text[self._words[index].start : self._words[last - 1].end]
            return self._gazetteer.candidate(self._gazetteer.rows_of(name)[0]).name.startswith("The ")
        word = self._words[index]
        key = name_key(word.text)
        if "." in word.text:
            return word.text in self._lexicon.capital_abbreviations
        if key in self._abbreviations and not word.all_capitals:
            return word.text + "." in self._lexicon.capital_abbreviations
        if key in self._lexicon.dotted_abbreviations or len(word.text) == 2:
            listed = word.text in self._lexicon.capital_abbreviations and not self._after_number(index)
            return listed or self._after_place_and_comma(index)
        if word.all_capitals and len(word.text) <= 4:
            return word.text in self._lexicon.capital_abbreviations or self._flat[index] or self._prominent(word.text)
        return len(word.text) > 1

    def _prominent(self, name: str) -> bool:
        best = self._best(self._gazetteer.rows_of(name))
        return best.level == "country"

    def _after_number(self, index: int) -> bool:
        """Whether a year or century stands before a word: "508 BC"."""
        return index > 0 and (self._words[index - 1].text[:1].isdigit() or self._words[index - 1].lower == "century")

    def _after_place_and_comma(self, index: int) -> bool:
        if index == 0 or not self._words[index - 1].capital or self._words[index].text.islower():
            return False
        before = self._words[index - 1]
        known = self._gazetteer.rows_of(before.text) or (index > 1 and self._gazetteer.rows_of(
            self._text[self._words[index - 2].start : before.end]
        ))  # fmt: skip
        if not known or before.lower in self._persons:
            return False
        return self._text[self._words[index - 1].end : self._words[index].start].strip() == ","

    # -------------------------------------------------------------------------------------------- judging

    def _best(self, entries: tuple[int, ...]) -> Candidate:
        best = self._gazetteer.candidate(entries[0])
        for entry in entries[1:4]:
            other = self._gazetteer.candidate(entry)
            if self._worth(other) > self._worth(best):
                best = other
        return best

    @staticmethod
    def _worth(candidate: Candidate) -> float:
        return candidate.prominence - (1.3 if candidate.other_name and candidate.level == "locality" else 0.0)

    def _judge(self, index: int, last: int, name: str, entries: tuple[int, ...], end_of_last: int) -> Mention | None:
        first, final = self._words[index], self._words[last - 1]
        best = self._best(entries)
        end = final.end
        if self._text[end : end + 1] == "." and name_key(name) in self._lexicon.dotted_abbreviations:
            end += 1
        use = self._use(index, last, best)
        points = self._points_of_name(index, last, best, entries) + self._points_of_context(
            index, last, end_of_last, best
        )
        if points < self._threshold:
            return None
        return Mention(first.start, end, name, entries, use=use)

    def _points_of_name(self, index: int, last: int, best: Candidate, entries: tuple[int, ...]) -> float:
        known, word = self._lexicon, self._words[index]
        worth = self._worth(best)
        points = next(value for limit, value in _POINTS if worth >= limit)
        if last - index > 1:
            return points + (1.8 if best.prominence >= 4.3 else 1.0)
        if best.level == "country":
            points += 0.3
        elif best.level != "locality" and best.feature not in ("county", "admin1"):
            points += 0.9
        if word.lower in known.common_words or word.lower in known.calendar:
            points -= 3.0 if self.opens_sentence(index) or self._flat[index] else 1.8
        elif word.lower in self._lower_case and best.level != "country":
            points -= 1.0
        if word.lower in known.ambiguous_people:
            points -= 0.8 if best.prominence >= 6.9 else 1.8
        elif word.lower in known.given_names:
            points -= 1.5
        if word.lower in self._persons:
            points -= 3.0
        elif best.prominence < 9.0 and name_key(word.text) in self._certain:
            points += 1.5
        elif best.prominence < 6.0 and self._is_at_home(entries):
            points += 1.0
        tag = self._tags.get(word.start)
        if tag is not None:
            points += 0.4 if tag == "PROPN" else -2.5
        return points

    def _is_at_home(self, entries: tuple[int, ...]) -> bool:
        """Whether a place of that name lies in a country that the text is about."""
        if not self._countries:
            return False
        places = (self._gazetteer.candidate(entry) for entry in entries[:5])
        return any(
            place.country in self._countries and not place.other_name and place.prominence >= 3.5 for place in places
        )

    def _points_of_context(self, index: int, last: int, end_of_last: int, best: Candidate) -> float:
        return (
            self._points_before(index, end_of_last)
            + self._points_after(index, last, best)
            + (3.0 if self._is_dateline(index, last) else 0.0)
        )

    def _points_before(self, index: int, end_of_last: int) -> float:
        known = self._lexicon
        previous = self.before(index)
        if previous is None:
            gap = self._text[self._words[index - 1].end : self._words[index].start] if index else ""
            return 1.2 if end_of_last == index and gap.strip() == "," else 0.0
        earlier = self.before(index - 1)
        if previous.lower == "the" and earlier is not None:
            return known.prepositions.get(earlier.lower, 0.0)
        if previous.lower == "of" and earlier is not None and earlier.lower in known.of_words:
            return 3.0
        if previous.lower in ("and", "or", "&") and end_of_last == index - 1:
            return 1.2
        if previous.lower in known.prepositions and (not previous.capital or self.opens_sentence(index - 1)):
            return known.prepositions[previous.lower]
        if previous.lower in known.kind_of_noun and not previous.capital:
            return 0.5
        return self._points_of_capital_before(previous, index, end_of_last)

    def _points_of_capital_before(self, previous: Word, index: int, end_of_last: int) -> float:
        known = self._lexicon
        if previous.lower in known.titles and (previous.capital or previous.lower not in known.kind_of_noun):
            return -4.0
        if not previous.capital:
            return 0.0
        if previous.lower in known.openers:
            return known.prepositions.get(previous.lower, 0.0)
        if end_of_last == index or self._gazetteer.country_of_demonym(previous.text) or self._flat[index]:
            return 0.0
        if previous.lower in known.calendar or previous.lower in known.kind_of_noun:
            return 0.0
        if previous.lower in known.given_names or (len(previous.text) == 1 and previous.lower not in ("a", "i")):
            return -4.0
        if len(previous.text) == 1:
            return 0.0
        return 0.0 if self.opens_sentence(index - 1) and previous.lower in known.common_words else -2.2

    def _points_after(self, index: int, last: int, best: Candidate) -> float:
        known, word = self._lexicon, self._words[index]
        following = self.after(last)
        if following is None:
            return self._points_of_container(last, best)
        if following.lower in known.not_places_before and not following.capital:
            return -4.0
        if following.lower in known.kind_of_noun or following.lower in known.facility_radius_km:
            return 2.0
        if following.lower in known.local_nouns and not following.capital:
            return 1.3
        if not following.capital or self._flat[index]:
            return 0.0
        if following.lower in known.calendar or self._gazetteer.country_of_demonym(following.text):
            return 0.0
        if following.lower in known.organisation_heads:
            return 0.5
        if last - index == 1 and (word.lower in known.given_names or word.lower in known.ambiguous_people):
            return -4.0
        return -1.2 if best.prominence < 9.0 else -0.4

    def _points_of_container(self, last: int, best: Candidate) -> float:
        """Points for ", Ohio" or " (Iraq)" after the name."""
        if last >= len(self._words) or not self._words[last].capital:
            return 0.0
        gap = self._text[self._words[last - 1].end : self._words[last].start]
        if gap.strip() not in (",", "("):
            return 0.0
        for end in self._ends_from(last):
            entries = self._gazetteer.rows_of(self._text[self._words[last].start : self._words[end - 1].end])
            if entries and self._may_be_name(last, end):
                container = self._best(entries)
                if container.level in ("country", "region"):
                    return 2.5 if best.level != "country" else 0.5
                return 1.2 if container.prominence >= 4.3 and self._words[last].lower not in self._persons else 0.0
        return 0.0

    def _is_dateline(self, index: int, last: int) -> bool:
        return is_dateline(self._text, self._words[index].start, self._words[last - 1].end)

    def _is_adjective(self, last: int, following: Word | None) -> bool:
        """Whether an abbreviation goes before a noun as an adjective would: "US officials", "the U.K. government"."""
        word = self._words[last - 1]
        if following is None or not word.all_capitals or word.possessive or self._flat[last - 1]:
            return False
        if self._gazetteer.country_of_demonym(word.text) is None and word.text not in _ADJECTIVES:
            return False
        tag = self._tags.get(following.start)
        if tag is not None:
            return tag in ("NOUN", "PROPN", "ADJ")
        return following.lower not in self._lexicon.function_words and following.lower not in self._lexicon.speech_forms

    def _use(self, index: int, last: int, best: Candidate) -> Use:
        """How the name is used, from the words around it."""
        known = self._lexicon
        previous, following = self.before(index), self.after(last)
        rest = self._text[self._words[last - 1].end :][:1]
        if rest == "$":
            return "organisation"
        if self._is_adjective(last, following):
            return "attribute"
        if rest in ("-", "‑", "–") and last < len(self._words):
            if self._words[last].start == self._words[last - 1].end + 1:
                return "attribute" if self._words[last].lower in known.attributive_endings else "place"
        if previous is not None and previous.lower == "of" and index >= 2:
            head = self._words[index - 2]
            if head.capital and head.lower in known.organisation_of and not self.opens_sentence(index - 2):
                return "organisation"
        if following is not None and following.capital and not self._flat[index]:
            if following.lower in known.organisation_heads and following.lower not in known.facility_radius_km:
                return "organisation"
        return "place"


_ADJECTIVES: Final = frozenset({"US", "U.S.", "UK", "U.K.", "UAE", "U.A.E."})
_TITLED: Final = frozenset(
    {"gen", "lt", "col", "maj", "capt", "sgt", "cpl", "sen", "rep", "gov", "dr", "mr", "mrs", "ms"}
)


def _flat_lines(text: str, words: list[Word]) -> list[bool]:
    """For each word, whether its line is a heading: all capitals, or nearly every longer word capitalised.

    In such a line a capital says nothing.
    """
    flat, start = [False] * len(words), 0
    while start < len(words):
        line_end = text.find("\n", words[start].start)
        line_end = len(text) if line_end < 0 else line_end
        end = start
        while end < len(words) and words[end].start < line_end:
            end += 1
        line = words[start:end]
        longer = [word for word in line if len(word.text) > 3 and not word.text[0].isdigit()]
        capitals = sum(word.capital for word in longer)
        heading = (
            text[words[start].start : line_end].rstrip()[-1:] not in ".,;"
            and ". " not in text[words[start].start : line_end]
        )
        if heading and len(longer) >= 4 and len(line) <= 25 and capitals >= 0.75 * len(longer):
            flat[start:end] = [True] * len(line)
        start = max(end, start + 1)
    return flat
