"""What ``add`` says of a run: what became of the events, and what the watches noticed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from strandline.pipeline.news import EventChange, Turn
    from strandline.pipeline.watching import Noticed
    from strandline.records import Event

_LISTED: Final[dict[Turn, str]] = {
    "new": "new", "sharpened": "sharpened", "disputed": "newly disputed", "merged": "merged",
}  # fmt: skip
_COUNTED: Final[dict[Turn, str]] = {
    "grown": "with a further report", "moved": "with another time", "settled": "no longer disputed",
    "turned": "with another status", "figure": "with another figure", "gone": "gone",
}  # fmt: skip
_MOST: Final = 10
"""So many events of a sort are listed."""


def lines_of_changes(changes: Sequence[EventChange]) -> list[str]:
    """What became of the events: new, sharpened, newly disputed and merged ones one by one, the others counted."""
    lines = []
    for turn, words in _LISTED.items():
        own = [change for change in changes if turn in change.turns]
        if own:
            lines.append(f"{words} ({len(own):,})")
            lines += [f"  {_line(turn, change)}" for change in own[:_MOST]]
            if len(own) > _MOST:
                lines.append(f"  … and {len(own) - _MOST:,} more")
    counted = [(words, sum(turn in change.turns for change in changes)) for turn, words in _COUNTED.items()]
    if said := [f"{count:,} {words}" for words, count in counted if count]:
        lines.append(f"events besides: {', '.join(said)}")
    return lines


def lines_of_watches(noticed: Sequence[Noticed]) -> list[str]:
    """What the watches noticed, those with news first one by one."""
    from strandline.publishing.wording import printable

    lines = []
    for each in noticed:
        if each.changes:
            lines.append(
                f"watch “{printable(each.watch.name)}” ({each.events:,} events): {len(each.changes):,} with news"
            )
            for change in each.changes[:_MOST]:
                words = ", ".join(_LISTED.get(turn) or _COUNTED[turn] for turn in change.turns)
                lines.append(f"  {words}: {_line(change.turns[0], change)}")
            if len(each.changes) > _MOST:
                lines.append(f"  … and {len(each.changes) - _MOST:,} more")
    quiet = sum(not each.changes for each in noticed)
    if quiet:
        lines.append(f"{quiet:,} watch{'es' if quiet != 1 else ''} without news")
    return lines


def _line(turn: Turn, change: EventChange) -> str:
    """One event, and what is new of it."""
    if turn == "merged":
        target = "" if change.into is None else f" → {_named(change.into)}"
        return f"{_gist(change.was)}{target}"
    event = change.now or change.was
    if event is None:
        return ""
    if turn == "sharpened" and change.was is not None:
        return f"{_time(change.was)} → {_time(event)}  {_gist(event)}"
    if turn == "disputed":
        known = set() if change.was is None else {conflict.field for conflict in change.was.conflicts}
        fresh = [conflict for conflict in event.conflicts if conflict.field not in known] or list(event.conflicts)
        said = "; ".join(
            f"{conflict.field}: {' / '.join(value.value for value in conflict.values)}" for conflict in fresh
        )
        return f"{_named(event)} – {said}"
    return _named(event)


def _named(event: Event) -> str:
    return f"{_time(event)}  {_gist(event)}"


def _gist(event: Event | None) -> str:
    from strandline.publishing.wording import gist_line, printable

    return "" if event is None else printable(gist_line(event.gist))


def _time(event: Event) -> str:
    """Day and time in one: ``2024-03-01 12:05``, ``2024-03-01 to 2024-03-07``, ``by 2024-03-07``; ``no date``."""
    first, last = (_plain(iso) for iso in (event.when.earliest, event.when.latest))
    if not first and not last:
        return "no date"
    if not first or not last:
        return f"from {first}" if first else f"by {last}"
    return first if first == last else f"{first} to {last}"


def _plain(iso: str | None) -> str:
    return "" if iso is None else iso.replace("T", " ")[:16]
