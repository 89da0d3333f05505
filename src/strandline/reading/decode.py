"""Scores of a window in, names, triggers, speech and references out."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from strandline.reading import name_bounds
from strandline.reading.features import NameLexicon
from strandline.reading.name_types import PLACE_TYPES
from strandline.reading.network import Inventories
from strandline.reading.tokenise import Word
from strandline.records import Name, NameType, Reference, Token, TriggerMention

Floats = npt.NDArray[np.float32]

TRIGGER_FLOOR: Final = 0.03
"""Least probability of a trigger that is reported; the claims stage decides what to make of it."""


SECOND_OPINION: Final = 0.25
"""Weight of the head that learnt triggers by another guide (MEANTIME) beside the project's own."""
SURELY_NO_NAME: Final = 0.98
"""A word whose chance of being outside every name is at least this is outside."""
LEAST_NAME: Final = 0.3
LEAST_PLACE: Final = 0.4
"""Least mean probability of a name's type; of a place's, of all types of places together: weaker ones are rarely names
(of ten in the development parts of EWT and GUM, one is)."""
NEW_NAME_AT_ONCE: Final = 1.5
"""What it costs (in log probability) to begin a name right after another, with nothing between."""


def probabilities(logits: Floats) -> Floats:
    """Softmax over the last axis."""
    shifted = np.exp(logits - logits.max(axis=-1, keepdims=True))
    result: Floats = shifted / shifted.sum(axis=-1, keepdims=True)
    return result


def names(
    logits: Floats,
    tags: tuple[str, ...],
    words: list[Word],
    forms: list[str],
    window: tuple[int, int],
    ends: list[int],
    lexicon: NameLexicon,
) -> list[Name]:
    """Names of a window by its BIO scores (W × tags); a name's score is the mean probability of its words' tags.

    Where names begin and end is decided before their types: the best path over begin, inside and outside (types summed)
    that never goes on with a name that has not begun, cut where a sentence ends or where its words tell
    (``name_bounds``). A name has the type that its words together favour.
    """
    first = window[0]
    chance = probabilities(logits)
    kinds = list(dict.fromkeys(tag[2:] for tag in tags if tag != "O"))
    begin = chance[:, [tags.index(f"B-{kind}") for kind in kinds]]
    inside = chance[:, [tags.index(f"I-{kind}") for kind in kinds]]
    outside = chance[:, tags.index("O")]
    both = begin + inside
    final = {end - first for end in ends}
    found: list[Name] = []
    for low, high in _runs(outside < SURELY_NO_NAME):
        path = _best_path(begin[low:high].sum(axis=1), inside[low:high].sum(axis=1), outside[low:high])
        for start, stop in _named(path):
            for a, b in _within_sentences(low + start, low + stop, final):
                whole = kinds[int(both[a:b].sum(axis=0).argmax())]
                following = "" if b in final else forms[first + b]
                for piece in name_bounds.pieces(forms[first + a : first + b], whole, following, lexicon):
                    kind, score = _favoured(both[a + piece.first : a + piece.last], kinds, person=piece.person)
                    if score > 0:
                        c, d = first + a + piece.first, first + a + piece.last
                        found.append(Name(c, d, words[c].start, words[d - 1].end, "", kind, score))
    return found


def _favoured(chance: Floats, kinds: list[str], *, person: bool) -> tuple[NameType, float]:
    """The type that the words of a name favour together, and its mean probability; 0 where they favour none enough."""
    votes = dict(zip(kinds, chance.mean(axis=0).tolist(), strict=True))
    if not person:
        others = 1 - votes.pop("PER", 0.0) + 1e-6
        votes = {each: vote / others for each, vote in votes.items()}
    kind = max(votes, key=votes.__getitem__)
    place = kind in PLACE_TYPES
    share = sum(votes.get(each, 0.0) for each in PLACE_TYPES) if place else votes[kind]
    return _name_type(kind), round(votes[kind], 4) if share >= (LEAST_PLACE if place else LEAST_NAME) else 0.0


def _within_sentences(first: int, last: int, ends: set[int]) -> list[tuple[int, int]]:
    """The stretch ``[first, last)``, cut where sentences end."""
    cuts = [first, *(place for place in range(first + 1, last) if place in ends), last]
    return list(pairwise(cuts))


def _runs(wanted: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Stretches ``[low, high)`` of true values."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], wanted, [False]]).astype(np.int8)))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _best_path(begin: Floats, inside: Floats, outside: Floats) -> list[int]:
    """States (0 outside, 1 begin, 2 inside) of the words of a run, by Viterbi's search."""
    emitted = np.log(np.stack([outside, begin, inside], axis=1) + 1e-9).tolist()
    best = [emitted[0][0], emitted[0][1], -1e9]
    back: list[tuple[int, int, int]] = []
    for out, start, go_on in emitted[1:]:
        ended = (best[0], best[1] - NEW_NAME_AT_ONCE, best[2] - NEW_NAME_AT_ONCE)
        to_out = max((0, 1, 2), key=best.__getitem__)
        to_begin = max((0, 1, 2), key=ended.__getitem__)
        to_inside = 1 if best[1] >= best[2] else 2
        back.append((to_out, to_begin, to_inside))
        best = [best[to_out] + out, ended[to_begin] + start, best[to_inside] + go_on]
    state = max((0, 1, 2), key=best.__getitem__)
    path = [state]
    for row in reversed(back):
        state = row[state]
        path.append(state)
    return path[::-1]


def _named(path: list[int]) -> list[tuple[int, int]]:
    """Stretches of a path that are one name each."""
    found: list[tuple[int, int]] = []
    for place, state in enumerate(path):
        if state == 1:
            found.append((place, place + 1))
        elif state == 2:
            found[-1] = (found[-1][0], place + 1)
    return found


def _name_type(kind: str) -> NameType:
    return kind  # type: ignore[return-value]


@lru_cache(maxsize=1)
def _categories() -> dict[str, str]:
    data = tomllib.loads(files("strandline.reading").joinpath("trigger_categories.toml").read_text("utf-8"))
    return {lemma: category for category, lemmas in data.items() for lemma in lemmas}


def triggers(
    linear: dict[str, Floats], inventories: Inventories, tokens: list[Token], first: int, last: int
) -> list[TriggerMention]:
    """Words that name happenings, with their likeliest kinds and statuses."""
    chance = probabilities(linear["trigger"][1:])
    begin = (1 - SECOND_OPINION) * chance[:, 1] + SECOND_OPINION / (1 + np.exp(-linear["meantime"][1:, 0]))
    inside = chance[:, 2]
    found: list[TriggerMention] = []
    candidates = np.flatnonzero(begin >= TRIGGER_FLOOR).tolist()
    if not candidates:
        return found
    kinds = _top(probabilities(linear["kind"][1:][candidates]), inventories.kind)
    statuses = _top(probabilities(linear["status"][1:][candidates]), inventories.status)
    for row, place in enumerate(candidates):
        end = place + 1
        while (
            end < last - first and inside[end] > 0.5 and tokens[first + end].sentence == tokens[first + place].sentence
        ):
            end += 1
        head = tokens[first + place]
        found.append(
            TriggerMention(
                first + place, head.start, tokens[first + end - 1].end, "", _category(head),
                kinds[row], statuses[row],
                round(float(np.clip(linear["factuality"][1 + place, 0], -3, 3)), 3), round(float(begin[place]), 4),
            )
        )  # fmt: skip
    return found


def speech(linear: dict[str, Floats]) -> bytes:
    """Four bytes for each word of a window, as ``Reading.speech`` has them."""
    source, cue, content = (probabilities(linear[part][1:]) for part in ("source", "cue", "content"))
    rows = np.stack([1 - source[:, 0], 1 - cue[:, 0], 1 - content[:, 0], content[:, 1]], axis=1)
    result: bytes = np.rint(255 * rows.clip(0, 1)).astype(np.uint8).tobytes()
    return result


def _top(rows: Floats, names: tuple[str, ...], count: int = 3) -> list[tuple[tuple[str, float], ...]]:
    """The likeliest names of each row with their chances, best first."""
    order = np.argsort(-rows, axis=1, kind="stable")[:, :count]
    chances = np.take_along_axis(rows, order, axis=1).tolist()
    return [
        tuple((names[index], round(chance, 4)) for index, chance in zip(places, values, strict=True))
        for places, values in zip(order.tolist(), chances, strict=True)
    ]


def _category(token: Token) -> str:
    known = _categories().get(token.lemma.lower())
    if known is not None and token.upos in ("VERB", "NOUN", "AUX"):
        return known
    return "occurrence" if token.upos in ("VERB", "NOUN", "PROPN") else "state"


def references(antecedents: Floats, tokens: list[Token], names: list[Name], first: int, last: int) -> list[Reference]:
    """Mentions of one thing within the window, linked by each mention's best antecedent."""
    spans: dict[int, tuple[int, int]] = {}
    for name in reversed(names):
        if name.first < first:
            break
        head = next(
            (i for i in range(name.first, name.last) if not name.first <= tokens[i].head < name.last), name.first
        )
        spans[head] = (name.first, name.last)
    inside_names = {index for a, b in spans.values() for index in range(a, b)}
    for index in range(first, last):
        token = tokens[index]
        if index not in inside_names and (token.upos == "NOUN" or (token.upos == "PRON" and _refers(token))):
            spans[index] = (index, index + 1)
    order = sorted(spans)
    columns = np.array([0, *(item - first + 1 for item in order)], np.int64)
    group_of: dict[int, int] = {}
    groups: list[list[int]] = []
    for position, index in enumerate(order):
        best = int(antecedents[index - first + 1, columns[: position + 1]].argmax())
        if best == 0:
            continue
        target = order[best - 1]
        if target not in group_of:
            group_of[target] = len(groups)
            groups.append([target])
        group_of[index] = group_of[target]
        groups[group_of[target]].append(index)
    return [Reference(tuple(spans[item] for item in group)) for group in groups]


def _refers(token: Token) -> bool:
    return "PronType=Prs" in token.feats or token.lemma.lower() in ("this", "that", "who", "which", "these", "those")
