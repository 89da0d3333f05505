"""Order of happenings: ``python -m evaluation.order [--fit] [--write] [--corpora FOLDER]``.

Measured on pairs of happenings that annotators put in order, of those that the program finds: ``timeset-dev``,
``wikinews-apple``, and (never learnt from) ``aquaint`` and ``timebank``. For each corpus: of all pairs, how many are
told as annotated (before, or together: "same" stands also for an order that cannot be told); of the pairs in order, how
many are told so, told the other way round, and displayed in their order; of those together, how many are told apart. A
pair that the program leaves open counts as told together. Beside it the same of the order of telling, which leaves
nothing open.

``--fit`` fits the weights of ``reconciling/order_usual.toml`` and prints how they do by folds of documents: on the
chains of ``order_chains.txt``, made by hand for this, and on pairs whose annotated days differ, of the project's own
articles and of its own annotation of news; the test documents and all of timeset-dev are left out.
"""

from __future__ import annotations

import argparse
import json
import math
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from evaluation.claims import match_triggers, rows_of
from evaluation.reconciling_times import claim_at, relation
from evaluation.street import Street, run
from strandline.reconciling import reconcile
from strandline.reconciling.intervals import gap, interval_of
from strandline.reconciling.order_told import Told, told_claims
from strandline.reconciling.order_usual import setting_apart, shared
from strandline.reconciling.signals import told_pairs
from training import own
from training.splits import claims_test

CHAINS: Final = Path(__file__).with_name("order_chains.txt")
WEIGHTS: Final = Path("src/strandline/reconciling/order_usual.toml")
CORPORA: Final = {
    "timeset-dev": "timeset-dev",
    "wikinews-apple": "wikinews-apple",
    "aquaint": "aquaint",
    "timebank": "timebank",
}
EARLIER: Final = frozenset({"BEFORE", "IBEFORE"})
LATER: Final = frozenset({"AFTER", "IAFTER"})
UNSOUND: Final = frozenset({"GUM_news_soccer"})
"""Documents whose annotation follows another date of publication than they are given."""
CHAIN, DAYS, SAME_AS = "chain", "days", "same as"
COUNTS: Final = {CHAIN: 1.0, DAYS: 0.05, SAME_AS: 0.3}
"""What a pair counts by what tells its order: pairs of different days are many and easy."""
SAMPLED: Final = 5
"""Of pairs of different days in the own articles, one in so many is learnt from."""
LEAST: Final = 25
"""A feature of fewer pairs is left out."""
RIDGE: Final = 10.0
SMALL: Final = 0.03
FOLDS: Final = 5
COURSE_FIRST, COURSE_APART = 0.6, 0.7
SURE_FIRST, SURE_APART = 0.7, 0.8
AGAINST_TELLING = 0.8
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Pair:
    """Two claims of a document, the first before the second or together with it, and what says so."""

    document: str
    one: Told
    other: Told
    before: bool
    source: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--fit", action="store_true", help="fit the weights and print how they do by folds")
    parser.add_argument("--write", action="store_true", help="with --fit: write the weights")
    parser.add_argument("--out", type=Path, default=Path("evaluation/results"))
    options = parser.parse_args()
    if not options.corpora.exists():
        print("corpora: not measured, no", options.corpora)
        return
    if options.fit:
        pairs = [*own_pairs(), *news_pairs(options.corpora)]
        print(Counter((pair.source, pair.before) for pair in pairs))
        print(cross_validated(pairs))
        if options.write:
            WEIGHTS.write_text(as_toml(*fitted(pairs)), "utf-8")
        return
    results = {name: measured(options.corpora, name) for name in CORPORA}
    for name, figures in results.items():
        print(name, figures)
    (options.out / "order.json").write_text(json.dumps(results, indent=1) + "\n", "utf-8")


# ------------------------------------------------------------------------------------------------- measuring


def annotated(document: Mapping[str, Any]) -> Iterator[tuple[Any, Any, bool]]:
    """Pairs of annotated events, and whether the first is before the second."""
    events = document["events"]
    links = document.get("tlinks", ())
    for one, two, gold in () if links else document.get("order", ()):
        yield events[one], events[two], gold == "before"
    for link in links:
        if link["from"][0] == link["to"][0] == "event":
            one, two = events[link["from"][1]], events[link["to"][1]]
            yield (two, one, True) if link["type"] in LATER else (one, two, link["type"] in EARLIER)


def measured(corpora: Path, name: str) -> dict[str, Any]:
    """The figures of one corpus; see the module."""
    counts: Counter[str] = Counter()
    for document in rows_of(corpora / CORPORA[name] / "documents.jsonl"):
        street = run(document["text"], document["published"], identifier=document["id"])
        merged = reconcile([street.document], street.claims)
        places = {event.id: place for place, event in enumerate(merged.events)}
        for first, second, before in annotated(document):
            one, other = (claim_at(merged.claims, event["start"], event["end"]) for event in (first, second))
            if one is None or other is None or one.id == other.id:
                continue
            told = relation(merged, places, one, other)
            counts["in order" if before else "together"] += 1
            counts[f"{'in order' if before else 'together'}, told {told}"] += 1
            counts["told so in the text's order"] += before and first["start"] < second["start"]
            counts["displayed"] += before and places[one.event or ""] < places[other.event or ""]
    ordered, together = counts["in order"], counts["together"]
    right = counts["in order, told before"] + counts["together, told same"]
    return {
        "pairs found": ordered + together,
        "as annotated": _share(right, ordered + together),
        "in order": {
            "pairs": ordered, "told so": counts["in order, told before"],
            "told the other way": counts["in order, told after"], "displayed so": _share(counts["displayed"], ordered),
            "so in the order of telling": _share(counts["told so in the text's order"], ordered),
        },
        "together": {"pairs": together, "told apart": together - counts["together, told same"]},
        "as annotated, all told together": _share(together, ordered + together),
        "as annotated, order of telling": _share(counts["told so in the text's order"], ordered + together),
    }  # fmt: skip


def _share(part: int, whole: int) -> float:
    return round(100 * part / max(1, whole), 1)


# --------------------------------------------------------------------------------------------------- pairs


def chains(path: Path = CHAINS) -> dict[str, tuple[int, set[tuple[int, int]], set[tuple[int, int]]]]:
    """Of each document: how many happenings it marks, pairs in order, and pairs together.

    Raises:
        ValueError: the chains of a document contradict each other; the message names it.
    """
    found = {}
    for line in path.read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        head, _, rest = line.partition(":")
        name, count = head.split()
        before: set[tuple[int, int]] = set()
        together: set[tuple[int, int]] = set()
        for chain in rest.split(";"):
            layers = [[int(number) for number in layer.split(",")] for layer in chain.split("<")]
            for place, layer in enumerate(layers):
                together |= set(combinations(sorted(layer), 2))
                before |= {(one, two) for one in layer for onward in layers[place + 1 :] for two in onward}
        before = _closed(before)
        if any(one == two for one, two in before):
            raise ValueError(f"{path}: the chains of {name} lead in a circle")
        open_pairs = {pair for pair in together if pair not in before and pair[::-1] not in before}
        found[name] = int(count), before, open_pairs
    return found


def _closed(pairs: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """All that follows from some pairs in order."""
    while more := {(a, d) for a, b in pairs for c, d in pairs if b == c} - pairs:
        pairs = pairs | more
    return pairs


def own_pairs() -> Iterator[Pair]:
    """Pairs of the project's own articles that are learnt from."""
    known = chains()
    for path in sorted(own.FOLDER.glob("[a-d]-*.txt")):
        article = own.parse(path.read_text("utf-8"))
        street = run(article.text, article.published, identifier=path.stem)
        claims = [claim_at(street.claims, trigger.start, trigger.end) for trigger in article.triggers]
        days = [(trigger.earliest, trigger.latest) for trigger in article.triggers]
        numbers = {claim.id: place for place, claim in enumerate(claims) if claim is not None}
        yield from _pairs(path.stem, street, numbers, days, known, sampled=SAMPLED)


def news_pairs(corpora: Path) -> Iterator[Pair]:
    """Pairs of the project's own annotation of news that are learnt from."""
    known = chains()
    documents = rows_of(corpora / "claims/documents.jsonl")
    left_out = claims_test([document["id"] for document in documents]) | UNSOUND
    for document in documents:
        name = document["id"]
        if name in left_out or name.startswith("timeset"):
            continue
        street = run(document["text"], document["published"], identifier=name)
        rows = rows_of(corpora / f"claims/rows/{name}.jsonl")
        place_of = {row["id"]: place for place, row in enumerate(rows)}
        matched = [(row, claim) for row, claim in match_triggers(rows, street.claims) if row and claim]
        numbers = {claim.id: place_of[row["id"]] for row, claim in matched}
        days = [(row["not_before"], row["not_after"]) for row in rows]
        same = {
            frozenset((place_of[row["id"]], place_of[row["same_as"]])) for row in rows if row["same_as"] in place_of
        }
        yield from _pairs(name, street, numbers, days, known, same=same)


def _pairs(
    name: str,
    street: Street,
    numbers: Mapping[str, int],
    days: Sequence[tuple[str | None, str | None]],
    known: Mapping[str, tuple[int, set[tuple[int, int]], set[tuple[int, int]]]],
    *,
    same: Iterable[frozenset[int]] = (),
    sampled: int = 1,
) -> Iterator[Pair]:
    """Pairs of a document whose order annotation tells, and neither its times nor its words."""
    count, before, together = known.get(name, (len(days), set(), set()))
    if count != len(days):
        raise ValueError(f"{CHAINS}: {name} marks {len(days)} happenings, not {count}: its chains are of another text")
    claims = told_claims(street.document, street.claims)
    settled = {frozenset((pair.first, pair.second)) for pair in told_pairs(street.document, claims)}
    equal = set(same)
    for one, other in combinations([claim for claim in claims if claim.claim.id in numbers], 2):
        a, b = numbers[one.claim.id], numbers[other.claim.id]
        when = interval_of(one.claim.when), interval_of(other.claim.when)
        if a == b or gap(*when) > 0 or frozenset((one.claim.id, other.claim.id)) in settled:
            continue
        if (a, b) in before or (b, a) in before:
            yield Pair(name, *((one, other) if (a, b) in before else (other, one)), True, CHAIN)
        elif (a, b) in together or (b, a) in together:
            yield Pair(name, one, other, False, CHAIN)
        elif frozenset((a, b)) in equal:
            yield Pair(name, one, other, False, SAME_AS)
        elif zlib.crc32(f"{name} {a} {b}".encode()) % sampled:
            continue
        elif _is_over(days[a], days[b]):
            yield Pair(name, one, other, True, DAYS)
        elif _is_over(days[b], days[a]):
            yield Pair(name, other, one, True, DAYS)


def _is_over(days: tuple[str | None, str | None], others: tuple[str | None, str | None]) -> bool:
    return days[1] is not None and others[0] is not None and days[1] < others[0]


# ------------------------------------------------------------------------------------------------- fitting


def fitted(pairs: Sequence[Pair]) -> tuple[dict[str, float], dict[str, float], float]:
    """Weights of coming first, of coming one after the other, and where the latter starts."""
    ordered = [pair for pair in pairs if pair.before]
    rows = [setting_apart(pair.one, pair.other) for pair in ordered]
    first = _logistic(
        [*rows, *({name: -value for name, value in row.items()} for row in rows)],
        [1.0] * len(rows) + [0.0] * len(rows), [COUNTS[pair.source] for pair in ordered] * 2,
    )  # fmt: skip
    close = [pair for pair in pairs if pair.source != DAYS]
    apart = _logistic(
        [{"": 1.0} | dict.fromkeys(shared(pair.one, pair.other), 1.0) for pair in close],
        [float(pair.before) for pair in close], [COUNTS[pair.source] for pair in close],
    )  # fmt: skip
    return first, apart, apart.pop("", 0.0)


def _logistic(rows: Sequence[Mapping[str, float]], gold: Sequence[float], counts: Sequence[float]) -> dict[str, float]:
    """Weights of a logistic regression with ridge, by feature; only of what enough rows have."""
    seen = Counter(name for row in rows for name in row)
    names = sorted(name for name, count in seen.items() if count >= LEAST)
    column = {name: place for place, name in enumerate(names)}
    cells = [
        (place, column[name], value) for place, row in enumerate(rows) for name, value in row.items() if name in column
    ]
    at, of, values = (np.array(part) for part in zip(*cells, strict=True))
    matrix = csr_matrix((values, (at, of)), shape=(len(rows), len(names)))
    wanted, weight = np.array(gold), np.array(counts)
    ridge = np.array([RIDGE if name else 0.0 for name in names])

    def loss(weights: Floats) -> tuple[float, Floats]:
        score = matrix @ weights
        value = float(np.sum(weight * (np.logaddexp(0.0, score) - wanted * score)) + 0.5 * np.sum(ridge * weights**2))
        return value, matrix.T @ (weight * (1.0 / (1.0 + np.exp(-score)) - wanted)) + ridge * weights

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    return {name: round(float(value), 2) for name, value in zip(names, found, strict=True) if abs(value) >= SMALL}


def cross_validated(pairs: Sequence[Pair]) -> dict[str, Any]:
    """How often the weights of the other folds have the order of the chains right, all and where they are sure."""
    fold = {pair.document: zlib.crc32(pair.document.encode()) % FOLDS for pair in pairs}
    counts: Counter[str] = Counter()
    sure = math.log(AGAINST_TELLING / (1 - AGAINST_TELLING))
    for number in range(FOLDS):
        first, _, _ = fitted([pair for pair in pairs if fold[pair.document] != number])
        for pair in pairs:
            if fold[pair.document] != number or pair.source != CHAIN or not pair.before:
                continue
            score = sum(first.get(name, 0.0) * value for name, value in setting_apart(pair.one, pair.other).items())
            counts["pairs"] += 1
            counts["right"] += score > 0
            counts["sure"] += abs(score) > sure
            counts["right and sure"] += score > sure
            counts["told so"] += pair.one.claim.trigger.start < pair.other.claim.trigger.start
    return {
        "pairs of chains": counts["pairs"], "right": _share(counts["right"], counts["pairs"]),
        "sure": counts["sure"], "right where sure": _share(counts["right and sure"], counts["sure"]),
        "order of telling right": _share(counts["told so"], counts["pairs"]),
    }  # fmt: skip


def as_toml(first: Mapping[str, float], apart: Mapping[str, float], start: float) -> str:
    """The file of weights."""
    lines = [
        "# Weights of the order of happenings that no time and no word tells (order_usual.py), fitted by",
        "# python -m evaluation.order --fit --write. Above 0 speaks for coming first, and for coming one after the",
        "# other.",
        f"start = {start}",
        f"course_first = {COURSE_FIRST}",
        f"course_apart = {COURSE_APART}",
        f"sure_first = {SURE_FIRST}",
        f"sure_apart = {SURE_APART}",
        f"against_telling = {AGAINST_TELLING}",
    ]
    for title, weights in (("first", first), ("apart", apart)):
        lines += ["", f"[{title}]"]
        lines += [f"{json.dumps(name, ensure_ascii=False)} = {weights[name]}" for name in sorted(weights)]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
