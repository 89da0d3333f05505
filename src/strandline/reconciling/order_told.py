"""How a text tells a happening, as far as that bears on when it lies among the others: a document and its claims in,
marks of each claim out.

A mark is the name of something that a reader can see: the tense of the verb, a joining word, the kind and standing of
the happening, who says so, where in the text it stands, and the stage that its word has in the usual course of things
(``order_courses.toml``).
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

from strandline.display_order import sentence_ends
from strandline.records import Claim, Document

_LEAD: Final = 40
"""Characters before a trigger in which the words stand that make its tense."""
_TENSES: Final = (
    ("would", re.compile(r"(?<!\w)(?:would(?:n['’]t)?|(?:was|were)(?:\s+due)?\s+to)\s+(?:\w+\s+){0,2}$", re.I)),
    ("will", re.compile(r"(?<!\w)(?:will|['’]ll|won['’]t|shall|(?:is|are|going|due) to)\s+(?:\w+\s+){0,2}$", re.I)),
    ("may", re.compile(r"(?<!\w)(?:may|might|could|can|cannot|can['’]t|should|must)\s+(?:\w+\s+){0,2}$", re.I)),
    ("had to", re.compile(r"(?<!\w)(?:ha[ds]|have|having|needed|ought|used|obliged)\s+to\s+(?:\w+\s+){0,2}$", re.I)),
    ("had", re.compile(r"(?<!\w)(?:had|['’]d)\s+(?:(?!to\b)\w+\s+){0,3}$", re.I)),
    ("having", re.compile(r"(?<!\w)having\s+(?:\w+\s+){0,2}$", re.I)),
    ("has", re.compile(r"(?<!\w)(?:has|have|['’]ve)\s+(?:(?!to\b)\w+\s+){0,3}$", re.I)),
    ("to", re.compile(r"(?<!\w)to\s+(?:\w+ly\s+)?$", re.I)),
    ("was", re.compile(r"(?<!\w)(?:was|were|got)\s+(?:(?!to\b)\w+\s+){0,2}$", re.I)),
    ("is", re.compile(r"(?<!\w)(?:is|are|am|being|be|been|['’]s|['’]re)\s+(?:(?!to\b)\w+\s+){0,2}$", re.I)),
)  # fmt: skip
"""The first whose words stand before a trigger makes its tense."""
_OPENING: Final = 3
"""Sentences, from 0, that open a text."""
_LAST: Final = 0.75
_NOUN: Final = re.compile(
    r"(?<!\w)(?:the|a|an|this|that|these|those|his|her|its|their|our|my|of|in|after|before|for|by|against|from|during"
    r"|with|\w+['’]s?|no|any|some|another|first|second|last|final|deadly|two|three)\s+(?:[\w-]+\s+)?$",
    re.IGNORECASE,
)
_OPENINGS: Final = {
    "after": "after", "once": "after", "since": "since", "following": "after", "before": "before", "until": "before",
    "when": "when", "as": "as", "while": "while", "because": "because", "if": "if", "unless": "if", "who": "who",
    "which": "who", "that": "that", "where": "where", "so": "so", "and": "and", "but": "but", "then": "then",
    "having": "after", "whose": "who",
}  # fmt: skip
_WORDS: Final = re.compile(
    r"(?<!\w)(then|later|afterwards|afterward|subsequently|eventually|finally|soon|next|earlier|previously|already"
    r"|once|first|originally|initially|now|currently|still|again|recently|meanwhile|ago|former|formerly|since|yet)(?!\w)",
    re.IGNORECASE,
)
_FORMS: Final = {
    "afterward": "later", "afterwards": "later", "subsequently": "later", "eventually": "later", "finally": "later",
    "originally": "first", "initially": "first", "previously": "earlier", "formerly": "earlier", "former": "earlier",
    "currently": "now", "next": "then", "soon": "then",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """A claim with its marks.

    ``sentence`` and ``paragraph`` count from 0 in the text; ``stages`` are the places of its word in the courses that
    name it. ``tense`` is that of its verb, or "noun"; ``cues`` are joining words and words of time; both are among the
    marks. ``saying`` is the id of the claim that tells of the saying of this one.
    """

    claim: Claim
    sentence: int
    paragraph: int
    tense: str
    cues: frozenset[str]
    marks: frozenset[str]
    stages: Mapping[str, int]
    saying: str | None


@dataclass(frozen=True)
class Courses:
    """Stages by lemma: for each, course and place in it; ``names`` of each course's stages."""

    stages: Mapping[str, Mapping[str, int]]
    names: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def courses() -> Courses:
    """The usual courses of things."""
    data = tomllib.loads(files("strandline.reconciling").joinpath("order_courses.toml").read_text("utf-8"))
    stages: dict[str, dict[str, int]] = {}
    for course, own in data.items():
        for place, lemmas in enumerate(own.values()):
            for lemma in lemmas:
                stages.setdefault(lemma, {}).setdefault(course, place)
    return Courses(stages, {course: tuple(own) for course, own in data.items()})


def told_claims(document: Document, claims: Sequence[Claim]) -> list[Told]:
    """The claims of a document with their marks, in the order of the text."""
    text = document.text
    ordered = sorted(claims, key=lambda claim: (claim.trigger.start, claim.trigger.end, claim.id))
    ends = sentence_ends(text)
    lead = len(text) - len(text.lstrip())
    title = text.find("\n", lead) % (len(text) + 1)
    breaks = [match.end() for match in re.finditer(r"\n\s*\n|\n(?=\s*[-•*\d])", text)]
    telling = {place: claim.id for claim in ordered for place in range(claim.trigger.start, claim.trigger.end)}
    cues = {claim.attribution[-1].cue.start for claim in ordered if claim.attribution and claim.attribution[-1].cue}
    found = []
    for claim in ordered:
        at = claim.trigger.start
        sentence = bisect_right(ends, at)
        begin = ends[sentence - 1] if sentence else 0
        cue = claim.attribution[-1].cue if claim.attribution else None
        saying = None if cue is None else telling.get(cue.start)
        tense, words = _tense(text, claim, begin), frozenset(_of_words(text, claim, begin))
        marks = {f"tense {tense}", *words, *_of_claim(claim), *_of_place(at, sentence, title, len(text))}
        if any(place in cues for place in range(at, claim.trigger.end)):
            marks.add("is the saying")
        found.append(
            Told(
                claim, sentence, bisect_right(breaks, at), tense, words, frozenset(marks), _stages(claim),
                None if saying == claim.id else saying,
            )
        )  # fmt: skip
    return found


def _of_words(text: str, claim: Claim, begin: int) -> set[str]:
    """Joining word and words of time."""
    trigger = claim.trigger
    marks = set()
    opening = re.match(r"\W*([\w’']+)", claim.quote)
    if opening is not None and opening.end() <= trigger.start - claim.start:
        word = _OPENINGS.get(opening[1].lower())
        if word is not None:
            marks.add(f"opens with {word}")
    lead = text[max(begin, trigger.start - 2 * _LEAD) : trigger.start]
    tail = text[trigger.end : min(claim.end, trigger.end + _LEAD)]
    for match in (*_WORDS.finditer(lead), *_WORDS.finditer(tail)):
        word = match[1].lower()
        marks.add(f"word {_FORMS.get(word, word)}")
    return marks


def _tense(text: str, claim: Claim, begin: int) -> str:
    trigger = claim.trigger
    lead = text[max(begin, trigger.start - _LEAD) : trigger.start]
    form, lemma = trigger.text.casefold(), trigger.lemma.casefold()
    for name, words in _TENSES:
        if words.search(lead) is not None:
            if name in ("was", "is"):
                if form.endswith("ing"):
                    return f"{name} doing"
                if form == lemma and not form.endswith(("ed", "en")):
                    break
            return name
    if _NOUN.search(lead) is not None and (form == lemma or form.endswith(("ing", "s", "ion", "th"))):
        return "noun"
    if form.split(" ")[0].endswith("ing"):
        return "doing"
    if form == lemma:
        return "base"
    return "present" if form in (f"{lemma}s", f"{lemma}es") else "past"


def _of_claim(claim: Claim) -> set[str]:
    marks = {f"kind {claim.kind}", f"status {claim.status}", f"time {claim.when.basis}"}
    if claim.attribution:
        marks.add("said by somebody")
        if len(claim.attribution) > 1:
            marks.add("said at second hand")
    if claim.when.earliest is not None and "T" in claim.when.earliest:
        marks.add("time by the clock")
    marks.update(f"figure {figure.what}" for figure in claim.figures if figure.what != "count")
    return marks


def _of_place(at: int, sentence: int, title: int, size: int) -> set[str]:
    marks = set()
    if at < title:
        marks.add("in the first line")
    elif sentence <= _OPENING:
        marks.add("in the opening")
    if at > _LAST * size:
        marks.add("in the last quarter")
    return marks


def _stages(claim: Claim) -> Mapping[str, int]:
    known = courses().stages
    lemma = claim.trigger.lemma.casefold()
    words = claim.trigger.text.casefold().split()
    if len(words) == 1:
        return known.get(lemma, {})
    head = lemma.partition(" ")[0]
    for word in (" ".join(words), lemma, " ".join([head, *words[1:]]), head):
        if word in known:
            return known[word]
    return {}
