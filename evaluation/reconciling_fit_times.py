"""Fits the choice of the telling: ``python -m evaluation.reconciling_fit_times [--folds N] [--write]``.

Reads the documents of the project's own annotation that may be trained on and the project's own articles, runs the
program's own stages up to the claims, and asks of each window of each happening without a time of its own whether the
annotation bears it out and whether it excludes it. Boosted trees for each of the two, over what the reader sees of
happening and window. Printed with ``--folds``: cross-validated by document, right and not disjoint over all claims
found, for news of the annotation and for the own articles.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from evaluation.claims import match_triggers, rows_of
from evaluation.reconciling_fit_trees import Binned, Floats, Forest, Settings, boost
from evaluation.reconciling_times import verdict_of
from evaluation.street import Street, run
from strandline.claims.syntax import Tree
from strandline.claims.timing_choice import Choice, Trees
from strandline.claims.timing_network import DAY, Bounds
from strandline.claims.timing_of import Timer
from strandline.claims.timing_story import PUBLISHED, is_one_day
from strandline.claims.timing_telling import Telling
from strandline.records import Claim, instant_of
from training import own
from training.splits import claims_test

SETTINGS: Final = Settings()
MOST_WRONG: Final = 0.25
"""A window that is likelier wrong than this is not taken."""
MOST_WRONG_ENDLESS: Final = 0.1
"""The same of a window without an end, which says that a thing is still to come."""
CAUTION: Final = 2.5
"""How much a chance of being wrong counts against one of being right."""
DAY_BONUS: Final = 0.2
"""How much chance a single day may cost against a wider window."""
LEAST: Final = 80
"""A feature of fewer windows is left out."""
NEWS: Final = "claims"
OWN: Final = "own"
ALMOST: Final = 0.75
"""What a window is worth that holds a day more than the gold at an end."""
WEIGHTS: Final = {NEWS: 2.5, OWN: 1.0}
"""What a window of a corpus counts: the own articles are many, and harder than news."""
LEARNT: Final = "abcd"
"""First letters of the own articles that are learnt from; the others only count."""
UNSOUND: Final = frozenset({"GUM_news_soccer"})
"""Documents whose annotation follows another date of publication than they are given."""
Row = dict[str, Any]


@dataclass(frozen=True)
class Option:
    """A window's features, and whether it would be right or wrong; ``exact``: right without a day to spare;
    ``one_day``: whether it is a single day; ``endless``: whether it has no end."""

    features: Mapping[str, float]
    right: bool
    wrong: bool
    exact: bool
    one_day: bool
    endless: bool


@dataclass(frozen=True)
class Case:
    """A happening with its windows, saying nothing first; ``verdict`` where its time is settled without them."""

    corpus: str
    document: str
    options: tuple[Option, ...]
    verdict: str


@dataclass(frozen=True)
class Table:
    """All windows of some cases, one after the other: features (windows, columns), right, wrong and weight (windows,);
    ``starts`` is the first window of each case, and the end."""

    names: tuple[str, ...]
    features: NDArray[np.float32]
    right: Floats
    wrong: Floats
    weight: Floats
    starts: tuple[int, ...]


def head_of(tree: Tree, claim: Claim) -> int:
    """The word of a claim's trigger that stands highest in the tree."""
    inside = [
        index for index, token in enumerate(tree.tokens)
        if claim.trigger.start <= token.start < claim.trigger.end
    ]  # fmt: skip
    return next((index for index in inside if tree.tokens[index].head not in inside), inside[0])


def cases_of(corpus: str, document: str, street: Street, rows: Sequence[Row]) -> list[Case]:
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
        options: tuple[Option, ...] = ()
        if telling.is_open(head):
            options = tuple(
                Option(features, *verdict(row, window.bounds), is_one_day(window.bounds), window.bounds.high is None)
                for window, features in telling.offers(head)
            )
        found.append(Case(corpus, document, options, verdict_of(row, claim.when)))
    return found


def verdict(row: Row, bounds: Bounds) -> tuple[bool, bool, bool]:
    """Whether an interval lies in the gold's with a day to spare at each end, whether it excludes it, and whether it
    lies in it with nothing to spare."""
    low = None if row["not_before"] is None else instant_of(row["not_before"])
    high = None if row["not_after"] is None else instant_of(row["not_after"], end_of_day=True)
    wrong = (bounds.high is not None and low is not None and bounds.high < low) or (
        bounds.low is not None and high is not None and bounds.low > high
    )
    inside, exact = (
        (low is None or (bounds.low is not None and bounds.low >= low - slack))
        and (high is None or (bounds.high is not None and bounds.high <= high + slack))
        for slack in (DAY, 0)
    )
    return inside and not wrong, wrong, exact


def table_of(cases: Sequence[Case]) -> Table:
    """The windows of the cases that have some; where nobody can say more than is known, no window is right."""
    open_cases = [case for case in cases if case.options]
    counts = Counter(
        name for case in open_cases for item in case.options for name, value in item.features.items() if value
    )
    names = tuple(sorted(name for name, count in counts.items() if count >= LEAST))
    column = {name: place for place, name in enumerate(names)}
    starts = np.cumsum([0, *(len(case.options) for case in open_cases)])
    features = np.zeros((int(starts[-1]), len(names)), np.float32)
    right, wrong, weight = (np.zeros(len(features)) for _ in range(3))
    for case, start in zip(open_cases, starts, strict=False):
        settled = case.options[0].right
        for place, item in enumerate(case.options):
            row = int(start) + place
            for name, value in item.features.items():
                if name in column:
                    features[row, column[name]] = value
            worth = 1.0 if item.exact else ALMOST if item.right else 0.0
            right[row] = worth if place == 0 or not settled else 0.0
            wrong[row] = item.wrong
            weight[row] = WEIGHTS[case.corpus]
    return Table(names, features, right, wrong, weight, tuple(int(start) for start in starts))


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


def cross_validated(cases: Sequence[Case], table: Table, folds: int) -> dict[str, float]:
    """Right and not disjoint of each corpus, each document's windows chosen by trees of the other folds."""
    documents = sorted({case.document for case in cases})
    fold = {document: place % folds for place, document in enumerate(documents)}
    open_cases = [case for case in cases if case.options]
    of_window = np.repeat([fold[case.document] for case in open_cases], np.diff(table.starts))
    binned = Binned(table.features)
    chances = np.zeros((2, len(of_window)))
    for number in range(folds):
        for place, gold in enumerate((table.right, table.wrong)):
            forest = boost(binned, gold, table.weight, of_window != number, SETTINGS)
            scores = forest.scores(table.features[of_window == number])
            chances[place, of_window == number] = 1.0 / (1.0 + np.exp(-scores))
    counts = Counter((case.corpus, case.verdict) for case in cases if not case.options)
    choice = Choice({}, trees_of(None), trees_of(None), MOST_WRONG, CAUTION, DAY_BONUS, MOST_WRONG_ENDLESS)
    for case, start, end in zip(open_cases, table.starts, table.starts[1:], strict=False):
        days, endless = ([getattr(option, name) for option in case.options] for name in ("one_day", "endless"))
        right, wrong = (chances[place, start:end].tolist() for place in (0, 1))
        chosen = case.options[choice.best(right, wrong, days, endless)]
        counts[case.corpus, "right" if chosen.right else "disjoint" if chosen.wrong else "open"] += 1
    found: dict[str, float] = {}
    for corpus in WEIGHTS:
        total = max(1, sum(case.corpus == corpus for case in cases))
        found[f"{corpus} right"] = round(100 * counts[corpus, "right"] / total, 1)
        found[f"{corpus} not disjoint"] = round(100 - 100 * counts[corpus, "disjoint"] / total, 1)
    return found


def trees_of(forest: Forest | None) -> Trees:
    """Trees of a forest as the package has them; none of none."""
    if forest is None:
        return Trees(0.0, np.zeros((0, 0), np.int64), np.zeros((0, 0)), np.zeros((0, 0)))
    columns = [[column for column, _ in tree] for tree in forest.questions]
    thresholds = [[threshold for _, threshold in tree] for tree in forest.questions]
    return Trees(forest.start, np.array(columns), np.array(thresholds), forest.leaves)


def text_of(names: Sequence[str], forests: Mapping[str, Forest]) -> str:
    """The choice as TOML, with the columns that some tree asks for."""
    used = sorted({column for forest in forests.values() for tree in forest.questions for column, _ in tree})
    place = {column: number for number, column in enumerate(used)}
    lines = [
        "# How likely a window is right or wrong by what a reader sees of it; see timing_choice.py.",
        "# Fitted by evaluation.reconciling_fit_times on the project's own annotated articles.",
        f"most_wrong = {MOST_WRONG}", f"most_wrong_endless = {MOST_WRONG_ENDLESS}",
        f"caution = {CAUTION}", f"day_bonus = {DAY_BONUS}",
        "features = [", *(f"  {quoted(names[column])}," for column in used), "]",
    ]  # fmt: skip
    for name, forest in forests.items():
        lines += ["", f"[{name}]", *leaves_text(forest, place)]
    return "\n".join([*lines, ""])


def leaves_text(forest: Forest, place: Mapping[int, int]) -> list[str]:
    """A forest as lines of TOML; ``place``: the number of each column among those that are kept."""
    lines = [f"start = {forest.start:.4f}", "trees = ["]
    for tree, leaves in zip(forest.questions, forest.leaves, strict=True):
        asked = " ".join(f"{place[column]}:{threshold:g}" for column, threshold in tree)
        lines.append(f'  "{asked} | {" ".join(str(round(1000 * value)) for value in leaves)}",')
    return [*lines, "]"]


def quoted(name: str) -> str:
    """A name as a TOML string."""
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def training_cases(corpora: Path) -> list[Case]:
    """Cases of all documents that may be trained on."""
    everything = rows_of(corpora / "claims/documents.jsonl")
    test = claims_test([document["id"] for document in everything])
    found: list[Case] = []
    for document in everything:
        if document["id"] not in test | UNSOUND:
            street = run(document["text"], document["published"], identifier=document["id"])
            rows = rows_of(corpora / f"claims/rows/{document['id']}.jsonl")
            found += cases_of(NEWS, document["id"], street, rows)
    for path in own.paths():
        if path.stem[0] in LEARNT:
            article = own.parse(path.read_text("utf-8"))
            street = run(article.text, article.published, identifier=path.stem)
            rows = [
                {"start": item.start, "end": item.end, "not_before": item.earliest, "not_after": item.latest}
                for item in article.triggers
            ]
            found += cases_of(OWN, path.stem, street, rows)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--folds", type=int, default=0, help="cross-validate by document, in so many parts")
    parser.add_argument("--write", action="store_true", help="write the trees into the package")
    options = parser.parse_args()
    if not options.corpora.exists():
        print("telling: not measured, no", options.corpora)
        return
    cases = training_cases(options.corpora)
    table = table_of(cases)
    print(f"telling: {len(cases)} happenings, {len(table.starts) - 1} open, {len(table.right)} windows")
    if options.folds:
        print("telling, cross-validated by document", cross_validated(cases, table, options.folds))
    if options.write:
        binned, everything = Binned(table.features), np.ones(len(table.right), np.bool_)
        forests = {
            name: boost(binned, gold, table.weight, everything, SETTINGS)
            for name, gold in (("right", table.right), ("wrong", table.wrong))
        }
        Path("src/strandline/claims/timing_choice.toml").write_text(text_of(table.names, forests), "utf-8")


if __name__ == "__main__":
    main()
