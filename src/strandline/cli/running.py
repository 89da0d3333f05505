"""What ``build`` and ``add`` share: progress bars, and what is said at the end."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import typer

from strandline.cli import DONE, INCOMPLETE

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID

    from strandline.pipeline.building import Outcome
    from strandline.pipeline.progress import Progress

_SAID: Final = {
    "files": "reading files",
    "documents": "finding claims",
    "reconciling": "merging claims into events",
    "writing": "writing",
}


class Bars:
    """Progress on a terminal."""

    def __init__(self, bars: RichProgress) -> None:
        self._bars = bars
        self._tasks: dict[str, TaskID] = {}

    def begin(self, step: str, total: int | None) -> None:
        """See ``pipeline.Progress``."""
        if step in ("reconciling", "writing"):
            for task in self._tasks.values():
                self._bars.update(task, total=self._bars.tasks[task].completed or 1)
        self._tasks[step] = self._bars.add_task(_SAID.get(step, step), total=total)

    def advance(self, step: str, done: int) -> None:
        """See ``pipeline.Progress``."""
        self._bars.update(self._tasks[step], completed=done)


@contextmanager
def progress_on_terminal() -> Iterator[Progress | None]:
    """Bars on standard error while something runs, where that is a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as RichProgress

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with RichProgress(*columns, console=Console(stderr=True), transient=True) as bars:
        yield Bars(bars)


def conclude(outcome: Outcome) -> None:
    """Say what a run did; leave with the status that says whether everything was read."""
    for refusal in outcome.refused:
        print(f"refused: {refusal.path}: {refusal.reason}", file=sys.stderr)
    for warning in outcome.warnings:
        print(f"warning: {warning}", file=sys.stderr)
    if outcome.failures:
        log = outcome.folder / "failures.log"
        print(f"{outcome.failures} documents made a stage fail; {log} says where", file=sys.stderr)
    counts = outcome.report.counts
    print(
        f"{outcome.folder}: {counts['documents']:,} documents, {counts['claims']:,} claims, {counts['events']:,} events"
        f" from {counts['origins']:,} origins"
    )
    raise typer.Exit(INCOMPLETE if outcome.refused else DONE)
