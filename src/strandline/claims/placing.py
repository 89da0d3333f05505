"""Where happenings are: the tree, the happenings and the places of a text in, the places of each happening out.

A place stands with the word that it hangs on. One that acts, suffers or only describes somebody ("Turkey and Libya
agreed", "the mayor of Lagos", "a Paris firefighter") is none of the happening's; nor is what is spoken of. "The town of
Holm" is Holm. Common nouns name places too (``placing_nouns``), and what is told of one scene shares its place
(``placing_shared``): such a place lies outside the claim's own words, by its offsets.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import msgspec

from strandline.claims.arguments_roles import SPEECH_KINDS
from strandline.claims.hosting import host_of
from strandline.claims.lexica import word_set
from strandline.claims.persons import is_person_noun
from strandline.claims.placing_nouns import NounPlaces
from strandline.claims.placing_shared import Scene, share
from strandline.claims.syntax import Tree
from strandline.claims.timing_clauses import is_definite
from strandline.records import Kind, Place, PlaceRole

_TO: Final = frozenset({"to", "into", "toward", "towards", "onto", "for"})
_FROM: Final = frozenset({"from", "out of", "off"})
_ASIDE: Final = frozenset({
    "between", "with", "by", "against", "like", "than", "as well as", "including", "about", "among", "without",
    "according to", "over", "regarding", "concerning", "despite", "as", "except", "unlike", "on",
})  # fmt: skip
"""Prepositions that make a country a party or a matter rather than a place."""
_NEVER: Final = frozenset({"with", "about", "than", "as", "regarding", "concerning", "according to"})
"""Prepositions behind which no place says where: "talks with Nal"."""
_LISTING: Final = frozenset({"such as", "including", "like"})
_MATTER: Final = frozenset({"on", "about", "of", "over", "for", "regarding", "concerning", "against", "with"})
_LEAVING: Final = frozenset({"leave", "exit", "flee", "quit", "depart", "vacate", "abandon", "evacuate"})
_OWNING: Final = frozenset({"compound", "amod", "nmod:poss", "nmod:unmarked", "flat", "nmod:desc", "appos"})
_NAMING: Final = frozenset({"compound", "appos", "flat", "nmod:desc", "nmod:unmarked"})
_TALK: Final = SPEECH_KINDS | {"agree", "support"}
_GOING: Final = frozenset({"move", "mobilize", "aid", "retreat", "transact", "coerce", "assault", "meet"})
"""Kinds in which "to" a country goes there: not "lost to", "was a provocation to"."""
_LOCAL: Final = frozenset({"assault", "coerce", "accident", "disaster", "aid", "legal", "protest", "death"})
"""Kinds of what a town's bodies and people do or suffer at home: "Oslo police arrested", "the Holm tram derailed"."""
_AIMED: Final = frozenset(
    {"legal", "accuse", "sanction", "threaten", "request", "consult", "elect", "support", "reject"}
)
"""Kinds whose object is a party, be it a town: "sued the city of Holm"."""
_SUFFERING: Final = frozenset({"assault", "accident", "disaster", "aid", "coerce"})
_PLACED: Final = frozenset({"GPE", "LOC", "FAC"})


def places_of(
    text: str, tree: Tree, scenes: Mapping[int, Scene], places: Sequence[Place]
) -> dict[int, tuple[Place, ...]]:
    """The places of each happening, in the order of the text.

    Args:
        text: The document's text.
        tree: The tree of its reading.
        scenes: The happenings by their head tokens.
        places: The named places of the text.
    """
    found: dict[int, list[Place]] = {}
    heads = scenes.keys()
    for token, place, named in mentions_of(text, tree, places):
        host = host_of(tree, token, heads)
        if host is None or _is_of_another_clause(tree, token, host):
            continue
        kind = scenes[host].kind
        role = (
            place_role(tree, token, host, kind=kind, country=place.level == "country")
            if named
            else noun_role(tree, token, host, kind=kind)
        )
        if role is not None:
            found.setdefault(host, []).append(_with_role(place, role))
    placed = {head: tuple(sorted(items, key=lambda item: item.start)) for head, items in found.items()}
    return share(tree, scenes, placed)


def mentions_of(text: str, tree: Tree, places: Sequence[Place]) -> Iterator[tuple[int, Place, bool]]:
    """The token by which each mention of a place hangs in its clause, with the place and whether a name names it."""
    sorts: set[int] = set()
    at = {token.start: index for index, token in enumerate(tree.tokens)}
    for place in places:
        first = at.get(place.start)
        if first is None:
            continue
        last = first
        while last < len(tree.tokens) and tree.tokens[last].start < place.end:
            last += 1
        top = _named_by(tree, next((i for i in range(first, last) if not first <= tree.tokens[i].head < last), first))
        sorts.add(top)
        yield top, place, True
    for head, place in NounPlaces(text, tree, places).find():
        if head not in sorts:
            yield head, place, False


def _named_by(tree: Tree, token: int) -> int:
    """The noun that only says what sort of place a name is ("the town of Holm", "the Nal district"), or the name of
    what lies in it ("Holm, Norland", "Norland's capital Holm"); else the name itself."""
    while True:
        first = tree.first_conjunct(token)
        relation, above = tree.tokens[first].deprel, tree.tokens[first].head
        if above < 0:
            return token
        naming = relation in _NAMING and not tree.case_of(first)
        owning = relation == "nmod:poss"
        if not naming and not owning and not (relation == "nmod" and tree.case_of(first) == "of"):
            return token
        sort = tree.tokens[above].upos == "NOUN" and tree.tokens[above].lemma.lower() in _sorts()
        if not sort and not ((naming or owning) and tree.name_type.get(above) in _PLACED):
            return token
        token = above


def _sorts() -> frozenset[str]:
    return word_set("placing", "sorts")


def _is_of_another_clause(tree: Tree, token: int, host: int) -> bool:
    """Whether a place belongs to a clause that is no happening itself: to the telling of one ("people in Holm said that
    it was blocked"), or to a clause with a subject of its own beside it ("as they came from Holm, he was freed")."""
    clause = tree.clause_head(token)
    if clause == host or tree.clause_head(host) == clause:
        return False
    if tree.tokens[clause].deprel == "advcl" and tree.mark_of(clause):
        return tree.child(clause, "nsubj", "nsubj:pass") is not None
    teller = tree.tokens[host].head
    return tree.tokens[host].deprel == "ccomp" and any(
        tree.tokens[node].head == teller and tree.tokens[node].deprel == "nsubj"
        for node in (token, *tree.ancestors(token))
    )


# ------------------------------------------------------------------------------------------------------- the parts


def place_role(tree: Tree, token: int, host: int, *, kind: Kind = "other", country: bool) -> PlaceRole | None:
    """The part that a named place plays in its happening, None where it plays none.

    Args:
        tree: The tree of the reading.
        token: The head of the place's name.
        host: The token of the happening that it hangs on.
        kind: What sort of happening it is.
        country: Whether the place is a country, which may act.
    """
    first = tree.first_conjunct(token)
    relation, governor = tree.tokens[first].deprel, tree.tokens[first].head
    case = tree.case_of(token) or tree.case_of(first)
    if relation in ("obj", "nsubj:pass") and governor == host and _is_struck(tree, host, kind, country=country):
        return "at"
    if relation in ("nsubj", "nsubj:pass", "nsubj:outer", "vocative", "obl:agent") or case in _NEVER:
        return None
    if relation == "nmod" and case in _LISTING and tree.tokens[governor].lemma.lower() in _sorts():
        return place_role(tree, governor, host, kind=kind, country=country)  # "in cities such as Holm and Nal"
    if any(tree.case_of(node) == "according to" for node in _way(tree, first, host)):
        return None
    if relation == "nmod:poss" and (governor != host or (country and kind not in ("disaster", "accident"))):
        return None
    if relation in _OWNING and governor != host and tree.tokens[governor].deprel.startswith("nsubj"):
        changed = tree.tokens[governor].deprel == "nsubj:pass" and _is_changed(tree, host)
        return "at" if relation == "compound" and not country and (kind in _LOCAL or changed) else None
    if (country and case in _ASIDE) or _describes_somebody(tree, first, host, case):
        return None
    if country and relation == "appos" and governor == host:
        return None  # "the accident's three countries - Norland, ..."
    if country and relation == "compound" and governor != host and not _is_site(tree, governor):
        return None  # "damaged Norland ties"
    if kind == "meet" and country and relation in _OWNING and tree.tokens[governor].deprel == "obj":
        return None  # "discussed Norland's borders"
    if kind in _TALK and _is_matter(tree, first, host):
        return None
    if relation in ("obj", "iobj"):
        return _gone(tree, governor, country or kind in _AIMED)
    if case in _FROM:
        return "from"
    if case in _TO and (tree.tokens[host].upos == "VERB" or relation == "nmod"):
        return None if kind not in _GOING and (country or governor != host) else "to"
    return "at"


def noun_role(tree: Tree, token: int, host: int, *, kind: Kind) -> PlaceRole | None:
    """The part that the place of a common noun plays: by its preposition, as what is reached, left or struck."""
    first = tree.first_conjunct(token)
    relation, governor = tree.tokens[first].deprel, tree.tokens[first].head
    if relation in ("obj", "nsubj:pass") and governor == host and kind not in _TALK and _is_changed(tree, host):
        carrier = tree.tokens[token].lemma.lower() in word_set("placing", "sites", "carriers")
        return "at" if is_definite(tree, first) and not carrier else None
    if kind not in word_set("placing", "scenes", "kinds") and kind != "move":
        return None
    case = tree.case_of(token) or tree.case_of(first)
    if relation == "obj":
        goes = _LEAVING | word_set("arguments", "goes")
        moves = governor == host and kind in _GOING and tree.tokens[governor].lemma.lower() in goes
        return _gone(tree, governor, acts=False) if moves else None
    if relation not in ("obl", "nmod") or (kind in _TALK and _is_matter(tree, first, host)):
        return None
    if governor != host and not _is_within(tree, governor, host, kind):
        return None
    if case in word_set("placing", "cases", "at"):
        return "at"
    if tree.tokens[host].upos != "VERB" or governor != host or kind not in _GOING:
        return None
    if case in word_set("placing", "cases", "to"):
        return "to"
    return "from" if case in word_set("placing", "cases", "from") else None


def _way(tree: Tree, token: int, host: int) -> Iterator[int]:
    """A token and those above it, up to its happening and without it."""
    while token >= 0 and token != host:
        yield token
        token = tree.tokens[token].head


def _is_struck(tree: Tree, verb: int, kind: Kind, *, country: bool) -> bool:
    """Whether the verb says what befalls its object where that is: "floods hit Norland", "the town was shelled", "the
    airport was closed"."""
    strikes = tree.tokens[verb].lemma.lower() in word_set("placing", "strikes", "verbs")
    return kind == "disaster" or (kind == "assault" and strikes) or (not country and _is_changed(tree, verb))


def _is_changed(tree: Tree, verb: int) -> bool:
    """Whether a verb says what is done to a town or a building where it stands; not that people leave it."""
    lemma = tree.tokens[verb].lemma.lower()
    leaves = lemma in _LEAVING and not tree.is_passive(verb)
    return lemma in word_set("placing", "changes", "verbs") and not leaves


def _is_site(tree: Tree, noun: int) -> bool:
    return tree.tokens[noun].lemma.lower() in word_set("placing", "sites", "built")


def _is_within(tree: Tree, noun: int, host: int, kind: Kind) -> bool:
    """Whether what stands at a noun beneath a happening is at the happening: "mourners in a tent were struck"."""
    token = tree.tokens[noun]
    if token.head != host:
        return False
    if token.deprel in ("obj", "nsubj:pass"):
        return kind in _SUFFERING
    return token.deprel in ("obl", "nmod") and not is_person_noun(token.lemma.lower())


def _is_matter(tree: Tree, token: int, host: int) -> bool:
    """Whether a place belongs to what is talked about: "agreed on a border in", "a report on floods in"."""
    node = token
    while node >= 0 and node != host:
        relation, case = tree.tokens[node].deprel, tree.case_of(node)
        if relation in ("obj", "iobj", "ccomp", "xcomp", "acl", "acl:relcl"):
            return True
        if relation in ("obl", "nmod") and case in _MATTER and (node != token or case != "of"):
            return True
        node = tree.tokens[node].head
    return False


def _gone(tree: Tree, verb: int, acts: bool) -> PlaceRole | None:
    """A place as object: left, reached, or struck; one that acts as a party only if somebody goes there."""
    lemma = tree.tokens[verb].lemma.lower()
    if lemma in _LEAVING:
        return "from"
    if lemma in word_set("arguments", "goes"):
        return "to" if lemma in ("enter", "reach", "approach") else "at"
    return None if acts else "at"


def _describes_somebody(tree: Tree, token: int, host: int, case: str) -> bool:
    """Whether the place only says who somebody is: "the mayor of Lagos", "Oslo police", "fighters from Mali"."""
    above = tree.tokens[token].head
    if above < 0 or above == host:
        return False
    relation = tree.tokens[token].deprel
    if tree.tokens[above].lemma.lower() in word_set("placing", "seats", "verbs") and tree.tokens[above].deprel == "acl":
        seated = tree.tokens[above].head  # "a maker of pumps based in Holm"
        return is_person_noun(tree.tokens[seated].lemma.lower()) or tree.name_type.get(seated) in ("PER", "ORG")
    if relation in _OWNING or (relation == "nmod" and case in ("of", "from", "for", "to")):
        noun = tree.tokens[above]
        if noun.upos in ("NOUN", "PROPN") and tree.name_type.get(above) not in _PLACED:
            named = tree.name_type.get(above) in ("PER", "ORG")
            return named or is_person_noun(noun.lemma.lower()) or _is_told_of_body(tree, above)
    return False


def _is_told_of_body(tree: Tree, noun: int) -> bool:
    """Whether a noun says what a named body or person is: "sold to Elm Partners, a Holm fund"."""
    token = tree.tokens[noun]
    return token.deprel == "appos" and tree.name_type.get(token.head) in ("PER", "ORG")


def _with_role(place: Place, role: PlaceRole) -> Place:
    return place if place.role == role else msgspec.structs.replace(place, role=role)
