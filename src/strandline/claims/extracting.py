"""A document with its reading, times, places and actors in, its claims out.

Each trigger that the reader finds likely enough becomes a claim: its clause (``clauses``), kind (``kinds``), status
(``status``), time (``timing_of``), place, participants (``arguments``), figures (``figures``), and the chain of who
says so (``attribution``).
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Final

from strandline.claims.arguments import participants_of
from strandline.claims.arguments_messages import Messages
from strandline.claims.arguments_pairs import counted_members
from strandline.claims.arguments_roles import HOSTILE, Participant, words_of
from strandline.claims.arguments_somebody import HARMING, is_somebody
from strandline.claims.arguments_told import ToldBefore
from strandline.claims.attribution import Sources
from strandline.claims.clauses import clause_of
from strandline.claims.confidence import confidence_of
from strandline.claims.figures import FoundFigure, find_figures
from strandline.claims.hosting import beside, cause_of, host_of
from strandline.claims.kinds import kind_of
from strandline.claims.lexica import word_set
from strandline.claims.placing import places_of
from strandline.claims.placing_shared import Scene
from strandline.claims.speech import SpeechFinder
from strandline.claims.status import Standing, status_of
from strandline.claims.syntax import Tree
from strandline.claims.timing_of import Timer
from strandline.claims.triggers import is_listed, is_placed
from strandline.records import (
    Actor,
    ActorRole,
    Attribution,
    Claim,
    Document,
    Figure,
    Kind,
    Place,
    Reading,
    TimeExpression,
    Trigger,
    TriggerMention,
)  # fmt: skip

_DOING: Final = frozenset({"agent", "speaker", "addressee", "via"})
_FIRST_PERSON: Final = frozenset({"i", "me", "my", "myself", "mine"})
_WE: Final = frozenset({"we", "us", "our", "ours"})
_SPEAKING: Final = _FIRST_PERSON | _WE | {"you", "your", "yours"}
"""Pronouns of whoever speaks and hears, which stand for no noun of the narrator's."""
_SEVERAL: Final = frozenset({"they", "them", "their"})
_DETERMINERS: Final = re.compile(
    r"^(?:the|a|an|this|that|these|those|whose|(?:some|any)(?!\s+of\b)|his|her|its|their|our|my|your)\s+", re.IGNORECASE
)


def extract_claims(
    document: Document,
    *,
    reading: Reading,
    times: tuple[TimeExpression, ...],
    places: tuple[Place, ...],
    actors: tuple[Actor, ...],
) -> tuple[Claim, ...]:
    """Claims of one document in the order of the text; ``text[start:end] == quote`` holds for each."""
    return _Extraction(document, reading, times, places, actors).claims()


@dataclass
class _Happening:
    """A trigger on its way to a claim; one that is not ``listed`` only lends the others its time, or keeps it."""

    mention: TriggerMention
    head: int
    kind: Kind
    standing: Standing
    chain: tuple[Attribution, ...]
    listed: bool


class _Extraction:
    def __init__(
        self,
        document: Document,
        reading: Reading,
        times: tuple[TimeExpression, ...],
        places: tuple[Place, ...],
        actors: tuple[Actor, ...],
    ) -> None:
        self.document = document
        self.text = document.text
        self.tree = Tree(reading)
        self.tokens = reading.tokens
        self.times = times
        finder = SpeechFinder(self.tree)
        self.frames = finder.frames()
        self.cues = finder.cue_tokens(self.frames)
        self.sources = Sources(self.text, self.tree, self.frames, actors)
        self._token_at = {token.start: index for index, token in enumerate(self.tokens)}
        self.actors = self._by_token(actors)
        themselves = self._saying_of_themselves()
        self.actors.update(themselves)
        self.named = {index for index, actor in self.actors.items() if actor.id.startswith(("per:", "org:"))}
        self.named.update(themselves)
        self.clock = {index for item in times for index in range(*item.tokens)}
        self.places = places
        self._towns = {place.start for place in places if place.level not in ("country", "unknown")}
        self.tree.governments = self._governments(actors)
        self._linked = self._links()
        self._counted = {
            index: members
            for index, token in enumerate(self.tokens)
            if token.upos in ("DET", "PRON", "NUM", "NOUN") and (members := counted_members(self.tree, index))
        }
        self.named.update(self._counted)
        self.countries = self._countries(actors)

    def _governments(self, actors: tuple[Actor, ...]) -> frozenset[int]:
        """Tokens of capitals that stand for their governments: their actor is another than the town."""
        towns = {place.start: place.id for place in self.places if place.start in self._towns}
        meant = [item for item in actors if item.start in towns and item.id != towns[item.start]]
        return frozenset(self._token_at[item.start] for item in meant if not item.id.startswith(("per:", "org:")))

    def _countries(self, actors: tuple[Actor, ...]) -> frozenset[str]:
        """Ids of the countries that the text names, by themselves or by their people."""
        nations = {name.start for name in self.tree.reading.names if name.type == "NORP"}
        return frozenset(
            {place.id for place in self.places if place.level == "country" and place.id is not None}
            | {actor.id for actor in actors if actor.start in nations and not actor.id.startswith("group:")}
        )

    def _by_token(self, actors: tuple[Actor, ...]) -> dict[int, Actor]:
        """Actor mentions by each of their tokens; the first listed keeps a token."""
        found: dict[int, Actor] = {}
        for actor in actors:
            index = self._token_at.get(actor.start)
            while index is not None and index < len(self.tokens) and self.tokens[index].start < actor.end:
                if not self._is_thing(index, actor):
                    found.setdefault(index, actor)
                index += 1
        return found

    def _saying_of_themselves(self) -> dict[int, Actor]:
        """The body that "it" means in its own words: "the ministry said it would pay"."""
        found: dict[int, Actor] = {}
        for index, token in enumerate(self.tokens):
            if token.text.lower() != "it" or token.deprel != "nsubj" or token.head < 0:
                continue
            clause = self.tokens[token.head]
            if clause.deprel != "ccomp" or clause.head < 0:
                continue
            speaker = self.tree.child(clause.head, "nsubj")
            actor = None if speaker is None else self.actors.get(speaker)
            other = actor is None or self.actors.get(index, actor).id != actor.id
            if actor is not None and not other and not actor.id.startswith("per:") and self._names_body(speaker):
                found[index] = actor
        return found

    def _names_body(self, index: int | None) -> bool:
        """Whether a token is part of the name of a body or a country."""
        return index is not None and self.tree.name_type.get(index) in ("ORG", "GPE")

    def _is_thing(self, index: int, actor: Actor) -> bool:
        """Whether a mention of a person is a noun for a thing: "the image" was linked to nobody that it shows."""
        token = self.tokens[index]
        single = token.start == actor.start or token.end == actor.end
        named = token.upos != "NOUN" or index in self.tree.name_type
        return actor.id.startswith("per:") and single and not named and not is_somebody(self.tree, index)

    def claims(self) -> tuple[Claim, ...]:
        """All claims, in order."""
        happenings = self._happenings()
        listed = [item for item in happenings if item.listed]
        whens = Timer(self.tree, self.times, self.document.published).place(
            [(item.head, item.standing.status, bool(item.chain)) for item in happenings]
        )
        placed = self._placed(listed)
        figures = self._figures({item.head for item in listed})
        messages, told = Messages(self.tree), ToldBefore(self.tree)
        actors: dict[int, tuple[Actor, ...]] = {}
        for item in sorted(listed, key=lambda item: item.mention.start):
            own = messages.with_known(item.head, self._actors(item))
            actors[item.head] = told.with_told(item.head, own)
        self._add_victims(listed, actors)
        made = [
            self._claim(
                item,
                whens[item.head],
                placed.get(item.head, ()),
                figures.get(item.head, ()),
                _once([*actors[item.head]]),
            )
            for item in listed
        ]
        return tuple(sorted(made, key=lambda claim: (claim.trigger.start, claim.trigger.end, claim.id)))

    def _happenings(self) -> list[_Happening]:
        found: list[_Happening] = []
        seen: set[int] = set()
        said = {frame.cue_head: frame for frame in reversed(self.frames) if frame.cue_head in self.cues}
        scores = {mention.token: mention.score for mention in self.tree.reading.triggers}
        for mention in self.tree.reading.triggers:
            head = self._head_of(mention)
            listed = head not in seen and is_listed(self.tree, mention, head, said, scores)
            if head in seen or not (listed or is_placed(self.tree, mention, head, said)):
                continue
            seen.add(head)
            kind = kind_of(self.tree, head, mention)
            standing = status_of(self.tree, head, mention)
            chain = self.sources.chain(head, cue_of=head)
            if standing.status == "did_not_happen" and self._denied_by(head):
                standing = Standing("denied", f"denied: {standing.reason}", decided=True)
            found.append(_Happening(mention, head, kind, standing, chain, listed))
        return found

    def _denied_by(self, head: int) -> bool:
        """Whether what did not happen is what somebody denies."""
        return any(frame.manner == "deny" and frame.cue_head != head for _, frame in self.sources.holding(head))

    def _head_of(self, mention: TriggerMention) -> int:
        """The word of the trigger that stands highest in the tree."""
        first = mention.token
        last = first
        while last < len(self.tokens) and self.tokens[last].start < mention.end:
            last += 1
        return next((i for i in range(first, last) if not first <= self.tokens[i].head < last), first)

    # ------------------------------------------------------------------------------------------------ places

    def _placed(self, happenings: list[_Happening]) -> dict[int, tuple[Place, ...]]:
        scenes = {item.head: Scene(item.kind, tuple(link.content.start for link in item.chain)) for item in happenings}
        return places_of(self.text, self.tree, scenes, self.places)

    # ----------------------------------------------------------------------------------------------- figures

    def _figures(self, heads: set[int]) -> dict[int, tuple[Figure, ...]]:
        found: dict[int, list[Figure]] = {}
        for item in find_figures(self.text, self.tree):
            if item.numeral in self.clock:  # "1712 Pumps started": a clock time, not so many pumps
                continue
            host = self._figure_host(item, heads)
            if host is None:
                continue
            found.setdefault(host, []).append(item.figure)
            cause = cause_of(self.tree, host) if item.figure.what != "count" else None
            if cause in heads:
                found.setdefault(cause, []).append(item.figure)
        return {head: tuple(items) for head, items in found.items()}

    def _figure_host(self, item: FoundFigure, heads: set[int]) -> int | None:
        anchor = item.predicate if item.predicate is not None else item.numeral
        host = host_of(self.tree, anchor, heads)
        if host is None and item.figure.what != "count":
            host = beside(self.tree, anchor, heads)
        return host

    # ------------------------------------------------------------------------------------------------ claims

    def _claim(
        self,
        item: _Happening,
        when: object,
        places: tuple[Place, ...],
        figures: tuple[Figure, ...],
        actors: tuple[Actor, ...],
    ) -> Claim:
        first, last = clause_of(self.tree, item.head, self.cues)
        start = min(self.tokens[first].start, item.mention.start)
        end = max(self.tokens[last - 1].end, item.mention.end)
        identity = f"{self.document.sha256}|{item.mention.start}|{item.mention.end}|{start}|{end}"
        return Claim(
            id=hashlib.sha256(identity.encode()).hexdigest()[:16],
            document=self.document.id,
            start=start,
            end=end,
            quote=self.text[start:end],
            trigger=self._trigger(item),
            kind=item.kind,
            status=item.standing.status,
            when=when,  # type: ignore[arg-type]
            where=places,
            actors=actors,
            figures=figures,
            attribution=item.chain,
            confidence=confidence_of(item.mention, item.standing, len(item.chain)),
            status_reason=item.standing.reason,
        )  # fmt: skip

    def _trigger(self, item: _Happening) -> Trigger:
        """The trigger's words; the lemma of a phrase is that of its words."""
        mention = item.mention
        lemma = self.tokens[item.head].lemma
        if " " in mention.text:
            words = [
                token.lemma for token in self.tokens[mention.token : mention.token + 8] if token.start < mention.end
            ]
            lemma = " ".join(words)
        return Trigger(start=mention.start, end=mention.end, text=mention.text, lemma=lemma)

    def _add_victims(self, listed: list[_Happening], actors: dict[int, tuple[Actor, ...]]) -> None:
        """Whom a trailing participle tells as killed or hurt was struck by what it follows: "rockets hit the depot,
        killing a guard"."""
        for item in listed:
            cause = cause_of(self.tree, item.head)
            if cause not in actors or self.tokens[item.head].lemma.lower() not in word_set("arguments", "strikes"):
                continue
            if item.kind not in HARMING:
                continue
            known = {actor.id for actor in actors[cause]}
            harmed = [one for one in actors[item.head] if one.role == "patient" and one.id not in known]
            actors[cause] = (*actors[cause], *harmed)

    def _actors(self, item: _Happening) -> tuple[Actor, ...]:
        made: list[Actor] = []
        for participant in participants_of(self.tree, item.head, item.kind, known=self.named):
            if participant.head in self.clock or self._is_scene_of(participant, item.head, item.kind):
                continue
            if item.mention.start < self.tokens[participant.head].start < item.mention.end:  # "taken hostage"
                continue
            start, end = self.tree.text(*words_of(self.tree, participant.head))
            surface = self.text[start:end]
            known = None
            if participant.head not in self._counted:
                known = self._known_actor(participant.head) or self._speaker(participant.head, item)
            if known is None and participant.role in _DOING:
                known = self._state_of(participant.head)
            meant = () if known is not None else self._meant(participant.head)
            if len(meant) > 1:  # "they" for the members of a list
                made += [self._actor(member, participant.role) for member in meant]
                continue
            if known is not None:
                made.append(
                    Actor(start=start, end=end, text=surface, name=known.name, id=known.id, role=participant.role)
                )
            else:
                other = self._actor(meant[0], participant.role) if meant else None
                name = self._name(start, end) or surface
                made.append(
                    Actor(
                        start=start,
                        end=end,
                        text=surface,
                        name=name if other is None else other.name,
                        id=f"nominal:{_slug(name)}" if other is None else other.id,
                        role=participant.role,
                    )
                )
        return _once(made)

    def _actor(self, head: int, role: ActorRole) -> Actor:
        """The actor that a noun or a name stands for, by its own words."""
        start, end = self.tree.text(*words_of(self.tree, head))
        known = self._known_actor(head) or self._state_of(head)
        name = self._name(start, end) or self.text[start:end]
        if known is None:
            return Actor(
                start=start, end=end, text=self.text[start:end], name=name, id=f"nominal:{_slug(name)}", role=role
            )
        return Actor(start=start, end=end, text=self.text[start:end], name=known.name, id=known.id, role=role)

    def _is_scene_of(self, participant: Participant, trigger: int, kind: Kind) -> bool:
        """Whether a town's name says where rather than who: "the Holm fighting", "the shelling of Holm"."""
        token = self.tokens[participant.head]
        done_to = self.tokens[trigger].upos == "NOUN" and kind in HOSTILE and participant.role == "patient"
        if done_to and participant.head not in self.tree.governments and self.tree.case_of(participant.head) != "at":
            return token.start in self._towns and self.tree.name_type.get(participant.head) == "GPE"
        if participant.role != "agent" or token.deprel != "compound" or token.head != trigger:
            return False
        return token.start in self._towns

    def _name(self, start: int, end: int) -> str:
        """A nominal as a name: one line, without its determiner."""
        return re.sub(r"\s+", " ", _DETERMINERS.sub("", self.text[start:end])).strip()

    def _meant(self, head: int) -> tuple[int, ...]:
        """Heads of the nouns that a pronoun stands for: as the reader links it, else the nearest that agrees; several
        for a list."""
        if head in self._counted:
            return self._counted[head]
        if self.tokens[head].upos != "PRON":
            return ()
        linked = self._linked.get(head, ())
        before = [noun for noun in linked if noun < head and not self.sources.antecedents.acts_on(noun, head)]
        noun = self.sources.antecedents.speaking(head)
        if noun is None:
            noun = before[-1] if before else self.sources.antecedents.of(head)
        if noun is None:
            return ()
        several = self.tokens[head].text.lower() in _SEVERAL
        return tuple(self.tree.conjuncts(noun)) if several else (noun,)

    def _links(self) -> dict[int, tuple[int, ...]]:
        """For each pronoun the nouns that the reader links it with, in the order of the text."""
        found: dict[int, tuple[int, ...]] = {}
        for reference in self.tree.reading.references:
            single = [first for first, last in reference.mentions if last == first + 1]
            single = [first for first in single if self.tokens[first].text.lower() not in _SPEAKING]
            nouns = tuple(sorted(first for first in single if self.tokens[first].upos == "NOUN"))
            found.update((first, nouns) for first in single if nouns and self.tokens[first].upos == "PRON")
        return found

    def _state_of(self, head: int) -> Actor | None:
        """The country whose organ acts or speaks: "Swiss intermediaries", "the Danish navy"."""
        if self.tokens[head].lemma.lower() not in word_set("arguments", "state_organs"):
            return None
        for child in self.tree.children_by(head, "amod", "compound", "nmod:poss"):
            actor = self.actors.get(child)
            if actor is not None and actor.id in self.countries:
                return actor
        return None

    def _speaker(self, head: int, item: _Happening) -> Actor | None:
        """Whom "I" and "we" mean in somebody's words: the one who says them."""
        word = self.tokens[head].text.lower()
        if word not in _FIRST_PERSON | _WE or not item.chain or item.chain[-1].source is None:
            return None
        source = item.chain[-1].source
        first = self._token_at.get(source.start)
        while first is not None and first < len(self.tokens) and self.tokens[first].start < source.end:
            actor = self.actors.get(first)
            if actor is not None and (actor.id.startswith("per:") or word in _WE):
                return actor
            first += 1
        return None

    def _known_actor(self, head: int) -> Actor | None:
        """The named actor that a phrase stands for: its head's own, or that of a name in apposition to the head."""
        own = self.actors.get(head)
        if own is not None and (head in self.tree.name_type or self.tree.child(head, "appos") is None):
            return own
        if self.tree.child(head, "nummod") is not None:
            return own
        below = [
            child
            for child in self.tree.children[head]
            if self.tokens[child].deprel in ("appos", "flat", "nmod:desc") and len(self.tree.conjuncts(child)) == 1
        ]
        for child in below:
            actor = self.actors.get(child)
            if actor is not None and actor.id.startswith(("per:", "org:")):
                return actor
        return own


def _once(actors: list[Actor]) -> tuple[Actor, ...]:
    """Each span once, and each named actor once: its name rather than a word that was linked to it, which in another
    part cannot be the same ("the mayor rebuked Roth"); of two the one who does it."""
    kept: dict[str, Actor] = {}
    for actor in sorted(actors, key=lambda item: (not _is_named(item), item.role not in ("agent", "speaker"))):
        before = kept.get(actor.id)
        if before is None or actor.id.startswith("nominal:"):
            kept[actor.id if before is None else f"{actor.id} {actor.start}"] = actor
        elif before.role != actor.role and _is_named(before) and " " in actor.text and not _is_named(actor):
            name = re.sub(r"\s+", " ", _DETERMINERS.sub("", actor.text))
            kept[f"{actor.id} {actor.start}"] = Actor(
                start=actor.start,
                end=actor.end,
                text=actor.text,
                name=name,
                id=f"nominal:{_slug(name)}",
                role=actor.role,
            )
    spans = {(actor.start, actor.end): actor for actor in reversed(kept.values())}
    return tuple(sorted(spans.values(), key=lambda actor: (actor.start, actor.end)))


def _is_named(actor: Actor) -> bool:
    """Whether the words are the actor's name or a part of it."""
    return (actor.name.split() or [actor.name])[-1] in actor.text


def _slug(name: str) -> str:
    return "-".join(re.findall(r"\w+", name.casefold()))[:60] or "unnamed"
