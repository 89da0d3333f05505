"""The table of senses, made of the weights that ship: ``python -m training.senses [--weights FOLDER]``.

``TriggerMention.sense`` is a word's vector, from which all heads of the reader start, by its main components (Pearson
1901) over the words that name happenings in the project's own annotated articles that may be trained on. Nothing of
their annotation goes in. Writes ``senses.npy``, float16, (384 + 1) × 96: what turns a vector into components, each in
32nds of its standard deviation, and below it what is added to them; its sha256 goes into ``reader.json``.

To be made again whenever the weights are.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from strandline.reading import Reader, decode
from strandline.reading.network import SENSES, Network, Scores
from training import own
from training.splits import claims_test

SIZE: Final = 96
STEPS: Final = 32
WEIGHTS: Final = Path("src/strandline/reading/weights")
Floats = NDArray[np.float32]


class CollectingReader(Reader):
    """A reader that keeps the vectors of the words that likely name happenings."""

    def __init__(self, network: Network) -> None:
        super().__init__(network)
        self.vectors: list[Floats] = []

    def _score(self, *given: object) -> Scores:
        scores = super()._score(*given)  # type: ignore[arg-type]
        chance = decode.probabilities(scores.linear["trigger"])[:, 1]
        chance[0] = 0.0
        self.vectors.append(scores.words[chance >= decode.SENSE_FLOOR].copy())
        return scores


def texts(corpora: Path) -> Iterator[str]:
    """The articles whose annotation may be trained on."""
    lines = (corpora / "claims/documents.jsonl").read_text("utf-8").splitlines()
    documents = [json.loads(line) for line in lines]
    test = claims_test([document["id"] for document in documents])
    yield from (document["text"] for document in documents if document["id"] not in test)
    for path in own.paths():
        yield own.parse(path.read_text("utf-8")).text


def table_of(vectors: Floats) -> NDArray[np.float16]:
    """The table for some words' vectors, (words, 384)."""
    exact = vectors.astype(np.float64)
    mean = exact.mean(axis=0)
    spread, axes = np.linalg.eigh(np.cov((exact - mean).T))
    chosen = np.argsort(-spread, kind="stable")[:SIZE]
    axes = axes[:, chosen]
    axes *= np.sign(axes[np.abs(axes).argmax(axis=0), np.arange(SIZE)])  # eigenvectors come with either sign
    turn = STEPS * axes / np.sqrt(spread[chosen])
    found: NDArray[np.float16] = np.vstack([turn, -mean @ turn]).astype(np.float16)
    return found


def main() -> None:
    """Make the table of some weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    reader = CollectingReader(Network(options.weights))
    for text in texts(options.corpora):
        reader.read(text)
    vectors = np.concatenate(reader.vectors)
    written = io.BytesIO()
    np.save(written, table_of(vectors))
    (options.weights / "senses.npy").write_bytes(written.getvalue())
    described = json.loads((options.weights / "reader.json").read_text("utf-8"))
    described[SENSES] = hashlib.sha256(written.getvalue()).hexdigest()
    content = json.dumps(described, ensure_ascii=False, separators=(",", ":"))
    (options.weights / "reader.json").write_text(content, "utf-8")
    print(f"senses: {len(vectors)} words, {len(written.getvalue())} bytes")


if __name__ == "__main__":
    main()
