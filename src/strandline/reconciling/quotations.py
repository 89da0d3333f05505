"""What is quoted word for word: text in, quotations out; which documents share a run of quoted words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np

from strandline.reconciling.shingles import Fingerprinter, Fingerprints, runs_of

RUN: Final = 8
"""Quoted words in a row that two people do not say by chance."""
_QUOTED: Final = re.compile(r"“([^”“]{1,1200})(?:”|$)|«([^»]{1,1200})»|(?<!\w)\"([^\"\n]{1,1200})\"", re.MULTILINE)


def quotations(text: str) -> list[str]:
    """What stands between quotation marks."""
    return [next(part for part in match.groups() if part is not None) for match in _QUOTED.finditer(text)]


def shared_quotations(texts: Sequence[str], hasher: Fingerprinter) -> dict[tuple[int, int], tuple[float, float]]:
    """Pairs of texts that share quoted runs; see ``shared_runs``."""
    return shared_runs([runs_of_quotations(text, hasher) for text in texts])


def runs_of_quotations(text: str, hasher: Fingerprinter) -> Fingerprints:
    """Hashes of the runs of words that are quoted in a text, sorted and distinct."""
    runs = [runs_of(hasher.words(quoted), RUN) for quoted in quotations(text)]
    return np.unique(np.concatenate([np.empty(0, dtype=np.uint64), *runs]))


def shared_runs(texts: Sequence[Fingerprints]) -> dict[tuple[int, int], tuple[float, float]]:
    """Pairs of texts that share quoted runs, lower index first, and which part of the lesser and the greater one's they
    share.

    Each run ties a text to the first that has it and to the one before.
    """
    runs: list[set[int]] = []
    owners: defaultdict[int, list[int]] = defaultdict(list)
    for index, text in enumerate(texts):
        own = text.tolist()
        runs.append(set(own))
        for run in own:
            owners[run].append(index)
    pairs: Counter[tuple[int, int]] = Counter()
    for places in owners.values():
        for before, one in pairwise(places):
            pairs[places[0], one] += 1
            if before != places[0]:
                pairs[before, one] += 1
    found = {}
    for a, b in sorted(pairs):
        common = len(runs[a] & runs[b])
        lesser, greater = sorted((len(runs[a]), len(runs[b])))
        found[a, b] = (common / max(1, lesser), common / max(1, greater))
    return found
