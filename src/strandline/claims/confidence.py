"""How likely a claim is to be right, so that review can begin with the most doubtful.

The product of two logistic models: that the trigger names a happening which a careful editor would list, and that the
status is right. Their weights (``confidence.toml``) are fitted and checked by ``python -m evaluation.confidence`` on
annotated documents that the reader never learnt from (Platt 1999).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from strandline.claims.lexica import lexicon
from strandline.claims.status import Standing
from strandline.records import TriggerMention

_LEAST: Final = 1e-4

Features = Mapping[str, float]


def trigger_features(mention: TriggerMention, depth: int) -> dict[str, float]:
    """What tells whether the trigger is right. ``depth``: how many sources the claim stands behind."""
    return {
        "bias": 1.0,
        "score": _logit(mention.score),
        "reporting": float(mention.category == "reporting"),
        "state": float(mention.category == "state"),
        "quoted": float(depth > 0),
    }


def status_features(mention: TriggerMention, standing: Standing) -> dict[str, float]:
    """What tells whether the status is right."""
    return {
        "bias": 1.0,
        "agreed": _logit(dict(mention.statuses).get(standing.status, 0.0)),
        "happened": float(standing.status == "happened"),
        "decided": float(standing.decided),
    }


def confidence_of(mention: TriggerMention, standing: Standing, depth: int) -> float:
    """Probability, three decimals."""
    weights = lexicon("confidence")
    trigger = probability(trigger_features(mention, depth), weights["trigger"])
    return round(trigger * probability(status_features(mention, standing), weights["status"]), 3)


def probability(features: Features, weights: Mapping[str, float]) -> float:
    """A logistic model's answer."""
    total = sum(weights.get(name, 0.0) * value for name, value in features.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def _logit(chance: float) -> float:
    bounded = max(_LEAST, min(1 - _LEAST, chance))
    return math.log(bounded / (1 - bounded))
