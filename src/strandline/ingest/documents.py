"""From a draft to a document: date, title, language and hashes."""

from __future__ import annotations

import hashlib

from strandline.ingest.canonical import clean
from strandline.ingest.date_phrases import parse_metadata_date
from strandline.ingest.date_values import ImpossibleDate
from strandline.ingest.document_date import DateEvidence, find_publication
from strandline.ingest.drafts import Draft
from strandline.ingest.language import language_of
from strandline.ingest.settings import IngestSettings
from strandline.ingest.titles import clean_title, first_line_title, is_junk_author
from strandline.records import Document


def finish(draft: Draft, settings: IngestSettings) -> tuple[Document, tuple[str, ...]]:
    """The document that a draft becomes, and what a person should know of it, without its path."""
    source, outer, own = draft.source, draft.source.fields, draft.own
    text = draft.content.text
    retrieved, retrieved_notes = _retrieved(outer.retrieved or own.retrieved)
    published, date_notes = find_publication(
        DateEvidence(
            given=settings.dated,
            outer=outer.dates,
            metadata=draft.published,
            making=draft.making,
            text=text,
            path=source.path,
            retrieved=retrieved,
            read_on=settings.read_on,
        )
    )
    digest = hashlib.sha256(source.data if source.original is None else source.original).hexdigest()
    title = outer.title or clean_title(own.title) or draft.headline or first_line_title(text)
    authors = outer.authors or tuple(name for name in own.authors if not is_junk_author(name))
    document = Document(
        id=digest[:16],
        sha256=digest,
        path=source.path,
        title=_line(title),
        publisher=_line(outer.publisher or own.publisher),
        authors=tuple(name for author in authors if (name := _line(author))),
        published=published,
        retrieved=retrieved,
        language=_language(outer.language) or language_of(text) or _language(own.language),
        text=text,
        text_sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(),
        locators=draft.content.locators,
        media_type=draft.media_type,
        url=_line(outer.url or own.url),
    )
    return document, (*draft.notes, *retrieved_notes, *date_notes)


def _retrieved(raw: str | None) -> tuple[str | None, tuple[str, ...]]:
    """The day or instant of retrieval in ISO 8601; what is no single date is passed over with a note."""
    if raw is None:
        return None, ()
    try:
        value = parse_metadata_date(raw)
    except ImpossibleDate as error:
        return None, (f"the date of retrieval {raw[:60]!r} is none: {error}",)
    if value is None or not value.is_single_day:
        return None, (f"the date of retrieval {raw[:60]!r} could not be read as a date",)
    return value.earliest, ()


def _line(value: str | None) -> str | None:
    return " ".join(clean(value).split()) or None if value else None


def _language(code: str | None) -> str | None:
    """The language part of a tag such as ``en-GB``; None for what is no tag."""
    part = (code or "").strip().replace("_", "-").split("-")[0].lower()
    return part if 2 <= len(part) <= 3 and part.isascii() and part.isalpha() else None
