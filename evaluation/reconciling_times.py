"""When it happened: ``python -m evaluation.reconciling_times [--corpora ../shared/corpora] [--seed ../shared/seed]``.

- apple: events of wikinews-apple with a gold date, of those found as claims: exact at the gold's granularity, gold
inside the
  interval, median width in days; beside it, what taking the publication date gives
- claims: rows found of the twelve test documents (or, with ``--development``, of the other fifty): date right (inside
the gold
  interval and no wider than it plus a day at each end), never disjoint from it; the same for taking the publication
  date
- timeset: order of pairs found, by the order of events
- order shown: of pairs of events whose order the gold tells (timelines of wikinews-apple; links of aquaint, each
  document alone), the share that the display has so; beside it, the same for those that it shows on one day alone
- seed: dates right of all rows, wrong with certainty (a day that excludes the gold's)
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from statistics import median
from typing import Any, Final

import msgspec

from evaluation.claims import match_row, match_triggers, overlap, rows_of
from evaluation.street import Street, run
from strandline.reconciling import Reconciled, reconcile
from strandline.reconciling.intervals import interval_of
from strandline.records import Claim, When, bounds_of, instant_of
from training.splits import claims_test

DAY: Final = 86_400
_EARLIER: Final = frozenset({"BEFORE", "IBEFORE"})
_LATER: Final = frozenset({"AFTER", "IAFTER"})
"""Links of TimeML whose first event lies before, and after, the second."""
Row = dict[str, Any]


def exact(when: When, gold: str) -> bool:
    """Whether both ends lie in the gold's day, month or year."""
    return bool(when.earliest and when.latest and when.earliest.startswith(gold) and when.latest.startswith(gold))


def gold_span(gold: str) -> tuple[int, int]:
    """First and last second of a day, month or year."""
    parts = [int(part) for part in gold.split("-")]
    first = instant_of(
        "-".join(
            [gold, "01-01", "01"][: 1 if len(parts) == 3 else 2] if len(parts) == 1 else [gold, "01"][: 4 - len(parts)]
        )
    )
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    if len(parts) == 3:
        return first, first + DAY - 1
    after = f"{year + 1:04}-01-01" if month == 12 else f"{year:04}-{month + 1:02}-01"
    return first, instant_of(after) - 1


def inside(when: When, gold: str) -> bool:
    """Whether the gold's time lies in the interval."""
    low, high = bounds_of(when)
    first, last = gold_span(gold)
    return (low is None or low <= last) and (high is None or high >= first)


def width_days(when: When) -> float:
    """Days between the ends, a day itself is 1; a half-open interval is endless."""
    low, high = bounds_of(when)
    return float("inf") if low is None or high is None else (high - low) / DAY


def verdict_of(row: Row, when: When, *, slack_days: int = 1) -> str:
    """``right``: inside the gold's days, no wider than they by more than a day at each end; ``disjoint``; ``open``:
    neither.

    Times are taken on the place's own clock, as the gold gives them.
    """
    low = None if row["not_before"] is None else instant_of(row["not_before"])
    high = None if row["not_after"] is None else instant_of(row["not_after"], end_of_day=True)
    earliest, latest, _ = interval_of(when)
    if (latest is not None and low is not None and latest < low) or (
        earliest is not None and high is not None and earliest > high
    ):
        return "disjoint"
    inside_low = low is None or (earliest is not None and earliest >= low - slack_days * DAY)
    inside_high = high is None or (latest is not None and latest <= high + slack_days * DAY)
    return "right" if inside_low and inside_high else "open"


def how_shown(when: When, verdict: str) -> str:
    """Under which head a time is counted: as certain or uncertain, and whether it is wrong."""
    if when.basis in ("publication", "unknown"):
        return "not dated"
    return f"{'uncertain' if when.qualifier == '?' else 'certain'} {verdict == 'disjoint'}"


def shares_shown(counts: Mapping[str, int]) -> dict[str, float]:
    """Per cent of the dated that are marked uncertain, and per cent of the marked and the others that are not wrong."""
    marked, others = (counts[f"{how} True"] + counts[f"{how} False"] for how in ("uncertain", "certain"))
    return {
        "dated, marked uncertain": 100 * marked / max(1, marked + others),
        "marked, not wrong": 100 * counts["uncertain False"] / max(1, marked),
        "shown as certain, not wrong": 100 * counts["certain False"] / max(1, others),
    }


def claim_at(claims: Sequence[Claim], start: int, end: int) -> Claim | None:
    """The claim whose trigger overlaps a span."""
    return next((claim for claim in claims if overlap((claim.trigger.start, claim.trigger.end), (start, end))), None)


def whens_after(streets: Sequence[Street]) -> dict[str, When]:
    """Each claim's time as its event has it, by claim id."""
    merged = reconcile(
        [street.document for street in streets], [claim for street in streets for claim in street.claims]
    )
    times = {event.id: event.when for event in merged.events}
    return {claim.id: times[claim.event] for claim in merged.claims if claim.event is not None}


def apple(corpora: Path) -> dict[str, Any]:
    documents = rows_of(corpora / "wikinews-apple/documents.jsonl")
    streets = [run(document["text"], document["published"], identifier=document["id"]) for document in documents]
    merged = whens_after(streets)
    counts: Counter[str] = Counter()
    widths: list[float] = []
    for document, street in zip(documents, streets, strict=True):
        for event in document["events"]:
            if not event["date"]:
                continue
            counts["gold"] += 1
            claim = claim_at(street.claims, event["start"], event["end"])
            if claim is None:
                continue
            counts["found"] += 1
            counts["publication exact"] += document["published"].startswith(event["date"])
            counts["exact"] += exact(claim.when, event["date"])
            counts["inside"] += inside(claim.when, event["date"])
            counts["event exact"] += exact(merged[claim.id], event["date"])
            counts["event inside"] += inside(merged[claim.id], event["date"])
            widths.append(width_days(claim.when))
    found = max(1, counts["found"])
    shares = {name: round(100 * counts[name] / found, 1) for name in counts if name not in ("gold", "found")}
    return {"gold": counts["gold"], "found": counts["found"], **shares, "median width": round(median(widths), 2)}


def claims_corpus(corpora: Path, *, development: bool) -> dict[str, Any]:
    everything = rows_of(corpora / "claims/documents.jsonl")
    test = claims_test([document["id"] for document in everything])
    counts: Counter[str] = Counter()
    for document in everything:
        if (document["id"] in test) == development:
            continue
        street = run(document["text"], document["published"], identifier=document["id"])
        for row, claim in match_triggers(rows_of(corpora / f"claims/rows/{document['id']}.jsonl"), street.claims):
            if row is None or claim is None:
                continue
            counts["found"] += 1
            verdict = verdict_of(row, claim.when)
            counts[verdict] += 1
            counts[how_shown(claim.when, verdict)] += 1
            day = msgspec.structs.replace(claim.when, earliest=document["published"], latest=document["published"])
            counts[f"publication {verdict_of(row, day)}"] += 1
    found = max(1, counts["found"])
    return {
        "found": found, "right": round(100 * counts["right"] / found, 1),
        "not disjoint": round(100 - 100 * counts["disjoint"] / found, 1),
        **{name: round(value, 1) for name, value in shares_shown(counts).items()},
        "publication right": round(100 * counts["publication right"] / found, 1),
        "publication not disjoint": round(100 - 100 * counts["publication disjoint"] / found, 1),
    }  # fmt: skip


def relation(merged: Reconciled, places: dict[str, int], first: Claim, second: Claim) -> str:
    """``before``, ``same`` (together, or the order cannot be told) or ``after``, as events and their neighbours tell
    it."""
    events = {event.id: event for event in merged.events}
    a, b = events[first.event or ""], events[second.event or ""]
    if a.id == b.id:
        return "same"
    a_low, a_high = bounds_of(a.when)
    b_low, b_high = bounds_of(b.when)
    if _reaches(events, a.id, b.id) or (a_high is not None and b_low is not None and a_high < b_low):
        return "before"
    if _reaches(events, b.id, a.id) or (b_high is not None and a_low is not None and b_high < a_low):
        return "after"
    return "same"


def _reaches(events: dict[str, Any], start: str, goal: str) -> bool:
    seen, front = {start}, [start]
    while front:
        here = front.pop()
        if here == goal:
            return True
        following = [item for item in events[here].before if item not in seen]
        seen.update(following)
        front += following
    return False


def timeset(corpora: Path) -> dict[str, Any]:
    counts: Counter[str] = Counter()
    for document in rows_of(corpora / "timeset-dev/documents.jsonl"):
        street = run(document["text"], document["published"], identifier=document["id"])
        merged = reconcile([street.document], street.claims)
        places = {event.id: place for place, event in enumerate(merged.events)}
        for one, two, gold in document["order"]:
            spans = [(document["events"][item]["start"], document["events"][item]["end"]) for item in (one, two)]
            pair = [claim_at(merged.claims, *span) for span in spans]
            counts["pairs"] += 1
            if pair[0] is None or pair[1] is None:
                continue
            counts["found"] += 1
            counts[f"gold {gold}"] += 1
            told = relation(merged, places, pair[0], pair[1])
            counts[f"{gold} as {told}"] += 1
            counts["right"] += told == gold
            counts["narrative right"] += gold == ("before" if spans[0] < spans[1] else "after")
            if gold == "before":
                counts["displayed before"] += places[pair[0].event or ""] < places[pair[1].event or ""]
                counts["before pairs"] += 1
    found, ordered = max(1, counts["found"]), max(1, counts["before pairs"])
    return {
        "pairs": counts["pairs"], "found": found, "accuracy": round(100 * counts["right"] / found, 1),
        "narrative order": round(100 * counts["narrative right"] / found, 1),
        "display order of the ordered": round(100 * counts["displayed before"] / ordered, 1),
        "detail": {name: count for name, count in sorted(counts.items()) if " as " in name},
    }  # fmt: skip


def day_shown(when: When) -> int | None:
    """The day under which an event stands: that of its earlier end, else of the other; days from 1970."""
    low, high, _ = interval_of(when)
    known = low if low is not None else high
    return None if known is None else known // DAY


def order_shown(merged: Reconciled, pairs: Iterable[tuple[Claim | None, Claim | None]]) -> Counter[str]:
    """Of pairs of claims, the earlier first: how many the display has in their order, in all and of one day."""
    counts: Counter[str] = Counter()
    places = {event.id: place for place, event in enumerate(merged.events)}
    days = {event.id: day_shown(event.when) for event in merged.events}
    for first, second in pairs:
        counts["pairs"] += 1
        if first is None or second is None or first.event == second.event:
            continue
        a, b = first.event or "", second.event or ""
        one_day = days[a] == days[b]
        counts["found"] += 1
        counts["right"] += places[a] < places[b]
        counts["of one day"] += one_day
        counts["right of one day"] += one_day and places[a] < places[b]
    return counts


def shares_of_order(counts: Counter[str]) -> dict[str, Any]:
    return {
        "pairs": counts["pairs"], "found": counts["found"], "of one day": counts["of one day"],
        "right": round(100 * counts["right"] / max(1, counts["found"]), 1),
        "right of one day": round(100 * counts["right of one day"] / max(1, counts["of one day"]), 1),
    }  # fmt: skip


def timelines(corpora: Path) -> dict[str, Any]:
    documents = rows_of(corpora / "wikinews-apple/documents.jsonl")
    streets = [run(document["text"], document["published"], identifier=document["id"]) for document in documents]
    merged = reconcile([street.document for street in streets], [claim for one in streets for claim in one.claims])
    own: dict[str, list[Claim]] = {
        document["id"]: [claim for claim in merged.claims if claim.document == street.document.id]
        for document, street in zip(documents, streets, strict=True)
    }
    pairs: list[tuple[Claim | None, Claim | None]] = []
    for timeline in rows_of(corpora / "wikinews-apple/timelines.jsonl"):
        told = [
            (row["ordinal"], claim_at(own[mention["document"]], mention["start"], mention["end"]))
            for row in timeline["rows"]
            if row["ordinal"]
            for mention in row["mentions"]
            if mention["document"]
        ]
        for (number, first), (other, second) in combinations(told, 2):
            if number != other:
                pairs.append((first, second) if number < other else (second, first))
    return shares_of_order(order_shown(merged, pairs))


def links(corpora: Path, name: str) -> dict[str, Any]:
    counts: Counter[str] = Counter()
    for document in rows_of(corpora / name / "documents.jsonl"):
        street = run(document["text"], document["published"], identifier=document["id"])
        merged = reconcile([street.document], street.claims)
        pairs = []
        for link in document["tlinks"]:
            if link["type"] not in _EARLIER | _LATER or not link["from"][0] == link["to"][0] == "event":
                continue
            ends = [document["events"][link[end][1]] for end in ("from", "to")]
            first, second = (claim_at(merged.claims, event["start"], event["end"]) for event in ends)
            pairs.append((first, second) if link["type"] in _EARLIER else (second, first))
        counts += order_shown(merged, pairs)
    return shares_of_order(counts)


def seed(folder: Path, *, show: bool) -> dict[str, Any]:
    street = run((folder / "article.txt").read_text("utf-8"), "2020-01-11")
    merged = whens_after([street])
    counts: Counter[str] = Counter()
    for row in rows_of(folder / "gold.jsonl"):
        claim = match_row(row, street.claims)
        counts["rows"] += 1
        if claim is None:
            counts["not found"] += 1
            if show:
                print(f"  {row['id']}: not found")
            continue
        claim = msgspec.structs.replace(claim, when=merged[claim.id])
        verdict = verdict_of(row, claim.when)
        counts[verdict] += 1
        counts["wrong with certainty"] += verdict == "disjoint"
        if show:
            when = claim.when
            wanted, found = f"{row['not_before']}..{row['not_after']}", f"{when.earliest}..{when.latest}"
            print(f"  {row['id']}: {verdict}; {wanted} {found} {when.basis}: {when.reason}")
    return dict(counts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--seed", type=Path, default=Path("../shared/seed"))
    parser.add_argument("--development", action="store_true", help="the claims documents that may be tuned on")
    parser.add_argument("--show", action="store_true", help="print every row of the seed")
    parser.add_argument("--out", type=Path, default=Path("evaluation/results"))
    options = parser.parse_args()
    results: dict[str, Any] = {}
    if options.corpora.exists():
        results["wikinews-apple"] = apple(options.corpora)
        results["claims development" if options.development else "claims test"] = claims_corpus(
            options.corpora, development=options.development
        )
        results["timeset-dev"] = timeset(options.corpora)
        results["order shown: wikinews-apple timelines"] = timelines(options.corpora)
        results["order shown: aquaint"] = links(options.corpora, "aquaint")
    else:
        print("corpora: not measured, no", options.corpora)
    if options.seed.exists():
        results["seed"] = seed(options.seed, show=options.show)
    else:
        print("seed: not measured, no", options.seed)
    for name, figures in results.items():
        print(name, figures)
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "reconciling_times.json").write_text(json.dumps(results, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
