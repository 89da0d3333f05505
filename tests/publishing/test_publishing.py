from __future__ import annotations

import base64
import csv
import dataclasses
import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from chronology_samples import claim, document, event, small
from hypothesis import given
from hypothesis import strategies as st

from strandline.errors import InstallationError, UsageError
from strandline.pipeline.deciding import decide
from strandline.pipeline.proposals import Proposal
from strandline.publishing import EXPORTERS, exporter, jsonl, page
from strandline.publishing.page import DATA_BLOCK, embeddable
from strandline.publishing.standings import Written
from strandline.publishing.table import COLUMNS, harmless
from strandline.store import Chronology, Contents, Snapshot

HOSTILE = "</script><script>alert(1)</script><!--<img src=x onerror=alert(1)>\u2028\u2029 ]]>"


def write(path: Path, contents: Contents) -> Chronology:
    made = Chronology.create(path, durable=False)
    made.write(contents)
    return made


@pytest.fixture
def snapshot(tmp_path: Path) -> Iterator[Snapshot]:
    with write(tmp_path / "c.db", small()) as chronology, chronology.reading() as found:
        yield found


@pytest.fixture
def built_page(monkeypatch: pytest.MonkeyPatch) -> None:
    html = f"<!doctype html><title>x</title>{DATA_BLOCK}<script>draw()</script>"
    monkeypatch.setattr(page, "built_page", lambda: html)


def data_of(html: str) -> str:
    found = re.fullmatch(r'.*<script type="application/json" id="strandline-data">(.*?)</script>.*', html, re.DOTALL)
    assert found
    return found[1]


@pytest.mark.usefixtures("built_page")
def test_the_page_carries_the_whole_chronology(snapshot: Snapshot, tmp_path: Path) -> None:
    page.write_page(snapshot, tmp_path / "index.html")
    data = json.loads(data_of((tmp_path / "index.html").read_text()))
    contents = small()
    records = ["documents", "claims", "events", "origins", "standings"]
    assert list(data) == ["format", "generated_by", "title", *records, "report", "decisions_last", "hidden"]
    assert data["format"] == 1
    assert data["title"] == "Chronology"
    for name in ("documents", "claims", "events", "origins"):
        assert data[name] == json.loads(msgspec.json.encode(getattr(contents, name)))


@pytest.mark.usefixtures("built_page")
@pytest.mark.parametrize("empty", [False, True])
def test_whoever_has_the_records_at_hand_writes_the_same_page(tmp_path: Path, empty: bool) -> None:
    contents = Contents(documents=(), claims=(), events=()) if empty else small()
    with write(tmp_path / "c.db", contents) as chronology:
        kept_back = [] if empty else [contents.documents[0].id]
        for target in ("", *kept_back):
            if target:
                decide(chronology, Proposal(who="mara", action="restrict", target=target, note="a name in it"))
            with chronology.reading() as snapshot:
                jsonl.write_all(snapshot, tmp_path, just_written=True)
                written = Written(
                    folder=tmp_path,
                    events=contents.events,
                    claims={claim.id: claim for claim in contents.claims},
                    documents={document.id: document for document in contents.documents},
                    orderings=contents.orderings,
                )
                page.write_page(snapshot, tmp_path / "index.html", written=written)
                page.write_page(snapshot, tmp_path / "plain.html")
            assert (tmp_path / "index.html").read_bytes() == (tmp_path / "plain.html").read_bytes()


@pytest.mark.usefixtures("built_page")
def test_hostile_text_stays_text(tmp_path: Path) -> None:
    paper = document(f"{HOSTILE}.txt", f"{HOSTILE} It sank.", title=HOSTILE)
    stated = claim(paper, f"{HOSTILE} It sank", "sank", event="e")
    contents = Contents(documents=(paper,), claims=(stated,), events=(event("e", (stated,), HOSTILE),))
    with write(tmp_path / "h.db", contents) as chronology, chronology.reading() as snapshot:
        page.write_page(snapshot, tmp_path / "index.html")
    html = (tmp_path / "index.html").read_text()
    assert html.count("<script") == 2
    assert "<img" not in html
    assert "\u2028" not in html
    assert json.loads(data_of(html))["documents"][0]["title"] == HOSTILE


@given(st.recursive(st.text() | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_embedded_data_is_the_data(value: object) -> None:
    text = embeddable(msgspec.json.encode(value))
    assert json.loads(text) == value
    assert "<" not in text


def test_large_data_is_compressed_without_a_date() -> None:
    data = msgspec.json.encode(["x" * 100] * 30_000)
    text = embeddable(data)
    assert text == embeddable(data)
    assert gzip.decompress(base64.b64decode(json.loads(text))) == data


def test_without_a_built_page_it_says_what_to_do(
    snapshot: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page.resources, "files", lambda name: tmp_path)
    with pytest.raises(InstallationError, match="npm run build"):
        page.write_page(snapshot, tmp_path / "index.html")
    (tmp_path / "server" / "page").mkdir(parents=True)
    (tmp_path / "server" / "page" / "page.html").write_text("<p>another page</p>")
    with pytest.raises(InstallationError, match="no place for the data"):
        page.write_page(snapshot, tmp_path / "index.html")
    page.write_placeholder(tmp_path / "index.html", "it is <missing>")
    assert "it is &lt;missing&gt;" in (tmp_path / "index.html").read_text()


def test_jsonl_is_the_records_one_a_line(snapshot: Snapshot, tmp_path: Path) -> None:
    exporter("jsonl")(snapshot, tmp_path / "out")
    contents = small()
    for name in ("documents", "claims", "events"):
        data = (tmp_path / "out" / f"{name}.jsonl").read_bytes()
        assert data.endswith(b"\n")
        assert data.splitlines() == [msgspec.json.encode(record) for record in getattr(contents, name)]
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="give a folder"):
        exporter("jsonl")(snapshot, tmp_path / "file")


def test_the_table_has_a_row_for_each_event(snapshot: Snapshot, tmp_path: Path) -> None:
    exporter("csv")(snapshot, tmp_path / "events.csv")
    with (tmp_path / "events.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert tuple(rows[0]) == COLUMNS
    assert [row["id"] for row in rows] == ["e1", "e2", "e3"]
    first = rows[0]
    assert first["earliest"] == "2024-03-01"
    assert first["latest"] == "2024-03-02"
    assert first["disputed"] == "yes"
    assert first["conflicts"] == "when: 2024-03-01 / 2024-03-02"
    assert first["figures"] == "injured 3 or more"
    assert first["claims"] == "3"
    assert first["latitude"] == "61.25"
    assert "At least 3 hands were hurt" in first["quotes"]
    assert "Skarvik Post, Ulva aground <b>again</b>, 2024-03-03T06:00+01:00" in first["sources"]
    for words in first["quotes"].split(" | "):
        assert f"“{' '.join(words.split())}”" in first["evidence"]
    assert "(Skarvik Post, Ulva aground <b>again</b>, 2024-03-03T06:00+01:00)" in first["evidence"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "＝", "-0044-03-15", "=cmd|' /C calc'!A0"])
def test_no_cell_is_a_formula(tmp_path: Path, start: str) -> None:
    contents = small()
    spoilt = msgspec.structs.replace(contents.events[0], gist=f"{start}HYPERLINK()")
    events = (spoilt, *contents.events[1:])
    with (
        write(tmp_path / "c.db", dataclasses.replace(contents, events=events)) as chronology,
        chronology.reading() as snapshot,
    ):
        exporter("csv")(snapshot, tmp_path / "events.csv")
    with (tmp_path / "events.csv").open(encoding="utf-8-sig", newline="") as stream:
        cells = [cell for row in csv.reader(stream) for cell in row]
    assert f"'{start}HYPERLINK()" in cells
    assert not [cell for cell in cells if cell[:1] in "=+-@\t\r" and cell]


def test_numbers_stay_numbers() -> None:
    assert harmless(-12.5) == -12.5
    assert harmless(None) == ""


def test_unknown_forms_are_refused_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match="one of: csv jsonl"):
        exporter("docx2")
    for name in EXPORTERS:
        assert callable(exporter(name))
