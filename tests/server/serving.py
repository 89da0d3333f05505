"""A chronology that a run merged, served to a client in this process."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from fastapi.testclient import TestClient
from piles import silo, write_pile

from strandline.server import page_files
from strandline.store import Chronology

OWN = "http://127.0.0.1:8787"


def pile_folder(tmp_path: Path) -> Path:
    """A folder with the small pile of ``piles``."""
    folder = tmp_path / "out"
    folder.mkdir()
    with Chronology.create(folder / "chronology.db") as made:
        write_pile(made, silo())
    return folder


def serve_page_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the package's files be a built page of two lines."""
    page = tmp_path / "server" / "page"
    (page / "assets").mkdir(parents=True)
    (page / "app.html").write_text("<!doctype html><title>Strandline</title>")
    (page / "page.html").write_text('<script type="application/json" id="strandline-data">null</script>')
    monkeypatch.setattr(
        page_files, "resources", SimpleNamespace(files=lambda name: tmp_path)
    )  # no other reader's files


def send(client: TestClient, action: str, target: str = "", **fields: Any) -> Any:
    """Send a decision; the answer, whatever it is."""
    return client.post("/api/decisions", json={"action": action, "target": target, **fields})


def event_about(client: TestClient, word: str) -> dict[str, Any]:
    """The event whose gist has a word."""
    (found,) = [event for event in client.get("/api/events").json()["events"] if word in event["gist"]]
    return dict(found)
