"""The real stages, from the command line, with the network shut."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from program_runs import BLOCKED, check_rows, rows, run

WIRE = """date 2024-03-12
LISBON, March 12 - The cargo ship Doria Star sank off Lisbon on Monday after a fire in its engine room, the coast guard
said. At least 4 sailors were killed and two are missing.

The owners will open an inquiry next week.
"""
PAPER = """<html><head><title>Six dead on the Doria Star</title>
<meta property="article:published_time" content="2024-03-13T08:00:00+00:00"></head><body><article>
<h1>Six dead on the Doria Star</h1>
<p>Six sailors died when the Doria Star sank off Lisbon on 11 March, the port authority said on Wednesday.</p>
<p>The owners denied that the crew had been warned of the fire.</p></article></body></html>
"""
PILE = {
    "wire/0312.txt": WIRE,
    "paper.html": PAPER,
    "note.txt": "The harbour was closed the day before. Nobody said why.\n",
    "broken.pdf": "%PDF-1.4 this is none",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    root = tmp_path_factory.mktemp("street")
    for name, content in PILE.items():
        path = root / "pile" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return root, run("build", root / "pile", "-o", root / "out")


def test_the_network_is_shut() -> None:
    said = subprocess.run(
        [sys.executable, "-c", "import socket; socket.create_connection(('127.0.0.1', 9))"], capture_output=True,
        text=True, check=False, env={**os.environ, "PYTHONPATH": str(BLOCKED)},
    )  # fmt: skip
    assert said.returncode == 86


def test_a_pile_of_files_becomes_a_chronology(built: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    root, said = built
    assert said.returncode == 1, said.stderr
    assert [line for line in said.stderr.splitlines() if line.startswith("refused")] == [
        line for line in said.stderr.splitlines() if "broken.pdf" in line
    ]
    documents = rows(root / "out", "documents.jsonl")
    assert [row["path"] for row in documents] == ["note.txt", "paper.html", "wire/0312.txt"]
    claims, events = rows(root / "out", "claims.jsonl"), rows(root / "out", "events.jsonl")
    assert claims
    assert events
    sinking = [event for event in events if "sank" in str(event["gist"]) or "sink" in str(event["gist"])]
    assert any(str(event["when"]["earliest"]).startswith("2024-03-11") for event in sinking), sinking
    report = json.loads((root / "out" / "report.json").read_text())
    assert report["undated"] == ["note.txt"]
    assert report["counts"]["documents"] == 3


def test_every_row_follows_the_contract(built: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    root, _ = built
    check_rows(root / "out")
    said = run("verify", root / "out")
    assert (said.returncode, said.stderr) == (0, "")


def test_the_same_pile_gives_the_same_bytes(built: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    root, _ = built
    run("build", root / "pile", "-o", root / "again", "-j", "1")
    for name in ("chronology.db", "documents.jsonl", "claims.jsonl", "events.jsonl", "index.html"):
        assert (root / "out" / name).read_bytes() == (root / "again" / name).read_bytes(), name


def test_adding_reads_only_what_is_new(built: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    root, _ = built
    more = root / "more"
    more.mkdir(exist_ok=True)
    (more / "tug.txt").write_text("date 2024-03-14\nA tug reached the wreck on Thursday.\n")
    subprocess.run(["cp", "-r", root / "out", root / "grown"], check=True)
    ids = {row["id"] for row in rows(root / "out", "events.jsonl")}
    said = run("add", root / "grown", more)
    assert said.returncode == 0, said.stderr
    assert said.stdout.startswith("documents: 1 new; ")
    assert ids <= {row["id"] for row in rows(root / "grown", "events.jsonl")}
    assert json.loads((root / "grown" / "report.json").read_text())["timings"]["documents_read"] == 1


def test_show_and_read(built: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    root, _ = built
    said = run("show", root / "out", "--text", "Doria")
    assert said.returncode == 0
    assert "Doria Star" in said.stdout
    said = run("read", root / "pile" / "note.txt")
    assert said.returncode == 0
    words = [line.split("\t") for line in said.stdout.splitlines() if line and not line.startswith("#")]
    assert all(len(word) == 10 for word in words)
    assert "The harbour was closed the day before." in said.stdout
