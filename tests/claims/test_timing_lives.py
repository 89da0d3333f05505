"""What deaths, rows of clock times and stretches that are over say of other happenings: on trees by hand."""

# ruff: noqa: E501
from __future__ import annotations

from test_timing_of import expression, span, times
from trees import Written, write

from strandline.claims.timing_attachment import attach
from strandline.claims.timing_clocks import clock_ties
from strandline.claims.timing_lives import life_ties
from strandline.claims.timing_mentions import deed_ties
from strandline.records import Status

PERSONS = {"Ivo Kova": "PER", "Kova": "PER"}
FLEW = (
    "Ivo/PROPN/3/nsubj Kova/PROPN/1/flat flew/VERB/0/root/fly to/ADP/5/case Oran/PROPN/3/obl on/ADP/7/case Sunday/PROPN/3/obl "
    "./PUNCT/3/punct\nKova/PROPN/2/nsubj opened/VERB/0/root/open a/DET/4/det school/NOUN/2/obj ./PUNCT/2/punct\n"
)
RAID = (
    "The/DET/2/det raid/NOUN/6/nsubj that/PRON/4/nsubj/WDT killed/VERB/2/acl:relcl/kill Kova/PROPN/4/obj threw/VERB/0/root/throw "
    "the/DET/8/det port/NOUN/6/obj into/ADP/11/case six/NUM/11/nummod days/NOUN/6/obl/NNS of/ADP/13/case chaos/NOUN/11/nmod ./PUNCT/6/punct"
)


def ties_of(written: Written, statuses: dict[str, Status]) -> set[tuple[str, str, str]]:
    tokens = written.reading.tokens
    found = life_ties(written.tree, {written.at(word): status for word, status in statuses.items()})
    return {(tokens[tie.first].text, tokens[tie.second].text, tie.kind) for tie in found}


def test_nobody_acts_after_death_and_a_stretch_that_is_over_lies_behind() -> None:
    written = write(FLEW + RAID, names=PERSONS)
    found = times(
        written, {"flew": "happened", "opened": "happened", "raid": "happened", "killed": "happened", "threw": "happened"},
        expression(written, "Sunday", "2031-05-11"),
        expression(written, "six days", None, type="DURATION", value="P6D"),
    )  # fmt: skip
    first, last = span(found["raid"])
    assert (first or "0") >= "2031-05-11"
    assert (last or "9") <= "2031-05-15"
    assert (found["opened"].latest or "9") <= "2031-05-15"


def test_two_persons_of_one_surname_are_nobody() -> None:
    text = FLEW + "Eva/PROPN/3/nsubj Kova/PROPN/1/flat died/VERB/0/root/die ./PUNCT/3/punct"
    names = {"Ivo Kova": "PER", "Eva Kova": "PER", "Kova": "PER"}
    written = write(text, names=names)
    assert not ties_of(written, {"flew": "happened", "opened": "happened", "died": "happened"})


def test_a_threat_to_kill_is_no_death() -> None:
    written = write(FLEW + RAID, names=PERSONS)
    assert not ties_of(written, {"flew": "happened", "opened": "happened", "killed": "threatened"})


def test_what_is_said_of_the_dead_bounds_nothing() -> None:
    written = write(
        "Kova/PROPN/2/nsubj died/VERB/0/root/die ./PUNCT/2/punct\nKova/PROPN/2/nsubj left/VERB/0/root/leave two/NUM/4/nummod sons/NOUN/2/obj/NNS ./PUNCT/2/punct\n"
        "Kova/PROPN/3/nsubj:pass was/AUX/3/aux:pass/be buried/VERB/0/root/VBN/bury ./PUNCT/3/punct",
        names={"Kova": "PER"},
    )
    assert not ties_of(written, {"died": "happened", "left": "happened", "buried": "happened"})


def test_one_death_told_twice_is_one_time() -> None:
    written = write(
        "Kova/PROPN/2/nsubj died/VERB/0/root/die ./PUNCT/2/punct\nThe/DET/2/det killing/NOUN/5/nsubj of/ADP/4/case Kova/PROPN/2/nmod shocked/VERB/0/root/shock "
        "Oran/PROPN/5/obj ./PUNCT/5/punct",
        names={"Kova": "PER"},
    )
    assert ties_of(written, {"died": "happened", "killing": "happened"}) == {("killing", "died", "same day")}


def test_clock_times_in_a_row_are_of_one_night() -> None:
    written = write(
        "The/DET/2/det ferry/NOUN/3/nsubj left/VERB/0/root/leave at/ADP/5/case 10:30/NUM/3/obl p.m./NOUN/5/nmod:unmarked ./PUNCT/3/punct\n"
        "It/PRON/2/nsubj sank/VERB/0/root/sink at/ADP/4/case 12:40/NUM/2/obl a.m./NOUN/4/nmod:unmarked ./PUNCT/2/punct\n"
        "On/ADP/2/case Tuesday/PROPN/4/obl divers/NOUN/4/nsubj/NNS found/VERB/0/root/find it/PRON/4/obj ,/PUNCT/11/punct after/SCONJ/11/mark "
        "it/PRON/11/nsubj had/AUX/11/aux/have really/ADV/11/advmod sunk/VERB/4/advcl/VBN/sink ./PUNCT/4/punct"
    )
    clocks = (
        expression(written, "10:30 p.m.", None, type="TIME", value="XXXX-XX-XXT22:30", offset="22:30 on a day that the text does not give"),
        expression(written, "12:40 a.m.", None, type="TIME", value="XXXX-XX-XXT00:40", offset="00:40 on a day that the text does not give"),
    )  # fmt: skip
    found = times(
        written, {"left": "happened", "sank": "happened", "found": "happened"},
        *clocks, expression(written, "Tuesday", "2031-05-13"), published=None,
    )  # fmt: skip
    assert "22:30" in found["left"].reason
    statuses: dict[int, Status] = {written.at("left"): "happened", written.at("sank"): "happened"}
    attached = attach(written.tree, clocks, statuses, None)
    (tie,) = clock_ties(written.tree, clocks, statuses, attached)
    assert (tie.first, tie.second, tie.least, tie.most) == (written.at("left"), written.at("sank"), 7800, 7800)


def test_what_lies_days_before_what_is_still_so_is_dated_by_the_report() -> None:
    written = write(
        "Ten/NUM/2/nummod days/NOUN/5/obl:unmarked/NNS after/SCONJ/5/mark gunmen/NOUN/5/nsubj/NNS stormed/VERB/12/advcl/storm the/DET/7/det town/NOUN/5/obj "
        ",/PUNCT/5/punct people/NOUN/12/nsubj/NNS are/AUX/12/aux/VBP/be still/ADV/12/advmod leaving/VERB/0/root/VBG/leave it/PRON/12/obj ./PUNCT/12/punct"
    )
    amount = expression(
        written, "Ten days", None, type="DURATION", value="P10D", offset="10 days after an unknown time"
    )
    found = times(written, {"stormed": "happened", "leaving": "ongoing"}, amount)
    assert span(found["stormed"]) == ("2031-05-09", "2031-05-11")
    assert found["leaving"].latest == "2031-05-20"


def test_a_year_gives_way_to_the_day_that_another_mention_tells() -> None:
    text = (
        "A/DET/2/det bus/NOUN/3/nsubj crashed/VERB/0/root/crash near/ADP/5/case Oran/PROPN/3/obl on/ADP/7/case Sunday/PROPN/3/obl ./PUNCT/3/punct\n"
        "The/DET/3/det 2031/NUM/3/nummod {noun}/NOUN/4/nsubj/{tag}/crash killed/VERB/0/root/kill nine/NUM/4/obj ./PUNCT/4/punct"
    )
    for noun, tag, wanted in (
        ("crash", "NN", ("2031-05-11", "2031-05-11")),
        ("crashes", "NNS", ("2031-01-01", "2031-05-20")),
    ):
        written = write(text.format(noun=noun, tag=tag))
        found = times(
            written, {"crashed": "happened", noun: "happened"},
            expression(written, "Sunday", "2031-05-11"), expression(written, "2031", "2031-01-01", "2031-12-31"),
        )  # fmt: skip
        assert span(found[noun]) == wanted


def test_a_noun_for_a_deed_told_right_before_it_is_of_its_day() -> None:
    written = write(
        "Shells/NOUN/2/nsubj/NNS hit/VERB/0/root the/DET/4/det camp/NOUN/2/obj ./PUNCT/2/punct\n"
        "The/DET/2/det attack/NOUN/3/nsubj shocked/VERB/0/root/shock Oran/PROPN/3/obj ./PUNCT/3/punct"
    )
    deed, noun = written.at("hit"), written.at("attack")
    (tie,) = deed_ties(written.tree, {deed: "happened", noun: "happened"}, {deed: "assault", noun: "assault"})
    assert (tie.first, tie.second, tie.kind) == (deed, noun, "same day")
    assert not deed_ties(written.tree, {deed: "happened", noun: "happened"}, {deed: "meet", noun: "assault"})


def test_a_stretch_that_is_over_gives_no_earliest_day() -> None:
    sang = "A/DET/2/det choir/NOUN/3/nsubj sang/VERB/0/root/sing on/ADP/5/case Saturday/PROPN/3/obl ./PUNCT/3/punct\n"
    written = write(sang + RAID, names=PERSONS)
    found = times(
        written, {"sang": "happened", "raid": "happened", "killed": "happened", "threw": "happened"},
        expression(written, "Saturday", "2031-05-17"),
        expression(written, "six days", None, type="DURATION", value="P6D"),
    )  # fmt: skip
    assert found["threw"].earliest is None
    assert (found["threw"].latest or "9") <= "2031-05-15"
