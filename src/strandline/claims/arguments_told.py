"""People of a happening that an earlier sentence told: "rebels shot two guards … the attack", "he was shot".

In: the tree, and the claims of a document one after another with what each says of its people. Out: the same people
and, for a noun with "the" that points back at a happening told before, those of that one; for a passive without a
doer the doer of the same deed on the same people. The happening meant is the nearest before it by a word of the same
root or by one that the noun may stand for (``arguments_told.toml``), unless a name beside the noun or somebody in the
same part tells them apart: nearness within a sort, as for other nominal anaphora.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

from strandline.claims.lexica import word_set
from strandline.claims.syntax import Tree
from strandline.records import Actor, ActorRole

_SHARED: Final[tuple[ActorRole, ...]] = ("agent", "speaker", "patient", "addressee")
_DOERS: Final = frozenset({"agent", "speaker"})
_TOPICS: Final = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "obj", "root"})
"""Relations of what a clause is about; elsewhere ("after the meeting") a noun is a time or a setting."""
_REACH_OF_ROOT: Final = 14
"""Sentences back in which a happening of the same root is looked for."""
_REACH_OF_SORT: Final = 1
"""Sentences back in which one is looked for that the noun only may stand for."""
_ENDINGS: Final = (
    "ation", "ition", "ion", "ement", "ment", "ing", "al", "ance", "ence", "ure", "age", "ery", "ate", "ise", "ize",
    "y",
)  # fmt: skip
_LEAST: Final = 3
"""Letters that a root has at least."""


class _Told(NamedTuple):
    """A happening as it was told: its token, the lemma and roots of its word, its people."""

    head: int
    lemma: str
    root: str
    actors: tuple[Actor, ...]


class ToldBefore:
    """What a document has told so far; claims come in the order of the text."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._told: list[_Told] = []

    def with_told(self, head: int, actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """The people of a claim with those that an earlier telling of the same happening gives.

        Args:
            head: The token that names the happening.
            actors: Its people as its own sentence tells them.
        """
        token = self.tree.tokens[head]
        lemma = token.lemma.lower()
        if token.upos == "NOUN" and self._points_back(head):
            actors = self._from_noun(head, lemma, actors)
        elif token.upos == "VERB" and self.tree.is_passive(head):
            actors = self._from_passive(head, lemma, actors)
        if token.upos in ("NOUN", "VERB"):
            self._told.append(_Told(head, lemma, root_of(lemma), actors))
        return actors

    def _points_back(self, noun: int) -> bool:
        """Whether a noun that its clause is about has "the" or "this" and no word by which it is another one."""
        if self.tree.tokens[noun].deprel not in _TOPICS:
            return False
        below = self.tree.children[noun]
        words = {self.tree.tokens[item].text.lower() for item in below if item < noun}
        if words & _other("words") or any(self.tree.tokens[item].deprel == "nummod" for item in below):
            return False
        return bool(words & _other("pointing")) or self._of_a_day(noun)

    def _of_a_day(self, noun: int) -> bool:
        """Whether a day owns the noun: "Monday's attack"."""
        owner = self.tree.child(noun, "nmod:poss")
        return owner is not None and self.tree.tokens[owner].lemma.lower() in word_set("arguments_told", "days")

    def _from_noun(self, noun: int, lemma: str, actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
        if any(actor.role in _SHARED for actor in actors):
            return actors
        meant = self._meant(noun, lemma)
        if meant is None:
            return actors
        known = {actor.id for actor in actors}
        taken = [actor for actor in meant.actors if actor.role in _SHARED and actor.id not in known]
        return (*actors, *(actor for actor in taken if self._is_sure(actor)))

    def _meant(self, noun: int, lemma: str) -> _Told | None:
        """The happening told before that a noun points back at."""
        here, root, sorts = self.tree.tokens[noun].sentence, root_of(lemma), _stands_for(lemma)
        names = self._names(noun)
        for told in reversed(self._told):
            back = here - self.tree.tokens[told.head].sentence
            if back > _REACH_OF_ROOT:
                break
            alike = told.root == root or (back <= _REACH_OF_SORT and told.lemma in sorts)
            if not alike or self._is_part(noun, told.head):
                continue
            fits = names <= self._names_around(told.head) and self._as_many(noun, told.head)
            return told if fits and told.actors else None
        return None

    def _as_many(self, noun: int, other: int) -> bool:
        """Whether one noun does not speak of one happening and the other of several."""
        numbers = {self.tree.tokens[item].upos == "NOUN" and self._number(item) for item in (noun, other)} - {False}
        return len(numbers) < 2

    def _number(self, noun: int) -> str:
        return "several" if "Number=Plur" in self.tree.tokens[noun].feats else "one"

    def _is_sure(self, actor: Actor) -> bool:
        """Whether an actor is named, or suffers and is told by more than a number or a word for anybody."""
        if not actor.id.startswith("nominal:"):
            return not actor.id.startswith("thing:") or actor.role == "patient"
        head = actor.name.lower().split()[-1:]
        vague = any(word.isdigit() or word in word_set("arguments_told", "anybody") for word in head)
        return actor.role == "patient" and not vague

    def _is_part(self, noun: int, other: int) -> bool:
        """Whether a word stands beneath the noun: what the noun says of it is no earlier telling."""
        return noun in self.tree.ancestors(other)

    def _names(self, noun: int) -> set[str]:
        """Words of names in the phrase of a noun."""
        first, last = self.tree.nominal_core(noun)
        return {
            self.tree.tokens[item].text.lower()
            for item in range(first, last)
            if item in self.tree.name_type and self.tree.tokens[item].text[:1].isupper()
        }

    def _names_around(self, head: int) -> set[str]:
        sentence = self.tree.reading.sentences[self.tree.tokens[head].sentence]
        return {self.tree.tokens[item].text.lower() for item in range(sentence.first, sentence.last)}

    def _from_passive(self, verb: int, lemma: str, actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """A passive without a doer: whoever did the same to the same before."""
        suffering = {actor.id for actor in actors if actor.role == "patient"}
        if not suffering or any(actor.role in _DOERS for actor in actors):
            return actors
        root, here = root_of(lemma), self.tree.tokens[verb].sentence
        for told in reversed(self._told):
            if here - self.tree.tokens[told.head].sentence > _REACH_OF_ROOT:
                break
            same = {actor.id for actor in told.actors if actor.role == "patient"} & suffering
            if told.root == root and same:
                doers = [actor for actor in told.actors if actor.role in _DOERS and actor.id not in suffering]
                return (*actors, *doers)
        return actors


@cache
def root_of(lemma: str) -> str:
    """What the words of one happening share: "invade", "invasion" → one root; "arrest", "arrested", "arrests" too."""
    for row in _lexicon()["roots"]:
        if lemma in row:
            return str(row[0])
    found = lemma
    for ending in _ENDINGS:
        if lemma.endswith(ending) and len(lemma) - len(ending) >= _LEAST:
            found = lemma[: -len(ending)]
            break
    found = found.rstrip("e") or found
    doubled = len(found) > _LEAST and found[-1] == found[-2] and found[-1] not in "aeiousl"
    return found[:-1] if doubled else found


@cache
def _stands_for(lemma: str) -> frozenset[str]:
    return frozenset(_lexicon()["stands_for"].get(lemma, ()))


@cache
def _other(key: str) -> frozenset[str]:
    return frozenset(_lexicon()["other"][key])


@cache
def _lexicon() -> dict[str, Any]:
    return tomllib.loads(files("strandline.claims").joinpath("arguments_told.toml").read_text("utf-8"))
