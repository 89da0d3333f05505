"""Measures the time tagger on annotated corpora and prints a table: ``python -m evaluation.timing``.

Each corpus is cut in two by a fixed hash of the document's name: ``tuned`` is what was looked at while the rules were
written, ``held`` was not. A corpus that is not at hand is reported as not measured.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from evaluation.scoring_times import Tally, Timed, score
from evaluation.timing_categories import categories, lines_of
from evaluation.timing_own import own_documents
from strandline.records import Published, Reading, TimeExpression
from strandline.timing import tag_times

CORPORA: Final = ("timebank", "aquaint", "wikiwars-train", "wikinews-apple", "timeset-dev", "own-times")
SIDES: Final = ("tuned", "held")
ROOT: Final = Path(__file__).resolve().parent.parent


def side_of(name: str) -> str:
    """``tuned`` or ``held``, by the first bit of the SHA-256 of a document's name."""
    return SIDES[hashlib.sha256(name.encode()).digest()[0] & 1]


def read_documents(corpora: Path, corpus: str) -> list[dict[str, Any]] | None:
    """Documents of a corpus; None where it is not at hand."""
    if corpus == "own-times":
        return own_documents(corpora)
    path = corpora / corpus / "documents.jsonl"
    if not path.is_file():
        return None
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def gold_of(document: dict[str, Any]) -> list[Timed]:
    """Gold expressions of a document."""
    return [Timed(row["start"], row["end"], row["value"]) for row in document.get("times", ())]


def in_scope(corpus: str, document: dict[str, Any], tagged: list[Timed]) -> list[Timed]:
    """The tagged expressions that the annotators could have marked.

    In ``wikinews-apple`` only the head of each article was annotated (the title and the first sentences: where events
    have a certainty): what stands behind the last sentence of that head is left out.
    ``timeset-dev`` marks only the times of salient events: there only what overlaps a gold expression counts, so that
    its figures are recall and value accuracy.
    """
    if corpus == "wikinews-apple":
        ends = [row["end"] for row in document["times"]]
        ends += [row["end"] for row in document["events"] if row["certainty"] is not None]
        end = document["text"].find(". ", max(ends, default=0) - 1)
        return [expression for expression in tagged if expression.start < end or end < 0]
    if corpus == "timeset-dev":
        gold = gold_of(document)
        return [t for t in tagged if any(min(g.end, t.end) > max(g.start, t.start) for g in gold)]
    return tagged


def timed_of(expressions: Iterable[TimeExpression]) -> list[Timed]:
    """What the tagger found, in the scorer's form."""
    found = []
    for expression in expressions:
        when = expression.when
        days = None
        if when is not None and expression.mod is None and expression.type in ("DATE", "TIME"):
            low, high = when.earliest, when.latest
            days = None if low is None or high is None or low.startswith("-") else (low[:10], high[:10])
        found.append(Timed(expression.start, expression.end, expression.value, days))
    return found


def tag(document: dict[str, Any], reading: Reading | None = None) -> tuple[TimeExpression, ...]:
    """The tagger's answer for a document of a corpus."""
    date = document.get("published")
    published = Published(earliest=date, latest=date, basis="given") if date else None
    return tag_times(document["text"], published=published, reading=reading)


def measure(corpora: Path, corpus: str, sides: tuple[str, ...] = SIDES) -> dict[str, Any] | None:
    """Scores of these sides of a corpus, and the speed; None where it is not at hand."""
    documents = read_documents(corpora, corpus)
    if documents is None:
        return None
    documents = [document for document in documents if side_of(document["id"]) in sides]
    tallies = {side: Tally() for side in sides}
    characters, elapsed = 0, 0.0
    for document in documents:
        begin = time.perf_counter()
        found = tag(document)
        elapsed += time.perf_counter() - begin
        characters += len(document["text"])
        tallies[side_of(document["id"])] += score(gold_of(document), in_scope(corpus, document, timed_of(found)))
    both = Tally()
    for tally in tallies.values():
        both += tally
    return {
        **{name: _row(tally) for name, tally in {**tallies, "both": both}.items()},
        "characters_per_s": round(characters / elapsed),
    }


def count_categories(
    corpora: Path, corpus: str, sides: tuple[str, ...] = SIDES
) -> tuple[dict[str, Counter[str]], dict[str, int]] | None:
    """What is wrong in each of these sides of a corpus, by category, and their gold expressions; None: not at hand."""
    documents = read_documents(corpora, corpus)
    if documents is None:
        return None
    counts: dict[str, Counter[str]] = {side: Counter() for side in sides}
    gold = dict.fromkeys(sides, 0)
    for document in documents:
        side = side_of(document["id"])
        if side not in sides:
            continue
        expressions = tag(document)
        scoped = in_scope(corpus, document, timed_of(expressions))
        types = {(one.start, one.end): one.type for one in expressions}
        timed = gold_of(document)
        counts[side] += categories(
            document["text"], timed, scoped,
            ([str(row["type"]) for row in document["times"]], [types[one.start, one.end] for one in scoped]),
        )  # fmt: skip
        gold[side] += len(timed)
    return counts, gold


def _row(tally: Tally) -> dict[str, float]:
    return {
        "gold": tally.gold,
        "tagged": tally.tagged,
        **{name: round(tally.f1(name), 1) for name in ("strict", "relaxed", "value")},
        "interval": round(tally.interval_accuracy(), 1),
    }


def _print_categories(corpora: Path, names: tuple[str, ...], sides: tuple[str, ...]) -> None:
    print("for each side: how many, and how many for a thousand gold expressions")
    for corpus in names:
        found = count_categories(corpora, corpus, sides)
        if found is None:
            print(f"{corpus} not measured")
            continue
        print(f"{corpus:66} " + " ".join(f"{side:>12}" for side in sides))
        print("\n".join(lines_of(*found)))


def main() -> None:
    """Measure all corpora, print the table, and write ``evaluation/results/timing.json`` where both sides were."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=ROOT.parent / "shared" / "corpora")
    parser.add_argument("--output", type=Path, default=ROOT / "evaluation" / "results" / "timing.json")
    parser.add_argument("--side", choices=SIDES, action="append", help="only this side; nothing is written then")
    parser.add_argument("--categories", action="store_true", help="what is wrong, in figures; nothing is written then")
    parser.add_argument("--corpus", choices=CORPORA, action="append", help="with --categories: only this one")
    options = parser.parse_args()
    sides = tuple(options.side or SIDES)
    if options.categories:
        _print_categories(options.corpora, tuple(options.corpus or CORPORA), sides)
        return
    results: dict[str, Any] = {}
    print(
        f"{'corpus':16} {'side':6} {'gold':>5} {'tagged':>6} {'strict':>7} {'relaxed':>8} {'value':>6} {'interval':>9}"
    )
    for corpus in CORPORA:
        found = measure(options.corpora, corpus, sides)
        results[corpus] = found if found is not None else "not measured"
        if found is None:
            print(f"{corpus:16} not measured")
            continue
        for side in (*sides, "both") if len(sides) > 1 else sides:
            row = found[side]
            print(
                f"{corpus:16} {side:6} {row['gold']:5} {row['tagged']:6} {row['strict']:7.1f} {row['relaxed']:8.1f} "
                f"{row['value']:6.1f} {row['interval']:9.1f}"
            )
    if options.side:
        return
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
