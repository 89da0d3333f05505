"""From an HTML tree to blocks of text: paragraphs, headings, list items and table rows, in the order of the page.

White space is collapsed as a browser does; ``<br>`` is a line end, two of them end the paragraph; soft hyphens, which
only say where a word may be broken, are dropped. What no reader sees (scripts, templates, hidden elements) is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from strandline.ingest.safe_xml import local_name

BLOCK_TAGS: Final = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog",
        "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "h1", "h2",
        "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol",
        "optgroup", "option", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
    }
)  # fmt: skip
SKIPPED_TAGS: Final = frozenset(
    {
        "applet", "area", "audio", "base", "button", "canvas", "datalist", "embed", "frame", "head", "iframe",
        "input", "link", "map", "math", "meta", "meter", "noframes", "noscript", "object", "param", "picture",
        "progress", "rp", "rt", "script", "select", "source", "style", "svg", "template", "textarea", "title",
        "track", "video", "wbr",
    }
)  # fmt: skip
CELL_TAGS: Final = frozenset({"td", "th"})
HEADING_TAGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

_SPACE: Final = re.compile(r"[ \t\n\r\f]+")
_SOFT_HYPHEN: Final = "\N{SOFT HYPHEN}"
_HIDDEN_STYLE: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass
class Block:
    """A paragraph of a page.

    Attributes:
        element: the innermost block element that it stands in.
        text: its text, white space collapsed, ``\\n`` for line breaks.
        link_share: how much of the text lies in links, 0 to 1.
    """

    element: etree._Element
    text: str
    link_share: float

    @property
    def tag(self) -> str:
        """Tag of ``element``."""
        return local_name(self.element)


@dataclass
class _Pen:
    """Collects the inline text of one block."""

    element: etree._Element
    pieces: list[str] = field(default_factory=list)
    linked: int = 0

    def flush(self) -> Iterator[Block]:
        text = "".join(self.pieces).replace(_SOFT_HYPHEN, "")
        total = max(1, len("".join(text.split())))
        linked, self.pieces, self.linked = self.linked, [], 0
        for part in re.split(r"\n\s*\n", _tidy(text)):
            if part.strip():
                yield Block(self.element, part.strip(" \n"), min(1.0, linked / total))


def blocks_of(root: etree._Element) -> Iterator[Block]:
    """The blocks of a tree, in its order; iterative, so that no depth of nesting can exhaust the stack."""
    pen = _Pen(root)
    open_blocks: list[etree._Element] = [root]
    in_link = in_pre = 0
    skipping: etree._Element | None = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = local_name(element).lower()
        if event == "start":
            if skipping is None and _is_skipped(element, name):
                skipping = element
            if skipping is not None:
                continue
            if name in BLOCK_TAGS:
                yield from pen.flush()
                open_blocks.append(element)
                pen.element = element
            in_link += name == "a"
            in_pre += name == "pre"
            if name == "br":
                pen.pieces.append("\n")
            elif name in CELL_TAGS and "".join(pen.pieces).strip():
                pen.pieces.append("\t")
            _write(pen, element.text, in_link=in_link, in_pre=in_pre)
            continue
        if skipping is not None:
            if element is skipping:
                skipping = None
                if element is not root:
                    _write(pen, element.tail, in_link=in_link, in_pre=in_pre)
            continue
        in_link -= name == "a"
        in_pre -= name == "pre"
        if name in BLOCK_TAGS and len(open_blocks) > 1:
            yield from pen.flush()
            open_blocks.pop()
            pen.element = open_blocks[-1]
        if element is not root:
            _write(pen, element.tail, in_link=in_link, in_pre=in_pre)
    yield from pen.flush()


def text_of(element: etree._Element) -> str:
    """All text of an element on one line, white space collapsed."""
    return " ".join("".join(str(piece) for piece in element.itertext()).replace(_SOFT_HYPHEN, "").split())


def _is_skipped(element: etree._Element, name: str) -> bool:
    if not name or name in SKIPPED_TAGS:
        return True
    if element.get("hidden") is not None and element.get("hidden") != "until-found":
        return True
    return _HIDDEN_STYLE.search(element.get("style") or "") is not None


def _write(pen: _Pen, text: str | None, *, in_link: int, in_pre: int) -> None:
    if not text:
        return
    text = text.replace("\r\n", "\n").replace("\r", "\n") if in_pre > 0 else _SPACE.sub(" ", text)
    pen.pieces.append(text)
    if in_link > 0:
        pen.linked += len("".join(text.split()))


def _tidy(text: str) -> str:
    """One blank between words, none at line ends; tabs stand between table cells."""
    text = re.sub(r" {2,}", " ", text)
    return re.sub(r" *([\t\n]) *", r"\1", text)
