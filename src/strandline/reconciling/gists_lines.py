"""The line that one claim gives: its clause, its trigger and who takes part in, a line of the text's own words out.

- A verb is told by its clause, from the one who does it on. Where the clause leaves its subject out ("…, killing two"),
  that is put before it, with an ellipsis for what stands between them.
- A noun is told by its phrase ("the evacuation of the lower town"). Where that says too little, the noun stands before
  its clause and a colon.
- Words of speech are told with what was said.
- A clause that hangs on another verb ("to …", "from …ing") is told with the clause of that verb.
- What none of this fits is told by the head of its sentence, with the clause after it.

Where a line may begin in its sentence, and how its edges are mended: ``gists_sentence``.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from strandline.reconciling.facts import UNREAL, Fact
from strandline.reconciling.gists_nouns import Phrase, noun_phrase
from strandline.reconciling.gists_sentence import (
    DETERMINERS,
    SUBJECTS,
    balanced,
    begins_after_boundary,
    governing_start,
    named,
    phrase_start,
    unheaded,
    unstopped,
)
from strandline.reconciling.words import content_words, words_of
from strandline.records import Actor, Claim

LONGEST: Final = 140
_SHORTEST: Final = 24
_LEADING: Final = re.compile(
    r"^(?:[,;:–—-]\s*)?(?:(?:that|where|when|while|after|before|because|and|but|then|so|since|although|though|"
    r"as(?!\s+(?:many|much|few|well|of|part|soon|long|far|little))|in which|by which|during which)\s+)+(?=\S)",
)
"""Words before a clause that tie it to another and that it does without."""
_LEADING_SENTENCE: Final = re.compile(
    r"^(?:After|Before|While|Whilst|When|Since|Once|Although|Though|Even though|Because|Where)\s+(?=\S)"
)
"""The same at the head of a sentence, where the one who does it comes right after."""
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
_HANGING: Final = re.compile(
    r"^(?:to\s+\w|be\b|(?:from|of|by|in|on|at|for|with|without|about|against|into|than)\s+(?:\w+ly\s+)?\w+ing\b)",
    re.IGNORECASE,
)
"""How a clause begins that is part of what another verb says."""
_ABSOLUTE: Final = re.compile(r"^with\s+(?=\w)")
_OPENERS: Final = re.compile(
    r"^(?:while|when|after|before|since|although|though|as|because|if|until|once|by|in|on|at|with|without|for|from|during|"
    r"despite|following|to|of)\b",
    re.IGNORECASE,
)
"""Words that open a clause or phrase which hangs on another."""
_POINTING: Final = DETERMINERS - {"the", "a", "an", "no", "any", "some", "several", "another", "each", "every", "all"}
"""Determiners that say nothing without the words before them."""
_SPEAKING: Final = frozenset({"statement", "request", "accuse", "reject", "threaten", "support", "consult", "concede"})
_SAYING: Final = frozenset({"saying", "announcement", "warning", "denial"})
_NEAR: Final = 12
"""Characters of articles and adjectives that may stand before the one who is named first."""
_TOLD: Final = 3
"""Words after the verb of an act of speech that may tell what was said; words that a phrase needs to tell something."""
_AROUND: Final = (",", "”", '"')
"""What stands before words of speech in the middle of what was said."""
_AFTER_SPEECH: Final = (",”", ',"', "?”", "!”", '?"', '!"')
"""What stands before a clause that tells who said what stands before it."""
_ALMOST: Final = 0.5
_PARTLY: Final = 0.1
"""How far a line says who or what where words from around the clause are put to it, and where most of it is such."""
_OPENING: Final = 48
"""Characters at the head of a sentence that stand for it."""
_JOINED: Final = 24
"""Characters between a subject and its clause that are kept rather than left out."""


class Line(NamedTuple):
    """A line, and how far it says who or what by itself, 0 to 1."""

    text: str
    whole: float


def line_of(fact: Fact) -> Line:
    """The line of a claim, before it is cut to length."""
    frame = _is_frame(fact)
    noun = None if frame else noun_phrase(fact.claim)
    if noun is not None:
        return _of_noun(fact, noun)
    if frame:
        told = _with_what_was_said(fact)
        return Line(_capital(named(told, "", fact.claim.actors) or told), whole=0.0)
    text, whole = _of_verb(fact)
    return Line(_capital(text), whole)


def _of_verb(fact: Fact) -> Line:
    claim, clause, sentence = fact.claim, _clause(fact.claim), sentence_of(fact)
    at = sentence.find(clause)
    if at > 0 and sentence[:at].rstrip().endswith(_AFTER_SPEECH):
        return Line(_in_sentence(fact), whole=0.0)
    start = phrase_start(sentence, at) if at > 0 else at
    if _stands_alone(fact):
        return Line(sentence[max(start, 0) : max(at, 0)] + clause, whole=1.0)
    by_name = named(clause, sentence[: max(at, 0)], claim.actors)
    if by_name is not None and len(clause) >= _SHORTEST:
        return Line(by_name, whole=_ALMOST)
    if _HANGING.match(clause) or (len(clause) < _SHORTEST and not _is_short_but_whole(claim, clause, sentence)):
        return _of_governing(fact)
    if 0 <= start < at:
        return Line(sentence[start:at] + clause, whole=_ALMOST)
    joined = _with_subject(fact)
    return Line(_in_sentence(fact), whole=0.0) if joined is None else Line(joined, whole=1.0)


def _is_short_but_whole(claim: Claim, clause: str, sentence: str) -> bool:
    """Whether a few words are a clause of their own: after a comma, or a word that ties them to another clause."""
    at = sentence.find(clause)
    if at > 0 and begins_after_boundary(sentence, at):
        return True
    tied = _LEADING.match(claim.quote) is not None and len(words_of(clause)) >= _TOLD
    return tied and not _DEPENDENT.match(clause) and next(iter(words_of(clause)), "") not in _PRONOUNS


def _of_governing(fact: Fact) -> Line:
    """A clause that another verb governs, or that is a word or two, with the clause that it hangs on."""
    claim, told, sentence = fact.claim, _told_on(fact), sentence_of(fact)
    at = sentence.find(told)
    subject = _subject(claim, inside=False) if _subject(claim, inside=True) is None else None
    who = "" if subject is None or subject.text.casefold() in _PRONOUNS else _plain(subject.text)
    if who and claim.status in UNREAL and re.match(r"to\s+\w", told) and (line := _joined(sentence, who, at, told)):
        return Line(line, whole=1.0)
    if at < 0:
        return Line(told, whole=0.0)
    back = governing_start(sentence, at)
    stretch = sentence[back.start : at] + told
    if (back.opens or (who and stretch.startswith(who))) and len(stretch) <= LONGEST:
        return Line(named(stretch, sentence[: back.start], claim.actors) or stretch, whole=_PARTLY)
    joined = _joined(sentence, who, back.start, stretch) if who and who not in stretch else None
    if joined is not None:
        return Line(joined, whole=_ALMOST)
    return Line(_after_head(sentence, back.start, stretch), whole=0.0)


def sentence_of(fact: Fact) -> str:
    """The sentence of a claim without its dateline or number."""
    return unheaded(fact.sentence)


def words_told(claim: Claim) -> str:
    """The clause as the text has it, its white space plain, without a dateline or number."""
    return unheaded(_plain(claim.quote))


def cut(text: str) -> str:
    """A line that is not too long, cut at a word, its marks of quotation in pairs."""
    if len(text) <= LONGEST:
        return balanced(unstopped(text))
    return balanced(text[: text.rfind(" ", 0, LONGEST)].rstrip(" ,;:–—-") + " …")


# ------------------------------------------------------------------------------------------------------- nouns


def _of_noun(fact: Fact, phrase: Phrase) -> Line:
    quote = fact.claim.quote
    words = _plain(quote[phrase.start : phrase.end])
    telling = len(content_words(words)) >= _TOLD and len(words) >= _SHORTEST
    if telling and words.partition(" ")[0].casefold() not in _POINTING:
        return Line(_capital(words), whole=1.0)
    noun = _plain(quote[phrase.start : fact.claim.trigger.end - fact.claim.start])
    label = noun.split(" ", 1)[1] if noun.split(" ", 1)[0].casefold() in DETERMINERS and " " in noun else noun
    text, whole = _of_verb(fact)
    if text.casefold().startswith(noun.casefold()):
        return Line(_capital(text), whole)
    return Line(f"{_capital(label)}: {text}", whole=0.0)


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
    told = _LEADING.sub("", unheaded(_plain(quote)))
    for opener in (_ABSOLUTE, _LEADING_SENTENCE):
        tied = opener.match(told)
        if tied is not None and subject is not None and told[tied.end() :].startswith(_plain(subject.text)):
            return told[tied.end() :]
    return told


def _subject(claim: Claim, *, inside: bool) -> Actor | None:
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


def _with_subject(fact: Fact) -> str | None:
    """The subject from before the clause, and the clause; None where the sentence does not have them so."""
    quote = _told_on(fact)
    at = sentence_of(fact).find(quote)
    subject = _subject(fact.claim, inside=False) if _subject(fact.claim, inside=True) is None else None
    if at < 0 or subject is None or subject.text.casefold() in _PRONOUNS:
        return None
    return _joined(sentence_of(fact), _plain(subject.text), at, quote)


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
    quote = words_told(fact.claim)
    at = sentence_of(fact).find(quote)
    if len(quote) >= _SHORTEST or at < 0:
        return quote
    rest = sentence_of(fact)[at + len(quote) :]
    end = re.search(r"[,;:.!?](?!\d)", rest[_SHORTEST:])
    return quote + (rest if end is None else rest[: _SHORTEST + end.start()]).rstrip(" .")


# ------------------------------------------------------------------------------------------------------ speech


def _is_frame(fact: Fact) -> bool:
    """Whether a clause only says that somebody spoke, or ends with a verb whose object is a clause of its own."""
    claim = fact.claim
    speaks = claim.kind in _SPEAKING or bool(fact.families & _SAYING)
    after = words_of(claim.quote[claim.trigger.end - claim.start :])
    if speaks and len(after) < _TOLD:
        return claim.trigger.end == claim.end or noun_phrase(claim) is None
    at = sentence_of(fact).find(words_told(claim))
    onward = at >= 0 and re.match(r"\s\w", sentence_of(fact)[at + len(words_told(claim)) :]) is not None
    return not after and onward and _subject(claim, inside=True) is not None


def _with_what_was_said(fact: Fact) -> str:
    """From the words of speech on, where what was said follows them; else the sentence."""
    claim = fact.claim
    quote = _clause(claim)
    at = sentence_of(fact).find(quote)
    rest = sentence_of(fact)[at + len(quote) :]
    if (
        at < 0
        or len(words_of(rest)) < _TOLD
        or (rest[0] in ',”"' and sentence_of(fact)[:at].rstrip().endswith(_AROUND))
    ):
        return _in_sentence(fact)
    told = sentence_of(fact)[at:]
    if _subject(claim, inside=True) is not None or (_stands_first(quote) and not _DEPENDENT.match(quote)):
        return told
    subject = _subject(claim, inside=False)
    joined = None if subject is None else _joined(sentence_of(fact), _plain(subject.text), at, told)
    return joined or _in_sentence(fact)


def _stands_first(quote: str) -> bool:
    """Whether a clause begins as a sentence does."""
    return quote[:1].isupper()


# ---------------------------------------------------------------------------------------------------- sentence


def _in_sentence(fact: Fact) -> str:
    """The clause after the head of its sentence, which mostly says whom or what it is about."""
    quote = words_told(fact.claim)
    sentence = sentence_of(fact)
    at = sentence.find(quote)
    if at < 0:
        return quote
    told = sentence[at:] if len(words_of(sentence[at + len(quote) :])) == 0 else quote
    if len(quote) < _SHORTEST:
        told = sentence[at:]
    return _after_head(sentence, at, told)


def _after_head(sentence: str, at: int, told: str) -> str:
    """Words of a sentence from ``at`` on, after the head of the sentence."""
    if at <= _OPENING + _JOINED and len(sentence[:at] + told) <= LONGEST:
        return sentence[:at] + told
    head = sentence[: sentence.rfind(" ", 0, _OPENING)].rstrip(" ,;:–—-")
    return f"{balanced(f'{head} …')} {balanced(told)}" if len(head) < at else sentence[:at] + told


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(" ,;")


def _capital(text: str) -> str:
    """With a capital in front, but for names that are written with a small letter there."""
    return text if re.match(r"[a-z]\w*[A-Z]", text) else text[:1].upper() + text[1:]
