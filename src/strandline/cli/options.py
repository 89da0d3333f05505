"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Inputs = Annotated[list[Path], typer.Argument(metavar="INPUT", help="Files and folders to read.", show_default=False)]
Folder = Annotated[
    Path, typer.Argument(metavar="DIR", help="The folder of a chronology, as build writes it.", show_default=False)
]
Dated = Annotated[
    str | None,
    typer.Option(
        metavar="DATE", help="The date of every document that is read, such as 2024-03-01.", show_default=False
    ),
]
Timezone = Annotated[
    str | None,
    typer.Option(
        metavar="ZONE",
        help="The zone of clock times that name none, such as Europe/Oslo.",
        show_default=False,
    ),
]
Processes = Annotated[
    int | None,
    typer.Option(
        "--processes", "-j", min=1, metavar="N", help="Documents read at once; one for each processor by default.",
        show_default=False,
    ),
]  # fmt: skip
