"""The zone that a document states once for all its clock times; and notes that leave a story's clock alone."""

from __future__ import annotations

import pytest

from strandline.reading import Reader
from strandline.records import Published
from strandline.timing import tag_times
from strandline.timing.stated_zones import stated_zone

PUBLISHED = Published(earliest="2031-03-11", latest="2031-03-11", basis="given")


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Shift log, sheet 3. All times UTC.", "UTC"),
        ("(times are in GMT)", "UTC"),
        ("All times given are Eastern Time.", "America/New_York"),
        ("All times are local.", None),
        ("Hard times: three times CET was late.", None),
        ("All times Foo.", None),
    ],
)
def test_a_zone_that_is_stated_for_all(text: str, zone: str | None) -> None:
    assert stated_zone(text) == zone


def test_the_stated_zone_goes_before_the_documents_and_behind_one_beside_the_clock() -> None:
    text = "All times UTC.\n\n4 March 2031\n2320  The wall lifts.\n2331  It is gone.\nAt 5 a.m. EST the line was dead."
    found = {item.text: item.when for item in tag_times(text, published=PUBLISHED, zone="Europe/Madrid")}
    lifted, gone = found["2320"], found["2331"]
    assert lifted is not None
    assert gone is not None
    assert (lifted.earliest, lifted.zone, lifted.zone_assumed) == ("2031-03-04T23:20+00:00", "UTC", False)
    assert gone.earliest == "2031-03-04T23:31+00:00"
    named = next(when for words, when in found.items() if "EST" in words)
    assert named is not None
    assert named.zone == "America/New_York"


def test_a_note_on_somebody_of_the_story_does_not_take_its_clock_along() -> None:
    text = (
        "The pumps were checked on the evening of 3 March. At 21:15 the foreman asked for a second crew. "
        "Ines Fahl, the engineer, denies that she refused him; she was dismissed on Friday. "
        "Then, at 00:10, the wall broke."
    )
    found = {item.text: item.value for item in tag_times(text, reading=Reader.load().read(text), published=PUBLISHED)}
    assert found["Friday"] == "2031-03-07"
    assert found["00:10"] == "2031-03-04T00:10"
