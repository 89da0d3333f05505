"""Whatever the bytes: documents whose locators slice, or refusals with a code and a reason; never an exception."""

from __future__ import annotations

import gzip
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from strandline.ingest import IngestResult, IngestSettings
from strandline.records import instant_of

from .builders import COUNCIL, DIVERS, FERRY, mail, page, pdf_lines, read, zipped

SUFFIXES = (
    "txt",
    "md",
    "html",
    "xml",
    "json",
    "jsonl",
    "eml",
    "mbox",
    "rtf",
    "pdf",
    "zip",
    "docx",
    "odt",
    "epub",
    "gz",
    "warc",
    "csv",
    "mht",
    "",
)
SEEDS = (
    f"Date: 3 March 2014\n\n{FERRY}\n\n{DIVERS}".encode(),
    page(
        f"<article><h1>Ferry</h1><p>{FERRY}</p><table><tr><td>1<td>2</table></article>",
        "<meta name=date content=2014-03-03>",
    ).encode(),
    mail(FERRY, html=f"<p>{FERRY}</p>", attachments=[("a.txt", "text/plain", DIVERS.encode())]),
    b"From a@b Mon Mar  3 23:15:00 2014\n" + mail(DIVERS),
    zipped([("a.txt", FERRY), ("b.html", page(f"<p>{DIVERS}</p>")), ("a.json", '{"date": "2014-03-03"}')]),
    zipped([("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<d><p>x</p></d>")]),
    gzip.compress(COUNCIL.encode()),
    rb"{\rtf1\ansi {\info{\title x}{\creatim\yr2014\mo3\dy5}}The \b ferry\b0 \u8364? \'e9.\par}",
    f"<rss><channel><title>G</title><item><title>x</title><description>{FERRY}</description></item></channel></rss>".encode(),
    b'{"text": "words", "date": "2014-03-03", "authors": ["A"]}\n{"text": 3}\n',
    pdf_lines([[(72, 700, FERRY)], [(72, 700, DIVERS)]]),
    b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: 60\r\n\r\n"
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>words</p>\r\n\r\n",
)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A sound file with pieces cut out, doubled, or overwritten."""
    data = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(1, 4))):
        if not data:
            break
        start = draw(st.integers(0, len(data) - 1))
        end = min(len(data), start + draw(st.integers(1, 40)))
        data[start:end] = draw(st.one_of(st.binary(max_size=12), st.just(bytes(data[start:end]) * 2), st.just(b"")))
    return bytes(data)


def check(result: IngestResult) -> None:
    assert result.documents or result.refusals
    for document in result.documents:
        document.text.encode("utf-8")
        assert document.text.strip()
        assert "\r" not in document.text
        assert "\x00" not in document.text
        assert len(document.id) == 16
        last = 0
        for mark in document.locators:
            assert 0 <= mark.start < mark.end <= len(document.text)
            assert document.text[mark.start : mark.end].strip()
            assert mark.start >= last or mark.kind == "page"
            last = mark.end
        if document.published is not None:
            first = instant_of(document.published.earliest)
            assert first <= instant_of(document.published.latest, end_of_day=True)
    for refusal in result.refusals:
        assert refusal.code
        assert refusal.reason
        assert refusal.code != "unreadable", refusal.reason
    if not result.documents:
        assert result.refusal is not None


def read_bytes(data: bytes, suffix: str) -> IngestResult:
    with tempfile.TemporaryDirectory() as folder:
        return read(Path(folder), f"file.{suffix}" if suffix else "file", data, IngestSettings())


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=400), st.sampled_from(SUFFIXES))
def test_any_bytes(data: bytes, suffix: str) -> None:
    check(read_bytes(data, suffix))


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(damaged(), st.sampled_from(SUFFIXES))
def test_damaged_files_of_every_kind(data: bytes, suffix: str) -> None:
    check(read_bytes(data, suffix))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(min_size=1, max_size=300), st.sampled_from(["txt", "html", "md", "eml", "json"]))
def test_any_text(text: str, suffix: str) -> None:
    check(read_bytes(text.encode(), suffix))


@settings(max_examples=50, deadline=None)
@given(damaged(), st.sampled_from(SUFFIXES))
def test_reading_twice_gives_the_same(data: bytes, suffix: str) -> None:
    first, second = read_bytes(data, suffix), read_bytes(data, suffix)
    assert (first.documents, first.refusals, first.notes) == (second.documents, second.refusals, second.notes)
