"""Windows: contiguous, never too large, and moved only near by when text is added."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from strandline.reading.tokenise import BLANK_LINE, SPACE
from strandline.reading.windows import MOST_PIECES, cut_windows


@given(
    st.lists(
        st.tuples(st.sampled_from([".", ",", "word", "Word", '"']), st.sampled_from([0, 1, 2, 3]), st.integers(1, 8)),
        max_size=900,
    )
)
def test_windows_cover_all_words_within_the_limit(rows: list[tuple[str, int, int]]) -> None:
    forms, layouts, widths = ([row[i] for row in rows] for i in range(3))
    windows = cut_windows(forms, layouts, widths)  # type: ignore[arg-type]
    assert [index for first, last in windows for index in range(first, last)] == list(range(len(rows)))
    for first, last in windows:
        assert first < last
        assert 2 + sum(widths[first:last]) <= MOST_PIECES  # type: ignore[arg-type]


def paragraphs(*lengths: int) -> tuple[list[str], list[int], list[int]]:
    forms: list[str] = []
    layouts: list[int] = []
    for length in lengths:
        forms += ["Word", *["word"] * (length - 2), "."]
        layouts += [BLANK_LINE, *[SPACE] * (length - 1)]
    return forms, layouts, [1] * len(forms)


def test_text_added_in_front_moves_no_window_beyond_the_next_paragraph() -> None:
    tail = (100, 30, 20, 40, 90, 25, 60, 80)
    before = cut_windows(*paragraphs(*tail))
    for head in ((10,), (33, 12), (90, 5), (7, 7, 7)):
        shift = sum(head)
        moved = {(first - shift, last - shift) for first, last in cut_windows(*paragraphs(*head, *tail))}
        after_first = {window for window in before if window[0] >= tail[0]}
        assert after_first <= moved


def test_a_long_paragraph_is_cut_at_sentence_ends() -> None:
    forms = (["One"] + ["word"] * 38 + ["."]) * 20
    layouts = [BLANK_LINE] + [SPACE] * (len(forms) - 1)
    for first, last in cut_windows(forms, layouts, [1] * len(forms)):
        assert forms[first] == "One"
        assert forms[last - 1] == "."
