from __future__ import annotations

from pathlib import Path

import pytest

from strandline.ingest import IngestSettings, Limits
from strandline.ingest.formats import kind_of
from strandline.ingest.settings import MIB

from .builders import FERRY, code, mail, only, page, pdf_lines, read, source, zipped


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.txt", FERRY, "text"),
        ("a", FERRY, "text"),
        ("a.md", f"# x\n\n{FERRY}", "text"),
        ("a.csv", "a,b\n1,2\n", "text"),
        ("a.html", FERRY, "html"),
        ("a.txt", page(FERRY), "html"),
        ("a.php", "\n<!-- c --><HTML><body>x</body></HTML>", "html"),
        ("a.xml", '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body>x</body></html>', "html"),
        ("a.xml", '<?xml version="1.0"?><nitf><p>x</p></nitf>', "xml"),
        ("a.txt", "<sigh> the ferry is late again", "text"),
        ("a.pdf", pdf_lines([[(1, 1, "x")]]), "pdf"),
        ("a.txt", b"\n%PDF-1.4 ...", "pdf"),
        ("a.rtf", rb"{\rtf1 x}", "rtf"),
        ("a.eml", mail(), "mail"),
        ("a", mail(), "mail"),
        ("a.eml", FERRY, "mail"),
        ("a.mbox", b"From ann@x Mon Mar  3 23:15:00 2014\n" + mail(), "mbox"),
        ("a.txt", "From here on, at 10:15 on 3 March 2014\nthe sea was calm.", "text"),
        ("a.xml", "<rss version='2.0'><channel/></rss>", "feed"),
        ("a", "\ufeff<?xml version='1.0'?>\n<!-- x --><feed xmlns='http://www.w3.org/2005/Atom'/>", "feed"),
        ("a.json", '{"text": "x"}', "rows"),
        ("a.jsonl", '{"text": "x"}', "rows"),
        ("a.zip", zipped([("x.txt", "x")]), "zip"),
        ("a.odt", zipped([("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "x")]), "odt"),
        ("a.epub", zipped([("mimetype", "application/epub+zip")]), "epub"),
        ("a.gz", b"\x1f\x8b\x08", "gzip"),
        ("a.warc", b"WARC/1.0\r\n", "warc"),
        ("a.txt", "BMW and MZ are makers of motor cycles.", "text"),
    ],
)
def test_kinds_are_told_by_their_bytes(name: str, data: bytes | str, kind: str) -> None:
    assert kind_of(source(data, name)) == kind


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \r\n\t\n", "no-text"),
        ("blank16.txt", " \n".encode("utf-16"), "no-text"),
        ("binary.dat", bytes(range(256)) * 16, "binary"),
        ("binary.txt", bytes(range(256)) * 16, "binary"),
        ("undecodable.txt", b"The ferry \xff\xfe\xfd sank on \x81\x8d Monday.", "undecodable"),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(40), "image"),
        ("picture.jpg", b"\xff\xd8\xff\xe0" + bytes(40), "image"),
        ("picture.webp", b"RIFF\x00\x00\x00\x00WEBPVP8 " + bytes(40), "image"),
        ("picture.tif", b"II*\x00" + bytes(40), "image"),
        ("film.mp4", b"\x00\x00\x00\x18ftypmp42" + bytes(40), "unsupported"),
        ("sound.mp3", b"ID3\x04\x00" + bytes(40), "unsupported"),
        ("data.sqlite", b"SQLite format 3\x00" + bytes(40), "unsupported"),
        ("a.out", b"\x7fELF\x02\x01" + bytes(40), "unsupported"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(40), "unsupported"),
        ("pile.tar", bytes(257) + b"ustar" + bytes(300), "unsupported"),
        ("pile.7z", b"7z\xbc\xaf\x27\x1c" + bytes(40), "unsupported"),
        ("broken.pdf", b"%PDF-1.7\n1 0 obj", "broken-pdf"),
        ("nested.html", "<div>" * 10_000 + "x", "too-deep"),
        ("laughs.xml", '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">]><l><p>&a;</p></l>', "xml-entities"),
        ("other.xml", '<?xml version="1.0"?><config><port>80</port></config>', "unsupported"),
        ("broken.xml", '<?xml version="1.0"?><nitf><p>x</nitf>', "broken-xml"),
    ],
)
def test_bad_input_is_refused_with_its_reason(tmp_path: Path, name: str, data: bytes | str, expected: str) -> None:
    result = read(tmp_path, name, data)
    assert code(result) == expected
    assert name not in result.refusals[0].reason
    assert not result.refusals[0].reason.endswith(".")


def test_files_beyond_the_limit_are_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "big.txt").open("wb") as stream:
        stream.seek(50 * MIB)
        stream.write(b"x")
    result = read(tmp_path / "other", "x.txt", FERRY)
    assert result.refusal is None
    from strandline.ingest import list_inputs, read_file

    (file,) = list_inputs([tmp_path / "big.txt"])
    big = read_file(file, settings=IngestSettings())
    assert code(big) == "too-large"
    assert "50.0 MB" in big.refusals[0].reason
    roomy = IngestSettings(limits=Limits(file_bytes=60 * MIB))
    assert code(read_file(file, settings=roomy)) == "binary"


def test_a_reader_that_stumbles_costs_its_own_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from strandline.ingest import formats

    def stumbles(_: object) -> None:
        raise ZeroDivisionError("oops")

    def runs_out(_: object) -> None:
        raise MemoryError

    def recurses(_: object) -> None:
        raise RecursionError

    for reader, expected in ((stumbles, "unreadable"), (runs_out, "too-much-memory"), (recurses, "too-deep")):
        monkeypatch.setitem(formats._READERS, "text", reader)
        assert code(read(tmp_path, "a.txt", FERRY)) == expected


def test_other_xml_gives_its_paragraphs(tmp_path: Path) -> None:
    head = "<?xml version='1.0'?><nitf><head><title>Ferry lost</title></head>"
    body = f"<hedline><hl1>Ferry lost</hl1></hedline><p>The <em>ferry</em>\n sank.</p><note>aside</note><p>{FERRY}</p>"
    xml = f"{head}<body>{body}</body></nitf>"
    document = only(read(tmp_path, "a.xml", xml))
    assert document.text == f"Ferry lost\n\nThe ferry sank.\n\n{FERRY}"
    assert document.title == "Ferry lost"
