"""From files to documents with their claims: only what is new or changed is read, everything else is taken over."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

from strandline.errors import InstallationError
from strandline.pipeline.analysis import Analysis, AnalysisSettings
from strandline.pipeline.decided import Dates
from strandline.pipeline.progress import Progress
from strandline.pipeline.stages import InputFile, Stages, package_fingerprint
from strandline.pipeline.work import Ingested, WorkFile, key_of
from strandline.pipeline.worker import Failure, Opening, Task
from strandline.pipeline.workers import InProcess, WorkerProcesses, Workers
from strandline.records import Actor, Claim, Document, Place, Refusal
from strandline.store import InputRecord, StoredReading, Unresolved, natural_order

_CHUNK_BYTES: Final = 1024 * 1024
_HASHED_BYTES: Final = 256 * _CHUNK_BYTES


@dataclass(frozen=True, kw_only=True)
class ReadSettings:
    """Under which files are read. ``processes`` 0: in this process."""

    dated: str | None
    timezone: str | None
    processes: int

    def key(self) -> str:
        """A hash of what decides the outcome."""
        return key_of(self.dated, self.timezone)


@dataclass(frozen=True, kw_only=True)
class Stored:
    """What a chronology holds already. ``any_settings``: what was read under other settings counts as read too.
    ``again``: all documents are read again. ``dates`` are those that people gave."""

    documents: Mapping[str, Document] = field(default_factory=dict)
    claims: Mapping[str, tuple[Claim, ...]] = field(default_factory=dict)
    unresolved: Mapping[str, tuple[Unresolved, ...]] = field(default_factory=dict)
    inputs: Mapping[tuple[str, str], InputRecord] = field(default_factory=dict)
    any_settings: bool = False
    again: bool = False
    dates: Dates = field(default_factory=Dates)

    def record(self, path: str, fingerprint: str | None, settings: str) -> InputRecord | None:
        """What was recorded of this version of a file, where it was read already."""
        record = None if fingerprint is None else self.inputs.get((path, fingerprint))
        return record if record is not None and (self.any_settings or record.settings == settings) else None


class Gathered:
    """What a run brings together.

    Attributes:
        documents: every document of the chronology by id, those of earlier runs first.
        claims: the claims of each document as it alone gives them, by its id.
        own_actors: by claim id, the actors as the document alone has them, where linking changed them.
        own_where: the same of places, where a person said which place is meant.
        unresolved: the open time expressions of each document, by its id.
        inputs: what was read, by path and fingerprint.
        refused: what was not, by path.
        notes: what a person should know, beside what the records of the inputs note.
        failures: tracebacks, for the log.
        analysed: keys of the work file under which new readings lie.
        seconds: time by stage, all workers together.
    """

    def __init__(self, stored: Stored) -> None:
        self.documents: dict[str, Document] = dict(stored.documents)
        self.claims: dict[str, tuple[Claim, ...]] = dict(stored.claims)
        self.unresolved: dict[str, tuple[Unresolved, ...]] = dict(stored.unresolved)
        self.inputs: dict[tuple[str, str], InputRecord] = dict(stored.inputs)
        self.own_actors: dict[str, tuple[Actor, ...]] = {}
        self.own_where: dict[str, tuple[Place, ...]] = {}
        self.refused: list[Refusal] = []
        self.notes: list[str] = []
        self.failures: list[str] = []
        self.analysed: list[tuple[str, str]] = []
        self.seconds: dict[str, float] = {"ingest": 0.0}
        self.words_read = 0
        self.documents_read = 0
        self.documents_reused = 0

    def refuse(self, path: str, code: str, reason: str) -> None:
        """List an input that was not read."""
        self.refused.append(Refusal(path=path, reason=reason, code=code))

    def take(
        self, document: Document, analysis: Analysis, key: str, kept: MutableMapping[str, bytes] | None = None
    ) -> None:
        """Take a document over with what was found in it; what merging wants of it goes to what is ``kept``."""
        self.documents[document.id] = document
        self.claims[document.id] = analysis.claims
        self.unresolved[document.id] = analysis.unresolved
        self.analysed.append((document.text_sha256, key))
        if kept is not None:
            kept.update(analysis.ahead)

    def fail(self, document: Document, failure: Failure) -> None:
        """List a document on which a stage failed; what an earlier run found in it stays."""
        self.refuse(document.path, "failed", f"the stage {failure.stage} failed on it: {failure.message}")
        self.failures.append(f"{document.path} ({document.id}), stage {failure.stage}\n{failure.details}")


class Gathering:
    """One run over files.

    ``known`` gives what readers saw in a text earlier, by its hash. ``kept`` is where that goes which merging will want
    to know of each document; without it, merging works it out itself, in one process.
    """

    def __init__(
        self,
        stages: Stages,
        settings: ReadSettings,
        *,
        stored: Stored,
        work: WorkFile,
        progress: Progress,
        known: Callable[[str], Sequence[StoredReading]],
        kept: MutableMapping[str, bytes] | None = None,
    ) -> None:
        self.stages = stages
        self.settings = settings
        self.stored = stored
        self.work = work
        self.progress = progress
        self.known = known
        self.found = Gathered(stored)
        self.kept = kept
        self._code = stages.fingerprint()
        self._merging = "" if kept is None else package_fingerprint(("reconciling",))
        self._path_of = {document.id: document.path for document in stored.documents.values()}
        self._mine: set[str] = set()
        self._failed: set[str] = set()
        self._read: list[InputRecord] = []

    def run(self, files: Sequence[InputFile]) -> Gathered:
        """Read what has to be read.

        Raises:
            InstallationError: a part of the program that reading needs is missing.
        """
        found = self.found
        analysis = AnalysisSettings(timezone=self.settings.timezone, ahead=self.kept is not None)
        opening = Opening(self.stages.analyst, analysis)
        processes = self.settings.processes
        workers: Workers = WorkerProcesses(opening, processes=processes) if processes else InProcess(opening)
        self.progress.begin("documents", None)
        try:
            for (document, key), answer in workers.answers(self._tasks(files)):
                found.documents_read += 1
                found.words_read += len(document.text.split())
                self.progress.advance("documents", found.documents_read + found.documents_reused)
                if isinstance(answer, Failure) and answer.installation:
                    raise InstallationError(answer.message)
                if isinstance(answer, Failure):
                    self._failed.add(document.id)
                    found.fail(document, answer)
                    continue
                self.work.put(key, answer.analysis)
                found.take(document, answer.analysis, key, self.kept)
                for stage, seconds in answer.analysis.seconds.items():
                    found.seconds[stage] = found.seconds.get(stage, 0.0) + seconds
        finally:
            workers.close()
        self._record(record for record in self._read if self._failed.isdisjoint(record.documents))
        found.refused.sort(key=lambda refusal: (natural_order(refusal.path), refusal.path, refusal.code))
        return found

    def _record(self, read: Iterable[InputRecord]) -> None:
        """Note which files were read, in the place of what is known of the same documents beside another sidecar."""
        inputs = self.found.inputs
        known: dict[str, list[tuple[str, str]]] = {}
        for path, fingerprint in inputs:
            known.setdefault(path, []).append((path, fingerprint))
        for record in read:
            for key in known.get(record.path, ()):
                if set(inputs[key].documents) <= set(record.documents):
                    del inputs[key]
            inputs[record.path, record.fingerprint] = record

    def _tasks(self, files: Sequence[InputFile]) -> Iterator[tuple[tuple[Document, str], Task]]:
        """The documents that somebody has to look at; what is known is taken over on the way."""
        for document in chain(self._documents(files), self._dated_anew()):
            key = key_of("analysed", document, self.settings.timezone, self._code, self._merging, self.stages.analyst)
            analysis = self.work.get(key, Analysis)
            if analysis is None:
                yield (document, key), Task(document, tuple(self.known(document.text_sha256)))
            else:
                self.found.documents_reused += 1
                self.found.take(document, analysis, key, self.kept)

    def _documents(self, files: Sequence[InputFile]) -> Iterator[Document]:
        """The new documents in files, each once."""
        for done, (result, record) in enumerate(self._results(files), start=1):
            self.found.refused.extend(result.refusals)
            if record is None:
                self.found.notes.extend(result.notes)
            else:
                self._read.append(record)
            for document in result.documents:
                first = self._path_of.setdefault(document.id, document.path)
                if document.id in self._mine or first != document.path:
                    self.found.notes.append(f"{document.path}: the same bytes as {first}; it counts once")
                else:
                    self._mine.add(document.id)
                    yield self.stored.dates.read(document)
            self.progress.advance("files", done)

    def _dated_anew(self) -> Iterator[Document]:
        """Documents of the chronology to which people gave another date since they were read; all, where asked for."""
        for document in self.stored.documents.values():
            dated = self.stored.dates.stored(document)
            changed = dated.published != document.published
            if (changed or self.stored.again) and document.id not in self._mine:
                yield dated

    def _results(self, files: Sequence[InputFile]) -> Iterator[tuple[Ingested, InputRecord | None]]:
        """What is in each file that this run has to look at, in the order of the files.

        A file of which nothing could be read has no record: the next run tries it again.
        """
        started = time.perf_counter()
        settings = self.settings.key()
        wanted: list[tuple[InputFile, str | None, str]] = []
        for file in files:
            fingerprint = fingerprint_of(file)
            record = self.stored.record(file.relative, fingerprint, settings)
            if record is not None:
                self.found.documents_reused += len(record.documents)
                self.found.refused.extend(record.refusals)
            else:
                key = key_of("ingested", file.relative, fingerprint, self.settings.dated, self._code)
                wanted.append((file, fingerprint, key))
        self.progress.begin("files", len(wanted))
        kept = {key for _, fingerprint, key in wanted if fingerprint and self.work.holds(key, Ingested)}
        fresh = self.stages.read_all(
            [file for file, _, key in wanted if key not in kept],
            dated=self.settings.dated,
            processes=max(1, self.settings.processes),
        )
        for file, fingerprint, key in wanted:
            result = self.work.get(key, Ingested) if key in kept else None
            if result is None:
                one = next(fresh)
                result = Ingested(one.documents, one.notes, one.refusals)
                if result.documents and fingerprint is not None:
                    self.work.put(key, result)
            record = None
            if result.documents and fingerprint is not None:
                record = InputRecord(
                    path=file.relative, fingerprint=fingerprint, settings=settings,
                    documents=tuple(document.id for document in result.documents), notes=result.notes,
                    refusals=result.refusals,
                )  # fmt: skip
            self.found.seconds["ingest"] += time.perf_counter() - started
            yield result, record
            started = time.perf_counter()


def fingerprint_of(file: InputFile) -> str | None:
    """Hash of the bytes of a file and of its sidecar; None where they cannot be read or are far too many."""
    if file.refused is not None:
        return None
    state = hashlib.sha256()
    try:
        for path in (file.path, file.sidecar):
            if path is None:
                continue
            with path.open("rb") as stream:
                size = stream.seek(0, os.SEEK_END)
                if size > _HASHED_BYTES:
                    return None
                stream.seek(0)
                state.update(f"{size}\n".encode())
                while chunk := stream.read(_CHUNK_BYTES):
                    state.update(chunk)
    except OSError:
        return None
    return state.hexdigest()
