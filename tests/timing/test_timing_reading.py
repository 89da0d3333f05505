"""With a reading: tags and names decide where the words alone leave it open."""

from __future__ import annotations

import pytest

from strandline.records import Name, Published, Reading, Sentence, Token
from strandline.timing import tag_times
from strandline.timing.tags import ReadingTags

SATURDAY = Published(earliest="2020-01-11", latest="2020-01-11", basis="given")


def reading_of(text: str, tags: str, names: dict[str, str] | None = None) -> Reading:
    """A reading of one sentence; ``tags`` has ``word/UPOS/head/deprel/feats`` for each word (feats may be absent)."""
    tokens, at = [], 0
    for item in tags.split():
        word, upos, head, deprel, *feats = item.split("/")
        start = text.index(word, at)
        at = start + len(word)
        features = "".join(feats).replace("+", "|")
        tokens.append(Token(start, at, word, word.lower(), upos, "", features, int(head) - 1, deprel, 0))
    starts = [token.start for token in tokens]
    found = []
    for words, kind in (names or {}).items():
        start = text.index(words)
        first, last = starts.index(start), sum(begin < start + len(words) for begin in starts)
        found.append(Name(first, last, start, start + len(words), words, kind, 0.9))  # type: ignore[arg-type]
    return Reading(
        sentences=(Sentence(0, len(tokens), 0, len(text), 0),), tokens=tuple(tokens), names=tuple(found)
    )  # fmt: skip


def values(text: str, tags: str, names: dict[str, str] | None = None) -> list[tuple[str, str]]:
    found = tag_times(text, reading=reading_of(text, tags, names), published=SATURDAY)
    return [(one.text, one.value) for one in found]


def test_the_tokens_of_an_expression() -> None:
    text = "It fell on 3 May 2019 ."
    tags = (
        "It/PRON/2/nsubj fell/VERB/0/root on/ADP/4/case 3/NUM/2/obl May/PROPN/4/nmod 2019/NUM/5/nummod ./PUNCT/2/punct"
    )
    (found,) = tag_times(text, reading=reading_of(text, tags), published=SATURDAY)
    assert found.tokens == (3, 6)
    assert tag_times(text, published=SATURDAY)[0].tokens == (0, 0)


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("They march .", "They/PRON/2/nsubj march/VERB/0/root ./PUNCT/2/punct"),
        ("In spring they may go .", "In/ADP/2/case spring/VERB/5/obl they/PRON/5/nsubj may/AUX/5/aux go/VERB/0/root"),
    ],
)
def test_a_verb_is_no_month_and_no_season(text: str, tags: str) -> None:
    assert values(text, tags) == []


def test_a_part_of_a_name_is_no_time() -> None:
    text = "She bought the Tuesday Bistro ."
    tags = (
        "She/PRON/2/nsubj bought/VERB/0/root the/DET/5/det Tuesday/PROPN/5/compound Bistro/PROPN/2/obj ./PUNCT/2/punct"
    )
    assert values(text, tags, {"Tuesday Bistro": "ORG"}) == []
    assert values(text, tags) == [("Tuesday", "2020-01-07")]


def test_the_tense_comes_from_the_verb_that_governs() -> None:
    text = "The board , which met twice , will rule Monday ."
    tags = (
        "The/DET/2/det board/NOUN/8/nsubj ,/PUNCT/5/punct which/PRON/5/nsubj"
        " met/VERB/2/acl:relcl/VerbForm=Fin+Tense=Past twice/ADV/5/advmod ,/PUNCT/5/punct"
        " will/AUX/9/aux/VerbForm=Fin rule/VERB/0/root/VerbForm=Inf"
        " Monday/PROPN/9/obl:tmod ./PUNCT/9/punct"
    )
    assert ("Monday", "2020-01-13") in values(text, tags)
    past = tags.replace(
        "will/AUX/9/aux/VerbForm=Fin rule/VERB/0/root/VerbForm=Inf", "had/AUX/9/aux rule/VERB/0/root/Tense=Past"
    )
    assert ("Monday", "2020-01-06") in values(text.replace("will", "had"), past.replace("rule/", "rule/"))


def test_what_was_not_read_goes_by_the_words() -> None:
    text = "They left Monday .\nThey will come back Tuesday ."
    reading = reading_of(
        text, "They/PRON/2/nsubj left/VERB/0/root/VerbForm=Fin+Tense=Past Monday/PROPN/2/obl:tmod ./PUNCT/2/punct"
    )
    found = tag_times(text, reading=reading, published=SATURDAY)
    assert [(one.text, one.value) for one in found] == [("Monday", "2020-01-06"), ("Tuesday", "2020-01-14")]


def test_tags_by_place() -> None:
    text = "In Lima it rained ."
    reading = reading_of(
        text, "In/ADP/2/case Lima/PROPN/4/obl it/PRON/4/nsubj rained/VERB/0/root ./PUNCT/4/punct", {"Lima": "GPE"}
    )
    tags = ReadingTags(reading)
    assert tags.index_at(3) == 1
    assert tags.index_at(4) is None
    assert tags.at(0) == reading.tokens[0]
    assert tags.children(3) == (1, 2, 4)
    assert tags.token(99) is None
    name = tags.name_around(3, 7)
    assert name is not None
    assert name.text == "Lima"
    assert tags.name_around(3, 10) is None
    assert tags.name_around(0, 2) is None


def test_places_of_the_reading_give_the_zone() -> None:
    text = "Lima woke at 5 a.m. on 3 May 2019 ."
    tags = (
        "Lima/PROPN/2/nsubj woke/VERB/0/root at/ADP/4/case 5/NUM/2/obl a.m./NOUN/4/nmod on/ADP/7/case 3/NUM/2/obl"
        " May/PROPN/7/nmod 2019/NUM/8/nummod ./PUNCT/2/punct"
    )
    for names, zone in (({"Lima": "GPE"}, "America/Lima"), ({"Lima": "PER"}, None)):
        found = tag_times(
            text, reading=reading_of(text, tags, names), published=SATURDAY,
            zone_of_place=lambda name: "America/Lima" if name == "Lima" else None,
        )  # fmt: skip
        assert found[0].when is not None
        assert found[0].when.zone == zone
