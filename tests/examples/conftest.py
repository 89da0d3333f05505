"""Lets the tests import the scripts that make the example dossier, and reads its gold once."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
sys.path.insert(0, str(EXAMPLES))


@pytest.fixture(scope="session")
def dossier() -> Path:
    return EXAMPLES / "alcorva-dam"


@pytest.fixture(scope="session")
def rows() -> list[dict[str, Any]]:
    lines = (EXAMPLES / "alcorva-dam.gold.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="session")
def by_id(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in rows}


@pytest.fixture(scope="session")
def texts(rows: list[dict[str, Any]]) -> dict[str, str]:
    from make_gold import plain_text

    return {path: plain_text(path) for path in {row["document"] for row in rows}}


@pytest.fixture(scope="session")
def origins() -> dict[str, Any]:
    return json.loads((EXAMPLES / "alcorva-dam.origins.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def conflicts() -> list[dict[str, Any]]:
    return json.loads((EXAMPLES / "alcorva-dam.conflicts.json").read_text(encoding="utf-8"))
