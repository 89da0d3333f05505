"""Who is meant within a document: names, aliases, roles and pronouns to one identity each.

Method: names of a kind are grouped from the fullest form down (a shorter form joins the one fuller name that it fits;
where it fits two, the one mentioned most before it); definite role nouns go to the person who bears the role;
pronouns and other nominals follow the reader's references, else the nearest earlier person that agrees in number and
gender.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import msgspec

from strandline.actors.names import (
    body_nouns,
    body_words,
    could_be_same_person,
    gender_of_name,
    government_words,
    heads_of_state,
    initials,
    initials_with_small,
    person_words,
    slug,
    speaking_capitals,
    surname,
    titles,
    words_of,
)  # fmt: skip
from strandline.actors.nouns import may_stand_for
from strandline.records import Actor, Name, NameType, Place, Reading, Token

_PREFIX: Final = {
    "PER": "per",
    "ORG": "org",
    "GPE": "place",
    "NORP": "group",
    "FAC": "org",
    "PRODUCT": "thing",
    "LOC": "place",
}
_PERSONAL: Final = {
    "he": "male", "him": "male", "his": "male", "himself": "male",
    "she": "female", "her": "female", "hers": "female", "herself": "female",
}  # fmt: skip
_SAYING: Final = frozenset(
    {"say", "tell", "add", "write", "note", "explain", "claim", "argue", "continue", "tweet", "ask", "warn", "insist"}
)
"""Who said the last thing is likely who "he said" means."""
_CLAIMING: Final = _SAYING | {"deny", "admit", "acknowledge", "believe", "think", "promise", "vow", "pledge", "hope"}
"""Verbs whose clause goes on with "he" for whoever speaks or thinks."""
_QUOTES: Final = frozenset('"“”„«»') | {"``", "''", "‘"}
_PLURAL: Final = frozenset({"they", "them", "their", "theirs", "themselves"})
_OFFICES: Final = frozenset(
    {"administration", "campaign", "government", "family", "camp", "team", "ministry", "cabinet"}
)
"""What makes a body of people of a person's name before it."""
_WINDOW_SENTENCES: Final = 4
"""How many sentences back a pronoun may look where the reader gives no reference."""

CountryOf = Callable[[str], tuple[str, str] | None]


@dataclass
class Entity:
    """One identity within a document. ``roles`` are lemmas of nouns that name its role; ``mentions`` token ranges."""

    kind: str
    name: str
    words: tuple[str, ...]
    place_id: str | None = None
    gender: str = ""
    roles: set[str] = field(default_factory=set)
    mentions: list[tuple[int, int]] = field(default_factory=list)

    @property
    def id(self) -> str:
        """Identity as it stands in ``Actor.id``."""
        return self.place_id or f"{_PREFIX.get(self.kind, 'thing')}:{slug(self.name)}"


def resolve_actors(
    text: str, *, reading: Reading, places: tuple[Place, ...] = (), country_of: CountryOf | None = None
) -> tuple[Actor, ...]:
    """Every mention of a named actor in a document, with its identity; role is ``other`` (claims give roles).

    Args:
        text: the document's text.
        reading: its reading.
        places: its resolved places; a place that acts is an actor under the place's id.
        country_of: demonym ("Iranian") → name and id of its country, or None.
    """
    entities = _Entities(reading, places, country_of)
    entities.gather()
    mentions = entities.named | entities.by_role() | entities.by_reference()
    mentions |= entities.by_pronoun(mentions)
    mentions |= entities.by_clause(mentions)
    actors = []
    for (first, last), entity in sorted(mentions.items()):
        start, end = reading.tokens[first].start, reading.tokens[last - 1].end
        actors.append(Actor(start=start, end=end, text=text[start:end], name=entity.name, id=entity.id, role="other"))
    return tuple(actors)


class _Entities:
    def __init__(self, reading: Reading, places: tuple[Place, ...], country_of: CountryOf | None) -> None:
        self.reading = reading
        self.tokens = reading.tokens
        self.places = {place.start: place for place in places}
        self.country_of = country_of
        self.named: dict[tuple[int, int], Entity] = {}
        self.entities: list[Entity] = []
        self._by_place: dict[str, Entity] = {}

    # ------------------------------------------------------------------------------------------------ names

    def gather(self) -> None:
        """Group the names of the document."""
        names = _agreed_types(self.reading.names)
        people = [name for name in names if name.type == "PER"]
        bodies = [name for name in names if name.type in ("ORG", "FAC", "PRODUCT")]
        self._people(people)
        self._bodies(bodies)
        for name in names:
            if name.type in ("GPE", "LOC", "NORP"):
                self._place_or_group(name)

    def _add(self, entity: Entity, name: Name) -> None:
        entity.mentions.append((name.first, name.last))
        self.named[name.first, name.last] = entity

    def _people(self, names: list[Name]) -> None:
        full: list[Entity] = []
        forms = {id(name): person_words(name.text) for name in names}
        for name in sorted(names, key=lambda item: (-len(forms[id(item)]), item.first)):
            words = forms[id(name)]
            if not words:
                continue
            fitting = [entity for entity in full if words == entity.words or could_be_same_person(words, entity.words)]
            titled = self._gender_of_title(name)
            fitting = [entity for entity in fitting if not titled or entity.gender in ("", titled)]
            if len(fitting) > 1:
                exact = [entity for entity in fitting if entity.words == words]
                fitting = exact or [self._meant(fitting, name.first)]
            if not fitting:
                entity = Entity("PER", _display(name.text), words, gender=titled or gender_of_name(words))
                full.append(entity)
                fitting = [entity]
            self._add(fitting[0], name)
            self._learn_titles(fitting[0], name)
        self.entities += full

    def _gender_of_title(self, name: Name) -> str:
        """``male`` or ``female`` by the title in or before a name: "Mrs. Roth" is not Adam Roth."""
        known = titles()
        before = self.tokens[name.first - 1].text.lower() if name.first else ""
        first = self.tokens[name.first].text.lower()
        gender = known.get(before, "neutral")
        gender = known.get(first, "neutral") if gender == "neutral" else gender
        return "" if gender == "neutral" or first == before else gender

    @staticmethod
    def _meant(entities: list[Entity], at: int) -> Entity:
        """Whom a name means that several bear: who was mentioned most by then, of equals the last."""

        def standing(entity: Entity) -> tuple[int, int]:
            before = [first for first, _ in entity.mentions if first < at]
            return len(before), max(before, default=-1)

        return max(entities, key=standing)

    def _learn_titles(self, entity: Entity, name: Name) -> None:
        known = titles()
        index = name.first - 1
        while index >= 0 and self.tokens[index].sentence == self.tokens[name.first].sentence:
            word = self.tokens[index].text.lower()
            if word in known:
                gender = known[word]
                if gender != "neutral":
                    entity.gender = gender
                entity.roles.add(self.tokens[index].lemma.lower().rstrip("."))
            elif self.tokens[index].upos not in ("NOUN", "PROPN", "ADJ") or self.tokens[index].head not in range(
                index, name.last
            ):
                break
            elif self.tokens[index].upos == "NOUN":
                entity.roles.add(self.tokens[index].lemma.lower())
            index -= 1
        head = self._head(name.first, name.last)
        for token in self.tokens[name.last : name.last + 40]:
            if token.head == head and token.deprel == "appos" and token.upos == "NOUN":
                entity.roles.add(token.lemma.lower())
        token = self.tokens[head]
        if token.deprel == "appos" and token.head >= 0 and self.tokens[token.head].upos == "NOUN":
            entity.roles.add(self.tokens[token.head].lemma.lower())

    def _head(self, first: int, last: int) -> int:
        return next((i for i in range(first, last) if not first <= self.tokens[i].head < last), first)

    def _bodies(self, names: list[Name]) -> None:
        full: list[Entity] = []
        known: dict[tuple[str, tuple[str, ...]], Entity] = {}  # the same letters again are the same body again
        forms = {id(name): body_words(name.text) for name in names}
        for name in sorted(names, key=lambda item: (-len(forms[id(item)]), item.first)):
            words = forms[id(name)]
            found = known.get((name.text, words))
            if found is None:
                found = next((entity for entity in full if self._same_body(name, words, entity)), None)
            if found is None:
                found = Entity(name.type, _display(name.text), words)
                full.append(found)
            known[name.text, words] = found
            self._add(found, name)
        self.entities += full

    def _same_body(self, name: Name, words: tuple[str, ...], entity: Entity) -> bool:
        if words == entity.words and words:
            return True
        surface = name.text.replace(".", "")
        capitals = sum(letter.isupper() for letter in surface)
        if capitals > len(surface) / 2 and 2 <= len(surface) <= 7 and " " not in surface and capitals > 1:
            surface = surface.upper()
            return surface in (initials(entity.name), initials_with_small(entity.name)) or self._glossed(name, entity)
        # "Apple" for "Apple Inc", "the Guard" for "the Revolutionary Guard": a head or a tail of the fuller name
        if not words or len(words) >= len(entity.words):
            return False
        return len(words[0]) > 3 and (
            entity.words[: len(words)] == words or (len(words) > 1 and entity.words[-len(words) :] == words)
        )

    def _glossed(self, name: Name, entity: Entity) -> bool:
        """Whether the acronym stands in brackets right after a mention: "Department of Agriculture (DA)"."""
        before = self.tokens[name.first - 1].text if name.first else ""
        return before == "(" and any(last == name.first - 1 for _, last in entity.mentions)

    def _place_or_group(self, name: Name) -> None:
        place = self.places.get(name.start)
        government = self._government(name, place) if name.type == "GPE" else None
        if government is not None:
            self._add(self._known(government[1], "GPE", government[0]), name)
            return
        if place is not None and place.id is not None:
            entity = self._known(place.id, name.type, place.name)
        elif name.type == "NORP":
            country = self.country_of(name.text) if self.country_of is not None else None
            display, identity = country if country is not None else (_display(name.text), "")
            entity = self._known(identity or f"group:{slug(name.text)}", "NORP", display)
        else:
            entity = self._known(f"place:{slug(name.text)}", name.type, _display(name.text))
        self._add(entity, name)

    def _government(self, name: Name, place: Place | None) -> tuple[str, str] | None:
        """Name and id of the country for which a capital speaks or treats: "Moscow denied it", "talks with Oslo"."""
        entry = speaking_capitals().get(name.text.casefold())
        if entry is None or self.country_of is None or (place is not None and place.country not in (None, entry[1])):
            return None
        index = self._head(name.first, name.last)
        while self.tokens[index].deprel == "conj":
            index = self.tokens[index].head
        token = self.tokens[index]
        if token.head < 0:
            return None
        governor = self.tokens[token.head]
        acts = token.deprel == "nsubj" and governor.lemma.lower() in government_words("verbs")
        case = next((t.text.lower() for t in self._sentence(token) if t.head == index and t.deprel == "case"), "")
        treats = case in ("with", "between", "on", "to", "from") and governor.lemma.lower() in government_words("nouns")
        hears = token.deprel == "obl" and case == "to" and governor.lemma.lower() in government_words("hears")
        return self.country_of(entry[0]) if acts or hears or (treats and token.deprel == "nmod") else None

    def _known(self, identity: str, kind: str, name: str) -> Entity:
        entity = self._by_place.get(identity)
        if entity is None:
            entity = Entity(kind, name, words_of(name), place_id=identity)
            self._by_place[identity] = entity
            self.entities.append(entity)
        return entity

    # ---------------------------------------------------------------------------------- roles and pronouns

    def by_role(self) -> dict[tuple[int, int], Entity]:
        """Definite role nouns ("the general") that exactly one person bears."""
        bearers: dict[str, list[Entity]] = {}
        for entity in self.entities:
            for role in entity.roles:
                bearers.setdefault(role, []).append(entity)
        inside = {index for first, last in self.named for index in range(first, last)}
        found: dict[tuple[int, int], Entity] = {}
        for index, token in enumerate(self.tokens):
            if token.upos != "NOUN" or index in inside or token.deprel in ("compound", "appos", "nmod:desc"):
                continue
            if token.lemma.lower() in body_nouns():
                continue
            owners = bearers.get(token.lemma.lower(), [])
            if len(owners) != 1 or not index or self.tokens[index - 1].text.lower() not in ("the", "this", "that"):
                continue
            beside = ("nmod", "amod") if token.lemma.lower() in heads_of_state() else ("nmod", "amod", "acl:relcl")
            if any(child.head == index and child.deprel in beside for child in self._sentence(token)):
                continue
            if min(first for first, _ in owners[0].mentions) < index:
                found[index - 1, index + 1] = owners[0]
        return found

    def _sentence(self, token: Token) -> tuple[Token, ...]:
        sentence = self.reading.sentences[token.sentence]
        return self.tokens[sentence.first : sentence.last]

    def by_reference(self) -> dict[tuple[int, int], Entity]:
        """Mentions that the reader links with a name."""
        at: dict[int, Entity] = {}
        for (first, last), entity in self.named.items():
            for index in range(first, last):
                at[index] = entity
        found: dict[tuple[int, int], Entity] = {}
        for reference in self.reading.references:
            names = [first for first, _ in reference.mentions if first in at]
            if not names:
                continue
            for first, last in reference.mentions:
                token = self.tokens[first]
                before = [other for other in names if other < first]
                named = at[before[-1] if before else names[0]]
                if first in at or not self._agrees(token, named):
                    continue
                if token.upos == "NOUN" and not self._may_be(first, named, at, found):
                    continue
                found[first, last] = named
                if (gender := _PERSONAL.get(token.text.lower())) is not None and named.kind == "PER":
                    named.gender = named.gender or gender
        return found

    def _may_be(self, noun: int, entity: Entity, at: dict[int, Entity], found: dict[tuple[int, int], Entity]) -> bool:
        """Whether the words about a noun let it mean a named one."""

        def is_entity(index: int) -> bool:
            return at.get(index) is entity or found.get((index, index + 1)) is entity

        sentence = self.reading.sentences[self.tokens[noun].sentence]
        return may_stand_for(
            noun,
            [index for index in range(sentence.first, sentence.last) if self.tokens[index].head == noun],
            self.tokens,
            kind=entity.kind,
            gender=entity.gender,
            roles=entity.roles,
            words=entity.words,
            introduced=min(first for first, _ in entity.mentions) < noun,
            is_entity=is_entity,
        )

    def _agrees(self, token: Token, entity: Entity) -> bool:
        word = token.text.lower()
        if token.upos == "PRON":
            if word in _PERSONAL:
                return entity.kind == "PER" and entity.gender in ("", _PERSONAL[word])
            if word in ("it", "its", "itself"):
                return entity.kind != "PER"
            if word in _PLURAL:
                return entity.kind != "PER"
            return False
        if token.upos == "NOUN":
            if entity.kind == "PER":
                return token.lemma.lower() in entity.roles or "Number=Sing" in token.feats
            return "Number=Sing" in token.feats
        return False

    def by_pronoun(self, known: dict[tuple[int, int], Entity]) -> dict[tuple[int, int], Entity]:
        """Third-person singular pronouns that nothing else has explained: the nearest earlier person that agrees."""
        people = sorted(
            (first, entity)
            for (first, _), entity in known.items()
            if entity.kind == "PER" and self.tokens[first].upos != "PRON"
        )
        taken = {first for first, _ in known}
        found: dict[tuple[int, int], Entity] = {}
        for index, token in enumerate(self.tokens):
            gender = _PERSONAL.get(token.text.lower())
            if gender is None or index in taken or token.upos != "PRON":
                continue
            best: tuple[int, Entity] | None = None
            says = token.head >= 0 and self.tokens[token.head].lemma.lower() in _SAYING
            for first, entity in people:
                if first >= index:
                    break
                distance = token.sentence - self.tokens[first].sentence
                if distance > _WINDOW_SENTENCES or entity.gender not in ("", gender):
                    continue
                subject = self.tokens[first].deprel.startswith("nsubj")
                speaks = subject and says and self.tokens[self.tokens[first].head].lemma.lower() in _SAYING
                rank = -2 * distance + (1 if subject else 0) + (2 if speaks else 0)
                if best is None or rank >= best[0]:
                    best = (rank, entity)
            if best is not None:
                found[index, index + 1] = best[1]
        return found

    def by_clause(self, known: dict[tuple[int, int], Entity]) -> dict[tuple[int, int], Entity]:
        """Pronouns whose sentence tells whom they mean: "he agreed, but he said" is one person, and in "Roth denied
        that he knew" it is whoever denies."""
        found: dict[tuple[int, int], Entity] = {}
        at = {index: entity for (first, last), entity in known.items() for index in range(first, last)}
        subjects = {token.head: index for index, token in enumerate(self.tokens) if token.deprel == "nsubj"}
        for index, token in enumerate(self.tokens):
            gender = _PERSONAL.get(token.text.lower())
            if gender is None or token.deprel != "nsubj" or token.head < 0:
                continue
            verb = self.tokens[token.head]
            other = subjects.get(verb.head)
            if other is None or other >= index or verb.deprel not in ("conj", "ccomp"):
                continue
            entity = at.get(other)
            if entity is None or entity.kind != "PER" or entity.gender not in ("", gender):
                continue
            if verb.deprel == "conj":
                meant = self.tokens[other].text.lower() == token.text.lower()
            else:
                speaks = self.tokens[verb.head].lemma.lower() in _CLAIMING and other < verb.head < index
                meant = speaks and not any(item.text in _QUOTES for item in self.tokens[verb.head : index])
            if meant:
                found[index, index + 1] = entity
        return found


def _agreed_types(names: tuple[Name, ...]) -> list[Name]:
    """One type for one form within a document, where its mentions clearly favour one; lone titles are no names."""
    weights: dict[str, dict[NameType, float]] = {}
    for name in names:
        own = weights.setdefault(name.text, {})
        own[name.type] = own.get(name.type, 0.0) + name.score
    known = titles()
    family = {surname(words) for name in names if name.type == "PER" and len(words := person_words(name.text)) > 1}
    agreed = []
    for name in names:
        if name.text.lower() in known:
            continue
        if name.type == "PER" and " " in name.text and name.text.split()[-1] in _OFFICES:
            name = msgspec.structs.replace(name, type="ORG")  # "the Roth administration"
        own = weights[name.text]
        best = max(own, key=lambda kind: (own[kind], kind))
        if best != name.type and own[best] >= 2 * own[name.type]:
            name = msgspec.structs.replace(name, type=best)
        elif name.type in ("ORG", "FAC", "PRODUCT") and words_of(name.text) in {(item,) for item in family}:
            name = msgspec.structs.replace(name, type="PER")  # a family name alone, of a person named in full elsewhere
        agreed.append(name)
    return agreed


def _display(name: str) -> str:
    """A name as it is shown: one line, no article, no possessive ending."""
    plain = re.sub(r"\s+", " ", name).strip().replace("’", "'")
    plain = re.sub(r"^(?:the|The)\s+", "", plain)
    return re.sub(r"[’']s?$", "", plain)
