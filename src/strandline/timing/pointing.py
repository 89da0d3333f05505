"""Which way an incomplete date can point, and the words that say so (``cues.toml``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from strandline.timing.lexicon import word_list
from strandline.timing.scanning import Tokens

_SHORTEST_REGULAR_PAST: Final = 5
_UNITS_LEFT: Final = frozenset(
    {"second", "minute", "hour", "day", "week", "month", "year", "lap", "mile", "metre", "meter"}
)
CLAUSE_END: Final = frozenset(
    (";", ":", "but", "while", "whereas", "although", "though", "how", "what", "why", "who", "which", "whose", "that")
)
"""Words and marks that end a clause."""


@dataclass(frozen=True, slots=True)
class Direction:
    """-1 past, 1 future, 0 unknown; ``strong`` where a verb's tense says so; ``words`` for the reason."""

    sign: int
    strong: bool
    words: str


UNKNOWN: Final = Direction(0, False, "")
PAST: Final = Direction(-1, True, "past tense")
SINCE: Final = Direction(-1, True, "what came after it")
PAST_NOUN: Final = Direction(-1, True, "what has happened")
FUTURE: Final = Direction(1, True, "future")
PLANNED: Final = Direction(1, True, "planned")
WAS_PLANNED: Final = Direction(1, False, "planned")
WAS_TO_COME: Final = Direction(1, False, "still to come when it was said")
TERM: Final = Direction(1, False, "a term")
MODIFIER: Final = Direction(0, False, "as part of a name")
INTENTION: Final = Direction(0, False, "an intention")
TIMETABLE: Final = Direction(1, False, "present tense")
PRESENT: Final = Direction(0, False, "present tense")
WEAK_FUTURE: Final = Direction(1, False, "possible")


@cache
def cues() -> dict[str, frozenset[str]]:
    """The lists of ``cues.toml`` by their name."""
    names = (
        "future_auxiliary", "weak_future", "schedule", "schedule_present", "deadline", "past_auxiliary",
        "implicative", "present", "past_verb", "not_past", "background", "intention", "postponing", "setting",
        "happenings", "mishaps", "not_verbs", "outlook", "record", "schedule_plural", "wishes", "prospects",
        "outcomes", "timetable_fillers", "documents", "returns", "of_now", "occasions", "speech",
    )  # fmt: skip
    return {name: word_list("cues.toml", name) for name in names}


def is_past_form(word: str) -> bool:
    """Whether a lower-case word looks like a verb in the past."""
    known = cues()
    return word in known["past_verb"] or (
        len(word) >= _SHORTEST_REGULAR_PAST and word.endswith("ed") and word not in known["not_past"]
    )


def is_past_at(tokens: Tokens, index: int) -> bool:
    """Whether a token looks like a verb in the past, and is no name: "Ahmed", "Mr Held"."""
    surface, front = tokens.surface(index), tokens.surface(index - 1) if index else ""
    named = surface[:1].isupper() and not surface.isupper() and (front[:1].isalnum() or front == ",")
    return not named and is_past_form(surface.lower())


def is_left_over(amount: str, word: str) -> bool:
    """Whether an infinitive only says how much time was left: "with ten minutes to go", "a day to spare"."""
    return amount.rstrip("s") in _UNITS_LEFT and word in ("go", "spare", "run", "play")
