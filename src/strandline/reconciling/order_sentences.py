"""What the words of one sentence say of the order of its happenings, beyond joining words at the head of a clause: a
text and its claims with their marks in, ordered pairs out.

"After a hearing", "in the days before the vote" set a noun against the verb of its clause; "then", "later" a verb
against the verb before it; "led to", "was caused by" what stands on the one side against what stands on the other; "to"
puts what is asked for, meant or made possible after what is done for it; "which had burned" lies before the verb that
the clause hangs on. The words are in ``order_signals.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from strandline.reconciling.order_told import Told
from strandline.reconciling.order_words import AIM, Ordered, any_of, order_words

_REACH: Final = 60
"""Characters between a word of order and what it sets in order."""
_FINITE: Final = frozenset({"past", "was", "present", "has", "had"})
_PLAIN: Final = frozenset({"past", "was"})
_DONE: Final = frozenset({"happened", "ongoing", "attempted"})
_AMOUNT: Final = r"(?:\s+(?!after|before)[\w.,-]+){0,4}"
_BETWEEN: Final = r"(?:\s+[\w’'.-]+){0,5}?\s+$"
"""Between a joining word and a noun: a few words and no mark."""
_SUBJECT: Final = re.compile(
    r"(?:(?:the|a|an|this|that|his|her|its|their|another|both)\s+)?(?:(?!of|in|on|at|after|before|during|by|with|from|for"
    r"|since|until|amid|despite|following)[\w’'.-]+\s+){0,3}",
    re.IGNORECASE,
)
"""What may stand before a noun that is the subject of its clause."""
_CLOSED: Final = re.compile(r"[;:.!?—]|,\s|\b(?:who|which|that|when|while|if)\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = order_words()
    return (
        any_of(words.relation, "", _BETWEEN), any_of(words.then, "(?:^|\\s)", r"\s+(?:\w+\s+){0,2}$"),
        any_of(words.causing, ""), any_of(words.caused, ""),
    )  # fmt: skip


def in_sentences(text: str, claims: Sequence[Told]) -> Iterator[Ordered]:
    """Ordered pairs of the claims of a text.

    Args:
        text: of their document.
        claims: all of it, in the order of the text.
    """
    begin = 0
    while begin < len(claims):
        end = begin
        while end < len(claims) and claims[end].sentence == claims[begin].sentence:
            end += 1
        own = claims[begin:end]
        if len(own) > 1:
            for place, claim in enumerate(own):
                yield from _at_noun(text, own, place)
                if place:
                    yield from _turned(text, own[place - 1], claim)
                    yield from _caused(text, own[place - 1], claim)
                    yield from _aimed(text, own, place)
                    yield from _brought(text, own, place)
                yield from _had(own, place)
        begin = end


def _at_noun(text: str, claims: Sequence[Told], place: int) -> Iterator[Ordered]:
    """ "… granted it after a hearing", "after the exchange of fire, … stated"."""
    claim = claims[place]
    if claim.tense not in ("noun", "doing"):
        return
    start = claim.claim.trigger.start
    floor = max(start - _REACH, claims[place - 1].claim.trigger.end if place else 0)
    match = _patterns()[0].search(text, floor, start)
    if match is None or _CLOSED.search(text, match.start(), start) is not None:
        return
    host = _verb_beside(text, claims, place, match.start())
    if host is None or _is_meant(host) != _is_meant(claim):
        return
    later = order_words().relation[match[1].lower()] > 0
    first, second = (host, claim) if later else (claim, host)
    yield Ordered(first.claim.id, second.claim.id, match[1])


def _verb_beside(text: str, claims: Sequence[Told], place: int, joint: int) -> Told | None:
    """The verb that a phrase with a joining word belongs to: the last before it in its clause, else the first after."""
    for other in reversed(claims[:place]):
        if joint - other.claim.trigger.end > 2 * _REACH:
            break
        if other.tense != "noun":
            closed = re.search(r"[;:]|,\s+(?:and|but|while|which|who)\b", text[other.claim.trigger.end : joint])
            return None if closed is not None else other
    if claims[place].claim.trigger.start - joint > _REACH or not _opens(text, joint):
        return None
    return next((other for other in claims[place + 1 :] if other.tense in _FINITE), None)


def _opens(text: str, joint: int) -> bool:
    """Whether a phrase stands at the head of its sentence, an amount of time aside."""
    lead = re.split(r"[.!?\n”\"]\s*", text[max(0, joint - _REACH) : joint])[-1]
    return len(lead.split()) <= 3


def _turned(text: str, before: Told, claim: Told) -> Iterator[Ordered]:
    """ "… and was then moved", "…; two weeks later they beat him"."""
    if claim.tense not in _FINITE | {"doing", "base"} or before.tense in ("noun", "to", "would", "will", "may"):
        return
    if _is_meant(claim) != _is_meant(before) or claim.tense == "had":
        return
    lead = text[max(before.claim.trigger.end, claim.claim.trigger.start - _REACH) : claim.claim.trigger.start]
    match = _patterns()[1].search(lead)
    if match is not None and claim.saying is None and before.saying is None:
        yield Ordered(before.claim.id, claim.claim.id, match[1])


def _caused(text: str, before: Told, claim: Told) -> Iterator[Ordered]:
    """ "the storm caused the crane to fall", "the accident was caused by winds"."""
    start, end = before.claim.trigger.end, claim.claim.trigger.start
    if end - start > 2 * _REACH or _is_meant(claim) or _is_meant(before):
        return
    between = text[start:end]
    _, _, causing, caused = _patterns()
    back = caused.search(between)
    if back is not None:
        yield Ordered(claim.claim.id, before.claim.id, back[1])
        return
    onward = causing.search(between)
    if onward is not None and before.tense == "noun" and _CLOSED.search(between[onward.end() :]) is None:
        yield Ordered(before.claim.id, claim.claim.id, onward[1])


def _aimed(text: str, claims: Sequence[Told], place: int) -> Iterator[Ordered]:
    """ "asked them to leave", "flew there to meet him": what follows "to" comes after."""
    claim = claims[place]
    if claim.tense != "to" or claim.claim.quote[:3].lower() != "to ":
        return
    host = claims[place - 1]
    between = text[host.claim.trigger.end : claim.claim.trigger.start]
    if len(between) > _REACH or re.search(r"[;:.]|,\s|\b(?:and|or|but|that|which|who)\b", between) is not None:
        return
    if host.claim.trigger.lemma.casefold().split(" ")[0] in order_words().together or host.tense == "to":
        return
    yield Ordered(host.claim.id, claim.claim.id, AIM)


def _brought(text: str, claims: Sequence[Told], place: int) -> Iterator[Ordered]:
    """ "The blast killed two": what the subject of a clause brought about comes after it."""
    claim = claims[place]
    if claim.tense != "past" or _is_meant(claim) or claim.claim.trigger.lemma.casefold() not in order_words().results:
        return
    for other in claims[:place]:
        start, trigger = claim.claim.start, other.claim.trigger
        if other.tense == "noun" and not _is_meant(other) and start <= trigger.start < trigger.end <= start + _REACH:
            lead = text[start : trigger.start]
            if _SUBJECT.fullmatch(lead) is not None and _CLOSED.search(lead) is None:
                yield Ordered(other.claim.id, claim.claim.id, claim.claim.trigger.text)
                return


def _had(claims: Sequence[Told], place: int) -> Iterator[Ordered]:
    """ "… a house that had burned": before the verb in the simple past that its clause hangs on."""
    claim = claims[place]
    if claim.tense != "had" or _is_meant(claim):
        return
    holding = [
        other for other in claims
        if other.claim.id != claim.claim.id and other.tense in _PLAIN and not _is_meant(other)
        and other.claim.start <= claim.claim.start and claim.claim.end <= other.claim.end
        and not claim.claim.start <= other.claim.trigger.start < claim.claim.end
    ]  # fmt: skip
    if holding:
        host = min(holding, key=lambda other: (other.claim.end - other.claim.start, other.claim.trigger.start))
        yield Ordered(claim.claim.id, host.claim.id, "had")


def _is_meant(told: Told) -> bool:
    return told.claim.status not in _DONE
