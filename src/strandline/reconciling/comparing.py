"""How alike two claims are: pairs of facts in, a row of features for each out, every feature one that a person can
read.

All pairs are compared at once with sparse matrices: a row for each fact, a column for each word, name or participant,
and the likeness of two facts is the product of their rows. Words weigh by how rare they are in the pile.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from strandline.reconciling.documents_alike import DocumentsAlike
from strandline.reconciling.facts import DENIED, UNREAL, Fact
from strandline.reconciling.intervals import DAY
from strandline.reconciling.rows import Floats, Pairs, binary_rows, products, weighted_rows
from strandline.reconciling.texts import TextWords, texts_of
from strandline.reconciling.words import words_of
from strandline.records import Document

FEATURES: Final = (
    "same word", "same word, common", "same family", "same kind", "other kind", "names", "no shared name",
    "same agent", "other agent", "other person acts", "word of another", "same patient", "other patient",
    "other person suffers", "same place", "other place", "words", "context", "documents", "documents, same word",
    "words, same word", "names, same word", "same document", "near in the text", "same day", "times overlap",
    "times apart", "clocks apart", "both undated", "reported apart", "figures agree", "figures exclude",
    "figures exclude, of the nearest", "both count victims", "one not real", "one denied", "statement",
    "act of speech", "act of speech, words", "protagonists", "other protagonists", "names of documents",
    "names of contexts", "numbers of documents", "protagonists, same word", "names of documents, same word",
    "documents, of the nearest", "heads, of the nearest", "documents, of the nearest, same word",
    "heads, of the nearest, same word", "names, no shared, same word",
)  # fmt: skip
"""Names of the features, in the order of the columns."""
CHUNK: Final = 100_000
"""Pairs that are compared at once: so many rows of features stand in memory."""
_CLOCKS_S: Final = 1800
"""Clock times of one happening may be told so far apart."""
_SPEAKING: Final = frozenset({"statement", "request", "accuse", "reject", "threaten", "support", "consult"})
"""Kinds of acts that are nothing without what is said."""
_OPEN_LOW: Final = -(1 << 45)
_OPEN_HIGH: Final = 1 << 45


class Comparison:
    """The facts of a pile, ready to be compared.

    Args:
        facts: by number.
        documents: in their fixed order.
        texts: what the text of each tells, where that is known already.
        near: the pairs of documents that are related (``candidates.related``), where these are known already.
    """

    def __init__(
        self,
        facts: Sequence[Fact],
        documents: Sequence[Document],
        texts: Sequence[TextWords] | None = None,
        near: Sequence[tuple[int, int]] | None = None,
    ) -> None:
        owners = [fact.document for fact in facts]
        self.facts = facts
        self.stems = binary_rows(fact.stems for fact in facts)
        self.families = binary_rows(fact.families for fact in facts)
        self.names = weighted_rows([fact.names for fact in facts], owners)
        self.words = weighted_rows([fact.words for fact in facts], owners)
        self.context = weighted_rows([fact.context | fact.words for fact in facts], owners)
        self.near_names = weighted_rows([fact.near_names for fact in facts], owners)
        self.agents = binary_rows(fact.agents for fact in facts)
        self.patients = binary_rows(fact.patients for fact in facts)
        self.spots = binary_rows(fact.spots for fact in facts)
        self.places = binary_rows(fact.places for fact in facts)
        self._documents = DocumentsAlike(texts_of(documents) if texts is None else texts, near)
        self._columns = _Columns(facts)
        counts = np.asarray(self.stems.sum(axis=0)).ravel()
        rare = 1.0 / np.log2(2.0 + counts)
        self._commonness = 1.0 - np.asarray(self.stems.multiply(rare).max(axis=1).todense()).ravel()

    def features(self, pairs: Pairs) -> Floats:
        """Features of pairs of fact numbers; shape (pairs, features), float64."""
        parts = [self._chunk(pairs[start : start + CHUNK]) for start in range(0, len(pairs), CHUNK)]
        return np.concatenate(parts) if parts else np.zeros((0, len(FEATURES)))

    def _chunk(self, pairs: Pairs) -> Floats:
        a, b = pairs[:, 0], pairs[:, 1]
        columns = self._columns
        found = {**self._words(a, b), **self._participants(a, b), **self._times_and_figures(a, b)}
        da, db = columns.document[a], columns.document[b]
        found |= self._of_documents(da, db)
        same_word = found["same word"]
        for name in ("documents", "words", "names", "protagonists", "names of documents", "documents, of the nearest",
                     "heads, of the nearest"):  # fmt: skip
            found[f"{name}, same word"] = found[name] * same_word
        found["names, no shared, same word"] = found["no shared name"] * same_word
        found["act of speech, words"] = found["act of speech"] * found["words"]
        found["figures exclude, of the nearest"] = found["figures exclude"] * found["documents, of the nearest"]
        found["same document"] = da == db
        apart = np.abs(columns.start[a] - columns.start[b])
        found["near in the text"] = np.where(da == db, 1.0 / (1.0 + apart / 300.0), 0.0)
        return np.column_stack([np.asarray(found[name], dtype=float) for name in FEATURES])

    def _of_documents(self, da: Pairs, db: Pairs) -> dict[str, Any]:
        """What the documents of pairs have in common; many claims meet between the same two, so each two once."""
        codes, back = np.unique(da * np.int64(self._columns.document.max() + 1) + db, return_inverse=True)
        one, two = np.divmod(codes, np.int64(self._columns.document.max() + 1))
        return {name: values[back] for name, values in self._documents.features(one, two).items()}

    def _words(self, a: Pairs, b: Pairs) -> dict[str, Any]:
        columns = self._columns
        same_word = (products(self.stems, a, b) > 0).astype(float)
        kinds = columns.kind[a] == columns.kind[b]
        vague = (columns.kind[a] == columns.other) | (columns.kind[b] == columns.other)
        return {
            "same word": same_word,
            "same word, common": same_word * np.maximum(self._commonness[a], self._commonness[b]),
            "same family": (products(self.families, a, b) > 0) & (same_word == 0),
            "same kind": kinds & ~vague,
            "other kind": ~kinds & ~vague,
            "words": products(self.words, a, b),
            "context": products(self.context, a, b),
            "names of contexts": products(self.near_names, a, b),
            "one not real": columns.unreal[a] != columns.unreal[b],
            "act of speech": columns.speaks[a] | columns.speaks[b],
            "one denied": columns.denied[a] != columns.denied[b],
            "statement": columns.said[a] | columns.said[b],
        }

    def _participants(self, a: Pairs, b: Pairs) -> dict[str, Any]:
        columns = self._columns
        names = products(self.names, a, b)
        agents, patients = products(self.agents, a, b) > 0, products(self.patients, a, b) > 0
        two_spots = columns.spot[a] & columns.spot[b]
        return {
            "names": names,
            "no shared name": columns.named[a] & columns.named[b] & (names == 0),
            "same agent": agents,
            "other agent": columns.agent[a] & columns.agent[b] & ~agents,
            "other person acts": columns.person_acts[a] & columns.person_acts[b] & ~agents,
            "word of another": columns.speaks[a] & columns.speaks[b] & columns.agent[a] & columns.agent[b] & ~agents,
            "same patient": patients,
            "other patient": columns.patient[a] & columns.patient[b] & ~patients,
            "other person suffers": columns.person_suffers[a] & columns.person_suffers[b] & ~patients,
            "same place": products(self.places, a, b) > 0,
            "other place": two_spots & ~(products(self.spots, a, b) > 0),
        }

    def _times_and_figures(self, a: Pairs, b: Pairs) -> dict[str, Any]:
        columns = self._columns
        apart, overlap, both = columns.times(a, b)
        agree, exclude, victims = columns.figures(a, b)
        return {
            "same day": both & overlap & columns.precise[a] & columns.precise[b],
            "times overlap": both & overlap,
            "clocks apart": both & columns.clock[a] & columns.clock[b] & (apart > _CLOCKS_S),
            "times apart": np.minimum(apart / DAY, 30.0) / 30.0,
            "both undated": ~columns.dated[a] & ~columns.dated[b],
            "reported apart": columns.reported_apart(a, b),
            "figures agree": agree,
            "figures exclude": exclude,
            "both count victims": victims,
        }


class _Columns:
    """What is compared of facts besides words, as arrays with an entry for each fact."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        kinds = sorted({fact.claim.kind for fact in facts} | {"other"})
        number = {kind: index for index, kind in enumerate(kinds)}
        self.other = number["other"]
        self.kind = _array(facts, lambda fact: number[fact.claim.kind])
        self.said = _array(facts, lambda fact: fact.claim.kind == "statement")
        self.document = _array(facts, lambda fact: fact.document)
        self.start = _array(facts, lambda fact: fact.claim.start)
        self.named = _array(facts, lambda fact: bool(fact.names))
        self.agent = _array(facts, lambda fact: bool(fact.agents))
        self.patient = _array(facts, lambda fact: bool(fact.patients))
        self.person_acts = _array(facts, lambda fact: _has_person(fact, "agent"))
        self.person_suffers = _array(facts, lambda fact: _has_person(fact, "patient"))
        self.spot = _array(facts, lambda fact: bool(fact.spots))
        self.unreal = _array(facts, lambda fact: fact.claim.status in UNREAL)
        self.denied = _array(facts, lambda fact: fact.claim.status in DENIED)
        self.dated = _array(facts, lambda fact: fact.dated)
        self.speaks = _array(facts, lambda fact: fact.claim.kind in _SPEAKING)
        self.clock = _array(facts, lambda fact: fact.claim.when.granularity in ("minute", "hour", "instant"))
        self.precise = _array(facts, lambda fact: fact.precise)
        self.low = _array(facts, lambda fact: _OPEN_LOW if fact.interval.low is None else fact.interval.low)
        self.high = _array(facts, lambda fact: _OPEN_HIGH if fact.interval.high is None else fact.interval.high)
        self.shift = _array(facts, lambda fact: _OPEN_LOW if fact.interval.shift is None else fact.interval.shift)
        self.reported = _array(facts, lambda fact: _OPEN_LOW if fact.reported is None else fact.reported)
        figures = [[_figure(fact, what) for fact in facts] for what in ("killed", "injured", "missing")]
        self._figures = [(_ends(own, 0), _ends(own, 1)) for own in figures]

    def times(self, a: Pairs, b: Pairs) -> tuple[Any, Any, Any]:
        """Seconds between two intervals, whether they share an instant, whether both are dated."""
        known = (self.shift[a] != _OPEN_LOW) & (self.shift[b] != _OPEN_LOW)
        move = np.where(known, self.shift[a] - self.shift[b], 0)
        apart = np.maximum(0, np.maximum(self.low[b] + move - self.high[a], self.low[a] - self.high[b] - move))
        return apart, apart == 0, self.dated[a] & self.dated[b]

    def reported_apart(self, a: Pairs, b: Pairs) -> Any:
        """Days between two reports, from 0 to 1 for a month and more; half a month where one is undated."""
        known = (self.reported[a] != _OPEN_LOW) & (self.reported[b] != _OPEN_LOW)
        days = np.minimum(np.abs(self.reported[a] - self.reported[b]) / DAY, 30.0) / 30.0
        return np.where(known, days, 0.3)

    def figures(self, a: Pairs, b: Pairs) -> tuple[Any, Any, Any]:
        """Whether some figure of victims agrees, whether some excludes another, whether both have one of a sort."""
        agree = np.zeros(len(a), dtype=bool)
        exclude = np.zeros(len(a), dtype=bool)
        victims = np.zeros(len(a), dtype=bool)
        for low, high in self._figures:
            both = (low[a] >= 0) & (low[b] >= 0)
            meet = (low[a] <= high[b]) & (low[b] <= high[a])
            agree |= both & meet
            exclude |= both & ~meet
            victims |= both
        return agree, exclude, victims


def _has_person(fact: Fact, role: str) -> bool:
    """Whether somebody known by name, and named here and not by a pronoun, has a role."""
    return any(
        actor.role == role
        and actor.id.startswith("per:")
        and not set(words_of(actor.text)).isdisjoint(words_of(actor.name))
        for actor in fact.claim.actors
    )


def _figure(fact: Fact, what: str) -> tuple[int, int]:
    for figure in fact.claim.figures:
        if figure.what == what:
            return figure.low, _OPEN_HIGH if figure.high is None else figure.high
    return -1, -1


def _ends(figures: Sequence[tuple[int, int]], end: int) -> NDArray[np.int64]:
    return np.array([figure[end] for figure in figures], dtype=np.int64)


def _array(facts: Sequence[Fact], value: Callable[[Fact], Any]) -> NDArray[Any]:
    return np.array([value(fact) for fact in facts])
