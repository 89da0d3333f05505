"""Where a happening is: which part a place's phrase plays beneath its happening, and which happenings share a place.

A place that acts, suffers or only describes somebody ("Turkey and Libya agreed", "the mayor of Lagos", "a Paris
firefighter") is none of the happening's. A place stands with the word that it hangs on; what is told of the same
happening in another word has it too: "a blast in a market killed", "hit the port, sinking two ships".
"""

from __future__ import annotations

from collections.abc import Set
from typing import Final

from strandline.claims.hosting import tells_result
from strandline.claims.lexica import word_set
from strandline.claims.persons import is_person_noun
from strandline.claims.syntax import Tree
from strandline.records import PlaceRole

_TO: Final = frozenset({"to", "into", "toward", "towards", "onto", "for"})
_FROM: Final = frozenset({"from", "out of", "off"})
_WITHIN: Final = frozenset({"in", "at", "during", "inside"})
_ASIDE: Final = frozenset({
    "between", "with", "by", "against", "like", "than", "as well as", "including", "about", "among", "without",
    "according to", "over", "regarding", "concerning", "despite", "as", "except", "unlike", "on",
})  # fmt: skip
"""Prepositions that make a country a party or a matter rather than a place."""
_LEAVING: Final = frozenset({"leave", "exit", "flee", "quit", "depart", "vacate", "abandon", "evacuate"})
_OWNING: Final = frozenset({"compound", "amod", "nmod:poss", "nmod:unmarked", "flat", "nmod:desc", "appos"})


def place_role(tree: Tree, token: int, host: int, *, country: bool) -> PlaceRole | None:
    """The part that a place plays in its happening, None where it plays none.

    Args:
        tree: The tree of the reading.
        token: The head of the place's name.
        host: The token of the happening that it hangs on.
        country: Whether the place is a country, which may act.
    """
    first = tree.first_conjunct(token)
    relation, governor = tree.tokens[first].deprel, tree.tokens[first].head
    case = tree.case_of(token) or tree.case_of(first)
    if relation in ("nsubj", "nsubj:pass", "nsubj:outer", "vocative") or case == "according to":
        return None
    if relation == "nmod:poss" and (governor != host or country):
        return None
    if relation in _OWNING and governor != host and tree.tokens[governor].deprel.startswith("nsubj"):
        return None
    if (country and case in _ASIDE) or _describes_somebody(tree, first, host, case):
        return None
    if relation in ("obj", "iobj"):
        return _gone(tree, governor, country)
    if case in _FROM:
        return "from"
    if case in _TO and (tree.tokens[host].upos == "VERB" or relation == "nmod"):
        return "to"
    return "at"


def _gone(tree: Tree, verb: int, country: bool) -> PlaceRole | None:
    """A place as object: left, reached, or struck; a country only if somebody goes there."""
    lemma = tree.tokens[verb].lemma.lower()
    if lemma in _LEAVING:
        return "from"
    if lemma in word_set("arguments", "goes"):
        return "to" if lemma in ("enter", "reach", "approach") else "at"
    return None if country else "at"


def _describes_somebody(tree: Tree, token: int, host: int, case: str) -> bool:
    """Whether the place only says who somebody is: "the mayor of Lagos", "Oslo police", "fighters from Mali"."""
    above = tree.tokens[token].head
    if above < 0 or above == host:
        return False
    relation = tree.tokens[token].deprel
    if relation in _OWNING or (relation == "nmod" and case in ("of", "from", "for")):
        noun = tree.tokens[above]
        if noun.upos in ("NOUN", "PROPN") and tree.name_type.get(above) not in ("GPE", "LOC", "FAC"):
            return is_person_noun(noun.lemma.lower()) or tree.name_type.get(above) in ("PER", "ORG")
    return False


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
        return None
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
