"""Whether a nominal can take part in a happening: somebody, what carries or houses somebody, or a paper that speaks.

Nouns are judged by lexicon (``arguments_people.toml``), by what stands beside them ("who", a name in apposition) and
by their ending; names by their type.
"""

from __future__ import annotations

from collections.abc import Container
from typing import Final

from strandline.claims.lexica import word_set
from strandline.claims.persons import is_person_noun
from strandline.claims.syntax import Tree
from strandline.records import ActorRole, Kind

HARMING: Final = frozenset({"assault", "coerce", "accident", "disaster", "death", "aid"})
"""Kinds in which a building suffers as somebody would."""
_BLAMING: Final = frozenset({"accuse", "threaten", "protest"})
PLACES: Final = frozenset({"GPE", "LOC", "FAC"})
_NOBODY: Final = frozenset({
    "it", "that", "this", "these", "those", "there", "which", "what", "who", "whom", "whose", "something", "anything",
    "everything", "nothing", "nobody", "none", "its",
})  # fmt: skip
_REFLEXIVE: Final = frozenset({
    "himself", "herself", "itself", "themselves", "myself", "yourself", "yourselves", "ourselves", "oneself",
})  # fmt: skip
_CRAFT: Final = ("ship", "boat", "craft", "plane", "copter", "liner", "truck", "lorry", "jet")
_PAPERS: Final = frozenset({"statement", "accuse", "threaten", "request", "reject", "publish"})


def takes_part(tree: Tree, head: int, role: ActorRole, kind: Kind, known: Container[int] = frozenset()) -> bool:
    """Whether the nominal can play the role in a happening of the kind.

    Args:
        tree: The tree of the reading.
        head: Its head token.
        role: The role that its place in the sentence gives it.
        kind: What sort of happening it is.
        known: Tokens that stand for somebody whom the text names.
    """
    token = tree.tokens[head]
    if token.text.lower() in _REFLEXIVE:
        return False
    if role == "patient" and head not in known and token.lemma.lower() in _words("bodies_as_things"):
        return token.upos == "PROPN" or kind in HARMING | _BLAMING
    if role == "patient" and not _suffers_as_such(tree, head, kind):
        return False
    rest = token.upos in ("ADJ", "NOUN", "DET", "ADV") and token.text.lower() in word_set("arguments", "rest_words")
    if role == "patient" and kind in HARMING and rest:  # "many more were hurt"
        return True
    if head in known or is_somebody(tree, head):
        return True
    if role in ("agent", "speaker") and token.text.lower() == "others":  # "while others left"
        return True
    if token.upos == "PROPN":
        return tree.name_type.get(head) in ("PRODUCT", *PLACES) and role != "via"
    if token.upos != "NOUN":
        return False
    lemma = token.lemma.lower()
    if role == "patient":
        return is_vehicle(lemma) or (kind in HARMING and lemma in _words("harmed"))
    if role in ("agent", "instrument"):
        papers = kind in _PAPERS and lemma in _words("speaking")
        return role == "instrument" or is_vehicle(lemma) or papers
    if role == "speaker":
        if _says_so(tree, head):
            return True
        return lemma in _words("speaking") or is_vehicle(lemma)  # "the frigate challenged them"
    return lemma in _words("channels")


def _suffers_as_such(tree: Tree, head: int, kind: Kind) -> bool:
    """Whether what is done to a nominal concerns it rather than a place or a number: not "captured the town" and
    "killing 40", which are told as place and as figure."""
    token = tree.tokens[head]
    if token.upos == "NUM":
        return not token.text[0].isdigit() or any(tree.tokens[item].deprel == "nmod" for item in tree.children[head])
    settled = token.upos == "NOUN" and token.lemma.lower() in _words("settlements")
    return not settled or kind == "legal"


def is_somebody(tree: Tree, head: int) -> bool:
    """Whether the nominal stands for a person, people or a body of people."""
    token = tree.tokens[head]
    form, lemma = token.text.lower(), token.lemma.lower()
    if token.upos == "PRON":
        said = form in ("those", "these") and tree.child(head, "nmod", "acl", "acl:relcl") is not None
        return form not in _NOBODY or said or _is_described(tree, head)
    if token.upos == "PROPN":
        return tree.name_type.get(head, "PER") in ("PER", "ORG", "GPE", "NORP")
    if tree.name_type.get(head) == "NORP":
        return True
    if token.upos == "NUM" or lemma in _words("quantities"):
        parts = [item for item in tree.children_by(head, "nmod") if tree.case_of(item) in ("of", "among")]
        if not parts:
            return token.upos == "NUM" or lemma in _words("counted")
        return all(is_somebody(tree, item) for item in parts)
    if lemma == "state" and token.upos == "NOUN":  # "a state of emergency"
        return not any(tree.case_of(item) == "of" and item not in tree.name_type for item in tree.children[head])
    return token.upos in ("NOUN", "ADJ", "DET") and (is_person_noun(lemma) or _is_described(tree, head))


def _says_so(tree: Tree, head: int) -> bool:
    """Whether a noun is the subject of a verb of saying with a clause: only somebody or a paper says that it is so."""
    token = tree.tokens[head]
    verb = token.head
    if token.deprel != "nsubj" or verb < 0 or tree.tokens[verb].lemma.lower() not in word_set("cues", "say"):
        return False
    return tree.child(verb, "ccomp") is not None


def _is_described(tree: Tree, head: int) -> bool:
    """Whether "who" or the name of a person follows: "those who fled", "the envoy, Ana Roth"."""
    for child in tree.children[head]:
        token = tree.tokens[child]
        if token.deprel in ("appos", "flat") and tree.name_type.get(child) == "PER":
            return True
        if token.deprel == "acl:relcl" and any(
            tree.tokens[item].text.lower() in ("who", "whom") for item in tree.children[child]
        ):
            return True
    return False


def is_vehicle(lemma: str) -> bool:
    """Whether a lemma names what carries people: by lexicon, or by its last part ("flagship", "speedboat")."""
    if lemma in _words("vehicles"):
        return True
    return lemma not in _words("not_vehicles") and lemma.endswith(_CRAFT) and lemma not in _CRAFT


def _words(key: str) -> frozenset[str]:
    return word_set("arguments_people", key)
