"""How a document is made, as far as it bears on the times in it: headings, which break the telling; tolls, which stand
when they are told; and the dated happenings that a toll or a noun like "the crash" may speak of.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from typing import Final

from strandline.claims.timing_clauses import is_definite
from strandline.claims.timing_mentions import families_of, stands_for
from strandline.claims.timing_network import DAY
from strandline.claims.timing_story import Story, is_day
from strandline.records import Sentence

_HEADING_TOKENS: Final = 14
_ENDS: Final = frozenset({".", "!", "?", "”", '"', ",", ";"})
TOLLS: Final = frozenset({"killing", "injury"})
_STATES: Final = frozenset({"perfect", "present"})
_COUNTS: Final = frozenset({"toll"})
_SEVERAL: Final = 2
_VICTIMS: Final = frozenset({"assault", "accident", "disaster", "death"})


class Makeup:
    """The headings of one document, as numbers of sentences."""

    def __init__(self, story: Story) -> None:
        sentences = story.tree.reading.sentences
        self.headings = [
            number for number, sentence in enumerate(sentences)
            if sentence.first >= story.body and _is_heading(story, sentences, number)
        ]  # fmt: skip

    def between(self, first: int, second: int) -> int:
        """Headings after one sentence and not after another, both by number, the first not after the second."""
        return bisect_right(self.headings, second) - bisect_right(self.headings, first)

    def since_heading(self, number: int) -> float:
        """Sentences since the last heading; -1 where there is none above."""
        place = bisect_right(self.headings, number)
        return float(number - self.headings[place - 1]) if place else -1.0


def _is_heading(story: Story, sentences: Sequence[Sentence], number: int) -> bool:
    """Whether a sentence stands alone in its paragraph, short and without a mark at its end."""
    sentence = sentences[number]
    alone = (number == 0 or sentences[number - 1].paragraph != sentence.paragraph) and (
        number + 1 < len(sentences) and sentences[number + 1].paragraph != sentence.paragraph
    )
    if not alone or sentence.last - sentence.first > _HEADING_TOKENS:
        return False
    return story.tree.tokens[sentence.last - 1].text not in _ENDS


def tells_toll(story: Story, head: int) -> bool:
    """Whether a happening is a count of victims that stands when it is told: "have been killed", "are known to have
    died", "are dead", "the toll has risen"; that says nothing of the day of their death."""
    tree = story.tree
    subject = tree.subject(head)
    counts = subject is not None and tree.tokens[subject].lemma.lower() in _COUNTS
    akin = families_of(tree.tokens[head].lemma) & TOLLS
    if not (akin or counts) or story.statuses[head] not in ("happened", "ongoing"):
        return False
    if story.tenses[head] in _STATES:
        return True
    helpers = [tree.tokens[item].lemma for item in tree.children_by(head, "aux")]
    return story.tenses[head] == "infinitive" and "have" in helpers


class Incidents:
    """The happenings of a document with a day, by what may be said of them further on."""

    def __init__(self, story: Story, anchors: Sequence[int]) -> None:
        self.story = story
        self._by: dict[str, list[int]] = {}
        self._days: dict[str, set[int]] = {}
        for head in anchors:
            bounds = story.known.bounds[head]
            if not is_day(bounds):
                continue
            families = families_of(story.tree.tokens[head].lemma)
            for key in (f"kind {story.kinds.get(head)}", *(f"family {name}" for name in families)):
                self._by.setdefault(key, []).append(head)
                days = self._days.setdefault(key, set())
                if len(days) < _SEVERAL:
                    days.add((bounds.low or 0) // DAY)

    def of(self, head: int) -> tuple[int, bool] | None:
        """What a toll, or a noun for something known ("the crash"), may speak of: the last such happening before it,
        else the first; and whether all of them are of one day."""
        found = [self._by[key] for key in self._keys(head) if key in self._by]
        before = [heads[bisect_left(heads, head) - 1] for heads in found if heads[0] < head]
        after = [other for heads in found for other in heads[:2] if other > head]
        if not before and not after:
            return None
        days = set().union(*(self._days.get(key, set()) for key in self._keys(head)))
        return max(before) if before else min(after), len(days) == 1

    def _keys(self, head: int) -> list[str]:
        """Kinds and families that a happening may speak of again; none where it is no such word."""
        story = self.story
        if tells_toll(story, head):
            kinds: Collection[str] = _VICTIMS
            families = TOLLS
        elif story.tenses[head] == "nominal" and is_definite(story.tree, head):
            lemma = story.tree.tokens[head].lemma
            kinds, families = stands_for(lemma.lower()), families_of(lemma)
        else:
            return []
        return [*(f"kind {kind}" for kind in sorted(kinds)), *(f"family {name}" for name in sorted(families))]
