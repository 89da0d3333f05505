"""Numbers in words and digits, with their bounds: where they stand in a sentence and what they can mean.

"at least 25" is [25, open], "up to nine" [0, 9], "between 15 and 20" [15, 20], "dozens" [24, open]: the contract's table. What is
not a count (ages, dates, sums of money, measures, labels) is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from strandline.claims.figures_words import FigureWords
from strandline.records import Token

_DIGITS: Final = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
_DECIMAL: Final = re.compile(r"\d+\.\d+")
_TENS: Final = 10
_MOST_AGE: Final = 120
_YEARS: Final = range(1000, 2101)
_BOUNDED_LINKS: Final = frozenset({"as", "up", "most", "more"})
_HYPHENS: Final = frozenset({"-", "–", "‑"})


class Quantity(NamedTuple):
    """A number with its modifiers: tokens ``[first, last)``; ``count`` is the token of the number itself.

    ``exact`` is False for quantifiers without a number ("several", "many"); ``of`` says that "of" was taken in ("dozens of").
    """

    first: int
    last: int
    count: int
    low: int
    high: int | None
    exact: bool
    of: bool


class _Core(NamedTuple):
    """A number without its modifiers; ``capped`` says that its upper end is stated as such ("10 and possibly as many as 15")."""

    last: int
    count: int
    low: int
    high: int | None
    exact: bool = True
    of: bool = False
    capped: bool = False


class _Cardinal(NamedTuple):
    value: int
    last: int
    scale: int


class Numbers:
    """Reads the quantities of one document's tokens.

    Args:
        tokens: the tokens.
        forms: their lower-cased texts.
        words: the lexicon.
    """

    def __init__(self, tokens: Sequence[Token], forms: Sequence[str], words: FigureWords) -> None:
        self._tokens = tokens
        self._forms = forms
        self._words = words

    def quantities(self, first: int, last: int) -> list[Quantity]:
        """All quantities of a sentence ``[first, last)`` that may count something, in the order of the text."""
        found: list[Quantity] = []
        at = first
        while at < last:
            quantity = self._quantity(at, first, last)
            if quantity is None:
                at += 1
                continue
            if not self._is_label(quantity, first, last):
                found.append(quantity)
            at = quantity.last
        return found

    # ------------------------------------------------------------------------------------------ with modifiers

    def _quantity(self, at: int, first: int, end: int) -> Quantity | None:
        bounds: list[str] = []
        begin = at
        while len(bounds) < 4 and at < end:
            name, length = self._modifier(at, end)
            if length == 0:
                break
            bounds.append(name)
            at += length
        core = self._core(at, first, end) if bounds else None
        if core is None:
            core, at, bounds = self._core(begin, first, end), begin, []
        if core is None:
            return None
        last = core.last
        after, length = self._after(last, end)
        if length:
            bounds.append(after)
            last += length
        low, high = _bounded(core, bounds)
        return Quantity(begin, last, core.count, low, high, core.exact, core.of)

    def _modifier(self, at: int, end: int) -> tuple[str, int]:
        words = self._words
        best = ("", 0)
        if self._forms[at : at + 2] == ["up", "to"] and at > 0 and self._forms[at - 1] in words.sets["toll_heads"]:
            return best
        for name, phrases in (("at_least", words.at_least), ("at_most", words.at_most), ("below", words.below), ("", words.as_said)):
            match = phrases.match(self._forms, at, end)
            if match is not None and match[0] > best[1]:
                best = (name, match[0])
        return best

    def _after(self, at: int, end: int) -> tuple[str, int]:
        words = self._words
        best = ("", 0)
        for name, phrases in (("at_least", words.after_at_least), ("at_most", words.after_at_most), ("", words.after_as_said)):
            match = phrases.match(self._forms, at, end)
            if match is not None and match[0] > best[1]:
                best = (name, match[0])
        # "12 at least 3": the modifier belongs to what follows
        if best[1] and self._forms[at] in ("at", "more", "plus") and self._cardinal(at + best[1], end) is not None:
            return "", 0
        return best

    # ------------------------------------------------------------------------------------------ the number

    def _core(self, at: int, first: int, end: int) -> _Core | None:
        if at >= end:
            return None
        forms, words = self._forms, self._words
        exact = words.exact.match(forms, at, end)
        if exact is not None and (scaled := self._scaled(at + exact[0], end, exact[1], exact=True, count=at)) is not None:
            return scaled
        if forms[at] == "between":
            return self._between(at + 1, end)
        cardinal = self._cardinal(at, end)
        if cardinal is not None:
            return self._ranged(at, cardinal, first, end)
        if exact is not None:
            return _Core(at + exact[0], self._number_token(at, at + exact[0]), exact[1], exact[1], True, forms[at + exact[0] - 1] == "of")
        plural = self._plural(at, end)
        if plural is not None:
            return plural
        vague = words.vague.match(forms, at, end)
        if vague is None:
            return None
        length, least = vague
        scaled = self._scaled(at + length, end, least, exact=False, count=at)
        return scaled or _Core(at + length, self._number_token(at, at + length), least, None, False, forms[at + length - 1] == "of")

    def _number_token(self, first: int, last: int) -> int:
        """The word of a quantifier that carries the number: its last but "of", "a" and "the"."""
        return next((at for at in range(last - 1, first, -1) if self._forms[at] not in ("of", "a", "the")), first)

    def _scaled(self, at: int, end: int, factor: int, *, exact: bool, count: int) -> _Core | None:
        """A quantifier before a scale: "several hundred", "a couple of thousand", "many thousands of"."""
        forms, words = self._forms, self._words
        if at >= end:
            return None
        scale = words.scales.get(forms[at])
        if scale is not None:
            value = factor * scale
            return _Core(at + 1, at, value, value if exact else None)
        if not exact and forms[at] in words.plurals:
            return self._plural(at, end)
        return None

    def _plural(self, at: int, end: int) -> _Core | None:
        """Hundreds, tens of thousands, dozens if not hundreds."""
        forms, words = self._forms, self._words
        least = words.plurals.get(forms[at])
        if least is None:
            return None
        token = self._tokens[at]
        is_verb = token.upos in ("VERB", "AUX") and not (at + 1 < end and forms[at + 1] == "of")
        if forms[at] == "scores" and (is_verb or (at > 0 and self._tokens[at - 1].upos in ("NOUN", "ADJ", "PROPN", "DET", "NUM"))):
            return None
        last = at + 1
        while last + 1 < end and forms[last] == "of" and (forms[last + 1] in words.plurals or forms[last + 1] in words.scales):
            inner = words.plurals.get(forms[last + 1])
            least *= inner // 2 if inner is not None else words.scales[forms[last + 1]]
            last += 2
        if forms[at] == "tens" and last == at + 1 and not (last < end and forms[last] == "of"):
            return None
        link = words.range_open.match(forms, last, end)
        if link is not None:
            follow = last + link[0]
            if follow < end and forms[follow] in words.plurals:
                deeper = self._plural(follow, end)
                if deeper is not None:
                    last = deeper.last
                    return _Core(last, at, least, None, True, deeper.of)
        if last < end and forms[last] == "of":
            return _Core(last + 1, at, least, None, True, True)
        return _Core(last, at, least, None)

    def _between(self, at: int, end: int) -> _Core | None:
        low = self._modified_cardinal(at, end)
        if low is None or low.last >= end or self._forms[low.last] not in ("and", "to", "-", "–"):
            return None
        high = self._modified_cardinal(low.last + 1, end)
        if high is None:
            return None
        least = _shared_scale(low, high)
        return _Core(high.last, low.last - 1, least, high.value) if least <= high.value else None

    def _modified_cardinal(self, at: int, end: int) -> _Cardinal | None:
        found = self._cardinal(at, end)
        if found is None:
            _, length = self._modifier(at, end)
            found = self._cardinal(at + length, end) if length else None
        return found

    def _ranged(self, at: int, low: _Cardinal, first: int, end: int) -> _Core | None:
        forms = self._forms
        count = self._count_token(at, low.last)
        link = self._words.range_links.match(forms, low.last, end)
        if link is None:
            return _Core(low.last, count, low.value, low.value)
        rises = at > first and forms[at - 1] == "from" and not (at - 1 > first and forms[at - 2] in ("ranging", "anywhere", "ranged", "ranges", "range"))
        high = self._cardinal(low.last + link[0], end)
        if high is None or rises:
            return _Core(low.last, count, low.value, low.value)
        least = _shared_scale(low, high)
        linked = forms[low.last : low.last + link[0]]
        if least >= high.value:
            score = linked[0] in _HYPHENS or linked[0] == "to"
            return None if score else _Core(low.last, count, low.value, low.value)
        return _Core(high.last, count, least, high.value, capped=bool(_BOUNDED_LINKS & set(linked)))

    def _count_token(self, at: int, last: int) -> int:
        """The last number word of a cardinal, so that "a dozen" counts by "dozen" and "2.5 million" by "million"."""
        return next((index for index in range(last - 1, at, -1) if self._tokens[index].upos == "NUM" or self._forms[index] in self._words.scales), at)

    # ------------------------------------------------------------------------------------------ cardinals

    def _cardinal(self, at: int, end: int) -> _Cardinal | None:
        if at >= end:
            return None
        form = self._forms[at]
        if form in ("half", "quarter", "a", "an", "one", "three"):
            fraction = self._fraction(at, end)
            if fraction is not None:
                return fraction
        if form in ("a", "an"):
            if at + 1 < end and self._forms[at + 1] in self._words.scales:
                return self._spelled(at + 1, end, 1)
            return None
        if form[0].isdigit():
            return self._digits(at, end)
        if form in self._words.units:
            return self._spelled(at, end, 0)
        return None

    def _fraction(self, at: int, end: int) -> _Cardinal | None:
        """half a million, half-a-dozen, a quarter of a million, a million and a half, three quarters of a million."""
        forms, scales = self._forms, self._words.scales
        for words, part in _FRACTIONS:
            last = at + len(words)
            if last < end and tuple(forms[at:last]) == words and forms[last] in scales:
                value = scales[forms[last]] * part
                return _Cardinal(int(value), last + 1, scales[forms[last]])
        if forms[at] in ("a", "one") and at + 4 < end and forms[at + 1] in scales and forms[at + 2 : at + 5] == ["and", "a", "half"]:
            return _Cardinal(int(scales[forms[at + 1]] * 1.5), at + 5, scales[forms[at + 1]])
        return None

    def _digits(self, at: int, end: int) -> _Cardinal | None:
        form = self._forms[at]
        decimal = _DECIMAL.fullmatch(form) is not None
        if not decimal and _DIGITS.fullmatch(form) is None or len(form) > 18:
            return None
        value = float(form) if decimal else int(form.replace(",", ""))
        last = at + 1
        if last < end:
            scale = self._words.scales.get(self._forms[last])
            joined = self._tokens[last].start == self._tokens[at].end
            if scale is None and joined:
                scale = self._words.letters.get(self._forms[last])
                follows = last + 1 < end and self._tokens[last + 1].upos in ("NOUN", "PROPN", "ADJ", "VERB", "DET", "AUX")
                scale = scale if scale is not None and follows else None
            if scale is not None:
                return _Cardinal(round(value * scale), last + 1, scale)
            if forms_half(self._forms, last, end) and last + 3 < end and self._forms[last + 3] in self._words.scales:
                scale = self._words.scales[self._forms[last + 3]]
                return _Cardinal(int((value + 0.5) * scale), last + 4, scale)
        return None if decimal else _Cardinal(int(value), last, 1)

    def _spelled(self, at: int, end: int, current: int) -> _Cardinal | None:
        """Number words: "twenty-five", "one hundred and five thousand", "two dozen", "two and a half million"."""
        forms, units, scales = self._forms, self._words.units, self._words.scales
        total, scale, begin, smallest = 0, 1, at, 0
        while at < end:
            form = forms[at]
            if form in units:
                value = units[form]
                if current % 100 and not (current % 10 == 0 and value < _TENS and smallest >= 20):
                    break
                current += value
                smallest = value
                at += 1
            elif form in scales and at > begin - 1 and (current or at == begin):
                scale = scales[form]
                current = max(current, 1) * scale
                smallest = 100
                if scale >= 1000:
                    total, current = total + current, 0
                at += 1
            elif form in _HYPHENS and smallest >= 20 and at + 1 < end and 0 < units.get(forms[at + 1], _TENS) < _TENS:
                at += 1
            elif form == "and" and (current >= 100 or (total and not current)) and at + 1 < end and forms[at + 1] in units:
                at += 1
            elif forms_half(forms, at, end) and at + 3 < end and forms[at + 3] in scales:
                scale = scales[forms[at + 3]]
                return _Cardinal(int((current + 0.5) * scale), at + 4, scale)
            else:
                break
        value = total + current
        simple = value % scale == 0 and value >= scale
        return _Cardinal(value, at, scale if simple else 1) if value else None

    # ------------------------------------------------------------------------------------------ what is no count

    def _is_label(self, quantity: Quantity, first: int, end: int) -> bool:
        """Whether the number is an age, a date, a label, a part, a measure, money."""
        forms, tokens, sets = self._forms, self._tokens, self._words.sets
        before = forms[quantity.first - 1] if quantity.first > first else ""
        after = forms[quantity.last] if quantity.last < end else ""
        count = forms[quantity.count]
        digits = count[0].isdigit()
        if before in sets["labels"] and (digits or before not in ("no", "class", "point", "unit", "day", "part", "post", "block", "mark")):
            return not (before in ("age", "no") and not digits)
        if self._is_compound(quantity, end) or after in sets["measures"] or (after in sets["months"] and tokens[quantity.last].text[0].isupper()):
            return True
        if not quantity.exact:
            return False
        if count == "one":
            return before in ("no", "any", "every", "some", "each", "this", "that", "the", "another", "which") or after in ("another", "in", "-")
        if before in sets["months"] and digits and tokens[quantity.first - 1].text[0].isupper():
            return True
        aside = before in (",", "(") and (after in (",", ")", ".", "") or quantity.last >= end)
        if aside and digits and quantity.low <= _MOST_AGE and quantity.first - 2 >= first and tokens[quantity.first - 2].upos in ("PROPN", "NOUN"):
            return tokens[quantity.first - 2].upos == "PROPN" or before == "("
        year = digits and "," not in count and quantity.low in _YEARS and quantity.low == quantity.high and len(count) == 4
        if year and before in sets["before_year"]:
            return not (quantity.last < end and self._words.sort_of(after) != "other" and before not in ("in", "since", "by", "until"))
        return False

    def _is_compound(self, quantity: Quantity, end: int) -> bool:
        """A number in a hyphened word ("45-year-old", "two-storey", "K-9") or a score ("3-2", "1:4", "9/11")."""
        tokens, forms = self._tokens, self._forms
        last = quantity.last
        if last < end and forms[last] in _HYPHENS and tokens[last].start == tokens[last - 1].end:
            return True
        if last < end and forms[last] in ("/", ":") and last + 1 < end and forms[last + 1][0].isdigit():
            return True
        start = quantity.first
        return start > 0 and forms[start - 1] in _HYPHENS | {"/"} and tokens[start].start == tokens[start - 1].end


_FRACTIONS: Final[tuple[tuple[tuple[str, ...], float], ...]] = (
    (("half", "a"), 0.5), (("half",), 0.5), (("half", "-", "a", "-"), 0.5), (("a", "half"), 0.5), (("half", "-"), 0.5),
    (("a", "quarter", "of", "a"), 0.25), (("a", "quarter"), 0.25), (("quarter", "of", "a"), 0.25),
    (("three", "quarters", "of", "a"), 0.75), (("three", "-", "quarters", "of", "a"), 0.75),
)  # fmt: skip


def forms_half(forms: Sequence[str], at: int, end: int) -> bool:
    """Whether "and a half" stands at ``at``."""
    return at + 2 < end and forms[at] == "and" and forms[at + 1] == "a" and forms[at + 2] == "half"


def _shared_scale(low: _Cardinal, high: _Cardinal) -> int:
    """The lower end of a range in the scale of the upper: "two or three hundred"."""
    if high.scale > 1 and low.scale == 1 and low.value < high.value // high.scale:
        return low.value * high.scale
    return low.value


def _bounded(core: _Core, bounds: Sequence[str]) -> tuple[int, int | None]:
    """Low and high under the modifiers."""
    low, high = core.low, core.high
    if core.capped:
        return low, high
    if "at_least" in bounds:
        return low, None
    if "at_most" in bounds:
        return 0, high
    if "below" in bounds:
        return 0, None if high is None else max(high - 1, 0)
    return low, high
