"""The records, from ``strandline/records.py``: every record, field, type and vocabulary, with a line of meaning each.

Types, order and docstrings are the code's; the lines of meaning are those of ``docs/reference/fields.toml``.
"""

from __future__ import annotations

import ast
import inspect
import re
from typing import Any, Final

from reference_pages import meanings as lines_of_meaning
from reference_pages.markup import code, plain, table
from strandline import records

_FILE: Final = "fields.toml"
_RULE: Final = re.compile(r"^# -{5,} (?P<name>[\w ]+)$", re.MULTILINE)
_LIST: Final = re.compile(r"tuple\[(.+), \.\.\.\]")


def record_pages() -> str:
    """A section for each record, under the heads of the module, and one for each vocabulary.

    Raises:
        Drift: a field or word has no line of meaning, or a line has no field.
    """
    source = inspect.getsource(records)
    tree = ast.parse(source)
    meanings = lines_of_meaning.read(_FILE)
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    vocabularies = _vocabularies(tree)
    _require_same("records and vocabularies", set(meanings), {node.name for node in classes} | set(vocabularies))
    known = {node.name for node in classes} | set(vocabularies)
    heads = [(source.count("\n", 0, found.start()) + 1, found["name"]) for found in _RULE.finditer(source)]
    sections = []
    for node in classes:
        while heads and heads[0][0] < node.lineno:
            sections.append(f"## {heads.pop(0)[1].capitalize()}\n")
        sections.append(_record(node, meanings[node.name], known))
    sections.append("## Vocabularies\n")
    sections += [_vocabulary(name, *vocabularies[name], meanings[name]) for name in vocabularies]
    return "\n".join(sections)


def _require_same(what: str, lines: set[str], wanted: set[str]) -> None:
    lines_of_meaning.require_same(_FILE, what, lines, wanted)


def _record(node: ast.ClassDef, meanings: dict[str, str], known: set[str]) -> str:
    fields = [each for each in node.body if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)]
    names = [each.target.id for each in fields if isinstance(each.target, ast.Name)]
    _require_same(node.name, set(meanings), set(names))
    rows: list[tuple[str, ...]] = []
    for name, each in zip(names, fields, strict=True):
        default = "" if each.value is None else code(_json(ast.unparse(each.value)))
        rows.append((code(name), _type(ast.unparse(each.annotation), known), default, meanings[name]))
    head: tuple[str, ...] = ("field", "type", "default", "means")
    if not any(row[2] for row in rows):
        head, rows = ("field", "type", "means"), [(row[0], row[1], row[3]) for row in rows]
    return f"### {node.name}\n\n{plain(ast.get_docstring(node) or '')}\n\n{table(head, rows)}"


def _json(value: str) -> str:
    """A Python default in the words of JSON."""
    return {"()": "[]", "None": "null", "True": "true", "False": "false"}.get(value, value.replace("'", '"'))


def _type(annotation: str, known: set[str]) -> str:
    """A Python annotation in the words of JSON, with links to other records."""
    if annotation.endswith(" | None"):
        return f"{_type(annotation.removesuffix(' | None'), known)} or null"
    listed = _LIST.fullmatch(annotation)
    if listed:
        return f"list of {_type(listed[1], known)}"
    if annotation in known:
        return f"[{annotation}](#{annotation.lower()})"
    if annotation.startswith("Literal["):
        return ", ".join(code(value) for value in ast.literal_eval(f"({annotation[8:-1]},)"))
    pair = re.fullmatch(r"tuple\[(\w+), (\w+)\]", annotation)
    if pair:
        return f"[{_type(pair[1], known)}, {_type(pair[2], known)}]"
    words = {"str": "string", "int": "integer", "float": "number", "bool": "boolean", "Any": "any"}
    return words.get(annotation, annotation)


def _vocabularies(tree: ast.Module) -> dict[str, tuple[tuple[str, ...], str]]:
    """Values and docstring of every ``Name = Literal[…]``."""
    found = {}
    for node, following in zip(tree.body, [*tree.body[1:], None], strict=True):
        if not (isinstance(node, ast.Assign) and ast.unparse(node.value).startswith("Literal[")):
            continue
        (target,) = node.targets
        said = ""
        if isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant):
            said = str(following.value.value)
        found[ast.unparse(target)] = (ast.literal_eval(f"({ast.unparse(node.value)[8:-1]},)"), said)
    return found


def _vocabulary(name: str, values: tuple[Any, ...], said: str, meanings: dict[str, str]) -> str:
    parts = [f"### {name}\n", f"{plain(said)}\n" if said else ""]
    if meanings:
        _require_same(name, set(meanings), set(values))
        parts.append(table(("word", "means"), ((code(value), meanings[value]) for value in values)))
    else:
        parts.append(", ".join(code(value) if value else "empty" for value in values) + "\n")
    return "\n".join(part for part in parts if part)
