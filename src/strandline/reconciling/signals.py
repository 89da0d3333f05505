"""What the texts say of the order of happenings: documents and claims in, ordered pairs of claims with the words that
say so.

A clause that opens with "after", "ten minutes before", "until" and the like is set against the nearest claim whose
clause holds it or stands beside it in the same sentence; "then", "later", "earlier" set a main clause against the main
clause before it. What somebody says was done lies before the saying, what somebody says will be done after it; "had
warned" lies before the past of its sentence, and what a happening brought about (", killing two") after it. More of
one sentence is in ``order_sentences``; what no word tells but the usual course of things suggests, in ``order_usual``.
Order in the text alone says nothing. The words are in ``order_signals.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from strandline.reconciling.order_sentences import in_sentences
from strandline.reconciling.order_told import Told, told_claims
from strandline.reconciling.order_usual import usual_pairs
from strandline.reconciling.order_words import Ordered, any_of, order_words
from strandline.records import Claim, Document

__all__ = ["Ordered", "ordered_claims", "told_pairs"]

_SENTENCE_END: Final = re.compile(r"[.!?][”\"’')\]]*\s+(?=[“\"‘(]?[A-Z0-9])|\n\s*\n")
_LEAD: Final = 40
"""Characters before a clause or trigger in which its joining word may stand."""
_DETERMINED: Final = r"\s+(?:the|a|an|this|that|his|her|its|their)\s+(?:[\w’'-]+\s+)?$"
"""Between a joining word and the noun that names what happened: a determiner and a describing word at most."""
_AMOUNT: Final = (
    r"(?:(?:just|only|about|some|nearly|almost|around|roughly)\s+)?(?:(?!after|before)[\w.,-]+\s+){0,3}?"
    r"(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?)\s+"
)
"""An amount of time before a joining word: "ten minutes after"."""
_HAD: Final = re.compile(r"(?<!\w)(?:had|['’]d)\s+(?:(?!to\b)\w+\s+){0,3}$", re.IGNORECASE)
_RELATIVE: Final = re.compile(r"(?:which|that)\s+(?:\w+\s+)?$", re.IGNORECASE)
_NEAR: Final = 60
"""Characters between a noun and the relative clause that tells what it brought about."""
_DONE: Final = frozenset({"happened", "did_not_happen"})
_AHEAD: Final = frozenset({"will", "would", "to"})
"""Tenses that look ahead from the saying."""
_ASIDE: Final = frozenset({"opens with who", "opens with where"})
"""Clauses that tell more of somebody in what is said, mostly in the writer's own words."""
_OPEN_TENSES: Final = frozenset({"may", "base", "present"})
"""Tenses that tell nothing of before or after the saying."""
_UNREAL: Final = frozenset(
    {"planned", "proposed", "ordered", "threatened", "possible", "conditional", "did_not_happen"}
)


@lru_cache(maxsize=1)
def _openings() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Joining words at the head of a clause, before a noun, and words at the head of a main clause."""
    words = order_words()
    return (
        any_of(words.relation, rf"^(?:and\s+|but\s+)?(?:{_AMOUNT})?"), any_of(words.relation, "", _DETERMINED),
        any_of(words.turns, ""),
    )  # fmt: skip


def ordered_claims(documents: Sequence[Document], claims: Sequence[Claim]) -> list[Ordered]:
    """Pairs of claims that the texts put in order, by document and place.

    Args:
        documents: any documents that the claims stand in.
        claims: in the order of the texts.
    """
    by_id = {document.id: document for document in documents}
    by_document: dict[str, list[Claim]] = {}
    for claim in claims:
        by_document.setdefault(claim.document, []).append(claim)
    found: list[Ordered] = []
    for document, own in by_document.items():
        claims_told = told_claims(by_id[document], own)
        told = told_pairs(by_id[document], claims_told)
        found += told
        found += usual_pairs(claims_told, {(pair.first, pair.second) for pair in told})
    return found


def told_pairs(document: Document, claims: Sequence[Told]) -> list[Ordered]:
    """Pairs of claims of one document that its words put in order.

    Args:
        document: with its text.
        claims: all of it, in the order of the text.
    """
    text = document.text
    ends = [match.end() for match in _SENTENCE_END.finditer(text)] + [len(text) + 1]
    plain = [told.claim for told in claims]
    found: dict[tuple[str, str], Ordered] = {}
    for pair in (*_by_saying(claims), *_in_text(text, plain, ends), *in_sentences(text, claims)):
        found.setdefault((pair.first, pair.second), pair)
    return list(found.values())


def _by_saying(claims: Sequence[Told]) -> Iterator[Ordered]:
    """What somebody tells as done lies before the telling, and what somebody says will be done lies after it."""
    for told in claims:
        if told.saying is None or not told.marks.isdisjoint(_ASIDE):
            continue
        claim = told.claim
        cue = claim.attribution[-1].cue
        word = "" if cue is None else cue.text
        if told.tense in _AHEAD:
            if told.tense != "to" or claim.quote[:3].lower() == "to ":
                yield Ordered(told.saying, claim.id, word)
        elif claim.status in _DONE and told.tense not in _OPEN_TENSES:
            yield Ordered(claim.id, told.saying, word)


def _in_text(text: str, claims: Sequence[Claim], ends: Sequence[int]) -> Iterator[Ordered]:
    sentences: dict[int, list[Claim]] = {}
    at = 0
    for claim in sorted(claims, key=lambda item: item.trigger.start):
        while ends[at] <= claim.trigger.start:
            at += 1
        sentences.setdefault(at, []).append(claim)
    before: Claim | None = None
    for number in sorted(sentences):
        own = sentences[number]
        begin = ends[number - 1] if number else 0
        yield from _in_sentence(text, own, begin)
        main = _main(own)
        if main is not None:
            if before is not None:
                yield from _turn(text, begin, main, before)
            before = main


def _main(claims: Sequence[Claim]) -> Claim | None:
    """The claim of a sentence's main clause: one that is told as fact, by nobody else, and opens with no joining
    word."""
    for claim in claims:
        if not claim.attribution and claim.status not in _UNREAL and _openings()[0].match(claim.quote) is None:
            return claim
    return None


def _turn(text: str, begin: int, main: Claim, before: Claim) -> Iterator[Ordered]:
    """ "Then …", "… later …": the main clause against the one before it."""
    match = _openings()[2].search(text, begin, main.trigger.end)
    if match is None or (match.start() - begin > _LEAD and match.start() < main.trigger.start - _LEAD):
        return
    following = text[match.end() : match.end() + 2]
    if re.match(r"\s[a-z]", following) is None and not following.startswith(","):
        return
    first, second = (before, main) if order_words().turns[match[1].lower()] > 0 else (main, before)
    yield Ordered(first.id, second.id, match[1])


def _in_sentence(text: str, claims: Sequence[Claim], begin: int) -> Iterator[Ordered]:
    for claim in claims:
        word = _opening(text, claim, begin)
        if word is None:
            continue
        host = _host(claim, claims)
        if host is None or (claim.status in _UNREAL) != (host.status in _UNREAL):
            continue
        later = order_words().relation[word.lower()] > 0
        yield Ordered(host.id, claim.id, word) if later else Ordered(claim.id, host.id, word)
    real = [claim for claim in claims if claim.status not in _UNREAL]
    for claim in real:
        yield from _brought_about(text, claim, real)
        yield from _had_happened(text, claim, real)


def _brought_about(text: str, claim: Claim, claims: Sequence[Claim]) -> Iterator[Ordered]:
    """ "…, killing two", "a crash which killed two": what a happening brought about comes after it."""
    if claim.trigger.lemma.casefold() not in order_words().results:
        return
    lead = text[claim.start : claim.trigger.start]
    if not lead and claim.trigger.text.endswith("ing") and text[: claim.start].rstrip().endswith(","):
        host = _host(claim, claims)
        if host is not None and host.trigger.end <= claim.start:
            yield Ordered(host.id, claim.id, claim.trigger.text)
    elif _RELATIVE.fullmatch(lead):
        before = [other for other in claims if other.trigger.end <= claim.start <= other.trigger.end + _NEAR]
        noun = max(before, key=lambda other: (other.trigger.end, other.id), default=None)
        if noun is not None:
            yield Ordered(noun.id, claim.id, lead.split()[0])


def _had_happened(text: str, claim: Claim, claims: Sequence[Claim]) -> Iterator[Ordered]:
    """ "… had warned": before what the sentence's main clause tells in the simple past."""
    if claim.attribution or not _has_had(text, claim):
        return
    main = next((other for other in claims if other.id != claim.id and not other.attribution), None)
    if main is None or claim.start <= main.trigger.start < claim.end:
        return
    if _is_past(text, main) and not _has_had(text, main):
        yield Ordered(claim.id, main.id, "had")


def _has_had(text: str, claim: Claim) -> bool:
    return _HAD.search(text, max(0, claim.trigger.start - _LEAD), claim.trigger.start) is not None


def _is_past(text: str, claim: Claim) -> bool:
    return claim.trigger.text.casefold() != claim.trigger.lemma.casefold() and not claim.trigger.text.endswith("ing")


def _opening(text: str, claim: Claim, begin: int) -> str | None:
    """The joining word that a claim's clause opens with, or that stands right before the noun that names it."""
    match = _openings()[0].match(claim.quote)
    if match is not None and match.end() <= claim.trigger.start - claim.start:
        return match[1]
    lead = text[max(begin, claim.trigger.start - _LEAD) : claim.trigger.start]
    near = _openings()[1].search(lead)
    return None if near is None else near[1]


def _host(claim: Claim, claims: Sequence[Claim]) -> Claim | None:
    """The claim of the clause that this one hangs on: the smallest that holds it, else the nearest beside it."""
    holding = [
        other for other in claims
        if other.id != claim.id and other.start <= claim.start and claim.end <= other.end
        and not claim.start <= other.trigger.start < claim.end
    ]  # fmt: skip
    if holding:
        return min(holding, key=lambda other: (other.end - other.start, -other.trigger.start, other.id))
    beside = [other for other in claims if other.end <= claim.start or other.start >= claim.end]
    plain = [other for other in beside if _openings()[0].match(other.quote) is None]
    if not plain:
        return None
    return min(plain, key=lambda other: (_distance(other, claim), other.id))


def _distance(one: Claim, other: Claim) -> int:
    return min(abs(one.start - other.end), abs(other.start - one.end))
