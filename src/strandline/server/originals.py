"""Pages of the original PDFs, drawn when they are asked for.

A chronology keeps texts, no originals. Where the server is told the folder that they came from, a page of a PDF can be
seen beside its words: the file must lie where it lay and hold the bytes that were read (its sha256 is recorded), and it
is drawn in a process of its own (``page_worker``). Where it does not, the page's number stands alone, with the reason.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import threading
from collections import OrderedDict
from pathlib import Path
from typing import Annotated, Any, Final

import fastapi
from fastapi import FastAPI
from fastapi.responses import Response

from strandline.errors import InputRefused, UsageError
from strandline.ingest.reading_loop import read_bytes
from strandline.ingest.settings import Limits
from strandline.records import Document
from strandline.server.answering import failure, not_found
from strandline.server.current import CurrentChronology
from strandline.server.page_worker import MOST_BYTES, MOST_PIXELS, MOST_SIDE, REFUSED, Undrawable, size_of
from strandline.server.schemas import answers

PDF: Final = "application/pdf"
WAIT_S: Final = 30.0
AT_ONCE: Final = 2
KEPT: Final = 16
"""Images that are kept in memory, at most ``MOST_BYTES`` each and seldom more than half a megabyte."""
WORKER: Final = ("-P", "-X", "utf8", "-m", "strandline.server.page_worker")
_PASSED_ON: Final = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR", "TEMP")


class NoPage(Exception):
    """A page that cannot be shown: HTTP status, code, and the reason for a person."""

    def __init__(self, code: str, reason: str, *, status: int = 404) -> None:
        super().__init__(reason)
        self.code, self.reason, self.status = code, reason, status


class Originals:
    """The files that a chronology was made of, in a folder that its server may read.

    Args:
        root: the folder that was given to ``build``; None: there are no originals.

    Raises:
        UsageError: there is no such folder.
    """

    def __init__(self, root: Path | None) -> None:
        if root is not None and not root.is_dir():
            raise UsageError(f"--sources {root} is no folder; give the one that the documents were read from")
        self._root = None if root is None else root.resolve()
        self._turns = threading.BoundedSemaphore(AT_ONCE)
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, int], bytes] = OrderedDict()

    @property
    def known(self) -> bool:
        """Whether there is a folder of originals."""
        return self._root is not None

    def page(self, document: Document, number: int) -> bytes:
        """A page of a document's original as PNG.

        Raises:
            NoPage: there is none, with the reason.
        """
        if document.media_type != PDF:
            raise NoPage("no-pages", "only the pages of PDFs can be shown")
        data = self._bytes_of(document)
        key = (document.sha256, number)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        if not self._turns.acquire(timeout=WAIT_S):
            raise NoPage("busy", "other pages are being drawn; ask again in a moment", status=503)
        try:
            image = _drawn(data, number)
        finally:
            self._turns.release()
        with self._lock:
            self._kept[key] = image
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return image

    def _bytes_of(self, document: Document) -> bytes:
        """The bytes of the original, as they were read for the chronology."""
        if self._root is None:
            raise NoPage("no-sources", "this server was not told where the originals lie (serve --sources)")
        shown = document.path
        try:
            path = (self._root / shown).resolve(strict=True)
            if not path.is_relative_to(self._root):
                raise NoPage("no-original", f"{shown} is not among the sources")
            data = read_bytes(path, shown=shown, limits=Limits())
        except (OSError, ValueError, RuntimeError):
            raise NoPage("no-original", f"{shown} is not among the sources") from None
        except InputRefused as refused:
            raise NoPage("no-original", f"{shown} cannot be read: {refused.reason}") from None
        if hashlib.sha256(data).hexdigest() != document.sha256:
            raise NoPage("changed", f"{shown} is another file by now than the one that was read (its sha256 differs)")
        return data


def _drawn(data: bytes, number: int) -> bytes:
    """The page, by a process of its own; what it says is believed no further than that it is a small image."""
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as image, tempfile.TemporaryFile() as said:
        given.write(data)
        given.seek(0)
        command = [sys.executable, *WORKER, str(number)]
        try:
            done = subprocess.run(
                command, stdin=given, stdout=image, stderr=said, env=_environment(), timeout=WAIT_S, check=False,
                start_new_session=True,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise NoPage("not-drawn", f"drawing the page took longer than {WAIT_S:g} s") from None
        said.seek(0)
        if done.returncode == REFUSED:
            raise NoPage("not-drawn", said.read(400).decode("utf-8", "replace"))
        image.seek(0)
        drawn = image.read(MOST_BYTES + 1)
    try:
        width, height = size_of(drawn)
    except Undrawable:
        width = height = 0
    if done.returncode != 0 or not 0 < width * height <= 2 * MOST_PIXELS or max(width, height) > MOST_SIDE + 1:
        raise NoPage("not-drawn", "the process that drew the page came to no end; the file may be made to do harm")
    return drawn


def _environment() -> dict[str, str]:
    package_root = str(Path(__file__).absolute().parents[2])
    paths = [str(Path(entry).absolute()) for entry in sys.path if entry]
    own = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return {**own, "PYTHONPATH": os.pathsep.join([package_root, *paths]), "PYTHONWARNINGS": "ignore"}


def add_originals(app: FastAPI, current: CurrentChronology, originals: Originals) -> None:
    """``/api/documents/{identity}/pages/{number}``."""
    image: dict[str, Any] = {"description": "The page", "content": {"image/png": {"schema": {"type": "string"}}}}

    @app.get(
        "/api/documents/{identity}/pages/{number}",
        summary="A page of the PDF that a document was read from, drawn, where the server knows the originals",
        responses={**answers("Error"), 200: image},
        response_class=Response,
    )
    def page(
        identity: str, number: Annotated[int, fastapi.Path(ge=1, le=Limits().pages, description="From 1.")]
    ) -> Response:
        with current.reading() as snapshot:
            document = snapshot.document(identity)
        if document is None:
            raise not_found("document", identity)
        try:
            drawn = originals.page(document, number)
        except NoPage as none:
            return failure(none.status, none.code, none.reason)
        return Response(drawn, media_type="image/png", headers={"cache-control": "private, max-age=300"})
