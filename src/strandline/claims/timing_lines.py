"""The lines of a log: a clock time at the head of a line is the time of what the line reports, whatever the tree makes
of it ("2320  Slab lifts." is no slab of that number).

Comes in: the tree and the time expressions. Goes out: which happenings each line dates.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from itertools import pairwise
from typing import Final

from strandline.claims.syntax import Tree
from strandline.claims.timing_signals import REAL
from strandline.records import Status, TimeExpression

_CLOCK: Final = re.compile(r"\d{4}|\d{1,2}[:.h]\d\d(?::\d\d)?(?: ?[ap]\.?m\.?)?|\d{1,2} ?[ap]\.?m\.?", re.IGNORECASE)
_FEWEST: Final = 3
_SENTENCES: Final = 4
"""How many sentences of a line its clock time is held to date."""
_TOLD: Final = ("root", "conj", "parataxis", "acl", "advcl", "compound", "nsubj", "nsubj:pass")
_OWN_CLAUSE: Final = ("ccomp", "xcomp", "acl:relcl", "csubj")


def dated_by_lines(
    tree: Tree, times: Sequence[TimeExpression], statuses: Mapping[int, Status], dated: Set[int]
) -> dict[int, TimeExpression]:
    """Happening → the clock time at the head of its line.

    Args:
        tree: the document's tree.
        times: its time expressions.
        statuses: head token → status of its happenings.
        dated: the happenings that have a time of their own already.
    """
    heads = [item for item in times if _heads_line(tree, item)]
    if len(heads) < _FEWEST:
        return {}
    found: dict[int, TimeExpression] = {}
    ends = [later.tokens[0] for _, later in pairwise(heads)]
    for line, end in zip(heads, [*ends, None], strict=True):
        first = tree.tokens[line.tokens[0]].sentence
        last = first + (_SENTENCES if end is not None else 1)
        stop = next((item.tokens[0] for item in times if _ends_line(tree, item, line)), len(tree.tokens))
        for head in statuses:
            if not line.tokens[1] <= head < min(stop, len(tree.tokens) if end is None else end):
                continue
            if not first <= tree.tokens[head].sentence < last or head in dated:
                continue
            low, high = tree.subtree(head)
            timed = any(low <= item.tokens[0] < high for item in times if item is not line)
            if not timed and statuses[head] in REAL and _is_reported(tree, head, dated):
                found[head] = line
    return found


def _heads_line(tree: Tree, expression: TimeExpression) -> bool:
    """Whether a clock time written in figures opens a sentence, and no comma parts it from what it dates."""
    first, last = expression.tokens
    if last <= first or expression.when is None or expression.when.granularity != "minute":
        return False
    if tree.reading.sentences[tree.tokens[first].sentence].first != first or last >= len(tree.tokens):
        return False
    return _CLOCK.fullmatch(expression.text) is not None and tree.tokens[last].text != ","


def _ends_line(tree: Tree, expression: TimeExpression, line: TimeExpression) -> bool:
    """Whether a date that is a sentence by itself, or opens one, begins a new part of the log."""
    first = expression.tokens[0]
    if expression.type != "DATE" or first <= line.tokens[0]:
        return False
    return tree.reading.sentences[tree.tokens[first].sentence].first == first


def _is_reported(tree: Tree, head: int, dated: Set[int]) -> bool:
    """Whether a line tells a happening as its own: not what is said, wished or told of something else in it."""
    node = head
    while node >= 0:
        token = tree.tokens[node]
        if node in dated:  # "arrested on Saturday and beaten"
            return False
        if token.deprel.startswith(_OWN_CLAUSE) or any(
            tree.tokens[child].text.lower() in ("had", "since", "before", "after", "when")
            for child in tree.children[node]
        ):
            return False
        if token.deprel == "root":
            return True
        if node == head and token.deprel not in _TOLD:
            return False
        node = token.head
    return True
