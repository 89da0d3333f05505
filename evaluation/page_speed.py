"""How soon a served page can be used, and what it holds: generated events in, times and memory of a real browser out.

``python -m evaluation.page_speed [--events N ...] [--keep DIR]``

For each number of events a chronology is generated (``evaluation.server_speed``), served by ``strandline serve`` and
opened in Chromium by ``web/scripts/first_view.mjs``. Times on the clock grow with whatever else the machine does;
those of the processor do not, and the load beside them says how busy it was. The page must be
built (``npm run build`` in web/).
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from evaluation.server_speed import generated
from strandline.store import DATABASE, Chronology

ROOT: Final = Path(__file__).parent.parent
SCRIPT: Final = ROOT / "web" / "scripts" / "first_view.mjs"
OUTPUT: Final = ROOT / "evaluation" / "results" / "page_speed.json"
LIMIT_MS: Final = 1500
PATIENCE_S: Final = 600


def main() -> None:
    """Generate, serve, open, print, write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, nargs="+", default=[2_000, 100_000])
    parser.add_argument("--rounds", type=int, default=3, help="how often each is opened; the fastest round counts")
    parser.add_argument("--keep", type=Path, help="where the chronologies are kept for the next time")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    options = parser.parse_args()
    if shutil.which("node") is None:
        raise SystemExit("not measured: there is no node")
    with tempfile.TemporaryDirectory() as scratch:
        place = options.keep or Path(scratch)
        found = {str(count): measured(place / f"events-{count}", count, options.rounds) for count in options.events}
    print(json.dumps(found, indent=2))
    options.output.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


def measured(folder: Path, count: int, rounds: int) -> dict[str, Any]:
    """Times, memory and bytes of the round in which the list was there first."""
    if not (folder / DATABASE).exists():
        folder.mkdir(parents=True, exist_ok=True)
        with Chronology.create(folder / DATABASE, durable=False) as made:
            made.write(generated(count), tidy=True)
    with served(folder) as (url, process):
        shown = []
        for _ in range(rounds):
            load, before = os.getloadavg()[0], processor_ms(process)
            answer = subprocess.run(
                ["node", str(SCRIPT), url], cwd=SCRIPT.parent, check=True, capture_output=True, timeout=PATIENCE_S
            )
            figures = json.loads(answer.stdout)
            busy = None if before is None else (processor_ms(process) or 0) - before
            shown.append({**figures, "server_cpu_ms": busy, "load_average": round(load, 1)})
    best: dict[str, Any] = min(shown, key=lambda figures: figures["list_ms"])
    return {**best, "rounds": rounds, "within_limit": best["list_ms"] <= LIMIT_MS}


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, int]]:
    """The address of a chronology while it is served, and the process that does so."""
    program = Path(sys.executable).parent / "strandline"
    command = [str(program), "serve", str(folder), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            said = process.stdout.readline() if process.stdout else ""
            url = next((word for word in said.split() if word.startswith("http://")), None)
            if url is None:
                raise SystemExit(f"not measured: the server did not start: {said.strip()}")
            yield url, process.pid
        finally:
            process.terminate()


def processor_ms(process: int) -> int | None:
    """Processor time that a process has used; None where the system does not tell (no /proc)."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return round(1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK"))


if __name__ == "__main__":
    main()
