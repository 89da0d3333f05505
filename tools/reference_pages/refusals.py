"""The codes under which inputs are refused, from the code of the stages: whoever refuses something names a code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import strandline
from reference_pages import meanings
from reference_pages.markup import code, table

_FILE: Final = "refusals.toml"
_PACKAGES: Final = ("ingest", "pipeline", "timing")
_REFUSERS: Final = frozenset({"_refused", "refuse", "_Died"})
"""Functions that take a code by place."""


def refusal_codes() -> str:
    """Every code, what it says, and what to do.

    Raises:
        Drift: a code of the program has no line, or a line no code.
    """
    lines = meanings.read(_FILE)
    literals = set(_literals())
    meanings.require_same(_FILE, "codes", lines, set(_codes()) | (set(lines) & literals))
    rows = ((code(name), lines[name]["says"], lines[name]["do"]) for name in sorted(lines))
    return table(("code", "what it says", "what to do"), rows)


def _trees() -> Iterator[ast.AST]:
    root = Path(strandline.__file__).parent
    for package in _PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            yield from ast.walk(ast.parse(path.read_text("utf-8")))


def _literals() -> Iterator[str]:
    """All strings of the packages: a line for a code that occurs nowhere is a mistake."""
    for node in _trees():
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def _codes() -> Iterator[str]:
    """Codes that are written where something is refused."""
    for node in _trees():
        if not isinstance(node, ast.Call):
            continue
        given = [keyword.value for keyword in node.keywords if keyword.arg == "code"]
        called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if called in _REFUSERS:
            given += [each for each in node.args if _is_code(each)]
        yield from (str(each.value) for each in given if isinstance(each, ast.Constant) and isinstance(each.value, str))


def _is_code(node: ast.expr) -> bool:
    """A short word with hyphens: neither a path nor a sentence."""
    value = node.value if isinstance(node, ast.Constant) else None
    return isinstance(value, str) and value.replace("-", "").isalpha() and value.islower() and len(value) > 1
