from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from strandline.records import Published

from .builders import COUNCIL, DIVERS, FERRY, code, docx_of, only, read, zipped


def test_paragraphs_headings_and_tables_in_their_order(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Ferry lost", 0)
    document.add_paragraph(FERRY)
    table = document.add_table(2, 2)
    for row, cells in enumerate((("Ship", "Crew"), ("Anna", "19"))):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    paragraph = document.add_paragraph("“No,” she said.")
    paragraph.add_run().add_break()
    paragraph.add_run("Then\tshe left.")
    text = only(read(tmp_path, "a.docx", docx_of(document))).text
    assert text == f"Ferry lost\n\n{FERRY}\n\nShip\tCrew\n\nAnna\t19\n\n“No,” she said.\nThen\tshe left."


def test_inserted_text_counts_and_deleted_text_does_not(tmp_path: Path) -> None:
    document = docx.Document()
    body = document.element.body
    word = nsdecls("w")
    body.insert(
        0,
        parse_xml(
            f"<w:p {word}><w:r><w:t xml:space='preserve'>At least </w:t></w:r>"
            "<w:del w:id='1' w:author='a'><w:r><w:delText>four</w:delText></w:r></w:del>"
            "<w:ins w:id='2' w:author='a'><w:r><w:t>six</w:t></w:r></w:ins>"
            "<w:sdt><w:sdtContent><w:r><w:t xml:space='preserve'> people</w:t></w:r></w:sdtContent></w:sdt>"
            "<w:hyperlink><w:r><w:t xml:space='preserve'> died</w:t></w:r></w:hyperlink>"
            "<w:r><w:noBreakHyphen/><w:t>.</w:t></w:r></w:p>"
        ),
    )
    assert only(read(tmp_path, "a.docx", docx_of(document))).text == "At least six people died\N{NON-BREAKING HYPHEN}."


def test_footnotes_follow_the_body(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph(FERRY)
    data = docx_of(document)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            part = old.read(info)
            if info.filename == "[Content_Types].xml":
                part = part.replace(
                    b"</Types>",
                    b'<Override PartName="/word/footnotes.xml" '
                    b'ContentType="application/vnd.openxmlformats-officedocument.'
                    b'wordprocessingml.footnotes+xml"/></Types>',
                )
            if info.filename == "word/_rels/document.xml.rels":
                part = part.replace(
                    b"</Relationships>",
                    b'<Relationship Id="rId99" '
                    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
                    b'footnotes" Target="footnotes.xml"/></Relationships>',
                )
            new.writestr(info.filename, part)
        new.writestr(
            "word/footnotes.xml",
            f"<w:footnotes {nsdecls('w')}><w:footnote w:type='separator' w:id='0'><w:p/></w:footnote>"
            f"<w:footnote w:id='1'><w:p><w:r><w:t>{DIVERS}</w:t></w:r></w:p></w:footnote></w:footnotes>",
        )
    assert only(read(tmp_path, "a.docx", out.getvalue())).text == f"{FERRY}\n\n{DIVERS}"


def test_properties(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph(FERRY)
    core = document.core_properties
    core.title, core.author = "Ferry lost", "Ann Writer; Ben Scribe"
    core.created = core.modified = datetime.datetime(2014, 3, 5, 10, 15)
    read_back = only(read(tmp_path, "a.docx", docx_of(document)))
    assert (read_back.title, read_back.authors) == ("Ferry lost", ("Ann Writer", "Ben Scribe"))
    assert read_back.published == Published(
        earliest="2014-03-05T10:15:00+00:00", latest="2014-03-05T10:15:00+00:00", basis="metadata"
    )


def test_the_day_a_file_was_made_gives_way_to_its_text_and_name(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Date: 3 March 2014")
    document.add_paragraph(FERRY)
    document.core_properties.created = datetime.datetime(2014, 3, 5)
    assert only(read(tmp_path, "a.docx", docx_of(document))).published == Published(
        earliest="2014-03-03", latest="2014-03-03", basis="dateline"
    )


def test_the_date_of_the_library_s_template_is_not_believed(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph(FERRY)
    result = read(tmp_path, "a.docx", docx_of(document))
    assert only(result).published is None
    assert only(result).authors == ()
    assert any("not believed" in note for note in result.notes)


def test_what_is_no_word_document_says_so(tmp_path: Path) -> None:
    assert code(read(tmp_path, "a.docx", zipped([("a.txt", "words")]))) == "broken-docx"
    assert code(read(tmp_path, "b.docx", zipped([("word/document.xml", "<document/>")]))) == "broken-docx"
    assert code(read(tmp_path, "c.docx", zipped([("word/document.xml", "<broken")]))) == "broken-xml"
    assert code(read(tmp_path, "d.xlsx", zipped([("[Content_Types].xml", "x"), ("xl/a.xml", "y")]))) == "unsupported"
    assert code(read(tmp_path, "e.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))) == "unsupported"
    bomb = zipped([("word/document.xml", b" " * 90_000_000)])
    assert len(bomb) < 200_000
    assert code(read(tmp_path, "f.docx", bomb)) == "zip-bomb"
    assert code(read(tmp_path, "g.docx", docx_of(docx.Document()))) == "no-text"
    laughs = "<!DOCTYPE w [<!ENTITY a 'b'>]><w>&a;</w>"
    assert code(read(tmp_path, "h.docx", zipped([("word/document.xml", laughs)]))) == "xml-entities"


def test_text_under_a_word_name_is_read_as_text(tmp_path: Path) -> None:
    assert only(read(tmp_path, "a.docx", COUNCIL)).text == COUNCIL
