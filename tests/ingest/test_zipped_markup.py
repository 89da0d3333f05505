from __future__ import annotations

from pathlib import Path

from strandline.records import Published

from .builders import COUNCIL, DIVERS, FERRY, code, only, read, zipped

NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
ODT = "application/vnd.oasis.opendocument.text"


def odt(body: str, meta: str = "") -> bytes:
    return zipped(
        [
            ("mimetype", ODT),
            (
                "content.xml",
                f"<office:document-content {NAMES}><office:body><office:text>{body}</office:text></office:body>"
                "</office:document-content>",
            ),
            ("meta.xml", f"<office:document-meta {NAMES}><office:meta>{meta}</office:meta></office:document-meta>"),
        ]
    )


def epub(chapters: dict[str, str], metadata: str = "", spine: tuple[str, ...] | None = None) -> bytes:
    items = "".join(f'<item id="{name}" href="{name.replace(" ", "%20")}"/>' for name in chapters)
    order = "".join(f'<itemref idref="{name}"/>' for name in spine or tuple(chapters))
    return zipped(
        [
            ("mimetype", "application/epub+zip"),
            (
                "META-INF/container.xml",
                '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
                '<rootfile full-path="OPS/book.opf"/></rootfiles></container>',
            ),
            (
                "OPS/book.opf",
                '<package xmlns="http://www.idpf.org/2007/opf" xmlns:opf="http://www.idpf.org/2007/opf" '
                f'xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>{metadata}</metadata>'
                f"<manifest>{items}</manifest><spine>{order}</spine></package>",
            ),
            *((f"OPS/{name}", text) for name, text in chapters.items()),
        ]
    )


def test_an_opendocument_text(tmp_path: Path) -> None:
    body = (
        "<text:h>Ferry lost</text:h>"
        "<text:tracked-changes><text:changed-region><text:p>gone</text:p></text:changed-region></text:tracked-changes>"
        f'<text:p>The <text:span>ferry</text:span><text:s text:c="2"/>sank<text:note><text:note-citation>1'
        f"</text:note-citation><text:note-body><text:p>{DIVERS}</text:p></text:note-body></text:note> on Monday."
        "<text:line-break/>Late.</text:p>"
        "<table:table><table:table-row><table:table-cell><text:p>Anna</text:p></table:table-cell>"
        "<table:table-cell><text:p>19</text:p></table:table-cell></table:table-row></table:table>"
    )
    meta = (
        "<dc:title>Ferry lost</dc:title><meta:initial-creator>Ann Writer</meta:initial-creator>"
        "<meta:creation-date>2014-03-05T10:15:00.123</meta:creation-date>"
    )
    document = only(read(tmp_path, "a.odt", odt(body, meta)))
    assert document.text == f"Ferry lost\n\nThe ferry  sank on Monday.\nLate.\n\n{DIVERS}\n\nAnna\t19"
    assert (document.title, document.authors, document.media_type) == ("Ferry lost", ("Ann Writer",), ODT)
    assert document.published == Published(
        earliest="2014-03-05T10:15:00", latest="2014-03-05T10:15:00", basis="metadata"
    )


def test_a_count_of_blanks_cannot_blow_up(tmp_path: Path) -> None:
    text = only(read(tmp_path, "a.odt", odt('<text:p>a<text:s text:c="99999999"/>b</text:p>'))).text
    assert len(text) < 200


def test_an_e_book_is_read_in_its_own_order(tmp_path: Path) -> None:
    metadata = (
        "<dc:title>The Ferry</dc:title><dc:creator>Ann Writer</dc:creator><dc:publisher>Quay Press</dc:publisher>"
        '<dc:date opf:event="modification">2015-01-01</dc:date><dc:date>2014-03-05</dc:date>'
        "<dc:language>en-GB</dc:language>"
    )
    chapters = {
        "one.xhtml": f"<html><body><p>{FERRY}&nbsp;</p></body></html>",
        "two x.xhtml": f"<html><body><h1>Preface</h1><p>{COUNCIL}</p></body></html>",
    }
    document = only(read(tmp_path, "a.epub", epub(chapters, metadata, ("two x.xhtml", "one.xhtml"))))
    assert document.text == f"Preface\n\n{COUNCIL}\n\n{FERRY}"
    assert (document.title, document.publisher, document.authors) == ("The Ferry", "Quay Press", ("Ann Writer",))
    assert document.published == Published(earliest="2014-03-05", latest="2014-03-05", basis="metadata")


def test_a_missing_chapter_is_noted(tmp_path: Path) -> None:
    data = epub({"one.xhtml": f"<p>{FERRY}</p>"}).replace(b"OPS/one.xhtml", b"OPS/0ne.xhtml")
    assert code(read(tmp_path, "a.epub", data)) == "no-text"


def test_locked_and_broken_books_say_so(tmp_path: Path) -> None:
    locked = zipped(
        [
            ("mimetype", "application/epub+zip"),
            ("META-INF/container.xml", "<c/>"),
            ("META-INF/encryption.xml", "<EncryptedData/>"),
        ]
    )
    assert code(read(tmp_path, "a.epub", locked)) == "encrypted"
    assert code(read(tmp_path, "b.epub", zipped([("META-INF/container.xml", "<c/>")]))) == "broken-epub"
    manifest = zipped([("mimetype", ODT), ("META-INF/manifest.xml", "<m><encryption-data/></m>"), ("content.xml", "x")])
    assert code(read(tmp_path, "c.odt", manifest)) == "encrypted"
    assert code(read(tmp_path, "d.odt", zipped([("mimetype", ODT)]))) == "broken-archive"
    assert code(read(tmp_path, "e.odt", odt("<text:p/>"))) == "no-text"
