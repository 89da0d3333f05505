"""Decisions that take effect at once: what each changes, and that a whole run comes to the same."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from piles import one_day_pile, random_pile, silo, whole_run, write_pile
from reconciling_builders import Pile

from strandline.errors import UsageError
from strandline.pipeline.deciding import Decided, Meanwhile, decide
from strandline.pipeline.proposals import Proposal
from strandline.records import Event
from strandline.store import Chronology
from strandline.store.decisions import decision_faults
from strandline.store.writing import state_of


@pytest.fixture
def pile(chronology: Chronology) -> Chronology:
    write_pile(chronology, silo())
    return chronology


def taken(chronology: Chronology, action: str, target: str = "", **fields: Any) -> Decided:
    outcome = decide(chronology, Proposal(action=action, target=target, **fields))
    assert isinstance(outcome, Decided), outcome
    assert_as_a_run_would(chronology)
    return outcome


def assert_as_a_run_would(chronology: Chronology) -> None:
    """The database holds what a whole run would write, in the order in which it would stand."""
    run = whole_run(chronology)
    with chronology.reading() as snapshot:
        stored = list(snapshot.events())
        claims = {claim.id: claim for claim in snapshot.claims()}
        assert snapshot.meta()["state"] == state_of(snapshot.connection)
        assert list(decision_faults(snapshot.connection)) == []
    assert {event.id: event for event in stored} == {event.id: event for event in run.events}
    assert [event.id for event in stored] == [event.id for event in run.events]
    assert claims == {claim.id: claim for claim in run.claims}


def events(chronology: Chronology) -> dict[str, Event]:
    return {event.id: event for event in chronology.events()}


def about(chronology: Chronology, word: str) -> Event:
    (found,) = [event for event in chronology.events() if word in event.gist]
    return found


def test_a_review_changes_one_event(pile: Chronology) -> None:
    before = events(pile)
    sinking = about(pile, "ferry")
    outcome = taken(pile, "accept", sinking.id, who="mara", note="the harbour log agrees")
    assert [(event.id, event.review) for event in outcome.events] == [(sinking.id, "accepted")]
    assert outcome.number == 1
    assert outcome.decision.before["review"] == "open"
    after = events(pile)
    assert {key for key in after if after[key] != before[key]} == {sinking.id}
    assert taken(pile, "reject", sinking.id, who="mara").events[0].review == "rejected"
    assert taken(pile, "reopen", sinking.id, who="mara").events[0].review == "open"


def test_an_edit_stands_and_moves_what_follows(pile: Chronology) -> None:
    council, march = about(pile, "council"), about(pile, "marched")
    assert march.when.earliest == "2031-05-07"
    outcome = taken(
        pile, "edit", council.id, who="mara", note="the minutes",
        after={"when": {"earliest": "2031-05-08", "latest": "2031-05-08"}, "gist": "The council sat"},
    )  # fmt: skip
    edited = events(pile)[council.id]
    assert (edited.gist, edited.review, edited.when.earliest) == ("The council sat", "edited", "2031-05-08")
    assert any("mara set when; the reports say: 2031-05-07" in line for line in edited.why)
    moved = {event.id: event for event in outcome.events}[march.id]
    assert moved.when.earliest == "2031-05-08", "the march came after it"
    assert "not before “The council sat”" in moved.when.reason
    pinned = taken(pile, "pin", council.id, who="mara", after={"status": "unclear"})
    assert (pinned.events[0].status, pinned.events[0].review) == ("unclear", "edited")


def test_merge_split_and_undo_with_permanent_ids(pile: Chronology) -> None:
    before = events(pile)
    blast, sinking = about(pile, "explosion tore"), about(pile, "ferry")
    merged = taken(pile, "merge", blast.id, who="mara", after={"events": [sinking.id]}, note="one cause")
    assert merged.removed == (sinking.id,)
    assert merged.redirects == {sinking.id: blast.id}
    assert {claim.id for claim in merged.claims} == set(sinking.claims)
    assert any("mara put 2 events together: one cause" in line for line in events(pile)[blast.id].why)
    with pile.reading() as snapshot:
        assert snapshot.redirect(sinking.id) == blast.id
    split = taken(pile, "split", blast.id, who="mara", after={"claims": [blast.claims[1]]})
    (fresh,) = [event for event in split.events if event.claims == (blast.claims[1],)]
    assert fresh.id not in before
    taken(pile, "undo", split.decision.id, who="ines")
    taken(pile, "undo", merged.decision.id, who="ines")
    assert events(pile) == before
    with pile.reading() as snapshot:
        assert snapshot.redirect(sinking.id) is None
        assert snapshot.redirect(fresh.id) == blast.id
        assert len(snapshot.decisions()) == 4


def test_undoing_an_undo_brings_a_decision_back(pile: Chronology) -> None:
    blast, sinking = about(pile, "explosion tore"), about(pile, "ferry")
    merge = taken(pile, "merge", blast.id, after={"events": [sinking.id]})
    undo = taken(pile, "undo", merge.decision.id)
    assert sinking.id in events(pile)
    taken(pile, "undo", undo.decision.id)
    assert sinking.id not in events(pile)
    with pytest.raises(UsageError, match="taken back already"):
        decide(pile, Proposal(action="undo", target=undo.decision.id))


def test_a_later_decision_holds_when_an_earlier_one_is_undone(pile: Chronology) -> None:
    blast, sinking, march = (about(pile, word) for word in ("explosion tore", "ferry", "marched"))
    first = taken(pile, "merge", blast.id, after={"events": [sinking.id]})
    taken(pile, "merge", blast.id, after={"events": [march.id]})
    taken(pile, "accept", blast.id)
    taken(pile, "undo", first.decision.id)
    assert set(events(pile)[blast.id].claims) == {*blast.claims, *sinking.claims, *march.claims}, (
        "the second merge was of an event that held all of these"
    )


def test_a_rejected_claim_leaves_its_event(pile: Chronology) -> None:
    blast = about(pile, "explosion tore")
    outcome = taken(pile, "reject", blast.claims[1], after={"claim": True}, who="mara")
    alone = events(pile)[outcome.claims[0].event or ""]
    assert (alone.claims, alone.review) == ((blast.claims[1],), "rejected")
    taken(pile, "undo", outcome.decision.id)
    assert events(pile)[blast.id].claims == blast.claims


def test_an_event_by_hand(pile: Chronology) -> None:
    outcome = taken(
        pile, "add", who="mara",
        after={"gist": "The silo is sold", "kind": "transact",
               "when": {"earliest": "2031-05-07", "latest": "2031-05-07"},
               "actors": [{"name": "Harbour Board", "role": "agent"}]},
    )  # fmt: skip
    (made,) = outcome.events
    assert (made.claims, made.review, made.actors[0].id) == ((), "edited", "by-hand:harbour-board")
    order = [event.gist for event in pile.events()]
    assert order.index("The silo is sold") == 1 + max(i for i, gist in enumerate(order) if "council" in gist)
    sinking = about(pile, "ferry")
    taken(pile, "merge", sinking.id, after={"events": [made.id]})
    assert made.id not in events(pile)
    taken(pile, "undo", outcome.decision.id)
    assert made.id not in events(pile)


def test_a_missed_claim_is_marked_in_the_source(pile: Chronology) -> None:
    (document,) = [document for document in pile.documents() if "the mayor" in document.text]
    start = document.text.index("the mayor")
    trigger = document.text.index("mayor")
    after = {
        "start": start, "end": start + 9, "trigger": {"start": trigger, "end": trigger + 5}, "kind": "appoint",
        "status": "happened",
    }  # fmt: skip
    outcome = taken(pile, "claim", document.id, after=after, who="mara")
    (claim,) = outcome.claims
    assert (claim.quote, claim.status_reason) == ("the mayor", "marked by mara")
    assert events(pile)[claim.event or ""].claims == (claim.id,)
    with pytest.raises(UsageError, match="marked already"):
        decide(pile, Proposal(action="claim", target=document.id, after=after))
    sinking = about(pile, "ferry")
    taken(pile, "merge", sinking.id, after={"events": [claim.event]})
    taken(pile, "undo", outcome.decision.id)
    assert events(pile)[sinking.id] == sinking


def test_hidden_events_and_restricted_documents_are_told_by_the_log(pile: Chronology) -> None:
    sinking, document = about(pile, "ferry"), pile.documents()[0]
    taken(pile, "hide", sinking.id)
    restricted = taken(pile, "restrict", document.id)
    with pile.reading() as snapshot:
        assert (snapshot.hidden(), snapshot.restricted()) == ([sinking.id], [document.id])
    assert restricted.documents[0].text == ""
    taken(pile, "show", sinking.id)
    taken(pile, "undo", restricted.decision.id)
    with pile.reading() as snapshot:
        assert (snapshot.hidden(), snapshot.restricted()) == ([], [])


def test_who_is_meant_everywhere(pile: Chronology) -> None:
    resigned = about(pile, "resigned")
    outcome = decide(pile, Proposal(action="identity", target="per:ilse-brandt", after={"name": "Ilse Brandt-Moor"}))
    assert isinstance(outcome, Decided)
    assert [actor.name for actor in events(pile)[resigned.id].actors] == ["Ilse Brandt-Moor"]
    assert {claim.id for claim in outcome.claims} == set(resigned.claims)
    decide(pile, Proposal(action="identity", target="town:skarvik", after={"same_as": "town:orlach"}))
    assert [place.name for place in about(pile, "ferry").where] == ["Orlach"]
    with pile.reading() as snapshot:
        own = {claim.id: claim for claim in snapshot.extracted_claims()}
        assert own[resigned.claims[0]].actors[0].name == "Ilse Brandt"
    run = whole_run(pile)
    assert {place.name for event in run.events for place in event.where} == {"Orlach"}


def test_what_changed_meanwhile_is_told_and_nothing_is_written(pile: Chronology) -> None:
    blast, sinking = about(pile, "explosion tore"), about(pile, "ferry")
    taken(pile, "accept", blast.id, who="ines")
    stale = decide(pile, Proposal(action="reject", target=blast.id, who="mara", seen=0))
    assert isinstance(stale, Meanwhile)
    assert [row.decision.who for row in stale.decisions] == ["ines"]
    assert [event.review for event in stale.events] == ["accepted"]
    assert stale.last == 1
    assert taken(pile, "reject", sinking.id, who="mara", seen=0).number == 2, "nobody spoke of that one"
    assert taken(pile, "reopen", blast.id, who="ines", seen=0).number == 3, "ines knows what ines did"
    assert taken(pile, "reject", blast.id, who="mara", seen=3).number == 4
    taken(pile, "merge", blast.id, who="mara", after={"events": [sinking.id]})
    gone = decide(pile, Proposal(action="accept", target=sinking.id, who="ines", seen=5))
    assert isinstance(gone, Meanwhile)
    assert [event.id for event in gone.events] == [blast.id]


def test_a_decision_that_is_sent_again_is_taken_once(pile: Chronology) -> None:
    sinking = about(pile, "ferry")
    first = decide(pile, Proposal(action="accept", target=sinking.id), identity="ab" * 8)
    again = decide(pile, Proposal(action="accept", target=sinking.id), identity="ab" * 8)
    assert isinstance(first, Decided)
    assert isinstance(again, Decided)
    assert again.decision == first.decision
    with pile.reading() as snapshot:
        assert len(snapshot.decisions()) == 1


@pytest.mark.parametrize(
    ("action", "target", "after", "said"),
    [
        ("erase", "EVENT", {}, "'erase' is unknown"),
        ("accept", "EVENT", {"gist": "x"}, "takes no field 'gist'"),
        ("accept", "", {}, "needs a target"),
        ("accept", "nowhere", {}, "there is no event 'nowhere'"),
        ("reject", "nowhere", {"claim": True}, "there is no claim"),
        ("edit", "EVENT", {}, "nothing is set"),
        ("edit", "EVENT", {"kind": "riot"}, "kind: "),
        ("edit", "EVENT", {"gist": "  \u202e  "}, "gist must have 1 to"),
        ("edit", "EVENT", {"when": {"earliest": "2031-05-05", "latest": "2031-05-04"}}, "is after"),
        ("edit", "EVENT", {"when": {"earliest": "yesterday"}}, "not an ISO date"),
        ("edit", "EVENT", {"where": [{"id": "x"}]}, "where: each needs a name"),
        ("edit", "EVENT", {"figures": [{"what": "killed", "low": 4, "high": 2}]}, "high is none or no less"),
        ("merge", "EVENT", {"events": ["EVENT"]}, "into itself"),
        ("merge", "EVENT", {"events": ["nowhere"]}, "there is no event 'nowhere'"),
        ("merge", "EVENT", {}, "events must be a list"),
        ("split", "EVENT", {"claims": ["strange"]}, "not one of this event's"),
        ("add", "EVENT", {"gist": "x"}, "takes no target"),
        ("add", "", {"kind": "move"}, "needs a gist"),
        ("claim", "DOCUMENT", {"start": 0, "end": 10**9}, "needs a trigger"),
        ("claim", "DOCUMENT", {"start": 0, "end": 10**9, "trigger": {"start": 0, "end": 3}}, "must lie in"),
        ("date", "DOCUMENT", {"published": "soon"}, "is no date"),
        ("date", "nowhere", {"published": "2031"}, "there is no document"),
        ("identity", "per:nobody", {"name": "x"}, "nobody and nowhere"),
        ("identity", "per:ilse-brandt", {"same_as": "town:orlach"}, "cannot be the same"),
        ("undo", "nothing", {}, "there is no decision"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_written(
    pile: Chronology, action: str, target: str, after: dict[str, Any], said: str
) -> None:
    event, document = about(pile, "explosion tore"), pile.documents()[0]
    known = {"EVENT": event.id, "DOCUMENT": document.id}
    after = {
        name: [known.get(item, item) if isinstance(item, str) else item for item in value]
        if isinstance(value, list) else value
        for name, value in after.items()
    }  # fmt: skip
    before = events(pile)
    with pytest.raises(UsageError, match=said):
        decide(pile, Proposal(action=action, target=known.get(target, target), after=after))
    assert events(pile) == before
    with pile.reading() as snapshot:
        assert snapshot.decisions() == []


def test_notes_lose_what_would_deceive_a_reader(pile: Chronology) -> None:
    sinking = about(pile, "ferry")
    outcome = taken(pile, "accept", sinking.id, who="ma\x07ra", note="right\u202eleft\n\x1b[2Jnext <script>")
    assert outcome.decision.who == "ma ra"
    assert outcome.decision.note == "right left\n[2Jnext <script>"


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("kind", [random_pile, one_day_pile])
def test_any_decisions_in_any_order_are_as_a_run_would_have_them(
    chronology: Chronology, seed: int, kind: Callable[[int], Pile]
) -> None:
    write_pile(chronology, kind(seed))
    chance = random.Random(seed)
    for step in range(10):
        outcome = decide(chronology, _any_proposal(chronology, chance, step))
        assert isinstance(outcome, Decided)
        assert_as_a_run_would(chronology)


def _any_proposal(chronology: Chronology, chance: random.Random, step: int) -> Proposal:
    standing = sorted(events(chronology).values(), key=lambda event: event.id)
    event = chance.choice(standing)
    with chronology.reading() as snapshot:
        log = snapshot.decisions()
    taken_back = {decision.target for decision in log if decision.action == "undo"}
    undoable = [decision.id for decision in log if decision.id not in taken_back]
    wide = [one for one in standing if len(one.claims) > 1]
    action = chance.choice(["merge", "merge", "split", "undo", "undo", "edit", "accept", "claim-rejected"])
    if action == "undo" and undoable:
        return Proposal(action="undo", target=chance.choice(undoable))
    if action == "split" and wide:
        one = chance.choice(wide)
        leaving = chance.sample(one.claims, chance.randint(1, len(one.claims) - 1))
        return Proposal(action="split", target=one.id, after={"claims": leaving})
    if action == "merge" and len(standing) > 1:
        others = chance.sample([one.id for one in standing if one.id != event.id], 1)
        return Proposal(action="merge", target=event.id, after={"events": others}, note=f"step {step}")
    if action == "edit":
        day = f"2031-05-{chance.randint(1, 28):02d}"
        return Proposal(action="edit", target=event.id, after={"when": {"earliest": day, "latest": day}})
    if action == "claim-rejected" and event.claims:
        return Proposal(action="reject", target=chance.choice(event.claims), after={"claim": True})
    return Proposal(action="accept", target=event.id)
