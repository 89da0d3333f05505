"""When it happened, in the project's own articles: ``python -m evaluation.own_times [--prefix a,b] [--print N SEED]``.

Articles of ``training/own`` (see ``training.own``), whose marks say the first and the last possible day of each
happening. Of the marked happenings that the program finds: right (inside the gold's days, or wider by a day at most at
each end), disjoint (excludes the gold), open (neither), by how the time is known. ``--print`` shows some that are
disjoint, with their reasons, to learn from; articles whose name begins with ``e`` or a later letter are not printed.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from dataclasses import dataclass
from typing import Any, Final

from evaluation.claims import match_triggers
from evaluation.reconciling_times import verdict_of
from evaluation.street import run
from strandline.records import Claim
from training import own

READ: Final = "abcdn"
"""First letters of articles that may be read while rules are written; the others only count."""


@dataclass(frozen=True)
class Judged:
    """A marked happening that the program found."""

    article: str
    published: str
    text: str
    row: dict[str, Any]
    claim: Claim
    verdict: str

    def shown(self) -> str:
        """The happening in its words, with gold, result and reason."""
        start, end, when = self.row["start"], self.row["end"], self.claim.when
        words = f"{self.text[max(0, start - 160) : start]}[[{self.text[start:end]}]]{self.text[end : end + 80]}"
        return (
            f"{self.article}, published {self.published}: gold {self.row['not_before']}..{self.row['not_after']}, "
            f"{when.basis} {when.earliest}..{when.latest}\n   {' / '.join(words.split(chr(10)))}\n   {when.reason}"
        )


def judged(prefixes: str) -> list[Judged]:
    """All marked happenings of the articles whose name begins with one of some letters, as far as they are found."""
    found = []
    for path in [*own.paths(), *own.paths(held=True)]:
        if path.stem[0] not in prefixes:
            continue
        article = own.parse(path.read_text("utf-8"))
        rows = [
            {"start": item.start, "end": item.end, "not_before": item.earliest, "not_after": item.latest}
            for item in article.triggers
        ]
        street = run(article.text, article.published, identifier=path.stem)
        for row, claim in match_triggers(rows, street.claims):
            if row is not None and claim is not None:
                verdict = verdict_of(row, claim.when)
                found.append(Judged(path.stem, article.published, article.text, row, claim, verdict))
    return found


def figures(items: list[Judged]) -> dict[str, Any]:
    """Shares of all, and counts by basis."""
    counts = Counter(item.verdict for item in items)
    by_basis = Counter(f"{item.claim.when.basis} {item.verdict}" for item in items)
    found = max(1, len(items))
    return {
        "found": len(items), "right": round(100 * counts["right"] / found, 1),
        "not disjoint": round(100 - 100 * counts["disjoint"] / found, 1), **dict(sorted(by_basis.items())),
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--prefix", default="", help="first letters of the articles, such as abcd; all if not given")
    parser.add_argument("--print", nargs=2, type=int, metavar=("N", "SEED"), dest="shown")
    parser.add_argument("--basis", default="", help="print only those of a basis, such as relative")
    options = parser.parse_args()
    letters = options.prefix or "abcdefghijklmnopqrstuvwxyz"
    items = judged(letters)
    for name, part in (("read", READ), ("not read", "".join(letter for letter in letters if letter not in READ))):
        chosen = [item for item in items if item.article[0] in part]
        if chosen:
            print(f"own articles, {name}", figures(chosen))
    if options.shown:
        number, seed = options.shown
        wrong = [
            item for item in items
            if item.verdict == "disjoint" and item.article[0] in READ and options.basis in item.claim.when.basis
        ]  # fmt: skip
        for item in random.Random(seed).sample(wrong, min(number, len(wrong))):
            print(item.shown())


if __name__ == "__main__":
    main()
