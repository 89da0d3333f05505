"""The last word of people on events: events and rulings in, the same events with reviews and edited fields out.

A value that somebody set stands, whatever later reports say; where these now say otherwise, ``why`` tells. A value that
cannot be read is left out, and ``why`` names the decision.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Final

import msgspec

from strandline.reconciling.decisions import Edit, Rulings, Verdict
from strandline.records import UNKNOWN_WHEN, Actor, Event, EventFigure, Kind, Place, Review, Status, When

_TYPES: Final[Mapping[str, Any]] = {
    "gist": str, "kind": Kind, "status": Status, "when": When, "where": tuple[Place, ...],
    "actors": tuple[Actor, ...], "figures": tuple[EventFigure, ...],
}  # fmt: skip
_DEEDS: Final[Mapping[Review, str]] = {"accepted": "accepted", "rejected": "rejected", "edited": "edited"}


def apply_rulings(
    events: Sequence[Event], rulings: Rulings, event_of: Callable[[str, Sequence[str]], str | None]
) -> list[Event]:
    """Events with what people decided on them.

    Args:
        events: as the claims give them.
        rulings: what all decisions come to.
        event_of: the event that a decision on an id and on some claims is now about, where no event has the id.
    """
    by_id = {event.id: event for event in events}
    for identity, fields in rulings.added.items():
        if identity not in by_id:
            by_id[identity] = _by_hand(identity, fields)
    plain = dict(by_id)
    touched: defaultdict[str, set[str]] = defaultdict(set)
    for edit in rulings.edits:
        home = edit.target if edit.target in by_id else event_of(edit.target, edit.claims)
        if home is not None and home in by_id:
            by_id[home] = _edited(by_id[home], plain[home], edit)
            touched[home].add(edit.name)
    for target, verdict in rulings.reviews.items():
        home = target if target in by_id else event_of(target, verdict.claims)
        if home is not None and home in by_id:
            by_id[home] = _reviewed(by_id[home], verdict, touched[home])
    return list(by_id.values())


def said_by(event: Event) -> dict[str, str]:
    """What an event says, in words, by field: what somebody sees who reviews it."""
    figures = "; ".join(f"{figure.what} {figure.low} to {_number(figure.high)}" for figure in event.figures)
    return {"when": _words(event.when), "status": event.status, "figures": figures or "nothing"}


def _number(value: int | None) -> str:
    return "…" if value is None else str(value)


def _reviewed(event: Event, verdict: Verdict, edited: Collection[str]) -> Event:
    """An event with its review; what its claims say otherwise since, ``why`` tells.

    Args:
        event: as it is so far.
        verdict: the review.
        edited: fields that somebody set: there it says what that one wanted.
    """
    review: Review = "edited" if verdict.review == "open" and not event.claims else verdict.review
    event = msgspec.structs.replace(event, review=review)
    if verdict.review == "open" or not verdict.claims:
        return event
    deed = _DEEDS[verdict.review]
    since = len(set(event.claims) - set(verdict.claims))
    if since:
        plural = "claim has" if since == 1 else "claims have"
        event = _noted(event, f"{since} more {plural} come since {verdict.who} {deed} this")
    now = said_by(event)
    for name, words in verdict.said.items():
        if since and name not in edited and now.get(name, words) != words:
            then = f"{name}: it was {words} when {verdict.who} {deed} this"
            event = _noted(event, f"{then}; the reports now say: {now[name]}")
    return event


def _edited(event: Event, plain: Event, edit: Edit) -> Event:
    try:
        value = msgspec.convert(edit.value, _TYPES[edit.name])
    except msgspec.ValidationError as error:
        return _noted(event, f"decision {edit.decision}: {edit.name} could not be read ({error}) and was left out")
    event = msgspec.structs.replace(event, **{edit.name: value}, why=_without_notes_on(edit.name, event.why))
    found = getattr(plain, edit.name)
    if value == found:
        return event
    return _noted(event, f"{edit.who} set {edit.name}; the reports say: {_words(found)}")


def _without_notes_on(name: str, why: tuple[str, ...]) -> tuple[str, ...]:
    """Without what an earlier setting of the same field left behind."""
    return tuple(line for line in why if f" set {name}; the reports say: " not in line)


def _noted(event: Event, note: str) -> Event:
    return msgspec.structs.replace(event, why=(*event.why, note))


def _words(value: Any) -> str:
    """A field's value in a line."""
    if isinstance(value, When):
        return f"{value.earliest or '…'} to {value.latest or '…'}"
    if isinstance(value, tuple):
        return ", ".join(str(getattr(item, "name", getattr(item, "what", item))) for item in value) or "nothing"
    return str(value)


def _by_hand(identity: str, fields: Mapping[str, Any]) -> Event:
    """An event that stands on no claim but on somebody's word."""
    bare = Event(
        id=identity, gist="(an event made by hand)", kind="other", status="happened", when=UNKNOWN_WHEN, where=(),
        actors=(), figures=(), claims=(), documents=0, origins=0, conflicts=(), after=(), before=(), review="edited",
    )  # fmt: skip
    for name in _TYPES:
        if name in fields:
            try:
                bare = msgspec.structs.replace(bare, **{name: msgspec.convert(fields[name], _TYPES[name])})
            except msgspec.ValidationError as error:
                bare = _noted(bare, f"{name} could not be read ({error}) and was left out")
    return bare
