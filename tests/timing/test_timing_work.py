"""The work that a text takes grows in step with its length: counted in calls, not measured by a clock."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from evaluation.timing_growth import DAY, KINDS, tagged
from strandline.timing import tag_times

SIZE = 3_000
ROOM = 1.15
"""Doubling the text may double the work, and a little more for the beginnings."""
FIXED = 400
"""Calls that do not hang on the length, such as filling a cache."""


def calls_of(work: Callable[[], object]) -> int:
    """How many functions, of Python and of C, a piece of work calls."""
    count = 0

    def note(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def text_of(piece: str, size: int) -> str:
    return (piece * (size // len(piece) + 1))[:size]


def grows_in_step(work: Callable[[str], object], piece: str) -> bool:
    once, twice = text_of(piece, SIZE), text_of(piece, 2 * SIZE)
    work(twice)
    return calls_of(lambda: work(twice)) <= 2 * ROOM * calls_of(lambda: work(once)) + FIXED


@pytest.mark.parametrize("piece", KINDS.values(), ids=list(KINDS))
def test_tagging_takes_linear_work(piece: str) -> None:
    assert grows_in_step(lambda text: tag_times(text, published=DAY), piece)
    assert grows_in_step(tag_times, piece)


@pytest.mark.parametrize("piece", ["<b>on Monday &amp; < </b>", '<b x="', "<", "&"])
def test_markup_takes_linear_work(piece: str) -> None:
    assert grows_in_step(lambda text: tagged(f"<TEXT>{text}</TEXT>"), piece)


def test_the_count_tells_linear_from_quadratic() -> None:
    assert grows_in_step(lambda text: [letter.lower() for letter in text], "a")
    assert not grows_in_step(
        lambda text: [text[i : i + 1].lower() for i in range(len(text)) for _ in range(i // 50)], "a"
    )
