"""PDF through pdfium: characters and boxes to fragments, fragments to paragraphs, pages as locators.

Dates in a PDF's properties say when the file was made; ``document_date`` believes them last.
"""

from __future__ import annotations

import re
from statistics import median
from typing import Any, Final

from strandline.errors import InputRefused
from strandline.ingest.canonical import CanonicalText, clean
from strandline.ingest.document_date import Stamp
from strandline.ingest.drafts import Draft, Source
from strandline.ingest.hyphens import HYPHEN_MARK
from strandline.ingest.pdf_characters import fragments_of
from strandline.ingest.pdf_layout import Paragraph, lay_out
from strandline.ingest.sidecars import Fields
from strandline.records import Locator

TITLE_SIZE: Final = 1.15
TITLE_CHARACTERS: Final = 250

_PDF_DATE: Final = re.compile(
    r"D?:?\s*(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?\s*(?:([+-])(\d\d)'?(\d\d)?'?|(Z))?", re.ASCII
)


def read_pdf(source: Source) -> Draft:
    """One PDF.

    Raises:
        InputRefused: ``broken-pdf``, ``encrypted``, ``too-many-parts`` or ``no-text-layer`` (scanned pages).
    """
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(source.data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise InputRefused(source.path, "the PDF is locked with a password", code="encrypted") from None
        raise InputRefused(source.path, f"the PDF is broken ({error})", code="broken-pdf") from None
    try:
        return _read(document, source)
    except pdfium.PdfiumError as error:
        raise InputRefused(source.path, f"the PDF is broken ({error})", code="broken-pdf") from None
    finally:
        document.close()


def _read(document: Any, source: Source) -> Draft:
    count = len(document)
    if count == 0:
        raise InputRefused(source.path, "the PDF has no pages", code="broken-pdf")
    if count > source.limits.pages:
        reason = f"the PDF has {count} pages, more than the limit of {source.limits.pages}; split it"
        raise InputRefused(source.path, reason, code="too-many-parts")
    pages = [fragments_of(document, index) for index in range(count)]
    paragraphs = lay_out(pages)
    content = assemble(paragraphs)
    if not content.text:
        reason = "its pages hold pictures but no text; recognise the text (OCR) first"
        raise InputRefused(source.path, reason, code="no-text-layer")
    blank = [str(number) for number, page in enumerate(pages, 1) if not page]
    properties = {key: clean(value).strip() for key, value in document.get_metadata_dict().items()}
    return Draft(
        source=source,
        content=content,
        media_type="application/pdf",
        own=Fields(
            title=properties.get("Title") or None,
            authors=tuple(name.strip() for name in re.split(r";", properties.get("Author", "")) if name.strip()),
        ),
        making=tuple(
            Stamp(f"the PDF's {key}", pdf_date(properties[key]))
            for key in ("CreationDate", "ModDate")
            if properties.get(key)
        ),
        headline=_headline(paragraphs),
        notes=(f"no text on page {', '.join(blank)}",) if blank else (),
    )


def assemble(paragraphs: list[Paragraph]) -> CanonicalText:
    """Paragraphs to canonical text with a locator for each page that holds text."""
    out: list[str] = []
    position = 0
    pages: dict[int, list[int]] = {}
    for paragraph in paragraphs:
        pieces = [(page, clean(text.replace(HYPHEN_MARK, "-"))) for page, text in paragraph.pieces]
        if not "".join(text for _, text in pieces).strip():
            continue
        if out:
            out.append("\n\n")
            position += 2
        for page, text in pieces:
            start = position + len(text) - len(text.lstrip())
            out.append(text)
            position += len(text)
            extent = pages.setdefault(page, [start, position])
            extent[0], extent[1] = min(extent[0], start), max(extent[1], position)
    locators = tuple(
        Locator(kind="page", number=page, start=start, end=end) for page, (start, end) in sorted(pages.items())
    )
    return CanonicalText("".join(out), locators)


def pdf_date(raw: str) -> str:
    """``D:20140302101500+01'00'`` as ISO 8601; what is not of this form is given back as it is."""
    match = _PDF_DATE.fullmatch(raw.strip())
    if match is None:
        return raw
    year, month, day, hour, minute, second, sign, zone_hour, zone_minute, zulu = match.groups()
    iso = "-".join(part for part in (year, month, day) if part)
    if hour and day:
        iso += f"T{hour}:{minute or '00'}:{second or '00'}"
        iso += "+00:00" if zulu else f"{sign}{zone_hour}:{zone_minute or '00'}" if sign else ""
    return iso


def _headline(paragraphs: list[Paragraph]) -> str | None:
    """The largest type among the first paragraphs, if it is clearly larger than the text."""
    if not paragraphs:
        return None
    body = median(paragraph.size for paragraph in paragraphs for _ in paragraph.text.split())
    first = [paragraph for paragraph in paragraphs[:12] if paragraph.pieces[0][0] == paragraphs[0].pieces[0][0]]
    largest = max(first, key=lambda paragraph: paragraph.size)
    text = " ".join(largest.text.replace(HYPHEN_MARK, "-").split())
    return text if largest.size >= TITLE_SIZE * body and 0 < len(text) <= TITLE_CHARACTERS else None
