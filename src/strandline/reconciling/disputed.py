"""Which claims that two days or two towns part are of one happening all the same, so that the dispute can be shown:
pairs of facts in, whether everything else speaks plainly for one.

Only claims of different documents that were published within days of each other, that use one word for what happened,
and that disagree in the day or in the town, never in both. And one of these:

- a person known by a full name in both, and something that comes once (``disputed.toml``): a death told of two days;
- the same people known by full names, in clauses that share further words, on one day in two towns;
- an accident to a thing that both describe in the same words, several of them, or that has one name in both;
- how many were killed, told again days later: the time of a toll is seldom its own;
- a deed that comes once ("founded the works", "signed the treaty"), by the same people or under the same names, in
  clauses that share nearly all further words.

Acts against nobody known by name are left apart, for two bombings of one week are told in the same words, but for those
at one place whose sentences count the same things alike ("nine monks").
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from strandline.reconciling.conflicts_alike import lexicon, own_words, shared_names
from strandline.reconciling.facts import UNREAL, Fact
from strandline.reconciling.intervals import DAY, gap
from strandline.reconciling.limits import DISTANCE, TIMES, objections
from strandline.reconciling.words import content_words, proper_words, stem, words_of
from strandline.records import Figure

_REPORTED_S: Final = 3 * DAY
_DAYS_S: Final = 3 * DAY
"""How far apart the days may be that two reports give, and the days on which they were published."""
_DEEDS_S: Final = 7 * DAY
"""The same of deeds that are told in the same words."""
_THING_S: Final = DAY
_PARTING: Final = frozenset({TIMES, DISTANCE, "one text names different places for them"})
"""What sets two claims of one text apart as two happenings."""
_YEARS_S: Final = 5 * 366 * DAY
_NEARLY_ALL: Final = 0.75
_TOLD_ALIKE: Final = 0.7
"""Chance of a deed that two reports tell in the same words."""
_TOLLS_S: Final = 8 * DAY
"""How far apart the times may be that were worked out for two tolls of one happening."""
_TOLL_LEAST, _TOLL_DENIED = 0.1, 0.6
"""Least chance of a toll and of its denial by itself, and that which they are then given."""
_CLEAR_WORDS: Final = 2
"""Words beside names, times and the happening's own that two clauses must share."""
_SHARED: Final = 0.6
_COUNT: Final = re.compile(
    r"\b((?!0\b|1\b|2\b)\d[\d,.]*|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|"
    r"sixty|seventy|eighty|ninety)\s+((?:[a-z-]+\s+)?[a-z-]{3,})\b",
    re.IGNORECASE,
)
"""A number and the one or two words after it."""
_DESCRIBED: Final = 4
"""Words by which a thing is told from others of its sort: "the lorry with forty tons of cement"."""


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, frozenset[str]]:
    data: dict[str, Any] = tomllib.loads(files("strandline.reconciling").joinpath("disputed.toml").read_text("utf-8"))
    return {name: frozenset(words) for name, words in data.items()}


def only_disputed(a: Fact, b: Fact) -> bool:
    """Whether two claims are plainly of one happening although their days, or their towns, exclude each other."""
    if a.document == b.document or a.reported is None or b.reported is None:
        return False
    years = _is_year(a) and _is_year(b) and _one_deed(a, b, within=_YEARS_S)
    if (years or _tolls_retold(a, b)) and list(objections(a, b)) == [TIMES]:
        return True
    if not _reported_together(a, b):
        return False
    # A killing is an assault in one report and a death in the other.
    if a.claim.kind != b.claim.kind and not _comes_once(a, b):
        return False
    statuses, kinds = {a.claim.status, b.claim.status}, {a.claim.kind, b.claim.kind}
    if statuses & UNREAL or kinds & _lexicon()["often"] or _count_apart(a, b):
        return False
    found = list(objections(a, b))
    if found == [TIMES]:
        once = _comes_once(a, b) or _one_thing(a, b, within=_THING_S) or _one_deed(a, b, within=_DEEDS_S)
        return a.precise and b.precise and (once or _one_raid(a, b))
    if found == [DISTANCE]:
        told = a.precise and b.precise and gap(a.interval, b.interval) == 0
        once = bool(a.families & b.families & _lexicon()["befalls_at_one_place"]) and _same_people(a, b, "patient")
        one_thing = _one_thing(a, b, within=0) or _one_named_thing(a, b)
        return told and (once or one_thing or _one_company(a, b) or _one_deed(a, b, within=0))
    return False


def _reported_together(a: Fact, b: Fact) -> bool:
    """Whether both use one word for it and were reported within days: beside what is told of years, and tolls, the
    least that a dispute takes."""
    if a.reported is None or b.reported is None or abs(a.reported - b.reported) > _REPORTED_S:
        return False
    return not a.stems.isdisjoint(b.stems)


def _one_deed(a: Fact, b: Fact, *, within: int) -> bool:
    """Whether both tell, in the same words, of a deed that is done once; ``within``: seconds between them."""
    if a.claim.kind not in _lexicon()["deeds_once"] or gap(a.interval, b.interval) > within or a.another or b.another:
        return False
    one, two = _plain_words(a), _plain_words(b)
    shared = one & two
    known = bool(a.names & b.names) or bool(a.agents & b.agents)
    return known and len(shared) >= _CLEAR_WORDS and len(shared) >= _NEARLY_ALL * min(len(one), len(two))


def _one_raid(a: Fact, b: Fact) -> bool:
    """Whether something is done at one place, or to one thing, in sentences that count the same things alike: "nine
    monks"."""
    if (
        a.claim.kind not in _lexicon()["deeds_counted"]
        or gap(a.interval, b.interval) > _DAYS_S
        or a.another
        or b.another
    ):
        return False
    here = bool(a.sites & b.sites or (a.patients | a.objects) & (b.patients | b.objects))
    return here and not _counted(a.sentence).isdisjoint(_counted(b.sentence))


@lru_cache(maxsize=4_096)
def _counted(sentence: str) -> frozenset[tuple[str, str]]:
    """Numbers of three and more with the things that they count; no people in general, times or measures."""
    found = set()
    for match in _COUNT.finditer(sentence):
        number = match[1].casefold()
        found |= {(number, stem(word)) for word in match[2].split() if content_words(word)}
    return frozenset(pair for pair in found if pair[1] not in _uncounted())


@lru_cache(maxsize=1)
def _uncounted() -> frozenset[str]:
    words = lexicon()
    return frozenset(stem(word) for word in words["times"] | words["anybody"] | _lexicon()["measures"])


def _is_year(fact: Fact) -> bool:
    """Whether a text gives a year, or years."""
    return fact.claim.when.basis == "stated" and fact.claim.when.granularity in ("year", "decade")


def _tolls_retold(a: Fact, b: Fact) -> bool:
    """Whether both tell how many were killed, and neither text itself says when, or only one does, within days of the
    other's report."""
    if not (_is_toll(a) and _is_toll(b)) or gap(a.interval, b.interval) > _TOLLS_S or a.another or b.another:
        return False
    return (_is_loose(a) or _is_loose(b)) and not (a.sites and b.sites and not a.sites & b.sites)


def _is_toll(fact: Fact) -> bool:
    """Whether a claim tells how many were killed, and not of one person."""
    return "killing" in fact.families and any(item.what == "killed" and item.low != 1 for item in fact.claim.figures)


def tolls_denied(facts: Sequence[Fact], compared: Mapping[tuple[int, int], float]) -> dict[tuple[int, int], float]:
    """Chances of the pairs of which one report tells how many were killed and another, of these days, that nobody was.

    They have few words in common, and the denial mostly stands alone against many tolls.

    Args:
        facts: by number.
        compared: chances of pairs, lower number first.
    """
    none = {fact.number for fact in facts if _is_toll(fact) and all(item.high == 0 for item in _killed(fact))}
    tolls = {fact.number for fact in facts if _is_toll(fact) and all(item.low > 1 for item in _killed(fact))}
    return {
        (a, b): max(chance, _TOLL_DENIED)
        for (a, b), chance in compared.items()
        if ((a in none and b in tolls) or (b in none and a in tolls))
        and chance >= _TOLL_LEAST
        and not any(objections(facts[a], facts[b]))
        and _of_these_days(facts[a], facts[b])
    }


def _killed(fact: Fact) -> list[Figure]:
    return [item for item in fact.claim.figures if item.what == "killed"]


def _of_these_days(a: Fact, b: Fact) -> bool:
    return a.reported is not None and b.reported is not None and abs(a.reported - b.reported) <= _TOLLS_S


def _is_loose(fact: Fact) -> bool:
    """Whether the time was worked out from the telling."""
    return fact.claim.when.basis in ("inherited", "inferred", "publication")


def _comes_once(a: Fact, b: Fact) -> bool:
    """Whether it comes once and both tell it of one person, a few days apart at most."""
    if gap(a.interval, b.interval) > _DAYS_S:
        return False
    families = a.families & b.families
    return bool(
        (families & _lexicon()["befalls_once"] and _same_people(a, b, "patient"))
        or (families & _lexicon()["done_once"] and _same_people(a, b, "agent"))
    )


def _same_people(a: Fact, b: Fact, role: str) -> bool:
    """Whether both have somebody known by a full name in a role, and nobody else so known."""
    return bool(_full_names(a, role)) and _full_names(a, role) == _full_names(b, role)


def _one_company(a: Fact, b: Fact) -> bool:
    """Whether the same people take part, in clauses that share further words: it befalls one of them, or there are two
    of them, or both give more than the day, for one person may do the same in two towns of one day."""
    people = _full_names(a) if _full_names(a) == _full_names(b) else frozenset()
    if not people:
        return False
    fine = all(item.interval.width is not None and item.interval.width <= DAY // 2 for item in (a, b))
    befalls = bool(_full_names(a, "patient") & _full_names(b, "patient"))
    if not (fine or len(people) > 1 or befalls):
        return False
    one, two = _plain_words(a), _plain_words(b)
    shared = one & two
    needed = 1 if fine and befalls else _CLEAR_WORDS
    return len(shared) >= needed and len(shared) >= _SHARED * min(len(one), len(two))


def _plain_words(fact: Fact) -> frozenset[str]:
    """Words of the clause that are of no name."""
    return own_words(fact) - {stem(word) for word in (*fact.names, *fact.near_names)}


def _one_thing(a: Fact, b: Fact, *, within: int) -> bool:
    """Whether an accident befalls a thing that both describe in the same words; ``within``: seconds between them."""
    if a.claim.kind not in _lexicon()["to_things"] or gap(a.interval, b.interval) > within:
        return False
    return bool(_described(a) & _described(b))


def _one_named_thing(a: Fact, b: Fact) -> bool:
    """Whether an accident befalls a thing of one sort and one name: "the ferry" and its name, or that of its pilot."""
    if not a.families & b.families & _lexicon()["wrecks"]:
        return False
    if any(key.startswith("name:") for key in (a.agents | a.patients) & (b.agents | b.patients)):
        return True
    return bool(a.themes & b.themes) and any(
        name not in _place_words(a) | _place_words(b) for name in shared_names(a, b) if name in _own_names(a, b)
    )


def _own_names(a: Fact, b: Fact) -> frozenset[str]:
    """Names that stand in one of two clauses itself."""
    return frozenset(proper_words(f" {a.claim.quote}")) | frozenset(proper_words(f" {b.claim.quote}"))


def _place_words(fact: Fact) -> frozenset[str]:
    """Words of the names of places in a clause, and of all that stands after a word of place."""
    named = (word for place in fact.claim.where for word in (*words_of(place.text), *words_of(place.name)))
    return fact.sites | frozenset(named)


def _described(fact: Fact) -> frozenset[frozenset[str]]:
    """The words of each thing that it befalls and that is told of in several."""
    words = (content_words(actor.name) for actor in fact.claim.actors if actor.role == "patient")
    return frozenset(item for item in words if len(item) >= _DESCRIBED)


def _full_names(fact: Fact, role: str | None = None) -> frozenset[str]:
    """Ids of the people who act or suffer, or have a role, and whom more than one word names."""
    roles = ("agent", "patient") if role is None else (role,)
    return frozenset(
        actor.id
        for actor in fact.claim.actors
        if actor.role in roles and actor.id.startswith("per:") and len(words_of(actor.name)) > 1
    )


def _count_apart(a: Fact, b: Fact) -> bool:
    """Whether some figure of the one excludes one of its sort of the other."""
    return any(
        one.what == two.what and ((one.high or one.low) < two.low or (two.high or two.low) < one.low)
        for one in a.claim.figures
        for two in b.claim.figures
        if one.what != "count"
    )


def disputed_pairs(
    facts: Sequence[Fact],
    compared: Mapping[tuple[int, int], float],
    allowed: Collection[tuple[int, int]],
    threshold: float = 0.0,
) -> dict[tuple[int, int], float]:
    """Chances of the pairs that nothing but a day or a town parts and that no third report tells apart.

    Args:
        facts: by number.
        compared: chances of pairs, lower number first.
        allowed: the likely ones that nothing excludes.
        threshold: least chance of a pair, but for deeds that are told in the same words: the dispute itself makes
            those unlikely.
    """
    found = {}
    years = {fact.number for fact in facts if _is_year(fact)}
    tolls = {fact.number for fact in facts if _is_toll(fact)}
    for (a, b), chance in compared.items():
        near = _reported_together(facts[a], facts[b]) or (a in years and b in years) or (a in tolls and b in tolls)
        if not near or (a, b) in allowed or not only_disputed(facts[a], facts[b]):
            continue
        if chance >= threshold:
            found[a, b] = chance
        elif _one_deed(facts[a], facts[b], within=_YEARS_S):
            found[a, b] = max(chance, _TOLD_ALIKE)
    if not found:
        return {}
    alike: defaultdict[int, set[int]] = defaultdict(set)
    for a, b in allowed:
        alike[a].add(b)
        alike[b].add(a)
    kept = {
        (a, b): chance for (a, b), chance in found.items() if not _told_as_two(facts, alike[a] | {a}, alike[b] | {b})
    }
    for a, b in list(kept):
        for one in _beside(facts, a, alike[a]):
            for other in _beside(facts, b, alike[b]):
                pair = (min(one, other), max(one, other))
                if compared.get(pair, 0.0) >= threshold and pair not in allowed:
                    kept.setdefault(pair, compared[pair])
    return kept


def _beside(facts: Sequence[Fact], item: int, alike: Collection[int]) -> list[int]:
    """A claim and those of its sentence that may be the same: "they signed the agreement"."""
    own = facts[item]
    return [item, *sorted(x for x in alike if (facts[x].document, facts[x].sentence) == (own.document, own.sentence))]


def _told_as_two(facts: Sequence[Fact], ones: Collection[int], others: Collection[int]) -> bool:
    """Whether one document has a claim that may be the one and a claim that may be the other, and they exclude each
    other: it tells of two happenings."""
    by_document: defaultdict[int, list[int]] = defaultdict(list)
    for item in ones:
        by_document[facts[item].document].append(item)
    return any(
        item != other and not _PARTING.isdisjoint(objections(facts[item], facts[other]))
        for other in others
        for item in by_document.get(facts[other].document, ())
    )
