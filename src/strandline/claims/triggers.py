"""Which of the words that the reader takes for happenings become claims.

The reader's score is the chance that a careful editor would list the word; how large it must be depends on the word:
copulas and verbs of having and knowing seldom tell a happening, a noun before a noun seldom means one, and a verb that
brings in what somebody says is listed only where the statement itself matters. Least scores: ``triggers.toml``.
"""

from __future__ import annotations

from collections.abc import Set
from functools import cache

from strandline.claims.lexica import lexicon
from strandline.claims.syntax import Tree
from strandline.records import TriggerMention


def is_listed(tree: Tree, mention: TriggerMention, head: int, speech_cues: Set[int]) -> bool:
    """Whether a trigger becomes a claim.

    Args:
        tree: the document's tree.
        mention: the trigger with its score.
        head: its word that stands highest in the tree.
        speech_cues: tokens that bring in speech.
    """
    return not is_asked(tree, head) and mention.score >= _least()[class_of(tree, mention, head, speech_cues)]


def is_asked(tree: Tree, head: int) -> bool:
    """Whether a predicate is what a direct question asks after, so that nobody says it: "Have you been threatened?",
    "What happened?". Who did something, why and when may be asked of what is known to have been done."""
    own = tree.children[head]
    if not tree.is_verbal(head) or not any(tree.tokens[item].text == "?" for item in own):
        return False
    asking = [item for item in own if "PronType=Int" in tree.tokens[item].feats]
    if asking:
        return any(tree.tokens[item].lemma.lower() == "what" for item in asking) or (
            tree.tokens[head].lemma in lexicon("triggers")["asked"]
        )
    subject = tree.child(head, "nsubj", "nsubj:pass", "expl", "csubj")
    before = tree.child(head, "aux", "aux:pass", "cop")
    return subject is not None and before is not None and before < subject


def class_of(tree: Tree, mention: TriggerMention, head: int, speech_cues: Set[int]) -> str:
    """The class of a trigger, a key of the table of least scores."""
    token = tree.tokens[head]
    if mention.category == "state" or token.upos == "AUX" or token.deprel == "cop":
        return "state"
    if token.deprel == "compound":
        return "modifier"
    reports = head in speech_cues and mention.category == "reporting" and token.upos not in ("NOUN", "PROPN")
    return "speech" if reports else "other"


@cache
def _least() -> dict[str, float]:
    return dict(lexicon("triggers")["least"])
