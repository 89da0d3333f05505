"""What was worked out before, kept for the next run: what a document alone gives, and events, from bytes where nothing
that they are made of has changed.

Most of the time of merging goes into taking texts apart and putting events together again. What is kept stands under a
hash of all that it was made from, so it saves time and decides nothing: with it and without it the result is the same.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterator, MutableMapping, Sequence
from dataclasses import fields
from operator import attrgetter
from sys import intern
from typing import Any, Final, TypeVar

import msgspec
import numpy as np

from strandline.reconciling.antecedents import may_look_back
from strandline.reconciling.credits import CreditFinder, Credits
from strandline.reconciling.events import event_of
from strandline.reconciling.facts import Fact, claim_order, facts_of
from strandline.reconciling.gists_lines import Line, line_of
from strandline.reconciling.intervals import Interval
from strandline.reconciling.shingles import Fingerprinter, Fingerprints
from strandline.reconciling.signals import Ordered, ordered_claims
from strandline.reconciling.texts import TextWords, text_words, texts_of
from strandline.records import Claim, Document, Event, Review

T = TypeVar("T")
Kept = MutableMapping[str, bytes]
"""Bytes by the hash of what they were made from."""

_OF_THE_PILE: Final = ("number", "claim", "document", "voice")
"""Fields of a fact that are not kept, first in their order: the claim itself, and what depends on other documents."""
_OWN: Final = fields(Fact)[len(_OF_THE_PILE) :]
_OWN_VALUES: Final = attrgetter(*(field.name for field in _OWN))
_SETS: Final = tuple(place for place, field in enumerate(_OWN) if field.type == "frozenset[str]")
_INTERVALS: Final = tuple(place for place, field in enumerate(_OWN) if field.type == "Interval")
_PLAIN: Final = frozenset({"frozenset[str]", "Interval", "int | None", "bool", "str"})
_LEVEL: Final = 1
_WORTH_PACKING: Final = 4096
"""Bytes below which packing costs more time than it saves room."""
_PLAIN_MARK: Final = b"\x00"
"""What stands before bytes that are not packed; zlib's own begin otherwise."""
_encode: Final = msgspec.msgpack.Encoder(order="deterministic").encode


class _Sheet(msgspec.Struct, array_like=True, frozen=True):
    """The facts of one document. ``sets`` are of places in ``words``; in ``rows``, a set stands as its place in
    ``sets``. ``lines``: the line that each claim gives. ``claims``: a hash of each claim, ``all_claims`` of all."""

    words: tuple[str, ...]
    sets: tuple[tuple[int, ...], ...]
    rows: tuple[tuple[Any, ...], ...]
    lines: tuple[Line, ...]
    claims: tuple[str, ...]
    all_claims: str


class _Text(msgspec.Struct, array_like=True, frozen=True):
    """A ``TextWords``; numbers of 64 bits as bytes, the lowest first."""

    vocabulary: frozenset[str]
    stems: frozenset[str]
    lead_stems: frozenset[str]
    proper: dict[str, int]
    numbers: frozenset[str]
    hashes: bytes
    prints: bytes
    quoted: bytes


def worked_out_ahead(document: Document, claims: Sequence[Claim]) -> dict[str, bytes]:
    """What ``reconcile`` will want to know of one document alone, to be put into what is kept.

    It saves time where the document's claims are not changed by what other documents tell of its actors.

    Args:
        document: the document.
        claims: its claims.
    """
    found: dict[str, bytes] = {}
    keeping = Keeping(found)
    stated = claim_order([document], claims)
    keeping.texts([document])
    keeping.facts([document], stated, lambda claim: "")
    keeping.order([document], stated)
    return found


class Keeping:
    """What one run works out, or takes from what was kept.

    Args:
        kept: is read and added to; None keeps nothing.
    """

    def __init__(self, kept: Kept | None) -> None:
        self._kept = kept
        self._made_from: list[str] = []
        """For each fact, by number, a name for all that it is made from but its voice."""
        self._lines: list[Line] = []
        """For each fact, by number, the line that its claim gives."""

    def texts(self, documents: Sequence[Document]) -> list[TextWords]:
        """The same as ``texts_of``."""
        if self._kept is None:
            return texts_of(documents)
        hasher = Fingerprinter()
        found = []
        for document in documents:
            key = _hash("text", document.text)
            text = self._taken(key, _Text)
            if text is None:
                words = text_words(document.text, hasher)
                self._keep(key, _packed_text(words))
            else:
                words = _unpacked_text(text)
            found.append(words)
        return found

    def credits(self, documents: Sequence[Document]) -> list[Credits]:
        """The same as ``all_credits``."""
        finder = CreditFinder(publishers := sorted({item.publisher for item in documents if item.publisher}))
        pile = _hash("publishers", publishers)
        found = []
        for document in documents:
            key = _hash("credits", pile, document.text)
            credits = self._taken(key, Credits)
            if credits is None:
                credits = finder.of(document.text)
                self._keep(key, credits)
            found.append(credits)
        return found

    def facts(
        self, documents: Sequence[Document], claims: Sequence[Claim], voice_of: Callable[[Claim], str]
    ) -> list[Fact]:
        """The same as ``facts_of``.

        Args:
            documents: in their fixed order.
            claims: by document and place in the text; see ``facts.claim_order``.
            voice_of: who stands behind a claim.
        """
        if self._kept is None:
            return facts_of(documents, claims, voice_of)
        found: list[Fact] = []
        for place, document, own in _by_document(documents, claims):
            key = _hash("facts", document.id, document.text, document.published)
            all_claims = _hash(own)
            rows, lines = self._rows(key, all_claims, document, own)
            self._lines += lines
            for claim, values in zip(own, rows, strict=True):
                self._made_from.append(f"{key} {all_claims} {claim.id}")
                found.append(Fact(len(found), claim, place, voice_of(claim), *values))
        return found

    def order(self, documents: Sequence[Document], claims: Sequence[Claim]) -> list[Ordered]:
        """The same as ``signals.ordered_claims``, of claims by document and place in the text."""
        if self._kept is None:
            return ordered_claims(documents, claims)
        found: list[Ordered] = []
        for _, document, own in _by_document(documents, claims):
            # Who takes part has no say in it, and is what other documents change.
            nameless = [msgspec.structs.replace(claim, actors=()) for claim in own]
            key = _hash("order", document.text, nameless)
            pairs = self._taken(key, list[Ordered])
            if pairs is None:
                pairs = ordered_claims([document], nameless)
                self._keep(key, pairs)
            found += pairs
        return found

    def event(self, identity: str, facts: Sequence[Fact], *, why: tuple[str, ...], review: Review) -> Event:
        """The same as ``events.event_of``; the facts are this run's."""
        if self._kept is None:
            return event_of(identity, facts, why=why, review=review)
        key = _hash("event", [(self._made_from[fact.number], fact.voice) for fact in facts])
        event = self._taken(key, Event)
        if event is None:
            event = event_of("", facts, why=(), review="open", line_of=lambda fact: self._lines[fact.number])
            self._keep(key, event)
        return msgspec.structs.replace(event, id=identity, why=why, review=review)

    def _rows(
        self, key: str, all_claims: str, document: Document, claims: Sequence[Claim]
    ) -> tuple[Sequence[Sequence[Any]], Sequence[Line]]:
        """What is kept of the facts of one document, and their lines; of claims that are new, it is worked out and
        kept. Mostly another document told who somebody is, and a few claims of many are others than before."""
        sheet = self._taken(key, _Sheet)
        rows = None if sheet is None else _unpacked_rows(sheet)
        known: dict[str, tuple[Sequence[Any], Line]] = {}
        if sheet is not None and rows is not None and len(rows) == len(sheet.lines) == len(sheet.claims):
            if sheet.all_claims == all_claims and len(rows) == len(claims):
                return rows, sheet.lines
            known = dict(zip(sheet.claims, zip(rows, sheet.lines, strict=True), strict=True))
        hashes = tuple(map(_hash, claims))
        taken: dict[str, Fact] = {}
        told: dict[str, Line] = {}
        for claim, claim_hash in zip(claims, hashes, strict=True):
            if claim_hash in known:
                values, line = known[claim_hash]
                fact = Fact(0, claim, 0, "", *values)
                if not may_look_back(fact):
                    taken[claim.id], told[claim.id] = fact, line
        made = facts_of([document], claims, lambda claim: "", taken)
        lines = tuple(told[fact.claim.id] if fact.claim.id in told else line_of(fact) for fact in made)
        self._keep(key, _packed_rows(made, lines, hashes, all_claims))
        return [_OWN_VALUES(fact) for fact in made], lines

    def _taken(self, key: str, kind: type[T]) -> T | None:
        """What is kept under a key; None where there is nothing, or it cannot be read."""
        packed = None if self._kept is None else self._kept.get(key)
        if packed is None:
            return None
        try:
            plain = packed[1:] if packed.startswith(_PLAIN_MARK) else zlib.decompress(packed)
            return msgspec.msgpack.decode(plain, type=kind)
        except (zlib.error, msgspec.DecodeError, msgspec.ValidationError):
            return None

    def _keep(self, key: str, value: Any) -> None:
        if self._kept is not None:
            plain = _encode(value)
            self._kept[key] = _PLAIN_MARK + plain if len(plain) < _WORTH_PACKING else zlib.compress(plain, _LEVEL)


def _by_document(documents: Sequence[Document], claims: Sequence[Claim]) -> Iterator[tuple[int, Document, list[Claim]]]:
    """Documents that have claims, each with its place and its claims."""
    own: dict[str, list[Claim]] = {}
    for claim in claims:
        own.setdefault(claim.document, []).append(claim)
    return ((place, document, own[document.id]) for place, document in enumerate(documents) if document.id in own)


def _hash(*made_from: Any) -> str:
    return hashlib.blake2b(_encode(made_from), digest_size=20).hexdigest()


class _Places(dict[str, int]):
    """Words by the place at which each was first asked for."""

    def __missing__(self, word: str) -> int:
        self[word] = place = len(self)
        return place


def _packed_rows(facts: Sequence[Fact], lines: tuple[Line, ...], claims: tuple[str, ...], all_claims: str) -> _Sheet:
    """What is kept of the facts of one document."""
    words = _Places()
    sets: dict[frozenset[str], int] = {}
    listed: list[tuple[int, ...]] = []
    rows = []
    for fact in facts:
        row = list(_OWN_VALUES(fact))
        for place in _SETS:
            value = row[place]
            if value not in sets:
                sets[value] = len(sets)
                listed.append(tuple(map(words.__getitem__, sorted(value))))
            row[place] = sets[value]
        rows.append(tuple(row))
    return _Sheet(tuple(words), tuple(listed), tuple(rows), lines, claims, all_claims)


def _unpacked_rows(sheet: _Sheet) -> list[list[Any]] | None:
    """The fields of each fact that were kept; None where they do not fit together."""
    words = [intern(word) for word in sheet.words]  # a pile has few words and many of each
    try:
        sets = [frozenset(map(words.__getitem__, own)) for own in sheet.sets]
        return [_values(row, sets) for row in sheet.rows]
    except (IndexError, TypeError, ValueError):
        return None


def _values(row: Sequence[Any], sets: Sequence[frozenset[str]]) -> list[Any]:
    if len(row) != len(_OWN):
        raise ValueError("the row of a fact of other fields")
    values = list(row)
    for place in _SETS:
        values[place] = sets[values[place]]
    for place in _INTERVALS:
        values[place] = Interval(*values[place])
    return values


def _packed_text(words: TextWords) -> _Text:
    hashes, prints, quoted = (
        own.astype("<u8").tobytes() for own in (words.hashes, words.prints, words.quoted)
    )  # fmt: skip
    return _Text(
        vocabulary=words.vocabulary, stems=words.stems, lead_stems=words.lead_stems, proper=dict(words.proper),
        numbers=words.numbers, hashes=hashes, prints=prints, quoted=quoted,
    )  # fmt: skip


def _unpacked_text(text: _Text) -> TextWords:
    def numbers(packed: bytes) -> Fingerprints:
        return np.frombuffer(packed, dtype="<u8").astype(np.uint64)

    return TextWords(
        vocabulary=_interned(text.vocabulary), stems=_interned(text.stems), lead_stems=_interned(text.lead_stems),
        proper={intern(word): count for word, count in text.proper.items()}, numbers=text.numbers,
        hashes=numbers(text.hashes), prints=numbers(text.prints), quoted=numbers(text.quoted),
    )  # fmt: skip


def _interned(words: frozenset[str]) -> frozenset[str]:
    return frozenset(map(intern, words))


def _require_plain() -> None:
    """A field of a kind that nobody thought of here must not come back as something else.

    Raises:
        TypeError: there is one.
    """
    unknown = [field.name for field in _OWN if field.type not in _PLAIN]
    if unknown or tuple(field.name for field in fields(Fact)[: len(_OF_THE_PILE)]) != _OF_THE_PILE:
        raise TypeError(f"fields of Fact that keeping does not know: {unknown or 'the first ones'}")


_require_plain()
