"""Many documents at once: tasks in, answers out in the order of the tasks, whatever happens to the workers.

Workers are processes of their own, started by command line and not by ``multiprocessing``, so that a script without a
``__main__`` guard can call ``build``. A worker that dies or hangs costs the document that it was reading: dead, it is
tried once more in a new worker; too slow, it is given up.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import IO, Any, Final, Protocol, TypeVar

from strandline.errors import InstallationError
from strandline.pipeline.worker import (
    Answer,
    Failure,
    Opening,
    Ready,
    Task,
    answer,
    open_named,
    read_frame,
    write_frame,
)

_START: Final = (
    "import json,sys; sys.path[:] = json.loads(sys.argv[1]); from strandline.pipeline.worker import main; main()"
)
_BASE_LIMIT_S: Final = 120.0
_CHARS_PER_S: Final = 1_000.0
_TAIL_BYTES: Final = 4096
_TRIES: Final = 2
Key = TypeVar("Key")


class Workers(Protocol):
    """What answers tasks, in their order."""

    def answers(self, tasks: Iterable[tuple[Key, Task]]) -> Iterator[tuple[Key, Answer]]:
        """Each task's key with its answer; tasks are only taken as they are needed."""

    def close(self) -> None:
        """Stop."""


class InProcess:
    """One analyst in this process: no isolation, nothing to start. For tests and for the debugger."""

    def __init__(self, opening: Opening) -> None:
        self._opening = opening

    def answers(self, tasks: Iterable[tuple[Key, Task]]) -> Iterator[tuple[Key, Answer]]:
        """See ``Workers``."""
        analyst = None
        for key, task in tasks:
            analyst = analyst or open_named(self._opening.analyst)(self._opening.settings)
            yield key, answer(analyst, task)

    def close(self) -> None:
        """Nothing to stop."""


class WorkerProcesses:
    """A number of worker processes, each fed by a thread of this one."""

    def __init__(self, opening: Opening, *, processes: int) -> None:
        self._opening = opening
        self._processes = processes
        self._threads = ThreadPoolExecutor(processes, thread_name_prefix="strandline-worker")
        self._own = threading.local()
        self._started: list[WorkerProcess] = []
        self._lock = threading.Lock()
        self._closed = False

    def answers(self, tasks: Iterable[tuple[Key, Task]]) -> Iterator[tuple[Key, Answer]]:
        """See ``Workers``. At most a few tasks for each process are in memory at once."""
        waiting: deque[tuple[Key, Future[Answer]]] = deque()
        for key, task in tasks:
            waiting.append((key, self._threads.submit(self._answer, task)))
            while waiting and (len(waiting) > 4 * self._processes or waiting[0][1].done()):
                first, future = waiting.popleft()
                yield first, future.result()
        while waiting:
            first, future = waiting.popleft()
            yield first, future.result()

    def close(self) -> None:
        """Stop all workers, at once."""
        with self._lock:
            self._closed = True
            for worker in self._started:
                worker.kill()
        self._threads.shutdown(wait=True, cancel_futures=True)
        for worker in self._started:
            worker.discard()

    def _answer(self, task: Task) -> Answer:
        last = ""
        for _ in range(_TRIES):
            worker = self._worker()
            try:
                return worker.ask(task)
            except WorkerHung as error:
                self._own.worker = None
                return Failure("analysis", str(error), worker.last_words())
            except (EOFError, OSError):
                self._own.worker = None
                last = worker.last_words()
                message = f"the process that read it died ({worker.fate()})"
        return Failure("analysis", message, last)

    def _worker(self) -> WorkerProcess:
        worker: WorkerProcess | None = getattr(self._own, "worker", None)
        if worker is None:
            with self._lock:
                if self._closed:
                    raise InstallationError("the run was stopped")
                worker = WorkerProcess()
                self._started.append(worker)
            worker.open(self._opening)
            self._own.worker = worker
        return worker


class WorkerHung(Exception):
    """A document took far longer than its size explains."""


class WorkerProcess:
    """One worker process."""

    def __init__(self) -> None:
        self._errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the process
        here = [os.path.abspath(path or ".") for path in sys.path]  # noqa: PTH100 - zip files and odd entries too
        environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONUTF8": "1"}
        self._process = subprocess.Popen(
            [sys.executable, "-c", _START, json.dumps(here)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env=environment,
            start_new_session=True,  # an interrupt from the keyboard goes to the parent alone
        )
        if self._process.stdin is None or self._process.stdout is None:
            raise InstallationError("no pipe to a worker process could be opened")
        self._to: IO[bytes] = self._process.stdin
        self._from: IO[bytes] = self._process.stdout

    def open(self, opening: Opening) -> None:
        """Let the worker load what it needs.

        Raises:
            InstallationError: it cannot.
        """
        try:
            write_frame(self._to, opening)
            ready = read_frame(self._from, Ready)
        except (EOFError, OSError) as error:
            raise InstallationError(
                f"a worker process died while it started ({self.fate()}):\n{self.last_words()}"
            ) from error
        if ready.problem is not None:
            raise InstallationError(
                ready.problem
                if ready.installation
                else f"a worker process could not start: {ready.problem}\n{self.last_words()}"
            )

    def ask(self, task: Task) -> Answer:
        """Send a document, wait for the answer.

        Raises:
            EOFError, OSError: the worker died.
            WorkerHung: it took too long and was killed.
        """
        limit = _BASE_LIMIT_S + len(task.document.text) / _CHARS_PER_S
        late = threading.Event()

        def give_up() -> None:
            late.set()
            self.kill()

        timer = threading.Timer(limit, give_up)
        timer.daemon = True
        timer.start()
        try:
            write_frame(self._to, task)
            answered: Any = read_frame(self._from, Answer)  # type: ignore[arg-type]
        except (EOFError, OSError):
            if late.is_set():
                raise WorkerHung(f"it took longer than {limit:.0f} seconds and was given up") from None
            raise
        finally:
            timer.cancel()
        found: Answer = answered
        return found

    def kill(self) -> None:
        """End the process, at once."""
        with suppress(OSError):
            self._process.kill()
        self._process.wait()

    def discard(self) -> None:
        """Let go of the pipes of an ended process."""
        for stream in (self._to, self._from, self._errors):
            with suppress(OSError):  # what was still to be sent has nobody to go to
                stream.close()

    def fate(self) -> str:
        """How the process ended, in words."""
        code = self._process.wait()
        return f"signal {-code}" if code < 0 else f"exit status {code}"

    def last_words(self) -> str:
        """The end of what the process wrote to its standard error."""
        size = self._errors.seek(0, os.SEEK_END)
        self._errors.seek(max(0, size - _TAIL_BYTES))
        return self._errors.read().decode("utf-8", "replace")
