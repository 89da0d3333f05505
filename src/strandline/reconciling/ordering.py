"""The order of display: events in, the same in a total order with their neighbours out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from strandline.reconciling.intervals import interval_of
from strandline.records import Event

_LAST: Final = 1 << 62


def in_order(events: Sequence[Event]) -> list[Event]:
    """Events by time, the undated last."""
    return [msgspec.structs.replace(event) for event in sorted(events, key=_place)]


def _place(event: Event) -> tuple[int, int, int, str]:
    low, high, _ = interval_of(event.when)
    if low is None and high is None:
        return (1, _LAST, _LAST, event.id)
    if low is None:
        return (0, high or 0, high or 0, event.id)
    return (0, low, high if high is not None else _LAST, event.id)
