"""``strandline serve DIR``."""

from __future__ import annotations

from typing import Annotated

import typer

from strandline.cli.options import Folder


def serve(
    folder: Folder,
    host: Annotated[str, typer.Option(metavar="HOST", help="A loopback address.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, metavar="PORT", help="0: any that is free.")] = 8787,
) -> None:
    """Serve the chronology to a browser on this machine."""
    from strandline.server import run

    run(folder, host=host, port=port, announce=lambda address: print(f"{address}  (Ctrl-C ends it)", flush=True))
