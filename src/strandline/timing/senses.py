"""Is it a time at all? Tests that an expression must pass which could also be a number, a name or another word.

Each test is named by the ``weak`` column of the grammar and looks at the neighbouring words (lists in ``senses.toml``)
and, where a reader has been over the sentence, at its tags. It gives the node back, perhaps cut or changed, or None.
"""

from __future__ import annotations

from typing import Final

from strandline.timing.cascade import Node
from strandline.timing.senses_of_dates import DATE_TESTS
from strandline.timing.senses_of_units import UNIT_TESTS
from strandline.timing.senses_of_years import YEAR_TESTS
from strandline.timing.surroundings import Surroundings, is_modifier

_TESTS: Final = {**DATE_TESTS, **YEAR_TESTS, **UNIT_TESTS}
_NEVER_VERBS: Final = frozenset(("month", "season", "the-season", "quarter", "noon", "weekend"))
_FOREIGN_NAMES: Final = frozenset(("PER", "ORG", "PRODUCT", "WORK", "FAC"))


def accept(node: Node, around: Surroundings) -> Node | None:
    """The node if it is a time expression in these surroundings, perhaps cut or changed; else None."""
    if around.tags is not None and _is_other_by_tags(node, around):
        return None
    test = _TESTS.get(node.weak or "")
    return node if test is None else test(node, around)


def _is_other_by_tags(node: Node, around: Surroundings) -> bool:
    """What the reader sees as a verb ("may", "march", "fall"), or as part of the name of somebody or something."""
    tags, tokens = around.tags, around.tokens
    if tags is None:
        return False
    start, end = tokens.starts[node.first], tokens.ends[node.last - 1]
    if node.weak in _NEVER_VERBS and node.last - node.first == 1:
        token = tags.at(start)
        if token is not None and token.upos in ("VERB", "AUX"):
            return True
    name = tags.name_around(start, end)
    return name is not None and name.type in _FOREIGN_NAMES and (name.start, name.end) != (start, end)


__all__ = ["Surroundings", "accept", "is_modifier"]
