"""Which happenings of a document are one, told again: "the attack" after a bombing, a headline and its story.

Only what the words bear out: the same word, or one of its family (``timing_of.toml``), with the definite article, in a
clause that takes it as known, or with the same people and things; a noun that stands for its kind ("the incident"); the
headline's verb in its story. A second "a blast" is a second blast, and so is one with a time of its own that excludes
the first.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from strandline.claims.lexica import lexicon, word_set
from strandline.claims.syntax import NOMINAL, Tree
from strandline.claims.timing_clauses import is_definite, tense_of
from strandline.claims.timing_network import DAY, Bounds, Tie, are_apart
from strandline.claims.timing_signals import AHEAD, BUILT, REAL
from strandline.records import Status

SAME_WORD: Final = 5
SAME_FAMILY: Final = 4
_ANOTHER: Final = frozenset(
    {
        "another",
        "other",
        "second",
        "third",
        "further",
        "new",
        "additional",
        "more",
        "similar",
        "previous",
        "earlier",
        "a",
        "an",
    }
)
_NARROW_S: Final = 32 * 86_400
"""A time wider than a month says too little to hand it on: "victory … in 1958"."""
_ENDINGS: Final = re.compile(
    r"(?:ations?|itions?|utions?|ions?|ments?|ings?|als?|ances?|ences?|ures?|ers?|ors?|ees?|ies|ed|es|s|y|e)$"
)
_MOST_CHAINS: Final = 100
"""Of the chains that a mention could continue, the last so many in a long text are looked at."""
_ARGUMENTS: Final = ("nsubj", "nsubj:pass", "obj", "obl", "nmod", "nmod:poss", "compound", "obl:agent", "appos", "amod")


def stem_of(lemma: str) -> str:
    """What verbs and the nouns made of them have in common, roughly: "arrest" and "arrests", "evacuate" and
    "evacuation"."""
    word = lemma.lower()
    cut = _ENDINGS.sub("", word)
    return cut if len(cut) >= 4 else word


@lru_cache(maxsize=1)
def _families() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, words in lexicon("timing_of")["families"].items():
        for word in words:
            found.setdefault(word, set()).add(name)
    return {word: frozenset(names) for word, names in found.items()}


def families_of(lemma: str) -> frozenset[str]:
    """The families that a word for a happening belongs to; its stem where it has none."""
    word = lemma.lower()
    return _families().get(word) or frozenset({f"={stem_of(word)}"})


@dataclass
class Chain:
    """Mentions of one happening, in the order of the text, with what is known of them; ``real``: one of them is told
    as a thing that happens."""

    heads: list[int]
    families: set[str]
    stems: set[str]
    arguments: set[str]
    bounds: Bounds
    kinds: set[str] = field(default_factory=set)
    lemmas: set[str] = field(default_factory=set)
    real: bool = False


class _Index:
    """Chains by what a further mention of them could share; those of a word by the order of the text."""

    def __init__(self) -> None:
        self.chains: list[Chain] = []
        self._by: dict[str, dict[int, None]] = {}

    def akin(self, stem: str, families: frozenset[str], kinds: Collection[str]) -> list[Chain]:
        """Chains of a stem, of some families or with some of the kinds, the last ``_MOST_CHAINS`` of them."""
        keys = [f"stem {stem}", *(f"family {name}" for name in families), *(f"kind {kind}" for kind in kinds)]
        numbers = sorted({number for key in keys for number in self._by.get(key, ())})
        return [self.chains[number] for number in numbers[-_MOST_CHAINS:]]

    def note(self, chain: Chain, number: int) -> None:
        """Make a chain found by all that it has."""
        keys = [*(f"stem {stem}" for stem in chain.stems), *(f"family {name}" for name in chain.families)]
        for key in [*keys, *(f"kind {kind}" for kind in chain.kinds)]:
            self._by.setdefault(key, {})[number] = None


def chains_of(
    tree: Tree, statuses: Mapping[int, Status], kinds: Mapping[int, str], known: Mapping[int, Bounds], body: int
) -> list[Chain]:
    """Happenings of a document by what they speak of; most stand alone.

    Args:
        tree: the document's tree.
        statuses: head token → status.
        kinds: head token → kind, where known.
        known: bounds of those with a time of their own.
        body: first token after the headline.
    """
    index = _Index()
    numbers: dict[int, int] = {}
    order = [head for head in sorted(statuses) if head >= body] + [head for head in sorted(statuses) if head < body]
    for head in order:
        bounds = known.get(head, Bounds(None, None))
        arguments = arguments_of(tree, head)
        chain = _chain_for(tree, head, statuses, kinds, index, bounds, arguments, body)
        if chain is None:
            chain = Chain([], set(), set(), set(), bounds)
            numbers[id(chain)] = len(index.chains)
            index.chains.append(chain)
        lemma = tree.tokens[head].lemma
        chain.heads.append(head)
        chain.lemmas.add(lemma.lower())
        chain.stems.add(stem_of(lemma))
        chain.families |= families_of(lemma)
        chain.arguments |= arguments
        chain.kinds.add(kinds.get(head, "other"))
        chain.real = chain.real or statuses[head] in REAL
        if bounds != (None, None):
            chain.bounds = bounds
        index.note(chain, numbers[id(chain)])
    for chain in index.chains:
        chain.heads.sort()
    return index.chains


def deed_ties(tree: Tree, statuses: Mapping[int, Status], kinds: Mapping[int, str]) -> list[Tie]:
    """Ties of nouns that stand for the deed told right before them: "Shells hit the camp at noon. The attack …"."""
    found = []
    for head in sorted(statuses):
        deed = _deed_before(tree, head, statuses, kinds) if statuses[head] == "happened" else None
        if deed is not None:
            words = f"“{tree.tokens[head].text}” is “{tree.tokens[deed].text}” told again"
            found.append(Tie(deed, head, "same day", SAME_FAMILY, words))
    return found


def _deed_before(tree: Tree, head: int, statuses: Mapping[int, Status], kinds: Mapping[int, str]) -> int | None:
    """The verb of the sentence before that tells a deed which a subject with "the" stands for."""
    token = tree.tokens[head]
    wanted = stands_for(token.lemma.lower())
    if not wanted or token.deprel not in ("nsubj", "nsubj:pass") or not is_definite(tree, head) or token.sentence == 0:
        return None
    before = tree.reading.sentences[token.sentence - 1]
    for other in range(before.first, before.last):
        told = statuses.get(other) == "happened" and kinds.get(other) in wanted
        if told and tree.tokens[other].deprel == "root" and tense_of(tree, other) == "past":
            return other
    return None


def mention_ties(tree: Tree, chains: Sequence[Chain], own: Mapping[int, Bounds]) -> list[Tie]:
    """Each mention on the day of the chain's first dated mention, else of its first; so is a mention that only says the
    year or month ("the 2009 crash") where another says the day."""
    found = []
    for chain in chains:
        if len(chain.heads) < 2:
            continue
        dated = [head for head in chain.heads if head in own and _width(own[head]) <= _NARROW_S]
        undated = [head for head in chain.heads if head not in own]
        anchor = min(dated, key=lambda head: (_width(own[head]), head)) if dated else next(iter(undated), None)
        for head in chain.heads:
            if anchor is None or head == anchor:
                continue
            closer = head in own and _says_less(tree, head, own[head], own.get(anchor))
            if head in own and not closer:
                continue
            same = stem_of(tree.tokens[head].lemma) == stem_of(tree.tokens[anchor].lemma)
            words = f"“{tree.tokens[head].text}” is “{tree.tokens[anchor].text}” told again"
            found.append(Tie(head, anchor, "same day", BUILT if closer else SAME_WORD if same else SAME_FAMILY, words))
    return found


def _says_less(tree: Tree, head: int, bounds: Bounds, day: Bounds | None) -> bool:
    """Whether a noun for one happening says no more than the year or month of a day that another mention tells."""
    if day is None or _width(day) >= 2 * DAY or _width(bounds) < 2 * DAY or tree.tokens[head].xpos not in ("NN", "NNP"):
        return False
    return (bounds.low or 0) <= (day.low or 0) and (day.high or 0) <= (bounds.high or 0)


def _width(bounds: Bounds) -> int:
    return 1 << 60 if bounds.low is None or bounds.high is None else bounds.high - bounds.low


def arguments_of(tree: Tree, head: int) -> set[str]:
    """Lemmas of the people and things of a happening; names word by word."""
    found: set[str] = set()
    nodes = [head]
    if tree.tokens[head].deprel in ("acl:relcl", "acl") and tree.tokens[head].head >= 0:
        found.add(tree.tokens[tree.tokens[head].head].lemma.lower())
    for node in nodes:
        for child in tree.children[node]:
            token = tree.tokens[child]
            if token.deprel in _ARGUMENTS and token.upos in NOMINAL | {"ADJ"} and token.upos != "PRON":
                found.add(token.lemma.lower())
                found.update(
                    tree.tokens[part].lemma.lower()
                    for part in tree.children[child]
                    if tree.tokens[part].deprel in ("flat", "compound", "nmod:poss", "nmod")
                    and tree.tokens[part].upos in NOMINAL
                )
    return found - {"it", "he", "she", "they", "who", "that", "which", "people", "year", "day", "time"}


def _chain_for(
    tree: Tree, head: int, statuses: Mapping[int, Status], kinds: Mapping[int, str], index: _Index, bounds: Bounds,
    arguments: set[str], body: int,
) -> Chain | None:  # fmt: skip
    """The chain that a mention continues, the nearest of the likeliest; None where it is new."""
    if statuses[head] in AHEAD and not (tree.tokens[head].upos == "NOUN" and is_definite(tree, head)):
        return None
    if kinds.get(head) == "statement" and not is_definite(tree, head):
        return None
    best: tuple[float, int] | None = None
    chosen: Chain | None = None
    lemma = tree.tokens[head].lemma.lower()
    kind = kinds.get(head)
    wanted = [*stands_for(lemma), *([kind] if head < body and kind is not None else [])]
    around: set[int] | None = None
    akin = index.akin(stem_of(lemma), families_of(lemma), wanted)
    others = [min(chain.heads) for chain in akin if are_apart(bounds, chain.bounds)]
    for chain in akin:
        if not chain.real or are_apart(bounds, chain.bounds) or _is_of_another(chain, others, bounds, arguments):
            continue
        around = _around(tree, head) if around is None else around
        if not around.isdisjoint(chain.heads):
            continue
        likeness = _likeness(tree, head, statuses, kinds, chain, arguments, body)
        if likeness >= 2.0:
            rank = (likeness, max(chain.heads) if head >= body else -min(chain.heads))
            if best is None or rank > best:
                best, chosen = rank, chain
    return chosen


def _is_of_another(chain: Chain, others: Sequence[int], bounds: Bounds, arguments: set[str]) -> bool:
    """Whether an undated chain began after a happening of its sort on another day than that of a mention with a time
    of its own, and shares nobody with the mention: "the strike", told after Friday's, is not "the December 27 strike".

    Args:
        chain: the chain.
        others: where chains of the sort begin that lie on other days.
        bounds: the mention's own.
        arguments: the mention's people and things.
    """
    if bounds == (None, None) or chain.bounds != (None, None) or not others:
        return False
    return min(others) < min(chain.heads) and not arguments & chain.arguments


def _likeness(
    tree: Tree, head: int, statuses: Mapping[int, Status], kinds: Mapping[int, str], chain: Chain, arguments: set[str],
    body: int,
) -> float:  # fmt: skip
    """Points for a mention to continue a chain; two are enough."""
    token = tree.tokens[head]
    lemma = token.lemma.lower()
    noun = tense_of(tree, head) == "nominal"
    definite = noun and is_definite(tree, head)
    if noun and not definite and head >= body and _says_another(tree, head):
        return 0.0
    points = 0.0
    if stem_of(lemma) in chain.stems:
        points += 1.2
    elif families_of(lemma) & chain.families:
        points += 0.9
    elif definite and not chain.kinds.isdisjoint(stands_for(lemma)):
        points += 0.8
    elif not (head < body and kinds.get(head) in chain.kinds and kinds.get(head) not in (None, "other", "statement")):
        return 0.0
    shared = len(arguments & chain.arguments)
    points += min(2, shared) * 0.7
    if definite:
        points += 0.9
    elif noun and not any(tree.tokens[child].deprel == "det" for child in tree.children[head]):
        points += 0.4
    elif not noun and tree.tokens[tree.clause_head(head)].deprel in ("acl:relcl", "advcl", "acl", "ccomp"):
        points += 0.3
    if head < body:
        points += 0.8
    if statuses[head] in AHEAD:
        points -= 0.5
    if "announcement" in families_of(lemma) and not definite:
        points -= 1.5
    if not chain.lemmas.isdisjoint(word_set("timing_of", "in_course")):
        points -= 0.6
    return points


def _says_another(tree: Tree, head: int) -> bool:
    return any(
        tree.tokens[child].lemma.lower() in _ANOTHER
        for child in tree.children[head]
        if tree.tokens[child].deprel in ("det", "amod", "nummod")
    )


def stands_for(lemma: str) -> Collection[str]:
    """Kinds that a noun stands for ("the incident")."""
    found: Collection[str] = lexicon("timing_of")["anaphors"].get(lemma, ())
    return found


def _around(tree: Tree, head: int) -> set[int]:
    """What the happening hangs on or holds cannot be what it tells again."""
    low, high = tree.subtree(head)
    return {*tree.ancestors(head), *range(low, high)}
