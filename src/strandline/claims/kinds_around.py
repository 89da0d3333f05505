"""What the text about a happening is about: the kinds of the other happenings of its document and of its neighbours.

The reader's triggers in, a factor for each kind out. In a report of a trial "appeal" is a matter of the court, in one
of a famine a call for help: one sort of happening brings others of its own with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from strandline.claims.syntax import Tree
from strandline.records import TriggerMention

_LEAST_SCORE: Final = 0.3
"""A trigger less likely than this says nothing of what the text is about."""
_REACH: Final = 1
"""How many sentences before and behind are neighbours."""
_GROUND: Final = 0.1
"""Share that every kind has, met or not."""
_POWER: Final = 0.3
"""How much the shares of document and neighbours count, each; by figures on the project's own articles."""


class _Kinds(NamedTuple):
    whole: dict[str, float]
    by_sentence: dict[int, dict[str, float]]


@lru_cache(maxsize=2)
def _kinds(tree: Tree) -> _Kinds:
    """Sums of the reader's probabilities of each kind over the triggers of a document and of each of its sentences."""
    found = _Kinds({}, {})
    for mention in tree.reading.triggers:
        if mention.score >= _LEAST_SCORE:
            near = found.by_sentence.setdefault(tree.tokens[mention.token].sentence, {})
            _add(found.whole, mention.kinds)
            _add(near, mention.kinds)
    return found


def _add(sums: dict[str, float], kinds: Iterable[tuple[str, float]]) -> None:
    for kind, chance in kinds:
        sums[kind] = sums.get(kind, 0.0) + chance


class Around:
    """The kinds of the happenings around one."""

    def __init__(self, tree: Tree, mention: TriggerMention) -> None:
        kinds = _kinds(tree)
        sentence = tree.tokens[mention.token].sentence
        own = dict(mention.kinds) if mention.score >= _LEAST_SCORE else {}
        near: dict[str, float] = {}
        for other in range(sentence - _REACH, sentence + _REACH + 1):
            _add(near, kinds.by_sentence.get(other, {}).items())
        self._parts = [_shares(kinds.whole, own), _shares(near, own)]

    def factor(self, kind: str) -> float:
        """How much likelier the others make a kind; only the ratio of two factors says something."""
        found = 1.0
        for shares in self._parts:
            found *= (_GROUND + shares.get(kind, 0.0)) ** _POWER
        return found


def _shares(sums: Mapping[str, float], own: dict[str, float]) -> dict[str, float]:
    """Sums without the happening itself, as shares."""
    rest = {kind: max(0.0, total - own.get(kind, 0.0)) for kind, total in sums.items()}
    whole = sum(rest.values())
    return {kind: total / whole for kind, total in rest.items()} if whole > 0 else {}
