"""Readings written by hand, so that the tests of rules do not depend on weights.

A word is ``form/UPOS/head/relation``, then in any order, where it matters, ``/XPOS`` (capitals), ``/Feat=Value`` (more
joined by ``+``) and ``/lemma``. Heads count from 1 in their sentence, 0 is the root. Lines part sentences, empty lines
paragraphs. Features follow from the tag where none are given; a lemma is the form in lower case. Words stand apart by
one space, but for closing signs and clitics, after opening ones, and after a form that ends in ``~`` (not part of it).
Names are given as ``{"Ana Roth": "PER"}``, each occurrence counts.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple, cast

from strandline.claims.syntax import Tree
from strandline.records import Name, NameType, Reading, Sentence, Token

_GLUED_LEFT: Final = frozenset(
    {",", ".", ";", ":", "!", "?", ")", "]", "”", "’", "''", "»", "'s", "’s", "%", "n't", "n’t"}
)
_GLUED_RIGHT: Final = frozenset({"(", "[", "“", "‘", "``", "«", "„"})
_XPOS: Final = {
    "NOUN": "NN", "PROPN": "NNP", "VERB": "VBD", "AUX": "VBD", "ADJ": "JJ", "NUM": "CD", "DET": "DT", "ADP": "IN",
    "ADV": "RB", "PRON": "PRP", "CCONJ": "CC", "PUNCT": ",", "PART": "POS", "SCONJ": "IN", "INTJ": "UH", "SYM": "SYM",
    "X": "FW",
}  # fmt: skip
_FEATS: Final = {
    "VBD": "Mood=Ind|Tense=Past|VerbForm=Fin",
    "VBZ": "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin",
    "VBP": "Mood=Ind|Tense=Pres|VerbForm=Fin",
    "VB": "VerbForm=Inf",
    "VBN": "Tense=Past|VerbForm=Part",
    "VBG": "VerbForm=Ger",
    "MD": "VerbForm=Fin",
    "NN": "Number=Sing",
    "NNP": "Number=Sing",
    "NNS": "Number=Plur",
    "NNPS": "Number=Plur",
    "PRP$": "Poss=Yes|PronType=Prs",
    "WP": "PronType=Rel",
    "WDT": "PronType=Rel",
}


class Written(NamedTuple):
    """A text with its reading and tree."""

    text: str
    reading: Reading
    tree: Tree

    def at(self, form: str, nth: int = 0) -> int:
        """Index of the nth token of this form."""
        found = [index for index, token in enumerate(self.reading.tokens) if token.text == form]
        assert len(found) > nth, f"no {form!r} number {nth} in {self.text!r}"
        return found[nth]

    def words(self, first: int, last: int) -> str:
        """The text of a token range."""
        start, end = self.tree.text(first, last)
        return self.text[start:end]


def _fields(word: str) -> tuple[str, str, int, str, list[str]]:
    form, _, rest = ("/", "", word[1:]) if word[0] == "/" else word.partition("/")
    upos, head, relation, *more = rest.lstrip("/").split("/")
    assert upos in _XPOS, f"{word!r}: no tag {upos!r}"
    return form, upos, int(head), relation, more


def write(parse: str, names: dict[str, str] | None = None) -> Written:
    """The text, reading and tree that a parse by hand describes."""
    text = ""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    paragraph, glue = 0, True
    for line in parse.strip().split("\n"):
        words = line.split()
        if not words:
            paragraph += 1
            text, glue = text.rstrip() + "\n\n", True
            continue
        first, begin = len(tokens), len(text) + (0 if glue else 1)
        straight = 0
        for word in words:
            form, upos, head, relation, more = _fields(word)
            last_glue = form.endswith("~") and len(form) > 1
            form = form.removesuffix("~") if last_glue else form
            closing = form in _GLUED_LEFT or (form == '"' and straight % 2 == 1)
            opening = form in _GLUED_RIGHT or (form == '"' and straight % 2 == 0)
            straight += form == '"'
            text += "" if glue or closing else " "
            tokens.append(_token(form, upos, head, relation, more, len(text), first, len(sentences)))
            text += form
            glue = opening or last_glue
        roots = [token for token in tokens[first:] if token.head < 0]
        assert len(roots) == 1, f"{len(roots)} roots in {line!r}"
        for token in tokens[first:]:
            steps = 0
            while token.head >= 0:
                token, steps = tokens[token.head], steps + 1
                assert steps <= len(words), f"heads run in a circle: {line!r}"
        sentences.append(Sentence(first, len(tokens), begin, len(text), paragraph))
        glue = False
    reading = Reading(sentences=tuple(sentences), tokens=tuple(tokens), names=_names(text, tokens, names or {}))
    return Written(text, reading, Tree(reading))


def _token(
    form: str, upos: str, head: int, relation: str, more: list[str], start: int, first: int, sentence: int
) -> Token:
    xpos = next((item for item in more if re.fullmatch(r"[A-Z$-]{2,}|[.:,]|``|''", item)), None)
    feats = next((item.replace("+", "|") for item in more if "=" in item), None)
    lemma = next((item for item in more if item != xpos and "=" not in item), form.lower())
    xpos = xpos or ("NNS" if upos == "NOUN" and form.endswith("s") else _XPOS[upos])
    feats = feats if feats is not None else _FEATS.get(xpos, "_")
    index = first + head - 1 if head else -1
    return Token(start, start + len(form), form, lemma, upos, xpos, feats, index, relation, sentence)


def _names(text: str, tokens: list[Token], wanted: dict[str, str]) -> tuple[Name, ...]:
    starts = {token.start: index for index, token in enumerate(tokens)}
    ends = {token.end: index + 1 for index, token in enumerate(tokens)}
    found = []
    taken: set[int] = set()
    for words, kind in sorted(wanted.items(), key=lambda item: -len(item[0])):
        for match in re.finditer(re.escape(words), text):
            if match.start() in starts and match.end() in ends and starts[match.start()] not in taken:
                first, last = starts[match.start()], ends[match.end()]
                taken |= set(range(first, last))
                found.append(Name(first, last, match.start(), match.end(), words, cast(NameType, kind), 1.0))
    return tuple(sorted(found, key=lambda name: name.first))
