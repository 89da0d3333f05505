"""Lines of meaning, in TOML beside the pages: every key is a name of the code, and every name there has a line."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).resolve().parents[2] / "docs" / "reference"


class Drift(Exception):
    """The lines of meaning and the code do not fit."""


def read(name: str) -> dict[str, Any]:
    """A TOML file of docs/reference."""
    return tomllib.loads((FOLDER / name).read_text("utf-8"))


def require_same(file: str, what: str, lines: Iterable[str], wanted: Iterable[str]) -> None:
    """Refuse lines without a name in the code, and names without a line.

    Raises:
        Drift: with what is missing and what is strange.
    """
    given, needed = set(lines), set(wanted)
    if given != needed:
        missing, strange = sorted(needed - given), sorted(given - needed)
        raise Drift(f"docs/reference/{file}, {what}: no line for {missing}; lines for what is not there: {strange}")
