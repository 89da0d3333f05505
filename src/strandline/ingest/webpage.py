"""HTML pages: the words of the article, to the letter, and what the page says of itself.

Text comes from the page's own tree, never from an extractor's output, so that quotations stay exact. trafilatura is
the judge of what belongs to the article; every real paragraph around what it chose is kept as well, because leaving a
paragraph out loses facts and keeping a line too many does not.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from typing import Final

from lxml import etree, html

from strandline.errors import InputRefused
from strandline.ingest.canonical import join_paragraphs
from strandline.ingest.decoding import declared_charset, decode
from strandline.ingest.document_date import Stamp
from strandline.ingest.drafts import Draft, Source
from strandline.ingest.markup import HEADING_TAGS, Block, blocks_of
from strandline.ingest.safe_xml import local_name, parse_html
from strandline.ingest.webpage_metadata import PageMetadata, read_page_metadata
from strandline.ingest.webpage_names import NAMES

LOOSE_TAGS: Final = frozenset(
    {"p", "li", "blockquote", "dd", "dt", "pre", "tr", "figcaption", "div", "section", "article", "main", "body"}
)
ASIDE_TAGS: Final = frozenset({"nav", "aside", "footer", "form", "dialog"})
_ASIDE_WORDS: Final = frozenset(NAMES["layout"]["aside_words"])
JUDGED_ELEMENTS: Final = 20_000
"""The extractor's time grows with the square of a page; larger ones are taken by their real paragraphs alone."""

_NO_LETTERS: Final = re.compile(r"[\W_]+")
_SENTENCE_END: Final = re.compile(r"[.!?…:][\"'\u2019\u201d»)\]]*$")


def read_webpage(source: Source) -> Draft:
    """One page.

    Raises:
        InputRefused: ``undecodable``, ``too-deep`` or ``no-text``.
    """
    text = decode(source.data, path=source.path, declared=source.charset or declared_charset(source.data))
    root = parse_html(text, path=source.path, nesting=source.limits.nesting)
    if root is None:
        raise InputRefused(source.path, "the page holds no text", code="no-text")
    metadata = read_page_metadata(root, text)
    paragraphs = article_paragraphs(root, metadata)
    if not paragraphs:
        raise InputRefused(source.path, "the page holds no text", code="no-text")
    published = metadata.published
    return Draft(
        source=source,
        content=join_paragraphs(paragraphs),
        media_type="text/html",
        own=metadata.fields,
        published=published,
        making=metadata.making if published else (*metadata.making, *_guessed_date(root, text)),
    )


def article_paragraphs(root: html.HtmlElement, metadata: PageMetadata) -> list[str]:
    """The paragraphs of the article, headline first, in the order of the page."""
    body = root.find("body") if root.find("body") is not None else root
    blocks = list(blocks_of(body))
    kept = _kept(blocks, _Judgement(root))
    paragraphs = [block.text for block, keep in zip(blocks, kept, strict=True) if keep]
    written = [part.strip() for part in re.split(r"\n+", metadata.article_body or "") if part.strip()]
    if sum(map(len, paragraphs)) < 0.5 * sum(map(len, written)):
        paragraphs = _without_markup(written)
        kept = [False] * len(blocks)
    headline = _headline(blocks, kept, metadata.fields.title)
    if headline is not None and headline not in paragraphs[:3]:
        paragraphs.insert(0, headline)
    return paragraphs or [block.text for block in blocks]


def _quieten() -> None:
    """What the extractors log about odd pages is no news to the user of this program: refusals and notes are."""
    for name in ("trafilatura", "htmldate"):
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())


class _Judgement:
    """What trafilatura takes for the article, as letters and digits alone."""

    def __init__(self, root: html.HtmlElement) -> None:
        self.lines: set[str] = set()
        self.text = ""
        if sum(1 for _ in root.iter()) > JUDGED_ELEMENTS:
            return
        from trafilatura import bare_extraction

        _quieten()
        source = html.tostring(root, encoding="unicode")
        document = bare_extraction(source, fast=True, include_comments=False, include_tables=True, with_metadata=False)
        text = "" if document is None or isinstance(document, dict) else document.text or ""
        self.lines = {letters for line in text.splitlines() if (letters := _letters(line))}
        self.text = "".join(_letters(line) for line in text.splitlines())

    def has(self, block: Block) -> bool:
        letters = _letters(block.text)
        return bool(letters) and (letters in self.lines or (len(letters) >= 20 and letters in self.text))


def _kept(blocks: Sequence[Block], judgement: _Judgement) -> list[bool]:
    judged = [judgement.has(block) for block in blocks]
    scope = _scope([block.element for block, chosen in zip(blocks, judged, strict=True) if chosen])
    parents = {block.element.getparent() for block, chosen in zip(blocks, judged, strict=True) if chosen}
    kept = []
    for block, chosen in zip(blocks, judged, strict=True):
        in_scope = scope is None or block.element is scope or any(a is scope for a in block.element.iterancestors())
        beside = block.element.getparent() in parents
        kept.append(chosen or (in_scope and _is_real(block, beside=beside) and not _is_aside(block.element, scope)))
    for index in range(len(blocks) - 2, -1, -1):  # a heading stays with the paragraph that it heads
        if blocks[index].tag in HEADING_TAGS and kept[index + 1] and not _is_aside(blocks[index].element, scope):
            kept[index] = True
    return kept


def _scope(elements: Sequence[etree._Element]) -> etree._Element | None:
    """The smallest element that holds all that was chosen, or the ``<article>`` or ``<main>`` around it."""
    if not elements:
        return None
    common = [elements[0], *elements[0].iterancestors()]
    for element in elements[1:]:
        line = {element, *element.iterancestors()}
        common = [ancestor for ancestor in common if ancestor in line]
    for ancestor in common:
        if local_name(ancestor) in {"article", "main"} or ancestor.get("itemprop") == "articleBody":
            return ancestor
    return common[0] if len(elements) > 1 or len(common) < 2 else common[1]


def _is_real(block: Block, *, beside: bool) -> bool:
    """Is it a paragraph that somebody wrote, not a label of the page: words enough, a full stop, few links?"""
    words = len(block.text.split())
    if block.tag not in LOOSE_TAGS or block.link_share >= 0.5:
        return False
    ends = _SENTENCE_END.search(block.text) is not None
    return words >= 12 or (words >= 5 and ends) or (beside and words >= 2 and ends and block.tag == "p")


def _is_aside(element: etree._Element, scope: etree._Element | None) -> bool:
    for ancestor in (element, *element.iterancestors()):
        if ancestor is scope or local_name(ancestor) in {"body", "html"}:
            return False
        names = f"{ancestor.get('class') or ''} {ancestor.get('id') or ''}".lower().split()
        if local_name(ancestor) in ASIDE_TAGS or not _ASIDE_WORDS.isdisjoint(names):
            return True
    return False


def _headline(blocks: Sequence[Block], kept: Sequence[bool], title: str | None) -> str | None:
    """The visible headline, where it stands before the article: it states facts too."""
    first = next((index for index, keep in enumerate(kept) if keep), len(blocks))
    headings = [block.text for block in blocks[: first + 1] if block.tag == "h1"]
    same = [heading for heading in headings if title and _letters(heading) == _letters(title)]
    return same[-1] if same else headings[0] if len(headings) == 1 else None


def _guessed_date(root: html.HtmlElement, text: str) -> tuple[Stamp, ...]:
    """What htmldate makes of the page's layout, where the page itself marks no date; a mere year is no date."""
    if sum(1 for _ in root.iter()) > JUDGED_ELEMENTS:
        return ()
    from htmldate import find_date

    found = find_date(
        text,
        extensive_search=False,
        original_date=True,
        outputformat="%Y-%m-%dT%H:%M:%S%z",
        min_date="1990-01-01",
        max_date="2100-12-31",  # a fixed day: the default is the day of the run
    )
    if found is None or "-01-01T00:00:00" in found:
        return ()
    return (Stamp("the date in the page's layout", found),)


def _without_markup(paragraphs: Sequence[str]) -> list[str]:
    plain = []
    for paragraph in paragraphs:
        if "<" in paragraph:
            root = parse_html(paragraph, path="", nesting=100)
            plain += [block.text for block in blocks_of(root)] if root is not None else []
        else:
            plain.append(paragraph)
    return plain


def _letters(text: str) -> str:
    return _NO_LETTERS.sub("", text.lower())
