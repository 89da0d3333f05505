"""Dates that stand beside a happening and tell the time of something else: of a thing that has a date of its own, or of
what is planned, put off, demanded, promised or compared.

"The minutes of 18 January were approved": the date is the minutes'. "The hearing was put off until Friday", "he
demanded an answer by Monday", "rejected Friday's deadline": the date is still to come, and the deed itself is told as
news. "Sold forty, against twelve last year": the date is that of the other number.
"""

from __future__ import annotations

import re
from typing import Final

from strandline.claims.lexica import word_set
from strandline.claims.syntax import Tree
from strandline.claims.timing_clauses import tense_of
from strandline.records import Published, Status, TimeExpression

_REAL: Final = frozenset({"happened", "ongoing", "denied", "did_not_happen"})
_ARGUMENTS: Final = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl:agent"})
_MOMENTS: Final = frozenset(
    {"in", "on", "at", "during", "since", "until", "after", "before", "by", "from", "following"}
)
"""Words before a noun that make it a time: "on the eve of 5 May", "after the coup of 1991"."""
_YEAR: Final = re.compile(r"\d{4}")
_AGES: Final = frozenset({"decade", "century"})
_BEHIND: Final = frozenset({"past", "perfect", "pluperfect"})
_OPENS: Final = frozenset({"begin", "start"})
_OPEN_ENDED: Final = ("until", "by", "before")


def dates_something_else(
    tree: Tree, expression: TimeExpression, top: int, host: int, status: Status, *, relation: str = "at",
    published: Published | None = None,
) -> bool:  # fmt: skip
    """Whether an expression that would go to a happening is the date of something between the two, or beyond.

    Args:
        tree: the document's tree.
        expression: a time expression that points at a time.
        top: its highest token.
        host: head of the happening.
        status: its status.
        relation: what the words before the expression make of it.
        published: the document's date.
    """
    if _of_a_thing(tree, expression, top, host, status) or _of_a_source(tree, top, host):
        return True
    if _is_compared(tree, top, host) or _is_given_up(tree, top, host):
        return True
    return status in _REAL and (
        _is_planned(tree, top, host)
        or (relation not in _OPEN_ENDED and tense_of(tree, host) in _BEHIND and _is_to_come(expression, published))
    )


def _is_to_come(expression: TimeExpression, published: Published | None) -> bool:
    """Whether a date lies after the document's own, as the words without a year have it: nothing real happened then."""
    when = expression.when
    if when is None or when.earliest is None or published is None or when.basis == "stated":
        return False
    return when.earliest[:10] > published.latest[:10]


def _is_compared(tree: Tree, top: int, host: int) -> bool:
    """Whether the date belongs to what something is set against: "than in May", "against twelve last year"."""
    words = word_set("timing_of", "compares")
    way = (top, *_way(tree, top, host))
    return any(tree.case_of(node) in words or tree.mark_of(node) in words for node in way if node != host)


def _of_a_thing(tree: Tree, expression: TimeExpression, top: int, host: int, status: Status) -> bool:
    """Whether a noun or a clause of a noun on the way to the happening takes the date for itself."""
    token = tree.tokens[top]
    if token.head < 0:
        return False
    above = tree.tokens[token.head]
    if above.lemma.lower() in word_set("timing_of", "limits") and token.deprel.startswith(("nmod", "compound", "amod")):
        return True
    if host in (token.head, top):
        return False
    named = above.upos in ("NOUN", "PROPN") and above.lemma.lower() not in word_set("timing_of", "parts")
    own = token.deprel.startswith("nmod") and tree.case_of(top) in word_set("timing_of", "own_dates")
    if named and own and (above.deprel in _ARGUMENTS or tree.case_of(token.head) not in _MOMENTS):
        return True
    if named and token.head > top and _tells_age(expression):
        return True  # "the 2010 report", "a twelfth-century chapel"
    if any(tree.tokens[node].deprel == "appos" and tree.tokens[node].head != host for node in _way(tree, top, host)):
        return True  # "said Brandt, who was the mayor in 2012"
    if not tree.is_verbal(host):
        return False
    way = [tree.tokens[node] for node in _way(tree, top, host)]
    if status not in _REAL:  # "will present it on a call, starting at ten on Monday"
        way = [item for item in way if item.xpos != "VBG" or item.lemma not in _OPENS]
    if any(item.deprel == "advcl" and item.xpos == "VBG" and item.lemma in _OPENS for item in way):
        return True  # "declared three days of mourning, starting on Friday"
    return any(item.deprel in ("acl", "acl:relcl") and item.xpos != "VB" for item in way)


def _of_a_source(tree: Tree, top: int, host: int) -> bool:
    """Whether the date is that of who says so: "will leave in June, according to a report on Tuesday"."""
    way = [node for node in (top, *_way(tree, top, host)) if node != host]
    return any(tree.case_of(node) in word_set("timing_of", "sources") for node in way)


def _is_given_up(tree: Tree, top: int, host: int) -> bool:
    """Whether the date is what was meant at first: "the hearing, first set for Monday, is now on Friday"."""
    schedules = word_set("timing_of", "schedules")
    return any(
        tree.tokens[node].lemma.lower() in schedules
        and any(
            tree.tokens[child].lemma.lower() in word_set("timing_of", "at_first")
            for child in tree.children_by(node, "advmod")
        )
        for node in (top, *_way(tree, top, host))
    )


def _tells_age(expression: TimeExpression) -> bool:
    """Whether an expression before a noun only says how old the thing is."""
    when = expression.when
    return _YEAR.fullmatch(expression.text) is not None or (when is not None and when.granularity in _AGES)


def _is_planned(tree: Tree, top: int, host: int) -> bool:
    """Whether the date is what a deed of planning, moving, demanding or promising aims at."""
    lemma, case = tree.tokens[host].lemma.lower(), tree.case_of(top)
    if tree.tokens[host].upos not in ("VERB", "AUX"):
        return False
    if case == "for" and tree.tokens[top].head == host:
        return True
    way = _way(tree, top, host)
    if lemma in word_set("timing_of", "gives_time") and any(
        tree.case_of(node) in ("until", "till") for node in (top, *way)
    ):
        return True
    ahead = lemma in word_set("timing_of", "looks_ahead") or lemma in word_set("timing_of", "schedules")
    if not ahead:
        return False
    if case in word_set("timing_of", "aims"):
        return True
    return any(tree.tokens[node].deprel in ("xcomp", "ccomp") for node in way)


def _way(tree: Tree, top: int, host: int) -> list[int]:
    """The tokens between an expression and its happening, none where the one does not hang below the other."""
    above = tree.ancestors(top)
    return above[: above.index(host)] if host in above else []
