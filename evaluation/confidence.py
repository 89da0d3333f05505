"""Is a confidence of 0.8 right eight times in ten: ``python -m evaluation.confidence [--write]``.

Fits the two models of ``strandline.claims.confidence`` (is the trigger right, is the status) on the twelve documents of
the claims corpus that the reader never learnt from, and prints reliability tables, cross-validated by document: the
mean of what was said against the share that was right; expected calibration error (Naeini et al. 2015) over bins of
equal size. By ECB+, whose guide marks nearly every verb, many more triggers are right: there only the order counts.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from evaluation.claims import match_triggers, rows_of
from evaluation.reader import annotated_parts, documents
from evaluation.reconciling_fit_times import head_of, logistic
from evaluation.street import Street, run
from strandline.claims.confidence import Features, probability, status_features, trigger_features
from strandline.claims.status import Standing, status_of
from strandline.claims.syntax import Tree
from strandline.records import Claim
from training.splits import claims_test

ROOT: Final = Path(__file__).parents[1]
TARGET: Final = ROOT / "src/strandline/claims/confidence.toml"
RIDGE: Final = 1.0
BINS: Final = 10
MOST_ECB: Final = 500
"""Documents of ECB+ that are read."""


@dataclass(frozen=True)
class Example:
    """One claim: the features of both models, and what of it was right (``None``: not annotated)."""

    document: str
    trigger: Features
    status: Features
    trigger_right: bool
    status_right: bool | None


def examples(street: Street, gold: Iterable[tuple[int, int]], parts: Sequence[tuple[int, int]]) -> list[Example]:
    """The claims of a document whose happenings were marked in some parts of it."""
    spans = list(gold)
    made = []
    for claim in street.claims:
        start, end = claim.trigger.start, claim.trigger.end
        if any(low <= start < high for low, high in parts):
            right = any(a < end and start < b for a, b in spans)
            made.append(Example(street.document.path, *features_of(street, claim), right, None))
    return made


def features_of(street: Street, claim: Claim) -> tuple[Features, Features]:
    """Features of both models for a claim."""
    mention = next(item for item in street.reading.triggers if item.start == claim.trigger.start)
    tree = Tree(street.reading)
    decided = claim.status == "denied" or status_of(tree, head_of(tree, claim), mention).decided
    standing = Standing(claim.status, claim.status_reason, decided)
    return trigger_features(mention, len(claim.attribution)), status_features(mention, standing)


def ecb(corpora: Path) -> list[Example]:
    """Claims in the selected sentences of ECB+."""
    found = []
    for row in [item for item in documents(corpora / "ecbplus-dev/documents.jsonl") if item["selected"]][:MOST_ECB]:
        gold = [(event["start"], event["end"]) for event in row["events"] if event["selected"]]
        found += examples(run(row["text"], row["url_date"], identifier=row["id"]), gold, annotated_parts(row, "ecb"))
    return found


def own(corpora: Path) -> list[Example]:
    """Claims of the twelve documents, with their statuses."""
    rows = documents(corpora / "claims/documents.jsonl")
    held = claims_test(row["id"] for row in rows)
    found = []
    for row in rows:
        if row["id"] not in held:
            continue
        street = run(row["text"], row["published"], identifier=row["id"])
        gold = rows_of(corpora / f"claims/rows/{row['id']}.jsonl")
        pairs = match_triggers(gold, street.claims)
        matched = {claim.id: item for item, claim in pairs if item is not None and claim is not None}
        for claim in street.claims:
            item = matched.get(claim.id)
            right = None if item is None else bool(item["status"] == claim.status)
            found.append(Example(row["id"], *features_of(street, claim), item is not None, right))
    return found


def fit(rows: Sequence[Features], right: Sequence[bool]) -> dict[str, float]:
    """Weights by name."""
    names = sorted({name for row in rows for name in row})
    matrix = np.array([[row.get(name, 0.0) for name in names] for row in rows])
    weights = logistic(matrix, np.array(right, float), ridge=RIDGE)
    return {name: round(float(value), 3) for name, value in zip(names, weights, strict=True)}


def reliability(chances: Sequence[float], right: Sequence[bool]) -> dict[str, Any]:
    """The table over bins of equal size, and the expected calibration error in per cent."""
    order = np.argsort(np.array(chances), kind="stable")
    table, error = [], 0.0
    for part in np.array_split(order, BINS):
        said = float(np.mean([chances[index] for index in part]))
        held = float(np.mean([right[index] for index in part]))
        table.append({"said": round(said, 3), "right": round(held, 3), "claims": len(part)})
        error += abs(said - held) * len(part) / len(order)
    return {"claims": len(order), "error": round(100 * error, 1), "table": table}


def cross_validated(rows: Sequence[Example]) -> tuple[list[float], list[float]]:
    """The chances that each claim's trigger and status are right, by models that did not see its document."""
    models = {document: models_of([row for row in rows if row.document != document]) for document in {*names_of(rows)}}
    triggers = [probability(row.trigger, models[row.document][0]) for row in rows]
    return triggers, [probability(row.status, models[row.document][1]) for row in rows]


def names_of(rows: Sequence[Example]) -> list[str]:
    """The document of each claim."""
    return [row.document for row in rows]


def models_of(rows: Sequence[Example]) -> tuple[dict[str, float], dict[str, float]]:
    """Weights of both models."""
    judged = [row for row in rows if row.status_right is not None]
    return (
        fit([row.trigger for row in rows], [row.trigger_right for row in rows]),
        fit([row.status for row in judged], [bool(row.status_right) for row in judged]),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=ROOT.parent / "shared" / "corpora")
    parser.add_argument("--write", action="store_true", help="write the weights that the program uses")
    options = parser.parse_args()
    if not (options.corpora / "ecbplus-dev").exists():
        print("not measured: no corpora")
        return
    rows = own(options.corpora)
    trigger, status = models_of(rows)
    said, kept = cross_validated(rows)
    others = ecb(options.corpora)
    results = {
        "trigger, claims test": reliability(said, [row.trigger_right for row in rows]),
        "trigger and status, claims test": reliability(
            [one * two for one, two in zip(said, kept, strict=True)],
            [row.trigger_right and bool(row.status_right) for row in rows],
        ),
        "trigger, ECB+": reliability(
            [probability(row.trigger, trigger) for row in others], [row.trigger_right for row in others]
        ),
    }
    for name, result in results.items():
        print(f"{name}: {result['claims']} claims, expected calibration error {result['error']} points")
        for row in result["table"]:
            print(f"   said {row['said']:.2f}  right {row['right']:.2f}  ({row['claims']})")
    (ROOT / "evaluation/results/confidence.json").write_text(json.dumps(results, indent=1) + "\n", "utf-8")
    if options.write:
        lines = ["# Weights of the two models of confidence, fitted by `python -m evaluation.confidence --write`."]
        for name, weights in (("trigger", trigger), ("status", status)):
            lines += ["", f"[{name}]", *(f"{key} = {value}" for key, value in sorted(weights.items()))]
        TARGET.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
