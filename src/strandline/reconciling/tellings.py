"""How a clause puts the word for its happening: a document's text and a claim in, what that says of other clauses out.

"The blast" points at one already told of, "a second blast" away from it; "nobody was arrested" is no arrest; in "work
began in 1956" two words tell of one thing.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

from strandline.reconciling.words import stem, words_of
from strandline.records import Claim

_BEFORE: Final = 60
"""Characters before a trigger in which the words that belong to it are looked for."""
_AFTER: Final = 40
_NOUN_PHRASE: Final = 3
"""Words that may stand between a determiner and its noun."""
_ALSO: Final = 3
"""Words before a trigger among which "also" tells it from what is told before."""
_TAIL: Final = 3
"""Words after a trigger that may be part of what it means."""
_REST: Final = 14
"""Words after a trigger in which a part of its meaning may stand apart from it: "found the driver guilty"."""
_BREAK: Final = re.compile(r"[,.;:!?()\n“”\"]")
_WORD: Final = re.compile(r"[\w-]+(?:['’]s)?")
_PART: Final = re.compile(r"[,;:()\n–—]")
_WHILE_AGO: Final = re.compile(r"^.*\b(?:ago|later)\b")
_SPAN: Final = re.compile(
    r"\b(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|yesterday|today|tomorrow)\b|^\W*\d"
)
"""Words of a stretch that tells when."""
_OWNER: Final = re.compile(r"['’]s$")
_CLAUSE: Final = 120
"""Characters after a trigger that are read of its clause."""
_STOPS: Final = re.compile(r"[.;:!?()\n“”\"]")
_PASSIVE: Final = re.compile(r"\b(?:is|are|was|were|been|be|being)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_RELATIVE: Final = re.compile(r"^\s*(?:which|that|who)\b", re.IGNORECASE)
_AGAIN: Final = re.compile(r"\b(?:again|once more|anew|(?:a|the) (?:second|third) time)\b", re.IGNORECASE)
_COUNTED_AFTER: Final = re.compile(
    r"^(?:(?![.!?]\W*\s[A-Z])[^\n]){0,120}[.!?]\W*\s(?:It|This|That)\s+(?:was|is|came as)\s+(?:the|a)\s+"
    r"(?:second|third|fourth|fifth)\b"
)
"""A sentence after a clause that counts what it tells: "It was the second that night"."""
_ASIDE: Final = re.compile(
    r"\b(?:after|since|following|before|until|(?:revenge|retaliation|reprisals?|response|anger|protest|reaction|reply|"
    r"answer)\s+(?:for|to|at|over|against))\s+(?:(?:the|a|an|its|his|her|their|this|that|[\w-]+['’]s?)\s+)?"
    r"(?:[\w.-]+\s+){0,3}$",
    re.IGNORECASE,
)
"""What stands before a noun for what is not spoken of but told the time or the ground by."""
_VERBAL: Final = frozenset(
    {"to", "who", "which", "was", "were", "is", "are", "be", "been", "had", "has", "have", "will"}
)
"""Words after which a trigger is a verb, or a noun phrase has not begun."""


class Telling(NamedTuple):
    """How a happening is told.

    Attributes:
        known: a noun that points at what is known ("the attack", "Monday's attack").
        another: told from one already spoken of ("a second attack").
        bare: a noun that points at what is known and says nothing else of it ("the attack").
        several: a noun for several of a sort, told over some time ("recent attacks").
        aside: a noun that only says when or why something else was done ("after the raid", "in revenge for it").
        nobody: of none ("no one was hurt").
        phase: a verb that only says that its subject took place, or began.
        support: a verb that only says that somebody did its object.
        deed: stem of the noun that such a verb says that of; empty for others and where it is not clear.
        tail: stems of the trigger and of the words right after it.
        rest: stems of the words after the trigger, in its clause.
        particle: the particle that makes another verb of it ("broke out"); empty where there is none.
        object: stem of the noun right after the trigger ("left the court"); empty where there is none.
        subject: stem of the noun that the clause begins with, roughly (by its words); empty where it is not clear.
    """

    known: bool
    another: bool
    bare: bool
    several: bool
    aside: bool
    nobody: bool
    phase: bool
    support: bool
    deed: str
    tail: frozenset[str]
    rest: frozenset[str]
    particle: str
    object: str
    subject: str


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, frozenset[str]]:
    data: dict[str, Any] = tomllib.loads(files("strandline.reconciling").joinpath("tellings.toml").read_text("utf-8"))
    return {name: frozenset(words) for name, words in data.items()}


@lru_cache(maxsize=1)
def anybody() -> frozenset[str]:
    """Stems of words that tell nobody and nothing from anybody and anything else."""
    return frozenset(stem(word) for word in _lexicon()["anybody"])


@lru_cache(maxsize=1)
def after_head() -> frozenset[str]:
    """Words with which what belongs to a noun begins, or a verb."""
    return _lexicon()["after_head"]


def telling_of(text: str, claim: Claim) -> Telling:
    """How a claim's clause tells its happening.

    Args:
        text: of the claim's document.
        claim: the claim.
    """
    words = _lexicon()
    start, end = claim.trigger.start, claim.trigger.end
    before = _words_before(text[max(0, start - _BEFORE) : start])
    after = _BREAK.split(text[end : end + _AFTER], maxsplit=1)[0]
    following = words_of(after)[:_TAIL]
    known = another = False
    for word in reversed(before[-1 - _NOUN_PHRASE :]):
        if word in _VERBAL:
            break
        another |= word in words["another"]
        if word in words["known"] or _OWNER.search(word):
            known = True
            break
    trigger = words_of(claim.trigger.text)
    lemma = words_of(claim.trigger.lemma)
    plural = trigger[-1:] != lemma[-1:] and bool(trigger) and trigger[-1].endswith("s")
    longer = [" ".join([*lemma, *following[:count]]) for count in (0, 1, 2)]
    phase, support = (not words[name].isdisjoint(longer) for name in ("phases", "supports"))
    head = text[claim.start : start]
    rest = _STOPS.split(text[end : max(end, min(claim.end, end + _CLAUSE))], maxsplit=1)[0]
    subject = subject_of(head)
    deed = ""
    if support and not _PASSIVE.search(head):
        deed = _object_of(rest, [item.split()[len(lemma) :] for item in longer if item in words["supports"]][-1])
    if not deed and (phase or (support and _PASSIVE.search(head))):
        deed = _before_relative(text, claim.start) if _RELATIVE.match(head) else subject
    return Telling(
        known=known,
        another=another
        or "also" in before[-_ALSO:]
        or _AGAIN.search(rest) is not None
        or _COUNTED_AFTER.match(text[claim.end : claim.end + 2 * _CLAUSE]) is not None,
        bare=known and _is_bare(before, following),
        several=plural and _are_several(before),
        aside=_ASIDE.search(text[max(0, start - _BEFORE) : start]) is not None,
        nobody=bool(set(words_of(head)) & words["nobody"]) or any(item.high == 0 for item in claim.figures),
        phase=phase,
        support=support,
        deed=deed,
        tail=frozenset(stem(word) for word in (*trigger, *lemma, *following)),
        rest=frozenset(stem(word) for word in words_of(rest)[:_REST]),
        particle=next((word for word in (*trigger[1:], *following[:1]) if word in words["particles"]), ""),
        object=_object_of(rest, ()) if rest.split()[:1] and rest.split()[0].casefold() in words["determiners"] else "",
        subject=subject,
    )


def _is_bare(before: Sequence[str], following: Sequence[str]) -> bool:
    """Whether a noun has nothing but a word before it that points at what is known, and nothing after it."""
    words = _lexicon()
    if not before or before[-1] not in words["known"]:
        return False
    return not following or following[0] not in words["says_which"]


def _are_several(before: Sequence[str]) -> bool:
    """Whether a word right before a noun in the plural, or one before that, says that they are of some time."""
    return not _lexicon()["several"].isdisjoint(before[-_NOUN_PHRASE:])


def _object_of(rest: str, more: Sequence[str]) -> str:
    """Stem of the noun that a verb has for its object, from what stands after it.

    Args:
        rest: the words after the verb.
        more: those of them that belong to the verb: "part" of "took part".
    """
    words = rest.split()[len(more) :]
    if words and words[0].casefold() in _lexicon()["nobody"]:
        return ""
    if more and words and words[0].casefold() in _lexicon()["after_head"]:
        words = words[1:]
    return head_of(" ".join(words))


def _before_relative(text: str, start: int) -> str:
    """Stem of the noun right before a relative clause that starts there; empty where it is not clear."""
    words = words_of(_STOPS.split(text[max(0, start - _BEFORE) : start])[-1])
    return stem(words[-1]) if words and words[-1].isalpha() and words[-1] not in _lexicon()["anybody"] else ""


def head_of(name: str) -> str:
    """Stem of the noun that a name is about: "the old bridge on the quarry road" → "bridge"; empty where it is nobody
    in particular."""
    words = name.partition(",")[0].casefold().split()
    lexicon = _lexicon()
    while words and words[0] in lexicon["before_subject"]:
        words = words[1:]
    end = next((place for place, word in enumerate(words) if word in lexicon["after_head"]), len(words))
    heads = [word for part in words[:end] for word in words_of(part) if word.isalpha() and len(word) > 1]
    return stem(heads[-1]) if heads and heads[-1] not in lexicon["anybody"] else ""


def subject_of(text: str) -> str:
    """Stem of the noun that a clause begins with, from what stands before its verb; empty where it is not clear."""
    for part in _PART.split(_WHILE_AGO.sub("", text)):
        words = part.split()
        while words and words[0].casefold() in _lexicon()["before_subject"]:
            words = words[1:]
        if not words or words[0].casefold() in _lexicon()["after_head"] or _SPAN.search(part):
            continue
        return head_of(" ".join(words))
    return ""


def _words_before(text: str) -> list[str]:
    """Words of the same stretch before a trigger, case folded, possessives kept."""
    stretch = _BREAK.split(text)[-1]
    return [word.casefold() for word in _WORD.findall(stretch)]
