"""How a clause puts the word for its happening: a document's text and a claim in, what that says of other clauses out.

"The blast" points at one already told of, "a second blast" away from it; "nobody was arrested" is no arrest; in "work
began in 1956" two words tell of one thing.
"""

from __future__ import annotations

import re
import tomllib
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
_TAIL: Final = 3
"""Words after a trigger that may be part of what it means."""
_BREAK: Final = re.compile(r"[,.;:!?()\n“”\"]")
_WORD: Final = re.compile(r"[\w-]+(?:['’]s)?")
_PART: Final = re.compile(r"[,;:()\n–—]")
_WHILE_AGO: Final = re.compile(r"^.*\b(?:ago|later)\b")
_SPAN: Final = re.compile(
    r"\b(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|yesterday|today|tomorrow)\b|^\W*\d"
)
"""Words of a stretch that tells when."""
_OWNER: Final = re.compile(r"['’]s$")
_VERBAL: Final = frozenset(
    {"to", "who", "which", "was", "were", "is", "are", "be", "been", "had", "has", "have", "will"}
)
"""Words after which a trigger is a verb, or a noun phrase has not begun."""


class Telling(NamedTuple):
    """How a happening is told.

    Attributes:
        known: a noun that points at what is known ("the attack", "Monday's attack").
        another: told from one already spoken of ("a second attack").
        nobody: of none ("no one was hurt").
        phase: a verb that only says that its subject took place, or began.
        support: a verb that only says that somebody did its object.
        tail: stems of the trigger and of the words right after it.
        subject: stem of the noun that the clause begins with, roughly (by its words); empty where it is not clear.
    """

    known: bool
    another: bool
    nobody: bool
    phase: bool
    support: bool
    tail: frozenset[str]
    subject: str


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, frozenset[str]]:
    data: dict[str, Any] = tomllib.loads(files("strandline.reconciling").joinpath("tellings.toml").read_text("utf-8"))
    return {name: frozenset(words) for name, words in data.items()}


@lru_cache(maxsize=1)
def anybody() -> frozenset[str]:
    """Stems of words that tell nobody and nothing from anybody and anything else."""
    return frozenset(stem(word) for word in _lexicon()["anybody"])


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
    lemma = " ".join(words_of(claim.trigger.lemma))
    longer = {lemma, *(" ".join([lemma, *following[:count]]) for count in (1, 2))}
    head = words_of(text[claim.start : start])
    return Telling(
        known=known,
        another=another,
        nobody=bool(set(head) & words["nobody"]) or any(item.high == 0 for item in claim.figures),
        phase=not longer.isdisjoint(words["phases"]),
        support=not longer.isdisjoint(words["supports"]),
        tail=frozenset(stem(word) for word in (*trigger, *words_of(claim.trigger.lemma), *following)),
        subject=subject_of(text[claim.start : start]),
    )


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
