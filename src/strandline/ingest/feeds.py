"""RSS and Atom feeds saved as files: every entry is a document.

An entry has no bytes of its own. What stands for it (``Document.sha256``) is the UTF-8 of its fields as JSON with
sorted keys, so that an entry keeps its id when the feed is saved again with other entries around it.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from email.utils import parseaddr
from typing import Any, Final

from strandline.errors import InputRefused
from strandline.ingest.canonical import join_paragraphs
from strandline.ingest.date_phrases import parse_metadata_date
from strandline.ingest.date_values import ImpossibleDate
from strandline.ingest.decoding import declared_charset, decode
from strandline.ingest.document_date import is_placeholder
from strandline.ingest.drafts import Draft, Harvest, Source
from strandline.ingest.markup import blocks_of
from strandline.ingest.safe_xml import parse_html
from strandline.ingest.sidecars import Fields

_ROOT: Final = re.compile(rb"<(?:\w+:)?(rss|feed|RDF)[\s>]")


def looks_like_feed(data: bytes) -> bool:
    """Is the root element one of a feed?"""
    head = data[:4_096].replace(b"\x00", b"")
    head = re.sub(rb"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>]*>", b"", head, flags=re.DOTALL).lstrip(
        b"\xef\xbb\xbf\xff\xfe \t\r\n"
    )
    return _ROOT.match(head) is not None


def harvest_feed(source: Source, harvest: Harvest) -> None:
    """Every entry of a feed, numbered from 0001 in its order.

    Raises:
        InputRefused: ``xml-entities``, ``broken-feed`` or ``no-text``.
    """
    import feedparser

    text = decode(source.data, path=source.path, declared=source.charset or declared_charset(source.data))
    if re.search(r"<!ENTITY", text, re.IGNORECASE):
        reason = "it declares XML entities, which can blow up to any size; remove its DOCTYPE to have it read"
        raise InputRefused(source.path, reason, code="xml-entities")
    # A stream, never the bytes themselves: feedparser takes those for an address or a file name first.
    feed = feedparser.parse(
        io.BytesIO(re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode("utf-8")),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not feed.entries:
        if feed.bozo:
            raise InputRefused(source.path, f"the feed is broken: {feed.bozo_exception}", code="broken-feed")
        raise InputRefused(source.path, "the feed has no entries", code="no-text")
    if feed.bozo:
        harvest.notes.append(f"{source.path}: the feed is broken after its entry {len(feed.entries)}")
    site = _plain(feed.feed.get("title"))
    for number, entry in enumerate(feed.entries, 1):
        stored = dict(entry.items())  # FeedParserDict answers for keys that are not there
        fields = _fields(stored, site)
        member = source.member(f"{number:04d}", _bytes_of(stored), fields=fields)
        harvest.spend(len(member.data), path=source.path)
        _take(member, stored, harvest)
        if not fields.dates and _raw_date(stored) is not None:
            harvest.notes.append(
                f"{member.path}: its date {_raw_date(stored)!r} is one that programs fill in; not believed"
            )


def _take(member: Source, entry: dict[str, Any], harvest: Harvest) -> None:
    harvest.count_member(member.path)
    try:
        content = join_paragraphs(_paragraphs(member, entry))
        harvest.add(Draft(source=member, content=content, media_type="application/feed-entry"))
    except InputRefused as refused:
        harvest.refuse(refused)


def _paragraphs(member: Source, entry: dict[str, Any]) -> Iterator[str]:
    """The entry's headline, then its full text or, lacking that, its summary."""
    yield _plain(entry.get("title")) or ""
    bodies = [item.get("value") for item in entry.get("content") or () if item.get("value")]
    for body in bodies or [entry.get("summary") or ""]:
        root = parse_html(body, path=member.path, nesting=member.limits.nesting) if body.strip() else None
        if root is not None:
            yield from (block.text for block in blocks_of(root))


def _fields(entry: dict[str, Any], site: str | None) -> Fields:
    source = entry.get("source") or {}
    link = entry.get("link") or ""
    raw = _raw_date(entry)
    return Fields(
        title=_plain(entry.get("title")),
        publisher=_plain(source.get("title")) or site,
        authors=_authors(entry),
        url=link if link.startswith(("http://", "https://")) else None,
        dates=(raw,) if raw is not None and _is_date(raw) else (),
    )


def _raw_date(entry: dict[str, Any]) -> str | None:
    return next((entry[key] for key in ("published", "created", "updated") if entry.get(key)), None)


def _authors(entry: dict[str, Any]) -> tuple[str, ...]:
    """RSS writes ``desk@gazette.example (Ann Writer)``; Atom names the person."""
    raw = entry.get("author") or ""
    if "@" in raw:
        name, address = parseaddr(raw)
        return tuple(part for part in (name or address,) if part)
    names = [author.get("name") for author in entry.get("authors") or ()] or [raw]
    return tuple(dict.fromkeys(plain for name in names if (plain := _plain(name))))


def _is_date(raw: str) -> bool:
    """Not the zero of a clock: feeds are written by programs, and this is what those write when they know nothing."""
    try:
        value = parse_metadata_date(raw)
    except ImpossibleDate:
        return True  # document_date notes it
    return value is None or not is_placeholder(value)


def _bytes_of(entry: dict[str, Any]) -> bytes:
    fields = {
        "authors": [author.get("name") for author in entry.get("authors") or ()],
        "content": [item.get("value") for item in entry.get("content") or ()],
        **{key: entry.get(key) for key in ("id", "link", "title", "summary", "published", "updated")},
    }
    return json.dumps(fields, sort_keys=True, ensure_ascii=False).encode("utf-8", "replace")


def _plain(value: str | None) -> str | None:
    """A title or name without the markup that feeds put into it."""
    if not value:
        return None
    if "<" in value or "&" in value:
        root = parse_html(value, path="", nesting=100)
        value = " ".join(block.text for block in blocks_of(root)) if root is not None else value
    return " ".join(value.split()) or None
