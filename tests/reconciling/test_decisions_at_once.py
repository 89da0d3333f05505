"""Regrouping by decisions, events made again, and what an event says when new reports disagree with a person."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from reconciling_builders import Pile, body, figure, place, when

from strandline.reconciling import Reconciled, reconcile, remake
from strandline.reconciling.regrouping import Step, regroup
from strandline.records import Decision, Event, undone


def unlike(_: str, __: str) -> float:
    return 0.0


def step(action: Any, *groups: str) -> Step:
    """Groups of claims, each claim a letter."""
    return Step(action, tuple(tuple(group) for group in groups), "mara", "")


def sets(found: Sequence[Sequence[str]]) -> set[str]:
    return {"".join(sorted(group)) for group in found}


@pytest.mark.parametrize(
    ("clusters", "steps", "left"),
    [
        ("ab c", [step("join", "ab", "c")], {"abc"}),
        ("ab c", [step("join", "ab", "c"), step("part", "ab", "c")], {"ab", "c"}),
        ("abx c", [step("join", "ab", "c")], {"abcx"}),
        ("a bxyz c", [step("join", "ab", "c")], {"abc", "xyz"}),
        ("ab cd", [step("join", "q", "r")], {"ab", "cd"}),
        ("abc", [step("part", "ab", "c")], {"ab", "c"}),
        ("abcx", [step("part", "ab", "c")], {"abx", "c"}),
        ("ab cd", [step("part", "ac", "b")], {"ac", "b", "d"}),
        ("abc", [step("alone", "b")], {"ac", "b"}),
        ("abc", [step("alone", "b"), step("join", "ac", "b")], {"abc"}),
        ("abc", [step("part", "ab", "")], {"abc"}),
    ],
)
def test_each_step_moves_only_what_it_speaks_of(clusters: str, steps: list[Step], left: set[str]) -> None:
    assert sets(regroup(clusters.split(), steps, unlike)) == left


def test_a_new_report_goes_with_what_it_is_like() -> None:
    def likeness(one: str, other: str) -> float:
        return 1.0 if {one, other} == {"x", "c"} else 0.2

    assert sets(regroup([list("abcx")], [step("part", "ab", "c")], likeness)) == {"ab", "cx"}


def test_steps_one_by_one_are_steps_all_at_once() -> None:
    for seed in range(30):
        chance = random.Random(seed)
        letters = list("abcdefgh")
        cut = sorted(chance.sample(range(1, 8), 3))
        clusters = [letters[a:b] for a, b in zip([0, *cut], [*cut, 8], strict=True)]
        steps = []
        for _ in range(6):
            some = chance.sample(letters, 4)
            steps.append(step(chance.choice(("join", "part")), "".join(some[:2]), "".join(some[2:])))
        at_once = regroup(clusters, steps, unlike)
        one_by_one = clusters
        for one in steps:
            one_by_one = regroup(one_by_one, [one], unlike)
        assert sets(at_once) == sets(one_by_one)


def test_what_is_undone_undoes_nothing() -> None:
    log = [row(1, "merge", "e"), row(2, "undo", "d1"), row(3, "undo", "d2")]
    assert undone(log[:2]) == {"d1"}
    assert undone(log) == {"d2"}


# ---------------------------------------------------------------------------------------------- new reports


def row(number: int, action: str, target: str, *, before: Any = None, after: Any = None) -> Decision:
    return Decision(
        id=f"d{number}", at="2031-06-01T10:00:00Z", who="mara", action=action, target=target, before=before,
        after=after, note="",
    )  # fmt: skip


def blast(day: str, dead: int) -> dict[str, Any]:
    return {
        "kind": "disaster", "when": when(day), "where": (place("Orlach"),), "actors": (body("silo", "patient"),),
        "figures": (figure("killed", dead, dead),),
    }  # fmt: skip


def told(made: Pile, decisions: Sequence[Decision] = (), earlier: Sequence[Event] = ()) -> Reconciled:
    return reconcile(made.documents, made.claims, decisions=decisions, earlier=earlier)


def test_a_review_stands_and_the_event_says_what_came_since() -> None:
    made = Pile()
    made.add("one", "2031-05-05", ("An [explosion] at the grain silo of Orlach on Sunday", blast("2031-05-04", 3)))
    first = told(made)
    (event,) = first.events
    said = {"when": "2031-05-04 to 2031-05-04", "status": "happened", "figures": "killed 3 to 3"}
    accept = row(1, "accept", event.id, before={"events": {event.id: list(event.claims)}, "said": said})
    assert not any("since" in line for line in told(made, [accept], first.events).events[0].why)
    made.add("two", "2031-05-06", ("The [explosion] at the grain silo of Orlach on Sunday", blast("2031-05-04", 5)))
    (later,) = told(made, [accept], first.events).events
    assert (later.id, later.review, len(later.claims)) == (event.id, "accepted", 2)
    assert "1 more claim has come since mara accepted this" in later.why
    assert any(line.startswith("figures: it was killed 3 to 3 when mara accepted this") for line in later.why)


def test_a_field_that_somebody_set_stands_and_the_reports_are_told() -> None:
    made = Pile()
    made.add("one", "2031-05-05", ("An [explosion] at the grain silo of Orlach on Sunday", blast("2031-05-04", 3)))
    first = told(made)
    (event,) = first.events
    set_to = {**when_of("2031-05-02")}
    edit = row(1, "edit", event.id, before={"events": {event.id: list(event.claims)}}, after={"when": set_to})
    made.add("two", "2031-05-06", ("The [explosion] at the grain silo of Orlach on Sunday", blast("2031-05-04", 3)))
    (later,) = told(made, [edit], first.events).events
    assert later.when.earliest == "2031-05-02"
    assert "mara set when; the reports say: 2031-05-04 to 2031-05-04" in later.why
    assert "1 more claim has come since mara edited this" in later.why


def when_of(day: str) -> Mapping[str, Any]:
    import msgspec

    return dict(msgspec.to_builtins(when(day)))


def test_events_made_again_are_those_of_the_run() -> None:
    made = Pile()
    made.add("one", "2031-05-05", ("An [explosion] at the grain silo of Orlach on Sunday", blast("2031-05-04", 3)))
    made.add("two", "2031-05-06", ("The [explosion] at the grain silo of Orlach on Sunday", blast("2031-05-04", 4)))
    run = told(made)
    (event,) = run.events
    again = remake(
        made.documents, made.claims, workings=run.workings, decisions=[], earlier={event.id: list(event.claims)}
    )
    assert again.events == (event,)
    assert again.redirects == {}
