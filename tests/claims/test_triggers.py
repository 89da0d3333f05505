"""Which words become claims: the reader's score against what a word of its class needs."""

from __future__ import annotations

import pytest
from trees import Written, write

from strandline.claims.lexica import lexicon
from strandline.claims.triggers import class_of, is_asked, is_listed
from strandline.records import TriggerMention

TOLD = (
    "Officials/NOUN/2/nsubj/NNS/official said/VERB/0/root/say an/DET/4/det earthquake/NOUN/6/nsubj "
    "was/AUX/6/aux:pass/be felt/VERB/2/ccomp/VBN/VerbForm=Part+Voice=Pass/feel ./PUNCT/2/punct"
)
GROWS = (
    "The/DET/2/det club/NOUN/3/nsubj grows/VERB/0/root/VBZ/grow ,/PUNCT/5/punct has/VERB/3/conj/VBZ/have a/DET/8/det "
    "rescue/NOUN/8/compound boat/NOUN/5/obj and/CCONJ/10/cc raided/VERB/3/conj/raid a/DET/12/det barn/NOUN/10/obj "
    "./PUNCT/3/punct"
)


def mention(written: Written, form: str, score: float, category: str = "occurrence") -> TriggerMention:
    index = written.at(form)
    token = written.reading.tokens[index]
    return TriggerMention(index, token.start, token.end, form, category, (("other", 1.0),), (), 0.0, score)


@pytest.mark.parametrize(
    ("parse", "form", "category", "expected"),
    [
        (TOLD, "said", "reporting", "speech"),
        (TOLD, "earthquake", "occurrence", "other"),
        (TOLD, "felt", "perception", "other"),
        (GROWS, "grows", "occurrence", "other"),
        (GROWS, "has", "state", "state"),
        (GROWS, "rescue", "occurrence", "modifier"),
        (GROWS, "raided", "occurrence", "other"),
    ],
)
def test_classes(parse: str, form: str, category: str, expected: str) -> None:
    written = write(parse)
    cues = {written.at("said")} if parse == TOLD else set()
    assert class_of(written.tree, mention(written, form, 0.5, category), written.at(form), cues) == expected


def test_a_report_without_what_it_says_is_no_cue() -> None:
    written = write(TOLD)
    assert class_of(written.tree, mention(written, "said", 0.5, "reporting"), written.at("said"), set()) == "other"


def test_a_score_is_enough_for_one_class_and_not_for_another() -> None:
    written = write(GROWS)
    for form, category, listed in (("raided", "occurrence", True), ("has", "state", False)):
        assert is_listed(written.tree, mention(written, form, 0.3, category), written.at(form), set()) == listed


def test_every_class_has_a_score_between_the_readers_floor_and_one() -> None:
    assert set(lexicon("triggers")["least"]) == {"state", "modifier", "speech", "other"}
    assert all(0.1 < least < 1 for least in lexicon("triggers")["least"].values())


ASKED = "Have/AUX/4/aux you/PRON/4/nsubj been/AUX/4/aux:pass/be threatened/VERB/0/root/threaten ?/PUNCT/4/punct"
ASKED_AFTER = "What/PRON/4/obj/WP/PronType=Int did/AUX/4/aux/do they/PRON/4/nsubj answer/VERB/0/root ?/PUNCT/4/punct"
TAKEN_AS_KNOWN = (
    "Who/PRON/2/nsubj/WP/PronType=Int shelled/VERB/0/root/shell the/DET/4/det ward/NOUN/2/obj ?/PUNCT/2/punct"
)
TAG = "They/PRON/2/nsubj shelled/VERB/0/root/shell the/DET/4/det ward/NOUN/2/obj ?/PUNCT/2/punct"


@pytest.mark.parametrize(
    ("parse", "form", "asked"),
    [
        (ASKED, "threatened", True),
        (ASKED_AFTER, "answer", True),
        (TAKEN_AS_KNOWN, "shelled", False),
        (TAG, "shelled", False),
        (TOLD, "said", False),
    ],
)
def test_what_is_only_asked_is_not_said(parse: str, form: str, *, asked: bool) -> None:
    written = write(parse)
    assert is_asked(written.tree, written.at(form)) == asked
    assert is_listed(written.tree, mention(written, form, 0.9), written.at(form), set()) != asked
