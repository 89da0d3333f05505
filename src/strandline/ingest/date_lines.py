"""The date that a text carries in its own first lines: a labelled line, a line of its own, a dateline.

Comes in: canonical text. Goes out: the date and what sort of line it stood in, with or without a year. Sentences are
not looked at: "On 3 March 2014 the lighthouse closed" says when it closed, not when this was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from strandline.ingest.date_phrases import (
    BESIDE,
    CHANGED_LABELS,
    PUBLISHED_LABELS,
    FoundDate,
    find_dates,
    find_labelled,
    find_yearless,
)

HEAD_CHARACTERS: Final = 4_000
LABEL_LINES: Final = 20
OWN_LINES: Final = 8
DATELINE_LINES: Final = 12
LINE_CHARACTERS: Final = 120

_SMALL: Final = r"(?:of|de|el|al|the|upon|on|am|an|la|le|les)\b"
_PLACE_WORD: Final = r"[A-ZÀ-Þ][\w.'\u2019-]*"
_PLACE: Final = re.compile(
    rf"[\W_]{{0,4}}(?!(?:On|In|At|By|The|Since|Until|From|After|Before|Between|During|About|Of|For)\b)"
    rf"{_PLACE_WORD}(?:[ ,/]{{1,2}}(?:{_PLACE_WORD}|{_SMALL})){{0,7}}"
    r"\s*(?:\([^()\n]{2,40}\)\s*)?[,.\u2014\u2013:|-]{0,2}\s*[(]?"
)
_AFTER_DATELINE: Final = re.compile(
    r"\)?[,.]?\s*(?:\([^()\n]{1,60}\)|/[^/\n]{2,40}/|\[[^\]\n]{2,40}\]"
    r"|[A-ZÀ-Þ][\w.&'\u2019]*(?: [A-ZÀ-Þ][\w.&'\u2019]*){0,2})?"
    r"\s*(?:[\u2014\u2013\u2015_]|--+|-(?=\s|$)|:(?=\s|$))"
)
_RUNNING_TEXT: Final = re.compile(r"\s*[\u2014\u2013:|.-]*\s*(?:[A-ZÀ-Þ\"'\u2018\u201c(\[]|\d)")
_COPYRIGHT: Final = re.compile(
    r"(?:©|\(c\)|\bcopyright\b)[^\d\n]{0,60}(?<![\d\u2013-])(\d{4})(?!\d|\s*[-\u2013]\s*\d)", re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True)
class LineDates:
    """What the first lines say.

    Attributes:
        full: the date of the text with its year, or None.
        yearless: month and day of a dateline or labelled line without a year.
        changed: a "last updated" date.
        problems: dates that never were, as (line, reason).
    """

    full: FoundDate | None = None
    yearless: FoundDate | None = None
    changed: FoundDate | None = None
    problems: tuple[tuple[str, str], ...] = ()


@dataclass
class _Findings:
    full: FoundDate | None = None
    yearless: FoundDate | None = None
    changed: FoundDate | None = None
    problems: list[tuple[str, str]] = field(default_factory=list)

    def keep(self, found: FoundDate, line: str) -> None:
        if found.problem is not None:
            self.problems.append((line.strip()[:80], found.problem))
        elif found.value is None:
            self.yearless = self.yearless or found
        else:
            self.full = self.full or found


def read_date_lines(text: str) -> LineDates:
    """What the first lines of a text say about its date."""
    findings = _Findings()
    lines = list(_head_lines(text))
    timeline = _is_timeline(lines)
    for number, line in enumerate(lines[:LABEL_LINES]):
        _labelled(line, findings)
        if findings.full is None and number < OWN_LINES and not timeline:
            _line_of_its_own(line, findings)
        if findings.full is None and number < DATELINE_LINES:
            _dateline(line, findings)
        if findings.full is not None:
            break
    if findings.full is None and not timeline:
        _opening(lines[:3], findings)
    return LineDates(
        full=findings.full,
        yearless=findings.yearless,
        changed=findings.changed,
        problems=tuple(dict.fromkeys(findings.problems)),
    )


def copyright_year(text: str) -> int | None:
    """The one year that copyright notices in the first and last lines agree on; None for ranges and disagreement."""
    lines = text[:HEAD_CHARACTERS].splitlines()[:10] + text[-HEAD_CHARACTERS:].splitlines()[-15:]
    years = {int(match[1]) for line in lines for match in _COPYRIGHT.finditer(line)}
    return years.pop() if len(years) == 1 else None


def is_date_line(line: str) -> bool:
    """Is the line nothing but a date, perhaps with a label, a place or a byline beside it?"""
    findings = _Findings()
    _labelled(line, findings)
    _line_of_its_own(line, findings)
    return len(line) <= LINE_CHARACTERS and bool(findings.full or findings.changed or findings.problems)


def _head_lines(text: str) -> Iterator[str]:
    for line in text[:HEAD_CHARACTERS].split("\n"):
        if line.strip():
            yield line.rstrip()


def _labelled(line: str, findings: _Findings) -> None:
    for found in find_labelled(line[:400], PUBLISHED_LABELS):
        findings.keep(found, line)
    for found in find_labelled(line[:400], CHANGED_LABELS):
        if found.value is not None:
            findings.changed = findings.changed or found


def _line_of_its_own(line: str, findings: _Findings) -> None:
    """``Friday, June 30, 2006``; ``Port Marl, 3 March 2014``; ``By A. Writer | 3 March 2014``."""
    if len(line) > LINE_CHARACTERS:
        return
    changes = {found.start for found in find_labelled(line, CHANGED_LABELS)}
    dates = [found for found in find_dates(line) if found.start not in changes]
    if not dates:
        return
    remainder, end = [], 0
    for found in dates:
        before = line[end : found.start]
        if before.strip() and not re.search(
            r"[\t,|:;·•(\u2013\u2014/-]\s*$|\b(?:on|at|of|posted|published)\s+$", before, re.I
        ):
            return
        remainder.append(before)
        end = found.end
    remainder.append(line[end:])
    rest = line[end:]
    next_word = re.match(r"\s+(\w+)", rest)
    beside = next_word is not None and next_word[1].lower() in BESIDE
    if rest.strip() and not beside and not re.match(r"\s*[,|:;·•)(\u2013\u2014/-]|\t|\s*[.]?\s*$", rest):
        return
    words = re.findall(r"[^\W_][\w.'\u2019-]*", " ".join(remainder))
    if len(words) > 9 or not all(word[0].isupper() or word.isdigit() or word.lower() in BESIDE for word in words):
        return
    findings.keep(dates[0], line)


def _dateline(line: str, findings: _Findings) -> None:
    """``PORT MARL, Jan. 3 (Coast Agency) — The …``, with or without a year."""
    head = line[:200]
    for found in sorted([*find_dates(head), *find_yearless(head)], key=lambda found: (found.start, -found.end)):
        place = _PLACE.fullmatch(head, 0, found.start)
        if place is None or not _AFTER_DATELINE.match(head, found.end):
            continue
        findings.keep(found, line)
        return


def _opening(lines: list[str], findings: _Findings) -> None:
    """A date that opens the text and is followed, on the same line, by a sentence: ``3 March 2014 The ferry …``."""
    for line in lines:
        for found in find_dates(line[:120]):
            if line[: found.start].strip(" \t\"'([*#_>-\N{NO-BREAK SPACE}"):
                break
            if _RUNNING_TEXT.match(line, found.end):
                findings.keep(found, line)
                return
            break


def _is_timeline(lines: list[str]) -> bool:
    """Do several lines open with dates of their own? Then the first is an entry, not the date of the document."""
    openings = set()
    for line in lines:
        found = next(find_dates(line[:60]), None)
        if found is not None and not line[: found.start].strip(" \t*#-•"):
            openings.add(line[found.start : found.end])
    return len(openings) >= 3
