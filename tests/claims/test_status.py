"""Did it happen: sentences parsed by hand with the status that their words decide, and why."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, get_args

import pytest
from trees import write

from strandline.claims.lexica import lexicon
from strandline.claims.status import status_of
from strandline.records import Status, TriggerMention

CASES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("status.toml").read_text("utf-8"))["case"]


def name_of(case: dict[str, Any]) -> str:
    words = [word.split("/")[0] for word in case["parse"].split() if word[0] != "\\"]
    return f"{case['of']}: {' '.join(words)}"


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_status_and_its_reason(case: dict[str, Any]) -> None:
    written = write(case["parse"])
    standing = status_of(written.tree, written.at(case["of"], case.get("nth", 0)), None)
    assert standing.status == case["status"], standing.reason
    assert case["reason"] in standing.reason


def test_the_cases_are_many_and_cover_what_words_can_say() -> None:
    assert len(CASES) >= 80
    assert {case["status"] for case in CASES} == set(get_args(Status))


# ----------------------------------------------------------------------------------------- the reader's own guess

TOLD = "The/DET/2/det mill/NOUN/3/nsubj burned/VERB/0/root/burn ./PUNCT/3/punct"


def guess(written: Any, form: str, status: str, chance: float) -> TriggerMention:
    token = written.reading.tokens[written.at(form)]
    return TriggerMention(
        written.at(form),
        token.start,
        token.end,
        form,
        "occurrence",
        (("disaster", 1.0),),
        ((status, chance),),
        0.0,
        0.9,
    )


def test_where_no_word_speaks_a_sure_reader_does() -> None:
    written = write(TOLD)
    standing = status_of(written.tree, written.at("burned"), guess(written, "burned", "denied", 0.9))
    assert standing.status == "denied"
    assert not standing.decided
    assert "wording" in standing.reason


@pytest.mark.parametrize(("status", "chance"), [("denied", 0.3), ("happened", 0.99)])
def test_an_unsure_reader_does_not(status: str, chance: float) -> None:
    written = write(TOLD)
    standing = status_of(written.tree, written.at("burned"), guess(written, "burned", status, chance))
    assert (standing.status, standing.reason) == ("happened", "told as a fact")


def test_words_outweigh_the_reader() -> None:
    written = write("The/DET/2/det mill/NOUN/4/nsubj may/AUX/4/aux/MD burn/VERB/0/root/VB ./PUNCT/4/punct")
    standing = status_of(written.tree, written.at("burn"), guess(written, "burn", "happened", 0.99))
    assert standing.status == "possible"
    assert standing.decided


CANCELLED = (
    "The/DET/2/det {form}/NOUN/4/nsubj:pass was/AUX/4/aux:pass/be "
    "cancelled/VERB/0/root/VBN/VerbForm=Part+Voice=Pass/cancel ./PUNCT/4/punct"
)
AIM = "She/PRON/2/nsubj travelled/VERB/0/root/travel to/PART/4/mark/TO {form}/VERB/2/advcl/VB ./PUNCT/2/punct"


@pytest.mark.parametrize(
    ("parse", "form", "chance", "status"),
    [
        (AIM, "testify", 0.8, "happened"),
        (AIM, "testify", 0.5, "planned"),
        (CANCELLED, "regatta", 0.999, "did_not_happen"),
    ],
)
def test_a_sure_reader_tells_what_an_aim_became_and_not_what_was_called_off(
    parse: str, form: str, chance: float, status: str
) -> None:
    written = write(parse.format(form=form))
    standing = status_of(written.tree, written.at(form), guess(written, form, "happened", chance))
    assert standing.status == status


def test_a_sure_reader_outweighs_what_governs_and_says_so() -> None:
    written = write("They/PRON/2/nsubj discussed/VERB/0/root/discuss a/DET/4/det raid/NOUN/2/obj ./PUNCT/2/punct")
    governed = status_of(written.tree, written.at("raid"), None)
    standing = status_of(written.tree, written.at("raid"), guess(written, "raid", "happened", 0.99))
    assert governed.status == "proposed"
    assert (standing.status, standing.reason) == ("happened", "read as happened, in spite of “discussed”")


# --------------------------------------------------------------------------------------------------- the lexicon


@pytest.mark.parametrize("table", ["modals", "governors", "modifiers"])
def test_the_lexicon_speaks_the_contracts_language(table: str) -> None:
    statuses = set(get_args(Status))
    for label, words in lexicon("status")[table].items():
        assert label in statuses
        assert words
        assert all(word == word.lower().strip() for word in words)
        assert len(words) == len(set(words)), label
