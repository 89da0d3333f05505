"""Are happenings where their claims put them? ``python -m evaluation.places_told [--corpora DIR]``.

The rows of the claims corpus name the places "in or near the clause"; a place that the text told before is named by
some annotators and not by others. ``places_told.toml`` has what a careful reader of the whole text knows instead, for
the development documents of the corpus and for some of the project's own articles. Printed for each: of the places of
claims how many are right by the rows (``rows``) and by the whole text (``text``), and of the claims that have a place
in the text how many are given a right one. The last line bounds what may be carried over from elsewhere in the text
and still be right by the rows: of the mentions of happenings that have a place in some row, how many have one in their
own. The twelve test documents are not read.
"""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from evaluation.arguments import place_right
from evaluation.claims import Row, match_triggers, rows_of
from evaluation.street import Street, run
from strandline.records import Claim, Place
from training import own
from training.splits import claims_test

TOLD: Final = Path(__file__).with_name("places_told.toml")
CLAIMS: Final = "claims"
OWN: Final = "own"
UNSOUND: Final = frozenset({"GUM_news_soccer"})
"""Documents of matches, whose places are those of teams."""


@dataclass(frozen=True)
class Told:
    """A claim that the annotation has too: what its row names (``row``; None: the document has no such rows), and what
    the text tells (``text``)."""

    corpus: str
    document: str
    claim: Claim
    row: tuple[str, ...] | None
    text: tuple[str, ...]

    def is_right(self, place: Place) -> bool:
        """Whether the text puts the happening there."""
        return any(place_right(name, place) for name in self.text)

    def is_in_row(self, place: Place) -> bool:
        """Whether its row does."""
        return any(place_right(name, place) for name in self.row or ())


def documents(corpora: Path) -> Iterator[tuple[str, str, Street, list[Row]]]:
    """Corpus, name, stages and annotation of each document that has told places or rows."""
    everything = rows_of(corpora / "claims/documents.jsonl")
    held = claims_test([document["id"] for document in everything]) | UNSOUND
    for document in everything:
        if document["id"] not in held:
            street = run(document["text"], document["published"], identifier=document["id"])
            yield CLAIMS, document["id"], street, rows_of(corpora / f"claims/rows/{document['id']}.jsonl")
    for path in own.paths():
        if path.stem in _told(OWN):
            article = own.parse(path.read_text("utf-8"))
            rows: list[Row] = [{"start": item.start, "end": item.end} for item in article.triggers]
            yield OWN, path.stem, run(article.text, article.published, identifier=path.stem), rows


def told_of(corpus: str, document: str, street: Street, rows: Sequence[Row]) -> list[Told]:
    """The claims of one document that its annotation has too."""
    at = _places_at(_told(corpus).get(document, {}))
    found = []
    for row, claim in match_triggers(list(rows), street.claims):
        if row is not None and claim is not None:
            own_row = tuple(row["places"]) if "places" in row else None
            text = (*(own_row or ()), *at.get(row["start"], ()))
            found.append(Told(corpus, document, claim, own_row, text))
    return found


@cache
def _told(corpus: str) -> Mapping[str, Mapping[str, list[int]]]:
    data: dict[str, Any] = tomllib.loads(TOLD.read_text("utf-8"))
    return data[corpus]  # type: ignore[no-any-return]


def _places_at(table: Mapping[str, Sequence[int]]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for names, starts in table.items():
        for start in starts:
            found[start] = (*found.get(start, ()), *names.split(" | "))
    return found


def bound(rows: Sequence[Row]) -> tuple[int, int]:
    """Mentions of happenings that have a place in some row, and those of them that have one in their own."""
    by = {row["id"]: row for row in rows}
    groups: dict[str, list[Row]] = {}
    for row in rows:
        first, seen = row["id"], set()
        while by[first].get("same_as") in by and first not in seen:
            seen.add(first)
            first = by[first]["same_as"]
        groups.setdefault(first, []).append(row)
    placed = [group for group in groups.values() if len(group) > 1 and any(row["places"] for row in group)]
    return sum(map(len, placed)), sum(bool(row["places"]) for group in placed for row in group)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    options = parser.parse_args()
    if not options.corpora.exists():
        print("places told: not measured, no", options.corpora)
        return
    found: list[Told] = []
    mentions = named = 0
    for corpus, name, street, rows in documents(options.corpora):
        found += told_of(corpus, name, street, rows)
        if corpus == CLAIMS:
            more, own_ones = bound(rows)
            mentions, named = mentions + more, named + own_ones
    for corpus in (CLAIMS, OWN):
        here = [item for item in found if item.corpus == corpus]
        given = [(item, place) for item in here for place in item.claim.where]
        right = sum(item.is_right(place) for item, place in given)
        in_rows = sum(item.is_in_row(place) for item, place in given)
        somewhere = [item for item in here if item.text]
        reached = sum(any(item.is_right(place) for place in item.claim.where) for item in somewhere)
        rows_too = f"rows {100 * in_rows / max(1, len(given)):.1f}, " if corpus == CLAIMS else ""
        print(
            f"{corpus}: {len(given)} places given, right: {rows_too}text {100 * right / max(1, len(given)):.1f}; "
            f"of {len(somewhere)} claims with a place {100 * reached / max(1, len(somewhere)):.1f} have a right one"
        )
    print(f"told again: {mentions} mentions, a place in their own row {100 * named / max(1, mentions):.1f}")


if __name__ == "__main__":
    main()
