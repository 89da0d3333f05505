"""Speech against PolNeAR (never trained on): ``python -m evaluation.speech [--documents 80]``.

Token F1 of content and of sources (a token counts by whether it stands in any; only the outermost layer is annotated
there), cue overlap, and the share of gold attributions found whose source agrees. Documents are split in two halves
by a fixed hash: tune on ``a``, report both.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

from evaluation.readings import KeepingReader
from strandline.claims.speech import SpeechFinder
from strandline.claims.speech_frames import Frame, source_range
from strandline.claims.syntax import Tree
from strandline.reading import Reader


def half_of(identifier: str) -> str:
    return "a" if int(hashlib.sha256(identifier.encode()).hexdigest(), 16) % 2 == 0 else "b"


def rows_of(path: Path, half: str) -> list[dict[str, Any]]:
    """Documents of a half, in an order that mixes their publishers."""
    rows = [json.loads(line) for line in path.open(encoding="utf-8")]
    ordered = sorted(rows, key=lambda row: hashlib.sha256(row["id"].encode()).hexdigest())
    return [row for row in ordered if half_of(row["id"]) == half]


def characters(spans: list[list[int]]) -> set[int]:
    return {index for start, end in spans for index in range(start, end)}


def outermost(frames: list[Frame]) -> list[Frame]:
    """Frames that stand in no other frame's content."""
    return [
        frame
        for frame in frames
        if not any(
            other is not frame and other.size > frame.size
            and all(other.holds(a) and other.holds(b - 1) for a, b in frame.content)
            and frame.cue_head is not None and other.holds(frame.cue_head)
            for other in frames
        )
    ]  # fmt: skip


def measure(reader: Reader, rows: list[dict[str, Any]], *, show: int = 0) -> dict[str, float]:
    counts: Counter[str] = Counter()
    for row in rows:
        tree = Tree(reader.read(row["text"]))
        frames = outermost(SpeechFinder(tree).frames())
        content = {index for frame in frames for first, last in frame.content for index in range(first, last)}
        source = {index for frame in frames for index in range(*(source_range(tree, frame) or (0, 0)))}
        cues = {index for frame in frames if frame.cue is not None for index in range(*frame.cue)}
        gold: dict[str, set[int]] = {"source": set(), "cue": set(), "content": set()}
        for item in row["attributions"]:
            for part in gold:
                gold[part] |= characters(item[part])
        for index, token in enumerate(tree.tokens):
            if token.upos == "PUNCT":
                continue
            for part, found in (("content", content), ("source", source), ("cue", cues)):
                wanted = token.start in gold[part]
                counts[f"{part} gold"] += wanted
                counts[f"{part} found"] += index in found
                counts[f"{part} both"] += wanted and index in found
        if show > 0:
            show -= 1
            print_differences(row, tree, frames, gold["content"])
    return {
        name: 200 * counts[f"{part} both"] / max(1, counts[f"{part} gold"] + counts[f"{part} found"])
        for part, name in (("content", "content f1"), ("source", "source f1"), ("cue", "cue f1"))
    } | {
        "content precision": 100 * counts["content both"] / max(1, counts["content found"]),
        "content recall": 100 * counts["content both"] / max(1, counts["content gold"]),
    }


def print_differences(row: dict[str, Any], tree: Tree, frames: list[Frame], gold: set[int]) -> None:
    print("=====", row["id"])
    found = {index for frame in frames for first, last in frame.content for index in range(first, last)}
    for sentence in tree.reading.sentences:
        words = [i for i in range(sentence.first, sentence.last) if tree.tokens[i].upos != "PUNCT"]
        marks = [(tree.tokens[i].start in gold, i in found) for i in words]
        wrong = sum(a != b for a, b in marks)
        if wrong > 3:
            counts = f"gold {sum(a for a, _ in marks)} found {sum(b for _, b in marks)}"
            print(f"  [{wrong}/{len(marks)}] {counts}: {row['text'][sentence.start : sentence.end]!r}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--documents", type=int, default=80)
    parser.add_argument("--half", choices=["a", "b", "both"], default="both")
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--out", type=Path, default=Path("evaluation/results"))
    options = parser.parse_args()
    path = options.corpora / "polnear-train/documents.jsonl"
    if not path.exists():
        print("not measured: no", path)
        return
    reader = KeepingReader.load(weights=options.weights)
    results = {}
    for half in ("a", "b"):
        if options.half in (half, "both"):
            chosen = rows_of(path, half)[: options.documents // 2]
            results[half] = measure(reader, chosen, show=options.show)
            print(
                half,
                len(chosen),
                "documents",
                "  ".join(f"{name} {value:.1f}" for name, value in results[half].items()),
            )
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "speech.json").write_text(json.dumps(results, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
