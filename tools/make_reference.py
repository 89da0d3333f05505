"""Writes the parts of docs/reference/ that are made from the code: ``python tools/make_reference.py``, or ``--check``.

A page is Markdown by hand with marked parts, ``<!-- begin NAME -->`` to ``<!-- end NAME -->``; this program fills them.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parent))  # it is also loaded as a module, from elsewhere

from reference_pages import commands, files, http, refusals, settings
from reference_pages.markup import parts_of, with_parts
from reference_pages.records import record_pages

FOLDER: Final = Path(__file__).resolve().parent.parent / "docs" / "reference"
COMMAND: Final = "python tools/make_reference.py"
PAGES: Final[Mapping[str, Mapping[str, Callable[[], str]]]] = {
    "commands.md": {"commands": commands.command_pages, "exporters": commands.exporters},
    "records.md": {"records": record_pages},
    "folder.md": {
        "files": files.folder_files,
        "report": files.report_fields,
        "csv": files.csv_columns,
        "tables": files.database_tables,
    },
    "errors.md": {"exit-statuses": commands.exit_statuses, "refusals": refusals.refusal_codes},
    "settings.md": {"settings": settings.build_settings, "limits": settings.limits, "sidecar": settings.sidecar_fields},
    "http.md": {"routes": http.routes},
}
"""The pages, and what fills each of their parts."""


def written(name: str) -> str:
    """A page as the code would have it.

    Raises:
        KeyError: the page and ``PAGES`` name different parts.
    """
    page = (FOLDER / name).read_text("utf-8")
    strange = set(parts_of(page)) - set(PAGES[name])
    if strange:
        raise KeyError(f"{name}: nothing makes the parts {sorted(strange)}")
    return with_parts(page, {part: make() for part, make in PAGES[name].items()})


def differing() -> list[str]:
    """The pages that differ from what the code gives."""
    return [name for name in PAGES if (FOLDER / name).read_text("utf-8") != written(name)]


def main() -> None:
    """Write the pages, or say which of them are out of date (status 1)."""
    parser = argparse.ArgumentParser(description="Write the parts of docs/reference/ that are made from the code.")
    parser.add_argument("--check", action="store_true", help="write nothing; status 1 where a page is out of date")
    given = parser.parse_args()
    names = differing()
    if given.check:
        for name in names:
            print(f"docs/reference/{name} is out of date: run `{COMMAND}`", file=sys.stderr)
        raise SystemExit(1 if names else 0)
    for name in names:
        (FOLDER / name).write_text(written(name), "utf-8")
        print(f"docs/reference/{name}")


if __name__ == "__main__":
    main()
