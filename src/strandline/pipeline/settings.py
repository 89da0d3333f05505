"""What a caller of ``build`` and ``add`` may set."""

from __future__ import annotations

import difflib
import os
import zoneinfo
from dataclasses import dataclass

from strandline.errors import UsageError
from strandline.records import Published


@dataclass(frozen=True, kw_only=True)
class BuildSettings:
    """What a caller may set.

    Attributes:
        dated: date of every document (ISO 8601), where the user knows better than the documents.
        timezone: zone (IANA) of clock times for which neither text nor place gives one.
        title: title of the chronology, for the page.
        processes: worker processes; None: as many as there are processors; 0: none, all in this process.

    Raises:
        UsageError: the date is none, the zone is unknown, or ``processes`` is negative.
    """

    dated: str | None = None
    timezone: str | None = None
    title: str | None = None
    processes: int | None = None

    def __post_init__(self) -> None:
        if self.dated is not None:
            published_on(self.dated)
        if self.timezone is not None:
            require_zone(self.timezone)
        if self.processes is not None and self.processes < 0:
            raise UsageError(f"{self.processes} processes are no number of processes; give 1 or more")

    def worker_count(self) -> int:
        """How many worker processes to start."""
        if self.processes is not None:
            return self.processes
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def require_zone(name: str) -> None:
    """Refuse what is no zone of the IANA database.

    Raises:
        UsageError: with zones that are written alike.
    """
    known = zoneinfo.available_timezones()
    if name not in known:
        near = difflib.get_close_matches(name, sorted(known), n=3, cutoff=0.5)
        hint = f"; did you mean {', '.join(near)}?" if near else "; write it as Europe/Oslo or UTC"
        raise UsageError(f"--timezone {name!r} is no zone of the IANA database{hint}")


def published_on(dated: str) -> Published:
    """A date that a caller gives, as a document carries it: a year, month, day or instant in ISO 8601.

    Raises:
        UsageError: it is no date.
    """
    from strandline.ingest.date_values import ImpossibleDate, parse_iso

    try:
        value = parse_iso(dated)
    except ImpossibleDate as error:
        raise UsageError(f"--dated {dated}: {error}") from None
    if value is None:
        raise UsageError(f"--dated {dated!r} is no date; write it as 2024-03-01 or 2024-03-01T09:30:00+01:00")
    return Published(earliest=value.earliest, latest=value.latest, basis="given")
