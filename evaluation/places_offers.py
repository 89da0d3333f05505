"""Which places may be those of a happening that the rules leave without one: mentions and placed happenings in, for
each happening the few places that its words or the telling so far put near it.

A place is offered once, by the mention that stands nearest: in the sentence, else before it, else after it. What the
text names first, most often and in its dateline is offered to every happening.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from strandline.claims.placing_shared import Scene
from strandline.claims.syntax import Tree
from strandline.records import Place

BEFORE: Final = 6
"""How many places named before the sentence are offered at most."""
AFTER: Final = 2
"""How many of those named in the sentences after it."""
AFTER_SENTENCES: Final = 2
LAST_PLACED: Final = 3
"""How many of the placed happenings before it lend it their places."""
FREQUENT: Final = 2
_FAR: Final = 1_000_000


class Mention(NamedTuple):
    """A place where the text names it: ``token`` is the head of its phrase, ``named`` whether a name stands there,
    ``key`` the same for the same place."""

    token: int
    place: Place
    named: bool
    key: str
    sentence: int


class Offers:
    """The places of one text as they may be offered.

    Args:
        tree: the tree of the reading.
        scenes: the happenings by their head tokens.
        mentions: head token, place and whether a name names it, of each mention.
        placed: the places that happenings have by rule.
    """

    def __init__(
        self, tree: Tree, scenes: Mapping[int, Scene], mentions: Sequence[tuple[int, Place, bool]],
        placed: Mapping[int, tuple[Place, ...]],
    ) -> None:  # fmt: skip
        self.tree = tree
        self.scenes = scenes
        self.placed = placed
        self.heads = sorted(scenes)
        self.settled = [head for head in self.heads if head in placed]
        lent = {place.start for places in placed.values() for place in places}
        found = [
            Mention(token, place, named, key_of(place), tree.tokens[token].sentence)
            for token, place, named in mentions
        ]  # fmt: skip
        self.mentions = sorted(found, key=lambda item: (item.place.start, item.place.end))
        self.usable = [item for item in self.mentions if item.named or item.place.id or item.place.start in lent]
        self._starts = [item.token for item in self.usable]
        self.by_start = {item.place.start: item for item in self.mentions}
        self.counts = Counter(item.key for item in self.mentions)
        self.first_at: dict[str, int] = {}
        for item in self.mentions:
            self.first_at.setdefault(item.key, item.place.start)
        named = [item for item in self.mentions if item.named]
        ranked = sorted({item.key for item in named}, key=lambda key: (-self.counts[key], self.first_at[key]))
        self.rank = {key: place for place, key in enumerate(ranked)}
        self.uses = Counter(key_of(place) for places in placed.values() for place in places)
        self._always = [item for item in named if item.key in ranked[:FREQUENT]]
        self._always += named[:2]

    def of(self, head: int) -> list[Mention]:
        """The places offered to a happening, in the order of the text."""
        best: dict[str, Mention] = {}
        for item in self._near(head):
            old = best.get(item.key)
            if old is None or self._distance(head, item) < self._distance(head, old):
                best[item.key] = item
        return sorted(best.values(), key=lambda item: (item.place.start, item.place.end))

    def _near(self, head: int) -> Iterator[Mention]:
        sentence = self.tree.tokens[head].sentence
        at = bisect_left(self._starts, head)
        keys: set[str] = set()
        for item in reversed(self.usable[:at]):
            if item.sentence != sentence:
                keys.add(item.key)
                if len(keys) > BEFORE:
                    break
            yield item
        keys = set()
        for item in self.usable[at:]:
            if item.sentence != sentence:
                keys.add(item.key)
                if len(keys) > AFTER or item.sentence > sentence + AFTER_SENTENCES:
                    break
            yield item
        yield from self._always
        here = bisect_left(self.settled, head)
        for other in [*self.settled[max(0, here - LAST_PLACED) : here], *self.settled[here : here + 1]]:
            for place in self.placed[other]:
                mention = self.by_start.get(place.start)
                if mention is not None:
                    yield mention

    def _distance(self, head: int, item: Mention) -> int:
        """How far a mention is for the purpose of choosing one: in the sentence, before it, after it."""
        apart = abs(item.token - head)
        if item.sentence == self.tree.tokens[head].sentence:
            return apart
        return apart + (_FAR if item.token < head else 2 * _FAR)


def key_of(place: Place) -> str:
    """One key for one place: its id, else its name."""
    return place.id or f"name:{place.name.casefold()}"
