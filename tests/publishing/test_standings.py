"""Why each event stands where it stands in the display."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path

import msgspec
import pytest
from chronology_samples import small

from strandline.publishing import page
from strandline.publishing.page import DATA_BLOCK
from strandline.publishing.standings import Standings, Written
from strandline.store import Chronology, Contents


def written(path: Path, contents: Contents) -> Chronology:
    made = Chronology.create(path, durable=False)
    made.write(contents)
    return made


def at_one_time(*words: str) -> Contents:
    """Three events of one day; words by which the texts put the second after the first."""
    contents = small()
    events = tuple(msgspec.structs.replace(event, when=contents.events[1].when) for event in contents.events)
    pairs = [(events[0].claims[-1], events[1].claims[-1], word) for word in words]
    return dataclasses.replace(contents, events=events, orderings=pairs)


def reasons(tmp_path: Path, contents: Contents) -> dict[str, tuple[bool, str]]:
    with written(tmp_path / "c.db", contents) as chronology, chronology.reading() as snapshot:
        standings = Standings(snapshot)
        found = dict(standings.all())
        for event in snapshot.events():
            near = standings.of(event)
            assert near.why_after == found.get(event.id)
            assert near.why_before == (None if near.below is None else found[near.below.id])
        at_hand = Written(
            folder=tmp_path,
            events=contents.events,
            claims={claim.id: claim for claim in contents.claims},
            documents={document.id: document for document in contents.documents},
            orderings=contents.orderings,
        )
        assert list(at_hand.standings(())) == list(found.items())
        first = contents.events[0].id
        assert [identity for identity, _ in at_hand.standings({first})] == list(found)[1:]
        return {identity: (why.tie, why.reason) for identity, why in found.items()}


def test_a_later_time_and_no_time_say_why(tmp_path: Path) -> None:
    assert reasons(tmp_path, small()) == {
        "e2": (False, "its time is later"),
        "e3": (True, "nothing tells which came first; what has no date stands last"),
    }


def test_the_word_of_a_text_says_why(tmp_path: Path) -> None:
    tie, reason = reasons(tmp_path, at_one_time("perhaps: from the way they are told", "after"))["e2"]
    assert (tie, reason) == (False, "the text puts it after: “after”")


def test_the_likelier_of_two_guesses_says_why(tmp_path: Path) -> None:
    contents = at_one_time("perhaps: the harm, then the help", "usually: the incident, then the help")
    assert reasons(tmp_path, contents)["e2"] == (False, "such things usually go so: the incident, then the help")


def test_where_times_tell_no_word_is_named(tmp_path: Path) -> None:
    contents = small()
    pair = (contents.events[0].claims[0], contents.events[1].claims[0], "perhaps: from the way they are told")
    assert reasons(tmp_path, dataclasses.replace(contents, orderings=[pair]))["e2"] == (False, "its time is later")


def test_the_published_page_carries_the_reasons(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "built_page", lambda: DATA_BLOCK)
    with written(tmp_path / "c.db", small()) as chronology, chronology.reading() as snapshot:
        page.write_page(snapshot, tmp_path / "index.html")
    found = re.fullmatch(r"<script[^>]*>(.*)</script>\s*", (tmp_path / "index.html").read_text(), re.DOTALL)
    assert found
    data = json.loads(found[1])["standings"]
    assert data["of"] == {"e2": 0, "e3": 1}
    assert data["reasons"][0] == {"tie": False, "reason": "its time is later"}
