"""What a run tells of itself: counts, timings, refused inputs, undated documents. Written to ``report.json``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import msgspec

from strandline.records import Claim, Document, Event, Refusal
from strandline.store import Changes, Unresolved


class UnresolvedTimes(msgspec.Struct, frozen=True, kw_only=True):
    """The time expressions of one document that point at no known time."""

    document: str
    path: str
    dated: bool
    expressions: tuple[Unresolved, ...]


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """``report.json``.

    ``undated`` lists the paths of documents without a date; ``unresolved`` the expressions that stay open, in those and
    in others. ``timings`` are seconds and rates of this run: the only part that differs from run to run.
    """

    generated_by: str
    settings: dict[str, Any]
    counts: dict[str, Any]
    refused: tuple[Refusal, ...]
    undated: tuple[str, ...]
    unresolved: tuple[UnresolvedTimes, ...]
    notes: tuple[str, ...]
    timings: dict[str, Any] = {}


def counts_of(
    documents: Sequence[Document], claims: Sequence[Claim], events: Sequence[Event], *, origins: int, refused: int
) -> dict[str, Any]:
    """How many of everything."""
    return {
        "documents": len(documents),
        "words": sum(len(document.text.split()) for document in documents),
        "claims": len(claims),
        "events": len(events),
        "origins": origins,
        "refused": refused,
        "undated_documents": sum(document.published is None for document in documents),
        "undated_events": sum(event.when.earliest is None and event.when.latest is None for event in events),
        "disputed_events": sum(bool(event.conflicts) for event in events),
        "claims_by_kind": _by(claim.kind for claim in claims),
        "claims_by_status": _by(claim.status for claim in claims),
        "events_by_kind": _by(event.kind for event in events),
        "events_by_status": _by(event.status for event in events),
        "conflicts_by_field": _by(conflict.field for event in events for conflict in event.conflicts),
    }


def unresolved_of(
    documents: Sequence[Document], unresolved: dict[str, tuple[Unresolved, ...]]
) -> tuple[UnresolvedTimes, ...]:
    """The open expressions of every document that has some, undated documents in any case."""
    return tuple(
        UnresolvedTimes(
            document=document.id,
            path=document.path,
            dated=document.published is not None,
            expressions=unresolved.get(document.id, ()),
        )
        for document in documents
        if document.published is None or unresolved.get(document.id)
    )


def timings_of(stages: dict[str, float], *, total_s: float, words: int, documents: int, reused: int) -> dict[str, Any]:
    """Seconds by stage, rounded to milliseconds, and the rate over the words that this run read itself."""
    return {
        "total_s": round(total_s, 3),
        "stages_s": {stage: round(seconds, 3) for stage, seconds in stages.items()},
        "documents_read": documents,
        "documents_reused": reused,
        "words_read": words,
        "words_per_s": round(words / total_s, 1) if total_s > 0 and words else None,
    }


def summary_of_changes(changes: Changes) -> str:
    """What a run changed, in one line."""
    parts = []
    for name in ("documents", "claims", "events"):
        rows = getattr(changes, name)
        said = [
            f"{len(ids)} {word}"
            for word, ids in (("new", rows.added), ("changed", rows.changed), ("gone", rows.removed))
            if ids
        ]
        parts.append(f"{name}: {', '.join(said) or 'no change'}")
    return "; ".join(parts)


def _by(values: Any) -> dict[str, int]:
    return dict(sorted(Counter(values).items()))
