"""When each happening of a text was: on trees by hand, with expressions that are given."""

# ruff: noqa: E501
from __future__ import annotations

from typing import Any

from trees import Written, write

from evaluation.street import run
from strandline.claims.timing_of import Timer
from strandline.records import Published, Span, Status, TimeExpression, Timex, When

PUBLISHED = Published(earliest="2031-05-20", latest="2031-05-20", basis="given")


def expression(
    written: Written, words: str, earliest: str | None, latest: str | None = None, **fields: Any
) -> TimeExpression:
    """A time expression over some words of the text; without a time it is an amount, ``value`` its duration."""
    start = written.text.index(words)
    inside = [
        index for index, token in enumerate(written.reading.tokens)
        if start <= token.start and token.end <= start + len(words)
    ]  # fmt: skip
    made = None
    if earliest is not None:
        made = When(
            earliest=earliest, latest=latest or earliest, granularity="day", edtf=earliest, timex=None,
            expression=Span(start, start + len(words), words), basis="relative", qualifier="", zone=None,
            zone_assumed=False, reason=f"“{words}” → {earliest}",
        )  # fmt: skip
        made = type(made)(
            **{name: getattr(made, name) for name in made.__struct_fields__}
            | {"timex": Timex(type="DATE", value=earliest)}
        )
    return TimeExpression(
        start=start, end=start + len(words), text=words, type=fields.get("type", "DATE"), value=fields.get("value",
        earliest or ""), mod=None, when=made, offset=fields.get("offset"), tokens=(inside[0], inside[-1] + 1),
    )  # fmt: skip


def times(
    written: Written,
    happenings: dict[str, Status],
    *expressions: TimeExpression,
    published: Published | None = PUBLISHED,
) -> dict[str, When]:
    heads = {word: written.at(word) for word in happenings}
    placed = Timer(written.tree, expressions, published).place(
        [(heads[word], status, False) for word, status in happenings.items()]
    )
    return {word: placed[head] for word, head in heads.items()}


def span(when: When) -> tuple[str | None, str | None]:
    return when.earliest, when.latest


def test_an_expression_belongs_to_the_verb_above_it_and_not_to_the_nearest() -> None:
    written = write(
        "The/DET/2/det guard/NOUN/3/nsubj said/VERB/0/root on/ADP/5/case Friday/PROPN/3/obl that/SCONJ/9/mark the/DET/8/det "
        "wall/NOUN/9/nsubj fell/VERB/3/ccomp on/ADP/11/case Tuesday/PROPN/9/obl ./PUNCT/3/punct"
    )
    found = times(
        written, {"said": "happened", "fell": "happened"},
        expression(written, "Friday", "2031-05-16"), expression(written, "Tuesday", "2031-05-13"),
    )  # fmt: skip
    assert span(found["said"]) == ("2031-05-16", "2031-05-16")
    assert span(found["fell"]) == ("2031-05-13", "2031-05-13")
    assert found["fell"].basis == "relative"


def test_until_before_and_after_open_one_end() -> None:
    for word, wanted in (("before", (None, "2031-05-12")), ("after", ("2031-05-13", "2031-05-20"))):
        written = write(f"They/PRON/2/nsubj left/VERB/0/root {word}/ADP/4/case Tuesday/PROPN/2/obl ./PUNCT/2/punct")
        assert (
            span(times(written, {"left": "happened"}, expression(written, "Tuesday", "2031-05-13"))["left"]) == wanted
        )


def test_since_with_the_simple_past_is_no_beginning() -> None:
    written = write(
        "It/PRON/5/nsubj was/AUX/5/cop the/DET/5/det first/ADJ/5/amod win/NOUN/0/root since/ADP/7/case May/PROPN/5/nmod ./PUNCT/5/punct"
    )
    assert span(times(written, {"win": "happened"}, expression(written, "May", "2031-05-01", "2031-05-02"))["win"]) == (
        "2031-05-01", "2031-05-20",
    )  # fmt: skip


def test_after_orders_two_happenings_and_the_publication_closes_the_other_end() -> None:
    written = write(
        "The/DET/2/det bridge/NOUN/3/nsubj fell/VERB/0/root after/SCONJ/7/mark the/DET/6/det river/NOUN/7/nsubj rose/VERB/3/advcl "
        "on/ADP/9/case Tuesday/PROPN/7/obl ./PUNCT/3/punct"
    )
    found = times(written, {"fell": "happened", "rose": "happened"}, expression(written, "Tuesday", "2031-05-13"))
    assert span(found["rose"]) == ("2031-05-13", "2031-05-13")
    assert (found["fell"].earliest or "") >= "2031-05-13"
    assert (found["fell"].latest or "9") <= "2031-05-20"
    assert found["fell"].basis in ("inferred", "inherited")


def test_an_amount_between_two_happenings() -> None:
    written = write(
        "The/DET/2/det crew/NOUN/3/nsubj left/VERB/0/root two/NUM/5/nummod days/NOUN/3/obl:npmod after/ADP/8/case the/DET/8/det blast/NOUN/3/obl "
        "of/ADP/10/case Tuesday/PROPN/8/nmod ./PUNCT/3/punct"
    )
    found = times(
        written, {"left": "happened", "blast": "happened"},
        expression(written, "two days", None, type="DURATION", value="P2D", offset="2 days after an unknown time"),
        expression(written, "Tuesday", "2031-05-13"),
    )  # fmt: skip
    assert span(found["blast"]) == ("2031-05-13", "2031-05-13")
    low, high = span(found["left"])
    assert low is not None
    assert high is not None
    assert "2031-05-14" <= low <= "2031-05-15" <= high <= "2031-05-16"
    assert "two days after" in found["left"].reason


def test_a_plan_lies_ahead_of_the_report_and_a_fact_behind_it() -> None:
    written = write(
        "The/DET/2/det mayor/NOUN/4/nsubj will/AUX/4/aux/MD resign/VERB/0/root/VB ./PUNCT/4/punct\n"
        "The/DET/2/det council/NOUN/3/nsubj met/VERB/0/root ./PUNCT/3/punct"
    )
    found = times(written, {"resign": "planned", "met": "happened"})
    assert found["resign"].earliest == "2031-05-20"
    assert found["resign"].latest is None
    assert found["met"].latest == "2031-05-20"


def test_what_may_have_been_is_not_put_into_the_future() -> None:
    written = write(
        "The/DET/2/det engine/NOUN/5/nsubj may/AUX/5/aux/MD have/AUX/5/aux/VB failed/VERB/0/root/VBN/fail ./PUNCT/5/punct"
    )
    when = times(written, {"failed": "possible"})["failed"]
    assert when.earliest is None
    assert when.latest == "2031-05-20"


def test_an_undated_text_leaves_what_has_no_time_unknown() -> None:
    written = write("The/DET/2/det council/NOUN/3/nsubj met/VERB/0/root ./PUNCT/3/punct")
    assert times(written, {"met": "happened"}, published=None)["met"].basis == "unknown"


def test_a_happening_told_again_takes_the_day_of_the_first() -> None:
    written = write(
        "A/DET/2/det bomb/NOUN/3/nsubj exploded/VERB/0/root/explode on/ADP/5/case Tuesday/PROPN/3/obl ./PUNCT/3/punct\n"
        "The/DET/3/det bomb/NOUN/3/compound explosion/NOUN/4/nsubj shook/VERB/0/root the/DET/6/det town/NOUN/4/obj ./PUNCT/4/punct"
    )
    found = times(
        written, {"exploded": "happened", "explosion": "happened"}, expression(written, "Tuesday", "2031-05-13")
    )
    assert span(found["explosion"]) == ("2031-05-13", "2031-05-13")
    assert "told again" in found["explosion"].reason


def test_a_second_one_is_another() -> None:
    written = write(
        "A/DET/2/det bomb/NOUN/3/nsubj exploded/VERB/0/root/explode on/ADP/5/case Tuesday/PROPN/3/obl ./PUNCT/3/punct\n"
        "\n"
        "A/DET/3/det second/ADJ/3/amod explosion/NOUN/4/nsubj shook/VERB/0/root the/DET/6/det town/NOUN/4/obj ./PUNCT/4/punct"
    )
    found = times(
        written, {"exploded": "happened", "explosion": "happened"}, expression(written, "Tuesday", "2031-05-13")
    )
    assert "told again" not in found["explosion"].reason


def test_what_did_not_happen_until_a_time_happened_then() -> None:
    written = write(
        "The/DET/2/det gates/NOUN/5/nsubj did/AUX/5/aux/VBD/do not/PART/5/advmod open/VERB/0/root/VB until/ADP/7/case "
        "Friday/PROPN/5/obl ./PUNCT/5/punct"
    )
    found = times(written, {"open": "happened"}, expression(written, "Friday", "2031-05-16"))
    assert span(found["open"]) == ("2031-05-16", "2031-05-16")


def test_a_feast_in_the_name_of_a_thing_dates_nothing() -> None:
    parse = "He/PRON/2/nsubj bombed/VERB/0/root/VBD/bomb the/DET/5/det {}/PROPN/5/compound market/NOUN/2/obj ./PUNCT/2/punct"
    feast, day = write(parse.format("Easter")), write(parse.format("Saturday"))
    named = times(feast, {"bombed": "happened"}, expression(feast, "Easter", "2031-04-13"))
    dated = times(day, {"bombed": "happened"}, expression(day, "Saturday", "2031-05-17"))
    assert span(named["bombed"]) != ("2031-04-13", "2031-04-13")
    assert span(dated["bombed"]) == ("2031-05-17", "2031-05-17")


def test_a_time_under_an_amount_that_was_left_belongs_to_the_verb() -> None:
    written = write(
        "They/PRON/2/nsubj cancelled/VERB/0/root/VBD/cancel it/PRON/2/obj with/ADP/6/case ten/NUM/6/nummod "
        "minutes/NOUN/2/obl to/PART/8/mark go/VERB/6/acl/VB in/ADP/10/case April/PROPN/8/obl ./PUNCT/2/punct"
    )
    found = times(written, {"cancelled": "happened"}, expression(written, "April", "2031-04-01", "2031-04-30"))
    assert span(found["cancelled"]) == ("2031-04-01", "2031-04-30")


def test_a_verb_that_only_carries_a_happening_has_its_time() -> None:
    parse = "He/PRON/2/nsubj {}/VERB/0/root/VBD/{} a/DET/4/det march/NOUN/2/obj on/ADP/6/case Sunday/PROPN/4/nmod ./PUNCT/2/punct"
    carried, told = write(parse.format("led", "lead")), write(parse.format("feared", "fear"))
    for written, word in ((carried, "led"), (told, "feared")):
        found = times(written, {word: "happened", "march": "happened"}, expression(written, "Sunday", "2031-05-18"))
        assert span(found["march"]) == ("2031-05-18", "2031-05-18")
        assert (found[word].basis == "relative") == (word == "led")


def test_what_a_court_judges_lies_behind_its_judgment() -> None:
    parse = (
        "A/DET/2/det judge/NOUN/3/nsubj {}/VERB/0/root/VBZ/{} two/NUM/5/nummod pilots/NOUN/3/obj in/ADP/8/case "
        "a/DET/8/det crash/NOUN/3/obl of/ADP/10/case 2009/NUM/8/nmod ./PUNCT/3/punct"
    )
    judged, killed = write(parse.format("acquits", "acquit")), write(parse.format("kills", "kill"))
    for written, verb in ((judged, "acquits"), (killed, "kills")):
        year = expression(written, "2009", "2009-01-01", "2009-12-31")
        found = times(written, {verb: "happened", "crash": "happened"}, year)
        assert span(found["crash"]) == ("2009-01-01", "2009-12-31")
        assert (span(found[verb]) == ("2009-01-01", "2009-12-31")) == (verb == "kills")


def test_the_date_of_a_thing_is_not_that_of_what_was_done_with_it() -> None:
    parse = (
        "The/DET/2/det minutes/NOUN/6/nsubj:pass {}/ADP/4/case Tuesday/PROPN/{} were/AUX/6/aux:pass/VBD "
        "approved/VERB/0/root/VBN/approve ./PUNCT/6/punct"
    )
    theirs, its = write(parse.format("of", "2/nmod")), write(parse.format("on", "6/obl"))
    for written in (theirs, its):
        found = times(written, {"approved": "happened"}, expression(written, "Tuesday", "2031-05-13"))
        assert (span(found["approved"]) == ("2031-05-13", "2031-05-13")) == (written is its)


def test_what_a_thing_was_put_off_to_is_not_when_it_was_put_off() -> None:
    parse = (
        "The/DET/2/det hearing/NOUN/4/nsubj:pass was/AUX/4/aux:pass/VBD {}/VERB/0/root/VBN/{} {}/ADP/6/case "
        "Friday/PROPN/4/obl ./PUNCT/4/punct"
    )
    moved, held = write(parse.format("rescheduled", "reschedule", "for")), write(parse.format("held", "hold", "on"))
    for written, verb in ((moved, "rescheduled"), (held, "held")):
        found = times(written, {verb: "happened"}, expression(written, "Friday", "2031-05-16"))
        assert (span(found[verb]) == ("2031-05-16", "2031-05-16")) == (verb == "held")


def test_what_is_planned_for_a_day_has_that_day() -> None:
    written = write(
        "The/DET/2/det hearing/NOUN/4/nsubj:pass is/AUX/4/aux:pass/VBZ set/VERB/0/root/VBN/set for/ADP/6/case "
        "Friday/PROPN/4/obl ./PUNCT/4/punct"
    )
    found = times(written, {"set": "planned"}, expression(written, "Friday", "2031-05-23"))
    assert span(found["set"]) == ("2031-05-23", "2031-05-23")


def test_a_demand_is_told_now_and_its_term_is_still_to_come() -> None:
    written = write(
        "They/PRON/2/nsubj demanded/VERB/0/root/VBD/demand an/DET/4/det answer/NOUN/2/obj by/ADP/6/case "
        "Friday/PROPN/2/obl ./PUNCT/2/punct"
    )
    found = times(written, {"demanded": "happened"}, expression(written, "Friday", "2031-05-23"))
    assert (found["demanded"].latest or "") <= "2031-05-20"
    assert found["demanded"].basis != "relative"


def test_a_weekday_of_what_is_to_come_is_the_next_one() -> None:
    text = (
        "The chiefs of staff meet in Bamako on Monday. The council will vote this Friday. A patrol met smugglers on "
        "Sunday, and the union was to have met on Sunday but did not. Ardglass play Bohemians on Sunday."
    )
    found = {claim.trigger.text: claim.when for claim in run(text, "2012-10-09", identifier="d").claims}
    assert (found["meet"].earliest, found["play"].earliest, found["met"].earliest) == (
        "2012-10-15", "2012-10-14", "2012-10-07",
    )  # fmt: skip
    assert found["meet"].reason == '"Monday" + published Tue 2012-10-09, planned → Mon 2012-10-15'
