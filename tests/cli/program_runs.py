"""Runs the program as its users do, with the network shut."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema

from strandline.records import json_schema

BLOCKED = Path(__file__).parent / "blocked"
ROWS = (("documents", "Document"), ("claims", "Claim"), ("events", "Event"))


def run(*arguments: object, given: str | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error::ResourceWarning", "-c", "from strandline.cli import main; main()"]
    return subprocess.run(
        [*command, *map(str, arguments)], capture_output=True, text=True, check=False, timeout=300, input=given,
        env={**os.environ, "PYTHONPATH": str(BLOCKED)},
    )  # fmt: skip


def rows(folder: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / name).read_text().splitlines()]


def check_rows(folder: Path) -> None:
    """Every row of the three files is as ``records`` says, and every quote stands in its document."""
    schema = json_schema()
    for name, record in ROWS:
        validator = jsonschema.Draft202012Validator({**schema, "$ref": f"#/$defs/{record}"})
        for row in rows(folder, f"{name}.jsonl"):
            validator.validate(row)
    texts = {row["id"]: row["text"] for row in rows(folder, "documents.jsonl")}
    claims = rows(folder, "claims.jsonl")
    assert claims
    for claim in claims:
        text = texts[claim["document"]]
        assert claim["quote"]
        assert text[claim["start"] : claim["end"]] == claim["quote"]
        spans = [claim["trigger"], *claim["where"], *claim["actors"], *claim["figures"]]
        spans += [link[part] for link in claim["attribution"] for part in ("source", "cue", "content") if link[part]]
        spans += [claim["when"]["expression"]] if claim["when"]["expression"] else []
        for span in spans:
            assert text[span["start"] : span["end"]] == span["text"], (claim["id"], span)
    events = {row["id"] for row in rows(folder, "events.jsonl")}
    assert {claim["event"] for claim in claims} <= events
