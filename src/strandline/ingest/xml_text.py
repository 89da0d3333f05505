"""XML of other kinds (NITF, TEI, DocBook, …): the paragraphs that it marks as such."""

from __future__ import annotations

from typing import Final

from lxml import etree

from strandline.errors import InputRefused
from strandline.ingest.canonical import join_paragraphs
from strandline.ingest.drafts import Draft, Source
from strandline.ingest.markup import text_of
from strandline.ingest.safe_xml import local_name, parse_xml
from strandline.ingest.sidecars import Fields

PARAGRAPH_TAGS: Final = frozenset(
    {"p", "para", "simpara", "paragraph", "hl1", "hl2", "headline", "head", "h1", "h2", "h3", "l"}
)
TITLE_TAGS: Final = ("hl1", "headline", "title")


def read_xml(source: Source) -> Draft:
    """One XML document whose paragraphs can be told.

    Raises:
        InputRefused: ``xml-entities``, ``too-deep``, ``broken-xml``, or ``unsupported`` where it marks no paragraphs.
    """
    root = parse_xml(source.data, path=source.path, nesting=source.limits.nesting)
    elements = list(root.iter(etree.Element))
    paragraphs = [
        text_of(element) for element in elements
        if _is_paragraph(element) and not any(_is_paragraph(ancestor) for ancestor in element.iterancestors())
    ]  # fmt: skip
    content = join_paragraphs(paragraphs)
    if not content.text:
        reason = "it is XML of a kind that marks no paragraphs; save its text as HTML or plain text"
        raise InputRefused(source.path, reason, code="unsupported")
    by_name = {name: text_of(e) for name in reversed(TITLE_TAGS) for e in elements if local_name(e).lower() == name}
    title = next((by_name[name] for name in TITLE_TAGS if by_name.get(name)), None)
    return Draft(source=source, content=content, media_type="application/xml", own=Fields(title=title))


def _is_paragraph(element: etree._Element) -> bool:
    """A paragraph or heading; a ``head`` that holds a title is the document's own, not a heading."""
    name = local_name(element).lower()
    return name in PARAGRAPH_TAGS and not (name == "head" and any(local_name(child) == "title" for child in element))
