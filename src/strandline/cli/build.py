"""``strandline build INPUT... -o DIR``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from strandline.cli.options import Dated, Inputs, Processes, Timezone


def build(
    *,
    inputs: Inputs,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="Where to write the chronology.", show_default=False)
    ],
    dated: Dated = None,
    timezone: Timezone = None,
    title: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Title of the chronology, for its page.", show_default=False)
    ] = None,
    processes: Processes = None,
) -> None:
    """Write the chronology of files and folders into DIR.

    A chronology that stands in DIR is replaced when the new one is complete; decisions that people took in it are
    kept. Exit status 1 means: built, but some inputs were refused; each is named with its reason.
    """
    from strandline.cli.running import conclude, progress_on_terminal
    from strandline.pipeline.building import build as run
    from strandline.pipeline.settings import BuildSettings

    settings = BuildSettings(dated=dated, timezone=timezone, title=title, processes=processes)
    with progress_on_terminal() as progress:
        outcome = run(inputs, output, settings=settings, progress=progress)
    conclude(outcome)
