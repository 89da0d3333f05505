"""The line of an event: words of the sources that a reader understands alone."""

from __future__ import annotations

from typing import Any

import msgspec
from reconciling_builders import Pile, body

from strandline.reconciling.facts import Fact
from strandline.reconciling.gists import gist_of
from strandline.records import Actor


def facts_of_clauses(text: str, *clauses: tuple[str, str, dict[str, Any]]) -> list[Fact]:
    """Facts of clauses of one text: clause, trigger, fields of the claim."""
    pile = Pile()
    (claim,) = pile.add("d", "2031-05-20", (f"[{text}]", {}))
    pile.claims = []
    for clause, trigger, fields in clauses:
        start = text.index(clause)
        at = start + clause.index(trigger)
        word = msgspec.structs.replace(claim.trigger, start=at, end=at + len(trigger), text=trigger, lemma=trigger)
        end = start + len(clause)
        made = msgspec.structs.replace(claim, id=f"{claim.id}{at}", start=start, end=end, quote=clause, trigger=word)
        pile.claims.append(msgspec.structs.replace(made, **fields))
    return pile.facts()


TEXT = "The inspectors wrote that all four locks were tested in May. Ida Brenk went to the weir and shut it."


def test_a_clause_that_names_what_it_is_about_loses_the_word_that_ties_it_to_another() -> None:
    who = msgspec.structs.replace(body("locks", "patient"), start=TEXT.index("locks"), end=TEXT.index("locks") + 5)
    facts = facts_of_clauses(TEXT, ("that all four locks were tested in May", "tested", {"actors": (who,)}))
    assert gist_of(facts, "happened") == "All four locks were tested in May"


def test_a_clause_without_its_subject_is_told_by_its_sentence() -> None:
    facts = facts_of_clauses(TEXT, ("shut it", "shut", {}))
    assert gist_of(facts, "happened") == "Ida Brenk went to the weir and shut it."


def test_a_frame_of_speech_is_told_with_what_was_said() -> None:
    facts = facts_of_clauses(TEXT, ("The inspectors wrote", "wrote", {"kind": "statement"}))
    assert gist_of(facts, "happened") == "The inspectors wrote that all four locks were tested in May."


def test_a_clause_far_from_the_head_of_its_sentence_is_told_with_that_head() -> None:
    text = (
        "The harbour office, " + "which has long been short of people and of boats, " * 4 + "said no and shut the weir."
    )
    facts = facts_of_clauses(text, ("shut the weir", "shut", {}))
    assert gist_of(facts, "happened") == "The harbour office, which has long been short … shut the weir."


def test_a_line_is_cut_at_a_word() -> None:
    text = "Ida Brenk shut the weir of " + "Upper and Lower Orlach and " * 8 + "Skarvik."
    line = gist_of(facts_of_clauses(text, (text[:-1], "shut", {})), "happened")
    assert line.startswith("Ida Brenk shut the weir of Upper")
    assert line.endswith(("Upper …", "Lower …", "Orlach …", "and …"))
    assert len(line) <= 142


# ---------------------------------------------------------------------------- several events of one sentence


def who(text: str, words: str, role: str = "agent") -> Actor:
    start = text.index(words)
    return Actor(start=start, end=start + len(words), text=words, name=words, id=f"nominal:{words.lower()}", role=role)  # type: ignore[arg-type]


def lines(text: str, *clauses: tuple[str, str, dict[str, Any]]) -> list[str]:
    return [gist_of([fact], fact.claim.status) for fact in facts_of_clauses(text, *clauses)]


def test_two_verbs_of_one_sentence_have_two_lines() -> None:
    text = "The dredger Marta struck the quay at Orlach, spilling forty tonnes of oil into the basin."
    marta = {"actors": (who(text, "The dredger Marta"),)}
    assert lines(
        text,
        ("The dredger Marta struck the quay at Orlach", "struck", marta),
        ("spilling forty tonnes of oil into the basin", "spilling", marta),
    ) == [
        "The dredger Marta struck the quay at Orlach",
        "The dredger Marta … spilling forty tonnes of oil into the basin",
    ]


def test_a_clause_right_after_its_subject_needs_no_ellipsis() -> None:
    text = "The council fined the owners that had let the oil run into the basin."
    owners = {"actors": (who(text, "the owners"),), "lemma": "let"}
    fields = {key: value for key, value in owners.items() if key != "lemma"}
    (line,) = lines(text, ("that had let the oil run into the basin", "let", fields))
    assert line == "The owners that had let the oil run into the basin"


def test_a_noun_is_told_by_its_phrase() -> None:
    text = "Mayor Brenk ordered the evacuation of the lower town on Sunday."
    brenk = who(text, "Mayor Brenk")
    assert lines(
        text, (text[:-1], "ordered", {"actors": (brenk,)}), (text[:-1], "evacuation", {"actors": (brenk,)})
    ) == [
        "Mayor Brenk ordered the evacuation of the lower town on Sunday",
        "The evacuation of the lower town on Sunday",
    ]


def test_a_noun_that_says_too_little_stands_before_its_clause() -> None:
    text = "Ida Brenk welcomed forty fishermen to the ceremony."
    brenk = who(text, "Ida Brenk")
    assert lines(text, (text[:-1], "welcomed", {"actors": (brenk,)}), (text[:-1], "ceremony", {})) == [
        "Ida Brenk welcomed forty fishermen to the ceremony",
        "Ceremony: Ida Brenk welcomed forty fishermen to the ceremony",
    ]


def test_a_verb_is_not_taken_for_a_noun() -> None:
    text = "The new locks will release the water of the upper basin."
    assert lines(text, (text[:-1], "release", {"actors": (who(text, "The new locks"),)})) == [text[:-1]]
    text = "Two dockers strike against the closing of the quay."
    assert lines(text, (text[:-1], "strike", {"actors": (who(text, "Two dockers"),)})) == [text[:-1]]


def test_words_of_speech_in_the_middle_are_told_with_all_of_it() -> None:
    text = "The weir, she said, would be shut again before the winter."
    assert lines(text, ("she said", "said", {"kind": "statement"})) == [text]


def test_what_somebody_did_and_what_he_said_of_it_have_two_lines() -> None:
    text = "Ida Brenk said that the wardens shut the weir before midnight."
    said = {"kind": "statement", "actors": (who(text, "Ida Brenk", "speaker"),)}
    shut = {"actors": (who(text, "the wardens"),)}
    assert lines(
        text, ("Ida Brenk said", "said", said), ("that the wardens shut the weir before midnight", "shut", shut)
    ) == [text, "The wardens shut the weir before midnight"]


def test_a_phrase_before_the_subject_is_left_out() -> None:
    text = "During a long night of rain, the wardens of Orlach shut the weir."
    (line,) = lines(text, (text[:-1], "shut", {"actors": (who(text, "the wardens of Orlach"),)}))
    assert line == "The wardens of Orlach shut the weir"


def test_a_name_that_begins_small_keeps_its_letters() -> None:
    text = "The office wrote that eRiver counts the boats of the upper basin."
    (line,) = lines(
        text, ("that eRiver counts the boats of the upper basin", "counts", {"actors": (who(text, "eRiver"),)})
    )
    assert line == "eRiver counts the boats of the upper basin"


def test_every_word_of_a_line_is_one_of_the_text() -> None:
    text = (
        "While the crew slept, the ferry Ulva drifted past the harbour of Skarvik, dragging its anchor, until a pilot "
        "who had seen its lights from the tower called the rescue service, which sent two boats."
    )
    clauses = [
        ("While the crew slept", "slept"), ("the ferry Ulva drifted past the harbour of Skarvik", "drifted"),
        ("dragging its anchor", "dragging"), ("who had seen its lights from the tower", "seen"),
        ("until a pilot who had seen its lights from the tower called the rescue service", "called"),
        ("which sent two boats", "sent"),
    ]  # fmt: skip
    found = lines(text, *((clause, trigger, {"actors": (who(text, "the ferry Ulva"),)}) for clause, trigger in clauses))
    assert len(set(found)) == len(found)
    known = {word.strip(",.:").casefold() for word in text.split()}
    for line in found:
        assert {word.strip(",.:").casefold() for word in line.split() if word != "…"} <= known, line
