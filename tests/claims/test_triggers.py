"""Which words become claims: the reader's score against what a word of its class needs."""

from __future__ import annotations

import pytest
from trees import Written, write

from strandline.claims.lexica import lexicon
from strandline.claims.speech import SpeechFinder
from strandline.claims.speech_frames import Frame
from strandline.claims.triggers import class_of, is_asked, is_listed, matters
from strandline.records import TriggerMention

TOLD = (
    "Officials/NOUN/2/nsubj/NNS/official said/VERB/0/root/say an/DET/4/det earthquake/NOUN/6/nsubj "
    "was/AUX/6/aux:pass/be felt/VERB/2/ccomp/VBN/VerbForm=Part+Voice=Pass/feel ./PUNCT/2/punct"
)
TOLD_ON_A_DAY = (
    "Officials/NOUN/2/nsubj/NNS/official said/VERB/0/root/say on/ADP/4/case Monday/PROPN/2/obl an/DET/6/det "
    "earthquake/NOUN/8/nsubj was/AUX/8/aux:pass/be felt/VERB/2/ccomp/VBN/VerbForm=Part+Voice=Pass/feel ./PUNCT/2/punct"
)
TOLD_THEM = (
    "Officials/NOUN/2/nsubj/NNS/official told/VERB/0/root/tell residents/NOUN/2/iobj/NNS/resident an/DET/5/det "
    "earthquake/NOUN/7/nsubj was/AUX/7/aux:pass/be felt/VERB/2/ccomp/VBN/VerbForm=Part+Voice=Pass/feel ./PUNCT/2/punct"
)
WARNED = (
    "Officials/NOUN/2/nsubj/NNS/official warned/VERB/0/root/warn a/DET/4/det dam/NOUN/6/nsubj may/AUX/6/aux/MD "
    "break/VERB/2/ccomp/VB ./PUNCT/2/punct"
)
BEHIND = (
    '"/PUNCT/4/punct/`` The/DET/3/det wall/NOUN/4/nsubj shook/VERB/0/root/VBD/VerbForm=Fin/shake ,/PUNCT/8/punct '
    "\"/PUNCT/4/punct/'' she/PRON/8/nsubj said/VERB/4/parataxis/say ./PUNCT/4/punct"
)
GROWS = (
    "The/DET/2/det club/NOUN/3/nsubj grows/VERB/0/root/VBZ/grow ,/PUNCT/5/punct has/VERB/3/conj/VBZ/have a/DET/8/det "
    "rescue/NOUN/8/compound boat/NOUN/5/obj and/CCONJ/10/cc raided/VERB/3/conj/raid a/DET/12/det barn/NOUN/10/obj "
    "./PUNCT/3/punct"
)


def mention(
    written: Written, form: str, score: float, category: str = "occurrence", status: str = "happened"
) -> TriggerMention:
    index = written.at(form)
    token = written.reading.tokens[index]
    return TriggerMention(
        index, token.start, token.end, form, category, (("other", 1.0),), ((status, 0.9),), 0.0, score
    )


def brought_in(written: Written) -> dict[int, Frame]:
    return {frame.cue_head: frame for frame in SpeechFinder(written.tree).frames() if frame.cue_head is not None}


@pytest.mark.parametrize(
    ("parse", "form", "category", "expected"),
    [
        (TOLD, "said", "reporting", "saying"),
        (WARNED, "warned", "reporting", "speech"),
        (TOLD, "earthquake", "occurrence", "noun"),
        (TOLD, "felt", "perception", "other"),
        (GROWS, "grows", "occurrence", "other"),
        (GROWS, "has", "state", "state"),
        (GROWS, "rescue", "occurrence", "modifier"),
        (GROWS, "raided", "occurrence", "other"),
    ],
)
def test_classes(parse: str, form: str, category: str, expected: str) -> None:
    written = write(parse)
    said = brought_in(written)
    assert class_of(written.tree, mention(written, form, 0.5, category), written.at(form), said) == expected


def test_a_report_without_what_it_says_is_no_cue() -> None:
    written = write(TOLD)
    assert class_of(written.tree, mention(written, "said", 0.5, "reporting"), written.at("said"), {}) == "other"


def test_what_is_read_as_still_to_come_has_a_class_of_its_own() -> None:
    written = write(GROWS)
    for status, expected in (("planned", "unreal"), ("possible", "unreal"), ("ongoing", "other")):
        found = class_of(written.tree, mention(written, "raided", 0.5, status=status), written.at("raided"), {})
        assert found == expected


def test_a_score_is_enough_for_one_class_and_not_for_another() -> None:
    written = write(GROWS)
    for form, category, listed in (("raided", "occurrence", True), ("has", "state", False)):
        assert is_listed(written.tree, mention(written, form, 0.36, category), written.at(form), {}, {}) == listed


def test_every_class_has_a_score_between_the_readers_floor_and_one() -> None:
    least = lexicon("triggers")["least"]
    assert set(least) == {"state", "modifier", "surely", "speech", "noun", "unreal", "other"}
    assert all(0.1 < score < 1 for score in least.values())


# ------------------------------------------------------------------------------------- plain verbs of saying


def weight_of(parse: str, form: str, score: float = 0.6, scores: dict[str, float] | None = None) -> float:
    written = write(parse)
    told = {written.at(word): value for word, value in (scores or {}).items()}
    return matters(
        written.tree,
        mention(written, form, score, "reporting"),
        written.at(form),
        brought_in(written)[written.at(form)],
        told,
    )


def test_a_saying_counts_for_less_where_what_is_said_holds_a_happening() -> None:
    assert weight_of(TOLD, "said", scores={"felt": 0.9}) < weight_of(TOLD, "said", scores={"felt": 0.1})


def test_a_saying_with_its_day_counts_for_more() -> None:
    assert weight_of(TOLD_ON_A_DAY, "said", scores={"felt": 0.9}) > weight_of(TOLD, "said", scores={"felt": 0.9})


def test_a_saying_to_somebody_counts_for_more() -> None:
    assert weight_of(TOLD_THEM, "told") > weight_of(TOLD, "said")


def test_a_saying_with_a_quotation_counts_for_less() -> None:
    assert weight_of(BEHIND, "said", 0.7) < 0 < weight_of(TOLD, "said", 0.7)


def test_a_plain_saying_is_listed_by_its_weight_or_by_a_sure_reader() -> None:
    written = write(BEHIND)
    head, said = written.at("said"), brought_in(written)
    for score, listed in ((0.5, False), (0.9, True)):
        assert is_listed(written.tree, mention(written, "said", score, "reporting"), head, said, {}) == listed


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
    assert is_listed(written.tree, mention(written, form, 0.9), written.at(form), {}, {}) != asked
