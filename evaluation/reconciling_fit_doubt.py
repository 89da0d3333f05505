"""Fits the doubt about times: ``python -m evaluation.reconciling_fit_doubt [--write]``.

Reads the documents of ``reconciling_fit_times`` and the own articles that are rich in names, places every happening as
the program does, and asks how often such a time excludes what the annotation says. Times that the telling chose were
chosen for this by trees that had not seen the document, so that they are no surer than on a new text.

Prints, cross-validated by document, how many times would be marked uncertain, and how many of the marked and of the
others are wrong.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from evaluation.claims import match_triggers, rows_of
from evaluation.reconciling_fit_times import (
    CAUTION,
    DAY_BONUS,
    LEARNT,
    MOST_WRONG,
    MOST_WRONG_ENDLESS,
    NEWS,
    OWN,
    SETTINGS,
    UNSOUND,
    Case,
    Row,
    cases_of,
    head_of,
    leaves_text,
    quoted,
    table_of,
    trees_of,
)  # fmt: skip
from evaluation.reconciling_fit_trees import Binned, Floats, Forest, Settings, boost
from evaluation.reconciling_times import verdict_of
from evaluation.street import Street, run
from strandline.claims.syntax import Tree
from strandline.claims.timing_choice import Choice
from strandline.claims.timing_doubt import DATED, Named
from strandline.claims.timing_of import Timer
from training import own
from training.splits import claims_test

FOLDS: Final = 5
DOUBTS: Final = Settings(trees=150, depth=4, rate=0.06)
DOUBTFUL: Final = 0.1
"""Times of which more than this share are wrong are marked."""
RARE: Final = 40
"""A feature of fewer times is left out."""
NEWS_COUNT: Final = 2.0
"""What a time of the news counts; one of an own article counts one."""
LEXICON: Final = Path("src/strandline/claims/timing_doubt.toml")


@dataclass(frozen=True)
class Doubtful:
    """A happening's time: its features, and whether it excludes the annotation's."""

    corpus: str
    document: str
    features: Named
    wrong: bool


@dataclass(frozen=True)
class Source:
    """A document with its annotation."""

    corpus: str
    name: str
    street: Street
    rows: Sequence[Row]


def sources(corpora: Path) -> Iterator[Source]:
    """All documents that may be fitted on."""
    everything = rows_of(corpora / "claims/documents.jsonl")
    test = claims_test([document["id"] for document in everything])
    for document in everything:
        if document["id"] not in test | UNSOUND:
            street = run(document["text"], document["published"], identifier=document["id"])
            yield Source(NEWS, document["id"], street, rows_of(corpora / f"claims/rows/{document['id']}.jsonl"))
    for path in own.paths():
        article = own.parse(path.read_text("utf-8"))
        rows = [
            {"start": item.start, "end": item.end, "not_before": item.earliest, "not_after": item.latest}
            for item in article.triggers
        ]
        yield Source(OWN, path.stem, run(article.text, article.published, identifier=path.stem), rows)


def fold_of(documents: Sequence[str]) -> dict[str, int]:
    """Documents to folds, evenly."""
    return {document: place % FOLDS for place, document in enumerate(sorted(set(documents)))}


def judge(cases: Sequence[Case]) -> Choice:
    """What chooses among windows, fitted on some cases."""
    table = table_of(cases)
    binned, kept = Binned(table.features), np.ones(len(table.right), np.bool_)
    right, wrong = (trees_of(boost(binned, gold, table.weight, kept, SETTINGS)) for gold in (table.right, table.wrong))
    columns = {name: place for place, name in enumerate(table.names)}
    return Choice(columns, right, wrong, MOST_WRONG, CAUTION, DAY_BONUS, MOST_WRONG_ENDLESS)


def doubtful_of(source: Source, chosen_by: Choice) -> list[Doubtful]:
    """The times that rest on more than a full date in the text."""
    tree = Tree(source.street.reading)
    heads = {claim.id: head_of(tree, claim) for claim in source.street.claims}
    timer = Timer(tree, source.street.times, source.street.document.published)
    happenings = [(heads[claim.id], claim.status, bool(claim.attribution)) for claim in source.street.claims]
    whens, doubts = timer.placed(happenings, chosen_by)
    found = []
    for row, claim in match_triggers(list(source.rows), source.street.claims):
        if row is None or claim is None or whens[heads[claim.id]].basis not in DATED:
            continue
        when = whens[heads[claim.id]]
        features = doubts.features(heads[claim.id], when)
        found.append(Doubtful(source.corpus, source.name, features, verdict_of(row, when) == "disjoint"))
    return found


def all_doubtful(documents: Sequence[Source]) -> list[Doubtful]:
    """The times of all documents, each placed by a judge of the other folds."""
    cases = {
        source.name: cases_of(source.corpus, source.name, source.street, source.rows)
        for source in documents
        if source.corpus == NEWS or source.name[0] in LEARNT
    }
    fold = fold_of([source.name for source in documents])
    found: list[Doubtful] = []
    for number in range(FOLDS):
        others = [case for name, own_cases in cases.items() if fold[name] != number for case in own_cases]
        chosen_by = judge(others)
        for source in documents:
            if fold[source.name] == number:
                found += doubtful_of(source, chosen_by)
    return found


def matrix_of(found: Sequence[Doubtful]) -> tuple[tuple[str, ...], Any]:
    """Names of the features, and the features, (times, columns)."""
    counts = Counter(name for item in found for name, value in item.features.items() if value)
    names = tuple(sorted(name for name, count in counts.items() if count >= RARE))
    rows = np.array([[item.features.get(name, 0.0) for name in names] for item in found], np.float32)
    return names, rows


def cross_validated(found: Sequence[Doubtful], binned: Binned, wrong: Floats, weight: Floats) -> dict[str, str]:
    """By corpus: times, of a hundred how many marked, of a hundred marked and of a hundred others how many wrong."""
    fold = fold_of([item.document for item in found])
    number = np.array([fold[item.document] for item in found])
    share = np.zeros(len(found))
    for held in range(FOLDS):
        forest = boost(binned, wrong, weight, number != held, DOUBTS)
        share[number == held] = 1.0 / (1.0 + np.exp(-forest.scores(binned.rows[number == held])))
    result = {}
    for corpus in (NEWS, OWN):
        here = np.array([item.corpus == corpus for item in found])
        marked = here & (share >= DOUBTFUL)
        rest = here & ~marked
        result[corpus] = (
            f"{int(here.sum())} times, {100 * marked.sum() / here.sum():.1f} marked; wrong: "
            f"{100 * wrong[marked].mean():.1f} of the marked, {100 * wrong[rest].mean():.1f} of the others"
        )
    return result


def text_of(kept: str, names: Sequence[str], forest: Forest) -> str:
    """The lexicon: its words as they are, and the trees, with the columns that some tree asks for."""
    used = sorted({column for tree in forest.questions for column, _ in tree})
    place: Mapping[int, int] = {column: number for number, column in enumerate(used)}
    lines = [
        "# How often a time is wrong by what a reader sees of it, and words that tell expressions apart; see",
        "# timing_doubt.py. Fitted by evaluation.reconciling_fit_doubt on the project's own annotated articles.",
        f"doubtful = {DOUBTFUL}",
        "features = [", *(f"  {quoted(names[column])}," for column in used), "]", "",
        kept.rstrip(), "", "[wrong]", *leaves_text(forest, place),
    ]  # fmt: skip
    return "\n".join([*lines, ""])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--write", action="store_true", help="write the trees into the package")
    options = parser.parse_args()
    if not options.corpora.exists():
        print("doubt: not measured, no", options.corpora)
        return
    found = all_doubtful(list(sources(options.corpora)))
    names, rows = matrix_of(found)
    binned = Binned(rows)
    wrong = np.array([float(item.wrong) for item in found])
    weight = np.array([NEWS_COUNT if item.corpus == NEWS else 1.0 for item in found])
    for corpus, words in cross_validated(found, binned, wrong, weight).items():
        print(f"doubt, {corpus}: {words}")
    if options.write:
        forest = boost(binned, wrong, weight, np.ones(len(found), np.bool_), DOUBTS)
        old = LEXICON.read_text("utf-8")
        kept = old[old.index("[words]") : old.index("[wrong]")]
        LEXICON.write_text(text_of(kept, names, forest), "utf-8")


if __name__ == "__main__":
    main()
