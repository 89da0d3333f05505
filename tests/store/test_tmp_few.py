"""Four processes that decide at once, 5,000 decisions, one of them killed in the middle: the log is whole."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

from piles import random_pile, write_pile

from strandline.store import Chronology
from strandline.store.decisions import decision_faults, numbered_decisions
from strandline.store.writing import state_of

WRITERS = 4
EACH = 250
NAMES = [first + last for first in ("Al", "Bor", "Cam", "Dor", "Esk") for last in ("aby", "etto", "ingham", "ovia")]


def place_of(chronology: Chronology) -> str:
    if chronology.engine.dialect.name == "sqlite":
        return chronology.name
    return chronology.engine.url.render_as_string(hide_password=False)


def start(place: str, writer: int, count: int) -> subprocess.Popen[str]:
    script = Path(__file__).with_name("writers.py")
    return subprocess.Popen(
        [sys.executable, script, place, str(writer), str(count)], stdout=subprocess.PIPE, text=True, cwd=script.parent
    )


def test_nothing_is_lost_or_doubled_whoever_dies(chronology: Chronology) -> None:
    write_pile(chronology, random_pile(7, documents=60, towns=[f"Port {name}" for name in NAMES]))
    place = place_of(chronology)
    running = [start(place, writer, EACH) for writer in range(WRITERS)]
    told: list[list[str]] = []
    killed = running[0]
    assert killed.stdout is not None
    first = [killed.stdout.readline().strip() for _ in range(200)]
    os.kill(killed.pid, signal.SIGKILL)
    with killed.stdout as rest:
        told.append([*first, *(line.strip() for line in rest if line.endswith("\n"))])
    killed.wait()
    for process in running[1:]:
        out, _ = process.communicate(timeout=240)
        assert process.returncode == 0
        told.append(out.split())
    # Whoever takes over sends again what the dead process had begun: what stands already is not taken twice.
    again = start(place, 0, EACH)
    out, _ = again.communicate(timeout=240)
    assert again.returncode == 0

    with chronology.reading() as snapshot:
        rows = numbered_decisions(snapshot.connection)
        stored = [row.decision.id for row in rows]
        assert [row.number for row in rows] == list(range(1, len(rows) + 1)), "the history is complete"
        assert list(decision_faults(snapshot.connection)) == []
        assert snapshot.meta()["state"] == state_of(snapshot.connection)
    assert len(stored) == WRITERS * EACH, "none is lost"
    assert max(Counter(stored).values()) == 1, "none is doubled"
    assert all(set(lines) <= set(stored) for lines in told), "whoever was told that it stands can rely on it"
    assert len(told[0]) < EACH, "the process was killed in the middle"
    for writer in range(WRITERS):
        own = [row.decision.note for row in rows if row.decision.who == f"writer {writer}"]
        assert own == [str(number) for number in range(EACH)], "each in its order"
