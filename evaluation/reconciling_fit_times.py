"""Fits the weights of the telling: ``python -m evaluation.reconciling_fit_times [--write]``.

Reads the fifty documents of the project's own annotation that may be trained on, runs the program's own stages up to
the claims, and asks of each happening without a time of its own, and of each window that the telling opens for it,
whether the window lies in what the annotators give (right) or excludes it (wrong). Two logistic models with a weight
for each window and feature, drawn to nought by ridge. Printed: cross-validated by document, right and never disjoint
over all claims found.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from training.splits import claims_test

from evaluation.claims import match_triggers, rows_of
from evaluation.reconciling_times import verdict_of
from evaluation.street import Street, run
from strandline.claims.syntax import Tree
from strandline.claims.timing_network import DAY, Bounds
from strandline.claims.timing_of import Timer
from strandline.claims.timing_story import PUBLISHED
from strandline.claims.timing_telling import Models, Telling, Weights, weight_names
from strandline.records import Claim, instant_of

RIDGE: Final = 3.0
MOST_WRONG: Final = 0.16
"""A window that is likelier wrong than this is not taken."""
FOLDS: Final = 10
LEAST: Final = 0.03
"""Weights below this are left out of the file."""
Row = dict[str, Any]


@dataclass(frozen=True)
class Choice:
    """A window for a happening: its features, and whether it would be right or wrong."""

    window: str
    features: tuple[str, ...]
    right: bool
    wrong: bool


@dataclass(frozen=True)
class Case:
    """A happening with its windows; ``verdict`` where its time is settled without them."""

    document: str
    choices: tuple[Choice, ...]
    verdict: str


def head_of(tree: Tree, claim: Claim) -> int:
    """The word of a claim's trigger that stands highest in the tree."""
    inside = [
        index for index, token in enumerate(tree.tokens)
        if claim.trigger.start <= token.start < claim.trigger.end
    ]  # fmt: skip
    return next((index for index in inside if tree.tokens[index].head not in inside), inside[0])


def cases_of(document: str, street: Street, rows: Sequence[Row]) -> list[Case]:
    """The cases of one document: every row of the annotation that the program finds."""
    tree = Tree(street.reading)
    heads = {claim.id: head_of(tree, claim) for claim in street.claims}
    timer = Timer(tree, street.times, street.document.published)
    story, _ = timer.story([(heads[claim.id], claim.status, bool(claim.attribution)) for claim in street.claims])
    telling = Telling(story, story.known.bounds.get(PUBLISHED))
    found = []
    for row, claim in match_triggers(list(rows), street.claims):
        if row is None or claim is None:
            continue
        head = heads[claim.id]
        choices: tuple[Choice, ...] = ()
        if telling.is_open(head):
            choices = tuple(
                Choice(window.name, tuple(telling.features(head, window)), *verdict(row, window.bounds))
                for window in telling.windows(head)
            )
        found.append(Case(document, choices, verdict_of(row, claim.when)))
    return found


def verdict(row: Row, bounds: Bounds) -> tuple[bool, bool]:
    """Whether an interval lies in the gold's with a day to spare at each end, and whether it excludes it."""
    low = None if row["not_before"] is None else instant_of(row["not_before"])
    high = None if row["not_after"] is None else instant_of(row["not_after"], end_of_day=True)
    wrong = (bounds.high is not None and low is not None and bounds.high < low) or (
        bounds.low is not None and high is not None and bounds.low > high
    )
    inside = (low is None or (bounds.low is not None and bounds.low >= low - DAY)) and (
        high is None or (bounds.high is not None and bounds.high <= high + DAY)
    )
    return inside and not wrong, wrong


def fit(cases: Sequence[Case]) -> Models:
    """Both models over the windows of some cases."""
    choices = [choice for case in cases for choice in case.choices]
    rows = [weight_names(choice.window, choice.features) for choice in choices]
    names = sorted({name for row in rows for name in row})
    column = {name: index for index, name in enumerate(names)}
    indices = [column[name] for row in rows for name in row]
    starts = np.cumsum([0, *(len(row) for row in rows)])
    matrix = csr_matrix((np.ones(len(indices)), indices, starts), shape=(len(rows), len(names)))
    made = []
    for which in ("right", "wrong"):
        weights = logistic(matrix, np.array([float(getattr(choice, which)) for choice in choices]), ridge=RIDGE)
        kept = {name: round(float(value), 3) for name, value in zip(names, weights, strict=True) if abs(value) >= LEAST}
        made.append(Weights(kept))
    return Models(made[0], made[1], MOST_WRONG)


def logistic(
    matrix: Any, gold: NDArray[np.float64], *, ridge: float, prior: NDArray[np.float64] | None = None
) -> NDArray[np.float64]:
    """Weights of a logistic regression, drawn to ``prior`` or to nought; ``matrix`` sparse or not, (rows, columns)."""
    centre = np.zeros(matrix.shape[1]) if prior is None else prior

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        score = matrix @ weights
        value = float(np.sum(np.logaddexp(0.0, score) - gold * score) + 0.5 * ridge * np.sum((weights - centre) ** 2))
        return value, matrix.T @ (1.0 / (1.0 + np.exp(-score)) - gold) + ridge * (weights - centre)

    found: NDArray[np.float64] = minimize(loss, centre, jac=True, method="L-BFGS-B").x
    return found


def choose(case: Case, models: Models) -> Choice:
    """The window that the program takes."""
    return case.choices[models.best([(choice.window, choice.features) for choice in case.choices])[0]]


def cross_validated(cases: Sequence[Case]) -> dict[str, float]:
    """Right and never disjoint over all cases, each document's windows chosen by weights of the other folds."""
    documents = sorted({case.document for case in cases})
    fold = {document: index % FOLDS for index, document in enumerate(documents)}
    counts: Counter[str] = Counter()
    for number in range(FOLDS):
        models = fit([case for case in cases if fold[case.document] != number])
        for case in cases:
            if fold[case.document] == number:
                counts["all"] += 1
                if case.choices:
                    chosen = choose(case, models)
                    counts["right"] += chosen.right
                    counts["disjoint"] += chosen.wrong
                    counts[f"took {chosen.window}"] += 1
                else:
                    counts[case.verdict] += 1
    total = counts["all"]
    return {
        "claims": total, "right": round(100 * counts["right"] / total, 1),
        "not disjoint": round(100 - 100 * counts["disjoint"] / total, 1),
        **{name: count for name, count in sorted(counts.items()) if name.startswith("took")},
    }  # fmt: skip


def table(models: Models) -> str:
    """The weights as TOML."""
    lines = [
        "# How the telling weighs windows for a happening without a time of its own; see timing_telling.py.",
        "# Fitted by evaluation.reconciling_fit_times on the project's own annotated articles (CC BY 4.0).",
        f"most_wrong = {models.most_wrong}",
    ]
    for name, weights in (("right", models.right), ("wrong", models.wrong)):
        lines += ["", f"[{name}]", *(f'"{key}" = {value}' for key, value in sorted(weights.by_name.items()))]
    return "\n".join(lines) + "\n"


def training_cases(corpora: Path) -> list[Case]:
    """Cases of all documents that may be trained on."""
    everything = rows_of(corpora / "claims/documents.jsonl")
    test = claims_test([document["id"] for document in everything])
    found: list[Case] = []
    for document in everything:
        if document["id"] not in test:
            street = run(document["text"], document["published"], identifier=document["id"])
            found += cases_of(document["id"], street, rows_of(corpora / f"claims/rows/{document['id']}.jsonl"))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--write", action="store_true", help="write the weights into the package")
    options = parser.parse_args()
    if not options.corpora.exists():
        print("telling: not measured, no", options.corpora)
        return
    cases = training_cases(options.corpora)
    print("telling, cross-validated by document", cross_validated(cases))
    if options.write:
        Path("src/strandline/claims/timing_telling.toml").write_text(table(fit(cases)), "utf-8")


if __name__ == "__main__":
    main()
