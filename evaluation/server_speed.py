"""How fast the server finds events among many: generated events in, times of combined filters out.

``python -m evaluation.server_speed [--events N] [--rounds N]``

A chronology of N events (100,000 by default) is generated into a temporary SQLite database by a fixed seed: names,
places, kinds, times and words are drawn so that some are common and most are rare. Then random combinations of one to
five filters are asked of the store as ``/api/events`` and ``/api/density`` ask them (a page of 100 and the number of
all), and of decisions as ``POST /api/decisions`` takes them. Reported are the median and the 95th percentile on the
clock and of the processor, the slowest combination, and whether SQLite's plan of each query names an index.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Final, TypeVar, get_args

import sqlalchemy as sa

from strandline.pipeline.deciding import Decided, decide
from strandline.pipeline.proposals import Proposal
from strandline.records import (
    UNKNOWN_WHEN,
    Actor,
    Claim,
    Conflict,
    ConflictValue,
    Document,
    Event,
    Kind,
    Place,
    Published,
    Status,
    Trigger,
    When,
)
from strandline.store import Chronology, Contents, EventFilter, event_filter, text_sha256
from strandline.store.contents import Working
from strandline.store.density import density
from strandline.store.filters import conditions
from strandline.store.schema import events as events_table

ROOT: Final = Path(__file__).parent.parent
SEED: Final = 7
LIMIT_MS: Final = 300.0
SYLLABLES: Final = (
    "al",
    "bor",
    "cam",
    "dor",
    "esk",
    "fen",
    "gar",
    "hol",
    "ist",
    "jor",
    "kel",
    "lun",
    "mar",
    "nor",
    "ost",
)
DEEDS: Final = ("sailed", "struck", "met", "resigned", "burned", "sank", "fired", "agreed", "marched", "halted")
PER_DOCUMENT: Final = 20
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
STATUSES: Final[tuple[Status, ...]] = get_args(Status)
Value = TypeVar("Value")


def generated(count: int) -> Contents:
    """A chronology of so many events, one claim each, twenty to a document, in order of time."""
    chance = random.Random(SEED)
    names = [word(chance).title() + " " + word(chance).title() for _ in range(max(50, count // 50))]
    towns = [word(chance).title() for _ in range(max(20, count // 200))]
    words = [word(chance) for _ in range(5_000)]
    documents, claims, events = [], [], []
    for number in range(-(-count // PER_DOCUMENT)):
        rows = [_row(chance, names, towns, words) for _ in range(min(PER_DOCUMENT, count - number * PER_DOCUMENT))]
        text = "\n".join(quote for quote, *_ in rows)
        sha256 = hashlib.sha256(f"{number}|{text}".encode()).hexdigest()
        day = _day(number * PER_DOCUMENT, count)
        documents.append(
            Document(
                id=sha256[:16], sha256=sha256, path=f"report {number}.txt", title=f"Report {number}", publisher=None,
                authors=(), published=Published(earliest=day, latest=day, basis="metadata"), retrieved=None,
                language="en", text=text, text_sha256=text_sha256(text), origin=sha256[:16],
            )
        )  # fmt: skip
        start = 0
        for at, (quote, deed, actor, place) in enumerate(rows):
            index = number * PER_DOCUMENT + at
            claim, event = _pair(chance, index, count, documents[-1], start, quote, deed, actor, place)
            claims.append(claim)
            events.append(event)
            start += len(quote) + 1
    events.sort(key=lambda event: (event.when.earliest is None, event.when.earliest or "", event.id))
    return Contents(
        documents=documents,
        claims=claims,
        events=events,
        workings={claim.id: Working(cluster=claim.id, voice=f"origin:{claim.document}") for claim in claims},
        meta={"format": 1, "program": "strandline", "title": None, "settings": {}, "report": {}},
    )


def word(chance: random.Random) -> str:
    """A word that nobody has seen."""
    return "".join(chance.choice(SYLLABLES) for _ in range(chance.randint(2, 4)))


def skewed(chance: random.Random, values: Sequence[Value]) -> Value:
    """One of some values, the first ones far more often than the last."""
    return values[int(len(values) * chance.random() ** 3)]


def _day(index: int, count: int) -> str:
    days = index * 20 * 360 // count
    return f"{2000 + days // 360}-{days // 30 % 12 + 1:02d}-{days % 28 + 1:02d}"


def _row(chance: random.Random, names: list[str], towns: list[str], words: list[str]) -> tuple[str, str, str, str]:
    actor, town, deed = skewed(chance, names), skewed(chance, towns), skewed(chance, DEEDS)
    rest = " ".join(skewed(chance, words) for _ in range(8))
    return f"{actor} {deed} at {town} with {rest}.", deed, actor, town


def _pair(
    chance: random.Random, index: int, count: int, document: Document, start: int, quote: str, deed: str, actor: str,
    town: str,
) -> tuple[Claim, Event]:  # fmt: skip
    begin = start + quote.index(deed, len(actor))
    at = start + quote.index(town, quote.index(" at "))
    when = _when(chance, _day(index, count))
    who = Actor(start=start, end=start + len(actor), text=actor, name=actor, id="per:" + actor.lower(), role="agent")
    where = Place(
        start=at, end=at + len(town), text=town, name=town, id="town:" + town.lower(), lat=float(len(town)), lon=1.0,
        country=chance.choice(("NO", "SE", "DK", "FR")), level="locality", precision=5.0,
    )  # fmt: skip
    identity = hashlib.sha256(f"{document.id}|{index}".encode()).hexdigest()[:16]
    kind, status = skewed(chance, KINDS), skewed(chance, STATUSES)
    claim = Claim(
        id=identity, document=document.id, start=start, end=start + len(quote), quote=quote,
        trigger=Trigger(start=begin, end=begin + len(deed), text=deed, lemma=deed), kind=kind, status=status, when=when,
        where=(where,), actors=(who,), figures=(), attribution=(), confidence=0.8, event="e" + identity,
    )  # fmt: skip
    disputed = chance.random() < 0.05
    values = (ConflictValue(value="a", claims=(identity,)), ConflictValue(value="b", claims=(identity,)))
    event = Event(
        id="e" + identity, gist=quote, kind=claim.kind, status=claim.status, when=when, where=(where,), actors=(who,),
        figures=(), claims=(identity,), documents=1, origins=1 + (chance.random() < 0.1),
        conflicts=(Conflict(field="when", values=values),) if disputed else (), after=(), before=(),
        review="accepted" if chance.random() < 0.2 else "open",
    )  # fmt: skip
    return claim, event


def _when(chance: random.Random, day: str) -> When:
    if chance.random() < 0.03:
        return UNKNOWN_WHEN
    year = day[:4]
    vague = chance.random() < 0.1
    return When(
        earliest=f"{year}-01-01" if vague else day, latest=f"{year}-12-31" if vague else day,
        granularity="year" if vague else "day", edtf=year if vague else day, timex=None, expression=None,
        basis="stated", qualifier="", zone=None, zone_assumed=False, reason="generated",
    )  # fmt: skip


# ----------------------------------------------------------------------------------------------------- asking


def combinations(contents: Contents, count: int) -> Iterator[dict[str, Any]]:
    """Random combinations of one to five conditions, as people type them."""
    chance = random.Random(SEED + 1)
    names = sorted({actor.name for event in contents.events[:5_000] for actor in event.actors})
    towns = sorted({place.name for event in contents.events[:5_000] for place in event.where})
    found: list[Callable[[], dict[str, Any]]] = [
        lambda: {"since": str(chance.randint(2000, 2019))},
        lambda: {"until": f"{chance.randint(2000, 2019)}-0{chance.randint(1, 9)}"},
        lambda: {"actors": (chance.choice(names),)},
        lambda: {"actors": (chance.choice(names).split()[0][:4],)},
        lambda: {"places": (chance.choice(towns),)},
        lambda: {"places": (chance.choice(("NO", "SE")),)},
        lambda: {"kinds": (chance.choice(KINDS),)},
        lambda: {"statuses": (chance.choice(STATUSES),)},
        lambda: {"disputed": chance.random() < 0.7},
        lambda: {"reviews": (chance.choice(("open", "accepted")),)},
        lambda: {"dated": chance.random() < 0.3},
        lambda: {"origins_at_least": chance.randint(1, 2)},
        lambda: {
            "text": chance.choice((*DEEDS, chance.choice(towns), f"{chance.choice(DEEDS)} {chance.choice(towns)}"))
        },
    ]
    for _ in range(count):
        wanted: dict[str, Any] = {}
        for part in chance.sample(found, chance.randint(1, 5)):
            wanted |= part()
        yield wanted


def timed(deed: Callable[[], Any]) -> tuple[float, float]:
    """Milliseconds that something takes: on the clock, and of the processor."""
    started, busy = time.perf_counter(), time.process_time()
    deed()
    return (time.perf_counter() - started) * 1000, (time.process_time() - busy) * 1000


def plan_of(connection: sa.Connection, wanted: EventFilter) -> list[str]:
    """SQLite's plan of the query for a page, line by line."""
    query = sa.select(events_table.c.record).where(*conditions(connection, wanted))
    query = query.order_by(events_table.c.position).limit(100)
    compiled = query.compile(connection, compile_kwargs={"literal_binds": True})
    return [str(row[-1]) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}".replace("%", "%%"))]


def main() -> None:
    """Generate, measure, print, write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=300, help="combinations of filters")
    parser.add_argument("--keep", type=Path, help="where the database is kept for the next time")
    parser.add_argument("--output", type=Path, default=ROOT / "evaluation" / "results" / "server_speed.json")
    options = parser.parse_args()
    contents = generated(options.events)
    with tempfile.TemporaryDirectory() as scratch:
        path = options.keep or Path(scratch) / "chronology.db"
        if not path.exists():
            with Chronology.create(path, durable=False) as made:
                made.write(contents, tidy=True)
        with Chronology.open(path) as chronology:
            found = measure(chronology, contents, options.rounds)
    found |= {"events": options.events, "load_average": round(os.getloadavg()[0], 1)}
    print(json.dumps(found, indent=2))
    options.output.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


def measure(chronology: Chronology, contents: Contents, rounds: int) -> dict[str, Any]:
    """Times of pages, of densities and of decisions, in milliseconds, and what their plans say."""
    pages: list[tuple[float, float, dict[str, Any]]] = []
    counts: list[tuple[float, float]] = []
    without_index: list[dict[str, Any]] = []
    with chronology.reading() as snapshot:
        for given in combinations(contents, rounds):
            wanted = event_filter(**given)
            pages.append((*timed(partial(snapshot.find_events, wanted, limit=100)), given))
            counts.append(timed(partial(density, snapshot.connection, wanted, count=120)))
            if not any("INDEX" in line or "PRIMARY KEY" in line for line in plan_of(snapshot.connection, wanted)):
                without_index.append(given)
    slowest, _, asked = max(pages, key=lambda row: row[0])
    return {
        "combinations": rounds,
        "page_ms": spread([row[0] for row in pages]),
        "page_cpu_ms": spread([row[1] for row in pages]),
        "density_ms": spread([clock for clock, _ in counts]),
        "density_cpu_ms": spread([busy for _, busy in counts]),
        "within_limit": sorted(row[0] for row in pages)[int(rounds * 0.95)] <= LIMIT_MS,
        "slowest": {"ms": round(slowest, 1), "filter": asked},
        "plans_without_an_index": len(without_index),
        "decision_ms": decisions(chronology, contents),
    }


def decisions(chronology: Chronology, contents: Contents, count: int = 40) -> dict[str, dict[str, float]]:
    """Times of decisions by action."""
    chance = random.Random(SEED + 2)
    with chronology.reading() as snapshot:  # of a database that was kept, some are merged away
        drawn = (event.id for event in chance.sample(list(contents.events), min(count * 9, len(contents.events))))
        ids = list(islice((identity for identity in drawn if snapshot.event(identity) is not None), count * 3))
    taken: dict[str, list[float]] = {"accept": [], "edit": [], "merge": []}
    for at in range(count):
        one, other, third = ids[at * 3 : at * 3 + 3]
        for proposal in (
            Proposal(action="accept", target=one),
            Proposal(action="edit", target=third, after={"when": {"earliest": "2010-05-05", "latest": "2010-05-05"}}),
            Proposal(action="merge", target=one, after={"events": [other]}),
        ):
            started = time.perf_counter()
            outcome = decide(chronology, proposal)
            if not isinstance(outcome, Decided):
                raise SystemExit(f"{proposal.action} was not taken: {outcome.message}")
            taken[proposal.action].append((time.perf_counter() - started) * 1000)
    return {action: spread(times) for action, times in taken.items()}


def spread(times: list[float]) -> dict[str, float]:
    """Median, 95th percentile and greatest of some times."""
    ordered = sorted(times)
    return {
        "median": round(statistics.median(ordered), 1),
        "p95": round(ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))], 1),
        "most": round(ordered[-1], 1),
    }


if __name__ == "__main__":
    main()
