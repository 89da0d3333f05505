"""Scores of a window in, names, triggers and references out."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Final

import numpy as np
import numpy.typing as npt

from strandline.reading.lemma_scripts import apply_script
from strandline.reading.network import Inventories
from strandline.reading.tokenise import Word
from strandline.records import Name, NameType, Reference, Token, TriggerMention

Floats = npt.NDArray[np.float32]

TRIGGER_FLOOR: Final = 0.15
"""Least probability of a trigger that is reported; the claims stage decides what to make of it."""


class Lemmatiser:
    """Applies lemma scripts, remembering what it has seen."""

    def __init__(self, scripts: tuple[str, ...]) -> None:
        self._scripts = scripts
        self._known: dict[tuple[str, int], str] = {}

    def lemma(self, form: str, upos: str, script: int) -> str:
        """The lemma of ``form`` by the script of that index; names keep their capital."""
        del upos
        key = (form, script)
        known = self._known.get(key)
        if known is None:
            known = apply_script(form, self._scripts[script])
            if len(self._known) < 200_000:
                self._known[key] = known
        return known


def probabilities(logits: Floats) -> Floats:
    """Softmax over the last axis."""
    shifted = np.exp(logits - logits.max(axis=-1, keepdims=True))
    result: Floats = shifted / shifted.sum(axis=-1, keepdims=True)
    return result


def names(logits: Floats, tags: tuple[str, ...], words: list[Word], forms: list[str], first: int) -> list[Name]:
    """Names of a window by its BIO scores (W × tags); a name's score is the mean probability of its words' tags."""
    chance = probabilities(logits)
    best = chance.argmax(axis=1).tolist()
    found: list[Name] = []
    start, kind, scores = -1, "", [0.0]
    for place in range(len(best) + 1):
        tag = tags[best[place]] if place < len(best) else "O"
        if start >= 0 and (tag[0] != "I" or tag[2:] != kind):
            a, b = first + start, first + place
            score = round(sum(scores) / len(scores), 4)
            found.append(Name(a, b, words[a].start, words[b - 1].end, "", _name_type(kind), score))
            start = -1
        if tag[0] == "B" or (tag[0] == "I" and start < 0):
            start, kind, scores = place, tag[2:], []
        if start >= 0:
            scores.append(float(chance[place, best[place]]))
    del forms
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
    begin = chance[:, 1]
    inside = chance[:, 2]
    found: list[TriggerMention] = []
    candidates = np.flatnonzero(begin >= TRIGGER_FLOOR).tolist()
    if not candidates:
        return found
    kind_chance = probabilities(linear["kind"][1:][candidates])
    status_chance = probabilities(linear["status"][1:][candidates])
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
                _top(kind_chance[row], inventories.kind), _top(status_chance[row], inventories.status),
                round(float(np.clip(linear["factuality"][1 + place, 0], -3, 3)), 3), round(float(begin[place]), 4),
            )
        )  # fmt: skip
    return found


def _top(row: Floats, names: tuple[str, ...], count: int = 3) -> tuple[tuple[str, float], ...]:
    order = np.argsort(-row, kind="stable")[:count].tolist()
    return tuple((names[index], round(float(row[index]), 4)) for index in order)


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
    group_of: dict[int, int] = {}
    groups: list[list[int]] = []
    for position, index in enumerate(order):
        candidates = [0, *(item - first + 1 for item in order[:position])]
        scores = antecedents[index - first + 1, candidates]
        best = int(scores.argmax())
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
