"""Facilities, and names that the gazetteer does not know.

In: the words of a text and the mentions found so far. Out: mentions of facilities named by pattern ("K2 military base",
"Basra airport", "the Dutch embassy in Cairo", "St. Mary's Hospital"), which take in the place name that they begin
with, and of unknown places that the words around them give away ("the village of Umm Qasab", "Hay al-Nur district").
"""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from strandline.places.gazetteer import Gazetteer
from strandline.places.mentions import Mention
from strandline.places.words import Word, lexicon, scan_words

_LONGEST_NAME: Final = 5
_CERTAIN_PLACE: Final = 4.8
"""Least prominence of a place that lends its point to "Leeds Animal Hospital", whatever stands between."""
_PLACE_PREPOSITIONS: Final = frozenset(
    {"in", "at", "near", "outside", "inside", "from", "into", "to", "towards", "toward", "around", "on", "along", "of"}
)


class FacilityFinder:
    """Finds facilities and unknown names in one text."""

    def __init__(self, text: str, words: list[Word], gazetteer: Gazetteer) -> None:
        self._text = text
        self._words = words
        self._gazetteer = gazetteer
        self._lexicon = lexicon()

    def find(self, mentions: list[Mention], taken: list[tuple[int, int]]) -> list[Mention]:
        """All mentions in order: those given, less the ones that a facility's name takes in, and the new ones.

        Args:
            mentions: what is found so far, in order.
            taken: spans of names of other kinds (persons, organisations), which no new mention may touch.
        """
        busy = bytearray(len(self._text) + 1)
        for start, end in taken:
            busy[start:end] = b"\1" * (end - start)
        by_start = {mention.start: mention for mention in mentions}
        found = [facility for facility in self._facilities(by_start) if not any(busy[facility.start : facility.end])]
        swallowed: set[int] = set()
        for facility in found:
            first = bisect_left(mentions, facility.start, key=_start_of)
            for mention in mentions[first : bisect_left(mentions, facility.end, key=_start_of)]:
                if mention.end <= facility.end:
                    swallowed.add(id(mention))
                    if facility.container is None and not facility.entries:
                        self._locate(facility, mention)
            if facility.container is None and not facility.entries:
                self._locate_by_name(facility)
        kept = [mention for mention in mentions if id(mention) not in swallowed] + found
        self._mark_organisations(mentions, swallowed)
        for mention in kept:
            busy[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
        kept += [unknown for unknown in self._unknown(mentions) if not any(busy[unknown.start : unknown.end])]
        return sorted(kept, key=lambda mention: (mention.start, mention.end))

    def _mark_organisations(self, mentions: list[Mention], swallowed: set[int]) -> None:
        """A place before "University" or "Museum" is a part of its name, also where that is no place of anything."""
        word_at = {word.start: word for word in self._words}
        for mention in mentions:
            following = word_at.get(mention.end + 1)
            if id(mention) in swallowed or following is None or not following.capital or mention.trusted:
                continue
            if following.lower in self._lexicon.ambiguous_heads and self._text[mention.end] == " ":
                mention.use = "organisation"

    def _locate(self, facility: Mention, inside: Mention) -> None:
        """A facility lies at the place that its name begins with, unless that only says whose it is."""
        owner = facility.facility in ("embassy", "consulate", "mission") or inside.name in ("US", "U.S.")
        best = max(map(self._gazetteer.candidate, inside.entries[:4]), key=lambda one: one.prominence, default=None)
        rest = scan_words(self._text[inside.end : facility.end])
        before_head = rest[: next((at for at, word in enumerate(rest) if word.lower == facility.facility), 0)]
        plain = all(word.lower in self._lexicon.facility_modifiers for word in before_head)
        known = best is not None and (plain or best.prominence >= _CERTAIN_PLACE)
        if not owner and known and best is not None and best.level in ("locality", "region", "country"):
            inside.kind = inside.kind or "site"
            facility.container = inside

    def _locate_by_name(self, facility: Mention) -> None:
        """A base or prison called by a town too small to be found on its own lies in it."""
        known = self._lexicon
        words = scan_words(facility.name)
        first, last = 0, next(at for at, word in enumerate(words) if word.lower == facility.facility)
        while last > first and words[last - 1].lower in known.facility_modifiers:
            last -= 1
        if facility.facility not in known.located_heads or last == first:
            return
        name = facility.name[words[first].start : words[last - 1].end]
        entries = self._gazetteer.entries_of(name)
        if entries and self._gazetteer.country_of_demonym(name) is None:
            start = facility.start + words[first].start
            facility.container = Mention(start, start + len(name), name, entries, kind="site")

    # ------------------------------------------------------------------------------------------ facilities

    def _facilities(self, by_start: dict[int, Mention]) -> list[Mention]:
        found: list[Mention] = []
        for index, word in enumerate(self._words):
            if word.lower not in self._lexicon.facility_radius_km:
                continue
            if found and found[-1].end >= word.start:
                continue
            mention = self._facility_at(index, by_start)
            if mention is not None:
                found.append(mention)
        return found

    def _facility_at(self, head: int, by_start: dict[int, Mention]) -> Mention | None:
        known = self._lexicon
        first = self._name_begin(head)
        if first == head:
            return None
        name_words = self._words[first:head]
        if not any(self._is_proper(word, at) for at, word in enumerate(name_words, first)):
            return None
        head_word = self._words[head]
        if head_word.lower in known.ambiguous_heads and not self._after_preposition(first):
            return None
        last = head
        while (
            last + 1 < len(self._words) and self._words[last + 1].lower in known.facility_tails and self._joined(last)
        ):
            last += 1
        start, end = self._words[first].start, self._words[last].end
        inside = by_start.get(start)
        if inside is not None and (inside.end >= self._words[head].end or self._is_state(inside, head)):
            return None
        if inside is not None and inside.entries and self._gazetteer.candidate(inside.entries[0]).level == "facility":
            return None
        name = self._text[start:end]
        entries = self._gazetteer.rows_of(name) or self._gazetteer.rows_of(self._text[start : head_word.end])
        return Mention(start, end, name, entries, facility=head_word.lower)

    def _is_state(self, inside: Mention, head: int) -> bool:
        """Whether "Washington state farm" is a farm in that state."""
        return (
            self._words[head - 1].text == "state"
            and self._words[head - 2].end == inside.end
            and any(self._gazetteer.candidate(entry).feature == "admin1" for entry in inside.entries[:4])
        )

    def _name_begin(self, head: int) -> int:
        """Index of the first word of the name that goes before a head noun."""
        known, first = self._lexicon, head
        while first > 0 and head - first < _LONGEST_NAME and self._joined(first - 1):
            word = self._words[first - 1]
            if not word.capital and word.lower not in known.facility_modifiers:
                break
            saint = first > 1 and self._words[first - 2].lower in ("st", "saint")
            if word.possessive and first == head and self._words[head].capital and not saint:
                break
            if word.possessive and self._words[first].capital and self._gazetteer.rows_of(word.text):
                break
            if word.capital and (word.lower in known.calendar or (self._opens(first - 1) and self._is_function(word))):
                break
            first -= 1
        while first < head and not self._words[first].capital:
            first += 1
        return first

    def _is_function(self, word: Word) -> bool:
        known = self._lexicon
        return (
            word.lower in known.prepositions
            or word.lower in ("the", "a", "an", "this", "that", "his", "her", "its", "our", "their")
            or (word.lower in known.common_words and word.lower not in known.facility_modifiers)
        )

    def _opens(self, index: int) -> bool:
        before = self._text[max(0, self._words[index].start - 3) : self._words[index].start].strip()
        return not before or before[-1] in ".!?:\"“”'‘(" or "\n" in before

    def _is_proper(self, word: Word, index: int) -> bool:
        """Whether a word is a name of its own, not a head noun or a modifier in capitals."""
        known = self._lexicon
        if not word.capital or word.lower in known.facility_modifiers or word.lower in ("the", "a", "an"):
            return False
        if word.lower.startswith(("pro-", "anti-", "non-")):
            return False
        return not (self._opens(index) and word.lower in known.common_words)

    def _after_preposition(self, first: int) -> bool:
        place = first - 1
        if place >= 0 and self._words[place].lower in ("the", "a", "an", "nearby"):
            place -= 1
        return place >= 0 and self._words[place].lower in _PLACE_PREPOSITIONS - {"of"} and self._joined(place)

    def _joined(self, index: int) -> bool:
        """Whether only a space stands between a word and the next; "St." and possessives go on."""
        word, following = self._words[index], self._words[index + 1]
        gap = self._text[word.end : following.start]
        return gap in (" ", "'s ", "’s ", "' ", "’ ", "\n") or (gap == ". " and word.lower in ("st", "mt", "ft", "dr"))

    # --------------------------------------------------------------------------------------------- unknown

    def _unknown(self, mentions: list[Mention]) -> list[Mention]:
        known = self._lexicon
        starts = {mention.start for mention in mentions}
        found: list[Mention] = []
        index = 0
        while index < len(self._words):
            last = self._run_end(index, starts)
            if last == index:
                index += 1
                continue
            kind = self._kind_of_unknown(index, last, found)
            if kind:
                start, end = self._words[index].start, self._words[last - 1].end
                following = self._words[last] if last < len(self._words) else None
                if following is not None and following.lower in known.kind_of_noun and following.capital:
                    end = following.end
                found.append(Mention(start, end, self._text[start:end], (), kind=kind))
            index = last
        return found

    def _run_end(self, index: int, starts: set[int]) -> int:
        """End of a run of one to three capitalised words that are no known name, no kind of place, no day."""
        known, last = self._lexicon, index
        while last < len(self._words) and last - index < 3:
            word = self._words[last]
            if not word.capital or word.start in starts or word.lower in known.calendar or word.lower in known.titles:
                break
            if word.lower in known.kind_of_noun or word.lower in known.organisation_heads or word.all_capitals:
                break
            if word.lower in known.facility_modifiers:
                break
            if (
                self._gazetteer.country_of_demonym(word.text)
                or word.lower in known.given_names
                or (self._opens(last) and self._is_function(word))
            ):
                break
            last += 1
            if last < len(self._words) and self._text[word.end : self._words[last].start] != " ":
                break
        alone = last == index + 1 and bool(self._gazetteer.rows_of(self._words[index].text))
        return index if alone else last

    def _kind_of_unknown(self, index: int, last: int, found: list[Mention]) -> str:
        """The kind of place that the words around an unknown name promise, or "" where they promise none."""
        known = self._lexicon
        before = [word.lower for word in self._words[max(0, index - 3) : index]]
        if (
            len(before) >= 2
            and before[-1] == "of"
            and (before[-2].rstrip("s") in known.of_words or before[-2] == "cities")
        ):
            kind = known.of_words.get(before[-2].rstrip("s"), "city")
            if kind in ("city", "region") and before[-2] not in ("capital", "area", "centre", "center", "department"):
                return kind
        if found and before and before[-1] in ("and", found[-1].name.lower().split()[-1]):
            gap = self._text[found[-1].end : self._words[index].start]
            if gap in (", ", " and ", ", and "):
                return found[-1].kind
        following = self._words[last] if last < len(self._words) else None
        if following is None or self._text[self._words[last - 1].end : following.start] != " ":
            return ""
        kind = known.kind_of_noun.get(following.lower, "")
        if (
            not kind
            or kind in ("sea", "valley")
            or following.lower in ("port", "state", "division", "park", "range", "hill")
        ):
            return ""
        placed = any(word in _PLACE_PREPOSITIONS or word in ("the", "this") for word in before[-1:])
        return kind if placed or following.capital else ""


def _start_of(mention: Mention) -> int:
    return mention.start
