"""The grammar of counts: numbers with bounds, classes, lists, parts, nobody; on trees by hand, apart from any weights.

A tree is written as words with ``form/UPOS/head/relation`` (``/XPOS`` where it matters), heads counted from 1, 0 for
the root. The phrases of ``tests/phrases/figures.toml`` are read by the reader that ships.
"""

from __future__ import annotations

import re
import time
import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strandline.claims.figures import FoundFigure, find_figures
from strandline.claims.figures_numbers import Numbers
from strandline.claims.figures_words import figure_words
from strandline.claims.syntax import Tree
from strandline.reading import Reader
from strandline.records import Name, Reading, Sentence, Token

PHRASES = Path(__file__).parents[1] / "phrases" / "figures.toml"
LEAST_EXACT = 0.95
EVERY = 4
"""Each fourth phrase is read here; ``python -m evaluation.figures`` reads them all."""
_GLUED_LEFT = {",", ".", ";", ":", ")", "'s", "%", "n't"}
_XPOS = {
    "NOUN": "NN", "PROPN": "NNP", "VERB": "VBD", "AUX": "VBD", "ADJ": "JJ", "NUM": "CD", "DET": "DT", "ADP": "IN",
    "ADV": "RB", "PRON": "PRP", "CCONJ": "CC", "PUNCT": ",", "PART": "POS", "SCONJ": "IN",
}  # fmt: skip


class Written(NamedTuple):
    text: str
    tree: Tree


def tree_of(words: str, people: tuple[str, ...] = ()) -> Written:
    """A text of one sentence with its tree; ``people`` are the words that are names of persons."""
    text, tokens = "", []
    for word in words.split():
        form, upos, head, relation, *xpos = word.rsplit("/", word.count("/") if word[0] != "/" else 3)
        glued = form in _GLUED_LEFT or form == "-" or text.endswith("-") or not text
        text += "" if glued else " "
        tag = xpos[0] if xpos else "NNS" if upos == "NOUN" and form.endswith("s") else _XPOS[upos]
        feats = "Poss=Yes" if form.lower() in ("his", "her", "their") and upos == "PRON" else "_"
        tokens.append(
            Token(len(text), len(text) + len(form), form, form.lower(), upos, tag, feats, int(head) - 1, relation, 0)
        )
        text += form
    sentences = (Sentence(0, len(tokens), 0, len(text), 0),)
    names = tuple(
        Name(at, at + 1, token.start, token.end, token.text, "PER", 1.0)
        for at, token in enumerate(tokens)
        if token.text in people
    )
    return Written(text, Tree(Reading(sentences=sentences, tokens=tuple(tokens), names=names)))


def shown(found: list[FoundFigure], tree: Tree) -> list[tuple[str, int, int | None, str, str | None, str | None]]:
    return [
        (
            item.figure.what,
            item.figure.low,
            item.figure.high,
            item.figure.text,
            item.figure.whose,
            None if item.predicate is None else tree.tokens[item.predicate].text,
        )
        for item in found
    ]


def figures_of(
    words: str, people: tuple[str, ...] = ()
) -> list[tuple[str, int, int | None, str, str | None, str | None]]:
    written = tree_of(words, people)
    return shown(find_figures(written.text, written.tree), written.tree)


# ------------------------------------------------------------------------------------------------- whole sentences


def test_elliptical_second_half_keeps_its_class() -> None:
    assert figures_of(
        "Landslides/NOUN/2/nsubj killed/VERB/0/root at/ADP/5/case least/ADJ/3/fixed 35/NUM/6/nummod members/NOUN/2/obj "
        "of/ADP/9/case the/DET/9/det choir/NOUN/6/nmod and/CCONJ/11/cc injured/VERB/2/conj at/ADP/14/case "
        "least/ADJ/12/fixed 70/NUM/11/obj more/ADJ/14/amod ././PUNCT/2/punct".replace("././", "./")
    ) == [
        ("killed", 35, None, "at least 35 members of the choir", "members of the choir", "killed"),
        ("injured", 70, None, "at least 70 more", None, "injured"),
    ]


def test_some_of_the_wounded_died() -> None:
    assert figures_of(
        "Two/NUM/7/nsubj of/ADP/5/case the/DET/5/det five/NUM/5/nummod wounded/VERB/1/nmod/VBN later/ADV/7/advmod "
        "died/VERB/0/root"
    ) == [
        ("killed", 2, 2, "Two of the five wounded", None, "died"),
        ("injured", 5, 5, "five wounded", None, "wounded"),
    ]


def test_list_of_a_person_and_a_number_is_one_figure() -> None:
    assert figures_of(
        "His/PRON/2/nmod:poss wife/NOUN/6/nsubj and/CCONJ/5/cc three/NUM/5/nummod "
        "children/NOUN/2/conj/NNS died/VERB/0/root"
    ) == [("killed", 4, 4, "His wife and three children", None, "died")]


def test_list_of_numbers_has_its_members_after_it() -> None:
    found = figures_of(
        "Three/NUM/2/nummod soldiers/NOUN/7/nsubj:pass and/CCONJ/5/cc two/NUM/5/nummod "
        "civilians/NOUN/2/conj were/AUX/7/aux:pass killed/VERB/0/root/VBN"
    )
    assert [(low, high, words, whose) for _, low, high, words, whose, _ in found] == [
        (5, 5, "Three soldiers and two civilians", None),
        (3, 3, "Three soldiers", "soldiers"),
        (2, 2, "two civilians", "civilians"),
    ]


def test_name_with_what_he_is_counts_once() -> None:
    found = figures_of(
        "Their/PRON/2/nmod:poss elder/NOUN/9/nsubj:pass ,/PUNCT/4/punct Karim/PROPN/2/appos "
        "Saleh/PROPN/4/flat ,/PUNCT/2/punct was/AUX/9/aux:pass later/ADV/9/advmod murdered/VERB/0/root/VBN",
        people=("Karim", "Saleh"),
    )
    assert found == [("killed", 1, 1, "Their elder, Karim Saleh", "Their elder", "murdered")]


def test_part_of_a_whole_follows_it() -> None:
    assert figures_of(
        "The/DET/2/det bomb/NOUN/3/nsubj killed/VERB/0/root 12/NUM/5/nummod people/NOUN/3/obj/NNS ,/PUNCT/5/punct "
        "including/VERB/9/case/VBG three/NUM/9/nummod children/NOUN/5/nmod/NNS"
    ) == [
        ("killed", 12, 12, "12 people", None, "killed"),
        ("killed", 3, 3, "three children", "children", "killed"),
    ]


def test_subject_of_the_active_is_no_victim() -> None:
    found = figures_of(
        "Two/NUM/2/nummod gunmen/NOUN/3/nsubj/NNS killed/VERB/0/root 12/NUM/5/nummod people/NOUN/3/obj/NNS"
    )
    assert ("count", 2, 2, "Two gunmen", "gunmen", None) in found
    assert ("killed", 12, 12, "12 people", None, "killed") in found


def test_tree_finds_a_distant_predicate() -> None:
    found = figures_of(
        "Nine/NUM/2/nummod miners/NOUN/11/nsubj:pass whose/PRON/4/nmod:poss lift/NOUN/5/nsubj stopped/VERB/2/acl:relcl "
        "near/ADP/8/case the/DET/8/det top/NOUN/5/obl are/AUX/11/aux now/ADV/11/advmod missing/ADJ/0/root"
    )
    assert ("missing", 9, 9, "Nine miners", "miners", "missing") in found


def test_denied_predicate_gives_no_figure() -> None:
    assert (
        figures_of(
            "The/DET/2/det mayor/NOUN/5/nsubj:pass was/AUX/5/aux:pass not/PART/5/advmod/RB killed/VERB/0/root/VBN"
        )
        == []
    )
    assert (
        figures_of(
            "Three/NUM/2/nummod men/NOUN/5/nsubj:pass/NNS were/AUX/5/aux:pass not/PART/5/advmod/RB "
            "killed/VERB/0/root/VBN"
        )
        == []
    )


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "There/PRON/2/expl were/VERB/0/root no/DET/4/det casualties/NOUN/2/nsubj",
            [("injured", "no casualties"), ("killed", "no casualties")],
        ),
        (
            "They/PRON/2/nsubj landed/VERB/0/root without/SCONJ/4/mark hurting/VERB/2/advcl/VBG anyone/PRON/4/obj",
            [("injured", "without hurting anyone"), ("killed", "without hurting anyone")],
        ),
        ("Nobody/PRON/3/nsubj:pass was/AUX/3/aux:pass killed/VERB/0/root/VBN", [("killed", "Nobody")]),
        (
            (
                "No/DET/2/det injuries/NOUN/6/nsubj:pass or/CCONJ/4/cc deaths/NOUN/2/conj were/AUX/6/aux:pass "
                "reported/VERB/0/root/VBN"
            ),
            [("injured", "No injuries or deaths"), ("killed", "No injuries or deaths")],
        ),
        (
            "The/DET/2/det crew/NOUN/3/nsubj escaped/VERB/0/root unhurt/ADJ/3/xcomp",
            [("injured", "unhurt"), ("killed", "unhurt")],
        ),
        ("There/PRON/2/expl were/VERB/0/root no/DET/5/det serious/ADJ/5/amod injuries/NOUN/2/nsubj", []),
        ("There/PRON/2/expl were/VERB/0/root no/DET/4/det survivors/NOUN/2/nsubj", []),
    ],
)
def test_nobody(words: str, expected: list[tuple[str, str]]) -> None:
    found = figures_of(words)
    assert [(what, text) for what, _, _, text, _, _ in found] == expected
    assert all((low, high) == (0, 0) for _, low, high, _, _, _ in found)


def test_predicate_and_count_are_the_words_that_say_so() -> None:
    written = tree_of(
        "They/PRON/2/nsubj mourned/VERB/0/root the/DET/4/det deaths/NOUN/2/obj of/ADP/7/case "
        "six/NUM/7/nummod miners/NOUN/4/nmod"
    )
    (found,) = find_figures(written.text, written.tree)
    assert (found.predicate, found.numeral, found.figure.text) == (3, 5, "six miners")


def test_things_and_money_are_no_victims() -> None:
    found = figures_of("Rebels/NOUN/2/nsubj captured/VERB/0/root 14/NUM/4/nummod tanks/NOUN/2/obj")
    assert found == [("count", 14, 14, "14 tanks", "tanks", None)]
    assert figures_of("They/PRON/2/nsubj killed/VERB/0/root two/NUM/4/nummod bills/NOUN/2/obj") == []


# ------------------------------------------------------------------------------------------------- numbers alone


def quantities_of(text: str) -> list[tuple[int, int | None, str]]:
    """Quantities of a text whose tokens are its words and signs; nouns, verbs and numbers are told by a small list."""
    tokens = []
    for match in re.finditer(r"\d[\d,]*(?:\.\d+)?|\w+(?:'\w+)?|[^\w\s]", text):
        form = match.group()
        number = form[0].isdigit() or form.lower() in figure_words().units or form.lower() in figure_words().scales
        upos = "NUM" if number else "PUNCT" if not form[0].isalnum() else "NOUN" if form.endswith("s") else "ADP"
        tokens.append(
            Token(match.start(), match.end(), form, form.lower(), upos, _XPOS.get(upos, "NN"), "_", -1, "dep", 0)
        )
    forms = [token.text.lower() for token in tokens]
    found = Numbers(tokens, forms, figure_words()).quantities(0, len(tokens))
    return [(item.low, item.high, text[tokens[item.first].start : tokens[item.last - 1].end]) for item in found]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("25 dogs", 25, 25),
        ("at least 25 dogs", 25, None),
        ("more than 25 dogs", 25, None),
        ("over 25 dogs", 25, None),
        ("25 or more dogs", 25, None),
        ("up to 9 dogs", 0, 9),
        ("as many as nine dogs", 0, 9),
        ("fewer than nine dogs", 0, 8),
        ("nearly 1,000 dogs", 1000, 1000),
        ("about 600 dogs", 600, 600),
        ("an estimated 650 dogs", 650, 650),
        ("some 200 dogs", 200, 200),
        ("between 15 and 20 dogs", 15, 20),
        ("15 to 20 dogs", 15, 20),
        ("15-20 dogs", 15, 20),
        ("two or three hundred dogs", 200, 300),
        ("a couple of dogs", 2, 2),
        ("several dogs", 3, None),
        ("some dogs", 2, None),
        ("a few dogs", 2, None),
        ("many dogs", 2, None),
        ("multiple dogs", 2, None),
        ("dozens of dogs", 24, None),
        ("scores of dogs", 40, None),
        ("hundreds of dogs", 200, None),
        ("thousands of dogs", 2000, None),
        ("tens of thousands of dogs", 20000, None),
        ("hundreds of thousands of dogs", 200000, None),
        ("millions of dogs", 2000000, None),
        ("several hundred dogs", 300, None),
        ("a few hundred dogs", 200, None),
        ("many thousands of dogs", 2000, None),
        ("several dozen dogs", 36, None),
        ("more than two dozen dogs", 24, None),
        ("fewer than a dozen dogs", 0, 11),
        ("twenty-five dogs", 25, 25),
        ("one hundred and five dogs", 105, 105),
        ("two hundred and fifty thousand dogs", 250000, 250000),
        ("2.5 million dogs", 2500000, 2500000),
        ("half a million dogs", 500000, 500000),
        ("half a dozen dogs", 6, 6),
        ("a million and a half dogs", 1500000, 1500000),
        ("two and a half million dogs", 2500000, 2500000),
        ("a dozen dogs", 12, 12),
        ("at least 10 and possibly as many as 15 dogs", 10, 15),
        ("hundreds, if not thousands, of dogs", 200, None),
    ],
)
def test_bounds(text: str, low: int, high: int | None) -> None:
    assert [(a, b) for a, b, _ in quantities_of(text)] == [(low, high)]


@pytest.mark.parametrize(
    "text",
    [
        "30 percent", "$30", "12 miles", "three hours", "flight 6", "article 12", "a 45-year-old",
        "a two-storey house", "3-2", "7:30", "12 May", "May 12", "no one", "one another", "four out of ten",
        "in 1945", "9/11", "how many dogs", "two thirds", "6.4", "40 dollars", "aged 12",
    ],
)  # fmt: skip
def test_what_is_no_count(text: str) -> None:
    assert quantities_of(text) == []


# ------------------------------------------------------------------------------------------------- by the reader


def parsed(entry: str) -> tuple[str, int, int | None, str, str | None]:
    """ "killed 25+ | at least 25 members | members" of the phrase file."""
    head, words, *whose = (part.strip() for part in entry.split("|"))
    what, bounds = head.split(" ")
    match = re.fullmatch(r"(\d+)(?:(\+)|-(\d+))?", bounds)
    assert match is not None, entry
    low = int(match[1])
    high = None if match[2] else int(match[3]) if match[3] else low
    return what, low, high, words, whose[0] if whose else None


def phrases() -> dict[str, list[tuple[str, int, int | None, str, str | None]]]:
    tables = tomllib.loads(PHRASES.read_text("utf-8"))
    return {text: [parsed(entry) for entry in entries] for table in tables.values() for text, entries in table.items()}


def test_phrase_file_is_large_and_its_words_are_in_its_sentences() -> None:
    expected = phrases()
    assert len(expected) >= 250
    for text, figures in expected.items():
        for what, low, high, words, whose in figures:
            assert words in text, (text, words)
            assert whose is None or whose in text, (text, whose)
            assert high is None or low <= high
            assert what in ("killed", "injured", "missing", "captured", "displaced", "count")


def test_phrases_by_the_reader() -> None:
    reading = pytest.importorskip("strandline.reading")
    expected = dict(list(phrases().items())[::EVERY])
    text = "\n\n".join(expected)
    tree = Tree(reading.Reader.load().read(text))
    found: dict[int, list[str]] = {}
    for item in find_figures(text, tree):
        found.setdefault(text.count("\n\n", 0, item.figure.start), []).append(repr(shown([item], tree)[0][:5]))
    wrong = {
        phrase: found.get(at, [])
        for at, (phrase, figures) in enumerate(expected.items())
        if sorted(found.get(at, [])) != sorted(map(repr, figures))
    }
    assert len(wrong) <= (1 - LEAST_EXACT) * len(expected), wrong


# ------------------------------------------------------------------------------------------------- properties

_WORDS = [
    "at", "least", "more", "than", "up", "to", "between", "and", "or", "of", "the", "a", "an", "no", "one", "two",
    "25", "1,426", "2003", "2.5", "million", "dozen", "dozens", "hundreds", "several", "some", "many", "people",
    "soldiers", "wife", "his", "children", "killed", "killing", "died", "dead", "wounded", "injured", "missing",
    "arrested", "fled", "homeless", "deaths", "casualties", "were", "was", "not", "without", "anyone", "nobody",
    "unhurt", "including", ",", ".", "(", ")", "-", "'s", "toll", "lives", "lost", "shot", "taken", "hostage", "them",
    "five", "survived", "all", "aboard", "house", "miles", "percent", "May", "Omar", "Haddad", "X", "…", "“",
]  # fmt: skip
_TAGS = ["NOUN", "PROPN", "VERB", "AUX", "ADJ", "NUM", "DET", "ADP", "ADV", "PRON", "CCONJ", "PUNCT", "PART", "SCONJ"]
_RELATIONS = [
    "nsubj",
    "nsubj:pass",
    "obj",
    "obl",
    "nmod",
    "conj",
    "nummod",
    "acl",
    "case",
    "det",
    "appos",
    "punct",
    "advmod",
    "ccomp",
]
_SOUP = st.lists(
    st.tuples(
        st.sampled_from(_WORDS), st.sampled_from(_TAGS), st.integers(0, 60), st.sampled_from(_RELATIONS), st.booleans()
    ),
    min_size=1,
    max_size=30,
)


def soup_of(words: list[tuple[str, str, int, str, bool]]) -> Written:
    """Words with random tags and a random tree (every head before its child), some written together."""
    text, tokens = "", []
    for at, (form, upos, head, relation, glued) in enumerate(words):
        text += "" if glued or not text else " "
        above = head % at if at else -1
        tokens.append(
            Token(
                len(text),
                len(text) + len(form),
                form,
                form,
                upos,
                _XPOS[upos],
                "_",
                above,
                relation if at else "root",
                0,
            )
        )
        text += form
    reading = Reading(sentences=(Sentence(0, len(tokens), 0, len(text), 0),), tokens=tuple(tokens))
    return Written(text, Tree(reading))


@settings(max_examples=80, deadline=None, derandomize=True)
@given(_SOUP)
def test_any_soup_gives_well_formed_figures(words: list[tuple[str, str, int, str, bool]]) -> None:
    text, tree = soup_of(words)
    found = find_figures(text, tree)
    assert found == find_figures(text, tree)
    for item in found:
        figure = item.figure
        assert text[figure.start : figure.end] == figure.text
        assert figure.text
        assert figure.low >= 0
        assert figure.high is None or figure.low <= figure.high
        assert figure.whose is None or figure.whose in text
        assert 0 <= item.numeral < len(tree.tokens)
        assert item.predicate is None or 0 <= item.predicate < len(tree.tokens)
    assert [item.figure.start for item in found] == sorted(item.figure.start for item in found)


def test_time_grows_with_the_text_alone() -> None:
    phrase = [
        ("25", "NUM", 1, "nummod", False), ("soldiers", "NOUN", 2, "nsubj:pass", False),
        (",", "PUNCT", 1, "punct", True), ("two", "NUM", 1, "nummod", False),
        ("children", "NOUN", 1, "conj", False), ("and", "CCONJ", 1, "cc", False),
        ("Omar", "PROPN", 1, "conj", False), ("were", "AUX", 1, "aux:pass", False),
        ("killed", "VERB", 1, "conj", False),
    ]  # fmt: skip

    def cost(times: int) -> float:
        text, tree = soup_of(
            [(form, upos, 10_000_019, relation, glued) for form, upos, _, relation, glued in phrase * times]
        )
        begun = time.process_time()
        find_figures(text, tree)
        return time.process_time() - begun

    cost(20)
    short, long = min(cost(40) for _ in range(3)), min(cost(160) for _ in range(2))
    assert long < 4 * 3 * short + 0.05


# ------------------------------------------------------------------------------ read by the reader that ships

READ = [
    ("The couple were found dead in their flat on Friday.", ("killed", 2, 2, "The couple")),
    ("The pair died in hospital on Monday.", ("killed", 2, 2, "The pair")),
    ("Lena Roth was arrested along with nine others on Friday evening.", ("captured", 9, 9, "nine others")),
    (
        "A 36-year-old Danish climber died after a fall on Monday.",
        ("killed", 1, 1, "A 36-year-old Danish climber"),
    ),
    ("The death toll from the flood has passed 200.", ("killed", 200, None, "passed 200")),
    ("The number of dead has surpassed 1,000.", ("killed", 1000, None, "surpassed 1,000")),
    ("Jan Hora, whose brother was killed by rebels, spoke at the rally.", ("killed", 1, 1, "whose brother")),
]


@pytest.mark.parametrize(("text", "wanted"), READ, ids=[row[1][3] for row in READ])
def test_figures_of_whole_sentences(reader: Reader, text: str, wanted: tuple[str, int, int | None, str]) -> None:
    found = [item.figure for item in find_figures(text, Tree(reader.read(text)))]
    assert [(item.what, item.low, item.high, item.text) for item in found] == [wanted]


def test_a_law_that_is_passed_is_no_toll(reader: Reader) -> None:
    text = "Parliament passed 12 laws on Friday."
    assert all(item.figure.high is not None for item in find_figures(text, Tree(reader.read(text))))
