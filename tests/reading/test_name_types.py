"""Types of the names of a whole text."""

from __future__ import annotations

from strandline.reading.name_types import agreed_types, settled_names, told_places
from strandline.records import Name, NameType, Token


def test_mentions_of_one_name_agree_on_its_type() -> None:
    def name(first: int, kind: NameType, score: float) -> Name:
        return Name(first, first + 1, first, first + 1, "", kind, score)

    found = [name(0, "GPE", 0.5), name(3, "PER", 0.9), name(6, "PER", 0.6), name(9, "ORG", 0.9)]
    agreed = agreed_types(found, ["Lincoln", "lincoln", "Lincoln", "Senate"])
    assert [item.type for item in agreed] == ["PER", "PER", "PER", "ORG"]
    assert [item.text for item in agreed] == ["Lincoln", "lincoln", "Lincoln", "Senate"]


def placed(text: str, kind: NameType) -> NameType:
    return told_places([Name(0, len(text.split()), 0, len(text), text, kind, 0.9)])[0].type


def test_a_place_is_of_the_sort_that_its_words_tell() -> None:
    assert placed("Lake Turkana", "GPE") == "LOC"
    assert placed("the Kerio Valley", "GPE") == "LOC"
    assert placed("Ferry Rd.", "LOC") == "FAC"
    assert placed("Wilson Airport", "GPE") == "FAC"


def test_towns_and_states_that_look_like_land_stay_what_they_are() -> None:
    assert placed("Solomon Islands", "GPE") == "GPE"
    assert placed("Fort Worth", "GPE") == "GPE"
    assert placed("Lake", "GPE") == "GPE"


def test_a_person_or_a_body_named_like_a_place_is_left_alone() -> None:
    assert placed("Martin Lake", "PER") == "PER"
    assert placed("Kingsway Hospital", "ORG") == "ORG"


def parsed(rows: str) -> tuple[str, list[Token]]:
    """A text of words given as form/part of speech/head/relation, with spaces before all but signs."""
    text = ""
    tokens = []
    for row in rows.split():
        form, upos, head, relation = row.split("/")
        text += " " if text and upos != "PUNCT" else ""
        start, end = len(text), len(text) + len(form)
        tokens.append(Token(start, end, form, form.lower(), upos, "", "", int(head), relation, 0))
        text += form
    return text, tokens


def kinds(text: str, tokens: list[Token], *spans: tuple[int, int, NameType]) -> list[NameType]:
    found = [Name(first, last, tokens[first].start, tokens[last - 1].end, "", kind, 0.6) for first, last, kind in spans]
    return [name.type for name in settled_names(found, text, tokens)]


def test_a_place_with_an_article_is_land_wherever_it_is_named() -> None:
    crossed = "They/PRON/1/nsubj crossed/VERB/-1/root the/DET/3/det "
    river = parsed(crossed + "Limova/PROPN/1/obj ./PUNCT/1/punct Limova/PROPN/-1/root")
    assert kinds(*river, (3, 4, "GPE"), (5, 6, "GPE")) == ["LOC", "LOC"]
    square = parsed(crossed + "Limova/PROPN/4/compound square/NOUN/1/obj")
    assert kinds(*square, (3, 4, "GPE")) == ["GPE"]
    state = parsed(crossed + "Netherlands/PROPN/1/obj")
    assert kinds(*state, (3, 4, "GPE")) == ["GPE"]


def test_what_stands_beside_a_name_tells_a_body() -> None:
    named = "Okeda/PROPN/5/nsubj ,/PUNCT/3/punct "
    union = parsed(
        named + "the/DET/3/det union/NOUN/0/appos ,/PUNCT/3/punct left/VERB/-1/root ./PUNCT/5/punct Okeda/PROPN/-1/root"
    )
    assert kinds(*union, (0, 1, "PER"), (7, 8, "PER")) == ["ORG", "ORG"]
    which = parsed(named + "which/PRON/3/nsubj left/VERB/0/acl:relcl")
    assert kinds(*which, (0, 1, "PER")) == ["ORG"]
    assert kinds(*which, (0, 1, "GPE")) == ["GPE"]


def test_who_tells_a_person_though_the_name_is_in_capitals() -> None:
    asked = "Where/ADV/1/advmod was/AUX/-1/root Ana/PROPN/1/nsubj ?/PUNCT/1/punct Leo/PROPN/1/nsubj "
    text, tokens = parsed(asked + "SARUN/PROPN/-1/root ,/PUNCT/8/punct who/PRON/8/nsubj left/VERB/5/acl:relcl")
    assert kinds(text, tokens, (2, 3, "PER"), (4, 5, "PER"), (5, 6, "PER")) == ["PER", "PER", "PER"]
    text, tokens = parsed(asked + "SARUN/PROPN/-1/root left/VERB/5/acl")
    assert kinds(text, tokens, (2, 3, "PER"), (4, 5, "PER"), (5, 6, "PER"), (2, 3, "PER")) == [
        "PER", "PER", "ORG", "PER",
    ]  # fmt: skip


def test_unlikely_names_are_dropped() -> None:
    text, tokens = parsed("u/X/-1/root Velt/PROPN/0/flat")
    found = [Name(0, 1, 0, 1, "", "GPE", 0.9), Name(1, 2, 2, 6, "", "ORG", 0.3)]
    assert settled_names(found, text, tokens) == []
