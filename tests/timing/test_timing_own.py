"""The own annotation of times: its rows are sound, and they are read with the texts that they were made on."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

from evaluation import timing_own
from evaluation.timing import SIDES, side_of
from evaluation.timing_own import ROWS, own_documents

TYPES = {"DATE", "TIME", "DURATION", "SET"}
VALUE = re.compile(r"(?:PAST|PRESENT|FUTURE)_REF|P[\dXTYMWDHSCE.]+|(?:BC)?[\dX]+[-\dA-Z:X]*")


def rows_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_there_is_enough_on_both_sides() -> None:
    documents = {path.stem: len(rows_of(path)) - 1 for path in ROWS.glob("*.jsonl")}
    assert len(documents) >= 50
    assert sum(documents.values()) >= 500
    assert {side_of(name) for name in documents} == set(SIDES)


def test_rows_are_in_order_and_well_formed() -> None:
    for path in sorted(ROWS.glob("*.jsonl")):
        head, *rows = rows_of(path)
        assert head["document"] == path.stem
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", head["published"])
        last = 0
        for row in rows:
            assert last <= row["start"] < row["end"] <= head["end"], (path.stem, row)
            assert row["end"] - row["start"] == len(row["text"])
            assert row["type"] in TYPES
            assert VALUE.fullmatch(row["value"]), (path.stem, row)
            last = row["end"]


def corpus(folder: Path, text: str) -> Path:
    (folder / "claims").mkdir()
    (folder / "claims" / "documents.jsonl").write_text(json.dumps({"id": "one", "text": text}) + "\n", "utf-8")
    for name in timing_own.TREEBANKS:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("", "utf-8")
    return folder


def annotated(folder: Path, text: str) -> Path:
    head = {
        "document": "one",
        "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "published": "2013-02-12",
        "end": 15,
    }
    row = {"start": 9, "end": 15, "text": "Monday", "type": "DATE", "value": "2013-02-11"}
    folder.mkdir()
    (folder / "one.jsonl").write_text(json.dumps(head) + "\n" + json.dumps(row) + "\n", "utf-8")
    return folder


def test_a_document_is_cut_where_its_annotation_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "It began Monday. It ended on Friday."
    monkeypatch.setattr(timing_own, "ROWS", annotated(tmp_path / "rows", text))
    found = own_documents(corpus(tmp_path, text))
    assert found is not None
    assert [(document["id"], document["text"], len(document["times"])) for document in found] == [
        ("one", "It began Monday", 1)
    ]


def test_another_text_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timing_own, "ROWS", annotated(tmp_path / "rows", "It began Monday."))
    with pytest.raises(ValueError, match="one: its text is not the one"):
        own_documents(corpus(tmp_path, "It began  Monday."))


def test_without_the_corpora_there_is_nothing_to_measure(tmp_path: Path) -> None:
    assert own_documents(tmp_path) is None
