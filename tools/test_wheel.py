"""Builds the wheel and the sdist, installs the wheel alone in a fresh environment, and runs the main job from there.

What is tested is what users get: no source tree, no Node, no tests on the path.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LARGEST_WHEEL_MB = 60


def run(*command: str | Path, cwd: Path, allowed: tuple[int, ...] = (0,)) -> str:
    """Run a command without the repository on its path; returns what it printed."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    parts = [str(part) for part in command]
    done = subprocess.run(parts, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    if done.returncode not in allowed:
        raise SystemExit(f"{' '.join(map(str, command))} gave {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done.stdout


def main() -> None:
    """Build, install, run, look."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder / "dist", ROOT, cwd=ROOT)
        wheel = next((folder / "dist").glob("*.whl"))
        size_mb = wheel.stat().st_size / 1e6
        if size_mb > LARGEST_WHEEL_MB:
            raise SystemExit(f"{wheel.name} has {size_mb:.0f} MB, more than {LARGEST_WHEEL_MB}")
        venv.create(folder / "env", with_pip=True)
        python = folder / "env" / "bin" / "python"
        run(python, "-m", "pip", "install", "--quiet", "--constraint", ROOT / "constraints.txt", wheel, cwd=folder)
        strandline = folder / "env" / "bin" / "strandline"
        pile = folder / "pile"
        pile.mkdir()
        (pile / "note.txt").write_text(
            "date 2024-03-05\n\nThe bridge at Lindau closed on Monday after a lorry struck a pillar, police said. "
            "Two people were hurt.\n",
            "utf-8",
        )
        run(strandline, "build", pile, "-o", folder / "out", cwd=folder)
        claims = [json.loads(line) for line in (folder / "out" / "claims.jsonl").read_text("utf-8").splitlines()]
        if not any(claim["when"]["earliest"] == "2024-03-04" for claim in claims):
            raise SystemExit(f"the installed wheel does not date the note's Monday: {claims}")
        page = (folder / "out" / "index.html").read_text("utf-8")
        if "<script" not in page or "Lindau" not in page:
            raise SystemExit("the installed wheel wrote no page")
        run(strandline, "verify", folder / "out", cwd=folder)
        print(f"wheel of {size_mb:.0f} MB installs and works on its own")


if __name__ == "__main__":
    main()
