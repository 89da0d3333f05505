"""Two words for one happening in one clause: facts of a document in, pairs of them out.

"Work at the dam began in 1956" has a word for what happened and a verb that only says that it did; so have "the fire
broke out", "talks were opened", "they staged a march". The two stand in one sentence with no other happening between
them, and nothing between them begins a clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import Final

from strandline.reconciling.facts import Fact
from strandline.records import Document

_APART: Final = 90
"""Characters between a subject and its verb, at most."""
_OBJECT_APART: Final = 32
_NEW_CLAUSE: Final = re.compile(
    r"[,;:.!?()“”\"\n]|\b(?:that|which|who|whom|when|where|after|before|as|while|because|since|until|if|but|than|then|"
    r"had|has|have|said|says)\b|^\s+and\b",
    re.IGNORECASE,
)
_AUXILIARY: Final = re.compile(
    r"\b(?:had|has|have)\s+(?:(?:not|been|just|already|only|again)\s+)*$|"
    r"\b(?:is|are|was|were)\s+(?:\w+\s+)?(?:to\s+)?$",
    re.IGNORECASE,
)
"""What makes the tense of a verb right before it; it begins no clause."""
_PASSIVE: Final = re.compile(r"\b(?:is|are|was|were|been|be)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_VERB_BEFORE: Final = re.compile(
    r"\b(?:to|he|she|they|it|we|who|which|not|was|were|is|are|been|be|had|has|have)\s+$", re.IGNORECASE
)
"""What stands before a verb, and not before a noun."""
_PREPOSITION: Final = re.compile(
    r"\b(?:of|for|in|with|by|to|on|at|from|under|against|about|over|after|before|during|into|between|and|or)\b", re.I
)
_TAKES_IN: Final = re.compile(r"^\s+(?:part\s+)?in\b")
_PHRASE: Final = 24
"""Characters before a noun in which a preposition makes it no subject."""


def told_in_two_words(facts: Sequence[Fact], documents: Sequence[Document]) -> Iterator[tuple[int, int]]:
    """Pairs of fact numbers, lower first, of which one only says that the other took place or was done.

    Args:
        facts: by number, that is by document and place in the text.
        documents: in their fixed order.
    """
    for document, own in groupby(facts, key=lambda fact: fact.document):
        text = documents[document].text
        ordered = sorted(own, key=lambda fact: (fact.claim.trigger.start, fact.number))
        for one, two in pairwise(ordered):
            if one.sentence == two.sentence and (_has_subject(two, one, text) or _has_object(one, two, text)):
                yield min(one.number, two.number), max(one.number, two.number)


def _has_subject(verb: Fact, noun: Fact, text: str) -> bool:
    """Whether a noun is the subject of a verb after it that says nothing more."""
    start = noun.claim.trigger.start
    between = text[noun.claim.trigger.end : verb.claim.trigger.start]
    if not 0 < len(between) <= _APART or _NEW_CLAUSE.search(_AUXILIARY.sub("", between)) or not _is_noun(noun, text):
        return False
    if _PREPOSITION.search(_NEW_CLAUSE.split(text[max(0, start - _PHRASE) : start])[-1]):
        return False
    return verb.phase or (verb.support and _PASSIVE.search(between) is not None)


def _has_object(verb: Fact, noun: Fact, text: str) -> bool:
    """Whether a noun is the object of a verb before it that says nothing more."""
    between = _TAKES_IN.sub("", text[verb.claim.trigger.end : noun.claim.trigger.start])
    if not 0 < len(between) <= _OBJECT_APART or _NEW_CLAUSE.search(between) or _PREPOSITION.search(between):
        return False
    return verb.support and _is_noun(noun, text)


def _is_noun(fact: Fact, text: str) -> bool:
    start = fact.claim.trigger.start
    return fact.known or fact.another or _VERB_BEFORE.search(text[max(0, start - 12) : start]) is None
