"""What can be set, from the dataclasses that hold it: fields, defaults, and the lines of their docstrings."""

from __future__ import annotations

import dataclasses
import inspect
import re
from typing import Any, Final

from reference_pages.markup import code, plain, table
from strandline.ingest.settings import MIB, Limits
from strandline.ingest.sidecars import FIELD_NAMES, TEXT_FIELDS
from strandline.pipeline.settings import BuildSettings

_ATTRIBUTE: Final = re.compile(r"^ {4}(?P<name>\w+): (?P<said>.+(?:\n {8}.+)*)", re.MULTILINE)


def build_settings() -> str:
    """What ``build`` and ``add`` take."""
    rows = [(code(name), default, said) for name, default, said in _fields(BuildSettings)]
    return table(("setting", "default", "is"), rows)


def limits() -> str:
    """What hostile input meets."""
    return table(("limit", "is", "of"), ((code(name), default, said) for name, default, said in _fields(Limits)))


def sidecar_fields() -> str:
    """The names under which a sidecar, a feed or a row gives what is known of a document."""
    rows = [(field, ", ".join(code(name) for name in names)) for field, names in FIELD_NAMES.items()]
    rows.append(("text (in rows, not in sidecars)", ", ".join(code(name) for name in TEXT_FIELDS)))
    return table(("what", "under one of these names, the first that is there"), rows)


def _fields(kind: type[Any]) -> list[tuple[str, str, str]]:
    """Name, default and meaning of every field.

    Raises:
        KeyError: a field is not described in the docstring.
    """
    docstring = inspect.getdoc(kind) or ""
    said = {found["name"]: plain(found["said"]) for found in _ATTRIBUTE.finditer(docstring)}
    return [(field.name, _shown(field.name, field.default), said[field.name]) for field in dataclasses.fields(kind)]


def _shown(name: str, value: Any) -> str:
    if value is None:
        return "none"
    if name.endswith("_bytes"):
        return f"{value // MIB} MiB"
    return f"{value:g} s" if name.endswith("_s") else f"{value:,}"
