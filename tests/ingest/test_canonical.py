from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strandline.ingest.canonical import clean, join_paragraphs, locate_paragraphs, unwrap

from .builders import COUNCIL, DIVERS, FERRY, STORY


def test_line_ends_and_control_characters() -> None:
    assert clean("a\r\nb\rc\fd\ve\x85f") == "a\nb\nc\nd\ne\nf"
    assert clean("a\x00b\x07c\x7fd\x9fe\tf") == "abcde\tf"
    assert clean("a\ud800b\ufffec") == "a\ufffdb\ufffdc"


def test_everything_else_stays_to_the_letter() -> None:
    kept = (
        " “curly” ‘quotes’ – 👩‍👩‍👧 \N{NO-BREAK SPACE}\N{ZERO WIDTH NON-JOINER} \u202bעברית\u202c é é \N{SOFT HYPHEN}\n"
    )
    assert clean(kept) == kept


@given(st.text(alphabet=st.characters()))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    cleaned.encode("utf-8")
    assert not any(ord(character) < 32 and character not in "\t\n" for character in cleaned)


@given(st.lists(st.text(max_size=30), max_size=8))
def test_joined_paragraphs_are_where_their_locators_say(paragraphs: list[str]) -> None:
    content = join_paragraphs(paragraphs)
    assert content.text == "\n\n".join(content.text[mark.start : mark.end] for mark in content.locators)
    assert [mark.number for mark in content.locators] == list(range(1, len(content.locators) + 1))
    assert all(content.text[mark.start : mark.end].strip() for mark in content.locators)


def test_a_blank_line_inside_a_paragraph_is_taken_out() -> None:
    assert join_paragraphs(["a\n \n\nb", "", "c"]).text == "a\nb\n\nc"


@given(st.text(max_size=200))
def test_located_paragraphs_leave_the_text_alone(text: str) -> None:
    content = locate_paragraphs(text)
    assert content.text == text
    for mark in content.locators:
        line = text[mark.start : mark.end]
        assert line == line.strip()
        assert line
        assert "\n" not in line


@pytest.mark.parametrize("width", [45, 65, 72, 100])
def test_hard_wrapped_lines_are_joined_in_place(width: int) -> None:
    paragraphs = [f"{FERRY} {DIVERS} {COUNCIL}", f"{DIVERS} {FERRY}"]
    wrapped = "\n\n".join(textwrap.fill(paragraph, width, break_on_hyphens=False) for paragraph in paragraphs)
    assert unwrap(wrapped) == "\n\n".join(paragraphs)


def test_indented_paragraphs_without_blank_lines_stay_apart() -> None:
    paragraphs = [" ".join(STORY), f"{COUNCIL} {FERRY}"]
    wrapped = "\n".join(textwrap.fill(paragraph, 66, initial_indent="   ") for paragraph in paragraphs)
    assert unwrap(wrapped) == "\n".join(f"   {paragraph}" for paragraph in paragraphs)


@pytest.mark.parametrize(
    "text",
    [
        f"Ferry lost off Marl\nMonday, 3 March 2014\n{FERRY}\n{DIVERS}\n{COUNCIL}",
        "The sea is calm\nThe gulls are gone\nThe nets are dry\nThe men wait on",
        "Port Authority of Marl\n12 Quay Road\nMarl\nNorthland",
        f"{' '.join(STORY)}\n{' '.join(STORY)}\n{' '.join(STORY)}\n{' '.join(STORY)}",
        "- nineteen people on board the ferry that evening\n- two boats missing after the storm had gone\n- no message",
        "",
        "\n",
    ],
)
def test_lines_that_were_not_wrapped_keep_their_ends(text: str) -> None:
    assert unwrap(text) == text


def test_a_sentence_that_visibly_goes_on_is_joined_whatever_the_width() -> None:
    assert unwrap(f"The ferry Anna, which had been late before,\nleft Marl.\n{DIVERS}").startswith(
        "The ferry Anna, which had been late before, left Marl.\n"
    )


def test_headlines_and_lists_beside_wrapped_text_keep_their_ends() -> None:
    body = textwrap.fill(f"{FERRY} {DIVERS} {COUNCIL} {FERRY}", 60)
    items = "* one boat was found near the northern light by noon\n* two are missing"
    text = f"Ferry lost off Marl\n3 March 2014\n\n{body}\n\n{items}"
    joined = unwrap(text)
    assert joined.startswith("Ferry lost off Marl\n3 March 2014\n\n")
    assert f"{FERRY} {DIVERS} {COUNCIL} {FERRY}" in joined
    assert joined.endswith("noon\n* two are missing")


@given(st.text(alphabet="ab .\n-A1", max_size=400))
def test_unwrapping_only_ever_turns_line_ends_into_blanks(text: str) -> None:
    joined = unwrap(text)
    assert len(joined) == len(text)
    assert all(new == old or (old == "\n" and new == " ") for old, new in zip(text, joined, strict=True))
