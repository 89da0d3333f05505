from __future__ import annotations

from typing import Any

import pytest
from chronology_samples import claim, day, document, event
from hypothesis import given
from hypothesis import strategies as st

from strandline.errors import UsageError
from strandline.store import Chronology, Contents, event_filter
from strandline.store.filters import bounds_of_typed, fold
from strandline.store.search import fts5_query, passages_of, phrases_of


def found(chronology: Chronology, **wanted: Any) -> list[str]:
    return [event.id for event in chronology.events(event_filter(**wanted))]


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        ({}, ["e1", "e2", "e3"]),
        ({"since": "2024-03-02"}, ["e1", "e2"]),
        ({"since": "2024-03-03"}, ["e2"]),
        ({"until": "2024-03-02"}, ["e1"]),
        ({"until": "2024-02"}, []),
        ({"since": "2024", "until": "2024"}, ["e1", "e2"]),
        ({"dated": False}, ["e3"]),
        ({"dated": True}, ["e1", "e2"]),
        ({"actors": ("ulv",)}, ["e1"]),
        ({"actors": ("actor:ulva",)}, ["e1"]),
        ({"actors": ("nobody", "ULVA")}, ["e1"]),
        ({"places": ("skarv",)}, ["e1"]),
        ({"places": ("no",)}, ["e1"]),
        ({"places": ("se",)}, []),
        ({"kinds": ("move",)}, ["e2"]),
        ({"kinds": ("move", "accident"), "statuses": ("planned", "unclear")}, ["e2", "e3"]),
        ({"disputed": True}, ["e1"]),
        ({"disputed": False}, ["e2", "e3"]),
        ({"reviews": ("accepted",)}, []),
        ({"origins_at_least": 2}, ["e1"]),
        ({"text": "ground"}, ["e1"]),
        ({"text": "GROUNDS ulva"}, ["e1"]),
        ({"text": '"ulva grounded on"'}, ["e1"]),
        ({"text": '"grounded ulva"'}, []),
        ({"text": "hurt"}, ["e1", "e3"]),
        ({"text": "hurt tug"}, []),
        ({"text": "skarvik"}, ["e1"]),
        ({"disputed": True, "text": "hurt", "kinds": ("accident",), "actors": ("ulva",), "since": "2024-03"}, ["e1"]),
    ],
)
def test_filters_combine(written: Chronology, wanted: dict[str, Any], ids: list[str]) -> None:
    assert found(written, **wanted) == ids


@pytest.mark.parametrize(
    "text", ['" OR 1', "NEAR(", "a* -b", "gist:x", "'; DROP TABLE events --", "%", "((", "AND", "\\"]
)
def test_nothing_typed_is_query_syntax(written: Chronology, text: str) -> None:
    found(written, text=text)
    found(written, actors=(text,), places=(text,))
    assert found(written) == ["e1", "e2", "e3"]


def test_wildcards_of_like_are_letters(written: Chronology) -> None:
    assert found(written, actors=("%",)) == []
    assert found(written, actors=("u_va",)) == []


def test_documents_are_found_by_title_and_text(written: Chronology) -> None:
    with written.reading() as snapshot:
        assert snapshot.find_documents(text="tug", limit=10).rows[0].title == "Ulva aground <b>again</b>"
        assert snapshot.find_documents(text="aground", limit=10).total == 1
        page = snapshot.find_documents(limit=1, offset=1)
    assert page.total == 2
    assert [row.path for row in page.rows] == ["press/page 2.txt"]
    assert page.rows[0].text == ""


def test_pages_follow_the_order_of_display(written: Chronology) -> None:
    with written.reading() as snapshot:
        pages = [snapshot.find_events(event_filter(), limit=2, offset=offset) for offset in (0, 2, 4)]
    assert [[row.id for row in page.rows] for page in pages] == [["e1", "e2"], ["e3"], []]
    assert {page.total for page in pages} == {3}


def test_a_text_longer_than_a_passage_is_found_to_its_end(chronology: Chronology) -> None:
    long = document("long.txt", "harbour " * 60_000 + "zebra")
    chronology.write(Contents(documents=(long,), claims=(), events=()))
    with chronology.reading() as snapshot:
        assert snapshot.find_documents(text="zebra", limit=1).total == 1
        assert snapshot.find_documents(text="harbours zebra", limit=1).total == 1
        assert snapshot.find_documents(text="ferry", limit=1).total == 0


@given(st.text(max_size=300), st.none() | st.text(max_size=5))
def test_passages_cover_a_text(text: str, title: str | None) -> None:
    pieces = [piece for piece in passages_of(1, title, text) if piece.start >= 0]
    assert "".join(piece.words for piece in pieces) == text
    assert all(text[piece.start : piece.end] == piece.words for piece in pieces)


@given(st.text(max_size=80))
def test_any_search_is_a_valid_query(typed: str) -> None:
    query = fts5_query(phrases_of(typed))
    assert query.count('"') % 2 == 0


def test_events_on_the_edge_of_a_day(chronology: Chronology) -> None:
    paper = document("p.txt", "It sank. It burned. It sailed.")
    whens = {
        "late": day("2024-03-01T23:30+00:00"),
        "open": day("2024-03-01", latest=None),
        "before": day("2024-03-01", earliest=None),
    }
    stated = [
        claim(paper, quote, quote.split()[1], event=name, when=whens[name])
        for name, quote in zip(whens, ("It sank", "It burned", "It sailed"), strict=True)
    ]
    events = [event(name, (own,), own.quote) for name, own in zip(whens, stated, strict=True)]
    chronology.write(Contents(documents=(paper,), claims=stated, events=events))
    assert found(chronology, until="2024-03-01T23:00") == ["open", "before"]
    assert found(chronology, since="2024-03-02") == ["open"]
    assert found(chronology, until="2024-02-29") == ["before"]
    assert found(chronology, since="2024-03-01", until="2024-03-01") == ["late", "open", "before"]


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("1970", 0, 365 * 86400 - 1),
        ("2024-02", 1706745600, 1709251199),
        ("2024-12", 1733011200, 1735689599),
        ("2024-02-29", 1709164800, 1709251199),
        ("2024-02-29T06:00+01:00", 1709182800, 1709182800),
        ("-0043-03-15", -63517392000 + 86400 * 0, None),
    ],
)
def test_dates_as_people_type_them(typed: str, first: int, last: int | None) -> None:
    bounds = bounds_of_typed(typed)
    if last is None:
        assert bounds[1] - bounds[0] == 86399
    else:
        assert bounds == (first, last)


@pytest.mark.parametrize("typed", ["yesterday", "2023-02-29", "2024-13", "2024-00", "24", "", "2024-03-01 25"])
def test_what_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(UsageError, match="is no date"):
        event_filter(since=typed)


def test_unknown_words_are_refused_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match="kind 'riot' is unknown; it is one of: agree"):
        event_filter(kinds=("riot",))
    with pytest.raises(UsageError, match="status"):
        event_filter(statuses=("done",))


def test_folding() -> None:
    assert fold("Ålesund ÉCOLE Straße") == "alesund ecole strasse"
