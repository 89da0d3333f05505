"""Which reports speak of one happening, in small dossiers: ``python -m evaluation.reconciling_merging [--show]``.

Reads dossiers of dated reports (our own texts) in which words for happenings are marked and named, builds events from
the texts alone, and scores the pairs of marked words that were put together: all of them, and those of one document.
``development.toml`` is the set that merging was built with, ``development_more.toml`` has further kinds of happenings
told at greater length, ``crises.toml`` crises in which happenings of one sort follow each other; ``held_back.toml``,
``held_back_more.toml`` and ``held_back_crises.toml`` were never tuned to.
"""

from __future__ import annotations

import argparse
import json
import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any, Final

import msgspec

from evaluation.reconciling_ecb import Mentions
from evaluation.reconciling_scorer import conll, without_singletons
from evaluation.street import run
from strandline.reconciling import reconcile
from strandline.records import Claim, Document

DOSSIERS: Final = Path(__file__).parents[1] / "tests/reconciling/dossiers"
DEVELOPMENT: Final = ("development", "development_more")
SETS: Final = (*DEVELOPMENT, "crises", "held_back", "held_back_more", "held_back_crises")
_MARK: Final = re.compile(r"\[([^\]:\[]+):([\w-]+)\]")
Pair = tuple[str, str]


@dataclass(frozen=True)
class Dossier:
    """Reports with what the program claims of each; ``happenings`` has the name of the happening of each claim at a
    marked word, by id; ``lost`` is the number of marked words at which no claim was found."""

    name: str
    documents: list[Document]
    claims: list[Claim]
    happenings: dict[str, str]
    lost: int


def load_dossiers(path: Path) -> list[Dossier]:
    """The dossiers of a file."""
    return [_dossier(row) for row in tomllib.loads(path.read_text("utf-8"))["dossier"]]


def _dossier(row: dict[str, Any]) -> Dossier:
    found = Dossier(row["name"], [], [], {}, 0)
    lost = 0
    for number, (published, publisher, marked) in enumerate(row["reports"]):
        text, marks = unmarked(marked)
        street = run(text, published, identifier=f"{row['name']}/{number}.txt")
        found.documents.append(msgspec.structs.replace(street.document, publisher=publisher))
        found.claims.extend(street.claims)
        for start, end, name in marks:
            hit = _claim_at(street.claims, start, end, found.happenings)
            lost += hit is None
            if hit is not None:
                found.happenings[hit.id] = name
    return Dossier(found.name, found.documents, found.claims, found.happenings, lost)


def unmarked(marked: str) -> tuple[str, list[tuple[int, int, str]]]:
    """A text without its marks, and the span and the name of each marked word."""
    text, marks, last = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[last : match.start()]
        marks.append((len(text), len(text) + len(match[1]), match[2]))
        text += match[1]
        last = match.end()
    return text + marked[last:], marks


def _claim_at(claims: Sequence[Claim], start: int, end: int, taken: Mapping[str, str]) -> Claim | None:
    meeting = (item for item in claims if item.trigger.start < end and start < item.trigger.end)
    return next((item for item in meeting if item.id not in taken), None)


def mentions_of(dossiers: Sequence[Dossier], topic: int) -> list[Mentions]:
    """The marked claims of each dossier as a corpus of merged mentions, for fitting; topics count down from the one
    given."""
    found = []
    for number, dossier in enumerate(dossiers):
        claims = [claim for claim in dossier.claims if claim.id in dossier.happenings]
        topics = {document.id: topic - number for document in dossier.documents}
        subtopics = {document.id: dossier.name for document in dossier.documents}
        chains = {claim: f"{dossier.name}/{name}" for claim, name in dossier.happenings.items()}
        mentions = Mentions(list(dossier.documents), claims, chains, topics, subtopics)
        found.append(mentions.ordered())
    return found


def score(dossiers: Sequence[Dossier], *, show: bool = False) -> dict[str, Any]:
    """Precision and recall of merged pairs, in per cent, for each dossier and for all."""
    totals: defaultdict[str, int] = defaultdict(int)
    keys: defaultdict[str, set[str]] = defaultdict(set)
    response: defaultdict[str, set[str]] = defaultdict(set)
    result: dict[str, Any] = {}
    for dossier in dossiers:
        counts: defaultdict[str, int] = defaultdict(int, {"lost": dossier.lost, "marks": len(dossier.happenings)})
        merged = reconcile(dossier.documents, dossier.claims).claims
        marked = [claim for claim in merged if claim.id in dossier.happenings]
        for claim in marked:
            keys[f"{dossier.name}/{dossier.happenings[claim.id]}"].add(claim.id)
            response[f"{dossier.name}/{claim.event}"].add(claim.id)
        for one, two in combinations(marked, 2):
            _count(one, two, dossier.happenings, counts, show=show)
        for name, number in counts.items():
            totals[name] += number
        result[dossier.name] = _figures(counts)
    everything = _figures(totals)
    given, wanted = list(response.values()), list(keys.values())
    everything["CoNLL F1"] = round(100 * conll(wanted, given), 1)
    everything["CoNLL F1 without singletons"] = round(
        100 * conll(without_singletons(wanted), without_singletons(given)), 1
    )
    return {"all": everything, **result}


def _count(one: Claim, two: Claim, happenings: Mapping[str, str], counts: defaultdict[str, int], *, show: bool) -> None:
    wanted, given = happenings[one.id] == happenings[two.id], one.event == two.event
    for group in ("", "inside ") if one.document == two.document else ("",):
        counts[f"{group}wanted"] += wanted
        counts[f"{group}given"] += given
        counts[f"{group}right"] += wanted and given
    if show and wanted != given:
        sides = " | ".join(
            f"{happenings[item.id]}: {item.trigger.text!r} in {item.quote[:70]!r}" for item in (one, two)
        )
        print(f"  {'missed' if wanted else 'wrong'}: {sides}")


def _figures(counts: Mapping[str, int]) -> dict[str, Any]:
    found: dict[str, Any] = {"marks": counts["marks"], "lost": counts["lost"]}
    for group in ("", "inside "):
        right, given, wanted = (counts.get(f"{group}{name}", 0) for name in ("right", "given", "wanted"))
        found |= {
            f"{group}pairs wanted": wanted, f"{group}pairs given": given,
            f"{group}precision": round(100 * right / max(1, given), 1),
            f"{group}recall": round(100 * right / max(1, wanted), 1),
        }  # fmt: skip
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dossiers", type=Path, default=DOSSIERS)
    parser.add_argument("--only", choices=SETS, help="one of the sets")
    parser.add_argument("--show", action="store_true", help="print every difference of the sets for development")
    parser.add_argument("--out", type=Path, default=Path("evaluation/results"))
    options = parser.parse_args()
    results = {}
    for name in SETS:
        if options.only in (None, name):
            dossiers = load_dossiers(options.dossiers / f"{name}.toml")
            results[name] = score(dossiers, show=options.show and not name.startswith("held_back"))
            for part, figures in results[name].items():
                print(f"{name}, {part}: {figures}")
    if options.only is None:
        options.out.mkdir(parents=True, exist_ok=True)
        (options.out / "reconciling_merging.json").write_text(json.dumps(results, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
