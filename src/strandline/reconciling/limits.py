"""Why two claims cannot be of one happening, however alike they sound: times, places, victims, speakers that exclude
each other."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import Final

from strandline.reconciling.facts import FINE, Fact
from strandline.reconciling.intervals import DAY, gap
from strandline.reconciling.told_apart import in_turn
from strandline.reconciling.two_hours import OTHER_CLOCK_S, are_two, has_clock, of_two_ages, of_two_tallies
from strandline.reconciling.words import words_of
from strandline.records import Place

_FIRM_GAP_S: Final = DAY // 2
_LOOSE_GAP_S: Final = 3 * DAY
_UNDATED_GAP_S: Final = 8 * DAY
"""How far apart times may be that somebody got wrong: between clock times that the texts state, those that were worked
out from the telling, and those of texts without a date, whose weekdays may be of another week."""
_WIDE_S: Final = DAY + DAY // 2
"""A worked-out time of this width has its doubts in it."""
_YEARS_S: Final = 366 * DAY
LONG_AFTER_S: Final = 10 * DAY
"""How much later the time of a report must be than that of what it looks back at, to be taken for no time of that."""
_BODILY: Final = frozenset({"death", "assault", "coerce", "accident", "appoint", "elect", "legal"})
_CLOCKS: Final = frozenset({"instant", "minute", "hour", "part-of-day"})
_VICTIMS: Final = frozenset({"killed", "injured", "missing", "captured"})
_COUNTED: Final = re.compile(r"^\W*(?:\d|one\b|a single\b|only\b)", re.IGNORECASE)
_ANOTHER_SUBJECT: Final = re.compile(
    r"^\W*(?:(?:an?|the)\s+)?(?:another|second|third|fourth|fifth|further|fresh)\s", re.I
)
_NEAR_KM: Final = 25.0
TIMES: Final = "their times exclude each other"
DISTANCE: Final = "they are at different places"


def excluded(a: Fact, b: Fact) -> str | None:
    """What keeps two claims apart, in words; None where nothing does."""
    return next(objections(a, b), None)


def objections(a: Fact, b: Fact) -> Iterator[str]:
    """Everything that keeps two claims apart, in words."""
    apart = gap(a.interval, b.interval)
    leeway = 0 if _by_day(a) and _by_day(b) else max(_leeway(a), _leeway(b))
    if apart > leeway and not (told_long_after(a, b) or _time_of_denial(a, b) or _time_of_denial(b, a)):
        yield TIMES
    if apart > 0 and has_clock(a) and has_clock(b):
        if apart > OTHER_CLOCK_S and is_another(a) != is_another(b):
            yield "one is told as another one, at another hour"
        if are_two(a, b):
            yield "they are told of different things, at different hours"
    if a.spots and b.spots and not a.spots & b.spots and elsewhere(a, b) and _strange_places(a, b):
        yield DISTANCE
    if a.document == b.document and a.sites and b.sites and not a.sites & b.sites:
        yield "one text names different places for them"
    if a.document == b.document and not _is_denied(a, b) and (_only_dated(a, b) or _only_dated(b, a)):
        yield "one text dates the one and tells the other apart from it"
    if a.several != b.several:
        yield "one tells of several over some time"
    if _of_another_time(a, b) or _of_another_time(b, a):
        yield "one is dated to years before, and nothing but the sort of happening ties them"
    if in_turn(a, b):
        yield "one sentence tells of the one as before the other"
    if of_two_ages(a, b):
        yield "they are of people of two ages"
    if of_two_tallies(a, b):
        yield "they are votes with two tallies"
    if _part_of_toll(a, b) or _part_of_toll(b, a):
        yield "one tells of a single person, the other of many"
    if a.claim.kind == b.claim.kind:
        if a.claim.kind in _BODILY and _strangers(a, b, "patient"):
            yield "they befall different people"
        if a.claim.kind == "statement" and _strangers(a, b, "agent"):
            yield "different people say so"
        if a.families & b.families & alone() and _strangers(a, b, "agent"):
            yield "different people do it"


@lru_cache(maxsize=1)
def alone() -> frozenset[str]:
    """Families of what one does by oneself, so that two who do it do two things."""
    data = tomllib.loads(files("strandline.reconciling").joinpath("limits.toml").read_text("utf-8"))
    return frozenset(data["done_alone"])


def is_another(fact: Fact) -> bool:
    """Whether it is told from one already spoken of, by its own word or by that for what does it ("a second quake
    shook the town")."""
    return fact.another or _ANOTHER_SUBJECT.match(fact.claim.quote) is not None


def told_long_after(a: Fact, b: Fact) -> bool:
    """Whether the text of the one states its time and the other was given a much later one, which may be only that of
    the telling: what a relative clause or "the crash" looks back at seldom has the time of the clause around it."""
    return not a.stems.isdisjoint(b.stems) and (_long_after(a, b) or _long_after(b, a))


def _of_another_time(old: Fact, fresh: Fact) -> bool:
    """Whether a text dates the one to long before the report of the other, which has no date, and they share no word
    for it, no name, place or participant: what a report does not date is mostly news."""
    high = old.interval.high
    if high is None or not has_date(old) or fresh.dated or fresh.reported is None:
        return False
    if fresh.reported - high < _YEARS_S or old.stems & fresh.stems:
        return False
    return not (old.names & fresh.names or old.sites & fresh.sites or old.patients & fresh.patients)


def has_date(fact: Fact) -> bool:
    """Whether a text itself says when."""
    return fact.claim.when.basis in ("stated", "relative")


def _time_of_denial(denied: Fact, told: Fact) -> bool:
    """Whether a deed that somebody denies, in the word for the other, was given the time of the denial after it."""
    if denied.claim.status != "denied" or denied.claim.when.basis in ("stated", "relative"):
        return False
    low, high = denied.interval.low, told.interval.high
    return low is not None and high is not None and low > high and not denied.stems.isdisjoint(told.stems)


def _long_after(later: Fact, firm: Fact) -> bool:
    if not later.looks_back or firm.claim.when.basis not in ("stated", "relative"):
        return False
    low, high = later.interval.low, firm.interval.high
    return low is not None and high is not None and low - high > LONG_AFTER_S


def _leeway(fact: Fact) -> int:
    """Seconds by which a claim's time may be off: more where the program worked it out, none beside what is wide
    already, a week where its text has no date."""
    basis, width = fact.claim.when.basis, fact.interval.width
    if basis == "stated" or (basis == "relative" and fact.reported is not None):
        return _FIRM_GAP_S
    if fact.reported is None:
        return _UNDATED_GAP_S
    return _LOOSE_GAP_S if width is None or width < _WIDE_S else _FIRM_GAP_S


def _by_day(fact: Fact) -> bool:
    """Whether a text that is dated states a day or more, and no clock: two such days that differ are two happenings."""
    when = fact.claim.when
    return fact.reported is not None and when.basis in ("stated", "relative") and when.granularity not in _CLOCKS


def _only_dated(dated: Fact, other: Fact) -> bool:
    """Whether a text gives one of two verbs a time and leaves the other, were it the same, without."""
    trigger = other.claim.trigger
    verb = trigger.text.casefold() != trigger.lemma.casefold()
    told = dated.claim.when.basis in ("stated", "relative", "inherited")
    return verb and not other.dated and told and dated.interval.bounded


def _is_denied(a: Fact, b: Fact) -> bool:
    """Whether somebody denies the one in the word for the other: a denial seldom says when."""
    return "denied" in (a.claim.status, b.claim.status) and a.claim.status != b.claim.status and bool(a.stems & b.stems)


def _part_of_toll(one: Fact, many: Fact) -> bool:
    """Whether one tells of a person who was killed or hurt ("a man", a name), and the other of several."""
    for figure in one.claim.figures:
        single = (figure.low, figure.high) == (1, 1) and _COUNTED.search(figure.text) is None
        if (
            single
            and figure.what in _VICTIMS
            and any(other.what == figure.what and other.low >= 2 for other in many.claim.figures)
        ):
            return True
    return False


def _strangers(a: Fact, b: Fact, role: str) -> bool:
    """Both have somebody known by name in a role, and neither's document so much as mentions the other's."""
    one, two = _people(a, role), _people(b, role)
    if not one or not two or one & two:
        return False
    return not one & b.vocabulary and not two & a.vocabulary


def _people(fact: Fact, role: str) -> set[str]:
    return {
        word
        for actor in fact.claim.actors
        if actor.role == role and actor.id.startswith("per:")
        for word in words_of(actor.name)
        if len(word) > 2
    }


def _strange_places(a: Fact, b: Fact) -> bool:
    """Whether neither document mentions the localities of the other."""
    return not any(_mentioned(place, b) for place in a.claim.where) and not any(
        _mentioned(place, a) for place in b.claim.where
    )


def _mentioned(place: Place, fact: Fact) -> bool:
    words = words_of(place.text)
    return place.level in ("facility", "locality") and bool(words) and all(word in fact.vocabulary for word in words)


def elsewhere(a: Fact, b: Fact) -> bool:
    """Whether no place of the one can be a place of the other: another country, or too far away for how exact they
    are."""
    return all(_apart(one, two) for one in _finest(a) for two in _finest(b))


def _finest(fact: Fact) -> list[Place]:
    """Where it happened, as exactly as its clause says: beside a town, its country says nothing."""
    found = [place for place in fact.claim.where if place.role == "at"]
    return [place for place in found if place.level in FINE] or found


def _apart(one: Place, two: Place) -> bool:
    if one.id is not None and one.id == two.id:
        return False
    if one.country and two.country and one.country != two.country:
        return True
    if one.lat is None or one.lon is None or two.lat is None or two.lon is None:
        return False
    reach = (one.precision or 0.0) + (two.precision or 0.0) + _NEAR_KM
    return distance_km(one.lat, one.lon, two.lat, two.lon) > reach


def distance_km(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Great-circle distance (haversine), on a sphere of 6,371 km radius."""
    phi_a, phi_b = math.radians(lat_a), math.radians(lat_b)
    half = math.sin((phi_b - phi_a) / 2) ** 2
    half += math.cos(phi_a) * math.cos(phi_b) * math.sin(math.radians(lon_b - lon_a) / 2) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(half)))
