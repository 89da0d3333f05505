"""Place names in a text, found by the gazetteer and kept or dropped by their neighbours.

In: the words of a text and, where a reader has seen it, its tags. Out: mentions in the order of the text. "Nice" opens
many sentences, "in Nice" is a city; "Chad Smith" is a man. The points that decide (``judging``) were set by hand and
tuned on half of the toponym corpora (``evaluation/places.py``).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import Final

from strandline.places.datelines import is_dateline
from strandline.places.gazetteer import Gazetteer
from strandline.places.judging import Judge, Sight, name_ends
from strandline.places.mentions import Mention, Use
from strandline.places.name_keys import name_key
from strandline.places.surroundings import Surroundings
from strandline.places.words import Word, lexicon
from strandline.records import Reading

_THRESHOLD: Final = 1.5
_WELL_KNOWN: Final = 5.5
_PART_OF_WORD: Final = 6.0
"""Least prominence of a place inside a hyphenated word."""
_MAIN_SHARE: Final = 0.12
"""Least share of a text's names that lie in a country that it is about."""


class Spotter:
    """Finds place names in one text.

    Attributes:
        gazetteer: where it looks names up.
        organisations: spans of organisations' names that hold a place's.
    """

    def __init__(self, text: str, words: list[Word], gazetteer: Gazetteer, reading: Reading) -> None:
        """An empty reading is enough; tags and names count where it has any."""
        self._around = Surroundings(text, words)
        self._words = words
        self.gazetteer = gazetteer
        self._judge = Judge(self._around, gazetteer, reading)
        self._lexicon = lexicon()
        self._abbreviations = {name_key(word) for word in self._lexicon.capital_abbreviations}
        self.organisations: list[tuple[int, int]] = []

    def find(self) -> list[Mention]:
        """Mentions in the order of the text, longest names first, none overlapping.

        A second pass knows which names the first has found, and which countries the text is about.
        """
        first = self._pass()
        self._judge.certain = {name_key(mention.name) for mention in first if mention.use == "place"}
        self._judge.countries = self._main_countries(first)
        return self._pass()

    def use_of(self, mention: Mention) -> Use:
        """How a name that a reader has found is used."""
        first = bisect_left(self._words, mention.start, key=_start_of)
        last = bisect_left(self._words, mention.end, key=_start_of)
        if first == last or not mention.entries:
            return "place"
        return self._judge.use(Sight(first, last, mention.entries, self._judge.best(mention.entries), -1))

    def company(self, index: int, mention: Mention) -> float:
        """Points for the words around a name that begins at a word, whatever the name itself is worth."""
        last = bisect_left(self._words, mention.end, key=_start_of)
        return self._judge.company(index, max(last, index + 1))

    def _main_countries(self, mentions: list[Mention]) -> set[str]:
        """Countries named often: themselves, by their people or by well-known cities."""
        counts: Counter[str] = Counter()
        for mention in mentions:
            best = self._judge.best(mention.entries)
            if best.country is not None and best.prominence >= _WELL_KNOWN:
                counts[best.country] += 1
        peoples = (self.gazetteer.country_of_demonym(word.text) for word in self._words if word.capital)
        counts.update(people for people in peoples if people is not None)
        total = counts.total()
        return {country for country, count in counts.items() if count >= 2 and count >= _MAIN_SHARE * total}

    def _pass(self) -> list[Mention]:
        found: list[Mention] = []
        self.organisations = []
        index, end_of_last = 0, -1
        while index < len(self._words):
            word = self._words[index]
            if not word.capital:
                index += 1
                continue
            last, mention = self._longest_at(index, end_of_last)
            if mention is not None:
                found.append(mention)
                end_of_last = last
            elif "-" in word.text and last == index + 1:
                found.extend(self._parts_of(index))
            index = last
        return found

    def _longest_at(self, index: int, end_of_last: int) -> tuple[int, Mention | None]:
        """The longest known name that begins at a word and is a place, with its end; else where to go on."""
        around, ends = self._around, name_ends(self._around, index)
        names = [around.name(index, last) for last in ends]
        for last, name in zip(ends[:-1], names, strict=False):
            if name_key(name) in self._lexicon.organisations:
                self.organisations.append((self._words[index].start, self._words[last - 1].end))
                return last, None
        for last, name in zip(ends, names, strict=True):
            entries = self.gazetteer.rows_of(name)
            if not entries:
                continue
            if last - index > 2 and self._words[index].lower in self._lexicon.organisation_of:
                self.organisations.append((self._words[index].start, self._words[last - 1].end))
                return last, None
            if self._may_be_name(index, last, entries):
                return last, self._weigh(Sight(index, last, entries, self._judge.best(entries), end_of_last), name)
        return index + 1, None

    def _weigh(self, sight: Sight, name: str) -> Mention | None:
        if self._judge.points(sight) < _THRESHOLD:
            return None
        end = self._words[sight.last - 1].end
        if self._around.text[end : end + 1] == "." and name_key(name) in self._lexicon.dotted_abbreviations:
            end += 1
        return Mention(self._words[sight.first].start, end, name, sight.entries, use=self._judge.use(sight))

    def _parts_of(self, index: int) -> list[Mention]:
        """Well-known places inside a hyphenated word: "Iran-backed", "Moscow-based", "Kabul-Kandahar"."""
        word, following = self._words[index], self._around.after(index + 1)
        if following is not None and following.capital and following.lower in self._lexicon.organisation_heads:
            return []
        pieces, mentions, start = word.text.split("-"), [], word.start
        use: Use = "attribute" if pieces[-1].lower() in self._lexicon.attributive_endings else "place"
        for piece in pieces:
            entries = self.gazetteer.rows_of(piece) if piece[:1].isupper() and len(piece) > 2 else ()
            common = piece.lower() in self._lexicon.common_words
            if entries and not common and self._judge.best(entries).prominence >= _PART_OF_WORD:
                mentions.append(Mention(start, start + len(piece), piece, entries, use=use))
            start += len(piece) + 1
        return mentions

    # ------------------------------------------------------------------------------------- how it is written

    def _may_be_name(self, index: int, last: int, entries: tuple[int, ...]) -> bool:
        """Abbreviations count only as they are written: "US", not "Us"; "IT" is none.

        A leading article is a part of few names: "The Hague".
        """
        word = self._words[index]
        if last - index > 1:
            return word.lower != "the" or self.gazetteer.candidate(entries[0]).name.startswith("The ")
        known, key, text = self._lexicon, name_key(word.text), word.text
        if "." in text:
            return text in known.capital_abbreviations
        if key in self._abbreviations and not word.all_capitals:
            return text + "." in known.capital_abbreviations
        if key in known.dotted_abbreviations or len(text) == 2:
            listed = text in known.capital_abbreviations and not self._around.after_number(index)
            return listed or self._after_place_and_comma(index)
        if word.all_capitals and len(text) <= 4 and text not in known.capital_abbreviations:
            dateline = is_dateline(self._around.text, word.start, word.end)
            return dateline or self._around.flat[index] or self._judge.best(entries).level == "country"
        return len(text) > 1

    def _after_place_and_comma(self, index: int) -> bool:
        """Whether a known name and a comma go before a word: "Austin, TX"."""
        if self._around.gap_before(index) != ",":
            return False
        before = self._words[index - 1]
        if not before.capital or before.lower in self._around.persons:
            return False
        return bool(
            self.gazetteer.rows_of(before.text)
            or (index > 1 and self.gazetteer.rows_of(self._around.name(index - 2, index)))
        )


def _start_of(word: Word) -> int:
    return word.start
