"""Numbers with their bounds: where they stand in a sentence and what they can mean.

"at least 25" is [25, open], "up to nine" [0, 9], "between 15 and 20" [15, 20], "dozens" [24, open]: the contract's
table. What is not a count (ages, dates, sums of money, measures, labels) is passed over.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from strandline.claims.figures_cardinals import Cardinal, Cardinals
from strandline.claims.figures_words import HYPHENS, FigureWords
from strandline.records import Token

_TOLL_REACH: Final = 12
"""Tokens before a verb of passing in which the toll that passes a number stands."""
_MOST_MODIFIERS: Final = 4
_MOST_AGE: Final = 120
_YEARS: Final = range(1000, 2101)
_CAPS: Final = frozenset({"as", "up", "most", "more"})
"""Words of a link that states the upper end as such: "10 and possibly as many as 15"."""
_PREFIXES: Final = ("at_least", "at_most", "below", "as_said")
_SUFFIXES: Final = ("after_at_least", "after_at_most", "after_as_said")


class Quantity(NamedTuple):
    """A number with its modifiers: tokens ``[first, last)``; ``numeral`` is the token of the number itself.

    ``exact`` is False for quantifiers without a number ("several", "many"); ``of`` says that "of" was taken in
    ("dozens of").
    """

    first: int
    last: int
    numeral: int
    low: int
    high: int | None
    exact: bool
    of: bool


class _Core(NamedTuple):
    """A number without its modifiers; ``capped`` says that its upper end is stated as such."""

    last: int
    numeral: int
    low: int
    high: int | None
    exact: bool = True
    of: bool = False
    capped: bool = False


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
        self._cardinals = Cardinals(tokens, forms, words)

    def quantities(self, first: int, last: int) -> list[Quantity]:
        """All quantities of a sentence ``[first, last)`` that may count something, in the order of the text."""
        found: list[Quantity] = []
        at = first
        openers = self._words.number_openers
        while at < last:
            opens = self._forms[at] in openers or self._forms[at][0].isdigit()
            quantity = self._quantity(at, first, last) if opens else None
            if quantity is None:
                at += 1
                continue
            if not self._is_no_count(quantity, first, last):
                found.append(quantity)
            at = quantity.last
        return found

    # ------------------------------------------------------------------------------------------ with modifiers

    def _quantity(self, at: int, first: int, end: int) -> Quantity | None:
        bounds: list[str] = []
        begin = at
        while len(bounds) < _MOST_MODIFIERS:
            name, length = self._longest(_PREFIXES, at, end)
            if length == 0:
                break
            bounds.append(name)
            at += length
        core = self._core(at, first, end) if bounds else None
        if core is None:
            core, bounds = self._core(begin, first, end), []
        if core is None:
            return None
        name, length = self._suffix(core.last, end)
        low, high = _bounded(core, [*bounds, name])
        return Quantity(begin, core.last + length, core.numeral, low, high, core.exact, core.of)

    def _longest(self, names: Sequence[str], at: int, end: int) -> tuple[str, int]:
        """The longest modifier at ``at`` with its length in tokens, 0 where there is none."""
        best = ("", 0)
        if list(self._forms[at : at + 2]) == ["up", "to"] and self._forms[at - 1] in self._words.sets["toll_heads"]:
            return best
        for name in names:
            match = self._words.bounds[name].match(self._forms, at, end)
            if match is not None and match[0] > best[1]:
                best = (name, match[0])
        if best[1] == 0 and names is _PREFIXES and at < end and self._overtakes(at):
            return "at_least", 1
        return best

    def _overtakes(self, at: int) -> bool:
        """ "the toll has passed 200": more than that."""
        sets = self._words.sets
        if self._forms[at] not in sets["overtaking"]:
            return False
        return not sets["toll_heads"].isdisjoint(self._forms[max(0, at - _TOLL_REACH) : at])

    def _suffix(self, at: int, end: int) -> tuple[str, int]:
        name, length = self._longest(_SUFFIXES, at, end)
        # "12 and at least 3": the modifier belongs to what follows
        if length and self._forms[at] in ("at", "more", "plus") and self._cardinals.at(at + length, end) is not None:
            return "", 0
        return name, length

    # ------------------------------------------------------------------------------------------ the number

    def _core(self, at: int, first: int, end: int) -> _Core | None:
        if at >= end:
            return None
        forms, words = self._forms, self._words
        exact = words.exact.match(forms, at, end)
        if exact is not None:
            scaled = self._scaled(at + exact[0], end, exact[1], exact=True)
            if scaled is not None:
                return scaled
        if forms[at] == "between":
            return self._between(at + 1, end)
        cardinal = self._cardinals.at(at, end)
        if cardinal is not None:
            return self._ranged(at, cardinal, first, end)
        if exact is not None:
            last = at + exact[0]
            return _Core(last, self._number_token(at, last), exact[1], exact[1], of=forms[last - 1] == "of")
        return self._plural(at, end) or self._vague(at, end)

    def _vague(self, at: int, end: int) -> _Core | None:
        vague = self._words.vague.match(self._forms, at, end)
        if vague is None:
            return None
        last, least = at + vague[0], vague[1]
        core = _Core(last, self._number_token(at, last), least, None, exact=False, of=self._forms[last - 1] == "of")
        return self._scaled(last, end, least, exact=False) or core

    def _number_token(self, first: int, last: int) -> int:
        """The word of a quantifier that carries the number: its last but "of", "a" and "the"."""
        return next((at for at in range(last - 1, first, -1) if self._forms[at] not in ("of", "a", "the")), first)

    def _scaled(self, at: int, end: int, factor: int, *, exact: bool) -> _Core | None:
        """A quantifier before a scale: "several hundred", "a couple of thousand", "many thousands of"."""
        if at >= end:
            return None
        scale = self._words.scales.get(self._forms[at])
        if scale is not None:
            return _Core(at + 1, at, factor * scale, factor * scale if exact else None)
        return None if exact else self._plural(at, end)

    def _plural(self, at: int, end: int) -> _Core | None:
        """Hundreds, tens of thousands, dozens if not hundreds."""
        forms, words = self._forms, self._words
        least = words.plurals.get(forms[at])
        if least is None or (forms[at] == "scores" and self._is_other_scores(at, end)):
            return None
        last = at + 1
        while last + 1 < end and forms[last] == "of" and (scale := self._scale_of(forms[last + 1])) is not None:
            least, last = least * scale, last + 2
        if forms[at] == "tens" and last == at + 1 and not (last < end and forms[last] == "of"):
            return None
        link = words.range_open.match(forms, last, end)
        if link is not None and last + link[0] < end and forms[last + link[0]] in words.plurals:
            deeper = self._plural(last + link[0], end)
            if deeper is not None:
                closes = not deeper.of and list(forms[deeper.last : deeper.last + 2]) == [",", "of"]
                return _Core(deeper.last + 2 * closes, at, least, None, of=deeper.of or closes)
        of = last < end and forms[last] == "of"
        return _Core(last + of, at, least, None, of=of)

    def _scale_of(self, form: str) -> int | None:
        """What a plural or a scale word multiplies by: "tens of thousands", "hundreds of million"."""
        plural = self._words.plurals.get(form)
        return plural // 2 if plural is not None else self._words.scales.get(form)

    def _is_other_scores(self, at: int, end: int) -> bool:
        """ "He scores", "test scores": no number."""
        if self._tokens[at].upos in ("VERB", "AUX") and not (at + 1 < end and self._forms[at + 1] == "of"):
            return True
        return at > 0 and self._tokens[at - 1].upos in ("NOUN", "ADJ", "PROPN", "DET", "NUM")

    def _between(self, at: int, end: int) -> _Core | None:
        low = self._modified_cardinal(at, end)
        if low is None or low.last >= end or self._forms[low.last] not in ("and", "to", "-", "–"):
            return None
        high = self._modified_cardinal(low.last + 1, end)
        if high is None:
            return None
        least = _shared_scale(low, high)
        return _Core(high.last, low.last - 1, least, high.value) if least <= high.value else None

    def _modified_cardinal(self, at: int, end: int) -> Cardinal | None:
        _, length = self._longest(_PREFIXES, at, end)
        return self._cardinals.at(at, end) or (self._cardinals.at(at + length, end) if length else None)

    def _ranged(self, at: int, low: Cardinal, first: int, end: int) -> _Core | None:
        """A number, or two as a range; None for what has the form of a score ("3-2")."""
        forms = self._forms
        single = _Core(low.last, self._count_token(at, low.last), low.value, low.value)
        link = self._words.range_links.match(forms, low.last, end)
        high = self._cardinals.at(low.last + link[0], end) if link is not None else None
        if link is None or high is None or self._is_change(at, first):
            return single
        least, words = _shared_scale(low, high), forms[low.last : low.last + link[0]]
        if least >= high.value:
            return None if words[0] in HYPHENS or words[0] == "to" else single
        return _Core(high.last, single.numeral, least, high.value, capped=bool(_CAPS & set(words)))

    def _is_change(self, at: int, first: int) -> bool:
        """ "rose from 10 to 12": two numbers, no range."""
        ranging = ("ranging", "anywhere", "ranged", "ranges", "range")
        return at > first and self._forms[at - 1] == "from" and not (at - 1 > first and self._forms[at - 2] in ranging)

    def _count_token(self, at: int, last: int) -> int:
        """The last number word of a cardinal: "dozen" of "a dozen", "million" of "2.5 million"."""
        scales = self._words.scales
        words = (k for k in range(last - 1, at, -1) if self._tokens[k].upos == "NUM" or self._forms[k] in scales)
        return next(words, at)

    # ------------------------------------------------------------------------------------------ what is no count

    def _is_no_count(self, quantity: Quantity, first: int, end: int) -> bool:
        """Whether the number is an age, a date, a label, a share, a measure, money."""
        forms, tokens, sets = self._forms, self._tokens, self._words.sets
        before = forms[quantity.first - 1] if quantity.first > first else ""
        after = forms[quantity.last] if quantity.last < end else ""
        if self._is_label(quantity, before) or after in sets["measures"] or self._is_joined(quantity, end):
            return True
        if after in sets["months"] and tokens[quantity.last].text[0].isupper():
            return True
        if not quantity.exact:
            return before in ("how", "too", "as", "that")
        if self._is_other_one(quantity, before, after, end) or self._is_share(quantity, first, after):
            return True
        return self._is_date_or_age(quantity, first, end, before, after)

    def _is_label(self, quantity: Quantity, before: str) -> bool:
        """ "flight 6", "article 12", "$30"; some words are labels of digits only ("on that day two men")."""
        if before not in self._words.sets["labels"]:
            return False
        return self._forms[quantity.numeral][0].isdigit() or before not in self._words.sets["labels_of_digits"]

    def _is_other_one(self, quantity: Quantity, before: str, after: str, end: int) -> bool:
        """ "no one", "one another", "a third of", "both A and B"."""
        count = self._forms[quantity.numeral]
        if count == "one":
            other = ("no", "any", "every", "some", "each", "this", "that", "the", "another", "which")
            return before in other or after in ("another", "in", "-")
        if count == "another":
            return before == "one"
        if count == "both" and quantity.last < end:
            follow = self._tokens[quantity.last]
            return follow.xpos == "NNP" or (follow.upos == "DET" and after not in ("the", "these", "those"))
        return quantity.low == quantity.high == 1 and count != "1" and (after == "of" or before in ("one", "each"))

    def _is_share(self, quantity: Quantity, first: int, after: str) -> bool:
        """ "four out of ten"."""
        forms = self._forms
        if after == "out" and list(forms[quantity.last : quantity.last + 2]) == ["out", "of"]:
            return True
        at = quantity.first
        if list(forms[max(first, at - 2) : at]) != ["out", "of"]:
            return False
        return at - 3 < first or forms[at - 3][0].isdigit() or forms[at - 3] in self._words.units

    def _is_date_or_age(self, quantity: Quantity, first: int, end: int, before: str, after: str) -> bool:
        forms, tokens, sets = self._forms, self._tokens, self._words.sets
        count = forms[quantity.numeral]
        if not count[0].isdigit():
            return False
        if before in sets["months"] and tokens[quantity.first - 1].text[0].isupper():
            return True
        if before in sets["be"] and self._is_age(quantity, first, after):
            return True
        aside = before in (",", "(") and (after in (",", ")", ".", "") or quantity.last >= end)
        if aside and quantity.low <= _MOST_AGE and quantity.first - 2 >= first:
            whose = tokens[quantity.first - 2].upos
            return whose == "PROPN" or (whose == "NOUN" and before == "(")
        year = quantity.low in _YEARS and quantity.low == quantity.high and len(count) == 4
        if year and before in sets["before_year"]:
            return self._words.sort_of(after) == "other" or before in ("in", "since", "by", "until")
        return False

    def _is_age(self, quantity: Quantity, first: int, after: str) -> bool:
        """ "Roth, who was 38, died", "he is 60.": a bare number that is said of one person."""
        at = quantity.first - 2
        while at > first and self._tokens[at].upos in ("ADV", "AUX"):
            at -= 1
        of_one = at >= first and self._forms[at] in ("who", "he", "she", "i")
        return of_one and quantity.low <= _MOST_AGE and after in (",", ".", ";", ")", "", "and", "but", "when", "years")

    def _is_joined(self, quantity: Quantity, end: int) -> bool:
        """A number in a hyphened word ("45-year-old", "K-9"), a score or a date ("3-2", "9/11")."""
        tokens, forms, first, last = self._tokens, self._forms, quantity.first, quantity.last
        if last < end and forms[last] in HYPHENS and tokens[last].start == tokens[last - 1].end:
            return True
        if last + 1 < end and forms[last] in ("/", ":") and forms[last + 1][0].isdigit():
            return True
        return first > 0 and forms[first - 1] in HYPHENS | {"/", ":"} and tokens[first].start == tokens[first - 1].end


def _shared_scale(low: Cardinal, high: Cardinal) -> int:
    """The lower end of a range in the scale of the upper: "two or three hundred"."""
    shares = high.scale > 1 and low.scale == 1 and low.value < high.value // high.scale
    return low.value * high.scale if shares else low.value


def _bounded(core: _Core, bounds: Sequence[str]) -> tuple[int, int | None]:
    """Low and high under the modifiers."""
    low, high = core.low, core.high
    if core.capped:
        return low, high
    if "at_least" in bounds or "after_at_least" in bounds:
        return low, None
    if "at_most" in bounds or "after_at_most" in bounds:
        return 0, high
    if "below" in bounds:
        return 0, None if high is None else max(high - 1, 0)
    return low, high
