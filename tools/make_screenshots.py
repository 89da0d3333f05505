"""Takes the pictures of docs/: builds the example dossier, opens its page in Chromium, writes small PNG files.

Those of docs/tutorial/ show the published file, those of docs/how-to/ the review at ``strandline serve``. Which
events are shown is decided by rule, not by id, so that the pictures follow the chronology. Needs Node with
``web/node_modules`` and Chromium (``$CHROMIUM``, else ``/usr/bin/chromium``), as the page's own tests do.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.request import Request, urlopen

from PIL import Image

from strandline import build, open_chronology
from strandline.records import Claim, Event

ROOT: Final = Path(__file__).resolve().parent.parent
TUTORIAL: Final = ROOT / "docs" / "tutorial"
HOW_TO: Final = ROOT / "docs" / "how-to"
DOSSIER: Final = ROOT / "examples" / "alcorva-dam"
DAYS: Final = "from=2024-01-26&to=2024-01-28"
"""The night and the days around it."""
SHOWN: Final = ("bridge", "Quintarelos")
"""The tutorial opens the fall of the bridge at Quintarelos."""
COLOURS: Final = 256
REVIEWER: Final = "Ines Tavel"
WIDE: Final = {"width": 1280, "height": 800}


def shown_event(events: list[Event], claims: dict[str, Claim]) -> Event:
    """The event that most claims tell of with such words, and fewest without."""

    def rank(event: Event) -> tuple[int, int, str]:
        quotes = [claims[name].quote for name in event.claims]
        speaking = sum(all(word in quote for word in SHOWN) for quote in quotes)
        return 2 * speaking - len(quotes), event.origins, event.id

    return max(events, key=rank)


def views(folder: Path) -> list[dict[str, Any]]:
    """The pictures: name, address within the page, size."""
    with open_chronology(folder) as chronology:
        event = shown_event(chronology.events(), {claim.id: claim for claim in chronology.claims()})
    return [
        {"name": "list", "hash": f"#/chronology?{DAYS}", **WIDE},
        {"name": "event", "hash": f"#/chronology/{event.id}", **WIDE},
        {"name": "disputes", "hash": "#/disputes", **WIDE},
        {"name": "sources", "hash": "#/sources", **WIDE},
    ]


def review_views(folder: Path) -> list[dict[str, Any]]:
    """The pictures of the review."""
    with open_chronology(folder) as chronology:
        event = shown_event(chronology.events(), {claim.id: claim for claim in chronology.claims()})
    return [
        {"name": "review-queue", "hash": "#/review", "keys": ["j"], **WIDE},
        {"name": "review-edit", "hash": f"#/review/{event.id}", "keys": ["e"], **WIDE},
        {"name": "review-merge", "hash": f"#/review/{event.id}", "keys": ["m", "ArrowDown", "Space"], **WIDE},
        {"name": "review-history", "hash": "#/history", **WIDE},
    ]


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of the chronology while it is served."""
    program = Path(sys.executable).parent / "strandline"
    command: list[str | Path] = [program, "serve", folder, "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            said = ""
            while (found := re.search(r"http://[\d.]+:\d+/", said)) is None:
                line = process.stdout.readline() if process.stdout else ""
                if not line:
                    raise SystemExit(f"strandline serve ended: {said}")
                said += line
            yield found.group()
        finally:
            process.terminate()


def decide(address: str, action: str, target: str, *, note: str = "", **after: object) -> str:
    """Take a decision; returns its id."""
    body = {"action": action, "target": target, "after": after, "note": note, "who": REVIEWER}
    headers = {"content-type": "application/json"}
    request = Request(f"{address}api/decisions", data=json.dumps(body).encode(), headers=headers)  # noqa: S310
    with urlopen(request) as reply:  # noqa: S310
        return str(json.load(reply)["decision"]["id"])


def decide_some(address: str, folder: Path) -> None:
    """Decisions for the history to show: an acceptance, an edit, a merge that is taken back, a rejection."""
    with open_chronology(folder) as chronology:
        ranked = sorted(chronology.events(), key=lambda event: (-event.origins, event.id))
    first, second, third, last = ranked[1], ranked[2], ranked[3], ranked[-1]
    decide(address, "accept", first.id)
    line = first.gist[:1].upper() + first.gist[1:]
    decide(address, "edit", first.id, gist=f"{line}.", note="A whole sentence.")
    merged = decide(address, "merge", second.id, events=[third.id], note="The same night, the same place.")
    decide(address, "undo", merged, note="Two happenings after all.")
    decide(address, "reject", last.id, note="Nothing that happened.")


def take(page: str, wanted: list[dict[str, Any]], target: Path) -> None:
    """Take pictures of a page."""
    order = {"page": page, "views": wanted}
    script = Path(__file__).with_suffix(".mjs")
    target.mkdir(parents=True, exist_ok=True)
    subprocess.run(["node", script, target], input=json.dumps(order), text=True, check=True)  # noqa: S607
    for view in wanted:
        path = target / f"{view['name']}.png"
        with Image.open(path) as picture:
            small = picture.convert("RGB").quantize(
                COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
            )
        small.save(path, optimize=True)
        print(f"{path}: {path.stat().st_size / 1000:.0f} kB")


def main() -> None:
    """Build and take."""
    parser = argparse.ArgumentParser(description="Take the pictures of docs/tutorial/ and docs/how-to/.")
    parser.add_argument("--output", type=Path, metavar="DIR", help="where to write all of them instead")
    parser.add_argument("--only", choices=["tutorial", "review"], help="take those alone")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "alcorva-dam"
        build(DOSSIER, folder, timezone="Europe/Madrid", title="The night at the Alcorva dam")
        if asked.only != "review":
            take((folder / "index.html").resolve().as_uri(), views(folder), asked.output or TUTORIAL)
        if asked.only != "tutorial":
            with served(folder) as address:
                decide_some(address, folder)
                take(address, review_views(folder), asked.output or HOW_TO)


if __name__ == "__main__":
    main()
