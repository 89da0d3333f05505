from __future__ import annotations

import json
from pathlib import Path

from strandline.ingest import IngestSettings, Limits
from strandline.records import Published

from .builders import DIVERS, FERRY, code, only, read


def test_one_object_is_one_document_with_the_file_s_bytes(tmp_path: Path) -> None:
    data = json.dumps(
        {
            "Text": f"  {FERRY}\n\n{DIVERS} ",
            "date": "2014-03-03",
            "title": "Ferry",
            "author": ["Ann", {"name": "Ben"}],
            "url": "https://g.example/1",
            "language": "en-GB",
            "retrieved": "2014-03-04",
        }
    )
    document = only(read(tmp_path, "a.json", data))
    assert document.path == "a.json"
    assert document.text == f"  {FERRY}\n\n{DIVERS} "
    assert (document.title, document.authors, document.url) == ("Ferry", ("Ann", "Ben"), "https://g.example/1")
    assert (document.language, document.retrieved) == ("en", "2014-03-04")
    assert document.published == Published(earliest="2014-03-03", latest="2014-03-03", basis="sidecar")


def test_lines_are_documents_and_broken_ones_are_named(tmp_path: Path) -> None:
    lines = [
        json.dumps({"text": FERRY, "published": {"earliest": "2014-03-01", "latest": "2014-03-05", "basis": "given"}}),
        "",
        "{broken",
        '{"x": 1}',
        json.dumps({"body": DIVERS, "date": 20140303}),
    ]
    result = read(tmp_path, "a.jsonl", "\n".join(lines))
    assert [(document.path, document.text) for document in result.documents] == [
        ("a.jsonl!/0001", FERRY),
        ("a.jsonl!/0005", DIVERS),
    ]
    assert result.documents[0].published == Published(earliest="2014-03-01", latest="2014-03-05", basis="sidecar")
    assert result.documents[1].published == Published(earliest="2014-03-03", latest="2014-03-03", basis="sidecar")
    assert [(refusal.path, refusal.code) for refusal in result.refusals] == [
        ("a.jsonl!/0003", "broken-json"),
        ("a.jsonl!/0004", "no-text"),
    ]


def test_lists_bare_or_under_a_name(tmp_path: Path) -> None:
    rows = [{"text": FERRY}, {"text": DIVERS}]
    assert len(read(tmp_path, "a.json", json.dumps(rows)).documents) == 2
    assert len(read(tmp_path, "b.json", json.dumps({"count": 2, "articles": rows})).documents) == 2


def test_a_row_keeps_its_id_wherever_it_stands(tmp_path: Path) -> None:
    first = read(tmp_path, "a.jsonl", json.dumps({"text": FERRY, "title": "x"})).documents[0]
    other = json.dumps([{"text": DIVERS}, {"title": "x", "text": FERRY}])
    assert read(tmp_path, "b.json", other).documents[1].id != first.id or first.path == "a.jsonl"
    again = json.dumps({"text": DIVERS}) + "\n" + json.dumps({"title": "x", "text": FERRY})
    assert read(tmp_path, "c.jsonl", again).documents[1].id == read(tmp_path, "b.json", other).documents[1].id


def test_json_without_texts_or_form_is_refused(tmp_path: Path) -> None:
    assert code(read(tmp_path, "a.json", '{"a": 1}')) == "no-text"
    assert code(read(tmp_path, "b.json", "[1, 2]")) == "no-text"
    assert code(read(tmp_path, "c.json", "[" * 100_000)) == "too-deep"
    assert code(read(tmp_path, "d.json", " \n")) == "no-text"
    assert code(read(tmp_path, "e.json", b'{"text": "\xff\xfe\x81"}')) == "undecodable"
    assert code(read(tmp_path, "f.jsonl", "no json at all")) == "no-text"


def test_lone_surrogates_do_not_get_through(tmp_path: Path) -> None:
    document = only(read(tmp_path, "a.json", '{"text": "a \\ud800 b", "title": "\\udfff", "author": "\\ud83d"}'))
    assert document.text == "a \ufffd b"
    assert document.title == "\ufffd"


def test_rows_count_against_the_limit_of_parts(tmp_path: Path) -> None:
    few = IngestSettings(limits=Limits(members=2))
    result = read(tmp_path, "a.jsonl", "\n".join('{"text": "x"}' for _ in range(4)), few)
    assert len(result.documents) == 2
    assert [refusal.code for refusal in result.refusals] == ["too-many-parts"]
