"""Cardinal numbers in words and digits: "1,426", "2.5 million", "two hundred and five", "half a dozen"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from strandline.claims.figures_words import HYPHENS, FigureWords
from strandline.records import Token

_DIGITS: Final = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
_DECIMAL: Final = re.compile(r"\d+\.\d+")
_LONGEST: Final = 18
"""The most digits of a number that counts anything."""
_FRACTIONS: Final[tuple[tuple[tuple[str, ...], float], ...]] = (
    (("half", "a"), 0.5), (("half",), 0.5), (("half", "-", "a", "-"), 0.5), (("a", "half"), 0.5), (("half", "-"), 0.5),
    (("a", "quarter", "of", "a"), 0.25), (("a", "quarter"), 0.25), (("quarter", "of", "a"), 0.25),
    (("three", "quarters", "of", "a"), 0.75), (("three", "-", "quarters", "of", "a"), 0.75),
)  # fmt: skip
_AND_A_HALF: Final = ["and", "a", "half"]


class Cardinal(NamedTuple):
    """A number that ends before token ``last``; ``scale`` is its scale word where it is a plain multiple of one."""

    value: int
    last: int
    scale: int


class Cardinals:
    """Reads the cardinal numbers of one document's tokens."""

    def __init__(self, tokens: Sequence[Token], forms: Sequence[str], words: FigureWords) -> None:
        self._tokens = tokens
        self._forms = forms
        self._words = words

    def at(self, at: int, end: int) -> Cardinal | None:
        """The number that begins at ``at``, None where none does."""
        if at >= end:
            return None
        form = self._forms[at]
        if form in ("half", "quarter", "a", "an", "one", "three"):
            fraction = self._fraction(at, end)
            if fraction is not None:
                return fraction
        if form in ("a", "an"):
            scaled = at + 1 < end and self._forms[at + 1] in self._words.scales
            return self._spelled(at + 1, end) if scaled else None
        if form[0].isdigit():
            return self._digits(at, end)
        return self._spelled(at, end) if form in self._words.units else None

    def _fraction(self, at: int, end: int) -> Cardinal | None:
        """Half a million, half-a-dozen, a quarter of a million, a million and a half."""
        forms, scales = self._forms, self._words.scales
        for words, part in _FRACTIONS:
            last = at + len(words)
            if last < end and tuple(forms[at:last]) == words and forms[last] in scales:
                return Cardinal(int(scales[forms[last]] * part), last + 1, scales[forms[last]])
        scale = scales.get(forms[at + 1]) if forms[at] in ("a", "one") and at + 4 < end else None
        if scale is not None and list(forms[at + 2 : at + 5]) == _AND_A_HALF:
            return Cardinal(scale * 3 // 2, at + 5, scale)
        return None

    def _digits(self, at: int, end: int) -> Cardinal | None:
        form = self._forms[at]
        decimal = _DECIMAL.fullmatch(form) is not None
        if len(form) > _LONGEST or (not decimal and _DIGITS.fullmatch(form) is None):
            return None
        value = float(form) if decimal else int(form.replace(",", ""))
        scaled = self._scale_after(at + 1, end)
        if scaled is not None:
            return Cardinal(round(value * scaled), at + 2, scaled)
        half = self._half_after(at + 1, end)
        if half is not None:
            return Cardinal(int((value + 0.5) * half), at + 5, half)
        return None if decimal else Cardinal(int(value), at + 1, 1)

    def _scale_after(self, at: int, end: int) -> int | None:
        """The scale word, or the scale letter written on to the digits before a noun: "2.5m people"."""
        if at >= end:
            return None
        scale = self._words.scales.get(self._forms[at])
        if scale is not None or self._tokens[at].start != self._tokens[at - 1].end:
            return scale
        counts = at + 1 < end and self._tokens[at + 1].upos in ("NOUN", "PROPN", "ADJ", "VERB", "DET", "AUX")
        return self._words.letters.get(self._forms[at]) if counts else None

    def _half_after(self, at: int, end: int) -> int | None:
        """The scale after "and a half": "two and a half million"."""
        if at + 3 >= end or list(self._forms[at : at + 3]) != _AND_A_HALF:
            return None
        return self._words.scales.get(self._forms[at + 3])

    def _spelled(self, at: int, end: int) -> Cardinal | None:
        """Number words: "twenty-five", "one hundred and five thousand", "two dozen"."""
        forms, units, scales = self._forms, self._words.units, self._words.scales
        total = current = smallest = 0
        scale, begin = 1, at
        while at < end:
            form = forms[at]
            if form in units:
                joins = current % 100 == 0 or (current % 10 == 0 and units[form] < 10 and smallest >= 20)
                if not joins:
                    break
                current += units[form]
                smallest = units[form]
            elif form in scales and (current or at == begin):
                scale = scales[form]
                current, smallest = max(current, 1) * scale, 100
                if scale >= 1000:
                    total, current = total + current, 0
            elif (half := self._half_after(at, end)) is not None and current:
                return Cardinal(int((current + 0.5) * half), at + 4, half)
            elif not self._links(at, end, current or total, smallest):
                break
            at += 1
        value = total + current
        simple = value >= scale and value % scale == 0
        return Cardinal(value, at, scale if simple else 1) if value else None

    def _links(self, at: int, end: int, value: int, smallest: int) -> bool:
        """Whether a hyphen or "and" goes on with the number: "twenty-five", "two hundred and five"."""
        if at + 1 >= end:
            return False
        follow = self._words.units.get(self._forms[at + 1], 0)
        if self._forms[at] in HYPHENS:
            return smallest >= 20 and 0 < follow < 10
        return self._forms[at] == "and" and value >= 100 and smallest == 100 and follow > 0
