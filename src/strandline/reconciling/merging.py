"""Claims in, events out: the one place that knows the order of the steps of reconciling."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import msgspec
import numpy as np

from strandline.reconciling.candidates import candidate_pairs, related
from strandline.reconciling.clustering import NEVER, cluster
from strandline.reconciling.comparing import Comparison
from strandline.reconciling.decisions import Rulings, rulings_of
from strandline.reconciling.disputed import disputed_pairs, tolls_denied
from strandline.reconciling.facts import Fact, claim_order, document_order
from strandline.reconciling.keeping import Keeping, Kept
from strandline.reconciling.limits import excluded
from strandline.reconciling.ordering import graph_of, in_order
from strandline.reconciling.origins import find_origins
from strandline.reconciling.phases import told_in_two_words
from strandline.reconciling.remaking import Workings, events_of
from strandline.reconciling.rows import Floats, Pairs
from strandline.reconciling.same_event import PairModel, against, are_tied, reasons_for, score_pairs
from strandline.reconciling.signals import Ordered
from strandline.reconciling.sorts import Sorts
from strandline.reconciling.texts import TextWords
from strandline.reconciling.voices import Voices
from strandline.records import Claim, Decision, Document, Event, Origin

_WORTH_KEEPING: Final = 0.1
_WORTH_DISPUTING: Final = 0.03
_SURE: Final = 0.97
"""Chance of two words of one clause for one happening, and of a bare word and what it points at."""
_POINTING: Final = 0.05
"""How much a bare word counts in what its event is held against: what it points at does."""


@dataclass(frozen=True, kw_only=True)
class Reconciled:
    """What reconciling makes of all claims.

    ``documents`` bear their origins and ``claims`` their events, both in the order given; ``events`` stand in the order
    of display; ``redirects`` gives, for ids of earlier events that were merged away, where they went; ``workings`` what
    single events can be made again from (``remaking``).
    """

    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]
    events: tuple[Event, ...]
    origins: tuple[Origin, ...]
    redirects: dict[str, str]
    workings: Workings = field(default_factory=Workings)


def reconcile(
    documents: Sequence[Document],
    claims: Sequence[Claim],
    *,
    decisions: Sequence[Decision] = (),
    earlier: Sequence[Event] | None = None,
    kept: Kept | None = None,
) -> Reconciled:
    """Merge claims into events.

    The same documents, claims, decisions and earlier events give the same result in whatever order they come.

    Args:
        documents: all documents of the chronology.
        claims: all their claims.
        decisions: what people decided, oldest first.
        earlier: the events as they stood, so that ids stay.
        kept: what earlier runs of this very code worked out; it is read and added to, and only saves time.
    """
    ordered = document_order(documents)
    keeping = Keeping(kept)
    texts = keeping.texts(ordered)
    origins, origin_of = find_origins(ordered, texts=texts, credits_of=keeping.credits)
    stated = claim_order(ordered, claims)
    facts = keeping.facts(ordered, stated, Voices(ordered, origins).of)
    before = {event.id: event.claims for event in earlier or ()}
    rulings = rulings_of(decisions, [claim.id for claim in stated], before)
    model = PairModel.load()
    scored = _scored(facts, ordered, texts, model)
    clusters = _clusters(facts, scored, model, rulings)
    workings = _workings(facts, clusters, scored, keeping.order(ordered, stated))
    members = [[facts[item].claim.id for item in own] for own in clusters]
    made = events_of(facts, members, workings.ties, rulings, before, make=keeping.event)
    shown = in_order(made.events, graph_of(made.events, workings.order), ordered, stated)
    event_of_claim = {claim: event.id for event in shown for claim in event.claims}
    name = {document: origins[number].id for document, number in origin_of.items()}
    own_whens = {event.id: event.when for event in made.events}
    return Reconciled(
        documents=tuple(msgspec.structs.replace(document, origin=name[document.id]) for document in documents),
        claims=tuple(msgspec.structs.replace(claim, event=event_of_claim[claim.id]) for claim in claims),
        events=tuple(shown),
        origins=tuple(origins),
        redirects=made.redirects,
        workings=replace(
            workings,
            own_whens={event.id: own_whens[event.id] for event in shown if own_whens[event.id] != event.when},
        ),
    )


def _clusters(
    facts: Sequence[Fact], scored: Mapping[tuple[int, int], float], model: PairModel, rulings: Rulings
) -> list[list[int]]:
    """Clusters of fact numbers as the model has them; what people decided on them comes after (``events_of``)."""
    by_hand = {fact.number for fact in facts if fact.claim.id in rulings.by_hand}

    pointing = _pointing(facts)
    weights = [1.0] * len(facts)
    for _, bare in pointing:
        weights[bare] = _POINTING

    def speaks_against(a: int, b: int) -> float:
        if a in by_hand or b in by_hand:
            return NEVER
        return against(facts[a], facts[b], allowed=((a, b) if a < b else (b, a)) in scored)

    return cluster(
        len(facts), scored, threshold=model.threshold, against=speaks_against, apart=set(),
        together=[pair for pair in pointing if by_hand.isdisjoint(pair)],
        weights=weights,
    )  # fmt: skip


def _workings(
    facts: Sequence[Fact],
    clusters: Sequence[Sequence[int]],
    scored: Mapping[tuple[int, int], float],
    order: Sequence[Ordered],
) -> Workings:
    """What single events can be made again from."""
    ties = {}
    for members in clusters:
        for place, item in enumerate(members[1:], start=1):
            near = [(scored[other, item], -other) for other in members[:place] if (other, item) in scored]
            if near:
                chance, other = max(near)
                ties[facts[item].claim.id] = (facts[-other].claim.id, _reason(facts[item], facts[-other], chance))
    return Workings(
        clusters={facts[item].claim.id: facts[members[0]].claim.id for members in clusters for item in members},
        voices={fact.claim.id: fact.voice for fact in facts},
        ties=ties,
        order=tuple(order),
    )


def _scored(
    facts: Sequence[Fact], documents: Sequence[Document], texts: Sequence[TextWords], model: PairModel
) -> dict[tuple[int, int], float]:
    """Chances of the pairs that are worth keeping and that nothing excludes, or only what reports dispute."""
    stems = [text.stems for text in texts]
    near = related(stems)
    pairs = candidate_pairs(facts, stems, near)
    in_two_words = dict.fromkeys(told_in_two_words(facts, documents), _SURE)
    in_two_words |= dict.fromkeys(_pointing(facts), _SURE)
    if not len(pairs):
        return in_two_words
    comparison = Comparison(facts, documents, texts, near)
    chances = score_pairs(comparison, pairs, model, least=_WORTH_DISPUTING)
    bare = np.array([fact.bare for fact in facts], dtype=bool)
    loose = (bare[pairs[:, 0]] | bare[pairs[:, 1]]) & (chances >= _WORTH_DISPUTING)
    loose &= Sorts(facts).several(pairs[:, 0], pairs[:, 1])
    chances[loose] *= are_tied(comparison.features(pairs[loose]))
    likely = chances >= model.threshold
    scored = _allowed(facts, pairs[likely], chances[likely])
    worth = chances >= _WORTH_DISPUTING
    compared = {(a, b): chance for (a, b), chance in zip(pairs[worth].tolist(), chances[worth].tolist(), strict=True)}
    scored |= disputed_pairs(facts, compared, scored, model.threshold)
    scored |= tolls_denied(facts, compared) | in_two_words
    # Clusters only ever join where some pair between them is likely, so that beside the likely pairs only those count
    # whose claims these pairs tie together, directly or not.
    tied = _tied(len(facts), list(scored))
    beside = ~likely & (chances >= _WORTH_KEEPING) & (tied[pairs[:, 0]] == tied[pairs[:, 1]])
    return _allowed(facts, pairs[beside], chances[beside]) | scored


def _pointing(facts: Sequence[Fact]) -> list[tuple[int, int]]:
    """Bare words with what they point at, where their texts tell of several happenings of a sort; fact numbers, lower
    first."""
    at = {(fact.document, fact.claim.trigger.start): fact.number for fact in reversed(facts)}
    found = [(at[fact.document, fact.points_at], fact.number) for fact in facts if fact.points_at is not None]
    pairs = np.sort(np.array(found, dtype=np.int64).reshape(-1, 2), axis=1)
    kept = pairs[Sorts(facts).several(pairs[:, 0], pairs[:, 1])]
    return sorted((one, two) for one, two in kept.tolist())


def _allowed(facts: Sequence[Fact], pairs: Pairs, chances: Floats) -> dict[tuple[int, int], float]:
    """Chances of the pairs that nothing excludes."""
    return {
        (a, b): chance
        for (a, b), chance in zip(pairs.tolist(), chances.tolist(), strict=True)
        if excluded(facts[a], facts[b]) is None
    }


def _tied(count: int, pairs: Sequence[tuple[int, int]]) -> Pairs:
    """For each fact, the lowest number in the group that pairs tie it to, directly or not; shape (facts,)."""
    ends = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    groups: Pairs = np.arange(count, dtype=np.int64)
    while True:
        one, two = groups[ends[:, 0]], groups[ends[:, 1]]
        if np.array_equal(one, two):
            return groups
        low = np.minimum(one, two)
        np.minimum.at(groups, one, low)
        np.minimum.at(groups, two, low)
        while not np.array_equal(groups, onward := groups[groups]):
            groups = onward


def _reason(fact: Fact, other: Fact, chance: float) -> str:
    """Why a claim is tied to another, in a line."""
    words = "; ".join(reasons_for(other, fact)) or "their words are alike"
    return f"{_short(fact)} – {_short(other)}: {words} ({round(100 * chance)} %)"


def _short(fact: Fact) -> str:
    quote = " ".join(fact.claim.quote.split())
    return f"“{quote if len(quote) <= 60 else quote[:59].rstrip() + '…'}”"
