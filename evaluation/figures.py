"""The figures grammar's score: ``python -m evaluation.figures [--corpora ../shared/corpora] [--errors N] [--test]``.

- phrases: ``tests/phrases/figures.toml``, each sentence read by itself with the reader that ships; a sentence is exact
  when all its figures have the right class, bounds, words and whose, and there are no others; and by single figures
- claims: rows of the ``claims`` corpus with killed, injured or missing whose figure the grammar finds at their clause
  with exact bounds (development documents; ``--test`` for the twelve of ``training.splits``). Rows whose number stands
  in another sentence or is known from elsewhere cannot be found by any grammar: the figure is a floor.
"""

from __future__ import annotations

import argparse
import json
import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

from strandline.claims.figures import find_figures
from strandline.claims.syntax import Tree
from strandline.reading import Reader
from training.splits import claims_test

PHRASES = Path(__file__).parents[1] / "tests/phrases/figures.toml"
_NEAR = 5
"""Code points outside a clause at which its figure may still stand."""

Expected = tuple[str, int, int | None, str, str | None]


def expected_figure(entry: str) -> Expected:
    """A figure of the phrase file: "killed 25+ | at least 25 members | members"."""
    head, words, *whose = (part.strip() for part in entry.split("|"))
    what, bounds = head.split(" ")
    match = re.fullmatch(r"(\d+)(?:(\+)|-(\d+))?", bounds)
    if match is None:
        raise ValueError(f"{PHRASES.name}: no bounds in {entry!r}")
    low = int(match[1])
    high = None if match[2] else int(match[3]) if match[3] else low
    return what, low, high, words, whose[0] if whose else None


def figures_of(reader: Reader, text: str) -> Counter[Expected]:
    found = (item.figure for item in find_figures(text, Tree(reader.read(text))))
    return Counter((figure.what, figure.low, figure.high, figure.text, figure.whose) for figure in found)


def phrases(reader: Reader, errors: int) -> dict[str, float]:
    exact = sentences = right = found = wanted = 0
    by_table: dict[str, list[bool]] = {}
    for table, entries in tomllib.loads(PHRASES.read_text("utf-8")).items():
        for text, figures in entries.items():
            gold, got = Counter(map(expected_figure, figures)), figures_of(reader, text)
            sentences += 1
            exact += gold == got
            by_table.setdefault(table, []).append(gold == got)
            right, found, wanted = right + (gold & got).total(), found + got.total(), wanted + gold.total()
            if gold != got and errors > 0:
                errors -= 1
                print(f"  {text}\n    missed {list(gold - got)}\n    wrong  {list(got - gold)}")
    print(f"phrases: {exact} of {sentences} sentences exact ({100 * exact / sentences:.1f} %)")
    print(f"  figures: precision {100 * right / max(1, found):.1f} %, recall {100 * right / max(1, wanted):.1f} %")
    print("  by table:", ", ".join(f"{name} {sum(oks)}/{len(oks)}" for name, oks in by_table.items()))
    return {"sentences exact": 100 * exact / sentences}


def claims(reader: Reader, corpora: Path, errors: int, *, test: bool) -> None:
    folder = corpora / "claims"
    if not folder.exists():
        print("claims: not measured (no corpus)")
        return
    documents = [json.loads(line) for line in (folder / "documents.jsonl").open(encoding="utf-8")]
    held_out = claims_test(document["id"] for document in documents)
    counts: Counter[tuple[str, bool]] = Counter()
    for document in documents:
        if (document["id"] in held_out) != test:
            continue
        text = document["text"]
        found = [item.figure for item in find_figures(text, Tree(reader.read(text)))]
        for line in (folder / "rows" / f"{document['id']}.jsonl").open(encoding="utf-8"):
            row: dict[str, Any] = json.loads(line)
            start, end = row["clause"]
            near = [figure for figure in found if figure.start < end + _NEAR and figure.end > start - _NEAR]
            for what in ("killed", "injured", "missing"):
                if row[what] is None:
                    continue
                hit = any(figure.what == what and [figure.low, figure.high] == row[what] for figure in near)
                counts[what, hit] += 1
                if not hit and errors > 0 and not test:
                    errors -= 1
                    print(f"  {document['id']}: {what} {row[what]} in {text[start:end]!r}")
    for what in ("killed", "injured", "missing"):
        total = counts[what, True] + counts[what, False]
        print(f"claims ({'test' if test else 'development'}): {what} {counts[what, True]} of {total} exact")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--errors", type=int, default=0, help="show so many sentences that are not exact")
    parser.add_argument("--test", action="store_true", help="the claims corpus' test documents")
    options = parser.parse_args()
    reader = Reader.load()
    phrases(reader, options.errors)
    claims(reader, options.corpora, options.errors, test=options.test)


if __name__ == "__main__":
    main()
