"""``strandline serve DIR``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from strandline.cli.options import Folder


def serve(
    *,
    folder: Folder,
    host: Annotated[
        str, typer.Option(metavar="HOST", help="A loopback address; another takes --accounts and --certificate.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, metavar="PORT", help="0: any that is free.")] = 8787,
    sources: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="Where the documents were read from: pages of PDFs are shown beside their words.",
            show_default=False,
        ),
    ] = None,
    accounts: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The file of accounts: everybody signs in.", show_default=False),
    ] = None,
    name: Annotated[
        list[str] | None,
        typer.Option(metavar="HOST", help="A name under which it is reached; may be repeated.", show_default=False),
    ] = None,
    certificate: Annotated[
        Path | None, typer.Option(metavar="FILE", help="PEM certificate, for an address elsewhere.", show_default=False)
    ] = None,
    key: Annotated[Path | None, typer.Option(metavar="FILE", help="Its key.", show_default=False)] = None,
    new_account: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Put an account into the file, with a password that is asked for, and stop.",
            show_default=False,
        ),
    ] = None,
    role: Annotated[
        str, typer.Option(metavar="ROLE", help="Of the new account: reader, reviewer or owner.")
    ] = "reviewer",
) -> None:
    """Serve the chronology to a browser: on this machine, or with accounts to others.

    Without accounts only a loopback address is taken, and whoever uses this machine may do everything. With --accounts
    everybody signs in: readers read, reviewers decide, owners also add documents.
    """
    from strandline.errors import UsageError
    from strandline.server import Reach, run

    if new_account is not None:
        if accounts is None:
            raise UsageError("--new-account needs --accounts FILE, the file to put it into")
        _make_account(accounts, new_account, role)
        return
    reach = Reach(host=host, port=port, accounts=accounts, names=tuple(name or ()), certificate=certificate, key=key)
    run(folder, reach=reach, announce=_announce, sources=sources)


def _announce(address: str) -> None:
    print(f"{address}  (Ctrl-C ends it)", flush=True)


def _make_account(path: Path, name: str, role: str) -> None:
    from strandline.errors import UsageError
    from strandline.server.access import ROLES
    from strandline.server.accounts import write_account

    known = next((one for one in ROLES if one == role), None)
    if known is None:
        raise UsageError(f"--role {role!r} is none; it is one of: {' '.join(ROLES)}")
    password = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    write_account(path, name=name, role=known, password=password)
    print(f"{path}: {name}, {role}")
