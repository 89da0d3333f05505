"""What is compared of claims besides their words: facts in, an array with an entry for each fact out for each thing
that is compared, and what they say of pairs of them.

Times and reports are in seconds; open ends stand as numbers far beyond all others.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from strandline.reconciling.facts import DENIED, UNREAL, Fact
from strandline.reconciling.intervals import DAY
from strandline.reconciling.limits import LONG_AFTER_S
from strandline.reconciling.rows import Pairs
from strandline.reconciling.words import says_little, words_of
from strandline.records import Actor, Claim

_SPEAKING: Final = frozenset({"statement", "request", "accuse", "reject", "threaten", "support", "consult"})
"""Kinds of acts that are nothing without what is said."""
_COUNTED: Final = ("killed", "injured", "missing")
_DIRECTIONS: Final = (1, 1, -1)
"""Which way each of these goes from report to report."""
_ONE_CLAUSE: Final = 90
"""Characters between two words for one happening, at most."""
OPEN_LOW: Final = -(1 << 45)
_OPEN_HIGH: Final = 1 << 45


class Columns:
    """What is compared of facts besides words, as arrays with an entry for each fact.

    A fact is looked at once, for all that it tells by itself (``_told``); kinds, sentences and sources are numbers.
    """

    said: NDArray[Any]
    document: NDArray[Any]
    start: NDArray[Any]
    trigger: NDArray[Any]
    named: NDArray[Any]
    vague: NDArray[Any]
    light: NDArray[Any]
    known: NDArray[Any]
    another: NDArray[Any]
    nobody: NDArray[Any]
    phase: NDArray[Any]
    support: NDArray[Any]
    thing: NDArray[Any]
    object: NDArray[Any]
    sited: NDArray[Any]
    noun: NDArray[Any]
    stands_for: NDArray[Any]
    single: NDArray[Any]
    many: NDArray[Any]
    agent: NDArray[Any]
    patient: NDArray[Any]
    person_acts: NDArray[Any]
    person_suffers: NDArray[Any]
    spot: NDArray[Any]
    unreal: NDArray[Any]
    denied: NDArray[Any]
    dated: NDArray[Any]
    speaks: NDArray[Any]
    looks_back: NDArray[Any]
    stated: NDArray[Any]
    clock: NDArray[Any]
    precise: NDArray[Any]
    low: NDArray[Any]
    high: NDArray[Any]
    shift: NDArray[Any]
    reported: NDArray[Any]

    def __init__(self, facts: Sequence[Fact]) -> None:
        kinds = sorted({fact.claim.kind for fact in facts} | {"other"})
        number = {kind: index for index, kind in enumerate(kinds)}
        self.other = number["other"]
        self.kind = np.array([number[fact.claim.kind] for fact in facts])
        places: dict[tuple[int, str], int] = {}
        self.sentence = np.array([places.setdefault((fact.document, fact.sentence), len(places)) for fact in facts])
        sources: dict[str, int] = {"": 0}
        self.source = np.array([sources.setdefault(_source(fact), len(sources)) for fact in facts])
        told = list(zip(*map(_told, facts), strict=True)) or [()] * len(_TOLD)
        for name, values in zip(_TOLD, told, strict=True):
            setattr(self, name, np.array(values))
        figures = [[_figure(fact, what) for fact in facts] for what in _COUNTED]
        self._figures = [(_ends(own, 0), _ends(own, 1)) for own in figures]

    def times(self, a: Pairs, b: Pairs) -> tuple[Any, Any, Any]:
        """Seconds between two intervals, whether they share an instant, whether both are dated; of one that may be only
        the time of the telling, nothing is said (``limits.told_long_after``)."""
        known = (self.shift[a] != OPEN_LOW) & (self.shift[b] != OPEN_LOW)
        move = np.where(known, self.shift[a] - self.shift[b], 0)
        apart = np.maximum(0, np.maximum(self.low[b] + move - self.high[a], self.low[a] - self.high[b] - move))
        unsure = np.zeros(len(a), dtype=bool)
        for later, firm, own in ((a, b, move), (b, a, -move)):
            after = self.low[later] - self.high[firm] - own > LONG_AFTER_S
            unsure |= self.looks_back[later] & self.stated[firm] & after
        return np.where(unsure, 0, apart), apart == 0, self.dated[a] & self.dated[b] & ~unsure

    def narrow(self, a: Pairs, b: Pairs) -> Any:
        """How narrow the wider of two intervals is, from 1 for an instant to nearly 0 for a year."""
        widest = np.maximum(self.high[a] - self.low[a], self.high[b] - self.low[b]) / DAY
        return 1.0 / (1.0 + widest / 3.0)

    def day_of_report(self, a: Pairs, b: Pairs) -> Any:
        """Where one alone is dated, how near its day is to the report of the other, 1 to 0 for a week before it."""
        near = np.zeros(len(a))
        for one, two in ((a, b), (b, a)):
            usable = self.precise[one] & ~self.dated[two] & (self.reported[two] != OPEN_LOW)
            days = (self.reported[two] - self.low[one]) / DAY
            near = np.maximum(
                near, np.where(usable & (days > -1.5), np.clip(1.0 - np.maximum(days, 0.0) / 7.0, 0, 1), 0)
            )
        return near

    def phase_of(self, a: Pairs, b: Pairs, sentence: Any) -> Any:
        """Whether one only says that the other took place, began or was done: its subject before it, or its object
        after it, in one sentence."""
        first = self.trigger[a] < self.trigger[b]
        apart = np.abs(self.trigger[a] - self.trigger[b]) <= _ONE_CLAUSE
        subject = np.where(first, self.phase[b], self.phase[a])
        verb = np.where(first, self.support[a], self.support[b])
        return sentence & apart & (subject | verb)

    def antecedent(self, a: Pairs, b: Pairs) -> Any:
        """Whether one is what the word of the other stands for, in the same document."""
        points = (self.stands_for[a] == self.trigger[b]) | (self.stands_for[b] == self.trigger[a])
        return points & (self.document[a] == self.document[b])

    def one_and_many(self, a: Pairs, b: Pairs) -> Any:
        """Whether one befalls somebody known by name and the other a number of people."""
        return (self.single[a] & (self.many[b] > 1)) | (self.single[b] & (self.many[a] > 1))

    def reported_apart(self, a: Pairs, b: Pairs) -> Any:
        """Days between two reports, from 0 to 1 for a month and more; half a month where one is undated."""
        known = (self.reported[a] != OPEN_LOW) & (self.reported[b] != OPEN_LOW)
        days = np.minimum(np.abs(self.reported[a] - self.reported[b]) / DAY, 30.0) / 30.0
        return np.where(known, days, 0.3)

    def figures(self, a: Pairs, b: Pairs) -> tuple[Any, Any, Any, Any]:
        """Whether some figure of victims agrees, whether some excludes another, or is only what a later report would
        know, and whether both have one of a sort."""
        agree, exclude, grown, victims = (np.zeros(len(a), dtype=bool) for _ in range(4))
        dated = (self.reported[a] != OPEN_LOW) & (self.reported[b] != OPEN_LOW)
        later = np.sign(self.reported[a] // DAY - self.reported[b] // DAY)
        for (low, high), direction in zip(self._figures, _DIRECTIONS, strict=True):
            both = (low[a] >= 0) & (low[b] >= 0)
            meet = (low[a] <= high[b]) & (low[b] <= high[a])
            follows = dated & (later * np.sign(low[a] - low[b]) * direction >= 0)
            agree |= both & meet
            exclude |= both & ~meet & ~follows
            grown |= both & ~meet & follows
            victims |= both
        return agree, exclude, grown & ~exclude, victims


_TOLD: Final = tuple(name for name in Columns.__annotations__)
"""Names of what ``_told`` gives, in its order."""


def _told(fact: Fact) -> tuple[int, ...]:
    """What is compared of one fact, in the order of ``_TOLD``."""
    claim, interval, stands_for, reported = fact.claim, fact.interval, fact.stands_for, fact.reported
    when, trigger = claim.when, claim.trigger
    single, many, acts, suffers = _people(claim)
    known, another = fact.known, fact.another
    return (
        claim.kind == "statement",
        fact.document,
        claim.start,
        trigger.start,
        bool(fact.names),
        fact.vague,
        says_little(trigger.lemma),
        known,
        another,
        fact.nobody,
        fact.phase,
        fact.support,
        bool(fact.themes),
        bool(fact.objects),
        bool(fact.sites),
        known or another,
        OPEN_LOW if stands_for is None else stands_for,
        single,
        many,
        bool(fact.agents),
        bool(fact.patients),
        acts,
        suffers,
        bool(fact.spots),
        claim.status in UNREAL,
        claim.status in DENIED,
        fact.dated,
        claim.kind in _SPEAKING,
        fact.looks_back,
        when.basis in ("stated", "relative"),
        when.granularity in ("minute", "hour", "instant"),
        fact.precise,
        OPEN_LOW if interval.low is None else interval.low,
        _OPEN_HIGH if interval.high is None else interval.high,
        OPEN_LOW if interval.shift is None else interval.shift,
        OPEN_LOW if reported is None else reported,
    )


def _source(fact: Fact) -> str:
    """The words for who says so, in the last link; empty where the document itself does."""
    links = [link.source.text.casefold() for link in fact.claim.attribution if link.source is not None]
    return links[-1] if links else ""


def _people(claim: Claim) -> tuple[bool, int, bool, bool]:
    """Whom a claim tells of.

    Returns:
        Whether it befalls somebody known by name, be it in a pronoun, and nobody beside; the least number of people
        killed, hurt, missing or held; whether somebody known by name, and named here and not by a pronoun, acts;
        whether such a one suffers.
    """
    patients = [actor for actor in claim.actors if actor.role == "patient"]
    single = len(patients) == 1 and (
        patients[0].id.startswith("per:") or patients[0].text.casefold() in ("he", "she", "him", "her")
    )
    many = (
        max((figure.low for figure in claim.figures if figure.what != "displaced"), default=0) if claim.figures else 0
    )
    acts = any(actor.role == "agent" and _is_named(actor) for actor in claim.actors)
    return single, many, acts, any(map(_is_named, patients))


def _is_named(actor: Actor) -> bool:
    """Whether somebody is known by name and named here, not by a pronoun."""
    return actor.id.startswith("per:") and not set(words_of(actor.text)).isdisjoint(words_of(actor.name))


def _figure(fact: Fact, what: str) -> tuple[int, int]:
    """The least and the most of the first figure of a sort; −1 for both where there is none."""
    for figure in fact.claim.figures:
        if figure.what == what:
            return figure.low, _OPEN_HIGH if figure.high is None else figure.high
    return -1, -1


def _ends(figures: Sequence[tuple[int, int]], end: int) -> NDArray[np.int64]:
    return np.array([figure[end] for figure in figures], dtype=np.int64)
