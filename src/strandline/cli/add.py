"""``strandline add DIR INPUT...``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from strandline.cli.options import Dated, Folder, Inputs, Processes, Timezone


def add(
    *,
    folder: Folder,
    inputs: Inputs,
    dated: Dated = None,
    timezone: Timezone = None,
    watches: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Watches that the page exported; what they notice is said."),
    ] = None,
    processes: Processes = None,
) -> None:
    """Add documents to the chronology in DIR.

    Only new or changed ones are read; decisions and ids stay, and so do documents whose files are gone. The zone is
    the chronology's own unless one is given; what was read already is read again only under a date or zone that is
    given and differs. At the end it says what became of the events: new, sharpened, newly disputed, merged.
    """
    from strandline.cli.running import conclude, progress_on_terminal
    from strandline.cli.told import lines_of_changes, lines_of_watches
    from strandline.pipeline.building import add as run
    from strandline.pipeline.report import summary_of_changes
    from strandline.pipeline.settings import BuildSettings
    from strandline.pipeline.watching import noticed, read_watches
    from strandline.store import Chronology

    settings = BuildSettings(dated=dated, timezone=timezone, processes=processes)
    watched = None
    if watches is not None:
        with Chronology.open(folder) as chronology:
            watched = read_watches(watches, {document.id for document in chronology.documents()})
    with progress_on_terminal() as progress:
        outcome = run(folder, inputs, settings=settings, progress=progress)
    print(summary_of_changes(outcome.changes))
    for line in lines_of_changes(outcome.event_changes):
        print(line)
    if watched is not None:
        with Chronology.open(folder) as chronology, chronology.reading() as snapshot:
            for line in lines_of_watches(noticed(snapshot, watched, outcome.event_changes)):
                print(line)
    conclude(outcome)
