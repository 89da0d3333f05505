"""Times that are often wrong are marked uncertain, and say how often."""

from __future__ import annotations

import re

import pytest

from evaluation.street import run
from strandline.claims.timing_doubt import uncertain_edtf
from strandline.claims.timing_network import local_bounds

_DISTANT = """My uncle kept the lighthouse at Skarv. He went out there in 1951, after the quarrel, and came back in
1958 for my mother's wedding. I was born in the spring. That night the lamp failed, and the ferry Borga ran aground.
Two weeks later they dismissed him.

He told me this in October. He had found the letter that week, between two tide tables. Nobody answered it. The
inspector died before Christmas, and his files were burned. On the Friday a man from the ministry called."""
_NEAR = """Fire destroyed a sawmill in Velm on Tuesday. The brigade arrived after ten minutes. Nobody was hurt.

The owner said yesterday that the mill would be rebuilt. A firm from Grodno delivered the first timber on 3 May 2019."""


@pytest.mark.parametrize(
    ("written", "marked"),
    [
        ("2031-05-20", "2031-05-20?"),
        ("2031-05", "2031-05?"),
        ("2031-21~", "2031-21%"),
        ("2031-05-20?", "2031-05-20?"),
        ("2031-05-18/2031-05-20", "2031-05-18?/2031-05-20?"),
        ("../2031-05-20", "../2031-05-20?"),
        ("2031-05-20T10:15", "2031-05-20T10:15"),
        ("[2031-05-06,2031-06-05]", "[2031-05-06,2031-06-05]"),
        (None, None),
    ],
)
def test_the_mark_in_edtf(written: str | None, marked: str | None) -> None:
    assert uncertain_edtf(written) == marked


def _times(text: str, published: str) -> dict[str, tuple[str, str]]:
    """Trigger → qualifier and reason."""
    return {
        claim.trigger.text: (claim.when.qualifier, claim.when.reason)
        for claim in run(text, published, identifier="d").claims
    }


def test_times_that_a_winding_tale_leaves_open_are_doubted() -> None:
    found = _times(_DISTANT, "2019-05-10")
    doubted = [reason for qualifier, reason in found.values() if "uncertain:" in reason]
    assert len(doubted) >= 3
    assert all(re.search(r"; uncertain: about 1 in \d+ such times is wrong$", reason) for reason in doubted)
    assert all(qualifier == "?" for qualifier, reason in found.values() if "uncertain:" in reason)
    told = [reason for _, reason in found.values() if reason.startswith('"1951"')]
    assert told
    assert all("uncertain" not in reason for reason in told)


def test_what_the_text_says_plainly_is_not_doubted() -> None:
    found = _times(_NEAR, "2019-05-09")
    assert found["destroyed"][0] == found["delivered"][0] == ""
    assert "uncertain" not in found["destroyed"][1]


def test_a_clitic_that_stands_apart_does_no_harm() -> None:
    found = _times("They met on New Year 's Day and quarrelled.", "2020-01-08")
    assert "New Year 's Day" in found["met"][1]


def test_the_mark_moves_no_time() -> None:
    from strandline.claims.syntax import Tree
    from strandline.claims.timing_of import Timer

    street = run(_DISTANT, "2019-05-10", identifier="d")
    tree = Tree(street.reading)
    place = {token.start: index for index, token in enumerate(tree.tokens)}
    happenings = [(place[claim.trigger.start], claim.status, False) for claim in street.claims]
    before, doubts = Timer(tree, street.times, street.document.published).placed(happenings)
    after = doubts.marked(before)
    assert before.keys() == after.keys()
    assert all(local_bounds(before[head]) == local_bounds(after[head]) for head in before)
    assert any(before[head] != after[head] for head in before)
