"""The language of a document, by py3langid over its whole text (never by its headline)."""

from __future__ import annotations

from typing import Final

SHORTEST_LETTERS: Final = 40
LONGEST_CHARACTERS: Final = 200_000


def language_of(text: str) -> str | None:
    """ISO 639-1 code, or None where fewer than 40 letters give nothing to tell it by.

    Args:
        text: canonical text; of a very long one the first 200,000 code points are looked at.
    """
    sample = text[:LONGEST_CHARACTERS]
    if sum(character.isalpha() for character in sample[:4_000]) < SHORTEST_LETTERS:
        return None
    import py3langid

    language, _ = py3langid.classify(sample)
    return str(language)
