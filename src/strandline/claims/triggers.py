"""Which of the words that the reader takes for happenings become claims.

The reader's score is the chance that a careful editor would list the word; how large it must be depends on the word:
copulas and verbs of having and knowing seldom tell a happening, a noun before a noun seldom means one. A plain verb of
saying mostly only carries what is said: it is weighed with whether it tells to whom, when or where, whether what is
said has a happening of its own, and whether it is a quotation. Least scores and weights: ``triggers.toml``;
the weights are those of a logistic model over the project's own articles and annotated documents, by readers that never
saw them, with an intercept for each collection, as their annotators differ in how many statements they list.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from typing import Final

from strandline.claims.lexica import lexicon
from strandline.claims.speech_frames import Frame
from strandline.claims.syntax import Tree
from strandline.records import TriggerMention

_SETTING: Final = ("obl", "advmod")
"""Relations in which the time, place and manner of a saying stand."""
_TOLD: Final = frozenset({"happened", "ongoing"})
_SMALLEST: Final = 1e-4


def is_listed(
    tree: Tree, mention: TriggerMention, head: int, said: Mapping[int, Frame], scores: Mapping[int, float]
) -> bool:
    """Whether a trigger becomes a claim.

    Args:
        tree: the document's tree.
        mention: the trigger with its score.
        head: its word that stands highest in the tree.
        said: what the verbs and nouns that bring in speech bring in, by their tokens.
        scores: the scores of all triggers by their first tokens.
    """
    if is_asked(tree, head):
        return False
    found = class_of(tree, mention, head, said)
    if found == "saying":
        return mention.score >= _least()["surely"] or matters(tree, mention, head, said[head], scores) >= 0
    return mention.score >= _least()[found]


def is_placed(tree: Tree, mention: TriggerMention, head: int, said: Mapping[int, Frame]) -> bool:
    """Whether a trigger that is not listed is given a time all the same: what is told around it may lean on it, and the
    day of a saying is no day of what is said."""
    found = class_of(tree, mention, head, said)
    return found == "saying" or (mention.score >= _placed()[found] and not is_asked(tree, head))


def matters(tree: Tree, mention: TriggerMention, head: int, frame: Frame, scores: Mapping[int, float]) -> float:
    """How far above nought, or below it, a plain verb of saying stands as a happening of its own."""
    words = [index for part in frame.content for index in range(*part)]
    told = max((scores.get(index, 0.0) for index in words), default=0.0)
    chance = min(max(mention.score, _SMALLEST), 1 - _SMALLEST)
    given = {
        "bias": 1.0,
        "score": math.log(chance / (1 - chance)),
        "addressed": float(frame.addressee is not None),
        "setting": float(any(tree.tokens[item].deprel.startswith(_SETTING) for item in tree.children[head])),
        "direct": float(frame.direct),
        "content": told,
    }
    weights: dict[str, float] = lexicon("triggers")["saying"]
    return sum(weight * given[name] for name, weight in weights.items())


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


def class_of(tree: Tree, mention: TriggerMention, head: int, said: Mapping[int, Frame]) -> str:
    """The class of a trigger: "saying", or a key of the table of least scores."""
    token = tree.tokens[head]
    if mention.category == "state" or token.upos == "AUX" or token.deprel == "cop":
        return "state"
    if token.deprel == "compound":
        return "modifier"
    if token.upos in ("NOUN", "PROPN"):
        return "noun"
    if head in said and mention.category == "reporting":
        return "saying" if token.lemma.lower() in lexicon("triggers")["plain"] else "speech"
    told = not mention.statuses or mention.statuses[0][0] in _TOLD
    return "other" if told else "unreal"


@cache
def _least() -> dict[str, float]:
    return dict(lexicon("triggers")["least"])


@cache
def _placed() -> dict[str, float]:
    return {name: float(value) for name, value in lexicon("triggers")["placed"].items()}
