"""Builds a chronology from files, and adds to one. Files in, the folder of a chronology out; see ``store.folder``."""

from __future__ import annotations

import errno
import gc
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from strandline.errors import ChronologyError
from strandline.pipeline.decided import claims_by_hand, dates_of, identified, is_by_hand
from strandline.pipeline.gathering import Gathered, Gathering, ReadSettings, Stored
from strandline.pipeline.kept import KeptFile, kept_results
from strandline.pipeline.news import EventChange, EventNews, changes_of, news_of
from strandline.pipeline.progress import Progress, Silent
from strandline.pipeline.report import Report
from strandline.pipeline.settings import BuildSettings
from strandline.pipeline.stages import InputFile, RealStages, Reconciled, Stages, package_fingerprint
from strandline.pipeline.unchanged import Merged, is_merged, note_merged, nothing_new, same_report, write_report
from strandline.pipeline.work import WorkFile
from strandline.pipeline.writer import GENERATED_BY, Writer, in_order, linked, notes_of, readings_of
from strandline.records import Claim, Decision, Event, Refusal
from strandline.store import DATABASE, Changes, Chronology, Snapshot, StoredReading, compact_copy, document_order
from strandline.store.decisions import last_number
from strandline.store.folder import (
    FAILURES_LOG,
    UPLOADS,
    Staging,
    discard_unfinished,
    finish_interrupted,
    require_writable,
    sole_writer,
)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a run did. ``report`` is of the whole chronology, the rest of this run.

    ``failures`` counts the documents on which a stage failed (they are among ``refused``; tracebacks are in the log);
    ``warnings`` are for the person at the terminal; ``news`` tells what became of events that stood there before, and
    ``event_changes`` the same event by event.
    """

    folder: Path
    report: Report
    changes: Changes
    refused: tuple[Refusal, ...]
    failures: int
    warnings: tuple[str, ...]
    news: EventNews
    event_changes: tuple[EventChange, ...] = ()


def build(
    inputs: Sequence[Path],
    folder: Path,
    *,
    settings: BuildSettings | None = None,
    stages: Stages | None = None,
    progress: Progress | None = None,
) -> Outcome:
    """Build a chronology into a folder.

    An old chronology there stands until the new one is complete. Decisions that people took in it are kept, and
    with them the ids that they refer to; without any, nothing of it has an influence on the new one.

    Args:
        inputs: files and folders.
        folder: made where it is missing.
        settings: see BuildSettings.
        stages: what to run; the real stages by default.
        progress: who is told how far it is.

    Raises:
        UsageError: an input does not exist, a setting is wrong, or the folder holds somebody else's files.
        ChronologyError: the folder is in use, or its old chronology is damaged.
        InstallationError: weights or gazetteer are missing.
    """
    run = _Run(folder, settings or BuildSettings(), stages or RealStages(), progress or Silent())
    files = run.list_files(inputs)
    require_writable(folder)
    with sole_writer(folder):
        before = _Before.of(folder)
        finish_interrupted(folder, before.state)
        with _resumable(folder) as work, run.keeping(fresh=True):
            return run.build(files, inputs, before, work)


def add(
    folder: Path,
    inputs: Sequence[Path],
    *,
    settings: BuildSettings | None = None,
    stages: Stages | None = None,
    progress: Progress | None = None,
    refresh: bool = False,
    again: bool = False,
) -> Outcome:
    """Add documents to a chronology. Only new or changed ones are read; ids, decisions and earlier documents stay.

    A setting that is not given is the chronology's own for the zone, and none for the date; what was read already is
    read again only where a setting is given that differs. ``refresh``: there are no inputs; what decisions changed is
    read again. ``again``: the texts of all documents are. Other arguments, and errors: see ``build``.
    """
    run = _Run(folder, settings or BuildSettings(), stages or RealStages(), progress or Silent())
    Chronology.open(folder).close()
    files = [] if refresh else run.list_files(inputs)
    with sole_writer(folder), Chronology.open(folder) as chronology:
        finish_interrupted(folder, chronology.meta().get("state"))
        with _resumable(folder) as work, run.keeping(fresh=False):
            return run.add(chronology, files, inputs, work, again=again)


@contextmanager
def _resumable(folder: Path) -> Iterator[WorkFile]:
    """A work file that is kept for the next run where this one does not come to its end."""
    work = WorkFile(folder)
    try:
        yield work
    except BaseException as error:
        work.close()
        discard_unfinished(folder)
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO):
            reason = (error.strerror or "").lower()
            raise ChronologyError(f"{folder} cannot be written: {reason}; mend that and run it again") from error
        if isinstance(error, sqlite3.DatabaseError):
            raise ChronologyError(f"{work.path} cannot be written: {error}; mend that and run it again") from error
        raise
    work.delete()


@dataclass(frozen=True, kw_only=True)
class _Before:
    """What stands in the folder before a build and outlives it: only what people decided, and what that refers to."""

    state: str | None = None
    decisions: tuple[Decision, ...] = ()
    events: tuple[Event, ...] = ()
    redirects: Mapping[str, str] | None = None

    @classmethod
    def of(cls, folder: Path) -> _Before:
        if not (folder / DATABASE).exists():
            return cls()
        try:
            with Chronology.open(folder) as chronology, chronology.reading() as snapshot:
                state = snapshot.meta().get("state")
                decisions = tuple(snapshot.decisions())
                if not decisions:
                    return cls(state=state)
                events = tuple(snapshot.events())
                return cls(state=state, decisions=decisions, events=events, redirects=snapshot.redirects())
        except ChronologyError as error:
            raise ChronologyError(
                f"{error}\nIt may hold decisions of people, so it is not written over: move it away, then build again."
            ) from error


@dataclass(frozen=True, kw_only=True)
class _Standing:
    """What stands in a chronology beside its documents and claims before something is added."""

    events: tuple[Event, ...]
    decisions: tuple[Decision, ...]
    redirects: Mapping[str, str]
    meta: Mapping[str, Any]

    @classmethod
    def of(cls, snapshot: Snapshot) -> _Standing:
        return cls(
            events=tuple(snapshot.events()), decisions=tuple(snapshot.decisions()), redirects=snapshot.redirects(),
            meta=snapshot.meta(),
        )  # fmt: skip


@contextmanager
def _untouched(folder: Path, decisions: int) -> Iterator[bool]:
    """Hold the old chronology, so that nobody decides anything in it; tells whether it has so many decisions."""
    if not (folder / DATABASE).exists():
        yield decisions == 0
        return
    with Chronology.open(folder) as chronology, chronology.writing() as connection:
        yield last_number(connection) == decisions


class _Run:
    """One call of ``build`` or ``add``."""

    def __init__(self, folder: Path, settings: BuildSettings, stages: Stages, progress: Progress) -> None:
        self.folder = folder
        self.settings = settings
        self.stages = stages
        self.progress = progress
        self.started = time.perf_counter()
        self.kept: KeptFile | None = None

    @contextmanager
    def keeping(self, *, fresh: bool) -> Iterator[None]:
        """Use what earlier runs of merging kept, unless ``fresh``, and keep what this one works out."""
        with kept_results(self.folder, package_fingerprint(("reconciling",)), fresh=fresh) as self.kept:
            yield

    def list_files(self, inputs: Sequence[Path]) -> list[InputFile]:
        """The files that are meant, without the chronology's own."""
        own = self.folder.absolute().resolve()
        uploads = own / UPLOADS
        return [
            file
            for file in self.stages.list_inputs(inputs)
            if not file.path.is_relative_to(own) or file.path.is_relative_to(uploads)
        ]

    def build(self, files: list[InputFile], inputs: Sequence[Path], before: _Before, work: WorkFile) -> Outcome:
        stored = Stored(dates=dates_of(before.decisions))
        found = self._gather(
            files, inputs, work, timezone=self.settings.timezone, stored=stored, known=lambda _: (), kept=self.kept
        )
        with _without_searching_for_cycles():
            return self._merge_and_build(found, before, work)

    def _merge_and_build(self, found: Gathered, before: _Before, work: WorkFile) -> Outcome:
        reconciled = self._reconcile(found, before.decisions, before.events)
        settings = {"dated": self.settings.dated, "timezone": self.settings.timezone}
        writer = Writer(
            found, reconciled, settings=settings, title=self.settings.title, refused=found.refused, started=self.started
        )
        self.progress.begin("writing", None)
        while True:
            changes, staging, state = self._stage(writer, before, found, work)
            with _untouched(self.folder, len(before.decisions)) as untouched:
                if untouched:
                    staging.switch_database()
                    break
            # Somebody decided something in the old chronology meanwhile.
            before = _Before.of(self.folder)
            writer.take(self._reconcile(found, before.decisions, before.events))
        staging.publish()
        self._note_merged(writer, state, len(before.decisions))
        return self._outcome(writer, changes)

    def _stage(self, writer: Writer, before: _Before, found: Gathered, work: WorkFile) -> tuple[Changes, Staging, str]:
        """Write all new files beside the old ones; also returns the state of the new database."""
        contents = writer.contents(before.redirects or {})
        staging = Staging(self.folder)
        raw = staging.path / "raw.db"
        with Chronology.create(raw, durable=False) as chronology:
            changes = chronology.write(contents, readings_of(found, work), tidy=True)
            chronology.decide(before.decisions)
        # SQLite copies beside the making of the open files; both only read.
        with ThreadPoolExecutor(1) as aside:
            copied = aside.submit(compact_copy, raw, staging.path / DATABASE)
            with Chronology.open(raw) as chronology, chronology.reading() as snapshot:
                writer.publish(snapshot, staging.path)
                state = str(snapshot.meta()["state"])
            copied.result()
        raw.unlink()
        staging.complete(state)
        return changes, staging, state

    def add(
        self, chronology: Chronology, files: list[InputFile], inputs: Sequence[Path], work: WorkFile, *, again: bool
    ) -> Outcome:
        with _without_searching_for_cycles(), chronology.reading() as snapshot:
            standing = _Standing.of(snapshot)
            stored = replace(self._stored(snapshot, standing.decisions), again=again)
        timezone = self.settings.timezone or standing.meta.get("settings", {}).get("timezone")

        def known(text_sha256: str) -> Sequence[StoredReading]:
            with chronology.reading() as snapshot:
                return snapshot.readings_of(text_sha256)

        found = self._gather(files, inputs, work, timezone=timezone, stored=stored, known=known)
        if nothing_new(found, stored):
            with chronology.reading() as snapshot:
                outcome = self._as_it_was(snapshot, files, found, timezone)
            if outcome is not None:
                return outcome
        with _without_searching_for_cycles():
            return self._merge_and_add(chronology, standing, files, found, work, timezone=timezone)

    def _as_it_was(
        self, snapshot: Snapshot, files: Sequence[InputFile], found: Gathered, timezone: str | None
    ) -> Outcome | None:
        """The outcome of a run that found nothing new; None where something has to be merged or written even so."""
        meta, decisions = snapshot.meta(), snapshot.decisions_last()
        now = Merged.now(self.folder, state=meta.get("state", ""), decisions=decisions, stages=self.stages)
        if self.kept is None or not is_merged(self.kept, now):
            return None
        report = same_report(
            meta,
            {
                "settings": {"dated": self.settings.dated, "timezone": timezone},
                "title": self.settings.title or meta.get("title"),
                "program": GENERATED_BY,
                "refused": _still_refused(meta.get("report", {}).get("refused", ()), files, found.refused),
                "notes": notes_of(found),
            },
        )
        if report is None:
            return None
        self.kept.spare()
        self.progress.begin("writing", None)
        return Outcome(
            folder=self.folder,
            report=write_report(self.folder, report, found, total_s=time.perf_counter() - self.started),
            changes=Changes.none(),
            refused=tuple(found.refused),
            failures=0,
            warnings=(),
            news=EventNews(),
        )

    def _note_merged(self, writer: Writer, state: str, decisions: int) -> None:
        """Note what this run left behind, for one that finds nothing new; not where the page lacks something."""
        if self.kept is not None and self.kept.in_use and not writer.warnings:
            note_merged(self.kept, Merged.now(self.folder, state=state, decisions=decisions, stages=self.stages))

    def _merge_and_add(
        self, chronology: Chronology, standing: _Standing, files: list[InputFile], found: Gathered, work: WorkFile, *,
        timezone: str | None,
    ) -> Outcome:  # fmt: skip
        events, decisions, redirects, meta = standing.events, standing.decisions, standing.redirects, standing.meta
        reconciled = self._reconcile(found, decisions, events)
        with chronology.reading() as snapshot:  # somebody decided something while files were read
            if snapshot.decisions_last() != len(decisions):
                decisions, events = tuple(snapshot.decisions()), tuple(snapshot.events())
                redirects = snapshot.redirects()
                reconciled = self._reconcile(found, decisions, events)
        settings = {"dated": self.settings.dated, "timezone": timezone}
        refused = _still_refused(meta.get("report", {}).get("refused", ()), files, found.refused)
        title = self.settings.title or meta.get("title")
        writer = Writer(found, reconciled, settings=settings, title=title, refused=refused, started=self.started)
        self.progress.begin("writing", None)
        staging = Staging(self.folder)
        with chronology.writing() as connection:
            if last_number(connection) != len(decisions):  # and while that was merged
                snapshot = Snapshot(connection)
                redirects = snapshot.redirects()
                writer.take(self._reconcile(found, tuple(snapshot.decisions()), tuple(snapshot.events())))
            changes = chronology.write_within(connection, writer.contents(redirects), readings_of(found, work))
            snapshot = Snapshot(connection)
            writer.publish(snapshot, staging.path)
            state, decided = snapshot.meta()["state"], snapshot.decisions_last()
            staging.complete(state)
        staging.publish()
        self._note_merged(writer, state, decided)
        return self._outcome(writer, changes, events)

    def _stored(self, snapshot: Snapshot, decisions: Sequence[Decision]) -> Stored:
        claims: dict[str, list[Claim]] = {}
        for claim in snapshot.extracted_claims():
            if not is_by_hand(claim.id):
                claims.setdefault(claim.document, []).append(claim)
        return Stored(
            documents={document.id: document for document in snapshot.documents()},
            dates=dates_of(decisions),
            claims={document: tuple(own) for document, own in claims.items()},
            unresolved=snapshot.unresolved(),
            inputs={(record.path, record.fingerprint): record for record in snapshot.inputs()},
            any_settings=self.settings.dated is None and self.settings.timezone is None,
        )

    def _gather(
        self, files: list[InputFile], inputs: Sequence[Path], work: WorkFile, *, timezone: str | None,
        stored: Stored, known: Callable[[str], Sequence[StoredReading]], kept: KeptFile | None = None,
    ) -> Gathered:  # fmt: skip
        settings = ReadSettings(dated=self.settings.dated, timezone=timezone, processes=self.settings.worker_count())
        gathering = Gathering(
            self.stages, settings, stored=stored, work=work, progress=self.progress, known=known, kept=kept
        )
        found = gathering.run(files)
        for empty in _without_files(inputs, files):
            found.refuse(empty, "empty-folder", "there is no file to read in it")
        self._log(found)
        return found

    def _reconcile(self, found: Gathered, decisions: Sequence[Decision], earlier: Sequence[Event]) -> Reconciled:
        self.progress.begin("reconciling", None)
        started = time.perf_counter()
        documents = sorted(found.documents.values(), key=document_order)
        read = [claim for own in found.claims.values() for claim in own]
        known = {claim.id for claim in read}
        marked = [claim for claim in claims_by_hand(decisions, documents) if claim.id not in known]
        extracted = in_order(documents, [*read, *marked])
        claims, found.own_actors = linked(extracted, self.stages)
        claims, found.own_actors, found.own_where = identified(claims, decisions, found.own_actors)
        reconciled = self.stages.reconcile(documents, claims, decisions=decisions, earlier=earlier, kept=self.kept)
        found.seconds["reconciling"] = found.seconds.get("reconciling", 0.0) + time.perf_counter() - started
        return reconciled

    def _log(self, found: Gathered) -> None:
        log = self.folder / FAILURES_LOG
        if found.failures:
            log.write_text("\n\n".join(found.failures) + "\n", encoding="utf-8")
        else:
            log.unlink(missing_ok=True)

    def _outcome(self, writer: Writer, changes: Changes, before: Sequence[Event] = ()) -> Outcome:
        news = news_of(before, writer.events, writer.redirects)
        return Outcome(
            folder=self.folder,
            report=writer.report(with_timings=True),
            changes=changes,
            refused=tuple(writer.found.refused),
            failures=len(writer.found.failures),
            warnings=tuple(writer.warnings),
            news=news,
            event_changes=changes_of(news, before, writer.events, writer.redirects) if before else (),
        )


@contextmanager
def _without_searching_for_cycles() -> Iterator[None]:
    """Python's search for cycles among objects, off: loading, merging and writing make millions, hardly any in a cycle,
    and looking through them again and again costs a sixth of the time of merging."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _without_files(inputs: Sequence[Path], files: Sequence[InputFile]) -> list[str]:
    """The names of folders in which there is no file."""
    roots = {file.root for file in files}
    return [str(path.name or path) for path in inputs if path.is_dir() and path.absolute().resolve() not in roots]


def _still_refused(
    before: Iterable[Mapping[str, str]], files: Sequence[InputFile], now: Sequence[Refusal]
) -> tuple[Refusal, ...]:
    """Refusals of earlier runs that this run did not look at again, and its own."""
    looked_at = {file.relative for file in files} | {refusal.path for refusal in now}
    old = [Refusal(**refusal) for refusal in before if refusal["path"] not in looked_at]
    return tuple(sorted([*old, *now], key=lambda refusal: (refusal.path, refusal.code)))
