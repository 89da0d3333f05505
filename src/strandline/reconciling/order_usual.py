"""Which of two happenings of one text probably came first, where neither times nor words tell: claims with their marks
in, ordered pairs out.

Two sums of weights (``order_usual.toml``, fitted by ``evaluation.order``), each turned into a chance by the logistic
function. The first tells how probable it is that the one came before the other if they came one after the other: it
looks at what sets the two apart, so that swapping them turns it round. The second tells how probable it is that they
came one after the other at all, rather than together: it looks at what they share.

Only two sorts of pairs are asked for, which alone came out well in measuring: happenings at two stages of one usual
course of things (``order_courses.toml``), and those of one or two sentences that the model takes to have come in the
other order than they are told in. The order of telling alone is no reason.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from strandline.reconciling.intervals import DAY, gap, interval_of
from strandline.reconciling.order_told import Told, courses
from strandline.reconciling.order_words import PERHAPS, USUALLY, Ordered

Features = dict[str, float]
_UNREAL: Final = frozenset(
    {"planned", "proposed", "ordered", "threatened", "possible", "conditional", "did_not_happen"}
)
_COURSE_REACH: Final = 25
_SURE_REACH: Final = 8
_NEAR_REACH: Final = 5
"""How many claims on in the text a pair is looked for: of one course, of one course to be named, and of sentences
beside each other."""
_TELLING: Final = "from the way they are told"
_NEAR: Final = frozenset({"one sentence", "next sentence"})


@dataclass(frozen=True)
class Usual:
    """Weights by the name of a feature, and what a pair needs to be told.

    ``course_first`` and ``course_apart``: the chances of a pair of one course, of coming in its order and of coming one
    after the other at all; ``sure_first`` and ``sure_apart``: the same for naming it; ``against_telling``: the chance
    that a pair came the other way round than it is told.
    """

    first: Mapping[str, float]
    apart: Mapping[str, float]
    start: float
    course_first: float
    course_apart: float
    sure_first: float
    sure_apart: float
    against_telling: float

    def of_marks(self, told: Told) -> float:
        """How much the marks of a claim alone speak for its coming first."""
        return math.fsum(self.first.get(mark, 0.0) for mark in told.marks)

    def chance_of_first(self, one: Told, other: Told, marks: float) -> float:
        """The chance that the one came first, if not together; ``marks``: what its marks are ahead of the other's."""
        weight = self.first.get
        return _chance(marks + math.fsum([weight(name, 0.0) * sign for name, sign in between(one, other)]))

    def chance_of_apart(self, one: Told, other: Told) -> float:
        """The chance that they came one after the other."""
        return _chance(self.start + math.fsum(self.apart.get(name, 0.0) for name in shared(one, other)))


@lru_cache(maxsize=1)
def usual() -> Usual:
    """The weights as fitted."""
    text = files("strandline.reconciling").joinpath("order_usual.toml").read_text("utf-8")
    data: dict[str, Any] = tomllib.loads(text)
    return Usual(
        data["first"], data["apart"], float(data["start"]), float(data["course_first"]),
        float(data["course_apart"]), float(data["sure_first"]), float(data["sure_apart"]),
        float(data["against_telling"]),
    )  # fmt: skip


def usual_pairs(claims: Sequence[Told], told: Collection[tuple[str, str]]) -> Iterator[Ordered]:
    """Pairs of claims of one text that probably came one after the other.

    Args:
        claims: all of a text, in its order.
        told: pairs of ids whose order the text tells, which are left alone.
    """
    model = usual()
    marks = [model.of_marks(claim) for claim in claims]
    spans = [interval_of(claim.claim.when) for claim in claims]
    for place, one in enumerate(claims):
        for onward in range(place + 1, min(len(claims), place + 1 + _COURSE_REACH)):
            other = claims[onward]
            step = course_step(one, other) if one.stages and other.stages else None
            near = onward - place <= _NEAR_REACH and nearness(one, other) in _NEAR
            if not near and (step is None or not step[1]):
                continue
            ids = one.claim.id, other.claim.id
            if ids in told or ids[::-1] in told or gap(spans[place], spans[onward]) > 0:
                continue
            ahead = model.chance_of_first(one, other, marks[place] - marks[onward])
            if step is not None and step[1] and _is_real(one) and _is_real(other):
                yield from _by_course(model, one, other, step[1], ahead, close=onward - place <= _SURE_REACH)
            elif near and ahead < 1 - model.against_telling:
                yield Ordered(ids[1], ids[0], PERHAPS + _TELLING)


def _by_course(model: Usual, one: Told, other: Told, step: int, ahead: float, *, close: bool) -> Iterator[Ordered]:
    first, second = (one, other) if step > 0 else (other, one)
    chance, apart = ahead if step > 0 else 1 - ahead, model.chance_of_apart(one, other)
    if chance > model.course_first and apart > model.course_apart:
        sure = close and chance > model.sure_first and apart > model.sure_apart
        yield Ordered(first.claim.id, second.claim.id, (USUALLY if sure else PERHAPS) + course_reason(first, second))


def setting_apart(one: Told, other: Told) -> Features:
    """What sets two claims of a text apart: above 0 where it holds for the one, below where it does for the other."""
    found: Features = dict.fromkeys(one.marks - other.marks, 1.0) | dict.fromkeys(other.marks - one.marks, -1.0)
    return found | dict(between(one, other))


def between(one: Told, other: Told) -> list[tuple[str, float]]:
    """What sets two claims apart beyond the marks of each, with its sign."""
    early, late, sign = (one, other, 1.0) if _place(one) < _place(other) else (other, one, -1.0)
    near = nearness(one, other)
    tenses = f"{early.tense} … {late.tense}"
    found = [
        (f"{near}: in this order", sign),
        (f"{tenses}: in this order", sign),
        (f"{near}, {tenses}: in this order", sign),
    ]
    inside = _within(late, early)
    if inside:
        found += [("in its clause: in this order", sign), (f"in its clause, {late.tense}: in this order", sign)]
    if near == "one sentence":
        found += [
            (f"{early.claim.kind} … {late.tense}: in this order", sign),
            (f"{early.tense} … {late.claim.kind}: in this order", sign),
        ]
        if inside:
            found.append((f"in its clause, {early.claim.kind} … {late.tense}: in this order", sign))
    found += [(f"{near}, the first one {mark}: in this order", sign) for mark in early.cues]
    found += [(f"{near}, the later one {mark}: in this order", sign) for mark in late.cues]
    if one.claim.kind != other.claim.kind:
        first, last, way = min((one.claim.kind, other.claim.kind, 1.0), (other.claim.kind, one.claim.kind, -1.0))
        found.append((f"{first} before {last}", way))
    step = course_step(one, other)
    if step is not None and step[1]:
        way = math.copysign(1.0, step[1])
        found.append(("usual course", way))
        if abs(step[1]) > 1:
            found.append(("usual course, more than a stage", way))
    if one.saying == other.claim.id or other.saying == one.claim.id:
        found.append(("said by the other", 1.0 if one.saying == other.claim.id else -1.0))
    before, after = _middle(one), _middle(other)
    if before is not None and after is not None and before != after:
        found.append(("middle of its time", math.copysign(1.0, after - before)))
    return found


def shared(one: Told, other: Told) -> Iterator[str]:
    """What two claims of a text share, or how they lie to each other, whichever comes first."""
    a, b = one.claim, other.claim
    yield nearness(one, other)
    step = course_step(one, other)
    if step is not None:
        yield "at one stage" if step[1] == 0 else f"of one course, {min(abs(step[1]), 3)} apart"
    if a.trigger.lemma.casefold() == b.trigger.lemma.casefold():
        yield "one word"
    if a.kind == b.kind:
        yield "one kind"
        yield f"both {a.kind}"
    if "ongoing" in (a.status, b.status):
        yield "one goes on"
    if _is_real(one) != _is_real(other):
        yield "one is only meant"
    elif not _is_real(one):
        yield "both are only meant"
    yield " and ".join(sorted((one.tense, other.tense)))
    if _within(one, other) or _within(other, one):
        yield "one in the other's clause"
    if one.saying == b.id or other.saying == a.id:
        yield "one is the saying of the other"
    first, second = interval_of(a.when), interval_of(b.when)
    days = sum(item.width is not None and item.width < DAY for item in (first, second))
    yield ("neither of a day", "one of a day", "both of a day")[days]
    if first == second:
        yield "of one time"
    for mark in one.marks & other.marks:
        if mark.startswith(("opens", "said", "word", "in the")):
            yield f"both: {mark}"


def course_step(one: Told, other: Told) -> tuple[str, int] | None:
    """The course that both words belong to, and how many stages the other is on from the one.

    None where they share no course, or their courses tell different orders; of several, the first by name.
    """
    if not one.stages or not other.stages:
        return None
    steps = [
        (course, other.stages[course] - one.stages[course]) for course in sorted(one.stages) if course in other.stages
    ]
    if not steps or len({step > 0 for _, step in steps if step}) > 1:
        return None
    return next(((course, step) for course, step in steps if step), steps[0])


def course_reason(one: Told, other: Told) -> str:
    """The usual course that puts the one before the other, in words; empty where none does."""
    step = course_step(one, other)
    if step is None or step[1] <= 0:
        return ""
    names = courses().names[step[0]]
    return f"{names[one.stages[step[0]]]}, then {names[other.stages[step[0]]]}"


def nearness(one: Told, other: Told) -> str:
    """How near to each other two claims stand."""
    apart = abs(one.sentence - other.sentence)
    if apart == 0:
        return "one sentence"
    if one.paragraph == other.paragraph:
        return "next sentence" if apart == 1 else "one paragraph"
    return "next paragraph" if abs(one.paragraph - other.paragraph) == 1 else "far apart"


def _is_real(told: Told) -> bool:
    return told.claim.status not in _UNREAL


def _within(inner: Told, outer: Told) -> bool:
    a, b = inner.claim, outer.claim
    return b.start <= a.trigger.start < b.end and not a.start <= b.trigger.start < a.end


def _middle(told: Told) -> float | None:
    low, high, _ = interval_of(told.claim.when)
    return None if low is None or high is None else (low + high) / 2


def _place(told: Told) -> tuple[int, int, str]:
    return told.claim.trigger.start, told.claim.trigger.end, told.claim.id


def _chance(score: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))
