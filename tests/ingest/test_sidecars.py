from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strandline.ingest.sidecars import Fields, pair_sidecars, read_sidecar, sidecar_names


def test_fields_of_a_sidecar() -> None:
    row = {
        "Published": "2014-03-03",
        "title": " T ",
        "publisher": {"name": "G"},
        "authors": ["A", {"name": "B"}, 3],
        "url": "u",
        "retrieved": "2014-03-04",
        "language": "en",
    }
    assert read_sidecar(json.dumps(row).encode()) == Fields(
        title="T",
        publisher="G",
        authors=("A", "B"),
        url="u",
        retrieved="2014-03-04",
        language="en",
        dates=("2014-03-03",),
    )


@pytest.mark.parametrize(
    "data",
    [b"", b"[]", b"{", b'{"x": 1}', b'{"date": "2014", "text": "words"}', b"\xff", b'{"a":' * 5000, b'"date"'],
)
def test_what_is_no_sidecar(data: bytes) -> None:
    assert read_sidecar(data) is None


def test_the_more_exact_name_wins() -> None:
    assert sidecar_names("a.b.txt") == ("a.b.txt.json", "a.b.json")
    assert sidecar_names("plain") == ("plain.json",)
    names = ["a.txt", "a.html", "a.json", "a.txt.json", "b.json", "c.txt", "c.json"]
    pairs = pair_sidecars(names, lambda name: name != "c.json")
    assert pairs == {"a.txt": "a.txt.json", "a.html": "a.json"}


def test_sidecars_are_not_described_themselves() -> None:
    assert pair_sidecars(["x.json", "x.json.json"], lambda _: True) == {"x.json": "x.json.json"}
    assert pair_sidecars(["x.txt", "x.json", "x.json.json"], lambda _: True) == {"x.txt": "x.json"}


@given(st.binary(max_size=300))
def test_any_bytes_are_a_sidecar_or_none(data: bytes) -> None:
    read_sidecar(data)


@given(
    st.recursive(
        st.none() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner) | st.dictionaries(st.sampled_from(["date", "title", "authors", "name", "x"]), inner)
        ),
        max_leaves=12,
    )
)
def test_any_json_is_a_sidecar_or_none(value: object) -> None:
    fields = read_sidecar(json.dumps(value).encode())
    if fields is not None:
        assert all(isinstance(name, str) for name in (*fields.authors, *fields.dates))
