"""The gold chronology of the example dossier: exact words, known vocabularies, dates that agree with the calendar."""

from __future__ import annotations

import datetime
import re
from typing import Any, get_args

import pytest
from make_gold import locate, make_row, nearest

from strandline import records

Row = dict[str, Any]

FIGURES = {"killed", "injured", "missing", "displaced"}
KINDS, STATUSES, BASES = (set(get_args(name)) for name in (records.Kind, records.Status, records.Basis))
ROLES, SOURCE_KINDS, TERMS = (set(get_args(name)) for name in (records.ActorRole, records.SourceKind, records.Terms))
NUMBERS = {"no": 0, "nobody": 0, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "nine": 9}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
EDGE = datetime.timedelta(days=1)


def days(row: Row) -> list[datetime.date]:
    first, last = (datetime.date.fromisoformat(row[bound]) for bound in ("not_before", "not_after"))
    return [first + EDGE * step for step in range((last - first).days + 1)]


def test_ids_are_unique_and_every_document_has_rows(rows: list[Row]) -> None:
    assert len({row["id"] for row in rows}) == len(rows) >= 150
    assert len({row["document"] for row in rows}) == 22


def test_positions_slice_to_the_exact_words(rows: list[Row], texts: dict[str, str]) -> None:
    for row in rows:
        text = texts[row["document"]]
        first, last = row["clause"]
        assert text[row["start"] : row["end"]] == row["trigger"], row["id"]
        assert text[first:last] == row["anchor"], row["id"]
        assert first <= row["start"] < row["end"] <= last, row["id"]
        assert locate(row["anchor"], text) == (first, last), row["id"]
        assert [text[start:end] for start, end in row["when_spans"]] == row["when_words"], row["id"]
        if row["figure_span"]:
            assert text[slice(*row["figure_span"])] == row["figure_words"], row["id"]


def test_names_of_places_people_and_sources_are_the_documents_words(rows: list[Row], texts: dict[str, str]) -> None:
    for row in rows:
        for surface in (*row["places"], *(actor for actor, _ in row["actors"]), row["source"]):
            assert surface is None or surface in texts[row["document"]], (row["id"], surface)


def test_vocabularies_are_those_of_the_records(rows: list[Row]) -> None:
    for row in rows:
        assert row["kind"] in KINDS, row["id"]
        assert row["status"] in STATUSES, row["id"]
        assert row["basis"] in BASES, row["id"]
        assert {role for _, role in row["actors"]} <= ROLES, row["id"]
        assert row["source_kind"] in SOURCE_KINDS | {None}, row["id"]
        assert row["terms"] in TERMS | {None}, row["id"]
        assert row["source_basis"] in set(get_args(records.SourceBasis)) | {None}, row["id"]
        assert (row["source"] is None) == (row["source_kind"] is None), row["id"]


def test_dates_are_in_order_and_clocks_fall_on_them(rows: list[Row]) -> None:
    for row in rows:
        if row["not_before"] and row["not_after"]:
            assert row["not_before"] <= row["not_after"], row["id"]
        if row["at"]:
            moment = datetime.datetime.fromisoformat(row["at"])
            assert moment.utcoffset() in {datetime.timedelta(0), datetime.timedelta(hours=1)}, row["id"]
            assert row["not_before"] == row["not_after"] == moment.date().isoformat(), row["id"]
            assert row["clock"] == moment.strftime("%H:%M"), row["id"]
        if row["status"] in {"happened", "ongoing", "denied"} and row["published"]:
            assert row["not_after"] is not None, row["id"]
            assert row["not_after"] <= row["published"], row["id"]
        if row["status"] in {"planned", "threatened", "conditional", "proposed"} and row["not_after"]:
            assert row["not_after"] >= "2024-01-26", row["id"]
        if row["published"] is None:
            assert row["not_before"] is row["not_after"] is None, row["id"]


def test_weekdays_in_the_words_are_those_of_the_dates(rows: list[Row]) -> None:
    checked = 0
    for row in rows:
        for words in row["when_words"]:
            found = [day for day in WEEKDAYS if re.search(rf"\b{day}\b", words)]
            if not found or row["not_before"] is None or row["not_after"] is None or "Portugal" in words:
                continue
            assert found[0] in {WEEKDAYS[day.weekday()] for day in days(row)} or "before" in words, (row["id"], words)
            checked += 1
    assert checked >= 40


def read_clock(words: str) -> str | None:
    """The clock time of some words, as HH:MM: 24 hours, 12 hours, or the four figures of a log."""
    if match := re.search(r"\b(\d{1,2})(?::(\d\d))? ([ap])\.m\.", words):
        return f"{int(match[1]) % 12 + 12 * (match[3] == 'p'):02d}:{match[2] or '00'}"
    if match := re.search(r"\b(\d\d):?(\d\d)\b", words):
        return f"{match[1]}:{match[2]}"
    return None


def test_clock_times_in_the_words_are_those_of_the_rows(rows: list[Row]) -> None:
    checked = 0
    for row in rows:
        told = [clock for words in row["when_words"] if (clock := read_clock(words))]
        if row["at"] is None or not told:
            continue
        moment = datetime.datetime.fromisoformat(row["at"])
        in_utc = moment.astimezone(datetime.UTC).strftime("%H:%M")
        if row["document"].startswith("logs/"):
            assert in_utc in told, row["id"]
        else:
            assert moment.strftime("%H:%M") in told, row["id"]
        checked += 1
    assert checked >= 40


def test_figures_are_what_their_words_say(rows: list[Row]) -> None:
    for row in rows:
        given = [name for name in FIGURES if row[name] is not None]
        assert bool(given) == (row["figure_words"] is not None), row["id"]
        for name in given:
            low, high = row[name]
            assert high is None or 0 <= low <= high, row["id"]
        if row["figure_words"]:
            words = row["figure_words"].lower()
            numbers = [int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", words)]
            told = numbers + [NUMBERS[word] for word in words.split() if word in NUMBERS]
            lows = {row[name][0] for name in given}
            assert (told[0] in lows) if told and "of 58" not in words else lows == {1}, row["id"]
            assert ("at least" in words) == any(row[name][1] is None for name in given), row["id"]


def test_a_second_mention_points_at_a_first_of_the_same_event(by_id: dict[str, Row]) -> None:
    for row in by_id.values():
        if row["same_as"]:
            first = by_id[row["same_as"]]
            assert first["document"] == row["document"], row["id"]
            assert first["event"] == row["event"], row["id"]
            assert first["same_as"] is None, row["id"]


def test_the_dossier_shows_what_it_is_there_to_show(rows: list[Row]) -> None:
    assert {row["status"] for row in rows} == STATUSES - {"unclear"}
    assert {"imagery", "intercept", "document", "eyewitness", "cites_other"} <= {row["source_basis"] for row in rows}
    assert {"anonymous", "on_record"} <= {row["terms"] for row in rows}
    assert "via" in {role for row in rows for _, role in row["actors"]}
    assert {row["not_after"][:7] for row in rows if row["not_after"]} >= {"2024-01", "2024-02"}
    crossing = [row for row in rows if row["published"] and row["published"] >= "2024-02-01" and row["when_words"]]
    relative = {words for row in crossing if (row["not_after"] or "9") < "2024-02-01" for words in row["when_words"]}
    assert {"last Friday", "On Tuesday", "The day before yesterday", "A week ago today"} <= relative
    vague = {"shortly after midnight on Saturday", "Last autumn", "For the past 14 months", "since the spring"}
    assert vague <= {words for row in rows for words in row["when_words"]}


def test_origins_name_documents_and_rows_that_exist(by_id: dict[str, Row], origins: Row) -> None:
    paths = {row["document"] for row in by_id.values()}
    for group in origins["groups"]:
        assert set(group["documents"]) <= paths
        assert len(group["why"]) == len(group["documents"]) - 1
    for event in origins["events"]:
        named = [row for origin in event["origins"] for row in origin["rows"]]
        assert len(named) == len(set(named))
        assert {by_id[row]["event"] for row in named} == {event["event"]}


def test_counted_origins_cover_all_rows_of_their_event(by_id: dict[str, Row], origins: Row) -> None:
    for event in origins["events"]:
        named = {row for origin in event["origins"] for row in origin["rows"]}
        assert named == {row["id"] for row in by_id.values() if row["event"] == event["event"]}, event["event"]


def test_events_that_must_not_merge_exist_and_differ(rows: list[Row], origins: Row) -> None:
    events = {row["event"] for row in rows}
    distinct = origins["distinct"]
    assert len(distinct) >= 5
    for pair in distinct:
        assert len(set(pair["events"])) == 2
        assert set(pair["events"]) <= events
        assert pair["why"]


def test_conflicts_stand_between_rows_of_one_event(by_id: dict[str, Row], conflicts: list[Row]) -> None:
    for conflict in conflicts:
        assert conflict["field"] in set(get_args(records.ConflictField))
        assert len({value["value"] for value in conflict["values"]}) == len(conflict["values"]) >= 2
        named = [row for value in conflict["values"] for row in value["rows"]]
        assert len(named) == len(set(named))
        assert {by_id[row]["event"] for row in named} == {conflict["event"]}


def test_conflicting_values_are_those_of_their_rows(by_id: dict[str, Row], conflicts: list[Row]) -> None:
    for conflict in conflicts:
        for value in conflict["values"]:
            for row in (by_id[name] for name in value["rows"]):
                assert value["value"] == expected_value(row, conflict) or conflict["field"] in {"where", "actors"}


def expected_value(row: Row, conflict: dict[str, Any]) -> str:
    """What a row holds, in the words of a conflict's value."""
    if conflict["field"] == "status":
        return row["status"]
    if conflict["field"] == "figures":
        low, high = row[conflict["figure"]]
        about = "about " if "about" in row["figure_words"] else ""
        return f"at least {low}" if high is None else f"{about}{low:,}"
    if row["at"] is None:
        return {"her1-before-midnight": "before midnight on 2024-01-26", "st1-siren": "2024-01-27 00:20 to 00:30"}[
            row["id"]
        ]
    moment = datetime.datetime.fromisoformat(row["at"])
    if conflict["event"] == "flight-landing":
        return moment.astimezone(datetime.UTC).strftime("%Y-%m-%d %H:%M UTC")
    return moment.strftime("%Y-%m-%d %H:%M")


def test_a_clause_that_is_not_there_or_not_unique_is_refused() -> None:
    with pytest.raises(ValueError, match="found 0 times"):
        locate("the gate opened", "The gate closed.")
    with pytest.raises(ValueError, match="found 2 times"):
        locate("it rained", "it rained and it rained")
    with pytest.raises(ValueError, match="not in the text"):
        nearest("on Friday", "on Saturday", (0, 2))
    with pytest.raises(ValueError, match=r"no \[\[trigger\]\]"):
        make_row({"id": "x", "clause": "no trigger"}, "a.txt", "no trigger")
    assert locate("6 February, 10:00 | Planned", "6  February,\n10:00\nPlanned") == (0, 26)
