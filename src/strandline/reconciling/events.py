"""Events made of clusters: the facts of one cluster in, an Event out, every field from the claims' own words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from strandline.reconciling.agreeing import agreed_when, sides_of
from strandline.reconciling.conflicts import conflicts_of
from strandline.reconciling.facts import Fact
from strandline.reconciling.figures import figures_of
from strandline.reconciling.gists import gist_of
from strandline.reconciling.gists_lines import Line, line_of
from strandline.records import Actor, Event, Kind, Place, Review, Status


def event_of(
    identity: str, facts: Sequence[Fact], *, why: tuple[str, ...], review: Review,
    line_of: Callable[[Fact], Line] = line_of,
) -> Event:  # fmt: skip
    """The event that some facts, in their fixed order, speak of. ``after`` and ``before`` are left open.

    ``line_of`` gives the line of each, as ``gists_lines.line_of`` does.
    """
    held = sides_of(facts)
    figures = figures_of(facts)
    status = _status(facts)
    return Event(
        id=identity,
        gist=gist_of(facts, status, line_of=line_of),
        kind=_kind(facts),
        status=status,
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
