"""What a tagger gets wrong, by category, on cases worked out by hand."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from evaluation.scoring_times import Timed
from evaluation.timing import count_categories
from evaluation.timing_categories import categories, difference, edge_errors, form_of, kind_of, lines_of

TEXT = "It shut in early May 2013, on Tuesday, the third time in two years, and opens soon."


def at(words: str, value: str | None) -> Timed:
    start = TEXT.index(words)
    return Timed(start, start + len(words), value)


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("2013-02-12", "day"), ("XXXX-02-12", "open day"), ("2013-02", "month"), ("2013", "year"),
        ("2013-W07", "week"), ("2013-W07-WE", "weekend"), ("XXXX-WXX-5", "weekday"), ("2013-Q1", "quarter"),
        ("2013-H1", "half"), ("2013-FA", "season"), ("201", "decade"), ("20", "century"), ("BC0480", "BC"),
        ("2013-02-12T09:30", "clock"), ("2013-02-12TMO", "part of day"), ("P3D", "duration"), ("PXY", "vague duration"),
        ("PT5M", "short duration"), ("PAST_REF", "past"), ("PRESENT_REF", "present"), ("FUTURE_REF", "future"),
        (None, "no value"), ("1949-XX", "month"), ("soon", "other"),
    ],
)  # fmt: skip
def test_kinds(value: str | None, kind: str) -> None:
    assert kind_of(value) == kind
    assert kind_of(value, "SET") == "set"


def test_forms_hold_no_words() -> None:
    assert form_of("the first two weeks of June 2013") == "article part count unit preposition ..."
    assert form_of("Tuesday morning") == "weekday part of day"
    assert form_of("the Reformation") == "article word"


@pytest.mark.parametrize(
    ("tagged", "errors"),
    [
        ("early May 2013", []),
        ("May 2013", ["left short part"]),
        ("in early May 2013", ["left long preposition"]),
        ("early May", ["right short number"]),
        ("in early May 2013, on Tuesday", ["left long preposition", "right long weekday +2"]),
    ],
)
def test_extents(tagged: str, errors: list[str]) -> None:
    assert edge_errors(TEXT, at("early May 2013", None), at(tagged, None)) == errors


@pytest.mark.parametrize(
    ("gold", "tagged", "how"),
    [
        ("2013-05-07", "2013-05-14", "later by a week"),
        ("2013-05-07", "2013-05-06", "earlier by a day"),
        ("2013-05-07", "2013-05-10", "later by some days"),
        ("2013-05-07", "2012-05-07", "earlier, another year"),
        ("2013-05", "2013-08", "later"),
        ("2013-05-07T09:00", "2013-05-07T21:00", "written otherwise"),
        ("P2Y", "P3Y", "other"),
        ("2013-05-07", "2013-05", "as month"),
    ],
)
def test_differences(gold: str, tagged: str, how: str) -> None:
    assert difference(gold, tagged, kind_of(gold), kind_of(tagged)) == how


def test_a_document() -> None:
    gold = [at("early May 2013", "2013-05"), at("Tuesday", "2013-05-07"), at("two years", "P2Y")]
    tagged = [at("May 2013", "2013-05"), at("Tuesday", "2013-05-14"), at("soon", "FUTURE_REF")]
    counts = categories(TEXT, gold, tagged, (["DATE", "DATE", "DURATION"], ["DATE"] * 3))
    assert counts == Counter(
        {
            "gold month": 1, "gold day": 1, "extent left short part": 1,
            "missed duration": 1, "missed duration: count unit": 1, "spurious future": 1, "spurious future: word": 1,
            "value day: later by a week": 1, "value day: later by a week: weekday": 1,
        }
    )  # fmt: skip
    lines = list(lines_of({"tuned": counts, "held": Counter()}, {"tuned": 3, "held": 0}))
    assert len(lines) == 7
    assert lines[0].split() == ["extent", "left", "short", "part", "1", "333.3", "0", "0.0"]
    assert not any("gold" in line for line in lines)


def test_a_corpus_that_is_not_at_hand(tmp_path: Path) -> None:
    assert count_categories(tmp_path, "timebank") is None
