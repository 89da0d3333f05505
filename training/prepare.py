"""Corpora in, training documents out: ``python -m training.prepare --corpora ../shared/corpora --out .train/data``.

One JSON Lines file for each source and split, in the form of ``training.documents``. What may go into shipped weights
is decided here and nowhere else: only sources whose licence the corpora's table opens for weights are read.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path

from training import own, sources_events, sources_names, sources_ud
from training.documents import Document, write
from training.layers import ANNOTATIONS, annotated, with_nationalities, without_titles


def sources(root: Path) -> dict[str, Callable[[], Iterator[Document]]]:
    """Name of each output file and what makes it."""
    identifiers = sources_events.claims_identifiers(root)
    made: dict[str, Callable[[], Iterator[Document]]] = {}
    for split in ("train", "dev", "test"):
        made[f"ewt.{split}"] = lambda split=split: sources_ud.ewt(root, split)  # type: ignore[misc]
        made[f"gum.{split}"] = lambda split=split: sources_ud.gum(root, split)  # type: ignore[misc]
    made["columns.train"] = lambda: sources_names.all_columns(root)
    made["litbank-names.train"] = lambda: sources_names.litbank(root)
    made["petit.train"] = lambda: sources_names.petit(root, identifiers)
    for split, test in (("train", False), ("test", True)):
        made[f"claims.{split}"] = lambda test=test: sources_events.claims(root, test=test)  # type: ignore[misc]
        made[f"apple.{split}"] = lambda test=test: sources_events.apple(root, test=test)  # type: ignore[misc]
    made["litbank-events.train"] = lambda: sources_events.litbank_realis(root)
    made["litbank-coref.train"] = lambda: sources_events.litbank_coreference(root)
    made["annotated.train"] = lambda: hand_annotated(root, identifiers)
    made["own.train"] = own.own
    made["gap.train"] = lambda: sources_events.gap(root)
    return made


def hand_annotated(root: Path, identifiers: list[str]) -> Iterator[Document]:
    """Documents whose triggers were annotated by hand, with all that their corpora know."""
    wanted = {path.stem for path in (ANNOTATIONS / "triggers").glob("*.jsonl")} - set(identifiers)
    for made in (
        sources_ud.ewt(root, "train"), sources_ud.gum(root, "train"), sources_names.petit(root, identifiers),
        sources_events.apple(root, test=False), sources_events.wars(root),
    ):  # fmt: skip
        for document in made:
            if document["id"] in wanted:
                yield annotated({**document, "source": "annotated"}, "triggers")


def main() -> None:
    """Write all files and print what each holds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--out", type=Path, default=Path(".train/data"))
    options = parser.parse_args()
    for name, make in sources(options.corpora).items():
        documents = [with_nationalities(without_titles(document)) for document in make()]
        count = write(options.out / f"{name}.jsonl", documents)
        words = sum(len(item["words"]) for item in documents)
        names = sum(len(item.get("names") or ()) for item in documents)
        triggers = sum(len(item.get("triggers") or ()) for item in documents)
        clusters = sum(len(item.get("clusters") or ()) for item in documents)
        print(
            f"{name:24} {count:6} documents {words:8} words {names:6} names {triggers:5} triggers {clusters:6} clusters"
        )


if __name__ == "__main__":
    main()
