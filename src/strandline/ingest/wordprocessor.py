"""Word documents (.docx): paragraphs, table rows, notes; core properties through python-docx.

The body is walked in its XML, because python-docx passes over inserted text, content controls and text boxes. Deleted
text (tracked changes) is left out. Core properties are stamped by programs, so their dates only count as when the file
was made.
"""

from __future__ import annotations

import io
import warnings
from collections import deque
from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

from strandline.errors import InputRefused
from strandline.ingest.archives import open_zip, read_member
from strandline.ingest.canonical import join_paragraphs
from strandline.ingest.document_date import Stamp
from strandline.ingest.drafts import Draft, Source
from strandline.ingest.safe_xml import check_nesting, local_name, parse_xml
from strandline.ingest.sidecars import Fields

DOCX_MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NOTE_PARTS: Final = ("/word/footnotes.xml", "/word/endnotes.xml")
_SKIPPED: Final = frozenset({"del", "moveFrom", "Fallback", "instrText", "delText", "pPr", "rPr", "sectPr", "tblPr"})
_TEMPLATE_AUTHORS: Final = frozenset({"python-docx", "user", "admin", "administrator", "unknown", "author", "owner"})


def read_docx(source: Source) -> Draft:
    """One Word document.

    Raises:
        InputRefused: what ``open_zip`` refuses; ``broken-docx``, ``too-deep`` or ``no-text``.
    """
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    archive = open_zip(source)
    for name in archive.namelist():
        if name.startswith("word/") and name.endswith(".xml"):
            parse_xml(read_member(archive, name, path=source.path), path=source.path, nesting=source.limits.nesting)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            document = docx.Document(io.BytesIO(source.data))
            body = document.element.body
    except (PackageNotFoundError, KeyError, ValueError, AttributeError, TypeError, etree.LxmlError, OSError) as error:
        reason = f"it is no whole Word document ({type(error).__name__}: {error})"
        raise InputRefused(source.path, reason, code="broken-docx") from None
    check_nesting(body, path=source.path, nesting=source.limits.nesting)
    paragraphs = [*_paragraphs(body), *_notes(document)]
    content = join_paragraphs(paragraphs)
    if not content.text:
        raise InputRefused(source.path, "the document holds no text", code="no-text")
    own, making = _properties(document)
    return Draft(source=source, content=content, media_type=DOCX_MEDIA_TYPE, own=own, making=making)


def _paragraphs(root: etree._Element) -> Iterator[str]:
    """Paragraphs and table rows in the order of the body; the paragraphs of a cell are joined by blanks."""
    pending = deque(root)
    while pending:
        element = pending.popleft()
        name = local_name(element)
        if name in _SKIPPED:
            continue
        if name == "p":
            yield from _lines(element)
        elif name == "tr":
            cells = [cell for cell in element.iter(f"{_WORD}tc") if _row_of(cell) is element]
            yield "\t".join(" ".join(text for text in _paragraphs(cell) if text.strip()) for cell in cells)
        else:
            pending.extendleft(reversed(element))


def _row_of(cell: etree._Element) -> etree._Element | None:
    return next((ancestor for ancestor in cell.iterancestors() if local_name(ancestor) == "tr"), None)


def _lines(paragraph: etree._Element) -> Iterator[str]:
    """The text of a paragraph; text boxes that hang in it follow it as paragraphs of their own."""
    pieces: list[str] = []
    boxes: list[etree._Element] = []
    pending = deque(paragraph)
    while pending:
        element = pending.popleft()
        name = local_name(element)
        if name in _SKIPPED:
            continue
        if name == "txbxContent":
            boxes.append(element)
        elif name == "t":
            pieces.append(element.text or "")
        elif name in {"tab", "ptab"}:
            pieces.append("\t")
        elif name in {"br", "cr"}:
            pieces.append("\n")
        elif name == "noBreakHyphen":
            pieces.append("\N{NON-BREAKING HYPHEN}")
        else:
            pending.extendleft(reversed(element))
    yield "".join(pieces).replace("\N{SOFT HYPHEN}", "")
    for box in boxes:
        yield from _paragraphs(box)


def _notes(document: Any) -> Iterator[str]:
    """Footnotes and endnotes, after the body."""
    parts = {str(part.partname): part for part in document.part.package.iter_parts()}
    for name in _NOTE_PARTS:
        part = parts.get(name)
        if part is None:
            continue
        root = parse_xml(part.blob, path=name, nesting=256)
        for note in root:
            if note.get(f"{_WORD}type") in {None, "normal"}:
                yield from _paragraphs(note)


def _properties(document: Any) -> tuple[Fields, tuple[Stamp, ...]]:
    try:
        core = document.core_properties
        created, modified = core.created, core.modified
        title, author, language = core.title, core.author, core.language
    except (KeyError, ValueError, AttributeError, TypeError):
        return Fields(), ()
    making = tuple(
        Stamp(f"the Word property {label}", moment.isoformat(timespec="seconds"))
        for label, moment in (("created", created), ("modified", modified))
        if moment is not None
    )
    names = tuple(name.strip() for name in (author or "").split(";") if name.strip())
    authors = tuple(name for name in names if name.lower() not in _TEMPLATE_AUTHORS)
    return Fields(title=title or None, authors=authors, language=language or None), making
