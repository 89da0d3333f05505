"""Expressions that date something else than what they hang on in the tree: the tree in, happenings with dates out.

"Many remember 1998, when riots burned the port": the clause that opens with "when" right after a time is at that time.
"During the 1991 fair, in which two were hurt": so is one that tells what went on in a thing with a year. "A hearing is
set for May 4", "the vote was put off until June": the date is the hearing's and the vote's, not that of the setting.
"Called off with a minute to go in March", "lifted, to save money, in 1981": what counts the time that was left, and
what stands between commas, does not keep the date that follows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Final

from strandline.claims.hosting import host_of
from strandline.claims.lexica import word_set
from strandline.claims.syntax import Tree
from strandline.claims.timing_clauses import FINITE, tense_of
from strandline.records import Status, TimeExpression

_OFF: Final = frozenset({"planned", "proposed", "ordered", "possible", "conditional", "did_not_happen", "denied"})
"""What may have a date that was set for it."""
_INSIDE: Final = frozenset({"in", "at", "during", "on", "where"})
_SET_FOR: Final = frozenset({"for", "on"})
_MOVED_TO: Final = frozenset({"to", "until", "till"})
_NEAR: Final = 6
"""Tokens between an expression and the end of the noun phrase that it stands in, at most."""


def counting_down(tree: Tree, times: Sequence[TimeExpression], heads: Set[int]) -> frozenset[int]:
    """Those happenings that only count what time was left: "with ten minutes to go", "two days to spare"."""
    found = set()
    for expression in times:
        last = expression.tokens[1]
        if expression.type != "DURATION" or last + 1 >= len(tree.tokens) or tree.tokens[last].text.lower() != "to":
            continue
        verb = last + 1
        if verb in heads and tree.tokens[verb].lemma.lower() in word_set("timing_of", "left_over"):
            found.add(verb)
    return frozenset(found)


def past_aside(tree: Tree, host: int, first: int, heads: Set[int]) -> int:
    """The happening that an expression belongs to where its host is an aside that a comma has closed before it.

    Args:
        tree: the document's tree.
        host: the happening that it hangs on.
        first: its first token.
        heads: all happenings.
    """
    token = tree.tokens[host]
    if token.deprel != "advcl" or token.head >= host or tense_of(tree, host) not in ("infinitive", "participle"):
        return host
    start = tree.subtree(host)[0]
    while tree.tokens[start].upos == "PUNCT":
        start += 1
    phrase = first - 1 if first and tree.tokens[first - 1].upos == "ADP" else first
    commas = [index for index in range(start - 1, phrase) if index >= 0 and tree.tokens[index].text == ","]
    if start <= 0 or len(commas) != 2 or commas != [start - 1, phrase - 1]:
        return host
    above = host_of(tree, token.head, heads - {host})
    return host if above is None else above


def dated_elsewhere(
    tree: Tree, times: Sequence[TimeExpression], statuses: Mapping[int, Status], dated: Set[int]
) -> dict[int, TimeExpression]:
    """Happening → the expression that dates it though it does not hang on it.

    Args:
        tree: the document's tree.
        times: its time expressions.
        statuses: head token → status of its happenings.
        dated: happenings that have a time of their own already, which are left alone.
    """
    found: dict[int, TimeExpression] = {}
    appointed: dict[int, bool] = {}
    for expression in times:
        first, last = expression.tokens
        if last <= first or expression.when is None:
            continue
        for head in (_clause_after(tree, last, statuses.keys()), _clause_in(tree, expression, statuses.keys())):
            if head is not None and head not in dated:
                found.setdefault(head, expression)
        for head, aside in _appointed(tree, expression, statuses):
            if head not in dated and (head not in found or (appointed.get(head, False) and not aside)):
                found[head], appointed[head] = expression, aside
    return found


def _clause_after(tree: Tree, last: int, heads: Set[int]) -> int | None:
    """What a clause tells that opens with "when" right after an expression, with or without a comma."""
    if last < len(tree.tokens) and tree.tokens[last].text == ",":
        last += 1
    if last >= len(tree.tokens) or tree.tokens[last].text.lower() != "when":
        return None
    return _told_by(tree, last, tree.tokens[last].head, heads)


def _clause_in(tree: Tree, expression: TimeExpression, heads: Set[int]) -> int | None:
    """What a clause tells that goes on in a thing with a time: "the 1991 fair, in which …"."""
    first, last = expression.tokens
    for index in range(last, min(last + _NEAR, len(tree.tokens) - 1)):
        token = tree.tokens[index]
        opens = index if token.text.lower() == "where" else index + 1
        if token.text.lower() not in _INSIDE or (opens > index and tree.tokens[opens].text.lower() != "which"):
            continue
        between = tree.tokens[last : index - (tree.tokens[index - 1].text == ",")]
        noun = between[-1] if between else tree.tokens[first]
        if noun.upos not in ("NOUN", "PROPN") or any(item.upos in ("VERB", "AUX", "PUNCT") for item in between):
            return None
        return _told_by(tree, opens, tree.tokens[opens].head, heads)
    return None


def _told_by(tree: Tree, opening: int, clause: int, heads: Set[int]) -> int | None:
    """The happening that a finite clause tells, by the word that opens it."""
    if clause <= opening or tense_of(tree, clause) not in FINITE or tree.child(clause, "nsubj", "nsubj:pass") is None:
        return None
    head = host_of(tree, opening, heads)
    low, high = tree.subtree(clause)
    return head if head is not None and low <= head < high else None


def _appointed(tree: Tree, expression: TimeExpression, statuses: Mapping[int, Status]) -> Iterator[tuple[int, bool]]:
    """What is set or moved to the time of an expression, and whether a mere aside of it says so ("the talks, planned
    for June, …")."""
    first, last = expression.tokens
    top = next((index for index in range(first, last) if not first <= tree.tokens[index].head < last), first)
    verb = tree.tokens[top].head
    while verb >= 0 and tree.tokens[verb].upos == "NUM":
        verb = tree.tokens[verb].head
    if verb < 0 or not _appoints(tree, verb, tree.case_of(top)):
        return
    thing = _thing_of(tree, verb)
    if thing is not None and thing in statuses and statuses[thing] in _OFF:
        yield thing, tree.tokens[verb].deprel.startswith("acl")


def _appoints(tree: Tree, verb: int, case: str) -> bool:
    """Whether a verb with such a preposition gives a thing its time."""
    token = tree.tokens[verb]
    if token.upos not in ("VERB", "AUX", "ADJ"):
        return False
    words = {tree.tokens[item].lemma.lower() for item in tree.children_by(verb, "advmod")}
    if not words.isdisjoint(word_set("timing_of", "at_first")):
        return False
    lemma = token.lemma.lower()
    if lemma in word_set("timing_of", "moves"):
        return case in _SET_FOR | _MOVED_TO
    return lemma in word_set("timing_of", "appoints") and case in _SET_FOR


def _thing_of(tree: Tree, verb: int) -> int | None:
    """What a verb sets or moves: the subject of a passive, the noun of a participle, else the object."""
    token = tree.tokens[verb]
    if tree.is_passive(verb) or token.upos == "ADJ":
        return token.head if token.deprel == "acl" else tree.subject(verb)
    return tree.child(verb, "obj")
