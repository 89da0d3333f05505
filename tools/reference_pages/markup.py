"""Markdown tables, and the marked parts of a page that a program writes between two comments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

_PART: Final = re.compile(r"(<!-- begin (?P<name>[\w-]+)\b[^>]*-->\n)(?P<body>.*?)(<!-- end (?P=name) -->)", re.DOTALL)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; ``|`` and line breaks inside a cell are made harmless."""
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(_cell(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def code(text: object) -> str:
    """Text as code; empty where there is none."""
    return f"`{text}`" if str(text) else ""


def plain(docstring: str) -> str:
    """A docstring's reStructuredText as Markdown: double backticks become single ones, lines are joined."""
    paragraphs = [" ".join(part.split()) for part in docstring.split("\n\n")]
    return "\n\n".join(paragraphs).replace("``", "`").replace("\\\\n", "\\n")


def parts_of(page: str) -> dict[str, str]:
    """The marked parts of a page by name."""
    return {found["name"]: found["body"] for found in _PART.finditer(page)}


def with_parts(page: str, parts: Mapping[str, str]) -> str:
    """The page with its marked parts written anew; those that ``parts`` does not name stay.

    Raises:
        KeyError: the page has no part of such a name.
    """
    there = parts_of(page)
    for name in parts:
        if name not in there:
            raise KeyError(f"the page has no part `<!-- begin {name} -->` … `<!-- end {name} -->`")

    def written(found: re.Match[str]) -> str:
        body = parts.get(found["name"])
        return found[0] if body is None else f"{found[1]}\n{body.strip()}\n\n{found[4]}"

    return _PART.sub(written, page)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ").strip()
