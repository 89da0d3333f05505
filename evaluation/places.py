"""Measure the places stage on GeoVirus and TR-News: recognition, and distance from the true point.

Run: ``python -m evaluation.places [--reader] [--corpora DIR] [--errors N]``. The corpora lie beside the repository and
are measured and tuned on, never quoted; where they are absent the command says "not measured". Documents fall into two
halves by the sha256 of their id: half 0 was looked at while tuning, half 1 was not.

What is counted:

* *recognition*: mentions found by the gazetteer alone, or with the reader, against the corpus, by exact and by
  overlapping offsets. Peoples ("Turkish"), which TR-News annotates as places and our records do not, are left out;
  "with peoples" counts them in. "all uses" also counts names that the product finds but holds to be no place of
  anything: governments that speak, organisations' names, "US officials", "Iran-backed".
* *resolution*: of the mentions found (overlap), those within 161 km (100 miles) of the true point, the median error,
  and those in the right country; then the same with the corpus' own mentions given to the stage as a sure reader would.
  Our records give a country no point, while both corpora give it a centroid: a country's mention is right when the
  country is right. "points only" leaves such mentions out altogether. The true country is the corpus' own or that of
  the nearest city.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from scipy.spatial import cKDTree

from strandline.places.distance import distance_km
from strandline.places.gazetteer import Gazetteer
from strandline.places.gazetteer_file import NO_POINT, POINT_UNITS
from strandline.places.mentions import Mention
from strandline.places.resolving import find_mentions, record_of
from strandline.reading import Reader
from strandline.records import Name, Place, Reading

CORPORA = Path(__file__).parents[2] / "shared/corpora"
NAMES = ("geovirus", "trnews")
NEAR_KM = 161.0


@dataclass
class Score:
    """Counts over some documents."""

    gold: int = 0
    found: int = 0
    right: int = 0
    overlapping: int = 0
    overlapping_found: int = 0
    near: int = 0
    judged: int = 0
    near_points: int = 0
    judged_points: int = 0
    right_country: int = 0
    errors_km: list[float] = field(default_factory=list)

    def f1(self, *, relaxed: bool) -> tuple[float, float, float]:
        """Precision, recall and F1 in percent."""
        precision = (self.overlapping_found if relaxed else self.right) / max(1, self.found)
        recall = (self.overlapping if relaxed else self.right) / max(1, self.gold)
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return 100 * precision, 100 * recall, 100 * f1

    def add(self, other: Score) -> None:
        """Add another score's counts."""
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)


class TrueCountry:
    """The country of a point: that of the nearest city."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        columns, header = gazetteer.file.columns, gazetteer.file.header
        kinds = {header["feature"].index(name) for name in ("city", "capital")}
        rows = np.flatnonzero(np.isin(columns["feature"], list(kinds)) & (columns["lat"] != NO_POINT))
        self._countries = [header["country"][number] for number in columns["country"][rows]]
        self._tree = cKDTree(_on_sphere(columns["lat"][rows] / POINT_UNITS, columns["lon"][rows] / POINT_UNITS))

    def named(self, name: str | None) -> str | None:
        """ISO code of a country's name."""
        found = (one for one in self._gazetteer.lookup(name or "") if one.level == "country")
        return next((one.country for one in found), None)

    def of(self, lat: float, lon: float) -> str:
        """ISO code."""
        _, row = self._tree.query(_on_sphere(np.array([lat]), np.array([lon])))
        return str(self._countries[int(row[0])])


def _on_sphere(lat: Any, lon: Any) -> Any:
    lat, lon = np.radians(lat), np.radians(lon)
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=-1)


def half_of(identity: str) -> int:
    """0 or 1, by the document's id."""
    return hashlib.sha256(identity.encode()).digest()[0] % 2


def read_documents(path: Path) -> Iterator[dict[str, Any]]:
    """The documents of one corpus."""
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]


def score_recognition(gold: list[tuple[int, int]], found: list[tuple[int, int]]) -> Score:
    """Counts of one document."""
    return Score(
        gold=len(gold),
        found=len(found),
        right=len(set(gold) & set(found)),
        overlapping=sum(any(overlap(span, other) for other in found) for span in gold),
        overlapping_found=sum(any(overlap(span, other) for other in gold) for span in found),
    )


def score_place(place: Place, true: dict[str, Any], countries: TrueCountry) -> Score:
    """One mention against its true point."""
    score = Score(judged=1)
    country = countries.named(true.get("country")) or countries.of(true["lat"], true["lon"])
    score.right_country = int(place.country == country)
    if place.level == "country":
        score.near = score.right_country
        return score
    score.judged_points = 1
    if place.lat is None or place.lon is None:
        return score
    error = distance_km(place.lat, place.lon, true["lat"], true["lon"])
    score.errors_km = [error]
    score.near = score.near_points = int(error <= NEAR_KM)
    return score


def gold_reading(places: list[dict[str, Any]]) -> Reading:
    """A reading that holds the corpus' mentions as names and nothing else."""
    names = sorted(
        (Name(first=0, last=0, start=p["start"], end=p["end"], text=p["text"], type="GPE", score=1.0) for p in places),
        key=lambda name: name.start,
    )
    return Reading(sentences=(), tokens=(), names=tuple(names))


class Measurement:
    """Runs the stage over a corpus and keeps the scores by half."""

    def __init__(self, gazetteer: Gazetteer, errors: int, reader: Reader | None) -> None:
        self.gazetteer = gazetteer
        self.reader = reader
        self.countries = TrueCountry(gazetteer)
        self.errors_left = errors

    def is_people(self, text: str) -> bool:
        """Whether a mention names a people and no country."""
        named = any(candidate.level == "country" for candidate in self.gazetteer.lookup(text)[:2])
        return self.gazetteer.country_of_demonym(text) is not None and not named

    def measure(self, path: Path) -> None:
        """Print the scores of one corpus."""
        kinds = ("recognition", "all uses", "with peoples", "of those found", "mentions given")
        scores = {(kind, half): Score() for kind in kinds for half in (0, 1)}
        words, started = 0, time.perf_counter()
        for document in read_documents(path):
            words += len(document["text"].split())
            reading = self.reader.read(document["text"]) if self.reader is not None else _EMPTY
            mentions = find_mentions(document["text"], reading=reading, gazetteer=self.gazetteer)
            self._score_document(document, mentions, scores)
        elapsed = time.perf_counter() - started
        print(f"\n{path.stem}: {words} words, {words / elapsed:.0f} words/s with scoring")
        for half in (0, 1):
            for kind in kinds:
                _show(kind, half, scores[kind, half])

    def _score_document(
        self, document: dict[str, Any], mentions: list[Mention], scores: dict[tuple[str, int], Score]
    ) -> None:
        half, text = half_of(document["id"]), document["text"]
        places = [place for place in document["places"] if not self.is_people(place["text"])]
        gold = [(place["start"], place["end"]) for place in places]
        product = [(mention.start, mention.end) for mention in mentions if mention.use == "place"]
        every = [(mention.start, mention.end) for mention in mentions]
        scores["recognition", half].add(score_recognition(gold, product))
        scores["all uses", half].add(score_recognition(gold, every))
        with_peoples = [(place["start"], place["end"]) for place in document["places"]]
        scores["with peoples", half].add(score_recognition(with_peoples, product))
        given = find_mentions(text, reading=gold_reading(places), gazetteer=self.gazetteer)
        for true in places:
            if true["lat"] is None:
                continue
            found = _mention_at(mentions, true)
            if found is not None and found.use == "place":
                scores["of those found", half].add(self._score_mention(found, true, text))
            meant = _mention_at(given, true)
            score = Score(judged=1, judged_points=1) if meant is None else self._score_mention(meant, true, text)
            scores["mentions given", half].add(score)
            if meant is not None and half == 0 and not score.near:
                self._show_error(meant, true, text)

    def _score_mention(self, mention: Mention, true: dict[str, Any], text: str) -> Score:
        return score_place(record_of(mention, text), true, self.countries)

    def _show_error(self, mention: Mention, true: dict[str, Any], text: str) -> None:
        if not self.errors_left:
            return
        self.errors_left -= 1
        place = record_of(mention, text)
        error = -1.0
        if place.lat is not None and place.lon is not None:
            error = distance_km(place.lat, place.lon, true["lat"], true["lon"])
        around = text[max(0, true["start"] - 50) : true["end"] + 40].replace("\n", " ")
        meant = f"{place.name} {place.country} {place.level} {place.lat},{place.lon}"
        print(f"  {error:7.0f} km  {true['text']!r} ({true['name']}): {meant}\n      …{around}…")


def _mention_at(mentions: list[Mention], true: dict[str, Any]) -> Mention | None:
    span = (true["start"], true["end"])
    return next((mention for mention in mentions if overlap((mention.start, mention.end), span)), None)


_EMPTY = Reading(sentences=(), tokens=())


def _show(kind: str, half: int, score: Score) -> None:
    if score.gold:
        strict, relaxed = score.f1(relaxed=False), score.f1(relaxed=True)
        print(
            f"  half {half}  {kind:15s} exact P {strict[0]:.1f} R {strict[1]:.1f} F {strict[2]:.1f}   "
            f"overlap P {relaxed[0]:.1f} R {relaxed[1]:.1f} F {relaxed[2]:.1f}   ({score.gold} mentions)"
        )
        return
    median = statistics.median(score.errors_km) if score.errors_km else float("nan")
    print(
        f"  half {half}  {kind:15s} within 161 km {100 * score.near / max(1, score.judged):.1f} of {score.judged}, "
        f"points only {100 * score.near_points / max(1, score.judged_points):.1f} of {score.judged_points}, "
        f"median error {median:.1f} km, country right {100 * score.right_country / max(1, score.judged):.1f}"
    )


def main() -> int:
    """Measure; 0 also where nothing could be measured, which is said."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    parser.add_argument("--errors", type=int, default=0, help="print so many wrong resolutions of half 0")
    parser.add_argument("--reader", action="store_true", help="find names with the reader, not by the gazetteer alone")
    arguments = parser.parse_args()
    measurement = None
    for name in NAMES:
        path = arguments.corpora / "toponyms" / f"{name}.jsonl"
        if not path.exists():
            print(f"{name}: not measured, {path.name} is not at hand")
            continue
        measurement = measurement or Measurement(
            Gazetteer.open(), arguments.errors, Reader.load(threads=2) if arguments.reader else None
        )
        measurement.measure(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
