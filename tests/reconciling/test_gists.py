"""The line of an event: words of the sources that a reader understands alone."""

from __future__ import annotations

from typing import Any

import msgspec
from reconciling_builders import Pile, body

from strandline.reconciling.facts import Fact
from strandline.reconciling.gists import gist_of


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


def test_a_line_is_cut_at_a_word_and_holds_the_clause() -> None:
    text = (
        "The harbour office, " + "which has long been short of people and of boats, " * 4 + "said no and shut the weir."
    )
    facts = facts_of_clauses(text, ("shut the weir", "shut", {}))
    line = gist_of(facts, "happened")
    assert line.startswith("… ")
    assert "shut the weir" in line
    assert len(line) <= 145
