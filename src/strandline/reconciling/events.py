"""Events made of clusters: the facts of one cluster in, an Event out, every field from the claims' own words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from strandline.reconciling.agreeing import agreed_when, sides_of
from strandline.reconciling.conflicts import conflicts_of
from strandline.reconciling.facts import Fact
from strandline.reconciling.figures import figures_of
from strandline.records import Actor, Event, Kind, Place, Review, Status

_LONGEST: Final = 140
_SHORTEST: Final = 24


def event_of(identity: str, facts: Sequence[Fact], *, why: tuple[str, ...], review: Review) -> Event:
    """The event that some facts, in their fixed order, speak of. ``after`` and ``before`` are left open."""
    held = sides_of(facts)
    figures = figures_of(facts)
    return Event(
        id=identity,
        gist=gist_of(facts),
        kind=_kind(facts),
        status=_status(facts),
        when=agreed_when(facts, held),
        where=_places(facts),
        actors=_actors(facts),
        figures=figures,
        claims=tuple(fact.claim.id for fact in facts),
        documents=len({fact.document for fact in facts}),
        origins=len({fact.voice for fact in facts}),
        conflicts=conflicts_of(facts, held),
        after=(),
        before=(),
        review=review,
        why=why,
    )


def gist_of(facts: Sequence[Fact]) -> str:
    """One line of the sources' own words: the quote that says most in a line's length."""
    common = Counter(word for fact in facts for word in fact.words)

    def worth(fact: Fact) -> tuple[float, float, int]:
        length = len(fact.claim.quote)
        fits = 1.0 if _SHORTEST <= length <= _LONGEST else 0.4
        shared = sum(common[word] for word in fact.words) / max(1, len(fact.words)) / len(facts)
        who = 0.3 * (bool(fact.agents) + bool(fact.patients)) + 0.1 * bool(fact.places)
        return fits * (shared + who) + 0.2 * fact.claim.confidence, -length, -fact.number

    quote = re.sub(r"\s+", " ", max(facts, key=worth).claim.quote).strip()
    if len(quote) <= _LONGEST:
        return quote
    return quote[: quote.rfind(" ", 0, _LONGEST)].rstrip(" ,;:–—-") + " …"


def _kind(facts: Sequence[Fact]) -> Kind:
    counts = Counter(fact.claim.kind for fact in facts)
    return min(counts, key=lambda kind: (kind == "other", -counts[kind], kind))


def _status(facts: Sequence[Fact]) -> Status:
    """The latest standing: what happened outweighs what was planned, and an origin counts once."""
    weights: Counter[Status] = Counter()
    for status, _ in sorted({(fact.claim.status, fact.voice) for fact in facts}):
        weights[status] += 1
    real = [status for status in weights if status in ("happened", "ongoing", "denied", "did_not_happen")]
    return min(real or weights, key=lambda status: (-weights[status], status != "happened", status))


def _places(facts: Sequence[Fact]) -> tuple[Place, ...]:
    found: dict[tuple[str, str], Place] = {}
    for fact in facts:
        for place in fact.claim.where:
            found.setdefault((place.id or place.name.casefold(), place.role), place)
    return tuple(found.values())


def _actors(facts: Sequence[Fact]) -> tuple[Actor, ...]:
    found: dict[tuple[str, str], Actor] = {}
    for fact in facts:
        for actor in fact.claim.actors:
            found.setdefault((actor.id, actor.role), actor)
    return tuple(found.values())
