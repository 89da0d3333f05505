"""The engine under the grammar: patterns, meanings, levels; a wrong data file is named."""

from __future__ import annotations

from typing import Any

import pytest

from strandline.errors import InstallationError
from strandline.timing.cascade import Grammar, load_grammar
from strandline.timing.meanings import Amount, Fields
from strandline.timing.patterns import compile_meaning
from strandline.timing.scanning import scan
from strandline.timing.senses import _TESTS
from strandline.timing.surroundings import cue_list

TABLES: list[dict[str, Any]] = [
    {
        "Colour": {"words": {"red": 1, "blue": 2}, "capital": ["red"]},
        "Thing": {"list": ["ball", "box"]},
        "Abbreviated": {"dotted": {"st": "street"}},
    }
]


def rule(
    when: str | list[str], gives: str = "Time", means: str = "of(x)", level: int = 1, **more: Any
) -> dict[str, Any]:
    return {"level": level, "when": when, "gives": gives, "means": means, **more}


def found(text: str, *rows: dict[str, Any]) -> list[tuple[int, int, Any]]:
    grammar = Grammar(TABLES, list(rows))
    return [(node.first, node.last, node.meaning) for node in grammar.parse(scan(text, grammar.lexicon))]


def test_words_and_their_forms() -> None:
    assert found("Red red RED blue Blue", rule("x:Colour")) == [
        (0, 1, 1),
        (2, 3, 1),
        (3, 4, 2),
        (4, 5, 2),
    ]


def test_the_longest_match_from_the_left_wins() -> None:
    rows = rule("x:Colour"), rule(["x:Colour 'big'? Thing"]), rule("y:Thing x:Colour", means="of(x)")
    assert found("blue big ball blue", *rows) == [(0, 3, 2), (3, 4, 2)]


def test_levels_build_on_each_other() -> None:
    rows = rule("c:Colour Thing", "Toy", "of(c)"), rule("x:Toy 'and' Toy", level=2)
    assert found("Blue box and blue ball", *rows) == [(0, 5, 2)]


def test_conditions_look_left_and_right() -> None:
    rows = rule("x:Thing", after="Colour", not_before="'and'")
    assert found("blue ball and blue box box", rows) == [(4, 5, "box")]


def test_parts_of_a_match_become_nodes_of_their_own() -> None:
    row = {"level": 1, "when": "a:Colour 'or' b:Colour Thing", "gives": "Time", "splits": {"a": "of(a)", "b": "of(b)"}}
    assert found("Red or blue box", row) == [(0, 1, 1), (2, 3, 2)]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (rule("x:Nothing"), "names Nothing, which no word and no rule has"),
        (rule("x:Colour? Thing?"), "a bracket too many or can be empty"),
        (rule("(Colour"), "leaves a bracket open"),
        (rule("Colour )"), "a bracket too many"),
        (rule("colour"), "cannot be read at"),
        (rule("Colour", means="of("), "cannot be read"),
        (rule("Colour", means="open('x')"), "something other than calls"),
        (rule("Colour", means="().__class__"), "something other than calls"),
        (rule("Colour", after="Nothing"), "which nothing has"),
        ({"level": 1, "when": "Colour", "gives": "Time"}, "needs either means or splits"),
    ],
)
def test_wrong_rules_are_named(row: dict[str, Any], words: str) -> None:
    with pytest.raises(InstallationError, match=words.replace("(", r"\(")):
        Grammar(TABLES, [row])


def test_meanings_are_calls_names_and_constants() -> None:
    evaluate = compile_meaning("add(a, 2, -1)", {"add": lambda *numbers: sum(numbers)})
    assert evaluate({"a": 40}) == 41


def test_the_grammar_of_the_package() -> None:
    grammar = load_grammar()
    assert load_grammar() is grammar
    (node,) = grammar.parse(scan("the summer of 1943", grammar.lexicon))
    assert node.meaning == Fields(year=1943, season="SU")
    (node,) = grammar.parse(scan("two years and six months", grammar.lexicon))
    assert isinstance(node.meaning, Amount)
    assert node.meaning.parts == ((2, "year"), (6, "month"))


def test_every_test_that_a_rule_names_is_there_or_is_meant_to_pass() -> None:
    # What has no test of its own is a time wherever it stands.
    sure = {
        "named-year", "line-number", "hour-of-part", "quarter-to", "overnight", "current-unit", "previous-unit",
        "later", "earlier", "delay", "year-ago", "present", "inside", "part-of-date",
    }  # fmt: skip
    rules = [rule for level in load_grammar()._levels for rules in level.index.values() for rule in rules]
    named = {rule.weak for rule in rules if rule.weak is not None}
    assert named - set(_TESTS) <= sure
    assert set(_TESTS) <= named | {"frequency", "century"}


def test_lists_of_words_are_lower_case() -> None:
    for name in ("before_number", "after_number", "year_prepositions", "season_nouns", "sports", "finance"):
        assert all(word == word.lower() for word in cue_list(name))
