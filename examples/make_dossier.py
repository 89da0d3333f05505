"""Makes the PDF, DOCX and EML documents of the example dossier from their source texts.

In: ``<slug>-sources/*.txt``, each a TOML head between ``+++`` lines and a body in a light markup (``# title``,
``## heading``, ``| table | row |``, ``---`` page break, paragraphs between blank lines). Out: the documents under
``<slug>/``, the same bytes on every machine: no clock, no compression, fixed archive times.

Run ``python examples/make_dossier.py`` to write them, with ``--check`` to compare with what is there. The plain text
and HTML documents of the dossier are written by hand and are their own sources.
"""

from __future__ import annotations

import datetime
import hashlib
import io
import re
import sys
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Final, Literal
from xml.sax.saxutils import escape

HERE: Final = Path(__file__).resolve().parent
SLUG: Final = "alcorva-dam"

BlockKind = Literal["title", "heading", "paragraph", "table", "page-break"]


@dataclass(frozen=True)
class Block:
    """A piece of a source text; ``rows`` holds the cells of a table and is empty otherwise."""

    kind: BlockKind
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Source:
    """A source text: where its document goes, in which format, what its metadata say, and its blocks.

    ``created`` carries a UTC offset. ``head`` is the TOML head as read.
    """

    path: str
    format: str
    title: str
    author: str
    created: datetime.datetime
    head: dict[str, object]
    body: str
    blocks: tuple[Block, ...]


def read_source(path: Path) -> Source:
    """Read a source text.

    Raises:
        ValueError: the TOML head is missing, or ``created`` has no UTC offset.
    """
    parts = path.read_text(encoding="utf-8").split("+++\n", 2)
    if len(parts) != 3 or parts[0]:
        raise ValueError(f"{path.name}: begins with no +++ head")
    head = tomllib.loads(parts[1])
    if head["created"].utcoffset() is None:
        raise ValueError(f"{path.name}: `created` has no UTC offset")
    known = {name: head[name] for name in ("path", "format", "title", "author", "created")}
    return Source(**known, head=head, body=parts[2], blocks=tuple(parse_blocks(parts[2])))


def parse_blocks(body: str) -> Iterator[Block]:
    """Yield the blocks of a body: what stands between blank lines."""
    for piece in re.split(r"\n\s*\n", body.strip()):
        if piece == "---":
            yield Block("page-break")
        elif piece.startswith("|"):
            rows = tuple(tuple(cell.strip() for cell in line.strip("| ").split("|")) for line in piece.splitlines())
            yield Block("table", rows=rows)
        elif match := re.match(r"(#{1,2}) ", piece):
            yield Block("title" if match[1] == "#" else "heading", piece[match.end() :])
        else:
            yield Block("paragraph", " ".join(piece.split()))


# ------------------------------------------------------------------------------------------------------- mail


def make_eml(source: Source) -> bytes:
    """A mail in quoted-printable UTF-8 with the sender's own UTC offset in its date."""
    mail = EmailMessage(policy=policy.default)
    mail["From"] = source.author
    mail["To"] = str(source.head["to"])
    mail["Subject"] = source.title
    mail["Date"] = format_datetime(source.created)
    mail["Message-ID"] = str(source.head["message_id"])
    if "in_reply_to" in source.head:
        mail["In-Reply-To"] = str(source.head["in_reply_to"])
    mail.set_content(source.body.strip() + "\n", cte="quoted-printable")
    return mail.as_bytes()


# ------------------------------------------------------------------------------------------------------- docx

_WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES: Final = "application/vnd.openxmlformats-"
_XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_STYLE_OF: Final = {"title": "Title", "heading": "Heading1", "paragraph": "Normal"}

_CONTENT_TYPES: Final = (
    f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
    f'<Default Extension="rels" ContentType="{_TYPES}package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPES}officedocument.wordprocessingml.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_TYPES}officedocument.wordprocessingml.styles+xml"/>'
    f'<Override PartName="/docProps/core.xml" ContentType="{_TYPES}package.core-properties+xml"/></Types>'
)
_PACKAGE_RELATIONS: Final = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    "</Relationships>"
)
_DOCUMENT_RELATIONS: Final = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
)


def _style(name: str, *, label: str, half_points: int, bold: bool, before: int) -> str:
    weight = "<w:b/>" if bold else ""
    default = ' w:default="1"' if name == "Normal" else ""
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{name}"><w:name w:val="{label}"/>'
        f'<w:pPr><w:spacing w:before="{before}" w:after="120"/></w:pPr>'
        f'<w:rPr><w:rFonts w:ascii="Georgia" w:hAnsi="Georgia"/>{weight}<w:sz w:val="{half_points}"/></w:rPr></w:style>'
    )


_STYLES: Final = (
    f'{_XML}<w:styles xmlns:w="{_WORD}">'
    + _style("Normal", label="Normal", half_points=22, bold=False, before=0)
    + _style("Title", label="Title", half_points=36, bold=True, before=0)
    + _style("Heading1", label="heading 1", half_points=26, bold=True, before=240)
    + "</w:styles>"
)


def _docx_paragraph(text: str, style: str) -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def _docx_table(rows: tuple[tuple[str, ...], ...]) -> str:
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:color="999999"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = '<w:gridCol w:w="3000"/>' * len(rows[0])
    cells = "".join(
        "<w:tr>" + "".join(f"<w:tc>{_docx_paragraph(cell, 'Normal')}</w:tc>" for cell in row) + "</w:tr>"
        for row in rows
    )
    return (
        f"<w:tbl><w:tblPr><w:tblBorders>{sides}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{cells}</w:tbl>"
        + _docx_paragraph("", "Normal")
    )


def make_docx(source: Source) -> bytes:
    """A Word document of five parts, stored uncompressed with the archive's earliest time."""
    content = "".join(
        _docx_table(block.rows) if block.kind == "table" else _docx_paragraph(block.text, _STYLE_OF[block.kind])
        for block in source.blocks
    )
    created = source.created.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    core = (
        f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(source.title)}</dc:title><dc:creator>{escape(source.author)}</dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{created}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{created}</dcterms:modified></cp:coreProperties>'
    )
    parts = {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": _PACKAGE_RELATIONS,
        "docProps/core.xml": core,
        "word/_rels/document.xml.rels": _DOCUMENT_RELATIONS,
        "word/document.xml": f'{_XML}<w:document xmlns:w="{_WORD}"><w:body>{content}<w:sectPr/></w:body></w:document>',
        "word/styles.xml": _STYLES,
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, part.encode())
    return buffer.getvalue()


# -------------------------------------------------------------------------------------------------------- pdf

_PDF_DATE: Final = re.compile(rb"D:\d{14}[+-]\d\d'\d\d'")
_PDF_ID: Final = re.compile(rb"\[<[0-9a-f]{32}><[0-9a-f]{32}>\]")


def make_pdf(source: Source) -> bytes:
    """A PDF in the standard fonts, streams uncompressed, with the source's date in its metadata.

    Raises:
        ValueError: reportlab wrote no date or no file identifier to put ours in the place of.
    """
    from reportlab.lib.pagesizes import A4  # type: ignore[import-untyped]
    from reportlab.lib.styles import ParagraphStyle  # type: ignore[import-untyped]
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table  # type: ignore[import-untyped]

    text = ParagraphStyle("text", fontName="Times-Roman", fontSize=11, leading=15, spaceAfter=8)
    heading = ParagraphStyle("heading", parent=text, fontName="Times-Bold", spaceBefore=6, spaceAfter=3)
    title = ParagraphStyle("title", parent=heading, fontSize=17, leading=21, spaceAfter=10)
    styles = {"title": title, "heading": heading, "paragraph": text}
    rules = [("FONT", (0, 0), (-1, -1), "Times-Roman", 11), ("LINEBELOW", (0, 0), (-1, -1), 0.25, "#999999")]

    def number_page(canvas: object, template: object) -> None:
        canvas.setFont("Times-Roman", 9)  # type: ignore[attr-defined]
        canvas.drawString(72, 40, f"{source.head['footer']} · page {template.page}")  # type: ignore[attr-defined]

    story: list[object] = []
    for block in source.blocks:
        if block.kind == "page-break":
            story.append(PageBreak())
        elif block.kind == "table":
            story.append(Table([list(row) for row in block.rows], style=rules, hAlign="LEFT", spaceAfter=10))
        else:
            story.append(Paragraph(escape(block.text), styles[block.kind]))
    buffer = io.BytesIO()
    template = SimpleDocTemplate(
        buffer, pagesize=A4, margin=72, title=source.title, author=source.author, invariant=1, pageCompression=0
    )
    template.build(story, onFirstPage=number_page, onLaterPages=number_page)
    made = buffer.getvalue()
    offset = source.created.strftime("%z")
    date = f"{source.created:D:%Y%m%d%H%M%S}{offset[:3]}'{offset[3:]}'".encode()
    mark = hashlib.sha256(source.body.encode()).hexdigest()[:32]
    # What is put in is as long as what it replaces, so no offset in the file moves.
    made, dates = _PDF_DATE.subn(date, made)
    made, ids = _PDF_ID.subn(f"[<{mark}><{mark}>]".encode(), made)
    if not dates or ids != 1:
        raise ValueError(f"{source.path}: this reportlab writes its dates or its file identifier in another form")
    return made


def make_damaged_pdf(source: Source) -> bytes:
    """A PDF cut off before its catalogue, as a broken transfer leaves it: no reader can open it."""
    whole = make_pdf(source)
    return whole[: whole.index(b"/Catalog")]


# --------------------------------------------------------------------------------------------------- the lot

_MAKERS: Final[dict[str, Callable[[Source], bytes]]] = {
    "eml": make_eml,
    "docx": make_docx,
    "pdf": make_pdf,
    "damaged-pdf": make_damaged_pdf,
}


def read_sources(slug: str = SLUG) -> list[Source]:
    """All source texts of a dossier, in the order of their file names."""
    return [read_source(path) for path in sorted((HERE / f"{slug}-sources").glob("*.txt"))]


def make_documents(slug: str = SLUG) -> dict[str, bytes]:
    """The made documents of a dossier: path under ``<slug>/`` → bytes."""
    return {source.path: _MAKERS[source.format](source) for source in read_sources(slug)}


def main(arguments: list[str]) -> int:
    """Write the made documents, or with ``--check`` name those that differ from what is there (exit status 1)."""
    stale = []
    for path, made in make_documents().items():
        target = HERE / SLUG / path
        if target.is_file() and target.read_bytes() == made:
            continue
        stale.append(path)
        if "--check" not in arguments:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(made)
    verb = "differs from its source" if "--check" in arguments else "written"
    for path in stale:
        print(f"{path}: {verb}")
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
