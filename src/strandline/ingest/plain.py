"""Plain text and Markdown: the file to the letter, its line ends where they were wrapped aside."""

from __future__ import annotations

import re
from typing import Final

from strandline.errors import InputRefused
from strandline.ingest.canonical import clean, locate_paragraphs, unwrap
from strandline.ingest.decoding import decode, is_binary
from strandline.ingest.document_date import Stamp
from strandline.ingest.drafts import Draft, Source
from strandline.ingest.sidecars import FIELD_NAMES, Fields

MARKDOWN_SUFFIXES: Final = frozenset({".md", ".markdown", ".mdown", ".mkd"})

_FRONT_MATTER: Final = re.compile(r"---[ \t]*\n(?P<lines>(?:[^\n]*\n){1,60}?)(?:---|\.\.\.)[ \t]*(?:\n|$)")
_ENTRY: Final = re.compile(r"(?P<key>[A-Za-z_-]+)\s*:\s*(?P<value>[^\n]+)")
_HEADING: Final = re.compile(r"^#\s+(?P<title>[^\n#]+?)\s*#*\s*$", re.MULTILINE)


def read_plain(source: Source) -> Draft:
    """A text file.

    Raises:
        InputRefused: ``binary``, ``undecodable`` or ``no-text``.
    """
    if is_binary(source.data):
        raise InputRefused(source.path, "the file is binary and of no kind that can be read", code="binary")
    text = clean(decode(source.data, path=source.path, declared=source.charset))
    if not text.strip():
        raise InputRefused(source.path, "the file holds nothing but white space", code="no-text")
    markdown = source.suffix in MARKDOWN_SUFFIXES or source.media_type == "text/markdown"
    own = _front_matter(text) if markdown else Fields()
    if markdown and own.title is None and (heading := _HEADING.search(text, 0, 4_000)):
        own = Fields(title=heading["title"]).over(own)
    return Draft(
        source=source,
        content=locate_paragraphs(unwrap(text)),
        media_type="text/markdown" if markdown else "text/plain",
        own=own,
        published=tuple(Stamp("the date in the front matter", raw) for raw in own.dates),
    )


def _front_matter(text: str) -> Fields:
    """The simple ``key: value`` lines of a YAML front matter; anything richer is left alone."""
    block = _FRONT_MATTER.match(text)
    if block is None:
        return Fields()
    entries = {entry["key"].lower(): entry["value"].strip().strip("\"'") for entry in _ENTRY.finditer(block["lines"])}

    def first(kind: str) -> str | None:
        return next((entries[name] for name in FIELD_NAMES[kind] if entries.get(name)), None)

    date = first("date")
    authors = first("authors")
    return Fields(
        title=first("title"),
        publisher=first("publisher"),
        authors=tuple(part.strip(" '\"") for part in authors.strip("[]").split(",")) if authors else (),
        url=first("url"),
        language=first("language"),
        dates=(date,) if date else (),
    )
