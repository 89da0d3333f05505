from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from strandline.ingest import IngestSettings, Limits
from strandline.records import Published

from .builders import COUNCIL, DIVERS, FERRY, code, mail, only, pdf_lines, read


def test_a_message_keeps_the_sender_s_offset(tmp_path: Path) -> None:
    document = only(read(tmp_path, "a.eml", mail(f"{FERRY}\n\n{DIVERS}\n", subject="Ferry – “lost”")))
    assert document.text == f"{FERRY}\n\n{DIVERS}"
    assert document.title == "Ferry – “lost”"
    assert document.authors == ("Ann Writer",)
    assert document.publisher == "gazette.example"
    assert document.media_type == "message/rfc822"
    instant = "2014-03-03T23:15:00-05:00"
    assert document.published == Published(earliest=instant, latest=instant, basis="metadata")


@pytest.mark.parametrize(
    ("raw", "instant"),
    [
        ("3 Mar 2014 10:15 +0100", "2014-03-03T10:15:00+01:00"),
        ("Mon, 3 Mar 14 10:15:00 GMT", "2014-03-03T10:15:00+00:00"),
        ("Mon, 03 Mar 2014 10:15:00 -0000", "2014-03-03T10:15:00+00:00"),
        ("Mon, 03 Mar 2014 10:15:00 EST", "2014-03-03T10:15:00-05:00"),
        ("2014-03-03T10:15:00+01:00", "2014-03-03T10:15:00+01:00"),
    ],
)
def test_dates_as_mail_programs_write_them(tmp_path: Path, raw: str, instant: str) -> None:
    data = mail().replace(b"Mon, 03 Mar 2014 23:15:00 -0500", raw.encode())
    published = only(read(tmp_path, "a.eml", data)).published
    assert published is not None
    assert published.earliest == instant


def test_impossible_and_contradictory_dates_are_noted(tmp_path: Path) -> None:
    bad = read(tmp_path, "a.eml", mail().replace(b"03 Mar 2014", b"30 Feb 2014"))
    assert only(bad).published is None
    assert any("no day 30" in note for note in bad.notes)
    wrong = read(tmp_path, "b.eml", mail().replace(b"Mon, 03", b"Tue, 03"))
    assert only(wrong).published is not None
    assert any("weekday" in note for note in wrong.notes)


def test_wrapped_and_quoted_lines_are_joined(tmp_path: Path) -> None:
    text = (
        "The ferry Anna left the harbour of Marl late on Monday evening with\n"
        "nineteen people on board, and nothing has been heard of it since\n"
        "the storm came up at ten.\n\nAnn wrote:\n"
        "> Divers went down to the wreck at first light, but strong currents\n"
        "> kept them from the lower deck, and they will go down again when\n"
        "> the tide turns.\n>\n> > No one died.\n"
    )
    assert only(read(tmp_path, "a.eml", mail(text))).text == (
        "The ferry Anna left the harbour of Marl late on Monday evening with nineteen people on board, and nothing has"
        " been heard of it since the storm came up at ten.\n\nAnn wrote:\n> Divers went down to the wreck at first"
        " light, but strong currents kept them from the lower deck, and they will go down again when the tide turns."
        "\n\n> > No one died."
    )


def test_flowed_text_is_put_together(tmp_path: Path) -> None:
    data = (
        b"From: ann@gazette.example\nSubject: x\nDate: Mon, 03 Mar 2014 10:15:00 +0100\nMIME-Version: 1.0\n"
        b"Content-Type: text/plain; charset=utf-8; format=flowed\n\n"
        b"The ferry \nsank on \nMonday.\n\n  Late.\n-- \nAnn\n"
    )
    assert only(read(tmp_path, "a.eml", data)).text == "The ferry sank on Monday.\n\nLate.\n-- \nAnn"


def test_html_bodies(tmp_path: Path) -> None:
    html = f"<html><body><p>{FERRY}</p><p>{DIVERS} <b>{COUNCIL}</b></p></body></html>"
    assert only(read(tmp_path, "a.eml", mail(None, html=html))).text == f"{FERRY}\n\n{DIVERS} {COUNCIL}"
    stub = mail("See this mail in a browser.", html=html)
    assert only(read(tmp_path, "b.eml", stub)).text.startswith(FERRY)
    both = mail(f"{FERRY}\n\n{DIVERS} {COUNCIL}", html=html)
    assert only(read(tmp_path, "c.eml", both)).text == f"{FERRY}\n\n{DIVERS} {COUNCIL}"


def test_attachments_are_further_documents(tmp_path: Path) -> None:
    data = mail(
        FERRY,
        attachments=[
            ("../re\\port 1.pdf", "application/pdf", pdf_lines([[(72, 700, DIVERS)]])),
            ("note.txt", "text/plain", COUNCIL.encode()),
            ("photo.png", "image/png", b"\x89PNG\r\n\x1a\n" + bytes(20)),
        ],
    )
    result = read(tmp_path, "a.eml", data)
    assert [(document.path, document.text) for document in result.documents] == [
        ("a.eml", FERRY),
        ("a.eml!/01-port 1.pdf", DIVERS),
        ("a.eml!/02-note.txt", COUNCIL),
    ]
    assert [(refusal.path, refusal.code) for refusal in result.refusals] == [("a.eml!/03-photo.png", "image")]
    assert len({document.id for document in result.documents}) == 3


def test_a_forwarded_message_is_a_document(tmp_path: Path) -> None:
    inner = mail(DIVERS, subject="Inner", date="Tue, 04 Mar 2014 08:00:00 +0100")
    data = (
        b"From: desk@gazette.example\nSubject: Outer\nDate: Wed, 05 Mar 2014 10:00:00 +0100\nMIME-Version: 1.0\n"
        b"Content-Type: multipart/mixed; boundary=B\n\n--B\nContent-Type: text/plain\n\n" + FERRY.encode()
        + b"\n--B\nContent-Type: message/rfc822\n\n" + inner + b"\n--B--\n"
    )  # fmt: skip
    outer, forwarded = read(tmp_path, "a.eml", data).documents
    assert (outer.title, outer.text) == ("Outer", FERRY)
    assert (forwarded.title, forwarded.text) == ("Inner", DIVERS)
    assert forwarded.published is not None
    assert forwarded.published.earliest == "2014-03-04T08:00:00+01:00"


def test_a_mailbox_gives_its_messages_in_order(tmp_path: Path) -> None:
    first = mail(f"{FERRY}\n\n>From here on the sea was calm.", subject="One")
    second = mail(DIVERS, subject="Two", date="Tue, 04 Mar 2014 08:00:00 +0100")
    box = b"From ann@x Mon Mar  3 23:15:00 2014\n" + first + b"\nFrom ben@x Tue Mar  4 08:00:00 2014\n" + second
    result = read(tmp_path, "pile.mbox", box)
    assert [(document.path, document.title) for document in result.documents] == [
        ("pile.mbox!/0001.eml", "One"),
        ("pile.mbox!/0002.eml", "Two"),
    ]
    assert "\n\nFrom here on" in result.documents[0].text
    alone = only(read(tmp_path, "two.eml", second))
    assert alone.sha256 == result.documents[1].sha256


def test_a_mail_without_its_extension_is_known(tmp_path: Path) -> None:
    assert only(read(tmp_path, "a.txt", mail())).media_type == "message/rfc822"
    memo = f"Date: 3 March 2014\nFrom: the harbour office\nSubject: ferry\n\n{FERRY}"
    assert only(read(tmp_path, "b.txt", memo)).media_type == "text/plain"


def test_a_page_saved_as_mime_html_is_a_page_and_no_mail(tmp_path: Path) -> None:
    data = (
        b"From: <Saved by Blink>\nSnapshot-Content-Location: https://gazette.example/ferry\nSubject: Ferry\n"
        b"Date: Sun, 10 Aug 2025 10:00:00 -0000\nMIME-Version: 1.0\n"
        b'Content-Type: multipart/related; type="text/html"; boundary=B\n\n--B\nContent-Type: text/html\n\n'
        b"<html><head><meta property='article:published_time' content='2014-03-03T10:00:00Z'></head><body><article><p>"
        + FERRY.encode() + b"</p></article></body></html>\n--B--\n"
    )  # fmt: skip
    document = only(read(tmp_path, "a.mht", data))
    assert document.text == FERRY
    assert document.url == "https://gazette.example/ferry"
    assert document.retrieved == "2025-08-10T10:00:00+00:00"
    assert document.published is not None
    assert document.published.earliest == "2014-03-03T10:00:00+00:00"
    assert document.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("depth", [70, 10_000])
def test_mails_nested_beyond_reason_are_refused(tmp_path: Path, depth: int) -> None:
    nest = b"From: a@b.example\nSubject: x\nMIME-Version: 1.0\n" + b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (number, number) for number in range(depth)
    )
    assert code(read(tmp_path, "a.eml", nest + b"Content-Type: text/plain\n\nwords\n")) == "too-deep"


def test_empty_and_hostile_messages(tmp_path: Path) -> None:
    assert code(read(tmp_path, "a.eml", mail(" \n"))) == "no-text"
    hostile = b"From: =?x?q?=?= <@>\nSubject: =?utf-8?b?////?=\nDate: x\nContent-Type: ;;;\n\n" + FERRY.encode()
    assert only(read(tmp_path, "b.eml", hostile)).text == FERRY
    undecodable = mail().replace(b"The ferry", b"The \xff\xfe\x81 ferry")
    assert code(read(tmp_path, "c.eml", undecodable)) == "undecodable"


def test_attachments_count_against_the_limit_of_parts(tmp_path: Path) -> None:
    few = IngestSettings(limits=Limits(members=2))
    result = read(
        tmp_path, "a.eml", mail(FERRY, attachments=[(f"{n}.txt", "text/plain", b"words") for n in range(4)]), few
    )
    assert len(result.documents) == 3
    assert [refusal.code for refusal in result.refusals] == ["too-many-parts"]


def test_free_mail_domains_are_no_publishers(tmp_path: Path) -> None:
    assert only(read(tmp_path, "a.eml", mail(sender="Ann <ann@gmail.com>"))).publisher is None
