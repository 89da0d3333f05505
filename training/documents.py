"""The one form in which every corpus reaches training: words with layout, and whatever layers the corpus has.

A document is a plain dictionary (JSON):

- ``source``, ``id``
- ``words``: forms; ``layout``: int each (see ``strandline.reading.tokenise``); ``spans``: ``[start, end]`` each, if
  the text is known
- ``sentences``: ``[first, last]`` word ranges, contiguous; ``boundaries`` true where they are gold
- ``syntax``: ``{"upos","xpos","feats","lemma","head","rel"}``, heads as word indices, -1 root
- ``names``: ``[[first, last, [types]]]``; ``names_outside``: types that may hide where nothing is marked
- ``triggers``: ``[[first, last, kind, status]]``; ``meantime``, ``realis``: ``[word]``; ``factuality``: ``[[word,
  value]]``
- ``clusters``: ``[[word, …]]``, heads of the mentions of one thing, in order; ``mention_heads_complete``
- ``pronouns``: ``[[word, [right], [wrong]]]`` (GAP)
- ``speech``: ``[[first, last, "source"|"cue"|"content"]]``

``None`` or absent: the corpus says nothing of it.
"""

from __future__ import annotations

import bisect
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from strandline.reading.tokenise import tokenise

Document = dict[str, Any]

NAME_TYPES = ("PER", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "WORK")


def from_text(source: str, identifier: str, text: str) -> Document:
    """A document of raw text, tokenised as the reader does; sentences are its paragraphs' pieces, not gold."""
    words = tokenise(text)
    forms = [text[word.start : word.end] for word in words]
    return {
        "source": source,
        "id": identifier,
        "text": text,
        "words": forms,
        "layout": [word.layout for word in words],
        "spans": [[word.start, word.end] for word in words],
        "sentences": rough_sentences(forms, [word.layout for word in words]),
        "boundaries": False,
    }


def from_words(source: str, identifier: str, sentences: Iterable[list[str]], *, boundaries: bool) -> Document:
    """A document of given sentences of words, with ordinary spacing restored."""
    forms: list[str] = []
    layout: list[int] = []
    ranges: list[list[int]] = []
    for sentence in sentences:
        if not sentence:
            continue
        first = len(forms)
        for index, form in enumerate(sentence):
            before = sentence[index - 1] if index else ""
            layout.append(1 if index == 0 else 0 if _closes_up(before, form) else 1)
            forms.append(form)
        ranges.append([first, len(forms)])
    if layout:
        layout[0] = 3
    return {
        "source": source,
        "id": identifier,
        "words": forms,
        "layout": layout,
        "sentences": ranges,
        "boundaries": boundaries,
    }


def _closes_up(before: str, form: str) -> bool:
    if form in {
        ",",
        ".",
        ";",
        ":",
        "?",
        "!",
        ")",
        "]",
        "%",
        "'s",
        "’s",
        "n't",
        "n’t",
        "'re",
        "'ve",
        "'ll",
        "'d",
        "'m",
        "”",
        "'",
        "...",
    }:
        return True
    return before in {"(", "[", "$", "“", "£", "€", "#"}


def rough_sentences(forms: list[str], layout: list[int]) -> list[list[int]]:
    """Ranges cut at sentence signs and empty lines: good enough to cut training windows by."""
    ranges: list[list[int]] = []
    first = 0
    for index in range(1, len(forms)):
        ended = forms[index - 1] in {".", "!", "?", "”", '"', "''"} and forms[index][:1].isupper() and layout[index] > 0
        if (ended and (forms[index - 1] in {".", "!", "?"} or forms[max(index - 2, 0)] in {".", "!", "?"})) or layout[
            index
        ] == 3:
            ranges.append([first, index])
            first = index
    if first < len(forms):
        ranges.append([first, len(forms)])
    return ranges


class WordFinder:
    """Character ranges to word ranges of one document."""

    def __init__(self, document: Document) -> None:
        self.starts = [span[0] for span in document["spans"]]
        self.ends = [span[1] for span in document["spans"]]

    def find(self, start: int, end: int) -> tuple[int, int] | None:
        """The words that overlap ``[start, end)``, or None."""
        first = bisect.bisect_right(self.ends, start)
        last = bisect.bisect_left(self.starts, end)
        return (first, last) if first < last else None


def write(path: Path, documents: Iterable[Document]) -> int:
    """Write JSON Lines; returns how many."""
    count = 0
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        for document in documents:
            file.write(json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n")
            count += 1
    return count


def read(path: Path) -> Iterator[Document]:
    """Documents of a JSON Lines file."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)
