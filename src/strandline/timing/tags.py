"""A reader's tags by their place in the text.

The caller may have read the whole document, only the sentences that hold a candidate (``find_candidates``), or nothing:
what was not read has no tags, and the cheap cues stand in.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

from strandline.records import Name, Reading, Token

_SURE: Final = 0.5
_DEEPEST: Final = 40


class ReadingTags:
    """Tags from a ``Reading``, whole or of some sentences only."""

    def __init__(self, reading: Reading) -> None:
        self._tokens = reading.tokens
        self._at = {token.start: index for index, token in enumerate(reading.tokens)}
        self._children: dict[int, list[int]] = {}
        for index, token in enumerate(reading.tokens):
            if token.head >= 0:
                self._children.setdefault(token.head, []).append(index)
        self._names = sorted((name for name in reading.names if name.score >= _SURE), key=lambda name: name.start)
        self._name_starts = [name.start for name in self._names]

    def index_at(self, start: int) -> int | None:
        """Index of the token that begins at ``start``."""
        return self._at.get(start)

    def at(self, start: int) -> Token | None:
        """The token that begins at ``start``; None where nothing was read."""
        index = self._at.get(start)
        return None if index is None else self._tokens[index]

    def token(self, index: int) -> Token | None:
        """The token of an index."""
        return self._tokens[index] if 0 <= index < len(self._tokens) else None

    def children(self, index: int) -> tuple[int, ...]:
        """Indexes of the tokens whose head is ``index``."""
        return tuple(self._children.get(index, ()))

    def ends_with_stop(self, index: int) -> bool:
        """Whether the sentence of a token ends with a full stop or the like: a headline does not."""
        for _ in range(_DEEPEST):
            token = self.token(index)
            if token is None or token.head < 0:
                break
            index = token.head
        return any(self._tokens[child].text in (".", "!", "?") for child in self.children(index))

    def name_around(self, start: int, end: int) -> Name | None:
        """The name that covers ``[start, end)``, or None."""
        place = bisect_right(self._name_starts, start) - 1
        if place < 0:
            return None
        name = self._names[place]
        return name if name.end >= end else None
