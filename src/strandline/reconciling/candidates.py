"""Which claims are compared at all: facts in, pairs out, in time that grows with the number of facts.

Two facts meet in a block: the word or family of the happening and with it somebody, something or a day. A block is put
in the order of time and of reports, and each fact meets only its nearest neighbours in it. Beside that, facts of
documents that share rare words meet where they have a word, a kind, a name or a participant in common. No block is ever
compared all to all.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from typing import Final

import numpy as np

from strandline.reconciling.facts import Fact
from strandline.reconciling.intervals import DAY
from strandline.reconciling.rows import Pairs

_NEAREST: Final = 12
"""How many neighbours in a block a fact is compared with, after it in the block's order."""
_MOST_WORDS: Final = 8
"""How many of a clause's words, the rarest, make blocks."""
_TELLING: Final = 48
"""A word in more documents than this says nothing of which documents belong together."""
_DOCUMENT_WORDS: Final = 60
_RELATED: Final = 12
"""How many related documents a document is compared with."""
_MOST_OF_A_KEY: Final = 6
"""How many facts of one document stand for a key that they share."""


def candidate_pairs(
    facts: Sequence[Fact], documents: Sequence[frozenset[str]], near: Sequence[tuple[int, int]] | None = None
) -> Pairs:
    """Pairs of fact numbers, lower first, in order; shape (pairs, 2), int64.

    Args:
        facts: all facts, by number.
        documents: stems of the content words of each document, by its place.
        near: the pairs of documents that are ``related``, where these are known already.
    """
    total = max(1, len(facts))
    found = np.concatenate([_in_blocks(facts), _across(facts, related(documents) if near is None else near)])
    codes = np.sort(np.minimum(found[:, 0], found[:, 1]) * total + np.maximum(found[:, 0], found[:, 1]))
    codes = codes[np.diff(codes, prepend=-1) > 0]
    return np.column_stack([codes // total, codes % total])


def _in_blocks(facts: Sequence[Fact]) -> Pairs:
    """Each fact with its nearest in every block; either may stand first."""
    counts: Counter[str] = Counter()
    for fact in facts:
        counts.update(fact.words)
    number_of: dict[tuple[str, ...], int] = {}
    blocks: list[int] = []
    sizes = []
    for fact in facts:
        before = len(blocks)
        blocks += [number_of.setdefault(key, len(number_of)) for key in _keys(fact, counts)]
        sizes.append(len(blocks) - before)
    rank = np.zeros(len(facts), dtype=np.int64)
    rank[[fact.number for fact in sorted(facts, key=_time_order)]] = np.arange(len(facts))
    block = np.array(blocks, dtype=np.int64)
    member = np.repeat(np.arange(len(facts), dtype=np.int64), np.array(sizes, dtype=np.int64))
    order = np.lexsort((rank[member], block))
    block, member = block[order], member[order]
    found = [np.zeros((0, 2), dtype=np.int64)]
    for apart in range(1, _NEAREST + 1):
        near = np.flatnonzero(block[apart:] == block[:-apart])
        found.append(np.column_stack([member[near], member[near + apart]]))
    return np.concatenate(found)


def _keys(fact: Fact, counts: Counter[str]) -> Iterator[tuple[str, ...]]:
    sorts = sorted(f"={item}" for item in fact.stems) + sorted(fact.families)
    rarest = sorted(fact.words - fact.stems, key=lambda word: (counts[word], word))[:_MOST_WORDS]
    day = str(fact.interval.low // DAY) if fact.precise and fact.interval.low is not None else None
    for sort in sorts:
        yield (sort,)
        for name in sorted(fact.names):
            yield sort, "name", name
        for word in rarest:
            yield sort, "word", word
        if day is not None:
            yield sort, "day", day
    for name in sorted(fact.names):
        if fact.claim.kind != "other":
            yield "kind", fact.claim.kind, name
        if day is not None:
            yield "name and day", name, day
    if day is not None:
        for circle in sorted(fact.circles):
            for site in sorted(fact.sites | fact.places):
                yield "circle", circle, day, site


def _time_order(fact: Fact) -> tuple[float, int, int]:
    low, high = fact.interval.low, fact.interval.high
    if fact.dated and low is not None and high is not None:
        return (low + high) / 2, fact.document, fact.number
    return float(fact.reported if fact.reported is not None else 0), fact.document, fact.number


def related(documents: Sequence[frozenset[str]]) -> list[tuple[int, int]]:
    """Pairs of documents that share the most rare words, lower first, a dozen for each document at most."""
    having: defaultdict[str, list[int]] = defaultdict(list)
    for index, words in enumerate(documents):
        for word in words:
            having[word].append(index)
    found: set[tuple[int, int]] = set()
    for index, words in enumerate(documents):
        telling = sorted((len(having[word]), word) for word in words if 1 < len(having[word]) <= _TELLING)
        weights: Counter[int] = Counter()
        for count, word in telling[:_DOCUMENT_WORDS]:
            for other in having[word]:
                weights[other] += 120 // count
        weights.pop(index, None)
        for other, _ in sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:_RELATED]:
            found.add((min(index, other), max(index, other)))
    return sorted(found)


def _across(facts: Sequence[Fact], pairs: Sequence[tuple[int, int]]) -> Pairs:
    """Facts of related documents, and of one document, that have something in common; either may stand first."""
    by_document: defaultdict[int, defaultdict[Hashable, list[int]]] = defaultdict(lambda: defaultdict(list))
    for fact in facts:
        keys = by_document[fact.document]
        for key in _shared_keys(fact):
            if len(keys[key]) < _MOST_OF_A_KEY:
                keys[key].append(fact.number)
    ones: list[int] = []
    others: list[int] = []
    for one, two in [*pairs, *((index, index) for index in by_document)]:
        left, right = by_document.get(one), by_document.get(two)
        if left is None or right is None:
            continue
        for key in left.keys() & right.keys():
            having = right[key]
            for fact_number in left[key]:
                ones += [fact_number] * len(having)
                others += having
    found = np.column_stack([np.array(ones, dtype=np.int64), np.array(others, dtype=np.int64)])
    apart: Pairs = found[found[:, 0] != found[:, 1]]
    return apart


def _shared_keys(fact: Fact) -> Iterator[Hashable]:
    for item in fact.stems:
        yield "stem", item
    for item in fact.families:
        yield "family", item
    if fact.claim.kind not in ("other", "statement"):
        yield "kind", fact.claim.kind
    for item in fact.circles:
        yield "circle", item
    for item in fact.patients | fact.agents:
        yield "who", item
    if fact.phase or fact.support:
        yield "sentence", fact.sentence
