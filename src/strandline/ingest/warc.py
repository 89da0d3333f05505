"""Web archives (WARC, also gzipped): every page that a server answered with is a document.

Needs the optional package fastwarc; without it a WARC file is refused with the words that install it. The page's
address is ``WARC-Target-URI``, the day of the crawl ``Document.retrieved``.
"""

from __future__ import annotations

import io
import zlib
from collections import Counter
from email.message import Message
from http.client import HTTPException, parse_headers
from typing import Any, Final

from strandline.errors import InputRefused
from strandline.ingest.archives import gunzip
from strandline.ingest.drafts import Harvest, Source
from strandline.ingest.sidecars import Fields

GZIP_MAGIC: Final = b"\x1f\x8b"
_DOCUMENT_TYPES: Final = frozenset(
    {
        "text/html", "application/xhtml+xml", "text/plain", "text/markdown", "application/pdf", "message/rfc822",
        "application/rss+xml", "application/atom+xml", "application/epub+zip", "application/rtf", "text/rtf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.oasis.opendocument.text",
    }
)  # fmt: skip


def looks_like_warc(source: Source) -> bool:
    """A WARC record, or gzip with one at its start."""
    if source.data.startswith(b"WARC/"):
        return True
    if not source.data.startswith(GZIP_MAGIC):
        return False
    try:
        return zlib.decompressobj(wbits=31).decompress(source.data[:4_096], 16).startswith(b"WARC/")
    except zlib.error:
        return False


def harvest_warc(source: Source, harvest: Harvest) -> None:
    """Every answer with status 200 that is a document; what else the archive holds is counted in a note.

    Raises:
        InputRefused: ``not-installed``, ``broken-archive`` or ``no-text``.
    """
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError:
        reason = "reading web archives needs the package fastwarc; install it with: pip install fastwarc"
        raise InputRefused(source.path, reason, code="not-installed") from None
    passed: Counter[str] = Counter()
    read = 0
    types = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    try:
        for number, record in enumerate(
            ArchiveIterator(io.BytesIO(source.data), record_types=types, parse_http=False), 1
        ):
            read += _take(record, number, source, harvest, passed)
    except InputRefused:
        raise
    except (OSError, ValueError, RuntimeError, zlib.error) as error:
        refused = InputRefused(source.path, f"the archive breaks off ({error})", code="broken-archive")
        if not read:
            raise refused from None
        harvest.refuse(refused)
    if not read:
        raise InputRefused(source.path, "the archive holds no page that could be read", code="no-text")
    if passed:
        kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(passed.items()))
        harvest.notes.append(f"{source.path}: passed over {kinds}")


def _take(record: Any, number: int, source: Source, harvest: Harvest, passed: Counter[str]) -> int:
    path = f"{source.path}!/{number:05d}"
    block = record.reader.read()
    declared = record.headers.get("Content-Length")
    if declared is None or not declared.isdigit() or len(block) < int(declared):
        harvest.refuse(InputRefused(path, "the archive ends in the middle of this record", code="broken-archive"))
        return 1
    status, headers, body = _http(block) if record.is_http else (None, None, block)
    content_type = headers.get("Content-Type") if headers is not None else record.headers.get("Content-Type")
    media_type = (content_type or "").partition(";")[0].strip().lower()
    if status is not None and status != 200:
        passed[f"answers with status {status}"] += 1
        return 0
    if media_type not in _DOCUMENT_TYPES:
        passed[media_type or "records without a type"] += 1
        return 0
    fields = Fields(url=record.headers.get("WARC-Target-URI"), retrieved=record.headers.get("WARC-Date"))
    try:
        if headers is not None:
            body = _decoded(body, headers.get("Transfer-Encoding"), headers.get("Content-Encoding"), path, source)
    except InputRefused as refused:
        harvest.refuse(refused)
        return 1
    harvest.spend(len(body), path=source.path)
    charset = headers.get_content_charset() if headers is not None else None
    harvest.take_member(source.member(f"{number:05d}", body, media_type=media_type, charset=charset, fields=fields))
    return 1


def _http(block: bytes) -> tuple[int | None, Message | None, bytes]:
    """Status, headers and body of an HTTP answer."""
    stream = io.BytesIO(block)
    status = stream.readline().split(maxsplit=2)
    try:
        headers = parse_headers(stream)
    except (HTTPException, ValueError):
        return None, None, block
    return (int(status[1]) if len(status) > 1 and status[1].isdigit() else None), headers, stream.read()


def _decoded(body: bytes, transfer: str | None, content: str | None, path: str, source: Source) -> bytes:
    """The body as the server meant it: chunks put together, compression undone.

    Raises:
        InputRefused: ``broken-archive``, ``too-large``, or ``unsupported`` for a compression that is not known.
    """
    limit = source.limits.file_bytes
    if transfer and "chunked" in transfer.lower():
        body = _without_chunks(body)
    for coding in reversed([part.strip().lower() for part in (content or "").split(",") if part.strip()]):
        if coding in {"gzip", "x-gzip"} and body.startswith(GZIP_MAGIC):
            body = b"".join(gunzip(body, path=path, limit=limit))
        elif coding == "deflate":
            body = _inflate(body, path, limit)
        elif coding not in {"identity", "gzip", "x-gzip"}:  # some crawlers undo gzip and leave the header
            raise InputRefused(path, f"its compression {coding} is not known", code="unsupported")
    return body


def _without_chunks(body: bytes) -> bytes:
    """RFC 9112, 7.1; a body that turns out not to be chunked (crawlers undo that too) is left as it is."""
    out: list[bytes] = []
    position = 0
    while position < len(body):
        end = body.find(b"\r\n", position)
        try:
            size = int(body[position:end].partition(b";")[0], 16) if end >= 0 else -1
        except ValueError:
            size = -1
        if size < 0:
            return b"".join(out) if out else body
        if size == 0:
            break
        out.append(body[end + 2 : end + 2 + size])
        position = end + 2 + size + 2
    return b"".join(out)


def _inflate(body: bytes, path: str, limit: int) -> bytes:
    for wbits in (15, -15):
        unpacker = zlib.decompressobj(wbits=wbits)
        try:
            data = unpacker.decompress(body, limit + 1)
        except zlib.error:
            continue
        if len(data) > limit:
            raise InputRefused(path, f"it unpacks to more than {limit} bytes", code="too-large")
        return data
    raise InputRefused(path, "its compressed body is broken", code="broken-archive")
