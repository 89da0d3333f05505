"""Universal Dependencies (EWT, GUM) with their names, coreference and factuality, as training documents."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from training.conllu import UDDocument, UDSentence, read_documents
from training.documents import Document

PLACES = ["GPE", "LOC", "FAC"]
UNER_TYPES = {"PER": ["PER"], "ORG": ["ORG"], "LOC": PLACES}
UNER_OUTSIDE = ["NORP", "EVENT", "PRODUCT", "WORK"]
GUM_TYPES = {
    "person": ["PER"],
    "organization": ["ORG"],
    "place": PLACES,
    "event": ["EVENT"],
    "object": ["PRODUCT"],
    "abstract": ["WORK", "PRODUCT", "EVENT", "NORP", "O"],
}
GUM_OUTSIDE = ["NORP", "WORK"]
_ENTITY = re.compile(r"\((\d+)(\[[\d/]+\])?-([a-z]+)([^()]*)|(\d+)(\[[\d/]+\])?\)|\)")
_JOINTS = {
    "of",
    "de",
    "'s",
    "’s",
    "&",
    "for",
    "the",
    "and",
    "-",
    "del",
    "la",
    "al",
    "el",
    "bin",
    "von",
    "van",
    "der",
    ".",
}


def ewt(root: Path, split: str) -> Iterator[Document]:
    """EWT with UNER names and UDS-IH2 factuality."""
    names = _uner(root / f"ud/uner-ewt/en_ewt-ud-{split}.iob2")
    factuality = _factuality(root / "uds-factuality/predicates.jsonl")
    for ud in read_documents(root / f"ud/ewt/en_ewt-ud-{split}.conllu"):
        document = _document("ewt", ud)
        marked: list[list[object]] = []
        complete = True
        predicates: list[list[float]] = []
        for sentence, (first, last) in zip(ud.sentences, document["sentences"], strict=True):
            tags = names.get(sentence.sent_id)
            if tags is None or len(tags) != last - first:
                complete = False
                continue
            marked += [[first + a, first + b, UNER_TYPES[kind]] for a, b, kind in bio_spans(tags)]
            predicates += [[first + index, value] for index, value in factuality.get(sentence.sent_id, ())]
        if complete:
            document["names"] = marked
            document["names_outside"] = UNER_OUTSIDE
        document["factuality"] = predicates
        yield document


def gum(root: Path, split: str) -> Iterator[Document]:
    """GUM with names read off its entities and with coreference."""
    for ud in read_documents(root / f"ud/gum/en_gum-ud-{split}.conllu"):
        document = _document("gum", ud)
        mentions = list(_mentions(ud, document))
        taken: set[int] = set()
        names: list[list[object]] = []
        upos, xpos, words = document["syntax"]["upos"], document["syntax"]["xpos"], document["words"]
        for _, kind, first, last, head in sorted(mentions, key=lambda item: item[2] - item[3]):
            if upos[head] != "PROPN" or kind not in GUM_TYPES:
                continue
            a, b = _name_around(head, first, last, upos, words)
            if any(index in taken for index in range(a, b)):
                continue
            taken.update(range(a, b))
            types = GUM_TYPES[kind]
            if kind == "person" and all(xpos[index] == "NNPS" for index in range(a, b)):
                types = ["NORP", "PER"]
            names.append([a, b, types])
        document["names"] = sorted(names)
        document["names_outside"] = GUM_OUTSIDE
        clusters: dict[str, list[int]] = defaultdict(list)
        for group, _, _, _, head in sorted(mentions, key=lambda item: (item[4], item[2])):
            if head not in clusters[group]:
                clusters[group].append(head)
        document["clusters"] = list(clusters.values())
        document["mention_heads_complete"] = True
        yield document


def _document(source: str, ud: UDDocument) -> Document:
    words: list[str] = []
    layout: list[int] = []
    spans: list[list[int]] = []
    ranges: list[list[int]] = []
    syntax: dict[str, list[object]] = {key: [] for key in ("upos", "xpos", "feats", "lemma", "head", "rel")}
    previous = 0
    for sentence in ud.sentences:
        first = len(words)
        for token in sentence.tokens:
            gap = ud.text[previous : token.start]
            breaks = gap.count("\n")
            layout.append(3 if not words or breaks > 1 else 2 if breaks else 1 if gap else 0)
            previous = token.end
            words.append(token.form)
            spans.append([token.start, token.end])
            syntax["upos"].append(token.upos)
            syntax["xpos"].append(token.xpos)
            syntax["feats"].append(token.feats)
            syntax["lemma"].append(token.lemma)
            syntax["head"].append(first + token.head - 1 if token.head else -1)
            syntax["rel"].append(token.deprel)
        ranges.append([first, len(words)])
    return {
        "source": source, "id": ud.id, "text": ud.text, "words": words, "layout": layout, "spans": spans,
        "sentences": ranges, "boundaries": True, "syntax": syntax,
    }  # fmt: skip


def bio_spans(tags: list[str]) -> list[tuple[int, int, str]]:
    """``[first, last)`` and type of each span of a BIO or IO tag row."""
    spans: list[tuple[int, int, str]] = []
    start, kind = -1, ""
    for index, tag in enumerate([*tags, "O"]):
        if start >= 0 and (tag[0] != "I" or tag[2:] != kind):
            spans.append((start, index, kind))
            start = -1
        if tag[0] == "B" or (tag[0] == "I" and start < 0):
            start, kind = index, tag[2:]
    return spans


def _uner(path: Path) -> dict[str, list[str]]:
    rows: dict[str, list[str]] = {}
    sent_id = ""
    for line in path.read_text("utf-8").split("\n"):
        if line.startswith("# sent_id = "):
            sent_id = line[12:]
        elif line and not line.startswith("#"):
            tag = line.split("\t")[2]
            rows.setdefault(sent_id, []).append(tag if tag[2:] in UNER_TYPES else "O")
    return rows


def _factuality(path: Path) -> dict[str, list[tuple[int, float]]]:
    rows: dict[str, list[tuple[int, float]]] = defaultdict(list)
    with path.open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            if row.get("sent_id"):
                rows[row["sent_id"]].append((row["index"], row["factuality"]))
    return rows


def _mentions(ud: UDDocument, document: Document) -> Iterator[tuple[str, str, int, int, int]]:
    """Group, type, word range and head word of each continuous mention."""
    heads = document["syntax"]["head"]
    for sentence, (first, last) in zip(ud.sentences, document["sentences"], strict=True):
        for group, kind, a, b in _sentence_mentions(sentence):
            a, b = first + a, first + b
            inside = [index for index in range(a, min(b, last)) if not a <= heads[index] < b]
            if inside:
                yield group, kind, a, b, inside[0]


def _sentence_mentions(sentence: UDSentence) -> Iterator[tuple[str, str, int, int]]:
    stack: list[tuple[str, str, int]] = []
    for index, token in enumerate(sentence.tokens):
        entity = next((item[7:] for item in token.misc.split("|") if item.startswith("Entity=")), "")
        for match in _ENTITY.finditer(entity):
            if match[1]:
                stack.append((match[1] + (match[2] or ""), match[3], index))
                continue
            wanted = match[5] and match[5] + (match[6] or "")
            for position in range(len(stack) - 1, -1, -1):
                if wanted is None or stack[position][0] == wanted:
                    group, kind, start = stack.pop(position)
                    if "[" not in group:
                        yield group, kind, start, index + 1
                    break


def _name_around(head: int, first: int, last: int, upos: list[str], words: list[str]) -> tuple[int, int]:
    """The words of a mention that are its name: those with a capital round its head, and small words between them.

    Tags alone do not tell: GUM tags the "United" of "United States" and the "Musical" of "Musical Hall" as adjectives.
    """

    def named(index: int) -> bool:
        if not first <= index < last:
            return False
        capital = words[index][:1].isupper() and upos[index] in ("ADJ", "NOUN", "VERB", "NUM", "X")
        return upos[index] == "PROPN" or capital

    def joint(index: int) -> bool:
        return first <= index < last and words[index].lower() in _JOINTS

    a, b = head, head + 1
    while True:
        reach = next((n for n in range(3) if named(a - 1 - n) and all(joint(a - 1 - k) for k in range(n))), None)
        if reach is None:
            break
        a -= reach + 1
    while True:
        reach = next((n for n in range(3) if named(b + n) and all(joint(b + k) for k in range(n))), None)
        if reach is None:
            break
        b += reach + 1
    return a, b
