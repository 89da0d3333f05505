"""Small chronologies built by hand, for every test that needs one."""

from __future__ import annotations

import hashlib
from typing import Any

from strandline.records import (
    UNKNOWN_WHEN,
    Actor,
    Attribution,
    Claim,
    ClaimFigure,
    Conflict,
    ConflictValue,
    Document,
    Event,
    EventFigure,
    Figure,
    Locator,
    Origin,
    Place,
    Published,
    Span,
    Trigger,
    When,
)
from strandline.store import Contents, InputRecord, text_sha256


def document(path: str, text: str, **fields: Any) -> Document:
    sha256 = hashlib.sha256(f"{path}\n{text}".encode()).hexdigest()
    given: dict[str, Any] = {
        "title": None, "publisher": None, "authors": (), "published": None, "retrieved": None, "language": "en",
    }  # fmt: skip
    return Document(
        id=sha256[:16], sha256=sha256, path=path, text=text, text_sha256=text_sha256(text), **{**given, **fields}
    )


def day(iso: str, **fields: Any) -> When:
    given: dict[str, Any] = {
        "earliest": iso, "latest": iso, "granularity": "day", "edtf": iso, "timex": None, "expression": None,
        "basis": "stated", "qualifier": "", "zone": None, "zone_assumed": False, "reason": f"“{iso}” → {iso}",
    }  # fmt: skip
    return When(**{**given, **fields})


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words), words)


def actor(text: str, words: str, **fields: Any) -> Actor:
    at = span(text, words)
    given = {"name": words, "id": "actor:" + words.lower().replace(" ", "-"), "role": "agent"}
    return Actor(start=at.start, end=at.end, text=words, **{**given, **fields})


def place(text: str, words: str, **fields: Any) -> Place:
    at = span(text, words)
    given: dict[str, Any] = {
        "name": words, "id": "place:" + words.lower(), "lat": 61.25, "lon": 5.5, "country": "NO", "level": "locality",
        "precision": 5.0,
    }  # fmt: skip
    return Place(start=at.start, end=at.end, text=words, **{**given, **fields})


def claim(of: Document, quote: str, trigger: str, **fields: Any) -> Claim:
    at = span(of.text, quote)
    start = at.start + quote.index(trigger)
    given: dict[str, Any] = {
        "kind": "accident", "status": "happened", "when": UNKNOWN_WHEN, "where": (), "actors": (), "figures": (),
        "attribution": (), "confidence": 0.75, "status_reason": "past tense",
    }  # fmt: skip
    return Claim(
        id=hashlib.sha256(f"{of.id} {quote} {trigger}".encode()).hexdigest()[:16],
        document=of.id, start=at.start, end=at.end, quote=quote,
        trigger=Trigger(start=start, end=start + len(trigger), text=trigger, lemma=trigger.lower()),
        **{**given, **fields},
    )  # fmt: skip


def event(identity: str, claims: tuple[Claim, ...], gist: str, **fields: Any) -> Event:
    given: dict[str, Any] = {
        "kind": claims[0].kind, "status": claims[0].status, "when": claims[0].when, "where": claims[0].where,
        "actors": claims[0].actors, "figures": (), "documents": len({claim.document for claim in claims}),
        "origins": 1, "conflicts": (), "after": (), "before": (),
    }  # fmt: skip
    return Event(id=identity, gist=gist, claims=tuple(claim.id for claim in claims), **{**given, **fields})


LOG_TEXT = (
    "Harbour log, 1 March 2024.\n\nThe lighter Ulva grounded on the Skarv bank on 1 March.\n"
    "At least 3 hands were hurt, the pilot said."
)
PAPER_TEXT = (
    "SKARVIK, March 3: The Ulva grounded off Skarvik on Saturday. Six people were hurt.\n\nA tug is to come on Monday."
)


def small() -> Contents:
    """Two documents, five claims, three events; one of them disputed, one planned, one without a time."""
    log = document(
        "log.txt", LOG_TEXT, title="Harbour log", origin="o1",
        published=Published(earliest="2024-03-01", latest="2024-03-01", basis="dateline"),
        locators=(Locator(kind="paragraph", number=1, start=0, end=26),),
    )  # fmt: skip
    paper = document(
        "press/page 2.txt", PAPER_TEXT, title="Ulva aground <b>again</b>", publisher="Skarvik Post",
        authors=("A. Lund",), origin="o2",
        published=Published(earliest="2024-03-03T06:00+01:00", latest="2024-03-03T06:00+01:00", basis="metadata"),
    )  # fmt: skip
    first = claim(
        log, "The lighter Ulva grounded on the Skarv bank on 1 March", "grounded", event="e1",
        when=day("2024-03-01", expression=span(log.text, "1 March")),
        where=(place(log.text, "Skarv bank", level="water"),), actors=(actor(log.text, "Ulva"),),
    )  # fmt: skip
    hurt = span(log.text, "At least 3")
    second = claim(
        log, "At least 3 hands were hurt", "hurt", event="e1", when=day("2024-03-01", basis="inherited"),
        figures=(
            Figure(what="injured", low=3, high=None, start=hurt.start, end=hurt.end, text=hurt.text, whose="hands"),
        ),
        attribution=(
            Attribution(
                source=span(log.text, "the pilot"), source_kind="unnamed_person", cue=span(log.text, "said"),
                content=span(log.text, "At least 3 hands were hurt"), terms="unstated", basis="unstated",
            ),
        ),
    )  # fmt: skip
    third = claim(
        paper, "The Ulva grounded off Skarvik on Saturday", "grounded", event="e1",
        when=day("2024-03-02", basis="relative"), where=(place(paper.text, "Skarvik"),),
        actors=(actor(paper.text, "Ulva"),),
    )  # fmt: skip
    six = span(paper.text, "Six")
    fourth = claim(
        paper, "Six people were hurt", "hurt", event="e3", status="unclear",
        figures=(Figure(what="injured", low=6, high=6, start=six.start, end=six.end, text="Six", whose="people"),),
    )  # fmt: skip
    fifth = claim(
        paper, "A tug is to come on Monday", "come", event="e2", status="planned", kind="move",
        when=day("2024-03-04", basis="relative"),
    )  # fmt: skip
    conflict = Conflict(
        field="when",
        values=(
            ConflictValue(value="2024-03-01", claims=(first.id, second.id)),
            ConflictValue(value="2024-03-02", claims=(third.id,)),
        ),
    )
    grounding = event(
        "e1", (first, second, third), "The lighter Ulva grounded on the Skarv bank", origins=2, conflicts=(conflict,),
        when=day("2024-03-01", latest="2024-03-02", edtf="2024-03-01/2024-03-02"), before=("e2",),
        figures=(EventFigure(what="injured", low=3, high=None, whose="hands", values=(
            ClaimFigure(claim=second.id, low=3, high=None, text="At least 3"),)),),
    )  # fmt: skip
    tug = event("e2", (fifth,), "A tug is to come", after=("e1",))
    toll = event("e3", (fourth,), "Six people were hurt")
    return Contents(
        documents=(log, paper),
        claims=(first, second, third, fourth, fifth),
        events=(grounding, tug, toll),
        origins=(Origin(id="o1", documents=(log.id,)), Origin(id="o2", documents=(paper.id,))),
        redirects={"e9": "e1"},
        inputs=(InputRecord(path="log.txt", fingerprint="aa", settings="s", documents=(log.id,)),),
        meta={"format": 1, "program": "strandline 0.1.0", "title": None, "settings": {}, "report": {"counts": {}}},
    )
