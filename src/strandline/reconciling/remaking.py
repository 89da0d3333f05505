"""Events from clusters and decisions: what ``reconcile`` ends with, and what makes single events anew.

A decision of a person has to show at once. The events that it concerns are made again from their claims by the very
functions that a whole run uses, given what that run worked out for each claim: its cluster, its voice, its tie. So a
later run comes to the same events.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from strandline.reconciling.applying import apply_rulings
from strandline.reconciling.decisions import Rulings, rulings_of
from strandline.reconciling.events import event_of
from strandline.reconciling.facts import Fact, claim_order, document_order, facts_of
from strandline.reconciling.identity import event_ids
from strandline.reconciling.ordering import graph_of, in_order, sort_key_of
from strandline.reconciling.regrouping import Likeness, regroup
from strandline.reconciling.signals import Ordered
from strandline.records import Claim, Decision, Document, Event, Review, When

Tie = tuple[str, str]
"""The claim that another one is likest to, and why, in words."""
SortKey = str
"""Where an event stands by its time alone, as a string that sorts; see ``display_order.time_key``."""


class MakeEvent(Protocol):
    """Makes an event of the facts of one cluster; see ``events.event_of``."""

    def __call__(self, identity: str, facts: Sequence[Fact], *, why: tuple[str, ...], review: Review) -> Event:
        """The event."""


@dataclass(frozen=True, kw_only=True)
class Workings:
    """What a run worked out for each claim (by id), and the order that the texts give.

    Attributes:
        clusters: the first claim of those that belong together by their words alone.
        voices: who stands behind it; see ``voices``.
        ties: the claim of its cluster that it is likest to, where it is not the first, and why.
        order: pairs of claims that a text puts in order.
        own_whens: the time that an event's claims give, by event id, where its neighbours narrowed it.
    """

    clusters: Mapping[str, str] = field(default_factory=dict)
    voices: Mapping[str, str] = field(default_factory=dict)
    ties: Mapping[str, Tie] = field(default_factory=dict)
    order: Sequence[Ordered] = ()
    own_whens: Mapping[str, When] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Remade:
    """Events as claims and decisions give them, before their order narrows them, and the ids that went elsewhere."""

    events: tuple[Event, ...]
    redirects: dict[str, str]


def remake(
    documents: Sequence[Document],
    claims: Sequence[Claim],
    *,
    workings: Workings,
    decisions: Sequence[Decision],
    earlier: Mapping[str, Sequence[str]],
) -> Remade:
    """Make the events of some claims anew. Nothing may tie the claims to any other: no cluster, event or decision.

    Args:
        documents: the documents of the claims.
        claims: all claims of the events concerned.
        workings: what the last run worked out for these claims.
        decisions: all that speak of the claims or their events, oldest first.
        earlier: the claims of each of the events as they stand.
    """
    ordered = document_order(documents)
    stated = claim_order(ordered, claims)
    facts = facts_of(ordered, stated, lambda claim: workings.voices[claim.id])
    clusters: dict[str, list[str]] = {}
    for claim in stated:
        clusters.setdefault(workings.clusters[claim.id], []).append(claim.id)
    rulings = rulings_of(decisions, [claim.id for claim in stated], earlier)
    return events_of(facts, clusters.values(), workings.ties, rulings, earlier)


def events_of(
    facts: Sequence[Fact],
    clusters: Iterable[Sequence[str]],
    ties: Mapping[str, Tie],
    rulings: Rulings,
    earlier: Mapping[str, Sequence[str]],
    *,
    make: MakeEvent = event_of,
) -> Remade:
    """Events of clusters of claim ids, with what people decided; their order is left open.

    Args:
        facts: in their fixed order.
        clusters: as the claims' words give them.
        ties: why each claim is in its cluster.
        rulings: what all decisions come to.
        earlier: claims of each event of the run before.
        make: makes an event of the facts of one cluster, as ``event_of`` does.
    """
    at = {fact.claim.id: place for place, fact in enumerate(facts)}
    groups = [sorted(at[claim] for claim in own) for own in regroup(clusters, rulings.steps, Likeness(facts))]
    groups.sort()
    ids, redirects = event_ids([[facts[item].claim.id for item in own] for own in groups], earlier, rulings.homes)
    plain = []
    for identity, own in zip(ids, groups, strict=True):
        held = [facts[item] for item in own]
        plain.append(make(identity, held, why=_why(held, ties, rulings), review="open"))
    event_of_claim = {claim: event.id for event in plain for claim in event.claims}
    decided = apply_rulings(plain, rulings, _finder(event_of_claim, redirects, rulings))
    moved = _moved(rulings, {event.id for event in decided}, event_of_claim)
    return Remade(events=tuple(decided), redirects={**redirects, **moved})


class Placed(NamedTuple):
    """An event in its place: what its time alone gives for that, and ids of all events that it has to follow."""

    event: Event
    key: SortKey
    follows: tuple[str, ...]


def reorder(events: Sequence[Event], order: Sequence[Ordered]) -> list[Placed]:
    """Events in the order of display, narrowed by their neighbours, each with its place in it.

    Args:
        events: as ``remake`` gives them; nothing may tie them to any other event by order.
        order: the pairs of their claims that a text puts in order.
    """
    graph = graph_of(events, order)
    return [Placed(event, sort_key_of(event), tuple(graph.shown_before(event.id))) for event in in_order(events, graph)]


def _why(held: Sequence[Fact], ties: Mapping[str, Tie], rulings: Rulings) -> tuple[str, ...]:
    """For each claim, its tie to another of the event; and who put together or took apart what."""
    inside = {fact.claim.id for fact in held}
    reasons = []
    for fact in held:
        tie = ties.get(fact.claim.id)
        if tie is not None and tie[0] in inside:
            reasons.append(tie[1])
    for step in rulings.steps:
        note = f": {step.note}" if step.note else ""
        held_groups = [group for group in step.groups if not inside.isdisjoint(group)]
        if step.action == "join" and len(held_groups) > 1:
            reasons.append(f"{step.who} put {len(held_groups)} events together{note}")
        elif step.action == "part" and held_groups == [step.groups[1]] and step.groups[1]:
            reasons.append(f"{step.who} took this out of another event{note}")
    return tuple(dict.fromkeys(reasons))


def _finder(
    event_of_claim: Mapping[str, str], redirects: Mapping[str, str], rulings: Rulings
) -> Callable[[str, Sequence[str]], str | None]:
    """Where what a decision speaks of has gone, by its target and its claims: to a claim's event, or to the event that
    most of the claims are in now."""

    def find(target: str, claims: Sequence[str]) -> str | None:
        if target in event_of_claim:
            return event_of_claim[target]
        members = claims or rulings.claims_of.get(target, ())
        if members:
            return _most(event_of_claim, members)
        return redirects.get(target, rulings.joined.get(target))

    return find


def _most(event_of_claim: Mapping[str, str], claims: Sequence[str]) -> str:
    """The event that most of some claims are in; of several, that of the first claim."""
    counts = Counter(event_of_claim[claim] for claim in claims)
    return max(counts, key=lambda event: counts[event])


def _moved(rulings: Rulings, standing: set[str], event_of_claim: Mapping[str, str]) -> dict[str, str]:
    """Redirects of ids that decisions speak of and that no event bears any more."""
    found = {
        target: _most(event_of_claim, members)
        for target, members in sorted(rulings.claims_of.items())
        if target not in standing and target not in event_of_claim
    }
    for old, new in sorted(rulings.joined.items()):
        if old not in standing:
            found[old] = new
    return found
