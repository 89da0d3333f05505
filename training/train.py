"""Training of the reader: ``python -m training.train --settings training/settings/base.toml --run .train/runs/base``.

Resumable: a checkpoint is written every few minutes and the same command goes on from it. Runs on CPU in bfloat16 or
on a GPU.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

import torch

from strandline.reading.features import NameLexicon, Pieces
from training.documents import Document, read
from training.labels import Labels, build_labels
from training.losses import losses_of, total
from training.model import Reader, load_pretrained
from training.windows import Batch, Encoded, Window, collate, cut, encode


def load_sources(data: Path, shares: dict[str, float]) -> dict[str, list[Document]]:
    """Training documents by source name."""
    return {name: list(read(data / f"{name}.train.jsonl")) for name in shares}


def epoch_windows(encoded: dict[str, list[Encoded]], settings: dict[str, Any], rng: random.Random) -> list[Window]:
    """The windows of one epoch, each source as often as its share says."""
    windows: list[Window] = []
    for name, share in settings["shares"].items():
        documents = encoded[name]
        for _ in range(int(share)):
            for document in documents:
                windows += cut(document, rng, most=settings["window_most"], least=settings["window_least"])
        rest = share - int(share)
        for document in rng.sample(documents, round(rest * len(documents))):
            windows += cut(document, rng, most=settings["window_most"], least=settings["window_least"])
    return windows


def batches(windows: list[Window], settings: dict[str, Any], rng: random.Random) -> list[list[Window]]:
    """Windows of like length together, batches in random order."""
    rng.shuffle(windows)
    made: list[list[Window]] = []
    for start in range(0, len(windows), 600):
        chunk = sorted(windows[start : start + 600], key=lambda window: window.size)
        current: list[Window] = []
        for window in chunk:
            if current and (len(current) + 1) * (window.last - window.first) > settings["batch_words"]:
                made.append(current)
                current = []
            current.append(window)
        if current:
            made.append(current)
    rng.shuffle(made)
    return made


class Trainer:
    """State of one run in its folder: ``labels.json``, ``checkpoint.pt``, ``snapshot.pt``, ``log.jsonl``."""

    def __init__(
        self, settings: dict[str, Any], data: Path, run: Path, pretrained: Path, start: Path | None = None
    ) -> None:
        self.settings, self.run = settings, run
        torch.manual_seed(settings["seed"])
        sources = load_sources(data, settings["shares"])
        run.mkdir(parents=True, exist_ok=True)
        folders = [run] if start is None else [run, start.parent]
        begun = next((folder for folder in folders if (folder / "labels.json").exists()), None)
        self.labels = (
            build_labels(document for documents in sources.values() for document in documents)
            if begun is None
            else Labels.from_json(json.loads((begun / "labels.json").read_text("utf-8")))
        )
        (run / "labels.json").write_text(json.dumps(self.labels.to_json(), ensure_ascii=False, indent=1), "utf-8")
        (run / "settings.json").write_text(json.dumps(settings, indent=1), "utf-8")
        pieces, lexicon = Pieces(), NameLexicon()
        self.encoded = {
            name: [encode(item, self.labels, pieces, lexicon) for item in documents]
            for name, documents in sources.items()
        }
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.model = Reader(self.labels.sizes(), settings["dropout"])
        load_pretrained(self.model, pretrained)
        if start is not None:
            self.model.load_state_dict(torch.load(start, weights_only=False, map_location="cpu")["model"])
        self.model.pieces.weight.requires_grad_(settings["train_piece_table"])
        self.model.to(self.device)
        encoder, heads = [], []
        for name, parameter in self.model.named_parameters():
            if parameter.requires_grad:
                own = name.split(".")[0] in ("positions", "segment", "norm", "layers", "pieces")
                (encoder if own else heads).append(parameter)
        self.optimizer = torch.optim.AdamW(
            [{"params": encoder, "lr": settings["encoder_rate"]}, {"params": heads, "lr": settings["head_rate"]}],
            weight_decay=settings["weight_decay"],
            betas=(0.9, 0.98),
        )
        self.words_per_epoch = sum(
            share * sum(len(item.pieces) for item in self.encoded[name]) for name, share in settings["shares"].items()
        )
        self.epoch, self.batch_in_epoch, self.words_seen = 0, 0, 0.0
        if (run / "checkpoint.pt").exists():
            self._restore()

    def _progress(self) -> float:
        return self.words_seen / (self.words_per_epoch * self.settings["epochs"])

    def _rate(self) -> float:
        progress, warm = self._progress(), self.settings["warm_up"]
        if progress < warm:
            return max(progress, 1e-4) / warm
        return 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(1.0, (progress - warm) / (1 - warm))))

    def _restore(self) -> None:
        state = torch.load(self.run / "checkpoint.pt", weights_only=False, map_location=self.device)
        self.model.load_state_dict(state["model"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.epoch, self.batch_in_epoch, self.words_seen = state["epoch"], state["batch"], state["words"]

    def save(self) -> None:
        """Write the checkpoint, whole or not at all."""
        state = {
            "model": self.model.state_dict(), "optimizer": self.optimizer.state_dict(), "epoch": self.epoch,
            "batch": self.batch_in_epoch, "words": self.words_seen,
        }  # fmt: skip
        torch.save(state, self.run / "checkpoint.tmp")
        (self.run / "checkpoint.tmp").replace(self.run / "checkpoint.pt")
        if self._progress() >= self.settings["snapshot_at"] and not (self.run / "snapshot.pt").exists():
            torch.save({"model": state["model"]}, self.run / "snapshot.pt")

    def step(self, batch: Batch) -> dict[str, float]:
        """One update; returns each head's loss."""
        rate = self._rate()
        for group, base in zip(self.optimizer.param_groups, ("encoder_rate", "head_rate"), strict=True):
            group["lr"] = self.settings[base] * rate
        with torch.autocast(self.device.type, dtype=torch.bfloat16):
            found = losses_of(self.model, batch)
            if not found:  # windows of which no corpus says anything
                self.words_seen += batch.words
                return {}
            loss = total(found)
        loss.backward()
        torch.nn.utils.clip_grad_norm_((p for p in self.model.parameters() if p.grad is not None), 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.words_seen += batch.words
        return {name: float(value.detach()) for name, value in found.items()}

    def train(self, *, max_steps: int | None = None) -> None:
        """Run to the end of the settings' epochs (or ``max_steps``), logging and saving on the way."""
        self.model.train()
        begun, saved, steps = time.monotonic(), time.monotonic(), 0
        sums: dict[str, list[float]] = defaultdict(list)
        words = 0
        while self.epoch < self.settings["epochs"]:
            rng = random.Random(f"{self.settings['seed']}/{self.epoch}")
            plan = batches(epoch_windows(self.encoded, self.settings, rng), self.settings, rng)
            for windows in plan[self.batch_in_epoch :]:
                batch = collate(
                    windows, rng, disturb=self.settings["disturb"], hide=self.settings["hide"],
                    hide_small=self.settings["hide_small"],
                )  # fmt: skip
                for name, value in self.step(batch).items():
                    sums[name].append(value)
                words += batch.words
                self.batch_in_epoch += 1
                steps += 1
                if steps % 50 == 0:
                    row = {
                        "epoch": self.epoch, "batch": self.batch_in_epoch, "of": len(plan),
                        "progress": round(self._progress(), 4),
                        "words_per_s": round(words / (time.monotonic() - begun)),
                        "losses": {name: round(sum(v) / len(v), 4) for name, v in sums.items()},
                    }  # fmt: skip
                    with (self.run / "log.jsonl").open("a", encoding="utf-8") as log:
                        log.write(json.dumps(row) + "\n")
                    sums.clear()
                    words, begun = 0, time.monotonic()
                if time.monotonic() - saved > 240:
                    self.save()
                    saved = time.monotonic()
                if max_steps is not None and steps >= max_steps:
                    return
            self.epoch, self.batch_in_epoch = self.epoch + 1, 0
            self.save()


def main() -> None:
    """Parse the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--settings", type=Path, default=Path("training/settings/base.toml"))
    parser.add_argument("--data", type=Path, default=Path(".train/data"))
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--pretrained", type=Path, required=True, help="model.safetensors of all-MiniLM-L6-v2")
    parser.add_argument(
        "--start", type=Path, help="checkpoint or snapshot of an earlier run, whose weights to go on from"
    )
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--max-steps", type=int)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    settings = tomllib.loads(options.settings.read_text("utf-8"))
    Trainer(settings, options.data, options.run, options.pretrained, options.start).train(max_steps=options.max_steps)


if __name__ == "__main__":
    main()


__all__ = ["Labels", "Trainer"]
