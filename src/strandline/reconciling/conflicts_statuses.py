"""When it happened for some and did not for others: an event's facts in, conflicts of status out.

A negation contradicts a report only where it negates the same thing: the same word, the same people, and what the word
goes with. "Not yet", "not only", "could not" and what somebody else did not do leave the report standing, and how many
were not hurt is a matter of figures.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from strandline.reconciling.conflicts_alike import (
    HAPPENED,
    gainsays,
    is_firm,
    lexicon,
    own_words,
    share_people,
    shared_names,
    shared_words,
    stated,
)
from strandline.reconciling.facts import DENIED, Fact
from strandline.reconciling.intervals import DAY, gap
from strandline.reconciling.words import content_words, stem, words_of
from strandline.records import Conflict, ConflictValue

_NEGATION: Final = re.compile(r"\b(?:not|no|never|nobody|no-one|none|nothing|neither|nor|without)\b|n['’]t\b", re.I)
_OF_THE_VERB: Final = re.compile(r"(?:\b(?:not|never)|n['’]t)\s+(?:[\w-]+\s+){0,2}$", re.I)
_OF_THE_DOER: Final = re.compile(r"^\W*(?:nobody|no[- ]one|nothing|no|none)\b", re.I)
_NOT_FINITE: Final = re.compile(r"^\W*(?:to|had|were|should)\s|\bnot\s+to\s|\b(?:do|does)(?:\s+not\b|n['’]t\b)", re.I)
"""Wishes, conditions and habits, which deny no happening."""
_INFINITIVE: Final = re.compile(r"\bto\s+(?:[\w-]+ly\s+)?$", re.I)
_PERFECT: Final = re.compile(r"\b(?:has|have|is|are)(?:\s+(?:not|never)\b|n['’]t\b)", re.I)
_STOP: Final = re.compile(
    r"[;.!?\n]\s|\b(?:after|although|because|before|how|if|since|what|when|whether|which|while|who|whom|why)\b", re.I
)
"""What ends the reach of a denial: what follows is told, or asked, and not denied."""
_DENIAL_REACH: Final = 100
"""Characters between a word of denial and the word for what is denied, at most."""
_SURE_KINDS: Final = frozenset({"appoint", "elect", "death", "agree", "accident", "assault", "coerce"})
"""Kinds of happenings of which one word and who did or suffered it say enough."""
_PAUSE: Final = re.compile(r"[,;:–—]")
_COVERED: Final = 0.6
"""Part of the words after the negated one that the report has to have as well."""
_NAMED: Final = ("per:", "org:", "group:", "geonames:")


def disputed_statuses(facts: Sequence[Fact]) -> list[Conflict]:
    """Some say that it happened, others that it did not: somebody who denies it, or another voice in another text."""
    no = [fact for fact in facts if fact.claim.status in DENIED and _is_negation(fact)]
    if not no:
        return []
    yes = [fact for fact in facts if _is_told(fact)]
    no = [fact for fact in no if any(_denies(fact, other) for other in yes)]
    yes = [fact for fact in yes if any(_denies(other, fact) for other in no)]
    if not yes or not no:
        return []
    by_status: defaultdict[str, list[str]] = defaultdict(list)
    for fact in sorted([*yes, *no], key=lambda item: item.number):
        by_status[fact.claim.status].append(fact.claim.id)
    values = [
        ConflictValue(value=status.replace("_", " "), claims=tuple(claims)) for status, claims in by_status.items()
    ]
    return [Conflict(field="status", values=tuple(values))]


def _negated(fact: Fact) -> bool:
    return _NEGATION.search(_head(fact)) is not None


def _head(fact: Fact) -> str:
    """The clause up to the word for the happening."""
    return fact.claim.quote[: max(0, fact.claim.trigger.start - fact.claim.start)]


def _is_told(fact: Fact) -> bool:
    """Whether a clause says outright that it happened."""
    return (
        fact.claim.status in HAPPENED
        and not _negated(fact)
        and _INFINITIVE.search(_head(fact)) is None
        and _NOT_FINITE.search(fact.claim.quote) is None
    )


def _is_negation(fact: Fact) -> bool:
    """Whether a text says in so many words that it did not come to it, or somebody denies it."""
    if any(figure.high == 0 for figure in fact.claim.figures) or not fact.stems.isdisjoint(lexicon()["states"]):
        return False
    if fact.claim.status == "denied":
        return _is_denied(fact) and not _negated(fact)
    if fact.claim.status != "did_not_happen" or _NOT_FINITE.search(fact.claim.quote) is not None:
        return False
    head = _head(fact)
    spoken = is_firm(fact) or bool(fact.claim.attribution)
    told = _OF_THE_VERB.search(head) is not None or (_OF_THE_DOER.search(head) is not None and spoken)
    return told and lexicon()["no_denial"].isdisjoint(words_of(fact.claim.quote))


def _is_denied(fact: Fact) -> bool:
    """Whether a cue of denial, and none of refusal, governs the clause."""
    words = lexicon()
    trigger = fact.claim.trigger.start - fact.claim.start
    for link in fact.claim.attribution:
        if link.cue is None:
            continue
        spoken = set(words_of(link.cue.text))
        of_talk = not words["talk"].isdisjoint(words_of(fact.sentence))
        denies = spoken & words["denial"] or (of_talk and spoken & words["denial_of_talk"])
        if denies and _reaches(fact, link.cue.end - fact.claim.start, trigger):
            return True
    if fact.claim.attribution:
        return False
    elsewhere = words["denial"] & set(words_of(fact.sentence))
    return not elsewhere or not elsewhere.isdisjoint(words_of(_head(fact)))


def _reaches(fact: Fact, cue: int, trigger: int) -> bool:
    """Whether nothing between a cue and the word for the happening ends the reach of the denial; offsets in the
    quote, that of a cue before it negative."""
    if not -_DENIAL_REACH <= cue <= trigger <= cue + _DENIAL_REACH:
        return False
    before = ""
    if cue < 0:
        place = fact.sentence.find(" ".join(fact.claim.quote.split()))
        before = fact.sentence[max(0, place + cue) : place] if place > 0 else ""
    return _STOP.search(before + fact.claim.quote[max(0, cue) : trigger]) is None


def _denies(no: Fact, yes: Fact) -> bool:
    """Whether a negation speaks against a report: of the same deed, the same people, at times that agree."""
    if not gainsays(no, yes) or not no.stems & yes.stems or gap(stated(no), stated(yes)) > 0:
        return False
    if no.claim.status != "denied" and not _may_negate(no, yes):
        return False
    if words_of(no.claim.quote) == words_of(yes.claim.quote) or not _same_people(no, yes):
        return False
    return _is_about(no, yes, shared_words(no, yes))


def _may_negate(no: Fact, yes: Fact) -> bool:
    """Whether a negation that nobody calls a denial is of a report in another text, of a verb, made before it."""
    verb = yes.claim.trigger.text.casefold() != yes.claim.trigger.lemma.casefold()
    if no.document == yes.document or not (verb or is_firm(yes)):
        return False
    return not _not_so_far(no) or _told_before(yes, no)


def _is_about(no: Fact, yes: Fact, shared: frozenset[str]) -> bool:
    """Whether the report has what the negated word goes with: "not nominated for this prize" denies no other prize."""
    tail = _PAUSE.split(no.claim.quote[max(0, no.claim.trigger.end - no.claim.start) :], maxsplit=1)[0]
    wanted = {stem(word) for word in content_words(tail)} & own_words(no)
    have = len(wanted & _wide(yes))
    if not wanted:
        return _concern_one(no, yes) and no.claim.kind in _SURE_KINDS
    if have < (len(wanted) if len(wanted) <= 2 else _COVERED * len(wanted)):
        return False
    if len(shared) >= 2 or _concern_one(no, yes):
        return True
    return no.claim.status == "denied" and wanted <= yes.words and bool(shared_names(no, yes))


def _not_so_far(fact: Fact) -> bool:
    """Whether a negation holds only up to its report ("has not signed")."""
    return _PERFECT.search(fact.claim.quote) is not None


def _told_before(yes: Fact, no: Fact) -> bool:
    """Whether the report was out, by its date, when the negation was written."""
    return no.reported is not None and yes.reported is not None and yes.reported < no.reported + DAY


def _wide(fact: Fact) -> frozenset[str]:
    """Words of the sentence in which a report stands, as the words of a denial are looked for."""
    return fact.words | frozenset(stem(word) for word in content_words(fact.sentence))


def _same_people(no: Fact, yes: Fact) -> bool:
    """Whether nobody whom the negation names is missing in the report, and nobody named in both is another."""
    if no.claim.kind == "other" and (agents := _named(no, "agent")) and not agents & _doers(yes):
        return False
    for role in ("agent", "patient"):
        one, two = _spoken(no, role), _spoken(yes, role)
        if one and two and not set().union(*one) & set().union(*two):
            return False
    known = {word for actor in yes.claim.actors for word in words_of(actor.name)} | set(words_of(yes.sentence))
    return all(not name.isdisjoint(known) for role in ("agent", "patient") for name in _spoken(no, role))


def _doers(fact: Fact) -> set[str]:
    """Words of the names of those who do it; where none is known, all words of the clause before that for the deed."""
    return _named(fact, "agent") or (set() if fact.agents else set(words_of(_head(fact))))


def _concern_one(no: Fact, yes: Fact) -> bool:
    """Whether both are of somebody, in whatever role the one and the other have them."""
    named = {item for item in (no.agents | no.patients) & (yes.agents | yes.patients) if item.startswith(_NAMED)}
    return bool(named) or share_people(no, yes)


def _named(fact: Fact, role: str) -> set[str]:
    """Words of the names of those who are known by name, whether or not they are named here."""
    return {
        word
        for actor in fact.claim.actors
        if actor.role == role and actor.id.startswith(_NAMED)
        for word in words_of(actor.name)
        if len(word) > 2
    }


def _spoken(fact: Fact, role: str) -> list[set[str]]:
    """Words of each name that the clause itself has for who acts or suffers; whom a pronoun means may be misread."""
    return [
        words
        for actor in fact.claim.actors
        if actor.role == role and actor.id.startswith(_NAMED)
        and (words := {word for word in words_of(actor.name) if word in words_of(actor.text) and len(word) > 2})
    ]  # fmt: skip
