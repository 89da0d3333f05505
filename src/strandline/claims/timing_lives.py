"""What a person's death says of the times of all that the person did: the tree in, ties between happenings out.

Nobody dies twice, so that all that a document tells of somebody's death is one time; and nobody acts after it. A person
is a name with its surname, where no two persons of the document have the same one; who is only "he" or "the minister"
is nobody here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from strandline.claims.lexica import word_set
from strandline.claims.syntax import Tree
from strandline.claims.timing_clauses import tense_of
from strandline.claims.timing_network import Tie
from strandline.claims.timing_signals import BUILT, REAL
from strandline.records import Status

_SUBJECTS: Final = ("nsubj", "nsubj:pass")
_BEHIND: Final = frozenset({"past", "pluperfect", "perfect", "participle"})
_MOST_ACTS: Final = 200
"""Acts of one person that are tied to the death, the first so many."""


def life_ties(tree: Tree, statuses: Mapping[int, Status]) -> list[Tie]:
    """Ties of the happenings that tell of one person's death, and of the person's acts before it."""
    lives = _Lives(tree)
    if not lives.surnames:
        return []
    deaths: dict[str, list[int]] = {}
    for head in sorted(statuses):
        if statuses[head] == "happened":
            for person in _dying(tree, head, lives):
                deaths.setdefault(person, []).append(_teller(tree, head, statuses))
    for person, head in _taken_out(tree, statuses, lives, deaths):
        deaths[person].append(head)
    found = []
    for person, heads in deaths.items():
        first, name = heads[0], lives.surnames[person]
        found += [
            Tie(head, first, "same day", BUILT, f"{name}’s death told again") for head in heads[1:] if head != first
        ]
    if deaths:
        found += _acts(tree, statuses, lives, deaths)
    return found


class _Lives:
    """The persons of a document by their surnames in small letters; none that two of them share."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.surnames: dict[str, str] = {}
        self._of: dict[int, str] = {}
        given: dict[str, set[str]] = {}
        for name in tree.reading.names:
            if name.type != "PER":
                continue
            words = [token.text for token in tree.tokens[name.first : name.last] if token.text not in ("'s", "’s")]
            if not words or (not words[-1][:1].isupper() and "-" not in words[-1]):
                continue
            key = words[-1].lower()
            self.surnames.setdefault(key, words[-1])
            if len(words) > 1:
                given.setdefault(key, set()).add(words[-2][:1].lower())
            self._of.update(dict.fromkeys(range(name.first, name.last), key))
        for key, first in given.items():
            if len(first) > 1:
                del self.surnames[key]

    def of(self, node: int | None) -> str | None:
        """Whom a nominal names: by itself, or beside its name ("Brandt, the mayor, who …")."""
        if node is None:
            return None
        key = self._of.get(node)
        if key is None and self.tree.tokens[node].deprel == "appos":
            key = self._of.get(self.tree.tokens[node].head)
        if key is None:
            beside = self.tree.child(node, "appos", "flat")
            key = None if beside is None else self._of.get(beside)
        return key if key in self.surnames else None

    def all_of(self, node: int | None) -> Iterator[str]:
        """Whom a nominal and what is joined to it name."""
        nodes = [] if node is None else [node, *self.tree.children_by(node, "conj")]
        for item in nodes:
            key = self.of(item)
            if key is not None:
                yield key


def _dying(tree: Tree, head: int, lives: _Lives) -> Iterator[str]:
    """Who dies by a happening, by name."""
    lemma = tree.tokens[head].lemma.lower()
    if tree.is_verbal(head):
        if tense_of(tree, head) not in _BEHIND:
            return
        passive = tree.is_passive(head)
        if lemma in word_set("timing_of", "dying", "verbs") and not passive:
            yield from _subjects(tree, head, lives)
        elif lemma in word_set("timing_of", "killing", "verbs"):
            yield from _subjects(tree, head, lives) if passive else lives.all_of(tree.child(head, "obj"))
    elif lemma in word_set("timing_of", "killing", "nouns"):
        for child in tree.children_by(head, "nmod:poss", "nmod"):
            if tree.tokens[child].deprel == "nmod:poss" or tree.case_of(child) == "of":
                yield from lives.all_of(child)


def _subjects(tree: Tree, verb: int, lives: _Lives) -> Iterator[str]:
    own = tree.children_by(verb, *_SUBJECTS)
    understood = tree.subject(verb)
    for node in own or ([] if understood is None else [understood]):
        yield from lives.all_of(tree.antecedent(node))


def _teller(tree: Tree, head: int, statuses: Mapping[int, Status]) -> int:
    """The happening that tells of a death: what is said to have killed, where it is one ("the raid that killed
    Kova")."""
    token = tree.tokens[head]
    return token.head if token.deprel == "acl:relcl" and token.head in statuses else head


def _taken_out(
    tree: Tree, statuses: Mapping[int, Status], lives: _Lives, deaths: Mapping[str, list[int]]
) -> Iterator[tuple[str, int]]:
    """Words that may mean a death ("took out Kova", "the operation that eliminated Kova"), of those that died."""
    for verb, token in enumerate(tree.tokens):
        if token.upos != "VERB" or token.lemma.lower() not in word_set("timing_of", "killing", "perhaps"):
            continue
        particle = tree.child(verb, "compound:prt")
        wanted = token.lemma.lower() != "take" or (particle is not None and tree.tokens[particle].text == "out")
        head = verb if verb in statuses else token.head if token.deprel == "acl:relcl" else -1
        if not wanted or statuses.get(head) != "happened" or tense_of(tree, verb) not in _BEHIND:
            continue
        for person in lives.all_of(tree.child(verb, "obj")):
            if person in deaths and head not in deaths[person]:
                yield person, head


def _acts(tree: Tree, statuses: Mapping[int, Status], lives: _Lives, deaths: Mapping[str, list[int]]) -> Iterator[Tie]:
    """Each person's acts, not after the death."""
    counts: dict[str, int] = {}
    for head in sorted(statuses):
        if statuses[head] not in REAL or not tree.is_verbal(head) or tense_of(tree, head) not in _BEHIND:
            continue
        if tree.is_passive(head) or tree.tokens[head].lemma.lower() in word_set("timing_of", "dying", "after"):
            continue
        person = lives.of(tree.subject(head))
        if person is None or person not in deaths or head in deaths[person]:
            continue
        counts[person] = counts.get(person, 0) + 1
        if counts[person] <= _MOST_ACTS:
            yield Tie(head, deaths[person][0], "before", BUILT, f"{lives.surnames[person]} did it in life")
