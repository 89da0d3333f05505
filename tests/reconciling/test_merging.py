"""The whole stage: what merges, what does not, in whatever order it comes, and what people decided."""

# ruff: noqa: E501
from __future__ import annotations

import random
from typing import Any

from reconciling_builders import Pile, body, decision, figure, groups, person, place, when

from strandline.reconciling import Reconciled, reconcile
from strandline.reconciling.identity import event_id
from strandline.records import Claim, Decision, Event

TOWN = place("Orlach", lat=47.0, lon=9.0, country="CH", precision=5.0)


def blast(day: str | None, **fields: Any) -> dict[str, Any]:
    given: dict[str, Any] = {
        "kind": "assault", "lemma": "explosion", "where": (TOWN,), "actors": (body("grain silo", "patient"),),
    }  # fmt: skip
    if day:
        given["when"] = when(day)
    return {**given, **fields}


def pile() -> Pile:
    made = Pile()
    made.add(
        "monday", "2031-05-05",
        ("An [explosion] tore through the grain silo of Orlach on Sunday", blast("2031-05-04")),
        ("The mayor of Orlach, Ida Brenk, [thanked] the fire brigade", {"kind": "statement", "actors": (person("Ida Brenk"),)}),
    )  # fmt: skip
    made.add(
        "tuesday", "2031-05-06",
        ("The [explosion] at the grain silo of Orlach on 4 May killed three", blast("2031-05-04", figures=(figure("killed", 3, 3),))),
    )  # fmt: skip
    made.add(
        "later", "2031-05-25",
        ("A second [explosion] tore through the grain silo of Orlach on 24 May", blast("2031-05-24")),
    )  # fmt: skip
    return made


def ids(result: Reconciled) -> dict[str, str]:
    return {claim.id: claim.event or "" for claim in result.claims}


def event(result: Reconciled, identity: str) -> Event:
    return next(item for item in result.events if item.id == identity)


def test_two_reports_of_one_explosion_are_one_and_the_second_explosion_is_another() -> None:
    made = pile()
    result = reconcile(made.documents, made.claims)
    first, thanks, second, later = made.claims
    assert groups(result.claims) == {frozenset({first.id, second.id}), frozenset({thanks.id}), frozenset({later.id})}
    merged = event(result, ids(result)[first.id])
    assert merged.documents == 2
    assert merged.when.earliest == "2031-05-04"
    assert [(item.low, item.high) for item in merged.figures] == [(3, 3)]
    assert any("explosion" in reason for reason in merged.why)


def test_every_claim_is_in_one_event_and_ids_are_those_of_their_founding_claims() -> None:
    made = pile()
    result = reconcile(made.documents, made.claims)
    listed = [claim for item in result.events for claim in item.claims]
    assert sorted(listed) == sorted(claim.id for claim in made.claims)
    assert {item.id for item in result.events} <= {event_id(claim.id) for claim in made.claims}


def test_the_order_of_documents_and_claims_changes_nothing() -> None:
    made = pile()
    first = reconcile(made.documents, made.claims)
    for seed in range(4):
        documents, claims = list(made.documents), list(made.claims)
        random.Random(seed).shuffle(documents)
        random.Random(seed + 9).shuffle(claims)
        again = reconcile(documents, claims)
        assert again.events == first.events
        assert again.origins == first.origins
        assert {claim.id: claim for claim in again.claims} == {claim.id: claim for claim in first.claims}


def test_merging_what_is_merged_changes_nothing() -> None:
    made = pile()
    once = reconcile(made.documents, made.claims)
    twice = reconcile(once.documents, once.claims, earlier=once.events)
    assert twice.events == once.events
    assert twice.redirects == {}


def test_nothing_at_all_and_documents_without_claims() -> None:
    empty = reconcile([], [])
    assert (empty.events, empty.origins, empty.redirects) == ((), (), {})
    made = pile()
    bare = reconcile(made.documents, [])
    assert bare.events == ()
    assert len(bare.origins) == 3
    assert all(document.origin for document in bare.documents)


def test_ids_stay_when_earlier_documents_are_added() -> None:
    made = pile()
    first = reconcile(made.documents, made.claims)
    made.add("sunday", "2031-05-04", ("An [explosion] at the grain silo of Orlach on Sunday", blast("2031-05-04")))
    second = reconcile(made.documents, made.claims, earlier=first.events)
    assert {claim: home for claim, home in ids(second).items() if claim in ids(first)} == ids(first)
    assert ids(second)[made.claims[-1].id] == ids(first)[made.claims[0].id]
    fresh = reconcile(made.documents, made.claims)
    assert ids(fresh)[made.claims[0].id] != ids(first)[made.claims[0].id], "the new first claim would found it"


# -------------------------------------------------------------------------------------------------- decisions


def decided(made: Pile, *decisions: Decision, earlier: tuple[Event, ...] | None = None) -> Reconciled:
    return reconcile(made.documents, made.claims, decisions=decisions, earlier=earlier)


def names(made: Pile) -> tuple[Claim, Claim, Claim, Claim]:
    first, thanks, second, later = made.claims[:4]
    return first, thanks, second, later


def test_a_merge_stands_and_the_id_that_went_redirects() -> None:
    made = pile()
    first, _, second, later = names(made)
    before = reconcile(made.documents, made.claims)
    one, two = ids(before)[first.id], ids(before)[later.id]
    merge = decision(1, "merge", one, after={"events": [two]})
    result = decided(made, merge, earlier=before.events)
    assert ids(result)[first.id] == ids(result)[second.id] == ids(result)[later.id] == one
    assert result.redirects == {two: one}
    again = decided(made, merge, earlier=result.events)
    assert again.events == result.events
    from_nothing = decided(made, merge)
    assert ids(from_nothing)[later.id] == one


def test_undoing_a_merge_brings_both_events_back_with_their_ids() -> None:
    made = pile()
    first, _, _, later = names(made)
    before = reconcile(made.documents, made.claims)
    one, two = ids(before)[first.id], ids(before)[later.id]
    merge = decision(1, "merge", one, after={"events": [two]})
    merged = decided(made, merge, earlier=before.events)
    result = decided(made, merge, decision(2, "undo", "d1"), earlier=merged.events)
    assert (ids(result)[first.id], ids(result)[later.id]) == (one, two)
    assert two not in result.redirects


def test_a_split_stands_when_the_next_report_comes() -> None:
    made = pile()
    first, _, second, _ = names(made)
    before = reconcile(made.documents, made.claims)
    home = ids(before)[first.id]
    split = decision(1, "split", home, before={"events": {home: [first.id, second.id]}}, after={"claims": [second.id]})
    result = decided(made, split, earlier=before.events)
    assert ids(result)[first.id] == home
    assert ids(result)[second.id] == event_id(second.id)
    made.add("again", "2031-05-07", ("The [explosion] at the grain silo of Orlach on 4 May", blast("2031-05-04")))
    again = decided(made, split, earlier=result.events)
    assert ids(again)[first.id] != ids(again)[second.id]
    assert ids(again)[first.id] == home


def test_a_later_merge_outweighs_an_earlier_split() -> None:
    made = pile()
    first, _, second, _ = names(made)
    home = ids(reconcile(made.documents, made.claims))[first.id]
    split = decision(1, "split", home, before={"events": {home: [first.id, second.id]}}, after={"claims": [second.id]})
    merge = decision(2, "merge", home, after={"events": [event_id(second.id)]})
    assert ids(decided(made, split, merge))[second.id] == home


def test_reviews_follow_an_event_that_was_merged_away() -> None:
    made = pile()
    first, _, _, later = names(made)
    before = reconcile(made.documents, made.claims)
    one, two = ids(before)[first.id], ids(before)[later.id]
    result = decided(
        made, decision(1, "merge", one, after={"events": [two]}), decision(2, "accept", two), earlier=before.events
    )
    assert event(result, one).review == "accepted"
    assert {item.review for item in result.events if item.id != one} == {"open"}
    rejected = decided(made, decision(1, "accept", one), decision(2, "reject", one))
    assert event(rejected, one).review == "rejected"


def test_an_edited_field_stands_and_tells_what_the_reports_say() -> None:
    made = pile()
    home = ids(reconcile(made.documents, made.claims))[made.claims[0].id]
    noon = {
        "earliest": "2031-05-04T12:00", "latest": "2031-05-04T12:00", "granularity": "minute", "edtf": None, "timex": None,
        "expression": None, "basis": "stated", "qualifier": "", "zone": None, "zone_assumed": False, "reason": "the fire log",
    }  # fmt: skip
    result = event(decided(made, decision(1, "edit", home, after={"when": noon, "gist": "The silo blows up"})), home)
    assert (result.when.earliest, result.gist, result.review) == ("2031-05-04T12:00", "The silo blows up", "edited")
    assert any("mara set when; the reports say: 2031-05-04" in line for line in result.why)


def test_an_edit_that_cannot_be_read_is_named_and_left_out() -> None:
    made = pile()
    home = ids(reconcile(made.documents, made.claims))[made.claims[0].id]
    result = event(decided(made, decision(1, "edit", home, after={"status": "perhaps"})), home)
    assert result.status == "happened"
    assert any("decision d1: status could not be read" in line for line in result.why)


def test_a_rejected_claim_stands_alone() -> None:
    made = pile()
    first, _, second, _ = names(made)
    result = decided(made, decision(1, "reject", second.id, after={"claim": True}))
    assert ids(result)[first.id] != ids(result)[second.id]
    assert event(result, ids(result)[second.id]).review == "rejected"
    assert event(result, ids(result)[first.id]).review == "open"


def test_an_event_made_by_hand_is_shown_where_its_time_puts_it() -> None:
    made = pile()
    by_hand = {"gist": "The silo is sold", "kind": "transact", "when": {
        "earliest": "2031-05-10", "latest": "2031-05-10", "granularity": "day", "edtf": "2031-05-10", "timex": None,
        "expression": None, "basis": "stated", "qualifier": "", "zone": None, "zone_assumed": False, "reason": "deed",
    }}  # fmt: skip
    result = decided(made, decision(1, "add", "hand-1", after=by_hand))
    order = [item.gist for item in result.events]
    assert order.index("The silo is sold") < next(i for i, gist in enumerate(order) if "second" in gist)
    assert event(result, "hand-1").claims == ()


def test_decisions_of_other_stages_and_on_unknown_events_change_nothing() -> None:
    made = pile()
    plain = reconcile(made.documents, made.claims)
    same = decided(made, decision(1, "restrict", "doc"), decision(2, "accept", "gone"), decision(3, "merge", "gone"))
    assert same.events == plain.events
