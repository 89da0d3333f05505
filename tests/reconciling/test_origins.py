"""Origins: reprints, shortened copies, wires, shared quotations; and reports that only look alike."""

# ruff: noqa: E501
from __future__ import annotations

from pathlib import Path
from typing import Any

from reconciling_builders import Pile

from evaluation.reconciling_origins import load_pile, score
from strandline.reconciling.facts import document_order
from strandline.reconciling.origins import find_origins
from strandline.reconciling.quotations import quotations, shared_quotations
from strandline.reconciling.shingles import Fingerprinter, shared, without_boilerplate
from strandline.records import Document

STORY = """The old grain lift at Hasselby harbour caught fire early on Wednesday and burned for nine hours.
Firemen from four parishes pumped water from the dock while the wind drove sparks over the sheds.
“We had thirty minutes to clear the quay and we used every one of them,” said the harbour master, Orla Venn.
Nobody was hurt, but eleven hundred tonnes of barley are lost, and two cranes cannot be used until spring.
The harbour board will meet on Friday to decide whether the lift is to be rebuilt or pulled down."""


def document(name: str, text: str, published: str = "2031-05-20", **fields: Any) -> Document:
    pile = Pile()
    pile.add(name, published, (f"[{text}]", {}), **fields)
    return pile.documents[0]


def origins_of(*documents: Document) -> tuple[set[frozenset[str]], list[str]]:
    path = {item.id: item.path.removesuffix(".txt") for item in documents}
    found, _ = find_origins(document_order(documents))
    return {frozenset(path[item] for item in origin.documents) for origin in found}, [
        why for origin in found for why in origin.why
    ]


def test_a_reprint_and_a_shortened_copy_under_another_headline_are_one_origin_with_reasons() -> None:
    lines = STORY.split("\n")
    short = "Barley lost in blaze\n" + "\n".join([lines[0], lines[2], lines[3]])
    groups, why = origins_of(
        document("first", STORY),
        document("reprint", "Harbour news\n" + STORY, "2031-05-21"),
        document("short", short, "2031-05-21"),
    )
    assert groups == {frozenset({"first", "reprint", "short"})}
    assert len(why) == 2
    assert all("% of its words are also in first" in reason for reason in why)


def test_two_reports_of_one_fire_in_words_of_their_own_are_two_origins() -> None:
    own = """A fire that began before dawn destroyed the tall grain store in the port of Hasselby. According to the county brigade the
    alarm was raised by a night watchman at ten to four. The store held barley for export; its owners put the damage at
    six million. Port traffic was moved to the northern basin, where ships were waiting on Wednesday afternoon for a
    berth."""
    groups, _ = origins_of(document("first", STORY), document("own", own))
    assert groups == {frozenset({"first"}), frozenset({"own"})}


def test_two_papers_that_took_one_wire_report_are_one_origin() -> None:
    one = """HASSELBY (Reuters) — A grain lift burned in Hasselby harbour on Wednesday, the harbour board said. Barley worth millions was
    lost. Firemen from four parishes fought the flames on the quay for nine hours until the wind fell."""
    two = """HASSELBY (Reuters) — Flames destroyed a grain lift at Hasselby harbour on Wednesday. The harbour board said that barley worth
    millions had gone and that firemen from four parishes had been on the quay for nine hours."""
    groups, why = origins_of(document("a", one, publisher="Sund Post"), document("b", two, publisher="Vale Echo"))
    assert groups == {frozenset({"a", "b"})}
    assert "reuters" in why[0].casefold()


def test_the_result_does_not_depend_on_the_order_of_documents() -> None:
    documents = [
        document(f"d{number}", STORY.replace("nine", f"{number}"), f"2031-05-{20 + number}") for number in range(4)
    ]
    assert origins_of(*documents) == origins_of(*reversed(documents))


def test_the_own_test_set_of_sixty_documents_and_more() -> None:
    documents, gold = load_pile(Path(__file__).parent / "origins")
    figures = score(documents, gold)
    assert figures["documents"] >= 60
    assert figures["F1"] >= 90.0
    assert figures["precision"] >= 90.0


def test_quotations_and_their_shared_runs() -> None:
    assert quotations("He said “we leave at dawn” and «no later».") == ["we leave at dawn", "no later"]
    said = "“we had thirty minutes to clear the quay and we used every one of them”"
    other = "“nobody told us that the water would come over the wall that night”"
    found = shared_quotations([f"She said {said}.", f"{said}, she said.", f"He said {other}."], Fingerprinter())
    assert found == {(0, 1): (1.0, 1.0)}


def test_standing_notices_are_no_ground_for_an_origin() -> None:
    hasher = Fingerprinter()
    notice = " This newsroom follows the code of the press council and corrects what is wrong on page two every Monday morning."
    stories = [
        "Geese came back to the marsh and the warden counted four hundred pairs among the reeds.",
        "The ferry timetable changes in June with a later boat on Sundays from the island.",
        "A choir of ninety sang the new mass by the organist in the packed minster.",
        "Potato growers fear a dry month after the driest spring since the records began.",
    ]
    rest = [" ".join(f"{letter}{number}" for number in range(90)) for letter in "abcd"]
    prints = [hasher.of(f"{story} {more}. {notice}") for story, more in zip(stories, rest, strict=True)]
    assert shared(prints[0], prints[1]) > 0
    cleaned = without_boilerplate(prints, [""] * 4)
    assert shared(cleaned[0], cleaned[1]) == 0
