from __future__ import annotations

import dataclasses
import hashlib
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa
from chronology_samples import claim, day, document, event, small
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from strandline.errors import ChronologyError, QuoteMismatch
from strandline.records import Actor, Document, Place, Reading, Sentence, Token
from strandline.store import (
    Chronology,
    Contents,
    StoredReading,
    compact_copy,
    event_filter,
    pack_reading,
    unpack_reading,
)


def test_what_is_written_is_read(chronology: Chronology) -> None:
    contents = small()
    changes = chronology.write(contents)
    assert len(changes.documents.added) == 2
    assert len(changes.claims.added) == 5
    assert changes.events.added == ("e1", "e2", "e3")
    with chronology.reading() as snapshot:
        assert tuple(snapshot.documents()) == contents.documents
        assert tuple(snapshot.claims()) == contents.claims
        assert tuple(snapshot.events()) == contents.events
        assert tuple(snapshot.origins()) == contents.origins
        assert snapshot.redirects() == {"e9": "e1"}
        assert snapshot.inputs() == list(contents.inputs)
        assert snapshot.meta()["program"] == "strandline 0.1.0"
        assert [found.id for found in snapshot.claims_of_event("e1")] == list(contents.events[0].claims)
        assert snapshot.claims_of_document(contents.documents[1].id) == list(contents.claims[2:])


def test_writing_twice_changes_nothing(chronology: Chronology) -> None:
    chronology.write(small())
    again = chronology.write(small())
    assert not again.documents
    assert not again.claims
    assert not again.events


def test_only_what_differs_is_written(chronology: Chronology) -> None:
    contents = small()
    chronology.write(contents)
    grounding, tug, toll = contents.events
    moved = dataclasses.replace(
        contents,
        events=(toll, msgspec.structs.replace(grounding, gist="The Ulva ran aground"), tug),
    )
    changes = chronology.write(moved)
    assert changes.events.changed == ("e1",)
    assert not changes.events.added
    assert not changes.claims
    assert [found.id for found in chronology.events()] == ["e3", "e1", "e2"]
    assert chronology.events(event_filter(text="ran aground"))[0].id == "e1"
    assert [found.id for found in chronology.events(event_filter(text="lighter"))] == ["e1"], "quotes are searched"


def test_a_removed_document_takes_its_traces_along(chronology: Chronology) -> None:
    contents = small()
    chronology.write(contents)
    log, _ = contents.documents
    grounding = contents.events[0]
    kept = msgspec.structs.replace(
        grounding, claims=grounding.claims[:2], conflicts=(), documents=1, before=(), where=(), actors=(), figures=()
    )
    changes = chronology.write(
        Contents(documents=(log,), claims=contents.claims[:2], events=(kept,), origins=contents.origins[:1])
    )
    assert len(changes.documents.removed) == 1
    assert len(changes.claims.removed) == 3
    assert changes.events.removed == ("e2", "e3")
    with chronology.reading() as snapshot:
        assert snapshot.find_documents(text="tug", limit=10).total == 0
        assert snapshot.find_documents(text="pilot", limit=10).total == 1
        assert snapshot.find_events(event_filter(text="tug"), limit=10).total == 0
        assert snapshot.find_events(event_filter(actors=("ulva",)), limit=10).total == 0


def test_a_false_quote_is_never_written(chronology: Chronology) -> None:
    contents = small()
    chronology.write(contents)
    shifted = msgspec.structs.replace(contents.claims[0], start=contents.claims[0].start + 1)
    with pytest.raises(QuoteMismatch, match=r"log\.txt: claim .*quote: \["):
        chronology.write(dataclasses.replace(contents, claims=(shifted, *contents.claims[1:])))
    assert tuple(chronology.claims()) == contents.claims


@pytest.mark.parametrize("field", ["trigger", "where", "actors", "figures", "attribution", "when"])
def test_every_span_of_a_claim_is_checked(chronology: Chronology, field: str) -> None:
    contents = small()
    at = next(i for i, found in enumerate(contents.claims) if field in ("trigger", "when") or getattr(found, field))
    spoilt = msgspec.to_builtins(contents.claims[at])
    part = spoilt[field] if isinstance(spoilt[field], dict) else spoilt[field][0]
    part = {"attribution": part.get("cue"), "when": part.get("expression")}.get(field) or part
    part["text"] += "x"
    claims = list(contents.claims)
    claims[at] = msgspec.convert(spoilt, type(claims[at]))
    with pytest.raises(QuoteMismatch, match=field):
        chronology.write(dataclasses.replace(contents, claims=tuple(claims)))


def test_broken_links_are_refused(chronology: Chronology) -> None:
    contents = small()
    with pytest.raises(ChronologyError, match="not in the chronology"):
        chronology.write(dataclasses.replace(contents, claims=contents.claims[1:]))
    with pytest.raises(ChronologyError, match="does not exist"):
        chronology.write(dataclasses.replace(contents, events=contents.events[1:]))
    twice = dataclasses.replace(contents, documents=(*contents.documents, contents.documents[0]))
    with pytest.raises(ChronologyError, match="same id"):
        chronology.write(twice)
    assert chronology.documents() == []


def test_two_databases_with_the_same_contents_are_the_same_bytes(tmp_path: Path) -> None:
    hashes = set()
    for number in range(2):
        raw, final = tmp_path / f"raw{number}.db", tmp_path / f"final{number}.db"
        with Chronology.create(raw, durable=False) as made:
            made.write(small(), tidy=True)
        compact_copy(raw, final)
        hashes.add(hashlib.sha256(final.read_bytes()).hexdigest())
    assert len(hashes) == 1


def test_readings_are_kept_and_forgotten_with_their_text(chronology: Chronology) -> None:
    contents = small()
    reading = Reading(
        sentences=(Sentence(0, 1, 0, 7, 0),),
        tokens=(Token(0, 7, "Harbour", "harbour", "NOUN", "NN", "Number=Sing", -1, "root", 0),),
    )
    assert unpack_reading(pack_reading(reading)) == reading
    log, paper = contents.documents
    stored = [
        StoredReading(text_sha256=found.text_sha256, reader="r1", reading=pack_reading(reading))
        for found in (log, paper)
    ]
    chronology.write(contents, stored)
    chronology.write(contents, stored)
    with chronology.reading() as snapshot:
        assert snapshot.reading(log.text_sha256, "r1") == reading
        assert snapshot.reading(log.text_sha256, "r2") is None
    chronology.write(Contents(documents=(log,), claims=(), events=()))
    with chronology.reading() as snapshot:
        assert snapshot.reading(paper.text_sha256, "r1") is None
        assert snapshot.reading(log.text_sha256, "r1") == reading


# Text without what canonical texts never hold: NUL, other C0 controls, surrogates.
WORDS = st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="".join(map(chr, range(32)))), min_size=1, max_size=30
).filter(str.strip)
NUMBERS = st.floats(-90, 90, allow_nan=False)


@st.composite
def chronologies(draw: st.DrawFn) -> Contents:
    documents: list[Document] = []
    claims = []
    events = []
    for number in range(draw(st.integers(1, 4))):
        before, quote, after = draw(WORDS), draw(WORDS), draw(WORDS)
        text = f"{before}\n{quote}\n{after}"
        made = document(
            f"{number}-{draw(WORDS)}", text, title=draw(st.none() | WORDS), publisher=draw(st.none() | WORDS)
        )
        at = len(before) + 1
        place = Place(
            start=at, end=at + 1, text=quote[0], name=draw(WORDS), id=draw(st.none() | WORDS), lat=draw(NUMBERS),
            lon=draw(st.none() | NUMBERS), country=None, level="unknown", precision=None,
        )  # fmt: skip
        who = Actor(start=at, end=at + 1, text=quote[0], name=draw(WORDS), id=draw(WORDS), role="other")
        when = day(draw(st.dates()).isoformat()) if draw(st.booleans()) else day("0000-03-01", earliest=None)
        stated = claim(made, quote, quote, event=f"e{number}", where=(place,), actors=(who,), when=when)
        stated = msgspec.structs.replace(stated, start=at, end=at + len(quote), trigger=msgspec.structs.replace(
            stated.trigger, start=at, end=at + len(quote)))  # fmt: skip
        documents.append(made)
        claims.append(stated)
        events.append(event(f"e{number}", (stated,), draw(WORDS)))
    return Contents(documents=documents, claims=claims, events=draw(st.permutations(events)))


def _agrees(chronology: Chronology, contents: Contents) -> None:
    with chronology.reading() as snapshot:
        assert list(snapshot.documents()) == list(contents.documents)
        assert list(snapshot.claims()) == list(contents.claims)
        assert list(snapshot.events()) == list(contents.events)
        tables = sa.inspect(snapshot.connection).get_table_names()
        links = {name: snapshot.connection.scalar(sa.text(f"SELECT count(*) FROM {name}")) for name in tables}
    assert links["event_claims"] == sum(len(found.claims) for found in contents.events)
    assert links["event_actors"] == sum(len(found.actors) for found in contents.events)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=chronologies(), second=chronologies())
def test_any_chronology_replaces_any_other(tmp_path: Path, first: Contents, second: Contents) -> None:
    # One file for all examples: what an earlier one left must not matter either.
    with Chronology.create(tmp_path / "any.db", durable=False) as chronology:
        chronology.write(first)
        _agrees(chronology, first)
        chronology.write(second)
        _agrees(chronology, second)
