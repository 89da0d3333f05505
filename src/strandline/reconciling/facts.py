"""What reconciling compares: claims in, facts out, each with its keys worked out once."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from strandline.reconciling.antecedents import with_antecedents
from strandline.reconciling.intervals import Interval, interval_of, wall_seconds
from strandline.reconciling.tellings import Telling, head_of, telling_of
from strandline.reconciling.words import (
    all_stems,
    circles_of,
    content_words,
    families_of,
    is_light,
    proper_words,
    says_little,
    sites_of,
    stands_for_any,
    stem,
    trigger_stems,
    words_of,
)
from strandline.records import Actor, Claim, Document, Place

UNREAL: Final = frozenset({"planned", "proposed", "ordered", "threatened", "possible", "conditional", "attempted"})
DENIED: Final = frozenset({"denied", "did_not_happen"})
_AROUND: Final = 240
"""Characters on each side of a quote that count as its context."""
_OF_KIND: Final[Mapping[str, frozenset[str]]] = {"death": frozenset({"killing"})}
_STOP: Final = re.compile(
    r"(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\b[A-Z])(?<!\bMrs)(?<!\bGen)(?<!\bSen)(?<!\bRep)(?<!\bGov)(?<!\bCol)"
    r"(?<!\bCapt)(?<!\bJan)(?<!\bFeb)(?<!\bAug)(?<!\bSept)(?<!\bOct)(?<!\bNov)(?<!\bDec)"
    r"[.!?][\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])|\n"
)
"""Where a sentence ends, roughly: a line shows it to people, and nothing rests on it."""
_RELATIVE: Final = re.compile(
    r"\W*(?:(?:in|of|on|by|from|to|for|with)\s+)?(?:who|whom|whose|which|that|where|when)\b", re.IGNORECASE
)
"""What a clause begins with that says more of what is told before it."""
_OF_THINGS: Final = frozenset({"accident", "disaster", "other", "move"})
"""Kinds of what befalls a thing: another thing is another happening."""
_BEFALL_THINGS: Final = frozenset({"closure", "opening", "outage", "failure", "repair"})
"""Families of what befalls things, of whatever kind."""
FINE: Final = frozenset({"facility", "locality"})


@dataclass(frozen=True, slots=True)
class Fact:
    """A claim with what is compared of it.

    Attributes:
        number: place in the fixed order of all claims.
        claim: the claim.
        document: place of its document in the fixed order of documents.
        voice: who stands behind it; see ``voices``.
        reported: when its document was published, seconds; None where unknown.
        stems: stems of the words that name the happening.
        families: families of these words; ``circles`` the wider circles of the families.
        interval: see ``intervals``; ``dated`` tells whether the text itself puts it there.
        agents: who acts: stems of the head of each mention, and ids of those known by name.
        patients: who suffers, in the same form.
        names: words of the names of people, bodies and places in the claim.
        spots: ids of the localities at which it happened; ``places`` all its places.
        words: stems of the content words of the quote.
        context: the same, of the text around it.
        sites: names in the clause that come after a word of place ("in", "of", "at"), word by word.
        near_names: words written as names in the quote and the text around it.
        vocabulary: all words of its document, case folded.
        sentence: the sentence around the quote, white space made plain, roughly (by its marks).
        themes: stems of what it befalls, or of what does it, where it is a thing.
        vague: the word stands for whatever happened ("the incident").
        known: it points at what is known; ``another``: it is told from one already spoken of; ``nobody``: it befell, or
            was done by, none; ``phase``, ``support``: it says nothing beside another word. See ``tellings``.
    """

    number: int
    claim: Claim
    document: int
    voice: str
    reported: int | None
    stems: frozenset[str]
    families: frozenset[str]
    interval: Interval
    dated: bool
    agents: frozenset[str]
    patients: frozenset[str]
    names: frozenset[str]
    spots: frozenset[str]
    places: frozenset[str]
    words: frozenset[str]
    context: frozenset[str]
    sites: frozenset[str]
    near_names: frozenset[str]
    vocabulary: frozenset[str]
    sentence: str
    circles: frozenset[str]
    themes: frozenset[str]
    vague: bool
    known: bool
    another: bool
    nobody: bool
    phase: bool
    support: bool
    looks_back: bool
    objects: frozenset[str]
    bare: bool = False
    several: bool = False
    aside: bool = False
    stands_for: int | None = None
    points_at: int | None = None

    @property
    def precise(self) -> bool:
        """Whether it is dated to two days or less."""
        width = self.interval.width
        return self.dated and width is not None and width < 2 * 86_400


def document_order(documents: Sequence[Document]) -> list[Document]:
    """Documents by date and id, the undated last: the one order that everything here goes by."""
    return sorted(
        documents, key=lambda item: (item.published.earliest if item.published is not None else "~", item.id, item.path)
    )


def claim_order(documents: Sequence[Document], claims: Sequence[Claim]) -> list[Claim]:
    """Claims by document and place in the text."""
    position = {document.id: at for at, document in enumerate(documents)}
    return sorted(claims, key=lambda item: (position[item.document], item.start, item.end, item.trigger.start, item.id))


def facts_of(
    documents: Sequence[Document], claims: Sequence[Claim], voice_of: Callable[[Claim], str],
    known: Mapping[str, Fact] | None = None,
) -> list[Fact]:  # fmt: skip
    """A fact for each claim, in the order given; see ``claim_order``.

    ``known``: facts that were made of some of these very claims, by claim id; none that ``may_look_back``.
    """
    known = known or {}
    position = {document.id: at for at, document in enumerate(documents)}
    sources = [_Source.of(document) for document in documents]
    found: list[Fact] = []
    for _, own in groupby(enumerate(claims), key=lambda item: item[1].document):
        facts = [
            known.get(claim.id)
            or _fact(number, claim, position[claim.document], sources[position[claim.document]], voice_of(claim))
            for number, claim in own
        ]
        found += with_antecedents(facts)
    return found


@dataclass(frozen=True, slots=True)
class _Source:
    """What the facts of one document share."""

    text: str
    reported: int | None
    vocabulary: frozenset[str]
    stops: tuple[int, ...]

    @classmethod
    def of(cls, document: Document) -> _Source:
        text = document.text
        stops = (0, *(match.end() for match in _STOP.finditer(text)), len(text))
        return cls(text, _published(document), frozenset(words_of(text)), stops)

    def sentence(self, start: int, end: int) -> str:
        """The text from the stop before a span to the stop after it."""
        first = self.stops[max(0, bisect_right(self.stops, start) - 1)]
        last = self.stops[min(len(self.stops) - 1, bisect_left(self.stops, end))]
        return " ".join(self.text[min(first, start) : max(last, end)].split())


def _published(document: Document) -> int | None:
    return None if document.published is None else wall_seconds(document.published.earliest)[0]


def _fact(number: int, claim: Claim, document: int, source: _Source, voice: str) -> Fact:
    stems = trigger_stems(claim.trigger.text, claim.trigger.lemma)
    roles: Mapping[str, set[str]] = {"agent": set(), "patient": set()}
    names: set[str] = set()
    for actor in claim.actors:
        if actor.role in roles:
            roles[actor.role].update(_actor_keys(actor))
        if not actor.id.startswith("nominal:"):
            names.update(_name_words(actor.name))
    for place in claim.where:
        names.update(_name_words(place.name))
    around = source.text[max(0, claim.start - _AROUND) : claim.start] + " " + source.text[claim.end :][:_AROUND]
    telling = telling_of(source.text, claim)
    stems = _with_deed(stems, claim, telling)
    families = _families(claim, stems, telling)
    vague = stands_for_any(stems)
    circles = circles_of(stems, families)
    if is_light(claim.trigger.text):
        stems = _with_participants(stems, roles)
    return Fact(
        number=number,
        claim=claim,
        document=document,
        voice=voice,
        reported=source.reported,
        stems=stems,
        families=families,
        interval=interval_of(claim.when),
        dated=claim.when.basis in ("stated", "relative", "inherited", "inferred"),
        agents=frozenset(roles["agent"]),
        patients=frozenset(roles["patient"]),
        names=frozenset(names),
        spots=frozenset(place_key(place) for place in claim.where if place.role == "at" and place.level in FINE),
        places=frozenset(place_key(place) for place in claim.where),
        words=frozenset(map(stem, content_words(claim.quote))),
        context=frozenset(map(stem, content_words(around))),
        sites=sites_of(claim.quote),
        near_names=frozenset(proper_words(f" {around} {claim.quote}")),
        vocabulary=source.vocabulary,
        sentence=source.sentence(claim.start, claim.end),
        circles=circles,
        themes=_themes(claim, telling, families),
        vague=vague,
        known=telling.known,
        another=telling.another,
        nobody=telling.nobody,
        phase=telling.phase,
        support=telling.support,
        bare=telling.bare,
        several=telling.several,
        aside=telling.aside,
        looks_back=claim.when.basis in ("inherited", "inferred")
        and (telling.known or _RELATIVE.match(claim.quote) is not None),
        objects=frozenset({telling.object, *(head_of(actor.name) for actor in claim.actors if actor.role == "patient")})
        - {""},
    )


def _families(claim: Claim, stems: frozenset[str], telling: Telling) -> frozenset[str]:
    """Families of the trigger's words, with those after it ("tore through"); a death is one by whatever words."""
    words = all_stems(claim.trigger.text, claim.trigger.lemma)
    other = telling.particle and _is_manifold(claim)
    own = families_of(stems) | families_of(words, several_only=bool(other))
    own |= families_of(telling.tail, several_only=True, rest=telling.rest)
    return own | _OF_KIND.get(claim.kind, frozenset())


def _themes(claim: Claim, telling: Telling, families: frozenset[str]) -> frozenset[str]:
    """What an accident, or whatever else is no deed to somebody, befalls: its patients, else the noun after its verb,
    else, where nobody does it, what its clause begins with."""
    if claim.kind not in _OF_THINGS and not families & _BEFALL_THINGS:
        return frozenset()
    heads = {head_of(actor.name) for actor in claim.actors if actor.role == "patient"} - {""}
    done = any(actor.role == "agent" and actor.id.startswith("per:") for actor in claim.actors)
    return frozenset(heads or {telling.object or ("" if done or telling.deed else telling.subject)} - {""})


def _with_deed(stems: frozenset[str], claim: Claim, telling: Telling) -> frozenset[str]:
    """The stems of a trigger with what it says was done ("staged a march"); a verb of many meanings is another one
    with a particle ("left", "left out")."""
    if telling.particle and _is_manifold(claim):
        stems = frozenset(f"{item} {telling.particle}" for item in stems if item != stem(telling.particle)) or stems
    deed = frozenset({telling.deed})
    return stems | deed if families_of(deed) or stands_for_any(deed) else stems


def _is_manifold(claim: Claim) -> bool:
    """Whether the verb has another meaning for each object and each particle."""
    return says_little(claim.trigger.lemma.partition(" ")[0])


def _with_participants(stems: frozenset[str], roles: Mapping[str, set[str]]) -> frozenset[str]:
    """A word that says nothing by itself with those who take part: what "went" is not what somebody else "went"."""
    keys = sorted(roles["agent"] | roles["patient"])
    return frozenset(f"{item} {key}" for item in stems for key in keys) or frozenset(f"{item} alone" for item in stems)


def place_key(place: Place) -> str:
    """One key for one place: its id, else its name."""
    return place.id or f"name:{place.name.casefold()}"


def _actor_keys(actor: Actor) -> set[str]:
    if not actor.id.startswith("nominal:"):
        return {actor.id, *(f"name:{word}" for word in _name_words(actor.name))}
    head = head_of(actor.name) or stem((words_of(actor.name) or [""])[-1])
    return {f"noun:{head}"} if head else set()


def _name_words(name: str) -> list[str]:
    return [word for word in words_of(name) if len(word) > 2]


def document_stems(document: Document) -> frozenset[str]:
    """Stems of the content words of a document."""
    return frozenset(stem(word) for word in content_words(document.text))
