"""XML and HTML from strangers, parsed without following anything out of the file.

No DTD, no external or internal entities, no network; documents that declare entities or nest too deeply are refused
before anything walks their tree.
"""

from __future__ import annotations

from typing import Any

from lxml import etree, html

from strandline.errors import InputRefused


def parse_xml(data: bytes, *, path: str, nesting: int) -> etree._Element:
    """The root of an XML document.

    Raises:
        InputRefused: ``xml-entities`` (it declares entities), ``too-deep``, or ``broken-xml``.
    """
    # not huge_tree: that would also lift the limit on entities inside attributes
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        message = str(error)
        if "memory" in message.lower():
            raise MemoryError from None
        if "entit" in message.lower():
            raise _entities(path) from None
        if "depth" in message.lower():
            raise too_deep(path, nesting) from None
        raise InputRefused(path, f"its XML is broken: {message}", code="broken-xml") from None
    dtd: Any = root.getroottree().docinfo.internalDTD
    if dtd is not None and next(dtd.iterentities(), None) is not None:
        raise _entities(path)
    check_nesting(root, path=path, nesting=nesting)
    return root


def parse_html(text: str, *, path: str, nesting: int) -> html.HtmlElement | None:
    """The root of an HTML page or fragment; None where it holds no element at all.

    Raises:
        InputRefused: ``too-deep``.
        MemoryError: in both cases the parser stops reading and would lose the rest of the page in silence.
    """
    parser = html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        root = html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        root = None
    complaints = {entry.type_name for entry in parser.error_log}
    if "ERR_NO_MEMORY" in complaints:
        raise MemoryError
    if "ERR_RESOURCE_LIMIT" in complaints:
        raise too_deep(path, nesting)
    if root is None:
        return None
    check_nesting(root, path=path, nesting=nesting)
    return root


def check_nesting(root: etree._Element, *, path: str, nesting: int) -> None:
    """Refuse a tree with more than ``nesting`` elements inside one another.

    Raises:
        InputRefused: ``too-deep``.
    """
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > nesting:
            raise too_deep(path, nesting)


def too_deep(path: str, nesting: int) -> InputRefused:
    """The refusal of a document whose parts lie more than ``nesting`` deep in one another."""
    reason = f"its parts are nested more than {nesting} deep, which no ordinary document is"
    return InputRefused(path, reason, code="too-deep")


def local_name(element: etree._Element) -> str:
    """The tag without its namespace; "" for comments and instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _entities(path: str) -> InputRefused:
    reason = "it declares XML entities, which can blow up to any size; remove its DOCTYPE to have it read"
    return InputRefused(path, reason, code="xml-entities")
