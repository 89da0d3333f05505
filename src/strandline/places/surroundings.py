"""The words around a name: neighbours, beginnings of sentences, headings, persons.

In: a text and its words. Out: answers about a word, by its index. Two words are neighbours when nothing but white space
stands between them, or the full stop of "St." or of an initial.
"""

from __future__ import annotations

import re
from typing import Final

from strandline.places.words import Word, lexicon

_GAP: Final = re.compile(r"[ \u00a0]+\n?[ ]*|\n[ ]*")
_SENTENCE_START: Final = re.compile(r"(?:^|[.!?:;\n]['\"”’)\]]*|['\"“‘(\[])\s*$")
_SHORT_FORMS: Final = frozenset(
    {"st", "mt", "ft", "ste", "pt", "gen", "lt", "col", "maj", "capt", "sgt", "cpl", "sen", "rep", "gov", "dr", "mr",
     "mrs", "ms"}
)  # fmt: skip
_HEADING_WORDS: Final = 25
_HEADING_SHARE: Final = 0.75


class Surroundings:
    """One text's words and what lies around them.

    Attributes:
        text: the text.
        words: its words.
        flat: for each word, whether its line is a heading, in which a capital says nothing.
        persons: family names, in lower case, that the text gives after a given name or a title.
        lower_case: words that the text has in lower case.
    """

    def __init__(self, text: str, words: list[Word]) -> None:
        self.text = text
        self.words = words
        self.flat = flat_lines(text, words)
        self.lower_case = {word.lower for word in words if not word.capital}
        self.persons = self._find_persons()

    def joined(self, index: int) -> bool:
        """Whether a word and the next are neighbours; a possessive parts them."""
        word = self.words[index]
        gap = self.text[word.end : self.words[index + 1].start]
        if gap == " " or _GAP.fullmatch(gap):
            return not word.possessive
        short = word.lower in _SHORT_FORMS or (len(word.text) == 1 and word.capital)
        return short and gap[:1] == "." and _GAP.fullmatch(gap[1:] or " ") is not None

    def before(self, index: int) -> Word | None:
        """The neighbour before a word."""
        return self.words[index - 1] if index > 0 and self.joined(index - 1) else None

    def after(self, index: int) -> Word | None:
        """The neighbour after word ``index - 1``, which is word ``index``."""
        return self.words[index] if 0 < index < len(self.words) and self.joined(index - 1) else None

    def gap_before(self, index: int) -> str:
        """What stands between a word and the one before it, without white space around it."""
        return self.text[self.words[index - 1].end : self.words[index].start].strip() if index else ""

    def name(self, first: int, last: int) -> str:
        """The text of words ``[first, last)``."""
        return self.text[self.words[first].start : self.words[last - 1].end]

    def opens_sentence(self, index: int) -> bool:
        """Whether a word is the first of a sentence, a line or a quotation."""
        start = self.words[index].start
        return _SENTENCE_START.search(self.text[max(0, start - 6) : start]) is not None

    def after_number(self, index: int) -> bool:
        """Whether a year or a century stands before a word: "508 BC"."""
        return index > 0 and (self.words[index - 1].text[:1].isdigit() or self.words[index - 1].lower == "century")

    def _find_persons(self) -> set[str]:
        known = lexicon()
        persons: set[str] = set()
        for index, word in enumerate(self.words[:-1]):
            if not word.capital or word.lower in known.ambiguous_people:
                continue
            if word.lower not in known.given_names and word.lower not in known.titles:
                continue
            names = self._names_after(index)
            persons.update(name for name in names if name not in known.given_names)
            persons.update(names[-1:])
        return persons

    def _names_after(self, index: int) -> list[str]:
        """Up to three capitalised words after a given name or a title."""
        known, place = lexicon(), index + 1
        names: list[str] = []
        while (following := self.after(place)) is not None and following.capital and len(names) < 3:
            if following.lower in known.kind_of_noun or following.lower in known.organisation_heads:
                break
            names.append(following.lower)
            place += 1
        return names


def flat_lines(text: str, words: list[Word]) -> list[bool]:
    """For each word, whether its line is a heading: all capitals, or nearly every longer word capitalised."""
    flat, start = [False] * len(words), 0
    while start < len(words):
        line_start = words[start].start
        line_end = text.find("\n", line_start)
        line_end = len(text) if line_end < 0 else line_end
        end = start
        while end < len(words) and words[end].start < line_end:
            end += 1
        if _is_heading(text[line_start:line_end], words[start:end]):
            flat[start:end] = [True] * (end - start)
        start = max(end, start + 1)
    return flat


def _is_heading(line: str, words: list[Word]) -> bool:
    if len(words) > _HEADING_WORDS or line.rstrip()[-1:] in (".", ",", ";") or ". " in line:
        return False
    longer = [word for word in words if len(word.text) > 3 and not word.text[0].isdigit()]
    return len(longer) >= 4 and sum(word.capital for word in longer) >= _HEADING_SHARE * len(longer)
