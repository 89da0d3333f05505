"""Who says what: sources, cues and contents of sentences parsed by hand, and of marks that do not pair."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trees import Written, write

from strandline.claims.lexica import lexicon
from strandline.claims.speech import SpeechFinder
from strandline.claims.speech_frames import Frame, source_range
from strandline.claims.speech_quotations import quoted_ranges

CASES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("speech.toml").read_text("utf-8"))["case"]


def frames_of(written: Written) -> list[Frame]:
    return SpeechFinder(written.tree).frames()


def shown(written: Written, frame: Frame) -> list[str]:
    source = source_range(written.tree, frame)
    return [
        written.words(*source) if source is not None else "",
        written.words(*frame.cue) if frame.cue is not None else "",
        *(written.words(*part) for part in frame.content),
    ]


def name_of(case: dict[str, Any]) -> str:
    return " ".join(word.split("/")[0] for word in case["parse"].split())[:60]


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_frames(case: dict[str, Any]) -> None:
    written = write(case["parse"])
    found = frames_of(written)
    assert [shown(written, frame) for frame in found] == case["speech"]
    assert [frame.manner + " direct" * frame.direct for frame in found] == case["manners"]


def test_the_cases_are_many() -> None:
    assert len(CASES) >= 40


def test_addressee_and_go_between() -> None:
    written = write(
        "The/DET/2/det envoy/NOUN/3/nsubj told/VERB/0/root/tell the/DET/5/det king/NOUN/3/obj through/ADP/8/case "
        "a/DET/8/det priest/NOUN/3/obl that/SCONJ/11/mark talks/NOUN/11/nsubj ended/VERB/3/ccomp/end ./PUNCT/3/punct"
    )
    (frame,) = frames_of(written)
    assert frame.addressee == written.at("king")
    assert frame.via == written.at("priest")
    assert frame.holds(written.at("ended"))
    assert not frame.holds(written.at("king"))
    assert frame.size == 3


def test_who_told_in_the_passive() -> None:
    written = write(
        "The/DET/2/det king/NOUN/4/nsubj:pass was/AUX/4/aux:pass told/VERB/0/root/VBN/tell by/ADP/7/case the/DET/7/det "
        "envoy/NOUN/4/obl:agent that/SCONJ/10/mark talks/NOUN/10/nsubj ended/VERB/4/ccomp/end ./PUNCT/4/punct"
    )
    (frame,) = frames_of(written)
    assert frame.source == written.at("envoy")
    assert frame.addressee == written.at("king")


def test_cue_tokens_are_those_that_bring_in_speech() -> None:
    written = write(
        "Police/NOUN/2/nsubj confirmed/VERB/0/root/confirm the/DET/4/det arrest/NOUN/2/obj ./PUNCT/2/punct\n"
        "Police/NOUN/2/nsubj said/VERB/0/root/say two/NUM/4/nsubj fled/VERB/2/ccomp/flee ./PUNCT/2/punct"
    )
    finder = SpeechFinder(written.tree)
    assert finder.cue_tokens(finder.frames()) == {written.at("said")}


def test_a_nonsense_subject_far_away_is_not_the_speaker() -> None:
    """Two subjects before one verb, as a left-out clause gives them: the one beside the verb speaks."""
    written = write(
        "Those/PRON/9/nsubj who/PRON/3/nsubj borrow/VERB/1/acl:relcl/VBP often/ADV/5/advmod struggle/VERB/1/dep/VBP "
        ",/PUNCT/1/punct the/DET/8/det banker/NOUN/9/nsubj said/VERB/0/root/say ./PUNCT/9/punct"
    )
    (frame,) = frames_of(written)
    assert shown(written, frame) == ["the banker", "said", "Those who borrow often struggle"]


def test_a_dateline_is_no_part_of_the_source() -> None:
    written = write(
        "OSLO/PROPN/7/dep (/PUNCT/3/punct Wire/PROPN/1/appos )/PUNCT/3/punct —/PUNCT/1/punct The/DET/7/det "
        "mayor/NOUN/8/nsubj said/VERB/0/root/say two/NUM/10/nsubj fled/VERB/8/ccomp/flee ./PUNCT/8/punct"
    )
    (frame,) = frames_of(written)
    assert shown(written, frame) == ["The mayor", "said", "two fled"]


@pytest.mark.parametrize(
    ("subject", "found"), [("You", 0), ("Anyone", 0), ("I", 0), ("She", 1), ("Experts", 1), ("People", 1)]
)
def test_what_anybody_might_think_is_nobodys_statement(subject: str, found: int) -> None:
    written = write(
        f"{subject}/PRON/2/nsubj think/VERB/0/root/VBP/think the/DET/4/det mill/NOUN/5/nsubj burned/VERB/2/ccomp/burn "
        "./PUNCT/2/punct"
    )
    assert len(frames_of(written)) == found


def test_i_said_is_the_authors_own_and_i_say_inside_a_quotation_the_speakers() -> None:
    plain = "I/PRON/2/nsubj said/VERB/0/root/say snow/NOUN/4/nsubj fell/VERB/2/ccomp/fall ./PUNCT/2/punct"
    assert len(frames_of(write(plain))) == 1
    quoted = (
        "“/PUNCT/3/punct I/PRON/3/nsubj say/VERB/8/ccomp/VBP/say snow/NOUN/5/nsubj fell/VERB/3/ccomp/fall "
        "”/PUNCT/3/punct she/PRON/8/nsubj said/VERB/0/root/say ./PUNCT/8/punct"
    )
    written = write(quoted)
    assert [shown(written, frame)[0] for frame in frames_of(written)] == ["she"]


@pytest.mark.parametrize(("head", "found"), [("week", 0), ("Norvik", 1)])
def test_per_week_speaks_for_nobody(head: str, found: int) -> None:
    tag = "PROPN" if head[0].isupper() else "NOUN"
    written = write(
        f"Rents/NOUN/2/nsubj/rent rose/VERB/0/root/rise ,/PUNCT/5/punct per/ADP/5/case {head}/{tag}/2/obl "
        "./PUNCT/2/punct"
    )
    assert len(frames_of(written)) == found


# ----------------------------------------------------------------------------------------------- quotation marks

PARAGRAPHS = """
Ana/PROPN/2/nsubj said/VERB/0/root/say :/PUNCT/6/punct “/PUNCT/6/punct We/PRON/6/nsubj ran/VERB/2/ccomp/run \
./PUNCT/2/punct

“/PUNCT/3/punct Nobody/PRON/3/nsubj helped/VERB/0/root/help us/PRON/3/obj that/DET/6/det night/NOUN/3/obl \
./PUNCT/3/punct

“/PUNCT/4/punct Then/ADV/4/advmod we/PRON/4/nsubj slept/VERB/0/root/sleep in/ADP/7/case a/DET/7/det barn/NOUN/4/obl \
./PUNCT/4/punct ”/PUNCT/4/punct

The/DET/2/det council/NOUN/3/nsubj met/VERB/0/root/meet later/ADV/3/advmod ./PUNCT/3/punct
"""


def test_speech_over_paragraphs_ends_with_its_mark() -> None:
    written = write(PARAGRAPHS)
    found = frames_of(written)
    for word in ("ran", "helped", "slept"):
        holding = [frame for frame in found if frame.holds(written.at(word))]
        assert holding, word
        assert all(frame.source == written.at("Ana") and frame.direct for frame in holding), word
    assert not any(frame.holds(written.at("met")) for frame in found)


@pytest.mark.parametrize(
    ("opening", "closing"), [("“", "”"), ('"', '"'), ("``", "''"), ("''", "''"), ("«", "»"), ("„", "“"), ("‘", "’")]
)
def test_marks_of_all_kinds(opening: str, closing: str) -> None:
    written = write(
        f"{opening}/PUNCT/3/punct We/PRON/3/nsubj left/VERB/6/ccomp/leave {closing}/PUNCT/3/punct she/PRON/6/nsubj "
        "said/VERB/0/root/say ./PUNCT/6/punct"
    )
    (part,) = quoted_ranges(written.tree)
    assert written.words(*part) == "We left"
    (frame,) = frames_of(written)
    assert frame.direct
    assert frame.source == written.at("she")


def test_a_mark_left_open_ends_with_its_paragraph() -> None:
    written = write(
        "“/PUNCT/3/punct We/PRON/3/nsubj left/VERB/0/root/leave ./PUNCT/3/punct\n\n"
        "Snow/NOUN/2/nsubj fell/VERB/0/root/fall ./PUNCT/2/punct"
    )
    (part,) = quoted_ranges(written.tree)
    assert written.words(*part) == "We left."


def test_a_far_partner_is_a_stray() -> None:
    filler = "\n".join("Snow/NOUN/2/nsubj fell/VERB/0/root/fall ./PUNCT/2/punct" for _ in range(200))
    written = write(
        f"“/PUNCT/3/punct We/PRON/3/nsubj left/VERB/0/root/leave ./PUNCT/3/punct\n{filler}\n"
        "Rain/NOUN/2/nsubj fell/VERB/0/root/fall ”/PUNCT/2/punct ./PUNCT/2/punct"
    )
    assert quoted_ranges(written.tree) == ()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["“", "”", '"', "``", "''", "«", "»", "„", "‘", "’", "'", "`", "we", "said", "left", ",", ":"]),
        min_size=1,
        max_size=25,
    )
)
def test_any_row_of_marks_is_read_without_a_crash(words: list[str]) -> None:
    tags = {"we": "PRON/{}/nsubj", "said": "VERB/{}/ccomp/say", "left": "VERB/{}/ccomp/leave"}
    root = len(words) + 1
    parse = " ".join(f"{word}/{tags.get(word, 'PUNCT/{}/punct').format(root)}" for word in words)
    written = write(f"{parse} rained/VERB/0/root/rain")
    for frame in frames_of(written):
        assert frame.content
        assert all(0 <= first < last <= root for first, last in frame.content)
        source = source_range(written.tree, frame)
        assert source is None or 0 <= source[0] < source[1] <= root


# --------------------------------------------------------------------------------------------------- the lexicon


def test_cue_words_are_lower_case_and_listed_once() -> None:
    data = lexicon("cues")
    lists = {name: words for name, words in data.items() if isinstance(words, list)}
    for table in ("things", "source_heads", "media_names", "terms", "basis"):
        lists |= {f"{table}.{name}": words for name, words in data[table].items()}
    for name, words in lists.items():
        assert words, name
        assert all(word == word.lower().strip() for word in words), name
        assert len(words) == len(set(words)), name
    assert not set(data["things"]["stated"]) & set(data["things"]["about"])
