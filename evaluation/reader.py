"""The reader's figures: ``python -m evaluation.reader [--weights DIR] [--split dev|test]``.

Measures, on prepared documents (``python -m training.prepare`` writes them from the corpora):

- EWT and GUM, gold words: UPOS, XPOS, features, lemma, UAS, LAS (CoNLL-U relations with subtypes)
- EWT and GUM from raw text: word F1, sentence F1 (CoNLL 2018: spans of both must agree exactly)
- names: UNER EWT (PER, ORG, LOC), exact spans; GUM news
- triggers: recall where precision is at least 75, best F1: claims test; the heads of the wikinews-apple articles held
  out (what stands behind the head was not annotated); the selected sentences of ECB+'s usual dev topics
- status of found triggers (happened / not / uncertain or future): macro-F1
- speed: words a second of CPU time of one process, and its ratio to the bare network on the same windows; words a
  second by the clock of two processes, from raw text to all layers, and the most memory of either (a machine that does
  something else besides shows less)
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from strandline.reading import Reader
from strandline.reading.tokenise import Word
from strandline.records import Reading

Document = dict[str, Any]
COARSE = {"GPE": "LOC", "LOC": "LOC", "FAC": "LOC", "PER": "PER", "ORG": "ORG"}
CERTAIN = {"happened": "happened", "ongoing": "happened", "denied": "not", "did_not_happen": "not"}


def documents(path: Path) -> list[Document]:
    return [json.loads(line) for line in path.open(encoding="utf-8")]


def read_gold(reader: Reader, document: Document, *, gold_sentences: bool) -> Reading:
    """Read with the corpus' own words, and its sentence ends if asked."""
    ends = [False] * len(document["words"])
    for _, last in document["sentences"]:
        ends[last - 1] = True
    words = [
        Word(start, end, layout, False)
        for (start, end), layout in zip(document["spans"], document["layout"], strict=True)
    ]
    text = document["text"]
    return reader.read_words(text, words, document["words"], sentence_ends=ends if gold_sentences else None)


def syntax(reader: Reader, gold: Sequence[Document]) -> dict[str, float]:
    counts: Counter[str] = Counter()
    for document in gold:
        reading = read_gold(reader, document, gold_sentences=True)
        layers = document["syntax"]
        for i, token in enumerate(reading.tokens):
            counts["words"] += 1
            counts["upos"] += token.upos == layers["upos"][i]
            counts["xpos"] += token.xpos == layers["xpos"][i]
            counts["feats"] += token.feats == layers["feats"][i]
            counts["lemma"] += token.lemma == layers["lemma"][i]
            right = token.head == layers["head"][i]
            counts["uas"] += right
            counts["las"] += right and token.deprel == layers["rel"][i]
            counts["las_universal"] += right and token.deprel.split(":")[0] == layers["rel"][i].split(":")[0]
    return {
        name: 100 * counts[name] / counts["words"]
        for name in ("upos", "xpos", "feats", "lemma", "uas", "las", "las_universal")
    }


def f1(gold: set[Any], found: set[Any]) -> float:
    return 200 * len(gold & found) / max(1, len(gold) + len(found))


def raw_text(reader: Reader, gold: Sequence[Document]) -> dict[str, float]:
    words: tuple[set[Any], set[Any]] = (set(), set())
    sentences: tuple[set[Any], set[Any]] = (set(), set())
    las: tuple[set[Any], set[Any]] = (set(), set())
    for number, document in enumerate(gold):
        reading = reader.read(document["text"])
        spans = document["spans"]
        words[0].update((number, *span) for span in spans)
        words[1].update((number, token.start, token.end) for token in reading.tokens)
        sentences[0].update((number, spans[a][0], spans[b - 1][1]) for a, b in document["sentences"])
        sentences[1].update((number, item.start, item.end) for item in reading.sentences)
        heads = document["syntax"]["head"]
        las[0].update(
            (number, *spans[i], *(spans[h] if h >= 0 else (-1, -1)), document["syntax"]["rel"][i])
            for i, h in enumerate(heads)
        )
        for token in reading.tokens:
            head = (reading.tokens[token.head].start, reading.tokens[token.head].end) if token.head >= 0 else (-1, -1)
            las[1].add((number, token.start, token.end, *head, token.deprel))
    return {"words": f1(*words), "sentences": f1(*sentences), "las": f1(*las)}


def named(reader: Reader, gold: Sequence[Document], *, skip_unlabelled: bool = True) -> dict[str, float]:
    """Exact-span F1 with types made coarse (PER, ORG, LOC); other types do not count."""
    expected: set[Any] = set()
    found: set[Any] = set()
    for number, document in enumerate(gold):
        if document.get("names") is None and skip_unlabelled:
            continue
        reading = read_gold(reader, document, gold_sentences=True)
        for first, last, types in document["names"]:
            coarse = {COARSE.get(kind, "") for kind in types}
            if len(coarse) == 1 and (kind := coarse.pop()):
                expected.add((number, first, last, kind))
        for name in reading.names:
            if name.type in COARSE:
                found.add((number, name.first, name.last, COARSE[name.type]))
    scores = {
        "f1": f1(expected, found),
        "precision": 100 * len(expected & found) / max(1, len(found)),
        "recall": 100 * len(expected & found) / max(1, len(expected)),
    }
    for kind in ("PER", "ORG", "LOC"):
        scores[kind] = f1({item for item in expected if item[3] == kind}, {item for item in found if item[3] == kind})
    return scores


def curve(scored: Iterable[tuple[float, bool]], total: int) -> dict[str, float]:
    """Recall at precision ≥ 75 and best F1 over all thresholds of scored candidates."""
    right = 0
    best_recall = best_f1 = 0.0
    for count, (_, correct) in enumerate(sorted(scored, key=lambda item: -item[0]), 1):
        right += correct
        precision, recall = right / count, right / max(1, total)
        if precision >= 0.75:
            best_recall = max(best_recall, recall)
        best_f1 = max(best_f1, 2 * precision * recall / max(1e-9, precision + recall))
    return {"recall_at_75": 100 * best_recall, "best_f1": 100 * best_f1}


def annotated_parts(document: Document, layer: str) -> list[tuple[int, int]]:
    """The stretches of a document's text in which every happening was marked."""
    if layer == "ecb":
        return [(start, end) for start, end, _ in document["selected"]]
    if layer == "meantime":
        return [(0, document["spans"][document["meantime_last"] - 1][1])]
    return [(0, len(document["text"]))]


def ecb_dev(corpora: Path) -> list[Document]:
    """The documents of ECB+'s usual dev topics, with their selected sentences."""
    rows = documents(corpora / "ecbplus-dev/documents.jsonl")
    return [row for row in rows if row["split"] == "dev" and row["selected"]]


def triggers(reader: Reader, gold: Sequence[Document], layer: str) -> dict[str, float]:
    scored: list[tuple[float, bool]] = []
    total = 0
    pairs: Counter[tuple[str, str]] = Counter()
    kinds: Counter[bool] = Counter()
    for document in gold:
        reading = reader.read(document["text"])
        spans: list[list[int]] = document.get("spans", [])
        if layer == "ecb":
            wanted = {(event["start"], event["end"]): ("", "") for event in document["events"] if event["selected"]}
        elif layer == "triggers":
            wanted = {(spans[a][0], spans[b - 1][1]): (kind, status) for a, b, kind, status in document["triggers"]}
        else:
            last = document["meantime_last"]
            wanted = {tuple(spans[index]): ("", "") for index in document[layer] if index < last}
        total += len(wanted)
        for trigger in reading.triggers:
            if not any(start <= trigger.start < end for start, end in annotated_parts(document, layer)):
                continue
            match = next((span for span in wanted if span[0] < trigger.end and trigger.start < span[1]), None)
            scored.append((trigger.score, match is not None))
            if match is not None:
                kind, status = wanted.pop(match)
                if status:
                    pairs[CERTAIN.get(status, "uncertain"), CERTAIN.get(trigger.statuses[0][0], "uncertain")] += 1
                    kinds[kind == trigger.kinds[0][0]] += 1
    scores = curve(scored, total)
    if pairs:
        scores["status_macro_f1"] = macro_f1(pairs)
        scores["kind_accuracy"] = 100 * kinds[True] / max(1, sum(kinds.values()))
    return scores


def macro_f1(pairs: Counter[tuple[str, str]]) -> float:
    """Mean F1 over the gold classes of (gold, found) counts, in per cent."""
    classes = sorted({gold for gold, _ in pairs})
    values = []
    for name in classes:
        right = pairs[name, name]
        gold = sum(count for (g, _), count in pairs.items() if g == name)
        found = sum(count for (_, f), count in pairs.items() if f == name)
        values.append(2 * right / max(1, gold + found))
    return 100 * float(np.mean(values))


def speed(reader: Reader, gold: Sequence[Document]) -> dict[str, float]:
    """CPU seconds of whole reading against the bare network on the same windows, in one process, interleaved."""
    network = reader._network
    bare = 0.0
    inner = network.run

    def timed(*arguments: Any) -> Any:
        nonlocal bare
        begun = time.process_time()
        result = inner(*arguments)
        bare += time.process_time() - begun
        return result

    network.run = timed  # type: ignore[method-assign, assignment]
    begun = time.process_time()
    words = sum(len(reader.read(document["text"]).tokens) for document in gold)
    whole = time.process_time() - begun
    network.run = inner  # type: ignore[method-assign]
    return {"words_per_cpu_s": words / whole, "ratio_to_network": whole / bare}


def speed_of_two(weights: Path | None, gold: Sequence[Document]) -> dict[str, float]:
    """Words a second by the clock where two processes share the documents, and the MiB that the larger one took."""
    context = multiprocessing.get_context("spawn")
    texts = sorted((document["text"] for document in gold), key=len)
    ready = context.Barrier(2)
    answers = context.Queue()
    workers = [
        context.Process(target=_read_timed, args=(weights, texts[number::2], ready, answers)) for number in range(2)
    ]
    for worker in workers:
        worker.start()
    rows = [answers.get(timeout=600) for _ in workers]
    for worker in workers:
        worker.join()
    begun, ended, words, memory = zip(*rows, strict=True)
    return {"words_per_s_of_two": sum(words) / (max(ended) - min(begun)), "memory_mib": max(memory)}


def _read_timed(weights: Path | None, texts: list[str], ready: Any, answers: Any) -> None:
    reader = Reader.load(weights=weights)
    reader.read(texts[0])
    ready.wait(300)
    begun = time.monotonic()
    words = sum(len(reader.read(text).tokens) for text in texts)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    answers.put((begun, time.monotonic(), words, memory))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--data", type=Path, default=Path(".train/data"))
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--split", default="dev", choices=["dev", "test"])
    parser.add_argument("--out", type=Path, default=Path("evaluation/results"))
    options = parser.parse_args()
    if not (options.data / "ewt.dev.jsonl").exists():
        print("not measured: no prepared corpora (python -m training.prepare)")
        return
    reader = Reader.load(weights=options.weights)
    results: dict[str, Any] = {"split": options.split, "weights": reader.fingerprint}
    ewt, gum = (documents(options.data / f"{name}.{options.split}.jsonl") for name in ("ewt", "gum"))
    news = [document for document in gum if "_news_" in document["id"]]
    results["ewt"], results["gum"] = syntax(reader, ewt), syntax(reader, gum)
    results["ewt raw"], results["gum raw"] = raw_text(reader, ewt), raw_text(reader, gum)
    results["names: UNER EWT"], results["names: GUM news"] = named(reader, ewt), named(reader, news)
    results["triggers: claims test"] = triggers(reader, documents(options.data / "claims.test.jsonl"), "triggers")
    results["triggers: apple held out"] = triggers(reader, documents(options.data / "apple.test.jsonl"), "meantime")
    results["triggers: ECB+ dev"] = triggers(reader, ecb_dev(options.corpora), "ecb")
    results["speed"] = speed(reader, news) | speed_of_two(options.weights, gum)
    for name, scores in results.items():
        if isinstance(scores, dict):
            print(f"{name:26}", "  ".join(f"{key} {value:.2f}" for key, value in scores.items()))
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / f"reader.{options.split}.json").write_text(json.dumps(results, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
