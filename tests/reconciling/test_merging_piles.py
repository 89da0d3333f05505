"""The dossiers by which merging is measured: their form, and how a pile is scored."""

from __future__ import annotations

import tomllib
from collections import Counter
from itertools import pairwise

import pytest

from evaluation.reconciling_merging import DOSSIERS, SETS, unmarked


@pytest.mark.parametrize("name", SETS)
def test_every_report_is_dated_and_names_happenings(name: str) -> None:
    rows = tomllib.loads((DOSSIERS / f"{name}.toml").read_text("utf-8"))["dossier"]
    for row in rows:
        assert 6 <= len(row["reports"]) <= 12
        names: Counter[str] = Counter()
        for published, publisher, marked in row["reports"]:
            text, marks = unmarked(marked)
            assert len(published) == 10
            assert publisher
            assert marks
            assert "[" not in text
            assert all(first[1] <= second[0] for first, second in pairwise(marks))
            names.update(happening for _, _, happening in marks)
        assert sum(count > 1 for count in names.values()) >= 6, row["name"]
        assert sum(count == 1 for count in names.values()) >= 5, row["name"]


def test_the_halves_share_no_dossier() -> None:
    names = [
        row["name"] for half in SETS for row in tomllib.loads((DOSSIERS / f"{half}.toml").read_text("utf-8"))["dossier"]
    ]
    assert len(names) == len(set(names))
    assert len(names) >= 6


def test_marks_leave_the_text_as_it_was() -> None:
    text, marks = unmarked("The [barge:x] sank; the [crew:rescue-1] was saved.")
    assert text == "The barge sank; the crew was saved."
    assert [(text[start:end], name) for start, end, name in marks] == [("barge", "x"), ("crew", "rescue-1")]
