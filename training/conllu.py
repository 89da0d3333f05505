"""CoNLL-U files in, documents with raw text and offsets out.

Format: https://universaldependencies.org/format.html. The raw text is rebuilt from ``SpaceAfter`` and paragraph marks:
paragraphs are separated by an empty line, sentences of a paragraph as ``SpaceAfter`` of their last token says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class UDToken:
    """A syntactic word with its range ``[start, end)`` in ``UDDocument.text`` (the surface token's for a multiword)."""

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str
    misc: str
    start: int
    end: int
    in_multiword: bool = False


@dataclass
class UDSentence:
    """A sentence; heads count from 1 inside it, 0 is the root."""

    sent_id: str
    text: str
    tokens: list[UDToken] = field(default_factory=list)
    new_paragraph: bool = False


@dataclass
class UDDocument:
    """A document: rebuilt raw text and its sentences."""

    id: str
    sentences: list[UDSentence] = field(default_factory=list)
    text: str = ""


def read_documents(path: Path) -> Iterator[UDDocument]:
    """Documents of a CoNLL-U file in its order."""
    document: UDDocument | None = None
    comments: dict[str, str] = {}
    rows: list[list[str]] = []
    new_paragraph = False
    for line in [*path.read_text("utf-8").split("\n"), ""]:
        if line.startswith("#"):
            key, _, value = line[1:].strip().partition(" = ")
            if key.startswith("newpar") and not key.startswith("newpar_block"):
                new_paragraph = True
            comments[key.split(" = ")[0]] = value
            if line.startswith("# newdoc"):
                if document is not None:
                    yield _with_text(document)
                document = UDDocument(id=comments.get("newdoc id", ""))
            continue
        if line.strip():
            rows.append(line.split("\t"))
            continue
        if rows:
            if document is None:
                document = UDDocument(id=path.stem)
            sentence = _sentence(rows, comments)
            sentence.new_paragraph = new_paragraph or not document.sentences
            document.sentences.append(sentence)
            rows, comments, new_paragraph = [], {}, False
    if document is not None:
        yield _with_text(document)


def _sentence(rows: list[list[str]], comments: dict[str, str]) -> UDSentence:
    text = comments["text"]
    sentence = UDSentence(comments.get("sent_id", ""), text)
    position = 0
    multiword_end = 0
    span = (0, 0)
    for row in rows:
        if "." in row[0]:
            continue
        if "-" in row[0]:
            multiword_end = int(row[0].split("-")[1])
            span = _locate(row[1], text, position)
            position = span[1]
            inside_position = span[0]
            continue
        inside = int(row[0]) <= multiword_end
        if inside:
            # words of a multiword token get ranges of their own where their forms lie in it, else share the rest
            end = inside_position + len(row[1])
            start = inside_position
            if text[start:end] != row[1] or end > span[1]:
                end = span[1] if int(row[0]) == multiword_end else min(end, span[1])
            inside_position = end
        else:
            start, end = _locate(row[1], text, position)
            position = end
        sentence.tokens.append(
            UDToken(row[1], row[2], row[3], row[4], row[5], int(row[6]), row[7], row[9], start, end, inside)
        )
    return sentence


def _locate(form: str, text: str, position: int) -> tuple[int, int]:
    start = text.find(form, position)
    if start < 0 or text[position:start].strip():
        raise ValueError(f"{form!r} does not follow at {position} in {text!r}")
    return start, start + len(form)


def _with_text(document: UDDocument) -> UDDocument:
    parts: list[str] = []
    length = 0
    for number, sentence in enumerate(document.sentences):
        if number:
            joint = "\n\n" if sentence.new_paragraph else " "
            before = document.sentences[number - 1].tokens[-1]
            if joint == " " and "SpaceAfter=No" in before.misc.split("|"):
                joint = ""
            parts.append(joint)
            length += len(joint)
        for token in sentence.tokens:
            token.start += length
            token.end += length
        parts.append(sentence.text)
        length += len(sentence.text)
    document.text = "".join(parts)
    return document
