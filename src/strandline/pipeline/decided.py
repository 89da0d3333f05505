"""What people decided of documents, of who and where is meant, and of missed claims: the log in, records out.

What they decided of events is for ``reconciling``. These three change what reconciling is given, so every run takes
them from the log anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

import msgspec

from strandline.pipeline.settings import published_on
from strandline.records import (
    UNKNOWN_WHEN,
    Actor,
    Claim,
    Decision,
    Document,
    Place,
    Published,
    Trigger,
    When,
    undone,
)

BY_HAND: Final = "hand"
"""How the ids of claims begin that somebody marked."""
_REPORTED: Final = frozenset({"happened", "ongoing", "attempted", "did_not_happen"})
_PLACE_FIELDS: Final = ("name", "lat", "lon", "country", "level", "precision")
Named = TypeVar("Named", Actor, Place)


# ------------------------------------------------------------------------------------------------ documents


@dataclass(frozen=True, kw_only=True)
class Dates:
    """Dates of documents, by id: ``given`` by people, and those that ``stood`` before anybody gave one that was taken
    back since."""

    given: Mapping[str, Published] = field(default_factory=dict)
    stood: Mapping[str, Published | None] = field(default_factory=dict)

    def stored(self, document: Document) -> Document:
        """A document of the chronology, dated as people want it."""
        if document.id in self.given:
            return msgspec.structs.replace(document, published=self.given[document.id])
        if document.id in self.stood:
            return msgspec.structs.replace(document, published=self.stood[document.id])
        return document

    def read(self, document: Document) -> Document:
        """A document that was just read from its file, dated as people want it."""
        if document.id in self.given:
            return msgspec.structs.replace(document, published=self.given[document.id])
        return document


def dates_of(decisions: Sequence[Decision]) -> Dates:
    """What the log says of the dates of documents."""
    taken_back = undone(decisions)
    given: dict[str, Published] = {}
    stood: dict[str, Published | None] = {}
    for decision in decisions:
        if decision.action != "date":
            continue
        before = decision.before if isinstance(decision.before, Mapping) else {}
        if decision.target not in stood:
            was = before.get("published")
            stood[decision.target] = None if was is None else msgspec.convert(was, Published)
        if decision.id not in taken_back:
            given[decision.target] = published_on(decision.after["published"])
    return Dates(given=given, stood={key: value for key, value in stood.items() if key not in given})


# ----------------------------------------------------------------------------------------- who and where is meant


@dataclass(frozen=True, kw_only=True)
class Identities:
    """Who and where people say is meant: ``same`` id → the id that it is, ``known`` id → fields of its name."""

    same: Mapping[str, str] = field(default_factory=dict)
    known: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.same or self.known)

    def of(self, identity: str) -> str:
        """The id at the end of a chain of identities."""
        seen = {identity}
        while (following := self.same.get(identity)) is not None and following not in seen:
            seen.add(following)
            identity = following
        return identity

    def named(self, mention: Named) -> Named:
        """An actor or place under the id and name that people gave it."""
        if mention.id is None:
            return mention
        identity = self.of(mention.id)
        fields = self.known.get(identity, {})
        if identity == mention.id and not fields:
            return mention
        return msgspec.structs.replace(mention, id=identity, **fields)

    def applied(self, claim: Claim) -> Claim:
        """A claim with its actors and places under these ids and names."""
        actors = tuple(self.named(actor) for actor in claim.actors)
        where = tuple(self.named(place) for place in claim.where)
        if actors == claim.actors and where == claim.where:
            return claim
        return msgspec.structs.replace(claim, actors=actors, where=where)


def identities_of(decisions: Sequence[Decision]) -> Identities:
    """What the log says of who and where is meant."""
    taken_back = undone(decisions)
    same: dict[str, str] = {}
    known: dict[str, dict[str, Any]] = {}
    for decision in decisions:
        if decision.action != "identity" or decision.id in taken_back:
            continue
        after = decision.after
        if "same_as" in after:
            same.pop(after["same_as"], None)  # the later word is the right way round
            same[decision.target] = after["same_as"]
            known.setdefault(after["same_as"], dict(after.get("fields", {})))
        else:
            known.setdefault(decision.target, {})["name"] = after["name"]
    return Identities(same=same, known=known)


def identified(
    claims: Sequence[Claim], decisions: Sequence[Decision], own_actors: Mapping[str, tuple[Actor, ...]]
) -> tuple[list[Claim], dict[str, tuple[Actor, ...]], dict[str, tuple[Place, ...]]]:
    """Claims under the ids and names that people gave; their actors and places as they were, by id of those that
    changed.

    Args:
        claims: all claims.
        decisions: oldest first.
        own_actors: actors as they were, by claim id, where something else changed them before.
    """
    people = identities_of(decisions)
    kept = dict(own_actors)
    places: dict[str, tuple[Place, ...]] = {}
    if not people:
        return list(claims), kept, places
    found = []
    for claim in claims:
        named = people.applied(claim)
        found.append(named)
        if named.actors != claim.actors:
            kept.setdefault(claim.id, claim.actors)
        if named.where != claim.where:
            places[claim.id] = claim.where
    return found, kept, places


def fields_of_name(mention: Actor | Place) -> dict[str, Any]:
    """What makes up the name of an actor or place, for ``after`` of a decision."""
    if isinstance(mention, Actor):
        return {"name": mention.name}
    return {name: getattr(mention, name) for name in _PLACE_FIELDS}


# --------------------------------------------------------------------------------------------------- missed claims


def claims_by_hand(decisions: Sequence[Decision], documents: Iterable[Document]) -> list[Claim]:
    """The claims that people marked in documents that are still there, oldest first."""
    taken_back = undone(decisions)
    by_id = {document.id: document for document in documents}
    marked = [
        decision
        for decision in decisions
        if decision.action == "claim" and decision.id not in taken_back and decision.target in by_id
    ]
    found = (claim_by_hand(by_id[decision.target], decision.after, who=decision.who) for decision in marked)
    return list({claim.id: claim for claim in found}.values())


def is_by_hand(claim: str) -> bool:
    """Whether a claim of this id was marked by somebody."""
    return claim.startswith(BY_HAND)


def claim_by_hand(document: Document, after: Mapping[str, Any], *, who: str) -> Claim:
    """The claim that somebody marked; ``after`` as ``proposals`` checks it."""
    text, start, end = document.text, int(after["start"]), int(after["end"])
    first, last = int(after["trigger"]["start"]), int(after["trigger"]["end"])
    digest = hashlib.sha256(f"{document.id}|{start}|{end}|{first}|{last}".encode()).hexdigest()
    when = after.get("when")
    return Claim(
        id=BY_HAND + digest[: 16 - len(BY_HAND)],
        document=document.id,
        start=start,
        end=end,
        quote=text[start:end],
        trigger=Trigger(start=first, end=last, text=text[first:last], lemma=text[first:last].casefold()),
        kind=after["kind"],
        status=after["status"],
        when=_reported(document, after["status"]) if when is None else msgspec.convert(when, When),
        where=(),
        actors=(),
        figures=(),
        attribution=(),
        confidence=1.0,
        status_reason=f"marked by {who}",
    )


def _reported(document: Document, status: str) -> When:
    """When something happened that a document reports and nobody dates."""
    if document.published is None or status not in _REPORTED:
        return UNKNOWN_WHEN
    latest = document.published.latest
    return msgspec.structs.replace(
        UNKNOWN_WHEN, latest=latest, edtf=f"../{latest[:10]}", basis="publication",
        reason=f"reported on {latest[:10]}, and no time is given",
    )  # fmt: skip
