"""Work that takes longer than an answer may: documents added from the browser, reading again, a whole run.

One job at a time, in a thread; files are read in the sandboxed workers that the pipeline starts. Jobs are kept while
the server runs; files that were uploaded lie in the chronology's folder until they are read, so a server that dies
loses none of them: the next one goes on.
"""

from __future__ import annotations

import queue
import shutil
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Literal

from strandline.errors import StrandlineError
from strandline.pipeline import running
from strandline.pipeline.running import Outcome
from strandline.server.changes import Changes

UPLOADS: Final = running.UPLOADS
_KEPT: Final = 200
_TELL_S: Final = 0.25
_REFUSALS_SHOWN: Final = 500
Kind = Literal["documents", "refresh", "rebuild"]


@dataclass
class Job:
    """One job. ``total`` is 0 where nobody knows; ``changes`` counts what became of events."""

    id: str
    kind: Kind
    state: Literal["waiting", "running", "done", "failed"] = "waiting"
    stage: str | None = None
    done: int = 0
    total: int = 0
    started: str | None = None
    ended: str | None = None
    added: int = 0
    refused: list[dict[str, str]] = field(default_factory=list)
    changes: dict[str, int] = field(default_factory=dict)
    error: str | None = None

    def shown(self) -> dict[str, Any]:
        """As it is sent."""
        return dict(vars(self))


Run = Callable[[Job, "JobProgress"], Outcome]


class JobProgress:
    """Tells listeners how far a job is (``pipeline.Progress``)."""

    def __init__(self, job: Job, changes: Changes) -> None:
        self._job = job
        self._changes = changes
        self._told = 0.0

    def begin(self, step: str, total: int | None) -> None:
        """See ``pipeline.Progress``."""
        self._job.stage, self._job.done, self._job.total = step, 0, total or 0
        self._tell()

    def advance(self, step: str, done: int) -> None:
        """See ``pipeline.Progress``."""
        self._job.stage, self._job.done = step, done
        if time.monotonic() - self._told > _TELL_S:
            self._tell()

    def _tell(self) -> None:
        self._told = time.monotonic()
        job = self._job
        self._changes.tell(
            {
                "event": "job", "id": job.id, "kind": job.kind, "state": job.state, "done": job.done,
                "total": job.total, "stage": job.stage,
            }
        )  # fmt: skip


class Jobs:
    """The jobs of one server. ``runner`` is what they run with; tests give stages of their own."""

    def __init__(self, folder: Path, changes: Changes, *, runner: running.Runner | None = None) -> None:
        self.folder = folder
        self._changes = changes
        self._runner = runner or running.Runner(folder)
        self._lock = threading.Lock()
        self._jobs: dict[str, Job] = {}
        self._queue: queue.SimpleQueue[tuple[Job, Run] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        for left in running.left_uploads(folder):
            self._take("documents", self._reading(left))

    def shown(self) -> list[dict[str, Any]]:
        """All jobs, the newest first."""
        with self._lock:
            return [job.shown() for job in reversed(self._jobs.values())]

    def upload_folder(self) -> Path:
        """A new folder for the files of one upload."""
        path = self.folder / UPLOADS / uuid.uuid4().hex
        path.mkdir(parents=True)
        return path

    def read(self, uploaded: Path) -> str:
        """Add the documents in a folder of ``upload_folder``; returns the id of the job."""
        return self._take("documents", self._reading(uploaded)).id

    def refresh(self) -> str:
        """Read again what decisions changed, and merge all claims again; returns the id of the job."""
        with self._lock:
            for job in self._jobs.values():
                if job.kind == "refresh" and job.state == "waiting":
                    return job.id
        return self._take("refresh", lambda job, progress: self._runner.refresh(progress)).id

    def rebuild(self) -> str:
        """Read all documents again, with the program as it is now; returns the id of the job."""
        return self._take("rebuild", lambda job, progress: self._runner.rebuild(progress)).id

    def wait(self) -> None:
        """Until there is nothing to do."""
        while any(job["state"] in ("waiting", "running") for job in self.shown()):
            time.sleep(0.02)

    def close(self) -> None:
        """End after the job that runs now."""
        self._queue.put(None)

    def _reading(self, uploaded: Path) -> Run:
        def run(job: Job, progress: JobProgress) -> Outcome:
            outcome = self._runner.add(uploaded, progress)
            shutil.rmtree(uploaded, ignore_errors=True)
            return outcome

        return run

    def _take(self, kind: Kind, run: Run) -> Job:
        job = Job(uuid.uuid4().hex[:16], kind)
        with self._lock:
            self._jobs[job.id] = job
            for old in [key for key, one in self._jobs.items() if one.state in ("done", "failed")][:-_KEPT]:
                del self._jobs[old]
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._work, name="strandline-jobs", daemon=True)
                self._thread.start()
        self._queue.put((job, run))
        JobProgress(job, self._changes)._tell()
        return job

    def _work(self) -> None:
        while (taken := self._queue.get()) is not None:
            job, run = taken
            progress = JobProgress(job, self._changes)
            job.state, job.started = "running", _now()
            try:
                self._finish(job, run(job, progress))
                job.state = "done"
            except StrandlineError as error:
                job.state, job.error = "failed", str(error)
            except Exception as error:  # the border: the next job must still run
                job.state, job.error = "failed", f"an error inside the program ({type(error).__name__})"
            job.ended, job.stage = _now(), None
            progress._tell()
            self._changes.wake()

    def _finish(self, job: Job, outcome: Outcome) -> None:
        job.added = len(outcome.changes.documents.added)
        shown = outcome.refused[:_REFUSALS_SHOWN]
        job.refused = [{"path": refusal.path, "reason": refusal.reason, "code": refusal.code} for refusal in shown]
        job.changes = outcome.news.counts()


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
