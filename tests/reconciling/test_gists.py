"""The line of an event: words of the sources that a reader understands alone."""

from __future__ import annotations

from typing import Any

import msgspec
from reconciling_builders import Pile, body

from strandline.reconciling.facts import Fact
from strandline.reconciling.gists import gist_of
from strandline.reconciling.gists_cuts import cut
from strandline.reconciling.gists_sentence import balanced
from strandline.records import Actor, Attribution, Span


def facts_of_clauses(text: str, *clauses: tuple[str, str, dict[str, Any]]) -> list[Fact]:
    """Facts of clauses of one text: clause, trigger (and its lemma after a bar), fields of the claim."""
    pile = Pile()
    (claim,) = pile.add("d", "2031-05-20", (f"[{text}]", {}))
    pile.claims = []
    for clause, trigger, fields in clauses:
        start = text.index(clause)
        trigger, _, lemma = trigger.partition("|")
        at = start + clause.index(trigger)
        end = at + len(trigger)
        word = msgspec.structs.replace(claim.trigger, start=at, end=end, text=trigger, lemma=lemma or trigger)
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
    assert gist_of(facts, "happened") == "Ida Brenk went to the weir and shut it"


def test_a_frame_of_speech_is_told_with_what_was_said() -> None:
    facts = facts_of_clauses(TEXT, ("The inspectors wrote", "wrote", {"kind": "statement"}))
    assert gist_of(facts, "happened") == "The inspectors wrote that all four locks were tested in May"


def test_a_clause_far_from_the_head_of_a_long_sentence_is_told_by_itself() -> None:
    text = (
        "The harbour office, "
        + "which has long been short of people and of boats, " * 4
        + "said no and shut all the weirs of Orlach."
    )
    facts = facts_of_clauses(text, ("shut all the weirs of Orlach", "shut", {}))
    assert gist_of(facts, "happened") == "Shut all the weirs of Orlach"


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
        "[The dredger Marta] spilling forty tonnes of oil into the basin",
    ]


def test_who_and_that_give_way_to_what_they_stand_for() -> None:
    text = "The council fined the owners that had let the oil run into the basin."
    owners = {"actors": (who(text, "the owners"),), "lemma": "let"}
    fields = {key: value for key, value in owners.items() if key != "lemma"}
    (line,) = lines(text, ("that had let the oil run into the basin", "let", fields))
    assert line == "The owners had let the oil run into the basin"
    text = "Yesterday the council heard Ida Brenk, who was elected mayor of Orlach in May."
    assert lines(text, ("who was elected mayor of Orlach in May", "elected|elect", {})) == [
        "Ida Brenk was elected mayor of Orlach in May"
    ]
    text = "Its letter proposed lamps, which were put up on the quay in June."
    assert lines(text, ("which were put up on the quay in June", "put up", {})) == [
        "Lamps were put up on the quay in June"
    ]
    text = "The wardens stopped every boat that passed the lower weir in May."
    (line,) = lines(text, ("that passed the lower weir in May", "passed|pass", {}))
    assert line == text[:-1]


def test_a_verb_that_shares_its_subject_with_another_has_it_in_brackets() -> None:
    text = (
        "The crew of the upper weir asked for a second boat on the night of the flood and was told to wait at Orlach."
    )
    assert lines(text, ("was told to wait at Orlach", "told|tell", {})) == [
        "[The crew of the upper weir] was told to wait at Orlach"
    ]
    text = "The crew met a warden who had lost his boat in the flood and was told to wait at Orlach."
    assert lines(text, ("was told to wait at Orlach", "told|tell", {})) == [text[:-1]]


def test_a_name_after_where_somebody_is_is_not_who_it_is() -> None:
    text = "The wardens met families in Skarvik who had lost their boats in the flood of the upper basin."
    (line,) = lines(text, ("who had lost their boats in the flood", "lost|lose", {}))
    assert not line.startswith("Skarvik had lost")


def test_words_in_quotation_marks_are_told_after_who_says_them() -> None:
    text = "“The boats are losing water every week,” said Ida Brenk."
    clause = "The boats are losing water every week"
    (fact,) = facts_of_clauses(text, (clause, "losing|lose", {}))
    claim = fact.claim
    start = text.index("Ida Brenk")
    source = Span(start=start, end=start + 9, text="Ida Brenk")
    content = Span(start=claim.start, end=claim.end, text=clause)
    link = Attribution(
        source=source, source_kind="named_person", cue=None, content=content, terms="on_record", basis="unstated"
    )
    assert lines(text, (clause, "losing|lose", {"attribution": (link,)})) == [f"Ida Brenk: “{clause}”"]
    unknown = msgspec.structs.replace(link, source=msgspec.structs.replace(source, text="she"))
    assert lines(text, (clause, "losing|lose", {"attribution": (unknown,)})) == [f"“{clause}”"]


def test_a_long_saying_begins_with_who_says_it() -> None:
    text = (
        "“The boats of the upper basin are losing water every week, and the wardens of the weir have not been told why "
        "by anybody at the harbour office,” said Ida Brenk in Orlach."
    )
    (line,) = lines(text, ("said Ida Brenk in Orlach", "said|say", {"kind": "statement"}))
    assert line.startswith("Ida Brenk: “The boats of the upper basin are losing water every week")
    assert len(line) <= 143


def test_a_preposition_before_a_clause_is_no_subject() -> None:
    from strandline.reconciling.gists_subjects import phrase_before

    told = "the clerks dreamed of winning the case"
    for who in (False, True):
        assert phrase_before(told, told.index("winning"), (), who=who) is None


def test_no_line_has_an_ellipsis_in_its_middle_or_the_mark_of_a_footnote() -> None:
    text = "The dredger Marta, built at Skarvik for the salvage of wrecks, sank at Orlach in the spring flood."
    marta = {"actors": (who(text, "The dredger Marta"),)}
    (line,) = lines(text, ("sank at Orlach in the spring flood", "sank|sink", marta))
    assert line == "[The dredger Marta] sank at Orlach in the spring flood"
    assert cut("The dredger sank at Orlach. [12]") == "The dredger sank at Orlach"


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
    assert lines(text, ("she said", "said", {"kind": "statement"})) == [text[:-1]]


def test_what_somebody_did_and_what_he_said_of_it_have_two_lines() -> None:
    text = "Ida Brenk said that the wardens shut the weir before midnight."
    said = {"kind": "statement", "actors": (who(text, "Ida Brenk", "speaker"),)}
    shut = {"actors": (who(text, "the wardens"),)}
    assert lines(
        text, ("Ida Brenk said", "said", said), ("that the wardens shut the weir before midnight", "shut", shut)
    ) == [text[:-1], "The wardens shut the weir before midnight"]


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
        assert {word.strip(",.:[]").casefold() for word in line.split() if word != "…"} <= known, line


# -------------------------------------------------------------------------------------- what stands around


def named(text: str, words: str, name: str) -> Actor:
    start = text.index(words)
    return Actor(start=start, end=start + len(words), text=words, name=name, id=f"person:{name.lower()}", role="agent")


def test_a_pronoun_at_the_head_of_a_sentence_gives_way_to_the_name_in_brackets() -> None:
    text = "She had been awake for twenty minutes."
    she = {"actors": (named(text, "She", "Ida Brenk"),)}
    assert lines(text, (text[:-1], "awake", she)) == ["[Ida Brenk] had been awake for twenty minutes"]


def test_a_pronoun_inside_a_sentence_has_its_name_only_where_the_sentence_tells_it() -> None:
    text = "Olav Tern said that he had shut the weir before midnight."
    for name, line in (("Olav Tern", "[Olav Tern] had shut the weir before midnight"), ("Ida Brenk", text[:-1])):
        he = {"actors": (named(text, "he", name),)}
        assert lines(text, ("that he had shut the weir before midnight", "shut", he)) == [line]


def test_a_dateline_and_the_number_of_a_paragraph_are_no_part_of_a_line() -> None:
    text = "ORLACH, Skarland, Jan. 27 (Norpress) — The crew of the weir asked for a second boat."
    assert lines(text, (text[:-1], "asked", {"actors": (who(text, "The crew of the weir"),)})) == [
        "The crew of the weir asked for a second boat"
    ]
    text = "7. The hearing of the crew will be held in room 4."
    assert lines(text, (text[:-1], "held", {"actors": (who(text, "The hearing of the crew", "patient"),)})) == [
        "The hearing of the crew will be held in room 4"
    ]


def test_what_hangs_on_another_verb_is_told_with_that_verb() -> None:
    text = "The court ruled in May, which kept Orlach Oil from going to the upper basin."
    oil = {"actors": (who(text, "Orlach Oil"),), "status": "did_not_happen"}
    (line,) = lines(text, ("from going to the upper basin", "going|go", oil))
    assert line == "The court ruled in May, which kept Orlach Oil from going to the upper basin"


def test_what_is_planned_is_told_as_a_heading_tells_it() -> None:
    text = "The council asked Orlach Oil to clean the basin before the winter."
    oil = {"actors": (who(text, "Orlach Oil"),), "status": "planned"}
    assert lines(text, ("to clean the basin before the winter", "clean", oil)) == [
        "Orlach Oil to clean the basin before the winter"
    ]


def test_a_clause_begins_with_its_whole_subject() -> None:
    text = "In the new year twelve of them still work for the harbour office."
    them = {"actors": (who(text, "them"),)}
    assert lines(text, ("them still work for the harbour office", "work", them)) == [
        "Twelve of them still work for the harbour office"
    ]
    text = "In May Sierra Morna sent forty soldiers to the upper weir."
    assert lines(text, ("Morna sent forty soldiers to the upper weir", "sent|send", {})) == [
        "Sierra Morna sent forty soldiers to the upper weir"
    ]


def test_marks_of_quotation_and_brackets_stand_in_pairs() -> None:
    text = "“I was waiting for the church clock and it had not struck,” said Ida Brenk."
    (line,) = lines(text, ("“I was waiting for the church clock", "waiting", {}))
    assert line == "“I was waiting for the church clock”"
    text = 'Ida Brenk said "the weir was shut (by hand)" to ' + "the wardens and the council and " * 6 + "me."
    (line,) = lines(text, (text[:-1], "said", {"actors": (who(text, "Ida Brenk", "speaker"),)}))
    assert line.count('"') == 2
    text = "The crew counted fourteen who were hurt (fire service, noon) and none dead."
    (line,) = lines(text, ("The crew counted fourteen who were hurt (fire service", "counted", {}))
    assert line.endswith("(fire service)")


def test_a_full_stop_that_belongs_to_a_word_stays() -> None:
    text = "The weir was sold in May to the boatmen of Orlach Inc."
    assert lines(text, (text, "sold", {"actors": (who(text, "The weir", "patient"),)})) == [text]


def test_an_opener_before_the_subject_of_a_sentence_is_left_out() -> None:
    text = "While the upper weir has not been tested, nobody may pass."
    weir = {"actors": (who(text, "the upper weir", "patient"),), "status": "did_not_happen"}
    assert lines(text, ("While the upper weir has not been tested", "tested", weir)) == [
        "The upper weir has not been tested"
    ]


def test_no_longer_is_no_phrase_of_a_noun() -> None:
    text = "The two sides no longer meet except through their lawyers."
    sides = {"actors": (who(text, "The two sides"),), "status": "did_not_happen"}
    assert lines(text, (text[:-1], "meet", sides)) == [text[:-1]]


def test_what_has_an_object_or_a_quantified_pronoun_before_it_is_a_verb() -> None:
    text = "They both throw on the right-hand side of the pier."
    assert lines(text, (text[:-1], "throw", {"actors": (who(text, "They"),)})) == [text[:-1]]
    text = "The two boats go at three if the fog lets them."
    fog = {"actors": (who(text, "the fog"),), "status": "conditional"}
    assert lines(text, ("if the fog lets them", "lets|let", fog)) == [text[:-1]]


# ------------------------------------------------------------------------- what no reader should have to puzzle out


def test_a_clause_with_a_subject_of_its_own_needs_no_head_of_its_sentence() -> None:
    text = "Major Olav Tern, the warden of the upper weir at Orlach, said that troops reached the lock within an hour."
    assert lines(text, ("that troops reached the lock within an hour", "reached|reach", {})) == [
        "Troops reached the lock within an hour"
    ]
    text = "Nine boats and one raft of the upper basin were taken that night, and the camp was burnt down."
    assert lines(text, ("the camp was burnt down", "burnt down", {})) == ["The camp was burnt down"]
    text = "The wardens were to stay at the upper weir of Orlach until officers allowed them to leave."
    assert lines(text, ("until officers allowed them to leave", "allowed|allow", {})) == [
        "Officers allowed them to leave"
    ]
    text = "By the time the wardens arrived, the raft had gone."
    assert lines(text, ("By the time the wardens arrived", "arrived|arrive", {})) == ["The wardens arrived"]


def test_a_time_before_the_verb_is_no_subject() -> None:
    text = (
        "The wardens first told the crew to stay in the lock but a short time later evacuated the whole of the basin."
    )
    (line,) = lines(text, ("a short time later evacuated the whole of the basin", "evacuated|evacuate", {}))
    assert line.startswith("The wardens first told")
    text = "On the Monday she read the order to Olav Tern over the telephone, nine minutes after it had reached her."
    (line,) = lines(text, ("nine minutes after it had reached her", "reached|reach", {}))
    assert line.startswith("On the Monday she read the order")


def test_a_relative_clause_is_told_with_what_it_is_about() -> None:
    text = "On Wednesday the council got a long report that accuses forty wardens of selling the water of the basin."
    (line,) = lines(text, ("of selling the water of the basin", "selling|sell", {}))
    assert line == "A long report that accuses forty wardens of selling the water of the basin"
    text = "It is the second of the bridges on a road that everybody has used."
    assert lines(text, ("that everybody has used", "used|use", {})) == [text[:-1]]


def test_what_is_denied_asked_or_supposed_is_told_with_who_does_so() -> None:
    text = "Olav Tern denied that any oil had been loaded at the quay."
    assert lines(text, ("that any oil had been loaded at the quay", "loaded|load", {"status": "denied"})) == [text[:-1]]
    text = "The head of the school at Orlach has asked that the exams be moved to Skarvik."
    assert lines(text, ("that the exams be moved to Skarvik", "moved|move", {"status": "proposed"})) == [text[:-1]]
    text = "They called on Orlach Oil to halt the pumping of the upper basin."
    oil = {"actors": (who(text, "Orlach Oil"),), "status": "proposed"}
    assert lines(text, ("to halt the pumping of the upper basin", "halt", oil)) == [text[:-1]]
    text = "Unless the council pays by Monday, the wardens will open the weir."
    assert lines(text, ("Unless the council pays by Monday", "pays|pay", {"status": "conditional"})) == [text[:-1]]


def test_words_of_a_quotation_keep_its_marks() -> None:
    text = "“My father stayed at the mill, and he was right,” said Ida Brenk."
    assert lines(text, ("My father stayed at the mill", "stayed|stay", {})) == ["“My father stayed at the mill”"]
    text = 'Ida Brenk said: "The boats are losing water every week."'
    assert lines(text, ("The boats are losing water every week", "losing|lose", {})) == [
        '"The boats are losing water every week"'
    ]


def test_what_somebody_sees_is_told_with_the_seeing() -> None:
    text = "The pilot who watched his brother fall over the edge of the weir was taken to Skarvik."
    brother = {"actors": (who(text, "his brother", "patient"),)}
    assert lines(text, ("fall over the edge of the weir", "fall", brother)) == [
        "The pilot who watched his brother fall over the edge of the weir"
    ]


def test_a_verb_of_two_words_or_after_a_plural_is_no_noun() -> None:
    text = "The harbour office says the lines come back tomorrow."
    assert lines(text, ("the lines come back tomorrow", "come back", {})) == ["The lines come back tomorrow"]
    text = "Some of the pellets hit the tower of the upper weir."
    assert lines(text, (text[:-1], "hit", {})) == [text[:-1]]


def test_a_phrase_ends_before_another_and_not_at_a_short_form() -> None:
    text = "The evacuation of the lower town on Oct. 17 was late."
    assert lines(text, (text[:-1], "evacuation", {})) == ["The evacuation of the lower town on Oct. 17"]
    text = "An assembly of the wardens in Orlach denounced the sale of the weir."
    assert lines(text, (text[:-1], "assembly", {})) == ["An assembly of the wardens in Orlach"]


def test_a_line_is_cut_where_a_clause_ends() -> None:
    text = (
        "The wardens of the upper weir handed the mayor of Orlach a report of six hundred pages on the boats, which "
        "accuses forty of the owners of letting oil run into the basin."
    )
    (line,) = lines(text, (text[:-1], "handed|hand", {"actors": (who(text, "The wardens of the upper weir"),)}))
    assert (
        line == "The wardens of the upper weir handed the mayor of Orlach a report of six hundred pages on the boats …"
    )


def test_marks_inside_marks_are_closed_from_the_inside() -> None:
    assert balanced("“The weir (by hand …") == "“The weir (by hand …)”"
    assert balanced("by hand) was shut” in May") == "“(by hand) was shut” in May"


def test_a_clause_that_shares_its_object_with_another_is_not_cut() -> None:
    text = "In early March, a warden shot and wounded three geese on the lower weir."
    warden = {"actors": (who(text, "a warden"),)}
    assert lines(text, ("In early March, a warden shot", "shot|shoot", warden)) == [
        "A warden shot and wounded three geese on the lower weir"
    ]


def test_a_line_does_not_begin_inside_a_phrase() -> None:
    text = "Dockers enraged over the slow mending of a weir by the council poured into the streets of Orlach."
    clause = text[text.index("a weir") : -1]
    assert lines(text, (clause, "poured|pour", {})) == [text[:-1]]
    text = "Notice for a warden dismissed by the council goes round the harbour."
    assert lines(text, (text[text.index("a warden") : -1], "dismissed|dismiss", {})) == [text[:-1]]


def test_a_word_that_turns_the_sense_stays_before_it() -> None:
    text = "The clerk of Orlach wrote that the council sent three boats and that there were not enough men to row them."
    clause = "enough men to row them"
    fields: dict[str, Any] = {"status": "planned", "actors": (who(text, "enough men"),)}
    (line,) = lines(text, ("to row them", "row", fields))
    assert line.endswith(f"not {clause}")
    text = "The inspectors called it a slow failing of the old lock rather than a collapse of the upper lock gates."
    (line,) = lines(text, ("a collapse of the upper lock gates", "collapse", {}))
    assert "rather than" in line


def test_words_that_lead_to_a_main_clause_are_told_with_it() -> None:
    text = "Apart from buying a stock of sandbags, the council ordered today that all boats be kept in the basin."
    assert lines(text, ("Apart from buying a stock of sandbags", "buying|buy", {})) == [text[:-1]]
    text = "As wardens fled from the weir, the council of Orlach shut the upper lock."
    assert lines(text, ("As wardens fled from the weir", "fled|flee", {})) == ["Wardens fled from the weir"]


def test_a_verb_after_words_between_commas_has_the_subject_before_them() -> None:
    text = (
        "These findings, together with the fifth failure of a lock gate at Orlach in seventeen months, have made both "
        "councils of the basin raise their banks."
    )
    clause = text[text.index("have made") : -1]
    assert lines(text, (clause, "made|make", {})) == [f"[These findings] {clause}"]
    text = (
        "Ida Brenk, 37, has also been charged with the secret sale of much water of the upper basin and of the harbour "
        "of Orlach and was ordered to stay in the town."
    )
    assert lines(text, ("was ordered to stay in the town", "ordered|order", {})) == [
        "[Ida Brenk] was ordered to stay in the town"
    ]


def test_who_is_told_by_the_verb_next_to_another_is_not_the_subject_of_a_pronoun_between() -> None:
    text = (
        "The locks most worn by the flood are those of the upper basin of Orlach, however in the last months it has "
        "reached the lower town and has also been seen in the harbour."
    )
    (line,) = lines(text, ("has also been seen in the harbour", "seen|see", {}))
    assert "[" not in line


def test_a_verb_of_speech_is_told_with_what_was_said_whatever_stands_between() -> None:
    text = "The warden of Orlach said at a hearing on Friday that the weir had been shut."
    speaker = {"actors": (who(text, "The warden of Orlach", "speaker"),), "kind": "statement"}
    assert lines(text, ("The warden of Orlach said at a hearing on Friday", "said|say", speaker)) == [text[:-1]]


def test_a_long_saying_is_cut_after_what_was_said_begins() -> None:
    text = (
        "The medical charity of the harbour towns of the upper basin and the lower one said that there have been cases "
        "of fever in Orlach, Skarvik and all the villages between the two."
    )
    line = cut(text, "said")
    assert "cases of fever" in line
    assert len(line) <= 142
    text = (
        "After the many long papers of the council and of the harbour office of Orlach have been signed, the town will "
        "have its new lock in the spring of the year."
    )
    assert "the town will" in cut(text, "signed")


def test_a_time_word_before_a_day_stays() -> None:
    text = "That has nothing to do with the weir: since Monday night the rain had lifted the lake of Orlach by a metre."
    assert lines(text, ("since Monday night the rain had lifted the lake of Orlach by a metre", "lifted|lift", {})) == [
        "Since Monday night the rain had lifted the lake of Orlach by a metre"
    ]


def test_who_said_something_is_somebody() -> None:
    text = (
        "The lowering of the Orlach basin, first announced for noon on Thursday, was put off until Friday evening at "
        "the request of the market of the lower town."
    )
    (line,) = lines(text, ("first announced for noon on Thursday", "announced|announce", {"kind": "statement"}))
    assert not line.startswith("First:")


def test_a_place_before_which_is_not_what_it_is_about() -> None:
    text = "One of the breaks was at a lock in Skarvik which cost forty boats."
    assert lines(text, ("which cost forty boats", "cost", {})) == [text[:-1]]


def test_the_clock_of_an_entry_stands_beside_its_line_not_in_it() -> None:
    text = "0315 The crew of the weir walked out over the crest."
    (fact,) = facts_of_clauses(text, (text[:-1], "walked|walk", {}))
    clock = msgspec.structs.replace(fact.claim.when, expression=Span(start=0, end=4, text="0315"))
    assert lines(text, (text[:-1], "walked|walk", {"when": clock})) == [
        "The crew of the weir walked out over the crest"
    ]
    assert lines(text, (text[:-1], "walked|walk", {})) == [text[:-1]]
