"""Checks that what a chronology says is what its documents say: records in, faults in words out.

The same checks guard every write (``require_sound``) and serve ``strandline verify`` (``auditing``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, Protocol

from strandline.errors import ChronologyError, QuoteMismatch
from strandline.records import Claim, Document, Event, When, bounds_of, instant_of

_SHOWN: int = 60


class Fault(NamedTuple):
    """Something that is wrong, in words; ``misquoted`` where words are not where the record says they are."""

    message: str
    misquoted: bool = False


class HasSpan(Protocol):
    """Anything that stands on some words: positions are code points, end excluded."""

    @property
    def start(self) -> int:
        """First code point."""

    @property
    def end(self) -> int:
        """One past the last code point."""

    @property
    def text(self) -> str:
        """The words."""


def text_sha256(text: str) -> str:
    """Hash of a canonical text: SHA-256 of its UTF-8 bytes, in hex."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def stands(words: str, start: int, end: int, text: str) -> bool:
    """Whether ``words`` stand at ``[start, end)`` of ``text``, code points."""
    return 0 <= start <= end and text[start:end] == words


def document_faults(document: Document) -> Iterator[Fault]:
    """What is wrong with a document by itself: hashes, id, locators, date."""
    if document.id != document.sha256[:16]:
        yield Fault(f"its id {document.id} is not the beginning of its sha256 {document.sha256}")
    if document.text_sha256 != text_sha256(document.text):
        yield Fault("its text has changed: text_sha256 does not fit")
    for locator in document.locators:
        if not 0 <= locator.start <= locator.end <= len(document.text):
            yield Fault(f"{locator.kind} {locator.number} spans [{locator.start}, {locator.end}), past the text's end")
    published = document.published
    if published is not None:
        yield from _interval_faults(published.earliest, published.latest, "published")


def claim_faults(claim: Claim, text: str) -> Iterator[Fault]:
    """What is wrong with a claim, given the text of its document: every span, the interval, the figures."""
    if not claim.quote or not stands(claim.quote, claim.start, claim.end, text):
        yield _mismatch("quote", claim.start, claim.end, claim.quote, text)
    for name, span in claim_spans(claim):
        if not stands(span.text, span.start, span.end, text):
            yield _mismatch(name, span.start, span.end, span.text, text)
    if not claim.start <= claim.trigger.start <= claim.trigger.end <= claim.end:
        yield Fault(f"its trigger [{claim.trigger.start}, {claim.trigger.end}) lies outside its quote", misquoted=True)
    for figure in claim.figures:
        if figure.high is not None and figure.low > figure.high:
            yield Fault(f"the figure {figure.text!r} is at least {figure.low} and at most {figure.high}")
    if not 0.0 <= claim.confidence <= 1.0:
        yield Fault(f"its confidence {claim.confidence} is no probability")
    yield from when_faults(claim.when)


def claim_spans(claim: Claim) -> Iterator[tuple[str, HasSpan]]:
    """Every span that a claim carries beside its quote, with the name of its field."""
    yield "trigger", claim.trigger
    if claim.when.expression is not None:
        yield "when.expression", claim.when.expression
    for place in claim.where:
        yield "where", place
    for actor in claim.actors:
        yield "actors", actor
    for figure in claim.figures:
        yield "figures", figure
    for link in claim.attribution:
        if link.source is not None:
            yield "attribution.source", link.source
        if link.cue is not None:
            yield "attribution.cue", link.cue
        yield "attribution.content", link.content


def event_faults(event: Event, claims: Mapping[str, Claim], texts: Mapping[str, str]) -> Iterator[Fault]:
    """What is wrong with an event, given all claims by id and all texts by document id."""
    missing = [claim for claim in event.claims if claim not in claims]
    if missing:
        yield Fault(f"its claims {', '.join(missing)} are not in the chronology")
        return
    if not event.claims and event.review == "open":
        yield Fault("it stands on no claim")
    members = [claims[claim] for claim in event.claims]
    for claim in members:
        if claim.event != event.id:
            yield Fault(f"its claim {claim.id} names the event {claim.event} instead")
    sources = sorted({claim.document for claim in members})
    if len(sources) != event.documents:
        yield Fault(f"it counts {event.documents} documents, its claims stand in {len(sources)}")
    cited = [texts[source] for source in sources if source in texts]
    for name, span in _event_spans(event):
        if members and not any(stands(span.text, span.start, span.end, text) for text in cited):
            words = f"{_short(span.text)} does not stand at [{span.start}, {span.end}) of any of its documents"
            yield Fault(f"{name}: {words}", misquoted=True)
    for figure in event.figures:
        if figure.high is not None and figure.low > figure.high:
            yield Fault(f"the figure {figure.what} is at least {figure.low} and at most {figure.high}")
    yield from when_faults(event.when)


def _event_spans(event: Event) -> Iterator[tuple[str, HasSpan]]:
    if event.when.expression is not None:
        yield "when.expression", event.when.expression
    for place in event.where:
        yield "where", place
    for actor in event.actors:
        yield "actors", actor


def when_faults(when: When) -> Iterator[Fault]:
    """What is wrong with a time: no ISO form, or the end before the beginning."""
    try:
        earliest, latest = bounds_of(when)
    except ValueError as error:
        yield Fault(f"when: {error}")
        return
    if earliest is not None and latest is not None and earliest > latest:
        yield Fault(f"when: {when.earliest} is after {when.latest}")


def _interval_faults(earliest: str, latest: str, name: str) -> Iterator[Fault]:
    try:
        ordered = instant_of(earliest) <= instant_of(latest, end_of_day=True)
    except ValueError as error:
        yield Fault(f"{name}: {error}")
        return
    if not ordered:
        yield Fault(f"{name}: {earliest} is after {latest}")


def _mismatch(name: str, start: int, end: int, words: str, text: str) -> Fault:
    return Fault(f"{name}: [{start}, {end}) reads {_short(text[start:end])}, not {_short(words)}", misquoted=True)


def _short(words: str) -> str:
    return repr(words if len(words) <= _SHOWN else words[:_SHOWN] + "…")


def require_sound(document: Document, claims: Iterable[Claim]) -> None:
    """Refuse a document or claims of it that do not stand on the document's own words.

    Raises:
        QuoteMismatch: some span is not where it says.
        ChronologyError: some other invariant of the records is broken.
    """
    for fault in document_faults(document):
        raise _error(document.path, fault)
    for claim in claims:
        for fault in claim_faults(claim, document.text):
            raise _error(f"{document.path}: claim {claim.id}", fault)


def _error(where: str, fault: Fault) -> ChronologyError:
    return (QuoteMismatch if fault.misquoted else ChronologyError)(f"{where}: {fault.message}")
