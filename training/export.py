"""A trained run in, the file that ships out: ``python -m training.export --run .train/runs/base --to
src/strandline/reading/weights``.

Writes ``reader.onnx`` (dynamic int8, per channel; activations are quantised per window, so one window a call gives
the same result whatever else is read), ``lemmas.tsv`` (lemmas of the treebanks' training halves) and ``reader.json``
(label inventories, relation weights, sha256 of the other two).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
import tomllib
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

from strandline.reading.lemmas import table_key
from training.labels import Labels
from training.model import Reader

INPUTS = ("pieces", "shapes", "layouts", "lexicons", "first", "last")
OUTPUTS = ("linear", "arcs", "head_role", "dependent_role", "antecedents")


def averaged(run: Path, share: float) -> dict[str, torch.Tensor]:
    """Weights of the last checkpoint, and ``share`` of those of the snapshot before it (Izmailov et al. 2018)."""
    last: dict[str, torch.Tensor] = torch.load(run / "checkpoint.pt", weights_only=False, map_location="cpu")["model"]
    if share == 0:
        return last
    early = torch.load(run / "snapshot.pt", weights_only=False, map_location="cpu")["model"]
    return {
        name: (1 - share) * value + share * early[name] if torch.is_floating_point(value) else value
        for name, value in last.items()
    }


def load_run(run: Path, settings: dict[str, Any], before: Path | None) -> tuple[Reader, dict[str, Any]]:
    """The model of a run, in evaluation mode, with its labels.

    Where the settings name a ``before_share``, that share of the weights is those of the run before, averaged alike.
    """
    described = json.loads((run / "labels.json").read_text("utf-8"))
    model = Reader(Labels.from_json(described).sizes())
    weights = averaged(run, settings["snapshot_share"])
    share = settings.get("before_share", 0.0)
    if share:
        if before is None:
            raise ValueError("the settings mix in the run before: name it with --before")
        earlier = averaged(before, settings["snapshot_share"])
        weights = {
            name: (1 - share) * value + share * earlier[name] if torch.is_floating_point(value) else value
            for name, value in weights.items()
        }
    model.load_state_dict(weights)
    return model.eval(), described


def export(
    run: Path, folder: Path, data: Path, *, settings: dict[str, Any], before: Path | None = None, quantise: bool = True
) -> Path:
    """Write the ONNX file and its description; returns the ONNX path."""
    model, described = load_run(run, settings, before)
    words, pieces = 5, 8
    example = (
        torch.randint(1000, 2000, (1, pieces)), *(torch.zeros(1, pieces, dtype=torch.long) for _ in range(3)),
        torch.arange(words)[None], torch.arange(words)[None],
    )  # fmt: skip
    axes = {name: {1: "t"} for name in INPUTS[:4]} | {name: {1: "w"} for name in INPUTS[4:]}
    axes |= {"linear": {1: "w"}, "head_role": {1: "w"}, "dependent_role": {1: "w"}}
    axes |= {"arcs": {1: "w", 2: "v"}, "antecedents": {1: "w", 2: "v"}}
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / "reader.onnx"
    with tempfile.TemporaryDirectory() as scratch:
        plain, prepared = Path(scratch) / "plain.onnx", Path(scratch) / "prepared.onnx"
        torch.onnx.export(
            model,
            example,
            str(plain),
            input_names=INPUTS,
            output_names=OUTPUTS,
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
        if quantise:
            quant_pre_process(str(plain), str(prepared), skip_symbolic_shape=True)
            quantize_dynamic(str(prepared), str(target), weight_type=QuantType.QInt8, per_channel=True)
        else:
            target.write_bytes(plain.read_bytes())
    lemmas = lemma_table(data)
    (folder / "lemmas.tsv").write_text(lemmas, "utf-8")
    description = {
        "labels": described,
        "lexicon": True,
        "linear": [[name, size] for name, size in model.sizes.linear],
        "relation_weight": model.relation_out.weight.detach().half().float().tolist(),
        "relation_bias": model.relation_out.bias.detach().tolist(),
        "sha256": hashlib.sha256(target.read_bytes()).hexdigest(),
        "lemmas_sha256": hashlib.sha256(lemmas.encode()).hexdigest(),
    }
    (folder / "reader.json").write_text(json.dumps(description, ensure_ascii=False, separators=(",", ":")), "utf-8")
    return target


def lemma_table(data: Path) -> str:
    """``lemmas.tsv`` (see ``strandline.reading.lemmas``) from the prepared training halves of the treebanks."""
    counts: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for name in ("ewt.train", "gum.train"):
        for line in (data / f"{name}.jsonl").open(encoding="utf-8"):
            document = json.loads(line)
            layer = document["syntax"]
            for form, tag, lemma in zip(document["words"], layer["upos"], layer["lemma"], strict=True):
                if not set(form + lemma) & set(" \t\r\n\u2028\u2029\x85"):
                    counts[table_key(form, tag)][lemma] += 1
    rows = []
    for (form, tag), lemmas in sorted(counts.items()):
        order = sorted(lemmas, key=lambda lemma: (-lemmas[lemma], lemma))
        rows.append(f"{form}\t{tag}\t{' '.join(order)}\n")
    return "".join(rows)


def main() -> None:
    """Parse the command line and export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--to", type=Path, default=Path("src/strandline/reading/weights"))
    parser.add_argument("--data", type=Path, default=Path(".train/data"))
    parser.add_argument("--settings", type=Path, default=Path("training/settings/base.toml"))
    parser.add_argument("--before", type=Path, help="the run before, where the settings have a before_share")
    parser.add_argument("--full-precision", action="store_true")
    options = parser.parse_args()
    settings = tomllib.loads(options.settings.read_text("utf-8"))
    path = export(
        options.run, options.to, options.data, settings=settings, before=options.before,
        quantise=not options.full_precision,
    )  # fmt: skip
    print(f"{path}: {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
