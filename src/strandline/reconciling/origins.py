"""Which documents speak with one voice: documents in, origins out, each link with its reason.

Two documents are one origin where the one repeats the other's words (reprints, shortened copies, other headlines),
where both are made from one wire report, where the shorter one's quotations are the other's, or where one of them rests
on the other ("told the Gazette", "the Gazette reported"). Copies are tied to what they were made from: a report put
together from two others does not make one origin of them.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from strandline.reconciling.credits import Credits, all_credits, normal_name
from strandline.reconciling.quotations import shared_runs
from strandline.reconciling.shingles import Fingerprints, linked_pairs, shared, without_boilerplate
from strandline.reconciling.texts import TextWords, texts_of
from strandline.records import Document, Origin, instant_of

_CONTAINED: Final = 0.4
"""Least part of the shorter document's fingerprints that the longer one has, for a copy."""
_CONTAINED_WIRE: Final = 0.15
"""The same where both credit one wire, or one credits the other."""
_CONTAINED_ALIKE: Final = 0.25
"""The same where the rest is about the same things, in other words."""
_ALIKE_COPY: Final = 0.42
_LEAST: Final = 5
"""Least number of shared fingerprints (some 20 words)."""
_QUOTED: Final = 0.6
"""Least part of the lesser one's quoted words that two documents share."""
_QUOTED_GREATER: Final = 0.3
"""The same of the greater one's: a round-up that quotes everybody ties nobody."""
_ALIKE: Final = 0.3
"""Least cosine of two documents' words, for links that do not rest on copied words."""
_DAYS: Final = 7
_NEIGHBOURS: Final = 6
_DAY_S: Final = 86_400


@dataclass(frozen=True, slots=True)
class Link:
    """Two documents, by place in the fixed order, that are one origin, and why."""

    first: int
    second: int
    reason: str
    strength: float


def find_origins(
    documents: Sequence[Document],
    *,
    texts: Sequence[TextWords] | None = None,
    credits_of: Callable[[Sequence[Document]], list[Credits]] = all_credits,
) -> tuple[list[Origin], dict[str, int]]:
    """Origins in order of their first document, and the number of each document's origin by document id.

    Args:
        documents: in the fixed order (``facts.document_order``).
        texts: what the text of each tells, where that is known already.
        credits_of: finds the credits of documents.
    """
    return _joined(documents, Evidence(documents, texts_of(documents) if texts is None else texts, credits_of).links())


class Evidence:
    """What ties the documents of a pile."""

    def __init__(
        self,
        documents: Sequence[Document],
        texts: Sequence[TextWords],
        credits_of: Callable[[Sequence[Document]], list[Credits]],
    ) -> None:
        self.documents = documents
        self.prints = without_boilerplate(
            [text.prints for text in texts], [document.publisher or "" for document in documents]
        )
        self.credits = credits_of(documents)
        self.publishers = [normal_name(document.publisher) if document.publisher else "" for document in documents]
        self.days = [_day(document) for document in documents]
        self._quoted = [text.quoted for text in texts]
        self._words = [text.hashes for text in texts]
        self._weights = _idf(self._words)

    def links(self) -> list[Link]:
        """All links, the strongest first."""
        found = [*self.copies(), *self.quoted(), *self.cited()]
        return sorted(found, key=lambda link: (-link.strength, link.first, link.second, link.reason))

    def copies(self) -> list[Link]:
        """One repeats the other's words."""
        found = []
        for (a, b), links in sorted(linked_pairs(self.prints).items()):
            least = min(len(self.prints[a]), len(self.prints[b]))
            if links < 2 or least == 0:
                continue
            common = shared(self.prints[a], self.prints[b])
            part = common / least
            wire = self._wire(a, b)
            if common >= _LEAST and part >= _CONTAINED:
                found.append(Link(a, b, f"{_percent(part)} of its words are also in {self._name(a)}{wire}", 1 + part))
            elif (
                common >= _LEAST
                and self._near(a, b)
                and (
                    (wire and part >= _CONTAINED_WIRE) or (part >= _CONTAINED_ALIKE and self.alike(a, b) >= _ALIKE_COPY)
                )
            ):
                found.append(Link(a, b, f"{_percent(part)} of its words are also in {self._name(a)}{wire}", part))
        return found

    def quoted(self) -> list[Link]:
        """The same words are quoted in both, and little else."""
        found = []
        for (a, b), (part, whole) in shared_runs(self._quoted).items():
            if part >= _QUOTED and whole >= _QUOTED_GREATER and self._near(a, b) and self.alike(a, b) >= _ALIKE:
                reason = f"{_percent(part)} of the words quoted in the one are quoted in the other, {self._name(a)}"
                found.append(Link(a, b, reason, 0.5 * part))
        return found

    def cited(self) -> list[Link]:
        """One rests on what the other reported, or both on the same outlet."""
        by_outlet: defaultdict[str, list[int]] = defaultdict(list)
        for index, credits in enumerate(self.credits):
            for outlet in sorted(credits.whole | credits.rests_on):
                if outlet != self.publishers[index]:
                    by_outlet[outlet].append(index)
        for index, publisher in enumerate(self.publishers):
            if publisher in by_outlet:
                by_outlet[publisher].append(index)
        found = []
        for outlet, members in sorted(by_outlet.items()):
            ordered = sorted(set(members))
            for place, a in enumerate(ordered):
                for b in ordered[place + 1 : place + 1 + _NEIGHBOURS]:
                    if self._near(a, b) and self.publishers[a] != self.publishers[b]:
                        likeness = self.alike(a, b)
                        if likeness >= _ALIKE:
                            found.append(Link(a, b, self._cited_reason(a, b, outlet), 0.4 * likeness))
        return found

    def _cited_reason(self, a: int, b: int, outlet: str) -> str:
        name = self._outlet_name(outlet)
        if self.publishers[a] == outlet:
            return f"it has its story from {name}, which published {self._name(a)}"
        if self.publishers[b] == outlet:
            return f"{self._name(a)} has its story from {name}, which published this"
        return f"it has its story from {name}, like {self._name(a)}"

    def _outlet_name(self, outlet: str) -> str:
        for document, publisher in zip(self.documents, self.publishers, strict=True):
            if publisher == outlet and document.publisher is not None:
                return document.publisher
        return outlet.title() if outlet != outlet.upper() else outlet

    def _wire(self, a: int, b: int) -> str:
        """What two documents credit alike, in words; empty where nothing."""
        one, two = self.credits[a].whole, self.credits[b].whole
        common = sorted((one & two) | ({self.publishers[a]} & two) | ({self.publishers[b]} & one))
        common = [name for name in common if name]
        return f"; both come from {self._outlet_name(common[0])}" if common else ""

    def _near(self, a: int, b: int) -> bool:
        one, two = self.days[a], self.days[b]
        return one is None or two is None or abs(one - two) <= _DAYS

    def alike(self, a: int, b: int) -> float:
        """Cosine of two documents' words, rare words weighing most, 0 to 1."""
        one, two = self._words[a], self._words[b]
        common = np.intersect1d(one, two, assume_unique=True)
        norm = self._norm(one) * self._norm(two)
        return float(self._square(common) / norm) if norm else 0.0

    def _norm(self, words: Fingerprints) -> float:
        return float(np.sqrt(self._square(words)))

    def _square(self, words: Fingerprints) -> float:
        vocabulary, weights = self._weights
        return float(np.square(weights[np.searchsorted(vocabulary, words)]).sum()) if len(words) else 0.0

    def _name(self, index: int) -> str:
        return self.documents[index].path


def _idf(words: Sequence[Fingerprints]) -> tuple[Fingerprints, np.ndarray[tuple[int], np.dtype[np.float64]]]:
    """All words of a pile, sorted, with log(1 + N / documents that have them)."""
    vocabulary, counts = np.unique(np.concatenate([np.empty(0, dtype=np.uint64), *words]), return_counts=True)
    return vocabulary, np.log(1.0 + max(1, len(words)) / np.maximum(1, counts)) - np.log(2.0) * (len(words) > 20)


def _day(document: Document) -> int | None:
    return None if document.published is None else instant_of(document.published.earliest) // _DAY_S


def _percent(part: float) -> str:
    return f"{round(100 * part)} %"


def _joined(documents: Sequence[Document], links: Sequence[Link]) -> tuple[list[Origin], dict[str, int]]:
    """Origins out of links, the strongest first.

    A later document that is tied to an earlier one already does not tie that to another earlier one of other words.
    """
    parent = list(range(len(documents)))
    days = [_day(document) for document in documents]
    tied: dict[int, int] = {}

    def root(item: int) -> int:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    reasons: dict[int, str] = {}
    for link in links:
        low, high = sorted((root(link.first), root(link.second)))
        if low == high:
            continue
        one, two = days[link.first], days[link.second]
        later = one is not None and two is not None and one < two
        if later and link.second in tied and root(tied[link.second]) != root(link.first):
            continue
        parent[high] = low
        if later:
            tied.setdefault(link.second, link.first)
        reasons.setdefault(link.second, link.reason)
    return _origins(documents, [root(item) for item in range(len(documents))], reasons)


def _origins(
    documents: Sequence[Document], root: Sequence[int], reasons: dict[int, str]
) -> tuple[list[Origin], dict[str, int]]:
    groups: dict[int, list[int]] = {}
    for index, first in enumerate(root):
        groups.setdefault(first, []).append(index)
    origins: list[Origin] = []
    number_of: dict[str, int] = {}
    for _, members in sorted(groups.items()):
        for member in members:
            number_of[documents[member].id] = len(origins)
        name = documents[members[0]].path
        why = tuple(
            reasons.get(member, f"tied to {name} through another document of this origin") for member in members[1:]
        )
        origins.append(
            Origin(
                id=origin_id(documents[members[0]].id), documents=tuple(documents[item].id for item in members), why=why
            )
        )
    return origins, number_of


def origin_id(document: str) -> str:
    """Id of the origin whose first document this is."""
    return hashlib.sha256(f"origin|{document}".encode()).hexdigest()[:16]
