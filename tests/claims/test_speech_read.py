"""Speech that only the reader sees: frames from its chances, beside those of the rules."""

from __future__ import annotations

import msgspec
import pytest
from trees import Written, write

from strandline.claims.speech import SpeechFinder
from strandline.claims.speech_frames import Frame, source_range
from strandline.claims.syntax import Tree

# A verb that no lexicon of cues lists, with a clause that the tree hangs on it as a remark.
TOLD = (
    "The/DET/2/det harbourmaster/NOUN/3/nsubj grumbled/VERB/0/root/VBD/grumble :/PUNCT/3/punct nobody/PRON/7/nsubj "
    "had/AUX/7/aux/VBD/have moored/VERB/3/parataxis/VBN/moor the/DET/9/det barge/NOUN/7/obj ./PUNCT/3/punct"
)
PEOPLE = ("The", "harbourmaster")
SAID = ("nobody", "had", "moored", "the", "barge")


def heard(written: Written, **chances: tuple[str, ...]) -> list[Frame]:
    """Frames where the reader is sure of the words given for source, cue and content."""
    rows = bytearray()
    for token in written.reading.tokens:
        content = 250 if token.text in chances.get("content", ()) else 3
        rows += bytes(
            [
                250 if token.text in chances.get("source", ()) else 3,
                250 if token.text in chances.get("cue", ()) else 3,
                content,
                content if token.text == chances.get("content", ("",))[0] else 0,
            ]
        )
    tree = Tree(msgspec.structs.replace(written.reading, speech=bytes(rows)))
    return SpeechFinder(tree).frames()


def words(written: Written, part: tuple[int, int] | None) -> str:
    return "" if part is None else " ".join(token.text for token in written.reading.tokens[slice(*part)])


def test_without_the_reader_there_are_only_the_rules() -> None:
    assert SpeechFinder(write(TOLD).tree).frames() == []


def test_what_the_reader_hears_becomes_a_frame() -> None:
    written = write(TOLD)
    (frame,) = heard(written, source=PEOPLE, cue=("grumbled",), content=SAID)
    assert words(written, source_range(written.tree, frame)) == "The harbourmaster"
    assert words(written, frame.cue) == "grumbled"
    assert [words(written, part) for part in frame.content] == ["nobody had moored the barge"]


@pytest.mark.parametrize(
    "given",
    [
        {"cue": ("grumbled",), "content": SAID},
        {"source": ("grumbled",), "content": SAID},
        {"source": PEOPLE, "cue": ("grumbled",), "content": ("the", "barge")},
        {"source": PEOPLE, "cue": ("grumbled",)},
    ],
    ids=["nobody says it", "its source is no noun", "too few words", "nothing is said"],
)
def test_what_is_no_speech_of_somebody_does_not(given: dict[str, tuple[str, ...]]) -> None:
    assert heard(write(TOLD), **given) == []


RULED = (
    "The/DET/2/det harbourmaster/NOUN/3/nsubj said/VERB/0/root/VBD/say nobody/PRON/6/nsubj had/AUX/6/aux/VBD/have "
    "moored/VERB/3/ccomp/VBN/moor the/DET/8/det barge/NOUN/6/obj ./PUNCT/3/punct\n"
    "It/PRON/2/nsubj drifted/VERB/0/root/VBD/drift past/ADP/5/case the/DET/5/det lock/NOUN/2/obl ./PUNCT/2/punct"
)


def test_a_rule_s_frame_goes_on_as_far_as_the_reader_does() -> None:
    written = write(RULED)
    (ruled,) = SpeechFinder(written.tree).frames()
    more = ("It", "drifted", "past", "the", "lock")
    (frame,) = heard(written, source=PEOPLE, cue=("said",), content=("nobody", "had", "moored", "barge", ".", *more))
    assert (frame.source, frame.cue) == (ruled.source, ruled.cue)
    assert [words(written, part) for part in ruled.content] == ["nobody had moored the barge"]
    assert " ".join(words(written, part) for part in frame.content).startswith("nobody had moored the barge")
    assert frame.content[-1][1] == written.at("lock") + 1


def test_a_source_is_no_part_of_what_it_says() -> None:
    written = write(TOLD)
    (frame,) = heard(written, source=PEOPLE, cue=("grumbled",), content=(*PEOPLE, *SAID))
    assert frame.source is not None
    assert not frame.holds(frame.source)
