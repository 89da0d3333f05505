"""The project's own annotation of time expressions, as a corpus: ``training/annotations/times``.

A file a document: its first row names the document, the day from which it is read, how far it was annotated and the
SHA-256 of its text; the others are expressions (``GUIDE-times.md``). The texts are those of ``claims`` and of the
treebanks; nothing of them is kept here but the expressions' own words.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, Final

from training.conllu import read_documents

ROWS: Final = Path(__file__).resolve().parent.parent / "training" / "annotations" / "times"
TREEBANKS: Final = tuple(
    f"ud/{bank}/en_{bank}-ud-{part}.conllu" for bank in ("gum", "ewt") for part in ("train", "dev")
)


def own_documents(corpora: Path) -> list[dict[str, Any]] | None:
    """The annotated documents with their texts, each cut where its annotation ends; None where the texts are absent.

    Raises:
        ValueError: a text is another than the one that was annotated.
    """
    claims = corpora / "claims" / "documents.jsonl"
    banks = [corpora / name for name in TREEBANKS]
    if not all(path.is_file() for path in (claims, *banks)):
        return None
    annotated = [_rows(path) for path in sorted(ROWS.glob("*.jsonl"))]
    with claims.open(encoding="utf-8") as lines:
        texts = {row["id"]: str(row["text"]) for row in map(json.loads, lines)}
    wanted = {rows[0]["document"] for rows in annotated} - texts.keys()
    for bank in banks:
        texts |= {document.id: document.text for document in read_documents(bank) if document.id in wanted}
    return [_document(rows, texts) for rows in annotated]


def _rows(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _document(rows: list[dict[str, Any]], texts: dict[str, str]) -> dict[str, Any]:
    head, *times = rows
    text = texts.get(head["document"], "")
    if hashlib.sha256(text.encode()).hexdigest() != head["text_sha256"]:
        raise ValueError(f"{head['document']}: its text is not the one that was annotated")
    return {"id": head["document"], "text": text[: head["end"]], "published": head["published"], "times": times}
