"""Sentence ends by boundary scores and signs."""

from __future__ import annotations

import numpy as np
import pytest

from strandline.reading.sentences import lowered_within_names, sentence_ends
from strandline.reading.tokenise import tokenise


def cut(text: str, **scores: float) -> list[str]:
    """Sentences of a text whose boundary scores are -9 but after some words (and the stop behind them)."""
    words = tokenise(text)
    forms = [text[word.start : word.end] for word in words]
    logits = np.full(len(words), -9.0, np.float32)
    for place in range(1, len(words)):
        before = forms[place - 1]
        if forms[place] in ".!?" and before in scores:
            logits[place] = scores[before]
        elif before in scores and forms[place] not in ".!?":
            logits[place - 1] = scores[before]
    ends = sentence_ends(logits, forms, [word.layout for word in words], 0, len(words))
    starts = [0, *ends[:-1]]
    return [" ".join(forms[a:b]) for a, b in zip(starts, ends, strict=True)]


def test_the_score_decides() -> None:
    assert cut("They left at dawn he stayed", dawn=0.4) == ["They left at dawn", "he stayed"]
    assert cut("They left at dawn he stayed", dawn=-0.4) == ["They left at dawn he stayed"]


def test_a_stop_before_a_capital_needs_less() -> None:
    assert cut("“We know. He left.”", know=-1.5) == ["“ We know .", "He left . ”"]
    assert cut("He left. (Laughter.)", left=-1.5) == ["He left .", "( Laughter . )"]
    assert cut("The Kmdr. Smith left.", Kmdr=-5.0) == ["The Kmdr . Smith left ."]
    assert cut("No. he left.", No=-1.5) == ["No . he left ."]


def test_the_number_of_an_item_ends_nothing() -> None:
    assert cut("1. First they left.", **{"1": 4.0}) == ["1 . First they left ."]
    assert cut("They numbered 12. Then they left.", **{"12": 4.0}) == ["They numbered 12 .", "Then they left ."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Council votes\n\nThe mayor left", ["Council votes", "The mayor left"]),
        ("Council votes\nThe mayor left", ["Council votes", "The mayor left"]),
        ("Council votes\nto close", ["Council votes to close"]),
    ],
)
def test_lines(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_a_postscript_belongs_to_what_it_says() -> None:
    assert cut("P.S. We moved back.", **{"P.S.": 4.0}) == ["P.S. We moved back ."]
    assert cut("PS - We moved back.", **{"-": 4.0}) == ["PS - We moved back ."]


def test_no_sentence_begins_with_a_comma() -> None:
    assert cut("His officers , 2000 of them , left", officers=3.0) == ["His officers , 2000 of them , left"]


def test_a_sentence_rarely_ends_within_a_name() -> None:
    names = np.log(np.array([[0.1, 0.8, 0.1], [0.01, 0.01, 0.98], [0.9, 0.05, 0.05]], np.float32))
    lowered = lowered_within_names(np.array([0.5, 0.5, 0.5], np.float32), names, [2])
    assert lowered[0] < 0 < lowered[1] < lowered[2] == 0.5
    far = np.full(3, -9.0, np.float32)
    assert (lowered_within_names(far, names, [2]) == far).all()
