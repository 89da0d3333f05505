"""Origins: ``python -m evaluation.reconciling_origins [--pile tests/reconciling/origins] [--show]``.

Reads a pile of documents with known origins (our own texts: copies, wires, shared sources, and reports that only look
alike) and scores which pairs of documents are found to be one origin: precision, recall, F1.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import tomllib
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from strandline.reconciling.facts import document_order
from strandline.reconciling.origins import find_origins
from strandline.records import Document, Published


def load_pile(folder: Path) -> tuple[list[Document], dict[str, str]]:
    """Documents of all ``pile_*.toml`` files, and the gold origin of each by document id.

    Raises:
        ValueError: an edit does not apply.
    """
    rows: list[dict[str, Any]] = []
    for path in sorted(folder.glob("pile_*.toml")):
        rows += tomllib.loads(path.read_text("utf-8"))["document"]
    texts = {row["id"]: row["text"].strip() for row in rows if "text" in row}
    documents, gold = [], {}
    for row in rows:
        document = _document(row, texts.get(row["id"]) or _edited(row, texts))
        documents.append(document)
        gold[document.id] = row["origin"]
    return documents, gold


def _edited(row: dict[str, Any], texts: dict[str, str]) -> str:
    paragraphs = texts[row["from"]].split("\n\n")
    text = "\n\n".join(paragraphs[number - 1] for number in row["keep"]) if "keep" in row else "\n\n".join(paragraphs)
    for old, new in row.get("replace", ()):
        if old not in text:
            raise ValueError(f"{row['id']}: {old!r} is not in the text")
        text = text.replace(old, new)
    return "\n\n".join(part for part in (row.get("before", ""), text, row.get("after", "")) if part)


def _document(row: dict[str, Any], text: str) -> Document:
    digest = hashlib.sha256(f"{row['id']}\n{text}".encode()).hexdigest()
    return Document(
        id=digest[:16], sha256=digest, path=f"{row['id']}.txt", title=re.split(r"\n", text)[0],
        publisher=row["publisher"], authors=(), published=Published(earliest=row["published"], latest=row["published"],
        basis="given"), retrieved=None, language="en", text=text, text_sha256=hashlib.sha256(text.encode()).hexdigest(),
    )  # fmt: skip


def pairs_of(groups: Sequence[Sequence[str]]) -> set[tuple[str, str]]:
    """All unordered pairs inside groups."""
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def score(documents: Sequence[Document], gold: dict[str, str], *, show: bool = False) -> dict[str, float]:
    """Precision, recall and F1 of pairs, in per cent."""
    origins, _ = find_origins(document_order(documents))
    by_origin: dict[str, list[str]] = {}
    for document, origin in gold.items():
        by_origin.setdefault(origin, []).append(document)
    wanted, found = pairs_of(list(by_origin.values())), pairs_of([origin.documents for origin in origins])
    if show:
        path = {document.id: document.path for document in documents}
        for name, pairs in (("missed", wanted - found), ("wrong", found - wanted)):
            for a, b in sorted((path[a], path[b]) for a, b in pairs):
                print(f"  {name}: {a} {b}")
        for group in origins:
            for document, why in zip(group.documents[1:], group.why, strict=True):
                print(f"  {path[document]}: {why}")
    right = len(wanted & found)
    precision, recall = right / max(1, len(found)), right / max(1, len(wanted))
    return {
        "documents": len(documents), "pairs": len(wanted), "precision": round(100 * precision, 1),
        "recall": round(100 * recall, 1), "F1": round(200 * right / max(1, len(found) + len(wanted)), 1),
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pile", type=Path, default=Path("tests/reconciling/origins"))
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--out", type=Path, default=Path("evaluation/results"))
    options = parser.parse_args()
    if not options.pile.exists():
        print("origins: not measured, no", options.pile)
        return
    documents, gold = load_pile(options.pile)
    figures = score(documents, gold, show=options.show)
    print("origins", figures)
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "reconciling_origins.json").write_text(json.dumps(figures, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
