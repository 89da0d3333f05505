"""The participants of a happening that a noun names: beside it, in clauses beneath it, or about the verb that carries
it."""

from __future__ import annotations

from typing import Final

from strandline.claims.arguments_roles import (
    HOSTILE,
    ON,
    SPEECH_KINDS,
    VIA,
    Participant,
    doing,
    is_body,
    is_passive,
    is_place,
)
from strandline.claims.arguments_somebody import is_somebody
from strandline.claims.lexica import word_set
from strandline.claims.syntax import Tree
from strandline.records import ActorRole, Kind

_SUFFERED: Final = frozenset({"assault", "coerce", "legal", "appoint", "elect", "accuse", "death", "accident"})
_DOERS: Final = frozenset({"agent", "speaker"})
_SAID_IN: Final = SPEECH_KINDS | {"meet", "support"}
_BEFALLS: Final = frozenset({"disaster", "accident"})
"""Kinds that nobody does: a name before the noun says where ("the Jersey fire")."""
_JOINT: Final = frozenset({"agree", "meet", "consult"})
"""Kinds that two sides do together: with one of them behind "with", the other may be the subject of the verb."""
_FOR: Final = frozenset({"aid", "support", "legal", "transact", "appoint"})


def of_noun(tree: Tree, noun: int, kind: Kind) -> list[Participant]:
    """Participants beside the noun; without a doer among them also those of the verb that carries it."""
    found: list[Participant] = []
    for child in tree.children[noun]:
        relation = tree.tokens[child].deprel
        if relation == "nmod:poss":
            found.append(Participant(child, _possessor(tree, noun, kind)))
        elif relation in ("compound", "amod", "nmod:unmarked"):
            found += _before(tree, noun, child, kind)
        elif relation in ("nmod", "obl"):
            found += _phrase(tree, noun, child, kind)
        elif relation in ("acl", "acl:relcl"):
            found += _clause(tree, noun, child, kind)
    if not any(item.role == "addressee" for item in found):
        found += _told(tree, noun, kind)
    if kind in _BEFALLS:
        found = [item for item in found if item.role != "agent" or tree.case_of(item.head) in ("by", "of", "between")]
    own = tree.child(noun, "nsubj", "nsubj:outer")
    if own is not None and tree.tokens[own].text.lower() in ("it", "this", "that"):  # "it was an accident"
        own = None
    if not any(item.role in _DOERS and not _beside(tree, item.head) for item in found):
        if own is not None:
            found.append(Participant(own, _possessor(tree, noun, kind)))
        elif not any(item.role in _DOERS for item in found) or kind in _JOINT:
            found += _carried(tree, noun, kind)
    return found


def _told(tree: Tree, noun: int, kind: Kind) -> list[Participant]:
    """Whom the carrying verb's phrases name as hearers of words with an owner: "sent her apology to the families"."""
    head = tree.tokens[noun].head
    if tree.tokens[noun].deprel != "obj" or doing(tree, noun, kind) != "speaker":
        return []
    if tree.tokens[head].lemma.lower() not in word_set("arguments", "light_verbs") | word_set("arguments", "gives_to"):
        return []
    to = [item for item in tree.children_by(head, "obl") if tree.case_of(item) == "to"]
    return [Participant(item, "addressee") for item in [*tree.children_by(head, "iobj"), *to] if is_body(tree, item)]


def _beside(tree: Tree, head: int) -> bool:
    """Whether somebody is named as the other side: "is in talks with the union"."""
    return tree.case_of(head) == "with"


def _suffered(tree: Tree, noun: int, kind: Kind) -> bool:
    """Whether the noun's "of" says who suffers it."""
    lemma = tree.tokens[noun].lemma.lower()
    if lemma in word_set("arguments", "of_does"):
        return False
    return lemma in word_set("arguments", "of_is_patient") or kind in _SUFFERED


def _possessor(tree: Tree, noun: int, kind: Kind) -> ActorRole:
    lemma = tree.tokens[noun].lemma.lower()
    suffers = lemma in word_set("arguments", "possessor_suffers") or kind == "death"
    return "patient" if suffers else doing(tree, noun, kind)


def _before(tree: Tree, noun: int, child: int, kind: Kind) -> list[Participant]:
    """Names and nouns before it: "Danish invasion", "police raid", "hostage release"; not "Lagos conference"."""
    token, lemma = tree.tokens[child], tree.tokens[noun].lemma.lower()
    sort = tree.name_type.get(child)
    if sort is not None and sort == tree.name_type.get(noun):
        return []
    suffered = lemma in word_set("arguments", "possessor_suffers") or kind == "death"
    if token.text[:1].isupper() and sort is None and token.deprel == "amod":
        return [Participant(child, "patient" if suffered else doing(tree, noun, kind))]
    if token.text[:1].isupper() and sort is not None:
        if sort in ("PER", "ORG", "NORP", "PRODUCT") or (sort == "GPE" and not suffered):
            return [Participant(child, "patient" if suffered else doing(tree, noun, kind))]
        return []
    if token.deprel != "compound" or not is_body(tree, child):
        return []
    if token.lemma.lower() in word_set("arguments", "doers"):
        return [Participant(child, doing(tree, noun, kind))]
    return [Participant(child, "patient")] if suffered or _suffered(tree, noun, kind) else []


def _phrase(tree: Tree, noun: int, child: int, kind: Kind) -> list[Participant]:
    case, does = tree.case_of(child), doing(tree, noun, kind)
    if case == "of":
        suffered = _suffered(tree, noun, kind)
        below = tree.children_by(child, "nmod") if suffered else []  # "the arrest of Roth by soldiers"
        agents = [Participant(item, does) for item in below if tree.case_of(item) == "by"]
        return [Participant(child, "patient" if suffered else does), *agents]
    if case == "by":
        return [Participant(child, does)]
    if case == "from":
        return [] if is_place(tree, child) and kind in ("move", "transact", "retreat") else [Participant(child, does)]
    if case in ON:
        return [Participant(child, "patient")] if kind in HOSTILE else []
    if case == "among" and _suffered(tree, noun, kind):
        return [Participant(child, "patient")]
    if case in ("between", "among", "with"):
        return [Participant(child, does)]
    if case == "to":
        if kind in SPEECH_KINDS or does == "speaker":
            return [Participant(child, "addressee")]
        gives = kind in ("aid", "transact", "publish") and is_body(tree, child)
        return [Participant(child, "addressee")] if gives else []
    if case == "for" and kind in _FOR and is_body(tree, child):
        return [Participant(child, "patient")]
    return [Participant(child, "via")] if case in VIA else []


def _clause(tree: Tree, noun: int, clause: int, kind: Kind) -> list[Participant]:
    """Who did it or was struck, by a clause beneath the noun: "attack carried out by", "crash that killed"."""
    lemma = tree.tokens[clause].lemma.lower()
    if is_passive(tree, clause):
        agents = [item for item in tree.children_by(clause, "obl:agent", "obl") if tree.case_of(item) == "by"]
        between = lemma in word_set("arguments", "passes_on") and tree.child(noun, "nmod:poss") is not None
        light = between or lemma in word_set("arguments", "light_verbs")
        role = "via" if between else doing(tree, noun, kind)
        return [Participant(item, role) for item in agents] if light else []
    if tree.subject(clause) == noun:
        struck = tree.children_by(clause, "obj") if lemma in word_set("arguments", "strikes") else []
        return [Participant(item, "patient") for item in struck]
    own = tree.child(clause, "nsubj")
    whole = tree.child(clause, "xcomp", "ccomp") is None and all(
        tree.antecedent(item) == noun for item in tree.children_by(clause, "obj")
    )
    light = lemma in word_set("arguments", "light_verbs") and whole
    return [Participant(own, doing(tree, noun, kind))] if own is not None and light else []


def _carried(tree: Tree, noun: int, kind: Kind) -> list[Participant]:
    """The people about a verb that only carries the noun: "carried out a strike", "held talks with", "faces trial"."""
    first = tree.first_conjunct(noun)
    token = tree.tokens[first]
    if token.head < 0 or tree.tokens[token.head].upos != "VERB":
        return []
    verb, case, does = token.head, tree.case_of(first), doing(tree, noun, kind)
    lemma = tree.tokens[verb].lemma.lower()
    light = lemma in word_set("arguments", "light_verbs")
    if kind in ("meet", "consult"):
        light = light or lemma in word_set("arguments", "proposes")
    subject = tree.subject(verb)
    if token.deprel == "obj":
        if is_passive(tree, verb):  # "was given a ban"
            return [] if subject is None else [Participant(subject, "patient")]
        if (
            subject is not None
            and lemma in word_set("arguments", "noun_undergone")
            and _undergone(tree, noun, verb, kind)
        ):
            return [Participant(subject, "patient")]
        return [*_subject(subject, does), *_around(tree, verb, kind, does)] if light else []
    if token.deprel == "nsubj:pass" and light:
        agents = [item for item in tree.children_by(verb, "obl:agent", "obl") if tree.case_of(item) == "by"]
        return [*(Participant(item, does) for item in agents), *_around(tree, verb, kind, does)]
    if token.deprel == "nsubj" and lemma in word_set("arguments", "strikes"):
        return [Participant(item, "patient") for item in tree.children_by(verb, "obj")]
    if token.deprel == "obl" and case in ("on", "for") and kind in ("legal", "accuse") and is_passive(tree, verb):
        return _subject(subject, "patient")  # "arrested on charges of"
    if token.deprel == "obl" and case in ("in", "during", "by", "at"):
        if is_passive(tree, verb) or lemma in ("die", "perish"):
            return [Participant(subject, "patient")] if subject is not None and kind not in SPEECH_KINDS else []
        uttered = tree.tokens[noun].lemma.lower() in word_set("arguments", "utterances") or (
            kind in _SAID_IN and lemma in word_set("cues", "say")
        )
        return _subject(subject, does) if case != "by" and uttered else []
    return []


def _undergone(tree: Tree, noun: int, verb: int, kind: Kind) -> bool:
    """Whether the subject of "receive", "face", "have" suffers the noun: "received a sentence"; not "had talks"."""
    lemma = tree.tokens[noun].lemma.lower()
    if lemma in word_set("arguments", "possessor_suffers"):
        return True
    return tree.tokens[verb].lemma.lower() != "have" and kind in HOSTILE | _SUFFERED | {"aid", "support"}


def _subject(subject: int | None, role: ActorRole) -> list[Participant]:
    return [] if subject is None else [Participant(subject, role)]


def _around(tree: Tree, verb: int, kind: Kind, does: ActorRole) -> list[Participant]:
    """Whom the carrying verb's own phrases name: "launched an attack on", "held talks with", "sent a letter to"."""
    found: list[Participant] = []
    for child in tree.children_by(verb, "obl", "iobj"):
        case = tree.case_of(child)
        if case in ("on", "against", "upon"):
            found += [Participant(child, "patient")] if is_somebody(tree, child) or kind in HOSTILE else []
        elif case == "with" and is_somebody(tree, child):
            found.append(Participant(child, does))
        elif tree.tokens[child].deprel == "iobj" or (case == "to" and is_body(tree, child)):
            found.append(Participant(child, "addressee"))
        elif case in VIA:
            found.append(Participant(child, "via"))
    return found
