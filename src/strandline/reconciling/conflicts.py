"""Where an event's claims exclude each other: facts in, conflicts out, each side with the claims that hold it.

Only claims that surely speak of the same thing can contradict each other: they use one word or one sort of word for
what happened, and have different voices. A vague report beside a precise one that fits it is no conflict, neither is a
plan that turned out otherwise, a time that the program worked out itself, nor a doer whom only a pronoun names. How
figures exclude each other is in ``tolls``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Final

from strandline.reconciling.agreeing import Side
from strandline.reconciling.facts import DENIED, Fact, place_key
from strandline.reconciling.intervals import DAY, gap
from strandline.reconciling.limits import elsewhere
from strandline.reconciling.tolls import disputed_figures
from strandline.reconciling.words import stem, words_of
from strandline.records import Conflict, ConflictValue, Place, When

_HAPPENED: Final = frozenset({"happened", "ongoing"})
_DEEDS: Final = frozenset(
    {"death", "assault", "coerce", "appoint", "elect", "accident", "sanction", "legal", "mobilize"}
)
"""Kinds of deeds that one person does to another, and that a second person has not done as well."""
_YEAR: Final = re.compile(r"(?<!\d)(?:1\d|20)\d\d(?!\d)")
_FARTHEST_S: Final = 8 * DAY
"""Days that are farther apart are not two versions of one happening's time, but two happenings."""
_CLOCKS: Final = frozenset({"instant", "minute", "hour"})
_TIMES: Final = (
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march",
     "april", "may", "june", "july", "august", "september", "october", "november", "december", "morning",
     "afternoon", "evening", "night", "noon", "midnight", "today", "yesterday", "tomorrow", "early", "late",
     "later", "earlier", "day", "week", "month", "year", "hour", "hours", "minute", "minutes", "last", "next",
     "this", "first", "second"]
)  # fmt: skip
_OF_TIME: Final = frozenset(stem(word) for word in _TIMES)
_COMPOUND: Final = re.compile(r"\s+(?!(?:a|an|and|as|at|after|before|by|during|for|from|has|had|have|if|in|into|is|it|"
                              r"near|of|off|on|or|over|shortly|since|so|that|the|then|this|to|today|tonight|under|until|was|"
                              r"were|when|where|which|while|who|will|with|yesterday)\b)[a-z]")  # fmt: skip
"""A word after a name that makes the name a mere part of another: "the Orlach verdict"."""
_NEGATION: Final = re.compile(
    r"\b(?:not|no|never|nobody|none|nothing|neither|nor|without|cannot|fail\w*)\b|n['’]t\b", re.I
)
_SITED: Final = re.compile(
    r"\b(?:in|at|near|outside|inside|off|on|around)\s+(?:the\s+)?(?:[a-z]+\s+(?:of\s+)?)?$"
)  # fmt: skip
"""What stands before the name of the place where something happens."""
_STAMPS: Final = frozenset({"updat", "publish", "post", "posted"})
"""Stems of what is done to every report, each at its own time."""
_SHARED_WORDS: Final = 2
_LONG, _COPIED = 8, 0.75
"""Clauses of so many words that share this part of them are copies of one."""


def conflicts_of(facts: Sequence[Fact], sides: Sequence[Side]) -> tuple[Conflict, ...]:
    """All conflicts of an event: times, places, figures, whether it happened, who did it."""
    return (*_times(sides), *_places(facts), *disputed_figures(facts), *_statuses(facts), *_agents(facts))


def _may_gainsay(a: Fact, b: Fact) -> bool:
    """Whether two claims speak of the same thing in different voices, and are not one sentence read twice."""
    named = bool(a.stems & b.stems or a.families & b.families)
    return named and a.voice != b.voice and not _one_sentence(a, b)


def _one_sentence(a: Fact, b: Fact) -> bool:
    """Whether two clauses are one, word for word or but for a word or two."""
    if words_of(a.claim.quote) == words_of(b.claim.quote):
        return True
    longer = max(len(a.words), len(b.words))
    return longer >= _LONG and len(a.words & b.words) >= _COPIED * longer


def _value(words: str, facts: Iterable[Fact]) -> ConflictValue:
    return ConflictValue(value=words, claims=tuple(fact.claim.id for fact in facts))


# ----------------------------------------------------------------------------------------------------- times


def _times(sides: Sequence[Side]) -> list[Conflict]:
    held = [firm for firm in ([fact for fact in side.firm if _anchored(fact)] for side in sides) if firm]
    standing = [
        own
        for own in held
        if any(_times_differ(a, b) for other in held if other is not own for a in own for b in other)
    ]
    if len(standing) < 2:
        return []
    return [Conflict(field="when", values=tuple(_value(time_words(_best(own)), own) for own in standing))]


def _anchored(fact: Fact) -> bool:
    """Whether a time rests on the document's date or names its year: the weekday of an undated text may be any."""
    told = fact.claim.when.expression
    return (
        fact.reported is not None
        or (told is None and fact.claim.when.basis == "stated")
        or (told is not None and _YEAR.search(told.text) is not None)
    )


def _times_differ(a: Fact, b: Fact) -> bool:
    """Whether two texts give one happening times that are neither stages of it nor those of two happenings."""
    if not _may_gainsay(a, b) or a.document == b.document or not a.stems.isdisjoint(_STAMPS):
        return False
    when, other = a.claim.when.granularity, b.claim.when.granularity
    apart = gap(a.interval, b.interval)
    if apart < DAY // 2 and not (when in _CLOCKS and other in _CLOCKS):
        return False
    days = when in _CLOCKS or other in _CLOCKS or "day" in (when, other) or "part-of-day" in (when, other)
    return not (days and apart > _FARTHEST_S) and _shared_words(a, b) >= _SHARED_WORDS


def _shared_words(a: Fact, b: Fact) -> int:
    """How many words two clauses share beside those that name the happening, or that are of numbers and times."""
    return sum(word not in _OF_TIME and not word.isdecimal() for word in (a.words & b.words) - a.stems - b.stems)


def _best(facts: Sequence[Fact]) -> When:
    narrow = min(
        facts, key=lambda fact: (fact.interval.width if fact.interval.width is not None else 1 << 60, fact.number)
    )
    return narrow.claim.when


def time_words(when: When) -> str:
    """A time in the short form in which sides of a conflict are shown."""
    first, last = (when.earliest or "").replace("T", " "), (when.latest or "").replace("T", " ")
    if not first or not last:
        return f"before {last}" if last else f"after {first}" if first else "unknown"
    if first == last or (first[:10] == last[:10] and len(first) == 10 == len(last)):
        return first
    return f"{first} to {last}"


# ---------------------------------------------------------------------------------------------------- status


def _statuses(facts: Sequence[Fact]) -> list[Conflict]:
    """Some say that it happened, others that it did not: somebody who denies it, or another voice in another text."""
    yes = [fact for fact in facts if fact.claim.status in _HAPPENED]
    no = [fact for fact in facts if fact.claim.status in DENIED and any(_denies(fact, other) for other in yes)]
    yes = [fact for fact in yes if any(_denies(other, fact) for other in no)]
    if not yes or not no:
        return []
    by_status: defaultdict[str, list[Fact]] = defaultdict(list)
    for fact in sorted([*yes, *no], key=lambda item: item.number):
        by_status[fact.claim.status].append(fact)
    values = [
        _value(status.replace("_", " "), held)
        for status, held in sorted(by_status.items(), key=lambda item: item[1][0].number)
    ]
    return [Conflict(field="status", values=tuple(values))]


def _denies(no: Fact, yes: Fact) -> bool:
    """Whether a negation speaks against a report, of the same people or in the same words, at one time."""
    if not _may_gainsay(no, yes) or gap(no.interval, yes.interval) > 0:
        return False
    if no.claim.status != "denied" and _NEGATION.search(no.claim.quote) is None:
        return False
    if not no.stems & yes.stems or (no.claim.status != "denied" and no.document == yes.document):
        return False
    return bool(no.patients & yes.patients) or _shared_words(no, yes) >= _SHARED_WORDS


# ---------------------------------------------------------------------------------------------------- places


def _places(facts: Sequence[Fact]) -> list[Conflict]:
    """Localities none of which can be the other."""
    placed = [
        fact for fact in facts
        if fact.spots and fact.claim.status in _HAPPENED and all(_is_site(fact, place) for place in _at(fact))
    ]  # fmt: skip
    groups: list[list[Fact]] = []
    for fact in placed:
        home = next((group for group in groups if any(not _elsewhere(fact, other) for other in group)), None)
        if home is None:
            groups.append([fact])
        else:
            home.append(fact)
    standing = [
        own for own in groups
        if any(_placed_apart(a, b) for other in groups if other is not own for a in own
               for b in other)
    ]  # fmt: skip
    if len(standing) < 2:
        return []
    return [Conflict(field="where", values=tuple(_value(_place_words(group), group) for group in standing))]


def _placed_apart(a: Fact, b: Fact) -> bool:
    """Whether two texts put what the same people did or suffered at different places."""
    return _may_gainsay(a, b) and a.document != b.document and bool(a.agents & b.agents or a.patients & b.patients)


def _at(fact: Fact) -> list[Place]:
    return [place for place in fact.claim.where if place.role == "at"]


def _is_site(fact: Fact, place: Place) -> bool:
    """Whether a place is told as the place of it, and its name is no mere part of another."""
    start, end = place.start - fact.claim.start, place.end - fact.claim.start
    quote = fact.claim.quote
    if not 0 <= start < end <= len(quote) or quote[start:end] != place.text:
        return False
    return _SITED.search(quote[:start]) is not None and _COMPOUND.match(quote[end:]) is None


def _elsewhere(a: Fact, b: Fact) -> bool:
    """Whether neither is where the other is, and no name of a place stands in both or in the other's text."""
    names = {word for place in _at(a) for word in words_of(f"{place.name} {place.text}")}
    others = {word for place in _at(b) for word in words_of(f"{place.name} {place.text}")}
    return elsewhere(a, b) and not names & others


def _place_words(group: Sequence[Fact]) -> str:
    names = {
        place_key(place): place.name for fact in group for place in fact.claim.where if place_key(place) in fact.spots
    }
    return ", ".join(sorted(set(names.values())))


# --------------------------------------------------------------------------------------------------- doers


def _agents(facts: Sequence[Fact]) -> list[Conflict]:
    """Different people, each named, are said to have done one deed to somebody at one time."""
    groups: list[tuple[set[str], list[Fact]]] = []
    for fact in facts:
        names = _doers(fact)
        if not names:
            continue
        homes = [group for group in groups if group[0] & names]
        joined = (names.union(*(group[0] for group in homes)), [*(item for group in homes for item in group[1]), fact])
        groups = [group for group in groups if group not in homes] + [joined]
    pairs = [
        (one, two) for one, two in combinations(groups, 2)
        if any(_did_the_same(a, b) for a in one[1] for b in two[1])
    ]  # fmt: skip
    standing = [group for group in groups if any(group is one or group is two for one, two in pairs)]
    if len(standing) < 2:
        return []
    return [Conflict(field="actors", values=tuple(_value(_agent_words(held), held) for _, held in standing))]


def _doers(fact: Fact) -> set[str]:
    """Words of the names of those who are said, by name, to have done it."""
    if fact.claim.status not in _HAPPENED or fact.claim.kind not in _DEEDS:
        return set()
    return {
        word
        for actor in fact.claim.actors
        if actor.role == "agent" and actor.id.startswith("per:")
        for word in words_of(actor.name)
        if word in words_of(actor.text) and len(word) > 2
    }


def _did_the_same(a: Fact, b: Fact) -> bool:
    """Whether two claims are surely of one deed: done to the same, on days that agree, and told by different voices."""
    dated = a.precise and b.precise and gap(a.interval, b.interval) == 0
    apart = not (_doers(a) & b.names or _doers(b) & a.names)
    return _may_gainsay(a, b) and a.document != b.document and dated and apart and bool(a.patients & b.patients)


def _agent_words(facts: Sequence[Fact]) -> str:
    names = {
        actor.name
        for fact in facts
        for actor in fact.claim.actors
        if actor.role == "agent" and actor.id.startswith("per:")
    }
    return ", ".join(sorted(names))
