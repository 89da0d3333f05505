"""Fits the table of related words: ``python -m evaluation.reconciling_fit_words --pretrained FOLDER --words FILE...``.

Each lemma of a list (verbs with their particles, nouns, adjectives, read from CoNLL-U files) is put through a sentence
encoder by itself (all-MiniLM-L6-v2, Apache-2.0: mean of the last layer over its pieces); the vectors are centred, put on
their first principal components, averaged over the lemmas of one stem, and written with one byte for each component to
``src/strandline/reconciling/related_words.npz``. So "blast" and "explosion" are near each other without a list that
says so. The encoder is the pretrained one that the reader starts from, not the reader: the table does not change with
its weights.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import erf
from tokenizers import Tokenizer

from strandline.reconciling.words import LIGHT, stem

Floats = NDArray[np.float32]
COMPONENTS: Final = 48
LEAST: Final = 1
"""How often a lemma must come in the lists."""
HEADS: Final = 12
LAYERS: Final = 6
BATCH: Final = 128
OUT: Final = Path("src/strandline/reconciling/related_words.npz")
_OPEN: Final = frozenset({"VERB", "NOUN", "ADJ"})


def lemmas_of(paths: Sequence[Path]) -> list[str]:
    """Lemmas of verbs, nouns and adjectives, and verbs with their particle, that come often enough; in order."""
    counts: Counter[str] = Counter()
    for path in paths:
        for rows in _sentences(path):
            lemma = {row[0]: row[2].casefold() for row in rows}
            for row in rows:
                if row[3] in _OPEN and row[2].isalpha():
                    counts[row[2].casefold()] += 1
                if row[7] == "compound:prt" and row[6] in lemma:
                    counts[f"{lemma[row[6]]} {row[2].casefold()}"] += 1
    return sorted(word for word, count in counts.items() if count >= LEAST)


def _sentences(path: Path) -> Iterator[list[list[str]]]:
    rows: list[list[str]] = []
    for line in path.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            rows.append(line.split("\t"))
        elif not line and rows:
            yield rows
            rows = []
    if rows:
        yield rows


class Encoder:
    """The sentence encoder in plain arrays (BERT, six layers, post-norm)."""

    def __init__(self, folder: Path) -> None:
        self._weights = _tensors(folder / "model.safetensors")
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()

    def vectors(self, texts: Sequence[str]) -> Floats:
        """Unit vectors; shape (texts, 384), float32."""
        found = [self._batch(texts[start : start + BATCH]) for start in range(0, len(texts), BATCH)]
        return np.concatenate(found)

    def _batch(self, texts: Sequence[str]) -> Floats:
        ids = [self._tokenizer.encode(text).ids for text in texts]
        width = max(map(len, ids))
        pieces = np.array([row + [0] * (width - len(row)) for row in ids])
        mask = np.array([[1.0] * len(row) + [0.0] * (width - len(row)) for row in ids], dtype=np.float32)
        w = self._weights
        x = w["embeddings.word_embeddings.weight"][pieces] + w["embeddings.position_embeddings.weight"][:width]
        x = self._norm(x + w["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
        for number in range(LAYERS):
            x = self._layer(x, mask, f"encoder.layer.{number}")
        mean = (x * mask[..., None]).sum(axis=1) / mask.sum(axis=1, keepdims=True)
        unit: Floats = mean / np.linalg.norm(mean, axis=1, keepdims=True)
        return unit

    def _layer(self, x: Floats, mask: Floats, name: str) -> Floats:
        b, t, size = x.shape
        q, k, v = (
            self._linear(x, f"{name}.attention.self.{part}").reshape(b, t, HEADS, size // HEADS).transpose(0, 2, 1, 3)
            for part in ("query", "key", "value")
        )
        weight = q @ k.transpose(0, 1, 3, 2) / np.sqrt(size // HEADS) + (mask[:, None, None] - 1.0) * 1e9
        weight = np.exp(weight - weight.max(axis=-1, keepdims=True))
        weight /= weight.sum(axis=-1, keepdims=True)
        told = (weight @ v).transpose(0, 2, 1, 3).reshape(b, t, size)
        x = self._norm(x + self._linear(told, f"{name}.attention.output.dense"), f"{name}.attention.output.LayerNorm")
        up = self._linear(x, f"{name}.intermediate.dense")
        up = 0.5 * up * (1.0 + erf(up / np.sqrt(2.0)))
        return self._norm(x + self._linear(up, f"{name}.output.dense"), f"{name}.output.LayerNorm")

    def _linear(self, x: Floats, name: str) -> Floats:
        result: Floats = x @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]
        return result

    def _norm(self, x: Floats, name: str) -> Floats:
        centred = x - x.mean(axis=-1, keepdims=True)
        scale = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + 1e-12)
        result: Floats = centred / scale * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]
        return result


def _tensors(path: Path) -> dict[str, Floats]:
    """The tensors of a safetensors file: a length, a JSON header, the numbers."""
    data = path.read_bytes()
    size = int.from_bytes(data[:8], "little")
    header: dict[str, Any] = json.loads(data[8 : 8 + size])
    found = {}
    for name, entry in header.items():
        if name == "__metadata__" or entry["dtype"] != "F32":
            continue
        start, end = entry["data_offsets"]
        found[name] = np.frombuffer(data[8 + size + start : 8 + size + end], dtype=np.float32).reshape(entry["shape"])
    return found


def table(words: Sequence[str], vectors: Floats) -> tuple[list[str], NDArray[np.int8]]:
    """Stems (or "verb particle") and their vectors on the first components, one byte each, of length 127."""
    centred = vectors - vectors.mean(axis=0)
    _, _, components = np.linalg.svd(centred, full_matrices=False)
    signs = np.sign(components[np.arange(COMPONENTS), np.abs(components[:COMPONENTS]).argmax(axis=1)])
    reduced = centred @ (components[:COMPONENTS] * signs[:, None]).T
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for row, word in enumerate(words):
        first, _, particle = word.partition(" ")
        if particle or first not in LIGHT:
            groups[f"{stem(first)} {particle}" if particle else stem(first)].append(row)
    keys = sorted(groups)
    means = np.stack([reduced[groups[key]].mean(axis=0) for key in keys])
    means /= np.linalg.norm(means, axis=1, keepdims=True)
    return keys, np.round(127 * means).astype(np.int8)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pretrained", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--words", type=Path, nargs="+", required=True, help="CoNLL-U files with the lemmas")
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    words = lemmas_of(options.words)
    keys, vectors = table(words, Encoder(options.pretrained).vectors(words))
    np.savez_compressed(options.out, words=np.array("\n".join(keys)), vectors=vectors)
    print(len(words), "lemmas,", len(keys), "stems,", options.out.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
