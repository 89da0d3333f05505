"""What is kept comes back as it was, and only where everything that it was made from is the same."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np
import pytest
from reconciling_builders import Pile, body, figure, person, place, when

from strandline.reconciling import facts as facts_module
from strandline.reconciling import keeping as keeping_module
from strandline.reconciling import reconcile, worked_out_ahead
from strandline.reconciling.credits import all_credits
from strandline.reconciling.facts import claim_order, document_order, facts_of
from strandline.reconciling.keeping import Keeping
from strandline.reconciling.signals import ordered_claims
from strandline.reconciling.texts import texts_of
from strandline.records import Claim, Document, Published

MILL = place("Tarn Mill", lat=47.0, lon=9.0, country="CH", precision=5.0)


def pile() -> Pile:
    made = Pile()
    fire: dict[str, Any] = {"kind": "disaster", "where": (MILL,), "actors": (person("Ida Brenk"),)}
    sunday = {**fire, "when": when("2031-05-04", zone="Europe/Zurich")}
    hurt = {**fire, "when": when("2031-05-04"), "figures": (figure("injured", 3, 3),)}
    words = "“we saw smoke over the lower yard and ran for the gate”"
    made.add(
        "early",
        "2031-05-05",
        ("A [fire] broke out at Tarn Mill on Sunday", sunday),
        ("Then the roof of the mill [fell] in", {"lemma": "fall"}),
        (f"Ida Brenk [said] {words}", {"kind": "statement", "lemma": "say", "actors": (person("Ida Brenk"),)}),
        publisher="Brightwell",
    )
    made.add("late", "2031-05-06", ("The [fire] at Tarn Mill on 4 May hurt 3 men, Brightwell reported", hurt))
    made.add("undated", None, ("A [fire] was out by then", {"actors": (body("crew"),)}))
    return made


def voice(claim: Claim) -> str:
    return f"voice of {claim.document}"


def test_everything_comes_back_as_it_was() -> None:
    made = pile()
    documents = document_order(made.documents)
    claims = claim_order(documents, made.claims)
    kept: dict[str, bytes] = {}
    for _ in range(2):
        keeping = Keeping(kept)
        assert keeping.facts(documents, claims, voice) == facts_of(documents, claims, voice)
        assert keeping.credits(documents) == all_credits(documents)
        assert keeping.order(documents, claims) == ordered_claims(documents, claims)
        assert ordered_claims(documents, claims)
        for one, other in zip(keeping.texts(documents), texts_of(documents), strict=True):
            for name in ("vocabulary", "stems", "lead_stems", "proper", "numbers"):
                assert getattr(one, name) == getattr(other, name), name
            for name in ("hashes", "prints", "quoted"):
                assert getattr(one, name).dtype == np.uint64
                assert np.array_equal(getattr(one, name), getattr(other, name)), name
    assert any(len(text.quoted) for text in texts_of(documents))


def test_what_is_worked_out_ahead_of_merging_is_what_merging_wants(monkeypatch: pytest.MonkeyPatch) -> None:
    made = pile()
    plain = reconcile(made.documents, made.claims)
    kept: dict[str, bytes] = {}
    for document in made.documents:
        kept |= worked_out_ahead(document, [claim for claim in made.claims if claim.document == document.id])
    for name in ("facts_of", "text_words", "ordered_claims"):
        monkeypatch.setattr(keeping_module, name, lambda *_: pytest.fail("this was worked out already"))
    assert reconcile(made.documents, made.claims, kept=kept) == plain


def test_merging_with_what_was_kept_is_merging() -> None:
    made = pile()
    plain = reconcile(made.documents, made.claims)
    kept: dict[str, bytes] = {}
    assert reconcile(made.documents, made.claims, kept=kept) == plain
    assert kept
    before = dict(kept)
    assert reconcile(made.documents, made.claims, kept=kept) == plain
    assert kept == before
    spoilt = {key: value[:-3] for key, value in kept.items()}
    assert reconcile(made.documents, made.claims, kept=spoilt) == plain


@pytest.mark.parametrize("changed", ["actors", "time", "date", "publisher", "text"])
def test_what_changed_is_worked_out_again(changed: str) -> None:
    made = pile()
    kept: dict[str, bytes] = {}
    documents, claims = list(made.documents), list(made.claims)
    before = worked_out(documents, claims, kept)
    reconcile(documents, claims, kept=kept)
    if changed == "actors":
        claims[0] = msgspec.structs.replace(claims[0], actors=(person("Ada Brenk"),))
    elif changed == "time":
        claims[3] = msgspec.structs.replace(claims[3], when=when("2031-05-05"))
    elif changed == "date":
        published = Published(earliest="2031-05-07", latest="2031-05-07", basis="given")
        documents[1] = msgspec.structs.replace(documents[1], published=published)
    elif changed == "publisher":
        documents[0] = msgspec.structs.replace(documents[0], publisher=None)
    else:
        documents[1] = msgspec.structs.replace(documents[1], text=documents[1].text + "The gate stood open.")
    after = worked_out(documents, claims, kept)
    assert after == worked_out(documents, claims, None)
    assert after != before
    assert reconcile(documents, claims, kept=kept) == reconcile(documents, claims)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_of_a_document_only_the_claims_that_changed_are_worked_out_again(
    place: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Pile()
    made.add(
        "works",
        "2031-05-20",
        ("A tank [burst] at the dye works", {"kind": "accident"}),
        ("Nobody has explained the [accident] yet", {"kind": "accident"}),
        ("Ida Brenk [said] so", {"kind": "statement", "lemma": "say", "actors": (person("Ida Brenk"),)}),
    )
    kept: dict[str, bytes] = {}
    before = worked_out(made.documents, made.claims, kept)
    assert before[0][1].stands_for is not None
    claims = list(made.claims)
    changed = {"status": "did_not_happen"} if place == 0 else {"actors": (person("Ada Brenk"),)}
    claims[place] = msgspec.structs.replace(claims[place], **changed)
    plain, events = worked_out(made.documents, claims, None), reconcile(made.documents, claims)
    made_anew: list[str] = []
    fact_of = facts_module._fact

    def counted(*given: Any) -> Any:
        made_anew.append(given[1].id)
        return fact_of(*given)

    monkeypatch.setattr(facts_module, "_fact", counted)
    assert worked_out(made.documents, claims, kept) == plain
    assert made_anew == [claim.id for claim in claims if claim in (claims[place], claims[1])]
    assert (plain[0][1].stands_for is None) == (place == 0)
    assert reconcile(made.documents, claims, kept=kept) == events


def worked_out(documents: list[Document], claims: list[Claim], kept: dict[str, bytes] | None) -> Any:
    ordered = document_order(documents)
    stated = claim_order(ordered, claims)
    keeping = Keeping(kept)
    facts = keeping.facts(ordered, stated, voice)
    return facts, keeping.credits(ordered), keeping.order(ordered, stated)
