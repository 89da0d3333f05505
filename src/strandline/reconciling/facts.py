"""What reconciling compares: claims in, facts out, each with its keys worked out once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from strandline.reconciling.intervals import Interval, interval_of
from strandline.records import Claim, Document

_WORD: Final = re.compile(r"[^\W_]+")
_SMALL: Final = frozenset(
    "a an the and or but of in on at to for from by with as is are was were be been being had has have having that which "
    "who whom this these those it its he she they them his her their not no did do does would could may might will shall "
    "said says say also than then there when while where after before into over out up down about more most some any all "
    "one two new".split()
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A claim with what is compared of it.

    Attributes:
        number: place in the fixed order of all claims.
        document: place of its document in the fixed order of documents.
        origin: number of its origin.
        lemma: the trigger's lemma, case folded.
        interval: see ``intervals``; ``dated`` tells whether the text itself puts it there.
        people: ids of actors, by what they do: who acts, who suffers, everyone.
        places: ids or names of places.
        words: content words of the quote.
    """

    number: int
    claim: Claim
    document: int
    origin: int
    lemma: str
    interval: Interval
    dated: bool
    agents: frozenset[str]
    patients: frozenset[str]
    people: frozenset[str]
    places: frozenset[str]
    words: frozenset[str]


def document_order(documents: Sequence[Document]) -> list[Document]:
    """Documents by date and id, the undated last: the one order that everything here goes by."""
    return sorted(
        documents, key=lambda item: (item.published.earliest if item.published is not None else "~", item.id, item.path)
    )


def claim_order(documents: Sequence[Document], claims: Sequence[Claim]) -> list[Claim]:
    """Claims by document and place in the text."""
    position = {document.id: at for at, document in enumerate(documents)}
    return sorted(claims, key=lambda item: (position[item.document], item.start, item.end, item.trigger.start, item.id))


def content_words(text: str) -> frozenset[str]:
    """Words that carry meaning, case folded."""
    return frozenset(word for word in _WORD.findall(text.casefold()) if word not in _SMALL and len(word) > 1)


def facts_of(documents: Sequence[Document], claims: Sequence[Claim], origin_of: Mapping[str, int]) -> list[Fact]:
    """A fact for each claim, in the order given; see ``claim_order``."""
    position = {document.id: at for at, document in enumerate(documents)}
    return [
        _fact(number, claim, position[claim.document], origin_of[claim.document]) for number, claim in enumerate(claims)
    ]


def _fact(number: int, claim: Claim, document: int, origin: int) -> Fact:
    people: dict[str, set[str]] = {"agent": set(), "patient": set(), "all": set()}
    for actor in claim.actors:
        people["all"].add(actor.id)
        people.get(actor.role, set()).add(actor.id)
    return Fact(
        number=number,
        claim=claim,
        document=document,
        origin=origin,
        lemma=claim.trigger.lemma.casefold(),
        interval=interval_of(claim.when),
        dated=claim.when.basis in ("stated", "relative", "inherited", "inferred"),
        agents=frozenset(people["agent"]),
        patients=frozenset(people["patient"]),
        people=frozenset(people["all"]),
        places=frozenset(place.id or f"name:{place.name.casefold()}" for place in claim.where),
        words=content_words(claim.quote),
    )
