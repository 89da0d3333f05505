from __future__ import annotations

import pytest

from strandline.ingest.document_date import DateEvidence, Stamp, find_publication
from strandline.records import DateBasis

from .builders import FERRY


def published(**evidence: object) -> tuple[str, str, DateBasis] | None:
    found, _ = find_publication(DateEvidence(**evidence))  # type: ignore[arg-type]
    return None if found is None else (found.earliest, found.latest, found.basis)


def notes(**evidence: object) -> str:
    return "\n".join(find_publication(DateEvidence(**evidence))[1])  # type: ignore[arg-type]


EVERYTHING = {
    "given": "2014-01-01",
    "outer": ("2014-01-02",),
    "metadata": (Stamp("meta date", "2014-01-03"),),
    "text": f"Date: 2014-01-04\n\n{FERRY}",
    "path": "2014-01-05.txt",
    "making": (Stamp("the PDF's CreationDate", "2014-01-06"),),
}


def test_the_order_of_the_contract() -> None:
    left = dict(EVERYTHING)
    for source, day, basis in (
        ("given", "2014-01-01", "given"),
        ("outer", "2014-01-02", "sidecar"),
        ("metadata", "2014-01-03", "metadata"),
        ("text", "2014-01-04", "dateline"),
        ("path", "2014-01-05", "file-name"),
        ("making", "2014-01-06", "metadata"),
    ):
        assert published(**left) == (day, day, basis)
        del left[source]
    assert published(**left) is None


def test_no_evidence_is_no_date() -> None:
    assert published(text=FERRY, path="notes.txt") is None


@pytest.mark.parametrize(
    ("evidence", "date"),
    [
        ({"path": "2020-01-04_x.txt"}, "2020-01-03"),
        ({"path": "2020/x.txt"}, "2020-01-03"),
        ({"path": "x.txt", "end": "\n\n© 2020 Coast Agency"}, "2020-01-03"),
        ({"path": "x.txt", "making": (Stamp("created", "2020-01-10T10:00:00Z"),)}, "2020-01-03"),
        ({"path": "x.txt", "retrieved": "2020-01-05"}, "2020-01-03"),
    ],
)
def test_a_dateline_takes_its_year_from_elsewhere(evidence: dict[str, object], date: str) -> None:
    end = evidence.pop("end", "")
    text = f"PORT MARL, Jan. 3 (Coast Agency) — {FERRY}{end}"
    assert published(text=text, **evidence) == (date, date, "dateline")


def test_a_dateline_at_the_turn_of_the_year_takes_the_old_one() -> None:
    text = f"PORT MARL, Dec. 31 (Coast Agency) — {FERRY}"
    assert published(text=text, path="2020-01-01.txt") == ("2019-12-31", "2019-12-31", "dateline")


def test_a_dateline_without_any_year_is_no_date_and_is_noted() -> None:
    text = f"PORT MARL, Jan. 3 (Coast Agency) — {FERRY}"
    assert published(text=text, path="x.txt") is None
    assert "without a year" in notes(text=text, path="x.txt")


def test_a_year_that_contradicts_the_weekday_is_not_taken() -> None:
    text = f"PORT MARL, Friday, Jan. 3 (Coast Agency) — {FERRY}"
    assert published(text=text, path="2020/x.txt") == ("2020-01-03", "2020-01-03", "dateline")
    assert published(text=text, path="2019/x.txt") is None


@pytest.mark.parametrize("source", ["outer", "metadata"])
def test_an_impossible_date_is_passed_over_with_a_note(source: str) -> None:
    bad: object = ("2014-02-30",) if source == "outer" else (Stamp("meta date", "2014-02-30"),)
    evidence = {source: bad, "path": "2014-03-01.txt", "text": FERRY}
    assert published(**evidence) == ("2014-03-01", "2014-03-01", "file-name")
    assert "2014-02 has no day 30" in notes(**evidence)


def test_impossible_dates_in_text_and_name_are_noted() -> None:
    evidence = {"text": f"Date: 30 February 2014\n{FERRY}", "path": "2014-13-01.txt"}
    assert published(**evidence) is None
    assert "no day 30" in notes(**evidence)
    assert "no month 13" in notes(**evidence)


@pytest.mark.parametrize(
    "raw",
    [
        "1970-01-01T00:00:00Z",
        "1969-12-31T19:00:00-05:00",
        "1601-01-01",
        "0001-01-01",
        "2214-05-01",
        "1904-01-01",
        "1200-06-01",
    ],
)
def test_dates_that_programs_fill_in_are_not_believed(raw: str) -> None:
    stamps = (Stamp("meta date", raw),)
    assert published(metadata=stamps, path="2014-03-01.txt") == ("2014-03-01", "2014-03-01", "file-name")
    assert "not believed" in notes(metadata=stamps)


def test_old_dates_given_by_a_person_stand() -> None:
    assert published(outer=("1066-10-14",)) == ("1066-10-14", "1066-10-14", "sidecar")
    assert "out of reach" in notes(outer=("1066-10-14",))


def test_metadata_from_the_future_are_not_believed() -> None:
    stamps = (Stamp("meta date", "2014-05-01"),)
    assert published(metadata=stamps, retrieved="2014-03-10") is None
    assert published(metadata=stamps, read_on="2014-03-10") is None
    assert published(metadata=stamps, read_on="2014-05-01") == ("2014-05-01", "2014-05-01", "metadata")
    assert "after the day on which the document was fetched" in notes(metadata=stamps, retrieved="2014-03-10")


def test_when_a_file_was_made_must_agree_with_its_text() -> None:
    stamp = (Stamp("the PDF's CreationDate", "2014-03-05T10:00:00+01:00"),)
    assert published(making=stamp, text="It sank on 3 March 2014.") == (stamp[0].raw, stamp[0].raw, "metadata")
    assert published(making=stamp, text="It sank on 3 March 2015.") is None
    assert published(making=stamp, text="It sank on 3 March 2004 and was raised on 5 May 2004.") is None
    assert published(making=stamp, text="On 3 March 2004 and again on 4 March 2014.") is not None


def test_the_date_of_a_template_is_not_believed() -> None:
    stamps = (Stamp("created", "2013-12-23T23:15:00+00:00"), Stamp("modified", "2014-03-05T10:00:00+00:00"))
    assert published(making=stamps, text=FERRY) == (stamps[1].raw, stamps[1].raw, "metadata")


def test_an_ambiguous_line_keeps_both_days() -> None:
    assert published(text=f"Date: 03/04/2014\n{FERRY}") == ("2014-03-04", "2014-04-03", "dateline")


def test_metadata_far_from_the_date_line_are_noted() -> None:
    evidence = {"metadata": (Stamp("meta date", "2019-01-01T08:00:00Z"),), "text": f"3 March 2014\n{FERRY}"}
    assert published(**evidence) == ("2019-01-01T08:00:00+00:00", "2019-01-01T08:00:00+00:00", "metadata")
    assert "the first lines 2014-03-03" in notes(**evidence)


def test_a_wrong_weekday_is_noted() -> None:
    assert "no such weekday" in notes(text=f"Tuesday, 3 March 2014\n{FERRY}")


def test_a_date_of_change_is_the_last_resort_of_a_text() -> None:
    text = f"Ferry lost\nLast updated: 5 March 2014\n{FERRY}"
    assert published(text=text) == ("2014-03-05", "2014-03-05", "dateline")
    assert published(text=text, path="2014-03-04.txt") == ("2014-03-04", "2014-03-04", "file-name")
