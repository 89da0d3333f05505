"""The chronology as one self-contained page: the built page, with the data put into it."""

from __future__ import annotations

import base64
import html
import zlib
from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib import resources
from itertools import chain
from pathlib import Path
from typing import Any, Final

import msgspec

from strandline.display_order import Standing
from strandline.errors import InstallationError
from strandline.publishing.standings import Standings, Written
from strandline.records import Document
from strandline.store import FORMAT, Snapshot

DATA_BLOCK: Final = '<script type="application/json" id="strandline-data">null</script>'
DEFAULT_TITLE: Final = "Chronology"
_MISSING: Final = (
    "the page is not built: run `npm ci && npm run build` in web/, or install Strandline from a wheel that carries it"
)
_PLAIN_BYTES: Final = 2_000_000
"""Beyond this the data stands in the page compressed: the page unpacks it as it opens."""
_LEVEL: Final = 6
_AS_GZIP: Final = 31
"""Bits of the window of zlib, with what makes it write the form of gzip, its date left at nought."""
_BLOCK_BYTES: Final = 1 << 20


def built_page() -> str:
    """The page without data, as ``web/`` was built.

    Raises:
        InstallationError: it was not built.
    """
    found = resources.files("strandline") / "server" / "page" / "page.html"
    try:
        text = found.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise InstallationError(_MISSING) from None
    if text.count(DATA_BLOCK) != 1:
        raise InstallationError(f"the built page has no place for the data; {_MISSING}")
    return text


def page_data(
    snapshot: Snapshot,
    *,
    restricted: Collection[str] = (),
    open_files: Path | None = None,
    standings: Iterable[tuple[str, Standing]] | None = None,
) -> Iterator[bytes]:
    """The chronology as the page wants it, one JSON object, in pieces.

    Args:
        snapshot: what to tell of.
        restricted: ids of documents whose text is left out.
        open_files: the folder in which the open files of these very records lie already (``jsonl``): their lines are
            what stands here.
        standings: why each event stands below the one before it, by its id; a server answers that when it is asked.
    """
    meta = snapshot.meta()
    head = {
        "format": FORMAT,
        "generated_by": meta.get("program", "strandline"),
        "title": meta.get("title") or DEFAULT_TITLE,
    }
    encode = msgspec.json.Encoder().encode
    yield encode(head)[:-1]
    records = {
        "documents": map(encode, _told(snapshot, restricted)),
        "claims": map(encode, snapshot.claims()),
        "events": map(encode, snapshot.events()),
        "origins": map(encode, snapshot.origins()),
    }
    for name, own in records.items():
        yield f',"{name}":['.encode()
        if open_files is None or name == "origins" or (name == "documents" and restricted):
            yield from _listed(own)
        else:
            yield from _lines(open_files / f"{name}.jsonl")
        yield b"]"
    if standings is not None:
        yield b',"standings":' + encode(_numbered(standings))
    yield b',"report":' + encode(meta.get("report", {}))
    yield b',"decisions_last":' + encode(snapshot.decisions_last()) + b',"hidden":' + encode(snapshot.hidden()) + b"}"


def _listed(records: Iterable[bytes]) -> Iterator[bytes]:
    for number, record in enumerate(records):
        yield (b"," if number else b"") + record


def _lines(path: Path) -> Iterator[bytes]:
    """The lines of an open file, with commas between them."""
    left = path.stat().st_size - len(b"\n")
    with path.open("rb") as stream:
        while block := stream.read(min(_BLOCK_BYTES, max(0, left))):
            left -= len(block)
            yield block.replace(b"\n", b",")


def _numbered(standings: Iterable[tuple[str, Standing]]) -> dict[str, Any]:
    """The reasons, each once, and the place of its reason for each event but the first."""
    places: dict[Standing, int] = {}
    of = {identity: places.setdefault(why, len(places)) for identity, why in standings}
    return {"reasons": [why._asdict() for why in places], "of": of}


def _told(snapshot: Snapshot, restricted: Collection[str]) -> Iterator[Document]:
    for document in snapshot.documents():
        yield msgspec.structs.replace(document, text="") if document.id in restricted else document


def embeddable(data: bytes) -> str:
    """JSON that can stand inside a ``<script>`` element whatever its strings hold.

    Small data stands as it is, with ``<`` and the two line separators of Unicode escaped; large data as a JSON string:
    base64 of the gzip of the JSON, without a date in it.
    """
    return embeddable_of([data])


def embeddable_of(pieces: Iterable[bytes]) -> str:
    """The same of JSON in pieces; large data is packed beside the making of the pieces that are still to come."""
    rest = iter(pieces)
    first = bytearray()
    for piece in rest:
        first += piece
        if len(first) > _PLAIN_BYTES:
            return f'"{base64.b64encode(_packed(chain([bytes(first)], rest))).decode("ascii")}"'
    text = first.decode("utf-8")
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _packed(pieces: Iterable[bytes]) -> bytes:
    """The gzip of pieces, without a date in it."""
    packing = zlib.compressobj(_LEVEL, zlib.DEFLATED, _AS_GZIP)
    block = bytearray()
    with ThreadPoolExecutor(1) as aside:
        packed = []
        for piece in pieces:
            block += piece
            if len(block) >= _BLOCK_BYTES:
                packed.append(aside.submit(packing.compress, bytes(block)))
                block.clear()
        packed.append(aside.submit(packing.compress, bytes(block)))
        packed.append(aside.submit(packing.flush))
        return b"".join(future.result() for future in packed)


def write_page(snapshot: Snapshot, path: Path, *, written: Written | None = None) -> None:
    """Write the page with the whole chronology in it.

    Args:
        snapshot: what to tell of.
        path: of the page.
        written: what this very program has just written into the database, where it has it at hand.

    Raises:
        InstallationError: the page was not built.
    """
    before, after = built_page().split(DATA_BLOCK)
    restricted = frozenset(snapshot.restricted())
    standings = Standings(snapshot).all() if written is None else written.standings(frozenset(snapshot.hidden()))
    folder = None if written is None else written.folder
    pieces = page_data(snapshot, restricted=restricted, open_files=folder, standings=standings)
    data = embeddable_of(pieces)
    block = DATA_BLOCK.replace(">null<", f">{data}<")
    path.write_text(before + block + after, encoding="utf-8", newline="\n")


def write_placeholder(path: Path, reason: str) -> None:
    """Write a page that says why there is none."""
    path.write_text(
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>Strandline</title>\n'
        f"<p>{html.escape(reason)}. The chronology itself is in the files beside this one.</p>\n</html>\n",
        encoding="utf-8",
        newline="\n",
    )
