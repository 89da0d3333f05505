"""Which words state a happening: the clause of its trigger, as one range of tokens."""

from __future__ import annotations

from typing import Final

from strandline.claims.syntax import SUBJECTS, Tree

_LONG_CLAUSE: Final = 45
"""Tokens; a nominal happening inside a longer clause is quoted with its phrase alone."""
_OPENING: Final = frozenset({"“", '"', "‘", "(", "[", "'", "``"})
_CLOSING: Final = frozenset({"”", '"', "’", ")", "]", "'", "''"})


def clause_of(tree: Tree, trigger: int, speech_cues: frozenset[int]) -> tuple[int, int]:
    """Token range ``[first, last)`` of the clause that states what ``trigger`` names.

    Args:
        tree: the document's tree.
        trigger: head token of the trigger.
        speech_cues: tokens that introduce speech; "…, officials said" is no part of what was said.
    """
    head = tree.clause_head(trigger)
    if head == trigger or tree.tokens[trigger].upos in ("VERB", "AUX"):
        return _predicate_range(
            tree, trigger if tree.tokens[trigger].upos in ("VERB", "AUX") else head, trigger, speech_cues
        )
    first, last = _predicate_range(tree, head, trigger, speech_cues)
    if last - first <= _LONG_CLAUSE and _is_close(tree, trigger, head):
        return first, last
    first, last = tree.subtree(trigger)
    while first < trigger and tree.tokens[first].deprel in ("case", "cc") and tree.tokens[first].head == trigger:
        first += 1
    return _trim(tree, first, last, trigger)


def _is_close(tree: Tree, trigger: int, head: int) -> bool:
    """Whether the nominal is an argument of the clause's predicate, or one step below one."""
    steps = 0
    node = trigger
    while node != head and steps < 3:
        if tree.tokens[node].deprel in ("nmod", "acl", "compound", "nmod:poss"):
            steps += 2
        node = tree.tokens[node].head
        steps += 1
    return node == head


def _predicate_range(tree: Tree, head: int, trigger: int, speech_cues: frozenset[int]) -> tuple[int, int]:
    first, last = tree.subtree(head)
    for child in tree.children[head]:
        token = tree.tokens[child]
        low, high = tree.subtree(child)
        if low <= trigger < high:
            if token.deprel == "ccomp" and head in speech_cues and trigger == head:  # "He left, she said, at noon"
                first, last = _run_beside(tree, child, head, first, last)
            continue
        clausal = tree.is_verbal(child) or tree.child(child, *SUBJECTS) is not None
        separate = (token.deprel == "conj" and clausal) or token.deprel in ("parataxis", "list", "vocative")
        separate = (
            separate or child in speech_cues or (token.deprel == "ccomp" and head in speech_cues and trigger == head)
        )
        if not separate:
            continue
        if low > trigger:
            last = min(last, low)
        elif high <= trigger:
            first = max(first, high)
    return _trim(tree, first, last, trigger)


def _run_beside(tree: Tree, content: int, cue: int, first: int, last: int) -> tuple[int, int]:
    """The words around a cue that stands inside its own content, as far as they are not part of it."""

    def is_content(index: int) -> bool:
        while index >= 0 and index != cue:
            if index == content:
                return True
            index = tree.tokens[index].head
        return False

    low = next((index + 1 for index in range(cue - 1, first - 1, -1) if is_content(index)), first)
    high = next((index for index in range(cue + 1, last) if is_content(index)), last)
    return low, high


def _trim(tree: Tree, first: int, last: int, trigger: int) -> tuple[int, int]:
    """Without the signs and conjunctions at its edges; quotation marks stay where they pair."""
    tokens = tree.tokens
    changed = True
    while changed:
        changed = False
        while first < trigger and (tokens[first].upos in ("PUNCT", "CCONJ") and tokens[first].text not in _OPENING):
            first += 1
            changed = True
        while last - 1 > trigger and (
            (tokens[last - 1].upos == "PUNCT" and tokens[last - 1].text not in _CLOSING)
            or (tokens[last - 1].upos == "CCONJ")
        ):
            last -= 1
            changed = True
        if first < trigger and tokens[first].text in _OPENING and not _paired(tree, first, last, opening=True):
            first += 1
            changed = True
        if last - 1 > trigger and tokens[last - 1].text in _CLOSING and not _paired(tree, first, last, opening=False):
            last -= 1
            changed = True
    return first, last


_PARTNER: Final = {"“": "”", '"': '"', "‘": "’", "(": ")", "[": "]", "'": "'", "``": "''"}


def _paired(tree: Tree, first: int, last: int, *, opening: bool) -> bool:
    """Whether the sign at the range's edge has its partner inside."""
    tokens = tree.tokens
    if opening:
        partner = _PARTNER[tokens[first].text]
        return any(tokens[index].text == partner for index in range(first + 1, last))
    sign = tokens[last - 1].text
    return any(_PARTNER.get(tokens[index].text) == sign for index in range(first, last - 1))
