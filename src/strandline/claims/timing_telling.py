"""What the telling makes of a happening that has no time of its own: candidate windows in, the one that is safe out.

Each window (``timing_windows``) stands for one account of when it was: on the day that the telling is at, on the day of
the story, as news of the last day, and so on; beside them stand that nobody can say more ("open") and that it was at
some other time ("elsewhere"). A logistic choice among these accounts, over features that a person can read, gives each
its chance. A window is right by the chances of all accounts in whose time it lies, and wrong by those that exclude it.
Only windows that are hardly ever wrong are taken, the best of them; else nothing is said, for a wrong day costs more
than a wide one. Weights: ``timing_telling.toml``, fitted on the project's own annotated articles by
``evaluation.reconciling_fit_times``.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any, Final, NamedTuple

from strandline.claims.lexica import lexicon
from strandline.claims.timing_network import DAY, Bounds, Tie
from strandline.claims.timing_story import Story, is_day
from strandline.claims.timing_windows import Windows

ANYTHING: Final = "open"
"""The account that nobody can say more than is known already."""
ELSEWHERE: Final = "elsewhere"
"""The account that it was at a time that no window gives; such times are mostly long past."""
_FAR: Final = 1 << 60


class Offer(NamedTuple):
    """A window as the choice sees it: its name, its bounds and what is true of it. The first of a happening's offers
    says nothing."""

    window: str
    bounds: Bounds
    features: tuple[str, ...]


class Account(NamedTuple):
    """One account of when a happening was: its name, and the offer whose time and features it has."""

    name: str
    offer: Offer


def accounts_of(offers: Sequence[Offer]) -> list[Account]:
    """All accounts of a happening with some offers; the two that no window stands for come first."""
    said = [Account(item.window, item) for item in offers[1:]]
    return [Account(ANYTHING, offers[0]), Account(ELSEWHERE, offers[0]), *said]


def weight_names(account: Account) -> Iterator[str]:
    """Names of the weights that count for an account."""
    yield account.name
    for feature in account.offer.features:
        yield f"{account.name}, {feature}"


@dataclass(frozen=True)
class Model:
    """Weights by name: an account ("last at"), or an account and a feature ("last at, tense past").

    ``most_wrong``: the largest chance of being wrong that a window may have. ``past``: of what lies elsewhere, the
    share that lies after a window without a beginning. ``day_bonus``: how much chance a single day may cost against a
    wider window.
    """

    weights: Mapping[str, float]
    most_wrong: float
    past: float
    day_bonus: float = 0.0

    @cached_property
    def _tables(self) -> dict[str, tuple[float, dict[str, float]]]:
        """The weight of each account, and those of its features."""
        tables: dict[str, tuple[float, dict[str, float]]] = {}
        for name, weight in self.weights.items():
            account, _, feature = name.partition(", ")
            start, table = tables.get(account, (0.0, {}))
            if feature:
                table[feature] = weight
            tables[account] = start if feature else weight, table
        return tables

    def chances(self, accounts: Sequence[Account]) -> list[float]:
        """The chance of each account; they sum to one."""
        scores = []
        for name, offer in accounts:
            start, table = self._tables.get(name, (0.0, {}))
            scores.append(start + sum([table.get(feature, 0.0) for feature in offer.features]))
        most = max(scores)
        powers = [math.exp(score - most) for score in scores]
        whole = sum(powers)
        return [power / whole for power in powers]

    def verdict(self, bounds: Bounds, accounts: Sequence[Account], chances: Sequence[float]) -> tuple[float, float]:
        """The chances that an interval says something true, and that it excludes the truth."""
        right, wrong = 0.0, 0.0
        low, high = _ends(bounds)
        for account, chance in zip(accounts, chances, strict=True):
            first, last = _ends(account.offer.bounds)
            if account.name == ELSEWHERE:
                wrong += chance * (self.past if bounds.low is None else 1.0)
            elif account.name != ANYTHING:
                if last < low or high < first:
                    wrong += chance
                elif low >= first - DAY and high <= last + DAY:
                    right += chance
        return right, wrong

    def best(self, accounts: Sequence[Account], chances: Sequence[float]) -> tuple[int, float]:
        """Which offer to take, by its place among a happening's offers, and how likely it is right; 0 says nothing."""
        chosen, gain, chance = 0, 0.0, 0.0
        for index, account in enumerate(accounts[2:], start=1):
            right, wrong = self.verdict(account.offer.bounds, accounts, chances)
            worth = right - wrong
            if worth > 0 and _is_one_day(account.offer.bounds):
                worth += self.day_bonus
            if wrong < self.most_wrong and worth > gain + 1e-9:
                chosen, gain, chance = index, worth, right
        return chosen, chance


def _ends(bounds: Bounds) -> tuple[int, int]:
    return (-_FAR if bounds.low is None else bounds.low), (_FAR if bounds.high is None else bounds.high)


def _is_one_day(bounds: Bounds) -> bool:
    return bounds.low is not None and bounds.high is not None and bounds.high - bounds.low < DAY


@lru_cache(maxsize=1)
def _model() -> Model:
    data: dict[str, Any] = lexicon("timing_telling")
    return Model(data["weights"], float(data["most_wrong"]), float(data["past"]), float(data["day_bonus"]))


class _Weighed(NamedTuple):
    """What may be said of a happening: its accounts, the chance of each, and the tie of each offer."""

    accounts: list[Account]
    chances: list[float]
    ties: tuple[Tie | None, ...]


class Telling:
    """The windows of one document, and the choice among them."""

    def __init__(self, story: Story, published: Bounds | None) -> None:
        self.story = story
        self.windows = Windows(story, published)
        self._weighed: dict[int, _Weighed] = {}

    def ties(self) -> list[Tie]:
        """The ties of the windows that are worth saying, for all happenings that are still open."""
        found = []
        for head in sorted(self.story.statuses):
            if self.is_open(head):
                weighed = self._weigh(head)
                index, chance = _model().best(weighed.accounts, weighed.chances)
                tie = weighed.ties[index]
                if tie is not None:
                    found.append(replace(tie, strength=chance))
        return found

    def is_open(self, head: int) -> bool:
        """Whether neither its own words nor the order of the sentence give a happening a day or two."""
        story = self.story
        known = head not in story.statuses or head in story.own or head in story.unresolved
        return not known and not is_day(story.known.bounds[head])

    def offers(self, head: int) -> list[tuple[Offer, Tie | None]]:
        """What may be said of a happening, and the tie that says it; first, that nothing is said."""
        windows = self.windows.of(head)
        features = self.windows.features(head, windows)
        return [
            (Offer(window.name, window.bounds, names), window.tie)
            for window, names in zip(windows, features, strict=True)
        ]  # fmt: skip

    def judge(self, narrowed: Mapping[int, Bounds]) -> bool:
        """Whether what a guess makes of all the happenings that it reaches is hardly ever wrong: a guess at one mention
        must not carry the others along to where they cannot be."""
        model = _model()
        heads = [(bounds, self._weigh(head)) for head, bounds in narrowed.items() if self.is_open(head)]
        wrong = [model.verdict(bounds, weighed.accounts, weighed.chances)[1] for bounds, weighed in heads]
        return not wrong or sum(wrong) / len(wrong) < model.most_wrong

    def _weigh(self, head: int) -> _Weighed:
        if head not in self._weighed:
            offers = self.offers(head)
            accounts = accounts_of([offer for offer, _ in offers])
            ties = tuple(tie for _, tie in offers)
            self._weighed[head] = _Weighed(accounts, _model().chances(accounts), ties)
        return self._weighed[head]
