"""When different people are said to have done one deed: an event's facts in, conflicts of actors out.

Only deeds that one doer does to somebody at one time, and doers who are named: two people, or two bodies of the same
sort. A person and the body that the person acts for, a body and a part of it, and those who did it together are no
contradiction.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from strandline.reconciling.conflicts_alike import HAPPENED, gainsays, is_copy, lexicon, shared_words, stated
from strandline.reconciling.facts import Fact
from strandline.reconciling.intervals import DAY, Interval, gap
from strandline.reconciling.words import words_of
from strandline.records import Actor, Conflict, ConflictValue

_DEEDS: Final = frozenset(
    {"death", "assault", "coerce", "appoint", "elect", "accident", "sanction", "legal", "mobilize"}
)
"""Kinds of deeds that one person does to another, and that a second person has not done as well."""
_BODY_DEEDS: Final = frozenset({"death", "assault", "coerce", "accident"})
_BODIES: Final = ("org:", "group:", "geonames:", "nominal:")
_CAMPS: Final = ("army_words", "rebel_words", "gang_words")
_SMALL: Final = frozenset({"the", "a", "an", "of", "some", "several", "two", "three"})
_KNOWN: Final = ("org:", "group:", "geonames:")
_BESIDE: Final = re.compile(r",\s+((?:[A-Z][\w’'-]+\s+){1,3}[A-Z][\w’'-]+)$")
"""A name at the end of the words for somebody."""
_IT_WAS: Final = re.compile(r"\b[Ii]t\s+was\s+(?!said|told|not\b)[^.;:!?]{2,80}\bwho\s+(?:had\s+)?(?:\w+ly\s+)?$")
_KILLING: Final = frozenset({"killing"})
_ORDERS: Final = frozenset({"instruction"})
"""Families of what one gives and another carries out: whoever says so is its doer."""
_ORDERED_WORDS: Final = 3
"""Shared words that say what was ordered."""
_PRECISE_S: Final = 2 * DAY


@dataclass(frozen=True, slots=True)
class Doer:
    """Who is said to have done it: words of the names, all of people or all of bodies; ``camps`` where a common word
    for those of one side tells them, "soldiers" or "rebels"."""

    fact: Fact
    sort: str
    names: frozenset[str]
    shown: str
    camps: frozenset[str] = frozenset()


def disputed_doers(facts: Sequence[Fact]) -> list[Conflict]:
    """Different doers of one deed, each side with its claims."""
    doers = [found for fact in facts if (found := _doer(fact)) is not None]
    groups: list[tuple[frozenset[str], list[Doer]]] = []
    for doer in doers:
        homes = [group for group in groups if group[0] & doer.names]
        names = doer.names.union(*(group[0] for group in homes))
        groups = [group for group in groups if group not in homes]
        groups.append((names, [*(item for group in homes for item in group[1]), doer]))
    pairs = [
        (one, two) for one, two in combinations(groups, 2)
        if any(_exclude(a, b) for a in one[1] for b in two[1])
    ]  # fmt: skip
    standing = [group for group in groups if any(group is one or group is two for one, two in pairs)]
    if len(standing) < 2:
        return []
    values = tuple(
        ConflictValue(
            value=", ".join(sorted({doer.shown for doer in held})),
            claims=tuple(doer.fact.claim.id for doer in sorted(held, key=lambda item: item.fact.number)),
        )
        for _, held in standing
    )
    return [Conflict(field="actors", values=values)]


def _doer(fact: Fact) -> Doer | None:
    """Those who did it, if all who did are named, and named in this clause."""
    if fact.claim.status not in HAPPENED:
        return None
    ordered = not fact.families.isdisjoint(_ORDERS)
    roles = ("agent", "speaker") if ordered else ("agent",)
    agents = [actor for actor in fact.claim.actors if actor.role in roles]
    people = {actor: name for actor in agents if (name := _person_of(actor))}
    bodies = [actor for actor in agents if actor not in people and actor.id.startswith(_BODIES)]
    # A body beside a person is the one whom the person acts for; who is not known by name may be anybody.
    if people and all(actor.id.startswith(_KNOWN) for actor in agents if actor not in people):
        names = [_spoken(name, f"{fact.sentence} {actor.text}") for actor, name in people.items()]
        return _told(fact, "person", names, set(people.values()))
    if people or len(bodies) < len(agents):
        return None
    camps = [_camps(actor) for actor in bodies]
    if camps and all(camps):
        found = frozenset().union(*camps)
        return Doer(fact, "body", found, ", ".join(sorted({actor.name for actor in bodies})), found)
    return _told(fact, "body", [_body_words(actor) for actor in bodies], {actor.name for actor in bodies})


def _camps(actor: Actor) -> frozenset[str]:
    """The camp that a common word puts a body into; none where the words say more, or nothing of camps."""
    words = frozenset(words_of(actor.text)) - _SMALL
    lists = {camp: lexicon()[camp] for camp in _CAMPS}
    found = frozenset(f"camp {camp}" for camp, known in lists.items() if words & known)
    return found if len(found) == 1 and words <= lexicon()["of_camps"].union(*lists.values()) else frozenset()


def _told(fact: Fact, sort: str, names: Sequence[frozenset[str]], shown: Collection[str]) -> Doer | None:
    if not names or not all(names):
        return None
    return Doer(fact, sort, frozenset().union(*names), ", ".join(sorted(shown)))


def _spoken(name: str, told: str) -> frozenset[str]:
    """The words of a name that a text says: nobody whom it only has as "he" is named in it."""
    said = set(words_of(told))
    return frozenset(word for word in words_of(name) if word in said and len(word) > 2)


def _person_of(actor: Actor) -> str:
    """The name of a person, be it one that stands beside what the person is ("a worker of the firm, Piet Laan"); empty
    for others."""
    if actor.id.startswith("per:"):
        return actor.name
    beside = _BESIDE.search(actor.text) if actor.id.startswith("nominal:") else None
    return beside[1] if beside is not None else ""


def _is_deed(fact: Fact) -> bool:
    """Whether it is something that one does to another, or has done."""
    return fact.claim.kind in _DEEDS or not fact.families.isdisjoint(_ORDERS)


def _is_singled_out(fact: Fact) -> bool:
    """Whether a clause says that it was this one who did it: "it was the chairwoman who signed"."""
    head = fact.claim.quote[: max(0, fact.claim.trigger.start - fact.claim.start)]
    before, found, _ = fact.sentence.partition(" ".join(fact.claim.quote.split()))
    return _IT_WAS.search(f"{before if found else ''}{head}") is not None


def _body_words(actor: Actor) -> frozenset[str]:
    """Words of a body's name that say which one it is: written as names are, and of no common sort."""
    proper = " ".join(word for word in actor.text.split() if word[:1].isupper())
    common = lexicon()["common_names"] | lexicon()["anybody"]
    return frozenset(word for word in words_of(proper) if len(word) > 2 and word not in common)


def _exclude(a: Doer, b: Doer) -> bool:
    """Whether two claims are surely of one deed: done to the same, on days that agree, told by different voices."""
    one, two = a.fact, b.fact
    if a.sort != b.sort or one.document == two.document or not gainsays(one, two):
        return False
    if not (_at_one_time(one, two) or _to_the_death(one, two)) or gap(stated(one), stated(two)) > 0:
        return False
    single = _is_singled_out(one) or _is_singled_out(two)
    if not single and not (_is_deed(one) and _is_deed(two)):
        return False
    told_alike = _one_order(a, b) or (single and len(shared_words(one, two) - a.names - b.names) >= _ORDERED_WORDS)
    if not (one.patients & two.patients or told_alike) or is_copy(one, two, told_a=a.shown, told_b=b.shown):
        return False
    if a.sort == "person":
        return not (a.names & two.names or b.names & one.names)
    return _bodies_exclude(a, b)


def _one_order(a: Doer, b: Doer) -> bool:
    """Whether both ordered what is told in the same words: "the attack on the convoy at …"."""
    if not a.fact.families & b.fact.families & _ORDERS:
        return False
    return len(shared_words(a.fact, b.fact) - a.names - b.names) >= _ORDERED_WORDS


def _bodies_exclude(a: Doer, b: Doer) -> bool:
    """Whether of two bodies neither is the other by a shorter name, and their deed is one by more than its victim; or
    they are of two camps."""
    one, two = a.fact, b.fact
    if a.camps and b.camps:
        return a.camps.isdisjoint(b.camps) and bool(shared_words(one, two))
    if a.camps or b.camps:
        return False
    if one.claim.kind not in _BODY_DEEDS or two.claim.kind not in _BODY_DEEDS:
        return False
    if a.names & (two.near_names | two.names) or b.names & (one.near_names | one.names):
        return False
    return not _initials(a, b) and len(shared_words(one, two) - a.names - b.names) >= 2


def _initials(a: Doer, b: Doer) -> bool:
    """Whether one name is the initials of the other."""
    for short, long in ((a, b), (b, a)):
        heads = "".join(word[0] for word in long.shown.split() if word[:1].isupper()).casefold()
        if any(len(name) >= 2 and name in heads for name in short.names):
            return True
    return False


def _at_one_time(a: Fact, b: Fact) -> bool:
    """Whether both texts state the day."""
    return _close(stated(a)) and _close(stated(b))


def _close(interval: Interval) -> bool:
    return interval.width is not None and interval.width < _PRECISE_S


def _to_the_death(a: Fact, b: Fact) -> bool:
    """Whether somebody known by name was killed, which happens once."""
    named = any(key.startswith("per:") for key in a.patients & b.patients)
    return named and a.families >= _KILLING and b.families >= _KILLING
