"""Whether two claims of an event surely speak of one thing, and what of their times their texts themselves state.

Merging may be wrong, so a contradiction needs more than an event that two claims are in: they name what happened in one
word or one sort of word, have different voices, are not one sentence told twice, and share words that say of what they
speak.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, Final

from strandline.reconciling.facts import Fact
from strandline.reconciling.intervals import OPEN, Interval
from strandline.reconciling.tellings import head_of
from strandline.reconciling.words import content_words, stem, words_of
from strandline.records import Span

HAPPENED: Final = frozenset({"happened", "ongoing"})
_FIRM: Final = frozenset({"stated", "relative"})
_LONG, _COPIED = 8, 0.75
"""Clauses of so many words that share this part of them are copies of one."""
_PLAIN: Final = re.compile(r"[^\W\d_]{3,}")
_AFTER_CUE: Final = re.compile(r"\W+(?:[\w’'-]+\W+){0,5}")
"""What may stand between a cue and the time of the saying: "said the mayor on Friday"."""


@lru_cache(maxsize=1)
def lexicon() -> dict[str, frozenset[str]]:
    """The word lists of ``conflicts.toml``."""
    data: dict[str, Any] = tomllib.loads(files("strandline.reconciling").joinpath("conflicts.toml").read_text("utf-8"))
    return {name: frozenset(words) for name, words in data.items()}


@lru_cache(maxsize=1)
def _empty_stems() -> frozenset[str]:
    """Stems of words that clauses about different things share as well."""
    words = lexicon()
    return frozenset(stem(word) for word in words["times"] | words["anybody"])


def gainsays(a: Fact, b: Fact) -> bool:
    """Whether two claims name one thing and are told by different people."""
    return bool(a.stems & b.stems or a.families & b.families) and tell_apart(a, b)


def tell_apart(a: Fact, b: Fact) -> bool:
    """Whether two claims have different voices, or one voice that cites two sources who are not known by name: "the
    governor said" and "relatives say"."""
    if a.voice != b.voice:
        return True
    one, two = _sources(a), _sources(b)
    return bool(one and two) and not one & two


def _sources(fact: Fact) -> frozenset[str]:
    """Words of the sources that a claim is told on the word of; none where one is only a pronoun, or not told."""
    links = fact.claim.attribution
    told = [frozenset(content_words(link.source.text)) - lexicon()["pronouns"] for link in links if link.source]
    return frozenset().union(*told) if len(told) == len(links) and all(told) else frozenset()


def is_copy(a: Fact, b: Fact, *, told_a: str = "", told_b: str = "") -> bool:
    """Whether two clauses are one, word for word or but for a word or two that are not what they differ in.

    Args:
        a: one claim.
        b: another.
        told_a: the words by which ``a`` gives the value in question; none where it is not in words of its own.
        told_b: the same of ``b``.
    """
    one, two = words_of(a.claim.quote), words_of(b.claim.quote)
    if one == two:
        return True
    longer = max(len(a.words), len(b.words))
    if longer < _LONG or len(a.words & b.words) < _COPIED * longer:
        return False
    return not (set(words_of(told_a)) - set(two) and set(words_of(told_b)) - set(one))


@lru_cache(maxsize=4_096)
def _sentence_words(sentence: str) -> frozenset[str]:
    return frozenset(stem(word) for word in content_words(sentence))


def own_words(fact: Fact) -> frozenset[str]:
    """Stems of a clause that say of what it speaks: no word of times, numbers or anybody, nor the happening's own."""
    return frozenset(word for word in fact.words - fact.stems - _empty_stems() if not word[:1].isdecimal())


def shared_words(a: Fact, b: Fact) -> frozenset[str]:
    """Words of a clause that stand in the other's sentence as well."""
    return (own_words(a) & _sentence_words(b.sentence)) | (own_words(b) & _sentence_words(a.sentence))


def crossing_words(a: Fact, b: Fact) -> frozenset[str]:
    """Words of a clause that stand in the other's sentence or near it."""
    return shared_words(a, b) | (own_words(a) & b.context) | (own_words(b) & a.context)


def shared_names(a: Fact, b: Fact) -> frozenset[str]:
    """Names in or near both clauses."""
    return frozenset(name for name in a.near_names & b.near_names if stem(name) not in _empty_stems())


def share_people(a: Fact, b: Fact) -> bool:
    """Whether somebody, or some sort of thing, acts or suffers in both; pronouns are nobody."""
    return bool((a.agents & b.agents or a.patients & b.patients) - _pronouns())


def have_others_act(a: Fact, b: Fact) -> bool:
    """Whether both have doers known by name, and none in common."""
    one, two = _named(a.agents), _named(b.agents)
    return bool(one and two) and not one & two


def have_others_suffer(a: Fact, b: Fact) -> bool:
    """Whether both have somebody or something that it befalls, and neither stands in the other's sentence."""
    one, two = a.patients - _pronouns(), b.patients - _pronouns()
    if not one or not two or one & two:
        return False
    return not (_told_in(a, b) or _told_in(b, a))


def befall_one_person(a: Fact, b: Fact) -> bool:
    """Whether both befall somebody known by name."""
    return any(key.startswith("per:") for key in a.patients & b.patients)


def _told_in(fact: Fact, other: Fact) -> bool:
    """Whether a word for somebody whom it befalls stands in the other's sentence."""
    patients = [actor for actor in fact.claim.actors if actor.role == "patient"]
    words = {head_of(actor.name) for actor in patients if actor.id.startswith("nominal:")}
    named = (actor for actor in patients if not actor.id.startswith("nominal:"))
    words |= {stem(word) for actor in named for word in words_of(actor.name)}
    return not words.isdisjoint(_sentence_words(other.sentence))


def told_of_others(a: Fact, b: Fact) -> bool:
    """Whether both speak of things of one sort that they tell apart: "the pension law" and "the fishing law"."""
    one, two = _described(a), _described(b)
    ours, theirs = _sentence_words(a.sentence), _sentence_words(b.sentence)
    return any(
        not one[head] & two[head] and one[head].isdisjoint(theirs) and two[head].isdisjoint(ours)
        for head in one.keys() & two.keys()
    )


def _described(fact: Fact) -> dict[str, frozenset[str]]:
    """The word before each word of a clause, where neither is a time, a number, a place or the happening's own."""
    known = fact.stems | _empty_stems() | {stem(name) for name in fact.sites}
    found: dict[str, set[str]] = {}
    for before, head in pairwise(_PLAIN.findall(fact.claim.quote)):
        one, two = stem(before), stem(head)
        if _is_small(before) or _is_small(head) or not {one, two}.isdisjoint(known) or not head.islower():
            continue
        found.setdefault(two, set()).add(one)
    return {head: frozenset(words) for head, words in found.items()}


@lru_cache(maxsize=4_096)
def _is_small(word: str) -> bool:
    return not content_words(word)


def _named(keys: frozenset[str]) -> frozenset[str]:
    return frozenset(key for key in keys if not key.startswith("noun:"))


@lru_cache(maxsize=1)
def _pronouns() -> frozenset[str]:
    return frozenset(f"noun:{stem(word)}" for word in lexicon()["anybody"])


def stated(fact: Fact) -> Interval:
    """When the text itself says that it happened, of a report that is dated or a time that names its day; else open."""
    return fact.interval if is_firm(fact) else OPEN


def is_firm(fact: Fact) -> bool:
    """Whether the text puts it at its time in words: nothing inherited, inferred, or said of the saying."""
    when = fact.claim.when
    if when.basis not in _FIRM:
        return False
    return when.expression is None or not _of_the_saying(fact, when.expression)


def _of_the_saying(fact: Fact, told: Span) -> bool:
    """Whether a time tells when somebody said so: "the bridge fell, police said on Monday"."""
    quote, start = fact.claim.quote, fact.claim.start
    for link in fact.claim.attribution:
        if link.cue is None:
            continue
        if link.cue.end <= told.start and link.cue.start >= fact.claim.trigger.end:
            between = quote[max(0, link.cue.end - start) : max(0, told.start - start)]
            return _AFTER_CUE.fullmatch(between) is not None
        if told.end <= link.content.start and link.cue.start <= link.content.start:
            return True
    return False
