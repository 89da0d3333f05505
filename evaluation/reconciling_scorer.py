"""Scores of clusterings: MUC (Vilain et al. 1995), B³ (Bagga and Baldwin 1998), CEAF-e (Luo 2005), CoNLL F1, their
mean.

A clustering is a sequence of sets of mentions; key and response hold the same mentions, or else a mention that the one
lacks is missing from its clusters (it then counts against precision or recall, not for either).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence, Set
from typing import NamedTuple

import numpy as np
from scipy.optimize import linear_sum_assignment

Clusters = Sequence[Set[Hashable]]


class Score(NamedTuple):
    """Recall, precision and their harmonic mean, 0 to 1."""

    recall: float
    precision: float
    f1: float


def _score(right_key: float, key: float, right_response: float, response: float) -> Score:
    recall = right_key / key if key else 0.0
    precision = right_response / response if response else 0.0
    return Score(recall, precision, 2 * precision * recall / (precision + recall) if precision + recall else 0.0)


def _of_mention(clusters: Clusters) -> dict[Hashable, int]:
    return {mention: index for index, cluster in enumerate(clusters) for mention in cluster}


def _links(clusters: Clusters, other: dict[Hashable, int]) -> tuple[int, int]:
    """Links of a clustering that the other one keeps, and all of them."""
    kept = total = 0
    for cluster in clusters:
        if len(cluster) < 2:
            continue
        parts = {other[mention] for mention in cluster if mention in other}
        alone = sum(mention not in other for mention in cluster)
        kept += len(cluster) - len(parts) - alone
        total += len(cluster) - 1
    return kept, total


def muc(key: Clusters, response: Clusters) -> Score:
    """Links that both have."""
    kept_key, key_links = _links(key, _of_mention(response))
    kept_response, response_links = _links(response, _of_mention(key))
    return _score(kept_key, key_links, kept_response, response_links)


def b_cubed(key: Clusters, response: Clusters) -> Score:
    """Mention by mention, which part of its cluster is right."""
    in_key, in_response = _of_mention(key), _of_mention(response)
    common: defaultdict[tuple[int, int], int] = defaultdict(int)
    for mention, index in in_key.items():
        if mention in in_response:
            common[index, in_response[mention]] += 1
    recall = sum(count * count / len(key[a]) for (a, _), count in common.items())
    precision = sum(count * count / len(response[b]) for (_, b), count in common.items())
    return _score(recall, len(in_key), precision, len(in_response))


def ceaf_e(key: Clusters, response: Clusters) -> Score:
    """The best one-to-one alignment of clusters, by φ4 = 2 |K ∩ R| / (|K| + |R|)."""
    in_response = _of_mention(response)
    common: defaultdict[tuple[int, int], int] = defaultdict(int)
    for index, cluster in enumerate(key):
        for mention in cluster:
            if mention in in_response:
                common[index, in_response[mention]] += 1
    total = sum(_best_alignment(part, key, response) for part in _components(common))
    return _score(total, len(key), total, len(response))


def _components(common: dict[tuple[int, int], int]) -> list[dict[tuple[int, int], int]]:
    """Independent parts of the alignment: no cluster of one part meets one of another."""
    parent: dict[tuple[str, int], tuple[str, int]] = {}

    def root(item: tuple[str, int]) -> tuple[str, int]:
        parent.setdefault(item, item)
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    for a, b in common:
        parent[root(("k", a))] = root(("r", b))
    parts: defaultdict[tuple[str, int], dict[tuple[int, int], int]] = defaultdict(dict)
    for (a, b), count in common.items():
        parts[root(("k", a))][a, b] = count
    return list(parts.values())


def _best_alignment(common: dict[tuple[int, int], int], key: Clusters, response: Clusters) -> float:
    rows = {a: place for place, a in enumerate(sorted({a for a, _ in common}))}
    columns = {b: place for place, b in enumerate(sorted({b for _, b in common}))}
    worth = np.zeros((len(rows), len(columns)))
    for (a, b), count in common.items():
        worth[rows[a], columns[b]] = 2 * count / (len(key[a]) + len(response[b]))
    chosen = linear_sum_assignment(worth, maximize=True)
    return float(worth[chosen].sum())


def conll(key: Clusters, response: Clusters) -> float:
    """Mean F1 of the three, 0 to 1."""
    return (muc(key, response).f1 + b_cubed(key, response).f1 + ceaf_e(key, response).f1) / 3


def without_singletons(clusters: Clusters) -> list[Set[Hashable]]:
    """Clusters of two and more."""
    return [cluster for cluster in clusters if len(cluster) > 1]
