"""The worker process: ``python -m strandline.ingest.worker``. Reads files one after another under hard limits.

It gets its settings and then jobs on standard input and answers on standard output. The limits on memory and processor
time are the system's, so they also hold inside C libraries; past them the process dies and ``workers`` says why.
"""

from __future__ import annotations

import math
import os
import sys
from typing import Any, BinaryIO

import msgspec

from strandline.ingest.reading_loop import read_file
from strandline.ingest.settings import IngestSettings, Limits
from strandline.ingest.wire import Job, Ready, Reply, receive_bytes, send


def main() -> None:
    """Serve until standard input ends."""
    answers = _take_standard_output()
    questions = sys.stdin.buffer
    first = receive_bytes(questions)
    if first is None:
        return
    settings = msgspec.msgpack.decode(first, type=IngestSettings)
    _limit_memory(settings.limits)
    send(answers, Ready(ready=True))
    while (data := receive_bytes(questions)) is not None:
        job = msgspec.msgpack.decode(data, type=Job)
        _limit_time(settings.limits)
        result = read_file(job.file(), settings=settings)
        send(
            answers,
            Reply(
                documents=result.documents,
                refusals=result.refusals,
                notes=result.notes,
                spent=_is_spent(settings.limits),
            ),
        )


def _take_standard_output() -> BinaryIO:
    """Keep the answers' channel apart from what libraries print."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, sys.stdout.fileno())
    os.close(silence)
    return answers


def _resource() -> Any:
    """The module ``resource``; None on systems that have no such limits (Windows)."""
    try:
        import resource
    except ImportError:
        return None
    return resource


def _limit_memory(limits: Limits) -> None:
    resource = _resource()
    if resource is None:
        return
    for what, amount in ((resource.RLIMIT_AS, limits.memory_bytes), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(what)
        ceiling = amount if hard == resource.RLIM_INFINITY else min(amount, hard)
        try:
            resource.setrlimit(what, (ceiling, hard))
        except (ValueError, OSError):
            continue  # macOS does not limit address space; the limit on time still holds


def _limit_time(limits: Limits) -> None:
    resource = _resource()
    if resource is None:
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    until = math.ceil(usage.ru_utime + usage.ru_stime) + limits.cpu_s
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (until if hard == resource.RLIM_INFINITY else min(until, hard), hard))


def _is_spent(limits: Limits) -> bool:
    resource = _resource()
    if resource is None:
        return False
    unit = 1 if sys.platform == "darwin" else 1024
    return bool(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit > limits.memory_bytes / 2)


if __name__ == "__main__":
    main()
