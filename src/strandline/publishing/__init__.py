"""Publishing: a chronology in, files in other forms out.

``EXPORTERS`` names every form that ``strandline export`` knows. A new form is a module with a function
``export(snapshot, path)`` and a line in that table.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

from strandline.errors import UsageError
from strandline.store import Snapshot


class Exporter(NamedTuple):
    """A form: the module that writes it, and what it writes, in words."""

    module: str
    writes: str


EXPORTERS: Final[dict[str, Exporter]] = {
    "csv": Exporter("table", "a table, one row for each event"),
    "jsonl": Exporter("jsonl", "a folder with documents.jsonl, claims.jsonl and events.jsonl"),
}


def exporter(name: str) -> Callable[[Snapshot, Path], None]:
    """The function that writes a form.

    Raises:
        UsageError: there is no such form.
    """
    if name not in EXPORTERS:
        raise UsageError(f"--format {name!r} is unknown; it is one of: {' '.join(sorted(EXPORTERS))}")
    found: Callable[[Snapshot, Path], None] = importlib.import_module(
        f"strandline.publishing.{EXPORTERS[name].module}"
    ).export
    return found
