"""Who does what to whom, and where: ``python -m evaluation.arguments [--corpora DIR] [--development [--errors N]]``.

Claims of the ``claims`` corpus whose trigger is a gold row's: their actors against the row's ``actors``, with and
without the part that each plays, and their places against the row's ``places``. A found actor is a gold one where
either's name or head word is in the other, or where the program takes the gold words for the same actor. Precision,
recall and F1 in per cent; ``whole`` is the share of claims with every actor in its part and none too many. Rows name
whom an editor would name, from the sentences around too, so that not every other actor is false. Sentences are
printed of the development documents alone; the twelve test documents (``training.splits``) give figures.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from evaluation.claims import Row, match_triggers, rows_of
from evaluation.street import Street, run, tools
from strandline.actors import resolve_actors
from strandline.claims.syntax import Tree
from strandline.pipeline.countries import country_finder
from strandline.records import Actor, Claim, Place
from training.splits import claims_test

ROLES: Final = ("agent", "patient", "speaker", "addressee", "via")
_ENDS: Final = re.compile(
    r"\s*[,(;:–—]|\s+(?:of|in|at|from|on|for|with|by|near|to|who|whose|which|that|aboard|behind|under|and|or)\s",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[\w.’'-]+")
_LITTLE: Final = frozenset(
    {"the", "a", "an", "this", "that", "these", "those", "his", "her", "their", "its", "'s", "s"}
)


@dataclass
class Tally:
    """How many there are, how many were given, and how many of these are right."""

    gold: int = 0
    given: int = 0
    right: int = 0

    def scores(self, name: str) -> dict[str, float]:
        """Precision, recall and F1 in per cent."""
        return {
            f"{name} precision": 100 * self.right / max(1, self.given),
            f"{name} recall": 100 * self.right / max(1, self.gold),
            f"{name} f1": 200 * self.right / max(1, self.gold + self.given),
        }


@dataclass
class Errors:
    """Error classes with the sentences where they stand."""

    seen: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, sort: str, row: Row, claim: Claim, what: str) -> None:
        quote = claim.quote.replace("\n", " / ")
        given = ", ".join(f"{actor.text} = {actor.name} ({actor.role})" for actor in claim.actors)
        gold = ", ".join(f"{name} ({role})" for name, role in row["actors"])
        self.seen[sort].append(f"{what!r}: [{row['trigger']}] {quote}\n        gold {gold}\n        given {given}")


def words_of(surface: str) -> list[str]:
    """Lower-cased words without articles and possessives."""
    words = (word.strip(".’'").removesuffix("'s").removesuffix("’s") for word in _WORD.findall(surface.lower()))
    return [word for word in words if word and word not in _LITTLE]


def head_word(surface: str) -> str:
    """The last word before the first phrase that is added behind: "officials of the port" gives "officials"."""
    found = _ENDS.search(surface, 3)
    words = words_of(surface[: found.start()] if found else surface) or words_of(surface)
    return words[-1] if words else surface.lower()


def alike(one: str, other: str) -> bool:
    """Whether one surface's head word stands in the other and neither is a part of another name."""
    first, second = words_of(one), words_of(other)
    if not first or not second:
        return one.lower() == other.lower()
    return (head_word(one) in second and set(first) <= set(second) | _modifiers(first)) or (
        head_word(other) in first and set(second) <= set(first) | _modifiers(second)
    )


def _modifiers(words: Sequence[str]) -> set[str]:
    return set(words[:-1])


def is_actor(gold: str, actor: Actor, ids: frozenset[str]) -> bool:
    """Whether a given actor is the gold one."""
    return actor.id in ids or alike(gold, actor.text) or alike(gold, actor.name)


def paired(row: Row, claim: Claim, ids: dict[str, frozenset[str]]) -> list[tuple[int, int]]:
    """Gold and given actors that are one, by index; those with the same role first, each once."""
    pairs: list[tuple[int, int]] = []
    for same_role in (True, False):
        for index, (surface, role) in enumerate(row["actors"]):
            if any(index == one for one, _ in pairs):
                continue
            for place, actor in enumerate(claim.actors):
                taken = any(place == other for _, other in pairs)
                if not taken and (actor.role == role or not same_role) and is_actor(surface, actor, ids[surface]):
                    pairs.append((index, place))
                    break
    return pairs


def place_right(gold: str, place: Place) -> bool:
    return alike(gold, place.text) or alike(gold, place.name)


class Measure:
    """Counts over documents."""

    def __init__(self) -> None:
        self.actors, self.roles, self.places = Tally(), Tally(), Tally()
        self.by_role: dict[str, Tally] = {role: Tally() for role in ROLES}
        self.claims = self.whole = 0
        self.errors = Errors()

    def add(self, street: Street, gold: Sequence[Row]) -> None:
        """Count one document."""
        known = _ids_by_surface(street)
        tree = Tree(street.reading)
        for row, claim in match_triggers(list(gold), street.claims):
            if row is not None and claim is not None:
                self._add_actors(row, claim, known, tree)
                self._add_places(row, claim)

    def _add_actors(self, row: Row, claim: Claim, known: dict[str, frozenset[str]], tree: Tree) -> None:
        nobody: frozenset[str] = frozenset()
        pairs = paired(row, claim, {surface: known.get(surface.lower(), nobody) for surface, _ in row["actors"]})
        in_part = [(one, other) for one, other in pairs if row["actors"][one][1] == claim.actors[other].role]
        for tally, right in ((self.actors, len(pairs)), (self.roles, len(in_part))):
            tally.gold += len(row["actors"])
            tally.given += len(claim.actors)
            tally.right += right
        for role, tally in self.by_role.items():
            tally.gold += sum(item[1] == role for item in row["actors"])
            tally.given += sum(actor.role == role for actor in claim.actors)
            tally.right += sum(claim.actors[other].role == role for _, other in in_part)
        self.claims += 1
        self.whole += len(in_part) == len(row["actors"]) == len(claim.actors)
        self._note(row, claim, pairs, tree)

    def _note(self, row: Row, claim: Claim, pairs: list[tuple[int, int]], tree: Tree) -> None:
        trigger = _token_in(tree, claim.trigger.start, claim.trigger.end)
        sort = "verb" if tree.tokens[trigger].upos in ("VERB", "AUX") else "noun"
        for one, other in pairs:
            role, given = row["actors"][one][1], claim.actors[other].role
            if role != given:
                self.errors.add(f"role: {given} for {role} ({sort})", row, claim, claim.actors[other].text)
        for index, (surface, role) in enumerate(row["actors"]):
            if all(index != one for one, _ in pairs):
                at = claim.quote.find(surface)
                head = None if at < 0 else _token_in(tree, claim.start + at, claim.start + at + len(surface))
                way = "elsewhere" if head is None else path_between(tree, trigger, head)
                self.errors.add(f"missing {role} of a {sort}: {way}", row, claim, surface)
        for place, actor in enumerate(claim.actors):
            if all(place != other for _, other in pairs):
                way = path_between(tree, trigger, _token_in(tree, actor.start, actor.end))
                self.errors.add(f"too many, {actor.role} of a {sort}: {way}", row, claim, actor.text)

    def _add_places(self, row: Row, claim: Claim) -> None:
        found = [gold for gold in row["places"] if any(place_right(gold, place) for place in claim.where)]
        given = [place for place in claim.where if any(place_right(gold, place) for gold in row["places"])]
        self.places.gold += len(row["places"])
        self.places.given += len(claim.where)
        self.places.right += min(len(found), len(given))
        for gold in row["places"]:
            if gold not in found:
                near = "in its clause" if gold in claim.quote else "elsewhere"
                self.errors.add(f"missing place, {near}", row, claim, gold)
        for place in claim.where:
            if place not in given:
                self.errors.add(f"too many, place {place.role}", row, claim, place.text)

    def scores(self) -> dict[str, float]:
        """All figures in per cent."""
        found = {**self.actors.scores("actors"), **self.roles.scores("in their part")}
        for role, tally in self.by_role.items():
            found |= tally.scores(role)
        return {**found, **self.places.scores("places"), "whole": 100 * self.whole / max(1, self.claims)}


def _ids_by_surface(street: Street) -> dict[str, frozenset[str]]:
    """Who the actor mentions of a text are, by their words."""
    mentions = resolve_actors(
        street.document.text, reading=street.reading, places=street.places, country_of=country_finder(tools()[1])
    )
    found: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        found[mention.text.lower()].add(mention.id)
    return {surface: frozenset(ids) for surface, ids in found.items() if len(ids) == 1}


def _token_in(tree: Tree, start: int, end: int) -> int:
    """The highest token of a stretch of text."""
    inside = [index for index, token in enumerate(tree.tokens) if token.start < end and token.end > start]
    return next(index for index in inside if tree.tokens[index].head not in inside)


def path_between(tree: Tree, trigger: int, other: int) -> str:
    """Relations from the trigger up to the common head (``<``) and down to the other token (``>``)."""
    above = [trigger, *tree.ancestors(trigger)]
    below = [other, *tree.ancestors(other)]
    common = next((node for node in above if node in below), None)
    if common is None:
        return "another sentence"
    up = [f"<{tree.tokens[node].deprel}" for node in above[: above.index(common)]]
    down = [_step(tree, node) for node in reversed(below[: below.index(common)])]
    return " ".join([*up, *down]) or "itself"


def _step(tree: Tree, node: int) -> str:
    case = tree.case_of(node)
    return f">{tree.tokens[node].deprel}" + (f"({case})" if case else "")


def measure(corpora: Path, identifiers: Iterable[str]) -> Measure:
    """The counts of some documents of the claims corpus."""
    wanted = frozenset(identifiers)
    found = Measure()
    for document in rows_of(corpora / "claims/documents.jsonl"):
        if document["id"] in wanted:
            street = run(document["text"], document["published"], identifier=document["id"])
            found.add(street, rows_of(corpora / f"claims/rows/{document['id']}.jsonl"))
    return found


def print_errors(errors: Errors, most: int, only: str) -> None:
    """The commonest classes first, each with some of its sentences."""
    for sort, lines in sorted(errors.seen.items(), key=lambda item: -len(item[1])):
        if only in sort:
            print(f"{len(lines):4} {sort}")
            for line in lines[:most]:
                print(f"      {line}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--development", action="store_true", help="the documents that rules may be learnt from")
    parser.add_argument("--errors", type=int, metavar="N", help="with --development: classes with N sentences each")
    parser.add_argument("--only", default="", metavar="WORDS", help="with --errors: classes whose name holds these")
    parser.add_argument("--out", type=Path, default=Path("evaluation/results"))
    options = parser.parse_args()
    if not options.corpora.exists():
        print("arguments: not measured, no", options.corpora)
        return
    everything = [row["id"] for row in rows_of(options.corpora / "claims/documents.jsonl")]
    test = claims_test(everything)
    found = measure(options.corpora, frozenset(everything) - test if options.development else test)
    scores = found.scores()
    half = "development" if options.development else "test"
    print(f"claims {half}: {found.claims} claims, whole {scores['whole']:.1f}")
    for name in ("actors", "in their part", *ROLES, "places"):
        figures = "  ".join(f"{part} {scores[f'{name} {part}']:5.1f}" for part in ("precision", "recall", "f1"))
        print(f"  {name:14} {figures}")
    if options.development and options.errors is not None:
        print_errors(found.errors, options.errors, options.only)
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / f"arguments-{half}.json").write_text(json.dumps(scores, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
