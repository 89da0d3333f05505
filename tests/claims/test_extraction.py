"""From text to claims with the reader that ships: what must hold of every claim, and what most sentences must give."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest
from notes import note

from strandline.actors import resolve_actors
from strandline.claims import extract_claims
from strandline.places import Gazetteer, resolve_places
from strandline.reading import Reader
from strandline.records import Claim, FigureKind, Kind, Status
from strandline.timing import tag_times

DATA: dict[str, Any] = tomllib.loads(Path(__file__).with_name("extraction.toml").read_text("utf-8"))
ROWS: list[dict[str, Any]] = DATA["row"]
MOST = 0.85
"""Least share of the rows that must be right; the rest is the weights' business."""

Extract = Callable[[str], tuple[Claim, ...]]


@pytest.fixture(scope="module")
def extract(reader: Reader) -> Extract:
    gazetteer = Gazetteer.open()

    def run(text: str) -> tuple[Claim, ...]:
        document = note(text, DATA["published"])
        reading = reader.read(text)
        times = tag_times(text, reading=reading, published=document.published)
        places = resolve_places(text, reading=reading, gazetteer=gazetteer)
        actors = resolve_actors(text, reading=reading, places=places)
        return extract_claims(document, reading=reading, times=times, places=places, actors=actors)

    return run


@pytest.fixture(scope="module")
def read_rows(extract: Extract) -> list[tuple[dict[str, Any], tuple[Claim, ...]]]:
    return [(row, extract(row["text"])) for row in ROWS]


def found_in(row: dict[str, Any], claims: tuple[Claim, ...]) -> Claim | None:
    start = row["text"].index(row["trigger"])
    return next((claim for claim in claims if claim.trigger.start <= start < claim.trigger.end), None)


def holds(text: str, claim: Claim) -> None:
    """What the contract promises of every claim."""
    assert text[claim.start : claim.end] == claim.quote
    assert claim.start <= claim.trigger.start < claim.trigger.end <= claim.end
    assert text[claim.trigger.start : claim.trigger.end] == claim.trigger.text
    assert claim.kind in get_args(Kind)
    assert claim.status in get_args(Status)
    assert claim.status_reason
    assert 0.0 <= claim.confidence <= 1.0
    spans: list[Any] = [*claim.where, *claim.actors, *claim.figures]
    for link in claim.attribution:
        spans += [span for span in (link.source, link.cue, link.content) if span is not None]
        assert link.content.start <= claim.trigger.start < link.content.end
    for span in spans:
        assert 0 <= span.start < span.end
        assert text[span.start : span.end] == span.text
    for figure in claim.figures:
        assert figure.what in get_args(FigureKind)
        assert figure.high is None or figure.low <= figure.high
    assert len({(actor.start, actor.end) for actor in claim.actors}) == len(claim.actors)


# --------------------------------------------------------------------------------------------------- many kinds


def test_every_claim_keeps_the_contract(read_rows: list[tuple[dict[str, Any], tuple[Claim, ...]]]) -> None:
    for row, claims in read_rows:
        assert len({claim.id for claim in claims}) == len(claims)
        assert [claim.trigger.start for claim in claims] == sorted(claim.trigger.start for claim in claims)
        for claim in claims:
            holds(row["text"], claim)


def test_most_happenings_are_found(read_rows: list[tuple[dict[str, Any], tuple[Claim, ...]]]) -> None:
    missed = [row["text"] for row, claims in read_rows if found_in(row, claims) is None]
    assert len(missed) <= (1 - MOST) * len(ROWS), missed


def test_most_have_their_status(read_rows: list[tuple[dict[str, Any], tuple[Claim, ...]]]) -> None:
    pairs = [(row, claim) for row, claims in read_rows if (claim := found_in(row, claims)) is not None]
    wrong = [
        f"{claim.status}, not {row['status']}: {row['text']}" for row, claim in pairs if claim.status != row["status"]
    ]
    assert len(wrong) <= (1 - MOST) * len(pairs), wrong


def test_most_have_their_source_and_the_narrators_own_has_none(
    read_rows: list[tuple[dict[str, Any], tuple[Claim, ...]]],
) -> None:
    pairs = [(row, claim) for row, claims in read_rows if (claim := found_in(row, claims)) is not None]
    wrong = []
    for row, claim in pairs:
        first = next((link.source.text for link in claim.attribution if link.source is not None), None)
        wanted = row.get("source")
        if (wanted is None) != (first is None) or (wanted is not None and first is not None and wanted not in first):
            wrong.append(f"{first!r}, not {wanted!r}: {row['text']}")
    assert len(wrong) <= (1 - MOST) * len(pairs), wrong


def test_quotes_are_clauses_and_not_whole_sentences(extract: Extract) -> None:
    text = "Rebels burned the mill, the mayor fled to the coast and the army closed the road on Monday."
    claims = {claim.trigger.text: claim.quote for claim in extract(text)}
    assert len(claims) >= 2
    assert all(quote != text for quote in claims.values())
    assert all(len(quote) < 0.7 * len(text) for word, quote in claims.items() if word in ("burned", "fled", "closed"))


def test_a_toll_belongs_to_its_happening(extract: Extract) -> None:
    claims = extract("A bomb killed 14 people and wounded 30 others at a market in Kano on Friday.")
    killed = [figure for claim in claims for figure in claim.figures if figure.what == "killed"]
    assert killed
    assert {(figure.low, figure.high) for figure in killed} == {(14, 14)}


# ------------------------------------------------------------------------------------------------------ stability

STORY = "\n\n".join(row["text"] for row in ROWS[:8])


def test_same_words_same_claims(extract: Extract) -> None:
    assert extract(STORY) == extract(STORY)


def test_the_id_hangs_on_the_document(extract: Extract) -> None:
    one, two = extract(STORY), extract(STORY + "\n\nIt rained.")
    assert {claim.quote for claim in one} & {claim.quote for claim in two}
    assert not {claim.id for claim in one} & {claim.id for claim in two}


@pytest.mark.parametrize("text", ["", " ", "\n\n\n", "…", "?!.,;:—()[]“”''\"", "* * *\n\n---\n\n. . ."])
def test_text_without_words_has_no_claims(extract: Extract, text: str) -> None:
    assert extract(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "“We left, she said. They stayed.”” And “then",
        "He said: 'I can't, and won't, 'go' to '' Rome'.",
        "``Nobody died'', the « mayor said » “ in «1999.",
        '" " said said said. “ ” he said he said "',
    ],
)
def test_marks_that_do_not_pair_break_nothing(extract: Extract, text: str) -> None:
    for claim in extract(text):
        holds(text, claim)


def test_a_sentence_of_three_thousand_words(extract: Extract) -> None:
    text = "The ministry said that " + ", and that ".join("soldiers attacked the northern village" for _ in range(430))
    text += "."
    assert len(text.split()) >= 3000
    claims = extract(text)
    assert claims
    for claim in claims:
        holds(text, claim)


def test_names_in_other_alphabets_and_signs_beyond_the_basic_plane(extract: Extract) -> None:
    text = "😀 Иван Петров met Μαρία Παππά in Αθήνα on Monday. 東京 police arrested 𝔄na after the attack. 🚢"
    for claim in extract(text):
        holds(text, claim)


def test_the_day_of_a_saying_is_not_that_of_what_is_said(extract: Extract) -> None:
    """Whether the saying itself is listed or not."""
    for text in (
        "The finance minister has not resigned, his spokesman said on Wednesday.",
        "The mill was sold by its owners, a clerk of the court said on Thursday.",
    ):
        told = [claim for claim in extract(text) if claim.trigger.lemma != "say"]
        assert told
        assert all(claim.when.expression is None for claim in told)
