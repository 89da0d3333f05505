"""JSON-LD in pages: the objects that schema.org's vocabulary describes, and the one that is the page's article."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from lxml import etree

from strandline.ingest.webpage_names import NAMES

JSON_LD_BYTES: Final = 2 * 1024 * 1024

_ARTICLES: Final[list[str]] = NAMES["json_ld"]["articles"]


def json_ld_objects(root: etree._Element) -> Iterator[dict[str, Any]]:
    """Every object of every JSON-LD block that has a type, ``@graph`` and lists opened up."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        source = (script.text or "").strip().removeprefix("<![CDATA[").removesuffix("]]>")
        if len(source) > JSON_LD_BYTES:
            continue
        try:
            pending: list[Any] = [json.loads(source, strict=False)]
        except (ValueError, RecursionError):
            continue
        while pending:
            item = pending.pop(0)
            if isinstance(item, list):
                pending[:0] = item
            elif isinstance(item, dict):
                pending[:0] = [item[key] for key in ("@graph", "mainEntity") if key in item]
                if item.get("@type"):
                    yield item


def main_article(graph: list[dict[str, Any]]) -> dict[str, Any]:
    """The object that is the document itself: the most exact article type that is dated; empty where there is none."""
    dated = [item for item in graph if _rank(item) is not None and strings_of(item.get("datePublished"))]
    others = [item for item in graph if _rank(item) is not None and item.get("headline")]
    ranked = sorted(dated or others, key=lambda item: _rank(item) or 0)
    return ranked[0] if ranked else {}


def _rank(item: Mapping[str, Any]) -> int | None:
    types = [kind.rpartition("/")[2].lower() for kind in strings_of(item.get("@type"))]
    ranks = [_ARTICLES.index(kind) for kind in types if kind in _ARTICLES]
    return min(ranks) if ranks else None


def strings_of(value: Any) -> list[str]:
    """The strings in a value that may be one or a list of them."""
    items = value if isinstance(value, list) else [value]
    return [item.strip() for item in items if isinstance(item, str) and item.strip()]


def names_of(value: Any, graph: list[dict[str, Any]]) -> list[str]:
    """Names of persons or organisations: strings, objects with a name, or references to objects of the graph."""
    names: list[str] = []
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict) and not item.get("name") and item.get("@id"):
            item = next((other for other in graph if other.get("@id") == item["@id"] and other.get("name")), item)
        names += strings_of(item.get("name") if isinstance(item, dict) else item)
    return names
