"""The line that one claim gives: its clause, its trigger and who takes part in, a line of the text's own words out.

- A verb is told by its clause, from the one who does it on. Where the clause leaves its subject out ("…, killing two"),
  that is put before it; "who", "which" and "that" give way to the noun that they stand for.
- A noun is told by its phrase ("the evacuation of the lower town"). Where that says too little, the noun stands before
  its clause and a colon.
- Words of speech are told with what was said.
- A clause that hangs on another verb ("to …", "from …ing") is told with the clause of that verb.
- What is asked, planned, denied or supposed is told by its own clause, as an event's standing is told beside its line.
- What none of this fits is told by its sentence, and where that is long by its own clause.

Where a line may begin in its sentence, and how its edges are mended: ``gists_sentence``.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from strandline.reconciling.facts import DENIED, UNREAL, Fact
from strandline.reconciling.gists_clauses import (
    DEPENDENT,
    LEADING,
    PRONOUNS,
    SHORTEST,
    clause_of,
    is_relative,
    is_subordinate,
    is_whole,
    stands_alone,
    subject_of,
    untied,
)
from strandline.reconciling.gists_cuts import LONGEST
from strandline.reconciling.gists_nouns import Phrase, noun_phrase
from strandline.reconciling.gists_sentence import (
    DETERMINERS,
    begins_after_boundary,
    governing_start,
    named,
    phrase_start,
    plain,
    quoted,
    stop_after,
    unheaded,
)
from strandline.reconciling.gists_starts import (
    begins_openly,
    from_clause_before,
    is_inside_phrase,
    is_turned,
    stands_before_main_clause,
)
from strandline.reconciling.gists_subjects import (
    begins_with_verb,
    broken_subject,
    phrase_before,
    relative_subject,
    shared_subject,
)
from strandline.reconciling.words import content_words, words_of
from strandline.records import Claim

_POINTING: Final = DETERMINERS - {"the", "a", "an", "no", "any", "some", "several", "another", "each", "every", "all"}
"""Determiners that say nothing without the words before them."""
_SPEAKING: Final = frozenset({"statement", "request", "accuse", "reject", "threaten", "support", "consult", "concede"})
_SAYING: Final = frozenset({"saying", "announcement", "warning", "denial"})
_WHOSE: Final = frozenset({"whose", "which", "what", "such"})
_TOLD: Final = 3
"""Words after the verb of an act of speech that may tell what was said; words that a phrase needs to tell something."""
_AROUND: Final = (",", "”", '"')
"""What stands before words of speech in the middle of what was said."""
_TELLING: Final = re.compile(r"[:“\"‘]|\b(?:that|if|whether|how|why|what)\b")
"""What shows that words of speech are followed by what was said, not by where and when."""
_CONTENT: Final = re.compile(r"\s*,?\s*(?:that|if|whether|how|why)\b|\s*[:,]?\s*[“\"]\w|\s*:\s")
"""What stands right after words of speech, where and when they were said, and brings what was said."""
_AFTER_SPEECH: Final = (",”", ',"', "?”", "!”", '?"', '!"')
"""What stands before a clause that tells who said what stands before it."""
_HANGING: Final = re.compile(
    r"^(?:to\s+\w|be\b|(?:from|of|by|in|on|at|for|with|without|about|against|into|than)\s+(?:\w+ly\s+)?\w+ing\b)",
    re.IGNORECASE,
)
"""How a clause begins that is part of what another verb says."""
_CONDITION: Final = re.compile(r"^(?:if|unless)\b", re.IGNORECASE)
_PERCEIVED: Final = re.compile(
    r"\b(?:saw|seen?|seeing|watch(?:ed|es|ing)?|heard|hear|hearing|felt|let|lets|letting|made|makes?|making|ha[ds]|helped)"
    r"\s+(?:[\w’'-]+\s+){0,4}$"
)
"""What stands before a bare verb that is part of what somebody sees or brings about: "watched his brother fall"."""
_SUBORDINATE: Final = re.compile(r"^(?:before|after|when|while|until|because|since|as|if|although|though|where|once)\b")
"""How a clause begins that is no main one, and so has no object of its own in what comes after it."""
_OVER: Final = re.compile(
    r"\s*(?:$|[,;:.!?)—–”\"](?!\d))|\s+(?:and|but|or|while|when|after|before|because|as|since|until|which|who|that)\b"
)
"""What stands after the last word of a clause."""
_UNSURE: Final = re.compile(
    r"\b(?:if|unless|whether|den(?:y|ied|ies|ying)|doubt\w*|reject\w*|refut\w*|disput\w*|would|might|may|could|should|not|"
    r"never|cannot|nobody|nothing|no one|fail\w*|(?:no|few|little) (?:\w+ )?(?:signs?|evidence|indications?|proof|"
    r"reasons?|suggestions?|questions?|chance|guarantees?)|false|untrue|unlikely|impossible|unclear)\b|n['’]t\b",
    re.IGNORECASE,
)
"""Words that say of what follows them that it may not be so."""
_ASKING: Final = re.compile(r"\s(?:over|about|on|for|with|of|against|into|whether|how|who|what|which)$")
"""Last words of a clause that is not over."""
_PASSIVE: Final = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?\Z")
"""What stands before a participle that is no deed of the subject's."""
_GOES_ON: Final = re.compile(r"\s+(?:and|or)\b")
_ONWARD: Final = re.compile(r"\s[\w’' -]+")
_OF_OTHERS: Final = frozenset({"proposed", "ordered", "possible", "conditional", "threatened"})
"""Standings of what somebody else may have in mind for the one who is to do it."""
_APART: Final = re.compile(
    r"^(?:where|wherein|when|while|whilst|whereas|after|before|until|since|because|although|though|as|if|so|that|which|who|"
    r"whose|such|than|some|to|towards?|of|in|at|on|for|by|with|from|into|during|despite|amid|via|through|under|without)\b",
    re.IGNORECASE,
)
"""How words begin that are not said of the subject of the clause before them, or not without a verb between."""
_VERBAL: Final = re.compile(r"^(?:(?:also|instead|thus|soon|then|later)\b|\w+(?:ing|ed|ly)\b)")
"""How words may begin that are said of a subject before them, where their first verb is not the trigger."""
_NAMES: Final = re.compile(
    r".*\b[A-ZÀ-Þ]|[\d“\"]|(?:the|an?|his|her|its|their|our|one|two|three|some|several|many)\b|\w+s\b"
)
"""How words begin that say who somebody is."""
_FIRST_PERSON: Final = frozenset({"i", "we", "my", "our"})
_OF_TIME: Final = re.compile(r"\b(?:time|day|night|week|month|year|hour|moment)s?$")
"""Last words of a phrase that tells when, not who."""
_ITS_OBJECT: Final = re.compile(r"\b(?:what|which|whom|whose|how)\s+$", re.IGNORECASE)
"""Before a clause: one of its words stands before it, and it says nothing alone."""
_HELPED: Final = re.compile(
    r"\b(?:will|would|can|could|may|might|must|shall|should|not|to|did|does|do|cannot)\s+(?:\w+\s+)?$|n['’]t\s+(?:\w+\s+)?$"
)
"""What stands before the bare form of a verb in a clause that says whether or how it is so."""
_BE: Final = re.compile(r"\bbe\s")
_OF_WHAT_IS_TOLD: Final = frozenset(
    [
        "suggest",
        "indicate",
        "mean",
        "imply",
        "bring",
        "raise",
        "prompt",
        "spark",
        "trigger",
        "fuel",
        "underline",
        "highlight",
    ]
)
"""Verbs whose participle after a comma is about all that stands before it, not about whom that is told of."""
_AFTERWARDS: Final = re.compile(r"^(?:after|before|while|when|by|since|upon)\s+(?=\w+ing\b)")
"""Words before a participle that say nothing once what stood before them is left out."""
_CLOCK: Final = re.compile(r"\d{4}|\d{1,2}[:.h]\d{2}")
_LEAST_ENTRY: Final = 8
"""Characters of an entry of a log that tell something."""
_ALMOST: Final = 0.5
_PARTLY: Final = 0.1
"""How far a line says who or what where words from around the clause are put to it, and where most of it is such."""
_JOINED: Final = 24
"""Characters between a subject and its clause that are kept rather than left out."""


class Line(NamedTuple):
    """A line, and how far it says who or what by itself, 0 to 1."""

    text: str
    whole: float


def line_of(fact: Fact) -> Line:
    """The line of a claim, before it is cut to length."""
    line = _line_of(fact)
    return line._replace(text=_without_clock(line.text, fact.claim))


def _without_clock(text: str, claim: Claim) -> str:
    """A line of a log without the clock at its head that is the claim's own time, told beside the line."""
    clock = claim.when.expression.text if claim.when.expression is not None else ""
    rest = text.removeprefix(f"{clock} ")
    return rest if _CLOCK.fullmatch(clock) and len(rest) >= _LEAST_ENTRY and rest[:1].isupper() else text


def _line_of(fact: Fact) -> Line:
    frame = _is_frame(fact)
    noun = None if frame else noun_phrase(fact.claim)
    if noun is not None:
        return _of_noun(fact, noun)
    if frame:
        told = _with_what_was_said(fact)
        return Line(_capital(named(told, "", fact.claim.actors) or told), whole=0.0)
    text, whole = _of_verb(fact)
    return Line(_by_whom(fact.claim, quoted(_capital(text), sentence_of(fact))), whole)


def _by_whom(claim: Claim, text: str) -> str:
    """A line that is all somebody's own words, after the name of who says them."""
    if (
        text[:1] not in '“"'
        or text[-1:] not in '”"'
        or not claim.attribution
        or any(mark in text[1:-1] for mark in '“”"')
    ):
        return text
    link = claim.attribution[-1]
    who = link.name or ("" if link.source is None else plain(link.source.text))
    known = who[:1].isupper() and who.casefold() not in PRONOUNS
    return f"{who}: {text}" if known and len(who) + len(text) + 2 <= LONGEST else text


def _of_verb(fact: Fact) -> Line:
    claim, clause, sentence = fact.claim, clause_of(fact.claim), sentence_of(fact)
    at = sentence.find(clause)
    if at > 0 and sentence[:at].rstrip().endswith(_AFTER_SPEECH):
        return Line(_in_sentence(fact), whole=0.0)
    if at == 0 and _CONDITION.match(clause):
        return Line(sentence, whole=_PARTLY)
    if at > 0 and plain(claim.quote).startswith("that ") and _is_left_open(claim, sentence[:at]):
        return _of_governing(fact)
    about = relative_subject(claim, sentence, sentence.find(plain(claim.quote)))
    if about is not None:
        phrase, taken = about
        return Line(f"{phrase} {plain(claim.quote)[taken:]}", whole=1.0)
    if at > 0 and claim.trigger.text == claim.trigger.lemma and _PERCEIVED.search(sentence[:at]):
        return _of_governing(fact)
    if at > 0 and _ITS_OBJECT.search(sentence[:at]) and not claim.attribution:
        return Line(_in_sentence(fact), whole=_PARTLY)
    if at > 0 and is_inside_phrase(sentence, at) and not _is_like_a_noun(claim):
        return _of_governing(fact)
    start = phrase_start(sentence, at) if at > 0 else at
    by_words = at <= 0 or not is_relative(sentence[:at])
    if stands_alone(claim, by_words=by_words):
        return Line(sentence[max(start, 0) : max(at, 0)] + _to_its_end(sentence, clause, claim), whole=1.0)
    by_name = named(clause, sentence[: max(at, 0)], claim.actors)
    if by_name is not None and len(clause) >= SHORTEST:
        return Line(by_name, whole=_ALMOST)
    told = _to_its_end(sentence, clause, claim)
    if at >= 0 and by_words and is_whole(claim, clause) and _ends_there(sentence, told):
        return Line(sentence[max(start, 0) : at] + told, whole=_ALMOST)
    if _HANGING.match(clause) or (len(clause) < SHORTEST and not _is_short_but_whole(claim, clause, sentence)):
        return _of_governing(fact)
    if 0 <= start < at:
        return Line(sentence[start:at] + clause, whole=_ALMOST)
    joined = _with_subject(fact)
    return Line(_in_sentence(fact), whole=0.0) if joined is None else Line(joined, whole=1.0)


def _is_like_a_noun(claim: Claim) -> bool:
    """Whether a trigger has the form of a noun and no helping verb before it: "the council's decision"."""
    word, lemma = claim.trigger.text.casefold(), claim.trigger.lemma.casefold()
    return word in (lemma, f"{lemma}s", f"{lemma}es") and not _HELPED.search(
        claim.quote[: claim.trigger.start - claim.start]
    )


def _is_left_open(claim: Claim, before: str) -> bool:
    """Whether the words before a clause say that it is not so, or not yet, and its standing does not, or its verb is
    bare ("that the exams be moved"): they must be told with it then."""
    if claim.status in UNREAL | DENIED:
        verb = claim.trigger.start - claim.start
        bare = claim.trigger.text == claim.trigger.lemma and _HELPED.search(claim.quote[:verb]) is None
        return bare or any(_HELPED.search(claim.quote[: be.start()]) is None for be in _BE.finditer(claim.quote))
    return _UNSURE.search(before) is not None


def _to_its_end(sentence: str, clause: str, claim: Claim) -> str:
    """A clause with the words that its last one asks for ("had argued over | who should pay", "shot | and wounded")."""
    after = sentence[sentence.find(clause) + len(clause) :]
    deed = plain(claim.trigger.text)
    ends = clause.endswith(deed)
    shared = ends and _PASSIVE.search(clause[: len(clause) - len(deed)]) is None and _GOES_ON.match(after)
    rest = _ONWARD.match(after) if clause in sentence and (shared or _ASKING.search(clause)) else None
    return clause if rest is None else clause + rest[0].rstrip()


def _ends_there(sentence: str, clause: str) -> bool:
    """Whether a clause is over where its words end in its sentence."""
    after = sentence[sentence.find(clause) + len(clause) :]
    return not stop_after(clause) and _OVER.match(after) is not None


def _is_short_but_whole(claim: Claim, clause: str, sentence: str) -> bool:
    """Whether a few words are a clause of their own: after a comma, or a word that ties them to another clause."""
    at = sentence.find(clause)
    if at > 0 and begins_after_boundary(sentence, at):
        return True
    tied = LEADING.match(claim.quote) is not None and len(words_of(clause)) >= _TOLD
    return tied and not DEPENDENT.match(clause) and next(iter(words_of(clause)), "") not in PRONOUNS


def _of_governing(fact: Fact) -> Line:
    """A clause that another verb governs, or that is a word or two, with the clause that it hangs on."""
    claim, told, sentence = fact.claim, _told_on(fact), sentence_of(fact)
    at = sentence.find(told)
    subject = subject_of(claim, inside=False) if subject_of(claim, inside=True) is None else None
    who = "" if subject is None or subject.text.casefold() in PRONOUNS else plain(subject.text)
    if (
        who
        and claim.status in UNREAL
        and re.match(r"(?:not\s+)?to\s+\w", told)
        and not _is_asked(claim, sentence, who, at)
    ):
        line = _joined(sentence, who, at, told)
        if line is not None:
            return Line(line, whole=1.0)
    if at < 0:
        return Line(told, whole=0.0)
    back = governing_start(sentence, at)
    stretch = sentence[back.start : at] + told
    if (back.opens or (who and stretch.startswith(who))) and len(stretch) <= LONGEST:
        stretch = untied(stretch) if back.start == 0 else stretch
        by_name = named(stretch, sentence[: back.start], claim.actors)
        known = by_name is not None or next(iter(words_of(stretch)), "") not in PRONOUNS
        return Line(by_name or stretch, whole=_PARTLY * known)
    joined = _joined(sentence, who, back.start, stretch) if who and who not in stretch else None
    if joined is not None:
        return Line(joined, whole=_ALMOST)
    return Line(_alone(fact, stretch), whole=0.0)


def _is_asked(claim: Claim, sentence: str, who: str, at: int) -> bool:
    """Whether somebody else wants the deed: what he does to bring it about must be told then ("they called on …")."""
    place = sentence.rfind(who, 0, max(at, 0))
    wanted = claim.status in _OF_OTHERS and place > 0 and not sentence[place + len(who) : at].strip()
    return wanted and governing_start(sentence, place).start < place


def sentence_of(fact: Fact) -> str:
    """The sentence of a claim without its dateline or number."""
    return unheaded(fact.sentence)


def words_told(claim: Claim) -> str:
    """The clause as the text has it, its white space plain, without a dateline or number."""
    return unheaded(plain(claim.quote))


# ------------------------------------------------------------------------------------------------------- nouns


def _of_noun(fact: Fact, phrase: Phrase) -> Line:
    quote = fact.claim.quote
    words = plain(quote[phrase.start : phrase.end])
    least = _TOLD - (phrase.end > fact.claim.trigger.end - fact.claim.start)
    telling = len(content_words(words)) >= least and len(words) >= SHORTEST
    enough = 1.0 if len(content_words(words)) >= _TOLD else _ALMOST
    at = sentence_of(fact).find(words)
    turned = is_turned(sentence_of(fact), at)
    if telling and words.partition(" ")[0].casefold() not in _POINTING and not turned:
        return Line(_capital(words), whole=enough)
    noun = plain(quote[phrase.start : fact.claim.trigger.end - fact.claim.start])
    first, _, rest = noun.partition(" ")
    label = rest if rest and first.casefold() in DETERMINERS else noun
    if first.endswith("ed") or first.casefold() in _WHOSE:
        label = fact.claim.trigger.text
    text, whole = _of_verb(fact)
    if text.casefold().startswith(noun.casefold()):
        told = from_clause_before(sentence_of(fact), words, LONGEST - len(words)) if turned else text
        return Line(_capital(told or sentence_of(fact)), whole)
    return Line(f"{_capital(label)}: {text}", whole=0.0)


# ------------------------------------------------------------------------------------------------------- verbs


def _with_subject(fact: Fact) -> str | None:
    """The subject from before the clause, and the clause; None where the sentence does not have them so."""
    quote = _told_on(fact)
    at = sentence_of(fact).find(quote)
    subject = subject_of(fact.claim, inside=False) if subject_of(fact.claim, inside=True) is None else None
    if at > 0 and subject is None:
        shared = shared_subject(sentence_of(fact), at, quote) or broken_subject(sentence_of(fact), at, quote)
        return None if shared is None else f"[{shared}] {quote}"
    if at < 0 or subject is None or subject.text.casefold() in PRONOUNS or _APART.match(_AFTERWARDS.sub("", quote)):
        return None
    if fact.claim.trigger.lemma in _OF_WHAT_IS_TOLD and sentence_of(fact)[:at].rstrip().endswith(","):
        return None
    verb, told = plain(fact.claim.trigger.text), _AFTERWARDS.sub("", quote)
    bare = fact.claim.trigger.text == fact.claim.trigger.lemma and not verb.endswith(("ed", "ing"))
    if bare and quote.startswith(verb) and not plain(subject.text).endswith("s"):
        return f"[{plain(subject.text)}] to {quote}" if fact.claim.status in UNREAL else None
    if not begins_with_verb(told, verb) and _VERBAL.match(told) is None:
        return None
    return _joined(sentence_of(fact), plain(subject.text), at, quote)


def _joined(sentence: str, who: str, at: int, told: str) -> str | None:
    """Words that come before a place of the sentence, and what is told from there; None where they do not. Where other
    words stand between, those before are in brackets: a reader sees that they were put there."""
    place = sentence.rfind(who, 0, at)
    if place < 0 or is_turned(sentence, place):
        return None
    between = sentence[place + len(who) : at]
    if len(between) <= _JOINED and not re.search(r"[;:.!?]|\w,", between):
        return who + between + told
    return f"[{who}] {_AFTERWARDS.sub('', told)}"


def _told_on(fact: Fact) -> str:
    """The clause, and where it is a mere word or two in the midst of others, what follows it in the sentence."""
    quote = words_told(fact.claim)
    at = sentence_of(fact).find(quote)
    if len(quote) >= SHORTEST or at < 0:
        return quote
    rest = sentence_of(fact)[at + len(quote) :]
    if at > 0 and re.match(r"\s*[,;:.!?)—–]", rest) and not stop_after(quote):
        return quote
    end = next(
        (
            match
            for match in re.finditer(r"[,;:.!?](?!\d)", rest[SHORTEST:])
            if not stop_after(rest[: SHORTEST + match.start()])
        ),
        None,
    )
    return quote + (rest if end is None else rest[: SHORTEST + end.start()]).rstrip(" .")


# ------------------------------------------------------------------------------------------------------ speech


def _is_frame(fact: Fact) -> bool:
    """Whether a clause only says that somebody spoke, or ends with a verb whose object is a clause of its own."""
    claim = fact.claim
    speaks = _speaks(fact) and not is_subordinate(claim)
    at = sentence_of(fact).find(words_told(claim))
    rest = sentence_of(fact)[at + len(words_told(claim)) :] if at >= 0 else ""
    if speaks and _CONTENT.match(rest) and subject_of(claim, inside=True) is not None and noun_phrase(claim) is None:
        return True
    after = words_of(claim.quote[claim.trigger.end - claim.start :])
    if speaks and len(after) < _TOLD:
        return claim.trigger.end == claim.end or noun_phrase(claim) is None
    tied = is_subordinate(claim) or _SUBORDINATE.match(claim.quote) is not None
    onward = at >= 0 and not tied and re.match(r"\s\w", rest) is not None
    return not after and onward and subject_of(claim, inside=True) is not None


def _speaks(fact: Fact) -> bool:
    return fact.claim.kind in _SPEAKING or bool(fact.families & _SAYING)


def _with_what_was_said(fact: Fact) -> str:
    """From the words of speech on, where what was said follows them; else the sentence."""
    claim = fact.claim
    quote = clause_of(claim)
    at = sentence_of(fact).find(quote)
    rest = sentence_of(fact)[at + len(quote) :]
    if (
        at < 0
        or len(words_of(rest)) < _TOLD
        or (rest[0] in ',”"' and sentence_of(fact)[:at].rstrip().endswith(_AROUND))
        or (_speaks(fact) and sentence_of(fact)[:at].rstrip().endswith(_AROUND) and not _TELLING.search(rest))
    ):
        return _in_sentence(fact)
    told = sentence_of(fact)[at:]
    if subject_of(claim, inside=True) is not None or (_stands_first(quote) and not DEPENDENT.match(quote)):
        return told
    subject = subject_of(claim, inside=False)
    joined = None if subject is None else _joined(sentence_of(fact), plain(subject.text), at, told)
    shared = shared_subject(sentence_of(fact), at, told) if subject is None else None
    return joined or (f"[{shared}] {told}" if shared else _in_sentence(fact))


def _stands_first(quote: str) -> bool:
    """Whether a clause begins as a sentence does."""
    return quote[:1].isupper()


# ---------------------------------------------------------------------------------------------------- sentence


def _in_sentence(fact: Fact) -> str:
    """The sentence, or the clause from its own words on where the sentence is long."""
    quote = words_told(fact.claim)
    sentence = sentence_of(fact)
    at = sentence.find(quote)
    if at < 0:
        return quote
    if _speaks(fact):
        spoken = _who_said(fact)
        if spoken is not None or len(sentence) <= LONGEST:
            return spoken or sentence
    told = sentence[at:] if len(words_of(sentence[at + len(quote) :])) == 0 else quote
    if len(quote) < SHORTEST:
        told = sentence[at:]
    return _alone(fact, told)


def _alone(fact: Fact, told: str) -> str:
    """A sentence that is not too long; of a long one what is told, where that says something by itself."""
    sentence = sentence_of(fact)
    long = len(sentence) > LONGEST
    if sentence.startswith(told):
        return sentence if stands_before_main_clause(sentence, told) else told
    if _says_itself(fact, told, sentence):
        return LEADING.sub("", told)
    if not long:
        return sentence
    if _is_free(told) and not begins_openly(LEADING.sub("", told)) and is_whole(fact.claim, LEADING.sub("", told)):
        return LEADING.sub("", told)
    at = sentence.find(told)
    broken = broken_subject(sentence, at, told)
    if broken is not None:
        return f"[{broken}] {told}"
    verbal = begins_with_verb(told, plain(fact.claim.trigger.text)) and not begins_openly(told)
    phrase = phrase_before(sentence, at, fact.claim.actors, who=False) if at > 0 and verbal else None
    phrase = None if phrase is None or _OF_TIME.search(phrase) else phrase.removeprefix("that ")
    if phrase is not None and sentence[:at].rstrip()[-1] not in "–—:" and not sentence[:at].rstrip().endswith(","):
        return sentence[sentence.rfind(phrase, 0, at) : at] + told
    needed = max(SHORTEST, told.find(plain(fact.claim.trigger.text)) + len(plain(fact.claim.trigger.text)))
    further = from_clause_before(sentence, told, LONGEST - needed)
    return further or (LEADING.sub("", told) if _is_free(told) else sentence)


def _is_free(told: str) -> bool:
    free = LEADING.sub("", told)
    return len(free) >= SHORTEST and _APART.match(free) is None


def _says_itself(fact: Fact, told: str, sentence: str) -> bool:
    """Whether a clause is over where it ends and has a subject of its own, or is what somebody says of himself."""
    at = sentence.find(told)
    before = sentence[: max(at, 0)]
    if not _is_free(told) or not _ends_there(sentence, told) or _ASKING.search(told):
        return False
    if is_relative(before) or _ITS_OBJECT.search(before):
        return False
    free = LEADING.sub("", told)
    return next(iter(words_of(free)), "") in _FIRST_PERSON or is_whole(fact.claim, free)


def _who_said(fact: Fact) -> str | None:
    """What was said, after whom it is by, where the text has it the other way round and is long; None where not so."""
    sentence, clause, verb = sentence_of(fact), words_told(fact.claim), plain(fact.claim.trigger.text)
    at = sentence.find(clause)
    content = sentence[: max(at, 0)].rstrip(" —–")
    if len(sentence) <= LONGEST or len(content) < SHORTEST or not content.endswith((",", *_AFTER_SPEECH)):
        return None
    if not _speaks(fact) or is_subordinate(fact.claim) or _APART.match(clause):
        return None
    before, _, after = clause.partition(verb)
    who = plain(before or re.split(r",\s+(?=[a-z])|\s+(?:in|on|at|to|during)\s", after, maxsplit=1)[0])
    who = re.sub(r"^according to\s+", "", who, flags=re.IGNORECASE)
    if not who or who.casefold() in PRONOUNS or DEPENDENT.match(who) or not _NAMES.match(who):
        return None
    return f"{_capital(who)}: {content.rstrip(',')}"


def _capital(text: str) -> str:
    """With a capital in front, but for names that are written with a small letter there."""
    if text.startswith("[") and not re.match(r"\[[a-z]\w*[A-Z]", text):
        return text[:1] + text[1:2].upper() + text[2:]
    return text if re.match(r"[a-z]\w*[A-Z]", text) else text[:1].upper() + text[1:]
