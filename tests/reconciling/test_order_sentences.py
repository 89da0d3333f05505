"""What a sentence says of the order of its happenings, and what only the usual course of things suggests."""

from __future__ import annotations

from typing import Any

import pytest
from reconciling_builders import Pile, when
from test_ordering import Text

from strandline.reconciling import reconcile
from strandline.reconciling.order_sentences import in_sentences
from strandline.reconciling.order_told import courses, told_claims
from strandline.reconciling.order_usual import course_step, setting_apart, usual, usual_pairs
from strandline.reconciling.order_words import PERHAPS, USUALLY, Ordered
from strandline.reconciling.ordering import graph_of, in_order
from strandline.reconciling.signals import ordered_claims
from strandline.records import Trigger

DAY = when("2031-05-02")


def told(text: Text) -> list[Any]:
    return told_claims(text.document, text.claims)


def in_one(text: Text) -> list[tuple[str, str]]:
    return [(pair.first, pair.second) for pair in in_sentences(text.document.text, told(text))]


def lemma(text: str, word: str, base: str) -> dict[str, Any]:
    """The field of a trigger with its lemma."""
    start = text.index(word)
    return {"trigger": Trigger(start=start, end=start + len(word), text=word, lemma=base)}


def tense_of(sentence: str, word: str, base: str) -> str:
    text = Text(sentence, (sentence, word, lemma(sentence, word, base)))
    return str(told(text)[0].tense)


@pytest.mark.parametrize(
    ("sentence", "word", "base", "tense"),
    [
        ("They cut the rope on Friday", "cut", "cut", "base"),
        ("The lock failed on Friday", "failed", "fail", "past"),
        ("The lock had failed on Friday", "failed", "fail", "had"),
        ("The lock has already failed", "failed", "fail", "has"),
        ("The lock will fail", "fail", "fail", "will"),
        ("The lock would soon fail", "fail", "fail", "would"),
        ("The lock won't fail", "fail", "fail", "will"),
        ("The lock might fail", "fail", "fail", "may"),
        ("The wardens had to leave", "leave", "leave", "had to"),
        ("They asked him to leave", "leave", "leave", "to"),
        ("The lock was repaired", "repaired", "repair", "was"),
        ("The wardens were running", "running", "run", "was doing"),
        ("Wardens saw the collapse", "collapse", "collapse", "noun"),
        ("Wardens left, fearing more", "fearing", "fear", "doing"),
        ("It holds", "holds", "hold", "present"),
    ],
)
def test_tense(sentence: str, word: str, base: str, tense: str) -> None:
    assert tense_of(sentence, word, base) == tense


def test_a_noun_with_a_joining_word_is_set_against_the_verb_of_its_clause() -> None:
    late = "The council granted the permit after a long hearing"
    text = Text(late, (late, "granted", lemma(late, "granted", "grant")), (late, "hearing"))
    assert in_one(text) == [("hearing", "granted")]
    early = "A stranger was seen in the days before the flood"
    text = Text(early, (early, "seen", lemma(early, "seen", "see")), (early, "flood"))
    assert in_one(text) == [("seen", "flood")]
    head = "After the second flood, the council resigned"
    text = Text(head, (head, "flood"), (head, "resigned", lemma(head, "resigned", "resign")))
    assert in_one(text) == [("flood", "resigned")]


def test_another_clause_between_tells_nothing() -> None:
    sentence = "The council met after dusk, and the flood came"
    text = Text(sentence, (sentence, "met", lemma(sentence, "met", "meet")), ("the flood came", "flood"))
    assert in_one(text) == []


def test_then_sets_a_verb_against_the_one_before_it() -> None:
    sentence = "He was questioned and later moved to Orlach"
    text = Text(
        sentence, ("He was questioned", "questioned", lemma(sentence, "questioned", "question")),
        ("later moved to Orlach", "moved", lemma(sentence, "moved", "move")),
    )  # fmt: skip
    assert in_one(text) == [("questioned", "moved")]


def test_causes_come_before_what_they_cause() -> None:
    onward = "The storm caused a crane to fall"
    assert in_one(Text(onward, ("The storm", "storm"), ("to fall", "fall")))[0] == ("storm", "fall")
    back = "The collapse was caused by strong winds"
    assert in_one(Text(back, (back, "collapse"), (back, "winds"))) == [("winds", "collapse")]


def test_what_the_subject_of_a_clause_brought_about_comes_after_it() -> None:
    for sentence, told_so in (("The blast killed two", True), ("In the blast a beam killed two", False)):
        text = Text(sentence, (sentence, "blast"), (sentence, "killed", lemma(sentence, "killed", "kill")))
        assert bool(in_one(text)) is told_so, sentence


def test_what_followed_a_thing_comes_after_it() -> None:
    for sentence, first in (("The strike followed the vote", 1), ("The strike was followed by the vote", 0)):
        text = Text(sentence, (sentence, "strike"), (sentence, "vote"))
        ((one, _),) = in_one(text)
        assert one == text.claims[first].id, sentence


def test_what_is_asked_for_comes_after_the_asking() -> None:
    sentence = "The mayor asked them to leave"
    told_so = Text(sentence, ("The mayor asked them", "asked", lemma(sentence, "asked", "ask")), ("to leave", "leave"))
    assert in_one(told_so) == [("asked", "leave")]
    together = "The mayor began to speak"
    one = Text(together, ("The mayor began", "began", lemma(together, "began", "begin")), ("to speak", "speak"))
    assert in_one(one) == []


def test_had_lies_before_the_verb_that_its_clause_hangs_on() -> None:
    sentence = "The letter went to a house that had burned"
    text = Text(
        sentence, (sentence, "went", lemma(sentence, "went", "go")),
        ("that had burned", "burned", lemma(sentence, "burned", "burn")),
    )  # fmt: skip
    assert in_one(text) == [("burned", "went")]


# ------------------------------------------------------------------------------------------- the usual course


def two_sentences() -> Text:
    text = "Four people were killed. The crash closed the bridge."
    return Text(
        text,
        ("Four people were killed", "killed", {**lemma(text, "killed", "kill"), "kind": "death"}),
        ("The crash closed the bridge", "crash", {"kind": "accident"}),
    )


def test_the_usual_course_puts_the_incident_before_its_harm() -> None:
    text = two_sentences()
    (pair,) = usual_pairs(told(text), set())
    assert (pair.first, pair.second) == ("crash", "killed")
    assert pair.word.endswith(": the incident, then the harm")
    assert not pair.narrows
    assert list(usual_pairs(told(text), {("crash", "killed")})) == [], "told by the text: left alone"
    assert list(usual_pairs(told(text), {("killed", "crash")})) == [], "whichever way"


def test_what_is_told_in_the_usual_order_is_surer() -> None:
    sentence = "The crash killed four people"
    text = Text(
        sentence,
        (sentence, "crash", {"kind": "accident"}),
        (sentence, "killed", {**lemma(sentence, "killed", "kill"), "kind": "death"}),
    )
    (pair,) = usual_pairs(told(text), set())
    assert (pair.first, pair.second, pair.word) == ("crash", "killed", f"{USUALLY}the incident, then the harm")
    assert pair.is_sure
    assert not Ordered("crash", "killed", f"{PERHAPS}the incident, then the harm").is_sure


def test_the_usual_course_never_speaks_against_times() -> None:
    text = Text(
        "Four people were hurt. The crash closed the bridge.",
        ("Four people were hurt", "hurt", {"when": when("2031-05-02")}),
        ("The crash closed the bridge", "crash", {"when": when("2031-05-04")}),
    )
    assert list(usual_pairs(told(text), set())) == []


def test_the_usual_course_orders_the_display_and_bounds_no_time() -> None:
    pile = Pile()
    pile.add(
        "d", "2031-05-09", ("Four people were [hurt] at Orlach", {}), ("The [crash] closed the bridge", {"when": DAY})
    )
    events = reconcile(pile.documents, pile.claims).events
    words = {claim.id: claim.trigger.text for claim in pile.claims}
    assert [words[event.claims[0]] for event in events] == ["crash", "hurt"]
    assert events[1].after == (events[0].id,)
    assert events[1].when.earliest is None, "a usual course narrows nothing"


def test_what_only_the_telling_suggests_is_shown_and_not_named() -> None:
    pile = Pile()
    pile.add("d", "2031-05-09", ("Wardens [rang] the bell", {"when": DAY}), ("The lock [burst] at noon", {"when": DAY}))
    plain = reconcile(pile.documents, pile.claims).events
    ids = {claim.trigger.text: event.id for event in plain for claim in pile.claims if claim.id in event.claims}
    claim = {item.trigger.text: item.id for item in pile.claims}
    pair = Ordered(claim["burst"], claim["rang"], f"{PERHAPS}from the way they are told")
    shown = in_order(plain, graph_of(plain, [pair]), pile.documents, pile.claims)
    assert [event.id for event in shown] == [ids["burst"], ids["rang"]]
    assert all(event.after == event.before == () for event in shown)
    firm = in_order(plain, graph_of(plain, [pair, Ordered(claim["burst"], claim["rang"], "had")]))
    assert firm[1].after == (ids["burst"],), "told in words elsewhere: named"


def test_swapping_two_claims_turns_round_what_sets_them_apart() -> None:
    one, other = told(two_sentences())
    forth, back = setting_apart(one, other), setting_apart(other, one)
    assert forth
    assert {name: -value for name, value in forth.items()} == back
    assert course_step(one, other) == ("incident", -1)
    assert course_step(other, one) == ("incident", 1)


def test_the_files_of_courses_and_weights_hold_together() -> None:
    known = courses()
    for stages in known.stages.values():
        assert all(0 <= place < len(known.names[course]) for course, place in stages.items())
    model = usual()
    assert 0.5 <= model.course_first < 1
    assert 0.5 <= model.against_telling < 1
    assert model.first["tense had"] > 0 > model.first["tense will"], "what had been done comes first"


def test_pairs_do_not_hang_on_other_documents() -> None:
    one, other = two_sentences(), Text("The old lock burst.", ("The old lock burst", "burst"))
    alone = ordered_claims([one.document], one.claims)
    both = ordered_claims([one.document, other.document], [*one.claims, *other.claims])
    assert [pair for pair in both if {pair.first, pair.second} <= {"killed", "crash"}] == alone
