"""How a clause puts the word for its happening, and two words for one happening in a clause."""

from __future__ import annotations

from typing import Any

import pytest
from reconciling_builders import Pile, body, facts_of_sentences, figure, person

from strandline.reconciling import reconcile
from strandline.reconciling.facts import document_order
from strandline.reconciling.phases import told_in_two_words
from strandline.reconciling.tellings import head_of, subject_of, telling_of
from strandline.reconciling.words import circles_of, families_of, stands_for_any, stem


@pytest.mark.parametrize(
    ("sentence", "known", "another"),
    [
        ("The [blast] shook the quay", True, False),
        ("Monday's [blast] shook the quay", True, False),
        ("They feared a second [blast]", False, True),
        ("A [blast] shook the quay", False, False),
        ("He said they [marched] on the quay", False, False),
        ("Another wave of [arrests] followed", False, True),
        ("His brother was also [arrested] on the quay", False, True),
    ],
)
def test_a_noun_points_at_what_is_known_or_away_from_it(sentence: str, known: bool, another: bool) -> None:
    (fact,) = facts_of_sentences((sentence, {}))
    assert (fact.known, fact.another) == (known, another)


@pytest.mark.parametrize(
    ("after", "another"),
    [
        (" at 3 a.m. and woke the town. It was the second that night.", True),
        (". The mayor was away. It was the second that night.", False),
        (". It was the worst that night.", False),
    ],
)
def test_the_next_sentence_may_count_what_a_clause_tells(after: str, another: bool) -> None:
    clause = "A quake [shook] the quay"
    (claim,) = Pile().add("a", "2031-05-20", (clause, {}))
    assert telling_of(f"A quake shook the quay{after}", claim).another is another


def test_what_befell_nobody_says_so() -> None:
    none, some, counted = facts_of_sentences(
        ("Nobody was [hurt] on the quay", {}),
        ("Two boatmen were [hurt] on the quay", {}),
        ("The smoke [hurt] them, and there are no dead", {"figures": (figure("killed", 0, 0),)}),
    )
    assert (none.nobody, some.nobody, counted.nobody) == (True, False, True)


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("the old bridge on the quarry road", "bridge"),
        ("not the bridge at Ulm", "bridge"),
        ("three hundred metres of the quay wall, built last year", "metres"),
        ("they", ""),
        ("the one at Ulm", ""),
    ],
)
def test_the_head_of_a_name_stands_before_what_belongs_to_it(name: str, head: str) -> None:
    assert head_of(name) == (stem(head) if head else "")


@pytest.mark.parametrize(
    ("before_the_verb", "subject"),
    [
        ("The tall chimney of the brickworks ", "chimney"),
        ("that the lock gates did not ", "gates"),
        ("At seven, in the fog, the coal barge ", "barge"),
        ("Half an hour ago the coal barge ", "barge"),
        ("Two days later, the barge ", "barge"),
        ("which ", ""),
        ("", ""),
    ],
)
def test_the_subject_is_what_a_clause_begins_with(before_the_verb: str, subject: str) -> None:
    assert subject_of(before_the_verb) == (stem(subject) if subject else "")


def test_an_accident_has_what_it_befalls_for_its_theme() -> None:
    tower, wall, struck = facts_of_sentences(
        ("The water tower of the mill [collapsed]", {"kind": "accident"}),
        ("The storm [felled] it", {"kind": "disaster", "actors": (body("the boundary wall of the park", "patient"),)}),
        ("The guard [struck] the driver", {"kind": "assault"}),
    )
    assert tower.themes == {"tower"}
    assert wall.themes == {"wall"}
    assert struck.themes == frozenset()


def test_circles_are_wider_than_families() -> None:
    blast, raid, disaster = (frozenset({stem(word)}) for word in ("blast", "raid", "disaster"))
    assert not families_of(blast) & families_of(raid)
    assert circles_of(blast, families_of(blast)) & circles_of(raid, families_of(raid))
    assert stands_for_any(disaster)
    assert not stands_for_any(blast)
    assert not stands_for_any(frozenset())


def two_words(text: str, first: str, second: str) -> bool:
    """Whether two words of a sentence are found to tell of one happening."""
    pile = Pile()
    pile.add("a", "2031-05-20", (text.replace(first, f"[{first}]", 1), {"lemma": LEMMAS.get(first, first)}))
    claim = pile.claims[0]
    start = text.index(second)
    trigger = type(claim.trigger)(
        start=start, end=start + len(second), text=second, lemma=LEMMAS.get(second, second.lower())
    )
    pile.claims.append(type(claim)(**{**_fields(claim), "id": "f" * 16, "trigger": trigger}))
    facts = pile.facts()
    found = list(told_in_two_words(facts, document_order(pile.documents)))
    assert all(one < two for one, two in found)
    return bool(found)


LEMMAS = {
    "began": "begin", "staged": "stage", "opened": "open", "came": "come", "held": "hold", "broke": "break",
    "Talks": "talk", "dug": "dig", "filed": "file",
}  # fmt: skip


def _fields(claim: Any) -> dict[str, Any]:
    return {name: getattr(claim, name) for name in claim.__struct_fields__}


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("Work on the canal began in 1871", "Work", "began"),
        ("The fire on the quay broke out at noon", "fire", "broke"),
        ("Talks between the miners and the owners began in Lens", "Talks", "began"),
        ("The talks were opened by a bishop", "talks", "opened"),
        ("The dockers staged a short march", "staged", "march"),
        ("The widow has filed a suit", "filed", "suit"),
    ],
)
def test_a_verb_that_only_says_that_it_took_place_is_the_same_happening(text: str, first: str, second: str) -> None:
    assert two_words(text, first, second)


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("The strike that the dockers called began at noon", "strike", "began"),
        ("After the fire, work began on a new quay", "fire", "began"),
        ("A funeral for the dead began at noon", "dead", "began"),
        ("They dug the canal and began the lock", "dug", "began"),
        ("The dockers staged it, and the march was long", "staged", "march"),
    ],
)
def test_what_begins_another_clause_is_another_happening(text: str, first: str, second: str) -> None:
    assert not two_words(text, first, second)


def test_a_happening_told_in_two_words_is_one_event() -> None:
    pile = Pile()
    pile.add("a", "2031-05-20", ("[Work] on the canal began in 1871", {"lemma": "work"}))
    claim = pile.claims[0]
    start = claim.quote.index("began")
    trigger = type(claim.trigger)(start=start, end=start + 5, text="began", lemma="begin")
    pile.claims.append(type(claim)(**{**_fields(claim), "id": "f" * 16, "trigger": trigger}))
    result = reconcile(pile.documents, pile.claims)
    assert [event.claims for event in result.events] == [tuple(claim.id for claim in pile.claims)]


def test_a_bridge_that_fell_is_not_the_dam_that_gave_way() -> None:
    def reports(*things: str) -> int:
        pile = Pile()
        for number, thing in enumerate(things):
            pile.add(
                f"d{number}", "2031-05-20", (f"The {thing} at Orlach [collapsed] on Monday", {"kind": "accident"}),
                ("Mayor [spoke] of it", {"actors": (person("Ida Brenk"),)}),
            )  # fmt: skip
        result = reconcile(pile.documents, pile.claims)
        events = {claim.event for claim in result.claims if claim.trigger.text == "collapsed"}
        return len(events)

    assert reports("road bridge", "road bridge") == 1
    assert reports("road bridge", "earth dam") == 2
