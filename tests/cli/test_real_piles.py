"""Real articles from the command line; not measured where ``../shared`` is absent."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from program_runs import check_rows, rows, run

SHARED = Path(__file__).resolve().parents[2].parent / "shared"


def shared(name: str) -> Path:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"not measured: {name} is not here")
    return path


def test_an_article_with_its_date_on_the_line_of_its_text(tmp_path: Path) -> None:
    said = run("build", shared("seed/article.txt"), "-o", tmp_path / "out")
    assert (said.returncode, said.stderr) == (0, "")
    check_rows(tmp_path / "out")
    (document,) = rows(tmp_path / "out", "documents.jsonl")
    gold = json.loads(shared("seed/gold.jsonl").read_text().splitlines()[0])
    assert document["published"]["earliest"][:4] in gold["not_after"]
    assert document["text"].startswith(f" date {document['published']['earliest']} ")


def test_a_folder_of_reports(tmp_path: Path) -> None:
    documents = [json.loads(line) for line in shared("corpora/wikinews-apple/documents.jsonl").read_text().splitlines()]
    for row in documents:
        path = tmp_path / "pile" / f"{row['id']}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(row["text"], encoding="utf-8", newline="")
    said = run("build", tmp_path / "pile", "-o", tmp_path / "out")
    assert (said.returncode, said.stderr) == (0, "")
    check_rows(tmp_path / "out")
    dates = {row["path"]: row["published"]["earliest"] for row in rows(tmp_path / "out", "documents.jsonl")}
    assert dates == {f"{row['id']}.txt": row["published"] for row in documents}
    reversed_pile = sorted((tmp_path / "pile").iterdir(), reverse=True)
    said = run("build", *reversed_pile, "-o", tmp_path / "again", "-j", "1")
    assert said.returncode == 0
    for name in ("documents.jsonl", "claims.jsonl", "events.jsonl"):
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "again" / name).read_bytes(), name
