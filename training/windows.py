"""Training documents in, padded windows of several sentences out.

A window begins at a random sentence and holds a random number of pieces up to its budget, so that the reader learns
neither where windows begin nor how long they are. Labels that a corpus lacks are -100 (ignored) or an all-true mask.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor

from strandline.reading.features import (
    CLASSIFY,
    SEPARATE,
    SHAPE_LOWER,
    SHAPE_NUMBER,
    SHAPE_SINGLE_CAPITAL,
    SHAPE_TITLE,
    SHAPE_UPPER,
    NameLexicon,
    Pieces,
    shape_of,
)
from strandline.reading.lemma_scripts import script_for
from training.documents import Document
from training.labels import KINDS, NAME_TAGS, STATUSES, Labels

IGNORE = -100
MASK = 103  # the word piece that stands for a hidden one
SMALL = ("claims", "annotated", "apple", "own")
TAGS = (
    "boundary",
    "upos",
    "morph",
    "lemma",
    "trigger",
    "kind",
    "status",
    "meantime",
    "realis",
    "predicate",
    "source",
    "cue",
    "content",
    "rel",
    "head",
)


@dataclass
class Encoded:
    """One document as arrays over its words; ``tags`` hold the labels of each head, ``IGNORE`` where unknown."""

    source: str
    pieces: list[tuple[int, ...]]
    shapes: np.ndarray
    layout: np.ndarray
    lexicon: np.ndarray
    sentences: list[list[int]]
    tags: dict[str, np.ndarray]
    factuality: np.ndarray
    names: np.ndarray | None
    clusters: dict[int, int]
    pronouns: list[tuple[int, list[int], list[int]]] = field(default_factory=list)


def encode(document: Document, labels: Labels, pieces: Pieces, lexicon: NameLexicon) -> Encoded:
    """Map the labels of ``document`` to indices once."""
    words = document["words"]
    count = len(words)
    tags = {name: np.full(count, IGNORE, np.int64) for name in TAGS}
    if document.get("boundaries"):
        tags["boundary"][:] = 0
        tags["boundary"][[last - 1 for _, last in document["sentences"]]] = 1
    syntax = document.get("syntax")
    if syntax is not None:
        _encode_syntax(tags, words, syntax, labels)
    if document.get("triggers") is not None:
        _encode_triggers(tags, document["triggers"])
    for name in ("meantime", "realis"):
        if document.get(name) is not None:
            tags[name][:] = 0
            tags[name][document[name]] = 1
            tags[name][document.get(f"{name}_last", count) :] = IGNORE
    factuality = np.full(count, np.nan, np.float32)
    if document.get("factuality"):
        tags["predicate"][:] = 0
        for index, value in document["factuality"]:
            tags["predicate"][index] = 1
            factuality[index] = value
    if document.get("speech") is not None:
        for name in ("source", "cue", "content"):
            tags[name][:] = 0
        for first, last, name in document["speech"]:
            tags[name][first] = 1
            tags[name][first + 1 : last] = 2
    return Encoded(
        source=document["source"],
        pieces=[pieces.of(word) for word in words],
        shapes=np.array([shape_of(word) for word in words], np.int64),
        layout=np.array(document["layout"], np.int64),
        lexicon=np.array(lexicon.classes(words), np.int64),
        sentences=document["sentences"],
        tags=tags,
        factuality=factuality,
        names=_encode_names(document, count),
        clusters={head: number for number, cluster in enumerate(document.get("clusters") or ()) for head in cluster},
        pronouns=[(word, right, wrong) for word, right, wrong in document.get("pronouns") or ()],
    )


def _encode_syntax(tags: dict[str, np.ndarray], words: list[str], syntax: dict[str, list], labels: Labels) -> None:
    index = {
        name: {label: i for i, label in enumerate(getattr(labels, name))}
        for name in ("upos", "morph", "lemma", "relations")
    }
    for i, word in enumerate(words):
        tags["upos"][i] = index["upos"].get(syntax["upos"][i], IGNORE)
        tags["morph"][i] = index["morph"].get(f"{syntax['xpos'][i]} {syntax['feats'][i]}", IGNORE)
        tags["lemma"][i] = index["lemma"].get(script_for(word, syntax["lemma"][i]), IGNORE)
        tags["rel"][i] = index["relations"].get(syntax["rel"][i], IGNORE)
        tags["head"][i] = syntax["head"][i]


def _encode_triggers(tags: dict[str, np.ndarray], triggers: list[list]) -> None:
    tags["trigger"][:] = 0
    for first, last, kind, status in triggers:
        if tags["trigger"][first] != 0:
            continue
        tags["trigger"][first] = 1
        tags["trigger"][first + 1 : last] = 2
        tags["kind"][first] = KINDS.index(kind)
        tags["status"][first] = STATUSES.index(status)


def _encode_names(document: Document, count: int) -> np.ndarray | None:
    """Allowed name tags of each word, count × tags booleans; None where the corpus says nothing."""
    if document.get("names") is None:
        return None
    outside = set(document["names_outside"])
    row = np.array([tag == "O" or tag[2:] in outside for tag in NAME_TAGS])
    allowed = np.tile(row, (count, 1))
    for first, last, types in document["names"]:
        for index in range(first, last):
            mark = "B" if index == first else "I"
            allowed[index] = [
                (tag == "O" and "O" in types) or (tag[:1] == mark and tag[2:] in types) for tag in NAME_TAGS
            ]
    return allowed


@dataclass
class Window:
    """Words ``[first, last)`` of a document."""

    document: Encoded
    first: int
    last: int
    size: int


def cut(document: Encoded, rng: random.Random, *, most: int, least: int) -> Iterator[Window]:
    """Cut a document into windows of whole sentences, with random budgets of pieces in ``[least, most]``."""
    budget = rng.randint(least, most)
    first = document.sentences[0][0] if document.sentences else 0
    size = 2
    end = first
    for a, b in document.sentences:
        width = sum(len(document.pieces[i]) for i in range(a, b))
        if end > first and size + width > budget:
            yield Window(document, first, end, size)
            first, size, budget = a, 2, rng.randint(least, most)
        while width + 2 > most:  # a sentence longer than any window is cut where it must be
            step, pieces = a, 2
            while step < b and pieces + len(document.pieces[step]) <= most:
                pieces += len(document.pieces[step])
                step += 1
            yield Window(document, a, step, pieces)
            a, first, size = step, step, 2
            width = sum(len(document.pieces[i]) for i in range(a, b))
        end = b
        size += width
    if end > first:
        yield Window(document, first, end, size)


@dataclass
class Batch:
    """Tensors of B windows; W counts the root, which stands at index 0 of the word axis."""

    pieces: Tensor
    shapes: Tensor
    layouts: Tensor
    lexicons: Tensor
    first: Tensor
    last: Tensor
    mask: Tensor
    tags: dict[str, Tensor]
    factuality: Tensor
    names: Tensor
    has_names: Tensor
    same_sentence: Tensor
    antecedents: Tensor
    antecedent_mask: Tensor
    words: int


def collate(
    windows: list[Window], rng: random.Random, *, disturb: float, hide: float = 0.0, hide_small: float = 0.0
) -> Batch:
    """Pad windows to one batch.

    ``disturb`` is the share of windows whose letter case is changed, as in headlines or chats; ``hide`` the share of
    words whose pieces the network is not shown (Kondratyuk & Straka 2019), ``hide_small`` that of the small annotated
    sets, which it would learn by heart.
    """
    b = len(windows)
    t = max(window.size for window in windows)
    w = 1 + max(window.last - window.first for window in windows)
    grids = {name: torch.zeros(b, t, dtype=torch.long) for name in ("pieces", "shapes", "layouts", "lexicons")}
    first, last = torch.zeros(b, w, dtype=torch.long), torch.zeros(b, w, dtype=torch.long)
    mask = torch.zeros(b, t, dtype=torch.bool)
    tags = {name: torch.full((b, w), IGNORE, dtype=torch.long) for name in TAGS}
    factuality = torch.full((b, w), float("nan"))
    names = torch.ones(b, w, len(NAME_TAGS), dtype=torch.bool)
    has_names = torch.zeros(b, w, dtype=torch.bool)
    same = torch.zeros(b, w, w, dtype=torch.bool)
    antecedents = torch.zeros(b, w, w, dtype=torch.bool)
    antecedent_mask = torch.zeros(b, w, w, dtype=torch.bool)
    for k, window in enumerate(windows):
        document, a, z = window.document, window.first, window.last
        shapes = _disturbed(document.shapes[a:z], rng, disturb)
        # now and then the lists know nothing, so that the network does not lean on them
        lexicon = document.lexicon[a:z] if rng.random() > 0.1 else np.zeros(z - a, np.int64)
        hidden = [rng.random() < (hide_small if document.source in SMALL else hide) for _ in range(a, z)]
        position = 1
        grids["pieces"][k, 0] = CLASSIFY
        for i in range(a, z):
            ids = (MASK,) if hidden[i - a] else document.pieces[i]
            end = position + len(ids)
            grids["pieces"][k, position:end] = torch.tensor(ids)
            grids["shapes"][k, position:end] = int(shapes[i - a])
            grids["lexicons"][k, position:end] = int(lexicon[i - a])
            grids["layouts"][k, position] = int(document.layout[i]) if i > a else 3
            first[k, 1 + i - a], last[k, 1 + i - a] = position, end - 1
            position = end
        grids["pieces"][k, position] = SEPARATE
        mask[k, : position + 1] = True
        count = z - a
        for name, row in document.tags.items():
            tags[name][k, 1 : 1 + count] = torch.from_numpy(row[a:z])
        tags["lemma"][k, 1 : 1 + count][torch.tensor(hidden)] = IGNORE
        _place_heads(tags["head"][k], document, a, z)
        factuality[k, 1 : 1 + count] = torch.from_numpy(document.factuality[a:z])
        if document.names is not None:
            names[k, 1 : 1 + count] = torch.from_numpy(document.names[a:z])
            has_names[k, 1 : 1 + count] = True
        for s, e in document.sentences:
            lo, hi = max(s, a) - a + 1, min(e, z) - a + 1
            if lo < hi:
                same[k, lo:hi, lo:hi] = True
        same[k, :, 0] = True
        _place_antecedents(antecedents[k], antecedent_mask[k], document, a, z)
    return Batch(
        grids["pieces"], grids["shapes"], grids["layouts"], grids["lexicons"], first, last, mask, tags, factuality,
        names, has_names, same, antecedents, antecedent_mask, sum(window.last - window.first for window in windows),
    )  # fmt: skip


def _place_heads(row: Tensor, document: Encoded, a: int, z: int) -> None:
    heads = document.tags["head"][a:z]
    moved = np.where(heads == IGNORE, IGNORE, np.where(heads < 0, 0, heads - a + 1))
    moved = np.where((moved != IGNORE) & ((moved < 0) | (moved > z - a)), IGNORE, moved)
    row[1 : 1 + z - a] = torch.from_numpy(moved)


def _place_antecedents(gold: Tensor, mask: Tensor, document: Encoded, a: int, z: int) -> None:
    """Rows of mentions: gold antecedents (index 0: none in the window) and the candidates that are allowed."""
    if document.clusters:
        earlier: dict[int, list[int]] = {}
        heads: list[int] = []
        for index in range(a, z):
            cluster = document.clusters.get(index)
            if cluster is None:
                continue
            place = index - a + 1
            mask[place, 0] = True
            if heads:
                mask[place, heads] = True
            gold[place, earlier.get(cluster) or [0]] = True
            earlier.setdefault(cluster, []).append(place)
            heads.append(place)
    for word, right, wrong in document.pronouns:
        inside_right = [item - a + 1 for item in right if a <= item < word]
        inside_wrong = [item - a + 1 for item in wrong if a <= item < word]
        if a <= word < z and inside_right:
            place = word - a + 1
            gold[place, inside_right] = True
            mask[place, inside_right + inside_wrong] = True
            mask[place, 0] = True


def _disturbed(shapes: np.ndarray, rng: random.Random, share: float) -> np.ndarray:
    draw = rng.random()
    if draw >= share:
        return shapes
    lettered = (shapes >= SHAPE_LOWER) & (shapes != SHAPE_NUMBER)
    target = SHAPE_UPPER if draw < share / 4 else SHAPE_LOWER if draw < share / 2 else SHAPE_TITLE
    if target == SHAPE_TITLE:
        return np.where(shapes == SHAPE_LOWER, SHAPE_TITLE, shapes)
    return np.where(lettered & (shapes != SHAPE_SINGLE_CAPITAL), target, shapes)
