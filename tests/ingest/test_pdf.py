from __future__ import annotations

import random
from itertools import pairwise
from pathlib import Path

import pytest

from strandline.ingest import IngestSettings, Limits
from strandline.ingest.pdf import pdf_date, read_pdf

from .builders import (
    COUNCIL,
    DIVERS,
    FERRY,
    STORY,
    code,
    only,
    pdf_lines,
    pdf_locked,
    pdf_picture,
    pdf_story,
    read,
    source,
)

WORDS = sorted({word.lower() for word in " ".join(STORY).replace(",", "").replace(".", "").split()})


def paragraphs(seed: int, count: int = 24) -> list[str]:
    """Paragraphs of sentences that never repeat, long enough for several pages."""
    chance = random.Random(seed)
    return [
        " ".join(
            " ".join(chance.choice(WORDS) for _ in range(chance.randint(8, 22))).capitalize() + "."
            for _ in range(chance.randint(2, 7))
        )
        for _ in range(count)
    ]


def text_of(data: bytes) -> str:
    return read_pdf(source(data, "x.pdf")).content.text


@pytest.mark.parametrize("columns", [1, 2, 3])
@pytest.mark.parametrize(("justified", "indent", "gap"), [(False, 0, 6), (True, 12, 0), (True, 0, 6)])
def test_columns_and_pages_are_read_as_paragraphs(columns: int, justified: bool, indent: float, gap: float) -> None:
    exact = total = 0
    for seed in range(3):
        story = paragraphs(seed)
        data = pdf_story(story, columns=columns, justified=justified, indent=indent, gap=gap)
        got = text_of(data).split("\n\n")
        exact += sum(paragraph in got for paragraph in story)
        total += len(story)
    assert exact >= 0.9 * total


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_no_word_is_lost_or_moved(columns: int) -> None:
    story = paragraphs(7)
    text = text_of(pdf_story(story, columns=columns, title="Ferry"))
    assert text.split()[6:] == f"Ferry {' '.join(story)}".split()


def test_running_headers_stand_once_and_page_numbers_never() -> None:
    text = text_of(pdf_story(paragraphs(3), columns=2))
    assert text.count("The Harbour Gazette") == 1
    assert text.startswith("The Harbour Gazette\t3 March 2014\n\nFerry lost off Marl\n\n")
    assert not any(part.strip().isdigit() for part in text.split("\n\n"))


def test_pages_are_locators(tmp_path: Path) -> None:
    story = paragraphs(5, 40)
    document = only(read(tmp_path, "x.pdf", pdf_story(story)))
    pages = document.locators
    assert [mark.kind for mark in pages] == ["page"] * len(pages)
    assert [mark.number for mark in pages] == list(range(1, len(pages) + 1))
    assert len(pages) >= 2
    assert pages[0].start == 0
    assert pages[-1].end == len(document.text)
    for before, after in pairwise(pages):
        assert before.end <= after.start
        assert document.text[before.end : after.start].strip() == ""


def test_broken_words_are_made_whole() -> None:
    lines = [
        "The ferry left on Monday even-",
        "ing, and the well-known pilot, whose boat is also well-",
        "known, saw the Anglo-",
        "Saxon ring of 2010-",
        "2012 in the mu-",
        "seum.",
    ]
    text = text_of(pdf_lines([[(72, 700 - 12 * number, line) for number, line in enumerate(lines)]]))
    whole = text.replace("\n\n", " ")
    assert "Monday evening, and" in whole
    assert "is also well-known, saw" in whole
    assert "Anglo-Saxon ring of 2010-2012 in the museum." in whole


def test_columns_drawn_row_by_row_are_read_column_by_column() -> None:
    left = [
        "The ferry left the harbour late on",
        "Monday evening with nineteen people",
        "aboard and a cargo of timber bound",
        "for the northern islands, where a",
        "storm had cut the power.",
    ]
    right = [
        "Divers returned to the wreck at first",
        "light but strong currents kept them",
        "from reaching the lower deck, where",
        "the crew believe that the pumps had",
        "failed before midnight.",
    ]
    page = [(72.0, 760.0, "Ferry lost off Marl")]
    for number, (first, second) in enumerate(zip(left, right, strict=True)):
        page += [(72, 700 - 12 * number, first), (320, 700 - 12 * number, second)]
    for number, row in enumerate((("Ship", "Crew", "Cargo"), ("Anna", "19", "timber"), ("Berta", "7", "grain"))):
        page += [(72 + 120 * column, 600 - 14 * number, cell) for column, cell in enumerate(row)]
    assert text_of(pdf_lines([page])).split("\n\n") == [
        "Ferry lost off Marl",
        " ".join(left),
        " ".join(right),
        "Ship\tCrew\tCargo",
        "Anna\t19\ttimber",
        "Berta\t7\tgrain",
    ]


def test_bullets_and_short_lines_keep_apart() -> None:
    lines = [
        "What is known",
        "\N{BULLET} One boat was found near the light.",
        "\N{BULLET} Two boats are missing, and the search goes on until",
        "the end of the week.",
        "Press office",
        "12 Quay Road",
    ]
    text = text_of(pdf_lines([[(72, 700 - 12 * number, line) for number, line in enumerate(lines)]]))
    assert text.split("\n\n") == [
        lines[0],
        lines[1],
        f"{lines[2]} {lines[3]}",
        lines[4],
        lines[5],
    ]


def test_title_from_properties_or_the_largest_type(tmp_path: Path) -> None:
    assert only(read(tmp_path, "a.pdf", pdf_story(STORY, title="Ferry lost"))).title == "Ferry lost"
    junk = pdf_story(STORY).replace(b"(Ferry lost off Marl)", b"(Microsoft Word - x.doc)")
    assert only(read(tmp_path, "b.pdf", junk)).title == "Ferry lost off Marl"
    assert only(read(tmp_path, "c.pdf", pdf_lines([[(72, 700, FERRY)]], title="(anonymous)"))).title is None


def test_authors_from_properties(tmp_path: Path) -> None:
    assert only(read(tmp_path, "a.pdf", pdf_lines([[(72, 700, FERRY)]], author="Ann Writer; Ben Scribe"))).authors == (
        "Ann Writer",
        "Ben Scribe",
    )
    assert only(read(tmp_path, "b.pdf", pdf_lines([[(72, 700, FERRY)]], author="(anonymous)"))).authors == ()


def test_the_line_with_the_date_counts_before_when_the_file_was_made(tmp_path: Path) -> None:
    dated = pdf_lines([[(72, 740, "Date: 3 March 2014"), (72, 700, FERRY)]])
    published = only(read(tmp_path, "a.pdf", dated)).published
    assert published is not None
    assert (published.earliest, published.basis) == ("2014-03-03", "dateline")


def test_a_template_date_of_a_pdf_is_not_believed(tmp_path: Path) -> None:
    result = read(tmp_path, "a.pdf", pdf_lines([[(72, 700, FERRY)]]))
    assert only(result).published is None
    assert any("CreationDate" in note and "not believed" in note for note in result.notes)


def test_the_date_over_a_page_dates_the_paper(tmp_path: Path) -> None:
    published = only(read(tmp_path, "a.pdf", pdf_story(STORY))).published
    assert published is not None
    assert (published.earliest, published.basis) == ("2014-03-03", "dateline")


@pytest.mark.parametrize(
    ("raw", "iso"),
    [
        ("D:20140302101500+01'00'", "2014-03-02T10:15:00+01:00"),
        ("D:20140302101500Z", "2014-03-02T10:15:00+00:00"),
        ("D:20140302101500-05", "2014-03-02T10:15:00-05:00"),
        ("D:20140302", "2014-03-02"),
        ("D:2014", "2014"),
        ("20140302101500", "2014-03-02T10:15:00"),
        ("3 March 2014", "3 March 2014"),
    ],
)
def test_dates_of_pdf_properties(raw: str, iso: str) -> None:
    assert pdf_date(raw) == iso


def test_pdfs_that_cannot_be_read_say_why(tmp_path: Path) -> None:
    assert code(read(tmp_path, "a.pdf", b"%PDF-1.4\nand then nothing")) == "broken-pdf"
    assert code(read(tmp_path, "b.pdf", pdf_story(STORY)[:900])) == "broken-pdf"
    assert code(read(tmp_path, "c.pdf", pdf_locked())) == "encrypted"
    assert code(read(tmp_path, "d.pdf", pdf_picture())) == "no-text-layer"
    few = IngestSettings(limits=Limits(pages=2))
    assert code(read(tmp_path, "e.pdf", pdf_lines([[(72, 700, FERRY)]] * 3), few)) == "too-many-parts"


def test_pages_without_text_among_others_are_noted(tmp_path: Path) -> None:
    result = read(tmp_path, "a.pdf", pdf_lines([[(72, 700, FERRY)], [], [(72, 700, DIVERS)]]))
    assert [mark.number for mark in only(result).locators] == [1, 3]
    assert "a.pdf: no text on page 2" in result.notes


def test_text_across_pages_is_one_paragraph() -> None:
    words = f"{FERRY} {COUNCIL} {DIVERS}".split()
    lines, line = [], ""
    for word in words:
        if len(line) + len(word) > 44:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    lines.append(line)
    first, second = lines[:4], lines[4:]
    pages = [[(72, 700 - 12 * number, text) for number, text in enumerate(part)] for part in (first, second)]
    assert text_of(pdf_lines(pages)) == " ".join(words)
