"""The pages of the documentation, their fenced blocks, and the small pile that these are run on."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
PILE = {
    "pile/harbour.txt": """date 2024-03-12

The ferry Halcyon ran aground off Lindholm on Monday evening, the coast guard said. Three passengers were hurt.
The owners denied that the crew had been warned of the fog.
""",
    "pile/gazette.html": """<html><head><title>Ferry refloated</title>
<meta property="article:published_time" content="2024-03-14T08:00:00+01:00"></head><body><article>
<h1>Ferry refloated</h1>
<p>Tugs refloated the ferry Halcyon at 6.30 a.m. on Wednesday. At least five passengers were hurt when it ran aground on
11 March, the harbour master said.</p></article></body></html>
""",
    "pile/note.txt": "The ferry had left the day before yesterday. Nobody counted who was on board.\n",
    "more/minutes.txt": "date 2024-03-15\n\nThe council met on Thursday and asked for a second tug.\n",
}


class Fence(NamedTuple):
    """A fenced block of a page: its language, its text, its first line in the page."""

    language: str
    text: str
    line: int


def fences(page: Path) -> list[Fence]:
    """The fenced blocks of a page."""
    found: list[Fence] = []
    opened: tuple[str, int] | None = None
    held: list[str] = []
    for number, line in enumerate(page.read_text("utf-8").splitlines(), 1):
        if line.startswith("```") and opened is None:
            opened, held = (line.removeprefix("```").strip(), number + 1), []
        elif line.startswith("```") and opened is not None:
            found.append(Fence(opened[0], "\n".join(held), opened[1]))
            opened = None
        else:
            held.append(line)
    assert opened is None, f"{page}: the block of line {opened} is not closed"
    return found


def pages() -> list[Path]:
    """Every page that people read."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def lay_out(folder: Path) -> None:
    """Put the small pile into a folder."""
    for name, content in PILE.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
