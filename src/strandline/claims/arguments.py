"""Who does what to whom: the participants of a happening, by the tree.

Verbs give subject, object, agent of the passive, addressee and go-between; nouns of happening give possessors,
compounds and their "of", "by", "on", "against", "between" phrases, and through a light verb the subject of the clause
("took revenge"). Every member of a coordination is a participant of its own.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from strandline.claims.lexica import word_set
from strandline.claims.syntax import NOMINAL, Tree
from strandline.records import ActorRole, Kind

SPEECH_KINDS: Final = frozenset({"statement", "accuse", "threaten", "request", "reject", "consult", "publish"})
_VIA: Final = frozenset({"through", "via", "by way of", "by means of"})
_INTO: Final = frozenset({"into", "through", "out of", "onto"})
_NOT_ACTORS: Final = frozenset(
    {"it", "that", "this", "there", "which", "what", "something", "anything", "everything", "nothing", "one"}
)


class Participant(NamedTuple):
    """A head token with its part in the happening."""

    head: int
    role: ActorRole


def participants_of(tree: Tree, trigger: int, kind: Kind) -> list[Participant]:
    """Participants of the happening that the token names, each head once, in the order of the text."""
    token = tree.tokens[trigger]
    found = _of_verb(tree, trigger, kind) if token.upos in ("VERB", "AUX", "ADJ") else _of_noun(tree, trigger, kind)
    if token.upos not in ("VERB", "AUX", "ADJ") and not any(item.role in ("agent", "speaker") for item in found):
        found += _by_light_verb(tree, trigger, kind)
    kept: dict[int, Participant] = {}
    for participant in [*found, *_named_members(tree, trigger, found)]:
        for head in tree.conjuncts(participant.head):
            if tree.tokens[head].upos in NOMINAL and _can_act(tree, head):
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


def _can_act(tree: Tree, head: int) -> bool:
    token = tree.tokens[head]
    if token.upos == "NUM":
        return True
    return token.text.lower() not in _NOT_ACTORS or token.text.lower() == "one"


def _agent_role(kind: Kind) -> ActorRole:
    return "speaker" if kind in SPEECH_KINDS else "agent"


def _of_verb(tree: Tree, verb: int, kind: Kind) -> list[Participant]:
    found: list[Participant] = []
    speech = kind in SPEECH_KINDS
    passive = tree.is_passive(verb)
    subject = tree.subject(verb)
    if subject is not None:
        # "the office declined to answer" and "they broke into the shop" suffer nothing
        alone = tree.child(verb, "obj", "xcomp", "ccomp") is None and not any(
            tree.case_of(child) in _INTO for child in tree.children_by(verb, "obl")
        )
        unaccusative = alone and tree.tokens[verb].lemma.lower() in word_set("arguments", "subject_suffers")
        role: ActorRole = "patient" if passive or unaccusative else _agent_role(kind)
        if passive and speech and tree.tokens[verb].lemma.lower() in word_set("cues", "tell"):
            role = "addressee"
        found.append(Participant(subject, role))
    for child in tree.children[verb]:
        relation = tree.tokens[child].deprel
        case = tree.case_of(child)
        if relation == "obj":
            if speech:
                found += [
                    Participant(inner, "via")
                    for inner in tree.children_by(child, "nmod")
                    if tree.case_of(inner) in _VIA
                ]
            if passive:
                found.append(Participant(child, "patient"))
            else:
                tells = speech and tree.tokens[verb].lemma.lower() in word_set("cues", "tell") | word_set(
                    "cues", "request"
                )
                found.append(Participant(child, "addressee" if tells else "patient"))
        elif relation == "iobj":
            found.append(Participant(child, "addressee"))
        elif case == "by" and (relation == "obl:agent" or (relation == "obl" and passive)):
            found.append(Participant(child, _agent_role(kind)))
        elif relation in ("obl", "obl:agent", "nmod"):
            found += _oblique(tree, verb, child, case, kind)
    return found


def _oblique(tree: Tree, verb: int, child: int, case: str, kind: Kind) -> list[Participant]:
    lemma = tree.tokens[verb].lemma.lower()
    if case in _VIA:
        return [Participant(child, "via")]
    if case == "to" and (kind in SPEECH_KINDS or lemma in word_set("arguments", "gives_to")):
        return [Participant(child, "addressee")]
    if case == "from" and lemma in word_set("arguments", "takes_from"):
        return [Participant(child, "agent")]
    if case in ("with", "alongside", "along with", "together with") and _is_animate(tree, child):
        return [
            Participant(
                child,
                "agent"
                if lemma in word_set("arguments", "meets_with") or kind in ("meet", "consult", "agree", "cooperate")
                else "other",
            )
        ]
    if case == "with" and kind == "assault":
        return [Participant(child, "instrument")]
    if case in ("against", "on", "at", "upon") and kind in (
        "assault",
        "coerce",
        "accuse",
        "protest",
        "sanction",
        "threaten",
        "legal",
    ):
        return [Participant(child, "patient")] if _is_animate(tree, child) else []
    return []


def _is_animate(tree: Tree, head: int) -> bool:
    token = tree.tokens[head]
    if token.upos in ("PROPN", "PRON"):
        return True
    return token.lemma.lower() in word_set("arguments", "people")


def _of_noun(tree: Tree, noun: int, kind: Kind) -> list[Participant]:
    found: list[Participant] = []
    lemma = tree.tokens[noun].lemma.lower()
    suffers = lemma in word_set("arguments", "of_is_patient") or kind in (
        "assault",
        "coerce",
        "legal",
        "appoint",
        "elect",
        "accuse",
    )
    for child in tree.children[noun]:
        relation = tree.tokens[child].deprel
        case = tree.case_of(child)
        if relation == "nmod:poss":
            passive_noun = lemma in word_set("arguments", "possessor_suffers")
            found.append(Participant(child, "patient" if passive_noun else _agent_role(kind)))
        elif relation in ("compound", "amod") and tree.tokens[child].text[:1].isupper():
            found.append(Participant(child, _agent_role(kind)))
        elif relation in ("nmod", "obl"):
            if case == "of":
                found.append(Participant(child, "patient" if suffers else _agent_role(kind)))
            elif case in ("by", "from"):
                found.append(Participant(child, _agent_role(kind)))
            elif case in ("on", "against", "at", "upon", "into"):
                if kind in ("assault", "coerce", "protest", "sanction", "threaten", "accuse", "reject", "legal"):
                    found.append(Participant(child, "patient"))
            elif case in ("between", "among", "with"):
                found.append(Participant(child, _agent_role(kind) if kind not in SPEECH_KINDS else "speaker"))
            elif case == "to" and kind in SPEECH_KINDS:
                found.append(Participant(child, "addressee"))
            elif case in _VIA:
                found.append(Participant(child, "via"))
    return found


def _by_light_verb(tree: Tree, noun: int, kind: Kind) -> list[Participant]:
    """The subject of a verb that only carries the noun: "carried out a strike", "held talks with"."""
    token = tree.tokens[noun]
    head = token.head
    if head < 0:
        return []
    governor = tree.tokens[head]
    if governor.upos != "VERB":
        return []
    light = governor.lemma.lower() in word_set("arguments", "light_verbs")
    if token.deprel == "obj" and light:
        subject = tree.subject(head)
        found = [Participant(subject, _agent_role(kind))] if subject is not None else []
        for child in tree.children_by(head, "obl", "iobj"):
            case = tree.case_of(child)
            if case in ("on", "against"):
                found.append(Participant(child, "patient"))
            elif case == "with" and _is_animate(tree, child):
                found.append(Participant(child, _agent_role(kind)))
            elif case == "to":
                found.append(Participant(child, "addressee"))
            elif case in _VIA:
                found.append(Participant(child, "via"))
        return found
    if token.deprel == "nsubj:pass" and light:
        agent = tree.child(head, "obl:agent")
        return [Participant(agent, _agent_role(kind))] if agent is not None else []
    if token.deprel in ("obl", "obj") and tree.case_of(noun) in ("", "in", "during", "by", "after"):
        patient = tree.child(head, "nsubj:pass")
        if patient is not None and tree.case_of(noun) in ("in", "during", "by"):
            return [Participant(patient, "patient")]
    return []
