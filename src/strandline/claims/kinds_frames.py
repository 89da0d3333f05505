"""The company that a word keeps: frames of ``kinds_senses.toml`` and ``kinds_frames.toml`` in, a kind out.

A frame lists conditions on a word's objects, subjects, obliques, prepositions, particles, governor and sentence; all
that it names must hold, and the first frame of a word that holds decides. Words are lemmas; names and numbers count
as ``<per>``, ``<org>``, ``<place>``, ``<num>`` besides. Method: selectional frames after VerbNet's, written by hand.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from strandline.claims.lexica import lexicon
from strandline.claims.syntax import Tree

_SETS: Final[tuple[str, ...]] = (
    "objects",
    "subjects",
    "obliques",
    "prepositions",
    "particles",
    "heads",
    "cases",
    "near",
    "about",
)
_NAME_WORDS: Final = {"PER": "<per>", "ORG": "<org>", "NORP": "<org>", "GPE": "<place>", "LOC": "<place>"}
_QUANTITIES: Final = frozenset({
    "number", "dozen", "barrage", "volley", "series", "round", "hundred", "thousand", "score", "salvo", "couple",
    "group", "crowd", "pair", "member", "lot", "most", "some", "part", "rest", "half", "all", "body", "piece",
})  # fmt: skip


@dataclass(frozen=True)
class Frame:
    """Conditions on a word's company.

    ``objects``: what the deed is done to, of nouns what modifies them; ``subjects``: who does it (in the passive,
    after "by"); ``obliques``: nouns under a preposition, under one of ``prepositions`` where both are given;
    ``heads``: the word that governs it; ``cases``: its own preposition; ``near``: any word of the sentence;
    ``about``: any word of the document;
    ``object``, ``passive``, ``complement``: whether it has one, stands in it, has an open clause under it.
    """

    kind: str
    words: dict[str, frozenset[str]]
    object: bool | None
    passive: bool | None
    complement: bool | None


@lru_cache(maxsize=1)
def frames() -> dict[tuple[str, str], tuple[Frame, ...]]:
    """(``verbs`` or ``nouns``, lemma) → its frames in the order in which they are tried."""
    found: dict[tuple[str, str], list[Frame]] = {}
    for part, senses in lexicon("kinds_senses").items():
        for words, entries in senses.items():
            for word in words.split(" "):
                found.setdefault((part, word), []).extend(map(_frame, entries))
    for entry in lexicon("kinds_frames")["frames"]:
        for word in entry["words"]:
            found.setdefault((entry["part"], word), []).append(_frame(entry))
    return {key: tuple(entries) for key, entries in found.items()}


def _frame(entry: dict[str, Any]) -> Frame:
    classes: dict[str, list[str]] = lexicon("kinds_frames")["word_classes"]
    words = {
        name: frozenset(
            word for item in entry[name] for word in (classes[item[1:]] if item.startswith("@") else [item])
        )
        for name in _SETS
        if name in entry
    }
    return Frame(entry["kind"], words, entry.get("object"), entry.get("passive"), entry.get("complement"))


def by_frame(tree: Tree, head: int, part: str, lemma: str) -> str | None:
    """The kind that the company of the token at ``head`` gives it, if one of its lemma's frames holds."""
    candidates = frames().get((part, lemma), ())
    if not candidates:
        return None
    company = _Company(tree, head)
    return next((frame.kind for frame in candidates if company.fits(frame)), None)


class _Company:
    """What stands around a word, worked out once for all its frames."""

    def __init__(self, tree: Tree, head: int) -> None:
        self._tree = tree
        self._head = head
        self._verbal = tree.tokens[head].upos in ("VERB", "AUX")
        self._passive = self._verbal and tree.is_passive(head)
        self._found: dict[str, frozenset[str]] = {}

    def fits(self, frame: Frame) -> bool:
        if frame.passive is not None and frame.passive != self._passive:
            return False
        if frame.complement is not None and frame.complement != (self._tree.child(self._head, "xcomp") is not None):
            return False
        if frame.object is not None and frame.object != bool(self._words("objects")):
            return False
        obliques = frame.words.get("obliques")
        if obliques is not None and not self._has_oblique(obliques, frame.words.get("prepositions")):
            return False
        return all(words & self._words(name) for name, words in frame.words.items() if name != "obliques")

    def _words(self, name: str) -> frozenset[str]:
        if name not in self._found:
            self._found[name] = frozenset(getattr(self, f"_{name}")())
        return self._found[name]

    def _objects(self) -> Iterable[str]:
        tree, head = self._tree, self._head
        if not self._verbal:
            for child in tree.children_by(head, "nmod", "compound", "nmod:poss", "amod", "nmod:desc"):
                yield from self._lemmas(child)
            return
        for child in tree.children_by(head, "obj", "nsubj:pass"):
            yield from self._lemmas(self._meant(child))
        token = tree.tokens[head]
        if self._passive:
            subject = tree.subject(head)
            if subject is not None:
                yield from self._lemmas(subject)
        elif token.deprel == "acl:relcl" and tree.child(head, "obj") is None:
            subject = tree.child(head, "nsubj")
            if subject is not None and not self._relative(subject):
                yield from self._lemmas(token.head)

    def _meant(self, child: int) -> int:
        """The noun that a relative pronoun stands for."""
        token = self._tree.tokens[self._head]
        return token.head if self._relative(child) and token.deprel == "acl:relcl" else child

    def _relative(self, child: int | None) -> bool:
        return child is not None and "PronType=Rel" in self._tree.tokens[child].feats

    def _subjects(self) -> Iterable[str]:
        tree = self._tree
        if self._passive:
            for child in tree.children_by(self._head, "obl:agent", "obl"):
                if tree.case_of(child) == "by":
                    yield from self._lemmas(child)
            return
        subject = tree.subject(self._head)
        if subject is not None:
            yield from self._lemmas(subject)

    def _has_oblique(self, words: frozenset[str], prepositions: frozenset[str] | None) -> bool:
        tree = self._tree
        for child in tree.children_by(self._head, "obl", "obl:agent", "nmod", "advcl"):
            if (prepositions is None or tree.case_of(child) in prepositions) and self._lemmas(child) & words:
                return True
        return False

    def _prepositions(self) -> Iterable[str]:
        tree = self._tree
        for child in tree.children_by(self._head, "obl", "nmod", "advcl", "obl:agent"):
            yield tree.case_of(child) or tree.mark_of(child)

    def _particles(self) -> Iterable[str]:
        """Particles and adverbs, and what somebody is said to become or to be: "went missing", "called a lie"."""
        for child in self._tree.children_by(self._head, "compound:prt", "advmod", "xcomp", "discourse", "intj"):
            yield self._tree.tokens[child].text.lower()

    def _heads(self) -> Iterable[str]:
        head = self._tree.tokens[self._head].head
        if head >= 0:
            yield self._tree.tokens[head].lemma.lower()

    def _cases(self) -> Iterable[str]:
        yield self._tree.case_of(self._head)

    def _near(self) -> Iterable[str]:
        tree = self._tree
        sentence = tree.reading.sentences[tree.tokens[self._head].sentence]
        return (
            tree.tokens[index].lemma.lower() for index in range(sentence.first, sentence.last) if index != self._head
        )

    def _about(self) -> Iterable[str]:
        return _vocabulary(self._tree)

    def _lemmas(self, head: int) -> set[str]:
        """Lemmas of a nominal and of what it is coordinated or compounded with; of names and numbers their sort."""
        tree = self._tree
        found: set[str] = set()
        for item in tree.conjuncts(head):
            found.add(tree.tokens[item].lemma.lower())
            found.update(_sorts(tree, item))
        for child in tree.children_by(head, "compound", "nmod"):
            if tree.tokens[child].deprel == "compound" or tree.tokens[head].lemma.lower() in _QUANTITIES:
                found.add(tree.tokens[child].lemma.lower())
        return found


@lru_cache(maxsize=2)
def _vocabulary(tree: Tree) -> frozenset[str]:
    return frozenset(token.lemma.lower() for token in tree.tokens)


def _sorts(tree: Tree, index: int) -> Iterable[str]:
    """The sort of name or number that a token belongs to."""
    token = tree.tokens[index]
    if token.upos == "NUM":
        yield "<num>"
    if token.upos != "PROPN":
        return
    names = tree.reading.names
    at = bisect_right(names, index, key=lambda name: name.first) - 1
    if at >= 0 and names[at].first <= index < names[at].last and names[at].type in _NAME_WORDS:
        yield _NAME_WORDS[names[at].type]
