"""How likely a claim is to be right as a whole, so that review can begin with the most doubtful.

A logistic of what the reader and the rules knew. Its coefficients are set by hand and not calibrated yet: it orders
claims, and says nothing exact of how many of them are right.
"""

from __future__ import annotations

import math

from strandline.claims.status import Standing
from strandline.records import Kind, TriggerMention

_BIAS = -1.2
_TRIGGER = 2.6
_KIND = 0.8
_STATUS = 0.6


def confidence_of(mention: TriggerMention, kind: Kind, standing: Standing, depth: int) -> float:
    """Probability, three decimals."""
    kind_chance = dict(mention.kinds).get(kind, 0.05)
    status_chance = dict(mention.statuses).get(standing.status, 0.1)
    score = _BIAS + _TRIGGER * mention.score + _KIND * kind_chance + _STATUS * status_chance - 0.1 * max(0, depth - 1)
    return round(1 / (1 + math.exp(-score)), 3)
