"""Claims in, events out: the one place that knows the order of the steps of reconciling."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import msgspec

from strandline.reconciling.applying import apply_rulings
from strandline.reconciling.candidates import candidate_pairs
from strandline.reconciling.clustering import cluster
from strandline.reconciling.comparing import Comparison
from strandline.reconciling.decisions import Rulings, rulings_of
from strandline.reconciling.events import event_of
from strandline.reconciling.facts import Fact, claim_order, document_order, document_stems, facts_of
from strandline.reconciling.identity import event_ids
from strandline.reconciling.limits import excluded
from strandline.reconciling.ordering import graph_of, in_order
from strandline.reconciling.origins import find_origins
from strandline.reconciling.same_event import PairModel, reasons_for, score_pairs
from strandline.reconciling.signals import ordered_claims
from strandline.reconciling.voices import Voices
from strandline.records import Claim, Decision, Document, Event, Origin

_WORTH_KEEPING: Final = 0.1


@dataclass(frozen=True, kw_only=True)
class Reconciled:
    """What reconciling makes of all claims.

    ``documents`` bear their origins and ``claims`` their events, both in the order given; ``events`` stand in the order
    of display; ``redirects`` gives, for ids of earlier events that were merged away, where they went.
    """

    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]
    events: tuple[Event, ...]
    origins: tuple[Origin, ...]
    redirects: dict[str, str]


def reconcile(
    documents: Sequence[Document],
    claims: Sequence[Claim],
    *,
    decisions: Sequence[Decision] = (),
    earlier: Sequence[Event] | None = None,
) -> Reconciled:
    """Merge claims into events.

    The same documents, claims, decisions and earlier events give the same result in whatever order they come.

    Args:
        documents: all documents of the chronology.
        claims: all their claims.
        decisions: what people decided, oldest first.
        earlier: the events as they stood, so that ids stay.
    """
    ordered = document_order(documents)
    origins, origin_of = find_origins(ordered)
    stated = claim_order(ordered, claims)
    facts = facts_of(ordered, stated, Voices(ordered, origins).of)
    before = {event.id: event.claims for event in earlier or ()}
    rulings = rulings_of(decisions, [claim.id for claim in stated], before)
    model = PairModel.load()
    scored = _scored(facts, ordered, model)
    clusters = _clusters(facts, scored, model, rulings)
    ids, redirects = event_ids(
        [[facts[item].claim.id for item in members] for members in clusters], before, rulings.homes
    )
    events = [
        event_of(identity, [facts[item] for item in members], why=_why(facts, members, scored), review="open")
        for identity, members in zip(ids, clusters, strict=True)
    ]
    event_of_claim = {claim: event.id for event in events for claim in event.claims}
    decided = apply_rulings(events, rulings, _finder(event_of_claim, redirects, rulings))
    name = {document: origins[number].id for document, number in origin_of.items()}
    return Reconciled(
        documents=tuple(msgspec.structs.replace(document, origin=name[document.id]) for document in documents),
        claims=tuple(msgspec.structs.replace(claim, event=event_of_claim[claim.id]) for claim in claims),
        events=tuple(in_order(decided, graph_of(decided, ordered_claims(ordered, stated)))),
        origins=tuple(origins),
        redirects={**_moved(rulings, {event.id for event in decided}, event_of_claim), **redirects},
    )


def _clusters(
    facts: Sequence[Fact], scored: Mapping[tuple[int, int], float], model: PairModel, rulings: Rulings
) -> list[list[int]]:
    """Clusters of fact numbers, as people decided and else as the model has them."""
    number = {fact.claim.id: fact.number for fact in facts}
    alone = {number[claim] for claim in rulings.alone}

    def forbidden(a: int, b: int) -> bool:
        return a in alone or b in alone or excluded(facts[a], facts[b]) is not None

    return cluster(
        len(facts),
        scored,
        threshold=model.threshold,
        forbidden=forbidden,
        together=sorted(_numbers(number, pair) for pair in rulings.together),
        apart={_numbers(number, pair) for pair in rulings.apart},
    )


def _numbers(number: Mapping[str, int], pair: tuple[str, str]) -> tuple[int, int]:
    one, two = number[pair[0]], number[pair[1]]
    return (one, two) if one < two else (two, one)


def _finder(
    event_of_claim: Mapping[str, str], redirects: Mapping[str, str], rulings: Rulings
) -> Callable[[str], str | None]:
    """Where what an id of a decision stands for has gone: a claim's event, an event's redirect, its first claim's
    event."""

    def find(target: str) -> str | None:
        if target in event_of_claim:
            return event_of_claim[target]
        if target in redirects:
            return redirects[target]
        members = rulings.claims_of.get(target, ())
        return event_of_claim[members[0]] if members else None

    return find


def _moved(rulings: Rulings, standing: set[str], event_of_claim: Mapping[str, str]) -> dict[str, str]:
    """Redirects of ids that decisions speak of and that no event bears any more."""
    return {
        target: event_of_claim[members[0]]
        for target, members in sorted(rulings.claims_of.items())
        if target not in standing and target not in event_of_claim
    }


def _scored(facts: Sequence[Fact], documents: Sequence[Document], model: PairModel) -> dict[tuple[int, int], float]:
    """Chances of the pairs that are worth keeping and that nothing excludes."""
    pairs = candidate_pairs(facts, [document_stems(document) for document in documents])
    if not len(pairs):
        return {}
    chances = score_pairs(Comparison(facts, documents), pairs, model)
    worth = chances >= _WORTH_KEEPING
    return {
        (a, b): chance
        for (a, b), chance in zip(pairs[worth].tolist(), chances[worth].tolist(), strict=True)
        if excluded(facts[a], facts[b]) is None
    }


def _why(facts: Sequence[Fact], members: Sequence[int], scored: Mapping[tuple[int, int], float]) -> tuple[str, ...]:
    """For each claim after the first, its likeliest tie to one before it."""
    reasons = []
    for place, item in enumerate(members[1:], start=1):
        ties = [(scored[other, item], -other) for other in members[:place] if (other, item) in scored]
        if ties:
            chance, other = max(ties)
            words = "; ".join(reasons_for(facts[-other], facts[item])) or "their words are alike"
            reasons.append(f"{_short(facts[item])} – {_short(facts[-other])}: {words} ({round(100 * chance)} %)")
    return tuple(reasons)


def _short(fact: Fact) -> str:
    quote = " ".join(fact.claim.quote.split())
    return f"“{quote if len(quote) <= 60 else quote[:59].rstrip() + '…'}”"
