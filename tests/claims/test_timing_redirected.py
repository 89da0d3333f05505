"""Expressions that date something else than what they hang on in the tree: on trees by hand."""

# ruff: noqa: E501
from __future__ import annotations

import pytest
from test_timing_of import expression, span, times
from trees import write

from strandline.claims.timing_redirected import dated_elsewhere

RACE = (
    "The/DET/2/det club/NOUN/3/nsubj called/VERB/0/root/call off/ADP/3/compound:prt/RP the/DET/6/det race/NOUN/3/obj "
    "with/ADP/11/mark twenty/NUM/9/nummod minutes/NOUN/3/obl/NNS to/PART/11/mark/TO go/VERB/3/advcl/VB in/ADP/13/case "
    "March/PROPN/11/obl ./PUNCT/3/punct"
)


def test_what_counts_the_time_that_was_left_keeps_no_date() -> None:
    written = write(RACE)
    found = times(
        written, {"called": "happened", "go": "planned"},
        expression(written, "twenty minutes", None, type="DURATION", value="PT20M"),
        expression(written, "March", "2031-03-01", "2031-03-31"),
    )  # fmt: skip
    assert span(found["called"]) == ("2031-03-01", "2031-03-31")
    assert found["go"].basis != "relative"


def test_without_a_count_the_date_stays_where_it_hangs() -> None:
    written = write(
        "They/PRON/2/nsubj decided/VERB/0/root to/PART/4/mark/TO go/VERB/2/xcomp/VB in/ADP/6/case March/PROPN/4/obl ./PUNCT/2/punct"
    )
    found = times(
        written, {"decided": "happened", "go": "planned"}, expression(written, "March", "2032-03-01", "2032-03-31")
    )
    assert span(found["go"]) == ("2032-03-01", "2032-03-31")
    assert found["decided"].basis != "relative"


@pytest.mark.parametrize("opening", ["remember", "since"])
def test_a_clause_with_when_right_after_a_time_is_at_it(opening: str) -> None:
    lead = {
        "remember": "Many/ADJ/2/nsubj remember/VERB/0/root/VBP 1998/NUM/2/obj ,/PUNCT/7/punct when/ADV/7/advmod/WRB riots/NOUN/7/nsubj/NNS "
        "burned/VERB/2/advcl/burn the/DET/9/det port/NOUN/7/obj ./PUNCT/2/punct",
        "since": "Nothing/PRON/2/nsubj changed/VERB/0/root since/ADP/4/case 1998/NUM/2/obl when/ADV/7/advmod/WRB riots/NOUN/7/nsubj/NNS "
        "burned/VERB/4/acl:relcl/burn the/DET/9/det port/NOUN/7/obj ./PUNCT/2/punct",
    }[opening]
    written = write(lead)
    found = times(written, {"burned": "happened"}, expression(written, "1998", "1998-01-01", "1998-12-31"))
    assert span(found["burned"]) == ("1998-01-01", "1998-12-31")


def test_a_mere_participle_after_when_takes_no_time() -> None:
    written = write(
        "On/ADP/2/case Monday/PROPN/8/obl ,/PUNCT/2/punct when/ADV/5/advmod/WRB asked/VERB/8/advcl/VBN ,/PUNCT/5/punct she/PRON/8/nsubj "
        "left/VERB/0/root ./PUNCT/8/punct"
    )
    found = times(written, {"asked": "happened", "left": "happened"}, expression(written, "Monday", "2031-05-19"))
    assert span(found["left"]) == ("2031-05-19", "2031-05-19")
    assert found["asked"].basis != "relative"


def test_what_went_on_in_a_thing_with_a_year_was_then() -> None:
    written = write(
        "It/PRON/5/nsubj was/AUX/5/cop/be the/DET/5/det worst/ADJ/5/amod/JJS fire/NOUN/0/root during/ADP/9/case the/DET/9/det 1991/NUM/9/compound "
        "fair/NOUN/5/nmod ,/PUNCT/16/punct in/ADP/12/case which/PRON/16/obl/WDT two/NUM/14/nummod visitors/NOUN/16/nsubj:pass/NNS "
        "were/AUX/16/aux:pass/be trampled/VERB/5/acl:relcl/VBN ./PUNCT/5/punct"
    )
    found = times(written, {"trampled": "happened"}, expression(written, "1991", "1991-01-01", "1991-12-31"))
    assert span(found["trampled"]) == ("1991-01-01", "1991-12-31")


def test_a_thing_that_is_set_for_a_date_has_it_and_the_setting_has_not() -> None:
    written = write(
        "A/DET/2/det hearing/NOUN/4/nsubj:pass was/AUX/4/aux:pass/be set/VERB/0/root/VBN for/ADP/7/case July/PROPN/7/nmod:unmarked "
        "13/NUM/4/obl ./PUNCT/4/punct"
    )
    found = times(written, {"hearing": "planned", "set": "happened"}, expression(written, "July 13", "2031-07-13"))
    assert span(found["hearing"]) == ("2031-07-13", "2031-07-13")
    assert found["set"].earliest is None


def test_of_two_dates_the_new_one_counts() -> None:
    written = write(
        "The/DET/2/det talks/NOUN/10/nsubj:pass/NNS ,/PUNCT/5/punct once/ADV/5/advmod planned/VERB/2/acl/VBN/plan for/ADP/7/case May/PROPN/5/obl "
        ",/PUNCT/2/punct were/AUX/10/aux:pass/be put/VERB/0/root/VBN off/ADP/10/compound:prt/RP until/ADP/13/case June/PROPN/10/obl ./PUNCT/10/punct"
    )
    found = times(
        written, {"talks": "planned", "put": "happened"},
        expression(written, "May", "2031-05-01", "2031-05-31"), expression(written, "June", "2031-06-01", "2031-06-30"),
    )  # fmt: skip
    assert span(found["talks"]) == ("2031-06-01", "2031-06-30")
    assert found["put"].earliest is None


def test_what_really_took_place_is_not_dated_by_its_plan() -> None:
    written = write(
        "The/DET/2/det hearing/NOUN/8/nsubj ,/PUNCT/4/punct planned/VERB/2/acl/VBN/plan for/ADP/6/case May/PROPN/4/obl ,/PUNCT/2/punct "
        "began/VERB/0/root/begin late/ADV/8/advmod ./PUNCT/8/punct"
    )
    may = (expression(written, "May", "2031-05-01", "2031-05-10"),)
    assert not dated_elsewhere(written.tree, may, {written.at("hearing"): "happened"}, set())
    assert dated_elsewhere(written.tree, may, {written.at("hearing"): "planned"}, set())


def test_an_aside_between_commas_does_not_keep_the_date_that_follows() -> None:
    written = write(
        "The/DET/2/det line/NOUN/4/nsubj:pass was/AUX/4/aux:pass/be lifted/VERB/0/root/VBN/lift ,/PUNCT/7/punct to/PART/7/mark/TO save/VERB/4/advcl/VB "
        "money/NOUN/7/obj ,/PUNCT/11/punct in/ADP/11/case 1981/NUM/7/obl ./PUNCT/4/punct"
    )
    found = times(
        written, {"lifted": "happened", "save": "planned"}, expression(written, "1981", "1981-01-01", "1981-12-31")
    )
    assert span(found["lifted"]) == ("1981-01-01", "1981-12-31")
    assert found["save"].latest is None
