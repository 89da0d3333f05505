"""Whom "both", "the pair", "the two men" mean: the members of the last list of so many that were told before.

In: the tree and a nominal that counts people it does not name. Out: the heads of the members, as far as a coordination
of exactly so many people or bodies of its sort stands near before it.
"""

from __future__ import annotations

from typing import Final

from strandline.claims.arguments_somebody import is_somebody
from strandline.claims.lexica import lexicon, word_set
from strandline.claims.syntax import Tree

_REACH: Final = 3
"""Sentences back in which the list may stand."""
_COUNTS: Final = {"two": 2, "2": 2, "three": 3, "3": 3, "four": 4, "4": 4}
_POINTING: Final = frozenset({"the", "these", "those", "both", "all"})


def counted_members(tree: Tree, head: int) -> tuple[int, ...]:
    """Heads of those whom a counting word or noun means, in the order of the text; empty where no list fits."""
    count = _count_of(tree, head)
    if count == 0:
        return ()
    token = tree.tokens[head]
    sorts = _sorts_of(token.lemma.lower()) if token.upos == "NOUN" else frozenset()
    first = tree.reading.sentences[max(0, token.sentence - _REACH)].first
    for item in range(head - 1, first - 1, -1):
        if tree.tokens[item].deprel == "conj" or tree.child(item, "conj") is None:
            continue
        members = tree.conjuncts(item)
        within = head in members or item in tree.ancestors(head)
        if len(members) == count and not within and members[-1] < head and _all_fit(tree, members, sorts):
            return tuple(members)
    return ()


def _count_of(tree: Tree, head: int) -> int:
    """How many are meant, 0 where the nominal counts nobody known."""
    token = tree.tokens[head]
    form = token.text.lower()
    below = tree.children[head]
    if any(tree.tokens[item].deprel in ("acl:relcl", "appos", "conj", "nmod", "amod", "compound") for item in below):
        return 0
    words = {tree.tokens[item].text.lower() for item in below if item < head}
    if form == "both":
        return 2
    if token.upos == "NUM" and words & _POINTING:
        return _COUNTS.get(form, 0)
    if token.upos != "NOUN" or not words & _POINTING:
        return 0
    together = lexicon("figures")["numbers"]["together"].get(form)
    if together is not None:
        return int(together)
    if not _sorts_of(token.lemma.lower()):
        return 0
    number = next((_COUNTS.get(word, 0) for word in words if word in _COUNTS), 0)
    return number or (2 if "both" in words else 0)


def _sorts_of(lemma: str) -> frozenset[str]:
    """Types of name that a plural noun may stand for: PER for "men", GPE for "countries"; "" stands for a noun."""
    return frozenset(
        sort for sort, key in (("PER", "persons"), ("ORG", "bodies"), ("GPE", "states")) if _lists(key, lemma)
    )


def _lists(key: str, lemma: str) -> bool:
    return lemma in word_set("arguments", "pairs", key)


def _all_fit(tree: Tree, members: list[int], sorts: frozenset[str]) -> bool:
    """Whether all members of a list are named people or bodies of a sort, or nouns for single people."""
    for item in members:
        sort = tree.name_type.get(item)
        if sorts and sort is not None and sort not in sorts:
            return False
        if sort is None:
            one = "Number=Plur" not in tree.tokens[item].feats and tree.tokens[item].upos == "NOUN"
            if not one or not is_somebody(tree, item) or "GPE" in sorts:
                return False
        elif sort not in ("PER", "ORG", "GPE"):
            return False
    return len({tree.name_type.get(item) for item in members} - {None}) < 2
