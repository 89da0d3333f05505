"""Fits the weights of the telling: ``python -m evaluation.reconciling_fit_times [--write]``.

Reads the documents of the project's own annotation that may be trained on, runs the program's own stages up to the
claims, and asks of each happening without a time of its own which of the telling's accounts the annotators bear out:
those whose window lies in what they give; "open", where they give no more than is known; "elsewhere", where no account
holds. Weights of a logistic choice among the accounts, by the likelihood of all that hold together, drawn to nought by
ridge. Printed: cross-validated by document, right and never disjoint over all claims found.
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
from strandline.claims.timing_telling import Model, Offer, Telling, accounts_of, weight_names
from strandline.records import Claim, instant_of

RIDGE: Final = 4.0
MOST_WRONG: Final = 0.22
"""A window that is likelier wrong than this is not taken."""
PAST: Final = 0.3
"""Share of what lies elsewhere that lies after a window without a beginning."""
DAY_BONUS: Final = 0.05
"""How much chance a single day may cost against a wider window."""
FOLDS: Final = 10
LEAST: Final = 0.03
"""Weights below this are left out of the file."""
UNSOUND: Final = frozenset({"GUM_news_soccer"})
"""Documents whose annotation follows another date of publication than they are given."""
Row = dict[str, Any]


@dataclass(frozen=True)
class Choice:
    """A window for a happening, and whether it would be right or wrong."""

    offer: Offer
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
            choices = tuple(Choice(offer, *verdict(row, offer.bounds)) for offer, _ in telling.offers(head))
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


def fit(cases: Sequence[Case]) -> Model:
    """The weights by some cases."""
    groups = [(case, accounts_of([choice.offer for choice in case.choices])) for case in cases if len(case.choices) > 1]
    rows = [list(weight_names(account)) for _, accounts in groups for account in accounts]
    names = sorted({name for row in rows for name in row})
    column = {name: index for index, name in enumerate(names)}
    starts = np.cumsum([0, *(len(row) for row in rows)])
    matrix = csr_matrix((np.ones(starts[-1]), [column[name] for row in rows for name in row], starts))
    held = np.array([float(holds) for case, _ in groups for holds in holding(case)])
    counts = np.array([len(accounts) for _, accounts in groups])
    weights = conditional(matrix, held, counts, ridge=RIDGE)
    kept = {name: round(float(value), 3) for name, value in zip(names, weights, strict=True) if abs(value) >= LEAST}
    return Model(kept, MOST_WRONG, PAST, DAY_BONUS)


def holding(case: Case) -> list[bool]:
    """Which accounts of a case the annotation bears out, in the order of ``accounts_of``."""
    nothing, *windows = case.choices
    right = [window.right for window in windows]
    if nothing.right and all(right):
        return [True, False, *(False for _ in right)]
    return [nothing.right, not nothing.right and not any(right), *right]


def conditional(
    matrix: Any, held: NDArray[np.float64], counts: NDArray[np.int64], *, ridge: float
) -> NDArray[np.float64]:
    """Weights of a logistic choice among the rows of each group, of which one or several hold.

    Args:
        matrix: (rows, columns), sparse; the rows of a group follow one another.
        held: 1 for rows that hold, (rows,); at least one in each group.
        counts: rows of each group.
        ridge: weight of the sum of squares.
    """
    group = np.repeat(np.arange(len(counts)), counts)

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        powers = np.exp(np.clip(matrix @ weights, -30.0, 30.0))
        whole, right = np.bincount(group, powers), np.bincount(group, powers * held)
        slope = powers / whole[group] - powers * held / right[group]
        value = float(np.sum(np.log(whole) - np.log(right)) + 0.5 * ridge * weights @ weights)
        return value, matrix.T @ slope + ridge * weights

    found: NDArray[np.float64] = minimize(loss, np.zeros(matrix.shape[1]), jac=True, method="L-BFGS-B").x
    return found


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


def choose(case: Case, model: Model) -> Choice:
    """The window that the program takes."""
    accounts = accounts_of([choice.offer for choice in case.choices])
    return case.choices[model.best(accounts, model.chances(accounts))[0]]


def cross_validated(cases: Sequence[Case]) -> dict[str, float]:
    """Right and never disjoint over all cases, each document's windows chosen by weights of the other folds."""
    documents = sorted({case.document for case in cases})
    fold = {document: index % FOLDS for index, document in enumerate(documents)}
    counts: Counter[str] = Counter()
    for number in range(FOLDS):
        model = fit([case for case in cases if fold[case.document] != number])
        for case in cases:
            if fold[case.document] == number:
                counts["all"] += 1
                if case.choices:
                    chosen = choose(case, model)
                    counts["right"] += chosen.right
                    counts["disjoint"] += chosen.wrong
                    counts[f"took {chosen.offer.window}"] += 1
                else:
                    counts[case.verdict] += 1
    total = counts["all"]
    return {
        "claims": total, "right": round(100 * counts["right"] / total, 1),
        "not disjoint": round(100 - 100 * counts["disjoint"] / total, 1),
        **{name: count for name, count in sorted(counts.items()) if name.startswith("took")},
    }  # fmt: skip


def table(model: Model) -> str:
    """The weights as TOML."""
    return "\n".join([
        "# How the telling weighs accounts of when a happening without a time of its own was; see timing_telling.py.",
        "# Fitted by evaluation.reconciling_fit_times on the project's own annotated articles (CC BY 4.0).",
        f"most_wrong = {model.most_wrong}", f"past = {model.past}", f"day_bonus = {model.day_bonus}", "", "[weights]",
        *(f'"{name}" = {value}' for name, value in sorted(model.weights.items())), "",
    ])  # fmt: skip


def training_cases(corpora: Path) -> list[Case]:
    """Cases of all documents that may be trained on."""
    everything = rows_of(corpora / "claims/documents.jsonl")
    test = claims_test([document["id"] for document in everything])
    found: list[Case] = []
    for document in everything:
        if document["id"] not in test | UNSOUND:
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
