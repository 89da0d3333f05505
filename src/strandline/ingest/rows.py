"""JSON and JSON Lines: rows with a text and, beside it, date, title and the other fields of a sidecar.

One object with a text is one document; a list of them, or one in each line, gives a document each. The text is taken to
the letter, so offsets into it hold for the row's own field.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from strandline.errors import InputRefused
from strandline.ingest.canonical import clean, locate_paragraphs, unwrap
from strandline.ingest.decoding import decode
from strandline.ingest.drafts import Draft, Harvest, Source
from strandline.ingest.safe_xml import too_deep
from strandline.ingest.sidecars import TEXT_FIELDS, fields_of

ROW_SUFFIXES: Final = frozenset({".json", ".jsonl", ".ndjson"})
_LIST_KEYS: Final = ("documents", "articles", "items", "rows", "results", "data")


def harvest_rows(source: Source, harvest: Harvest) -> None:
    """Every row of a JSON file; the file itself where it is one row.

    Raises:
        InputRefused: ``undecodable``, ``broken-json``, ``too-deep`` or ``no-text`` (no object has a text).
    """
    text = decode(source.data, path=source.path, declared=source.charset)
    if not text.strip():
        raise InputRefused(source.path, "the file holds nothing but white space", code="no-text")
    whole = _whole(text, source)
    if isinstance(whole, dict) and _text(whole) is not None:
        harvest.add(_draft(source, whole))
        return
    rows = list(_rows(whole, text))
    if not any(isinstance(row, dict) and _text(row) is not None for _, row in rows):
        names = ", ".join(TEXT_FIELDS[:3])
        raise InputRefused(source.path, f"no object in it has a text (a field called {names})", code="no-text")
    for number, row in rows:
        path = f"{source.path}!/{number:04d}"
        if isinstance(row, str):
            harvest.refuse(InputRefused(path, row, code="broken-json"))
        elif _text(row) is None:
            harvest.refuse(InputRefused(path, "the row has no text", code="no-text"))
        else:
            harvest.count_member(path)
            data = json.dumps(row, sort_keys=True, ensure_ascii=False).encode("utf-8", "replace")
            try:
                harvest.add(_draft(source.member(f"{number:04d}", data), row))
            except InputRefused as refused:
                harvest.refuse(refused)


def _whole(text: str, source: Source) -> Any:
    """The file as one JSON value; None where it is lines of values instead."""
    try:
        return json.loads(text)
    except RecursionError:
        raise too_deep(source.path, source.limits.nesting) from None
    except ValueError:
        return None


def _rows(whole: Any, text: str) -> Iterator[tuple[int, dict[str, Any] | str]]:
    """Objects with their number from 1 (of the item or the line); for a line that is no JSON what is wrong with it."""
    if isinstance(whole, dict):
        whole = next((whole[key] for key in _LIST_KEYS if isinstance(whole.get(key), list)), [whole])
    if isinstance(whole, list):
        yield from ((number, row) for number, row in enumerate(whole, 1) if isinstance(row, dict))
        return
    if whole is not None:
        return
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            yield number, f"line {number} is no JSON ({error})"
            continue
        except RecursionError:
            yield number, f"line {number} is nested too deeply"
            continue
        if isinstance(row, dict):
            yield number, row


def _text(row: dict[str, Any]) -> str | None:
    by_key = {str(key).lower(): value for key, value in row.items()}
    return next(
        (by_key[name] for name in TEXT_FIELDS if isinstance(by_key.get(name), str) and by_key[name].strip()), None
    )


def _draft(source: Source, row: dict[str, Any]) -> Draft:
    from dataclasses import replace

    return Draft(
        source=replace(source, fields=source.fields.over(fields_of(row))),
        content=locate_paragraphs(unwrap(clean(_text(row) or ""))),
        media_type="application/json",
    )
