"""``strandline when``: the time tagger alone."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from strandline.cli import DONE, INCOMPLETE
from strandline.cli.options import Timezone

if TYPE_CHECKING:
    from strandline.records import Published, TimeExpression


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
    from strandline.errors import UsageError
    from strandline.pipeline.settings import published_on, require_zone

    if text is not None and file is not None:
        raise UsageError("give TEXT or --file, not both")
    if timezone is not None:
        require_zone(timezone)
    published = None if dated is None else published_on(dated)
    if file is not None and file.suffix.lower() == ".tml":
        tag_timeml(file, published, timezone, form)
        raise typer.Exit(DONE)
    refused = False
    for found in texts(text, file):
        if isinstance(found, str):
            refused = True
            print(f"refused: {found}", file=sys.stderr)
            continue
        words, own_date = found
        tag(words, published or own_date, timezone, form)
    raise typer.Exit(INCOMPLETE if refused else DONE)


def texts(text: str | None, file: Path | None) -> Iterator[tuple[str, Published | None] | str]:
    """Each text with its own date, or the reason why it could not be read."""
    if text is not None:
        yield text, None
    elif file is None or str(file) == "-":
        yield sys.stdin.read(), None
    else:
        from strandline.ingest import IngestSettings, list_inputs, read_all

        for result in read_all(list_inputs([file]), settings=IngestSettings(), processes=1):
            yield from (f"{refusal.path}: {refusal.reason}" for refusal in result.refusals)
            yield from ((document.text, document.published) for document in result.documents)


def tag(text: str, published: Published | None, zone: str | None, form: Form) -> None:
    """Print the expressions of one text."""
    from strandline.timing import tag_times

    times = tag_times(text, published=published, zone=zone)
    if form is Form.timeml:
        from strandline.timing import timeml

        print(timeml.write_timeml(text, times, published=published))
        return
    print_lines(times)


def tag_timeml(file: Path, published: Published | None, zone: str | None, form: Form) -> None:
    """Tag the ``TEXT`` of a TimeML file; its ``DCT`` is the date unless one is given."""
    raise NotImplementedError


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
