"""A tagged file cut into characters, references and markup, in one linear pass.

Lenient where XML is strict (a stray ``<`` or ``&`` is a character), and deaf to all that makes XML dangerous: document
type definitions are skipped, entities are those of HTML and characters by number.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from strandline.errors import InputRefused

_START: Final = re.compile(r"<[!?/A-Za-z_]|&")
_TAG: Final = re.compile(r"<(/?)([A-Za-z_][\w.:-]*)((?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*)>")
_REFERENCE: Final = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{0,31});")
_ATTRIBUTE: Final = re.compile(r"([A-Za-z_][\w.:-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_CLOSERS: Final = (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"), ("<!", ">"))


class Piece(NamedTuple):
    """A stretch of the source: a run of characters, one reference, or markup (then ``name`` is not None).

    ``name`` is "" for markup that is no element; ``at`` is the position of the piece in the characters of ``TEXT``.
    """

    start: int
    end: int
    at: int
    text: str
    name: str | None = None
    closes: bool = False
    attributes: str = ""


def pieces_of(source: str, path: str) -> Iterator[Piece]:
    """Cut a file into its pieces, in order.

    Raises:
        InputRefused: a comment, an instruction or a definition is opened and not closed; ``path`` names the file.
    """
    plain = position = 0
    while (found := _START.search(source, position)) is not None:
        piece = _markup_at(source, found.start(), path)
        position = found.start() + 1 if piece is None else piece.end
        if piece is not None:
            if plain < piece.start:
                yield Piece(plain, piece.start, 0, source[plain : piece.start])
            yield piece
            plain = piece.end
    if plain < len(source):
        yield Piece(plain, len(source), 0, source[plain:])


def _markup_at(source: str, start: int, path: str) -> Piece | None:
    if source[start] == "&":
        reference = _REFERENCE.match(source, start)
        return None if reference is None else Piece(start, reference.end(), 0, html.unescape(reference[0]))
    for opener, closer in _CLOSERS:
        if source.startswith(opener, start):
            inner = source.find("[", start, source.find(">", start)) if opener == "<!" else -1
            end = source.find(closer, start + len(opener) if inner < 0 else source.find("]", inner))
            if end < 0:
                raise InputRefused(path, f"its markup is cut off behind {source[start : start + 20]!r}", code="timeml")
            return Piece(start, end + len(closer), 0, "", "")
    tag = _TAG.match(source, start)
    if tag is None:
        return None
    empty = not tag[1] and tag[3].endswith("/")
    return Piece(start, tag.end(), 0, "", "" if empty else tag[2], bool(tag[1]), tag[3])


def placed(pieces: list[Piece]) -> tuple[list[Piece], str]:
    """The pieces with their positions in the characters that they make up."""
    result, parts, at = [], [], 0
    for piece in pieces:
        result.append(piece._replace(at=at))
        parts.append(piece.text)
        at += len(piece.text)
    return result, "".join(parts)


def attributes_of(piece: Piece) -> dict[str, str]:
    """The attributes of a start tag."""
    if not piece.attributes:
        return {}
    return {name: html.unescape(one or other) for name, one, other in _ATTRIBUTE.findall(piece.attributes)}
