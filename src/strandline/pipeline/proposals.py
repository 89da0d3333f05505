"""What somebody wants to decide, checked: an action with its fields in, the same in the form of the log out.

Nothing is taken on trust: unknown actions and fields, values of the wrong form, words that do not stand where they are
said to, are refused with a sentence that names them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, get_args

import msgspec

from strandline.errors import UsageError
from strandline.pipeline.settings import published_on
from strandline.records import UNKNOWN_WHEN, Actor, Document, Event, EventFigure, Kind, Place, Status, When
from strandline.store.checking import when_faults

FIELDS: Final = ("gist", "kind", "status", "when", "where", "actors", "figures")
ACTIONS: Final[Mapping[str, frozenset[str]]] = {
    "accept": frozenset({"claim"}), "reject": frozenset({"claim"}), "reopen": frozenset({"claim"}),
    "edit": frozenset(FIELDS), "pin": frozenset(FIELDS), "hide": frozenset(), "show": frozenset(),
    "merge": frozenset({"events"}), "split": frozenset({"claims"}), "unmerge": frozenset({"claims"}),
    "add": frozenset(FIELDS), "claim": frozenset({"start", "end", "trigger", "kind", "status", "when"}),
    "identity": frozenset({"same_as", "name"}), "date": frozenset({"published"}), "restrict": frozenset(),
    "unrestrict": frozenset(), "undo": frozenset(),
}  # fmt: skip
"""Every action, with the fields that ``after`` may have."""
MOST_NOTE: Final = 4_000
MOST_NAME: Final = 100
MOST_GIST: Final = 500
MOST_IDS: Final = 2_000
_BY_NAME: Final[Mapping[str, Any]] = {
    "gist": str, "kind": Kind, "status": Status, "where": tuple[Place, ...], "actors": tuple[Actor, ...],
    "figures": tuple[EventFigure, ...],
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What somebody wants to decide.

    Attributes:
        action: one of ``ACTIONS``.
        target: id of the event, claim, document, actor, place or decision; empty for ``add``.
        after: the fields of the action.
        who: who decides.
        note: why.
        seen: number of the last decision that this person knew of; None: no matter what others decided since.
    """

    action: str
    target: str
    after: Mapping[str, Any] = field(default_factory=dict)
    who: str = "reviewer"
    note: str = ""
    seen: int | None = None


def require_form(proposal: Proposal) -> None:
    """Refuse what can be seen to be wrong without a look at the chronology.

    Raises:
        UsageError: names what is wrong.
    """
    allowed = ACTIONS.get(proposal.action)
    if allowed is None:
        raise UsageError(f"the action {proposal.action[:40]!r} is unknown; it is one of: {' '.join(ACTIONS)}")
    for name in proposal.after:
        if name not in allowed:
            known = f"one of: {' '.join(sorted(allowed))}" if allowed else "none"
            raise UsageError(f"{proposal.action} takes no field {str(name)[:40]!r}; its fields are {known}")
    if bool(proposal.target) == (proposal.action == "add"):
        raise UsageError("add takes no target" if proposal.target else f"{proposal.action} needs a target")
    for what, words, most in (("note", proposal.note, MOST_NOTE), ("who", proposal.who, MOST_NAME)):
        if len(words) > most:
            raise UsageError(f"{what} has {len(words):,} characters; {most:,} are the most")
    if not proposal.who.strip():
        raise UsageError("who decides must be named")


def plain_line(words: str) -> str:
    """Words in one line, without control characters and what turns the direction of writing around."""
    shown = "".join(character if character.isprintable() else " " for character in words)
    return " ".join(shown.split())


def plain_text(words: str) -> str:
    """The same, with its lines kept."""
    return "\n".join(plain_line(line) for line in words.splitlines()).strip()


def ids_in(after: Mapping[str, Any], name: str) -> list[str]:
    """A list of ids.

    Raises:
        UsageError: it is missing, empty or none.
    """
    found = after.get(name)
    if not isinstance(found, list | tuple) or not found or not all(isinstance(item, str) for item in found):
        raise UsageError(f"{name} must be a list of ids")
    if len(found) > MOST_IDS:
        raise UsageError(f"{name} has {len(found):,} ids; {MOST_IDS:,} are the most at once")
    return list(dict.fromkeys(found))


def fields_in(after: Mapping[str, Any], *, event: Event | None, who: str) -> dict[str, Any]:
    """Fields of an event that somebody sets, whole, as JSON values.

    Args:
        after: the fields as they were sent; parts of a When, Place, Actor or figure that are not needed may be missing.
        event: the event that they are of: words that it stands on keep their places in the text.
        who: for the reason of a time.

    Raises:
        UsageError: a value has the wrong form.
    """
    if not after:
        raise UsageError(f"nothing is set; give one of: {' '.join(FIELDS)}")
    checked: dict[str, Any] = {}
    for name, value in after.items():
        if name == "when":
            checked[name] = msgspec.to_builtins(when_of(value, who=who))
            continue
        if name == "where":
            value = _spanned(value, name, () if event is None else event.where, _PLACE)
        elif name == "actors":
            value = _spanned(value, name, () if event is None else event.actors, _ACTOR)
        elif name == "figures":
            value = _counted(value, event)
        checked[name] = msgspec.to_builtins(_converted(value, _BY_NAME[name], name))
    if "gist" in checked:
        checked["gist"] = plain_line(checked["gist"])
        if not 0 < len(checked["gist"]) <= MOST_GIST:
            raise UsageError(f"gist must have 1 to {MOST_GIST} characters")
    return checked


def when_of(value: Any, *, who: str) -> When:
    """A time that somebody gives: a whole When, or its ends alone.

    Raises:
        UsageError: it is none.
    """
    if not isinstance(value, Mapping):
        raise UsageError("when must be an object with earliest and latest")
    bare = msgspec.to_builtins(UNKNOWN_WHEN)
    given = {**bare, "reason": f"set by {who}", **value, "expression": None}
    earliest, latest = given["earliest"], given["latest"]
    if "granularity" not in value:
        given["granularity"] = _granularity(earliest, latest)
    if "basis" not in value and (earliest or latest):
        given["basis"] = "stated"
    if "edtf" not in value and (earliest or latest):
        ends = [str(end)[:10] if end else ".." for end in (earliest, latest)]
        given["edtf"] = ends[0] if ends[0] == ends[1] else "/".join(ends)
    when: When = _converted(given, When, "when")
    for fault in when_faults(when):
        raise UsageError(fault.message)
    return msgspec.structs.replace(when, reason=plain_line(when.reason)[:MOST_GIST])


def _granularity(earliest: Any, latest: Any) -> str:
    if not isinstance(earliest, str) or earliest != latest:
        return "unknown"
    return "minute" if "T" in earliest else "day"


_PLACE: Final = {"id": None, "lat": None, "lon": None, "country": None, "level": "unknown", "precision": None}
_ACTOR: Final = {"role": "other"}


def _spanned(value: Any, name: str, known: Collection[Place] | Collection[Actor], bare: Mapping[str, Any]) -> list[Any]:
    """Places or actors: their words stand where those of the event do, or nowhere."""
    if not isinstance(value, list):
        raise UsageError(f"{name} must be a list")
    spans = {(item.start, item.end, item.text) for item in known}
    found = []
    for item in value:
        if not isinstance(item, Mapping) or not isinstance(item.get("name"), str) or not plain_line(item["name"]):
            raise UsageError(f"{name}: each needs a name")
        whole = {**bare, **item, "name": plain_line(item["name"])[:MOST_GIST]}
        if (item.get("start"), item.get("end"), item.get("text")) not in spans:
            whole |= {"start": 0, "end": 0, "text": ""}
        if bare is _ACTOR:
            whole.setdefault("id", "by-hand:" + "-".join(whole["name"].casefold().split()))
        found.append(whole)
    return found


def _counted(value: Any, event: Event | None) -> list[Any]:
    if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
        raise UsageError("figures must be a list of objects")
    inside = set(() if event is None else event.claims)
    found = []
    for item in value:
        whole = {"whose": None, "high": None, "values": [], **item}
        if not isinstance(whole["values"], list) or any(
            not isinstance(one, Mapping) or one.get("claim") not in inside for one in whole["values"]
        ):
            raise UsageError("figures: values must be those of the event's own claims")
        low, high = whole.get("low"), whole["high"]
        if not isinstance(low, int) or low < 0 or (high is not None and (not isinstance(high, int) or high < low)):
            raise UsageError("figures: low is a whole number, and high is none or no less")
        found.append(whole)
    return found


def _converted(value: Any, kind: Any, name: str) -> Any:
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise UsageError(f"{name}: {error}") from None


def mark_in(after: Mapping[str, Any], document: Document, *, who: str) -> dict[str, Any]:
    """A missed claim as somebody marks it, checked against the text.

    Raises:
        UsageError: a position lies outside the text or the trigger outside the quote, or a value is unknown.
    """
    trigger = after.get("trigger")
    if not isinstance(trigger, Mapping):
        raise UsageError("claim needs a trigger: the word that names what happened, as start and end")
    places = (after.get("start"), trigger.get("start"), trigger.get("end"), after.get("end"))
    if not all(isinstance(place, int) and not isinstance(place, bool) for place in places):
        raise UsageError("claim: start and end are whole numbers, positions in the text")
    start, first, last, end = (int(place or 0) for place in places)
    if not 0 <= start <= first < last <= end <= len(document.text):
        raise UsageError(f"claim: [{first}, {last}) must lie in [{start}, {end}), and that in the text")
    if not document.text[first:last].strip():
        raise UsageError("claim: there are no words where the trigger is said to stand")
    for name, known in (("kind", get_args(Kind)), ("status", get_args(Status))):
        if after.get(name) not in known:
            raise UsageError(f"{name} must be one of: {' '.join(known)}")
    checked: dict[str, Any] = {
        "start": start, "end": end, "trigger": {"start": first, "end": last}, "kind": after["kind"],
        "status": after["status"],
    }  # fmt: skip
    if after.get("when") is not None:
        checked["when"] = msgspec.to_builtins(when_of(after["when"], who=who))
    return checked


def date_in(after: Mapping[str, Any]) -> dict[str, str]:
    """The date of a document.

    Raises:
        UsageError: it is none.
    """
    typed = after.get("published")
    if not isinstance(typed, str):
        raise UsageError("date needs published: 2024, 2024-03 or 2024-03-01")
    try:
        published_on(typed)
    except UsageError as error:
        raise UsageError(str(error).removeprefix("--dated ")) from None
    return {"published": typed}
