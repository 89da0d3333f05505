"""``strandline add DIR INPUT...``."""

from __future__ import annotations

from strandline.cli.options import Dated, Folder, Inputs, Processes, Timezone


def add(
    *,
    folder: Folder,
    inputs: Inputs,
    dated: Dated = None,
    timezone: Timezone = None,
    processes: Processes = None,
) -> None:
    """Add documents to the chronology in DIR.

    Only new or changed ones are read; decisions and ids stay, and so do documents whose files are gone. The zone is
    the chronology's own unless one is given; what was read already is read again only under a date or zone that is
    given and differs.
    """
    from strandline.cli.running import conclude, progress_on_terminal
    from strandline.pipeline.building import add as run
    from strandline.pipeline.report import summary_of_changes
    from strandline.pipeline.settings import BuildSettings

    settings = BuildSettings(dated=dated, timezone=timezone, processes=processes)
    with progress_on_terminal() as progress:
        outcome = run(folder, inputs, settings=settings, progress=progress)
    print(summary_of_changes(outcome.changes))
    conclude(outcome)
