"""Why each event stands where it stands: a chronology in, the reason of each two neighbours of the display out.

Where times or texts put the one after the other, the reason says so; where they do not, it says what decides instead
(``display_order.standing_after``). Hidden events are passed over, as they are in the list.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

import sqlalchemy as sa

from strandline.display_order import Shown, Standing, standing_after
from strandline.records import Claim, Document, Event
from strandline.store import Snapshot
from strandline.store.bulk import batched
from strandline.store.schema import event_claims, events, orderings

_KEPT: Final = 64
"""Documents that are kept at hand: those of neighbours are mostly the same."""
_AT_ONCE: Final = 500
"""Events whose claims and documents are in memory together."""
_SURE: Final = ("usually: ", "perhaps: ")
"""How the words begin that no text says, the likelier first."""


class Neighbours(NamedTuple):
    """The events that stand right above and below one, None at either end, and why they do."""

    above: Event | None
    why_after: Standing | None
    below: Event | None
    why_before: Standing | None


@dataclass(frozen=True, kw_only=True)
class Written:
    """What stands in a chronology, as whoever wrote it has it at hand.

    ``events`` are in their order of display, ``claims`` and ``documents`` by id; ``orderings`` are the pairs of claims
    that a text puts in order, each with its word; ``folder`` is where the open files of these records lie.
    """

    folder: Path
    events: Sequence[Event]
    claims: Mapping[str, Claim]
    documents: Mapping[str, Document]
    orderings: Sequence[tuple[str, str, str]]

    def standings(self, hidden: Collection[str]) -> Iterator[tuple[str, Standing]]:
        """The same as ``Standings.all``, without a look into the database; ``hidden``: ids of hidden events."""
        home = {claim: event.id for event in self.events for claim in event.claims}
        words: dict[tuple[str, str], str] = {}
        for first, second, word in self.orderings:
            pair = home.get(first, ""), home.get(second, "")
            if all(pair) and pair[0] != pair[1]:
                words[pair] = _plainer(words.get(pair), word)
        return _between_neighbours(map(self._shown, (item for item in self.events if item.id not in hidden)), words)

    def _shown(self, event: Event) -> Shown:
        first = self.claims.get(event.claims[0]) if event.claims else None
        return Shown(event, first, None if first is None else self.documents.get(first.document))


@dataclass
class Standings:
    """Looks up why events stand where they do, in one view of a chronology."""

    snapshot: Snapshot
    _documents: dict[str, Document | None] = field(default_factory=dict)

    def all(self) -> Iterator[tuple[str, Standing]]:
        """Each event but the first of the list, in its order, and why it stands below the one before it."""
        hidden = frozenset(self.snapshot.hidden())
        shown = (event for event in self.snapshot.events() if event.id not in hidden)
        return _between_neighbours(self._all_shown(shown), self._words)

    def of(self, event: Event) -> Neighbours:
        """What stands right above and below one event."""
        here = self._shown(event)
        above, below = self._next(event, upward=True), self._next(event, upward=False)
        one = None if above is None else self._between(self._shown(above), here)
        other = None if below is None else self._between(here, self._shown(below))
        return Neighbours(above, one, below, other)

    def _between(self, above: Shown, below: Shown) -> Standing:
        pairs = sa.select(orderings.c.first, orderings.c.second, orderings.c.word).where(
            orderings.c.first.in_(above.event.claims), orderings.c.second.in_(below.event.claims)
        )
        word = None
        for row in self.snapshot.connection.execute(pairs.order_by(orderings.c.number)):
            word = _plainer(word, row.word)
        return _why(above, below, word)

    def _next(self, event: Event, *, upward: bool) -> Event | None:
        connection = self.snapshot.connection
        position = connection.scalar(sa.select(events.c.position).where(events.c.id == event.id))
        if position is None:
            return None
        beyond = events.c.position < position if upward else events.c.position > position
        order = events.c.position.desc() if upward else events.c.position.asc()
        visible = events.c.id.not_in(self.snapshot.hidden())
        found = connection.scalar(sa.select(events.c.id).where(beyond, visible).order_by(order).limit(1))
        return None if found is None else self.snapshot.event(found)

    def _all_shown(self, shown: Iterable[Event]) -> Iterator[Shown]:
        """Events with their first claims and documents, so many looked up together."""
        for batch in batched(shown, _AT_ONCE):
            claims = self.snapshot.claims_of([event.claims[0] for event in batch if event.claims])
            documents = self.snapshot.documents_of(sorted({claim.document for claim in claims.values()}))
            for event in batch:
                first = claims.get(event.claims[0]) if event.claims else None
                yield Shown(event, first, None if first is None else documents.get(first.document))

    def _shown(self, event: Event) -> Shown:
        first = self.snapshot.claim(event.claims[0]) if event.claims else None
        return Shown(event, first, None if first is None else self._document(first.document))

    def _document(self, identity: str) -> Document | None:
        if identity not in self._documents:
            if len(self._documents) >= _KEPT:
                self._documents.clear()
            self._documents[identity] = self.snapshot.document(identity)
        return self._documents[identity]

    @cached_property
    def _words(self) -> Mapping[tuple[str, str], str]:
        """What the texts say of the order of events, by their ids."""
        one, other = event_claims.alias(), event_claims.alias()
        above, below = events.alias(), events.alias()
        query = (
            sa.select(above.c.id, below.c.id, orderings.c.word)
            .select_from(orderings)
            .join(one, one.c.claim == orderings.c.first)
            .join(other, other.c.claim == orderings.c.second)
            .join(above, above.c.number == one.c.event)
            .join(below, below.c.number == other.c.event)
            .where(above.c.number != below.c.number)
            .order_by(orderings.c.number)
        )
        found: dict[tuple[str, str], str] = {}
        for first, second, word in self.snapshot.connection.execute(query):
            found[first, second] = _plainer(found.get((first, second)), word)
        return found


def _between_neighbours(shown: Iterable[Shown], words: Mapping[tuple[str, str], str]) -> Iterator[tuple[str, Standing]]:
    """The id of each event but the first, and why it stands below the one before it."""
    for above, below in pairwise(shown):
        yield below.event.id, _why(above, below, words.get((above.event.id, below.event.id)))


def _plainer(known: str | None, word: str) -> str:
    """Of two words for one order the one that a text itself says, or the likelier."""

    def sureness(item: str) -> int:
        return next((place for place, kind in enumerate(_SURE, start=1) if item.startswith(kind)), 0)

    return word if known is None or sureness(word) < sureness(known) else known


def _why(above: Shown, below: Shown, word: str | None) -> Standing:
    """Times come first: where they tell, no word is needed."""
    by_time = standing_after(above, below)
    return by_time if word is None or not by_time.tie else standing_after(above, below, word)
