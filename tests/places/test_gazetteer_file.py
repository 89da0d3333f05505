from __future__ import annotations

from pathlib import Path

import pytest
from conftest import row
from hypothesis import given
from hypothesis import strategies as st

from strandline.errors import InstallationError
from strandline.places.gazetteer_file import GazetteerFile, write_gazetteer

_FACTS: dict[str, dict[str, str]] = {"peoples": {}, "capitals": {}, "zones": {}}


def _write(path: Path, names: list[str]) -> GazetteerFile:
    rows = [row(f"geonames:{number}", name, prominence=number % 7) for number, name in enumerate(names, 1)]
    write_gazetteer(path, rows, _FACTS)
    return GazetteerFile(path)


@given(names=st.lists(st.from_regex(r"[a-zé]{1,12}( [a-z]{1,8}){0,2}", fullmatch=True), min_size=1, max_size=70))
def test_every_name_is_found_and_no_other(tmp_path_factory: pytest.TempPathFactory, names: list[str]) -> None:
    path = tmp_path_factory.mktemp("gazetteer") / "g.bin"
    file = _write(path, names)
    keys = list(file.keys())
    assert keys == sorted(keys, key=str.encode)
    for key in keys:
        assert file.rows_of(key)
        assert file.rows_of(key + "x") == [] or key + "x" in keys
    assert sum(len(file.rows_of(key)) for key in keys) == len(names)


def test_rows_come_most_prominent_first(tmp_path: Path) -> None:
    rows = [row("geonames:1", "Ford", prominence=2.0), row("geonames:2", "Ford", prominence=5.0)]
    write_gazetteer(tmp_path / "g.bin", rows, _FACTS)
    file = GazetteerFile(tmp_path / "g.bin")
    assert [int(file.columns["id"][entry >> 1]) for entry in file.rows_of("ford")] == [2, 1]


def test_same_rows_same_bytes_in_any_order(tmp_path: Path) -> None:
    rows = [row(f"geonames:{number}", f"Town {number}", prominence=number / 4) for number in range(1, 40)]
    write_gazetteer(tmp_path / "a.bin", rows, _FACTS)
    write_gazetteer(tmp_path / "b.bin", rows[::-1], _FACTS)
    assert (tmp_path / "a.bin").read_bytes() == (tmp_path / "b.bin").read_bytes()


def test_unknown_names_before_and_after_all_keys(tmp_path: Path) -> None:
    file = _write(tmp_path / "g.bin", ["beta", "gamma"])
    assert file.rows_of("alpha") == []
    assert file.rows_of("omega") == []
    assert file.rows_of("") == []


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InstallationError, match=r"nowhere\.bin"):
        GazetteerFile(tmp_path / "nowhere.bin")


def test_foreign_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.bin"
    path.write_bytes(b"just some notes that somebody left here, longer than any magic line")
    with pytest.raises(InstallationError, match="not a gazetteer"):
        GazetteerFile(path)


@pytest.mark.parametrize("kept", [0, 10, 30, 200, -5])
def test_cut_file_is_refused(tmp_path: Path, kept: int) -> None:
    path = tmp_path / "g.bin"
    _write(path, ["beta", "gamma", "delta"])
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(InstallationError):
        GazetteerFile(path)
