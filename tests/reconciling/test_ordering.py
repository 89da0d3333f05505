"""The order of display: total, stable, true to what the texts say; and times that neighbours narrow."""

from __future__ import annotations

import random
from typing import Any

import msgspec
from reconciling_builders import Pile, before, when

from strandline.reconciling.events import event_of
from strandline.reconciling.ordering import graph_of, in_order
from strandline.reconciling.signals import Ordered, ordered_claims
from strandline.records import UNKNOWN_WHEN, Attribution, Event, Span, Trigger, When


def happening(name: str, time: When) -> Event:
    """An event of one claim, both named alike."""
    pile = Pile()
    pile.add("d", "2031-05-20", (f"The [{name}] took place", {"when": time}))
    event = event_of(name, pile.facts(), why=(), review="open")
    return Event(**{field: getattr(event, field) for field in event.__struct_fields__} | {"claims": (name,)})


def order(events: list[Event], *pairs: tuple[str, str]) -> list[Event]:
    return in_order(events, graph_of(events, [Ordered(first, second, "after") for first, second in pairs]))


def named(events: list[Event]) -> list[str]:
    return [event.id for event in events]


def test_by_time_and_the_undated_last() -> None:
    events = [happening("c", UNKNOWN_WHEN), happening("b", when("2031-05-02")), happening("a", when("2031-05-03"))]
    assert named(order(events)) == ["b", "a", "c"]


def test_clocks_of_two_zones_are_compared_on_the_worlds_clock() -> None:
    events = [happening("here", when("2031-05-02T11:00+02:00")), happening("there", when("2031-05-02T09:30+00:00"))]
    assert named(order(events)) == ["here", "there"]


def test_what_the_texts_say_outweighs_a_bound() -> None:
    events = [happening("siren", before("2031-05-02")), happening("flood", when("2031-05-08"))]
    assert named(order(events)) == ["siren", "flood"]
    assert named(order(events, ("flood", "siren"))) == ["siren", "flood"], "stated to be over before: left out"
    open_end = [
        happening("siren", UNKNOWN_WHEN),
        happening("flood", when("2031-05-08")),
        happening("end", when("2031-05-09")),
    ]
    shown = order(open_end, ("siren", "flood"))
    assert named(shown) == ["siren", "flood", "end"]
    assert shown[0].before == ("flood",)
    assert shown[1].after == ("siren",)


def test_what_usually_goes_first_does_not_hold_back_what_has_a_day_until_a_later_bound() -> None:
    events = [happening("quarrel", before("2031-09-09")), happening("trial", when("2031-02-03"))]
    guessed = in_order(events, graph_of(events, [Ordered("quarrel", "trial", "usually: a cause first")]))
    assert named(guessed) == ["trial", "quarrel"]
    assert guessed[0].after == ("quarrel",)
    told = in_order(events, graph_of(events, [Ordered("quarrel", "trial", "after")]))
    assert named(told) == ["quarrel", "trial"], "what is told bounds the time, and with it the place"


def test_what_only_usually_goes_first_takes_no_bound_from_those_that_follow() -> None:
    events = [
        happening("quarrel", before("2031-09-09")),
        happening("trial", when("2031-02-03")),
        happening("verdict", before("2031-09-20")),
    ]
    pairs = [Ordered("quarrel", "trial", "usually: a cause first"), Ordered("trial", "verdict", "after")]
    shown = {event.id: event.when for event in in_order(events, graph_of(events, pairs))}
    assert shown["verdict"].earliest == "2031-02-03"
    assert shown["quarrel"].latest == "2031-09-09"


def test_circles_are_broken_at_the_order_that_fewest_tell() -> None:
    events = [happening(name, UNKNOWN_WHEN) for name in "abc"]
    told = [("a", "b"), ("a", "b"), ("b", "c"), ("b", "c"), ("c", "a")]
    graph = graph_of(events, [Ordered(*pair, "then") for pair in told])
    assert graph.left_out == [("c", "a")]
    assert named(in_order(events, graph)) == ["a", "b", "c"]


def test_an_order_that_the_times_exclude_is_left_out() -> None:
    events = [happening("a", when("2031-05-02")), happening("b", when("2031-05-08"))]
    graph = graph_of(events, [Ordered("b", "a", "before")])
    assert graph.left_out == [("b", "a")]
    assert all(event.after == () for event in in_order(events, graph))


def test_neighbours_narrow_what_is_only_bounded() -> None:
    events = [
        happening("flood", when("2031-05-08")),
        happening("search", before("2031-05-20")),
        happening("find", when("2031-05-11")),
    ]
    shown = {event.id: event.when for event in order(events, ("flood", "search"), ("search", "find"))}
    assert (shown["search"].earliest, shown["search"].latest) == ("2031-05-08", "2031-05-11")
    assert shown["search"].basis == "inferred"
    assert "not before “The flood took place”" in shown["search"].reason
    assert (shown["flood"].earliest, shown["flood"].latest) == ("2031-05-08", "2031-05-08"), "stated times stay"


def test_ends_that_are_only_worked_out_and_lie_years_apart_are_not_shown_as_a_span() -> None:
    events = [happening("founding", when("1934-01-01", "1934-12-31")), happening("quarrel", before("2024-05-20"))]
    shown = {event.id: event.when for event in order(events, ("founding", "quarrel"))}
    quarrel = shown["quarrel"]
    assert (quarrel.earliest, quarrel.latest, quarrel.edtf) == ("1934-01-01", None, "1934-01-01/..")
    assert quarrel.reason.endswith("; the later end, 90 years on, is left open")
    assert named(order(events, ("founding", "quarrel"))) == ["founding", "quarrel"]
    again = [msgspec.structs.replace(event, after=(), before=()) for event in order(events, ("founding", "quarrel"))]
    assert [event.when for event in order(again, ("founding", "quarrel"))] == [shown["founding"], quarrel]


def test_a_span_that_a_text_or_a_person_gives_stays_however_wide() -> None:
    wide = when("1934-01-01", "2024-05-20")
    told = happening("told", wide)
    inferred = happening("set", when("1934-01-01", "2024-05-20", basis="inferred"))
    by_hand = msgspec.structs.replace(inferred, review="edited")
    assert {event.when.latest for event in order([told, by_hand])} == {"2024-05-20"}
    assert order([inferred])[0].when.latest is None
    months = happening("months", when("2024-01-01", "2024-05-20", basis="inferred"))
    assert order([months])[0].when.latest == "2024-05-20"


def test_of_many_neighbours_the_nearest_are_named() -> None:
    early = [happening(f"e{number}", when(f"2031-05-{number + 1:02}")) for number in range(10)]
    late = happening("late", when("2031-05-20"))
    pairs = [(event.id, "late") for event in early]
    shown = {event.id: event for event in order([*early, late], *pairs)}
    assert shown["late"].after == tuple(f"e{number}" for number in range(2, 10))


def test_narrowing_passes_through_what_has_no_time_itself() -> None:
    events = [happening(name, UNKNOWN_WHEN) for name in "abc"] + [happening("d", when("2031-05-08"))]
    shown = {event.id: event.when for event in order(events, ("a", "b"), ("b", "c"), ("c", "d"))}
    assert [shown[name].latest for name in "abc"] == ["2031-05-08"] * 3


def test_the_order_is_total_stable_and_keeps_every_pair() -> None:
    chosen = random.Random(4)
    events = [happening(f"e{number:02}", when(f"2031-05-{1 + number % 9:02}")) for number in range(30)]
    pairs = [
        (f"e{a:02}", f"e{b:02}") for a, b in ((chosen.randrange(30), chosen.randrange(30)) for _ in range(40)) if a != b
    ]
    first = order(events, *pairs)
    assert sorted(named(first)) == sorted(named(events))
    place = {event.id: number for number, event in enumerate(first)}
    for event in first:
        assert all(place[other] < place[event.id] for other in event.after)
    shuffled = list(events)
    chosen.shuffle(shuffled)
    chosen.shuffle(pairs)
    assert order(shuffled, *pairs) == first


# ---------------------------------------------------------------------------------------------------- signals


class Text:
    """One text with claims whose clauses and triggers are given by their words."""

    def __init__(self, text: str, *claims: tuple[str, str] | tuple[str, str, dict[str, Any]]) -> None:
        pile = Pile()
        (first,) = pile.add("d", "2031-05-20", (f"[{text}]", {}))
        self.document = pile.documents[0]
        self.claims = []
        for clause, trigger, *fields in claims:
            start = text.index(clause)
            word = start + clause.index(trigger)
            made = type(first)(
                **{field: getattr(first, field) for field in first.__struct_fields__}
                | {
                    "id": trigger, "start": start, "end": start + len(clause), "quote": clause,
                    "trigger": type(first.trigger)(start=word, end=word + len(trigger), text=trigger, lemma=trigger),
                }
                | (fields[0] if fields else {})
            )  # fmt: skip
            self.claims.append(made)

    def pairs(self) -> list[tuple[str, str]]:
        return [(pair.first, pair.second) for pair in ordered_claims([self.document], self.claims)]


def test_a_clause_that_opens_with_after_or_before() -> None:
    after = Text(
        "The pumps failed after the lock burst.",
        ("The pumps failed after the lock burst", "failed"),
        ("after the lock burst", "burst"),
    )
    assert after.pairs() == [("burst", "failed")]
    assert Text(
        "The crew left before the lock burst.", ("The crew left", "left"), ("before the lock burst", "burst")
    ).pairs() == [("left", "burst")]


def test_a_noun_right_after_the_joining_word() -> None:
    assert Text(
        "Water rose after the first collapse.",
        ("Water rose after the first collapse", "rose"),
        ("after the first collapse", "collapse"),
    ).pairs() == [("collapse", "rose")]


def test_then_and_earlier_set_main_clauses_against_the_one_before() -> None:
    assert Text(
        "The lock burst. Then the road went under.", ("The lock burst", "burst"), ("Then the road went under", "went")
    ).pairs() == [("burst", "went")]
    assert Text(
        "The lock burst. Earlier, a guard had rung the bell.",
        ("The lock burst", "burst"),
        ("a guard had rung the bell", "rung"),
    ).pairs() == [("rung", "burst")]


def test_the_order_of_sentences_alone_says_nothing() -> None:
    assert (
        Text(
            "The lock burst. A guard rang the bell.", ("The lock burst", "burst"), ("A guard rang the bell", "rang")
        ).pairs()
        == []
    )


def test_an_amount_of_time_before_the_joining_word() -> None:
    for amount in ("ten minutes after", "about two hours after", "just days after"):
        text = Text(
            f"The pumps failed {amount} the lock burst.",
            (f"The pumps failed {amount} the lock burst", "failed"), (f"{amount} the lock burst", "burst"),
        )  # fmt: skip
        assert text.pairs() == [("burst", "failed")], amount


def test_what_a_happening_brought_about_comes_after_it() -> None:
    participle = Text(
        "The lock burst, flooding two cellars.", ("The lock burst", "burst"),
        ("flooding two cellars", "flooding", {"trigger": Trigger(start=16, end=24, text="flooding", lemma="flood")}),
    )  # fmt: skip
    assert participle.pairs() == [("burst", "flooding")]
    seen = Text("The guard left, seeing two cellars.", ("The guard left", "left"), ("seeing two cellars", "seeing"))
    assert seen.pairs() == []
    relative = Text(
        "A storm that destroyed the lock ended.", ("A storm", "storm"),
        (
            "that destroyed the lock", "destroyed",
            {"trigger": Trigger(start=13, end=22, text="destroyed", lemma="destroy")},
        ),
    )  # fmt: skip
    assert relative.pairs() == [("storm", "destroyed")]


def test_the_pluperfect_lies_before_the_past_of_its_sentence() -> None:
    past = {"trigger": Trigger(start=4, end=9, text="noted", lemma="note")}
    text = Text("She noted the lock had burst.", ("She noted", "noted", past), ("the lock had burst", "burst"))
    assert text.pairs() == [("burst", "noted")]
    bound = Text("She noted he had to leave.", ("She noted", "noted", past), ("he had to leave", "leave"))
    assert bound.pairs() == []


def test_what_is_told_lies_before_the_telling_and_what_will_be_after_it() -> None:
    cue = Span(start=4, end=8, text="said")
    link = Attribution(
        source=None, source_kind="unknown", cue=cue, content=Span(start=9, end=29, text=""), terms="unstated",
        basis="unstated",
    )  # fmt: skip
    for clause, trigger, status, wanted in (
        ("the old lock had burst", "burst", "happened", [("burst", "said")]),
        ("the old lock would burst", "burst", "planned", [("said", "burst")]),
        ("they meant to leave", "leave", "planned", []),
        ("the old lock may burst", "burst", "possible", []),
    ):
        text = Text(
            f"She said {clause}.", ("She said", "said", {"kind": "statement"}),
            (clause, trigger, {"status": status, "attribution": (link,)}),
        )  # fmt: skip
        assert text.pairs() == wanted, clause


def test_a_plan_is_not_ordered_against_a_fact() -> None:
    text = Text(
        "The lock burst before the talks.",
        ("The lock burst", "burst"),
        ("before the talks", "talks", {"status": "planned"}),
    )
    assert text.pairs() == []
