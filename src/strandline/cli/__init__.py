"""The command line: a file for each command. ``main`` is the program ``strandline``."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from typing import Final

DONE: Final = 0
INCOMPLETE: Final = 1
"""Done, but some inputs were refused or some check failed."""

WRONG: Final = 2
"""The call was wrong, or nothing could be done."""
INTERRUPTED: Final = 130
"""Ctrl-C."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave the process.

    Args:
        arguments: what stands after ``strandline``; the process's own by default.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in given
    sys.exit(_run([argument for argument in given if argument != "--debug"], debug=debug))


def _run(given: list[str], *, debug: bool) -> int:
    from strandline.cli.program import program
    from strandline.errors import StrandlineError

    try:
        try:
            program(given, prog_name="strandline")
        except SystemExit as end:
            if end.code == INTERRUPTED:
                raise KeyboardInterrupt from None
            sys.stdout.flush()
            return end.code if isinstance(end.code, int) else DONE if end.code is None else WRONG
        return DONE
    except StrandlineError as error:
        if debug:
            traceback.print_exc()
        _say(f"strandline: {error}")
        return WRONG
    except KeyboardInterrupt:
        _say("strandline: stopped; what was written before stands, and the next run goes on from here")
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:  # the border: people get a sentence, developers ask for --debug
        if debug:
            traceback.print_exc()
        _say(f"strandline: an error inside the program: {type(error).__name__}: {error}; --debug shows where")
        return WRONG


def _say(message: str) -> None:
    print(message, file=sys.stderr)
