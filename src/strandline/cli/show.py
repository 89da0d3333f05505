"""``strandline show DIR``: the chronology on the terminal."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated, Final, NoReturn

import typer

from strandline.cli.options import Folder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console
    from rich.text import Text

    from strandline.records import Event, When
    from strandline.store import Snapshot

_TIME_WIDTH: Final = 17
_INDENT: Final = _TIME_WIDTH + 4
_NARROW: Final = 60
_NARROW_INDENT: Final = 3
_LEAST_WIDTH: Final = 20
_PIPE_WIDTH: Final = 100
_MARKS: Final = {
    "happened": "●", "ongoing": "◐", "planned": "○", "proposed": "○", "ordered": "○", "attempted": "◌",
    "threatened": "◌", "possible": "◌", "conditional": "◌", "denied": "✕", "did_not_happen": "✕", "unclear": "?",
}  # fmt: skip


def show(
    *,
    folder: Folder,
    since: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="Not over before DATE (2024, 2024-03, …).")
    ] = None,
    until: Annotated[str | None, typer.Option("--to", metavar="DATE", help="Begun by the end of DATE.")] = None,
    actor: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Id or part of a name; may be repeated.")
    ] = None,
    place: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Id, part of a name, or country code; may be repeated.")
    ] = None,
    kind: Annotated[list[str] | None, typer.Option(metavar="KIND", help="Such as accident; may be repeated.")] = None,
    status: Annotated[list[str] | None, typer.Option(metavar="STATUS", help="Such as denied; may be repeated.")] = None,
    review: Annotated[
        list[str] | None, typer.Option(metavar="STATE", help="Such as accepted; may be repeated.")
    ] = None,
    disputed: Annotated[
        bool | None, typer.Option("--disputed/--undisputed", help="Only what the sources contradict each other on.")
    ] = None,
    text: Annotated[
        str | None, typer.Option(metavar="WORDS", help='All these words; "in quotation marks": in this order.')
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, metavar="N", help="At most N events.")] = None,
) -> None:
    """Print the chronology, day by day.

    Each event has its time, its status (● happened, ○ planned, ✕ denied, …), what happened in the sources' own words,
    and how many independent origins say so. With --from, what began earlier and has no known end comes last.
    """
    from rich.console import Console

    from strandline.publishing.wording import heading_of, stays_under
    from strandline.store import Chronology, event_filter

    wanted = event_filter(
        since=since, until=until, actors=tuple(actor or ()), places=tuple(place or ()), kinds=tuple(kind or ()),
        statuses=tuple(status or ()), reviews=tuple(review or ()), disputed=disputed, text=text,
    )  # fmt: skip
    with Chronology.open(folder) as chronology, chronology.reading() as snapshot:
        total, events = snapshot.find_events(wanted, limit=-1 if limit is None or since is not None else limit)
        if since is not None:
            events = begun_before_last(events, since)[:limit]
        words = words_of_shared_lines(snapshot, events)
    console = Console(highlight=False, width=width_of_output())
    console.on_broken_pipe = broken_pipe  # type: ignore[method-assign]
    under: When | None = None
    for event in events:
        if under is None or (heading_of(event.when) != heading_of(under) and not stays_under(event.when, under)):
            if under is not None:
                console.print()
            under = event.when
            console.print(heading_of(under), style="bold", markup=False)
        print_event(console, event, under, words.get(event.id, ""))
    print_total(console, len(events), total)


def begun_before_last(events: Sequence[Event], since: str) -> list[Event]:
    """Events with those at the end that began before a date and whose end is open: who asks from a date on wants to
    see first what happened from then on."""

    def is_open(event: Event) -> bool:
        begin = event.when.earliest
        return event.when.latest is None and begin is not None and begin[: len(since)] < since

    return sorted(events, key=is_open)


def words_of_shared_lines(snapshot: Snapshot, events: Sequence[Event]) -> dict[str, str]:
    """By id of an event whose line another one has too: the word of the sentence that this one is about."""
    from collections import Counter

    lines = Counter(event.gist for event in events)
    found: dict[str, str] = {}
    for event in events:
        if lines[event.gist] > 1:
            triggers = [claim.trigger.text for claim in snapshot.claims_of_event(event.id)]
            found[event.id] = next((word for word in triggers if word.casefold() in event.gist.casefold()), "")
    return found


def width_of_output() -> int | None:
    """The terminal's own width (None), or one that suits a file; COLUMNS decides over both."""
    return None if sys.stdout.isatty() or os.environ.get("COLUMNS") else _PIPE_WIDTH


def broken_pipe() -> NoReturn:
    """The reader of the output has seen enough: rich would leave with status 1."""
    raise BrokenPipeError


def print_event(console: Console, event: Event, under: When, word: str = "") -> None:
    """One event: its time on the left, what happened on the right, marks below; in one column where it is narrow.

    Args:
        console: where to.
        event: the event.
        under: the time whose heading it stands under: mostly its own.
        word: the word of its line that it is about, where another event has the same line.
    """
    from rich.text import Text

    from strandline.publishing.wording import gist_line, heading_of, printable, stretch_of, time_of

    mark = Text(_MARKS.get(event.status, "?"), style="red" if event.conflicts else "blue")
    gist = Text(printable(gist_line(event.gist)), style="dim" if event.status in ("denied", "did_not_happen") else "")
    own = heading_of(event.when) == heading_of(under)
    time = Text(time_of(event.when) if own else stretch_of(event.when), style="cyan")
    narrow = console.width < _NARROW
    indent = _NARROW_INDENT if narrow else _INDENT
    width = max(console.width - indent, _LEAST_WIDTH)
    lines = [line for part in (gist, details_of(event, word)) for line in part.wrap(console, width)]
    if narrow:
        head = Text.assemble(" ", mark, " ", time)
    else:
        time.pad_right(max(0, _TIME_WIDTH - len(time)))
        head = Text.assemble(" ", time, " ", mark, " ")
        if len(head) <= indent and lines:
            head.append_text(lines.pop(0))
    for line in (head, *(Text(" " * indent).append_text(line) for line in lines)):
        line.rstrip()
        console.print(line, soft_wrap=True)


def details_of(event: Event, word: str = "") -> Text:
    """Status, disputes, figures, places, origins and id, in one quiet line; the word it is about before them."""
    from rich.text import Text

    from strandline.publishing.wording import figure_words, places_words, printable

    parts: list[tuple[str, str]] = [(f"“{word}”", "")] if word else []
    if event.status != "happened":
        parts.append((event.status.replace("_", " "), "yellow"))
    if event.conflicts:
        fields = ", ".join(dict.fromkeys(conflict.field for conflict in event.conflicts))
        parts.append((f"disputed: {fields}", "red"))
    parts += [(figure_words(figure), "") for figure in event.figures]
    parts.append((places_words(event), ""))
    origins = f"{event.origins} origin{'s' if event.origins != 1 else ''}"
    copies = f" in {event.documents} documents" if event.documents > event.origins else ""
    parts.append((origins + copies, ""))
    if event.review != "open":
        parts.append((event.review, "green" if event.review == "accepted" else "yellow"))
    parts.append((event.id, ""))
    shown = [Text(printable(words), style=f"{style} dim".strip()) for words, style in parts if words]
    return Text(" · ", style="dim").join(shown)


def print_total(console: Console, shown: int, total: int) -> None:
    """How many were shown, where that is not all, or none."""
    if total == 0:
        console.print("No event meets this.", markup=False)
    elif shown < total:
        console.print(f"\n{shown:,} of {total:,} events; --limit gives more", style="dim", markup=False)
