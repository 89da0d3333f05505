"""OpenDocument texts (.odt) and e-books (.epub): zip archives of XML, read with zipfile and hardened lxml."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections import deque
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

from lxml import etree

from strandline.errors import InputRefused
from strandline.ingest.archives import open_zip, read_member
from strandline.ingest.canonical import join_paragraphs
from strandline.ingest.decoding import declared_charset, decode
from strandline.ingest.document_date import Stamp
from strandline.ingest.drafts import Draft, Source
from strandline.ingest.markup import blocks_of, text_of
from strandline.ingest.safe_xml import local_name, parse_html, parse_xml
from strandline.ingest.sidecars import Fields

ODT_MEDIA_TYPE: Final = "application/vnd.oasis.opendocument.text"
EPUB_MEDIA_TYPE: Final = "application/epub+zip"
BLANKS_AT_ONCE: Final = 100

_ODT_SKIPPED: Final = frozenset(
    {"tracked-changes", "annotation", "forms", "sequence-decls", "note-citation", "bibliography-mark", "script"}
)


def read_odt(source: Source) -> Draft:
    """One OpenDocument text.

    Raises:
        InputRefused: what ``open_zip`` refuses; ``broken-xml``, ``xml-entities``, ``encrypted`` or ``no-text``.
    """
    archive = open_zip(source)
    names = set(archive.namelist())
    if "META-INF/manifest.xml" in names:
        manifest = read_member(archive, "META-INF/manifest.xml", path=source.path)
        if b"encryption-data" in manifest:
            raise InputRefused(source.path, "it is locked with a password", code="encrypted")
    root = _part(archive, "content.xml", source)
    content = join_paragraphs(_odt_paragraphs(root))
    if not content.text:
        raise InputRefused(source.path, "the document holds no text", code="no-text")
    meta = _part(archive, "meta.xml", source) if "meta.xml" in names else None
    return Draft(
        source=source,
        content=content,
        media_type=ODT_MEDIA_TYPE,
        own=Fields(
            title=_first(meta, "title"),
            authors=tuple(name for name in (_first(meta, "initial-creator") or _first(meta, "creator"),) if name),
            language=_first(meta, "language"),
        ),
        making=tuple(
            Stamp(f"the document's {name}", value)
            for name in ("creation-date", "date")
            if (value := _first(meta, name))
        ),
    )


def read_epub(source: Source) -> Draft:
    """One e-book: its chapters in reading order, as one document.

    Raises:
        InputRefused: what ``open_zip`` refuses; ``broken-epub`` or ``no-text``.
    """
    archive = open_zip(source)
    names = set(archive.namelist())
    if "META-INF/encryption.xml" in names and b"EncryptedData" in read_member(
        archive, "META-INF/encryption.xml", path=source.path
    ):
        raise InputRefused(source.path, "it is locked against reading (DRM)", code="encrypted")
    container = _part(archive, "META-INF/container.xml", source)
    rootfile = next((e.get("full-path") for e in container.iter(etree.Element) if local_name(e) == "rootfile"), None)
    if not rootfile or rootfile not in names:
        raise InputRefused(source.path, "the e-book names no table of contents", code="broken-epub")
    package = _part(archive, rootfile, source)
    paragraphs: list[str] = []
    missing = []
    for href in _spine(package):
        name = posixpath.normpath(posixpath.join(posixpath.dirname(rootfile), unquote(href.partition("#")[0])))
        if name not in names:
            missing.append(name)
            continue
        data = read_member(archive, name, path=source.path)
        text = decode(data, path=source.path, declared=declared_charset(data))
        root = parse_html(text, path=source.path, nesting=source.limits.nesting)
        if root is not None:
            paragraphs += [block.text for block in blocks_of(root)]
    content = join_paragraphs(paragraphs)
    if not content.text:
        raise InputRefused(source.path, "the e-book holds no text", code="no-text")
    return Draft(
        source=source,
        content=content,
        media_type=EPUB_MEDIA_TYPE,
        own=Fields(
            title=_first(package, "title"),
            publisher=_first(package, "publisher"),
            authors=tuple(dict.fromkeys(text_of(e) for e in package.iter(etree.Element) if local_name(e) == "creator")),
            language=_first(package, "language"),
        ),
        published=tuple(_epub_dates(package)),
        notes=tuple(f"the chapter {name} is missing" for name in missing),
    )


def _part(archive: zipfile.ZipFile, name: str, source: Source) -> etree._Element:
    data = read_member(archive, name, path=source.path)
    return parse_xml(data, path=source.path, nesting=source.limits.nesting)


def _first(root: etree._Element | None, name: str) -> str | None:
    if root is None:
        return None
    return next((text for e in root.iter(etree.Element) if local_name(e) == name and (text := text_of(e))), None)


def _odt_paragraphs(root: etree._Element) -> Iterator[str]:
    """Paragraphs, headings and table rows in the order of the text; notes after the paragraph that they hang in."""
    pending = deque([root])
    while pending:
        element = pending.popleft()
        name = local_name(element)
        if name in _ODT_SKIPPED or not name:
            continue
        if name in {"p", "h"}:
            notes: list[etree._Element] = []
            yield _odt_line(element, notes)
            pending.extendleft(reversed(notes))
        elif name == "table-row":
            cells = [child for child in element if local_name(child) == "table-cell"]
            yield "\t".join(" ".join(text for text in _odt_paragraphs_of(cell) if text) for cell in cells)
        else:
            pending.extendleft(reversed(element))


def _odt_paragraphs_of(cell: etree._Element) -> list[str]:
    return [_odt_line(e, []) for e in cell.iter(etree.Element) if local_name(e) in {"p", "h"}]


def _odt_line(paragraph: etree._Element, notes: list[etree._Element]) -> str:
    pieces: list[str] = []
    skipping: etree._Element | None = None
    for event, element in etree.iterwalk(paragraph, events=("start", "end")):
        name = local_name(element)
        if event == "start" and skipping is None:
            if name in _ODT_SKIPPED or name in {"note", "text-box"}:
                skipping = element
                if name in {"note", "text-box"}:
                    notes.extend(list(element))
            elif name == "s":
                count = element.get("{urn:oasis:names:tc:opendocument:xmlns:text:1.0}c") or "1"
                pieces.append(" " * (min(int(count), BLANKS_AT_ONCE) if count.isdigit() and len(count) < 9 else 1))
            elif name == "tab":
                pieces.append("\t")
            elif name == "line-break":
                pieces.append("\n")
            if skipping is None:
                pieces.append(_collapsed(element.text))
        elif event == "end":
            if skipping is element:
                skipping = None
            if skipping is None and element is not paragraph:
                pieces.append(_collapsed(element.tail))
    return "".join(pieces).replace("\N{SOFT HYPHEN}", "")


def _collapsed(text: str | None) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text or "")


def _spine(package: etree._Element) -> Iterator[str]:
    manifest = {e.get("id"): e.get("href") for e in package.iter(etree.Element) if local_name(e) == "item"}
    for reference in package.iter(etree.Element):
        if local_name(reference) == "itemref" and reference.get("linear") != "no":
            href = manifest.get(reference.get("idref"))
            if href:
                yield href


def _epub_dates(package: etree._Element) -> Iterator[Stamp]:
    for element in package.iter(etree.Element):
        if local_name(element) == "date" and (raw := text_of(element)):
            event = next((value for key, value in element.attrib.items() if str(key).endswith("event")), "publication")
            if event in {"publication", "original-publication"}:
                yield Stamp("the e-book's date", raw)
