"""Documents and claims built by hand: a text with the trigger in ``[…]``, and what the stages before would have found
in it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from strandline.reconciling.facts import Fact, claim_order, document_order, facts_of
from strandline.records import (
    UNKNOWN_WHEN,
    Actor,
    Claim,
    Decision,
    Document,
    Figure,
    Place,
    Published,
    Trigger,
    When,
)


def when(earliest: str | None, latest: str | None = None, **fields: Any) -> When:
    """A stated time: a day, or from … to …."""
    latest = latest or earliest
    given: dict[str, Any] = {
        "earliest": earliest, "latest": latest, "granularity": "day", "edtf": earliest, "timex": None,
        "expression": None, "basis": "stated", "qualifier": "", "zone": None, "zone_assumed": False,
        "reason": f"“{earliest}”",
    }  # fmt: skip
    return When(**{**given, **fields})


def before(day: str) -> When:
    """Only bounded by the document's date."""
    return when(None, day, basis="publication", granularity="unknown")


def place(name: str, **fields: Any) -> Place:
    """A town that only its name is known of."""
    given: dict[str, Any] = {
        "id": f"town:{name.lower()}", "lat": None, "lon": None, "country": None, "level": "locality",
        "precision": None, "role": "at",
    }  # fmt: skip
    return Place(start=0, end=len(name), text=name, name=name, **{**given, **fields})


def person(name: str, role: Any = "agent") -> Actor:
    return Actor(start=0, end=len(name), text=name, name=name, id="per:" + name.lower().replace(" ", "-"), role=role)


def body(name: str, role: Any = "agent") -> Actor:
    return Actor(start=0, end=len(name), text=name, name=name, id="nominal:" + name.lower(), role=role)


def figure(what: Any, low: int, high: int | None, text: str = "") -> Figure:
    return Figure(what=what, low=low, high=high, start=0, end=0, text=text or str(low), whose=None)


class Pile:
    """Documents and their claims, made sentence by sentence."""

    def __init__(self) -> None:
        self.documents: list[Document] = []
        self.claims: list[Claim] = []

    def add(
        self, name: str, published: str | None, *sentences: tuple[str, dict[str, Any]], publisher: str | None = None
    ) -> list[Claim]:
        """A document of sentences, each with one trigger in brackets and the fields of its claim; returns the
        claims."""
        text, spans = "", []
        for marked, fields in sentences:
            head, _, rest = marked.partition("[")
            trigger, _, tail = rest.partition("]")
            start = len(text) + len(head)
            spans.append((len(text), start, trigger, len(text) + len(head + trigger + tail), fields))
            text += head + trigger + tail + "\n\n"
        sha256 = hashlib.sha256(f"{name}|{text}".encode()).hexdigest()
        dated = None if published is None else Published(earliest=published, latest=published, basis="given")
        self.documents.append(
            Document(
                id=sha256[:16], sha256=sha256, path=f"{name}.txt", title=name, publisher=publisher, authors=(),
                published=dated, retrieved=None, language="en", text=text,
                text_sha256=hashlib.sha256(text.encode()).hexdigest(),
            )
        )  # fmt: skip
        made = [self._claim(sha256, text, *span) for span in spans]
        self.claims += made
        return made

    def _claim(
        self, sha256: str, text: str, first: int, start: int, trigger: str, end: int, fields: dict[str, Any]
    ) -> Claim:
        given: dict[str, Any] = {
            "kind": "other", "status": "happened", "when": UNKNOWN_WHEN, "where": (), "actors": (), "figures": (),
            "attribution": (), "confidence": 0.8,
        }  # fmt: skip
        lemma = fields.get("lemma", trigger.lower())
        values = {**given, **{key: value for key, value in fields.items() if key != "lemma"}}
        return Claim(
            id=hashlib.sha256(f"{sha256}|{start}".encode()).hexdigest()[:16], document=sha256[:16], start=first,
            end=end, quote=text[first:end], trigger=Trigger(start=start, end=start + len(trigger), text=trigger,
            lemma=lemma), **values,
        )  # fmt: skip

    def facts(self) -> list[Fact]:
        """Facts of all claims, each document with a voice of its own."""
        documents = document_order(self.documents)
        return facts_of(documents, claim_order(documents, self.claims), lambda claim: claim.document)


def facts_of_sentences(*sentences: tuple[str, dict[str, Any]], published: str = "2031-05-20") -> list[Fact]:
    """A fact for each sentence, each in a document of its own."""
    pile = Pile()
    for number, sentence in enumerate(sentences):
        pile.add(f"d{number}", published, sentence)
    by_claim = {fact.claim.id: fact for fact in pile.facts()}
    return [by_claim[claim.id] for claim in pile.claims]


def decision(number: int, action: str, target: str, *, before: Any = None, after: Any = None) -> Decision:
    return Decision(
        id=f"d{number}", at=f"2031-06-0{number}T10:00:00Z", who="mara", action=action, target=target, before=before,
        after=after, note="",
    )  # fmt: skip


def groups(claims: Sequence[Claim]) -> set[frozenset[str]]:
    """Ids of claims by the event that they are in."""
    found: dict[str, set[str]] = {}
    for claim in claims:
        found.setdefault(claim.event or "", set()).add(claim.id)
    return {frozenset(own) for own in found.values()}
