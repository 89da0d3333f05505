"""What people decided on what belongs together: clusters and steps in, clusters out.

The clusters are those that the claims' own words give; each step is one decision. Steps are taken one after the other,
each on what the ones before it left, and none looks beyond the clusters that hold its claims. So a step that is taken
alone, on the clusters that it concerns, gives what all steps together would.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Literal, NamedTuple

from strandline.reconciling.facts import Fact


class Step(NamedTuple):
    """One decision on what belongs together.

    ``join``: ``groups`` are the claims of each event that is merged, the one that stays first. ``part``: those that
    stay and those that leave. ``alone``: the one claim that leaves.
    """

    action: Literal["join", "part", "alone"]
    groups: tuple[tuple[str, ...], ...]
    who: str
    note: str


def regroup(
    clusters: Iterable[Iterable[str]], steps: Sequence[Step], likeness: Callable[[str, str], float]
) -> list[list[str]]:
    """Clusters of claim ids after all steps.

    Args:
        clusters: of claim ids; every claim is in one.
        steps: oldest first; claims that are in no cluster are passed over.
        likeness: of two claims: decides where a claim goes that no decision spoke of, when its cluster is parted.
    """
    groups = _Groups(clusters)
    for step in steps:
        if step.action == "join":
            groups.join(step.groups)
        elif step.action == "part":
            groups.part(*step.groups, likeness=likeness)
        else:
            groups.set_apart(step.groups[0])
    return [list(members) for members in groups.members.values() if members]


class Likeness:
    """How much of their words two claims share, 0 to 2: words of their clauses, and those that name what happened."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._facts = {fact.claim.id: fact for fact in facts}

    def __call__(self, one: str, other: str) -> float:
        """The likeness of two claims, by their ids."""
        a, b = self._facts[one], self._facts[other]
        words = len(a.words & b.words) / max(1, len(a.words | b.words))
        return words + len(a.stems & b.stems) / max(1, len(a.stems | b.stems))


class _Groups:
    def __init__(self, clusters: Iterable[Iterable[str]]) -> None:
        self.members: dict[int, dict[str, None]] = {at: dict.fromkeys(own) for at, own in enumerate(clusters)}
        self._of = {claim: at for at, own in self.members.items() for claim in own}
        self._next = len(self.members)

    def join(self, events: Sequence[Sequence[str]]) -> None:
        """Make one of the clusters that hold most of each event's claims; the others of these claims come along."""
        listed = [self._known(event) for event in events]
        homes = list(dict.fromkeys(self._home(claims) for claims in listed if claims))
        for other in homes[1:]:
            for claim in list(self.members[other]):
                self._move(claim, homes[0])
        for claims in listed:
            for claim in claims:
                self._move(claim, homes[0])

    def part(self, staying: Sequence[str], leaving: Sequence[str], *, likeness: Callable[[str, str], float]) -> None:
        """Give claims a cluster of their own. Claims that are in neither list go with those that they are likest to."""
        going = self._known(leaving)
        if not going:
            return
        kept = self._known(staying)
        left = list(dict.fromkeys(self._of[claim] for claim in going))
        fresh = self._new()
        for claim in going:
            self._move(claim, fresh)
        for group in left:
            stayed = [claim for claim in self.members[group] if claim in kept]
            for claim in [claim for claim in self.members[group] if claim not in kept]:
                if _nearest(claim, going, likeness) > _nearest(claim, stayed, likeness):
                    self._move(claim, fresh)
        if kept:
            home = self._home(list(kept))
            for claim in kept:
                self._move(claim, home)

    def set_apart(self, claims: Sequence[str]) -> None:
        """Give claims a cluster of their own; everything else stays."""
        fresh = self._new()
        for claim in self._known(claims):
            self._move(claim, fresh)

    def _known(self, claims: Sequence[str]) -> dict[str, None]:
        return dict.fromkeys(claim for claim in claims if claim in self._of)

    def _home(self, claims: Iterable[str]) -> int:
        """The cluster that holds most of some claims; of several, that of the first claim."""
        counts = Counter(self._of[claim] for claim in claims)
        return max(counts, key=lambda group: counts[group])

    def _new(self) -> int:
        self._next += 1
        self.members[self._next] = {}
        return self._next

    def _move(self, claim: str, group: int) -> None:
        del self.members[self._of[claim]][claim]
        self.members[group][claim] = None
        self._of[claim] = group


def _nearest(claim: str, others: Iterable[str], likeness: Callable[[str, str], float]) -> float:
    return max((likeness(claim, other) for other in others), default=-1.0)
