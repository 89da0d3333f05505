"""Which documents speak with one voice: documents in, origins out, each link with its reason.

A document joins an origin where it shares most of its words with another (reprints, shortened copies). Sets of links are
closed by union; the earliest document gives the origin its id.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from strandline.reconciling.shingles import Fingerprinter, linked_pairs, shared
from strandline.records import Document, Origin

_CONTAINED: Final = 0.45
"""Least part of the shorter document's fingerprints that the longer one has, for a copy."""
_LEAST: Final = 6
"""Least number of shared fingerprints (some 25 words)."""


@dataclass(frozen=True, slots=True)
class Link:
    """Two documents, by place in the fixed order, that are one origin, and why."""

    first: int
    second: int
    reason: str
    strength: float


def find_origins(documents: Sequence[Document]) -> tuple[list[Origin], dict[str, int]]:
    """Origins in order of their first document, and the number of each document's origin by document id.

    Args:
        documents: in the fixed order (``facts.document_order``).
    """
    return _closed(documents, copies(documents))


def copies(documents: Sequence[Document]) -> list[Link]:
    """Links between documents that repeat one another's words."""
    hasher = Fingerprinter()
    prints = [hasher.of(document.text) for document in documents]
    found = []
    for (first, second), links in sorted(linked_pairs(prints).items()):
        if links < _LEAST:
            continue
        common = shared(prints[first], prints[second])
        part = common / max(1, min(len(prints[first]), len(prints[second])))
        if common >= _LEAST and part >= _CONTAINED:
            found.append(Link(first, second, _copy_reason(documents, first, part), part))
    return found


def _copy_reason(documents: Sequence[Document], first: int, part: float) -> str:
    return f"{round(100 * part)} % of its words stand in {documents[first].path}"


def _closed(documents: Sequence[Document], links: Iterable[Link]) -> tuple[list[Origin], dict[str, int]]:
    """Union of links; a document's reason is that of its strongest link to what was joined before it."""
    parent = list(range(len(documents)))

    def root(item: int) -> int:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    reasons: dict[int, str] = {}
    for link in sorted(links, key=lambda item: (-item.strength, item.first, item.second)):
        low, high = sorted((root(link.first), root(link.second)))
        if low != high:
            parent[high] = low
        reasons.setdefault(link.second, link.reason)
    groups: dict[int, list[int]] = {}
    for index in range(len(documents)):
        groups.setdefault(root(index), []).append(index)
    origins: list[Origin] = []
    number_of: dict[str, int] = {}
    for first, members in sorted(groups.items()):
        for member in members:
            number_of[documents[member].id] = len(origins)
        why = tuple(
            reasons.get(member, f"joined through another copy of {documents[first].path}") for member in members[1:]
        )
        origins.append(
            Origin(id=origin_id(documents[first].id), documents=tuple(documents[item].id for item in members), why=why)
        )
    return origins, number_of


def origin_id(document: str) -> str:
    """Id of the origin whose first document this is."""
    return hashlib.sha256(f"origin|{document}".encode()).hexdigest()[:16]
