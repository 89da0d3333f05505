"""Who is meant across documents: a person whom one document names by the family name alone is the one whom others
name in full.

Only where exactly one person of the pile fits; the same family name of two people stays two people, and an unclear
mention stays under its own name.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from strandline.actors.names import body_words, could_be_same_person, person_words, surname
from strandline.records import Actor


def link_across(actors: Iterable[Actor]) -> dict[str, tuple[str, str]]:
    """Identities to replace: id → (id, name) of the fuller one; ids that stay are left out."""
    names: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for actor in actors:
        names.setdefault(actor.id, actor.name)
        counts[actor.id] += 1
    people = {key: person_words(name) for key, name in names.items() if key.startswith("per:")}
    by_surname: dict[str, list[str]] = defaultdict(list)
    for key, words in sorted(people.items()):
        if words:
            by_surname[surname(words)].append(key)
    found: dict[str, tuple[str, str]] = {}
    for keys in by_surname.values():
        for key in keys:
            fuller = [
                other
                for other in keys
                if other != key
                and len(people[other]) > len(people[key])
                and could_be_same_person(people[key], people[other])
            ]
            longest = {people[other]: other for other in fuller}
            maximal = [
                other
                for words, other in longest.items()
                if not any(len(w) > len(words) and could_be_same_person(words, w) for w in longest)
            ]
            if len(maximal) == 1:
                found[key] = (maximal[0], names[maximal[0]])
    bodies: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for key, name in sorted(names.items()):
        if key.startswith("org:"):
            bodies[body_words(name)].append(key)
    for keys in bodies.values():
        best = max(keys, key=lambda item: (counts[item], item))
        for key in keys:
            if key != best:
                found[key] = (best, names[best])
    return found
