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


def is_passive(tree: Tree, verb: int) -> bool:
    """Whether a verb's subject suffers or hears it: in the passive, also shared with the verb before ("was summoned and
    handed a note"); not "police arrested two men", though its subject was read as one that suffers."""
    token = tree.tokens[verb]
    own = tree.child(verb, "nsubj", "nsubj:pass", "aux", "aux:pass", "cop")
    if token.deprel == "conj" and own is None and token.xpos in ("VBN", "VBD") and token.head >= 0:
        told = tree.child(verb, "obj")
        before = tree.tokens[token.head]
        given = token.lemma.lower() in word_set("arguments", "gives_to")
        if token.xpos == before.xpos == "VBN" and tree.child(token.head, "aux:pass") is not None:
            return told is None or given
    if reduced_noun(tree, verb) is not None:
        return True
    if not tree.is_passive(verb):
        return False
    active = tree.child(verb, "nsubj:pass") is not None and tree.child(verb, "aux:pass", "aux", "obl:agent") is None
    given = token.lemma.lower() in word_set("arguments", "gives_to") | word_set("arguments", "awards")
    return not (active and token.deprel != "amod" and tree.child(verb, "obj") is not None and not given)


def reduced_noun(tree: Tree, verb: int) -> int | None:
    """The noun that a participle describes although it was read as the verb of the sentence: "the letter, passed on
    within an hour, alarmed them"; None elsewhere."""
    token = tree.tokens[verb]
    if verb < 2 or token.xpos not in ("VBD", "VBN") or tree.tokens[verb - 1].text != ",":
        return None
    if tree.child(verb, "nsubj", "nsubj:pass", "aux", "obj", "ccomp", "xcomp") is not None:
        return None
    noun = verb - 2
    while tree.tokens[noun].deprel in ("flat", "compound") and verb - 6 < tree.tokens[noun].head < noun:
        noun = tree.tokens[noun].head
    main = tree.tokens[noun].head
    subject = tree.tokens[noun].deprel in ("nsubj", "nsubj:pass") and main > verb and tree.tokens[main].head == verb
    closes = subject and any(tree.tokens[item].text == "," for item in range(verb, main))
    return noun if closes else None


def words_of(tree: Tree, head: int) -> tuple[int, int]:
    """The tokens that say who takes part: a nominal without its clauses, the mark of a possessor, and a phrase with
    "by" or "through" that is no part of it ("told the miners through a priest")."""
    first, last = tree.nominal_core(head)
    for item in tree.children_by(head, "nmod"):
        if item > head and tree.case_of(item) in VIA | {"by"}:
            last = min(last, tree.subtree(item)[0])
    while last - 1 > head and tree.tokens[last - 1].text in ("'s", "’s", "'", "’"):
        last -= 1
    return first, max(last, head + 1)


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
