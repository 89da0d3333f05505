"""An event's line: facts in, one line of the sources' own words out, that a reader understands alone.

A clause does where it stands on its own: somebody or something is named in it before the verb, and it is no mere frame
of speech ("the company said"). Else the sentence around it does, cut where a line ends. Which claim gives the line: one
that has the event's standing, says most of what all say, names who was concerned, and stands at the head of its text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from strandline.reconciling.facts import Fact
from strandline.reconciling.words import words_of
from strandline.records import Status

_LONGEST: Final = 140
_SHORTEST: Final = 24
_HEAD: Final = 400
"""Characters at the head of a document that tell what it is about."""
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
     "who", "which", "one", "others", "both", "his", "hers", "theirs", "what", "there", "his", "their", "its"]
)  # fmt: skip
_SPEAKING: Final = frozenset({"statement", "request", "accuse", "reject", "threaten", "support", "consult", "concede"})
_SAYING: Final = frozenset({"saying", "announcement", "warning", "denial"})
_NEAR: Final = 12
"""Characters of articles and adjectives that may stand before the one who is named first."""
_TOLD: Final = 3
"""Words after the verb of an act of speech that may tell what was said."""


def gist_of(facts: Sequence[Fact], status: Status) -> str:
    """The line of an event whose facts and status are given; 140 characters at most, beside the marks of a cut."""
    common = Counter(word for fact in facts for word in fact.words)

    def worth(fact: Fact) -> tuple[float, int, int]:
        line = _line(fact)
        shared = sum(common[word] for word in fact.words) / max(1, len(fact.words)) / len(facts)
        who = 0.3 * (bool(fact.agents) + bool(fact.patients)) + 0.1 * bool(fact.places)
        whole = 0.8 * _stands_alone(fact) + 0.4 * (_SHORTEST <= len(line) <= _LONGEST)
        known = 0.3 * (fact.claim.status == status) + 0.2 * (fact.claim.start < _HEAD) + 0.2 * fact.claim.confidence
        return round(shared + who + whole + known, 6), -len(line), -fact.number

    return _cut(_line(max(facts, key=worth)))


def _line(fact: Fact) -> str:
    """The clause where it stands alone, else the sentence from the clause's first word or from its own."""
    quote = _plain(fact.claim.quote)
    if _stands_alone(fact):
        text = _LEADING.sub("", quote)
        return text[:1].upper() + text[1:]
    if len(fact.sentence) <= _LONGEST or quote in _cut(fact.sentence):
        return fact.sentence
    before, found, after = fact.sentence.partition(quote)
    if not found:
        return quote
    room = max(0, _LONGEST - len(quote) - 2)
    kept = before[max(0, len(before) - room) :]
    if len(before) > room:
        kept = "… " + kept[kept.find(" ") + 1 :]
    return kept + quote + after


def _stands_alone(fact: Fact) -> bool:
    """Whether the clause says who or what, by more than a pronoun, and, of an act of speech, what was said."""
    claim = fact.claim
    quote = _LEADING.sub("", _plain(claim.quote))
    if len(quote) < _SHORTEST or _DEPENDENT.match(quote):
        return False
    speaks = claim.kind in _SPEAKING or bool(fact.families & _SAYING)
    if speaks and len(words_of(claim.quote[claim.trigger.end - claim.start :])) < _TOLD:
        return False
    if words_of(quote)[0] in _PRONOUNS:
        return False
    start = claim.end - len(quote)
    first = min((actor.start for actor in claim.actors if start - 2 <= actor.start < claim.trigger.start), default=None)
    return quote[:1].isupper() or (first is not None and first - start <= _NEAR)


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(" ,;")


def _cut(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    return text[: text.rfind(" ", 0, _LONGEST)].rstrip(" ,;:–—-") + " …"
