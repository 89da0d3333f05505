"""Kinds on gold triggers: ``python -m evaluation.kinds [--corpora DIR] [--errors N] [--test] [--lemmas] [--fit]``.

- claims: rows of the ``claims`` corpus, the trigger given: share of kinds right by the lexicon alone, by the reader
  alone and by both, with the confusions of both. The reader is trained on the development documents, so that there
  only the lexicon's own share says anything; ``--test`` takes the twelve documents that nobody trains on.
- own: happenings marked in the project's own articles, the same shares and confusions, and with ``--errors`` the
  commonest errors by lemma. Their writers' kinds are debatable in part; what the annotation guides say comes first.
- plover: PLOVER's gold sentences, event words given; right where one of them gets the category ("any"), and where the
  first does. Older category names and what the contract splits off them count as given in ``COMPATIBLE``.
- petrarch2: its validation sentences, whose codes are those of WEIS; no words are given, so a sentence is right where
  any happening in it has a kind that fits. The corpus tests parsing: the figure says little about kinds.
- probes: the predicate of the eight probes, which is an assault in all of them.

``--fit`` prints the weights of lexicon and reader (``strandline.claims.kinds.WEIGHTS``) that get most kinds right on
own articles and development documents; where the reader was trained on a part (it is right in more than nine of ten
there), that part is left out of the fit.

``--lemmas`` replaces the reader's lemmas by the commonest ones of the UD training files, to tell errors of the lexicon
from errors of lemmas.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

from evaluation.readings import KeepingReader
from strandline.claims.kinds import WEIGHTS, Weights, kind_of
from strandline.claims.syntax import Tree
from strandline.reading import Reader
from strandline.records import Reading, Token, TriggerMention
from training import own
from training.splits import claims_test

COMPATIBLE = {
    "DEMAND": {"request"},
    "DISAPPROVE": {"accuse", "legal", "protest"},
    "FIGHT": {"assault", "coerce"},
    "INVESTIGATE": {"legal", "mobilize"},
    "CONSULT": {"consult", "meet"},
    "RETREAT": {"retreat", "appoint", "concede"},
    "SUPPORT": {"support", "agree"},
}
"""PLOVER categories of another name, or that the contract divides (visits are meet, resignations appoint)."""
WEIS = {
    "02": {"statement"},
    "03": {"consult", "meet"},
    "04": {"support"},
    "05": {"agree"},
    "06": {"concede", "support", "agree"},
    "07": {"aid"},
    "08": {"agree"},
    "09": {"request"},
    "10": {"request", "support"},
    "11": {"reject"},
    "12": {"accuse"},
    "13": {"accuse", "protest"},
    "16": {"threaten", "statement"},
    "17": {"threaten", "assault", "coerce"},
    "19": {"sanction", "assault", "other"},
    "21": {"coerce"},
    "22": {"assault", "death"},
}
_WORDS = ("VERB", "NOUN", "PROPN", "ADJ")

Case = tuple[Tree, int, TriggerMention | None]


def lemma_table(corpora: Path) -> dict[tuple[str, str], str]:
    """The commonest lemma of each form and tag in the UD training files; empty where they are absent."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for path in sorted((corpora / "ud").glob("*/*train.conllu")):
        for line in path.open(encoding="utf-8"):
            columns = line.rstrip("\n").split("\t")
            if len(columns) == 10 and columns[0].isdigit():
                counts[columns[1].lower(), columns[3]][columns[2].lower()] += 1
    return {key: found.most_common(1)[0][0] for key, found in counts.items()}


def with_lemmas(reading: Reading, table: dict[tuple[str, str], str]) -> Reading:
    """The reading with the table's lemmas; a regular ending is taken off where the table knows the stem."""

    def lemma(token: Token) -> str:
        form = token.text.lower()
        if (form, token.upos) in table:
            return table[form, token.upos]
        endings = (
            ("ing", ""),
            ("ing", "e"),
            ("ied", "y"),
            ("ies", "y"),
            ("ed", ""),
            ("ed", "e"),
            ("es", ""),
            ("s", ""),
        )
        for ending, instead in endings:
            stem = form.removesuffix(ending) + instead
            if form.endswith(ending) and (stem, token.upos) in table:
                return stem
        return form

    tokens = tuple(
        Token(
            token.start, token.end, token.text, lemma(token), token.upos, token.xpos, token.feats, token.head,
            token.deprel, token.sentence,
        )
        for token in reading.tokens
    )  # fmt: skip
    return Reading(sentences=reading.sentences, tokens=tokens, names=reading.names, triggers=reading.triggers)


def head_of(tree: Tree, start: int, end: int) -> int | None:
    """The head token of the words in ``[start, end)`` code points."""
    inside = [index for index, token in enumerate(tree.tokens) if token.start < end and token.end > start]
    tops = [index for index in inside if tree.tokens[index].head not in inside]
    return next((index for index in tops if tree.tokens[index].upos in _WORDS), tops[0] if tops else None)


def mention_at(tree: Tree, head: int, start: int, end: int) -> TriggerMention | None:
    """The reader's trigger at the head, else one that overlaps the words."""
    triggers = tree.reading.triggers
    exact = next((mention for mention in triggers if mention.token == head), None)
    return exact or next((mention for mention in triggers if mention.start < end and mention.end > start), None)


class Gold(NamedTuple):
    """A happening whose kind somebody judged."""

    document: str
    tree: Tree
    head: int
    mention: TriggerMention | None
    kind: str

    @property
    def lemma(self) -> str:
        return self.tree.tokens[self.head].lemma.lower()

    def by_reader(self) -> str:
        return self.mention.kinds[0][0] if self.mention is not None else "other"


def gold_of(tree: Tree, document: str, start: int, end: int, kind: str) -> Iterator[Gold]:
    """The happening at ``[start, end)`` code points; none where no word stands there."""
    head = head_of(tree, start, end)
    if head is not None:
        yield Gold(document, tree, head, mention_at(tree, head, start, end), kind)


class Scorer:
    """Reads texts and collects figures."""

    def __init__(self, reader: Reader, table: dict[tuple[str, str], str] | None) -> None:
        self._reader = reader
        self._table = table

    def tree(self, text: str) -> Tree:
        reading = self._reader.read(text)
        return Tree(reading if self._table is None else with_lemmas(reading, self._table))

    def claims(self, folder: Path, *, test: bool) -> Iterator[Gold]:
        """The rows of the claims corpus' test documents, or of the others."""
        documents = [json.loads(line) for line in (folder / "documents.jsonl").open(encoding="utf-8")]
        held_out = claims_test(document["id"] for document in documents)
        for document in documents:
            if (document["id"] in held_out) != test:
                continue
            tree = self.tree(document["text"])
            for line in (folder / "rows" / f"{document['id']}.jsonl").open(encoding="utf-8"):
                row: dict[str, Any] = json.loads(line)
                yield from gold_of(tree, document["id"], row["start"], row["end"], row["kind"])

    def own(self) -> Iterator[Gold]:
        """The happenings marked in the project's own articles."""
        for path in own.paths():
            article = own.parse(path.read_text("utf-8"))
            tree = self.tree(article.text)
            for trigger in article.triggers:
                yield from gold_of(tree, path.stem, trigger.start, trigger.end, trigger.kind)

    def plover(self, path: Path, errors: int) -> None:
        shares: Counter[str] = Counter()
        total = 0
        for line in path.open(encoding="utf-8"):
            sentence: dict[str, Any] = json.loads(line)
            tree = self.tree(sentence["text"])
            heads = [head_of(tree, *span) for span in event_words(sentence)]
            cases: list[Case] = [
                (tree, head, mention_at(tree, head, tree.tokens[head].start, tree.tokens[head].end))
                for head in heads
                if head is not None
            ]
            if not cases:
                continue
            total += 1
            strict = {"DEMAND": {"request"}, "DISAPPROVE": {"accuse"}, "FIGHT": {"assault"}, "INVESTIGATE": {"legal"}}
            wanted = strict.get(sentence["event"], {sentence["event"].lower()})
            both = [kind_of(*case) for case in cases]
            alone = [kind_of(tree, head, None) for tree, head, _ in cases]
            fits = COMPATIBLE.get(sentence["event"], wanted)
            shares["any, strict"] += bool(wanted & set(both))
            shares["any"] += bool(fits & set(both))
            shares["first"] += both[0] in fits
            shares["any, lexicon alone"] += bool(fits & set(alone))
            if errors > 0 and not fits & set(both):
                errors -= 1
                print(f"  {sentence['event']}: {sentence['eventText']!r} gives {both}")
        print(f"plover: {total} sentences: " + ", ".join(f"{key} {100 * n / total:.1f} %" for key, n in shares.items()))

    def petrarch2(self, path: Path) -> None:
        right = total = 0
        for line in path.open(encoding="utf-8"):
            sentence: dict[str, Any] = json.loads(line)
            wanted: set[str] = set().union(*(WEIS.get(gold["code"][:2], set()) for gold in sentence["gold"]))
            if not wanted:
                continue
            tree = self.tree(sentence["text"])
            words = (index for index, token in enumerate(tree.tokens) if token.upos in ("VERB", "NOUN"))
            total += 1
            right += any(kind_of(tree, index, None) in wanted for index in words)
        print(f"petrarch2: {total} sentences with a code of known meaning: {100 * right / max(1, total):.1f} %")

    def probes(self, path: Path) -> None:
        right = total = 0
        for line in path.open(encoding="utf-8"):
            probe: dict[str, Any] = json.loads(line)
            tree = self.tree(probe["text"])
            start = probe["text"].index("invade")
            head = head_of(tree, start, start + len("invade"))
            total += 1
            right += head is not None and kind_of(tree, head, mention_at(tree, head, start, start + 1)) == "assault"
        print(f"probes: {right} of {total}")


def print_shares(name: str, rows: list[Gold]) -> list[str]:
    """Prints shares of kinds right and the confusions of lexicon and reader together, and gives its answers."""
    found = [str(kind_of(row.tree, row.head, row.mention)) for row in rows]
    alone = [kind_of(row.tree, row.head, None) for row in rows]
    right = {
        "both": sum(kind == row.kind for kind, row in zip(found, rows, strict=True)),
        "lexicon": sum(kind == row.kind for kind, row in zip(alone, rows, strict=True)),
        "reader": sum(row.by_reader() == row.kind for row in rows),
    }
    shares = ", ".join(f"{part} {100 * count / max(1, len(rows)):.1f} %" for part, count in right.items())
    print(f"{name}: {len(rows)} triggers: {shares}")
    print_confusions(Counter((row.kind, kind) for kind, row in zip(found, rows, strict=True) if kind != row.kind))
    return found


def print_errors(rows: list[Gold], found: list[str], errors: int) -> None:
    """The commonest errors by lemma, gold kind and kind found."""
    wrong = Counter((row.lemma, row.kind, kind) for row, kind in zip(rows, found, strict=True) if kind != row.kind)
    for (lemma, gold, kind), count in wrong.most_common(errors):
        print(f"  {count:4} {lemma} is {gold}, not {kind}")


GRID: Final = {
    "temper": (0.2, 0.3, 0.5, 0.7, 1.0),
    "floor": (0.02, 0.05, 0.1, 0.2, 0.3),
    "framed": (4.0, 8.0, 16.0, 50.0, 1000.0),
    "listed": (1.5, 2.5, 4.0, 8.0, 16.0),
    "also": (1.0, 1.5, 2.0, 3.0, 5.0),
}
"""Values that are tried for each weight."""


def fit(parts: dict[str, list[Gold]]) -> Weights:
    """The weights that get most kinds right, one after the other over ``GRID`` until none gets better.

    Parts in which the reader alone is right in more than nine of ten were its training and say nothing of its worth.
    """
    rows: list[Gold] = []
    for name, part in parts.items():
        if part and sum(row.by_reader() == row.kind for row in part) > 0.9 * len(part):
            print(f"fit: {name} left out, the reader was trained on it")
        else:
            rows += part

    def right(weights: Weights) -> int:
        return sum(kind_of(row.tree, row.head, row.mention, weights=weights) == row.kind for row in rows)

    best, score = WEIGHTS, right(WEIGHTS)
    better = bool(rows)
    while better:
        better = False
        for name, values in GRID.items():
            for value in values:
                tried = best._replace(**{name: value})
                if (count := right(tried)) > score:
                    best, score, better = tried, count, True
    print(f"fit: {100 * right(WEIGHTS) / max(1, len(rows)):.1f} % with {WEIGHTS}")
    print(f"     {100 * score / max(1, len(rows)):.1f} % with {best}")
    return best


def event_words(sentence: dict[str, Any]) -> Iterable[tuple[int, int]]:
    """Code points of the words that PLOVER marks as the event's, as far as they stand in the sentence."""
    info = sentence.get("textInfo")
    marked = re.findall(r"\(EVT: ([^)]*)\)", info["markup"]) if isinstance(info, dict) else []
    for words in marked or sentence["eventText"].split():
        start = sentence["text"].find(words.split()[0])
        if start >= 0:
            yield start, start + len(words)


def print_confusions(confusions: Counter[tuple[str, str]]) -> None:
    """Rows: the gold kind, its errors and what they were taken for, commonest first."""
    by_gold: dict[str, Counter[str]] = defaultdict(Counter)
    for (gold, found), count in confusions.items():
        by_gold[gold][found] += count
    for gold, taken in sorted(by_gold.items(), key=lambda item: -item[1].total()):
        names = ", ".join(f"{kind} {count}" for kind, count in taken.most_common(8))
        print(f"  {gold:10} {taken.total():4}  as {names}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--errors", type=int, default=0, help="show so many wrong kinds")
    parser.add_argument("--test", action="store_true", help="the claims corpus' test documents")
    parser.add_argument(
        "--lemmas", action="store_true", help="lemmas of the UD training files in place of the reader's"
    )
    parser.add_argument("--fit", action="store_true", help="find the weights of lexicon and reader")
    options = parser.parse_args()
    if not options.corpora.exists():
        print(f"not measured: no corpora at {options.corpora}")
        return
    scorer = Scorer(KeepingReader.load(), lemma_table(options.corpora) if options.lemmas else None)
    claims = list(scorer.claims(options.corpora / "claims", test=options.test))
    found = print_shares(f"claims ({'test' if options.test else 'development'})", claims)
    if not options.test:
        print_errors(claims, found, options.errors)
    articles = list(scorer.own())
    print_errors(articles, print_shares("own", articles), options.errors)
    if options.fit:
        fit({"own": articles} if options.test else {"own": articles, "development": claims})
    scorer.plover(options.corpora / "event-coding/plover-gold.jsonl", options.errors)
    scorer.petrarch2(options.corpora / "event-coding/petrarch2-validation.jsonl")
    scorer.probes(options.corpora / "event-coding/probes.jsonl")


if __name__ == "__main__":
    main()
