"""The command line, from the typer application: arguments and options of every command; and the forms of ``export``."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable, Iterator
from enum import Enum
from types import UnionType
from typing import Any, NamedTuple

import typer

from reference_pages.markup import code, plain, table
from strandline import cli
from strandline.cli.program import program
from strandline.publishing import EXPORTERS


class Parameter(NamedTuple):
    """One argument or option, as a person writes it. ``names`` of an option are all that it goes by."""

    names: tuple[str, ...]
    value: str
    meaning: str
    required: bool
    default: str
    repeated: bool
    is_argument: bool


def commands() -> dict[str, list[Parameter]]:
    """Every command with what it takes, in the order of the program."""
    made: Any = typer.main.get_command(program)
    return {
        str(each.name): list(_parameters(made.commands[each.name].params, each.callback))
        for each in program.registered_commands
        if each.callback is not None
    }


def general_options() -> list[Parameter]:
    """What may stand before a command."""
    made: Any = typer.main.get_command(program)
    callback = program.registered_callback.callback if program.registered_callback else None
    return list(_parameters(made.params, callback)) if callback is not None else []


def _parameters(made: list[Any], callback: Callable[..., Any]) -> Iterator[Parameter]:
    hints = typing.get_type_hints(callback)
    for one in made:
        if one.name not in hints:  # --help, which every command has
            continue
        kind = hints[one.name]
        kinds = typing.get_args(kind) if isinstance(kind, UnionType) else (kind,)
        inner = next(each for each in kinds if each is not type(None))
        is_argument = one.param_type_name == "argument"
        choices = [str(each.value) for each in inner] if isinstance(inner, type) and issubclass(inner, Enum) else []
        default = one.default.value if isinstance(one.default, Enum) else one.default
        yield Parameter(
            names=(one.metavar,) if is_argument else (*one.opts, *one.secondary_opts),
            value="" if is_argument or inner is bool else "|".join(choices) or one.metavar or "",
            meaning=one.help or "",
            required=one.required,
            default="" if default in (None, False) else str(default),
            repeated=typing.get_origin(inner) is list,
            is_argument=is_argument,
        )


def usage(name: str, takes: list[Parameter]) -> str:
    """One line as in the contract: ``strandline build INPUT... -o DIR [OPTION]...``."""
    parts = ["strandline", name]
    for each in takes:
        shown = each.names[0] + ("..." if each.repeated else "")
        if each.is_argument:
            parts.append(shown if each.required else f"[{shown}]")
        elif each.required:
            parts.append(f"{each.names[-1]} {each.value}")
    if any(not each.is_argument and not each.required for each in takes):
        parts.append("[OPTION]...")
    return " ".join(parts)


def command_pages() -> str:
    """A section for each command."""
    said = {str(each.name): inspect.getdoc(each.callback) or "" for each in program.registered_commands}
    sections = [_section(name, takes, said[name]) for name, takes in commands().items()]
    rows = [_row(each) for each in general_options()]
    rows.append(("`-h`, `--help`", "Show what a command takes, and stop."))
    sections.append("## Options of every command\n\n" + table(("option", "does"), rows))
    return "\n".join(sections)


def _section(name: str, takes: list[Parameter], said: str) -> str:
    parts = [f"## {name}\n", f"```text\n{usage(name, takes)}\n```\n", f"{plain(said)}\n"]
    for head, wanted in ((("argument", "is"), True), (("option", "does"), False)):
        rows = [_row(each) for each in takes if each.is_argument == wanted]
        if rows:
            parts.append(table(head, rows))
    return "\n".join(parts)


def _row(each: Parameter) -> tuple[str, str]:
    names = ", ".join(code(f"{name} {each.value}".strip()) for name in each.names)
    notes = []
    if each.required and not each.is_argument:
        notes.append("Must be given.")
    if each.default:
        notes.append(f"Default: {code(each.default)}.")
    meaning = each.meaning if each.meaning.endswith((".", ")")) or not each.meaning else f"{each.meaning}."
    return names, " ".join([meaning, *notes])


def exporters() -> str:
    """The forms that ``export`` writes."""
    return table(("`--format`", "writes"), ((code(name), form.writes) for name, form in EXPORTERS.items()))


def exit_statuses() -> str:
    """The exit statuses, from the command line's own constants."""
    rows = (
        (cli.DONE, "done, and nothing is left out"),
        (cli.INCOMPLETE, "done, but some inputs were refused, or a check failed; each is named on standard error"),
        (cli.WRONG, "the call was wrong, or nothing could be done: the message says what to do"),
        (cli.INTERRUPTED, "stopped with Ctrl-C; what was written before stands, and the next run goes on from there"),
    )
    return table(("status", "means"), ((str(status), meaning) for status, meaning in rows))
