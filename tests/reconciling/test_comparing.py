"""Which claims are compared, what is compared of them, and how the model reads it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from reconciling_builders import Pile, body, facts_of_sentences, figure, person, place, when

from strandline.reconciling.candidates import candidate_pairs
from strandline.reconciling.comparing import FEATURES, Comparison
from strandline.reconciling.facts import document_order, document_stems
from strandline.reconciling.same_event import PairModel, reasons_for, score_pairs
from strandline.reconciling.words import families_of, is_light, sites_of, stem, trigger_stems


def features(*sentences: tuple[str, dict[str, Any]]) -> dict[str, float]:
    pile = Pile()
    for number, sentence in enumerate(sentences):
        pile.add(f"d{number}", f"2031-05-{10 + number}", sentence)
    row = Comparison(pile.facts(), document_order(pile.documents)).features(np.array([[0, 1]]))[0]
    return dict(zip(FEATURES, row.tolist(), strict=True))


@pytest.mark.parametrize("least", [0.02, 0.2, 0.6])
def test_chances_that_are_asked_for_from_a_least_one_on_are_exact_there_and_below_it_elsewhere(least: float) -> None:
    pile = Pile()
    for number in range(6):
        fields: dict[str, Any] = {"when": when(f"2031-05-0{number // 2 + 1}"), "kind": "accident"}
        pile.add(
            f"d{number}",
            f"2031-05-{10 + number}",
            (f"Rain fell on Orlach for {number} hours and the river rose", {"lemma": "rise"}),
            (f"The weir at Orlach [burst] and took {number} barges along", fields),
            ("The harbour master at Orlach [said] so on the radio", {"kind": "statement", "lemma": "say"}),
        )
    facts, documents = pile.facts(), document_order(pile.documents)
    model, comparison = PairModel.load(), Comparison(facts, documents)
    pairs = np.array([(a, b) for b in range(len(facts)) for a in range(b)])
    plain, asked = score_pairs(comparison, pairs, model), score_pairs(comparison, pairs, model, least=least)
    enough = plain >= least
    assert 0 < enough.sum() < len(pairs)
    assert np.array_equal(asked[enough], plain[enough])
    assert (asked[~enough] < least).all()


def test_words_families_and_light_words() -> None:
    assert stem("killed") == stem("killing") == "kill"
    assert stem("shot") == stem("shooting")
    assert "killing" in families_of(frozenset({stem("assassination")}))
    assert trigger_stems("took off", "take off") == {"take"} or is_light("took off") is False
    assert is_light("went")
    assert not is_light("exploded")
    assert sites_of("A fire at Port Hasselby in the north") == {"port", "hasselby"}
    assert sites_of("The arrest of Ida Brenk") == frozenset()


def test_features_are_finite_one_for_each_name_and_the_same_both_ways() -> None:
    one = ("The [blast] at Orlach killed six", {"figures": (figure("killed", 6, 6),), "when": when("2031-05-09")})
    two = ("Six died in the [explosion] at Orlach", {"figures": (figure("killed", 6, 6),), "when": when("2031-05-09")})
    there, back = features(one, two), features(two, one)
    assert list(there) == list(FEATURES)
    assert np.isfinite(list(there.values())).all()
    assert there["same family"] == back["same family"] == 1.0
    assert there["figures agree"] == 1.0
    assert there["same day"] == there["times overlap"] == 1.0
    assert there["words"] == pytest.approx(back["words"])


def test_times_and_figures_that_exclude_each_other_show() -> None:
    found = features(
        ("The [blast] killed six", {"figures": (figure("killed", 6, 6),), "when": when("2031-05-01")}),
        ("The [blast] killed two", {"figures": (figure("killed", 2, 2),), "when": when("2031-05-07")}),
    )
    assert found["figures exclude"] == 1.0
    assert found["times apart"] == pytest.approx(5 / 30, abs=0.01)
    assert found["same word"] == 1.0


def test_participants_and_places() -> None:
    here, there = place("Orlach"), place("Skarvik")
    same = features(
        ("[arrested] there", {"actors": (person("Ida Brenk", "patient"),), "where": (here,)}),
        ("[arrested] here", {"actors": (person("Brenk", "patient"),), "where": (here,)}),
    )
    assert (same["same patient"], same["same place"], same["other place"]) == (1.0, 1.0, 0.0)
    other = features(
        ("[arrested] there", {"actors": (person("Ida Brenk", "patient"),), "where": (here,)}),
        ("[arrested] here", {"actors": (person("Tom Aldous", "patient"),), "where": (there,)}),
    )
    assert (other["same patient"], other["other patient"], other["other place"]) == (0.0, 1.0, 1.0)


def test_the_model_that_ships_has_a_weight_for_every_feature_and_reads_them_the_right_way() -> None:
    model = PairModel.load()
    weights = dict(zip(FEATURES, model.weights.tolist(), strict=True))
    assert model.weights.shape == (len(FEATURES),)
    assert 0.0 < model.threshold < 1.0
    assert model.bias < 0
    for name in ("same word", "same family", "same kind", "same patient", "figures agree", "context"):
        assert weights[name] > 0, name
    for name in ("times apart", "reported apart", "other protagonists"):
        assert weights[name] < 0, name
    chances = model.chances(np.array([np.zeros(len(FEATURES)), np.ones(len(FEATURES))]))
    assert ((chances >= 0) & (chances <= 1)).all()


def test_what_is_alike_is_likelier_than_what_is_not() -> None:
    actors = (body("grain silo", "patient"),)
    base = ("An [explosion] tore through the grain silo", {"actors": actors, "kind": "accident"})
    model = PairModel.load()

    def chance(other: tuple[str, dict[str, Any]]) -> float:
        return float(model.chances(np.array([list(features(base, other).values())]))[0])

    alike = chance(("The [blast] at the grain silo", {"actors": actors, "kind": "accident"}))
    unlike = chance(("The council [met] on the budget", {"kind": "meet"}))
    assert alike > model.threshold > unlike


def test_reasons_are_in_the_words_of_the_claims() -> None:
    one, two = facts_of_sentences(
        ("The [blast] killed Brenk", {"actors": (person("Ida Brenk", "patient"),), "when": when("2031-05-02")}),
        ("The [explosion] killed Brenk", {"actors": (person("Ida Brenk", "patient"),), "when": when("2031-05-02")}),
    )
    reasons = reasons_for(one, two)
    assert "“blast” and “explosion” name one sort of happening" in reasons
    assert "both name Ida Brenk" in reasons
    assert "their times agree" in reasons


def test_blocking_brings_one_happening_together_and_grows_with_the_pile_not_its_square() -> None:
    def pairs(count: int) -> tuple[int, set[tuple[int, int]]]:
        pile = Pile()
        for number in range(count):
            sentence = f"A [fire] burned the kiln{number} works"
            pile.add(
                f"d{number}",
                f"2031-05-{1 + number % 28:02}",
                (sentence, {"actors": (body(f"kiln{number} works", "patient"),)}),
            )
        pile.add("x", "2031-06-01", ("The [blaze] at the kiln7 works", {"actors": (body("kiln7 works", "patient"),)}))
        documents = document_order(pile.documents)
        found = candidate_pairs(pile.facts(), [document_stems(document) for document in documents])
        last = {fact.claim.quote: fact.number for fact in pile.facts()}
        wanted = (last["A fire burned the kiln7 works"], last["The blaze at the kiln7 works"])
        return len(found), {tuple(pair) for pair in found.tolist()} & {wanted, wanted[::-1]}

    few, hit = pairs(60)
    many, hit_again = pairs(240)
    assert hit
    assert hit_again
    assert many < 6 * few
