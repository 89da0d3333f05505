"""Rich Text Format: the text, the title and the dates of its information group, after Microsoft's RTF 1.9.1.

A small reader of our own: control words that make text (paragraphs, tabs, dashes, quotes, ``\\'hh``, ``\\uN``) are
written out, destinations that hold none are skipped, everything else is formatting and passed over.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field, replace
from typing import Final

from strandline.errors import InputRefused
from strandline.ingest.canonical import join_paragraphs
from strandline.ingest.document_date import Stamp
from strandline.ingest.drafts import Draft, Source
from strandline.ingest.safe_xml import too_deep
from strandline.ingest.sidecars import Fields

_TOKEN: Final = re.compile(
    rb"\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<hex>[0-9A-Fa-f]{2})|\\(?P<symbol>[^A-Za-z])"
    rb"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)|[\r\n]+",
    re.DOTALL,
)
_SKIPPED: Final = frozenset(
    b"""fonttbl colortbl stylesheet listtable listoverridetable rsidtbl generator pict object themedata
    colorschememapping datastore latentstyles xmlnstbl mmathPr header headerl headerr headerf footer footerl
    footerr footerf fldinst bkmkstart bkmkend annotation atnid atnauthor xe tc revtbl filetbl deleted listtext
    pntext shpinst nonshppict template userprops operator company keywords comment doccomm category manager
    hlinkbase password printim
    """.split()
)
_INFORMATION: Final = frozenset({b"info", b"title", b"author", b"creatim", b"revtim"})
_WRITTEN: Final = {
    b"par": "\n\n", b"sect": "\n\n", b"page": "\n\n", b"column": "\n\n", b"row": "\n\n", b"nestrow": "\n\n",
    b"line": "\n", b"softline": "\n", b"tab": "\t", b"cell": "\t", b"nestcell": "\t", b"emdash": "\u2014",
    b"endash": "\u2013", b"emspace": " ", b"enspace": " ", b"qmspace": " ", b"bullet": "\u2022",
    b"lquote": "\u2018", b"rquote": "\u2019", b"ldblquote": "\u201c", b"rdblquote": "\u201d", b"zwj": "\u200d",
    b"zwnj": "\u200c", b"ltrmark": "\u200e", b"rtlmark": "\u200f",
}  # fmt: skip
_SYMBOLS: Final = {b"~": "\N{NO-BREAK SPACE}", b"_": "\N{NON-BREAKING HYPHEN}", b"\n": "\n\n", b"\r": "\n\n",
                   b"\\": "\\", b"{": "{", b"}": "}"}  # fmt: skip
_FONT_CHARSETS: Final = {
    0: "cp1252", 1: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250",
}  # fmt: skip
_TIME_PARTS: Final = (b"yr", b"mo", b"dy", b"hr", b"min")


@dataclass(frozen=True)
class _Group:
    """What a ``{ … }`` inherits: does it write text, into which field, how many bytes stand for one ``\\u``."""

    silent: bool = False
    destination: bytes = b""
    skip_after_unicode: int = 1
    font: int | None = None
    hidden: bool = False


@dataclass
class _Reader:
    """The state of one pass."""

    path: str
    group: _Group = field(default_factory=_Group)
    stack: list[_Group] = field(default_factory=list)
    out: list[str] = field(default_factory=list)
    title: list[str] = field(default_factory=list)
    author: list[str] = field(default_factory=list)
    times: dict[bytes, dict[bytes, int]] = field(default_factory=dict)
    codepage: str = "cp1252"
    default_font: int | None = None
    fonts: dict[int, str] = field(default_factory=dict)
    raw: bytearray = field(default_factory=bytearray)
    to_skip: int = 0
    star: bool = False


def read_rtf(source: Source) -> Draft:
    """One RTF file.

    Raises:
        InputRefused: ``too-deep``, ``broken-rtf``, ``undecodable`` or ``no-text``.
    """
    reader = _Reader(path=source.path)
    position = 0
    data = source.data
    while position < len(data):
        match = _TOKEN.match(data, position)
        if match is None:
            position += 1
            continue
        position = match.end()
        if match["brace"] == b"{" and len(reader.stack) >= source.limits.nesting:
            raise too_deep(source.path, source.limits.nesting)
        if match["word"] == b"bin":  # raw bytes that only look like RTF
            position += max(0, int(match["number"] or 0))
            continue
        if match["brace"] == b"}" and not reader.stack:
            break
        _step(reader, match)
    _flush(reader)
    notes = ("the file breaks off before its last group is closed",) if reader.stack else ()
    content = join_paragraphs(re.split(r"\n\s*\n", "".join(reader.out).replace("\N{SOFT HYPHEN}", "")))
    if not content.text:
        raise InputRefused(source.path, "the document holds no text", code="no-text")
    title, author = " ".join("".join(reader.title).split()), " ".join("".join(reader.author).split())
    return Draft(
        source=source,
        content=content,
        media_type="application/rtf",
        own=Fields(title=title or None, authors=(author,) if author else ()),
        making=tuple(
            Stamp(f"the RTF's {name.decode()}", _iso(reader.times[name])) for name in (b"creatim", b"revtim")
            if len(reader.times.get(name, ())) >= 3
        ),
        notes=notes,
    )  # fmt: skip


def _step(reader: _Reader, match: re.Match[bytes]) -> None:
    if match["brace"] is not None:
        _flush(reader)
        reader.to_skip = 0
        if match["brace"] == b"{":
            reader.stack.append(reader.group)
        else:
            reader.group = reader.stack.pop()
    elif match["word"] is not None:
        _control(reader, match["word"], int(match["number"]) if match["number"] else None)
    elif match["hex"] is not None:
        _bytes(reader, bytes([int(match["hex"], 16)]))
    elif match["symbol"] is not None:
        if match["symbol"] == b"*":
            reader.star = True
            return
        _write(reader, _SYMBOLS.get(match["symbol"], ""))
    elif match["text"] is not None:
        _bytes(reader, match["text"])


def _control(reader: _Reader, word: bytes, number: int | None) -> None:
    star, reader.star = reader.star, False
    if word == b"u" and number is not None:
        _write(reader, chr(number % 0x10000))
        reader.to_skip = reader.group.skip_after_unicode
        return
    reader.to_skip = 0
    if word in _WRITTEN:
        _write(reader, _WRITTEN[word])
        return
    _flush(reader)
    group = reader.group
    if word in _SKIPPED or word in _INFORMATION or (star and word not in {b"footnote", b"shptxt"}):
        reader.group = replace(group, silent=True, destination=word)
    elif word in {b"footnote", b"shptxt"}:
        reader.out.append("\n\n")
    elif word == b"uc":
        reader.group = replace(group, skip_after_unicode=max(0, number or 0))
    elif word == b"v":
        reader.group = replace(group, hidden=number != 0)
    elif word == b"f":
        reader.group = replace(group, font=number)
    elif word == b"plain":
        reader.group = replace(group, font=reader.default_font, hidden=False)
    elif word == b"deff":
        reader.default_font = number
    elif word == b"fcharset" and group.font is not None:
        reader.fonts[group.font] = _FONT_CHARSETS.get(number or 0, reader.codepage)
    elif word == b"ansicpg" and number:
        reader.codepage = _known(f"cp{number}") or reader.codepage
    elif word == b"mac":
        reader.codepage = "mac_roman"
    elif word in _TIME_PARTS and group.destination in {b"creatim", b"revtim"}:
        reader.times.setdefault(group.destination, {})[word] = number or 0


def _bytes(reader: _Reader, data: bytes) -> None:
    if reader.to_skip:
        skipped = min(reader.to_skip, len(data))
        reader.to_skip -= skipped
        data = data[skipped:]
    reader.star = False
    reader.raw += data


def _write(reader: _Reader, text: str) -> None:
    _flush(reader)
    _emit(reader, text)


def _flush(reader: _Reader) -> None:
    """Write the bytes collected so far in the charset of their font."""
    if not reader.raw:
        return
    data, reader.raw = bytes(reader.raw), bytearray()
    if reader.group.silent and reader.group.destination not in {b"title", b"author"}:
        return
    font = reader.group.font if reader.group.font is not None else reader.default_font
    encoding = reader.fonts.get(font, reader.codepage) if font is not None else reader.codepage
    try:
        _emit(reader, data.decode(encoding))
    except UnicodeDecodeError as error:
        raise InputRefused(
            reader.path,
            f"the bytes {data[error.start : error.start + 4]!r} are no text in {encoding}",
            code="undecodable",
        ) from None


def _emit(reader: _Reader, text: str) -> None:
    if reader.group.destination == b"title":
        reader.title.append(text)
    elif reader.group.destination == b"author":
        reader.author.append(text)
    elif not reader.group.silent and not reader.group.hidden:
        reader.out.append(text)


def _iso(parts: dict[bytes, int]) -> str:
    day = f"{parts.get(b'yr', 0):04d}-{parts.get(b'mo', 0):02d}-{parts.get(b'dy', 0):02d}"
    clock = f"T{parts[b'hr']:02d}:{parts.get(b'min', 0):02d}:00" if b"hr" in parts else ""
    return day + clock


def _known(encoding: str) -> str | None:
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        return None
