"""Reading many files in worker processes: results in order, a dead worker costs its own file and is replaced.

Workers are plain subprocesses and no ``multiprocessing`` children: they share nothing with the run, need no
``if __name__`` guard in a caller's script, and start with a fixed hash seed and zone, so that results do not depend on
how many there are. A worker that had read other files before it died is given the benefit of the doubt: the file is
tried once more in a fresh one.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Timer
from typing import IO, Final

import msgspec

from strandline.errors import InstallationError
from strandline.ingest.inputs import InputFile
from strandline.ingest.reading_loop import IngestResult, refused_result
from strandline.ingest.settings import IngestSettings
from strandline.ingest.wire import BrokenFrame, EndOfFrames, Job, Ready, Reply, receive_bytes, send

WORKER = ("-P", "-X", "utf8", "-m", "strandline.ingest.worker")
"""How the Python that runs now is started as a worker; ``-P`` keeps modules in the pile itself from being imported."""
READY_S: Final = 60.0
GOODBYE_S: Final = 5.0
AHEAD: Final = 4
"""Results that may wait for their turn, for each worker."""


def read_all(files: Iterable[InputFile], *, settings: IngestSettings, processes: int) -> Iterator[IngestResult]:
    """Read files in worker processes; the results come in the order of ``files``.

    Documents are the same whatever the number of processes. Close the iterator (or use it up) to end the workers.

    Args:
        files: as ``list_inputs`` gives them; taken only as fast as results are.
        settings: date and limits.
        processes: how many workers, at least 1; no more are started than there is work for.

    Raises:
        InstallationError: a worker cannot be started at all.
        ValueError: ``processes`` is less than 1.
    """
    if processes < 1:
        raise ValueError(f"processes must be at least 1, not {processes}")
    return _results(files, settings, processes)


def _results(files: Iterable[InputFile], settings: IngestSettings, processes: int) -> Iterator[IngestResult]:
    workers = [_Worker(settings) for _ in range(processes)]
    idle: SimpleQueue[_Worker] = SimpleQueue()
    for worker in workers:
        idle.put(worker)

    def read(file: InputFile) -> IngestResult:
        worker = idle.get()
        try:
            return worker.read(file)
        finally:
            idle.put(worker)

    threads = ThreadPoolExecutor(max_workers=processes, thread_name_prefix="strandline-ingest")
    waiting: deque[Future[IngestResult]] = deque()
    try:
        for file in files:
            waiting.append(threads.submit(read, file))
            if len(waiting) >= AHEAD * processes:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for worker in workers:
            worker.close()
        threads.shutdown(wait=True, cancel_futures=True)
        for worker in workers:
            worker.stop()


class _Died(Exception):
    """A worker ended before it answered."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class _Worker:
    """One worker process, started when it is first needed and again after every death."""

    def __init__(self, settings: IngestSettings) -> None:
        self._settings = settings
        self._process: subprocess.Popen[bytes] | None = None
        self._complaints: IO[bytes] | None = None
        self._closed = Event()
        self._files_read = 0

    def read(self, file: InputFile) -> IngestResult:
        """Have a file read; whatever happens to the worker, there is a result."""
        if file.refused is not None:
            return refused_result(file, file.refused[1], code=file.refused[0])
        try:
            return self._ask(file)
        except _Died as death:
            if self._files_read == 0 or death.code == "too-slow" or self._closed.is_set():
                return self._bury(file, death)
        self.stop()
        try:
            return self._ask(file)
        except _Died as death:
            return self._bury(file, death)

    def close(self) -> None:
        """Kill the process, from any thread; whoever waits for its answer gets none."""
        self._closed.set()
        if self._process is not None:
            self._process.kill()

    def stop(self) -> None:
        """End the process and let go of its pipes."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    with suppress(OSError):  # what was still to be written to a dead worker
                        stream.close()
        if self._complaints is not None:
            self._complaints.close()
            self._complaints = None
        self._files_read = 0

    def _bury(self, file: InputFile, death: _Died) -> IngestResult:
        self.stop()
        return refused_result(file, death.reason, code=death.code)

    def _ask(self, file: InputFile) -> IngestResult:
        process = self._running()
        overdue = Event()
        limit = self._settings.limits.wall_s

        def stop_waiting() -> None:
            overdue.set()
            process.kill()

        watch = Timer(limit, stop_waiting)
        watch.daemon = True
        watch.start()
        try:
            assert process.stdin is not None and process.stdout is not None  # noqa: PT018
            send(process.stdin, Job.of(file))  # type: ignore[arg-type]
            data = receive_bytes(process.stdout)  # type: ignore[arg-type]
            if data is None:
                raise EndOfFrames("no answer")
            reply = msgspec.msgpack.decode(data, type=Reply)
        except (EndOfFrames, OSError):
            raise self._why(_end(process), overdue=overdue.is_set()) from None
        except (BrokenFrame, msgspec.DecodeError, ValueError):
            process.kill()
            reason = "the process that read it gave an answer that makes no sense; the file may be made to do harm"
            raise _Died("crashed", reason) from None
        finally:
            watch.cancel()
        self._files_read += 1
        if reply.spent:
            self.stop()
        return IngestResult(file=file, documents=reply.documents, refusals=reply.refusals, notes=reply.notes)

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.stop()
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 - closed by stop
        self._process = subprocess.Popen(
            [sys.executable, *WORKER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            env=_worker_environment(),
            start_new_session=True,  # a Ctrl-C at the terminal is the run's to handle
        )
        self._await_ready(self._process)
        return self._process

    def _await_ready(self, process: subprocess.Popen[bytes]) -> None:
        watch = Timer(READY_S, process.kill)
        watch.daemon = True
        watch.start()
        try:
            send(process.stdin, self._settings)  # type: ignore[arg-type]
            data = receive_bytes(process.stdout)  # type: ignore[arg-type]
            if data is not None:
                msgspec.msgpack.decode(data, type=Ready)
                return
        except (BrokenFrame, OSError, msgspec.DecodeError):
            pass
        finally:
            watch.cancel()
        if self._closed.is_set():
            raise _Died("stopped", "the run was stopped before the file was read")
        complaints = self._last_words()
        self.stop()
        raise InstallationError(
            f"a worker process that reads files could not be started: {complaints or 'it gave no reason'}; "
            "check the installation, and that the limit on memory leaves it at least 512 MB"
        )

    def _last_words(self) -> str:
        if self._complaints is None:
            return ""
        self._complaints.seek(0)
        lines = self._complaints.read()[-2000:].decode("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else ""

    def _why(self, status: int, *, overdue: bool) -> _Died:
        limits = self._settings.limits
        if self._closed.is_set():
            return _Died("stopped", "the run was stopped before the file was read")
        if overdue:
            return _Died("too-slow", f"reading it took longer than the limit of {limits.wall_s:g} s")
        if status == -getattr(signal, "SIGXCPU", 24):
            return _Died("too-slow", f"reading it took more than the limit of {limits.cpu_s} s of processor time")
        if status == -getattr(signal, "SIGKILL", 9) or "MemoryError" in self._last_words():
            return _Died("too-much-memory", "the process that read it was ended for want of memory")
        name = signal.Signals(-status).name if status < 0 and -status in set(signal.Signals) else f"status {status}"
        return _Died("crashed", f"the process that read it crashed ({name}); the file is damaged or made to do harm")


def _end(process: subprocess.Popen[bytes]) -> int:
    """The exit status of a process that has closed its side."""
    try:
        return process.wait(timeout=GOODBYE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


def _worker_environment() -> dict[str, str]:
    """The run's own environment, with all that could make results differ from worker to worker set."""
    package_root = str(Path(__file__).absolute().parents[2])
    here = Path.cwd()
    paths = [str(Path(entry).absolute()) for entry in sys.path if entry and Path(entry).absolute() != here]
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([package_root, *paths]),
        "PYTHONHASHSEED": "0",
        "PYTHONWARNINGS": "ignore",
        "TZ": "UTC",
        "LC_ALL": "C.UTF-8",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
    }
