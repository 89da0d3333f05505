"""``strandline when``: the time tagger alone."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from strandline.cli import DONE, INCOMPLETE
from strandline.cli.options import Timezone
from strandline.errors import InputRefused, UsageError
from strandline.records import Refusal

if TYPE_CHECKING:
    from strandline.records import Published, TimeExpression
    from strandline.timing.timeml import TimemlDocument


LONGEST_NAME: Final = 1_000
"""Characters of the longest text that could be meant as the name of a file."""


class Form(StrEnum):
    """How the expressions are written."""

    jsonl = "jsonl"
    timeml = "timeml"


def when(
    *,
    text: Annotated[str | None, typer.Argument(metavar="TEXT", help="The text itself.", show_default=False)] = None,
    file: Annotated[
        Path | None,
        typer.Option(
            "--file", "-f", metavar="FILE", help="A file of any kind that build reads, or .tml; - for standard input."
        ),
    ] = None,
    dated: Annotated[
        str | None, typer.Option(metavar="DATE", help="When the text was published, such as 2024-03-01.")
    ] = None,
    timezone: Timezone = None,
    form: Annotated[
        Form, typer.Option("--format", help="jsonl: one object a line; timeml: the text, tagged.")
    ] = Form.jsonl,
) -> None:
    """Find every time expression and say what it means.

    Without TEXT and FILE the text is read from standard input. Without --dated the date is the file's own, if it has
    one; never today's.
    """
    from strandline.pipeline.settings import published_on, require_zone

    if text is not None and file is not None:
        raise UsageError("give TEXT or --file, not both")
    if text is not None and len(text) < LONGEST_NAME and Path(text).is_file():
        raise UsageError(f"{text} is a file: to read it, say --file {text}")
    if timezone is not None:
        require_zone(timezone)
    published = None if dated is None else published_on(dated)
    refused = False
    for found in texts(text, file):
        if isinstance(found, Refusal):
            refused = True
            print(f"refused: {found.path}: {found.reason}", file=sys.stderr)
        else:
            tag(found, published or found.published, timezone, form)
    raise typer.Exit(INCOMPLETE if refused else DONE)


@dataclass(frozen=True)
class Input:
    """A text with what is known of it; ``timeml`` is the file that it is the TEXT of."""

    text: str
    name: str = ""
    title: str = ""
    published: Published | None = None
    timeml: TimemlDocument | None = None


def texts(text: str | None, file: Path | None) -> Iterator[Input | Refusal]:
    """Each text, or the reason why it could not be read."""
    if text is not None:
        yield Input(text)
    elif file is None or str(file) == "-":
        yield Input(sys.stdin.read())
    elif file.suffix.lower() == ".tml":
        yield timeml_text(file)
    else:
        from strandline.ingest import IngestSettings, list_inputs, read_all

        for result in read_all(list_inputs([file]), settings=IngestSettings(), processes=1):
            yield from result.refusals
            for document in result.documents:
                yield Input(document.text, document.path, document.title or "", document.published)


def timeml_text(file: Path) -> Input | Refusal:
    """The TEXT of a TimeML file; its DCT is the date."""
    from strandline.timing.timeml import read_timeml

    try:
        found = read_timeml(file.read_bytes(), path=file.name)
    except InputRefused as error:
        return Refusal(path=error.path, reason=error.reason, code=error.code)
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {(error.strerror or '').lower()}") from error
    return Input(found.text, file.stem, found.title, found.published, found)


def tag(given: Input, published: Published | None, zone: str | None, form: Form) -> None:
    """Print the expressions of one text."""
    from strandline.timing import tag_times
    from strandline.timing.timeml import write_timeml

    times = tag_times(given.text, published=published, zone=zone)
    if form is Form.jsonl:
        print_lines(times)
    elif given.timeml is not None:
        sys.stdout.flush()
        sys.stdout.buffer.write(given.timeml.encoded(times))
    else:
        print(write_timeml(given.text, times, published=published, title=given.title, name=given.name), end="")


def print_lines(times: tuple[TimeExpression, ...]) -> None:
    """One object a line, each flushed, so that a reader of a pipe need not wait for the end."""
    import msgspec

    encode = msgspec.json.Encoder().encode
    for found in times:
        sys.stdout.write(encode(as_object(found)).decode() + "\n")
        sys.stdout.flush()


def as_object(found: TimeExpression) -> dict[str, Any]:
    """An expression in the form of the contract: where it points at a time, the fields of that time beside its own."""
    import msgspec

    row: dict[str, Any] = {
        "start": found.start, "end": found.end, "text": found.text, "type": found.type, "value": found.value,
        "mod": found.mod,
    }  # fmt: skip
    if found.when is not None:
        row.update(msgspec.structs.asdict(found.when))
    elif found.offset is not None:
        row["offset"] = found.offset
    return row
