from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strandline.cli.conllu import conllu
from strandline.records import Name, Reading, Reference, Sentence, Token, TriggerMention

TEXT = "Don't sail,\nsaid Lind.  It sank…\n\n“Why?”"


def token(text: str, words: str, after: int, **fields: object) -> Token:
    start = text.index(words, after)
    given = {
        "lemma": words.lower(),
        "upos": "X",
        "xpos": "XX",
        "feats": "",
        "head": -1,
        "deprel": "root",
        "sentence": 0,
    }
    return Token(start=start, end=start + len(words), text=words, **{**given, **fields})  # type: ignore[arg-type]


def reading() -> Reading:
    words = [
        token(TEXT, "Do", 0, head=2, deprel="aux", feats="VerbForm=Fin|Mood=Imp"),
        token(TEXT, "n't", 0, head=2, deprel="advmod"),
        token(TEXT, "sail", 0, upos="VERB", xpos="VB"),
        token(TEXT, ",", 0, head=2, deprel="punct"),
        token(TEXT, "said", 0, head=2, deprel="parataxis", upos="VERB", xpos="VBD", lemma="say"),
        token(TEXT, "Lind", 0, head=4, deprel="nsubj", upos="PROPN"),
        token(TEXT, ".", 0, head=2, deprel="punct"),
        token(TEXT, "It", 20, head=8, deprel="nsubj", sentence=1),
        token(TEXT, "sank", 20, sentence=1),
        token(TEXT, "…", 20, head=8, deprel="punct", sentence=1),
        token(TEXT, "“", 20, head=11, deprel="punct", sentence=2),
        token(TEXT, "Why", 20, sentence=2),
        token(TEXT, "?", 20, head=11, deprel="punct", sentence=2),
        token(TEXT, "”", 20, head=11, deprel="punct", sentence=2),
    ]
    ends = ((0, 7, 0), (7, 10, 0), (10, 14, 1))
    return Reading(
        sentences=tuple(Sentence(a, b, words[a].start, words[b - 1].end, par) for a, b, par in ends),
        tokens=tuple(words),
        names=(Name(5, 6, words[5].start, words[5].end, "Lind", "PER", 0.9),),
        triggers=(
            TriggerMention(
                8,
                words[8].start,
                words[8].end,
                "sank",
                "occurrence",
                (("accident", 0.9),),
                (("happened", 0.8),),
                2.5,
                0.7,
            ),
        ),
        references=(Reference(((5, 6), (7, 8))),),
    )


def rows(lines: list[str]) -> list[list[str]]:
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def test_conllu_keeps_words_trees_and_spaces() -> None:
    lines = list(conllu(reading(), TEXT, document="log book.txt"))
    assert lines[:5] == [
        "# newdoc id = log book.txt",
        "# newpar",
        "# sent_id = log_book.txt-s1",
        "# text = Don't sail, said Lind.",
        "1\tDo\tdo\tX\tXX\tMood=Imp|VerbForm=Fin\t3\taux\t_\tSpaceAfter=No",
    ]
    assert lines[7].endswith("\tSpacesAfter=\\n")
    assert lines.count("# newpar") == 2
    assert [line for line in lines if line.startswith("# text")] == [
        "# text = Don't sail, said Lind.", "# text = It sank…", "# text = “Why?”",
    ]  # fmt: skip
    roots = [row for row in rows(lines) if row[6] == "0"]
    assert [row[1] for row in roots] == ["sail", "sank", "Why"]
    assert lines[-1] == ""


def put_together(lines: list[str]) -> str:
    """The text, from forms and spaces alone."""
    text, covered, before = "", 0, 0
    for row in rows(lines):
        assert len(row) == 10
        first, _, last = row[0].partition("-")
        if int(first) < before:
            covered = 0
        before = int(first)
        if last:
            covered = int(last)
        elif int(first) <= covered:
            continue
        gap = dict(part.split("=", 1) for part in row[9].split("|") if part != "_")
        if "SpacesAfter" in gap:
            spaces = gap["SpacesAfter"]
            for code, character in (("\\s", " "), ("\\t", "\t"), ("\\n", "\n")):
                spaces = spaces.replace(code, character)
            text += row[1] + spaces
        else:
            text += row[1] + ("" if gap.get("SpaceAfter") == "No" else " ")
    return text


def test_the_text_can_be_put_together_again() -> None:
    assert put_together(list(conllu(reading(), TEXT, document="d"))) == TEXT


def test_words_that_share_their_letters_stand_under_a_range() -> None:
    text = "vámonos ya"
    tokens = (
        Token(0, 7, "vamos", "ir", "VERB", "", "", -1, "root", 0),
        Token(0, 7, "nos", "nosotros", "PRON", "", "", 0, "obj", 0),
        Token(8, 10, "ya", "ya", "ADV", "", "", 0, "advmod", 0),
    )
    lines = list(conllu(Reading(sentences=(Sentence(0, 3, 0, 10, 0),), tokens=tokens), text, document="d"))
    found = rows(lines)
    assert [row[0] for row in found] == ["1-2", "1", "2", "3"]
    assert [row[1] for row in found] == ["vámonos", "vamos", "nos", "ya"]
    assert "# text = vámonos ya" in lines
    assert put_together(lines) == text


@given(
    st.lists(
        st.tuples(st.text("abc'é🙂", min_size=1, max_size=4), st.sampled_from(["", " ", "\n", "  ", "\n\n", "\t"])),
        min_size=1,
    )
)
def test_any_text_survives(words: list[tuple[str, str]]) -> None:
    text, tokens = "", []
    for number, (word, gap) in enumerate(words):
        tokens.append(Token(len(text), len(text) + len(word), word, word, "X", "", "", number - 1, "dep", 0))
        text += word + gap
    given = Reading(sentences=(Sentence(0, len(tokens), 0, tokens[-1].end, 0),), tokens=tuple(tokens))
    assert put_together(list(conllu(given, text, document="d"))) == text


class FakeReader:
    @classmethod
    def load(cls, *, threads: int = 1) -> FakeReader:
        return cls()

    def read(self, text: str) -> Reading:
        assert text.rstrip("\n") == TEXT
        return reading()


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    import strandline.reading

    monkeypatch.setattr(strandline.reading, "Reader", FakeReader)
    (tmp_path / "log.txt").write_text(TEXT)
    return tmp_path / "log.txt"


def test_read_prints_conllu(call: Callable[..., object], log: Path) -> None:
    said = call("read", log)
    assert (said.status, said.err) == (0, "")
    assert said.out.startswith("# newdoc id = log.txt\n# newpar\n# sent_id = log.txt-s1\n")
    assert said.out.endswith("\n\n")


def test_read_as_jsonl_has_every_layer(call: Callable[..., object], log: Path) -> None:
    said = call("read", log, "--format", "jsonl")
    row = json.loads(said.out)
    text = row["text"]
    assert [len(sentence["tokens"]) for sentence in row["sentences"]] == [7, 3, 4]
    spans = [*row["names"], *row["triggers"], *(span for found in row["references"] for span in found)]
    spans += [word for sentence in row["sentences"] for word in sentence["tokens"]]
    spans += [row["speech"][0]["source"], row["speech"][0]["cue"], *row["speech"][0]["content"]]
    for span in spans:
        assert text[span["start"] : span["end"]] == span["text"]
    assert row["triggers"][0]["statuses"] == [["happened", 0.8]]
    assert row["sentences"][1]["tokens"][0]["id"] == 7


def test_what_cannot_be_read_is_named(call: Callable[..., object], tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    said = call("read", tmp_path / "empty.txt")
    assert said.status == 1
    assert "refused: empty.txt" in said.err
    assert call("read", tmp_path).status == 2
    assert call("read", tmp_path / "nowhere.txt").status == 2
