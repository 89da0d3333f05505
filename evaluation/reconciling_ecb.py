"""Corpora of merged mentions as the merging of claims meets them: gold triggers in, a claim for each from the program's
own stages out.

ECB+ (below); beside it dated news, with the program's own triggers where they meet a mention: wikinews-apple (chains
within and across documents) and the project's own annotation (rows that repeat another, within one document; its test
documents are left out).

ECB+:
Only the selected sentences are fully annotated, so only their events count. The texts bear no dates, so relative times
are mostly unresolved here; topic and sub-topic are kept for folds and for the hard set and shown to nobody else.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from evaluation.street import document_of, run, tools
from strandline.actors import resolve_actors
from strandline.claims import extract_claims
from strandline.places import resolve_places
from strandline.reconciling.facts import claim_order, document_order
from strandline.records import Claim, Document, Reading, TriggerMention
from strandline.timing import tag_times
from training.splits import claims_test

Row = dict[str, Any]
APPLE, OWN = -1, -2
"""Topics, for folds, of what has none: the second is parted in two."""


@dataclass
class Mentions:
    """Documents and claims in the fixed order, the gold chain of each claim, topic and sub-topic of each document, by
    id."""

    documents: list[Document] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    chains: dict[str, str] = field(default_factory=dict)
    topics: dict[str, int] = field(default_factory=dict)
    subtopics: dict[str, str] = field(default_factory=dict)
    lost: int = 0
    within: bool = False
    """Whether only mentions of one document have been put together or apart."""

    def ordered(self) -> Mentions:
        """In the order that reconciling goes by."""
        self.documents = document_order(self.documents)
        self.claims = claim_order(self.documents, self.claims)
        return self


def gold_mentions(corpora: Path, *, raw: bool = False) -> Mentions:
    """All mentions of ECB+ topics 1–35.

    Args:
        corpora: the folder of corpora.
        raw: take the program's own triggers instead of the gold ones; ``chains`` then has the claims that meet a gold
        mention.
    """
    found = Mentions()
    with (corpora / "ecbplus-dev/documents.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            _add(found, json.loads(line), raw=raw)
    return found.ordered()


def dated_mentions(corpora: Path) -> list[Mentions]:
    """The mentions of dated news: wikinews-apple, and the project's own annotation (within documents)."""
    apple, own = Mentions(), Mentions(within=True)
    for row in _lines(corpora / "wikinews-apple/documents.jsonl"):
        spans = [
            (event["start"], event["end"], str(event["chain"] or f"{row['id']}#{event['local'] or event['start']}"))
            for event in row["events"]
        ]
        _add_dated(apple, row, spans, APPLE)
    test = claims_test({row["id"] for row in _lines(corpora / "claims/documents.jsonl")})
    for number, row in enumerate(_lines(corpora / "claims/documents.jsonl")):
        if row["id"] in test:
            continue
        rows = {item["id"]: item for item in _lines(corpora / f"claims/rows/{row['id']}.jsonl")}
        spans = [
            (item["start"], item["end"], f"{row['id']}#{_first(identity, rows)}") for identity, item in rows.items()
        ]
        _add_dated(own, row, spans, OWN - number % 2)
    return [apple.ordered(), own.ordered()]


def _lines(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _first(identity: str, rows: Mapping[str, Row]) -> str:
    """The row that a row repeats, in the end."""
    seen: set[str] = set()
    while rows[identity]["same_as"] in rows and identity not in seen:
        seen.add(identity)
        identity = rows[identity]["same_as"]
    return identity


def _add_dated(found: Mentions, row: Row, spans: Iterable[tuple[int, int, str]], topic: int) -> None:
    street = run(row["text"], row["published"], identifier=str(row["id"]))
    found.documents.append(street.document)
    found.topics[street.document.id], found.subtopics[street.document.id] = topic, str(row["id"])
    for start, end, chain in spans:
        claim = _claim_of(street.claims, start, end)
        if claim is None or claim.id in found.chains:
            found.lost += 1
        else:
            found.chains[claim.id] = chain
            found.claims.append(claim)


def _add(found: Mentions, row: Row, *, raw: bool) -> None:
    reader, gazetteer = tools()
    document = document_of(row["text"], None, identifier=row["id"])
    events = [event for event in row["events"] if event["selected"]]
    reading = reader.read(document.text)
    if not raw:
        reading = with_triggers(reading, [(event["start"], event["end"], event["text"]) for event in events])
    times = tag_times(document.text, reading=reading, published=None)
    places = resolve_places(document.text, reading=reading, gazetteer=gazetteer)
    actors = resolve_actors(document.text, reading=reading, places=places)
    claims = extract_claims(document, reading=reading, times=times, places=places, actors=actors)
    found.documents.append(document)
    found.topics[document.id], found.subtopics[document.id] = row["topic"], row["subtopic"]
    taken: set[str] = set()
    for event in events:
        claim = _claim_of(claims, event["start"], event["end"])
        if claim is None or claim.id in taken:
            found.lost += 1
            continue
        taken.add(claim.id)
        found.chains[claim.id] = _chain_of(row["id"], event)
    found.claims += claims if raw else [claim for claim in claims if claim.id in taken]


def with_triggers(reading: Reading, spans: Iterable[tuple[int, int, str]]) -> Reading:
    """The same reading with given triggers; what the reader thinks of them is kept where it has them too."""
    starts = [token.start for token in reading.tokens]
    known = {mention.token: mention for mention in reading.triggers}
    made = []
    for start, end, text in spans:
        first = max(0, bisect_right(starts, start) - 1)
        while first < len(starts) and reading.tokens[first].end <= start:
            first += 1
        if first >= len(starts):
            continue
        inside = (known[index] for index in range(first, len(starts)) if starts[index] < end and index in known)
        seen = next(inside, None)
        made.append(
            TriggerMention(
                first, start, end, text, seen.category if seen else "occurrence", seen.kinds if seen else (("other",
                0.3),), seen.statuses if seen else (("happened", 0.5),), seen.factuality if seen else 1.0, 0.99,
            )
        )  # fmt: skip
    return msgspec.structs.replace(reading, triggers=tuple(sorted(made, key=lambda item: (item.token, item.start))))


def _claim_of(claims: Sequence[Claim], start: int, end: int) -> Claim | None:
    exact = (claim for claim in claims if (claim.trigger.start, claim.trigger.end) == (start, end))
    touching = (claim for claim in claims if claim.trigger.start < end and start < claim.trigger.end)
    return next(exact, None) or next(touching, None)


def _chain_of(document: str, event: Row) -> str:
    """Chains with ``#`` are local to a document; an event without one stands alone."""
    chain = event["chain"]
    if not chain:
        return f"{document}:{event['start']}"
    return f"{document}{chain}" if str(chain).startswith("#") else str(chain)
