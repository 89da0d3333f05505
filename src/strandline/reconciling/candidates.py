"""Which claims are compared at all: facts in, pairs out, in time that grows with the number of facts.

A pair must share a word for the happening or its kind on about the same day, and somebody, some place or some rare word.
Blocks are sorted by time and each fact is compared with its nearest neighbours only, so no block is ever compared all to all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from strandline.reconciling.facts import Fact

_NEAREST: Final = 24
"""How many neighbours in a block a fact is compared with, after it in the block's order."""


def candidate_pairs(facts: Sequence[Fact]) -> list[tuple[int, int]]:
    """Pairs of fact numbers, lower first, in order."""
    found: set[tuple[int, int]] = set()
    blocks: defaultdict[str, list[int]] = defaultdict(list)
    for fact in facts:
        for key in _keys(fact):
            blocks[key].append(fact.number)
    for members in blocks.values():
        if len(members) > 1:
            members.sort(key=lambda number: (_middle(facts[number]), number))
            found.update(_neighbours(members))
    return sorted(found)


def _keys(fact: Fact) -> Iterator[str]:
    yield f"lemma:{fact.lemma}"
    for person in fact.people:
        yield f"kind-who:{fact.claim.kind}|{person}"
    for place in fact.places:
        yield f"kind-where:{fact.claim.kind}|{place}"
    for word in fact.words:
        yield f"lemma-word:{fact.lemma}|{word}"


def _middle(fact: Fact) -> float:
    low, high = fact.interval.low, fact.interval.high
    if low is not None and high is not None:
        return (low + high) / 2
    return float(low if low is not None else high if high is not None else 0)


def _neighbours(members: Sequence[int]) -> Iterator[tuple[int, int]]:
    for place, one in enumerate(members):
        for other in members[place + 1 : place + 1 + _NEAREST]:
            yield (one, other) if one < other else (other, one)
