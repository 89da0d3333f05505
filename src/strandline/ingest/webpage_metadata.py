"""What a page says of itself: JSON-LD, meta elements, microdata, visible date lines; names stand in ``webpage.toml``.

Dates are handed on as written: of publication (``Fields.dates``, strongest first) and of making (``making``), which
``document_date`` believes only where nothing better is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from lxml import etree

from strandline.ingest.date_names import date_of_name
from strandline.ingest.date_phrases import find_dates
from strandline.ingest.document_date import Stamp
from strandline.ingest.json_ld import json_ld_objects, main_article, names_of, strings_of
from strandline.ingest.markup import text_of
from strandline.ingest.sidecars import Fields
from strandline.ingest.webpage_names import NAMES

AUTHOR_CHARACTERS: Final = 80

_DATE_WORDS: Final = frozenset(NAMES["layout"]["date_words"])
_CHANGED_WORDS: Final = frozenset(NAMES["layout"]["changed_words"])
_SAVED_FROM: Final = re.compile(r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:)\s*(\S+)")
_SEPARATOR: Final = re.compile(r"\s+(?:[|\u2013\u2014»·•-]|::)\s+|\s*\|\s*")


@dataclass(frozen=True, kw_only=True)
class PageMetadata:
    """What a page says of itself.

    Attributes:
        fields: title, publisher, authors, address, language; ``dates`` of publication as written.
        published: the same dates with the names of the fields that they stand in.
        making: dates of creation and change.
        article_body: the text that JSON-LD gives for pages that build theirs by script.
    """

    fields: Fields
    published: tuple[Stamp, ...]
    making: tuple[Stamp, ...]
    article_body: str | None


def read_page_metadata(root: etree._Element, raw: str) -> PageMetadata:
    """Everything that the page says of itself.

    Args:
        root: the parsed page.
        raw: its source, for the comments in which browsers note where a page was saved from.
    """
    graph = list(json_ld_objects(root))
    article = main_article(graph)
    metas = _metas(root)
    saved = _SAVED_FROM.search(raw[:4_000])
    canonical = next((link.get("href") for link in root.iter("link") if _has(link.get("rel"), "canonical")), None)
    url = _web_address(canonical, *_all(metas, "url"), article.get("url"), saved and saved[1])
    publisher = _publisher(metas, article, graph)
    title, site = _title(root, metas, article, publisher)
    publisher = publisher or site or (urlsplit(url or "").hostname or "").removeprefix("www.") or None
    published, changed = _dates(root, metas, article, url)
    body = article.get("articleBody")
    return PageMetadata(
        fields=Fields(
            title=title,
            publisher=publisher,
            authors=_authors(root, metas, article, graph),
            url=url,
            language=(root.get("lang") or "").split("-")[0].lower() or None,
            dates=tuple(stamp.raw for stamp in published),
        ),
        published=tuple(published),
        making=tuple(changed),
        article_body=body if isinstance(body, str) and body.strip() else None,
    )


# ------------------------------------------------------------------------------------------------ dates


def _dates(
    root: etree._Element, metas: Mapping[str, list[str]], article: Mapping[str, Any], url: str | None
) -> tuple[list[Stamp], list[Stamp]]:
    published = [Stamp("JSON-LD datePublished", value) for value in strings_of(article.get("datePublished"))]
    published += _stamps(metas, "published")
    visible, visible_changes = _visible_dates(root)
    published += visible
    published += [Stamp("JSON-LD dateCreated", value) for value in strings_of(article.get("dateCreated"))]
    published += _stamps(metas, "created")
    if url and (value := date_of_name(urlsplit(url).path.removesuffix("/"))[0]) is not None and value.is_single_day:
        published.append(Stamp("the date in the page's address", value.earliest))
    changed = [Stamp("JSON-LD dateModified", value) for value in strings_of(article.get("dateModified"))]
    changed += _stamps(metas, "modified") + visible_changes
    return published, changed


def _stamps(metas: Mapping[str, list[str]], kind: str) -> list[Stamp]:
    return [Stamp(f"meta {name}", value) for name in NAMES["meta"][kind] for value in metas.get(name, ())]


def _visible_dates(root: etree._Element) -> tuple[list[Stamp], list[Stamp]]:
    """Dates that a reader sees, in elements marked as such: microdata, ``<time>``, and telling class names."""
    exact: list[Stamp] = []
    marked: list[Stamp] = []
    times: list[Stamp] = []
    changed: list[Stamp] = []
    for element in root.iter(etree.Element):
        words = _words(element)
        itemprop = (element.get("itemprop") or "").lower()
        is_time = element.tag == "time"
        if not is_time and not itemprop and not words & (_DATE_WORDS | _CHANGED_WORDS):
            continue
        if _is_aside(element):
            continue
        raw = element.get("datetime") or element.get("content") or element.get("title") or text_of(element)
        if len(raw) > 200:
            continue
        if itemprop == "datepublished":
            exact.append(Stamp("itemprop datePublished", raw))
        elif itemprop == "datemodified" or words & _CHANGED_WORDS:
            changed.append(Stamp("a visible date of change", raw))
        elif is_time and element.get("pubdate") is not None:
            exact.append(Stamp("time pubdate", raw))
        elif words & _DATE_WORDS and any(True for _ in find_dates(raw)):
            marked.append(Stamp("a visible date line", _date_in(raw)))
        elif is_time and element.get("datetime"):
            times.append(Stamp("time datetime", raw))
    # Several <time> elements are as likely a programme of events as a date line.
    lone = times[:1] if len({stamp.raw for stamp in times}) == 1 else []
    return exact + marked[:3] + lone, changed


def _date_in(raw: str) -> str:
    found = next(find_dates(raw), None)
    return raw if found is None or len(raw) <= 40 else raw[found.start : found.end]


def _words(element: etree._Element) -> frozenset[str]:
    names = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
    return frozenset(names.split())


def _is_aside(element: etree._Element) -> bool:
    aside = frozenset(NAMES["layout"]["aside_words"])
    return any(
        ancestor.tag in {"aside", "nav"} or (ancestor.tag != "body" and _words(ancestor) & aside)
        for ancestor in element.iterancestors()
    )


# ------------------------------------------------------------------------------------------------ who and what


def _metas(root: etree._Element) -> dict[str, list[str]]:
    metas: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv")
        content = (meta.get("content") or meta.get("value") or meta.get("datetime") or "").strip()
        if name and content:
            metas.setdefault(name.strip().lower(), []).append(content)
    return metas


def _all(metas: Mapping[str, list[str]], kind: str) -> list[str]:
    return [value for name in NAMES["meta"][kind] for value in metas.get(name, ())]


def _title(
    root: etree._Element, metas: Mapping[str, list[str]], article: Mapping[str, Any], publisher: str | None
) -> tuple[str | None, str | None]:
    """The title, and the name of the site where the page's ``<title>`` gives it away."""
    headings = [heading for element in root.iter("h1") if (heading := text_of(element))]
    titles = [text_of(element) for element in root.iter("title")][:1]
    candidates = _all(metas, "title")[:1] + strings_of(article.get("headline"))
    candidates += headings if len(headings) == 1 else []
    site = next((name for title in titles if (name := _site_of(title, headings + candidates[:1]))), None)
    for candidate in candidates + titles + headings:
        title = without_site(" ".join(candidate.split()), publisher or site, headings)
        if title:
            return title, site
    return None, site


def _site_of(title: str, headlines: list[str]) -> str | None:
    """``Gazette`` of ``Ferry sinks | Gazette``, where the rest is the headline."""
    parts = _SEPARATOR.split(title)
    known = {_letters(headline) for headline in headlines}
    if len(parts) != 2 or not known.isdisjoint({_letters(title)}):
        return None
    return parts[1] if _letters(parts[0]) in known else parts[0] if _letters(parts[1]) in known else None


def without_site(title: str, publisher: str | None, headings: Iterable[str]) -> str:
    """A title without the name of the site at its end or start.

    A part is the site's name if it says so itself, or if what remains stands as a heading on the page.
    """
    parts = _SEPARATOR.split(title)
    if len(parts) < 2:
        return title
    normal = {_letters(heading) for heading in headings}
    site = _letters(publisher or "")
    for kept, dropped in ((parts[:-1], parts[-1]), (parts[:1], " ".join(parts[1:])), (parts[1:], parts[0])):
        first = title.find(kept[0])
        rest = title[first : title.rfind(kept[-1]) + len(kept[-1])]
        name = _letters(dropped)
        if _letters(rest) in normal or (site and name and (name == site or site.startswith(name) or name in site)):
            return rest.strip()
    return title


def _publisher(metas: Mapping[str, list[str]], article: Mapping[str, Any], graph: list[dict[str, Any]]) -> str | None:
    names = metas.get("og:site_name", []) + names_of(article.get("publisher"), graph) + _all(metas, "publisher")
    return next((name for name in names if not name.startswith(("http://", "https://", "@"))), None)


def _authors(
    root: etree._Element, metas: Mapping[str, list[str]], article: Mapping[str, Any], graph: list[dict[str, Any]]
) -> tuple[str, ...]:
    sources = (
        names_of(article.get("author"), graph),
        _all(metas, "author"),
        [text_of(link) for link in root.iter("a") if _has(link.get("rel"), "author")],
        [text_of(e) for e in root.iter(etree.Element) if (e.get("itemprop") or "").lower() == "author"],
    )
    for names in sources:
        authors = tuple(dict.fromkeys(author for name in names for author in split_authors(name)))
        if authors:
            return authors
    return ()


def split_authors(line: str) -> list[str]:
    """The names in a byline: ``By Ann Writer and Ben Scribe`` gives two; addresses and handles give none.

    >>> split_authors("By Ann Writer and Ben Scribe")
    ['Ann Writer', 'Ben Scribe']
    """
    line = re.sub(r"^\s*by\b:?\s+", "", " ".join(line.split()), flags=re.IGNORECASE)
    names = re.split(r"\s*;\s*|\s+and\s+|\s+&\s+|\s*\|\s*", line)
    if "," in line and all(" " in part.strip() for part in line.split(",")):
        names = [part for name in names for part in name.split(",")]
    return [
        name.strip()
        for name in names
        if 0 < len(name.strip()) <= AUTHOR_CHARACTERS and not re.match(r"\s*(?:https?:|@|www\.)", name)
    ]


def _web_address(*candidates: object) -> str | None:
    for candidate in candidates:
        if isinstance(candidate, str) and re.match(r"https?://[^\s/]+", candidate.strip()):
            try:
                urlsplit(candidate.strip())
            except ValueError:
                continue
            return candidate.strip()
    return None


def _has(attribute: str | None, word: str) -> bool:
    return word in (attribute or "").lower().split()


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.lower())
