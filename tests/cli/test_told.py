"""What ``add`` says at the end."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from strandline.cli.told import lines_of_changes, lines_of_watches
from strandline.pipeline.news import EventChange
from strandline.pipeline.watching import Noticed, Watch
from strandline.records import UNKNOWN_WHEN, Conflict, ConflictValue, Event

FIRST = "date 2024-03-01\nThe ferry sailed at noon.\nThe dockers struck."


def event(identity: str, gist: str, earliest: str | None, latest: str | None, **fields: Any) -> Event:
    when = msgspec.structs.replace(UNKNOWN_WHEN, earliest=earliest, latest=latest)
    given: dict[str, Any] = {
        "kind": "accident", "status": "happened", "where": (), "actors": (), "figures": (), "claims": ("c",),
        "documents": 1, "origins": 1, "conflicts": (), "after": (), "before": (), "review": "open",
    }  # fmt: skip
    return Event(id=identity, gist=gist, when=when, **{**given, **fields})


VAGUE = event("a", "The tug sank", "2024-03-01", "2024-03-07")
SHARP = event("a", "The tug sank", "2024-03-02T12:05+01:00", "2024-03-02T12:05+01:00")
OTHER = event("b", "A tug went down", None, "2024-03-07")
TWO_OR_THREE = Conflict(
    field="figures",
    values=(ConflictValue(value="killed 2", claims=("x",)), ConflictValue(value="killed 3", claims=("y",))),
)
DISPUTED = event("c", "The silo burned", None, None, conflicts=(TWO_OR_THREE,))


def test_each_change_has_its_line() -> None:
    lines = lines_of_changes(
        [
            EventChange(turns=("new", ), was=None, now=event("n", "The crane fell", "2024-03-04", "2024-03-04")),
            EventChange(turns=("grown", "sharpened"), was=VAGUE, now=SHARP),
            EventChange(turns=("disputed",), was=event("c", "The silo burned", None, None), now=DISPUTED),
            EventChange(turns=("merged",), was=OTHER, now=None, into=SHARP),
            EventChange(turns=("gone",), was=OTHER, now=None),
        ]
    )  # fmt: skip
    assert lines == [
        "new (1)",
        "  2024-03-04  The crane fell",
        "sharpened (1)",
        "  2024-03-01 to 2024-03-07 → 2024-03-02 12:05  The tug sank",
        "newly disputed (1)",
        "  no date  The silo burned – figures: killed 2 / killed 3",
        "merged (1)",
        "  A tug went down → 2024-03-02 12:05  The tug sank",
        "events besides: 1 with a further report, 1 gone",
    ]


def test_nothing_changed_and_much_changed() -> None:
    assert lines_of_changes([]) == []
    many = [
        EventChange(turns=("new",), was=None, now=event(str(at), f"Boat {at} sank", None, None)) for at in range(13)
    ]
    lines = lines_of_changes(many)
    assert lines[0] == "new (13)"
    assert len(lines) == 12
    assert lines[-1] == "  … and 3 more"


def test_watches_with_news_are_told_and_the_others_counted() -> None:
    change = EventChange(turns=("grown", "sharpened"), was=VAGUE, now=SHARP)
    loud = Noticed(watch=Watch(key="event:a", name="the \x1b[1mtug"), changes=(change,), events=1)
    quiet = Noticed(watch=Watch(key="event:b", name="quiet"), changes=(), events=2)
    lines = lines_of_watches([loud, quiet, quiet])
    assert "\x1b" not in "".join(lines)
    assert lines[0].endswith("(1 events): 1 with news")
    assert lines[1].startswith("  with a further report, sharpened: ")
    assert lines[-1] == "2 watches without news"


@pytest.mark.usefixtures("fake_stages")
def test_add_says_what_changed_and_what_the_watches_noticed(call: Callable[..., Any], tmp_path: Path) -> None:
    pile, out, watches = tmp_path / "pile", tmp_path / "out", tmp_path / "watches.json"
    pile.mkdir()
    (pile / "a.txt").write_text(FIRST)
    assert call("build", pile, "-o", out).status == 0
    documents = [json.loads(line)["id"] for line in (out / "documents.jsonl").read_text().splitlines()]
    rows = [
        {"key": "filter:#/chronology?kind=accident", "name": "accidents"},
        {"key": "event:e-struck", "name": "strike"},
    ]
    shelf = {"title": "", "documents": documents, "watches": rows}
    watches.write_text(json.dumps({"strandline_watches": 1, "shelves": [shelf]}))
    (pile / "b.txt").write_text("date 2024-03-04\nThe tug sank. The ferry sailed.")
    said = call("add", out, pile, "--watches", watches)
    assert said.status == 0
    lines = said.out.splitlines()
    assert "new (1)" in lines
    assert "  2024-03-04  The tug sank" in lines
    assert any("with a further report" in line for line in lines)
    assert "watch “accidents” (1 events): 1 with news" in lines
    assert "1 watch without news" in lines
    assert call("add", out, pile, "--watches", tmp_path / "none.json").status == 2
