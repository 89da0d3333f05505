"""Claims in, events out: the one place that knows the order of the steps of reconciling."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import msgspec

from strandline.reconciling.candidates import candidate_pairs
from strandline.reconciling.clustering import cluster
from strandline.reconciling.comparing import Comparison
from strandline.reconciling.events import event_of
from strandline.reconciling.facts import Fact, claim_order, document_order, document_stems, facts_of
from strandline.reconciling.identity import event_ids
from strandline.reconciling.limits import excluded
from strandline.reconciling.ordering import in_order
from strandline.reconciling.origins import find_origins
from strandline.reconciling.same_event import PairModel, reasons_for, score_pairs
from strandline.reconciling.voices import Voices
from strandline.records import Claim, Decision, Document, Event, Origin

_WORTH_KEEPING: Final = 0.1


@dataclass(frozen=True, kw_only=True)
class Reconciled:
    """What reconciling makes of all claims.

    ``documents`` bear their origins and ``claims`` their events, both in the order given; ``events`` stand in the order of
    display; ``redirects`` gives, for ids of earlier events that were merged away, where they went.
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
    model = PairModel.load()
    scored = _scored(facts, ordered, model)
    clusters = cluster(
        len(facts),
        scored,
        threshold=model.threshold,
        forbidden=lambda a, b: excluded(facts[a], facts[b]) is not None,
        together=[],
        apart=set(),
    )
    before = {event.id: event.claims for event in earlier or ()}
    ids, redirects = event_ids(
        [[facts[item].claim.id for item in members] for members in clusters], before, frozenset()
    )
    events = [
        event_of(identity, [facts[item] for item in members], why=_why(facts, members, scored), review="open")
        for identity, members in zip(ids, clusters, strict=True)
    ]
    event_of_claim = {claim: event.id for event in events for claim in event.claims}
    name = {document: origins[number].id for document, number in origin_of.items()}
    return Reconciled(
        documents=tuple(msgspec.structs.replace(document, origin=name[document.id]) for document in documents),
        claims=tuple(msgspec.structs.replace(claim, event=event_of_claim[claim.id]) for claim in claims),
        events=tuple(in_order(events)),
        origins=tuple(origins),
        redirects=redirects,
    )


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
