"""When a document was published: the sources of a date, strongest first, and why one of them was not believed.

Order (the contract's): ``--dated``; sidecar or feed field; the document's own metadata; its first lines; the file
name. What programs stamp on a file unasked (PDF and office properties, "last modified") knows when the file was made,
not when the text was published, so it comes last and only where it agrees with the dates in the text. The day of the
run is never a document's date.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from strandline.ingest.date_lines import LineDates, copyright_year, read_date_lines
from strandline.ingest.date_names import EARLIEST_YEAR, LATEST_YEAR, date_of_name, year_of_name
from strandline.ingest.date_phrases import LEXICON, FoundDate, find_dates, parse_metadata_date, weekday_of
from strandline.ingest.date_values import DateValue, ImpossibleDate, day_value, iso_day
from strandline.records import DateBasis, Published, instant_of

DAY_S: Final = 86_400
DATELINE_WINDOW_S: Final = 60 * DAY_S
DISAGREEMENT_S: Final = 7 * DAY_S
TEXT_DATES_CHARACTERS: Final = 100_000
_STALE_S: Final = 2 * 366 * DAY_S
_PLACEHOLDER_DAYS: Final = frozenset(LEXICON["implausible"]["days"])
_PLACEHOLDER_INSTANTS: Final = frozenset(LEXICON["implausible"]["instants"])


@dataclass(frozen=True)
class Stamp:
    """A date from metadata: what the field is called (for notes) and what stands in it."""

    label: str
    raw: str


@dataclass(frozen=True, kw_only=True)
class DateEvidence:
    """Everything that may tell a document's date.

    Attributes:
        given: ``--dated``.
        outer: dates from a sidecar, a feed or a row, as written.
        metadata: dates of publication in the document's own metadata.
        making: dates at which the file was made or changed, weakest of all.
        text: canonical text.
        path: ``Document.path``.
        retrieved: when the document was fetched, where that is known; nothing is published later.
        read_on: see ``IngestSettings``.
    """

    given: str | None = None
    outer: tuple[str, ...] = ()
    metadata: tuple[Stamp, ...] = ()
    making: tuple[Stamp, ...] = ()
    text: str = ""
    path: str = ""
    retrieved: str | None = None
    read_on: str | None = None


@dataclass
class _Search:
    evidence: DateEvidence
    notes: list[str] = field(default_factory=list)

    def value_of(self, label: str, raw: str) -> DateValue | None:
        try:
            value = parse_metadata_date(raw)
        except ImpossibleDate as error:
            self.notes.append(f"{label} {raw[:60]!r} is no date: {error}; it was passed over")
            return None
        if value is None:
            self.notes.append(f"{label} {raw[:60]!r} could not be read as a date; it was passed over")
        return value


def find_publication(evidence: DateEvidence) -> tuple[Published | None, tuple[str, ...]]:
    """When a document was published, and notes on every date that was passed over or looks wrong.

    Returns:
        None where no source gives a date.
    """
    search = _Search(evidence)
    lines = read_date_lines(evidence.text)
    for value, basis in _candidates(search, lines):
        if basis == "metadata" and lines.full is not None:
            _compare(search, value, lines.full)
        return Published(earliest=value.earliest, latest=value.latest, basis=basis), tuple(search.notes)
    return None, tuple(search.notes)


def is_placeholder(value: DateValue) -> bool:
    """Is it a date that clocks and templates start from (1970-01-01, 1601-01-01, …), not one that anybody wrote?"""
    if value.earliest[:19] in _PLACEHOLDER_INSTANTS or (value.has_clock and instant_of(value.earliest) == 0):
        return True
    return not value.has_clock and value.is_single_day and value.earliest in _PLACEHOLDER_DAYS


def _candidates(search: _Search, lines: LineDates) -> Iterator[tuple[DateValue, DateBasis]]:
    evidence = search.evidence
    if evidence.given is not None and (value := search.value_of("the given date", evidence.given)):
        yield value, "given"
    for raw in evidence.outer:
        if value := search.value_of("the date beside the document", raw):
            _doubt(search, "the date beside the document", value)
            yield value, "sidecar"
    for stamp in evidence.metadata:
        if (value := search.value_of(stamp.label, stamp.raw)) and _is_believable(search, stamp.label, value):
            yield value, "metadata"
    search.notes.extend(f"the line {line!r} holds no date: {problem}" for line, problem in lines.problems)
    named, complaint = date_of_name(evidence.path)
    if lines.full is not None and lines.full.value is not None:
        if lines.full.wrong_weekday:
            search.notes.append(f"{lines.full.value.earliest[:10]} in the first lines was no such weekday")
        yield lines.full.value, "dateline"
    if lines.yearless is not None and (value := _completed(search, lines.yearless, named)):
        yield value, "dateline"
    if complaint is not None:
        search.notes.append(f"the date in the file name is none: {complaint}")
    if named is not None:
        yield named, "file-name"
    if lines.changed is not None and lines.changed.value is not None:
        search.notes.append("only a date of change stands in the first lines; it was taken for the date of publication")
        yield lines.changed.value, "dateline"
    if value := _made(search):
        yield value, "metadata"


def _completed(search: _Search, found: FoundDate, named: DateValue | None) -> DateValue | None:
    """Month and day of a dateline, with the year from the file name, a copyright line or when the file was made."""
    evidence = search.evidence
    month, day = found.month or 1, found.day or 1
    making = [value for _, value in _stamps(evidence)]
    if evidence.retrieved and (retrieved := _quiet(evidence.retrieved)):
        making.append(retrieved)
    anchors = ([named] if named is not None else []) + making
    years = [_year_near(anchor, month, day) for anchor in anchors]
    years[1 if named is not None else 0 : 0] = [year_of_name(evidence.path), copyright_year(evidence.text)]
    for year in years:
        if year is None:
            continue
        try:
            value = day_value(year, month, day)
        except ImpossibleDate:
            continue
        if found.weekday is None or weekday_of(value.earliest) == found.weekday:
            return value
    search.notes.append(f"the first lines give {day:02d}.{month:02d}. without a year, and nothing tells the year")
    return None


def _year_near(anchor: DateValue, month: int, day: int) -> int | None:
    """The year in which month and day fall into the 60 days before the anchor (or the two days after it)."""
    first, last = anchor.seconds()
    for year in (anchor.year + 1, anchor.year, anchor.year - 1):
        try:
            moment = instant_of(iso_day(year, month, day))
        except ImpossibleDate:
            continue
        if first - DATELINE_WINDOW_S <= moment <= last + 2 * DAY_S:
            return year
    return None


def _made(search: _Search) -> DateValue | None:
    """When the file was made or changed, if the dates in its text do not speak against it."""
    evidence = search.evidence
    texts = [
        instant_of(found.value.earliest)
        for line in evidence.text[:TEXT_DATES_CHARACTERS].split("\n")
        for found in find_dates(line)
        if found.value is not None and found.value.is_single_day
    ]
    for stamp in evidence.making:
        value = search.value_of(stamp.label, stamp.raw)
        if value is None or not _is_believable(search, stamp.label, value):
            continue
        first, last = value.seconds()
        if texts and min(texts) > last + 31 * DAY_S:
            search.notes.append(f"{stamp.label} {value.earliest[:10]} lies before every date in the text; not believed")
        elif len(texts) >= 2 and max(texts) < first - _STALE_S:
            search.notes.append(
                f"{stamp.label} {value.earliest[:10]} lies years after every date in the text; not believed"
            )
        else:
            return value
    return None


def _stamps(evidence: DateEvidence) -> Iterator[tuple[str, DateValue]]:
    for stamp in evidence.making:
        value = _quiet(stamp.raw)
        if value is not None and not is_placeholder(value):
            yield stamp.label, value


def _quiet(raw: str) -> DateValue | None:
    try:
        return parse_metadata_date(raw)
    except ImpossibleDate:
        return None


def _is_believable(search: _Search, label: str, value: DateValue) -> bool:
    shown = value.earliest
    if is_placeholder(value):
        search.notes.append(f"{label} {shown} is a date that programs fill in; it was not believed")
        return False
    if _doubt(search, label, value):
        search.notes[-1] += "; it was not believed"
        return False
    return True


def _doubt(search: _Search, label: str, value: DateValue) -> bool:
    """Note a date before 1400, after 2100, or after the day on which the document was fetched or read."""
    if not EARLIEST_YEAR <= value.year <= LATEST_YEAR:
        search.notes.append(f"{label} {value.earliest} is out of reach of any publication")
        return True
    for name, known in (("fetched", search.evidence.retrieved), ("read", search.evidence.read_on)):
        limit = _quiet(known) if known else None
        if limit is not None and value.seconds()[0] > limit.seconds()[1] + DAY_S:
            search.notes.append(f"{label} {value.earliest} lies after the day on which the document was {name}")
            return True
    return False


def _compare(search: _Search, value: DateValue, line: FoundDate) -> None:
    if line.value is None:
        return
    first, last = value.seconds()
    line_first, line_last = line.value.seconds()
    if line_first > last + DISAGREEMENT_S or line_last < first - DISAGREEMENT_S:
        search.notes.append(
            f"the metadata say {value.earliest[:10]}, the first lines {line.value.earliest[:10]}; "
            "the metadata were followed"
        )
