"""How likely two claims speak of one happening: two facts in, a probability and its reasons out.

A logistic model over features that a person can read, and hard limits that no likeness overcomes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from strandline.reconciling.facts import Fact
from strandline.reconciling.intervals import DAY, gap

_WEIGHTS: Final = {
    "bias": -4.2, "same word": 2.4, "same kind": 0.8, "same time": 1.6, "no time": -0.2, "actors": 1.6, "places": 0.9,
    "words": 3.5, "apart": -1.2,
}  # fmt: skip
_TOO_FAR_S: Final = DAY // 2
_UNREAL: Final = frozenset({"planned", "proposed", "ordered", "threatened", "possible", "conditional", "attempted"})


@dataclass(frozen=True, slots=True)
class Likeness:
    """Probability that two claims are of one happening, and what speaks for it, strongest first."""

    chance: float
    reasons: tuple[str, ...]


def forbidden(a: Fact, b: Fact) -> str | None:
    """Why two claims cannot be one happening; None where nothing forbids it."""
    if a.claim.id == b.claim.id:
        return None
    apart = gap(a.interval, b.interval)
    if apart > _TOO_FAR_S:
        return "their times exclude each other"
    if _elsewhere(a, b):
        return "they are at different places"
    if a.document == b.document and a.lemma == b.lemma and a.agents and b.agents and not a.agents & b.agents:
        return "one document tells them apart by who did it"
    return None


def _elsewhere(a: Fact, b: Fact) -> bool:
    """Both at known localities, and not the same."""
    one = {place.id for place in a.claim.where if place.role == "at" and place.level in ("facility", "locality")}
    two = {place.id for place in b.claim.where if place.role == "at" and place.level in ("facility", "locality")}
    one.discard(None)
    two.discard(None)
    return bool(one) and bool(two) and not one & two


def features(a: Fact, b: Fact) -> dict[str, float]:
    """Features of a pair by name."""
    found = {"bias": 1.0, "same word": float(a.lemma == b.lemma), "same kind": float(a.claim.kind == b.claim.kind)}
    both = a.dated and b.dated
    narrow = both and (a.interval.width or 9 * DAY) <= 2 * DAY and (b.interval.width or 9 * DAY) <= 2 * DAY
    found["same time"] = float(narrow)
    found["no time"] = float(not both)
    found["actors"] = min(2, len(a.people & b.people)) / 2
    found["places"] = float(bool(a.places & b.places))
    union = a.words | b.words
    found["words"] = len(a.words & b.words) / len(union) if union else 0.0
    found["apart"] = float((a.claim.status in _UNREAL) != (b.claim.status in _UNREAL))
    return found


def likeness(a: Fact, b: Fact) -> Likeness:
    """See ``Likeness``."""
    values = features(a, b)
    score = sum(_WEIGHTS[name] * value for name, value in values.items())
    reasons = []
    if values["same word"]:
        reasons.append(f"both say “{a.claim.trigger.text}”" if a.claim.trigger.text == b.claim.trigger.text else
                       f"“{a.claim.trigger.text}” and “{b.claim.trigger.text}”")  # fmt: skip
    if values["actors"]:
        names = sorted({actor.name for actor in a.claim.actors if actor.id in b.people})
        reasons.append(f"both name {', '.join(names[:3])}")
    if values["places"]:
        names = sorted(
            {place.name for place in a.claim.where if (place.id or f"name:{place.name.casefold()}") in b.places}
        )
        reasons.append(f"both are at {', '.join(names[:2])}")
    if values["same time"]:
        reasons.append("their times agree")
    return Likeness(1 / (1 + math.exp(-score)), tuple(reasons))
