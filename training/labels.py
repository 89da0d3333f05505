"""The label inventories of all heads, made from the training documents and kept beside the weights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, get_args

from strandline.reading.features import LEXICONS, SHAPES
from strandline.reading.lemma_scripts import script_for
from strandline.records import Kind, Status
from training.documents import NAME_TYPES, Document
from training.model import Sizes

BIO = ("O", "B", "I")
NAME_TAGS = ("O", *(f"{mark}-{kind}" for kind in NAME_TYPES for mark in "BI"))
KINDS: tuple[str, ...] = get_args(Kind)
STATUSES: tuple[str, ...] = get_args(Status)


@dataclass(frozen=True)
class Labels:
    """Inventories in the order of their logits. ``morph`` is ``xpos|feats`` joined by a space."""

    upos: tuple[str, ...]
    morph: tuple[str, ...]
    lemma: tuple[str, ...]
    relations: tuple[str, ...]

    def sizes(self) -> Sizes:
        """Sizes of the network that predicts these labels."""
        linear = (
            ("boundary", 1), ("upos", len(self.upos)), ("morph", len(self.morph)), ("lemma", len(self.lemma)),
            ("names", len(NAME_TAGS)), ("trigger", 3), ("kind", len(KINDS)), ("status", len(STATUSES)), ("meantime", 1),
            ("realis", 1), ("predicate", 1), ("factuality", 1), ("source", 3), ("cue", 3), ("content", 3),
        )  # fmt: skip
        return Sizes(linear=linear, relations=len(self.relations), shapes=SHAPES, lexicons=LEXICONS)

    def to_json(self) -> dict[str, Any]:
        """Plain form, names of the fixed inventories included."""
        return {**asdict(self), "names": NAME_TAGS, "kind": KINDS, "status": STATUSES}

    @classmethod
    def from_json(cls, described: dict[str, Any]) -> Labels:
        """The inventories that ``to_json`` wrote."""
        return cls(**{name: tuple(described[name]) for name in ("upos", "morph", "lemma", "relations")})


def build_labels(documents: Iterable[Document]) -> Labels:
    """Count labels of the documents that have syntax; rare morphs (< 3) and lemma scripts (< 3) are dropped."""
    upos: Counter[str] = Counter()
    morph: Counter[str] = Counter()
    lemma: Counter[str] = Counter()
    relations: Counter[str] = Counter()
    for document in documents:
        syntax = document.get("syntax")
        if syntax is None:
            continue
        upos.update(syntax["upos"])
        morph.update(f"{x} {f}" for x, f in zip(syntax["xpos"], syntax["feats"], strict=True))
        lemma.update(script_for(w, item) for w, item in zip(document["words"], syntax["lemma"], strict=True))
        relations.update(syntax["rel"])
    return Labels(upos=_kept(upos, 1), morph=_kept(morph, 3), lemma=_kept(lemma, 3), relations=_kept(relations, 1))


def _kept(counts: Counter[str], least: int) -> tuple[str, ...]:
    return tuple(item for item, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])) if count >= least)
