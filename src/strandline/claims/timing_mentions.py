"""Which happenings of a document are told of before: "the attack" after a bombing, a headline and its story.

Only what the words bear out: the same word again with the definite article or in another form ("shot", "the shooting"), a noun
that stands for its kind ("the incident"), and the headline's verb in the first sentence. A second "a blast" is a second blast.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from strandline.claims.lexica import lexicon, word_set
from strandline.claims.syntax import Tree
from strandline.claims.timing_clauses import is_definite, tense_of
from strandline.claims.timing_network import Tie
from strandline.claims.timing_signals import AHEAD, REAL
from strandline.records import Status

SAME_WORD: Final = 5
SAME_KIND: Final = 4
HEADLINE: Final = 4
_FAR_SENTENCES: Final = 40
_ENDINGS: Final = re.compile(
    r"(?:ations?|itions?|utions?|ions?|ments?|ings?|als?|ances?|ences?|ures?|ers?|ors?|ees?|ies|ed|es|s|y|e)$"
)


def stem_of(lemma: str) -> str:
    """What verbs and the nouns made of them have in common, roughly: "explode" and "explosion" do not meet, "arrest" does."""
    word = lemma.lower()
    cut = _ENDINGS.sub("", word)
    return cut if len(cut) >= 4 else word


def mention_ties(
    tree: Tree, statuses: Mapping[int, Status], kinds: Mapping[int, str], headline: Sequence[int]
) -> list[Tie]:
    """Ties between happenings that are one, told twice.

    Args:
        tree: the document's tree.
        statuses: head token → status.
        kinds: head token → kind.
        headline: heads of happenings in the headline.
    """
    found: list[Tie] = []
    heads = sorted(statuses)
    known: dict[str, list[int]] = {}
    for head in heads:
        if head not in headline:
            earlier = _told_before(tree, head, known, heads, statuses, kinds)
            if earlier is not None:
                found.append(earlier)
            known.setdefault(stem_of(tree.tokens[head].lemma), []).append(head)
    found += _headline(tree, statuses, kinds, headline, [head for head in heads if head not in headline])
    return found


def _told_before(
    tree: Tree, head: int, known: Mapping[str, list[int]], heads: Sequence[int], statuses: Mapping[int, Status],
    kinds: Mapping[int, str],
) -> Tie | None:  # fmt: skip
    if statuses[head] in AHEAD or tense_of(tree, head) != "nominal" or not is_definite(tree, head):
        return None
    sentence = tree.tokens[head].sentence
    same = [
        other for other in known.get(stem_of(tree.tokens[head].lemma), ())
        if statuses[other] in REAL and tree.tokens[other].sentence >= sentence - _FAR_SENTENCES
    ]  # fmt: skip
    if same:
        return Tie(head, same[-1], "same day", SAME_WORD, f"“{tree.tokens[head].text}” was told of before")
    wanted = lexicon("timing_of")["anaphors"].get(tree.tokens[head].lemma.lower())
    if wanted is None:
        return None
    before = [
        other for other in heads
        if other < head and statuses[other] in REAL and kinds.get(other) in wanted
        and sentence - 6 <= tree.tokens[other].sentence and other not in _around(tree, head)
        and tree.tokens[other].lemma.lower() not in word_set("timing_of", "in_course")
    ]  # fmt: skip
    if not before:
        return None
    best = max(before, key=lambda other: (kinds[other] == wanted[0], tree.tokens[other].sentence == sentence - 1, other))
    return Tie(head, best, "same day", SAME_KIND, f"“{tree.tokens[head].text}” stands for “{tree.tokens[best].text}”")


def _around(tree: Tree, head: int) -> set[int]:
    """What the happening hangs on or holds cannot be what it stands for."""
    low, high = tree.subtree(head)
    return {*tree.ancestors(head), *range(low, high)}


def _headline(
    tree: Tree, statuses: Mapping[int, Status], kinds: Mapping[int, str], headline: Sequence[int], body: Sequence[int]
) -> list[Tie]:
    """The headline tells what its story tells: the same word if there is one, else the first happening of its kind."""
    found = []
    if not body:
        return []
    first = tree.tokens[body[0]].sentence
    for head in headline:
        real = statuses[head] in REAL
        fitting = [item for item in body if (statuses[item] in REAL) == real and tree.tokens[item].sentence <= first + 4]
        same = [item for item in fitting if stem_of(tree.tokens[item].lemma) == stem_of(tree.tokens[head].lemma)]
        kind = [item for item in fitting if kinds.get(item) == kinds.get(head) and kinds.get(head) != "other"]
        for best in (same or kind)[:1]:
            words = f"the headline's “{tree.tokens[head].text}” is “{tree.tokens[best].text}”"
            found.append(Tie(head, best, "same day", HEADLINE + bool(same), words))
    return found
