from __future__ import annotations

import numpy as np

from strandline.reading.decode import names, speech
from strandline.reading.features import NameLexicon
from strandline.reading.tokenise import tokenise

LEXICON = NameLexicon()
TAGS = ("O", "B-PER", "I-PER", "B-GPE", "I-GPE", "B-LOC", "I-LOC")


def scored(*rows: dict[str, float]) -> np.ndarray:
    """Logits from chances of some tags; what is left is spread over the others."""
    table = np.full((len(rows), len(TAGS)), 1e-4, np.float32)
    for row, chances in zip(table, rows, strict=True):
        for tag, chance in chances.items():
            row[TAGS.index(tag)] = chance
    return np.log(table / table.sum(axis=1, keepdims=True))


def spans(text: str, *rows: dict[str, float], ends: tuple[int, ...] = ()) -> list[tuple[str, str]]:
    words = tokenise(text)
    forms = [text[word.start : word.end] for word in words]
    found = names(scored(*rows), TAGS, words, forms, (0, len(words)), [*ends, len(words)], LEXICON)
    return [(text[name.start : name.end], name.type) for name in found]


def test_a_name_whose_words_lean_to_different_types_stays_one_name() -> None:
    rows = ({"O": 0.98}, {"B-LOC": 0.7, "B-GPE": 0.3}, {"I-GPE": 0.5, "I-LOC": 0.45}, {"O": 0.99})
    assert spans("the West Bank again", *rows) == [("West Bank", "LOC")]


def test_a_name_cannot_go_on_before_it_has_begun() -> None:
    rows = ({"O": 0.97}, {"I-PER": 0.6, "B-PER": 0.35}, {"O": 0.99})
    assert spans("then Okoro left", *rows) == [("Okoro", "PER")]


def test_a_second_name_right_after_the_first_needs_to_be_likely() -> None:
    unsure = ({"B-PER": 0.9}, {"B-PER": 0.5, "I-PER": 0.45})
    sure = ({"B-PER": 0.9}, {"B-PER": 0.9, "I-PER": 0.05})
    assert spans("Ana Luz", *unsure) == [("Ana Luz", "PER")]
    assert spans("Ana Luz", *sure) == [("Ana", "PER"), ("Luz", "PER")]


def test_names_at_the_edges_and_none_at_all() -> None:
    assert spans("Ana sang Ana", {"B-PER": 0.9}, {"O": 0.99}, {"B-PER": 0.9}) == [("Ana", "PER")] * 2
    assert spans("all was well", {"O": 0.99}, {"O": 0.99}, {"O": 0.99}) == []


def test_no_name_goes_on_into_the_next_sentence() -> None:
    rows = ({"B-PER": 0.9}, {"I-PER": 0.9}, {"O": 0.99})
    assert spans("Okoro Velt left", *rows) == [("Okoro Velt", "PER")]
    assert spans("Okoro Velt left", *rows, ends=(1,)) == [("Okoro", "PER"), ("Velt", "PER")]


def test_what_a_person_belongs_to_is_of_another_type() -> None:
    person = {"I-PER": 0.8, "I-GPE": 0.1}
    rows = ({"B-PER": 0.9}, {"I-PER": 0.9}, {"I-PER": 0.9}, person, {"O": 0.99})
    assert spans("Ana Velt of Oruro left", *rows) == [("Ana Velt", "PER"), ("Oruro", "GPE")]


def test_speech_is_four_bytes_a_word_without_the_root() -> None:
    even = np.log(np.array([[0.2, 0.2, 0.6], [1.0, 1e-9, 1e-9], [0.5, 0.25, 0.25]], np.float32))
    said = speech({"source": even, "cue": even[::-1], "content": even})
    assert list(said) == [0, 0, 0, 0, 128, 204, 128, 64]
