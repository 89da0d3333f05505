"""Every phrase, every sentence without a time and every passage of ``tests/phrases``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from strandline.records import Published
from strandline.timing import find_candidates, tag_times

FOLDER = Path(__file__).parent.parent / "phrases"
FILES = (
    "days", "days_counted", "days_told", "months", "clocks", "clocks_logs", "amounts", "amounts_compared",
    "amounts_rates", "histories", "reports", "broad", "newswire",
)  # fmt: skip
NO_DATE = "none"


def published_on(day: str | None) -> Published | None:
    return None if day is None else Published(earliest=day, latest=day, basis="given")


def unbracketed(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its square brackets, and the spans that they held; the whole text where there are none."""
    text, spans, start = "", [], 0
    for piece in re.findall(r"[\[\]]|[^\[\]]+", marked):
        if piece == "[":
            start = len(text)
        elif piece == "]":
            spans.append((start, len(text)))
        else:
            text += piece
    return text, spans or [(0, len(text))]


def phrases() -> Iterator[Any]:
    for name in FILES:
        table = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))
        published = table.pop("published", None)
        for kind, rows in table.items():
            for value, marked in rows.items():
                for phrase in marked:
                    yield pytest.param(published, kind, value, phrase, id=f"{name}: {phrase}")


def passages() -> list[Any]:
    table = tomllib.loads((FOLDER / "passages.toml").read_text("utf-8"))
    return [
        pytest.param(row.get("published"), row["text"], row["values"], id=row["text"][:60]) for row in table["passage"]
    ]


def sentences() -> list[str]:
    lines = (FOLDER / "nothing.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


PHRASES = list(phrases())
PASSAGES = passages()
SENTENCES = sentences()


def test_there_are_enough() -> None:
    assert len(PHRASES) >= 700
    assert len(SENTENCES) >= 200
    assert len(PASSAGES) >= 60
    assert len({(p.values[0], p.values[3]) for p in PHRASES}) == len(PHRASES)
    assert len(set(SENTENCES)) == len(SENTENCES)


@pytest.mark.parametrize(("published", "kind", "value", "marked"), PHRASES)
def test_phrase(published: str | None, kind: str, value: str, marked: str) -> None:
    text, spans = unbracketed(marked)
    found = tag_times(text, published=published_on(published))
    assert [(one.start, one.end, one.type, one.value) for one in found] == [(*span, kind, value) for span in spans]


@pytest.mark.parametrize("text", SENTENCES)
def test_nothing(text: str) -> None:
    for day in ("2013-02-12", None):
        assert [one.text for one in tag_times(text, published=published_on(day))] == []


@pytest.mark.parametrize(("published", "marked", "values"), PASSAGES)
def test_passage(published: str | None, marked: str, values: list[str]) -> None:
    text, spans = unbracketed(marked)
    found = tag_times(text, published=published_on(published))
    assert [(text[one.start : one.end], one.value) for one in found] == [
        (text[start:end], value) for (start, end), value in zip(spans, values, strict=True)
    ]
    assert [(one.start, one.end) for one in found] == spans


@pytest.mark.parametrize(("published", "marked", "values"), PASSAGES)
def test_candidates_hold_what_is_found(published: str | None, marked: str, values: list[str]) -> None:
    text, _ = unbracketed(marked)
    candidates = find_candidates(text)
    for one in tag_times(text, published=published_on(published)):
        assert any(start <= one.start and one.end <= end for start, end in candidates), one.text
