"""A reading as CoNLL-U (https://universaldependencies.org/format.html).

The words of a sentence with their spaces make up ``# text``; ``SpaceAfter=No`` and UDPipe's ``SpacesAfter`` keep what
stood between them, so that the text can be put together again. Words that share their characters (``don't`` cut into
``do`` and ``not``) stand under a range line.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from strandline.records import Reading, Sentence, Token

_ESCAPES = {" ": "\\s", "\t": "\\t", "\r": "\\r", "\n": "\\n", "|": "\\p", "\\": "\\\\"}


def conllu(reading: Reading, text: str, *, document: str) -> Iterator[str]:
    """Lines of CoNLL-U, without line ends; every sentence ends with an empty one.

    Args:
        reading: what the reader saw in ``text``.
        text: the text itself.
        document: the name of the document, for ``# newdoc`` and the sentences' ids.
    """
    yield f"# newdoc id = {_one_line(document)}"
    paragraph = None
    for number, sentence in enumerate(reading.sentences, start=1):
        if sentence.paragraph != paragraph:
            yield "# newpar"
            paragraph = sentence.paragraph
        yield f"# sent_id = {_one_line(document).replace(' ', '_')}-s{number}"
        yield from _sentence(reading.tokens[sentence.first : sentence.last], sentence, reading, text)
        yield ""


def _sentence(tokens: tuple[Token, ...], sentence: Sentence, reading: Reading, text: str) -> Iterator[str]:
    following = reading.tokens[sentence.last].start if sentence.last < len(reading.tokens) else len(text)
    groups = list(_surface_words(tokens))
    gaps = [text[one[-1].end : other[0].start] for one, other in pairwise(groups)] + [
        text[groups[-1][-1].end : following]
    ]
    surfaces = [text[group[0].start : group[-1].end] for group in groups]
    spaced = "".join(surface + (" " if gap else "") for surface, gap in zip(surfaces, gaps, strict=True))
    yield f"# text = {_one_line(spaced)}"
    identity = 1
    for group, surface, gap in zip(groups, surfaces, gaps, strict=True):
        after = _spacing(gap)
        if len(group) > 1:
            yield _line(f"{identity}-{identity + len(group) - 1}", surface, *["_"] * 7, misc=after)
            after = "_"
        for token in group:
            head = 0 if token.head < 0 else token.head - sentence.first + 1
            form = surface if len(group) == 1 else token.text
            yield _line(
                str(identity), form, token.lemma, token.upos, token.xpos, _features(token.feats), str(head),
                token.deprel, "_", misc=after,
            )  # fmt: skip
            identity += 1


def _surface_words(tokens: tuple[Token, ...]) -> Iterator[tuple[Token, ...]]:
    """Syntactic words that overlap in the text, together."""
    group: list[Token] = []
    for token in tokens:
        if group and token.start >= group[-1].end:
            yield tuple(group)
            group = []
        group.append(token)
    if group:
        yield tuple(group)


def _line(identity: str, form: str, *columns: str, misc: str) -> str:
    values = [_one_line(column) or "_" for column in (form, *columns)]
    return "\t".join([identity, *values, misc])


def _features(feats: str) -> str:
    """Features in the order that the format asks for: by name, whatever the case."""
    parts = [part for part in feats.split("|") if part and part != "_"]
    return "|".join(sorted(parts, key=str.lower)) or "_"


def _spacing(gap: str) -> str:
    if gap == " ":
        return "_"
    return f"SpacesAfter={''.join(_ESCAPES.get(character, character) for character in gap)}" if gap else "SpaceAfter=No"


def _one_line(value: str) -> str:
    return " ".join(value.split())
