"""An event's line: facts in, one line of the sources' own words out, that a reader understands alone and tells from the
lines beside it.

A line is made of one claim, by what its trigger is (``gists_lines``), so that two events of one sentence have two
lines. Which claim gives the line: one that has the event's standing, says most of what all say, names who was
concerned, and stands at the head of its text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final

from strandline.reconciling.facts import Fact
from strandline.reconciling.gists_cuts import LONGEST, cut
from strandline.reconciling.gists_lines import Line, line_of
from strandline.records import Status

_SHORTEST: Final = 24
_HEAD: Final = 400
"""Characters at the head of a document that tell what it is about."""


def gist_of(facts: Sequence[Fact], status: Status, *, line_of: Callable[[Fact], Line] = line_of) -> str:
    """The line of an event whose facts and status are given; 140 characters at most, beside the marks of a cut.

    ``line_of`` gives the line of each, as ``gists_lines.line_of`` does.
    """
    common = Counter(word for fact in facts for word in fact.words)

    def worth(told: tuple[Fact, Line]) -> tuple[float, int, int]:
        fact, line = told
        shared = sum(common[word] for word in fact.words) / max(1, len(fact.words)) / len(facts)
        who = 0.3 * (bool(fact.agents) + bool(fact.patients)) + 0.1 * bool(fact.places)
        whole = 0.8 * line.whole + 0.4 * (_SHORTEST <= len(line.text) <= LONGEST)
        known = 0.3 * (fact.claim.status == status) + 0.2 * (fact.claim.start < _HEAD) + 0.2 * fact.claim.confidence
        return round(shared + who + whole + known, 6), -len(line.text), -fact.number

    fact, best = max(((fact, line_of(fact)) for fact in facts), key=worth)
    return cut(best.text, fact.claim.trigger.text)
