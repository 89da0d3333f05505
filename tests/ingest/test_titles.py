from __future__ import annotations

import pytest

from strandline.ingest.titles import clean_title, first_line_title, is_junk_author

from .builders import DIVERS, FERRY


@pytest.mark.parametrize(
    "title",
    ["", None, "Microsoft Word - x.doc", "Untitled", "untitled-3", "(anonymous)", "(unspecified)", "report_final.docx",
     "Document1", "Word Document", "C:\\temp\\x", "20140303", "PowerPoint Presentation", "Layout 1", "page0001.tif"],
)  # fmt: skip
def test_titles_that_programs_make_up(title: str | None) -> None:
    assert clean_title(title) is None


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Ferry lost", "Ferry lost"),
        ("  Ferry \n lost ", "Ferry lost"),
        ("Microsoft Word - Ferry lost", "Ferry lost"),
        ("Title IX and the port", "Title IX and the port"),
        ("Document shows what the council knew", "Document shows what the council knew"),
    ],
)
def test_titles_that_people_give(title: str, kept: str) -> None:
    assert clean_title(title) == kept


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Ferry lost off Marl\n{FERRY}", "Ferry lost off Marl"),
        (f"# Ferry lost\n\n{FERRY}", "Ferry lost"),
        (f"Monday, 3 March 2014\nFerry lost off Marl\nBy Ann Writer\n{FERRY}", "Ferry lost off Marl"),
        (f"By Ann Writer\n\n{FERRY}\n\n{DIVERS}", None),
        (f"{FERRY}\n\n{DIVERS}", None),
        (f"Date: 3 March 2014\nSlug: ferry-0303\n\nFerry lost off Marl\n\n{FERRY}", "Ferry lost off Marl"),
        (f"Slug: ferry-0303\nHeadline: Ferry lost off Marl\n\n{FERRY}", "Ferry lost off Marl"),
        (f"+++\n{FERRY}", None),
        ("Ferry lost", None),
        ("", None),
        (f"{FERRY[:-1]} {DIVERS[:-1]}\n\n{DIVERS}", None),
    ],
)
def test_the_first_line_serves_where_it_is_short_and_more_follows(text: str, title: str | None) -> None:
    assert first_line_title(text) == title


def test_authors_that_are_none() -> None:
    assert is_junk_author("(anonymous)")
    assert is_junk_author("Administrator")
    assert not is_junk_author("Ann Owner")
