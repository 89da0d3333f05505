"""A document's happenings as its narrative needs them: what each is, which have a time, and where the story begins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from strandline.claims.syntax import Tree
from strandline.claims.timing_attachment import quotations
from strandline.claims.timing_clauses import Tense, tense_of
from strandline.claims.timing_network import DAY, Bounds, Network, Tie
from strandline.claims.timing_signals import REAL, Step
from strandline.records import Status, TimeExpression, When


class Entry(NamedTuple):
    """A date that stands by itself over what follows: a day of a diary, a log, a list. ``token`` is where it ends."""

    token: int
    bounds: Bounds
    words: str


LEADING: Final = 4
"""Sentences below the first one in which a report says when its story happened; what comes later is a detail."""
PUBLISHED: Final = -1
"""The node of the document's own date."""


@dataclass
class Story:
    """See the module.

    Attributes:
        tree: the document's tree.
        statuses: head token → status.
        spoken: head token → whether somebody is quoted or cited for it.
        own: head token → time of its own expressions.
        partial: the same where they say only one end ("until Friday", "by noon"): the telling may say the other.
        unresolved: heads whose expression nobody can resolve.
        kinds: head token → the reader's kind.
        speech: heads that are cues of speech.
        steps: head token → how it stands to the happening above it.
        body: first token after headline and date line.
        clocks: heads with a time of day on a day that the text does not give.
        timed: heads of clauses that hold any expression of time.
        known: what the network has drawn from expressions and signals, likely ones too.
        certain: the ties of words that leave no doubt.
        sure: what the network has drawn from those alone.
        entries: dates that stand over what follows, in the order of the text.
        chains: head token → how many mentions its happening has.
        lives: what somebody did → the same one's death, where the document tells it.
        lead: the first happening of the main line with a day of its own, near the top; None where there is none.
    """

    tree: Tree
    statuses: Mapping[int, Status]
    spoken: Mapping[int, bool]
    own: Mapping[int, When]
    unresolved: frozenset[int]
    kinds: Mapping[int, str]
    speech: frozenset[int]
    steps: Mapping[int, Step]
    body: int
    known: Network
    sure: Network
    certain: tuple[Tie, ...] = ()
    entries: tuple[Entry, ...] = ()
    chains: Mapping[int, int] = field(default_factory=dict)
    lives: Mapping[int, int] = field(default_factory=dict)
    partial: Mapping[int, When] = field(default_factory=dict)
    clocks: Mapping[int, TimeExpression] = field(default_factory=dict)
    timed: frozenset[int] = frozenset()
    order: list[int] = field(default_factory=list)
    sides: list[int] = field(default_factory=list)
    tenses: dict[int, Tense] = field(default_factory=dict)
    lead: int | None = None

    def __post_init__(self) -> None:
        self.order = sorted(self.statuses)
        self.sides = quotations(self.tree)
        self.tenses = {head: tense_of(self.tree, head) for head in self.statuses}
        days = [head for head in sorted(self.own) if head >= self.body and is_day(self.known.bounds[head])]
        top = self.tree.tokens[self.body].sentence + LEADING if self.tree.tokens else 0
        early = [head for head in days if self.tree.tokens[head].sentence <= top and not self.spoken[head]]
        self.lead = next((head for head in early if self.is_main(head)), early[0] if early else None)

    def root_of(self, head: int) -> int:
        """Where what the network knows of a happening comes from: a happening with a time of its own, or the document's
        date."""
        seen = {head}
        while head != PUBLISHED and head not in self.own:
            ties = [tie for tie in (self.known.low_by.get(head), self.known.high_by.get(head)) if tie is not None]
            others = [tie.second if tie.first == head else tie.first for tie in ties]
            head = next((other for other in others if other != PUBLISHED and other not in seen), PUBLISHED)
            seen.add(head)
        return head

    def is_timed(self, head: int) -> bool:
        """Whether the clause of a happening speaks of time in words that are not the happening's own ("for years", "two
        days before that")."""
        return head not in self.own and self.tree.clause_head(head) in self.timed

    def is_main(self, head: int) -> bool:
        """Whether a happening stands in the narrator's own main line, told as fact."""
        if self.spoken[head] or head < self.body or self.statuses[head] not in REAL:
            return False
        clause = self.tree.clause_head(head)
        if self.tree.tokens[clause].deprel not in ("root", "conj", "parataxis"):
            return False
        return (self.tenses.get(clause) or tense_of(self.tree, clause)) in ("past", "present", "perfect")


def is_closed(bounds: Bounds) -> bool:
    """Whether both ends of an interval are known."""
    return bounds.low is not None and bounds.high is not None


def is_day(bounds: Bounds) -> bool:
    """Whether an interval is no wider than two days."""
    return bounds.low is not None and bounds.high is not None and bounds.high - bounds.low < 2 * DAY


def is_one_day(bounds: Bounds) -> bool:
    """Whether an interval is no wider than one day."""
    return bounds.low is not None and bounds.high is not None and bounds.high - bounds.low < DAY
