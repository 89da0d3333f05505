"""Could a fitted choice give a place to claims that the rules leave without? ``python -m evaluation.places_choice``.

For each such claim the places that its sentence or the telling so far offers (``places_offers``), seen as
``places_features`` sees them; boosted trees learn which of them the text puts the happening at (``places_told``). The
likeliest is taken where its chance is at least so much. Printed, cross-validated by document, for each chance: how many
places would be added to the claims of the claims corpus, how many of them are right by the whole text and by the row
alone, and how many of the own articles. Nothing of this is in the package: by their rows alone, which mostly name what
stands in or near the clause, too few of the added are right.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from evaluation.places_features import Features
from evaluation.places_offers import Mention, Offers
from evaluation.places_told import CLAIMS, OWN, Told, documents, told_of
from evaluation.reconciling_fit_times import head_of
from evaluation.reconciling_fit_trees import Binned, Floats, Settings, boost
from evaluation.street import Street
from strandline.claims.placing import mentions_of
from strandline.claims.placing_shared import Scene
from strandline.claims.syntax import Tree

FOLDS: Final = 5
SETTINGS: Final = Settings(trees=200, depth=4, rate=0.05)
RARE: Final = 25
"""A feature of fewer offers is left out."""
CHANCES: Final = (0.85, 0.8, 0.75, 0.7, 0.6, 0.5)


@dataclass(frozen=True)
class Case:
    """A claim without a place, what is offered to it, and what is seen of each offer."""

    told: Told
    offers: Sequence[Mention]
    features: Sequence[Mapping[str, float]]

    @property
    def right(self) -> list[bool]:
        """Whether each offer is right by the text."""
        return [self.told.is_right(offer.place) for offer in self.offers]


def cases_of(street: Street, told: Sequence[Told]) -> list[Case]:
    """The cases of one document."""
    tree, text = Tree(street.reading), street.document.text
    heads = {claim.id: head_of(tree, claim) for claim in street.claims}
    voices = {claim.id: tuple(link.content.start for link in claim.attribution) for claim in street.claims}
    scenes = {heads[claim.id]: Scene(claim.kind, voices[claim.id]) for claim in street.claims}
    placed = {heads[claim.id]: claim.where for claim in street.claims if claim.where}
    offers = Offers(tree, scenes, list(mentions_of(text, tree, street.places)), placed)
    features = Features(text, offers)
    found = []
    for item in told:
        head = heads[item.claim.id]
        here = [] if item.claim.where else offers.of(head)
        status = {f"status {item.claim.status}": 1.0}
        if here:
            found.append(Case(item, here, [{**one, **two, **status} for one, two in features.of(head, here)]))
    return found


def rows_of_features(cases: Sequence[Case]) -> NDArray[np.float32]:
    """The features of all offers, one after the other, (offers, columns)."""
    every = [features for case in cases for features in case.features]
    counts = Counter(name for features in every for name, value in features.items() if value)
    columns = {name: place for place, name in enumerate(sorted(name for name in counts if counts[name] >= RARE))}
    rows = np.zeros((len(every), len(columns)), np.float32)
    for number, features in enumerate(every):
        for name, value in features.items():
            if name in columns:
                rows[number, columns[name]] = value
    return rows


def chances(cases: Sequence[Case]) -> Floats:
    """The chance of each offer, by trees that have not seen its document."""
    names = sorted({case.told.document for case in cases})
    order = np.random.default_rng(0).permutation(len(names))
    fold = {name: int(order[place]) % FOLDS for place, name in enumerate(names)}
    number = np.array([fold[case.told.document] for case in cases for _ in case.offers])
    gold = np.array([float(right) for case in cases for right in case.right])
    binned, found = Binned(rows_of_features(cases)), np.zeros(len(gold))
    for held in range(FOLDS):
        forest = boost(binned, gold, np.ones(len(gold)), number != held, SETTINGS)
        found[number == held] = 1.0 / (1.0 + np.exp(-forest.scores(binned.rows[number == held])))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    options = parser.parse_args()
    if not options.corpora.exists():
        print("choice of places: not measured, no", options.corpora)
        return
    cases: list[Case] = []
    for corpus, name, street, rows in documents(options.corpora):
        cases += cases_of(street, told_of(corpus, name, street, rows))
    found, first = chances(cases), 0
    best: list[tuple[float, Case, Mention]] = []
    for case in cases:
        own = found[first : first + len(case.offers)]
        best.append((float(own.max()), case, case.offers[int(own.argmax())]))
        first += len(case.offers)
    for least in CHANCES:
        words = []
        for corpus in (CLAIMS, OWN):
            taken = [(c, offer) for chance, c, offer in best if chance >= least and c.told.corpus == corpus]
            right = 100 * sum(c.told.is_right(offer.place) for c, offer in taken) / max(1, len(taken))
            in_row = 100 * sum(c.told.is_in_row(offer.place) for c, offer in taken) / max(1, len(taken))
            rows_too = f", by the row {in_row:.1f}" if corpus == CLAIMS else ""
            words.append(f"{corpus} {len(taken)} added, right by the text {right:.1f}{rows_too}")
        print(f"chance {least}: {'; '.join(words)}")


if __name__ == "__main__":
    main()
