"""Layers that are added to corpora: hand annotation under ``training/annotations``, nationality words, names without
titles."""

from __future__ import annotations

import hashlib
import json
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from strandline.actors.names import titles
from training.documents import Document, WordFinder

ANNOTATIONS = Path(__file__).parent / "annotations"
COUNTRIES = Path(__file__).parent.parent / "tools" / "gazetteer" / "countries.toml"


def annotated(document: Document, *layers: str) -> Document:
    """The document with the hand-made layers that exist for it; a text that has changed since is an error.

    Raises:
        ValueError: the annotation was made on another text.
    """
    for layer in layers:
        path = ANNOTATIONS / layer / f"{document['id']}.jsonl"
        if not path.exists():
            continue
        head, *rows = (json.loads(line) for line in path.read_text("utf-8").splitlines())
        if head["text_sha256"] != hashlib.sha256(document["text"].encode()).hexdigest():
            raise ValueError(f"{path}: made on another text than the corpus now gives")
        finder = WordFinder(document)
        if layer == "names":
            document["names"], document["names_outside"] = _names(rows, finder), []
        elif layer == "triggers":
            document["triggers"] = _triggers(rows, finder)
        else:
            document["speech"] = _speech(rows, finder)
    return document


def _names(rows: list[dict[str, Any]], finder: WordFinder) -> list[list[Any]]:
    found = []
    for row in rows:
        span = finder.find(row["start"], row["end"])
        if span is not None:
            found.append([span[0], span[1], [row["type"]]])
    return found


def _triggers(rows: list[dict[str, Any]], finder: WordFinder) -> list[list[Any]]:
    found = []
    for row in rows:
        span = finder.find(row["start"], row["end"])
        if span is not None:
            found.append([span[0], span[1], row["kind"], row["status"]])
    return sorted(found, key=lambda item: (item[0], item[1]))


def _speech(rows: list[dict[str, Any]], finder: WordFinder) -> list[list[Any]]:
    found = []
    for row in rows:
        for name in ("source", "cue"):
            if row[name] is not None and (span := finder.find(*row[name])) is not None:
                found.append([span[0], span[1], name])
        for start, end in row["content"]:
            span = finder.find(start, end)
            if span is not None:
                found.append([span[0], span[1], "content"])
    return sorted(found)


@lru_cache(maxsize=1)
def nationality_words() -> frozenset[str]:
    """Capitalised words of nationality, from the gazetteer's own table of countries."""
    data = tomllib.loads(COUNTRIES.read_text("utf-8"))
    words: set[str] = set()
    for entry in data.values():
        for demonym in (item.strip() for item in entry.get("people", "").split("|")):
            if " " not in demonym and demonym[:1].isupper():
                words.update((demonym, demonym + "s"))
    return frozenset(words)


def with_nationalities(document: Document) -> Document:
    """Mark nationality words as such where the corpus' scheme leaves them unmarked."""
    if document.get("names") is None or "NORP" not in document["names_outside"]:
        return document
    taken = {index for first, last, _ in document["names"] for index in range(first, last)}
    known = nationality_words()
    extra = [
        [index, index + 1, ["NORP"]]
        for index, word in enumerate(document["words"])
        if word in known and index not in taken
    ]
    document["names"] = sorted([*document["names"], *extra], key=lambda item: (item[0], item[1]))
    return document


def without_titles(document: Document) -> Document:
    """Cut titles and nationality words off the beginning of persons' names; a mere title is no name."""
    known, nations = titles(), nationality_words()

    def title(word: str) -> bool:
        return word.lower() in known or word.lower() + "." in known

    kept = []
    for name in document.get("names") or ():
        words = document["words"]
        while "PER" in name[2] and name[1] - name[0] > 1 and (title(words[name[0]]) or words[name[0]] in nations):
            name[0] += 1
        mere = name[1] - name[0] == 1 and title(words[name[0]])
        if "PER" not in name[2] or not (mere or words[name[0]].lower() in ("of", "the", "for")):
            kept.append(name)
    if document.get("names") is not None:
        document["names"] = kept
    return document
