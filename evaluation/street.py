"""One document through the stages in this process, for measuring a stage on what the stages before it really give."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache

from evaluation.readings import KeepingReader
from strandline.actors import resolve_actors
from strandline.claims import extract_claims
from strandline.pipeline.countries import country_finder
from strandline.places import Gazetteer, resolve_places, zones_of
from strandline.reading import Reader
from strandline.records import Claim, Document, Place, Published, Reading, TimeExpression
from strandline.timing import tag_times


@dataclass(frozen=True)
class Street:
    """What every stage made of one document."""

    document: Document
    reading: Reading
    times: tuple[TimeExpression, ...]
    places: tuple[Place, ...]
    claims: tuple[Claim, ...]


@lru_cache(maxsize=1)
def tools() -> tuple[Reader, Gazetteer]:
    return KeepingReader.load(), Gazetteer.open()


def document_of(text: str, published: str | None, *, identifier: str = "document") -> Document:
    """A document of a text with its date."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    dated = None if published is None else Published(earliest=published, latest=published, basis="given")
    return Document(
        id=digest[:16], sha256=digest, path=identifier, title=None, publisher=None, authors=(), published=dated,
        retrieved=None, language="en", text=text, text_sha256=digest,
    )  # fmt: skip


def run(text: str, published: str | None, *, identifier: str = "document") -> Street:
    """All stages up to claims."""
    reader, gazetteer = tools()
    document = document_of(text, published, identifier=identifier)
    reading = reader.read(text)
    places = resolve_places(text, reading=reading, gazetteer=gazetteer)
    times = tag_times(text, reading=reading, published=document.published, zone_of_place=zones_of(places, gazetteer))
    actors = resolve_actors(text, reading=reading, places=places, country_of=country_finder(gazetteer))
    claims = extract_claims(document, reading=reading, times=times, places=places, actors=actors)
    return Street(document, reading, times, places, claims)
