"""``strandline export DIR --format NAME -o PATH``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from strandline.cli.options import Folder


def export(
    folder: Folder,
    form: Annotated[str, typer.Option("--format", metavar="NAME", help="csv or jsonl.", show_default=False)],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="PATH", help="Where to write it.", show_default=False)
    ],
) -> None:
    """Write the chronology in another form.

    csv: a table, one row for each event. jsonl: a folder with documents.jsonl, claims.jsonl and events.jsonl.
    """
    from strandline.errors import UsageError
    from strandline.publishing import exporter
    from strandline.store import Chronology

    write = exporter(form)
    with Chronology.open(folder) as chronology, chronology.reading() as snapshot:
        try:
            write(snapshot, output)
        except OSError as error:
            raise UsageError(f"{output} cannot be written: {(error.strerror or '').lower()}; choose another") from error
    print(output)
