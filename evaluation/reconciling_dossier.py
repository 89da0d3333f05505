"""The example dossier against its gold: ``python -m evaluation.reconciling_dossier [--built DIR] [--show]``.

Builds ``examples/alcorva-dam`` (or takes a folder that is built) and scores what reconciling made of it: rows found as
claims, dates, pairs of rows merged (events), conflicts, origins of documents, counts of origins, and the order of dated
rows. The dossier is ours; so is its gold.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any, Final

import msgspec

from evaluation.reconciling_scorer import conll, without_singletons
from evaluation.reconciling_times import verdict_of
from strandline.pipeline.building import build
from strandline.pipeline.settings import BuildSettings
from strandline.records import Claim, Document, Event

EXAMPLES: Final = Path("examples")
SLUG: Final = "alcorva-dam"
Row = dict[str, Any]
Pair = tuple[str, str]


@dataclass(frozen=True)
class Built:
    """A chronology folder, read."""

    documents: list[Document]
    claims: list[Claim]
    events: list[Event]

    @classmethod
    def of(cls, folder: Path) -> Built:
        """Read the open files of a folder."""
        return cls(
            [msgspec.convert(row, Document) for row in _lines(folder / "documents.jsonl")],
            [msgspec.convert(row, Claim) for row in _lines(folder / "claims.jsonl")],
            [msgspec.convert(row, Event) for row in _lines(folder / "events.jsonl")],
        )


def _lines(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def matched(rows: Sequence[Row], built: Built) -> dict[str, Claim]:
    """The claim of each row that is found: its trigger's words inside the row's clause, wherever the text was cut."""
    paths: defaultdict[str, list[str]] = defaultdict(list)
    for document in built.documents:
        paths[document.path.partition("#")[0].partition("!")[0]].append(document.id)
    texts = {document.id: document.text for document in built.documents}
    claims: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in built.claims:
        claims[claim.document].append(claim)
    found: dict[str, Claim] = {}
    taken: set[str] = set()
    for row in rows:
        for identity in paths.get(row["document"], ()):
            span = _span(row, texts[identity])
            if span is None:
                continue
            hit = next(
                (
                    claim for claim in claims[identity]
                    if claim.trigger.start < span[1] and span[0] < claim.trigger.end and claim.id not in taken
                ),
                None,
            )  # fmt: skip
            if hit is not None:
                found[row["id"]] = hit
                taken.add(hit.id)
            break
    return found


def _span(row: Row, text: str) -> tuple[int, int] | None:
    """Where a row's trigger stands in a text whose white space and cell borders may differ."""
    words = re.findall(r"\w+|[^\w\s|]", row["anchor"])
    match = re.search(r"[\s|]*".join(re.escape(word) for word in words), text)
    if match is None:
        return None
    before = row["anchor"][: row["start"] - row["clause"][0]].count(row["trigger"])
    places = [item.start() for item in re.finditer(re.escape(row["trigger"]), match[0])]
    if len(places) <= before:
        return None
    start = match.start() + places[before]
    return start, start + len(row["trigger"])


def pairs_of(groups: Iterable[Sequence[str]]) -> set[Pair]:
    """All unordered pairs inside groups."""
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def groups_by(keys: Mapping[str, str]) -> list[list[str]]:
    """Ids by what they map to."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for item, key in keys.items():
        found[key].append(item)
    return list(found.values())


def precision_recall(wanted: set[Pair], given: set[Pair]) -> dict[str, float]:
    """In per cent, with the counts."""
    right = len(wanted & given)
    return {
        "wanted": len(wanted), "given": len(given), "precision": round(100 * right / max(1, len(given)), 1),
        "recall": round(100 * right / max(1, len(wanted)), 1),
        "F1": round(200 * right / max(1, len(given) + len(wanted)), 1),
    }  # fmt: skip


def score(built: Built, gold: Path, *, show: bool) -> dict[str, Any]:
    """All figures; see the module."""
    rows: list[Row] = _lines(gold / f"{SLUG}.gold.jsonl")
    origins = json.loads((gold / f"{SLUG}.origins.json").read_text("utf-8"))
    conflicts = json.loads((gold / f"{SLUG}.conflicts.json").read_text("utf-8"))
    found = matched(rows, built)
    by_row = {row["id"]: row for row in rows}
    events = {event.id: event for event in built.events}
    home = {row: claim.event or "" for row, claim in found.items()}
    gold_event = {row: by_row[row]["event"] for row in found}
    wanted, given = pairs_of(groups_by(gold_event)), pairs_of(groups_by(home))
    if show:
        _show_merges(wanted, given, found)
    keys, response = [set(group) for group in groups_by(gold_event)], [set(group) for group in groups_by(home)]
    return {
        "rows": len(rows), "found": len(found), "events": len(built.events),
        "dates": _dates(found, by_row, events, show=show),
        "merged pairs": precision_recall(wanted, given),
        "CoNLL F1": round(100 * conll(keys, response), 1),
        "CoNLL F1 without singletons": round(100 * conll(without_singletons(keys), without_singletons(response)), 1),
        "conflicts": _conflicts(built, conflicts, found, show=show),
        "conflicts whose sides were merged": _reachable(conflicts, found),
        "origins of documents": _origins(built, origins, show=show),
        "origins of events, off by": _origin_counts(origins, found, events, show=show),
        "order of dated rows, per cent": _order(found, by_row, built),
    }  # fmt: skip


def _show_merges(wanted: set[Pair], given: set[Pair], found: Mapping[str, Claim]) -> None:
    for name, pairs in (("missed", wanted - given), ("wrong", given - wanted)):
        for a, b in sorted(pairs):
            one, two = (f"{item} [{found[item].quote[:60]!r}]" for item in (a, b))
            print(f"  merge {name}: {one} | {two}")


def _dates(
    found: Mapping[str, Claim], rows: Mapping[str, Row], events: Mapping[str, Event], *, show: bool
) -> dict[str, float]:
    counts: Counter[str] = Counter()
    for item, claim in found.items():
        row = rows[item]
        if row["not_before"] is None and row["not_after"] is None:
            continue
        counts["rows"] += 1
        counts[verdict_of(row, claim.when)] += 1
        when = events[claim.event or ""].when
        verdict = verdict_of(row, when)
        counts[f"event {verdict}"] += 1
        if show and verdict == "disjoint":
            wanted = f"{row['not_before']}..{row['not_after']}"
            print(f"  date {item}: {wanted}, not {when.earliest}..{when.latest}: {when.reason}")
    total = max(1, counts.pop("rows"))
    return {name: round(100 * count / total, 1) for name, count in sorted(counts.items())}


def _conflicts(built: Built, gold: Sequence[Row], found: Mapping[str, Claim], *, show: bool) -> dict[str, float]:
    """Conflicts given that the gold has (same field, claims of two of its sides on two sides), and the other way
    round."""
    row_of = {claim.id: item for item, claim in found.items()}
    right: set[int] = set()
    given = 0
    true = 0
    for event in built.events:
        for conflict in event.conflicts:
            given += 1
            sides = [{row_of[claim] for claim in value.claims if claim in row_of} for value in conflict.values]
            hit = next(
                (
                    number for number, row in enumerate(gold)
                    if row["field"] == conflict.field and sum(_meets(value, sides) for value in row["values"]) >= 2
                ),
                None,
            )  # fmt: skip
            true += hit is not None
            right |= {hit} if hit is not None else set()
            if show and hit is None:
                values = [value.value for value in conflict.values]
                print(f"  conflict not in the gold: {event.gist[:60]!r} {conflict.field} {values}")
    if show:
        for number, row in enumerate(gold):
            if number not in right:
                print(f"  conflict missed: {row['event']} {row['field']} {[value['value'] for value in row['values']]}")
    return {
        "gold": len(gold), "given": given, "precision": round(100 * true / max(1, given), 1),
        "recall": round(100 * len(right) / max(1, len(gold)), 1),
    }  # fmt: skip


def _reachable(gold: Sequence[Row], found: Mapping[str, Claim]) -> int:
    """How many gold conflicts have claims of two sides in one event: the others no rule of conflicts can find."""
    return sum(
        any(
            found[a].event == found[b].event
            for one, two in combinations(row["values"], 2)
            for a in one["rows"]
            for b in two["rows"]
            if a != b and a in found and b in found
        )
        for row in gold
    )


def _meets(value: Row, sides: Sequence[set[str]]) -> bool:
    return any(side & set(value["rows"]) for side in sides)


def _origins(built: Built, gold: Row, *, show: bool) -> dict[str, float]:
    path = {document.id: document.path for document in built.documents}
    given = pairs_of(
        [path[item] for item in group] for group in groups_by({d.id: d.origin or d.id for d in built.documents})
    )
    wanted = pairs_of(group["documents"] for group in gold["groups"])
    if show:
        for name, pairs in (("missed", wanted - given), ("wrong", given - wanted)):
            for a, b in sorted(pairs):
                print(f"  origin {name}: {a} | {b}")
    return precision_recall(wanted, given)


def _origin_counts(gold: Row, found: Mapping[str, Claim], events: Mapping[str, Event], *, show: bool) -> dict[str, int]:
    """By how many the count of origins is off, where the event's claims are the gold's rows that were found."""
    counts: Counter[str] = Counter()
    for row in gold["events"]:
        claims = [found[item] for origin in row["origins"] for item in origin["rows"] if item in found]
        homes = Counter(claim.event or "" for claim in claims)
        if not homes:
            continue
        event = events[max(homes, key=lambda item: (homes[item], item))]
        inside = [
            origin for origin in row["origins"]
            if any(item in found and found[item].event == event.id for item in origin["rows"])
        ]  # fmt: skip
        off = event.origins - len(inside)
        counts[f"{off:+d}"] += 1
        if show and off:
            print(f"  origins {row['event']}: {event.origins}, gold {len(inside)} of {len(row['origins'])}")
    return dict(sorted(counts.items()))


def _order(found: Mapping[str, Claim], rows: Mapping[str, Row], built: Built) -> float:
    """Of pairs of rows whose gold days do not touch, how many are shown in that order."""
    place = {event.id: number for number, event in enumerate(built.events)}
    dated = [(item, claim) for item, claim in found.items() if rows[item]["not_before"] and rows[item]["not_after"]]
    right = total = 0
    for (a, one), (b, two) in combinations(dated, 2):
        if one.event == two.event:
            continue
        for first, second, x, y in ((a, b, one, two), (b, a, two, one)):
            if rows[first]["not_after"] < rows[second]["not_before"]:
                total += 1
                right += place[x.event or ""] < place[y.event or ""]
    return round(100 * right / max(1, total), 1)


def dossier(folder: Path) -> Path:
    """Build the example dossier into a folder."""
    build([EXAMPLES / SLUG], folder, settings=BuildSettings(processes=1, timezone="Europe/Madrid"))
    return folder


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--built", type=Path, help="a folder that is built already")
    parser.add_argument("--show", action="store_true", help="print every difference")
    parser.add_argument("--out", type=Path, default=Path("evaluation/results"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.built or dossier(Path(scratch) / "out")
        results = score(Built.of(folder), EXAMPLES, show=options.show)
    for name, value in results.items():
        print(name, value)
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "reconciling_dossier.json").write_text(json.dumps(results, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
