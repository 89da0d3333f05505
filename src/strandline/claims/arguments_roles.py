"""Which part somebody plays in a happening, by the words that name it."""

from __future__ import annotations

from typing import Final, NamedTuple

from strandline.claims.arguments_somebody import PLACES, is_somebody
from strandline.claims.lexica import word_set
from strandline.claims.syntax import Tree, is_no_speech
from strandline.records import ActorRole, Kind

SPEECH_KINDS: Final = frozenset({"statement", "accuse", "threaten", "request", "reject", "consult", "publish"})
VIA: Final = frozenset({"through", "via", "by way of", "by means of"})
ON: Final = frozenset({"against", "on", "at", "upon", "toward", "towards", "into"})
HOSTILE: Final = frozenset({
    "assault", "coerce", "accuse", "protest", "sanction", "threaten", "legal", "reject", "mobilize",
})  # fmt: skip
_DEEDS: Final = frozenset({"death", "accident", "disaster", "assault", "move", "transact"})
"""Kinds in which a verb of speech is none: "the fire claimed two lives"."""
_WAYS: Final = frozenset({"down", "up", "out", "off", "away", "over", "back", "in", "on", "aground", "missing"})


class Participant(NamedTuple):
    """A head token with its part in the happening."""

    head: int
    role: ActorRole


def doing(tree: Tree, trigger: int, kind: Kind) -> ActorRole:
    """The part of whoever does it: speaker of what is said, else agent."""
    lemma, plain = phrase_lemma(tree, trigger), tree.tokens[trigger].lemma.lower()
    speaks, acts = word_set("arguments", "speaks"), word_set("arguments", "acts")
    if is_no_speech(tree, trigger):
        return "agent"
    if lemma in speaks and kind not in _DEEDS:
        return "speaker"
    told = tree.child(trigger, "obj")
    if told is not None and plain in word_set("arguments", "light_verbs") and tree.tokens[told].lemma.lower() in speaks:
        return "speaker"
    said = told is not None and tree.tokens[told].lemma.lower() in word_set("arguments", "issued_words")
    if said and plain in word_set("arguments", "issues"):
        return "speaker"
    if kind not in SPEECH_KINDS or kind in ("consult", "publish"):
        return "speaker" if kind == "publish" and _tells(tree, trigger) else "agent"
    return "agent" if lemma in acts or plain in acts else "speaker"


def _tells(tree: Tree, trigger: int) -> bool:
    """Whether a clause says what was said: "published that", "reported that"."""
    return tree.child(trigger, "ccomp") is not None


def phrase_lemma(tree: Tree, trigger: int) -> str:
    """The lemma of a verb with its particle ("call off"); of any other word its own."""
    lemma = tree.tokens[trigger].lemma.lower()
    particle = next((item for item in tree.children_by(trigger, "compound:prt", "advmod") if item == trigger + 1), None)
    if (
        particle is not None
        and tree.tokens[particle].xpos not in ("RP", "IN")
        and tree.tokens[particle].lemma not in _WAYS
    ):
        particle = None
    return lemma if particle is None else f"{lemma} {tree.tokens[particle].lemma.lower()}"


def is_place(tree: Tree, head: int) -> bool:
    """Whether a nominal is the name of a place."""
    return tree.name_type.get(head) in PLACES and head not in tree.governments


def is_body(tree: Tree, head: int) -> bool:
    """Whether a nominal is somebody and no place."""
    return is_somebody(tree, head) and not is_place(tree, head)


def go_between(tree: Tree, head: int) -> int | None:
    """Whom "by way of", "by means of" names, where the tree takes "way" for a noun; None where it is no such phrase."""
    if tree.tokens[head].lemma.lower() not in ("way", "means"):
        return None
    return next((item for item in tree.children_by(head, "nmod") if tree.case_of(item) == "of"), None)


def is_means(tree: Tree, head: int) -> bool:
    """Whether a noun after "by" is how something is sent rather than who sends it: "warned by letter"."""
    bare = tree.child(head, "det", "nmod:poss", "nummod", "amod") is None
    return bare and tree.tokens[head].lemma.lower() in word_set("arguments", "means")
