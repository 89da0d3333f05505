"""The lexica of the claims stage, read once from their TOML files."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def lexicon(name: str) -> dict[str, Any]:
    """A lexicon file of this stage by its name without ``.toml``."""
    return tomllib.loads(files("strandline.claims").joinpath(f"{name}.toml").read_text("utf-8"))


@cache
def word_set(name: str, *keys: str) -> frozenset[str]:
    """The words under a path of tables of a lexicon."""
    node: Any = lexicon(name)
    for key in keys:
        node = node[key]
    return frozenset(node)


@cache
def classes(name: str, table: str) -> dict[str, tuple[str, ...]]:
    """Word → the classes that list it, in the order of the file."""
    found: dict[str, list[str]] = {}
    for label, words in lexicon(name)[table].items():
        for word in words:
            found.setdefault(word, []).append(label)
    return {word: tuple(labels) for word, labels in found.items()}
