"""The claims stage's figures: ``python -m evaluation.claims [--corpora ../shared/corpora] [--seed ../shared/seed]
[--show]``.

- seed: rows of the hand-made gold found (a claim whose trigger or quote overlaps the anchor), and of those found,
  status, clock, figures and actors right, dates inside the gold interval
- claims test: the twelve held-out documents (``training.splits``): trigger F1, kind, status, source and date of the
  found ones
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from evaluation.reader import macro_f1
from evaluation.street import Street, run
from strandline.records import Claim, bounds_of, instant_of
from training.splits import claims_test

Row = dict[str, Any]
STATUS_CLASSES = {
    "happened": "happened", "ongoing": "happened", "planned": "planned", "proposed": "planned", "ordered": "planned",
    "attempted": "happened", "threatened": "threatened", "possible": "possible", "conditional": "possible",
    "denied": "not", "did_not_happen": "not", "unclear": "possible",
}  # fmt: skip


def rows_of(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.open(encoding="utf-8")]


def overlap(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def match_row(row: Row, claims: Iterable[Claim]) -> Claim | None:
    """The claim that a gold row with an anchor speaks of: its trigger in the anchor, else the anchor in its quote."""
    span = (row["start"], row["end"])
    inside = [claim for claim in claims if overlap((claim.trigger.start, claim.trigger.end), span)]
    if not inside:
        return None
    kind = row.get("kind")
    return max(inside, key=lambda claim: (claim.kind == kind, claim.status == row["status"], claim.confidence))


def date_verdict(row: Row, claim: Claim, slack_days: int = 1) -> str:
    """``right``: inside the gold interval and no wider than it plus a day; ``disjoint``; ``open``: neither."""
    low = None if row["not_before"] is None else instant_of(row["not_before"])
    high = None if row["not_after"] is None else instant_of(row["not_after"], end_of_day=True)
    earliest, latest = bounds_of(claim.when)
    if (latest is not None and low is not None and latest < low) or (
        earliest is not None and high is not None and earliest > high
    ):
        return "disjoint"
    day = 86400
    inside_low = low is None or (earliest is not None and earliest >= low - slack_days * day)
    inside_high = high is None or (latest is not None and latest <= high + slack_days * day)
    return "right" if inside_low and inside_high else "open"


def clock_of(claim: Claim) -> str | None:
    """Hour and minute that the claim gives, on a known day or not."""
    timex = claim.when.timex
    for value in (claim.when.earliest, timex.value if timex is not None else None):
        if value is not None and "T" in value:
            return value.split("T")[1][:5]
    return None


def figures_right(row: Row, claim: Claim) -> bool:
    # the whole stands before its parts: the first figure of a class is the claim's
    found: dict[str, list[int | None]] = {}
    for figure in claim.figures:
        found.setdefault(figure.what, [figure.low, figure.high])
    return all(row[what] is None or found.get(what) == row[what] for what in ("killed", "injured"))


def seed(folder: Path, *, show: bool) -> dict[str, Any]:
    text = (folder / "article.txt").read_text("utf-8")
    street = run(text, "2020-01-11")
    counts: Counter[str] = Counter()
    for row in rows_of(folder / "gold.jsonl"):
        claim = match_row(row, street.claims)
        counts["rows"] += 1
        if show:
            describe_row(row, claim)
        if claim is None:
            continue
        counts["found"] += 1
        counts["status right"] += claim.status == row["status"]
        counts["kind right"] += claim.kind == row["kind"]
        if row["clock"]:
            counts["clock right"] += clock_of(claim) == row["clock"]
        if row["killed"] or row["injured"]:
            counts["figures"] += 1
            counts["figures right"] += figures_right(row, claim)
        names = " | ".join(f"{actor.name} {actor.text}" for actor in claim.actors).lower()
        for actor in row["actors"]:
            counts["actors"] += 1
            counts["actors found"] += actor.split()[-1].lower() in names
        counts[f"date {date_verdict(row, claim)}"] += 1
    return dict(counts)


def describe_row(row: Row, claim: Claim | None) -> None:
    gold = f"{row['kind']}/{row['status']} {row['not_before']}..{row['not_after']} {row['clock'] or ''}"
    print(f"- {row['anchor']!r} gold {gold}")
    if claim is None:
        print("    NOT FOUND")
        return
    when = claim.when
    actors = ", ".join(f"{actor.name}({actor.role})" for actor in claim.actors)
    sources = " < ".join((link.source.text if link.source else "?") for link in claim.attribution)
    figures = ", ".join(f"{item.what}[{item.low},{item.high}]" for item in claim.figures)
    print(f"    {claim.trigger.text!r} {claim.kind}/{claim.status} ({claim.status_reason})")
    print(f"      {when.earliest}..{when.latest} [{when.basis}] {when.reason}")
    print(f"      {claim.quote!r}")
    print(f"      actors: {actors}; source: {sources}; figures {figures}; at {[place.name for place in claim.where]}")


def match_triggers(gold: list[Row], claims: tuple[Claim, ...]) -> list[tuple[Row | None, Claim | None]]:
    """Gold rows and claims paired by overlapping triggers, each once; the unpaired with None."""
    left = list(claims)
    pairs: list[tuple[Row | None, Claim | None]] = []
    for row in gold:
        hit = next(
            (claim for claim in left if overlap((claim.trigger.start, claim.trigger.end), (row["start"], row["end"]))),
            None,
        )
        if hit is not None:
            left.remove(hit)
        pairs.append((row, hit))
    return [*pairs, *((None, claim) for claim in left)]


def source_right(row: Row, claim: Claim) -> bool:
    """Whether one of a claim's sources is the gold's, by its words or by the name of whom they mean; none for none."""
    named = [link.name.lower() for link in claim.attribution if link.name is not None]
    texts = named + [link.source.text.lower() for link in claim.attribution if link.source is not None]
    if row["source"] is None:
        return not texts
    wanted = row["source"].lower()
    return any(wanted in text or text in wanted or wanted.split()[-1] in text.split() for text in texts)


def corpus(
    corpora: Path, identifiers: frozenset[str]
) -> tuple[dict[str, float], list[tuple[Row, Claim]], list[Street]]:
    counts: Counter[str] = Counter()
    statuses: Counter[tuple[str, str]] = Counter()
    matched: list[tuple[Row, Claim]] = []
    streets: list[Street] = []
    for document in rows_of(corpora / "claims/documents.jsonl"):
        if document["id"] not in identifiers:
            continue
        street = run(document["text"], document["published"], identifier=document["id"])
        streets.append(street)
        gold = rows_of(corpora / f"claims/rows/{document['id']}.jsonl")
        for row, claim in match_triggers(gold, street.claims):
            counts["gold"] += row is not None
            counts["found"] += claim is not None
            if row is None or claim is None:
                continue
            matched.append((row, claim))
            counts["both"] += 1
            counts["kind"] += row["kind"] == claim.kind
            counts["source"] += source_right(row, claim)
            counts["status"] += row["status"] == claim.status
            statuses[STATUS_CLASSES[row["status"]], STATUS_CLASSES[claim.status]] += 1
            counts[f"date {date_verdict(row, claim)}"] += 1
            if row["killed"] or row["injured"]:
                counts["figures"] += 1
                counts["figures right"] += figures_right(row, claim)
    both = max(1, counts["both"])
    scores = {
        "trigger precision": 100 * counts["both"] / max(1, counts["found"]),
        "trigger recall": 100 * counts["both"] / max(1, counts["gold"]),
        "trigger f1": 200 * counts["both"] / max(1, counts["found"] + counts["gold"]),
        **{f"{name} right": 100 * counts[name] / both for name in ("kind", "status", "source", "date right")},
        "date not disjoint": 100 * (1 - counts["date disjoint"] / both),
        "status macro-F1": macro_f1(statuses),
        "figures right": 100 * counts["figures right"] / max(1, counts["figures"]),
    }
    return scores, matched, streets


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--seed", type=Path, default=Path("../shared/seed"))
    parser.add_argument("--show", action="store_true", help="print every row of the seed with what was found")
    parser.add_argument(
        "--development", action="store_true", help="the documents that are trained on, instead of the test"
    )
    parser.add_argument("--out", type=Path, default=Path("evaluation/results"))
    options = parser.parse_args()
    results: dict[str, Any] = {}
    if options.seed.exists():
        results["seed"] = seed(options.seed, show=options.show)
        print("seed  ", results["seed"])
    else:
        print("seed: not measured, no", options.seed)
    if options.corpora.exists():
        everything = [row["id"] for row in rows_of(options.corpora / "claims/documents.jsonl")]
        test = claims_test(everything)
        chosen = frozenset(everything) - test if options.development else test
        scores, _, _ = corpus(options.corpora, chosen)
        results["claims development" if options.development else "claims test"] = scores
        print("claims", "  ".join(f"{name} {value:.1f}" for name, value in scores.items()))
    else:
        print("claims: not measured, no", options.corpora)
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "claims.json").write_text(json.dumps(results, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
