"""Clock times of one passage on a day that it does not give, and stretches that are over when they are told: happenings
in, ties between them out.

"Took off at 10:30 p.m. … landed at 12:40 a.m. … At 1:05 …": told in a row, with no date in between, they are one
night's, each the next time the clock says so. "The raid plunged the region into ten days of fighting" was told no
earlier than about ten days after the raid.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from strandline.claims.lexica import word_set
from strandline.claims.syntax import Tree
from strandline.claims.timing_attachment import Attachments, seconds_of, slack_of
from strandline.claims.timing_clauses import tense_of
from strandline.claims.timing_network import DAY, Tie
from strandline.claims.timing_signals import BUILT, REAL
from strandline.claims.timing_story import PUBLISHED
from strandline.records import Status, TimeExpression

_CLOCK: Final = re.compile(r"(\d\d):(\d\d)(?::\d\d)?$")
_PASSAGE: Final = 6
"""Sentences that two clock times of one passage lie apart at most."""
_EVENING_S: Final = 17 * 3600
_MORNING_S: Final = 10 * 3600
_AHEAD: Final = frozenset({"future", "would", "modal", "infinitive"})
_LOOKING_AHEAD: Final = frozenset({"future", "would", "modal", "infinitive"})


def clock_ties(
    tree: Tree, times: Sequence[TimeExpression], statuses: Mapping[int, Status], attached: Attachments
) -> list[Tie]:
    """Ties between happenings that are told in a row with clock times alone."""
    told = sorted((clock.start, head, clock) for head, clock in attached.clocks.items() if statuses[head] in REAL)
    dates = [item.start for item in times if item.type == "DATE" and item.when is not None]
    found = []
    for place, (start, head, clock) in enumerate(told):
        for other_start, other, later in told[place + 1 :]:
            if tree.tokens[other].sentence - tree.tokens[head].sentence > _PASSAGE:
                break
            if any(start < date < other_start for date in dates):
                break
            apart = _apart(_time_of_day(clock), _time_of_day(later))
            if apart is not None and not {tense_of(tree, head), tense_of(tree, other)} & _LOOKING_AHEAD:
                words = f"from “{clock.text}” to “{later.text}”"
                found.append(Tie(head, other, "apart", BUILT, words, apart, apart))
    return found


def _time_of_day(clock: TimeExpression) -> int | None:
    match = _CLOCK.search(clock.value) or _CLOCK.search(clock.offset or "")
    return None if match is None else int(match[1]) * 3600 + int(match[2]) * 60


def _apart(one: int | None, two: int | None) -> int | None:
    """Seconds from one time of day to the next: on the same day, or from an evening into the night."""
    if one is None or two is None:
        return None
    if two >= one:
        return two - one
    return two + DAY - one if one >= _EVENING_S and two < _MORNING_S else None


def aftermath_ties(tree: Tree, times: Sequence[TimeExpression], statuses: Mapping[int, Status]) -> list[Tie]:
    """What plunged somebody into a stretch of time lies as long before the document's date."""
    found = []
    for expression in times:
        seconds = seconds_of(expression.value) if expression.type == "DURATION" else None
        verb = None if seconds is None else _brings(tree, expression)
        if seconds is None or verb is None:
            continue
        least = max(0, seconds - max(DAY, slack_of(expression.value)))
        for head in _bringing(tree, verb, statuses):
            words = f"{tree.tokens[verb].text} … into {expression.text}"
            found.append(Tie(head, PUBLISHED, "apart", BUILT, f"“{words}”, which were over", least, None))
    return found


def now_ties(tree: Tree, statuses: Mapping[int, Status], attached: Attachments) -> list[Tie]:
    """What lies a span of time before what is still so at the document's date: "Ten days after the raid, people are
    leaving"."""
    return [
        Tie(item.first, PUBLISHED, "apart", BUILT, f"“{item.words}”, told as going on", item.least, item.most)
        for item in attached.apart
        if statuses.get(item.second) == "ongoing" and _is_now(tree, item.second) and item.second not in attached.own
    ]


def _is_now(tree: Tree, head: int) -> bool:
    """Whether a main clause is in the present tense and no story told in it: "are leaving", not "leaves"."""
    token = tree.tokens[head]
    return token.deprel == "root" and tense_of(tree, head) == "present" and token.xpos == "VBG"


def _brings(tree: Tree, expression: TimeExpression) -> int | None:
    """The verb in the past that brings a stretch of time about: "threw the port into two weeks of chaos"."""
    first, last = expression.tokens
    top = next((index for index in range(first, last) if not first <= tree.tokens[index].head < last), first)
    verb = tree.tokens[top].head
    if verb < 0 or tree.case_of(top) != "into" or tense_of(tree, verb) != "past":
        return None
    return verb if tree.tokens[verb].lemma.lower() in word_set("timing_of", "plunges") else None


def _bringing(tree: Tree, verb: int, statuses: Mapping[int, Status]) -> Iterator[int]:
    """The verb's own happening, and those that its subject names."""
    subject = tree.subject(verb)
    clauses = [] if subject is None else tree.children_by(subject, "acl:relcl")
    for head in (verb, subject, *clauses):
        if head is not None and statuses.get(head) == "happened":
            yield head
