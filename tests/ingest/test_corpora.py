"""How often date and text of real reports come out right; not measured where ``../shared`` is absent."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from strandline.ingest import IngestSettings, list_inputs, read_file

CORPORA = Path(__file__).resolve().parents[2].parent / "shared/corpora"


def documents(name: str) -> list[dict[str, str]]:
    path = CORPORA / name / "documents.jsonl"
    if not path.exists():
        pytest.skip(f"not measured: {name} is not here")
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@pytest.mark.parametrize("name", ["wikinews-apple", "timeset-dev"])
def test_reports_with_a_date_line_are_dated_and_kept_to_the_letter(tmp_path: Path, name: str) -> None:
    rows = documents(name)
    for row in rows:
        (tmp_path / f"{row['id']}.txt").write_text(row["text"], encoding="utf-8", newline="")
    dated = same = 0
    for file in list_inputs([tmp_path]):
        (document,) = read_file(file, settings=IngestSettings()).documents
        row = next(row for row in rows if f"{row['id']}.txt" == file.relative)
        dated += document.published is not None and document.published.earliest[:10] == row["published"]
        same += document.text == row["text"]
    assert dated == len(rows)
    assert same == len(rows)


@pytest.mark.parametrize("name", ["petit", "wikiwars-train", "timebank"])
def test_texts_without_a_date_line_are_not_dated(tmp_path: Path, name: str) -> None:
    rows = documents(name)[:60]
    for number, row in enumerate(rows):
        (tmp_path / f"{number:03d}.txt").write_text(row["text"], encoding="utf-8", newline="")
    dated = [
        document.path
        for file in list_inputs([tmp_path])
        for document in read_file(file, settings=IngestSettings()).documents
        if document.published is not None
    ]
    assert dated == []
