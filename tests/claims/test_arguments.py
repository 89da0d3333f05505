"""Who does what to whom: on trees by hand, and on most of the own sentences of ``arguments.toml`` as the reader that
ships sees them."""

# ruff: noqa: E501
from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from notes import note
from trees import Written, write

from strandline.actors import resolve_actors
from strandline.claims import extract_claims
from strandline.claims.arguments import participants_of
from strandline.claims.arguments_somebody import is_vehicle
from strandline.claims.persons import is_person_noun
from strandline.claims.placing import place_role
from strandline.claims.placing_shared import lenders
from strandline.places import Gazetteer, resolve_places
from strandline.reading import Reader
from strandline.records import Claim, Kind
from strandline.timing import tag_times

ROWS: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("arguments.toml").read_text("utf-8"))["row"]
MOST = 0.85
"""Least share of the rows that must be right; the rest is the weights' business."""


def parts(written: Written, trigger: str, kind: Kind = "other", nth: int = 0) -> dict[str, str]:
    """Head word → role of the participants of a happening."""
    found = participants_of(written.tree, written.at(trigger, nth), kind)
    return {written.reading.tokens[item.head].text: item.role for item in found}


# -------------------------------------------------------------------------------------------------- trees by hand


def test_a_relative_clause_takes_the_noun_that_it_describes() -> None:
    written = write(
        "The/DET/2/det guards/NOUN/5/nsubj/guard who/PRON/4/nsubj/WP fled/VERB/2/acl:relcl/flee returned/VERB/0/root/return ./PUNCT/5/punct"
    )
    assert parts(written, "fled") == {"guards": "agent"}


def test_who_passes_over_a_thing_to_the_people_in_its_phrase() -> None:
    written = write(
        "They/PRON/2/nsubj planned/VERB/0/root/plan the/DET/4/det rescue/NOUN/2/obj of/ADP/6/case sailors/NOUN/4/nmod/sailor who/PRON/8/nsubj/WP drowned/VERB/4/acl:relcl/drown ./PUNCT/2/punct"
    )
    assert parts(written, "drowned") == {"sailors": "patient"}


def test_the_gap_of_a_relative_clause_is_its_object() -> None:
    written = write(
        "The/DET/2/det thief/NOUN/6/nsubj/thief the/DET/4/det guards/NOUN/5/nsubj/guard shot/VERB/2/acl:relcl/shoot fled/VERB/0/root/flee ./PUNCT/6/punct"
    )
    assert parts(written, "shot", "assault") == {"guards": "agent", "thief": "patient"}


def test_whoever_is_asked_does_it() -> None:
    written = write(
        "Police/NOUN/2/nsubj asked/VERB/0/root/ask drivers/NOUN/2/obj/driver to/PART/5/mark/TO leave/VERB/2/xcomp/VB ./PUNCT/2/punct"
    )
    assert parts(written, "leave") == {"drivers": "agent"}
    assert parts(written, "asked", "request") == {"Police": "speaker", "drivers": "addressee"}


def test_whoever_promises_does_it() -> None:
    written = write(
        "Police/NOUN/2/nsubj promised/VERB/0/root/promise drivers/NOUN/2/obj/driver to/PART/5/mark/TO leave/VERB/2/xcomp/VB ./PUNCT/2/punct"
    )
    assert parts(written, "leave") == {"Police": "agent"}


def test_whoever_is_blamed_did_it() -> None:
    written = write(
        "Judges/NOUN/2/nsubj/judge blamed/VERB/0/root/blame pilots/NOUN/2/obj/pilot for/SCONJ/5/mark ignoring/VERB/2/advcl/VBG/ignore orders/NOUN/5/obj/order ./PUNCT/2/punct"
    )
    assert parts(written, "ignoring") == {"pilots": "agent"}


def test_whoever_has_the_plan_carries_it_out() -> None:
    written = write(
        "Rebels/NOUN/2/nsubj/rebel made/VERB/0/root/make plans/NOUN/2/obj/plan to/PART/5/mark/TO flee/VERB/3/acl/VB ./PUNCT/2/punct"
    )
    assert parts(written, "flee") == {"Rebels": "agent"}


def test_coordinated_verbs_share_the_object_behind_them() -> None:
    written = write(
        "Guards/NOUN/2/nsubj/guard shot/VERB/0/root/shoot and/CCONJ/4/cc wounded/VERB/2/conj/wound thieves/NOUN/4/obj/thief ./PUNCT/2/punct"
    )
    assert parts(written, "shot", "assault") == {"Guards": "agent", "thieves": "patient"}


def test_things_take_no_part_and_buildings_only_where_they_are_harmed() -> None:
    written = write(
        "Workers/NOUN/2/nsubj/worker praised/VERB/0/root/praise the/DET/4/det decision/NOUN/2/obj ./PUNCT/2/punct\n"
        "Rebels/NOUN/2/nsubj/rebel burned/VERB/0/root/burn the/DET/4/det bridge/NOUN/2/obj ./PUNCT/2/punct\n"
        "Masons/NOUN/2/nsubj/mason built/VERB/0/root/build the/DET/4/det bridge/NOUN/2/obj ./PUNCT/2/punct"
    )
    assert parts(written, "praised", "support") == {"Workers": "speaker"}
    assert parts(written, "burned", "assault") == {"Rebels": "agent", "bridge": "patient"}
    assert parts(written, "built") == {"Masons": "agent"}


def test_a_noun_has_its_doer_and_sufferer_beside_it() -> None:
    written = write(
        "The/DET/3/det police/NOUN/3/compound raid/NOUN/7/nsubj on/ADP/5/case smugglers/NOUN/3/nmod/smuggler had/AUX/7/aux failed/VERB/0/root/fail ./PUNCT/7/punct"
    )
    assert parts(written, "raid", "coerce") == {"police": "agent", "smugglers": "patient"}


def test_a_town_before_a_noun_is_where_and_not_who() -> None:
    written = write(
        "The/DET/3/det Oslo/PROPN/3/compound conference/NOUN/4/nsubj ended/VERB/0/root/end ./PUNCT/4/punct",
        {"Oslo conference": "EVENT"},
    )
    assert parts(written, "conference", "meet") == {}


def test_a_clause_beneath_a_noun_tells_who_did_it() -> None:
    written = write(
        "The/DET/2/det attack/NOUN/8/nsubj carried/VERB/2/acl/VBN/carry/VerbForm=Part+Voice=Pass out/ADP/3/compound:prt by/ADP/7/case two/NUM/7/nummod rebels/NOUN/3/obl:agent/rebel failed/VERB/0/root/fail ./PUNCT/8/punct"
    )
    assert parts(written, "attack", "assault") == {"rebels": "agent"}


def test_a_verb_that_only_carries_the_noun_lends_its_subject() -> None:
    written = write(
        "Envoys/NOUN/2/nsubj/envoy held/VERB/0/root/hold talks/NOUN/2/obj/talk with/ADP/5/case rebels/NOUN/2/obl/rebel ./PUNCT/2/punct\n"
        "Bankers/NOUN/2/nsubj/banker face/VERB/0/root trial/NOUN/2/obj ./PUNCT/2/punct"
    )
    assert parts(written, "talks", "consult") == {"Envoys": "agent", "rebels": "agent"}
    assert parts(written, "trial", "legal") == {"Bankers": "patient"}


@pytest.mark.parametrize("noun", ["baker", "sub-editor", "violinist", "policewoman", "refugee", "ministry", "claimant"])
def test_nouns_for_people_and_bodies(noun: str) -> None:
    assert is_person_noun(noun)


@pytest.mark.parametrize("noun", ["paper", "decision", "weather", "reactor", "restaurant", "degree", "ship", "list"])
def test_nouns_for_things(noun: str) -> None:
    assert not is_person_noun(noun)


# ---------------------------------------------------------------------------------------------------------- places


def test_a_country_that_acts_is_no_place() -> None:
    written = write("Turkey/PROPN/4/nsubj and/CCONJ/3/cc Libya/PROPN/1/conj agreed/VERB/0/root/agree ./PUNCT/4/punct")
    assert place_role(written.tree, written.at("Libya"), written.at("agreed"), country=True) is None


def test_from_and_to_and_what_is_left() -> None:
    written = write(
        "Crews/NOUN/2/nsubj/crew sailed/VERB/0/root/sail from/ADP/4/case Cork/PROPN/2/obl to/ADP/6/case Brest/PROPN/2/obl ./PUNCT/2/punct\n"
        "Crews/NOUN/2/nsubj/crew left/VERB/0/root/leave Malta/PROPN/2/obj ./PUNCT/2/punct"
    )
    assert place_role(written.tree, written.at("Cork"), written.at("sailed"), country=False) == "from"
    assert place_role(written.tree, written.at("Brest"), written.at("sailed"), country=False) == "to"
    assert place_role(written.tree, written.at("Malta"), written.at("left"), country=True) == "from"


def test_a_place_that_says_who_somebody_is_is_not_the_happenings() -> None:
    written = write(
        "Guards/NOUN/2/nsubj/guard freed/VERB/0/root/free the/DET/4/det mayor/NOUN/2/obj of/ADP/6/case Lagos/PROPN/4/nmod ./PUNCT/2/punct"
    )
    assert place_role(written.tree, written.at("Lagos"), written.at("freed"), country=False) is None


def test_what_is_told_of_one_happening_shares_its_place() -> None:
    written = write(
        "A/DET/2/det blast/NOUN/5/nsubj in/ADP/4/case Kano/PROPN/2/nmod killed/VERB/0/root/kill six/NUM/7/nummod men/NOUN/5/obj/man ,/PUNCT/9/punct wounding/VERB/5/advcl/VBG/wound ten/NUM/9/obj ./PUNCT/5/punct"
    )
    blast, killed, wounding = written.at("blast"), written.at("killed"), written.at("wounding")
    found = lenders(written.tree, {blast, killed, wounding}, frozenset())
    assert found[killed] == blast
    assert found[wounding] == killed
    assert killed not in lenders(written.tree, {blast, killed}, {blast})


def test_whoever_is_met_does_what_the_meeting_is_for() -> None:
    written = write(
        "Roth/PROPN/2/nsubj met/VERB/0/root/meet with/ADP/4/case envoys/NOUN/2/obl/envoy to/PART/6/mark/TO discuss/VERB/2/advcl/VB borders/NOUN/6/obj/border ./PUNCT/2/punct",
        {"Roth": "PER"},
    )
    assert parts(written, "discuss", "consult") == {"Roth": "agent", "envoys": "agent"}
    assert parts(written, "discuss", "assault") == {"Roth": "agent"}


def test_whoever_is_in_talks_and_the_other_side_both_take_part() -> None:
    written = write(
        "Miners/NOUN/4/nsubj/miner are/AUX/4/cop in/ADP/4/case talks/NOUN/0/root/talk with/ADP/7/case the/DET/7/det firm/NOUN/4/nmod ./PUNCT/4/punct"
    )
    assert parts(written, "talks", "consult") == {"Miners": "agent", "firm": "agent"}


def test_whoever_a_relative_clause_blames_did_it() -> None:
    written = write(
        "The/DET/2/det guards/NOUN/8/nsubj/guard police/NOUN/4/nsubj accused/VERB/2/acl:relcl/accuse of/SCONJ/6/mark robbing/VERB/4/advcl/VBG/rob shops/NOUN/6/obj/shop fled/VERB/0/root/flee ./PUNCT/8/punct"
    )
    assert parts(written, "robbing", "assault")["guards"] == "agent"


def test_whoever_is_called_for_does_what_is_asked() -> None:
    written = write(
        "She/PRON/2/nsubj called/VERB/0/root/call for/ADP/4/case volunteers/NOUN/2/obl/volunteer to/PART/6/mark/TO help/VERB/2/advcl/VB ./PUNCT/2/punct"
    )
    assert parts(written, "help", "aid") == {"volunteers": "agent"}


def test_whom_a_message_through_others_urges_is_its_addressee() -> None:
    written = write(
        "Norland/PROPN/2/nsubj sent/VERB/0/root/send messages/NOUN/2/obj/message through/ADP/5/case envoys/NOUN/2/obl/envoy urging/VERB/5/acl/VBG/urge the/DET/8/det rebels/NOUN/6/obj/rebel to/PART/10/mark/TO wait/VERB/6/xcomp/VB ./PUNCT/2/punct",
        {"Norland": "GPE"},
    )
    assert parts(written, "sent", "statement") == {"Norland": "speaker", "envoys": "via", "rebels": "addressee"}


def test_whoever_is_supplied_with_something_receives_it() -> None:
    written = write(
        "The/DET/2/det detective/NOUN/4/nsubj:pass was/AUX/4/aux:pass provided/VERB/0/root/VBN/provide with/ADP/6/case tapes/NOUN/4/obl/tape by/ADP/8/case clerks/NOUN/4/obl:agent/clerk ./PUNCT/4/punct"
    )
    assert parts(written, "provided", "transact") == {"detective": "addressee", "clerks": "agent"}


def test_what_appears_or_gives_way_does_nothing() -> None:
    written = write(
        "The/DET/2/det ferry/NOUN/3/nsubj turned/VERB/0/root/turn over/ADV/3/advmod ./PUNCT/3/punct\n"
        "The/DET/2/det pilot/NOUN/3/nsubj turned/VERB/0/root/turn over/ADV/3/advmod ./PUNCT/3/punct"
    )
    assert parts(written, "turned", "accident") == {"ferry": "patient"}
    assert parts(written, "turned", "accident", 1) == {"pilot": "agent"}


def test_others_members_and_ships_of_any_name_take_part() -> None:
    written = write(
        "Others/NOUN/2/nsubj/NNS/other left/VERB/0/root/leave ./PUNCT/2/punct\n"
        "Members/NOUN/4/nsubj/NNS/member of/ADP/3/case choirs/NOUN/1/nmod/choir sang/VERB/0/root/sing ./PUNCT/4/punct\n"
        "Members/NOUN/4/nsubj/NNS/member of/ADP/3/case schemes/NOUN/1/nmod/scheme paid/VERB/0/root/pay ./PUNCT/4/punct\n"
        "The/DET/2/det flagship/NOUN/3/nsubj hailed/VERB/0/root/hail them/PRON/3/obj ./PUNCT/3/punct"
    )
    assert parts(written, "left", "move") == {"Others": "agent"}
    assert parts(written, "paid", "transact") == {"Members": "agent"}
    assert parts(written, "hailed", "statement")["flagship"] == "speaker"


def test_whoever_is_behind_a_message_speaks() -> None:
    written = write(
        "A/DET/2/det message/NOUN/5/nsubj from/ADP/4/case kidnappers/NOUN/2/nmod/kidnapper reached/VERB/0/root/reach the/DET/7/det family/NOUN/5/obj ./PUNCT/5/punct\n"
        "The/DET/2/det bank/NOUN/4/nmod:poss 's/PART/2/case review/NOUN/5/nsubj said/VERB/0/root/say so/ADV/5/advmod ./PUNCT/5/punct"
    )
    assert parts(written, "reached", "statement") == {"kidnappers": "speaker", "family": "addressee"}
    assert parts(written, "said", "statement") == {"bank": "speaker"}


def test_who_arrests_stands_behind_whom_they_arrest() -> None:
    written = write(
        "The/DET/2/det arrest/NOUN/9/nsubj of/ADP/4/case Omar/PROPN/2/nmod Roth/PROPN/4/flat by/ADP/8/case angry/ADJ/8/amod guards/NOUN/4/nmod/guard failed/VERB/0/root/fail ./PUNCT/9/punct",
        {"Omar Roth": "PER"},
    )
    assert parts(written, "arrest", "coerce") == {"Omar": "patient", "guards": "agent"}
    assert written.words(*written.tree.nominal_core(written.at("Omar"))) == "Omar Roth"


def test_whoever_is_on_probation_suffers_it_and_whom_action_is_taken_against() -> None:
    written = write(
        "Roth/PROPN/4/nsubj is/AUX/4/cop on/ADP/4/case probation/NOUN/0/root ./PUNCT/4/punct\n"
        "Leagues/NOUN/2/nsubj/league considered/VERB/0/root/consider action/NOUN/2/obj against/ADP/5/case players/NOUN/3/nmod/player ./PUNCT/2/punct",
        {"Roth": "PER"},
    )
    assert parts(written, "probation", "legal") == {"Roth": "patient"}
    assert parts(written, "considered", "legal") == {"Leagues": "agent", "players": "patient"}


def test_whom_something_is_passed_on_to_receives_it_and_whoever_is_expected_to_hears_nothing() -> None:
    written = write(
        "Egypt/PROPN/2/nsubj passed/VERB/0/root/pass it/PRON/2/obj on/ADP/6/case to/ADP/6/case rebels/NOUN/2/obl/rebel ./PUNCT/2/punct\n"
        "Fans/NOUN/2/nsubj/fan expected/VERB/0/root/expect players/NOUN/2/obj/player to/PART/5/mark/TO win/VERB/2/xcomp/VB ./PUNCT/2/punct",
        {"Egypt": "GPE"},
    )
    assert parts(written, "passed", "move") == {"Egypt": "agent", "rebels": "addressee"}
    assert "addressee" not in parts(written, "expected", "statement").values()


@pytest.mark.parametrize(("lemma", "expected"), [
    ("flagship", True), ("speedboat", True), ("warplane", True), ("friendship", False), ("ownership", False),
    ("ship", True), ("bridge", False),
])  # fmt: skip
def test_what_carries_people_by_its_last_part(lemma: str, expected: bool) -> None:
    assert is_vehicle(lemma) is expected


def test_a_nominal_ends_where_a_verb_of_a_misread_sentence_begins() -> None:
    written = write(
        "A/DET/2/det memo/NOUN/4/nsubj began/VERB/2/dep/begin circulating/VERB/0/root/VBG/circulate ./PUNCT/4/punct"
    )
    assert written.words(*written.tree.nominal_core(written.at("memo"))) == "A memo"


def test_a_date_before_a_nominal_is_no_part_of_it() -> None:
    written = write(
        "On/ADP/2/case May/PROPN/6/nmod 31/NUM/2/nummod ,/PUNCT/6/punct angry/ADJ/6/amod miners/NOUN/7/nsubj/miner marched/VERB/0/root/march ./PUNCT/7/punct"
    )
    assert written.words(*written.tree.nominal_core(written.at("miners"))) == "angry miners"


# ----------------------------------------------------------------------------------------- as the reader sees them


@pytest.fixture(scope="module")
def claims_of_rows(reader: Reader) -> list[tuple[dict[str, Any], tuple[Claim, ...]]]:
    gazetteer = Gazetteer.open()
    made = []
    for row in ROWS:
        text = row["text"]
        document = note(text)
        reading = reader.read(text)
        places = resolve_places(text, reading=reading, gazetteer=gazetteer)
        actors = resolve_actors(text, reading=reading, places=places)
        times = tag_times(text, reading=reading, published=None)
        made.append((row, extract_claims(document, reading=reading, times=times, places=places, actors=actors)))
    return made


def wrong_with(row: dict[str, Any], claims: tuple[Claim, ...]) -> str | None:
    """What of the row is not as it should be."""
    start = row["text"].index(row["trigger"])
    claim = next((item for item in claims if item.trigger.start <= start < item.trigger.end), None)
    if claim is None:
        return f"no claim at {row['trigger']!r}: {row['text']}"
    given = [(f"{actor.name} | {actor.text}", actor.role) for actor in claim.actors]
    missing = [
        wanted for wanted in row["actors"]
        if not any(wanted.rpartition(" ")[0] in name and wanted.rpartition(" ")[2] == role for name, role in given)
    ]  # fmt: skip
    places = {place.text for place in claim.where}
    good = not missing and places == set(row.get("places", places))
    if row.get("whole"):
        good = good and len(given) == len(row["actors"])
    return None if good else f"{row['trigger']!r} has {given} at {places}: {row['text']}"


def test_most_participants_and_places_are_right(
    claims_of_rows: list[tuple[dict[str, Any], tuple[Claim, ...]]],
) -> None:
    wrong = [fault for row, claims in claims_of_rows if (fault := wrong_with(row, claims)) is not None]
    assert len(wrong) <= (1 - MOST) * len(ROWS), "\n".join(wrong)


def test_nobody_has_two_parts_in_one_happening(
    claims_of_rows: list[tuple[dict[str, Any], tuple[Claim, ...]]],
) -> None:
    for _, claims in claims_of_rows:
        for claim in claims:
            named = [actor.id for actor in claim.actors if not actor.id.startswith("nominal:")]
            assert len(named) == len(set(named))
