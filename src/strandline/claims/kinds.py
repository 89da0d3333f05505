"""What sort of happening a trigger names: lexicon, frames and the reader's guess in, one kind out.

The lexicon (``kinds.toml``) lists verbs and nouns under each kind; a word may stand under several, its first being
the usual one. Frames decide by the company a word keeps (``kinds_frames.py``): "fired missiles" is an assault, "fired
an aide" an appointment ended. The reader's probabilities choose among what the lexicon allows, and stand alone for
words that it does not know; what else happens around the word counts a little (``kinds_around``). What somebody says of
their own deeds may be a threat or a promise (``kinds_content``).
Kinds: PLOVER (Open Event Data Alliance 2018) and the contract's additions.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple, cast

from strandline.claims.kinds_around import Around
from strandline.claims.kinds_content import by_content
from strandline.claims.kinds_frames import by_frame
from strandline.claims.lexica import lexicon
from strandline.claims.syntax import Tree
from strandline.records import Kind, Token, TriggerMention


class Weights(NamedTuple):
    """How lexicon and reader are weighed against each other.

    Between what ``python -m evaluation.kinds --fit`` gives on the project's own articles, which leans on the reader,
    and the lexicon that decides alone, which is right more often on PLOVER's sentences.

    ``temper``: the power that the reader's probabilities are raised to, as it is surer of itself than it is right;
    ``floor``: the least that a listed kind counts for; ``framed``, ``listed``, ``also``: how many times likelier a
    kind is where a frame gives it, where it is a word's usual one, and where it stands among a word's kinds.
    """

    temper: float
    floor: float
    framed: float
    listed: float
    also: float


WEIGHTS: Final = Weights(temper=0.5, floor=0.1, framed=12.0, listed=8.0, also=2.0)


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


def kind_of(tree: Tree, head: int, mention: TriggerMention | None, *, weights: Weights = WEIGHTS) -> Kind:
    """The kind of the happening that the token names.

    Args:
        tree: the document's trees.
        head: index of the trigger's head token.
        mention: the reader's trigger there; None leaves its guess out.
        weights: how lexicon and reader are weighed.
    """
    token = tree.tokens[head]
    part = "verbs" if token.upos in ("VERB", "AUX") else "nouns"
    lemma = _known(token, part)
    if mention is not None and " " in mention.text:
        phrase = _by_phrase(tree, mention)
        if phrase is not None:
            return cast(Kind, phrase)
    framed = by_frame(tree, head, part, lemma)
    listed = _listed(tree, head, part, lemma)
    scores = {} if mention is None else {kind: chance**weights.temper for kind, chance in mention.kinds}
    if framed is not None:
        scores[framed] = max(scores.get(framed, 0.0), weights.floor) * weights.framed
    for position, kind in enumerate(listed if framed is None else ()):
        weight = weights.listed if position == 0 else weights.also
        scores[kind] = max(scores.get(kind, 0.0), weights.floor) * weight
    if not scores:
        return "other"
    if mention is not None:
        around = Around(tree, mention)
        scores = {kind: score * around.factor(kind) for kind, score in scores.items()}
    found = cast(Kind, max(scores, key=lambda kind: (scores[kind], kind)))
    if found == "statement" and part == "verbs":
        return by_content(tree, head, lambda token: kind_of(tree, token, None)) or found
    return found


def _known(token: Token, part: str) -> str:
    """The token's lemma, or where the lexicon lacks it the stem of its form: a reader may misjudge an ending."""
    lemma = token.lemma.lower()
    if (part, lemma) in _words():
        return lemma
    form = token.text.lower()
    irregular = lexicon("kinds")["irregular"].get(form)
    if irregular is not None and part == "verbs":
        return str(irregular)
    stems = [form.removesuffix(ending) for ending in ("d", "ed", "s", "es", "ing") if form.endswith(ending)]
    if part == "verbs":
        bare = [form.removesuffix(ending) for ending in ("ed", "ing") if form.endswith(ending) and len(form) > 6]
        stems += [f"{stem}e" for stem in bare] + [stem[:-1] for stem in bare if stem[-1:] == stem[-2:-1]]
    return next((stem for stem in stems if (part, stem) in _words()), lemma)


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
