"""Average linkage: likely pairs join, chains do not, people's word overrides."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from strandline.reconciling.clustering import NEVER, cluster


def free(a: int, b: int) -> float:
    return 0.0


def run(count: int, chances: dict[tuple[int, int], float], **options: object) -> list[list[int]]:
    given: dict[str, object] = {"threshold": 0.5, "against": free, "together": [], "apart": set()}
    return cluster(count, chances, **{**given, **options})  # type: ignore[arg-type]


def test_likely_pairs_are_joined_and_others_stand_alone() -> None:
    assert run(4, {(0, 1): 0.9, (1, 2): 0.2}) == [[0, 1], [2], [3]]


def test_one_likely_pair_does_not_chain_two_happenings() -> None:
    chances = {(0, 1): 0.9, (2, 3): 0.9, (1, 2): 0.8, (0, 2): 0.05, (0, 3): 0.05, (1, 3): 0.05}
    assert run(4, chances) == [[0, 1], [2, 3]]


def test_a_pair_that_was_never_compared_counts_as_unlikely() -> None:
    assert run(3, {(0, 1): 0.9, (1, 2): 0.6}) == [[0, 1], [2]]
    assert run(3, {(0, 1): 0.9, (1, 2): 0.6, (0, 2): 0.6}) == [[0, 1, 2]]


def test_a_forbidden_pair_keeps_whole_clusters_apart() -> None:
    chances = {(0, 1): 0.9, (1, 2): 0.9, (0, 2): 0.9}
    assert run(3, chances, against=lambda a, b: NEVER if {a, b} == {0, 2} else 0.0) == [[0, 1], [2]]


def test_one_doubt_among_many_pairs_does_not_part_them_and_a_doubt_in_every_second_does() -> None:
    chances = {(a, b): 0.9 for a in range(5) for b in range(a + 1, 5)}
    assert run(5, {**chances, (0, 4): 0.0}, against=lambda a, b: float({a, b} == {0, 4})) == [[0, 1, 2, 3, 4]]
    parted = run(5, chances, against=lambda a, b: float(4 in (a, b) and {a, b} & {0, 1} != set()))
    assert parted == [[0, 1, 2, 3], [4]] or sorted(map(len, parted)) != [5]


def test_what_people_joined_is_joined_and_what_they_parted_is_not() -> None:
    assert run(3, {(0, 1): 0.9}, together=[(0, 2)], apart={(0, 1)}) == [[0, 2], [1]]
    assert run(2, {}, together=[(0, 1)], against=lambda a, b: NEVER) == [[0, 1]]


@given(st.dictionaries(st.tuples(st.integers(0, 7), st.integers(0, 7)), st.floats(0.0, 1.0), max_size=20))
def test_every_item_is_in_one_cluster_and_the_order_of_pairs_does_not_matter(raw: dict[tuple[int, int], float]) -> None:
    chances = {(min(pair), max(pair)): round(value, 3) for pair, value in raw.items() if pair[0] != pair[1]}
    found = run(8, chances)
    assert sorted(item for members in found for item in members) == list(range(8))
    assert run(8, dict(reversed(list(chances.items())))) == found
