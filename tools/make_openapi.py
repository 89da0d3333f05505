"""Writes the description of the HTTP interface: ``python tools/make_openapi.py``, or ``--check``.

``docs/reference/openapi.json`` is what ``strandline serve`` answers under ``/openapi.json``; ``api.d.ts`` beside it
holds the same records as TypeScript types, for programs that speak with it.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from strandline.server import application
from strandline.store import DATABASE, Chronology

FOLDER: Final = Path(__file__).resolve().parent.parent / "docs" / "reference"
COMMAND: Final = "python tools/make_openapi.py"
_PLAIN: Final = {
    "string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null",
}  # fmt: skip


def described() -> dict[str, Any]:
    """The interface as the application describes it; the version is left to ``/openapi.json``."""
    with tempfile.TemporaryDirectory() as scratch:
        Chronology.create(Path(scratch) / DATABASE).close()
        found: dict[str, Any] = json.loads(json.dumps(application(Path(scratch)).openapi()))
    found["info"]["version"] = "0"
    return found


def written() -> dict[str, str]:
    """The files, by name."""
    interface = described()
    return {
        "openapi.json": json.dumps(interface, indent=1, ensure_ascii=False) + "\n",
        "api.d.ts": types_of(interface["components"]["schemas"]),
    }


def types_of(schemas: Mapping[str, Any]) -> str:
    """TypeScript types of some JSON Schemas."""
    parts = [f"// The records of Strandline's HTTP interface. Made by `{COMMAND}`: do not edit.\n"]
    for name, schema in sorted(schemas.items()):
        parts.append(_interface(name, schema) if "properties" in schema else f"export type {name} = {_type(schema)};\n")
    return "\n".join(parts)


def _interface(name: str, schema: Mapping[str, Any]) -> str:
    required = set(schema.get("required", ()))
    lines = [
        f"  readonly {_key(field)}{'' if field in required else '?'}: {_type(kind)};"
        for field, kind in schema["properties"].items()
    ]
    said = " ".join(str(schema.get("description", "")).split()).replace("*/", "* /")
    head = f"/** {said} */\n" if said else ""
    return head + f"export interface {name} {{\n" + "\n".join(lines) + "\n}\n"


def _key(field: str) -> str:
    return field if field.isidentifier() else json.dumps(field)


def _type(schema: Mapping[str, Any]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "enum" in schema:
        return " | ".join(json.dumps(value) for value in schema["enum"])
    for several in ("anyOf", "oneOf"):
        if several in schema:
            return " | ".join(dict.fromkeys(_type(one) for one in schema[several]))
    kind = schema.get("type")
    if kind == "array":
        inner = _type(schema.get("items", {}))
        return f"readonly ({inner})[]" if "|" in inner else f"readonly {inner}[]"
    if kind == "object":
        extra = schema.get("additionalProperties")
        return f"Readonly<Record<string, {_type(extra) if isinstance(extra, dict) else 'unknown'}>>"
    return _PLAIN.get(str(kind), "unknown")


def differing() -> list[str]:
    """The files that differ from what the code gives."""
    found = []
    for name, content in written().items():
        path = FOLDER / name
        if not path.exists() or path.read_text("utf-8") != content:
            found.append(name)
    return found


def main() -> None:
    """Write the files, or say which are out of date (status 1)."""
    parser = argparse.ArgumentParser(description="Write the description of the HTTP interface.")
    parser.add_argument("--check", action="store_true", help="write nothing; status 1 where a file is out of date")
    given = parser.parse_args()
    names = differing()
    if given.check:
        for name in names:
            print(f"docs/reference/{name} is out of date: run `{COMMAND}`", file=sys.stderr)
        raise SystemExit(1 if names else 0)
    content = written()
    for name in names:
        (FOLDER / name).write_text(content[name], "utf-8")
        print(f"docs/reference/{name}")


if __name__ == "__main__":
    main()
