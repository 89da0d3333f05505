"""Claims of the own articles that are held out: ``python -m evaluation.held [--out evaluation/results]``.

Articles of ``training/own`` whose name begins with ``training.own.HELD`` are invented like the others, by other hands
and on other subjects, and nothing is trained, fitted or tuned on them. Figures: triggers, kind, status and days as in
``evaluation.claims``; *attributed*: of the happenings found, how many have a source, or a cue without one, where
the article says that somebody else speaks and nowhere else; names: exact spans and types of the reader.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

from evaluation.claims import STATUS_CLASSES, date_verdict, match_triggers
from evaluation.reader import f1, macro_f1
from evaluation.reconciling_times import how_shown, shares_shown
from evaluation.street import run
from strandline.records import Claim
from training import own


def in_speech(article: own.Article, start: int, end: int) -> bool:
    """Whether words stand in what somebody is said to have said."""
    return any(part == "content" and first < end and start < last for first, last, part in article.speech)


def measured(paths: list[Path]) -> dict[str, float]:
    """The figures of the module's docstring over some articles, in per cent."""
    counts: Counter[str] = Counter()
    statuses: Counter[tuple[str, str]] = Counter()
    expected: set[tuple[str, int, int, str]] = set()
    found: set[tuple[str, int, int, str]] = set()
    for path in paths:
        article = own.parse(path.read_text("utf-8"))
        street = run(article.text, article.published, identifier=path.stem)
        expected |= {(path.stem, row["start"], row["end"], row["type"]) for row in article.names}
        found |= {(path.stem, name.start, name.end, name.type) for name in street.reading.names}
        rows: list[dict[str, Any]] = [
            item._asdict() | {"not_before": item.earliest, "not_after": item.latest} for item in article.triggers
        ]
        for row, claim in match_triggers(rows, street.claims):
            counts["gold"] += row is not None
            counts["found"] += claim is not None
            if row is not None and claim is not None:
                _judge(article, row, claim, counts, statuses)
    both = max(1, counts["both"])
    return {
        "articles": len(paths),
        "happenings": counts["gold"],
        "trigger precision": 100 * counts["both"] / max(1, counts["found"]),
        "trigger recall": 100 * counts["both"] / max(1, counts["gold"]),
        "trigger f1": 200 * counts["both"] / max(1, counts["found"] + counts["gold"]),
        **{f"{name} right": 100 * counts[name] / both for name in ("kind", "status", "attributed", "date right")},
        "date not disjoint": 100 * (1 - counts["date disjoint"] / both),
        **shares_shown(counts),
        "status macro-F1": macro_f1(statuses),
        "names f1": f1(expected, found),
    }


def _judge(
    article: own.Article, row: dict[str, Any], claim: Claim, counts: Counter[str], statuses: Counter[tuple[str, str]]
) -> None:
    counts["both"] += 1
    counts["kind"] += row["kind"] == claim.kind
    counts["status"] += row["status"] == claim.status
    counts["attributed"] += in_speech(article, row["start"], row["end"]) == bool(claim.attribution)
    verdict = date_verdict(row, claim)
    counts[f"date {verdict}"] += 1
    counts[how_shown(claim.when, verdict)] += 1
    statuses[STATUS_CLASSES[row["status"]], STATUS_CLASSES[claim.status]] += 1


def main() -> None:
    """Print the figures and keep them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path("evaluation/results"))
    options = parser.parse_args()
    scores = measured(own.paths(held=True))
    print("own articles held out", "  ".join(f"{name} {value:.1f}" for name, value in scores.items()))
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "held.json").write_text(json.dumps(scores, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
