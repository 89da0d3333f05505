"""What a time tagger gets wrong, counted by category: ``python -m evaluation.timing --categories [--side held]``.

Figures alone, never a word of the text, so that a held half may be asked too: where it errs more often than the half
that was looked at, a rule serves its own documents, or there is a hole. Counted are the expressions that are missed and
those that are none (by what they are), the extents that are off (at which end, by what sort of word) and the values
that are wrong (by what the gold is, and how the answer differs: another kind, a finer or coarser date, earlier or
later, the same day of another year or week).
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from evaluation.scoring_times import Timed, days_of_value, match

_KINDS: Final = (
    ("no value", re.compile(r"")),
    ("present", re.compile(r"PRESENT_REF")),
    ("past", re.compile(r"PAST_REF")),
    ("future", re.compile(r"FUTURE_REF")),
    ("short duration", re.compile(r"PT.*")),
    ("vague duration", re.compile(r"P.*X.*")),
    ("duration", re.compile(r"P.*")),
    ("clock", re.compile(r".*T[0-2X]\d?.*")),
    ("part of day", re.compile(r".*T(?:MO|AF|EV|NI|MI|DT)")),
    ("BC", re.compile(r"BC.*")),
    ("weekday", re.compile(r"[\dX]{4}-WXX-[1-7]")),
    ("weekend", re.compile(r".*-WE")),
    ("week", re.compile(r"[\dX]{4}-W.*")),
    ("season", re.compile(r"[\dX]{4}-(?:SP|SU|FA|WI)")),
    ("quarter", re.compile(r"[\dX]{4}-Q.")),
    ("half", re.compile(r"[\dX]{4}-H.")),
    ("open day", re.compile(r".*X.*-[\dX]{2}-[\dX]{2}")),
    ("day", re.compile(r"\d{4}-\d\d-\d\d")),
    ("month", re.compile(r"[\dX]{4}-[\dX]{2}")),
    ("year", re.compile(r"[\dX]{4}")),
    ("decade", re.compile(r"[\dX]{3}")),
    ("century", re.compile(r"[\dX]{1,2}")),
)
_WORD: Final = re.compile(r"\w+|[^\w\s]")
_UNITS: Final = (
    "second", "minute", "hour", "day", "night", "week", "weekend", "month", "quarter", "year", "decade", "time",
)  # fmt: skip
_SORTS: Final = {
    "article": frozenset(("the", "a", "an")),
    "pointing": frozenset(("this", "that", "these", "those", "last", "next", "past", "same", "previous", "following")),
    "preposition": frozenset(
        ("in", "on", "at", "by", "of", "for", "from", "to", "since", "until", "during", "within", "after", "before")
    ),
    "part": frozenset(("early", "late", "mid", "later", "earlier", "end", "beginning", "middle", "first", "second")),
    "about": frozenset(
        ("about", "around", "nearly", "almost", "some", "more", "less", "than", "least", "over", "only", "just", "up")
    ),
    "mark": frozenset((",", "-", "–", "—", ".", "'", '"', "(", ")", "s", "’")),
    "unit": frozenset((*_UNITS, *(f"{unit}s" for unit in _UNITS), "century", "centuries", "period")),
    "side": frozenset(("ago", "later", "earlier", "before", "after", "hence")),
    "count": frozenset(
        (
            "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "several", "few", "many",
            "couple", "dozen", "half", "twenty", "thirty", "forty", "fifty", "hundred", "eleven", "twelve", "another",
            "each", "every",
        )
    ),
    "part of day": frozenset(
        ("morning", "afternoon", "evening", "night", "noon", "midnight", "dawn", "dusk", "overnight")
    ),
    "season": frozenset(("spring", "summer", "autumn", "fall", "winter")),
    "month": frozenset(name.lower() for name in (*calendar.month_name[1:], *calendar.month_abbr[1:], "sept")),
    "weekday": frozenset(name.lower() for name in (*calendar.day_name, *calendar.day_abbr)),
    "day word": frozenset(("today", "yesterday", "tomorrow", "tonight")),
    "and": frozenset(("and", "or")),
}  # fmt: skip
_LONGEST_FORM: Final = 5
_WEEK: Final = 7


def kind_of(value: str | None, type_: str = "") -> str:
    """What a TIMEX3 value names: ``day``, ``month``, ``season``, ``past``, ``duration`` …; ``set`` by the type."""
    if type_ == "SET":
        return "set"
    return next((name for name, form in _KINDS if form.fullmatch(value or "")), "other")


def sort_of(word: str) -> str:
    """The sort of a word at the edge of an expression; ``number`` and ``word`` where it is none of the listed."""
    lower = word.lower()
    known = next((name for name, words in _SORTS.items() if lower in words), None)
    return known or ("number" if lower[:1].isdigit() else "word")


def form_of(words: str) -> str:
    """The sorts of the words of an expression, in their order: ``article word unit``."""
    sorts = [sort_of(word) for word in _WORD.findall(words)]
    return " ".join(sorts[:_LONGEST_FORM]) + (" ..." if len(sorts) > _LONGEST_FORM else "")


def edge_errors(text: str, gold: Timed, tagged: Timed) -> list[str]:
    """How an extent is off: ``left long article``, ``right short unit +1`` (one more word than the one named)."""
    found = []
    for side, ours, theirs in (("left", tagged.start, gold.start), ("right", -tagged.end, -gold.end)):
        if ours == theirs:
            continue
        low, high = sorted((abs(ours), abs(theirs)))
        words = _WORD.findall(text[low:high])
        if words:
            word = words[0] if side == "left" else words[-1]
            more = f" +{len(words) - 1}" if len(words) > 1 else ""
            found.append(f"{side} {'long' if ours < theirs else 'short'} {sort_of(word)}{more}")
    return found


def difference(gold: str | None, tagged: str | None, kind: str, other: str) -> str:
    """How a wrong value differs from the gold, in a few words."""
    if kind != other:
        return f"as {other}"
    ours, theirs = days_of_value(tagged), days_of_value(gold)
    if ours is None or theirs is None:
        return "other"
    if ours == theirs:
        return "written otherwise"
    side = "earlier" if ours[0] < theirs[0] else "later"
    if ours[0][4:] == theirs[0][4:]:
        return f"{side}, another year"
    days = abs((datetime.date.fromisoformat(ours[0]) - datetime.date.fromisoformat(theirs[0])).days)
    if kind == "day" and days <= _WEEK:
        return f"{side} by {'a week' if days == _WEEK else 'a day' if days == 1 else 'some days'}"
    return side


def categories(
    text: str, gold: Sequence[Timed], tagged: Sequence[Timed], types: tuple[Sequence[str], Sequence[str]]
) -> Counter[str]:
    """Counts of one document; ``types`` are the TIMEX3 types of the gold and of the tagged expressions.

    ``gold KIND`` counts the gold expressions that were found, so that a count of wrong values has its measure.
    """
    counts: Counter[str] = Counter()
    pairs = match(gold, tagged)
    gold_kinds = [kind_of(g.value, kind) for g, kind in zip(gold, types[0], strict=True)]
    kinds = [kind_of(t.value, kind) for t, kind in zip(tagged, types[1], strict=True)]
    for name, side, of, used in (
        ("missed", gold, gold_kinds, {i for i, _ in pairs}), ("spurious", tagged, kinds, {j for _, j in pairs})
    ):  # fmt: skip
        for index in set(range(len(side))) - used:
            form = form_of(text[side[index].start : side[index].end])
            counts[f"{name} {of[index]}"] += 1
            counts[f"{name} {of[index]}: {form}"] += 1
    for i, j in pairs:
        counts[f"gold {gold_kinds[i]}"] += 1
        counts.update(f"extent {error}" for error in edge_errors(text, gold[i], tagged[j]))
        if gold[i].value is not None and gold[i].value != tagged[j].value:
            how = difference(gold[i].value, tagged[j].value, gold_kinds[i], kinds[j])
            counts[f"value {gold_kinds[i]}: {how}"] += 1
            form = form_of(text[gold[i].start : gold[i].end])
            counts[f"value {gold_kinds[i]}: {how}: {form}"] += 1
    return counts


def lines_of(counts: dict[str, Counter[str]], gold: dict[str, int]) -> Iterable[str]:
    """The table of some sides, the most frequent first: counts, and how many of a thousand gold expressions."""
    names = {name for side in counts.values() for name in side if not name.startswith("gold ")}

    def weight(name: str) -> int:
        return -sum(side[name] for side in counts.values())

    def rank(name: str) -> tuple[str, int, str, int, str]:
        group = ":".join(name.split(":")[: 2 if name.startswith("value") else 1])
        return name.split(maxsplit=1)[0], weight(group), group, weight(name), name

    order = sorted(names, key=rank)
    for name in order:
        columns = [f"{side[name]:5} {1000 * side[name] / max(1, gold[key]):6.1f}" for key, side in counts.items()]
        yield f"  {name:64} " + " ".join(columns)
