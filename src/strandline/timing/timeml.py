"""TimeML in the TempEval-3 form: read a ``.tml`` file, and write TIMEX3 tags into it or into a plain text.

A file is cut into markup and characters by one pass, not by an XML parser: what stands outside the new tags must come
out byte for byte, odd line ends and references included, and nothing of a hostile file (entity definitions, external
references) is ever expanded. ``TEXT`` holds the text, ``DCT`` the date of publication. TIMEX3 tags that stand in
``TEXT`` already are taken out; where a new one overlaps an old one it takes its ``tid`` over, so that the links at the
end of the file still point at something.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from strandline.errors import InputRefused
from strandline.records import Published, TimeExpression
from strandline.timing.cells import days_in_month
from strandline.timing.tagged_pieces import Piece, attributes_of, pieces_of, placed

_ENCODING: Final = re.compile(rb"\s*<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_DATE: Final = re.compile(r"(\d{4})(?:-?(\d\d)(?:-?(\d\d))?)?(?=$|T)")
_QUOTED: Final = re.compile(r"“(.*)”", re.DOTALL)
_FORBIDDEN: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PUBLISHED: Final = ("CREATION_TIME", "PUBLICATION_TIME")
_QUANTIFIERS: Final = ("every", "each", "all")
_HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<TimeML xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xsi:noNamespaceSchemaLocation="http://timeml.org/timeMLdocs/TimeML_1.2.1.xsd">\n\n'
)


class _Old(NamedTuple):
    """A TIMEX3 that stood in ``TEXT``, by the characters that it covers."""

    start: int
    end: int
    tid: str


@dataclass(frozen=True, slots=True)
class TimemlDocument:
    """A ``.tml`` file.

    Attributes:
        source: the whole file.
        text: the characters of ``TEXT``, without markup, references resolved; expressions point into it.
        published: the date of ``DCT``, None where there is none.
        title: the characters of ``TITLE``, empty where there is none.
        encoding: of the bytes that were read.
    """

    source: str
    text: str
    published: Published | None
    title: str
    encoding: str
    _pieces: tuple[Piece, ...]
    _old: tuple[_Old, ...]
    _tids: frozenset[str]
    _date_tid: str | None

    def tagged(self, times: Sequence[TimeExpression]) -> str:
        """The file with TIMEX3 tags for these expressions; all else stays as it was, old TIMEX3 tags of TEXT apart.

        An expression that would cross the border of another element is tagged in its longest part that does not.
        """
        spans = _nested_spans(self._pieces, self.text, times)
        kept = [(time, span) for time, span in zip(times, spans, strict=True) if span is not None]
        tids = _tids_for([span for _, span in kept], self._old, self._tids)
        tags = _open_tags([time for time, _ in kept], tids, self._date_tid)
        out, position = [], 0
        opens = {span[0]: tag for (_, span), tag in zip(kept, tags, strict=True)}
        closes = {span[1] for _, span in kept}
        for piece in self._pieces:
            out.append(self.source[position : piece.start])
            position = piece.end
            if piece.name is None:
                out.extend(_with_tags(piece, self.source, opens, closes))
            elif piece.name != "TIMEX3":
                out.append(self.source[piece.start : piece.end])
        return "".join((*out, self.source[position:]))

    def encoded(self, times: Sequence[TimeExpression]) -> bytes:
        """The same as bytes, in the encoding of the file."""
        return self.tagged(times).encode(self.encoding, errors="xmlcharrefreplace")


# ------------------------------------------------------------------------------------------------ reading


def read_timeml(data: bytes | str, *, path: str = "<timeml>") -> TimemlDocument:
    """Read a ``.tml`` file.

    Args:
        data: the file; bytes are decoded as their XML declaration says, else as UTF-8.
        path: its name, for errors.

    Raises:
        InputRefused: it has no ``TEXT``, its markup is cut off, or its bytes are not in the encoding that it names.
    """
    source, encoding = (data, "utf-8") if isinstance(data, str) else _decoded(data, path)
    pieces = list(pieces_of(source, path))
    names = [(piece.name, piece.closes) for piece in pieces]
    if ("TEXT", False) not in names or ("TEXT", True) not in names:
        raise InputRefused(path, "there is no TEXT element in it: is it a TimeML file?", code="timeml")
    first = names.index(("TEXT", False)) + 1
    last = next((index for index in range(first, len(names)) if names[index] == ("TEXT", True)), None)
    if last is None:
        raise InputRefused(path, "the TEXT element is closed before it is opened", code="timeml")
    inside, text = placed(pieces[first:last])
    outside = pieces[:first] + pieces[last:]
    date_tid, published = _date_of(outside, inside, path)
    return TimemlDocument(
        source=source,
        text=text,
        published=published,
        title=_characters_of("TITLE", outside),
        encoding=encoding,
        _pieces=tuple(inside),
        _old=tuple(_old_of(inside, len(text))),
        _tids=frozenset(tid for piece in outside if (tid := attributes_of(piece).get("tid"))),
        _date_tid=date_tid,
    )


def _decoded(data: bytes, path: str) -> tuple[str, str]:
    declared = _ENCODING.match(data)
    encoding = declared[1].decode("ascii") if declared else "utf-8"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    try:
        return data.decode(encoding), encoding
    except (LookupError, UnicodeDecodeError) as error:
        raise InputRefused(path, f"it cannot be read as {encoding}: {error}", code="encoding") from error


def _old_of(pieces: list[Piece], length: int) -> Iterator[_Old]:
    start, tid = 0, ""
    for piece in pieces:
        if piece.name == "TIMEX3" and piece.closes:
            if tid:
                yield _Old(start, piece.at, tid)
            tid = ""
        elif piece.name == "TIMEX3":
            start, tid = piece.at, attributes_of(piece).get("tid", "")
    if tid:
        yield _Old(start, length, tid)


def _characters_of(name: str, pieces: list[Piece]) -> str:
    inside, parts = False, []
    for piece in pieces:
        if piece.name == name:
            inside = not piece.closes
        elif inside:
            parts.append(piece.text)
    return " ".join("".join(parts).split())


def _date_of(outside: list[Piece], inside: list[Piece], path: str) -> tuple[str | None, Published | None]:
    """The date of publication: the TIMEX3 that says that it is one, else the first in ``DCT``."""
    stamps = [attributes_of(piece) for piece in (*outside, *inside) if piece.name == "TIMEX3" and not piece.closes]
    chosen = next((stamp for stamp in stamps if stamp.get("functionInDocument") in _PUBLISHED), None)
    if chosen is None:
        opened = next((index for index, piece in enumerate(outside) if piece.name == "DCT"), len(outside))
        chosen = next((attributes_of(piece) for piece in outside[opened:] if piece.name == "TIMEX3"), None)
    if chosen is None:
        return None, None
    return chosen.get("tid"), _published(chosen.get("value", ""), path)


def _published(value: str, path: str) -> Published:
    found = _DATE.match(value)
    if found is not None:
        year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
        first, last = (month or 1, day or 1), (month or 12, day or days_in_month(year, min(month, 12) or 12))
        if year and 1 <= last[0] <= 12 and 1 <= last[1] <= days_in_month(year, last[0]):
            earliest, latest = (f"{year:04d}-{month:02d}-{day:02d}" for month, day in (first, last))
            return Published(earliest=earliest, latest=latest, basis="metadata")
    raise InputRefused(path, f"its creation time {value!r} is no date", code="timeml")


# ------------------------------------------------------------------------------------------------ writing


def write_timeml(
    text: str,
    times: Sequence[TimeExpression],
    *,
    published: Published | None = None,
    title: str = "",
    name: str = "",
) -> str:
    """A plain text as a TimeML file; characters that XML cannot hold become U+FFFD.

    Args:
        text: the text that ``times`` point into.
        times: its expressions, in order, none overlapping another.
        published: for ``DCT``; its last day where it is a stretch.
        title: for ``TITLE``.
        name: for ``DOCID``.
    """
    parts = [_HEAD]
    if name:
        parts.append(f"<DOCID>{_escaped(name)}</DOCID>\n\n")
    if published is not None:
        parts.append(f"<DCT>{_date_tag(published)}</DCT>\n\n")
    if title:
        parts.append(f"<TITLE>{_escaped(title)}</TITLE>\n\n")
    parts.append("<TEXT>")
    tids = [f"t{number}" for number in range(1, len(times) + 1)]
    position = 0
    for time, tag in zip(times, _open_tags(times, tids, None if published is None else "t0"), strict=True):
        parts += [_escaped(text[position : time.start]), tag, _escaped(text[time.start : time.end]), "</TIMEX3>"]
        position = time.end
    return "".join((*parts, _escaped(text[position:]), "</TEXT>\n\n</TimeML>\n"))


def _escaped(text: str) -> str:
    return escape(_FORBIDDEN.sub("\ufffd", text))


def _date_tag(published: Published) -> str:
    day = published.latest[:10]
    attributes = 'type="DATE" temporalFunction="false" functionInDocument="CREATION_TIME"'
    return f'<TIMEX3 tid="t0" value={quoteattr(day)} {attributes}>{escape(day)}</TIMEX3>'


def _with_tags(piece: Piece, source: str, opens: dict[int, str], closes: set[int]) -> Iterator[str]:
    """The characters of a piece with the tags that open in front of one of them or close behind one."""
    if not piece.text:
        yield source[piece.start : piece.end]
        return
    single = piece.end - piece.start != len(piece.text)
    written = piece.start
    for offset in range(0, len(piece.text), len(piece.text) if single else 1):
        here = piece.at + offset
        behind = piece.at + len(piece.text) if single else here + 1
        if here in opens:
            yield source[written : piece.start + offset] + opens[here]
            written = piece.start + offset
        if behind in closes:
            end = piece.end if single else piece.start + offset + 1
            yield source[written:end] + "</TIMEX3>"
            written = end
    yield source[written : piece.end]


def _nested_spans(pieces: Sequence[Piece], text: str, times: Sequence[TimeExpression]) -> list[tuple[int, int] | None]:
    """Where in the characters each expression can be tagged without crossing another element."""
    spans: list[tuple[int, int] | None] = []
    index = 0
    for time in times:
        while index < len(pieces) and pieces[index].at + len(pieces[index].text) <= time.start:
            index += 1
        borders = [time.start, *_borders(pieces, index, time.end), time.end]
        runs = [_stripped(text, low, high) for low, high in pairwise(borders)]
        best = max(runs, key=lambda run: run[1] - run[0])
        spans.append(best if best[0] < best[1] else None)
    return spans


def _borders(pieces: Sequence[Piece], index: int, end: int) -> list[int]:
    """Positions of the tags in front of ``end`` whose partner is not among them."""
    opened: list[int] = []
    borders: list[int] = []
    for place in range(index, len(pieces)):
        piece = pieces[place]
        if piece.at >= end:
            break
        if piece.name and piece.name != "TIMEX3":
            if not piece.closes:
                opened.append(piece.at)
            elif opened:
                opened.pop()
            else:
                borders.append(piece.at)
    return sorted((*borders, *opened))


def _stripped(text: str, low: int, high: int) -> tuple[int, int]:
    run = text[low:high]
    return low + len(run) - len(run.lstrip()), high - len(run) + len(run.rstrip())


def _tids_for(spans: Sequence[tuple[int, int]], old: Sequence[_Old], taken: frozenset[str]) -> list[str]:
    """An id for each span: that of the old tag that it overlaps, else the next free one."""
    used = set(taken)
    tids: list[str | None] = []
    index = 0
    for start, end in spans:
        while index < len(old) and old[index].end <= start:
            index += 1
        tid = old[index].tid if index < len(old) and old[index].start < end else None
        tids.append(tid if tid not in used else None)
        used.update(() if tid is None else (tid,))
    used.update(tag.tid for tag in old)
    number = 0
    for place, tid in enumerate(tids):
        while tid is None:
            number += 1
            tid = None if f"t{number}" in used else f"t{number}"
        tids[place] = tid
    return [tid for tid in tids if tid is not None]


def _open_tags(times: Sequence[TimeExpression], tids: Sequence[str], date_tid: str | None) -> list[str]:
    tags: list[str] = []
    latest: dict[str, str] = {}
    for time, tid in zip(times, tids, strict=True):
        attributes = {"tid": tid, "type": time.type, "value": time.value}
        if time.mod is not None:
            attributes["mod"] = time.mod
        first = time.text.split(maxsplit=1)[0].lower()
        if time.type == "SET" and first in _QUANTIFIERS:
            attributes["quant"] = first.upper()
        relative = time.when is not None and time.when.basis != "stated"
        attributes["temporalFunction"] = "true" if relative or time.value.endswith("_REF") else "false"
        attributes["functionInDocument"] = "NONE"
        anchor = _anchor_tid(time, latest, date_tid)
        if anchor is not None and anchor != tid:
            attributes["anchorTimeID"] = anchor
        tags.append(f"<TIMEX3 {' '.join(f'{key}={quoteattr(value)}' for key, value in attributes.items())}>")
        latest[" ".join(time.text.split())] = tid
    return tags


def _anchor_tid(time: TimeExpression, latest: dict[str, str], date_tid: str | None) -> str | None:
    """The tag of what an expression was worked out from, as its reason names it."""
    if time.when is None:
        return date_tid if time.value.endswith("_REF") else None
    anchor = time.when.reason.partition('" + ')[2].partition(" → ")[0]
    if anchor.startswith("published"):
        return date_tid
    quoted = _QUOTED.search(anchor)
    return None if quoted is None else latest.get(quoted[1])


__all__ = ["TimemlDocument", "read_timeml", "write_timeml"]
