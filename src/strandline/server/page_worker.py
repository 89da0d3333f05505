"""Draws one page of a PDF: ``python -m strandline.server.page_worker NUMBER``, the file on standard input, a PNG out.

A PDF may be made to do harm, so it is drawn in a process of its own, as it is read in one
(``strandline.ingest.worker``). The limits of the system on memory, processor time and what may be written hold inside
the C library too, and a process that dies takes nothing along. Exit status 0: standard output holds the page; 3: the
reason stands on standard error.
"""

from __future__ import annotations

import math
import struct
import sys
import zlib
from typing import Any, Final

from strandline.ingest.settings import MIB, Limits

CPU_S: Final = 20
MOST_PIXELS: Final = 2_100_000
"""Of one image: a page of A4 at 144 dots an inch."""
MOST_SIDE: Final = 4096
MOST_BYTES: Final = 16 * MIB
SCALE: Final = 2.0
"""Pixels for a point (1/72 inch), where the page is not too large for that."""
REFUSED: Final = 3
SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"


class Undrawable(Exception):
    """A page that cannot be drawn; the message says why."""


def main() -> None:
    """Draw the page that is asked for."""
    _limit_resources()
    try:
        image = draw_page(sys.stdin.buffer.read(), int(sys.argv[1]))
    except Undrawable as undrawable:
        sys.stderr.write(str(undrawable))
        raise SystemExit(REFUSED) from None
    sys.stdout.buffer.write(image)


def draw_page(data: bytes, number: int) -> bytes:
    """One page of a PDF as PNG, RGB, no larger than ``MOST_PIXELS`` and ``MOST_SIDE``.

    Args:
        data: the PDF.
        number: of the page, from 1.

    Raises:
        Undrawable: it is no PDF, is locked or broken, or has no such page.
    """
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
        if not 1 <= number <= len(document):
            raise Undrawable(f"the PDF has no page {number}")
        page = document[number - 1]
        bitmap = page.render(scale=scale_for(*page.get_size()), rev_byteorder=True, may_draw_forms=False)
    except pdfium.PdfiumError as error:
        raise Undrawable(f"the PDF cannot be drawn ({error})") from None
    if bitmap.n_channels != 3 or bitmap.width * bitmap.height > 2 * MOST_PIXELS:
        raise Undrawable("the page is of a form that is not drawn")
    return png(bytes(bitmap.buffer), width=bitmap.width, height=bitmap.height, stride=bitmap.stride)


def scale_for(width: float, height: float) -> float:
    """Pixels for a point of a page of so many points.

    Raises:
        Undrawable: the page has no extent.
    """
    if not (width > 0 and height > 0):
        raise Undrawable("the page has no extent")
    return min(SCALE, math.sqrt(MOST_PIXELS / (width * height)), MOST_SIDE / width, MOST_SIDE / height)


def png(pixels: bytes, *, width: int, height: int, stride: int) -> bytes:
    """A PNG (ISO/IEC 15948) of rows of RGB, eight bits a channel.

    Args:
        pixels: the rows, top to bottom.
        width: pixels of a row.
        height: how many rows.
        stride: bytes from one row to the next, ``3 * width`` or more.
    """
    rows = b"".join(b"\0" + pixels[at : at + 3 * width] for at in range(0, height * stride, stride))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pieces = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b""))
    return SIGNATURE + b"".join(
        struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        for name, content in pieces
    )


def size_of(image: bytes) -> tuple[int, int]:
    """Width and height of a PNG.

    Raises:
        Undrawable: it is none.
    """
    if len(image) < 33 or not image.startswith(SIGNATURE) or image[12:16] != b"IHDR":
        raise Undrawable("what was drawn is no image")
    width, height = struct.unpack(">II", image[16:24])
    return width, height


def _limit_resources() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits; the one on waiting still holds
        return
    wanted: tuple[tuple[Any, int], ...] = (
        (resource.RLIMIT_AS, Limits().memory_bytes),
        (resource.RLIMIT_CPU, CPU_S),
        (resource.RLIMIT_FSIZE, MOST_BYTES),
        (resource.RLIMIT_CORE, 0),
    )
    for what, amount in wanted:
        _, hard = resource.getrlimit(what)
        ceiling = amount if hard == resource.RLIM_INFINITY else min(amount, hard)
        try:
            resource.setrlimit(what, (ceiling, hard))
        except (ValueError, OSError):
            continue  # macOS does not limit address space


if __name__ == "__main__":
    main()
