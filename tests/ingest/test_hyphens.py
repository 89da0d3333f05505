from __future__ import annotations

import pytest

from strandline.ingest.hyphens import HYPHEN_MARK, Words


def joined(first: str, second: str, *known: str) -> str:
    pieces = [(1, first)]
    Words.of(known).append(pieces, 1, second)
    return "".join(text for _, text in pieces)


@pytest.mark.parametrize(
    ("first", "second", "known", "whole"),
    [
        (f"the even{HYPHEN_MARK}", "ing tide", (), "the evening tide"),
        ("the even-", "ing tide", (), "the evening tide"),
        (f"an Anglo{HYPHEN_MARK}", "Saxon ring", (), "an Anglo-Saxon ring"),
        ("from 2010-", "12 on", (), "from 2010-12 on"),
        (f"a well{HYPHEN_MARK}", "known light", ("the well-known light",), "a well-known light"),
        (f"a co{HYPHEN_MARK}", "operation", ("their cooperation",), "a cooperation"),
        (
            f"the price{HYPHEN_MARK}",
            "determining factors",
            ("a price determining all",),
            "the price-determining factors",
        ),
        ("the years 2010\N{EN DASH}", "2012", (), "the years 2010\N{EN DASH}2012"),
        ("he said -", "and left", (), "he said - and left"),
        ("plain line", "goes on", (), "plain line goes on"),
    ],
)
def test_broken_words(first: str, second: str, known: tuple[str, ...], whole: str) -> None:
    assert joined(first, second, *known) == whole
