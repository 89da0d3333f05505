"""The command line, from the typer application: arguments and options of every command; and the forms of ``export``."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable, Iterator
from enum import Enum
from types import UnionType
from typing import Any, Final, NamedTuple

from typer.models import ArgumentInfo, OptionInfo

from reference_pages.markup import code, table
from strandline import cli
from strandline.cli.program import program
from strandline.publishing import EXPORTERS

_STATUSES: Final = (
    ("DONE", "done"),
    ("INCOMPLETE", ""),
    ("WRONG", ""),
    ("INTERRUPTED", ""),
)


class Parameter(NamedTuple):
    """One argument or option, as a person writes it."""

    names: tuple[str, ...]
    value: str
    meaning: str
    required: bool
    default: str
    choices: tuple[str, ...]
    repeated: bool
    is_argument: bool


def commands() -> dict[str, Callable[..., Any]]:
    """Every command by its name, in the order of the program."""
    return {str(command.name): command.callback for command in program.registered_commands if command.callback}


def parameters_of(function: Callable[..., Any]) -> Iterator[Parameter]:
    """What a command takes, in its order."""
    hints = typing.get_type_hints(function, include_extras=True)
    for name, parameter in inspect.signature(function).parameters.items():
        kind, *extras = typing.get_args(hints[name])
        info = next(extra for extra in extras if isinstance(extra, ArgumentInfo | OptionInfo))
        yield _described(name, kind, info, parameter.default)


def _described(name: str, kind: Any, info: ArgumentInfo | OptionInfo, default: Any) -> Parameter:
    kinds = typing.get_args(kind) if isinstance(kind, UnionType) else (kind,)
    inner = next(each for each in kinds if each is not type(None))
    repeated = typing.get_origin(inner) is list
    choices = tuple(str(each.value) for each in inner) if isinstance(inner, type) and issubclass(inner, Enum) else ()
    shown = default.value if isinstance(default, Enum) else default
    said = "" if shown in (None, inspect.Parameter.empty, False) else str(shown)
    is_argument = isinstance(info, ArgumentInfo)
    names = (info.metavar or name.upper(),) if is_argument else _option_names(name, info)
    return Parameter(
        names=names,
        value="" if is_argument or inner is bool else "|".join(choices) or info.metavar or "",
        meaning=info.help or "",
        required=default is inspect.Parameter.empty,
        default=said,
        choices=choices,
        repeated=repeated,
        is_argument=is_argument,
    )


def _option_names(name: str, info: Any) -> tuple[str, ...]:
    """The names of an option, the long one first: ``("--output", "-o")``, ``("--disputed", "--undisputed")``."""
    given = [each for declared in info.param_decls or () for each in declared.split("/")]
    return tuple(sorted(given, key=lambda each: not each.startswith("--"))) or (f"--{name.replace('_', '-')}",)


def usage(name: str, function: Callable[..., Any]) -> str:
    """One line as in the contract: ``strandline build INPUT... -o DIR [options]``."""
    parts = ["strandline", name]
    optional = False
    for each in parameters_of(function):
        shown = each.names[0] + ("..." if each.repeated else "")
        if each.is_argument:
            parts.append(shown if each.required else f"[{shown}]")
        elif each.required:
            parts.append(f"{each.names[-1]} {each.value}")
        else:
            optional = True
    return " ".join([*parts, "[OPTION]..."] if optional else parts)


def command_pages() -> str:
    """A section for each command."""
    sections = [_section(name, function) for name, function in commands().items()]
    everywhere = program.registered_callback
    if everywhere is not None and everywhere.callback is not None:
        rows = [_row(each) for each in parameters_of(everywhere.callback)]
        rows.append(("`--help`, `-h`", "Show what a command takes, and exit."))
        sections.append("## Options of every command\n\n" + table(("option", "does"), rows))
    return "\n".join(sections)


def _section(name: str, function: Callable[..., Any]) -> str:
    described = list(parameters_of(function))
    parts = [f"## {name}\n", f"```\n{usage(name, function)}\n```\n", inspect.getdoc(function) or "", ""]
    for head, wanted in (("argument", True), ("option", False)):
        rows = [_row(each) for each in described if each.is_argument == wanted]
        if rows:
            parts.append(table((head, "does" if not wanted else "is"), rows))
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
