"""The chronology on the terminal: what stands where, and what tells two events of one line apart."""

from __future__ import annotations

import sys
from io import StringIO
from pathlib import Path

import msgspec
import pytest
from rich.console import Console

sys.path.insert(0, str(Path(__file__).parents[1] / "store"))

from chronology_samples import day, small

from strandline.cli.show import begun_before_last, print_event, words_of_shared_lines
from strandline.records import Event
from strandline.store import Chronology


def of(event: Event, **fields: object) -> Event:
    return msgspec.structs.replace(event, **fields)


def test_what_began_before_and_is_open_comes_last() -> None:
    model = small().events[0]
    old, bounded, new = (
        of(model, id="old", when=day("1934-01-01", latest=None)),
        of(model, id="bounded", when=day("2024-02-01", latest="2024-03-02")),
        of(model, id="new", when=day("2024-03-01", latest=None)),
    )
    for since in ("2024-03-01", "2024-03", "2024"):
        assert [event.id for event in begun_before_last([old, bounded, new], since)] == ["bounded", "new", "old"]


def test_two_events_of_one_line_are_told_apart_by_their_words(tmp_path: Path) -> None:
    contents = small()
    line = "The lighter Ulva grounded and is to come on Monday"
    with Chronology.create(tmp_path / "c.db", durable=False) as made:
        made.write(contents)
        with made.reading() as snapshot:
            grounding, tug, toll = contents.events
            told = [of(grounding, gist=line), of(tug, gist=line), toll]
            assert words_of_shared_lines(snapshot, told) == {"e1": "grounded", "e2": "come"}
            assert words_of_shared_lines(snapshot, [grounding, tug, toll]) == {}


@pytest.mark.parametrize(("width", "at"), [(100, 1), (40, 0)])
def test_a_stretch_of_days_says_both_its_ends_under_the_heading_of_another(width: int, at: int) -> None:
    out = StringIO()
    event = of(small().events[1], when=day("2024-03-01", latest="2024-03-04"))
    print_event(Console(file=out, width=width), event, day("2024-03-02"), "come")
    lines = out.getvalue().splitlines()
    assert "1 – 4 Mar" in lines[0]
    assert any("“come” · planned" in line for line in lines[at:])
