"""Dates that are another thing's, times of which only one end is told, and tolls: on trees by hand."""

# ruff: noqa: E501
from __future__ import annotations

import msgspec
from test_timing_of import PUBLISHED, expression, span, times
from trees import Written, write

from strandline.claims.timing_attachment import attach
from strandline.claims.timing_makeup import Makeup, tells_toll
from strandline.claims.timing_of import Timer
from strandline.claims.timing_signals import steps_of
from strandline.claims.timing_story import PUBLISHED as NODE
from strandline.claims.timing_story import Story
from strandline.claims.timing_telling import Telling
from strandline.records import Status, TimeExpression


def story_of(written: Written, statuses: dict[str, Status], *expressions: TimeExpression) -> Story:
    timer = Timer(written.tree, expressions, PUBLISHED)
    return timer.story([(written.at(word), status, False) for word, status in statuses.items()])[0]


def windows_of(story: Story, head: int) -> list[str]:
    telling = Telling(story, story.known.bounds[NODE])
    return [window.name for window in telling.windows.of(head)]


def test_what_a_number_is_set_against_does_not_date_the_deed() -> None:
    written = write(
        "The/DET/2/det yard/NOUN/3/nsubj sold/VERB/0/root/sell forty/NUM/3/obj ,/PUNCT/3/punct against/ADP/7/case twelve/NUM/3/obl "
        "in/ADP/9/case May/PROPN/7/nmod ./PUNCT/3/punct"
    )
    found = attach(written.tree, (expression(written, "May", "2031-05-01"),), {written.at("sold"): "happened"}, None)
    assert not found.own


def test_a_deadline_does_not_date_what_is_done_about_it() -> None:
    written = write(
        "The/DET/2/det union/NOUN/3/nsubj rejected/VERB/0/root/reject Friday/PROPN/6/nmod:poss 's/PART/4/case deadline/NOUN/3/obj ./PUNCT/3/punct"
    )
    found = times(written, {"rejected": "happened"}, expression(written, "Friday", "2031-05-23"))
    assert span(found["rejected"]) != ("2031-05-23", "2031-05-23")
    assert (found["rejected"].latest or "") <= "2031-05-20"


def test_a_term_that_is_given_does_not_date_the_giving() -> None:
    written = write(
        "She/PRON/2/nsubj gave/VERB/0/root/give him/PRON/2/iobj until/ADP/5/case noon/NOUN/2/obl on/ADP/7/case Tuesday/PROPN/5/nmod ./PUNCT/2/punct"
    )
    found = attach(
        written.tree, (expression(written, "Tuesday", "2031-05-13"),), {written.at("gave"): "happened"}, None
    )
    assert not found.own


def test_the_age_of_a_thing_does_not_date_what_happens_to_it() -> None:
    written = write(
        "A/DET/3/det thirteenth-century/ADJ/3/amod barn/NOUN/4/nsubj burned/VERB/0/root/burn ./PUNCT/4/punct"
    )
    century = expression(written, "thirteenth-century", "1201-01-01", "1300-12-31")
    when = msgspec.structs.replace(century.when, granularity="century")
    found = attach(
        written.tree, (msgspec.structs.replace(century, when=when),), {written.at("burned"): "happened"}, None
    )
    assert not found.own


def test_a_first_plan_does_not_date_what_is_planned_now() -> None:
    parse = (
        "The/DET/2/det hearing/NOUN/8/nsubj:pass ,/PUNCT/5/punct {}/ADV/5/advmod set/VERB/2/acl/VBN/set "
        "for/ADP/7/case Monday/PROPN/5/obl moved/VERB/0/root/VBN/move ./PUNCT/8/punct"
    )
    for adverb, dated in (("first", False), ("quietly", True)):
        written = write(parse.format(adverb))
        statuses: dict[int, Status] = {written.at("hearing"): "planned"}
        found = attach(written.tree, (expression(written, "Monday", "2031-05-26"),), statuses, None)
        assert bool(found.own) == dated


def test_a_date_still_to_come_is_not_that_of_a_deed_told_in_the_past() -> None:
    told = "The/DET/2/det club/NOUN/3/nsubj {}/VERB/0/root/{} seats/NOUN/3/obj on/ADP/6/case Sunday/PROPN/3/obl ./PUNCT/3/punct"
    for form, tag, wanted in (("booked", "VBD", "2031-05-20"), ("opens", "VBZ", "2031-05-25")):
        written = write(told.format(form, tag))
        found = times(written, {form: "happened"}, expression(written, "Sunday", "2031-05-25"))
        assert found[form].latest == wanted


def test_a_particle_is_no_preposition_of_the_time() -> None:
    written = write(
        "The/DET/2/det mail/NOUN/3/nsubj got/VERB/0/root/get through/ADP/3/compound:prt/RP this/DET/6/det morning/NOUN/3/obl:unmarked ./PUNCT/3/punct"
    )
    found = times(written, {"got": "happened"}, expression(written, "this morning", "2031-05-20"))
    assert span(found["got"]) == ("2031-05-20", "2031-05-20")


def test_what_lasts_from_one_time_to_another_began_with_the_first() -> None:
    written = write(
        "From/ADP/2/case 1974/NUM/5/obl to/ADP/4/case 1979/NUM/5/obl worked/VERB/0/root/work her/PRON/7/nmod:poss sister/NOUN/5/nsubj there/ADV/5/advmod ./PUNCT/5/punct"
    )
    found = times(
        written, {"worked": "happened"}, expression(written, "1974", "1974-01-01", "1974-12-31"),
        expression(written, "1979", "1979-01-01", "1979-12-31"),
    )  # fmt: skip
    assert span(found["worked"]) == ("1974-01-01", "1974-12-31")


def test_a_time_with_one_end_is_kept_and_may_be_narrowed() -> None:
    written = write(
        "The/DET/2/det fire/NOUN/3/nsubj spread/VERB/0/root on/ADP/5/case Tuesday/PROPN/3/obl and/CCONJ/8/cc was/AUX/8/aux:pass "
        "contained/VERB/3/conj/VBN/contain by/ADP/10/case noon/NOUN/8/obl ./PUNCT/3/punct"
    )
    by_noon = expression(written, "noon", "2031-05-13")
    statuses: dict[str, Status] = {"spread": "happened", "contained": "happened"}
    story = story_of(written, statuses, expression(written, "Tuesday", "2031-05-13"), by_noon)
    contained = written.at("contained")
    assert contained in story.partial
    assert contained not in story.own
    assert all(
        window.bounds.high is not None and window.bounds.high <= (story.known.bounds[written.at("spread")].high or 0)
        for window in Telling(story, story.known.bounds[NODE]).windows.of(contained)
    )
    alone = times(written, {"contained": "happened"}, by_noon)["contained"]
    assert alone.latest == "2031-05-13"


def test_means_are_of_the_time_of_what_they_bring_about() -> None:
    written = write(
        "They/PRON/2/nsubj answered/VERB/0/root/answer on/ADP/4/case Tuesday/PROPN/2/obl by/SCONJ/6/mark breaking/VERB/2/advcl/VBG/break in/ADV/6/advmod ./PUNCT/2/punct"
    )
    found = times(
        written, {"answered": "happened", "breaking": "happened"}, expression(written, "Tuesday", "2031-05-13")
    )
    assert span(found["breaking"]) == ("2031-05-13", "2031-05-13")


def test_a_toll_is_not_of_the_day_on_which_it_is_told() -> None:
    written = write(
        "A/DET/2/det train/NOUN/3/nsubj derailed/VERB/0/root/derail on/ADP/5/case Tuesday/PROPN/3/obl ./PUNCT/3/punct\n"
        "Nine/NUM/2/nummod people/NOUN/5/nsubj:pass have/AUX/5/aux/VBP been/AUX/5/aux:pass/VBN killed/VERB/0/root/VBN/kill ./PUNCT/5/punct\n"
        "They/PRON/2/nsubj died/VERB/0/root/die there/ADV/2/advmod ./PUNCT/2/punct"
    )
    statuses: dict[str, Status] = {"derailed": "happened", "killed": "happened", "died": "happened"}
    tuesday = expression(written, "Tuesday", "2031-05-13")
    story = story_of(written, statuses, tuesday)
    assert tells_toll(story, written.at("killed"))
    assert not tells_toll(story, written.at("died"))
    assert "published day" not in windows_of(story, written.at("killed"))
    assert "published day" in windows_of(story, written.at("died"))
    alone = times(written, {"killed": "happened"})["killed"]
    assert span(alone) == (None, "2031-05-20")


def test_a_noun_for_what_is_known_is_offered_the_day_of_that() -> None:
    written = write(
        "A/DET/2/det mine/NOUN/3/nsubj exploded/VERB/0/root/explode on/ADP/5/case Tuesday/PROPN/3/obl ./PUNCT/3/punct\n"
        "The/DET/2/det blast/NOUN/3/nsubj worried/VERB/0/root/worry everyone/PRON/3/obj ./PUNCT/3/punct\n"
        "A/DET/2/det blast/NOUN/3/nsubj followed/VERB/0/root/follow ./PUNCT/3/punct"
    )
    heads = {written.at("exploded"): "happened", written.at("blast"): "happened", written.at("blast", 1): "happened"}
    timer = Timer(written.tree, (expression(written, "Tuesday", "2031-05-13"),), PUBLISHED)
    story, _ = timer.story([(head, "happened", False) for head in heads])
    known = Telling(story, story.known.bounds[NODE]).windows
    days = {window.bounds for window in known.of(written.at("blast")) if window.name != "nothing"}
    assert story.known.bounds[written.at("exploded")] in days
    assert not any("incident" in window.name for window in known.of(written.at("blast", 1)))


def test_headings_part_the_telling() -> None:
    written = write(
        "It/PRON/2/nsubj rained/VERB/0/root/rain ./PUNCT/2/punct\n\nBackground/NOUN/0/root\n\n"
        "It/PRON/2/nsubj snowed/VERB/0/root/snow ./PUNCT/2/punct\nIt/PRON/2/nsubj froze/VERB/0/root/freeze ./PUNCT/2/punct"
    )
    story = story_of(written, {"rained": "happened", "snowed": "happened", "froze": "happened"})
    makeup = Makeup(story)
    assert makeup.headings == [1]
    assert makeup.between(0, 2) == 1
    assert makeup.between(2, 3) == 0
    assert (makeup.since_heading(0), makeup.since_heading(3)) == (-1.0, 2.0)


def test_what_will_not_happen_lies_ahead_too() -> None:
    written = write(
        "The/DET/2/det mayor/NOUN/5/nsubj will/AUX/5/aux/MD not/PART/5/advmod attend/VERB/0/root/VB ./PUNCT/5/punct"
    )
    assert span(times(written, {"attend": "did_not_happen"})["attend"]) == ("2031-05-20", None)


def test_what_was_called_off_may_lie_anywhere() -> None:
    written = write("They/PRON/2/nsubj cancelled/VERB/0/root/cancel the/DET/4/det vote/NOUN/2/obj ./PUNCT/2/punct")
    found = times(written, {"cancelled": "happened", "vote": "did_not_happen"})
    assert found["cancelled"].latest == "2031-05-20"
    assert found["vote"].latest is None


def test_what_should_be_done_lies_ahead_of_who_says_so_and_not_of_the_report() -> None:
    said = "They/PRON/2/nsubj ruled/VERB/0/root/rule that/SCONJ/6/mark it/PRON/6/nsubj should/AUX/6/aux/MD open/VERB/2/ccomp/VB ./PUNCT/2/punct"
    alone = "It/PRON/3/nsubj should/AUX/3/aux/MD open/VERB/0/root/VB ./PUNCT/3/punct"
    for parse, wanted in ((said, None), (alone, "2031-05-20")):
        written = write(parse)
        assert times(written, {"open": "ordered"})["open"].earliest == wanted


def test_a_date_of_the_source_and_of_an_apposition_dates_no_deed() -> None:
    source = write(
        "She/PRON/3/nsubj will/AUX/3/aux/MD speak/VERB/0/root/VB in/ADP/5/case March/PROPN/3/obl ,/PUNCT/10/punct according/VERB/10/case/VBG "
        "to/ADP/7/fixed a/DET/10/det report/NOUN/3/obl on/ADP/12/case Tuesday/PROPN/10/nmod ./PUNCT/3/punct"
    )
    found = attach(
        source.tree, (expression(source, "March", "2032-03-01", "2032-03-31"), expression(source, "Tuesday", "2031-05-13")),
        {source.at("speak"): "planned"}, None,
    )  # fmt: skip
    assert [item.expression.text for item in found.own[source.at("speak")]] == ["March"]
    aside = write(
        "Eva/PROPN/2/nsubj said/VERB/0/root/say so/ADV/2/advmod to/ADP/5/case Kova/PROPN/2/obl ,/PUNCT/10/punct who/PRON/10/nsubj/WP "
        "was/AUX/10/cop/be the/DET/10/det mayor/NOUN/5/appos in/ADP/12/case 2012/NUM/10/nmod ./PUNCT/2/punct"
    )
    year = (expression(aside, "2012", "2012-01-01", "2012-12-31"),)
    assert not attach(aside.tree, year, {aside.at("said"): "happened"}, None).own


def test_what_one_is_charged_with_lies_before_the_charge() -> None:
    for words, child in (("fined/VERB/0/root/VBN/fine him/PRON/3/obj for/SCONJ/6/mark", "taking/VERB/3/advcl/VBG/take"),
                         ("jailed/VERB/0/root/VBN/jail him/PRON/3/obj for/SCONJ/6/mark", "selling/VERB/3/advcl/VBG/sell")):  # fmt: skip
        written = write(
            f"A/DET/2/det court/NOUN/3/nsubj {words} {child} a/DET/8/det bribe/NOUN/6/obj on/ADP/10/case Monday/PROPN/3/obl ./PUNCT/3/punct"
        )
        parent, deed = written.at(words.split("/")[0]), written.at(child.split("/")[0])
        steps = steps_of(written.tree, {parent: "happened", deed: "happened"}, set())
        assert [(step.child, step.parent, step.relation) for step in steps] == [(deed, parent, "child first")]
        story = story_of(
            written,
            {words.split("/")[0]: "happened", child.split("/")[0]: "happened"},
            expression(written, "Monday", "2031-05-12"),
        )
        assert "beside after" not in windows_of(story, deed)


def test_what_somebody_says_will_not_be_lies_after_the_saying() -> None:
    written = write(
        "He/PRON/2/nsubj said/VERB/0/root/say he/PRON/6/nsubj will/AUX/6/aux/MD not/PART/6/advmod/RB attend/VERB/2/ccomp/VB ./PUNCT/2/punct"
    )
    said, attend = written.at("said"), written.at("attend")
    (step,) = steps_of(written.tree, {said: "happened", attend: "did_not_happen"}, {said})
    assert step.relation == "child later"
