"""The reader as a whole: offsets, independence of what else is read, and hostile text."""

from __future__ import annotations

import subprocess
import sys

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from strandline.reading import Reader
from strandline.records import Reading

NEWS = (
    "The harbour master of Tarsund, Ingrid Moe, said on Tuesday that the tanker Aurelia had run aground at 4:20 a.m. "
    "near the lighthouse. Nobody was hurt.\n\nTwo tugs reached her before dawn. “She was listing badly,” a pilot told "
    "the Tarsund Post, “and we could not get a line across.” He declined to give his name because he was not allowed "
    "to speak to reporters.\n\nThe owners, Brevik Shipping Ltd., denied that the crew had been asleep. "
    "An inquiry is to open next week in Oslo."
)


def check(text: str, reading: Reading) -> None:
    previous = 0
    for number, sentence in enumerate(reading.sentences):
        assert sentence.first < sentence.last
        roots = 0
        for index in range(sentence.first, sentence.last):
            token = reading.tokens[index]
            assert token.sentence == number
            assert text[token.start : token.end] == token.text
            assert token.start >= previous
            previous = token.end
            assert token.head == -1 or sentence.first <= token.head < sentence.last
            assert (token.head == -1) == (token.deprel == "root")
            assert token.lemma
            roots += token.head == -1
        assert roots == 1
    for name in reading.names:
        assert text[name.start : name.end] == name.text
        assert 0 <= name.score <= 1
    assert len(reading.speech) == 4 * len(reading.tokens)
    for trigger in reading.triggers:
        assert text[trigger.start : trigger.end] == trigger.text
        assert 0 <= trigger.score <= 1


def test_offsets_and_trees(reader: Reader) -> None:
    reading = reader.read(NEWS)
    check(NEWS, reading)
    assert len(reading.sentences) >= 7
    assert {"Tarsund", "Oslo"} <= {name.text for name in reading.names}
    lemmas = {token.text: token.lemma for token in reading.tokens}
    assert lemmas["said"] == "say"
    assert any(trigger.text.startswith("run") for trigger in reading.triggers)


def test_what_is_said_is_likelier_speech_than_what_is_told(reader: Reader) -> None:
    text = "The mill burned down in March.\n\nNobody had been inside, a spokesman for the owners said on Monday."
    reading = reader.read(text)
    chances = {
        token.text: tuple(reading.speech[4 * index : 4 * index + 4]) for index, token in enumerate(reading.tokens)
    }
    assert chances["inside"][2] > 128 > chances["burned"][2]
    assert chances["spokesman"][0] > 128 > chances["mill"][0]
    assert chances["said"][1] > 128 > chances["burned"][1]
    assert all(first <= content for _, _, content, first in chances.values())


def test_the_same_text_gives_the_same_reading(reader: Reader) -> None:
    assert msgspec.json.encode(reader.read(NEWS)) == msgspec.json.encode(Reader.load().read(NEWS))


def test_another_process_reads_the_same(reader: Reader) -> None:
    code = (
        "import sys, hashlib, msgspec; from strandline.reading import Reader;"
        "print(hashlib.sha256(msgspec.json.encode(Reader.load().read(sys.stdin.read()))).hexdigest())"
    )
    import hashlib

    done = subprocess.run([sys.executable, "-c", code], input=NEWS, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == hashlib.sha256(msgspec.json.encode(reader.read(NEWS))).hexdigest()


def moved(reading: Reading, *, skip: int, characters: int) -> list[tuple[object, ...]]:
    return [
        (token.start - characters, token.text, token.lemma, token.upos, token.feats, token.deprel, token.head - skip)
        for token in reading.tokens[skip:]
        if token.head == -1 or token.head >= skip
    ]


def test_text_in_front_changes_nothing_beyond_the_next_full_paragraph(reader: Reader) -> None:
    """What is read does not depend on where in a document it stands, once a paragraph of ordinary length lies
    between."""
    first = " ".join([NEWS.split("\n\n", maxsplit=1)[0]] * 3)
    body = first + "\n\n" + NEWS
    alone = reader.read(body)
    for front in (
        "A line in front.\n\n",
        "Weather\n\nRain and wind, with some sun towards the evening in the west.\n\n",
    ):
        shifted = reader.read(front + body)
        extra = len(shifted.tokens) - len(alone.tokens)
        start = len(first)
        tail = [t for t in alone.tokens if t.start > start]
        tail_shifted = [t for t in shifted.tokens if t.start > start + len(front)]
        assert [(t.text, t.upos, t.lemma, t.feats, t.deprel, t.head) for t in tail] == [
            (t.text, t.upos, t.lemma, t.feats, t.deprel, t.head - extra if t.head >= 0 else -1) for t in tail_shifted
        ]


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "\n\n\n", "...", "12 34 56 !!!", "\x00\x01\x02 control \x7f", "\ufeff\u200b\u200e",
        "word " * 20_000, "a" * 50_000, "(" * 3_000, "😀" * 500, "“" * 1_000,
        "مرحبا بالعالم. " * 50, "x\n" * 3_000, "-" * 10_000, "A. B. C. " * 2_000,
    ],
)  # fmt: skip
def test_hostile_text_is_read(reader: Reader, text: str) -> None:
    check(text, reader.read(text))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=300))
def test_any_text_is_read(reader: Reader, text: str) -> None:
    check(text, reader.read(text))


def test_fingerprint_is_stable(reader: Reader) -> None:
    assert reader.fingerprint == Reader.load().fingerprint
    assert len(reader.fingerprint) == 16
