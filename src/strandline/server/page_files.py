"""The files of the built page, as ``web/`` writes them into ``server/page/``: ``app.html`` and ``assets/``."""

from __future__ import annotations

import mimetypes
from importlib import resources
from typing import Final, NamedTuple

from strandline.errors import InstallationError

_MISSING: Final = (
    "the page is not built: run `npm ci && npm run build` in web/, or install Strandline from a wheel that carries it"
)
_TYPES: Final = {".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css", ".woff2": "font/woff2"}


class Asset(NamedTuple):
    """A file of the page."""

    content: bytes
    media_type: str


class PageFiles:
    """Reads the files once. Only what was there at the start is ever served: no path is put together from a request.

    Raises:
        InstallationError: the page was not built.
    """

    def __init__(self) -> None:
        root = resources.files("strandline") / "server" / "page"
        try:
            self._page = (root / "app.html").read_bytes()
            assets = sorted((root / "assets").iterdir(), key=lambda entry: entry.name)
        except (FileNotFoundError, NotADirectoryError):
            raise InstallationError(_MISSING) from None
        self._assets = {
            entry.name: Asset(entry.read_bytes(), _media_type(entry.name)) for entry in assets if entry.is_file()
        }

    def page(self) -> bytes:
        """The page."""
        return self._page

    def asset(self, name: str) -> Asset | None:
        """A file of the page, by its name."""
        return self._assets.get(name)


def _media_type(name: str) -> str:
    ending = name[name.rfind(".") :]
    return _TYPES.get(ending) or mimetypes.guess_type(name)[0] or "application/octet-stream"
