"""Puts the commands together. Nothing heavy is imported before a command runs."""

from __future__ import annotations

from typing import Annotated

import typer

from strandline import __version__
from strandline.cli import add, build, export, read, serve, show, verify, when

program = typer.Typer(
    name="strandline",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def print_version(wanted: bool) -> None:
    """Print the version and stop."""
    if wanted:
        print(f"strandline {__version__}")
        raise typer.Exit


@program.callback()
def about(
    version: Annotated[
        bool, typer.Option("--version", callback=print_version, is_eager=True, help="Print the version and stop.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show where an error arose; may stand anywhere.")] = False,
) -> None:
    """Turn a pile of dated documents into a chronology that a person can check and publish.

    Everything happens on this machine: no command asks the network for anything.
    """


program.command("build")(build.build)
program.command("add")(add.add)
program.command("when")(when.when)
program.command("read")(read.read)
program.command("show")(show.show)
program.command("serve")(serve.serve)
program.command("export")(export.export)
program.command("verify")(verify.verify)
