"""What stands beside a cue: content by commas, colons and quotation marks, where the tree gives the cue no clause.

In: the tree and the quoted ranges. Out: token ranges of content.
"""

from __future__ import annotations

from typing import Final

from strandline.claims.speech_frames import Ranges
from strandline.claims.speech_quotations import CLOSERS, PARTNERS
from strandline.claims.syntax import Tree

_LEAST_LOOSE: Final = 3
"""Least words before ", he said" that count as what he said where the tree does not say so."""


def trimmed(tree: Tree, ranges: Ranges) -> Ranges:
    """In order, without overlaps and without the signs at their edges."""
    kept: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        first = max(first, kept[-1][1]) if kept else first
        while first < last and tree.tokens[first].upos == "PUNCT" and tree.tokens[first].text not in PARTNERS:
            first += 1
        while last > first and tree.tokens[last - 1].upos == "PUNCT" and tree.tokens[last - 1].text not in CLOSERS:
            last -= 1
        if any(token.upos != "PUNCT" for token in tree.tokens[first:last]):
            kept.append((first, last))
    return tuple(kept)


class Marks:
    """The signs around the cues of one reading."""

    def __init__(self, tree: Tree, quoted: Ranges) -> None:
        self.tree = tree
        self.tokens = tree.tokens
        self.quoted_by = {index: part for part in quoted for index in range(*part)}

    def beside(self, index: int, source: int | None) -> Ranges:
        """Content of a cue that governs nothing: a quotation that follows it, else what its commas set off."""
        sentence = self.tree.reading.sentences[self.tokens[index].sentence]
        following = self._quotation_after(index, sentence.last)
        if following:
            return following
        if source is None or self.tree.mark_of(index) or self.tokens[index].deprel == "acl:relcl":
            return ()
        own = self._subject_range(index, source)
        first, last = min(own[0], index), max(own[1], index + 1)
        if first - 1 <= sentence.first + _LEAST_LOOSE or first <= sentence.first:
            return ()
        if self.tokens[first - 1].text not in CLOSERS | {",", "—", "–"}:
            return ()
        if not any(self.tree.is_verbal(item) for item in range(sentence.first, first - 1)):
            return ()
        rest = next((item for item in range(last, sentence.last) if self.tokens[item].text == ","), sentence.last)
        if any(self.tokens[item].upos in ("VERB", "ADP", "SCONJ") for item in range(last, last + 1) if item < rest):
            last = rest
        if last != rest and self.tokens[last].upos != "PUNCT" and not self._only_adverbials(index, last, rest):
            return ()
        ranges = ((sentence.first, first), (rest, sentence.last))
        return self.within(trimmed(self.tree, tuple(part for part in ranges if part[0] < part[1])), index)

    def _subject_range(self, index: int, source: int) -> tuple[int, int]:
        """The subject's words as far as they stand next to the cue."""
        first, last = self.tree.subtree(source)
        return (first, last) if not first <= index < last else self.tree.nominal_core(source)

    def _only_adverbials(self, index: int, first: int, last: int) -> bool:
        """Whether what follows the cue up to a comma says only when, where or to whom."""
        return all(
            self.tokens[child].deprel.split(":")[0] in ("obl", "advmod", "obj", "iobj", "punct")
            for child in self.tree.children[index]
            if first <= child < last
        )

    def _quotation_after(self, index: int, end: int) -> Ranges:
        """ "She said: “…" — a quotation that opens in the cue's sentence after a colon, a comma or the cue itself."""
        for item in range(index + 1, end):
            part = self.quoted_by.get(item)
            if part is not None:
                before = part[0] - 2  # the token before the mark
                near = before == index or (before > index and self.tokens[before].text in (":", ","))
                return (part,) if near and part[1] - part[0] > 1 else ()
        return ()

    def within(self, content: Ranges, index: int) -> Ranges:
        """Quoted words before the cue end with their mark: what follows the speaker is his only where quoted too."""
        if len(content) < 2 or content[0][1] > index or self.tokens[content[0][1] - 1].text not in CLOSERS:
            return content
        kept = [content[0]]
        for first, last in content[1:]:
            opening = next((item for item in range(first, last) if item in self.quoted_by), None)
            if opening is not None:
                kept.append((opening, last))
        return tuple(kept)
