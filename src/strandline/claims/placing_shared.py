"""Which happenings share a place: those whose clause or phrase is part of another's, and those of one scene.

"A blast in a market killed", "hit the port, sinking two ships", "was shot in Holm before he was seized". In: the tree,
the happenings and the places that each has of its own. Out: the places with the shared ones. What is spoken of need not
be where it is spoken, so that nothing is shared between a speech and its content.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Set
from typing import Final, NamedTuple

import msgspec

from strandline.claims.arguments_roles import SPEECH_KINDS
from strandline.claims.hosting import tells_result
from strandline.claims.lexica import word_set
from strandline.claims.syntax import Tree
from strandline.records import Kind, Place

_WITHIN: Final = frozenset({"in", "at", "during", "inside"})
_TIME_MARKS: Final = frozenset({"when", "as", "while", "after", "before", "where"})
_DURING: Final = frozenset({"in", "at", "during", "inside", "amid"})
_AROUND: Final = _DURING | {"after", "following"}
_HARM: Final = frozenset({"assault", "death", "accident"})
_STEPS: Final = 3
"""How often places are handed on: from the noun to the verb, from there to its participles."""


class Scene(NamedTuple):
    """A happening: its kind, and whose words tell of it (equal for what is told in one breath)."""

    kind: Kind
    voice: Hashable = ()


def share(
    tree: Tree, scenes: Mapping[int, Scene], placed: Mapping[int, tuple[Place, ...]]
) -> dict[int, tuple[Place, ...]]:
    """The places of each happening, those of its scene included where it has none of its own."""
    found = dict(placed)
    spoken = {head for head, scene in scenes.items() if scene.kind in SPEECH_KINDS}
    for head in scenes:
        there = _where_clause(tree, head, found)
        if there and head not in found:
            found[head] = there
    for _ in range(_STEPS):
        for head, donor in lenders(tree, scenes.keys(), spoken).items():
            lent = tuple(place for place in found.get(donor, ()) if place.role == "at")
            if lent and head not in found:
                found[head] = lent
        for head in scenes:
            if head not in found and (shared := _of_scene(tree, head, scenes, found)):
                found[head] = shared
    return found


def _of_scene(
    tree: Tree, head: int, scenes: Mapping[int, Scene], placed: Mapping[int, tuple[Place, ...]]
) -> tuple[Place, ...]:
    """Where the happenings are that are told with it as of one scene: in the clause that it hangs on, in those that
    hang on it."""
    for donor, way in _beside(tree, head, scenes):
        other = scenes.get(donor)
        if other is None or other.voice != scenes[head].voice or donor not in placed:
            continue
        if other.kind not in _scenic() | {"move", "other"}:
            continue
        lent = tuple(place for place in placed[donor] if place.role == "at")
        if way == "going":
            return tuple(msgspec.structs.replace(place, role="to") for place in lent)
        arrived = tuple(_at(place) for place in placed[donor] if place.role == "to") if way == "then" else ()
        if lent or arrived:
            return arrived or lent
    return ()


def _beside(tree: Tree, head: int, scenes: Mapping[int, Scene]) -> Iterator[tuple[int, str]]:
    """Heads of the clauses and phrases told as of one scene with a happening, nearest first: ``then`` where it comes
    after the other, ``with`` at the same time or before, ``going`` where it leads to the other."""
    token, kind = tree.tokens[head], scenes[head].kind
    above, mark = token.head, tree.mark_of(head)
    purpose = token.deprel == "advcl" and mark == "to"
    if above >= 0 and (kind in _scenic() or (purpose and kind == "consult")):
        if token.deprel == "conj" or purpose:
            yield above, "then"
        elif token.deprel == "advcl" and mark in _TIME_MARKS | {""}:
            yield above, "then" if mark in ("", "before") else "with"
        elif (token.deprel in ("obl", "nmod") and tree.case_of(head) in _DURING) or (
            token.deprel == "obj" and above in scenes and scenes[above].kind not in ("protest", "aid")
        ):
            yield above, "with"
    for child in tree.children[head]:
        relation, mark = tree.tokens[child].deprel, tree.mark_of(child)
        if kind == "move" and relation == "advcl" and mark == "to":
            yield child, "going"
        told_with = relation == "advcl" and (mark in _TIME_MARKS or _is_toll(tree, child, scenes))
        told_with = told_with or (relation in ("obl", "nmod") and tree.case_of(child) in _AROUND)
        harmed = relation == "conj" and child in scenes and {kind, scenes[child].kind} <= _HARM
        harmed = harmed and not any(tree.case_of(own) in _DURING for own in tree.children_by(head, "obl"))
        if kind in _scenic() and (told_with or harmed):
            yield child, "with"


def _is_toll(tree: Tree, clause: int, scenes: Mapping[int, Scene]) -> bool:
    """Whether a clause tells what came of it at once: "fighting broke out, leaving ten dead in Holm and Nal"."""
    harms = clause in scenes and scenes[clause].kind in _HARM
    return tree.tokens[clause].xpos == "VBG" and not tree.mark_of(clause) and harms


def _scenic() -> frozenset[str]:
    return word_set("placing", "scenes", "kinds")


def _where_clause(tree: Tree, head: int, placed: Mapping[int, tuple[Place, ...]]) -> tuple[Place, ...]:
    """The places of what a clause with "where" describes: "Holm, where he was held and questioned"."""
    clause = tree.first_conjunct(head)
    token = tree.tokens[clause]
    if token.deprel not in ("acl:relcl", "advcl:relcl", "advcl", "acl") or token.head < 0:
        return ()
    if not any(tree.tokens[item].text.lower() == "where" for item in tree.children[clause]):
        return ()
    start = tree.tokens[tree.subtree(clause)[0]].start
    above = tree.tokens[tree.subtree(token.head)[0]].start if tree.tokens[token.head].upos != "VERB" else None
    near = dict.fromkeys(place for items in placed.values() for place in items if place.end <= start)
    if above is None:
        near = dict.fromkeys(place for place in placed.get(token.head, ()) if place.role != "from")
    return tuple(dict.fromkeys(_at(place) for place in near if above is None or above <= place.start))


def _at(place: Place) -> Place:
    return place if place.role == "at" else msgspec.structs.replace(place, role="at")


def lenders(tree: Tree, heads: Set[int], spoken: Set[int]) -> dict[int, int]:
    """For happenings whose clause or phrase is part of another's, the other, whose place they share.

    Args:
        tree: The tree of the reading.
        heads: The tokens of all happenings.
        spoken: Those of them in which somebody speaks: what is spoken of need not be there.
    """
    found: dict[int, int] = {}
    for head in sorted(heads):
        donor = _lender(tree, head, heads, spoken)
        if donor is not None:
            found[head] = donor
    return found


def _lender(tree: Tree, head: int, heads: Set[int], spoken: Set[int]) -> int | None:
    token = tree.tokens[head]
    above = token.head
    if above in heads and above not in spoken:
        if token.deprel == "xcomp" or tells_result(tree, head):
            return above
        if token.deprel in ("acl", "acl:relcl") and tree.subject(head) == above:
            return above
        if token.deprel in ("nsubj", "nsubj:pass"):
            return above
        if token.deprel == "obj" and tree.tokens[above].lemma.lower() in word_set("arguments", "light_verbs"):
            return above
    if token.upos not in ("VERB", "ADJ"):
        return None if head in spoken else _telling(tree, head, heads)
    for child in tree.children[head]:
        relation = tree.tokens[child].deprel
        if child in heads and child not in spoken:
            if relation in ("nsubj", "nsubj:pass") and head not in spoken:
                return child
            if relation == "obl" and tree.case_of(child) in _WITHIN:
                return child
            if relation == "obj" and token.lemma.lower() in word_set("arguments", "light_verbs"):
                return child
    return None


def _telling(tree: Tree, noun: int, heads: Set[int]) -> int | None:
    """The clause that only says that what a noun names took place: "cases reported in Holm", "talks held in Nal"."""
    for clause in tree.children_by(noun, "acl"):
        if clause in heads and tree.tokens[clause].lemma.lower() in word_set("placing", "tells", "verbs"):
            return clause
    return None
