"""``strandline verify DIR``."""

from __future__ import annotations

import sys

import typer

from strandline.cli import DONE, INCOMPLETE
from strandline.cli.options import Folder


def verify(folder: Folder) -> None:
    """Recheck every hash and every quote, offline.

    Exit status 1 means that something is wrong; a list on standard error says what.
    """
    from strandline.store import audit

    found = audit(folder)
    for fault in found.faults:
        print(fault, file=sys.stderr)
    counted = ", ".join(f"{count:,} {what}" for what, count in found.checked.items())
    if found.faults:
        print(f"{folder}: {len(found.faults):,} faults ({counted} checked)")
    else:
        print(f"{folder}: sound ({counted} checked)")
    raise typer.Exit(INCOMPLETE if found.faults else DONE)
