"""What is done to one document, in a worker: reading, places, timing, actors, claims, in that order.

This is the only place that knows how these stages hang together. ``open_analyst`` is named by ``Stages.analyst``; a
test may name another function of the same form.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import msgspec

from strandline.pipeline.countries import countries_of_zone, country_finder
from strandline.records import Claim, Document, Reading
from strandline.store import StoredReading, Unresolved, pack_reading, require_sound, unpack_reading


class AnalysisSettings(msgspec.Struct, frozen=True, kw_only=True):
    """How a document is read: the zone (IANA) of clock times whose place does not tell it.

    ``ahead``: what merging will want to know of each document alone is worked out too.
    """

    timezone: str | None = None
    ahead: bool = False


class Analysis(msgspec.Struct, frozen=True, kw_only=True):
    """What was found in one document.

    ``reading`` is packed (``store.pack_reading``); ``seconds`` is the time that each stage took; ``ahead`` is what
    merging will find in what is kept (``reconciling.worked_out_ahead``).
    """

    reader: str
    reading: bytes
    claims: tuple[Claim, ...]
    unresolved: tuple[Unresolved, ...]
    seconds: dict[str, float]
    ahead: dict[str, bytes] = {}


class StageError(Exception):
    """A stage failed on a document. ``stage`` names it; the cause is the exception that it raised."""

    def __init__(self, stage: str) -> None:
        super().__init__(stage)
        self.stage = stage


Analyst = Callable[[Document, Sequence[StoredReading]], Analysis]
"""Takes a document and what readers saw in its text earlier; raises ``StageError``."""


class StageClock:
    """Times the stages of one document and names the one that failed."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time what happens inside under ``name``.

        Raises:
            StageError: something inside raised an exception.
        """
        started = time.perf_counter()
        try:
            yield
        except Exception as error:
            raise StageError(name) from error
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - started


def open_analyst(settings: AnalysisSettings) -> Analyst:
    """Load reader and gazetteer once for a process.

    Raises:
        InstallationError: weights or gazetteer are missing.
    """
    from strandline.actors import resolve_actors
    from strandline.claims import extract_claims
    from strandline.places import Gazetteer, resolve_places, zones_of
    from strandline.reading import Reader
    from strandline.timing import tag_times

    reader = Reader.load(threads=1)
    gazetteer = Gazetteer.open()
    country_of = country_finder(gazetteer)
    pile = countries_of_zone(settings.timezone)

    def analyse(document: Document, known: Sequence[StoredReading]) -> Analysis:
        clock = StageClock()
        text = document.text
        with clock.stage("reading"):
            reading = known_reading(known, reader.fingerprint) or reader.read(text)
        with clock.stage("places"):
            places = resolve_places(text, reading=reading, gazetteer=gazetteer, pile_countries=pile)
        with clock.stage("timing"):
            zone_of = zones_of(places, gazetteer)
            times = tag_times(
                text, reading=reading, published=document.published, zone=settings.timezone, zone_of_place=zone_of
            )
        with clock.stage("actors"):
            actors = resolve_actors(text, reading=reading, places=places, country_of=country_of)
        with clock.stage("claims"):
            claims = extract_claims(document, reading=reading, times=times, places=places, actors=actors)
            require_sound(document, claims)
        ahead: dict[str, bytes] = {}
        if settings.ahead:
            from strandline.reconciling import worked_out_ahead

            with clock.stage("reconciling"):
                ahead = worked_out_ahead(document, claims)
        return Analysis(
            reader=reader.fingerprint,
            reading=pack_reading(reading),
            claims=tuple(claims),
            unresolved=unresolved_times(times),
            seconds=clock.seconds,
            ahead=ahead,
        )

    return analyse


def known_reading(known: Sequence[StoredReading], reader: str) -> Reading | None:
    """What this very reader saw in the text earlier, if it can still be unpacked."""
    for stored in known:
        if stored.reader == reader:
            try:
                return unpack_reading(stored.reading)
            except (msgspec.DecodeError, msgspec.ValidationError):
                return None  # the form of a reading has changed since
    return None


def unresolved_times(times: Sequence[Any]) -> tuple[Unresolved, ...]:
    """The expressions of dates and clock times that point at no known time."""
    return tuple(
        Unresolved(start=found.start, end=found.end, text=found.text, offset=found.offset)
        for found in times
        if found.when is None and (found.offset is not None or found.type in ("DATE", "TIME"))
    )
