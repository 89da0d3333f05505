"""To which happening a phrase belongs: the first one above it in the tree, else the nearest in its clause; a toll told
in a trailing participle belongs to what took it as well."""

from __future__ import annotations

from collections.abc import Set

from strandline.claims.syntax import Tree


def host_of(tree: Tree, token: int, heads: Set[int]) -> int | None:
    """The head among ``heads`` that the token's phrase hangs on, or None."""
    if token in heads:
        return token
    node = tree.tokens[token].head
    while node >= 0:
        if node in heads:
            return node
        if tree.clause_head(node) == node:
            return _inside_clause(tree, node, heads, token)
        node = tree.tokens[node].head
    return None


def _inside_clause(tree: Tree, clause: int, heads: Set[int], position: int) -> int | None:
    """The clause's predicate names nothing itself: its open complement, else the nearest happening among its
    arguments."""
    for child in tree.children_by(clause, "xcomp", "ccomp"):
        if child in heads:
            return child
    sentence = tree.reading.sentences[tree.tokens[clause].sentence]
    arguments = [
        head for head in range(sentence.first, sentence.last) if head in heads and tree.clause_head(head) == clause
    ]
    if arguments:
        return min(arguments, key=lambda head: (abs(head - position), head))
    above = tree.tokens[clause].head
    if tree.tokens[clause].deprel in ("xcomp", "advcl", "acl") and above >= 0:
        return above if above in heads else host_of(tree, clause, heads - {clause})
    return None


def beside(tree: Tree, token: int, heads: Set[int]) -> int | None:
    """The happening with which the token's clause is coordinated, where the clause names none of its own: "killed 30
    and left dozens homeless"."""
    clause = tree.clause_head(token)
    while clause not in heads and tree.tokens[clause].deprel in ("conj", "xcomp"):
        clause = tree.tokens[clause].head
    return clause if clause in heads else None


def cause_of(tree: Tree, head: int) -> int | None:
    """The predicate whose result a trailing participle tells ("rockets hit the depot, killing two"), or None."""
    while tree.tokens[head].deprel == "conj":
        head = tree.tokens[head].head
    return tree.tokens[head].head if tells_result(tree, head) else None


def tells_result(tree: Tree, node: int) -> bool:
    """Whether a participle that follows its clause tells what came of it, or what did not: "without hurting anyone"."""
    token = tree.tokens[node]
    return (
        token.deprel == "advcl"
        and token.xpos == "VBG"
        and node > token.head
        and (tree.mark_of(node) or tree.case_of(node)) in ("", "without")
    )
