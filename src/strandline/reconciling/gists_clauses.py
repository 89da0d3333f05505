"""A claim's clause as a line tells it: what ties it to another clause is left out, and whether it says who or what by
itself is told by its first words, for the reader's tree is not at hand here.
"""

from __future__ import annotations

import re
from typing import Final

from strandline.reconciling.gists_sentence import DETERMINERS, SUBJECTS, plain, unheaded
from strandline.reconciling.words import words_of
from strandline.records import Actor, Claim

SHORTEST: Final = 24
_LEAST: Final = 12
"""Characters of a clause that names its subject itself, before the verb."""
PRONOUNS: Final = frozenset(
    ["i", "you", "he", "she", "it", "we", "they", "him", "her", "them", "us", "me", "this", "that", "these", "those",
     "who", "which", "both", "his", "hers", "theirs", "what", "there", "their", "its"]
)  # fmt: skip
LEADING: Final = re.compile(
    r"^(?:[,;:–—-]\s*)?(?:(?:that(?!\s+(?:same\s+)?(?:day|night|morning|afternoon|evening|week|month|year|time|moment|"
    r"spring|summer|autumn|winter)\b)|where|when|while|whilst|whereas|(?:only\s+)?(?:after|before|until|once|since)(?!\s+\d|\s+"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\s+(?:January|February|March|April|May|June|July|August|September|October|"
    r"November|December|last|then|early|late|dawn|noon|midnight)\b)|because|"
    r"and|but|then|so(?!\s+(?:many|much|few|far))|although|though|by the time|just as|even as|"
    r"as(?!\s+(?:many|much|few|well|of|part|soon|long|far|little))|in which|by which|during which)\s+)+(?=\S)"
)
"""Words before a clause that tie it to another and that it does without."""
_LEADING_SENTENCE: Final = re.compile(
    r"^(?P<word>After|Before|While|Whilst|When|Since|Once|Until|Although|Though|Even though|Because|Where|Whereas|"
    r"By the time|As(?!\s+(?:an?|the|of|to|if|for|in|well|soon|long|far|many|much|part|such)\b))\s+(?=\S)"
)
"""The same at the head of a sentence, where the one who does it comes right after."""
_PREPOSITIONS_TOO: Final = frozenset({"After", "Before", "Since", "Until", "Once"})
"""Those of them that may stand before a noun alone; then a comma parts it from the clause."""
DEPENDENT: Final = re.compile(
    r"^(?:who|whose|whom|which|that|to|of|by|in|on|at(?! (?:least|most)\b)|for|from|with|without|than|if|unless|"
    r"whether|what|how|why)\b|^By \w+ing\b"
)
_OF_SEVERAL: Final = frozenset({"this", "that", "these", "those", "both"})
"""Pronouns that other words may follow: "those who had paid"."""
_ABSOLUTE: Final = re.compile(r"^with\s+(?=\w)")
_OPENERS: Final = re.compile(
    r"^(?:while|when|after|before|since|although|though|as|because|if|until|once|by|in|on|at(?! (?:least|most)\b)|with|"
    r"without|for|from|during|despite|following|amid|apart from|aside from|instead of|to|of)\b",
    re.IGNORECASE,
)
"""Words that open a clause or phrase which hangs on another."""
_DATED: Final = re.compile(
    r"^(?:on|in|by|at|during|since|until|late on|early on)\s+(?:(?:the\s+)?(?:same|following|next)\s+\w+|"
    r"(?:early|late|mid)?\s*"
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:\s+(?:night|morning|afternoon|evening))?|January|February|March|April|"
    r"May|June|July|August|September|October|November|December|Jan\.|Feb\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.)(?:\s+\d{1,2}\b)?(?:,?\s+\d{4}\b)?"
    r"|\d{4}\b|dawn|noon|midnight|night)\s+(?=\S)",
    re.IGNORECASE,
)
"""A time before the subject of a clause: "on April 3 his aide was arrested"."""
_NO_SUBJECT: Final = re.compile(
    rf"{_OPENERS.pattern}|^(?:through|into|onto|among|amid|between|against|towards?|via|behind|beside|along|across|under|"
    r"so|any|such as)\b|^(?:[\w-]+\s+){1,3}(?:minute|hour|day|week|month|year)s?\s+(?:after|before)\b|"
    r"^\w+\s+of\s+(?:which|whom)\b|^\d{1,2}\s+(?:January|February|March|April|May|June|July|August|September|October|November|"
    r"December)\b",
    re.IGNORECASE,
)
"""First words of what is no subject, or of one that says nothing without the words before it."""
_SPAN_OF_TIME: Final = re.compile(
    r"^(?:[\w-]+\s+){1,4}(?:later|earlier|before|afterwards|ago)\s+(?:\w+ly\s+|was\s+|were\s+|had\s+|been\s+)*$"
    r"|^(?:the|that|this|last|next)\s+(?:same\s+|following\s+|next\s+)?(?:day|night|morning|afternoon|evening|week|"
    r"month|year)\s+(?:\w+ly\s+|was\s+|were\s+|had\s+|been\s+)*$",
    re.IGNORECASE,
)
"""A time where a subject might stand: "a short time later evacuated the building"."""
_PEOPLE: Final = frozenset(
    ["people", "police", "men", "women", "children", "everyone", "everybody", "someone", "somebody", "many", "most",
     "few", "other", "others", "half", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
     "eleven", "twelve", "dozens", "hundreds", "thousands", "scores", "at", "about", "over", "nearly", "almost",
     "local"]
)  # fmt: skip
"""Bare words that begin a subject."""
_NOUN_THAT: Final = re.compile(
    r"\b(?:an?|the|its|his|her|their|our|my|another|some|every|any|no|this|these|those)\s+"
    r"(?:(?!an?\s|the\s)[\w’'-]+\s+){0,4}([\w’'-]+)\s+(?:that|which|whom)\s+$",
    re.IGNORECASE,
)
"""A noun's phrase and "that"."""
_SAID_THAT: Final = re.compile(
    r"said|says?|told|tells|wrot?e|writes|found|finds|show(?:s|n)?|saw|kn[eo]ws?|thought|thinks?|believes?|claims?|reports?|"
    r"means?|meant|fact|evidence|allegations?|news|fears?|hopes?|warnings?|statements?|view|idea|conditions?|suspicion|"
    r"belief|proof|promise|sure|clear|likely|possible|aware|\w+ed",
    re.IGNORECASE,
)
"""Words after which "that" brings a whole clause."""
_SPOKEN: Final = re.compile(
    r"\b(?:said|told|announced|added|declared|stated|reported|inform(?:ed|ing)?|warn(?:ed|ing)?|confirmed|wrote|learned)\b[^,;:]*$"
)
"""Verbs whose "that" may come after somebody or something else: "told the council that"."""
_PLAIN: Final = 3
"""Words of a subject that has no article."""
_NEAR: Final = 12
"""Characters of articles and adjectives that may stand before the one who is named first."""
_AUXILIARIES: Final = frozenset(
    ["is", "are", "was", "were", "be", "been", "being", "am", "has", "have", "had", "having", "do", "does", "did",
     "will", "would", "can", "could", "may", "might", "must", "shall", "should", "cannot", "not", "to", "get", "got",
     "gets"]
)  # fmt: skip
_ADVERBS: Final = frozenset(
    ["also", "again", "later", "then", "soon", "still", "yet", "already", "now", "once", "twice", "never", "ever",
     "even", "just", "only", "first", "next", "instead", "too", "thus", "therefore", "however", "together", "back",
     "away", "off", "up", "down", "out", "often", "always", "since", "meanwhile", "almost", "well", "far", "long",
     "either", "neither", "nor", "or", "and", "but", "so", "maybe", "perhaps", "less"]
)  # fmt: skip
_NOT_ADVERBS: Final = frozenset(["family", "police", "army", "ally", "assembly", "supply", "italy", "july", "reply"])


def stands_alone(claim: Claim, *, by_words: bool = True) -> bool:
    """Whether the clause says who or what, by more than a pronoun that the text leaves open.

    Args:
        claim: the claim.
        by_words: take what its first words look like for an answer where it names nobody.
    """
    quote = clause_of(claim)
    dated = _DATED.match(quote)
    if (
        by_words
        and dated is not None
        and len(quote) >= SHORTEST + dated.end()
        and is_whole(claim, quote[dated.end() :])
    ):
        return True
    subject = subject_of(claim, inside=True)
    least = SHORTEST if subject is None else _LEAST
    if len(quote) < least or DEPENDENT.match(quote) or (subject is None and _OPENERS.match(quote)):
        return False
    word = next(iter(words_of(quote)), "")
    if word in PRONOUNS and (word not in _OF_SEVERAL or subject is None or " " not in subject.text):
        return False
    start = claim.end - len(quote)
    first = min((actor.start for actor in claim.actors if start - 2 <= actor.start < claim.trigger.start), default=None)
    if quote[:1].isupper() or (first is not None and first - start <= _NEAR):
        return True
    return by_words and is_whole(claim, quote)


def is_whole(claim: Claim, clause: str) -> bool:
    """Whether words of its own stand before the verb of a clause, however short it is, as its subject."""
    elsewhere = subject_of(claim, inside=True) is None and subject_of(claim, inside=False) is not None
    return not elsewhere and not DEPENDENT.match(clause) and _has_subject_words(claim, clause)


def is_subordinate(claim: Claim) -> bool:
    """Whether a clause opens its sentence and leaves the main thing to what follows it: "When the storm was over"."""
    tied = _LEADING_SENTENCE.match(plain(claim.quote))
    return tied is not None and (tied["word"] not in _PREPOSITIONS_TOO or "," not in claim.quote)


def is_relative(before: str) -> bool:
    """Whether a clause after "that" belongs to a noun right before it: "the bridge that | the valley has lost"."""
    noun = _NOUN_THAT.search(before)
    if noun is None or _SAID_THAT.fullmatch(noun[1]) is not None:
        return False
    return _SPOKEN.search(before[: noun.start()]) is None


def untied(text: str) -> str:
    """Words from the head of a sentence without the one that ties them to what comes after."""
    tied = _LEADING_SENTENCE.match(text)
    if tied is None or tied["word"] in _PREPOSITIONS_TOO:
        return text
    return text[tied.end() :]


def clause_of(claim: Claim) -> str:
    """The clause without what ties it to another and, where it is long, without what stands before its subject."""
    quote = claim.quote
    subject = subject_of(claim, inside=True)
    if subject is not None:
        lead = quote[: subject.start - claim.start]
        if lead.rstrip().endswith(","):
            quote = quote[len(lead) :]
    told = LEADING.sub("", unheaded(plain(quote)))
    tied = _ABSOLUTE.match(told) or _LEADING_SENTENCE.match(told)
    if tied is None:
        return told
    rest = told[tied.end() :]
    if subject is not None and rest.startswith(plain(subject.text)):
        return rest
    word = tied.groupdict().get("word")
    alone = word is not None and (word not in _PREPOSITIONS_TOO or "," not in rest)
    if word == "As" and "," in rest[max(rest.find(plain(claim.trigger.text)), 0) :]:
        return told
    return rest if alone and (_has_subject_words(claim, rest) or _has_plain_subject(claim, rest)) else told


def subject_of(claim: Claim, *, inside: bool) -> Actor | None:
    """Who does or suffers it: named in the clause before the verb, or before the clause."""
    fitting = [
        actor
        for actor in claim.actors
        if actor.role in SUBJECTS
        and actor.end <= claim.trigger.start
        and (actor.start >= claim.start if inside else actor.end <= claim.start)
    ]
    if inside:
        return min(fitting, key=lambda actor: (actor.start, -actor.end), default=None)
    return max(fitting, key=lambda actor: (actor.role != "patient", actor.start, actor.end), default=None)


def _has_subject_words(claim: Claim, clause: str) -> bool:
    """Whether words stand before the trigger of a clause that can be its subject: more than what goes with a verb."""
    at = clause.find(plain(claim.trigger.text))
    before = clause[: max(at, 0)]
    lead = re.findall(r"[\w’'.-]+", before)
    if (
        not lead
        or _NO_SUBJECT.match(clause)
        or _SPAN_OF_TIME.match(before)
        or lead[-1] in ("and", "or")
        or ";" in before
    ):
        return False
    first = lead[0].casefold()
    if first in PRONOUNS or first in _AUXILIARIES or first in _ADVERBS or _is_adverb(first):
        return False
    if first in DETERMINERS or lead[0][:1].isupper() or lead[0][:1].isdigit():
        return True
    # What begins with another bare word may be a verb of the sentence: "held without bond", "sat down and".
    bare = first in _PEOPLE or (len(first) > 3 and first.endswith("s") and first[-2] not in "sui")
    return bare and re.search(r"\b(?:and|or)\b|,(?!\d)", before) is None


def _has_plain_subject(claim: Claim, clause: str) -> bool:
    """Whether a noun without an article stands before the verb, after a word that ties it: "tough measures are"."""
    at = clause.find(plain(claim.trigger.text))
    lead = re.findall(r"[\w’'-]+|[^\w\s]", clause[: max(at, 0)])
    while lead and (lead[-1].casefold() in _AUXILIARIES | _ADVERBS or _is_adverb(lead[-1].casefold())):
        lead.pop()
    if not lead or len(lead) > _PLAIN or _OPENERS.match(clause) or not all(word[0].isalpha() for word in lead):
        return False
    first, *others = (word.casefold() for word in lead)
    bare = first not in PRONOUNS | _AUXILIARIES | _ADVERBS and not _is_adverb(first) and not first.endswith("ing")
    return bare and not any(word in PRONOUNS | DETERMINERS | _AUXILIARIES for word in others)


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") and word not in _NOT_ADVERBS
