"""Who says what in a text, as records: the frames of speech with their words."""

from __future__ import annotations

from strandline.claims.speech import SpeechFinder
from strandline.claims.speech_frames import source_range
from strandline.claims.syntax import Tree
from strandline.records import Reading, Span, Speech


def find_speech(text: str, *, reading: Reading) -> tuple[Speech, ...]:
    """Every act of speech, thought or showing in a text, in the order of their content; inner ones follow outer ones.

    Args:
        text: the document's text.
        reading: its reading.
    """
    tree = Tree(reading)

    def words(tokens: tuple[int, int] | None) -> Span | None:
        if tokens is None:
            return None
        start, end = tree.text(*tokens)
        return Span(start, end, text[start:end])

    found = []
    for frame in SpeechFinder(tree).frames():
        content = tuple(span for part in frame.content if (span := words(part)) is not None)
        found.append(Speech(words(source_range(tree, frame)), words(frame.cue), content, frame.direct, frame.manner))
    return tuple(found)
