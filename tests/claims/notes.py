"""Documents for tests that need a text and little else."""

from __future__ import annotations

import hashlib

from strandline.records import Document, Published


def note(text: str, published: str | None = None) -> Document:
    """A document of a text, dated if a day is given."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    dated = None if published is None else Published(earliest=published, latest=published, basis="given")
    return Document(
        id=digest[:16], sha256=digest, path="note.txt", title=None, publisher=None, authors=(), published=dated,
        retrieved=None, language="en", text=text, text_sha256=digest,
    )  # fmt: skip
