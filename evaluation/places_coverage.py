"""Which places of other annotated texts the places stage sees: a check that it was not tuned to two corpora alone.

Run: ``python -m evaluation.places_coverage [--reader] [--corpora DIR]``. In: the layer *places* of petit (reports on
Syria and Iraq) and wikinews-apple, and the *places* of the rows of claims, beside the repository; where one is absent
the command says "not measured". A place counts as seen when a mention of the stage, in whatever use, overlaps it (for
rows, which have no offsets: when one is a part of the other). Only surfaces with a capital letter count: "the building"
is no name. These corpora mark other things than places too, so the figure is a check, not a score.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from evaluation.places import CORPORA, overlap, read_documents
from strandline.places.gazetteer import Gazetteer
from strandline.places.mentions import Mention
from strandline.places.resolving import find_mentions
from strandline.reading import Reader
from strandline.records import Reading

LAYERS = ("petit", "wikinews-apple")


class Coverage:
    """Runs the stage and counts what it sees."""

    def __init__(self, gazetteer: Gazetteer, reader: Reader | None) -> None:
        self.gazetteer = gazetteer
        self.reader = reader

    def mentions(self, text: str) -> list[Mention]:
        """All mentions in a text."""
        reading = self.reader.read(text) if self.reader is not None else Reading(sentences=(), tokens=())
        return find_mentions(text, reading=reading, gazetteer=self.gazetteer)

    def of_layer(self, path: Path) -> tuple[int, int]:
        """Places seen and all places of a corpus with offsets."""
        seen = total = 0
        for document in read_documents(path):
            spans = [(mention.start, mention.end) for mention in self.mentions(document["text"])]
            for place in document["places"]:
                if place.get("confidence", 1) > 0 and is_name(place["text"]):
                    total += 1
                    seen += any(overlap((place["start"], place["end"]), span) for span in spans)
        return seen, total

    def of_rows(self, folder: Path) -> tuple[int, int]:
        """Places seen and all places of the rows of claims."""
        documents = {file_stem(document): document for document in read_documents(folder / "documents.jsonl")}
        seen = total = 0
        for path in sorted((folder / "rows").glob("*.jsonl")):
            text = documents[path.stem]["text"]
            names = {text[mention.start : mention.end] for mention in self.mentions(text)}
            for row in read_documents(path):
                for surface in filter(is_name, row["places"]):
                    total += 1
                    seen += any(name in surface or surface in name for name in names)
        return seen, total


def is_name(surface: str) -> bool:
    """Whether a surface has a capital letter."""
    return any(letter.isupper() for letter in surface)


def file_stem(document: dict[str, Any]) -> str:
    """The name of a document's file of rows."""
    return str(document["id"]).replace("/", "_")


def show(name: str, counts: tuple[int, int]) -> None:
    """One line."""
    seen, total = counts
    print(f"{name:15s} {seen} of {total} seen, {100 * seen / max(1, total):.1f} %")


def main() -> int:
    """Measure what is at hand."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    parser.add_argument("--reader", action="store_true", help="find names with the reader, not by the gazetteer alone")
    arguments = parser.parse_args()
    coverage = Coverage(Gazetteer.open(), Reader.load(threads=2) if arguments.reader else None)
    for name in LAYERS:
        path = arguments.corpora / name / "documents.jsonl"
        if path.exists():
            show(name, coverage.of_layer(path))
        else:
            print(f"{name}: not measured, {path.name} is not at hand")
    folder = arguments.corpora / "claims"
    if (folder / "rows").exists():
        show("claims rows", coverage.of_rows(folder))
    else:
        print("claims: not measured, its rows are not at hand")
    return 0


if __name__ == "__main__":
    sys.exit(main())
