"""The line that one claim gives: its clause, its trigger and who takes part in, a line of the text's own words out.

- A verb is told by its clause, from the one who does it on. Where the clause leaves its subject out ("…, killing two"),
  that is put before it, with an ellipsis for what stands between them.
- A noun is told by its phrase ("the evacuation of the lower town"). Where that says too little, the noun stands before
  its clause and a colon.
- Words of speech are told with what was said.
- What none of this fits is told by the head of its sentence, with the clause after it.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from strandline.reconciling.facts import Fact
from strandline.reconciling.words import content_words, words_of
from strandline.records import Actor, Claim

LONGEST: Final = 140
_SHORTEST: Final = 24
_LEADING: Final = re.compile(
    r"^(?:[,;:–—-]\s*)?(?:(?:that|where|when|while|after|before|because|and|but|then|so|since|although|though|"
    r"as(?!\s+(?:many|much|few|well|of|part|soon|long|far|little))|in which|by which|during which)\s+)+(?=\S)",
)
"""Words before a clause that tie it to another and that it does without."""
_DEPENDENT: Final = re.compile(
    r"^(?:who|whose|whom|which|that|to|of|by|in|on|at|for|from|with|without|than|if|unless|whether|what|how|why)\b"
    r"|^By \w+ing\b"
)
_PRONOUNS: Final = frozenset(
    ["i", "you", "he", "she", "it", "we", "they", "him", "her", "them", "us", "me", "this", "that", "these", "those",
     "who", "which", "both", "his", "hers", "theirs", "what", "there", "their", "its"]
)  # fmt: skip
_OF_SEVERAL: Final = frozenset({"this", "that", "these", "those", "both"})
"""Pronouns that other words may follow: "those who had paid"."""
_OPENERS: Final = re.compile(
    r"^(?:while|when|after|before|since|although|though|as|because|if|until|once|by|in|on|at|with|without|for|from|during|"
    r"despite|following|to|of)\b",
    re.IGNORECASE,
)
"""Words that open a clause or phrase which hangs on another."""
_DETERMINERS: Final = frozenset(
    ["the", "a", "an", "this", "that", "these", "those", "his", "her", "its", "their", "our", "my", "your", "no", "any",
     "some", "several", "another", "each", "every", "both", "all"]
)  # fmt: skip
_POINTING: Final = _DETERMINERS - {"the", "a", "an", "no", "any", "some", "several", "another", "each", "every", "all"}
"""Determiners that say nothing without the words before them."""
_PREPOSITIONS: Final = frozenset(
    ["of", "in", "at", "on", "for", "during", "after", "before", "by", "with", "from", "into", "over", "against",
     "about", "between", "since", "until", "following", "despite", "amid", "through", "under", "without", "as", "near"]
)  # fmt: skip
_VERBAL: Final = frozenset(
    ["to", "will", "would", "can", "could", "may", "might", "must", "shall", "should", "do", "does", "did", "not",
     "has", "have", "had", "is", "are", "was", "were", "be", "been", "being", "and", "or", "but", "who", "which",
     "where", "when", "if", "i", "you", "he", "she", "it", "we", "they", "also", "then"]
)  # fmt: skip
"""Words right before a verb, or that end the search for a noun's phrase."""
_UNCHANGING: Final = frozenset(
    ["hit", "cut", "set", "put", "read", "shut", "let", "cost", "beat", "burst", "spread", "split", "cast", "shed",
     "quit", "hurt", "become", "come", "run", "overcome"]
)  # fmt: skip
"""Verbs of which a past form is like the bare one."""
_WORD: Final = re.compile(r"[^\W_][\w’'.&-]*|[^\w\s]")
_ONWARD: Final = re.compile(r"\s+(?:of|in|at|on|to|for|by|with|from|between|against|over|near|about|into)\s+(?=\w)")
_PHRASE_END: Final = re.compile(
    r"\s*[,;:.!?()“”\"–—](?!\d)|\s+(?:and|but|that|which|who|whom|whose|when|while|where|as|after|before|since|because|is|"
    r"are|was|were|be|been|has|have|had|will|would|can|could|may|might|must|shall|should|did|does|do|said|says|told)\b"
)
_SPEAKING: Final = frozenset({"statement", "request", "accuse", "reject", "threaten", "support", "consult", "concede"})
_SAYING: Final = frozenset({"saying", "announcement", "warning", "denial"})
_SUBJECTS: Final = frozenset({"agent", "speaker", "patient"})
_NEAR: Final = 12
"""Characters of articles and adjectives that may stand before the one who is named first."""
_TOLD: Final = 3
"""Words after the verb of an act of speech that may tell what was said; words that a phrase needs to tell something."""
_BEFORE: Final = 4
"""Words before a noun that may belong to its phrase."""
_AROUND: Final = (",", "”", '"')
"""What stands before words of speech in the middle of what was said."""
_OPENING: Final = 48
"""Characters at the head of a sentence that stand for it."""
_JOINED: Final = 24
"""Characters between a subject and its clause that are kept rather than left out."""


class Line(NamedTuple):
    """A line, and whether it says who or what by itself."""

    text: str
    whole: bool


def line_of(fact: Fact) -> Line:
    """The line of a claim, before it is cut to length."""
    frame = _is_frame(fact)
    noun = None if frame else _noun_phrase(fact.claim)
    if noun is not None:
        return _of_noun(fact, noun)
    if frame:
        return Line(_capital(_with_what_was_said(fact)), whole=False)
    text, whole = _of_verb(fact)
    return Line(_capital(text), whole)


def _of_verb(fact: Fact) -> Line:
    if _stands_alone(fact):
        return Line(_clause(fact.claim), whole=True)
    joined = _with_subject(fact)
    if joined is not None:
        return Line(joined, whole=True)
    return Line(_in_sentence(fact), whole=False)


def cut(text: str) -> str:
    """A line that is not too long, cut at a word."""
    if len(text) <= LONGEST:
        return text
    return text[: text.rfind(" ", 0, LONGEST)].rstrip(" ,;:–—-") + " …"


# ------------------------------------------------------------------------------------------------------- nouns


class _Phrase(NamedTuple):
    """A noun with what belongs to it: places in the quote."""

    start: int
    noun: int
    end: int


def _noun_phrase(claim: Claim) -> _Phrase | None:
    """The phrase of a trigger that is a noun; None where it is a verb, or where that cannot be told."""
    word, lemma = claim.trigger.text.casefold(), claim.trigger.lemma.casefold()
    if word not in (lemma, f"{lemma}s", f"{lemma}es", f"{lemma[:-1]}ies"):
        return None
    quote = claim.quote
    first, last = claim.trigger.start - claim.start, claim.trigger.end - claim.start
    start, sure = _phrase_start(quote, first, base=word == lemma)
    onward = _ONWARD.match(quote, last)
    named = claim.trigger.lemma[:1].isupper()
    if not sure and not named and (onward is None or start > 0 or onward[0].split()[0] != "of"):
        return None
    if _has_subject_at(claim, first):
        return None
    if word != lemma and (
        len(words_of(quote[start:first])) > 1 or (onward is None and re.match(r"\s+\w", quote[last:]))
    ):
        return None
    if onward is None:
        return _Phrase(start, first, last)
    end = _PHRASE_END.search(quote, onward.end())
    return _Phrase(start, first, len(quote) if end is None else end.start())


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
    for match in reversed(list(_WORD.finditer(quote, 0, noun))[-_BEFORE:]):
        word = match[0].casefold()
        if word in _DETERMINERS:
            return match.start(), True
        if word in _PREPOSITIONS:
            return start, True
        if word.endswith(("'s", "’s")):
            return match.start(), True
        if word in _VERBAL or not word[0].isalnum() or (word.endswith("ly") and start == noun):
            return start, False
        start = match.start()
    return start, bare and not plural and start < noun


def _has_subject_at(claim: Claim, noun: int) -> bool:
    """Whether somebody who takes part stands right before the trigger, as the subject of a verb does."""
    return any(
        actor.role in _SUBJECTS
        and 0 <= claim.start + noun - actor.end <= 1
        and actor.text.casefold() not in _DETERMINERS
        for actor in claim.actors
    )


def _of_noun(fact: Fact, phrase: _Phrase) -> Line:
    quote = fact.claim.quote
    words = _plain(quote[phrase.start : phrase.end])
    telling = len(content_words(words)) >= _TOLD and len(words) >= _SHORTEST
    if telling and words.partition(" ")[0].casefold() not in _POINTING:
        return Line(_capital(words), whole=True)
    noun = _plain(quote[phrase.start : fact.claim.trigger.end - fact.claim.start])
    label = noun.split(" ", 1)[1] if noun.split(" ", 1)[0].casefold() in _DETERMINERS and " " in noun else noun
    text, whole = _of_verb(fact)
    if text.casefold().startswith(noun.casefold()):
        return Line(_capital(text), whole)
    return Line(f"{_capital(label)}: {text}", whole=False)


# ------------------------------------------------------------------------------------------------------- verbs


def _stands_alone(fact: Fact) -> bool:
    """Whether the clause says who or what, by more than a pronoun that the text leaves open."""
    claim = fact.claim
    quote = _clause(claim)
    subject = _subject(claim, inside=True)
    if len(quote) < _SHORTEST or _DEPENDENT.match(quote) or (subject is None and _OPENERS.match(quote)):
        return False
    word = next(iter(words_of(quote)), "")
    if word in _PRONOUNS and (word not in _OF_SEVERAL or subject is None or " " not in subject.text):
        return False
    start = claim.end - len(quote)
    first = min((actor.start for actor in claim.actors if start - 2 <= actor.start < claim.trigger.start), default=None)
    return quote[:1].isupper() or (first is not None and first - start <= _NEAR)


def _clause(claim: Claim) -> str:
    """The clause without what ties it to another and, where it is long, without what stands before its subject."""
    quote = claim.quote
    subject = _subject(claim, inside=True)
    if subject is not None:
        lead = quote[: subject.start - claim.start]
        if lead.rstrip().endswith(","):
            quote = quote[len(lead) :]
    return _LEADING.sub("", _plain(quote))


def _subject(claim: Claim, *, inside: bool) -> Actor | None:
    """Who does or suffers it: named in the clause before the verb, or before the clause."""
    fitting = [
        actor
        for actor in claim.actors
        if actor.role in _SUBJECTS
        and actor.end <= claim.trigger.start
        and (actor.start >= claim.start if inside else actor.end <= claim.start)
    ]
    if inside:
        return min(fitting, key=lambda actor: (actor.start, -actor.end), default=None)
    return max(fitting, key=lambda actor: (actor.role != "patient", actor.start, actor.end), default=None)


def _with_subject(fact: Fact) -> str | None:
    """The subject from before the clause, and the clause; None where the sentence does not have them so."""
    quote = _told_on(fact)
    at = fact.sentence.find(quote)
    subject = _subject(fact.claim, inside=False) if _subject(fact.claim, inside=True) is None else None
    if at < 0 or subject is None or subject.text.casefold() in _PRONOUNS:
        return None
    return _joined(fact.sentence, _plain(subject.text), at, quote)


def _joined(sentence: str, who: str, at: int, told: str) -> str | None:
    """Words that come before a place of the sentence, and what is told from there; None where they do not."""
    place = sentence.rfind(who, 0, at)
    if place < 0:
        return None
    between = sentence[place + len(who) : at]
    if len(between) <= _JOINED and not re.search(r"[;:.!?]|\w,", between):
        return who + between + told
    return f"{who} … {told}"


def _told_on(fact: Fact) -> str:
    """The clause, and where it is a mere word or two, what follows it in the sentence."""
    quote = _plain(fact.claim.quote)
    at = fact.sentence.find(quote)
    if len(quote) >= _SHORTEST or at < 0:
        return quote
    rest = fact.sentence[at + len(quote) :]
    end = re.search(r"[,;:.!?](?!\d)", rest[_SHORTEST:])
    return quote + (rest if end is None else rest[: _SHORTEST + end.start()]).rstrip(" .")


# ------------------------------------------------------------------------------------------------------ speech


def _is_frame(fact: Fact) -> bool:
    """Whether a clause only says that somebody spoke, or ends with a verb whose object is a clause of its own."""
    claim = fact.claim
    speaks = claim.kind in _SPEAKING or bool(fact.families & _SAYING)
    after = words_of(claim.quote[claim.trigger.end - claim.start :])
    if speaks and len(after) < _TOLD:
        return claim.trigger.end == claim.end or _noun_phrase(claim) is None
    at = fact.sentence.find(_plain(claim.quote))
    onward = at >= 0 and re.match(r"\s\w", fact.sentence[at + len(_plain(claim.quote)) :]) is not None
    return not after and onward and _subject(claim, inside=True) is not None


def _with_what_was_said(fact: Fact) -> str:
    """From the words of speech on, where what was said follows them; else the sentence."""
    claim = fact.claim
    quote = _clause(claim)
    at = fact.sentence.find(quote)
    rest = fact.sentence[at + len(quote) :]
    if at < 0 or len(words_of(rest)) < _TOLD or (rest[0] in ',”"' and fact.sentence[:at].rstrip().endswith(_AROUND)):
        return _in_sentence(fact)
    told = fact.sentence[at:]
    if _subject(claim, inside=True) is not None or (_stands_first(quote) and not _DEPENDENT.match(quote)):
        return told
    subject = _subject(claim, inside=False)
    joined = None if subject is None else _joined(fact.sentence, _plain(subject.text), at, told)
    return joined or _in_sentence(fact)


def _stands_first(quote: str) -> bool:
    """Whether a clause begins as a sentence does."""
    return quote[:1].isupper()


# ---------------------------------------------------------------------------------------------------- sentence


def _in_sentence(fact: Fact) -> str:
    """The clause after the head of its sentence, which mostly says whom or what it is about."""
    quote = _plain(fact.claim.quote)
    sentence = fact.sentence
    at = sentence.find(quote)
    if at < 0:
        return quote
    told = sentence[at:] if len(words_of(sentence[at + len(quote) :])) == 0 else quote
    if len(quote) < _SHORTEST:
        told = sentence[at:]
    if at <= _OPENING + _JOINED and len(sentence[:at] + told) <= LONGEST:
        return sentence[:at] + told
    head = sentence[: sentence.rfind(" ", 0, _OPENING)].rstrip(" ,;:–—-")
    return f"{head} … {told}" if len(head) < at else sentence[:at] + told


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(" ,;")


def _capital(text: str) -> str:
    """With a capital in front, but for names that are written with a small letter there."""
    return text if re.match(r"[a-z]\w*[A-Z]", text) else text[:1].upper() + text[1:]
