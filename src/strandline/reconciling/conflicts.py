"""Where an event's claims exclude each other: facts in, conflicts out, each side with the claims that hold it.

Only claims that surely speak of the same thing can contradict each other (``conflicts_alike``): they use one word or
one sort of word for what happened, and have different voices. A vague report beside a precise one that fits it is no
conflict, neither is a plan that turned out otherwise, a time that the program worked out itself, nor a doer whom only a
pronoun names. What excludes what is told field by field in the modules beside this one.
"""

from __future__ import annotations

from collections.abc import Sequence

from strandline.reconciling.agreeing import Side
from strandline.reconciling.conflicts_doers import disputed_doers
from strandline.reconciling.conflicts_figures import disputed_figures
from strandline.reconciling.conflicts_places import disputed_places
from strandline.reconciling.conflicts_statuses import disputed_statuses
from strandline.reconciling.conflicts_times import disputed_times
from strandline.reconciling.facts import Fact
from strandline.records import Conflict


def conflicts_of(facts: Sequence[Fact], sides: Sequence[Side]) -> tuple[Conflict, ...]:
    """All conflicts of an event: times, places, figures, whether it happened, who did it.

    Args:
        facts: of the event's claims, in their fixed order.
        sides: the sides of its time (``agreeing.sides_of``).
    """
    if len(facts) < 2:
        return ()
    return (
        *disputed_times(sides), *disputed_places(facts), *disputed_figures(facts), *disputed_statuses(facts),
        *disputed_doers(facts),
    )  # fmt: skip
