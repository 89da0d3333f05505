"""What is compared of claims besides their words: facts in, an array with an entry for each fact out for each thing
that is compared, and what they say of pairs of them.

Times and reports are in seconds; open ends stand as numbers far beyond all others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from strandline.reconciling.facts import DENIED, UNREAL, Fact
from strandline.reconciling.intervals import DAY
from strandline.reconciling.limits import LONG_AFTER_S
from strandline.reconciling.rows import Pairs
from strandline.reconciling.words import says_little, words_of

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
    """What is compared of facts besides words, as arrays with an entry for each fact."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        kinds = sorted({fact.claim.kind for fact in facts} | {"other"})
        number = {kind: index for index, kind in enumerate(kinds)}
        self.other = number["other"]
        self.kind = _array(facts, lambda fact: number[fact.claim.kind])
        self.said = _array(facts, lambda fact: fact.claim.kind == "statement")
        self.document = _array(facts, lambda fact: fact.document)
        self.start = _array(facts, lambda fact: fact.claim.start)
        self.named = _array(facts, lambda fact: bool(fact.names))
        self.vague = _array(facts, lambda fact: fact.vague)
        self.light = _array(facts, lambda fact: says_little(fact.claim.trigger.lemma))
        self.known = _array(facts, lambda fact: fact.known)
        self.another = _array(facts, lambda fact: fact.another)
        self.nobody = _array(facts, lambda fact: fact.nobody)
        self.phase = _array(facts, lambda fact: fact.phase)
        self.support = _array(facts, lambda fact: fact.support)
        self.thing = _array(facts, lambda fact: bool(fact.themes))
        self.object = _array(facts, lambda fact: bool(fact.objects))
        self.sited = _array(facts, lambda fact: bool(fact.sites))
        self.noun = _array(facts, lambda fact: fact.known or fact.another)
        self.trigger = _array(facts, lambda fact: fact.claim.trigger.start)
        self.stands_for = _array(facts, lambda fact: OPEN_LOW if fact.stands_for is None else fact.stands_for)
        places: dict[tuple[int, str], int] = {}
        self.sentence = _array(facts, lambda fact: places.setdefault((fact.document, fact.sentence), len(places)))
        self.single = _array(facts, _tells_of_one)
        self.many = _array(facts, _tells_of_many)
        self.agent = _array(facts, lambda fact: bool(fact.agents))
        self.patient = _array(facts, lambda fact: bool(fact.patients))
        self.person_acts = _array(facts, lambda fact: _has_person(fact, "agent"))
        self.person_suffers = _array(facts, lambda fact: _has_person(fact, "patient"))
        self.spot = _array(facts, lambda fact: bool(fact.spots))
        self.unreal = _array(facts, lambda fact: fact.claim.status in UNREAL)
        self.denied = _array(facts, lambda fact: fact.claim.status in DENIED)
        self.dated = _array(facts, lambda fact: fact.dated)
        self.speaks = _array(facts, lambda fact: fact.claim.kind in _SPEAKING)
        self.looks_back = _array(facts, lambda fact: fact.looks_back)
        self.stated = _array(facts, lambda fact: fact.claim.when.basis in ("stated", "relative"))
        self.clock = _array(facts, lambda fact: fact.claim.when.granularity in ("minute", "hour", "instant"))
        self.precise = _array(facts, lambda fact: fact.precise)
        self.low = _array(facts, lambda fact: OPEN_LOW if fact.interval.low is None else fact.interval.low)
        self.high = _array(facts, lambda fact: _OPEN_HIGH if fact.interval.high is None else fact.interval.high)
        self.shift = _array(facts, lambda fact: OPEN_LOW if fact.interval.shift is None else fact.interval.shift)
        self.reported = _array(facts, lambda fact: OPEN_LOW if fact.reported is None else fact.reported)
        sources: dict[str, int] = {"": 0}
        self.source = _array(facts, lambda fact: sources.setdefault(_source(fact), len(sources)))
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


def _source(fact: Fact) -> str:
    """The words for who says so, in the last link; empty where the document itself does."""
    links = [link.source.text.casefold() for link in fact.claim.attribution if link.source is not None]
    return links[-1] if links else ""


def _tells_of_one(fact: Fact) -> bool:
    """Whether it befalls somebody known by name, be it in a pronoun, and nobody beside."""
    patients = [actor for actor in fact.claim.actors if actor.role == "patient"]
    return len(patients) == 1 and (
        patients[0].id.startswith("per:") or patients[0].text.casefold() in ("he", "she", "him", "her")
    )


def _tells_of_many(fact: Fact) -> int:
    """The least number of people killed, hurt, missing or held."""
    return max((figure.low for figure in fact.claim.figures if figure.what != "displaced"), default=0)


def _has_person(fact: Fact, role: str) -> bool:
    """Whether somebody known by name, and named here and not by a pronoun, has a role."""
    return any(
        actor.role == role
        and actor.id.startswith("per:")
        and not set(words_of(actor.text)).isdisjoint(words_of(actor.name))
        for actor in fact.claim.actors
    )


def _figure(fact: Fact, what: str) -> tuple[int, int]:
    for figure in fact.claim.figures:
        if figure.what == what:
            return figure.low, _OPEN_HIGH if figure.high is None else figure.high
    return -1, -1


def _ends(figures: Sequence[tuple[int, int]], end: int) -> NDArray[np.int64]:
    return np.array([figure[end] for figure in figures], dtype=np.int64)


def _array(facts: Sequence[Fact], value: Callable[[Fact], Any]) -> NDArray[Any]:
    return np.array([value(fact) for fact in facts])
