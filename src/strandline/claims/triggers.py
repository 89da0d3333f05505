"""Which of the words that the reader takes for happenings become claims.

The reader's score is the chance that a careful editor would list the word; how large it must be depends on the word:
copulas and verbs of having and knowing seldom tell a happening, a verb that brings in what somebody says is listed only
where the statement itself matters, nouns and deeds of force are often scored too low. Least scores: ``triggers.toml``.
"""

from __future__ import annotations

from collections.abc import Set
from functools import cache
from typing import Final

from strandline.claims.lexica import lexicon
from strandline.claims.syntax import Tree
from strandline.records import Kind, TriggerMention

_PRESENT: Final = frozenset({"VBZ", "VBP"})
_FORCE: Final = frozenset({"assault", "coerce", "retreat"})


def may_be_listed(mention: TriggerMention) -> bool:
    """Whether a trigger's score is enough for any class."""
    return mention.score >= min(_least().values())


def is_listed(tree: Tree, mention: TriggerMention, head: int, kind: Kind, speech_cues: Set[int]) -> bool:
    """Whether a trigger becomes a claim.

    Args:
        tree: the document's tree.
        mention: the trigger with its score.
        head: its word that stands highest in the tree.
        kind: the kind of happening that it names.
        speech_cues: tokens that bring in speech.
    """
    return mention.score >= _least()[class_of(tree, mention, head, kind, speech_cues)]


def class_of(tree: Tree, mention: TriggerMention, head: int, kind: Kind, speech_cues: Set[int]) -> str:
    """The class of a trigger, a key of the table of least scores."""
    token = tree.tokens[head]
    noun = token.upos in ("NOUN", "PROPN")
    if mention.category == "state" or token.upos == "AUX" or token.deprel == "cop":
        return "state"
    if token.deprel == "compound":
        return "modifier"
    if head in speech_cues and mention.category == "reporting" and not noun:
        return "speech"
    if kind in _FORCE:
        return "force"
    if noun:
        return "noun"
    return "present" if token.xpos in _PRESENT else "other"


@cache
def _least() -> dict[str, float]:
    return dict(lexicon("triggers")["least"])
