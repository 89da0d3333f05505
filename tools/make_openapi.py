"""Writes the description of the HTTP interface: ``python tools/make_openapi.py``, or ``--check``.

``docs/reference/openapi.json`` is what ``strandline serve`` answers under ``/openapi.json``. The page's TypeScript
types of the same records are made by ``npm run types`` in ``web/``.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

from strandline.server import application
from strandline.store import DATABASE, Chronology

FOLDER: Final = Path(__file__).resolve().parent.parent / "docs" / "reference"
COMMAND: Final = "python tools/make_openapi.py"


def described() -> dict[str, Any]:
    """The interface as the application describes it; the version is left to ``/openapi.json``."""
    with tempfile.TemporaryDirectory() as scratch:
        Chronology.create(Path(scratch) / DATABASE).close()
        found: dict[str, Any] = json.loads(json.dumps(application(Path(scratch)).openapi()))
    found["info"]["version"] = "0"
    return found


def written() -> dict[str, str]:
    """The files, by name."""
    interface = described()
    return {
        "openapi.json": json.dumps(interface, indent=1, ensure_ascii=False) + "\n",
    }


def differing() -> list[str]:
    """The files that differ from what the code gives."""
    found = []
    for name, content in written().items():
        path = FOLDER / name
        if not path.exists() or path.read_text("utf-8") != content:
            found.append(name)
    return found


def main() -> None:
    """Write the files, or say which are out of date (status 1)."""
    parser = argparse.ArgumentParser(description="Write the description of the HTTP interface.")
    parser.add_argument("--check", action="store_true", help="write nothing; status 1 where a file is out of date")
    given = parser.parse_args()
    names = differing()
    if given.check:
        for name in names:
            print(f"docs/reference/{name} is out of date: run `{COMMAND}`", file=sys.stderr)
        raise SystemExit(1 if names else 0)
    content = written()
    for name in names:
        (FOLDER / name).write_text(content[name], "utf-8")
        print(f"docs/reference/{name}")


if __name__ == "__main__":
    main()
