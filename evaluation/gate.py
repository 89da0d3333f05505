"""Figures may rise, not fall: ``python -m evaluation.gate [--write] [NAME...]``.

Measures what the corpora at hand allow and compares each figure with its floor in ``floors.json``. A corpus that is not
at hand is named as not measured and fails nothing. ``--write`` raises the floors to what was just measured, less the
slack that another machine's arithmetic may cost; it never lowers one.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from evaluation import (
    arguments,
    claims,
    figures,
    held,
    reader,
    reconciling_conflicts,
    reconciling_merging,
    reconciling_origins,
    reconciling_times,
    speech,
    timing,
)
from evaluation.street import tools
from training import own
from training.documents import Document as TrainingDocument
from training.layers import with_nationalities, without_titles
from training.prepare import sources
from training.splits import claims_test

ROOT: Final = Path(__file__).resolve().parent.parent
FLOORS: Final = ROOT / "evaluation" / "floors.json"
SLACK: Final = 0.5
"""What a figure may lie below the one that was measured when its floor was set (points, or rows of the seed)."""
SPEECH_DOCUMENTS: Final = 20

Figures = dict[str, float]


@dataclass(frozen=True)
class Data:
    """Where the corpora and the seed article lie; either may be absent."""

    corpora: Path
    seed: Path


@dataclass(frozen=True)
class Measure:
    """``run`` gives figures of which more is better; ``needs`` are the paths without which it cannot."""

    needs: Callable[[Data], tuple[Path, ...]]
    run: Callable[[Data], Figures]


def prepared(data: Data, name: str) -> list[dict[str, Any]]:
    """Documents of a prepared file, made from the corpora on the spot."""
    documents: list[TrainingDocument] = list(sources(data.corpora)[name]())
    return [dict(with_nationalities(without_titles(document))) for document in documents]


def chosen(scores: Mapping[str, float], *names: str) -> Figures:
    """Those of the scores that have a floor."""
    return {name: scores[name] for name in names}


def treebank(data: Data) -> Figures:
    """EWT's test half: gold words and raw text; names of UNER."""
    documents = prepared(data, "ewt.test")
    model = tools()[0]
    raw = reader.raw_text(model, documents)
    return {
        **chosen(reader.syntax(model, documents), "upos", "uas", "las", "lemma"),
        "raw words": raw["words"],
        "raw sentences": raw["sentences"],
        "names": reader.named(model, documents)["f1"],
    }


def news(data: Data) -> Figures:
    """GUM's test half from raw text, and the names in its news."""
    documents = prepared(data, "gum.test")
    model = tools()[0]
    raw = reader.raw_text(model, documents)
    named = reader.named(model, [item for item in documents if "_news_" in item["id"]])
    return {"raw words": raw["words"], "raw sentences": raw["sentences"], "names": named["f1"]}


def triggers(data: Data) -> Figures:
    """Triggers of the twelve test documents of the claims corpus."""
    scores = reader.triggers(tools()[0], prepared(data, "claims.test"), "triggers")
    return chosen(scores, "recall_at_75", "best_f1", "status_macro_f1")


def times(corpus: str) -> Callable[[Data], Figures]:
    """Time expressions of one corpus, both halves."""

    def run(data: Data) -> Figures:
        found = timing.measure(data.corpora, corpus)
        assert found is not None
        return chosen(found["both"], "strict", "relaxed", "value")

    return run


def claims_corpus(data: Data) -> Figures:
    """Claims of the twelve test documents."""
    everything = [row["id"] for row in claims.rows_of(data.corpora / "claims/documents.jsonl")]
    scores, _, _ = claims.corpus(data.corpora, claims_test(everything))
    return chosen(
        scores, "trigger f1", "kind right", "source right", "status macro-F1", "date right right", "date not disjoint"
    )


def participants(data: Data) -> Figures:
    """Who does what to whom, and where, in the claims of the twelve test documents."""
    everything = [row["id"] for row in claims.rows_of(data.corpora / "claims/documents.jsonl")]
    scores = arguments.measure(data.corpora, claims_test(everything)).scores()
    return chosen(
        scores, "actors f1", "in their part precision", "in their part recall", "in their part f1", "agent f1",
        "patient f1", "speaker f1", "places precision", "places f1", "whole",
    )  # fmt: skip


def seed(data: Data) -> Figures:
    """Rows of the seed's chronology."""
    counts = claims.seed(data.seed, show=False)
    names = ("found", "status right", "kind right", "clock right", "figures right", "actors found", "date right")
    return {name: counts.get(name, 0) for name in names} | {"dates not disjoint": 37 - counts.get("date disjoint", 0)}


def speeches(data: Data) -> Figures:
    """Who says what: the first documents of the half of PolNeAR that was not looked at."""
    rows = speech.rows_of(data.corpora / "polnear-train/documents.jsonl", "b")[:SPEECH_DOCUMENTS]
    return chosen(speech.measure(tools()[0], rows), "content f1", "source f1")


def phrases(data: Data) -> Figures:
    """The project's own phrases that count people and things."""
    del data
    return figures.phrases(tools()[0], 0)


def held_out(data: Data) -> Figures:
    """Claims of the project's own articles that are held out."""
    del data
    return chosen(
        held.measured(own.paths(held=True)), "trigger f1", "kind right", "status right", "attributed right",
        "date right right", "date not disjoint", "shown as certain, not wrong", "status macro-F1", "names f1",
    )  # fmt: skip


def dates(data: Data) -> Figures:
    """Dates of happenings after reconciling."""
    scores = reconciling_times.apple(data.corpora)
    return {name: value for name, value in scores.items() if name in ("exact", "inside")}


def origins(data: Data) -> Figures:
    """Which documents of the project's own pile are one origin."""
    del data
    documents, gold = reconciling_origins.load_pile(ROOT / "tests/reconciling/origins")
    return chosen(reconciling_origins.score(documents, gold), "F1")


def conflicts(data: Data) -> Figures:
    """Conflicts of the project's own piles of reports, from the texts and with their claims merged."""
    del data
    found: Figures = {}
    for name in reconciling_conflicts.SETS:
        scores = reconciling_conflicts.score(
            reconciling_conflicts.load_piles(ROOT / f"tests/reconciling/conflicts/{name}.toml")
        )
        words = name.replace("_", " ")
        for way in ("whole", "merged"):
            found |= {f"{words}, {way}, {figure}": scores[way][figure] for figure in ("precision", "recall")}
    return found


def merging(data: Data) -> Figures:
    """Which reports of the project's own dossiers are put together as one happening."""
    del data
    found: Figures = {}
    for name in ("development", "crises", "held_back", "held_back_crises"):
        scores = reconciling_merging.score(
            reconciling_merging.load_dossiers(ROOT / f"tests/reconciling/dossiers/{name}.toml")
        )
        found |= {f"{name.replace('_', ' ')}, {figure}": scores["all"][figure] for figure in ("precision", "recall")}
    return found


def corpus(name: str) -> Callable[[Data], tuple[Path, ...]]:
    """Needs that folder of the corpora."""
    return lambda data: (data.corpora / name,)


MEASURES: Final[dict[str, Measure]] = {
    "reader: EWT test": Measure(lambda data: (data.corpora / "ud/ewt", data.corpora / "ud/uner-ewt"), treebank),
    "reader: GUM test": Measure(corpus("ud/gum"), news),
    "reader: claims test": Measure(corpus("claims"), triggers),
    "time: wikiwars-train": Measure(corpus("wikiwars-train"), times("wikiwars-train")),
    "time: timebank": Measure(corpus("timebank"), times("timebank")),
    "time: aquaint": Measure(corpus("aquaint"), times("aquaint")),
    "time: wikinews-apple": Measure(corpus("wikinews-apple"), times("wikinews-apple")),
    "time: own annotation": Measure(
        lambda data: (data.corpora / "claims", data.corpora / "ud/gum", data.corpora / "ud/ewt"), times("own-times")
    ),
    "claims: claims test": Measure(corpus("claims"), claims_corpus),
    "claims: arguments": Measure(corpus("claims"), participants),
    "claims: seed": Measure(lambda data: (data.seed / "gold.jsonl",), seed),
    "claims: speech": Measure(corpus("polnear-train"), speeches),
    "claims: articles held out": Measure(lambda data: (), held_out),
    "claims: figures": Measure(lambda data: (), phrases),
    "reconciling: dates": Measure(corpus("wikinews-apple"), dates),
    "reconciling: origins": Measure(lambda data: (), origins),
    "reconciling: merging": Measure(lambda data: (), merging),
    "reconciling: conflicts": Measure(lambda data: (), conflicts),
}


def failures(name: str, found: Figures, floors: Mapping[str, float]) -> list[str]:
    """Print a measure's figures beside their floors; what lies below one."""
    below = []
    for figure, value in found.items():
        floor = floors.get(figure)
        mark = "" if floor is None or value >= floor else "  BELOW"
        print(f"  {figure:20} {value:6.1f}   floor {'none' if floor is None else f'{floor:.1f}'}{mark}", flush=True)
        if mark:
            below.append(f"{name}, {figure}: {value:.1f} is below its floor {floor:.1f}")
    below += [f"{name}, {figure}: no longer measured" for figure in floors if figure not in found]
    return below


def raised(old: Mapping[str, float], found: Figures) -> dict[str, float]:
    """Floors that are nowhere lower than they were."""
    new = {figure: math.floor(10 * (value - SLACK)) / 10 for figure, value in found.items()}
    return {figure: max(value, old.get(figure, value)) for figure, value in new.items()}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="measures whose name holds one of these")
    parser.add_argument("--corpora", type=Path, default=ROOT.parent / "shared" / "corpora")
    parser.add_argument("--seed", type=Path, default=ROOT.parent / "shared" / "seed")
    parser.add_argument("--write", action="store_true", help="raise the floors to what is measured")
    options = parser.parse_args()
    data = Data(options.corpora, options.seed)
    floors: dict[str, dict[str, float]] = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
    below: list[str] = []
    for name, measure in MEASURES.items():
        if options.names and not any(part in name for part in options.names):
            continue
        missing = [path for path in measure.needs(data) if not path.exists()]
        if missing:
            print(f"{name}: not measured, {missing[0].name} is not at hand")
            continue
        print(name)
        begun = time.monotonic()
        found = measure.run(data)
        below += failures(name, found, floors.get(name, {}))
        print(f"  ({time.monotonic() - begun:.0f} s)")
        if options.write:
            floors[name] = raised(floors.get(name, {}), found)
    if options.write:
        FLOORS.write_text(json.dumps(floors, indent=1) + "\n", "utf-8")
    for line in below:
        print(line, file=sys.stderr)
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
