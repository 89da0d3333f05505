"""How the clause of a happening stands in time: its tense, and the clauses that it hangs on.

Tenses are read off auxiliaries and endings (Reichenbach's three times, as far as English marks them): *past* tells,
*pluperfect* and *perfect* look back, *present* describes, *future* and *would* look ahead, and what is not finite goes
by what governs it.
"""

from __future__ import annotations

from typing import Final, Literal

from strandline.claims.lexica import word_set
from strandline.claims.syntax import Tree

Tense = Literal[
    "past", "pluperfect", "perfect", "present", "future", "would", "modal", "infinitive", "participle", "nominal"
]
FINITE: Final = frozenset({"past", "pluperfect", "perfect", "present", "future", "would", "modal"})
_WILL: Final = frozenset({"will", "shall", "'ll", "’ll", "wo"})
_MODAL: Final = frozenset({"can", "could", "may", "might", "should", "must", "ca"})
_PAST_MODAL: Final = frozenset({"could", "might", "should"})
_PRESENT_TAGS: Final = frozenset({"VBZ", "VBP"})


def tense_of(tree: Tree, head: int) -> Tense:
    """Tense of a happening's own predicate; ``nominal`` where a noun names it."""
    found: Tense | None = tree.tenses.get(head)
    if found is None:
        found = tree.tenses[head] = _worked_out(tree, head)
    return found


def _worked_out(tree: Tree, head: int) -> Tense:
    token = tree.tokens[head]
    if not tree.is_verbal(head):
        return "nominal"
    helpers = [tree.tokens[child] for child in tree.children_by(head, "aux", "aux:pass", "cop") if child < head + 4]
    words = [item.text.lower() for item in helpers]
    if not helpers and token.deprel == "conj" and token.xpos in ("VBN", "VBG", "VB") and token.head >= 0:
        first = tree.first_conjunct(head)
        if first != head and tree.tokens[first].upos in ("VERB", "AUX"):
            return tense_of(tree, first)
    if any(word in _WILL for word in words):
        return "future"
    if any(word in ("would", "'d", "’d") and item.xpos == "MD" for word, item in zip(words, helpers, strict=True)):
        return "would"
    if any(word in _MODAL for word in words):
        return "modal"
    if any(item.lemma == "have" for item in helpers):
        return _of_have(next(item.xpos for item in helpers if item.lemma == "have"))
    tags = [item.xpos for item in helpers] or [token.xpos]
    if token.xpos == "VBD":
        tags.append("VBD")
    if "VBD" in tags:
        return "past"
    if _PRESENT_TAGS.intersection(tags):
        return "present"
    if any(tree.tokens[child].text.lower() == "to" for child in tree.children_by(head, "mark")):
        return "infinitive"
    return "participle" if token.xpos in ("VBG", "VBN") else "infinitive" if token.xpos == "VB" else "present"


def _of_have(tag: str) -> Tense:
    return (
        "pluperfect" if tag == "VBD" else "participle" if tag == "VBG" else "perfect" if tag != "VB" else "infinitive"
    )


def is_definite(tree: Tree, head: int) -> bool:
    """Whether a noun speaks of something known: "the blast", "this attack", "his arrest", "Friday's raid"."""
    for child in tree.children[head]:
        token = tree.tokens[child]
        if token.deprel == "det" and token.lemma.lower() in ("the", "this", "that", "these", "those", "both"):
            return True
        if token.deprel == "nmod:poss":
            return True
    return False


def looks_back(tree: Tree, head: int) -> bool:
    """Whether a clause speaks of what is over even where it is uncertain: "may have left", "could have been fined"."""
    helpers = tree.children_by(head, "aux")
    modal = any(tree.tokens[item].xpos == "MD" for item in helpers)
    return (modal and any(tree.tokens[item].lemma == "have" for item in helpers)) or tense_of(
        tree, head
    ) == "pluperfect"


def looks_ahead(tree: Tree, head: int) -> bool:
    """Whether a clause speaks of what is still to come when it is written: "will leave", "plans to leave", "may leave".

    Not what was to come in a story told in the past: "he had to leave", "she went there to meet him".
    """
    node = head
    for _ in range(8):
        tense = tense_of(tree, node)
        if tense == "future" or (tense == "modal" and not _of_the_past(tree, node)):
            return True
        if tense == "modal":  # "ruled that it should be opened": ahead of the ruling
            if tree.tokens[node].head < 0:
                return True
            node = tree.clause_head(tree.tokens[node].head)
            continue
        if tense == "perfect":
            return node != head
        if tense == "present" and _says_present(tree, node):
            return True
        if tense in ("past", "pluperfect", "would"):
            return False
        if tree.tokens[node].head < 0:
            return tense == "infinitive"
        node = tree.clause_head(tree.tokens[node].head)
    return False


def _of_the_past(tree: Tree, node: int) -> bool:
    """Whether a modal is one that a past tense turns to: "could", "might", "should"."""
    return any(tree.tokens[item].text.lower() in _PAST_MODAL for item in tree.children_by(node, "aux"))


def _says_present(tree: Tree, node: int) -> bool:
    """Whether a present tense is written, and not only what is left where there is no verb ("to find it aflame")."""
    if tree.tokens[node].xpos in _PRESENT_TAGS:
        return True
    return any(tree.tokens[child].xpos in _PRESENT_TAGS for child in tree.children_by(node, "aux", "aux:pass", "cop"))


def tells_of_several(tree: Tree, head: int) -> bool:
    """Whether an adverb tells of several times, or of none: "repeatedly", "twice", "never"."""
    nodes = {head, tree.clause_head(head)}
    return any(
        tree.tokens[child].lemma.lower() in word_set("timing_of", "repeated")
        for node in nodes for child in tree.children_by(node, "advmod")
    )  # fmt: skip
