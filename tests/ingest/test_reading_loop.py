from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import pytest

from strandline.errors import InputRefused
from strandline.ingest import IngestSettings, Limits, list_inputs, read_file
from strandline.ingest.reading_loop import read_bytes
from strandline.records import Published

from .builders import COUNCIL, DIVERS, FERRY, code, only, page, read


def test_a_text_file_becomes_a_document(tmp_path: Path) -> None:
    data = f"\ufeff date 2014-03-03 {FERRY}\r\n\r\n{DIVERS}\r\n".encode()
    document = only(read(tmp_path, "wire/ferry.txt", data))
    assert document.text == f" date 2014-03-03 {FERRY}\n\n{DIVERS}\n"
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert document.id == document.sha256[:16]
    assert document.text_sha256 == hashlib.sha256(document.text.encode()).hexdigest()
    assert document.path == "wire/ferry.txt"
    assert document.published == Published(earliest="2014-03-03", latest="2014-03-03", basis="dateline")
    assert document.language == "en"
    assert document.media_type == "text/plain"
    assert document.origin is None
    assert [document.text[mark.start : mark.end] for mark in document.locators] == [f"date 2014-03-03 {FERRY}", DIVERS]


def test_the_given_date_counts_for_every_document(tmp_path: Path) -> None:
    settings = IngestSettings(dated="2015-01")
    document = only(read(tmp_path, "2014-03-03.txt", f"Date: 2014-03-02\n{FERRY}", settings))
    assert document.published == Published(earliest="2015-01-01", latest="2015-01-31", basis="given")


def test_a_sidecar_describes_its_file(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(
        json.dumps(
            {
                "published": "2014-03-03T10:00:00+01:00",
                "title": "T",
                "publisher": "G",
                "authors": ["A"],
                "url": "https://g.example/1",
                "retrieved": "2014-03-04",
                "language": "de",
            }
        )
    )
    head = (
        "<meta property='og:title' content='Other'><meta name=author content=Other><meta name=date content=2013-01-01>"
    )
    document = only(read(tmp_path, "a.html", page(f"<p>{FERRY}</p>", head)))
    assert (document.title, document.publisher, document.authors) == ("T", "G", ("A",))
    assert (document.url, document.retrieved, document.language) == ("https://g.example/1", "2014-03-04", "de")
    instant = "2014-03-03T10:00:00+01:00"
    assert document.published == Published(earliest=instant, latest=instant, basis="sidecar")


def test_what_a_sidecar_lacks_the_document_gives(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"date": "2014-02-30", "publisher": "G"}))
    result = read(tmp_path, "a.html", page(f"<p>{FERRY}</p>", "<meta name=date content=2014-03-03>"))
    document = only(result)
    assert document.publisher == "G"
    assert document.published == Published(earliest="2014-03-03", latest="2014-03-03", basis="metadata")
    assert result.notes == (
        "a.html: the date beside the document '2014-02-30' is no date: 2014-02 has no day 30; it was passed over",
    )


def test_a_sidecar_that_vanished_or_changed_is_noted(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FERRY)
    (tmp_path / "a.json").write_text(json.dumps({"date": "2014-03-03"}))
    (file,) = list_inputs([tmp_path])
    (tmp_path / "a.json").write_text("{}")
    assert any("is one no longer" in note for note in read_file(file, settings=IngestSettings()).notes)
    (tmp_path / "a.json").unlink()
    result = read_file(file, settings=IngestSettings())
    assert only(result).text == FERRY
    assert any("vanished" in note for note in result.notes)


def test_a_file_that_vanishes_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FERRY)
    (file,) = list_inputs([tmp_path])
    (tmp_path / "a.txt").unlink()
    assert code(read_file(file, settings=IngestSettings())) == "vanished"


def test_a_link_put_in_the_place_of_a_file_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "pile").mkdir()
    (tmp_path / "pile/a.txt").write_text(FERRY)
    (tmp_path / "secret.txt").write_text(DIVERS)
    (file,) = list_inputs([tmp_path / "pile"])
    (tmp_path / "pile/a.txt").unlink()
    (tmp_path / "pile/a.txt").symlink_to(tmp_path / "secret.txt")
    assert code(read_file(file, settings=IngestSettings())) == "link-outside"


def test_a_pipe_put_in_the_place_of_a_file_does_not_hold_up_the_run(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FERRY)
    (file,) = list_inputs([tmp_path])
    (tmp_path / "a.txt").unlink()
    os.mkfifo(tmp_path / "a.txt")
    assert code(read_file(file, settings=IngestSettings())) == "not-a-file"


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (PermissionError(13, "no"), "no-permission"),
        (FileNotFoundError(2, "no"), "vanished"),
        (OSError(5, "io"), "unreadable"),
    ],
)
def test_files_that_cannot_be_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, expected: str
) -> None:
    def fails(*_: object) -> int:
        raise error

    (tmp_path / "a.txt").write_text(FERRY)
    monkeypatch.setattr(os, "open", fails)
    with pytest.raises(InputRefused) as refused:
        read_bytes(tmp_path / "a.txt", shown="pile/a.txt", limits=Limits())
    assert (refused.value.code, refused.value.path) == (expected, "pile/a.txt")


def test_inputs_refused_before_they_are_read_stay_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to("gone")
    (file,) = list_inputs([tmp_path])
    assert code(read_file(file, settings=IngestSettings())) == "broken-link"


def test_equal_bytes_have_equal_ids(tmp_path: Path) -> None:
    assert only(read(tmp_path, "a.txt", COUNCIL)).id == only(read(tmp_path, "b.txt", COUNCIL)).id


def test_other_languages_are_kept_and_named(tmp_path: Path) -> None:
    german = "Die Fähre sank am Montagmorgen, wie die Hafenbehörde erklärte. Größere Schäden wurden nicht gemeldet."
    assert only(read(tmp_path, "a.txt", german)).language == "de"
    assert only(read(tmp_path, "b.txt", "Kurz.")).language is None
    assert only(read(tmp_path, "c.html", page("<p>Gone.</p>"))).language == "en"


def test_front_matter_of_markdown(tmp_path: Path) -> None:
    text = f"---\ntitle: 'Ferry lost'\ndate: 2014-03-03\nauthor: [Ann, Ben]\n---\n# Heading\n\n{FERRY}\n"
    document = only(read(tmp_path, "a.md", text))
    assert document.text == text
    assert (document.title, document.authors, document.media_type) == ("Ferry lost", ("Ann", "Ben"), "text/markdown")
    assert document.published == Published(earliest="2014-03-03", latest="2014-03-03", basis="metadata")
    assert only(read(tmp_path, "b.md", f"# Ferry lost\n\n{FERRY}")).title == "Ferry lost"


def test_nothing_depends_on_where_the_pile_lies(tmp_path: Path) -> None:
    first = read(tmp_path / "one/2001-01-01", "a.txt", FERRY)
    second = read(tmp_path / "two", "a.txt", FERRY)
    assert first.documents == second.documents
