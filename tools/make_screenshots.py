"""Takes the pictures of docs/tutorial/: builds the example dossier, opens its page in Chromium, writes small PNG files.

Which events are shown is decided by rule, not by id, so that the pictures follow the chronology. Needs Node with
``web/node_modules`` and Chromium (``$CHROMIUM``, else ``/usr/bin/chromium``), as the page's own tests do.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
from pathlib import Path
from typing import Any, Final

from PIL import Image

from strandline import build, open_chronology
from strandline.records import Claim, Event

ROOT: Final = Path(__file__).resolve().parent.parent
TUTORIAL: Final = ROOT / "docs" / "tutorial"
DOSSIER: Final = ROOT / "examples" / "alcorva-dam"
DAYS: Final = "from=2024-01-26&to=2024-01-28"
"""The night and the days around it."""
SHOWN: Final = ("bridge", "Quintarelos")
"""The tutorial opens the fall of the bridge at Quintarelos."""
COLOURS: Final = 256


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
    wide = {"width": 1280, "height": 800}
    return [
        {"name": "list", "hash": f"#/chronology?{DAYS}", **wide},
        {"name": "event", "hash": f"#/chronology/{event.id}", **wide},
        {"name": "disputes", "hash": "#/disputes", **wide},
        {"name": "sources", "hash": "#/sources", **wide},
    ]


def take(folder: Path, target: Path) -> None:
    """Take all pictures of the chronology in a folder."""
    wanted = views(folder)
    order = {"page": (folder / "index.html").resolve().as_uri(), "views": wanted}
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
    parser = argparse.ArgumentParser(description="Take the pictures of docs/tutorial/.")
    parser.add_argument("--output", type=Path, default=TUTORIAL, metavar="DIR", help="where to write them")
    target = parser.parse_args().output
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "alcorva-dam"
        build(DOSSIER, folder, timezone="Europe/Madrid", title="The night at the Alcorva dam")
        take(folder, target)


if __name__ == "__main__":
    main()
