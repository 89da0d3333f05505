"""Whether a run found anything at all that the chronology does not hold already: then there is nothing to merge, to
compare or to write.

A run that comes to its end notes, in what is kept beside the chronology, which state of it, which decisions, which code
and which open files that was. Whatever of this is otherwise, or not noted, or cannot be told, the whole way is gone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Any, Final

import msgspec

from strandline.errors import InstallationError
from strandline.pipeline.gathering import Gathered, Stored
from strandline.pipeline.report import Report, timings_of
from strandline.pipeline.stages import Stages, package_fingerprint
from strandline.publishing.page import built_page
from strandline.store.contents import encode_pretty
from strandline.store.folder import PUBLISHED

_KEY: Final = "merged"
_REPORT: Final = "report.json"
_FILES: Final = tuple(name for name in PUBLISHED if name != _REPORT)
_CODE: Final = ("display_order.py", "actors", "reconciling", "store", "publishing", "pipeline")
"""What decides, beside the built page, what is made of documents and their claims."""


class Merged(msgspec.Struct, frozen=True, kw_only=True):
    """What a run left behind: ``code`` and ``page`` are hashes of what made it, ``stages`` names what ran, ``files``
    gives size and time of change (ns) of each open file."""

    state: str
    decisions: int
    code: str
    page: str
    stages: str
    files: dict[str, tuple[int, int]]

    @classmethod
    def now(cls, folder: Path, *, state: str, decisions: int, stages: Stages) -> Merged | None:
        """What lies in the folder; None where an open file is missing, or the page was not built."""
        try:
            page = hashlib.sha256(built_page().encode("utf-8")).hexdigest()
            found = {name: (folder / name).stat() for name in _FILES}
        except (OSError, InstallationError):
            return None
        files = {name: (own.st_size, own.st_mtime_ns) for name, own in found.items()}
        code, ran = (
            package_fingerprint(_CODE),
            f"{type(stages).__module__}.{type(stages).__qualname__} {stages.analyst}",
        )
        return cls(state=state, decisions=decisions, code=code, page=page, stages=ran, files=files)


def note_merged(kept: MutableMapping[str, bytes], merged: Merged | None) -> None:
    """Note what a run left behind."""
    if merged is not None:
        kept[_KEY] = msgspec.json.encode(merged)


def is_merged(kept: Mapping[str, bytes], merged: Merged | None) -> bool:
    """Whether the last run left just this behind."""
    noted = kept.get(_KEY)
    return merged is not None and noted is not None and noted == msgspec.json.encode(merged)


def nothing_new(found: Gathered, stored: Stored) -> bool:
    """Whether a run read nothing, and knows of no other input than the chronology does."""
    return not found.analysed and not found.failures and found.inputs == dict(stored.inputs)


def same_report(meta: Mapping[str, Any], report: Mapping[str, Any]) -> Report | None:
    """The report of the last run, where settings, title, refusals and notes of this one are no other.

    Args:
        meta: what the database holds beside the records.
        report: those of this run, by name; ``title`` as ``meta`` has it.
    """
    known = meta.get("report")
    if not isinstance(known, dict) or meta.get("settings") != report["settings"]:
        return None
    if meta.get("title") != report["title"] or meta.get("program") != report["program"]:
        return None
    try:
        last = msgspec.convert(known, Report)
    except msgspec.ValidationError:
        return None
    same = last.refused == report["refused"] and last.notes == report["notes"]
    return last if same else None


def write_report(folder: Path, report: Report, found: Gathered, *, total_s: float) -> Report:
    """Write the report anew, with the times of this run, in the place of the one that is there."""
    timings = timings_of(
        {**found.seconds, "reconciling": 0.0, "writing": 0.0}, total_s=total_s, words=found.words_read,
        documents=found.documents_read, reused=found.documents_reused,
    )  # fmt: skip
    timed = msgspec.structs.replace(report, timings=timings)
    beside = folder / f".{_REPORT}.new"
    beside.write_bytes(encode_pretty(timed))
    beside.replace(folder / _REPORT)
    return timed
