"""What a reader sees of a happening, of a window that it may lie in, and of how the two stand to one another.

In: a story's happening with its windows. Out: for each window its features, numbers by name; what is not named is
nought.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from strandline.claims.lexica import word_set
from strandline.claims.timing_clauses import is_definite, looks_ahead, looks_back, tells_of_several, tense_of
from strandline.claims.timing_makeup import Makeup, tells_toll
from strandline.claims.timing_network import DAY, Bounds, Tie
from strandline.claims.timing_signals import AHEAD, REAL, sequence_of
from strandline.claims.timing_story import PUBLISHED, Story, is_day
from strandline.claims.timing_windows import TIED, Window, Windows, meet

_QUOTED: Final = re.compile(r"“[^”]*”")
_YEAR: Final = re.compile(r"\b(1[5-9]|20)\d\d\b")
_FAR_DAYS: Final = 40_000
_MOST_HOPS: Final = 8
_CLASSES: Final = ("happens", "causes", "looks_back", "looks_ahead", "carried_out", "in_course")
Feature = tuple[str, float]
Named = dict[str, float]
Parts = tuple[Named, Named, Named]
"""The features of a happening, of an anchor and of a window; parts that windows have in common are one object."""


class Features:
    """The features of one document's windows."""

    def __init__(self, windows: Windows) -> None:
        self.windows = windows
        self.story: Story = windows.story
        self.tree = windows.story.tree
        self.sides = windows.story.sides
        self.background = self._background()
        self.makeup = Makeup(self.story)

    def of_head(self, head: int) -> Named:
        """Features of a happening."""
        return dict(self._of_head(head))

    def of(self, head: int, windows: Sequence[Window]) -> list[Parts]:
        """Features of each window of a happening: those of the happening, of the window's anchor, of the window."""
        own = self.of_head(head)
        anchors = {
            anchor: {} if anchor not in self.story.statuses else dict(self._of_anchor(head, anchor))
            for anchor in {window.anchor for window in windows}
        }
        return [
            (own, anchors[window.anchor], dict(self._of_window(head, window, windows))) for window in windows
        ]  # fmt: skip

    def _background(self) -> list[int]:
        """Happenings with a stated time wider than a week: where they stand, the telling has left its day."""
        bounds = self.story.known.bounds
        return [
            head for head in sorted(self.story.own)
            if None not in bounds[head] and (bounds[head].high or 0) - (bounds[head].low or 0) > 7 * DAY
        ]  # fmt: skip

    # ------------------------------------------------------------------------------------------ the happening

    def _of_head(self, head: int) -> Iterator[Feature]:
        story, tree = self.story, self.tree
        token, status, tense = tree.tokens[head], story.statuses[head], story.tenses[head]
        yield f"tense {tense}", 1.0
        yield f"status {status}", 1.0
        yield f"kind {story.kinds.get(head, 'other')}", 1.0
        yield f"relation {token.deprel}", 1.0
        yield "ahead", float(status in AHEAD)
        yield "real", float(status in REAL)
        yield "says", float(head in story.speech or story.kinds.get(head) == "statement")
        yield "spoken", float(story.spoken[head])
        yield "quoted", float(self.sides[head] != 0)
        yield "main", float(story.is_main(head))
        yield "headline", float(head < story.body)
        yield "nominal", float(tense == "nominal")
        yield "definite", float(tense == "nominal" and is_definite(tree, head))
        yield "passive", float(tree.is_passive(head))
        yield "timed", float(story.is_timed(head))
        yield "repeated", float(tells_of_several(tree, head))
        yield "looks back", float(looks_back(tree, head))
        yield "looks ahead", float(looks_ahead(tree, head))
        yield "mentions", float(story.chains.get(head, 1))
        yield "partial", float(head in story.partial)
        yield "toll", float(tells_toll(story, head))
        yield from self._of_clause(head)
        yield from self._of_place(head)

    def _of_clause(self, head: int) -> Iterator[Feature]:
        """The clause of a happening, and what it hangs on."""
        story, tree = self.story, self.tree
        turn = sequence_of(tree, head)
        yield f"turn {turn}", 1.0
        clause = tree.clause_head(head)
        mark = tree.mark_of(clause)
        for name in ("earlier", "later", "together"):
            yield f"mark {name}", float(mark in word_set("timing_of", "signals", name))
        yield "nominal case in", float(tree.case_of(head) in ("in", "during", "at", "of", "after", "before"))
        yield f"clause {tree.tokens[clause].deprel}", 1.0
        yield f"clause tense {story.tenses.get(clause) or tense_of(tree, clause)}", 1.0
        root = clause
        while tree.tokens[root].head >= 0:
            root = tree.tokens[root].head
        yield f"root tense {story.tenses.get(root) or tense_of(tree, root)}", 1.0
        above = tree.tokens[head].head
        if above >= 0:
            yield "above happens", float(above in story.statuses)
            yield "above says", float(above in story.speech)
            yield f"above {tree.tokens[above].upos}", 1.0
            if tree.is_verbal(above):
                yield f"above tense {tense_of(tree, above)}", 1.0
            lemma = tree.tokens[above].lemma.lower()
            for name in _CLASSES:
                yield f"above {name}", float(lemma in word_set("timing_of", name))
        lemma = tree.tokens[head].lemma.lower()
        for name in _CLASSES:
            yield f"verb {name}", float(lemma in word_set("timing_of", name))
        subject = tree.subject(head)
        if subject is not None:
            item = tree.tokens[subject]
            yield f"subject {item.upos}", 1.0
            yield "subject I", float(item.text.lower() in ("i", "we"))

    def _of_place(self, head: int) -> Iterator[Feature]:
        """Where in the text it stands."""
        story, tree = self.story, self.tree
        sentences = tree.reading.sentences
        number = tree.tokens[head].sentence
        start = tree.tokens[story.body].sentence if tree.tokens else 0
        yield "sentence", float(number - start)
        yield "share", number / max(1, len(sentences))
        paragraph = sentences[number].paragraph
        yield "paragraph", float(paragraph - sentences[start].paragraph)
        first = number
        while first and sentences[first - 1].paragraph == paragraph:
            first -= 1
        yield "in paragraph", float(number - first)
        yield "in sentence", float(head - sentences[number].first)
        yield "since heading", self.makeup.since_heading(number)
        one = self._main_between(sentences[first].first, head)
        if one is not None:
            yield f"paragraph tense {story.tenses[one]}", 1.0
        back = bisect_left(self.background, head)
        if back:
            other = tree.tokens[self.background[back - 1]].sentence
            yield "background", 1.0 / (1 + number - other)
            yield "background here", float(sentences[other].paragraph == paragraph)
        last, lead = self.windows.last(head), story.lead
        yield "last age", self._age(last)
        yield "lead age", self._age(lead)
        yield "no lead", float(lead is None)
        yield "no last", float(last is None)
        yield "anchors", float(min(20, len(self.windows.anchors)))
        yield "entries", float(min(9, len(story.entries)))
        sure = story.sure.bounds[head]
        yield "low open", float(sure.low is None)
        yield "high open", float(sure.high is None)

    def _main_between(self, start: int, end: int) -> int | None:
        """The first happening of the main line in a range of tokens."""
        heads = self.story.order
        inside = heads[bisect_left(heads, start) : bisect_left(heads, end)]
        return next((head for head in inside if self.story.is_main(head)), None)

    # --------------------------------------------------------------------------------------------- the anchor

    def _of_anchor(self, head: int, anchor: int) -> Iterator[Feature]:
        story, tree = self.story, self.tree
        tokens, sentences = tree.tokens, tree.reading.sentences
        one, two = tokens[head].sentence, tokens[anchor].sentence
        yield "a apart", float(one - two)
        yield "a headings", float(self.makeup.between(min(one, two), max(one, two)))
        yield "a paragraphs", float(sentences[one].paragraph - sentences[two].paragraph)
        yield "a tokens", float(head - anchor)
        yield "a age", self._age(anchor)
        yield "a width", width_of(story.known.bounds[anchor])
        yield "a own", float(anchor in story.own)
        yield "a says", float(anchor in story.speech or story.kinds.get(anchor) == "statement")
        yield "a spoken", float(story.spoken[anchor])
        yield "a same quote", float(self.sides[anchor] == self.sides[head])
        yield "a main", float(story.is_main(anchor))
        yield f"a tense {story.tenses[anchor]}", 1.0
        yield "a one tense", float(story.tenses[anchor] == story.tenses[head])
        yield "a one kind", float(story.kinds.get(anchor) == story.kinds.get(head))
        yield "a ahead", float(story.statuses[anchor] in AHEAD)
        yield f"a relation {tokens[anchor].deprel}", 1.0
        low, high = min(head, anchor), max(head, anchor)
        between = bisect_left(self.windows.anchors, high) - bisect_left(self.windows.anchors, low + 1)
        yield "a between", float(min(9, between))
        yield "a background", float(bisect_left(self.background, high) > bisect_left(self.background, low + 1))
        when = story.own.get(anchor)
        if when is not None:
            yield f"a basis {when.basis}", 1.0
            words = when.expression.text if when.expression is not None else ""
            yield "a year", float(bool(_YEAR.search(words)))
            yield "a clock", float(when.granularity in ("minute", "hour", "instant", "part-of-day"))
        if one == two:
            yield "a one clause", float(tree.clause_head(head) == tree.clause_head(anchor))
            yield "a above", float(anchor in tree.ancestors(head))
            yield "a below", float(head in tree.ancestors(anchor))
        yield "a one subject", float(self._subject(head) == self._subject(anchor))

    def _subject(self, head: int) -> str:
        subject = self.tree.subject(head)
        return f"?{head}" if subject is None else self.tree.tokens[subject].lemma.lower()

    # --------------------------------------------------------------------------------------------- the window

    def _of_window(self, head: int, window: Window, windows: Sequence[Window]) -> Iterator[Feature]:
        published = self.windows.published
        bounds = window.bounds
        yield f"w {window.name}", 1.0
        yield "w width", width_of(bounds)
        yield "w low", float(bounds.low is not None)
        yield "w high", float(bounds.high is not None)
        if published is not None and published.low is not None:
            yield "w age", age_of(bounds, published)
            yield "w age low", _log(None if bounds.low is None else (published.low - bounds.low) / DAY)
        others = 0
        for other in windows:
            share = meet(bounds, other.bounds)
            if share is None:
                others += 1
                yield f"w against {other.name}", 1.0
            elif other.bounds == share:
                yield f"w holds {other.name}", 1.0
            elif bounds == share:
                yield f"w within {other.name}", 1.0
        yield "w others", float(others)
        if window.name == TIED:
            yield from self._of_ties(head, window.ties)

    def _of_ties(self, head: int, ties: Sequence[Tie]) -> Iterator[Feature]:
        """How the network came to it: what the ties say, how strong, and how many steps away a stated time is."""
        for tie in ties:
            yield f"t {tie.kind} {_QUOTED.sub('“”', tie.reason)}", 1.0
            yield f"t {tie.kind}", 1.0
            yield "t child", float(tie.first == head)
        yield "t strength", min(tie.strength for tie in ties)
        yield "t one", float(len(ties) == 1)
        known, node, hops, weakest = self.story.known, head, 0, 99.0
        seen = {head}
        while node != PUBLISHED and node not in self.story.own and hops < _MOST_HOPS:
            last = known.low_by.get(node) or known.high_by.get(node)
            if last is None:
                break
            weakest = min(weakest, last.strength)
            node = last.second if last.first == node else last.first
            hops += 1
            if node in seen:
                break
            seen.add(node)
        yield "t hops", float(hops)
        yield "t weakest", weakest
        other = ties[0].second if ties[0].first == head else ties[0].first
        if other in self.story.statuses:
            tokens = self.tree.tokens
            yield "t apart", float(tokens[head].sentence - tokens[other].sentence)
            yield f"t tense {self.story.tenses[other]}", 1.0
            yield "t other own", float(other in self.story.own)
            yield "t spoken", float(self.story.spoken[other] == self.story.spoken[head])
            yield "t one lemma", float(tokens[head].lemma.lower() == tokens[other].lemma.lower())
            yield "t other definite", float(is_definite(self.tree, other))
            yield "t other kind", float(self.story.kinds.get(other) == self.story.kinds.get(head))

    def _age(self, anchor: int | None) -> float:
        """How long before the document's date an anchor lies, in doublings of days."""
        if anchor is None or anchor == PUBLISHED:
            return -99.0
        high, published = self.story.known.bounds[anchor].high, self.windows.published
        if published is None or published.low is None or high is None:
            return -50.0
        return _log((published.low - high) / DAY)


@lru_cache(maxsize=1 << 14)
def _log(days: float | None) -> float:
    if days is None:
        return -99.0
    whole = math.ceil(days)
    size = math.log2(1 + min(abs(whole), _FAR_DAYS))
    return round(size if whole >= 0 else -size, 3)


def age_of(bounds: Bounds, other: Bounds | None) -> float:
    """How long before the beginning of an interval the end of another lies, in doublings of days; -99: unknown."""
    if other is None or other.low is None or bounds.high is None:
        return _log(None)
    return _log((other.low - bounds.high) / DAY)


def width_of(bounds: Bounds) -> float:
    """How wide an interval is, in doublings of days; 99: open."""
    if bounds.low is None or bounds.high is None:
        return 99.0
    return 0.0 if is_day(bounds) and bounds.high - bounds.low < DAY else _log((bounds.high - bounds.low) / DAY)
