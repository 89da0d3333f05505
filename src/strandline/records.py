"""The records that pass between the stages: plain, frozen, and the only types that stages share.

Positions are half-open ``[start, end)`` in Unicode code points of ``Document.text``; for every span,
``text[start:end] == span.text``. Times are ISO 8601 strings in the proleptic Gregorian calendar with
astronomical years (year 0 is 1 BC), dates alone where no clock is known, with a UTC offset where a zone is.
The JSON form of each record is its field names as they stand here; ``docs/reference/records.md`` and the JSON Schema
(``strandline.records.json_schema``) are generated from this module.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final, Literal

import msgspec

Kind = Literal[
    "agree", "consult", "support", "concede", "cooperate", "aid", "retreat", "request", "accuse", "reject",
    "threaten", "protest", "sanction", "mobilize", "coerce", "assault",
    "statement", "move", "transact", "legal", "appoint", "elect", "meet", "death", "accident", "disaster",
    "publish", "other",
]  # fmt: skip
"""What sort of happening: the sixteen PLOVER event types and the types that PLOVER leaves out."""

Status = Literal[
    "happened", "ongoing", "planned", "proposed", "ordered", "attempted", "threatened", "possible",
    "conditional", "denied", "did_not_happen", "unclear",
]  # fmt: skip
"""The happening's standing in the world, as one claim has it."""

Granularity = Literal[
    "instant", "minute", "hour", "part-of-day", "day", "week", "month", "season", "quarter", "year",
    "decade", "century", "unknown",
]  # fmt: skip
Basis = Literal["stated", "relative", "inherited", "inferred", "publication", "unknown"]
Qualifier = Literal["", "~", "?"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
PlaceLevel = Literal["facility", "locality", "region", "country", "area", "water", "unknown"]
PlaceRole = Literal["at", "from", "to"]
ActorRole = Literal["agent", "patient", "speaker", "addressee", "via", "instrument", "other"]
FigureKind = Literal["killed", "injured", "missing", "captured", "displaced", "count"]
SourceKind = Literal[
    "named_person", "unnamed_person", "named_group", "unnamed_group", "document", "publication", "broadcast",
    "unknown",
]  # fmt: skip
Terms = Literal["on_record", "background", "anonymous", "unstated"]
SourceBasis = Literal["eyewitness", "briefed", "document", "imagery", "intercept", "cites_other", "unstated"]
Review = Literal["open", "accepted", "rejected", "edited"]
ConflictField = Literal["when", "where", "figures", "status", "actors"]
NameType = Literal["PER", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "WORK"]
"""Person, organisation, geopolitical place, other place, facility, nationality or group, named event,
product or vehicle (flights and ships too), law or titled work."""

DateBasis = Literal["given", "sidecar", "metadata", "dateline", "file-name"]
"""How a document's date is known, strongest first; the order in which they are tried."""


class Span(msgspec.Struct, frozen=True):
    """Some words of a document. ``0 <= start <= end <= len(text)``."""

    start: int
    end: int
    text: str


# --------------------------------------------------------------------------------------------- documents


class Published(msgspec.Struct, frozen=True, kw_only=True):
    """When a document was published: ISO dates or instants, ``earliest <= latest``."""

    earliest: str
    latest: str
    basis: DateBasis


class Locator(msgspec.Struct, frozen=True, kw_only=True):
    """A place that people cite: page or paragraph ``number`` (from 1) spans ``[start, end)``."""

    kind: Literal["page", "paragraph"]
    number: int
    start: int
    end: int


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One text with what is known of its making.

    ``id`` is the first 16 hex digits of ``sha256``, the hash of the bytes that were read. ``text`` is canonical: NFC is
    *not* applied (offsets must survive), line ends are ``\\n``, no NUL or other C0 control but tab and line feed.
    ``path`` is relative to the input root with ``/`` between its parts. ``origin`` is set by reconciling.
    """

    id: str
    sha256: str
    path: str
    title: str | None
    publisher: str | None
    authors: tuple[str, ...]
    published: Published | None
    retrieved: str | None
    language: str | None
    text: str
    text_sha256: str
    origin: str | None = None
    locators: tuple[Locator, ...] = ()
    media_type: str = "text/plain"
    url: str | None = None


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """An input that was not read, and why."""

    path: str
    reason: str
    code: str


# ----------------------------------------------------------------------------------------------- reading


class Token(msgspec.Struct, frozen=True, array_like=True):
    """A syntactic word. ``head`` is the index of its head in ``Reading.tokens``, -1 for a sentence's root."""

    start: int
    end: int
    text: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str
    sentence: int


class Sentence(msgspec.Struct, frozen=True, array_like=True):
    """Tokens ``[first, last)``, characters ``[start, end)``; ``paragraph`` counts from 0."""

    first: int
    last: int
    start: int
    end: int
    paragraph: int


class Name(msgspec.Struct, frozen=True, array_like=True):
    """A proper name over tokens ``[first, last)``; ``score`` is a probability."""

    first: int
    last: int
    start: int
    end: int
    text: str
    type: NameType
    score: float


class TriggerMention(msgspec.Struct, frozen=True, array_like=True):
    """A word or phrase that names a happening, as the reader sees it.

    ``token`` is the index of its first word in ``Reading.tokens``; ``category`` one of occurrence, state, reporting,
    perception, intention, aspect. ``kinds`` and ``statuses`` are the likeliest with their probabilities, best first;
    ``factuality`` is how far the text has it happen, from -3 (did not) to 3 (did); ``score`` is the probability that a
    careful editor would put it on a timeline.
    """

    token: int
    start: int
    end: int
    text: str
    category: str
    kinds: tuple[tuple[str, float], ...]
    statuses: tuple[tuple[str, float], ...]
    factuality: float
    score: float


class Speech(msgspec.Struct, frozen=True, array_like=True):
    """Somebody says so: content spans, with the source and the cue where the text has them."""

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    direct: bool
    manner: str


class Reference(msgspec.Struct, frozen=True, array_like=True):
    """Mentions of one person or thing within a document, in the order of the text; token ranges ``[first, last)``."""

    mentions: tuple[tuple[int, int], ...]


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What one pass of the reader sees in one text. Sentences and tokens are in the order of the text.

    ``speech`` has four bytes for each token: how likely it is part of a source, of a cue, of what a source says, and
    the first of what a source says, in 255ths; it is empty where the reader does not tell.
    """

    sentences: tuple[Sentence, ...]
    tokens: tuple[Token, ...]
    names: tuple[Name, ...] = ()
    triggers: tuple[TriggerMention, ...] = ()
    references: tuple[Reference, ...] = ()
    speech: bytes = b""


# -------------------------------------------------------------------------------------------------- time


class Timex(msgspec.Struct, frozen=True, kw_only=True):
    """TIMEX3 type and value (ISO 8601 as TimeML extends it)."""

    type: TimexType
    value: str


class When(msgspec.Struct, frozen=True, kw_only=True):
    """Where in time a happening lies: somewhere in ``[earliest, latest]``; ``None`` is open.

    ``earliest <= latest`` when both are known. ``reason`` is one line that a person can check.
    """

    earliest: str | None
    latest: str | None
    granularity: Granularity
    edtf: str | None
    timex: Timex | None
    expression: Span | None
    basis: Basis
    qualifier: Qualifier
    zone: str | None
    zone_assumed: bool
    reason: str
    duration: str | None = None


class TimeExpression(msgspec.Struct, frozen=True, kw_only=True):
    """A time expression with its meaning.

    ``when`` is None where the expression does not point at a time (a bare duration, a set) or where it cannot be
    resolved: ``offset`` then says in words what it means ("2 days after an unknown time"). ``tokens`` is the range
    ``[first, last)`` of ``Reading.tokens`` that it covers, ``(0, 0)`` where no reading was at hand.
    """

    start: int
    end: int
    text: str
    type: TimexType
    value: str
    mod: str | None
    when: When | None
    offset: str | None = None
    tokens: tuple[int, int] = (0, 0)


# ------------------------------------------------------------------------------------- places and actors


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A place as named in the text. ``precision`` is a radius in km; a country has no point (lat, lon null)."""

    start: int
    end: int
    text: str
    name: str
    id: str | None
    lat: float | None
    lon: float | None
    country: str | None
    level: PlaceLevel
    precision: float | None
    role: PlaceRole = "at"


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who does, suffers, says, hears or passes on; ``id`` is the same across documents."""

    start: int
    end: int
    text: str
    name: str
    id: str
    role: ActorRole


# ------------------------------------------------------------------------------------------------ claims


class Trigger(msgspec.Struct, frozen=True, kw_only=True):
    """The word or phrase that names the happening, with its lemma."""

    start: int
    end: int
    text: str
    lemma: str


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """How many: what the words can mean at least and at most. ``high`` null is open; ``low <= high``."""

    what: FigureKind
    low: int
    high: int | None
    start: int
    end: int
    text: str
    whose: str | None


class Attribution(msgspec.Struct, frozen=True, kw_only=True):
    """One link of the chain of who says so; outermost first in ``Claim.attribution``."""

    source: Span | None
    source_kind: SourceKind
    cue: Span | None
    content: Span
    terms: Terms
    basis: SourceBasis
    name: str | None = None


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """One statement, in one place of one document, that something happened, will, may or did not.

    ``quote`` is the clause that states it, ``text[start:end] == quote``; the trigger lies in it. ``confidence`` is a
    probability. ``status_reason`` says why the status is what it is. ``event`` is set by reconciling.
    """

    id: str
    document: str
    start: int
    end: int
    quote: str
    trigger: Trigger
    kind: Kind
    status: Status
    when: When
    where: tuple[Place, ...]
    actors: tuple[Actor, ...]
    figures: tuple[Figure, ...]
    attribution: tuple[Attribution, ...]
    confidence: float
    event: str | None = None
    status_reason: str = ""


# ------------------------------------------------------------------------------------------------ events


class ClaimFigure(msgspec.Struct, frozen=True, kw_only=True):
    """One claim's own figure inside an event's figure."""

    claim: str
    low: int
    high: int | None
    text: str


class EventFigure(msgspec.Struct, frozen=True, kw_only=True):
    """A figure over all claims of an event: ``low`` is the least low, ``high`` the greatest high (null: open)."""

    what: FigureKind
    low: int
    high: int | None
    whose: str | None
    values: tuple[ClaimFigure, ...]


class ConflictValue(msgspec.Struct, frozen=True, kw_only=True):
    """One side of a conflict: the value in words and the claims that hold it."""

    value: str
    claims: tuple[str, ...]


class Conflict(msgspec.Struct, frozen=True, kw_only=True):
    """Values that exclude each other for the same thing, side by side."""

    field: ConflictField
    values: tuple[ConflictValue, ...]


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """What claims are about, merged across documents. ``why`` says why its claims are one event."""

    id: str
    gist: str
    kind: Kind
    status: Status
    when: When
    where: tuple[Place, ...]
    actors: tuple[Actor, ...]
    figures: tuple[EventFigure, ...]
    claims: tuple[str, ...]
    documents: int
    origins: int
    conflicts: tuple[Conflict, ...]
    after: tuple[str, ...]
    before: tuple[str, ...]
    review: Review = "open"
    why: tuple[str, ...] = ()


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """Documents that speak with one voice; ``why`` gives one reason for each document after the first."""

    id: str
    documents: tuple[str, ...]
    why: tuple[str, ...] = ()


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What a person decided: a row that is never overwritten. ``at`` is an ISO instant in UTC."""

    id: str
    at: str
    who: str
    action: str
    target: str
    before: Any
    after: Any
    note: str


def undone(decisions: Sequence[Decision]) -> set[str]:
    """Ids of the decisions that a later one takes back; what is undone itself undoes nothing.

    Args:
        decisions: oldest first.
    """
    found: set[str] = set()
    for decision in reversed(decisions):
        if decision.action == "undo" and decision.id not in found:
            found.add(decision.target)
    return found


# --------------------------------------------------------------------------------------- small arithmetic

_ISO: Final = re.compile(
    r"(?P<y>-?\d{4,})-(?P<m>\d\d)-(?P<d>\d\d)(?:T(?P<H>\d\d):(?P<M>\d\d)(?::(?P<S>\d\d))?(?P<z>Z|[+-]\d\d:?\d\d)?)?"
)
_DAY_S: Final = 86400


def days_from_civil(year: int, month: int, day: int) -> int:
    """Days from 1970-01-01 to a proleptic Gregorian date; any year (Hinnant's algorithm)."""
    year -= month <= 2
    era = year // 400
    year_of_era = year - era * 400
    day_of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    return era * 146097 + year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year - 719468


def instant_of(iso: str, *, end_of_day: bool = False) -> int:
    """Seconds from 1970-01-01T00:00 to ``iso``; a zone's offset is applied, none counts as UTC.

    Args:
        iso: a date or an instant as the records write them.
        end_of_day: a date alone means its last second instead of its first.

    Raises:
        ValueError: ``iso`` is not of that form.
    """
    match = _ISO.fullmatch(iso)
    if match is None:
        raise ValueError(f"not an ISO date or instant: {iso!r}")
    seconds = days_from_civil(int(match["y"]), int(match["m"]), int(match["d"])) * _DAY_S
    if match["H"] is None:
        return seconds + (_DAY_S - 1 if end_of_day else 0)
    seconds += int(match["H"]) * 3600 + int(match["M"]) * 60 + int(match["S"] or 0)
    zone = match["z"]
    if zone and zone != "Z":
        shift = int(zone[1:3]) * 3600 + int(zone[-2:]) * 60
        seconds += -shift if zone[0] == "+" else shift
    return seconds


def bounds_of(when: When) -> tuple[int | None, int | None]:
    """The interval of ``when`` in seconds from 1970 (see ``instant_of``); None is open."""
    return (
        None if when.earliest is None else instant_of(when.earliest),
        None if when.latest is None else instant_of(when.latest, end_of_day=True),
    )


UNKNOWN_WHEN: Final = When(
    earliest=None, latest=None, granularity="unknown", edtf=None, timex=None, expression=None,
    basis="unknown", qualifier="", zone=None, zone_assumed=False, reason="the text gives no time",
)  # fmt: skip


def json_schema() -> dict[str, Any]:
    """JSON Schema of a line of ``documents.jsonl``, ``claims.jsonl`` and ``events.jsonl``, under ``$defs``."""
    _, defs = msgspec.json.schema_components([Document, Claim, Event], ref_template="#/$defs/{name}")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": defs}
