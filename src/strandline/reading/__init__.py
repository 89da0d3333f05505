"""Reading: a document's text in, sentences, words, syntax, names and triggers out."""

from __future__ import annotations

from strandline.reading.reader import Reader

__all__ = ["Reader"]
