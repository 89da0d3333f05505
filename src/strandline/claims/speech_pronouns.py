"""Whom a pronoun that says something stands for: "They said", "it added" → the noun before it that agrees.

The reader's references first, else the nearest earlier source or subject, sources before subjects.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from strandline.claims.lexica import word_set
from strandline.claims.persons import is_person_noun
from strandline.claims.speech_frames import Frame
from strandline.claims.syntax import Tree

_ONE: Final = frozenset({"he", "she", "him", "her"})
_SEVERAL: Final = frozenset({"they", "them"})
_THING: Final = frozenset({"it", "which"})
_REACH: Final = 3
"""Sentences before the pronoun in which its noun may stand."""


def stands_for(tree: Tree, frames: Sequence[Frame], pronoun: int) -> int | None:
    """Head of the noun or name that a third-person pronoun stands for; None where none agrees."""
    word = tree.tokens[pronoun].text.lower()
    if word not in _ONE | _SEVERAL | _THING:
        return None
    for reference in tree.reading.references:
        if any(first == pronoun for first, _ in reference.mentions):
            heads = [_head(tree, first, last) for first, last in reference.mentions if first < pronoun]
            agreeing = [head for head in heads if _agrees(tree, head, word)]
            if agreeing:
                return agreeing[-1]
    here = tree.tokens[pronoun].sentence
    ranked: list[tuple[int, int]] = []
    for source in {frame.source for frame in frames if frame.source is not None}:
        if source < pronoun and _agrees(tree, source, word):
            ranked.append((2 - 2 * (here - tree.tokens[source].sentence), source))
    first = tree.reading.sentences[max(here - _REACH, 0)].first
    for index in range(first, pronoun):
        if tree.tokens[index].deprel in ("nsubj", "nsubj:pass") and _agrees(tree, index, word):
            ranked.append((1 - 2 * (here - tree.tokens[index].sentence), index))
    near = [item for item in ranked if item[1] >= first]
    return max(near)[1] if near else None


def _head(tree: Tree, first: int, last: int) -> int:
    return next((i for i in range(first, last) if not first <= tree.tokens[i].head < last), first)


def _agrees(tree: Tree, index: int, word: str) -> bool:
    """Whether a noun can be meant by a pronoun: number, and person or body or thing."""
    token = tree.tokens[index]
    kind = tree.name_type.get(index)
    if token.upos not in ("NOUN", "PROPN"):
        return False
    plural = "Number=Plur" in token.feats or any(tree.tokens[i].deprel == "conj" for i in tree.children[index])
    lemma = token.lemma.lower()
    body = kind in ("ORG", "GPE", "NORP") or lemma in word_set("cues", "source_heads", "group")
    teller = any(
        lemma in word_set("cues", "source_heads", key) for key in ("document", "publication", "broadcast")
    )  # fmt: skip
    person = kind == "PER" or (kind is None and is_person_noun(lemma))
    if word in _ONE:
        return person and not plural
    if word in _SEVERAL:
        return (person and plural) or body
    return not plural and (body or teller)
