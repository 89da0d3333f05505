from __future__ import annotations

from pathlib import Path

from strandline.records import Published

from .builders import FERRY, code, only, read

RTF = (
    rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fnil Times;}{\f1\fcharset204 T;}}{\colortbl;\red0;}"
    rb"{\info{\title Ferry lost}{\author Ann Writer}{\creatim\yr2014\mo3\dy5\hr10\min15}{\operator x}}"
    rb"\pard The \b ferry\b0  sank \'93today\'94\emdash really.\par Caf\'e9 \u8364?5 {\f1 \'cf\'e0\'f0}\line next"
    rb"\par{\*\generator X;}{\header Page head}{\v hidden}\{braces\} and \u-3913?\~end\par "
    rb"\trowd\cellx1\intbl Anna\cell 19\cell\row{\pict 89504e47}Last\bin4 {}{}.{\footnote A note.}}"
)


def test_text_of_a_rich_text_file(tmp_path: Path) -> None:
    document = only(read(tmp_path, "a.rtf", RTF))
    assert document.text == (
        "The ferry sank “today”—really.\n\nCafé €5 Пар\nnext\n\n{braces} and \uf0b7\N{NO-BREAK SPACE}end\n\nAnna\t19"
        "\n\nLast.\n\nA note."
    )
    assert (document.title, document.authors) == ("Ferry lost", ("Ann Writer",))
    assert document.published == Published(
        earliest="2014-03-05T10:15:00", latest="2014-03-05T10:15:00", basis="metadata"
    )


def test_unicode_with_longer_replacements(tmp_path: Path) -> None:
    assert only(read(tmp_path, "a.rtf", rb"{\rtf1\uc2 a\u233\'c3\'a9b\uc0\u233 c}")).text == "aébéc"


def test_broken_and_hostile_files(tmp_path: Path) -> None:
    assert code(read(tmp_path, "a.rtf", rb"{\rtf1" + b"{" * 20_000)) == "too-deep"
    assert code(read(tmp_path, "b.rtf", rb"{\rtf1{\pict 00}}")) == "no-text"
    assert code(read(tmp_path, "c.rtf", rb"{\rtf1\ansicpg1252 a\'81b}")) == "undecodable"
    cut = read(tmp_path, "d.rtf", rb"{\rtf1 {\b " + FERRY.encode())
    assert only(cut).text == FERRY
    assert any("breaks off" in note for note in cut.notes)
    assert code(read(tmp_path, "e.rtf", rb"{\rtf1\bin999999999 x}")) == "no-text"
