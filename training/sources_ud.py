"""Universal Dependencies (EWT, GUM) with their names, coreference and factuality, as training documents."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from strandline.actors.names import titles
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
_JOINTS_OF_PERSONS = frozenset(("de", "-", "del", "la", "al", "el", "bin", "von", "van", "der", "."))
_JOINTS = _JOINTS_OF_PERSONS | {"of", "'s", "’s", "&", "for", "the", "and"}
_SAINTS = frozenset(("saint", "st.", "st"))
NAMED_BY_OTHERS = {
    "person": ("flat", "appos"),
    "place": ("nmod", "nmod:desc", "flat", "appos"),
    "organization": ("flat", "appos"),
    "abstract": ("appos",),
}
"""Relations by which a proper noun names what its head, a common noun, stands for."""


class Mention(NamedTuple):
    """A continuous mention of GUM: its group, type, words ``[first, last)`` of the document, and head word."""

    group: str
    kind: str
    first: int
    last: int
    head: int


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
        document["names"] = names_of_mentions(mentions, document)
        document["names_outside"] = GUM_OUTSIDE
        clusters: dict[str, list[int]] = defaultdict(list)
        for mention in sorted(mentions, key=lambda item: (item.head, item.first)):
            if mention.head not in clusters[mention.group]:
                clusters[mention.group].append(mention.head)
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


def _mentions(ud: UDDocument, document: Document) -> Iterator[Mention]:
    heads = document["syntax"]["head"]
    for sentence, (first, last) in zip(ud.sentences, document["sentences"], strict=True):
        for group, kind, a, b in _sentence_mentions(sentence):
            a, b = first + a, first + b
            inside = [index for index in range(a, min(b, last)) if not a <= heads[index] < b]
            if inside:
                yield Mention(group, kind, a, b, inside[0])


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


def names_of_mentions(mentions: list[Mention], document: Document) -> list[list[object]]:
    """Names among GUM's mentions, nominal ones included: ``[first, last, types]``, none inside another.

    A mention with a proper noun for its head is named by it; one with a common noun by a proper noun in apposition to
    it or joined to it as a name ("actor Leo Velt", "the state of Arizona"), where that is no mention of its own.
    """
    upos, words, heads = document["syntax"]["upos"], document["words"], document["syntax"]["head"]
    relations = document["syntax"]["rel"]
    own = {mention.head for mention in mentions}
    found: list[list[object]] = []
    taken: set[int] = set()

    def add(mention: Mention, head: int, first: int) -> None:
        span = _name_of(mention, head, first, mentions, document)
        if span is None or any(index in taken for index in range(*span)):
            return
        taken.update(range(*span))
        types = GUM_TYPES[mention.kind]
        if mention.kind == "person" and all(document["syntax"]["xpos"][index] == "NNPS" for index in range(*span)):
            types = ["NORP", "PER"]
        found.append([*span, types])

    wanted = sorted((item for item in mentions if item.kind in GUM_TYPES), key=lambda item: item.first - item.last)
    for mention in wanted:
        if upos[mention.head] == "PROPN":
            add(mention, mention.head, mention.first)
    for mention in wanted:
        if upos[mention.head] == "PROPN" or mention.kind not in NAMED_BY_OTHERS:
            continue
        for index in range(mention.head + 1, mention.last):
            joined = heads[index] == mention.head and relations[index] in NAMED_BY_OTHERS[mention.kind]
            if joined and upos[index] == "PROPN" and index not in own and not words[index].islower():
                add(mention, index, mention.head + 1)
    return sorted(found, key=lambda item: item[:2])


def _name_of(
    mention: Mention, head: int, first: int, mentions: list[Mention], document: Document
) -> tuple[int, int] | None:
    """The words of a mention that are its name, with ``head`` among them and nothing before ``first``.

    A body's or a work's name may hold other names ("University of Beirut"), a person's does not: in "Ana Velt of the
    Harbour Party" there are two, and "CEO of Velmar" names nobody.
    """
    upos, words = document["syntax"]["upos"], document["words"]
    if mention.kind == "person":
        first = _behind_titles(first, head, document)
    a, b = _name_around(head, first, mention.last, upos, words, _JOINTS)
    within = [item for item in mentions if a <= item.first and item.last <= b and item.last - item.first < b - a]
    if mention.kind == "person" and any(item.head != head for item in within):
        end = b
        a, b = _name_around(head, first, mention.last, upos, words, _JOINTS_OF_PERSONS)
        role = b < end and words[b].lower() in ("of", "for") and (b - a == 1 or words[b - 1].lower() in titles())
        return None if role else (a, b)
    if mention.kind == "place" and any(item.kind == "place" and item.head != head for item in within):
        return _name_around(head, first, mention.last, upos, words, _JOINTS - {"and"})
    return a, b


def _behind_titles(first: int, head: int, document: Document) -> int:
    """The first word of a person's mention behind the titles and roles before the name, which UD calls ``nmod:desc``.

    "Scientologist Ana Velt", "Vice President Velt"; what a saint is called belongs to the name.
    """
    heads, relations, words = document["syntax"]["head"], document["syntax"]["rel"], document["words"]
    for index in range(head - 1, first - 1, -1):
        if relations[index] == "nmod:desc" and heads[index] == head and words[index].lower() not in _SAINTS:
            return index + 1
    return first


def _name_around(
    head: int, first: int, last: int, upos: list[str], words: list[str], joints: frozenset[str]
) -> tuple[int, int]:
    """The words of a mention that are its name: those with a capital round its head, and small words between them.

    Tags alone do not tell: GUM tags the "United" of "United States" and the "Musical" of "Musical Hall" as adjectives.
    """

    def named(index: int) -> bool:
        if not first <= index < last:
            return False
        capital = words[index][:1].isupper() and upos[index] in ("ADJ", "NOUN", "VERB", "NUM", "X")
        return upos[index] == "PROPN" or capital

    def joint(index: int) -> bool:
        return first <= index < last and words[index].lower() in joints

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
