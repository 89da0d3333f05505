"""What sort of file it is, by its bytes before its name, and who reads that sort."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from typing import Final

from strandline.errors import InputRefused
from strandline.ingest.archives import harvest_gzip, harvest_zip, open_zip, read_member
from strandline.ingest.drafts import Draft, Harvest, Source
from strandline.ingest.feeds import harvest_feed, looks_like_feed
from strandline.ingest.mail import harvest_mail, harvest_mbox, looks_like_mail, looks_like_mbox
from strandline.ingest.pdf import read_pdf
from strandline.ingest.plain import MARKDOWN_SUFFIXES, read_plain
from strandline.ingest.rows import ROW_SUFFIXES, harvest_rows
from strandline.ingest.rtf import read_rtf
from strandline.ingest.safe_xml import too_deep
from strandline.ingest.settings import MIB
from strandline.ingest.warc import GZIP_MAGIC, harvest_warc, looks_like_warc
from strandline.ingest.webpage import read_webpage
from strandline.ingest.wordprocessor import read_docx
from strandline.ingest.xml_text import read_xml
from strandline.ingest.zipped_markup import EPUB_MEDIA_TYPE, ODT_MEDIA_TYPE, read_epub, read_odt

_READERS: Final[dict[str, Callable[[Source], Draft]]] = {
    "pdf": read_pdf,
    "docx": read_docx,
    "odt": read_odt,
    "epub": read_epub,
    "rtf": read_rtf,
    "html": read_webpage,
    "xml": read_xml,
    "text": read_plain,
}
_HARVESTERS: Final[dict[str, Callable[[Source, Harvest], None]]] = {
    "mail": harvest_mail,
    "mbox": harvest_mbox,
    "feed": harvest_feed,
    "rows": harvest_rows,
    "zip": harvest_zip,
    "gzip": harvest_gzip,
    "warc": harvest_warc,
}
_MAIL_SUFFIXES: Final = frozenset({".eml", ".mht", ".mhtml"})
_HTML_SUFFIXES: Final = frozenset({".html", ".htm", ".xhtml", ".xht", ".shtml"})
_TEXT_SUFFIXES: Final = frozenset({".txt", ".text", *MARKDOWN_SUFFIXES})
# Kinds that are known and not read: (bytes at an offset, what it is, what to do).
_UNREADABLE: Final = (
    (0, b"\x89PNG\r\n", "a picture"), (0, b"\xff\xd8\xff", "a picture"), (0, b"GIF8", "a picture"),
    (0, b"II*\x00", "a picture"), (0, b"MM\x00*", "a picture"), (0, b"BM", "a picture"), (8, b"WEBP", "a picture"),
    (4, b"ftypheic", "a picture"), (4, b"ftypavif", "a picture"), (4, b"ftyp", "a film or recording"),
    (0, b"ID3", "a recording"), (0, b"OggS", "a recording"), (0, b"fLaC", "a recording"), (8, b"WAVE", "a recording"),
    (0, b"\x1aE\xdf\xa3", "a film"), (8, b"AVI ", "a film"), (0, b"SQLite format 3\x00", "a database"),
    (0, b"\x7fELF", "a program"), (0, b"MZ", "a program"), (0, b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (0, b"Rar!\x1a", "a RAR archive"), (0, b"BZh", "a bzip2 archive"), (0, b"\xfd7zXZ\x00", "an xz archive"),
    (0, b"\x28\xb5\x2f\xfd", "a Zstandard archive"), (257, b"ustar", "a tar archive"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old or locked Office file"), (0, b"%!PS", "a PostScript file"),
)  # fmt: skip
_ADVICE: Final = {
    "a picture": ("image", "recognise its text (OCR) first"),
    "an old or locked Office file": ("unsupported", "save it as .docx without a password"),
    "a PostScript file": ("unsupported", "convert it to PDF"),
}


def read_into(source: Source, harvest: Harvest) -> None:
    """Read a source of any kind into a harvest.

    Raises:
        InputRefused: the source as a whole could not be read.
    """
    try:
        kind = kind_of(source)
        if kind in _READERS:
            harvest.add(_READERS[kind](source))
        else:
            before = len(harvest.drafts) + len(harvest.refusals)
            _HARVESTERS[kind](source, harvest)
            if len(harvest.drafts) + len(harvest.refusals) == before:
                raise InputRefused(source.path, "nothing that can be read was found in it", code="no-text")
    except (InputRefused, MemoryError):
        raise
    except RecursionError:
        raise too_deep(source.path, source.limits.nesting) from None
    except Exception as error:  # the loop over documents: a reader that stumbles costs its own document
        reason = f"it could not be read ({type(error).__name__}: {str(error)[:200]})"
        raise InputRefused(source.path, reason, code="unreadable") from error


def kind_of(source: Source) -> str:
    """The kind of a source: a key of the tables above.

    Raises:
        InputRefused: ``empty``, ``too-large``, ``image``, ``unsupported``, or what ``open_zip`` refuses.
    """
    data, suffix = source.data, source.suffix
    if not data:
        raise InputRefused(source.path, "the file is empty", code="empty")
    if len(data) > source.limits.file_bytes:
        reason = f"it is larger than the limit of {source.limits.file_bytes / MIB:g} MB"
        raise InputRefused(source.path, reason, code="too-large")
    start = data[:1024].lstrip(b"\xef\xbb\xbf\x00\t\r\n\f ")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if looks_like_warc(source):
        return "warc"
    if data.startswith(GZIP_MAGIC):
        return "gzip"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _kind_of_zip(source)
    if start.startswith(b"{\\rtf"):
        return "rtf"
    _refuse_unreadable(source)
    if looks_like_mbox(data):
        return "mbox"
    if suffix in _MAIL_SUFFIXES or source.media_type == "message/rfc822" or looks_like_mail(data):
        return "mail"
    if looks_like_feed(data):
        return "feed"
    if suffix in ROW_SUFFIXES or source.media_type == "application/json":
        return "rows"
    return _kind_of_markup(source, start)


def _kind_of_markup(source: Source, start: bytes) -> str:
    """HTML, other XML, or plain text."""
    if source.suffix in _HTML_SUFFIXES or source.media_type in {"text/html", "application/xhtml+xml"}:
        return "html"
    narrow = source.data[:4096].replace(b"\x00", b"").lstrip(b"\xff\xfe\xef\xbb\xbf\t\r\n\f ")
    opening = re.sub(rb"^(?:<\?.*?\?>|<!--.*?-->|\s)+", b"", narrow, flags=re.DOTALL).lower()
    if re.match(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", opening):
        return "html"
    if narrow.startswith(b"<?xml") or (source.suffix == ".xml" and start.startswith(b"<")):
        return "xml"
    return "text"


def _kind_of_zip(source: Source) -> str:
    archive = open_zip(source)
    names = set(archive.namelist())
    if "word/document.xml" in names:
        return "docx"
    declared = _declared_type(archive, names)
    if declared == EPUB_MEDIA_TYPE or "META-INF/container.xml" in names:
        return "epub"
    if declared.startswith(ODT_MEDIA_TYPE) or (declared.startswith("application/vnd.oasis") and "content.xml" in names):
        return "odt"
    if "[Content_Types].xml" in names or source.suffix in {".docx", ".xlsx", ".pptx"}:
        what = "no whole Word document" if source.suffix == ".docx" else "an Office file other than a text"
        code = "broken-docx" if source.suffix == ".docx" else "unsupported"
        raise InputRefused(source.path, f"it is {what}; save its text as .docx or .txt", code=code)
    return "zip"


def _declared_type(archive: zipfile.ZipFile, names: set[str]) -> str:
    """OpenDocument and EPUB name their type in a first member ``mimetype``."""
    if "mimetype" not in names or archive.getinfo("mimetype").file_size > 200:
        return ""
    try:
        return read_member(archive, "mimetype", path="").decode("ascii", "replace").strip()
    except InputRefused:
        return ""


def _refuse_unreadable(source: Source) -> None:
    for offset, magic, what in _UNREADABLE:
        if not source.data.startswith(magic, offset):
            continue
        if len(magic) < 4 and (source.suffix in _TEXT_SUFFIXES or b"\x00" not in source.data[:512]):
            continue  # "BM", "MZ" and "ID3" also begin ordinary words
        code, advice = _ADVICE.get(what, ("unsupported", "only texts are read"))
        raise InputRefused(source.path, f"it is {what}; {advice}", code=code)
