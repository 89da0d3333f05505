"""Fits the pair model: ``python -m evaluation.reconciling_fit_pairs [--write] [--raw]``.

Reads ECB+ topics 1–35 with their gold triggers (claims of our own stages, see ``reconciling_ecb``), compares the pairs
that blocking brings together, and fits a logistic regression with ridge over the features of ``comparing``: in piles of
many topics and in piles of one, for words that are rare in the one are common in the other; pairs from the two
incidents of one kind in a topic count several times. ECB+ has no dates; the weights for documents that bear one are
fitted on dated news and on our own dossiers (those for development), drawn to those of ECB+.

Scored by folds of topics: the mentions of all topics of a fold make one pile, no topic is told, and the clusters are
scored by CoNLL F1 with and without singletons. The hard set are pairs from the two incidents of one kind in a topic:
how many of those that were merged are wrong, and how many of all are. Dated piles are scored one by one, each left out
of the fit. Only the weights ship, with credit (ECB+, CC BY 3.0).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from evaluation.reconciling_ecb import Mentions, dated_mentions, gold_mentions
from evaluation.reconciling_fit_times import logistic
from evaluation.reconciling_merging import DEVELOPMENT, DOSSIERS, load_dossiers, mentions_of
from evaluation.reconciling_scorer import conll, without_singletons
from strandline.reconciling.candidates import candidate_pairs
from strandline.reconciling.clustering import cluster
from strandline.reconciling.comparing import FEATURES, Comparison
from strandline.reconciling.facts import Fact, claim_order, document_order, document_stems, facts_of
from strandline.reconciling.limits import excluded
from strandline.reconciling.rows import Pairs
from strandline.reconciling.same_event import PairModel, against

FOLDS: Final = 5
RIDGE: Final = 5.0
THRESHOLDS: Final = (0.34, 0.38)
THRESHOLD: Final = 0.34
"""The one that ships: lower ones score a little better on ECB+, but merge more of what is alike in dated piles."""
ALIKE: Final = 5
"""How often a pair from the two incidents of one kind in a topic counts: they are few in ECB+, and what people have."""
PRIOR: Final = {
    "times apart": -3.0,
    "reported apart": -1.5,
    "same day": 0.8,
    "times overlap": 0.2,
    "figures exclude": -0.8,
    "figures exclude, of the nearest": 1.5,
    "both count victims": 1.5,
    "clocks apart": -1.5,
    "word of another": -1.0,
    "act of speech": -0.7,
    "act of speech, words": 2.0,
    "two counts by two sources": 1.5,
}
"""What the corpora say little of, for most of their texts bear no dates: weights are drawn to these instead of to
nought."""
DATED_PRIOR: Final = {
    "other things": -2.0,
    "one person, many": -1.5,
    "another": -1.0,
    "times apart": -2.0,
    "clocks apart": 0.5,
    "other day": -1.0,
    "other day, stated": -1.0,
    "others suffer, other day": -1.0,
    "of nobody": 1.0,
    "figures grown": 0.6,
    "one denied": 0.4,
    "two counts by two sources": 1.0,
}
"""What the weights for dated documents are drawn to, added to those of ECB+: plain reasons against one happening, of
which the dated piles have too few cases, and what keeps together a deed and its denial, and a toll that grows."""
DATED_RIDGE: Final = 10.0
"""How strongly the weights for dated documents are drawn to those of ECB+."""
DOSSIER: Final = -100
"""Topic of the first of our own dossiers; the next ones count down from it."""
OFTEN: Final = 3
"""How often a pair of our dossiers counts: they alone are whole piles about one thing, with every happening marked."""
Floats = NDArray[np.float64]


class Pile:
    """The mentions of some topics as one pile, compared once."""

    def __init__(self, mentions: Mentions, topics: set[int]) -> None:
        kept = [document for document in mentions.documents if mentions.topics[document.id] in topics]
        known = {document.id for document in kept}
        documents = document_order(kept)
        claims = claim_order(documents, [claim for claim in mentions.claims if claim.document in known])
        self.facts: list[Fact] = facts_of(documents, claims, lambda claim: claim.document)
        self.chain = [mentions.chains.get(fact.claim.id, fact.claim.id) for fact in self.facts]
        self.topic = [mentions.topics[fact.claim.document] for fact in self.facts]
        self.subtopic = [mentions.subtopics[fact.claim.document] for fact in self.facts]
        pairs = candidate_pairs(self.facts, [document_stems(document) for document in documents])
        inside = [self.facts[a].document == self.facts[b].document for a, b in pairs.tolist()]
        self.within = mentions.within
        self.pairs: Pairs = pairs[inside] if mentions.within else pairs
        self.features: Floats = Comparison(self.facts, documents).features(self.pairs)
        self.gold = np.array([float(self.chain[a] == self.chain[b]) for a, b in self.pairs.tolist()])
        alike = np.array([self._of_two_incidents(a, b) for a, b in self.pairs.tolist()], dtype=bool)
        self.often = np.where(alike, ALIKE, OFTEN if max(topics) <= DOSSIER else 1)

    def _of_two_incidents(self, a: int, b: int) -> bool:
        """Whether two mentions are of the two incidents of one topic."""
        two = self.topic[a] == self.topic[b] >= 0 and self.subtopic[a] != self.subtopic[b]
        return two and self.chain[a] != self.chain[b]

    def clusters(self, model: PairModel) -> list[list[int]]:
        """Clusters of fact numbers, by the program's own steps."""
        chances = model.chances(self.features)
        scored = {
            (a, b): chance
            for (a, b), chance in zip(self.pairs.tolist(), chances.tolist(), strict=True)
            if chance >= 0.1 and excluded(self.facts[a], self.facts[b]) is None
        }
        return cluster(
            len(self.facts), scored, threshold=model.threshold, together=[], apart=set(),
            against=lambda a, b: against(self.facts[a], self.facts[b]),
        )  # fmt: skip


def fitted(piles: Iterable[Pile], threshold: float) -> PairModel:
    """A model fitted on the pairs of some piles without dates; it has no weights of its own for dated ones."""
    prior = np.array([0.0, *(PRIOR.get(name, 0.0) for name in FEATURES)])
    weights = np.round(_weights(list(piles), RIDGE, prior), 3)
    return PairModel(weights[1:], float(weights[0]), threshold, weights[1:], float(weights[0]))


def with_dates(model: PairModel, piles: Iterable[Pile]) -> PairModel:
    """A model with weights for dated documents, fitted on dated piles."""
    against = np.array([0.0, *(DATED_PRIOR.get(name, 0.0) for name in FEATURES)])
    prior = np.array([model.bias, *model.weights]) + against
    weights = np.round(_weights(list(piles), DATED_RIDGE, prior), 3)
    return replace(model, dated=weights[1:], dated_bias=float(weights[0]))


def _weights(piles: Sequence[Pile], ridge: float, prior: Floats) -> Floats:
    """Bias and weights, drawn to ``prior``."""
    features = np.concatenate([np.repeat(pile.features, pile.often, axis=0) for pile in piles])
    gold = np.concatenate([np.repeat(pile.gold, pile.often) for pile in piles])
    return logistic(np.column_stack([np.ones(len(features)), features]), gold, ridge=ridge, prior=prior)


def scores(piles: Sequence[Pile], models: Sequence[PairModel]) -> dict[str, float]:
    """CoNLL F1 with and without singletons, and the hard set, over piles clustered by their models."""
    key: defaultdict[str, set[str]] = defaultdict(set)
    response: list[set[str]] = []
    counts: Counter[str] = Counter()
    for number, (pile, model) in enumerate(zip(piles, models, strict=True)):
        for item, chain in enumerate(pile.chain):
            key[chain].add(f"{number}:{item}")
        for members in pile.clusters(model):
            response.append({f"{number}:{item}" for item in members})
            for a, b in combinations(members, 2):
                if pile.topic[a] == pile.topic[b] and pile.subtopic[a] != pile.subtopic[b]:
                    counts["hard merged"] += 1
                    counts["hard wrong"] += pile.chain[a] != pile.chain[b]
                counts["merged"] += 1
                counts["wrong"] += pile.chain[a] != pile.chain[b]
    keys = list(key.values())
    return {
        "CoNLL F1": round(100 * conll(keys, response), 1),
        "without singletons": round(100 * conll(without_singletons(keys), without_singletons(response)), 1),
        "merged pairs": counts["merged"],
        "of them wrong, per cent": round(100 * counts["wrong"] / max(1, counts["merged"]), 1),
        "across the incidents of a topic": counts["hard merged"],
        "across and wrong, per cent of all merged": round(100 * counts["hard wrong"] / max(1, counts["merged"]), 1),
    }  # fmt: skip


def pairs_found(pile: Pile, model: PairModel) -> Counter[str]:
    """Pairs that belong together, that were merged, and both: within documents alone where the gold is."""
    counts: Counter[str] = Counter()
    cluster_of = {item: number for number, members in enumerate(pile.clusters(model)) for item in members}
    for a, b in combinations(range(len(pile.facts)), 2):
        if pile.within and pile.facts[a].document != pile.facts[b].document:
            continue
        wanted, given = pile.chain[a] == pile.chain[b], cluster_of[a] == cluster_of[b]
        counts["wanted"] += wanted
        counts["given"] += given
        counts["right"] += wanted and given
    return counts


def _in_per_cent(counts: Counter[str]) -> dict[str, float]:
    return {
        "wanted": counts["wanted"], "given": counts["given"],
        "precision": round(100 * counts["right"] / max(1, counts["given"]), 1),
        "recall": round(100 * counts["right"] / max(1, counts["wanted"]), 1),
    }  # fmt: skip


def folds_of(mentions: Mentions) -> list[set[int]]:
    """Topics by fold."""
    topics = sorted(set(mentions.topics.values()))
    return [set(topics[number::FOLDS]) for number in range(FOLDS)]


def cross_validated(
    piles: Sequence[Pile], single: Sequence[Pile], dated: Sequence[Pile]
) -> dict[float, dict[str, Any]]:
    """Scores by threshold; ``single`` are piles of one topic, that are trained on beside the folds."""
    undated = [*piles, *single]
    models = [fitted(_without(pile, undated), 0.5) for pile in piles]
    base = fitted(undated, 0.5)
    models += [with_dates(base, _without(pile, dated)) for pile in dated]
    found: dict[float, dict[str, Any]] = {}
    for threshold in THRESHOLDS:
        at = [replace(model, threshold=threshold) for model in models]
        found[threshold] = dict(scores(piles, at[: len(piles)]))
        pairs = [pairs_found(pile, model) for pile, model in zip(dated, at[len(piles) :], strict=True)]
        news = [own for own, pile in zip(pairs, dated, strict=True) if max(pile.topic) > DOSSIER]
        found[threshold]["dated news, pairs"] = [_in_per_cent(own) for own in news]
        found[threshold]["dossiers, pairs"] = _in_per_cent(sum((own for own in pairs if own not in news), Counter()))
    return found


def _without(left_out: Pile, piles: Iterable[Pile]) -> list[Pile]:
    """The piles that have no topic of the one that is left out."""
    topics = set(left_out.topic)
    return [pile for pile in piles if not topics & set(pile.topic)]


def table(model: PairModel) -> str:
    """The model as TOML."""
    lines = [
        "# Weights of the pair model: how much each feature speaks for (or against) one happening. See comparing.py.",
        "# Fitted by evaluation.reconciling_fit_pairs on ECB+ topics 1–35 (Cybulska and Vossen 2014, CC BY 3.0);",
        "# those for documents that bear a date were drawn from these to MEANTIME's apple topic (Minard et al. 2016,",
        "# CC BY 4.0), the project's own annotated news and its own dossiers.",
        f"bias = {model.bias:g}", f"bias_dated = {model.dated_bias:g}", f"threshold = {model.threshold:g}", "",
        "[weights]",
        *(f'"{name}" = {float(weight):g}' for name, weight in zip(FEATURES, model.weights, strict=True)),
        "", "[weights_dated]",
        *(f'"{name}" = {float(weight):g}' for name, weight in zip(FEATURES, model.dated, strict=True)),
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--write", action="store_true", help="write the weights into the package")
    parser.add_argument("--out", type=Path, default=Path("evaluation/results"))
    options = parser.parse_args()
    if not options.corpora.exists():
        print("same event: not measured, no", options.corpora)
        return
    dossiers = [item for name in DEVELOPMENT for item in load_dossiers(DOSSIERS / f"{name}.toml")]
    dated = [*dated_mentions(options.corpora), *mentions_of(dossiers, DOSSIER)]
    report(gold_mentions(options.corpora), dated, options.out, write=options.write)


def report(mentions: Mentions, dated: Sequence[Mentions], out: Path, *, write: bool) -> dict[str, Any]:
    """Print and keep the scores; write the weights if asked to."""
    piles = [Pile(mentions, topics) for topics in folds_of(mentions)]
    single, news = (
        [Pile(some, {topic}) for some in group for topic in sorted(set(some.topics.values()))]
        for group in ([mentions], dated)
    )
    shipped = scores(piles, [PairModel.load()] * len(piles))
    results: dict[str, Any] = {"shipped weights (seen)": shipped, "threshold": THRESHOLD}
    for threshold, result in cross_validated(piles, single, news).items():
        results[f"cross-validated by topic, threshold {threshold}"] = result
    for name, value in results.items():
        print(name, value)
    out.mkdir(parents=True, exist_ok=True)
    (out / "reconciling_pairs.json").write_text(json.dumps(results, indent=1) + "\n", "utf-8")
    if write:
        text = table(with_dates(fitted([*piles, *single], THRESHOLD), news))
        Path("src/strandline/reconciling/same_event.toml").write_text(text, "utf-8")
    return results


if __name__ == "__main__":
    main()
