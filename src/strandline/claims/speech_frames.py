"""The frame of one act of speech: source, cue, content; and how far a source's own words reach."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from strandline.claims.syntax import Tree

Ranges = tuple[tuple[int, int], ...]
"""Half-open token ranges in the order of the text."""

_LONGEST_SOURCE: Final = 45
"""Tokens; beyond, the phrase without its clauses and appositions names the source."""
_DASHES: Final = frozenset({"-", "–", "—", "--"})
_EDGES: Final = frozenset({"case", "cc", "mark", "punct", "advmod"})


@dataclass(frozen=True)
class Frame:
    """One act of speech or thought. Token indices; ``source`` is the head of its source, None where none is said.

    ``manner``: say, tell, think, deny, accuse, request, show, noun, according, quote, sourceless; ``thing``: the
    content is a phrase ("confirmed the arrest"); ``about``: somebody speaks of a thing (praises, mocks, discusses it)
    without being the one who says that it happened.
    """

    manner: str
    cue: tuple[int, int] | None
    cue_head: int | None
    source: int | None
    content: Ranges
    addressee: int | None = None
    via: int | None = None
    direct: bool = False

    def holds(self, token: int) -> bool:
        """Whether the token is part of the content."""
        return any(first <= token < last for first, last in self.content)

    @property
    def size(self) -> int:
        """Tokens of content."""
        return sum(last - first for first, last in self.content)

    def going_on(self, manner: str, quoted: tuple[int, int]) -> Frame:
        """The same speaker and cue with a quotation as content."""
        return replace(self, manner=manner, content=(quoted,), direct=True)


def source_range(tree: Tree, frame: Frame) -> tuple[int, int] | None:
    """Token range of the source's words: title, name, apposition, what is said of it ("Ana Roth, a nurse who saw it").

    The cue and the content are no part of it, nor is a remark between commas ("Roth, if briefly, …"); None where the
    frame has no source.
    """
    head = frame.source
    if head is None:
        return None
    core = tree.nominal_core(head)
    if tree.child(head, "cop") is not None:
        return core
    first, last = tree.subtree(head)
    if frame.cue_head is not None and head < frame.cue_head < last:  # "the aide who said …"
        return core
    others = [*frame.content, *([frame.cue] if frame.cue is not None else [])]
    for child in tree.children_by(head, "parataxis", "dep", "list", "discourse", "vocative"):
        others.append(tree.subtree(child))
    for child in tree.children_by(head, "advcl"):
        low, high = tree.subtree(child)
        if "," in (tree.tokens[low].text, tree.tokens[low - 1].text):
            others.append((low, high))
    for low, high in others:
        if head < low < last:
            last = low
        elif first < high <= head:
            first = high
    first, last = _trimmed(tree, max(first, min(core[0], head)), last, head)
    return (first, last) if last - first <= _LONGEST_SOURCE else core


def _trimmed(tree: Tree, first: int, last: int, head: int) -> tuple[int, int]:
    """Without a dateline before it, signs and small words at its edges."""
    tokens = tree.tokens
    if first == tree.reading.sentences[tokens[head].sentence].first:
        dash = next(
            (i for i in range(head - 1, first, -1) if tokens[i].text in _DASHES and tokens[i].upos == "PUNCT"), 0
        )
        if dash and (tokens[dash - 1].text == ")" or tokens[first].text.isupper()):
            first = dash + 1
    while first < head and tree.tokens[first].deprel in _EDGES and tree.tokens[first].head in (head, -1):
        first += 1
    while last - 1 > head and tree.tokens[last - 1].upos in ("PUNCT", "CCONJ", "ADV", "AUX", "SCONJ"):
        last -= 1
    return first, last
