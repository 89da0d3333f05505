"""What a caller may set about ingest: the date given for all documents, and the limits that hostile input meets.

Pure values; nothing here reads a file, a clock or the environment.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from strandline.errors import UsageError
from strandline.ingest.date_values import ImpossibleDate, parse_iso

MIB: Final = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How much one input may ask for before it is refused.

    Attributes:
        file_bytes: size of one file, and of one member of a container, in bytes.
        expanded_bytes: what the archives in one input may unpack to, all levels together, in bytes.
        expansion_ratio: unpacked size over packed size of an archive, checked above 16 MiB unpacked.
        members: documents and parts in one input.
        depth: containers inside containers (a zip in a mail in a zip is 3).
        nesting: elements inside elements, parts inside parts, groups inside groups.
        pages: pages of one PDF.
        memory_bytes: address space of the worker that reads one file (where the system can limit it).
        cpu_s: processor time for one file, in seconds (where the system can limit it).
        wall_s: time for one file, in seconds.
    """

    file_bytes: int = 32 * MIB
    expanded_bytes: int = 256 * MIB
    expansion_ratio: int = 200
    members: int = 10_000
    depth: int = 5
    nesting: int = 1_000
    pages: int = 5_000
    memory_bytes: int = 2048 * MIB
    cpu_s: int = 60
    wall_s: float = 180.0

    def __post_init__(self) -> None:
        for name in self.__dataclass_fields__:
            if getattr(self, name) <= 0:
                raise UsageError(f"the limit {name} must be greater than 0, not {getattr(self, name)}")


@dataclass(frozen=True, kw_only=True)
class IngestSettings:
    """What holds for every file of a run.

    Attributes:
        dated: the date that the user gives to every document: a year, a month, a day or an instant in ISO 8601.
        read_on: the day of the run, as the caller knows it (ISO date). Only used to *not believe* dates after it;
            it never becomes a document's date. None: nothing is known, only absurd years are doubted.
        limits: see Limits.

    Raises:
        UsageError: ``dated`` or ``read_on`` is no date of the calendar.
    """

    dated: str | None = None
    read_on: str | None = None
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        for name, value in (("--dated", self.dated), ("read_on", self.read_on)):
            if value is None:
                continue
            try:
                parsed = parse_iso(value)
            except ImpossibleDate as error:
                raise UsageError(f"{name} {value}: {error}") from None
            if parsed is None:
                raise UsageError(f"{name} {value!r} is no date; write it as 2014-03-02 or 2014-03-02T09:30:00+01:00")
