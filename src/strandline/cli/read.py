"""``strandline read FILE``: what the reader sees."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from strandline.cli import DONE, INCOMPLETE

if TYPE_CHECKING:
    from strandline.records import Document, Reading


class Form(StrEnum):
    """How a reading is written."""

    conllu = "conllu"
    jsonl = "jsonl"


def read(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A file of any kind that build reads.", show_default=False)
    ],
    form: Annotated[Form, typer.Option("--format", help="conllu: words and trees; jsonl: all of it.")] = Form.conllu,
) -> None:
    """Print what the reader sees in a file.

    As conllu: sentences, words, lemmas, tags and trees. As jsonl: one object for each document, with names, triggers,
    speech and references as well; all positions are offsets into its text.
    """
    import msgspec

    from strandline.cli.conllu import conllu
    from strandline.errors import UsageError
    from strandline.ingest import IngestSettings, list_inputs, read_all
    from strandline.reading import Reader

    if file.is_dir():
        raise UsageError(f"{file} is a folder; `strandline read` takes one file")
    files = list_inputs([file])
    reader = None
    refused = False
    for result in read_all(files, settings=IngestSettings(), processes=1):
        if result.refusal is not None:
            refused = True
            print(f"refused: {result.refusal.path}: {result.refusal.reason}", file=sys.stderr)
        for document in result.documents:
            reader = reader or Reader.load()
            reading = reader.read(document.text)
            if form is Form.jsonl:
                print(msgspec.json.encode(as_object(document, reading)).decode())
            else:
                for line in conllu(reading, document.text, document=document.path):
                    print(line)
            sys.stdout.flush()
    raise typer.Exit(INCOMPLETE if refused else DONE)


def as_object(document: Document, reading: Reading) -> dict[str, Any]:
    """A reading with the names of its fields: sentences hold their tokens, everything else has offsets.

    A token's ``id`` counts from 0 through the document; ``head`` is such an id, -1 at a root.
    """
    import msgspec

    from strandline.claims import find_speech

    text = document.text

    def named(record: msgspec.Struct) -> dict[str, Any]:
        return {name: getattr(record, name) for name in record.__struct_fields__}

    def words(first: int, last: int) -> dict[str, Any]:
        start, end = reading.tokens[first].start, reading.tokens[last - 1].end
        return {"start": start, "end": end, "text": text[start:end]}

    return {
        "document": document.id,
        "path": document.path,
        "text": text,
        "sentences": [
            {
                "start": sentence.start,
                "end": sentence.end,
                "paragraph": sentence.paragraph,
                "tokens": [
                    {"id": number, **named(reading.tokens[number])} for number in range(sentence.first, sentence.last)
                ],
            }
            for sentence in reading.sentences
        ],
        "names": [named(name) for name in reading.names],
        "triggers": [named(trigger) for trigger in reading.triggers],
        "speech": [named(found) for found in find_speech(text, reading=reading)],
        "references": [[words(first, last) for first, last in found.mentions] for found in reading.references],
    }
