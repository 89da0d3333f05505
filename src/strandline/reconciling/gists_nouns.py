"""The phrase of a claim's trigger where that is a noun: what belongs to it before and after, by the words around it."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final, NamedTuple

from strandline.reconciling.gists_sentence import DETERMINERS, SUBJECTS, stop_after
from strandline.reconciling.words import words_of
from strandline.records import Claim

_PREPOSITIONS: Final = frozenset(
    ["of", "in", "at", "on", "for", "during", "after", "before", "by", "with", "from", "into", "over", "against",
     "about", "between", "since", "until", "following", "despite", "amid", "through", "under", "without", "as", "near"]
)  # fmt: skip
_VERBAL: Final = frozenset(
    ["to", "will", "would", "can", "could", "may", "might", "must", "shall", "should", "do", "does", "did", "not",
     "has", "have", "had", "is", "are", "was", "were", "be", "been", "being", "and", "or", "but", "who", "which",
     "where", "when", "if", "i", "you", "he", "she", "it", "we", "they", "also", "then", "him", "us", "me",
     "them", "still", "yet", "already", "again", "never"]
)  # fmt: skip
"""Words right before a verb, or that end the search for a noun's phrase."""
_UNCHANGING: Final = frozenset(
    ["hit", "cut", "set", "put", "read", "shut", "let", "cost", "beat", "burst", "spread", "split", "cast", "shed",
     "quit", "hurt", "become", "come", "run", "overcome"]
)  # fmt: skip
"""Verbs of which a past form is like the bare one."""
_PARTICLES: Final = frozenset(["back", "up", "down", "out", "off", "over", "away", "in", "on", "into", "through", "to"])
"""Last words of verbs of two words: "came back", "shut down"."""
_PLURALS: Final = re.compile(r"(?<!^)(?<=[a-z])(?<![sui])s\s+$")
"""A noun in the plural right before a bare verb, as its subject: "the lines come back"."""
_LIKE_PLURALS: Final = re.compile(
    r"\b(?:news|arms|sports|peace talks|customs|savings|sales|series|rights|drugs|operations)\s+$", re.I
)
_QUANTIFIERS: Final = frozenset({"both", "all", "each"})
_PRONOUN_BEFORE: Final = re.compile(r"\b(?:we|you|they|these|those)\s+$", re.IGNORECASE)
"""What stands before such a word that belongs to a pronoun: "they both throw"."""
_OBJECT: Final = re.compile(r"\s+(?:them|him|it|us|me|itself|himself|herself|themselves)\b")
_WORD: Final = re.compile(r"[^\W_][\w’'.&-]*|[^\w\s]")
_ONWARD: Final = re.compile(r"\s+(?:of|in|at|on|to|for|by|with|from|between|against|over|near|about|into)\s+(?=\w)")
_PHRASE_END: Final = re.compile(
    r"\s*[,;:.!?()“”\"–—](?!\d)|\s+(?:and|but|that|which|who|whom|whose|when|while|where|as|because|is|are|was|were|has|have|"
    r"had|will|would|can|could|may|might|must|shall|should|did|does|do|said|says|told)\b"
)
_BEFORE: Final = 4
"""Words before a noun that may belong to its phrase."""


class Phrase(NamedTuple):
    """A noun with what belongs to it: places in the quote."""

    start: int
    noun: int
    end: int


def noun_phrase(claim: Claim) -> Phrase | None:
    """The phrase of a trigger that is a noun; None where it is a verb, or where that cannot be told."""
    word, lemma = claim.trigger.text.casefold(), claim.trigger.lemma.casefold()
    if " " in word and word.rpartition(" ")[2] in _PARTICLES:
        return None
    if word not in (lemma, f"{lemma}s", f"{lemma}es", f"{lemma[:-1]}ies"):
        return None
    quote = claim.quote
    first, last = claim.trigger.start - claim.start, claim.trigger.end - claim.start
    start, sure = _phrase_start(quote, first, base=word == lemma)
    onward = _ONWARD.match(quote, last)
    named = claim.trigger.lemma[:1].isupper()
    if not sure and not named and (onward is None or start > 0 or onward[0].split()[0] != "of"):
        return None
    if _has_subject_at(claim, first) or _OBJECT.match(quote, last):
        return None
    if word != lemma and (
        len(words_of(quote[start:first])) > 1 or (onward is None and re.match(r"\s+\w", quote[last:]))
    ):
        return None
    if onward is None:
        return Phrase(start, first, last)
    return Phrase(start, first, _phrase_end(quote, onward.end()))


def _phrase_end(quote: str, start: int) -> int:
    """Where a noun's phrase ends: at a mark or word that begins something else, or where another phrase follows it."""
    ends = (match.start() for match in _PHRASE_END.finditer(quote, start) if not stop_after(quote[: match.start()]))
    end = next(ends, len(quote))
    words = list(_WORD.finditer(quote, start, end))
    for before, word in pairwise(words):
        known = before[0].casefold() in _PREPOSITIONS | DETERMINERS | {"and", "or", "to", "per"}
        if word[0].casefold() in DETERMINERS - {"that", "all", "both"} and not known and before[0][0].isalnum():
            return before.start() - 1 if before[0].endswith("ed") else before.end()
    return end


def _phrase_start(quote: str, noun: int, *, base: bool) -> tuple[int, bool]:
    """Where a noun's phrase begins, and whether the words before the noun show that it is one.

    Args:
        quote: the clause.
        noun: where the noun begins.
        base: it has no ending. A verb that has none comes after another verb, "to", or what it is that does it.
    """
    start = noun
    bare = base and quote[noun:].partition(" ")[0].casefold() not in _UNCHANGING
    plural = re.search(r"s\W*$", quote[:noun]) is not None
    if base and _PLURALS.search(quote[:noun]) and not _LIKE_PLURALS.search(quote[:noun]):
        return start, False
    for match in reversed(list(_WORD.finditer(quote, 0, noun))[-_BEFORE:]):
        word = match[0].casefold()
        if word == "no" and re.match(r"\s+longer\b", quote[match.end() :]):
            return start, False
        if word in _QUANTIFIERS and _PRONOUN_BEFORE.search(quote[: match.start()]):
            return start, False
        if word in DETERMINERS:
            return match.start(), True
        if word in _PREPOSITIONS:
            return start, True
        if word.endswith(("'s", "’s")):
            return match.start(), True
        if (
            word in _VERBAL
            or word.endswith(("n't", "n’t"))
            or not word[0].isalnum()
            or (word.endswith("ly") and start == noun)
        ):
            return start, False
        if word.endswith("ed") and match.start() == 0:
            return start, False
        start = match.start()
    return start, bare and not plural and start < noun


def _has_subject_at(claim: Claim, noun: int) -> bool:
    """Whether somebody who takes part stands right before the trigger, as the subject of a verb does."""
    return any(
        actor.role in SUBJECTS and 0 <= claim.start + noun - actor.end <= 1 and actor.text.casefold() not in DETERMINERS
        for actor in claim.actors
    )
