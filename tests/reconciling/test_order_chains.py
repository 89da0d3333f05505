"""The chains that the order of happenings is learnt from: they hold together, and are of the articles they name."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluation.order import chains
from training import own


def test_the_chains_of_the_own_articles_are_of_these_articles() -> None:
    known = chains()
    articles = {path.stem: path for path in own.FOLDER.glob("*.txt")}
    named = sorted(known.keys() & articles.keys())
    assert len(named) > 20
    for name in named:
        count, before, together = known[name]
        assert count == len(own.parse(articles[name].read_text("utf-8")).triggers), name
        assert all(0 <= number < count for pair in before | together for number in pair), name
        assert before.isdisjoint(together), name


def test_what_follows_from_a_chain(tmp_path: Path) -> None:
    path = tmp_path / "chains.txt"
    path.write_text("# a line\nx-01 5: 0 < 1,2; 2 < 3; 3,4\n", "utf-8")
    count, before, together = chains(path)["x-01"]
    assert count == 5
    assert before == {(0, 1), (0, 2), (2, 3), (0, 3)}
    assert together == {(1, 2), (3, 4)}


def test_chains_in_a_circle_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "chains.txt"
    path.write_text("x-01 3: 0 < 1 < 2; 2 < 0\n", "utf-8")
    with pytest.raises(ValueError, match=r"the chains of x-01 lead in a circle"):
        chains(path)
