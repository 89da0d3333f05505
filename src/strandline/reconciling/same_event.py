"""How likely two claims are of one happening: pairs of facts in, probabilities and their reasons out.

A logistic model over the features of ``comparing``; its weights and threshold are in ``same_event.toml``, fitted by
``evaluation.reconciling_fit_pairs``. Where both documents bear a date it has weights of their own, for the days of what
is told then say much, and the likeness of the documents little. What excludes two claims from one happening altogether
is in ``limits``.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from strandline.reconciling.clustering import NEVER
from strandline.reconciling.comparing import CHUNK, CONTEXT, FEATURES, Comparison
from strandline.reconciling.facts import Fact, place_key
from strandline.reconciling.intervals import DAY, gap
from strandline.reconciling.limits import excluded
from strandline.reconciling.rows import Floats, Pairs
from strandline.reconciling.words import stem

_CLEAR_WORDS: Final = 0.25
_SPEECH: Final = frozenset(
    {"saying", "demand", "telephoning", "announcement", "denial", "warning", "criticism", "blame", "praise", "threat",
     "apology", "condolence"}
)  # fmt: skip
"""Families of acts that are nothing without what is said."""
_ORDERS: Final = frozenset({"instruction"})
"""Those that are nothing without what is ordered, be it told before."""
_WORD, _FAMILY, _DATED, _ALONE = (
    FEATURES.index(name) for name in ("same word", "same family", "dated reports", "nothing beside the word")
)
_OF_THINGS: Final = frozenset({"failure", "opening", "closure", "movement", "lowering", "alarm", "outage", "decline"})
"""Families of what befalls a thing of one name: a bridge that fell is not the dam that gave way."""
_BARE: Final = 0.6
"""What is left of the chance of a pair of undated documents that has not even one sort of word for what happened: such
pairs may stand in one event beside others, and seldom make one."""

_ROUNDED: Final = 1e-5
"""More than rounding takes from a chance."""
_WORD_ALONE: Final = 0.3
"""What is left of the chance of a pair that has nothing in common but the word: everybody stands, asks and waits."""
_LIGHT: Final = FEATURES.index("light words")
_SORT_ALONE, _TWO_VERBS = FEATURES.index("sort alone, one text"), FEATURES.index("two verbs, one text")
_ONE_TEXT, _ONE_TEXT_VERBS = 0.8, 0.6
"""What is left of the chance of a pair of one text that has two words of one sort, or one verb twice outside its title,
where neither points at what is known: a text that tells a happening again says "the fire", or says it in its title."""
_TIES: Final = tuple(
    FEATURES.index(name)
    for name in (
        "same document", "any participant", "same patient", "same site", "same things", "same place",
        "both count victims", "same day, named", "figures agree",
    )
)  # fmt: skip
"""What ties two uses of a verb of many meanings to one happening: "took", "went" and "gave" are of anything."""
_WORDS: Final = FEATURES.index("words")
_SOME_WORDS: Final = 0.15
"""The same, above which two clauses have words in common at all."""
_BEYOND: Final = tuple(
    FEATURES.index(name)
    for name in (
        "any participant", "same patient", "same site", "same things", "same place", "figures agree", "same day, named",
    )
)  # fmt: skip
"""What two uses of a word for one sort of happening may have in common beside it."""
_FEW_WORDS: Final = 0.25
"""Likeness of two clauses below which they share little beside the verb."""
_LIGHT_ALONE: Final = 0.4
"""What is left of the chance of a pair that has only such a verb, be it with some further word of its clause."""


@dataclass(frozen=True)
class PairModel:
    """Weights by feature, bias, and the least mean probability between clusters that are joined; ``dated``,
    ``dated_bias``: the weights and bias for claims of documents that both bear a date."""

    weights: Floats
    bias: float
    threshold: float
    dated: Floats
    dated_bias: float

    @classmethod
    def load(cls) -> PairModel:
        """The model that ships."""
        return _shipped()

    @property
    def of_context(self) -> float:
        """The most that the likeness of what stands around two claims adds to a score."""
        return max(0.0, float(self.weights[CONTEXT]), float(self.dated[CONTEXT]))

    def chances(self, features: Floats, *, more: float = 0.0) -> Floats:
        """Probability for each row of features; shape (pairs,), rounded so that machines agree. ``more`` is added to
        every score."""
        with_dates = features[:, _DATED] > 0
        named = (features[:, _WORD] > 0) | (features[:, _FAMILY] > 0)
        scores = np.where(with_dates, features @ self.dated + self.dated_bias, features @ self.weights + self.bias)
        loose = (features[:, _LIGHT] > 0) & ~(features[:, _TIES] > 0).any(axis=1)
        loose &= (features[:, _WORDS] < _FEW_WORDS) & (features[:, _WORD] > 0) & (features[:, _FAMILY] == 0)
        share = np.where(with_dates, np.where(features[:, _ALONE] > 0, _WORD_ALONE, 1.0), np.where(named, 1.0, _BARE))
        share = share * np.where(features[:, _SORT_ALONE] > 0, _ONE_TEXT, 1.0)
        share = share * np.where(with_dates & (features[:, _TWO_VERBS] > 0), _ONE_TEXT_VERBS, 1.0)
        chances: Floats = np.round(
            share * np.where(with_dates & loose, _LIGHT_ALONE, 1.0) / (1.0 + np.exp(-scores - more)), 6
        )
        return chances


@lru_cache(maxsize=1)
def _shipped() -> PairModel:
    data: dict[str, Any] = tomllib.loads(files("strandline.reconciling").joinpath("same_event.toml").read_text("utf-8"))
    plain, dated = (
        np.array([float(data[table].get(name, 0.0)) for name in FEATURES]) for table in ("weights", "weights_dated")
    )
    return PairModel(plain, float(data["bias"]), float(data["threshold"]), dated, float(data["bias_dated"]))


def score_pairs(comparison: Comparison, pairs: Pairs, model: PairModel, *, least: float = 0.0) -> Floats:
    """Probability for each pair; the features of a pair are forgotten as soon as it has one.

    Those below ``least`` are only known to be below it.
    """

    def may_reach(features: Floats) -> NDArray[np.bool_]:
        reach: NDArray[np.bool_] = model.chances(features, more=model.of_context) >= least - _ROUNDED
        return reach

    chunks = (pairs[start : start + CHUNK] for start in range(0, len(pairs), CHUNK))
    parts = [model.chances(comparison.features(chunk, worth=may_reach if least else None)) for chunk in chunks]
    return np.concatenate(parts) if parts else np.zeros(0)


def are_tied(features: Floats) -> NDArray[np.bool_]:
    """Whether pairs have more in common than a sort of word: a day, a place, a participant, a thing, a toll, words."""
    found: NDArray[np.bool_] = (features[:, _BEYOND] > 0).any(axis=1) | (features[:, _WORDS] >= _SOME_WORDS)
    return found


def against(a: Fact, b: Fact, *, allowed: bool = False) -> float:
    """What speaks against two claims' being of one happening, for ``clustering``: nothing, something that may have been
    read wrongly, or times that two dated texts state and that exclude each other.

    ``allowed``: it is known already that nothing excludes them.
    """
    if allowed or excluded(a, b) is None:
        return 1.0 if _other_words(a, b) or _other_things(a, b) else 0.0
    return NEVER if _firm(a) and _firm(b) and gap(a.interval, b.interval) > DAY else 1.0


def _other_words(a: Fact, b: Fact) -> bool:
    """Whether two acts of speech have nothing in common of what was said, asked or ordered."""
    spoken = a.families & _SPEECH and b.families & _SPEECH
    ordered = a.families & b.families & _ORDERS
    if not (spoken or ordered):
        return False
    known = a.stems | b.stems | {stem(word) for word in (*a.names, *b.names)}
    told = a.words & b.words if spoken else a.words & (b.words | b.context) | b.words & a.context
    return not told - known


def _other_things(a: Fact, b: Fact) -> bool:
    """Whether two things of different names gave way, opened, sounded, and no clause speaks of both."""
    shared = a.families & b.families & _OF_THINGS
    if not a.themes or not b.themes or a.themes & b.themes or not shared:
        return False
    return not (a.themes & b.words or b.themes & a.words)


def _firm(fact: Fact) -> bool:
    return fact.reported is not None and fact.claim.when.basis in ("stated", "relative")


def reasons_for(a: Fact, b: Fact) -> tuple[str, ...]:
    """What two claims have in common, in words, the most telling first."""
    found = []
    one, two = a.claim.trigger.text, b.claim.trigger.text
    if a.stems & b.stems:
        found.append(f"both say “{one}”" if one.casefold() == two.casefold() else f"“{one}” and “{two}” are one word")
    elif a.families & b.families:
        found.append(f"“{one}” and “{two}” name one sort of happening")
    elif a.document == b.document and a.sentence == b.sentence and (a.phase or a.support or b.phase or b.support):
        found.append(f"“{one}” and “{two}” are two words of one clause for it")
    elif a.claim.kind == b.claim.kind:
        found.append(f"“{one}” and “{two}” are of one kind, {a.claim.kind}")
    names = sorted(
        {actor.name for actor in a.claim.actors if not actor.id.startswith("nominal:") and _named(actor.name, b)}
    )
    if names:
        found.append(f"both name {', '.join(names[:3])}")
    places = sorted({place.name for place in a.claim.where if place_key(place) in b.places})
    if places:
        found.append(f"both are at {', '.join(places[:2])}")
    if a.dated and b.dated and a.precise and b.precise:
        found.append("their times agree")
    shared = a.words & b.words
    if len(shared) >= 3 and len(shared) >= _CLEAR_WORDS * min(len(a.words), len(b.words)):
        found.append(f"{len(shared)} words of their clauses are the same")
    return tuple(found)


def _named(name: str, other: Fact) -> bool:
    return any(word in other.names for word in name.casefold().split() if len(word) > 2)
