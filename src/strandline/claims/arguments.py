"""Who does what to whom: the participants of a happening, by the tree.

Verbs give subject, object, agent of the passive, addressee and go-between (``arguments_verbs``); nouns of happening
give possessors, compounds and their "of", "by", "on", "against", "between" phrases, and through a light verb the
subject of the clause, "took revenge" (``arguments_nouns``). Relative pronouns are the noun that they stand for. Every
member of a coordination is a participant of its own; only somebody is one (``arguments_somebody``).
"""

from __future__ import annotations

from collections.abc import Container

from strandline.claims.arguments_nouns import of_noun
from strandline.claims.arguments_roles import Participant
from strandline.claims.arguments_somebody import takes_part
from strandline.claims.arguments_verbs import of_verb
from strandline.claims.lexica import word_set
from strandline.claims.syntax import NOMINAL, Tree
from strandline.records import Kind


def participants_of(tree: Tree, trigger: int, kind: Kind, *, known: Container[int] = frozenset()) -> list[Participant]:
    """Participants of the happening that the token names, each head once, in the order of the text.

    Args:
        tree: The tree of the reading.
        trigger: The token that names the happening.
        kind: What sort of happening it is.
        known: Tokens that stand for somebody whom the text names.
    """
    verbal = tree.tokens[trigger].upos in ("VERB", "AUX", "ADJ")
    found = of_verb(tree, trigger, kind) if verbal else of_noun(tree, trigger, kind)
    kept: dict[int, Participant] = {}
    for participant in [*found, *_named_members(tree, trigger, found)]:
        for member in [*tree.conjuncts(tree.antecedent(participant.head)), *_listed(tree, participant.head)]:
            head = _bearer(tree, tree.named_beside(member))
            nominal = tree.tokens[head].upos in NOMINAL or tree.tokens[head].upos in ("DET", "ADJ")
            if head != trigger and nominal and takes_part(tree, head, participant.role, kind, known):
                kept.setdefault(head, Participant(head, participant.role))
    return [kept[head] for head in sorted(kept)]


def _named_members(tree: Tree, trigger: int, found: list[Participant]) -> list[Participant]:
    """Names that say who a counted group was: "nine people were hurt: Ana Roth, her driver and two guards"."""
    members: list[Participant] = []
    for participant in found:
        if tree.child(participant.head, "nummod") is None:
            continue
        below = tree.children_by(participant.head, "appos", "parataxis", "dep")
        if participant.head == tree.subject(trigger):
            loose = tree.children_by(trigger, "parataxis", "appos", "dep", "nsubj", "nsubj:pass")
            below = [*below, *(item for item in loose if item > trigger)]
        members += [Participant(item, participant.role) for item in below if tree.tokens[item].upos == "PROPN"]
    return members


def _bearer(tree: Tree, head: int) -> int:
    """Whose life or remains a noun names: "took the lives of nine miners" is done to the miners."""
    if tree.tokens[head].lemma.lower() not in word_set("arguments", "borne"):
        return head
    return next((item for item in tree.children_by(head, "nmod") if tree.case_of(item) == "of"), head)


def _listed(tree: Tree, head: int) -> list[int]:
    """The further names of a list that the tree takes for an apposition: "Nova, the Guild and Orbit sued"."""
    found: list[int] = []
    for item in tree.children_by(head, "appos"):
        members = tree.conjuncts(item)
        bodies = all(tree.name_type.get(member) in ("PER", "ORG", "GPE") for member in [head, *members])
        if len(members) > 1 and bodies and tree.name_type[head] == tree.name_type[item]:
            found += members
    return found
