"""What ``serve`` answers, from the application's own description (OpenAPI)."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from reference_pages.markup import code, table
from strandline.server import application
from strandline.store import DATABASE, Chronology


def routes() -> str:
    """Every route with its parameters."""
    sections = []
    for path, methods in _description()["paths"].items():
        for method, said in methods.items():
            sections.append(f"### {method.upper()} {path}\n\n{said.get('summary', '')}.\n")
            rows = [_row(parameter) for parameter in said.get("parameters", ())]
            if rows:
                sections.append(table(("parameter", "in", "takes", "means"), rows))
    return "\n".join(sections)


def _description() -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as scratch:
        Chronology.create(Path(scratch) / DATABASE).close()
        app = application(Path(scratch))
        return app.openapi()


def _row(parameter: dict[str, Any]) -> tuple[str, str, str, str]:
    name = code(parameter["name"]) + (" (must be given)" if parameter["required"] else "")
    return name, parameter["in"], _type(parameter["schema"]), parameter.get("description", "")


def _type(schema: dict[str, Any]) -> str:
    if "anyOf" in schema:
        return " or ".join(_type(each) for each in schema["anyOf"] if each.get("type") != "null")
    if "enum" in schema:
        return "one of " + ", ".join(code(each) for each in schema["enum"])
    if schema.get("type") == "array":
        return f"{_type(schema['items'])}; may be repeated"
    bounds = [f"{word} {schema[key]:,}" for key, word in (("minimum", "from"), ("maximum", "to")) if key in schema]
    default = f", {schema['default']} by default" if schema.get("default") not in (None, []) else ""
    return " ".join([schema.get("type", "anything"), *bounds]) + default
