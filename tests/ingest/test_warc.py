from __future__ import annotations

import gzip
import sys
import zlib
from pathlib import Path

import pytest

from .builders import COUNCIL, DIVERS, FERRY, code, page, pdf_lines, read


def record(
    kind: str,
    body: bytes,
    *,
    uri: str = "https://gazette.example/x",
    content: str = "application/http; msgtype=response",
) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nWARC-Date: 2014-03-05T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789012>\r\nContent-Type: {content}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def answer(body: bytes, *headers: str, status: str = "200 OK", media_type: str = "text/html; charset=utf-8") -> bytes:
    lines = "\r\n".join([f"HTTP/1.1 {status}", f"Content-Type: {media_type}", *headers])
    return lines.encode() + b"\r\n\r\n" + body


def chunked(body: bytes) -> bytes:
    parts = (body[:50], body[50:])
    return b"".join(b"%x;note\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


ONE = page(f"<article><p>{FERRY}</p><p>{DIVERS}</p></article>").encode()
TWO = page(f"<article><p>{COUNCIL}</p><p>{DIVERS}</p></article>").encode()
ARCHIVE = b"".join(
    [
        record("warcinfo", b"software: x\r\n", content="application/warc-fields"),
        record("request", b"GET / HTTP/1.1\r\n\r\n", content="application/http; msgtype=request"),
        record("response", answer(gzip.compress(ONE), "Content-Encoding: gzip"), uri="https://gazette.example/1"),
        record("response", answer(chunked(TWO), "Transfer-Encoding: chunked"), uri="https://gazette.example/2"),
        record("response", answer(zlib.compress(ONE), "Content-Encoding: deflate")),
        record("response", answer(ONE, status="404 Not Found")),
        record("response", answer(b"\x89PNG", media_type="image/png")),
        record("response", answer(pdf_lines([[(72, 700, COUNCIL)]]), media_type="application/pdf")),
        record("response", answer(ONE, "Content-Encoding: zstd")),
        record("resource", FERRY.encode(), content="text/plain"),
    ]
)


@pytest.mark.parametrize("data", [ARCHIVE, gzip.compress(ARCHIVE)], ids=["plain", "gzip"])
def test_pages_of_a_web_archive(tmp_path: Path, data: bytes) -> None:
    pytest.importorskip("fastwarc")
    result = read(tmp_path, "crawl.warc", data)
    assert [document.text for document in result.documents] == [
        f"{FERRY}\n\n{DIVERS}", f"{COUNCIL}\n\n{DIVERS}", f"{FERRY}\n\n{DIVERS}", COUNCIL, FERRY,
    ]  # fmt: skip
    first = result.documents[0]
    assert (first.url, first.retrieved) == ("https://gazette.example/1", "2014-03-05T10:00:00+00:00")
    assert [refusal.code for refusal in result.refusals] == ["unsupported"]
    assert any("1 answers with status 404" in note and "1 image/png" in note for note in result.notes)


def test_an_archive_that_breaks_off_gives_what_it_has(tmp_path: Path) -> None:
    pytest.importorskip("fastwarc")
    two = record("response", answer(ONE)) + record("response", answer(TWO))
    result = read(tmp_path, "crawl.warc", two[:-60])
    assert [document.text for document in result.documents] == [f"{FERRY}\n\n{DIVERS}"]
    assert [refusal.code for refusal in result.refusals] == ["broken-archive"]


def test_an_archive_without_pages_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("fastwarc")
    assert code(read(tmp_path, "a.warc", b"WARC/1.0\r\nnothing")) == "no-text"
    assert code(read(tmp_path, "b.warc", record("response", answer(ONE, status="500 Oops")))) == "no-text"


def test_without_the_package_the_refusal_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fastwarc", None)
    monkeypatch.setitem(sys.modules, "fastwarc.warc", None)
    result = read(tmp_path, "a.warc", ARCHIVE)
    assert code(result) == "not-installed"
    assert "pip install fastwarc" in result.refusals[0].reason
