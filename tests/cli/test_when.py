from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

TEXT = "The ferry sailed on Monday. It sank two days later, and the inquiry lasted three weeks."


def rows(said: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in said.out.splitlines()]


def test_expressions_with_the_fields_of_the_contract(call: Callable[..., Any]) -> None:
    said = call("when", TEXT, "--dated", "2024-03-07")
    assert said.status == 0
    found = rows(said)
    for row in found:
        assert TEXT[row["start"] : row["end"]] == row["text"]
        assert {"type", "value", "mod"} <= row.keys()
    monday = found[0]
    assert (monday["text"], monday["type"], monday["value"]) == ("Monday", "DATE", "2024-03-04")
    assert (monday["earliest"], monday["latest"], monday["granularity"]) == ("2024-03-04", "2024-03-04", "day")
    assert {"edtf", "basis", "qualifier", "zone", "zone_assumed", "reason"} <= monday.keys()
    assert "earliest" not in next(row for row in found if row["type"] == "DURATION")


def test_without_a_date_nothing_is_guessed(call: Callable[..., Any]) -> None:
    for row in rows(call("when", "It sank on Monday.")):
        assert "earliest" not in row


def test_a_file_dates_itself(call: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("date 2024-03-07\nIt sank on Monday.\n")
    said = call("when", "-f", tmp_path / "note.txt")
    assert [row["value"] for row in rows(said) if row["text"] == "Monday"] == ["2024-03-04"]
    said = call("when", "-f", tmp_path / "note.txt", "--dated", "2024-03-15")
    assert [row["value"] for row in rows(said) if row["text"] == "Monday"] == ["2024-03-11"]


def test_standard_input(call: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("They met yesterday."))
    assert rows(call("when", "--dated", "2024-03-07"))[0]["earliest"] == "2024-03-06"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("x", "-f", "y"), "not both"),
        (("x", "--dated", "soon"), "--dated 'soon' is no date"),
        (("x", "--dated", "2023-02-29"), "--dated 2023-02-29: "),
        (("x", "--timezone", "Oslo"), "did you mean"),
        (("-f", "/nowhere/at/all.txt"), "does not exist"),
    ],
)
def test_wrong_calls(call: Callable[..., Any], arguments: tuple[str, ...], words: str) -> None:
    said = call("when", *arguments)
    assert said.status == 2
    assert words in said.err


def test_what_cannot_be_read_is_named(call: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    said = call("when", "-f", tmp_path / "empty.txt")
    assert said.status == 1
    assert "refused: empty.txt" in said.err


TML = b"""<?xml version="1.0" ?>
<TimeML>
<DOCID>log</DOCID>
<DCT><TIMEX3 tid="t0" type="DATE" value="2024-03-07" functionInDocument="CREATION_TIME">March 7</TIMEX3></DCT>
<TITLE>A log</TITLE>
<TEXT>It sank &amp; burned on Monday.</TEXT>
</TimeML>
"""


def test_a_timeml_file_is_tagged_in_its_place(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    from strandline import cli

    (tmp_path / "log.tml").write_bytes(TML)
    with pytest.raises(SystemExit) as end:
        cli.main(["when", "-f", str(tmp_path / "log.tml"), "--format", "timeml"])
    assert end.value.code == 0
    said = capfdbinary.readouterr().out
    before, after = TML.split(b"Monday")
    assert said.startswith(before)
    assert said.endswith(b"Monday</TIMEX3>" + after)
    assert b'value="2024-03-04"' in said


def test_a_timeml_file_as_lines(call: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "log.tml").write_bytes(TML)
    (row,) = rows(call("when", "-f", tmp_path / "log.tml"))
    assert row["value"] == "2024-03-04"
    assert "It sank & burned on Monday."[row["start"] : row["end"]] == "Monday"
    (tmp_path / "none.tml").write_text("<p>nothing</p>")
    said = call("when", "-f", tmp_path / "none.tml")
    assert said.status == 1
    assert "refused: none.tml" in said.err
    assert call("when", "-f", tmp_path / "gone.tml").status == 2


def test_a_plain_text_as_timeml(call: Callable[..., Any]) -> None:
    said = call("when", "It sank <on> Monday.", "--dated", "2024-03-07", "--format", "timeml")
    assert said.status == 0
    assert "<DCT><TIMEX3" in said.out
    assert "It sank &lt;on&gt; <TIMEX3" in said.out
    assert said.out.endswith("</TimeML>\n")
