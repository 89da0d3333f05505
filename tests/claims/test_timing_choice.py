"""The choice among windows: trees by hand, and the fitted ones as they are kept."""

from __future__ import annotations

import numpy as np
from trees import Written, write

from strandline.claims.timing_choice import Choice, Trees, choice
from strandline.claims.timing_network import DAY, Bounds
from strandline.claims.timing_of import Timer
from strandline.claims.timing_story import PUBLISHED
from strandline.claims.timing_telling import Telling
from strandline.claims.timing_windows import NOTHING, day_end, day_of, meet
from strandline.records import Published

TREES = Trees.of({"start": 0.0, "trees": ["0:0.5 1:2.5 | -1000 1000 2000 0", "1:0.5 0:0.5 | 0 500 0 0"]})
NO_DAYS = [False, False, False]
MAY = Published(earliest="2031-05-20", latest="2031-05-20", basis="given")


def test_trees_ask_each_question_of_every_row() -> None:
    rows = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 3.0], [1.0, 1.0]])
    scores = np.array([-1.0, 1.0, 2.0 + 0.5, 1.0])
    assert np.allclose(TREES.chances(rows), 1 / (1 + np.exp(-scores)))
    assert TREES.chances(np.zeros((0, 2))).shape == (0,)


def _choice(most_wrong: float, caution: float = 1.0, day_bonus: float = 0.0) -> Choice:
    return Choice({"one": 0, "two": 1}, TREES, TREES, most_wrong, caution, day_bonus)


def test_a_window_that_may_be_wrong_is_never_taken_however_likely_it_is_right() -> None:
    assert _choice(0.2).best([0.1, 0.9], [0.0, 0.3], NO_DAYS, NO_DAYS) == 0
    assert _choice(0.4).best([0.1, 0.9], [0.0, 0.3], NO_DAYS, NO_DAYS) == 1


def test_nothing_is_said_where_no_window_is_better() -> None:
    assert _choice(0.5).best([0.6, 0.6], [0.0, 0.0], NO_DAYS, NO_DAYS) == 0
    assert _choice(0.5).best([0.3, 0.5, 0.7], [0.0, 0.1, 0.1], NO_DAYS, NO_DAYS) == 2
    assert _choice(0.5, caution=5.0).best([0.3, 0.5, 0.7], [0.0, 0.0, 0.1], NO_DAYS, NO_DAYS) == 1


def test_a_single_day_may_cost_some_chance() -> None:
    days = [False, True, False]
    assert _choice(0.5).best([0.0, 0.5, 0.55], [0.0, 0.1, 0.1], days, NO_DAYS) == 2
    assert _choice(0.5, day_bonus=0.1).best([0.0, 0.5, 0.55], [0.0, 0.1, 0.1], days, NO_DAYS) == 1


def test_a_window_without_an_end_must_hardly_ever_be_wrong() -> None:
    careful = Choice({}, TREES, TREES, 0.5, 1.0, 0.0, 0.1)
    assert careful.best([0.1, 0.9], [0.0, 0.2], [False, False], [False, True]) == 0
    assert careful.best([0.1, 0.9], [0.0, 0.05], [False, False], [False, True]) == 1
    assert careful.best([0.1, 0.9], [0.0, 0.2], [False, False], [False, False]) == 1


def test_features_that_no_tree_asks_for_change_nothing() -> None:
    right, wrong = _choice(0.5).chances([{"one": 1.0}, {"one": 1.0, "three": 9.0}])
    assert right[0] == right[1]
    assert wrong[0] == wrong[1]


def test_the_fitted_trees_ask_only_for_what_the_features_have() -> None:
    fitted = choice()
    for trees in (fitted.right, fitted.wrong):
        assert trees.columns.shape == trees.thresholds.shape
        assert trees.leaves.shape == (len(trees.columns), 1 << trees.columns.shape[1])
        assert int(trees.columns.max()) < len(fitted.columns)
    assert 0 < fitted.most_wrong < 0.5


def _telling(written: Written, *happenings: str) -> tuple[Telling, list[int]]:
    heads = [written.at(word) for word in happenings]
    story, _ = Timer(written.tree, (), MAY).story([(head, "happened", False) for head in heads])
    return Telling(story, story.known.bounds[PUBLISHED]), heads


def test_the_first_window_says_nothing_and_each_stretch_is_offered_once() -> None:
    written = write("The/DET/2/det council/NOUN/3/nsubj met/VERB/0/root/VBD/meet ./PUNCT/3/punct")
    telling, (met,) = _telling(written, "met")
    offers = [window for window, _ in telling.offers(met)]
    assert offers[0].name == NOTHING
    assert offers[0].ties == ()
    assert len({window.bounds for window in offers}) == len(offers)
    assert all(window.bounds.high is not None for window in offers), "nothing told as past lies after the report"


def test_the_same_text_has_the_same_features() -> None:
    written = write("The/DET/2/det council/NOUN/3/nsubj met/VERB/0/root/VBD/meet ./PUNCT/3/punct")
    first, second = (_telling(written, "met") for _ in range(2))
    assert first[0].offers(first[1][0]) == second[0].offers(second[1][0])


def test_days_and_what_two_stretches_share() -> None:
    assert (day_of(DAY + 5), day_end(DAY + 5)) == (DAY, 2 * DAY - 1)
    assert (day_of(None), day_end(None)) == (None, None)
    assert meet(Bounds(None, 9), Bounds(3, None)) == Bounds(3, 9)
    assert meet(Bounds(None, 2), Bounds(3, None)) is None
