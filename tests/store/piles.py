"""Piles of claims that a real run merged, written into a chronology: what decisions are tried on."""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "reconciling"))

import msgspec
from reconciling_builders import Pile, before, body, figure, person, place, when

from strandline.pipeline.decided import claims_by_hand, identified, is_by_hand
from strandline.pipeline.writer import in_order, worked_out
from strandline.reconciling import Reconciled, reconcile
from strandline.records import Claim, Decision, Document, Event
from strandline.store import Chronology, Contents, document_order

DEEDS = (
    ("An [explosion] tore through the grain silo of {place} on {day}", "disaster"),
    ("The [explosion] at the silo in {place} killed {number} workers", "disaster"),
    ("The ferry [sank] off {place} on {day}, the pilot said", "accident"),
    ("Mayor Ilse Brandt [resigned] in {place} on {day}", "appoint"),
    ("After the explosion the mayor of {place} [resigned]", "appoint"),
    ("Then dockers of {place} [marched] to the town hall", "protest"),
    ("Before the march the council of {place} [met] behind closed doors", "meet"),
)
PLACES = ("Orlach", "Skarvik", "Ponte Velha")


def silo() -> Pile:
    """A small pile: an explosion in two reports, what came after it, and a ferry."""
    made = Pile()
    at = {"where": (place("Orlach"),)}
    dead = {**at, "kind": "disaster", "actors": (body("silo", "patient"),)}
    made.add(
        "monday", "2031-05-05",
        ("An [explosion] tore through the grain silo of Orlach on Sunday",
         {**dead, "when": when("2031-05-04"), "figures": (figure("killed", 3, 3),)}),
        ("After the explosion the mayor of Orlach [resigned]",
         {**at, "kind": "appoint", "when": before("2031-05-05"), "actors": (person("Ilse Brandt"),)}),
        publisher="Orlach Post",
    )  # fmt: skip
    made.add(
        "tuesday", "2031-05-06",
        ("The [explosion] at the grain silo of Orlach on Sunday killed four workers",
         {**dead, "when": when("2031-05-04"), "figures": (figure("killed", 4, 4),)}),
        ("A ferry [sank] off Skarvik",
         {"kind": "accident", "when": when("2031-05-06"), "where": (place("Skarvik"),)}),
        publisher="Skarvik Courier",
    )  # fmt: skip
    made.add(
        "friday", "2031-05-09",
        ("The council of Orlach [met] behind closed doors on Wednesday",
         {**at, "kind": "meet", "when": when("2031-05-07"), "actors": (body("council"),)}),
        ("Then dockers [marched] to the town hall of Orlach",
         {**at, "kind": "protest", "when": before("2031-05-09"), "actors": (body("dockers"),)}),
    )  # fmt: skip
    return made


def random_pile(seed: int, *, documents: int = 8, towns: Sequence[str] = PLACES) -> Pile:
    """Reports that tell of the same few things in turn, with times that are stated, bounded or unknown."""
    chance = random.Random(seed)
    made = Pile()
    for number in range(documents):
        published = f"2031-05-{chance.randint(4, 20):02d}"
        sentences = []
        for _ in range(chance.randint(1, 4)):
            words, kind = chance.choice(DEEDS)
            town, day = chance.choice(towns), chance.randint(1, 4)
            fields: dict[str, Any] = {"kind": kind, "where": (place(town),)}
            fields["when"] = when(f"2031-05-{day:02d}") if "{day}" in words else before(published)
            if "Ilse" in words:
                fields["actors"] = (person("Ilse Brandt"),)
            if "{number}" in words:
                fields["figures"] = (figure("killed", day, day),)
            sentences.append((words.format(place=town, day=f"{day} May", number=day), fields))
        made.add(f"report {number}", published, *sentences, publisher=chance.choice((None, "Orlach Post")))
    return made


def one_day_pile(seed: int) -> Pile:
    """Reports of what happened on one day, told in turn and against it, by texts of several days."""
    chance = random.Random(seed)
    made = Pile()
    words = ("burst", "sank", "rang", "met", "left", "fell", "struck", "rose")
    for number in range(6):
        sentences = []
        for word in chance.sample(words, chance.randint(2, 5)):
            turn = chance.choice(("", "Then ", "Earlier ", "Later "))
            fields: dict[str, Any] = {"when": when("2031-05-02"), "actors": (body(f"crew {number}"),)}
            fields["status"] = chance.choice(("happened", "happened", "happened", "planned"))
            fields["kind"] = chance.choice(("other", "statement"))
            sentences.append((f"{turn}crew {number} of the boat [{word}] near the quay", fields))
        made.add(f"report {number}", f"2031-05-{chance.randint(3, 5):02d}", *sentences)
    return made


def spoken(claim: Claim, text: str) -> Claim:
    """A claim whose names stand where the text has them, else nowhere."""

    def put(mention: Any) -> Any:
        at = text.find(mention.name)
        spot = (at, at + len(mention.name), mention.name) if at >= 0 else (0, 0, "")
        return msgspec.structs.replace(mention, start=spot[0], end=spot[1], text=spot[2])

    blank = tuple(msgspec.structs.replace(figure, start=0, end=0, text="") for figure in claim.figures)
    return msgspec.structs.replace(
        claim, where=tuple(map(put, claim.where)), actors=tuple(map(put, claim.actors)), figures=blank
    )


def run_over(
    documents: Sequence[Document], claims: Sequence[Claim], decisions: Sequence[Decision], earlier: Sequence[Event]
) -> tuple[Reconciled, dict[str, Any]]:
    """A whole run, as the pipeline does it; with what it keeps of claims that people renamed."""
    marked = claims_by_hand(decisions, documents)
    every = in_order(sorted(documents, key=document_order), [*claims, *marked])
    named, own_actors, own_where = identified(every, decisions, {})
    found = reconcile(documents, named, decisions=decisions, earlier=earlier)
    return found, {"own_actors": own_actors, "own_where": own_where}


def contents_of(found: Reconciled, own: dict[str, Any], redirects: dict[str, str]) -> Contents:
    """What such a run writes."""
    documents = sorted(found.documents, key=document_order)
    standing = {event.id for event in found.events}
    moved = {**redirects, **found.redirects}
    return Contents(
        documents=documents,
        claims=in_order(documents, found.claims),
        events=found.events,
        origins=found.origins,
        redirects={old: new for old, new in moved.items() if old not in standing},
        meta={"format": 1, "program": "strandline", "title": None, "settings": {}, "report": {"counts": {}}},
        **own,
        **worked_out(found.workings),
    )


def write_pile(chronology: Chronology, pile: Pile) -> None:
    """Write a pile as a run would, with the decisions that stand in the log already."""
    with chronology.reading() as snapshot:
        decisions, earlier, redirects = snapshot.decisions(), list(snapshot.events()), snapshot.redirects()
    texts = {document.id: document.text for document in pile.documents}
    claims = [spoken(claim, texts[claim.document]) for claim in pile.claims]
    found, own = run_over(pile.documents, claims, decisions, earlier)
    chronology.write(contents_of(found, own, redirects))


def whole_run(chronology: Chronology) -> Reconciled:
    """What a whole run over the chronology as it stands would come to."""
    with chronology.reading() as snapshot:
        documents = list(snapshot.documents())
        claims = [claim for claim in snapshot.extracted_claims() if not is_by_hand(claim.id)]
        found, _ = run_over(documents, claims, snapshot.decisions(), list(snapshot.events()))
    return found
