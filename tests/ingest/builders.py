"""Small files of every format, built from words of our own, and short ways to read them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from email.message import EmailMessage
from pathlib import Path

import docx
from reportlab.lib import pdfencrypt
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

from strandline.ingest import IngestResult, IngestSettings, Limits, list_inputs, read_file
from strandline.ingest.drafts import Source
from strandline.records import Document

FERRY = "The ferry Anna left the harbour of Marl late on Monday evening with nineteen people on board."
DIVERS = "Divers went down to the wreck at first light, but strong currents kept them from the lower deck."
COUNCIL = "The harbour council, which met until midnight, asked for a second opinion before it would speak."
STORY = (FERRY, DIVERS, COUNCIL)


def source(data: bytes | str, path: str = "file.txt", **changes: object) -> Source:
    """A source with the usual limits."""
    data = data.encode() if isinstance(data, str) else data
    return Source(path=path, data=data, limits=Limits(), **changes)  # type: ignore[arg-type]


def read(folder: Path, name: str, data: bytes | str, settings: IngestSettings | None = None) -> IngestResult:
    """Write a file and read it back in this process."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    (file,) = (file for file in list_inputs([folder]) if file.path == path.resolve())
    return read_file(file, settings=settings or IngestSettings())


def only(result: IngestResult) -> Document:
    """The one document of a result without refusals."""
    assert result.refusals == ()
    (document,) = result.documents
    return document


def code(result: IngestResult) -> str:
    """The code of the one refusal of a file that gave no document."""
    assert result.documents == ()
    (refusal,) = result.refusals
    assert refusal.path == result.file.relative
    assert refusal.reason
    return refusal.code


def zipped(members: Iterable[tuple[str, bytes | str]]) -> bytes:
    """A zip of files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def pdf_lines(pages: Sequence[Sequence[tuple[float, float, str]]], *, size: float = 10, **properties: str) -> bytes:
    """A PDF with lines of text at (x, y) on each page."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    for name, value in properties.items():
        getattr(canvas, f"set{name.capitalize()}")(value)
    for page in pages:
        canvas.setFont("Helvetica", size)
        for x, y, text in page:
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def pdf_story(
    paragraphs: Sequence[str],
    *,
    columns: int = 1,
    title: str = "Ferry lost off Marl",
    justified: bool = False,
    indent: float = 0,
    gap: float = 6,
) -> bytes:
    """A PDF set in columns with a running header, a date and a page number on every page."""
    styles = getSampleStyleSheet()
    style = ParagraphStyle(
        "body",
        parent=styles["BodyText"],
        alignment=4 if justified else 0,
        firstLineIndent=indent,
        spaceBefore=0,
        spaceAfter=gap,
    )
    width = (500 - 20 * (columns - 1)) / columns
    frames = [
        Frame(50 + number * (width + 20), 60, width, 700, leftPadding=0, rightPadding=0) for number in range(columns)
    ]

    def furniture(canvas: Canvas, template: BaseDocTemplate) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(50, 815, "The Harbour Gazette")
        canvas.drawRightString(550, 815, "3 March 2014")
        canvas.drawString(300, 30, str(template.page))

    out = io.BytesIO()
    template = BaseDocTemplate(out, title=title, invariant=1)
    template.addPageTemplates([PageTemplate(frames=frames, onPage=furniture)])
    template.build([Paragraph(title, styles["Title"]), *(Paragraph(text, style) for text in paragraphs)])
    return out.getvalue()


def pdf_locked() -> bytes:
    """A PDF that nobody can open without its password."""
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=pdfencrypt.StandardEncryption("key", "owner"))
    canvas.drawString(72, 700, FERRY)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def pdf_picture() -> bytes:
    """A PDF without any text."""
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.rect(72, 72, 200, 200, fill=1)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def docx_of(document: docx.document.Document) -> bytes:
    """The bytes of a Word document."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def mail(
    text: str | None = FERRY,
    *,
    subject: str = "Ferry lost",
    sender: str = "Ann Writer <ann@gazette.example>",
    date: str | None = "Mon, 03 Mar 2014 23:15:00 -0500",
    html: str | None = None,
    attachments: Sequence[tuple[str, str, bytes]] = (),
) -> bytes:
    """A message; attachments are (name, media type, bytes)."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = "desk@gazette.example"
    message["Subject"] = subject
    if date is not None:
        message["Date"] = date
    message["Message-ID"] = "<1@gazette.example>"
    if text is not None:
        message.set_content(text)
    if html is not None:
        if text is None:
            message.set_content(html, subtype="html")
        else:
            message.add_alternative(html, subtype="html")
    for name, media_type, data in attachments:
        main, _, sub = media_type.partition("/")
        message.add_attachment(data, maintype=main, subtype=sub, filename=name)
    return message.as_bytes()


def page(body: str, head: str = "") -> str:
    """An HTML page."""
    return f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>"
