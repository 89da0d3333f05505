"""What sort of happening a trigger names: lexicon, frames and the reader's guess in, one kind out.

The lexicon (``kinds.toml``) lists verbs and nouns under each kind; a word may stand under several, its first being
the usual one. Frames decide by the company a word keeps: "fired missiles" is an assault, "fired an aide" an
appointment ended. The reader's probabilities choose among what the lexicon allows, and stand alone for words that it
does not know. Kinds: PLOVER (Open Event Data Alliance 2018) and the contract's additions.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, cast

from strandline.claims.lexica import lexicon
from strandline.claims.syntax import Tree
from strandline.records import Kind, TriggerMention

_LISTED: Final = 8.0
"""How many times likelier a kind is for standing first among a word's kinds in the lexicon, and ``_ALSO`` for
standing there."""
_ALSO: Final = 3.0
_FLOOR: Final = 0.2
_TEMPER: Final = 0.3
"""Power that the reader's probabilities are raised to: it is surer of itself than it is right."""


@dataclass(frozen=True)
class _Frame:
    """Conditions on a word's company; all that are given must hold."""

    kind: str
    objects: frozenset[str]
    subjects: frozenset[str]
    prepositions: frozenset[str]
    particles: frozenset[str]
    passive: bool | None
    complement: bool | None


@lru_cache(maxsize=1)
def _words() -> dict[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], list[str]] = {}
    for part in ("verbs", "nouns"):
        for kind, words in lexicon("kinds")[part].items():
            for word in words:
                found.setdefault((part, word), []).append(kind)
    first = lexicon("kinds").get("usual", {})
    for part in ("verbs", "nouns"):
        for word, kind in first.get(part, {}).items():
            kinds = found.setdefault((part, word), [])
            if kind in kinds:
                kinds.remove(kind)
            kinds.insert(0, kind)
    return {key: tuple(kinds) for key, kinds in found.items()}


@lru_cache(maxsize=1)
def _frames() -> dict[tuple[str, str], tuple[_Frame, ...]]:
    data = lexicon("kinds")
    word_classes: dict[str, list[str]] = data.get("word_classes", {})

    def expand(entry: dict[str, Any], name: str) -> frozenset[str]:
        words: set[str] = set()
        for item in entry.get(name, ()):
            words.update(word_classes[item[1:]] if item.startswith("@") else [item])
        return frozenset(words)

    found: dict[tuple[str, str], list[_Frame]] = {}
    for entry in data.get("frames", ()):
        frame = _Frame(
            entry["kind"], expand(entry, "objects"), expand(entry, "subjects"), expand(entry, "prepositions"),
            expand(entry, "particles"), entry.get("passive"), entry.get("complement"),
        )  # fmt: skip
        for word in entry["words"]:
            found.setdefault((entry["part"], word), []).append(frame)
    return {key: tuple(frames) for key, frames in found.items()}


def kind_of(tree: Tree, head: int, mention: TriggerMention | None) -> Kind:
    """The kind of the happening that the token names."""
    token = tree.tokens[head]
    part = "verbs" if token.upos in ("VERB", "AUX") else "nouns"
    lemma = token.lemma.lower()
    if mention is not None and " " in mention.text:
        phrase = _by_phrase(tree, mention)
        if phrase is not None:
            return cast(Kind, phrase)
    framed = _by_frame(tree, head, part, lemma)
    if framed is not None:
        return cast(Kind, framed)
    listed = _listed(tree, head, part, lemma)
    scores = {} if mention is None else {kind: chance**_TEMPER for kind, chance in mention.kinds}
    for position, kind in enumerate(listed):
        scores[kind] = max(scores.get(kind, 0.0), _FLOOR) * (_LISTED if position == 0 else _ALSO)
    if not scores:
        return "other"
    return cast(Kind, max(scores, key=lambda kind: (scores[kind], kind)))


def _by_phrase(tree: Tree, mention: TriggerMention) -> str | None:
    """The kind of a trigger of several words that stands as such in the lexicon: "come under fire"."""
    words = tree.tokens[mention.token : mention.token + 6]
    lemmas = " ".join(word.lemma.lower() for word in words if word.start < mention.end)
    return next((kind for kind, phrases in lexicon("kinds")["phrases"].items() if lemmas in phrases), None)


def _listed(tree: Tree, head: int, part: str, lemma: str) -> tuple[str, ...]:
    words = _words()
    particle = tree.child(head, "compound:prt")
    if particle is not None:
        phrase = words.get((part, f"{lemma} {tree.tokens[particle].text.lower()}"))
        if phrase is not None:
            return phrase
    return words.get((part, lemma), ())


def _by_frame(tree: Tree, head: int, part: str, lemma: str) -> str | None:
    for frame in _frames().get((part, lemma), ()):
        if _holds(tree, head, frame):
            return frame.kind
    return None


def _holds(tree: Tree, head: int, frame: _Frame) -> bool:
    passive = tree.is_passive(head) if tree.tokens[head].upos in ("VERB", "AUX") else False
    if frame.passive is not None and frame.passive != passive:
        return False
    if frame.complement is not None and frame.complement != (tree.child(head, "xcomp") is not None):
        return False
    children = tree.children[head]
    if frame.objects:
        relations = (
            ("obj", "nsubj:pass")
            if tree.tokens[head].upos in ("VERB", "AUX")
            else ("nmod", "compound", "nmod:poss", "amod")
        )
        if not any(
            tree.tokens[child].deprel in relations and _lemmas(tree, child) & frame.objects for child in children
        ):
            return False
    if frame.subjects:
        subject = tree.subject(head)
        if subject is None or not _lemmas(tree, subject) & frame.subjects:
            return False
    if frame.prepositions and not any(
        tree.tokens[child].deprel in ("obl", "nmod", "advcl", "obl:agent")
        and (tree.case_of(child) or tree.mark_of(child)) in frame.prepositions
        for child in children
    ):
        return False
    return not frame.particles or any(
        tree.tokens[child].deprel in ("compound:prt", "advmod") and tree.tokens[child].text.lower() in frame.particles
        for child in children
    )


def _lemmas(tree: Tree, head: int) -> set[str]:
    """Lemmas of a nominal and of what it is coordinated or compounded with."""
    found = {tree.tokens[item].lemma.lower() for item in tree.conjuncts(head)}
    for child in tree.children_by(head, "compound", "nmod"):
        if tree.tokens[child].deprel == "compound" or tree.tokens[head].lemma.lower() in (
            "number",
            "dozen",
            "barrage",
            "volley",
            "series",
            "round",
            "hundred",
            "thousand",
            "score",
            "salvo",
            "couple",
        ):
            found.add(tree.tokens[child].lemma.lower())
    return found
