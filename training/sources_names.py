"""Corpora of names alone, as training documents. A coarse label stands for the finer types that it may be."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from training.documents import Document, WordFinder, from_text, from_words
from training.sources_ud import PLACES, bio_spans
from training.splits import claims_test

OTHER = ["NORP", "EVENT", "PRODUCT", "WORK"]
CROSSNER = {
    "politician": ["PER"], "person": ["PER"], "organisation": ["ORG"], "politicalparty": ["ORG"], "country": ["GPE"],
    "location": PLACES, "election": ["EVENT"], "event": ["EVENT"], "misc": [*OTHER, "ORG"],
}  # fmt: skip
WIKIGOLD = {"PER": ["PER"], "ORG": ["ORG"], "LOC": PLACES, "MISC": OTHER}
WNUT = {
    "person": ["PER"], "corporation": ["ORG"], "group": ["ORG", "NORP"], "location": PLACES, "product": ["PRODUCT"],
    "creative-work": ["WORK"],
}  # fmt: skip
RE3D = {
    "Person": ["PER"], "Organisation": ["ORG"], "Location": PLACES, "Nationality": ["NORP"], "Vehicle": ["PRODUCT"],
    "MilitaryPlatform": ["PRODUCT"], "Weapon": ["PRODUCT"], "DocumentReference": ["WORK"],
}  # fmt: skip
LITBANK = {
    "PER": ["PER", "NORP"],
    "FAC": ["FAC"],
    "GPE": ["GPE"],
    "LOC": ["LOC"],
    "VEH": ["PRODUCT"],
    "ORG": ["ORG", "FAC"],
}


def columns(
    source: str, path: Path, types: dict[str, list[str]], outside: list[str], *, tag_column: int = -1, group: int = 8
) -> Iterator[Document]:
    """A file of one word and tag a line, sentences apart by empty lines; ``group`` sentences make a document."""
    sentences: list[tuple[list[str], list[str]]] = [([], [])]
    for line in path.read_text("utf-8").split("\n"):
        parts = line.split()
        if not parts or line.startswith("-DOCSTART-"):
            if sentences[-1][0]:
                sentences.append(([], []))
            continue
        sentences[-1][0].append(parts[0])
        sentences[-1][1].append(parts[tag_column] if len(parts) > 1 else "O")
    sentences = [item for item in sentences if item[0]]
    for number in range(0, len(sentences), group):
        batch = sentences[number : number + group]
        document = from_words(source, f"{path.stem}-{number}", [words for words, _ in batch], boundaries=False)
        names: list[list[object]] = []
        for (_, tags), (first, _) in zip(batch, document["sentences"], strict=True):
            names += [[first + a, first + b, types[kind]] for a, b, kind in bio_spans(tags) if kind in types]
        document["names"], document["names_outside"] = names, outside
        yield document


def all_columns(root: Path) -> Iterator[Document]:
    """CrossNER politics, wikigold, WNUT-17 and the SEC filings, all of them (no test is taken on these)."""
    for part in ("train", "dev", "test"):
        yield from columns("crossner", root / f"names/crossner-politics/{part}.txt", CROSSNER, [], group=2)
    yield from columns("wikigold", root / "names/wikigold/wikigold.conll.txt", WIKIGOLD, [])
    for part in ("wnut17train.conll", "emerging.dev.conll", "emerging.test.annotated"):
        yield from columns("wnut", root / f"names/wnut17/{part}", WNUT, ["NORP", "EVENT"], group=1)
    for part in ("FIN3.txt", "FIN5.txt"):
        yield from columns("sec", root / f"names/sec-filings/{part}", WIKIGOLD, ["NORP", "PRODUCT", "WORK"], group=4)


def litbank(root: Path) -> Iterator[Document]:
    """Names in the openings of novels: of the nested mentions only those whose words are capitalised."""
    for path in sorted((root / "names/litbank-entities").glob("*.tsv")):
        sentences: list[list[list[str]]] = [[]]
        for line in path.read_text("utf-8").split("\n"):
            parts = line.split("\t")
            if len(parts) < 2:
                if sentences[-1]:
                    sentences.append([])
                continue
            sentences[-1].append(parts)
        sentences = [item for item in sentences if item]
        document = from_words(
            "litbank-names", path.stem, [[row[0] for row in item] for item in sentences], boundaries=False
        )
        names: list[list[object]] = []
        for rows, (first, _) in zip(sentences, document["sentences"], strict=True):
            taken: set[int] = set()
            for layer in range(1, 5):
                tags = [row[layer] if len(row) > layer and row[layer] else "O" for row in rows]
                for a, b, kind in bio_spans(tags):
                    if kind not in LITBANK or any(index in taken for index in range(a, b)):
                        continue
                    capital = [rows[index][0][:1].isupper() for index in range(a, b)]
                    if all(capital) and (a > 0 or b - a > 1) and b - a <= 6 and rows[a][0] not in ("I", "The", "A"):
                        names.append([first + a, first + b, LITBANK[kind]])
                        taken.update(range(a, b))
        document["names"], document["names_outside"] = sorted(names), [*OTHER, "PER"]
        yield document


def petit(root: Path, claims_identifiers: list[str]) -> Iterator[Document]:
    """re3d reports but their EU part and the claims test documents; nominal mentions are no names."""
    test = {item.removeprefix("re3d_") for item in claims_test(claims_identifiers)}
    for line in (root / "petit/documents.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        if "EU" in row["licence"] or row["id"] in test:
            continue
        document = from_text("petit", row["id"], row["text"])
        finder = WordFinder(document)
        names: list[list[object]] = []
        taken: set[int] = set()
        spans = [*row["participants"], *row["places"], *row["others"]]
        for item in sorted(spans, key=lambda item: (-item["confidence"], item["start"] - item["end"])):
            found = finder.find(item["start"], item["end"])
            if item["type"] not in RE3D or item["confidence"] < 0.5 or found is None:
                continue
            a, b = found
            while a < b and not document["words"][a][:1].isupper():
                a += 1
            content = [
                word
                for word in document["words"][a:b]
                if word[:1].isalpha() and word not in ("of", "the", "and", "for", "al", "de")
            ]
            if (
                a == b
                or not all(word[:1].isupper() for word in content)
                or any(index in taken for index in range(a, b))
            ):
                continue
            names.append([a, b, RE3D[item["type"]]])
            taken.update(range(a, b))
        document["names"], document["names_outside"] = sorted(names), [*OTHER, "PER", "ORG"]
        yield document
