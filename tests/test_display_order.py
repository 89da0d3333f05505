"""Keys that sort events: times first, then standing, then the place in the text."""

from __future__ import annotations

import random
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

sys.path.insert(0, str(Path(__file__).parent / "reconciling"))

from reconciling_builders import Pile, before, when

from strandline.display_order import Shown, display_key, sentence_ends, sentence_start, standing_after, time_key
from strandline.reconciling import reconcile
from strandline.records import UNKNOWN_WHEN, Event, When


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (when("2031-05-02"), when("2031-05-03")),
        (when("-0044-03-15"), when("0001-01-01")),
        (when("1969-12-31"), when("1970-01-01")),
        (when("2031-05-02"), when("2031-05-03", "2031-05-31")),
        (when("2031-05-02"), when("2031-05-02", "2031-05-09")),
        (when("2031-05-02"), when("2031-05-02T09:00+02:00")),
        (when("2031-05-02T09:00+02:00"), when("2031-05-02T10:00+02:00")),
        (when("2031-05-02T11:00+02:00"), when("2031-05-02T09:30+00:00")),
        (when("2031-05-01"), when("2031-05-02T00:30+09:00")),
        (before("2031-05-02"), when("2031-05-03")),
        (when("2031-05-01"), before("2031-05-02")),
        (before("2031-05-02"), when("2031-05-02T08:00+00:00")),
        (when("2031-05-02"), msgspec.structs.replace(when("2031-05-02"), latest=None)),
        (when("9999-12-31"), UNKNOWN_WHEN),
    ],
)
def test_times_sort(first: When, second: When) -> None:
    assert time_key(first) < time_key(second)


def test_what_lies_before_a_day_stands_with_that_day() -> None:
    assert time_key(before("2031-05-02")) == time_key(when("2031-05-02"))


def test_all_keys_of_times_have_one_width() -> None:
    whens = (when("-9999-01-01"), when("2031-05-02T09:00+02:00"), before("2031-05-02"), UNKNOWN_WHEN)
    assert len({len(time_key(each)) for each in whens}) == 1


@pytest.mark.parametrize(
    ("text", "word", "start"),
    [
        ("The lock burst. Water rose.", "Water", "Water"),
        ("The lock burst. Water rose.", "rose", "Water"),
        ("The lock burst! “Water rose,” she said.", "said", "“Water"),
        ("A line\nand another", "another", "and"),
        ("It cost 2.5 crowns more", "more", "It"),
        ("word " * 400 + "end", "end", None),
    ],
)
def test_where_a_sentence_starts(text: str, word: str, start: str | None) -> None:
    at = text.index(word)
    assert sentence_start(text, at) == (at - 1000 if start is None else text.index(start))


# --------------------------------------------------------------------------------------------------- one day


DAY = when("2031-05-02")


def shown(*documents: tuple[str, tuple[tuple[str, dict[str, Any]], ...]]) -> list[str]:
    """The triggers of all claims, in the order in which their events are shown."""
    pile = Pile()
    for published, sentences in documents:
        pile.add(f"on {published}", published, *sentences)
    claims = {claim.id: claim.trigger.text for claim in pile.claims}
    return [claims[event.claims[0]] for event in reconcile(pile.documents, pile.claims).events]


def test_a_day_reads_as_its_texts_do() -> None:
    later = ("2031-05-04", (("Divers [searched] the basin", {"when": DAY}),))
    sooner = (
        "2031-05-03",
        (
            ("The old lock of Orlach [burst] at the weir", {"when": DAY}),
            ("Three boats [sank] near the quay", {"when": DAY}),
            ("A warden [rang] the bell of the harbour office", {"when": DAY}),
        ),
    )
    assert shown(later, sooner) == ["burst", "sank", "rang", "searched"]


def test_plans_come_after_deeds() -> None:
    sentences = (
        ("The council will [rebuild] the lock", {"when": DAY, "status": "planned"}),
        ("The old lock of Orlach [burst] at the weir", {"when": DAY}),
    )
    assert shown(("2031-05-03", sentences)) == ["burst", "rebuild"]


def test_the_clock_outweighs_the_place_in_the_text() -> None:
    sentences = (
        ("Three boats [sank] near the quay", {"when": when("2031-05-02T11:00+02:00")}),
        ("The old lock of Orlach [burst] at the weir", {"when": when("2031-05-02T10:00+02:00")}),
    )
    assert shown(("2031-05-03", sentences)) == ["burst", "sank"]


def test_what_the_texts_put_in_order_outweighs_the_place() -> None:
    sentences = (
        ("The wardens [rang] the bell", {"when": DAY}),
        ("Earlier the old lock of Orlach [burst] at the weir", {"when": DAY}),
    )
    assert shown(("2031-05-03", sentences)) == ["burst", "rang"]


def of_one_sentence(*told: tuple[str, str]) -> list[str]:
    """Triggers in the order of their events: of claims (trigger, kind) in one sentence, in the order given."""
    pile = Pile()
    text = " ".join(trigger for trigger, _ in told)
    pile.add("d", "2031-05-03", (f"[{text}]", {"when": DAY}))
    (whole,) = pile.claims
    pile.claims = []
    for number, (trigger, kind) in enumerate(told):
        at = text.index(trigger)
        word = msgspec.structs.replace(whole.trigger, start=at, end=at + len(trigger), text=trigger, lemma=trigger)
        pile.claims.append(
            msgspec.structs.replace(
                whole,
                id=f"{number}{whole.id[1:]}",
                start=at,
                end=at + len(trigger),
                quote=trigger,
                trigger=word,
                kind=kind,
            )
        )
    claims = {claim.id: claim.trigger.text for claim in pile.claims}
    return [claims[event.claims[0]] for event in reconcile(pile.documents, pile.claims).events]


def test_what_is_said_comes_after_the_deeds_of_its_sentence() -> None:
    assert of_one_sentence(("declared", "statement"), ("sank", "accident")) == ["sank", "declared"]


def test_an_event_by_hand_comes_after_those_of_the_texts() -> None:
    pile = Pile()
    pile.add("d", "2031-05-03", ("The old lock of Orlach [burst]", {"when": DAY}))
    (event,) = reconcile(pile.documents, pile.claims).events
    told = display_key(event, pile.claims[0], pile.documents[0])
    by_hand = Event(**{name: getattr(event, name) for name in event.__struct_fields__} | {"id": "0", "claims": ()})
    assert told < display_key(by_hand, None, None)


def test_the_order_does_not_hang_on_the_order_of_what_is_read() -> None:
    chance = random.Random(3)
    pile = Pile()
    words = ("burst", "sank", "rang", "met", "left", "fell", "struck", "rose")
    for day in range(1, 6):
        told = [(f"Somebody [{word}] in place {day}", {"when": DAY}) for word in chance.sample(words, 5)]
        pile.add(f"d{day}", f"2031-05-{1 + day % 3:02}", *told)
    first = reconcile(pile.documents, pile.claims).events
    for _ in range(3):
        chance.shuffle(pile.documents)
        chance.shuffle(pile.claims)
        assert reconcile(pile.documents, pile.claims).events == first


def shown_in(*told: tuple[str, tuple[tuple[str, dict[str, Any]], ...]]) -> list[Shown]:
    """The events of some documents (date, sentences) with what they stand on, in their order."""
    pile = Pile()
    for number, (published, sentences) in enumerate(told):
        pile.add(f"d{number}", published, *sentences)
    done = reconcile(pile.documents, pile.claims)
    claims = {claim.id: claim for claim in done.claims}
    documents = {document.id: document for document in done.documents}
    firsts = [claims[event.claims[0]] for event in done.events]
    return [Shown(event, first, documents[first.document]) for event, first in zip(done.events, firsts, strict=True)]


def test_a_later_time_is_no_tie() -> None:
    sentences = (
        ("Three boats [sank] near the quay", {"when": when("2031-05-03")}),
        ("The old lock of Orlach [burst] at the weir", {"when": DAY}),
    )
    above, below = shown_in(("2031-05-04", sentences))
    assert standing_after(above, below) == (False, "its time is later")
    hours = (
        ("Three boats [sank] near the quay", {"when": when("2031-05-02T11:00+02:00")}),
        ("The old lock of Orlach [burst] at the weir", {"when": when("2031-05-02T10:00+02:00")}),
    )
    above, below = shown_in(("2031-05-04", hours))
    assert not standing_after(above, below).tie


@pytest.mark.parametrize(
    ("first", "second", "because"),
    [
        ({"when": DAY}, {"when": DAY}, "the order of their text"),
        ({"when": DAY}, {"when": DAY, "status": "planned"}, "what has happened stands before"),
        ({"when": DAY}, {"when": when("2031-05-02T10:00+02:00")}, "what has no hour stands first"),
        ({"when": DAY}, {"when": when("2031-05-02", "2031-05-09")}, "what ends sooner stands first"),
        (
            {"when": when("2031-05-02T10:00+02:00", "2031-05-02T12:00+02:00")},
            {"when": when("2031-05-02T11:00+02:00", "2031-05-02T13:00+02:00")},
            "what begins sooner stands first",
        ),
        ({"when": DAY}, {"when": before("2031-05-03")}, "under the later day"),
        ({"when": DAY}, {"when": UNKNOWN_WHEN}, "what has no date stands last"),
    ],
)
def test_a_tie_says_what_decides_it(first: dict[str, Any], second: dict[str, Any], because: str) -> None:
    sentences = (("Three boats [sank] near the quay", first), ("Wardens of Orlach [rang] the bell", second))
    above, below = shown_in(("2031-05-04", sentences))
    tie, reason = standing_after(above, below)
    assert tie
    assert reason.startswith("nothing tells which came first; ")
    assert because in reason


def test_a_tie_of_two_reports_names_their_dates() -> None:
    one = (("Three boats [sank] near the quay", {"when": DAY}),)
    other = (("Wardens of Orlach [rang] the bell", {"when": DAY}),)
    for dates, because in (
        (("2031-05-03", "2031-05-04"), "its report is the later one"),
        (("2031-05-04", "2031-05-04"), "their reports have no order of their own"),
    ):
        above, below = shown_in((dates[0], one), (dates[1], other))
        assert because in standing_after(above, below).reason


def test_an_order_that_a_text_tells_is_no_tie() -> None:
    sentences = (
        ("The wardens [rang] the bell", {"when": DAY}),
        ("Earlier the old lock of Orlach [burst] at the weir", {"when": DAY}),
    )
    burst, rang = shown_in(("2031-05-03", sentences))
    assert standing_after(burst, rang, "Earlier") == (False, "the text puts it after: “Earlier”")
    assert standing_after(burst, rang, "usually: the incident, then the harm").reason.endswith(
        "the incident, then the harm"
    )
    for word, because in (
        ("perhaps: the harm, then the help", "such things often go so: the harm, then the help"),
        ("perhaps: from the way they are told", "it probably came later, from the way they are told"),
        ("to", "what stands above it was done for it"),
        ("had", "the text looks back from it on what stands above it (“had”)"),
    ):
        assert standing_after(burst, rang, word) == (False, because)
    late, early = (
        Shown(msgspec.structs.replace(item.event, when=moment), item.first, item.document)
        for item, moment in ((burst, when("2031-05-02", "2031-05-09")), (rang, DAY))
    )
    assert standing_after(late, early) == (False, "the texts put it after what stands above it")


def test_an_event_by_hand_ties_last() -> None:
    (item,) = shown_in(("2031-05-03", (("The old lock of Orlach [burst]", {"when": DAY}),)))
    assert "entered by hand" in standing_after(item, Shown(item.event, None, None)).reason


def test_sentences_end_where_the_next_begins() -> None:
    text = "The lock burst. Water rose.\nNobody was hurt."
    assert [text[end:].split(maxsplit=1)[0] for end in sentence_ends(text)] == ["Water", "Nobody"]
    assert all(sentence_start(text, end) == end for end in sentence_ends(text))
