"""Strandline turns a pile of dated documents into a chronology that a person can check and publish.

The Python interface: ``build`` and ``add`` make a chronology, ``open_chronology`` opens one, ``tag_times`` is the time
tagger alone. Nothing heavy is imported before it is needed.

>>> import strandline
>>> [found.when.earliest for found in strandline.tag_times("They met on 3 May.", published="2024-05-10")]
['2024-05-03']
"""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from strandline.pipeline.building import Outcome
    from strandline.records import TimeExpression
    from strandline.store import Chronology

__version__ = "0.1.0"
__all__ = ["__version__", "add", "build", "open_chronology", "tag_times"]

AnyPath = str | PathLike[str]


def build(
    inputs: AnyPath | Iterable[AnyPath],
    folder: AnyPath,
    *,
    dated: str | None = None,
    timezone: str | None = None,
    title: str | None = None,
    processes: int | None = None,
) -> Outcome:
    """Read files and folders and write their chronology into a folder.

    Args:
        inputs: files and folders, or one of them.
        folder: made where it is missing; an old chronology there stands until the new one is complete.
        dated: the date of every document (ISO 8601), where it is known better than the documents tell.
        timezone: the zone (IANA) of clock times for which neither text nor place gives one.
        title: the title of the chronology, for its page.
        processes: documents read at once; one for each processor by default, 0: all in this process.

    Returns:
        What was done: ``report``, ``changes``, and ``refused``, the inputs that could not be read.

    Raises:
        UsageError: an input does not exist or a setting is wrong.
        ChronologyError: the folder is in use, or its chronology is damaged.
    """
    from strandline.pipeline.building import build as run
    from strandline.pipeline.settings import BuildSettings

    settings = BuildSettings(dated=dated, timezone=timezone, title=title, processes=processes)
    return run(_paths(inputs), Path(folder), settings=settings)


def add(
    folder: AnyPath,
    inputs: AnyPath | Iterable[AnyPath],
    *,
    dated: str | None = None,
    timezone: str | None = None,
    processes: int | None = None,
) -> Outcome:
    """Add documents to a chronology; only new or changed ones are read. Arguments and errors: see ``build``."""
    from strandline.pipeline.building import add as run
    from strandline.pipeline.settings import BuildSettings

    settings = BuildSettings(dated=dated, timezone=timezone, processes=processes)
    return run(Path(folder), _paths(inputs), settings=settings)


def open_chronology(folder: AnyPath) -> Chronology:
    """Open the chronology in a folder, for reading; use it in a ``with``, or close it.

    Raises:
        ChronologyError: there is none, or it is damaged or newer than this program.
    """
    from strandline.store import Chronology

    return Chronology.open(Path(folder))


def tag_times(text: str, *, published: str | None = None, timezone: str | None = None) -> tuple[TimeExpression, ...]:
    """Find every time expression in a text and say what it means.

    Args:
        text: the text; positions in the result are code points of it.
        published: when it was published (ISO 8601: year, month, day or instant); without it, relative expressions
            stay unresolved.
        timezone: the zone (IANA) of clock times that name none.

    Raises:
        UsageError: ``published`` is no date.
    """
    from strandline.pipeline.settings import published_on, require_zone
    from strandline.timing import tag_times as run

    if timezone is not None:
        require_zone(timezone)
    return run(text, published=None if published is None else published_on(published), zone=timezone)


def _paths(inputs: AnyPath | Iterable[AnyPath]) -> list[Path]:
    return [Path(inputs)] if isinstance(inputs, str | PathLike) else [Path(path) for path in inputs]
