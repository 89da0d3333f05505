"""How likely a happening's time is wrong, so that no doubtful day is shown as certain.

What a reader sees of a happening and of the expression that its time rests on says how often such times are wrong: a
bare month in a passage about another year, "that night" after a long digression, a day that only the telling suggests.
Times of which more than ``doubtful`` of all are wrong are marked uncertain, with the share in their reason. The trees
of ``timing_doubt.toml`` are fitted by ``evaluation.reconciling_fit_doubt`` on annotated articles.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import accumulate
from typing import Any, Final, NamedTuple

import msgspec

from strandline.claims.lexica import lexicon, word_set
from strandline.claims.timing_choice import Trees, rows_of
from strandline.claims.timing_features import age_of, width_of
from strandline.claims.timing_network import Bounds, Network, local_bounds
from strandline.claims.timing_story import PUBLISHED
from strandline.claims.timing_telling import Chosen, Telling
from strandline.records import Span, TimeExpression, When

DATED: Final = frozenset({"relative", "inherited", "inferred"})
"""What is stated with its year is hardly ever wrong; what is only bounded says no day."""
_MOST_HOPS: Final = 8
_WORDS: Final = (
    "weekday", "month", "clock", "part", "that", "same", "shift", "ago", "today", "last", "this", "season",
)  # fmt: skip
Named = dict[str, float]


class _Path(NamedTuple):
    """How the network came from a happening to what its time rests on: ``root`` has a time of its own, or is the
    document's date; ``guesses`` are the windows chosen on the way."""

    root: int
    hops: int
    guesses: tuple[Chosen, ...]


class _Spot(NamedTuple):
    """An expression with a time, and where it stands."""

    start: int
    sentence: int
    bounds: Bounds
    when: When


class Doubts:
    """The doubts about the times of one document.

    Args:
        telling: the windows of the document, with those that were chosen.
        network: what came of them.
        times: the document's expressions.
    """

    def __init__(self, telling: Telling, network: Network, times: tuple[TimeExpression, ...]) -> None:
        self.telling = telling
        self.story = telling.story
        self.network = network
        self.published = telling.windows.published
        tokens = self.story.tree.tokens
        self.spots = [
            _Spot(item.start, tokens[item.tokens[0]].sentence, local_bounds(item.when), item.when)
            for item in times
            if item.when is not None and item.tokens[0] < item.tokens[1]
        ]
        self.starts = [spot.start for spot in self.spots]
        stated = [place if spot.when.basis == "stated" else -1 for place, spot in enumerate(self.spots)]
        self.stated = [-1, *accumulate(stated, max)]
        """For each place among the expressions, the last one before it that is a full date; -1: none."""

    def marked(self, whens: Mapping[int, When]) -> dict[int, When]:
        """The times of happenings, those of which many are wrong marked uncertain, and none else."""
        heads = [head for head, when in whens.items() if when.basis in DATED]
        shares = _model().chances([self.features(head, whens[head]) for head in heads])
        least = _model().doubtful
        changed = {
            head: _uncertain(whens[head], share) if share >= least else whens[head]
            for head, share in zip(heads, shares, strict=True)
        }
        return {**whens, **changed}

    def features(self, head: int, when: When) -> Named:
        """What is seen of a happening's time; what is not named is nought."""
        return dict(self._of(head, when))

    def _of(self, head: int, when: When) -> Iterator[tuple[str, float]]:
        yield from self.telling.seen(head).items()
        yield f"basis {when.basis}", 1.0
        yield f"in {when.granularity}", 1.0
        bounds = local_bounds(when)
        yield "width", width_of(bounds)
        yield "age", age_of(bounds, self.published)
        path = self._path(head)
        right = wrong = 1.0
        for guess in path.guesses:
            yield f"guess {guess.name}", 1.0
            right *= guess.right
            wrong *= 1.0 - guess.wrong
        yield "guesses right", round(right, 3)
        yield "guesses wrong", round(1.0 - wrong, 3)
        yield "hops", float(path.hops)
        yield "rests on the date", float(path.root == PUBLISHED)
        source = self.story.own.get(path.root)
        if source is not None and source.expression is not None:
            yield from self._of_source(source, source.expression)

    def _path(self, head: int) -> _Path:
        own, network = self.story.own, self.network
        node, seen, guesses = head, {head}, []
        while node not in own and node != PUBLISHED and len(seen) <= _MOST_HOPS:
            guess = self.telling.chosen.get(node)
            if guess is not None:
                guesses.append(guess)
            tie = network.low_by.get(node) or network.high_by.get(node)
            if tie is None:
                break
            node = tie.second if tie.first == node else tie.first
            if node in seen:
                break
            seen.add(node)
        return _Path(node, len(seen) - 1, tuple(guesses))

    def _of_source(self, source: When, expression: Span) -> Iterator[tuple[str, float]]:
        """The expression that a time rests on, and what times the text names before it."""
        words = _words_of(expression.text)
        for name in _WORDS:
            yield f"x {name}", float(bool(words & word_set("timing_doubt", "words", name)))
        yield "x digit", float(any(word[0].isdecimal() for word in words))
        yield "x year", float(any(len(word) == 4 and word.isdecimal() for word in words))
        yield "x ordinal", float(any(word[0].isdecimal() and word.endswith(("st", "nd", "rd", "th")) for word in words))
        yield "x the", float("the" in words)
        yield "x words", float(len(words))
        yield f"x basis {source.basis}", 1.0
        yield f"x in {source.granularity}", 1.0
        yield "x marked", float(source.qualifier != "")
        bounds = local_bounds(source)
        yield "x age", age_of(bounds, self.published)
        yield "x width", width_of(bounds)
        place = bisect_left(self.starts, expression.start)
        sentence = self.spots[place].sentence if place < len(self.spots) else 0
        if place:
            yield from self._of_rival("before", self.spots[place - 1], sentence, bounds)
            yield f"before basis {self.spots[place - 1].when.basis}", 1.0
        last = self.stated[place]
        yield "no date before", float(last < 0)
        if last >= 0:
            stated = self.spots[last]
            yield from self._of_rival("date before", stated, sentence, bounds)
            years = [(when.earliest or "")[:4] for when in (stated.when, source)]
            yield "date before, one year", float(years[0] == years[1])

    def _of_rival(self, name: str, spot: _Spot, sentence: int, bounds: Bounds) -> Iterator[tuple[str, float]]:
        sentences = self.story.tree.reading.sentences
        yield f"{name}, apart", float(sentence - spot.sentence)
        yield f"{name}, one paragraph", float(sentences[sentence].paragraph == sentences[spot.sentence].paragraph)
        yield f"{name}, age", age_of(spot.bounds, self.published)
        yield f"{name}, width", width_of(spot.bounds)
        yield f"{name}, later", age_of(spot.bounds, bounds)


class _Model(NamedTuple):
    columns: Mapping[str, int]
    wrong: Trees
    doubtful: float

    def chances(self, features: list[Named]) -> list[float]:
        """The share of wrong ones among times with such features."""
        chances: list[float] = self.wrong.chances(rows_of(self.columns, [(named,) for named in features])).tolist()
        return chances


@lru_cache(maxsize=1)
def _model() -> _Model:
    data: dict[str, Any] = lexicon("timing_doubt")
    columns = {name: place for place, name in enumerate(data["features"])}
    return _Model(columns, Trees.of(data["wrong"]), float(data["doubtful"]))


def _words_of(text: str) -> set[str]:
    words = text.lower().replace("-", " ").replace(".", "").replace(",", " ").replace("’", "'").split()
    return {part for word in words for part in (word, word.removesuffix("'s")) if part}


def _uncertain(when: When, share: float) -> When:
    """A time marked uncertain, with how many such times are wrong."""
    return msgspec.structs.replace(
        when,
        qualifier="?",
        edtf=uncertain_edtf(when.edtf),
        reason=f"{when.reason}; uncertain: about 1 in {max(2, round(1 / share))} such times is wrong",
    )


def uncertain_edtf(written: str | None) -> str | None:
    """An EDTF string marked uncertain. A clock time and a choice of days cannot bear the mark and stay as they are."""
    if written is None or "T" in written or written[0] in "[{":
        return written
    return "/".join(_marked(end) for end in written.split("/"))


def _marked(date: str) -> str:
    if date in ("", "..") or date[-1] in "?%":
        return date
    return date[:-1] + "%" if date[-1] == "~" else date + "?"
