"""Corpora of happenings, and of who is meant, as training documents."""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from training.documents import Document, WordFinder, from_text, from_words
from training.layers import annotated
from training.splits import apple_held_out, claims_test

BEGINNING = 5400  # characters


def _rows(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.open(encoding="utf-8")]


def _closed_to_names(root: Path) -> set[str]:
    """Documents whose names are tested elsewhere: those of the dev and test parts of EWT and GUM."""
    found: set[str] = set()
    for name in ("ewt/en_ewt", "gum/en_gum"):
        for split in ("dev", "test"):
            text = (root / f"ud/{name}-ud-{split}.conllu").read_text("utf-8")
            found.update(re.findall(r"^# newdoc id = (.+)$", text, re.MULTILINE))
    return found


def claims_identifiers(root: Path) -> list[str]:
    """All document ids of the claims corpus."""
    return [str(row["id"]) for row in _rows(root / "claims/documents.jsonl")]


def claims(root: Path, *, test: bool) -> Iterator[Document]:
    """The project's own annotation: triggers with kind and status. ``test`` gives the held-out twelve."""
    held_out = claims_test(claims_identifiers(root))
    closed = _closed_to_names(root)
    for row in _rows(root / "claims/documents.jsonl"):
        identifier = str(row["id"])
        if (identifier in held_out) != test:
            continue
        document = annotated(from_text("claims", identifier, str(row["text"])), "speech")
        if test or identifier not in closed:
            document = annotated(document, "names")
        finder = WordFinder(document)
        triggers: list[list[object]] = []
        for line in (root / f"claims/rows/{identifier}.jsonl").open(encoding="utf-8"):
            item = json.loads(line)
            found = finder.find(item["start"], item["end"])
            if found is not None:
                triggers.append([found[0], found[1], item["kind"], item["status"]])
        document["triggers"] = sorted(triggers, key=lambda item: (item[0], item[1]))
        document["published"] = row["published"]
        yield document


def apple(root: Path, *, test: bool) -> Iterator[Document]:
    """MEANTIME's events of wikinews-apple, in their own scheme.

    Only the head of each article was annotated in full (title and first sentences: where events have a certainty);
    words behind it say nothing (``meantime_last``).
    """
    path = root / "wikinews-apple/documents.jsonl"
    rows = _rows(path)
    held_out = apple_held_out([str(row["id"]) for row in rows], claims_identifiers(root))
    for row in rows:
        if (row["id"] in held_out) != test:
            continue
        document = from_text("apple", str(row["id"]), str(row["text"]))
        finder = WordFinder(document)
        found = [finder.find(event["start"], event["end"]) for event in row["events"]]  # type: ignore[attr-defined]
        document["meantime"] = sorted({item[0] for item in found if item is not None})
        ends = [event["end"] for event in row["events"] if event["certainty"] is not None]  # type: ignore[attr-defined]
        stop = str(row["text"]).find(". ", max(ends, default=0) - 1)
        spans = document["spans"]
        document["meantime_last"] = len(spans) if stop < 0 else sum(start <= stop for start, _ in spans)
        yield document


def wars(root: Path) -> Iterator[Document]:
    """The beginnings of the histories of wars (wikiwars-train), some 900 words each, to be annotated by hand."""
    for row in _rows(root / "wikiwars-train/documents.jsonl"):
        text = str(row["text"])
        end = text.find("\n", BEGINNING)
        yield from_text("wars", str(row["id"]), text if end < 0 else text[:end])


def litbank_realis(root: Path) -> Iterator[Document]:
    """Asserted, actual happenings in novels; all else is a negative."""
    for row in _rows(root / "litbank-events/documents.jsonl"):
        document = from_text("litbank-events", str(row["id"]), str(row["text"]))
        finder = WordFinder(document)
        found = [finder.find(event["start"], event["end"]) for event in row["events"]]  # type: ignore[attr-defined]
        document["realis"] = sorted({item[0] for item in found if item is not None})
        yield document


def litbank_coreference(root: Path) -> Iterator[Document]:
    """Coreference in novels; the head of a mention is guessed by its words."""
    for path in sorted((root / "reference/litbank-coref").glob("*.conll")):
        sentences: list[list[str]] = [[]]
        mentions: list[tuple[str, int, int]] = []
        stack: dict[str, list[int]] = defaultdict(list)
        position = 0
        for line in path.read_text("utf-8").split("\n"):
            if line.startswith("#"):
                continue
            parts = line.split("\t")
            if len(parts) < 4:
                if sentences[-1]:
                    sentences.append([])
                continue
            sentences[-1].append(parts[3])
            for mark in re.findall(r"\((\d+)\)|\((\d+)|(\d+)\)", parts[-1] or parts[-2]):
                if mark[0]:
                    mentions.append((mark[0], position, position + 1))
                elif mark[1]:
                    stack[mark[1]].append(position)
                elif stack[mark[2]]:
                    mentions.append((mark[2], stack[mark[2]].pop(), position + 1))
            position += 1
        document = from_words("litbank-coref", path.stem, sentences, boundaries=False)
        clusters: dict[str, list[int]] = defaultdict(list)
        for group, first, last in sorted(mentions, key=lambda item: (item[1], item[2])):
            head = guess_head(document["words"], first, last)
            if head not in clusters[group]:
                clusters[group].append(head)
        document["clusters"] = [sorted(heads) for heads in clusters.values()]
        yield document


def guess_head(words: list[str], first: int, last: int) -> int:
    """Index of the likely head word of a noun phrase: the last before its first preposition, comma or clause."""
    stop = {
        "of",
        "in",
        "at",
        "on",
        "for",
        "with",
        "from",
        "by",
        "to",
        ",",
        "who",
        "which",
        "that",
        "whom",
        "whose",
        "(",
        ";",
        ":",
        "--",
        "—",
        "under",
        "near",
    }
    end = last
    for index in range(first + 1, last):
        if words[index].lower() in stop:
            end = index
            break
    head = max(first, end - 1)
    # a name's head is its first word, as UD has it
    while head > first and words[head][:1].isupper() and words[head - 1][:1].isupper():
        head -= 1
    return head


def gap(root: Path) -> Iterator[Document]:
    """GAP: which of two names a pronoun means; development and validation sets."""
    for part in ("development", "validation"):
        with (root / f"reference/gap/gap-{part}.tsv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                document = from_text("gap", row["ID"], row["Text"])
                finder = WordFinder(document)
                pronoun = finder.find(int(row["Pronoun-offset"]), int(row["Pronoun-offset"]) + len(row["Pronoun"]))
                right: list[int] = []
                wrong: list[int] = []
                for side in "AB":
                    start = int(row[f"{side}-offset"])
                    found = finder.find(start, start + len(row[side]))
                    if found is not None:
                        (right if row[f"{side}-coref"] == "TRUE" else wrong).append(found[0])
                if pronoun is not None and right:
                    document["pronouns"] = [[pronoun[0], right, wrong]]
                    yield document
