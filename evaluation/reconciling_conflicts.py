"""Conflicts: ``python -m evaluation.reconciling_conflicts [--piles tests/reconciling/conflicts] [--show]``.

Reads small piles of reports (our own texts) that contradict each other in one field or only seem to, and scores the
conflicts that the program finds in each pile, in two ways: from the texts alone, where the reports have to be merged
first (``whole``), and with the happening in question given as one event (``merged``), which measures the rules of
conflicts alone. A conflict is right where its field is the pile's and two of its values have claims of two sides.

``piles.toml``, ``piles_more.toml`` and ``piles_varied.toml`` are what the rules were built with; ``held_back.toml``,
``held_back_more.toml`` and ``held_back_varied.toml`` were written apart from them and not tuned to. Where the marks of
a pile bear digits, these number its happenings, and pairs of marks of two numbers that came to stand in one event are
``look-alikes merged``.
"""

from __future__ import annotations

import argparse
import json
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from pathlib import Path
from typing import Any, Final

import msgspec

from evaluation.street import run
from strandline.reconciling import reconcile
from strandline.reconciling.agreeing import sides_of
from strandline.reconciling.conflicts import conflicts_of
from strandline.reconciling.facts import claim_order, document_order, facts_of
from strandline.reconciling.origins import find_origins
from strandline.reconciling.voices import Voices
from strandline.records import Claim, Conflict, Document, Event

PILES: Final = Path(__file__).parents[1] / "tests/reconciling/conflicts"
BALANCED: Final = ("piles", "held_back")
"""Of these, half are disputed."""
SETS: Final = (*BALANCED, "piles_more", "held_back_more", "piles_varied", "held_back_varied")
_COUNTED: Final = ("disputed", "marks", "marks lost", "sides in one event", "look-alikes", "look-alikes merged")
_MARK: Final = re.compile(r"\[([^\]:]+)(?::(\w))?\]")


@dataclass(frozen=True)
class Pile:
    """Reports of one happening or of several that look alike.

    ``sides`` has, for the claims at marked words that were found, by id, the side that each is on ("" for none), and
    ``happenings`` the number of the happening that each is of, where the pile has several; ``lost`` is the number of
    marked words at which no claim was found.
    """

    name: str
    disputed: str
    documents: list[Document]
    claims: list[Claim]
    sides: dict[str, str]
    lost: int
    happenings: dict[str, str] = field(default_factory=dict)


def load_piles(path: Path) -> list[Pile]:
    """The piles of a file, with what the program claims of each report.

    Raises:
        ValueError: a disputed pile has not two sides, or an undisputed one has any.
    """
    return [_pile(row) for row in tomllib.loads(path.read_text("utf-8"))["pile"]]


def _pile(row: dict[str, Any]) -> Pile:
    pile = Pile(row["name"], row["disputed"], [], [], {}, 0)
    lost = 0
    labels = set()
    for number, (published, publisher, marked) in enumerate(row["reports"]):
        text, marks = unmarked(marked)
        labels |= {label for _, _, label in marks if label.isalpha()}
        street = run(text, published, identifier=f"{row['name']}/{number}.txt")
        pile.documents.append(msgspec.structs.replace(street.document, publisher=publisher))
        pile.claims.extend(street.claims)
        for start, end, label in marks:
            claim = _claim_at(street.claims, start, end)
            lost += claim is None
            if claim is not None:
                pile.sides[claim.id] = label if label.isalpha() else ""
                pile.happenings.update({claim.id: label} if label.isdecimal() else {})
    if (len(labels) > 1) != bool(row["disputed"]) or len(labels) == 1:
        raise ValueError(f"pile {row['name']!r}: disputed {row['disputed']!r}, but its sides are {sorted(labels)}")
    return replace(pile, lost=lost)


def unmarked(marked: str) -> tuple[str, list[tuple[int, int, str]]]:
    """A text without its marks, and the span and the side of each marked word."""
    text, marks, last = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[last : match.start()]
        marks.append((len(text), len(text) + len(match[1]), match[2] or ""))
        text += match[1]
        last = match.end()
    return text + marked[last:], marks


def _claim_at(claims: Sequence[Claim], start: int, end: int) -> Claim | None:
    return next((item for item in claims if item.trigger.start < end and start < item.trigger.end), None)


def conflicts_if_merged(pile: Pile) -> list[Conflict]:
    """The conflicts of the happening in question, were all its claims found to be of one event."""
    documents = document_order(pile.documents)
    origins, _ = find_origins(documents)
    stated = [claim for claim in claim_order(documents, pile.claims) if claim.id in pile.sides]
    facts = facts_of(documents, stated, Voices(documents, origins).of)
    return list(conflicts_of(facts, sides_of(facts))) if facts else []


def is_right(pile: Pile, conflict: Conflict) -> bool:
    """Whether a conflict is the pile's: two of its values have claims of two different sides."""
    if conflict.field != pile.disputed:
        return False
    held = [{pile.sides.get(claim, "") for claim in value.claims} - {""} for value in conflict.values]
    return any(a != b for i, one in enumerate(held) for two in held[i + 1 :] for a in one for b in two)


def together(pile: Pile, events: Iterable[Event]) -> bool:
    """Whether two sides of a dispute stand in one event."""
    return any(len({pile.sides.get(claim, "") for claim in event.claims} - {""}) > 1 for event in events)


def look_alikes(pile: Pile, events: Iterable[Event]) -> tuple[int, int]:
    """Pairs of marks of two happenings, and how many of them stand in one event."""
    home = {claim: event.id for event in events for claim in event.claims}
    pairs = [(a, b) for a, b in combinations(pile.happenings, 2) if pile.happenings[a] != pile.happenings[b]]
    return len(pairs), sum(home[a] == home[b] for a, b in pairs)


def score(piles: Sequence[Pile], *, show: bool = False) -> dict[str, Any]:
    """Both ways of measuring; precision and recall in per cent."""
    counts: defaultdict[str, int] = defaultdict(int)
    found_in: defaultdict[str, list[str]] = defaultdict(list)
    for pile in piles:
        disputed = bool(pile.disputed)
        counts["disputed"] += disputed
        counts["marks"] += len(pile.sides) + pile.lost
        counts["marks lost"] += pile.lost
        events = reconcile(pile.documents, pile.claims).events
        counts["sides in one event"] += disputed and together(pile, events)
        alike, merged = look_alikes(pile, events)
        counts["look-alikes"] += alike
        counts["look-alikes merged"] += merged
        if show and merged:
            print(f"  look-alikes merged: {pile.name!r} {merged} of {alike}")
        ways = {"whole": [item for event in events for item in event.conflicts], "merged": conflicts_if_merged(pile)}
        for way, given in ways.items():
            right = [item for item in given if is_right(pile, item)]
            counts[f"{way} given"] += len(given)
            counts[f"{way} right"] += len(right)
            if right:
                found_in[way].append(pile.name)
            if show:
                _show(pile, way, given, events)
    result: dict[str, Any] = {
        "piles": len(piles),
        **{name: counts[name] for name in _COUNTED},
    }
    for way in ("whole", "merged"):
        total, correct = counts[f"{way} given"], counts[f"{way} right"]
        result[way] = {
            "given": total, "right": correct, "precision": round(100 * correct / max(1, total), 1),
            "recall": round(100 * len(found_in[way]) / max(1, counts["disputed"]), 1),
        }  # fmt: skip
    return result


def _show(pile: Pile, way: str, given: Sequence[Conflict], events: Sequence[Event]) -> None:
    for item in given:
        if not is_right(pile, item):
            print(f"  {way}, wrong: {pile.name!r} {item.field} {[value.value for value in item.values]}")
    if pile.disputed and not any(is_right(pile, item) for item in given):
        apart = "" if way == "merged" or together(pile, events) else " (its sides were not merged)"
        print(f"  {way}, missed: {pile.name!r} {pile.disputed}{apart}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--piles", type=Path, default=PILES)
    parser.add_argument("--only", choices=SETS, help="one of the sets")
    parser.add_argument("--show", action="store_true", help="print every difference")
    parser.add_argument("--out", type=Path, default=Path("evaluation/results"))
    options = parser.parse_args()
    results = {}
    for name in SETS:
        path = options.piles / f"{name}.toml"
        if options.only not in (None, name):
            continue
        if not path.exists():
            print(f"conflicts, {name}: not measured, no", path)
            continue
        results[name] = score(load_piles(path), show=options.show)
        print(name, results[name])
    if options.only is None:
        options.out.mkdir(parents=True, exist_ok=True)
        (options.out / "reconciling_conflicts.json").write_text(json.dumps(results, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
