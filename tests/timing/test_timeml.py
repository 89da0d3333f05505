"""TimeML in and out: what stands outside the TIMEX3 tags of TEXT is the same, byte for byte."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strandline.errors import InputRefused
from strandline.records import Published
from strandline.timing import tag_times
from strandline.timing.timeml import TimemlDocument, read_timeml, write_timeml

DAY = Published(earliest="2021-06-15", latest="2021-06-15", basis="given")
STAMP = (
    '<TIMEX3 tid="t0" type="DATE" value="2021-06-15" temporalFunction="false"'
    ' functionInDocument="CREATION_TIME">June 15, 2021</TIMEX3>'
)
FILE = (
    '<?xml version="1.0" ?>\r\n<TimeML>\r\n<!-- <TEXT> -->\n<DOCID>x</DOCID>\n<DCT>' + STAMP + "</DCT>\n"
    "<TITLE>Storm &amp; flood\n of 1999</TITLE>\n"
    '<TEXT>\r\nIt <EVENT eid="e1">rained</EVENT> on <TIMEX3 tid="t7" type="DATE" value="X">Tuesday</TIMEX3>. R&amp;D'
    " fell; A &lt; B &#233; on <a>3 May</a> <b>2019 and</b> two days <EVENT>later,&nbsp;he</EVENT> left at 5&nbsp;p.m."
    ' <x y="&gt;"/>[Now] a stray & and < too.\n</TEXT>\n<TLINK relatedToTime="t7" tid="t1"/>\n</TimeML>\n'
)


def without_timex(text: str) -> str:
    return re.sub(r"</?TIMEX3[^>]*>", "", text)


def tagged(document: TimemlDocument) -> str:
    return document.tagged(tag_times(document.text, published=document.published))


def test_what_is_read() -> None:
    document = read_timeml(FILE.encode(), path="x.tml")
    assert document.text.startswith("\r\nIt rained on Tuesday. R&D fell; A < B é on 3 May 2019")
    assert document.published == Published(earliest="2021-06-15", latest="2021-06-15", basis="metadata")
    assert document.title == "Storm & flood of 1999"


def test_nothing_else_changes() -> None:
    written = tagged(read_timeml(FILE.encode()))
    assert without_timex(written) == without_timex(FILE)
    assert written.rsplit("<TEXT>", 1)[0] == FILE.rsplit("<TEXT>", 1)[0]
    assert written.split("</TEXT>")[1] == FILE.split("</TEXT>")[1]
    assert read_timeml(FILE.encode()).encoded(()) == re.sub(r"<TIMEX3[^>]*>(Tuesday)</TIMEX3>", r"\1", FILE).encode()


def test_what_is_written() -> None:
    tags = re.findall(r"<TIMEX3 ([^>]*)>(.*?)</TIMEX3>", tagged(read_timeml(FILE)).rsplit("<TEXT>")[-1], re.DOTALL)
    found = [(dict(re.findall(r'(\w+)="([^"]*)"', attributes)), words) for attributes, words in tags]
    assert [(one["tid"], one["type"], one["value"], words) for one, words in found] == [
        ("t7", "DATE", "2021-06-15", "Tuesday"),
        ("t2", "DATE", "2019-05-03", "3 May"),
        ("t3", "DATE", "2019-05-05", "two days"),
        ("t4", "TIME", "2019-05-05T17:00", "5&nbsp;p.m."),
        ("t5", "DATE", "PRESENT_REF", "Now"),
    ]
    assert [one.get("anchorTimeID") for one, _ in found] == ["t0", None, "t2", "t3", "t0"]
    assert [one["temporalFunction"] for one, _ in found] == ["true", "false", "true", "true", "true"]


def test_tagging_twice_is_tagging_once() -> None:
    once = tagged(read_timeml(FILE))
    assert tagged(read_timeml(once)) == once


def test_sets_have_a_quantifier() -> None:
    text = "They meet every Monday."
    written = write_timeml(text, tag_times(text))
    assert '<TIMEX3 tid="t1" type="SET" value="XXXX-WXX-1" quant="EVERY"' in written


@pytest.mark.parametrize(
    ("value", "earliest", "latest"),
    [
        ("1998-02-06T22:19:00", "1998-02-06", "1998-02-06"),
        ("19980206", "1998-02-06", "1998-02-06"),
        ("2000-02", "2000-02-01", "2000-02-29"),
        ("1989", "1989-01-01", "1989-12-31"),
    ],
)
def test_creation_times(value: str, earliest: str, latest: str) -> None:
    published = read_timeml(FILE.replace('"2021-06-15"', f'"{value}"')).published
    assert published == Published(earliest=earliest, latest=latest, basis="metadata")


def test_a_stamp_without_its_function_and_none_at_all() -> None:
    assert read_timeml(FILE.replace(' functionInDocument="CREATION_TIME"', "")).published is not None
    assert read_timeml(FILE.replace(STAMP, "").replace(' type="DATE" value="X"', "")).published is None


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (b"just words", "no TEXT element"),
        (b"<TEXT>never closed", "no TEXT element"),
        (b"</TEXT><TEXT>", "closed before it is opened"),
        (b"<TEXT>x <!-- y</TEXT>", "cut off"),
        (b"<TEXT>\xff\xfe\xfa</TEXT>", "cannot be read as utf-8"),
        (b'<?xml version="1.0" encoding="klingon"?><TEXT>x</TEXT>', "cannot be read as klingon"),
        (FILE.replace('"2021-06-15"', '"someday"').encode(), "'someday' is no date"),
        (FILE.replace('"2021-06-15"', '"2021-02-30"').encode(), "'2021-02-30' is no date"),
    ],
)
def test_bad_files_are_refused_by_name(source: bytes, words: str) -> None:
    with pytest.raises(InputRefused, match=words) as caught:
        read_timeml(source, path="bad.tml")
    assert caught.value.path == "bad.tml"


def test_other_encodings_come_back_as_they_were() -> None:
    source = '<?xml version="1.0" encoding="iso-8859-1"?><TEXT>Café on Monday</TEXT>'.encode("iso-8859-1")
    document = read_timeml(source)
    assert document.text == "Café on Monday"
    written = document.encoded(tag_times(document.text, published=DAY))
    assert without_timex(written.decode("iso-8859-1")).encode("iso-8859-1") == source


def test_definitions_are_not_expanded() -> None:
    source = '<!DOCTYPE x [<!ENTITY a "Monday"><!ENTITY b "&a;&a;">]><TEXT>&b; Monday</TEXT>'
    document = read_timeml(source)
    assert document.text == "&b; Monday"
    assert without_timex(tagged(document)) == source


TEXTS = st.lists(
    st.one_of(
        st.sampled_from(["on Monday", "in May 2019", " two days later", "<", "&", ">", '"', "\n", " ", "é", "\x0c"]),
        st.text(max_size=5),
    ),
    max_size=12,
).map("".join)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_a_plain_text_becomes_a_file_that_any_parser_reads(text: str) -> None:
    written = write_timeml(text, tag_times(text, published=DAY), published=DAY, title="A & B", name="n<1>")
    root = ElementTree.fromstring(written.encode("utf-8", "replace"))
    inside = root.find("TEXT")
    assert inside is not None
    plain = "".join(inside.itertext())
    assert len(plain) == len(text.replace("\r\n", "\n"))
    assert root.findtext("TITLE") == "A & B"
    document = read_timeml(written)
    assert document.published is not None
    assert document.tagged(tag_times(document.text, published=document.published)).count("<TIMEX3") == written.count(
        "<TIMEX3"
    )


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.lists(st.sampled_from(["<a>", "</a>", "<b/>", "&amp;", "<!--x-->", " "]), max_size=6))
def test_any_markup_survives(text: str, marks: list[str]) -> None:
    pieces = [text.replace("<!", "").replace("<?", "").replace("</TEXT", ""), *marks]
    source = "<TEXT>" + " on Monday ".join(pieces) + "</TEXT>"
    assert without_timex(tagged(read_timeml(source))) == without_timex(source)
