"""Makes the gold chronology of the example dossier, one JSON object a line, from ``<slug>-sources/gold.toml``.

In: rows written by hand, each with its clause in the document's own words and the trigger in ``[[…]]``. Out:
``<slug>.gold.jsonl`` in the form that ``examples/README.md`` describes, with positions in ``plain_text(path)``: the
text that a perfect reader gets from a document, paragraphs apart by a blank line. A program that extracts its text
differently finds a row again by ``locate(anchor, text)``, which lets white space and cell borders vary.

Run ``python examples/make_gold.py`` to write it, with ``--check`` to compare.
"""

from __future__ import annotations

import html
import json
import re
import sys
import tomllib
from pathlib import Path
from typing import Any, Final

from lxml import etree
from lxml import html as lxml_html
from make_dossier import HERE, SLUG, Source, read_sources

Row = dict[str, Any]

_OPEN: Final = "open"
_DEFAULTS: Final[Row] = {
    "status": "happened", "at": None, "when_words": [], "places": [], "actors": [], "killed": None, "injured": None,
    "missing": None, "displaced": None, "figure_words": None, "source": None, "source_kind": None,
    "terms": None, "source_basis": None, "same_as": None,
}  # fmt: skip
_FIGURES: Final = ("killed", "injured", "missing", "displaced")


def source_text(source: Source) -> str:
    """The text of a document that is made from a source: its blocks, apart by a blank line."""
    if source.format == "eml":
        return source.body.strip()
    pieces = []
    for block in source.blocks:
        if block.kind == "table":
            pieces += [" | ".join(row) for row in block.rows]
        elif block.kind != "page-break":
            pieces.append(block.text)
    return "\n\n".join(pieces)


def html_text(page: bytes) -> str:
    """The text of a page's article: headings, paragraphs and table rows, apart by a blank line."""
    article = lxml_html.document_fromstring(page).find(".//article")
    if article is None:
        raise ValueError("the page has no article element")
    pieces = []
    for element in article.iter("h1", "p", "tr"):
        parts = element.findall("*") if element.tag == "tr" else [element]
        pieces.append(" | ".join(" ".join(str(part.xpath("string()")).split()) for part in parts))
    return "\n\n".join(pieces)


def feed_text(feed: bytes) -> str:
    """The text of a feed: title and description of each item, apart by a blank line."""
    pieces = []
    for item in etree.fromstring(feed).iter("item"):
        pieces.append(item.findtext("title") or "")
        pieces.append(html.unescape(re.sub(r"<[^>]+>", "", item.findtext("description") or "")))
    return "\n\n".join(pieces)


def plain_text(path: str, slug: str = SLUG) -> str:
    """The text of a document of the dossier, as a perfect reader gets it.

    Raises:
        ValueError: there is no way from this kind of file to its text.
    """
    made = {source.path: source for source in read_sources(slug)}
    if path in made:
        return source_text(made[path])
    raw = (HERE / slug / path).read_bytes()
    match path.rsplit(".", 1)[-1]:
        case "txt":
            return raw.decode("utf-8")
        case "html":
            return html_text(raw)
        case "xml":
            return feed_text(raw)
    raise ValueError(f"{path}: no way from this kind of file to its text")


def locate(anchor: str, text: str) -> tuple[int, int]:
    """Where an anchor stands in a text, however its white space was extracted: ``[start, end)`` in code points.

    Raises:
        ValueError: it is not there, or more than once.
    """
    pattern = r"[\s|]+".join(re.escape(word) for word in anchor.replace("|", " ").split())
    found = [match.span() for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text)]
    if len(found) != 1:
        raise ValueError(f"{anchor!r} is found {len(found)} times")
    return found[0]


def nearest(words: str, text: str, clause: tuple[int, int]) -> tuple[int, int]:
    """Where some words stand nearest to a clause: in it, or else before or after it.

    Raises:
        ValueError: the text does not have them.
    """
    found = [match.span() for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
    if not found:
        raise ValueError(f"{words!r} is not in the text")
    return min(found, key=lambda span: (max(clause[0] - span[0], span[1] - clause[1], 0), span))


def make_row(written: Row, path: str, text: str) -> Row:
    """A row of the gold from a row as written: positions computed, defaults filled in.

    Raises:
        ValueError: the clause has no trigger, or its words are not the document's.
    """
    match = re.fullmatch(r"(.*?)\[\[(.+?)\]\](.*)", written["clause"], re.DOTALL)
    if match is None:
        raise ValueError(f"{written['id']}: no [[trigger]] in the clause")
    anchor = "".join(match.groups())
    clause = locate(anchor, text)
    start = clause[0] + len(match[1])
    day = written["day"]
    bounds = [day, day] if isinstance(day, str) else day
    row: Row = {"id": written["id"], "document": path, "published": written.get("published")}
    row |= {"event": written["event"], "trigger": match[2]}
    row |= {"start": start, "end": start + len(match[2]), "clause": list(clause), "anchor": anchor}
    row |= {"gist": written["gist"], "kind": written["kind"], "status": written.get("status", "happened")}
    row |= {"not_before": bounds[0] or None, "not_after": bounds[1] or None}
    row |= {"basis": written["basis"], "clock": written["at"][11:16] if "at" in written else None}
    row |= {name: written.get(name, default) for name, default in _DEFAULTS.items() if name not in row}
    for name in _FIGURES:
        if row[name] is not None:
            row[name] = [None if bound == _OPEN else bound for bound in row[name]]
    row["when_spans"] = [list(nearest(words, text, clause)) for words in row["when_words"]]
    words = row["figure_words"]
    row["figure_span"] = None if words is None else list(nearest(words, text, clause))
    return row


def make_rows(slug: str = SLUG) -> list[Row]:
    """All rows of the gold, document by document, as ``gold.toml`` has them.

    Raises:
        ValueError: a row's words are not the document's; the message names the document and the row.
    """
    written = tomllib.loads((HERE / f"{slug}-sources" / "gold.toml").read_text(encoding="utf-8"))
    rows = []
    for document in written["document"]:
        text = plain_text(document["path"], slug)
        for row in document["row"]:
            try:
                rows.append(make_row({"published": document.get("published")} | row, document["path"], text))
            except ValueError as error:
                raise ValueError(f"{document['path']}, {row['id']}: {error}") from error
    return rows


def main(arguments: list[str]) -> int:
    """Write the gold, or with ``--check`` say whether it differs from its source (exit status 1)."""
    target: Path = HERE / f"{SLUG}.gold.jsonl"
    made = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in make_rows())
    if target.is_file() and target.read_text(encoding="utf-8") == made:
        return 0
    if "--check" in arguments:
        print(f"{target.name}: differs from its source")
        return 1
    target.write_text(made, encoding="utf-8")
    print(f"{target.name}: written")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
