"""Whom a clause is about that does not say so itself: the noun that "who", "which" or "that" stands for, found in the
words right before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from strandline.reconciling.gists_sentence import DETERMINERS, plain, stop_after
from strandline.records import Actor, Claim

_PRONOUN: Final = re.compile(r"^(?:[,;(–—-]\s*)?(?P<word>who|which|that)\s+", re.IGNORECASE)
_BETWEEN: Final = re.compile(
    r"(?:(?:is|are|was|were|be|been|being|has|have|had|will|would|can|could|may|might|must|shall|should|did|does|do|not|"
    r"to|never|also|already|still|once|later|again|recently|then|just|only|since|[a-z]+ly)\s+)*"
)
"""What may stand between the pronoun and its verb where the pronoun is the verb's subject."""
_WORD: Final = re.compile(r"[^\W_](?:[\w’'.-]*[\w’'])?|[^\w\s]")
_OPEN: Final = frozenset({"no", "any", "every", "each", "all", "both"})
"""Determiners that leave open whom the clause speaks of; without "who" it would say more."""
_PRONOUNS: Final = frozenset(
    ["those", "he", "she", "it", "they", "them", "him", "one", "anyone", "everyone", "someone", "nobody", "somebody",
     "anybody", "everybody", "people", "all", "this", "that", "these", "what", "others", "another", "something",
     "nothing", "everything", "anything", "us", "we", "i", "you", "me"]
)  # fmt: skip
_BEFORE: Final = frozenset(
    ["in", "at", "on", "for", "during", "after", "before", "by", "with", "from", "into", "over", "against", "about",
     "between", "since", "until", "following", "despite", "amid", "through", "under", "without", "as", "near", "to",
     "and", "or", "but", "than", "because", "when", "while", "if", "where", "who", "which", "like", "including",
     "is", "are", "was", "were", "be", "been", "has", "have", "had", "among", "towards", "toward", "onto", "outside",
     "inside"]
)  # fmt: skip
"""Words before which no noun's phrase goes back."""
_PLACED: Final = re.compile(r"\b(?:in|of|from|at|near|to|across|around)\s+$", re.IGNORECASE)
"""Before a name: it tells where somebody is, not who."""
_AND: Final = re.compile(r"(?:,|\b(?:and|but|then))\s+$")
"""What stands before a verb that shares its subject with the one before."""
_OTHER: Final = re.compile(r"\b(?:who|which|that|whom|whose|where|if|because|said|says)\b|[;:“”\"]")
"""What may bring another subject in between."""
_FINITE: Final = re.compile(
    r"(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|did|does|do|said|told|took|went|came|"
    r"gave|made|got|left|held|sent|found|tore|broke|fell|rose|began|ran|won|lost|met|saw|kept|led|brought|bought|sold|"
    r"stood|sat|spoke|wrote|drove|fled|fought|struck|hit|shot|drew|grew|flew|threw|became|built|caught|put|set|cut|"
    r"[a-z]{2,}ed)"
)
_ASIDE: Final = re.compile(r"(?P<who>[A-ZÀ-Þ][^,;:“”\"]{2,60}), [^,;:“”\"]{1,60}, (?P<verb>\w+)\s")
"""Somebody and words about him between commas, before the first verb of a sentence."""
_BROKEN: Final = re.compile(r"(?P<who>[^,;:“”\"]{3,60}), [^;:“”\"]{1,140},\s$")
"""The same where the verb comes right after it."""
_BY: Final = re.compile(r"\s+by\b")
_OWN: Final = re.compile(r"\b(?:I|he|she|it|we|they|you)\b")
"""A pronoun after the first verb: a subject that comes in between."""
_PASSIVE: Final = re.compile(r"\b(?:is|are|was|were|be|been|being)\b")
_HEAD: Final = 9
"""Words in which the first verb of a sentence must come to tell its subject."""
_BACK: Final = 7
"""Words that a phrase may have."""


def relative_subject(claim: Claim, sentence: str, at: int) -> tuple[str, int] | None:
    """The phrase that the pronoun at the head of a clause stands for, where the pronoun is the subject of the trigger.

    Args:
        claim: the claim; its quote, white space made plain, begins with the pronoun.
        sentence: its sentence.
        at: where the quote begins in the sentence.

    Returns:
        The phrase, and how many characters of the plain quote the pronoun takes; None where it cannot be told.
    """
    quote = plain(claim.quote)
    pronoun = _PRONOUN.match(quote)
    if pronoun is None or at <= 0:
        return None
    if not begins_with_verb(quote[pronoun.end() :], plain(claim.trigger.text)):
        return None
    phrase = phrase_before(sentence, at, claim.actors, who=pronoun["word"].casefold() == "who")
    return None if phrase is None else (phrase, pronoun.end())


def begins_with_verb(told: str, verb: str) -> bool:
    """Whether words begin with a verb, its helpers and adverbs aside, so that its subject may stand right before."""
    helped = _BETWEEN.match(told)
    return helped is not None and told.startswith(verb, helped.end())


def phrase_before(sentence: str, at: int, actors: Sequence[Actor], *, who: bool) -> str | None:
    """The noun's phrase that ends right before a place of a sentence; None where it cannot be told.

    Args:
        sentence: the sentence.
        at: the place.
        actors: who takes part; one whose words end there gives the phrase.
        who: it is somebody: "members of the crew" rather than "the crew".
    """
    before = sentence[:at].rstrip(" ,;(–—")
    words = list(_WORD.finditer(before))[-_BACK:]
    if not words or not words[-1][0][-1].isalnum() or words[-1][0].casefold() in _PRONOUNS:
        return None
    ending = [actor.text for actor in actors if len(actor.text) > 2 and before.endswith(f" {actor.text}")]
    named = words[-1][0][:1].isupper()
    start = _start_of_name(words) if named else _start_of_noun(words, who=who)
    if (
        named
        and start is not None
        and _PLACED.search(before[:start])
        and (who or not sentence[:at].rstrip(" ").endswith(","))
    ):
        return max(ending, key=len, default=None)
    if start is None:
        return max(ending, key=len, default=None)
    phrase = max([before[start:], *ending], key=len)
    return None if phrase.split()[0].casefold() in _OPEN or stop_after(phrase) else phrase


def _start_of_name(words: list[re.Match[str]]) -> int | None:
    """Where a name begins, with its title and "the"; None where it is a single word after a small one."""
    start = None
    for match in reversed(words):
        word = match[0]
        if word[:1].isupper():
            start = match.start()
        elif word.casefold() == "the" and start is not None:
            return match.start()
        else:
            break
    return start


def _is_verb_at(words: list[re.Match[str]], place: int) -> bool:
    """Whether a word on -ed is the verb of what stands before it: "its report proposed sirens"."""
    if place == 0 or not words[place][0].endswith("ed"):
        return False
    before = words[place - 1][0].casefold()
    return before not in DETERMINERS and not before.endswith("ly") and before not in _BEFORE


def _start_of_noun(words: list[re.Match[str]], *, who: bool) -> int | None:
    """Where a noun's phrase begins: at its article, else at the noun itself, where that is in the plural."""
    last = words[-1]
    if last[0].casefold() == "of":
        return None
    for place in range(len(words) - 1, -1, -1):
        word = words[place][0].casefold()
        if word in DETERMINERS:
            return words[place].start()
        if word.endswith(("'s", "’s")) or word[0].isdigit():
            return words[place].start() if place < len(words) - 1 else None
        if word == "of" and (who or words[place + 1][0][0].isdigit()):
            continue
        if word in _BEFORE or word == "of" or not word[0].isalnum() or _is_verb_at(words, place):
            break
    else:
        return last.start() if last[0].endswith("s") and last.start() == 0 else None
    return last.start() if last[0].endswith(("s", "men")) else None


def shared_subject(sentence: str, at: int, told: str) -> str | None:
    """The subject of a sentence's first verb, where another verb shares it that has none of its own.

    Args:
        sentence: the sentence.
        at: where the words with the other verb begin in it.
        told: these words.
    """
    before = sentence[: max(at, 0)]
    first = re.match(r"[\w’'-]+", told)
    if first is None or _FINITE.fullmatch(first[0]) is None or not _AND.search(before) or _OTHER.search(before):
        return None
    if first[0].endswith("ed") and (before.rstrip().endswith(",") or _PASSIVE.search(before)):
        return None
    aside = _ASIDE.match(before)
    if aside is not None and _FINITE.fullmatch(aside["verb"]) and not _has_verb(aside["who"]):
        return aside["who"]
    words = list(_WORD.finditer(before))[:_HEAD]
    if not words or not words[0][0][:1].isupper() or words[0][0].casefold() in _PRONOUNS | _BEFORE:
        return None
    for place, word in enumerate(words):
        if place and _FINITE.fullmatch(word[0]) and word.end() < len(before.rstrip(" ,")):
            shared = not _BY.match(before, word.end()) and not _OWN.search(before, word.end())
            return before[: word.start()].rstrip() if shared else None
        if not word[0][0].isalnum():
            return None
    return None


def broken_subject(sentence: str, at: int, told: str) -> str | None:
    """The subject at the head of a sentence whose verb comes after words between commas; None where it is not so."""
    broken = _BROKEN.fullmatch(sentence[: max(at, 0)])
    first = re.match(r"[\w’'-]+", told)
    if broken is None or first is None or _FINITE.fullmatch(first[0]) is None:
        return None
    who = broken["who"]
    head = who.split()[0]
    if not head[:1].isupper() or who.casefold() in _PRONOUNS or head.casefold() in _BEFORE or _has_verb(who):
        return None
    return None if _OTHER.search(who) or len(who.split()) > _HEAD else who


def _has_verb(words: str) -> bool:
    return any(_FINITE.fullmatch(word) for word in words.split()[1:])
