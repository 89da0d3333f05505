"""Clock times at the heads of a log's lines: on trees by hand."""

# ruff: noqa: E501
from __future__ import annotations

from msgspec.structs import replace
from test_timing_of import expression
from trees import Written, write

from strandline.claims.timing_attachment import attach
from strandline.claims.timing_lines import dated_by_lines
from strandline.records import Status, TimeExpression

LINES = (
    "0910/NUM/2/nummod Crew/NOUN/3/nsubj arrived/VERB/0/root/arrive ./PUNCT/3/punct",
    "0925/NUM/2/nummod Pump/NOUN/3/nsubj failed/VERB/0/root/fail ./PUNCT/3/punct",
    "Power/NOUN/2/nsubj lost/VERB/0/root/lose after/ADP/4/case fire/NOUN/2/obl ./PUNCT/2/punct",
    "0940/NUM/2/nummod Driver/NOUN/3/nsubj says/VERB/0/root/say he/PRON/5/nsubj slept/VERB/3/ccomp/sleep ./PUNCT/3/punct",
)


def log(*lines: str) -> tuple[Written, list[TimeExpression]]:
    written = write("\n".join(lines))
    clocks = [word.partition("/")[0] for line in lines for word in line.split() if word[:4].isdigit()]
    plain = [expression(written, clock, f"2031-05-09T{clock[:2]}:{clock[2:]}") for clock in clocks]
    times = [replace(item, when=replace(item.when, granularity="minute")) for item in plain if item.when is not None]
    return written, times


def dated(written: Written, times: list[TimeExpression], statuses: dict[str, Status]) -> dict[str, str]:
    heads = {written.at(word): status for word, status in statuses.items()}
    found = dated_by_lines(written.tree, times, heads, set())
    return {written.tree.tokens[head].text: line.text for head, line in found.items()}


def test_a_line_is_dated_by_the_clock_at_its_head_whatever_the_tree_hangs_it_on() -> None:
    written, times = log(*LINES)
    statuses: dict[str, Status] = dict.fromkeys(("arrived", "failed", "lost", "says", "slept"), "happened")
    assert dated(written, times, statuses) == {"arrived": "0910", "failed": "0925", "lost": "0925", "says": "0940"}
    found = attach(written.tree, times, {written.at("lost"): "happened"}, None)
    assert [own.expression.text for own in found.own[written.at("lost")]] == ["0925"]


def test_what_a_line_only_plans_or_denies_has_not_its_time() -> None:
    written, times = log(*LINES)
    assert not dated(written, times, {"arrived": "planned", "failed": "did_not_happen"})


def test_two_clock_times_are_no_log() -> None:
    written, times = log(*LINES[:2])
    assert not dated(written, times, {"arrived": "happened"})
