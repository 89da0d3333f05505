"""The one place that knows onnxruntime: a window's features in, the heads' scores out.

One window a call: activations are quantised over what is in the call, so a window's scores depend on nothing but the
window.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import onnxruntime

from strandline.errors import InstallationError
from strandline.reading.lemmas import parse_table

_ROWS: Final = 16
"""Rows of a product that one thread does at once."""

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Scores:
    """Scores of one window of W words; index 0 of each word axis is the root (and "no antecedent").

    ``linear``: head name → (1 + W) × labels. ``arcs``: dependent × head. ``head_role``, ``dependent_role``: (1 + W) ×
    128. ``antecedents``: mention × candidate.
    """

    linear: dict[str, Floats]
    arcs: Floats
    head_role: Floats
    dependent_role: Floats
    antecedents: Floats


@dataclass(frozen=True)
class Inventories:
    """Label inventories in the order of the scores."""

    upos: tuple[str, ...]
    morph: tuple[str, ...]
    lemma: tuple[str, ...]
    relations: tuple[str, ...]
    names: tuple[str, ...]
    kind: tuple[str, ...]
    status: tuple[str, ...]


class Network:
    """A loaded reader network; safe to use from one thread at a time."""

    def __init__(self, weights: Path | None = None, *, threads: int = 1) -> None:
        if weights is None:
            with as_file(files("strandline.reading").joinpath("weights")) as folder:
                self._load(folder, threads)
        else:
            self._load(weights, threads)

    def _load(self, folder: Path, threads: int) -> None:
        try:
            described: dict[str, Any] = json.loads((folder / "reader.json").read_text("utf-8"))
            model = (folder / "reader.onnx").read_bytes()
            lemmas = (folder / "lemmas.tsv").read_bytes()
        except OSError as error:
            raise InstallationError(
                f"the reader's weights cannot be read ({error}); reinstall strandline from its wheel or a full checkout"
            ) from error
        for name, content, digest in (("reader.onnx", model, "sha256"), ("lemmas.tsv", lemmas, "lemmas_sha256")):
            if hashlib.sha256(content).hexdigest() != described.get(digest):
                raise InstallationError(
                    f"{folder / name} is damaged: its sha256 is not the one in reader.json; reinstall strandline"
                )
        self.sha256 = described["sha256"] + described["lemmas_sha256"]
        """Of all that a reading depends on."""
        self.lemmas = parse_table(lemmas.decode("utf-8"))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self._inputs = tuple(item.name for item in self._session.get_inputs())
        labels = described["labels"]
        self.inventories = Inventories(
            **{name: tuple(labels[name]) for name in ("upos", "morph", "lemma", "relations", "names", "kind", "status")}
        )
        self._slices: list[tuple[str, int, int]] = []
        position = 0
        for name, size in described["linear"]:
            self._slices.append((name, position, position + size))
            position += size
        self._relation_weight = np.array(described["relation_weight"], np.float32).T.copy()
        self._relation_bias = np.array(described["relation_bias"], np.float32)

    def run(self, pieces: Ints, shapes: Ints, layouts: Ints, lexicons: Ints, first: Ints, last: Ints) -> Scores:
        """Scores of one window. ``pieces`` to ``lexicons``: T; ``first``, ``last``: 1 + W, index 0 the root."""
        given = {
            "pieces": pieces, "shapes": shapes, "layouts": layouts, "lexicons": lexicons, "first": first, "last": last,
        }  # fmt: skip
        linear, arcs, head_role, dependent_role, antecedents = self._session.run(
            None, {name: given[name][None] for name in self._inputs}
        )
        return Scores(
            linear={name: linear[0, :, a:b] for name, a, b in self._slices},
            arcs=arcs[0], head_role=head_role[0], dependent_role=dependent_role[0], antecedents=antecedents[0],
        )  # fmt: skip

    def relations(self, scores: Scores, heads: Ints) -> Ints:
        """Best relation of each word (1 + W, index 0 meaningless) to its head in ``heads``."""
        chosen = scores.head_role[heads]
        features = np.concatenate([chosen * scores.dependent_role, chosen, scores.dependent_role], axis=1)
        # a few rows at a time: numpy's BLAS wakes all its threads for larger products, which costs a hundred times more
        weighed = [features[row : row + _ROWS] @ self._relation_weight for row in range(0, len(features), _ROWS)]
        best: Ints = (np.concatenate(weighed) + self._relation_bias).argmax(axis=1)
        return best
