"""What the reader takes for speech where no rule sees any.

In: the tree, with the reader's chances of source, cue and content by word (``Reading.speech``), and the frames that
the rules gave. Out: the frames joined. Where a rule found what somebody says, the reader only adds the words that it
reads on to; where no rule found anything, a stretch that it surely reads as said becomes a frame of its own, with the
speaker and the cue that it sees beside it. A source is always the head of a noun phrase of the tree.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from strandline.claims.speech_frames import Frame, source_range
from strandline.claims.speech_marks import trimmed
from strandline.claims.syntax import NOMINAL, Tree

_WIDTH: Final = 4
"""Bytes of ``Reading.speech`` for each token."""
_SOURCE, _CUE, _CONTENT = 0, 1, 2
_ON: Final = 90
"""Least chance (of 255) at which a stretch of content goes on."""
_SURE: Final = 153
"""Least chance that the likeliest word of a stretch must have."""
_PERSON: Final = 102
"""Least chance of a source or a cue."""
_LEAST_WORDS: Final = 4
"""Words of a stretch below which the reader alone is not believed."""
_SILENT: Final = frozenset({"it", "this", "that", "there", "which", "what", "who", "these", "those", "you", "one"})
"""Words that say nothing by themselves."""


class Heard:
    """The reader's speech in one reading."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        chances = tree.reading.speech
        self._source = chances[_SOURCE::_WIDTH]
        self._cue = chances[_CUE::_WIDTH]
        self._content = chances[_CONTENT::_WIDTH]

    def joined(self, known: list[Frame]) -> list[Frame]:
        """The frames of ``known``, longer where the reader reads on, and those that only the reader sees."""
        if not self._content:
            return known
        frames = list(known)
        held: dict[int, int] = {}
        taken: set[int] = set()
        for number, frame in enumerate(frames):
            taken.update(range(*(frame.cue or (0, 0))), range(*(source_range(self.tree, frame) or (0, 0))))
            if frame.manner != "about":
                held.update((index, number) for part in frame.content for index in range(*part))
        for first, last in self._stretches():
            for low, high in self._unheld(first, last, held, taken):
                beside = held.get(low - 1 if low > first else high) if (low, high) != (first, last) else None
                if beside is not None:
                    frames[beside] = self._longer(frames[beside], (low, high))
                elif (low, high) == (first, last) and (new := self._new(low, high)) is not None:
                    frames.append(new)
        return frames

    def _stretches(self) -> list[tuple[int, int]]:
        """Runs of words that are likely content, with the signs between them."""
        found: list[tuple[int, int]] = []
        first = None
        for index, chance in enumerate([*self._content, 0]):
            if chance >= _ON and first is None:
                first = index
            elif chance < _ON and first is not None:
                if max(self._content[first:index]) >= _SURE:
                    found.append((first, index))
                first = None
        return found

    def _unheld(self, first: int, last: int, held: dict[int, int], taken: set[int]) -> list[tuple[int, int]]:
        """Parts of a stretch that no frame holds, long enough to be believed, without the signs at their edges."""
        parts: list[tuple[int, int]] = []
        start = None
        for index in range(first, last + 1):
            free = index < last and index not in held and index not in taken
            if free and start is None:
                start = index
            elif not free and start is not None:
                parts.append((start, index))
                start = None
        words = [(low, high, sum(token.upos != "PUNCT" for token in self.tree.tokens[low:high])) for low, high in parts]
        return [(low, high) for low, high, count in words if count >= _LEAST_WORDS]

    def _longer(self, frame: Frame, more: tuple[int, int]) -> Frame:
        content = trimmed(self.tree, (*frame.content, more))
        return replace(frame, content=content)

    def _new(self, first: int, last: int) -> Frame | None:
        """A frame for a stretch that no rule saw; None where nobody is seen to say it."""
        content = trimmed(self.tree, ((first, last),))
        cue = self._nearest(self._cue, first, last)
        source = self._speaker(first, last)
        told = any(self.tree.is_verbal(index) for part in content for index in range(*part))
        if source is None or not told:
            return None
        head = None if cue is None else self._head(*cue)
        return Frame("say", cue, head, source, content)

    def _speaker(self, first: int, last: int) -> int | None:
        """Head of the noun phrase beside a stretch that is read as its source."""
        words = self._nearest(self._source, first, last)
        if words is None:
            return None
        head = self._head(*words)
        token = self.tree.tokens[head]
        return head if token.upos in NOMINAL and token.text.lower() not in _SILENT else None

    def _nearest(self, chances: bytes, first: int, last: int) -> tuple[int, int] | None:
        """The run of likely words nearest to a stretch, in the sentences where it begins and ends."""
        tokens, sentences = self.tree.tokens, self.tree.reading.sentences
        low, high = sentences[tokens[first].sentence].first, sentences[tokens[last - 1].sentence].last
        best: tuple[int, int, int] | None = None
        index = low
        while index < high:
            if chances[index] < _PERSON or first <= index < last:
                index += 1
                continue
            end = index + 1
            while end < high and chances[end] >= _PERSON and not first <= end < last:
                end += 1
            distance = first - end if end <= first else index - last
            if best is None or distance < best[0]:
                best = (distance, index, end)
            index = end
        return None if best is None else best[1:]

    def _head(self, first: int, last: int) -> int:
        """The word of a range that stands highest in the tree."""
        return next((i for i in range(first, last) if not first <= self.tree.tokens[i].head < last), first)
