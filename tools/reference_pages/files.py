"""The files of a chronology: the folder, ``report.json``, the columns of the table, the tables of the database."""

from __future__ import annotations

import ast
import inspect
from itertools import pairwise

from reference_pages import meanings
from reference_pages.markup import code, plain, table
from strandline.pipeline.kept import KEPT_FILE
from strandline.pipeline.report import Report, counts_of, timings_of
from strandline.publishing.table import COLUMNS
from strandline.store import DATABASE, schema
from strandline.store.folder import FAILURES_LOG, PUBLISHED, STAGED

_FILE = "files.toml"


def folder_files() -> str:
    """Every file that stands in the folder, and what it holds."""
    return _table("folder", ("file", "holds"), [DATABASE, *PUBLISHED, FAILURES_LOG, KEPT_FILE, STAGED])


def report_fields() -> str:
    """The fields of ``report.json``, of its counts and of its timings."""
    counts = list(counts_of([], [], [], origins=0, refused=0))
    timings = list(timings_of({}, total_s=0.0, words=0, documents=0, reused=0))
    return "\n".join(
        (
            _table("report", ("field", "holds"), list(Report.__struct_fields__)),
            "Under `counts`:\n",
            _table("counts", ("field", "counts"), counts),
            "Under `timings`, the only part that differs from run to run:\n",
            _table("timings", ("field", "is"), timings),
        )
    )


def csv_columns() -> str:
    """The columns of ``export --format csv``."""
    return _table("csv", ("column", "holds"), list(COLUMNS))


def database_tables() -> str:
    """The tables of the database with their columns and what the code says of them."""
    said = _docstrings(inspect.getsource(schema))
    sections = []
    for name, one in sorted(schema.metadata.tables.items()):
        columns = ", ".join(code(column.name) for column in one.columns)
        sections.append("\n\n".join(part for part in (f"**{name}**: {columns}", said.get(name, "")) if part))
    return "\n\n".join(sections)


def _docstrings(source: str) -> dict[str, str]:
    """What stands below each table in the module, by the table's name."""
    body = ast.parse(source).body
    found = {}
    for node, following in pairwise(body):
        if not (isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)):
            continue
        if isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant):
            found[node.target.id] = plain(str(following.value.value))
    return found


def _table(section: str, head: tuple[str, str], names: list[str]) -> str:
    lines = meanings.read(_FILE)[section]
    meanings.require_same(_FILE, section, lines, names)
    return table(head, ((code(name), lines[name]) for name in names))
