"""What a second write looks at: all that the database does not hold as it is to stand, and whatever hangs on that."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Sequence

import msgspec
import pytest
import sqlalchemy as sa
from chronology_samples import small

from strandline.errors import ChronologyError, QuoteMismatch
from strandline.records import Claim, Document
from strandline.store import Chronology, require_sound, schema


def with_text(document: Document, text: str) -> Document:
    """A document of another text, with the hash that belongs to it."""
    return msgspec.structs.replace(document, text=text, text_sha256=hashlib.sha256(text.encode()).hexdigest())


def test_claims_that_stayed_are_checked_where_their_document_did_not(chronology: Chronology) -> None:
    contents = small()
    chronology.write(contents)
    cited = contents.claims[0].document
    documents = tuple(
        with_text(document, "No. " + document.text) if document.id == cited else document
        for document in contents.documents
    )
    with pytest.raises(QuoteMismatch, match="quote"):
        chronology.write(dataclasses.replace(contents, documents=documents))
    assert chronology.documents() == list(contents.documents)


def test_an_event_that_stayed_is_checked_where_a_claim_of_it_did_not(chronology: Chronology) -> None:
    contents = small()
    chronology.write(contents)
    first, other = contents.events[0], contents.events[1]
    claims = tuple(
        msgspec.structs.replace(claim, event=other.id) if claim.id == first.claims[0] else claim
        for claim in contents.claims
    )
    with pytest.raises(ChronologyError, match=f"event {first.id}: its claim .* names the event {other.id} instead"):
        chronology.write(dataclasses.replace(contents, claims=claims))


def test_an_event_that_stayed_is_checked_where_a_claim_of_it_is_gone(chronology: Chronology) -> None:
    contents = small()
    chronology.write(contents)
    gone = contents.events[0].claims[0]
    claims = tuple(claim for claim in contents.claims if claim.id != gone)
    with pytest.raises(ChronologyError, match=f"its claims {gone} are not in the chronology"):
        chronology.write(dataclasses.replace(contents, claims=claims))


def test_what_another_program_wrote_is_checked_again(chronology: Chronology, monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[str] = []

    def watched(document: Document, claims: Sequence[Claim]) -> None:
        checked.extend(claim.id for claim in claims)
        require_sound(document, claims)

    monkeypatch.setattr("strandline.store.writing.require_sound", watched)

    def write(program: str) -> list[str]:
        checked.clear()
        contents = small()
        chronology.write(dataclasses.replace(contents, meta={**contents.meta, "program": program}))
        return sorted(checked)

    everything = sorted(claim.id for claim in small().claims)
    assert write("one") == everything
    assert write("one") == []
    assert write("another") == everything


def test_an_event_that_stayed_stands_where_its_document_puts_it_now(chronology: Chronology) -> None:
    contents = small()
    chronology.write(contents)
    before = standings_of(chronology)
    changed = tuple(msgspec.structs.replace(document, published=None) for document in contents.documents)
    chronology.write(dataclasses.replace(contents, documents=changed))
    after = standings_of(chronology)
    assert after.keys() == before.keys()
    assert all(after[identity] != before[identity] for identity in after)
    chronology.write(contents)
    assert standings_of(chronology) == before
    chronology.write(contents)
    assert standings_of(chronology) == before


def standings_of(chronology: Chronology) -> dict[str, str]:
    """Where each event stands by itself, by id."""
    table = schema.events.c
    with chronology.reading() as snapshot:
        return dict(snapshot.connection.execute(sa.select(table.id, table.sort_key)).all())
