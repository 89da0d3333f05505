"""What the text of a document alone tells, for comparing documents: a text in, its words, names, numbers and
fingerprints out, each worked out once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from strandline.reconciling.quotations import runs_of_quotations
from strandline.reconciling.shingles import Fingerprinter, Fingerprints
from strandline.reconciling.words import content_words, numbers_of, proper_words, stem, words_of
from strandline.records import Document

_LEAD: Final = 350
"""Characters at the head of a document that say what it is about."""


@dataclass(frozen=True, slots=True)
class TextWords:
    """The words of one document.

    Attributes:
        vocabulary: all of them, case folded.
        stems: stems of the content words; ``lead_stems`` of those at its head.
        proper: words written as names, with how often each comes.
        numbers: numbers in digits.
        hashes: hashes of the content words, sorted; uint64.
        prints: fingerprints of the text; see ``shingles``.
        quoted: runs of quoted words, sorted; uint64. See ``quotations``.
    """

    vocabulary: frozenset[str]
    stems: frozenset[str]
    lead_stems: frozenset[str]
    proper: Mapping[str, int]
    numbers: frozenset[str]
    hashes: Fingerprints
    prints: Fingerprints
    quoted: Fingerprints


def texts_of(documents: Sequence[Document]) -> list[TextWords]:
    """What the text of each document tells."""
    hasher = Fingerprinter()
    return [text_words(document.text, hasher) for document in documents]


def text_words(text: str, hasher: Fingerprinter) -> TextWords:
    """What a text tells; ``hasher`` hashes each word once."""
    words = content_words(text)
    return TextWords(
        vocabulary=frozenset(words_of(text)),
        stems=frozenset(stem(word) for word in words),
        lead_stems=frozenset(stem(word) for word in content_words(text[:_LEAD])),
        proper=proper_words(text),
        numbers=numbers_of(text),
        hashes=np.unique(hasher.hashes(words)),
        prints=hasher.of(text),
        quoted=runs_of_quotations(text, hasher),
    )
