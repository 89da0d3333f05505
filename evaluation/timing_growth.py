"""Whether the time tagger takes linear time: adversarial texts at growing sizes, and the slope of their times.

``python -m evaluation.timing_growth``

For each kind of text the seconds at five sizes, and the slope of their logarithms: 1 is linear, 2 quadratic. The
command fails where a slope is above 1.25.
"""

from __future__ import annotations

import argparse
import json
import math
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from strandline.records import Published
from strandline.timing import tag_times
from strandline.timing.timeml import read_timeml

ROOT: Final = Path(__file__).parent.parent
SIZES: Final = (10_000, 20_000, 40_000, 80_000, 160_000)
STEEPEST: Final = 1.25
DAY: Final = Published(earliest="2013-02-12", latest="2013-02-12", basis="given")
KINDS: Final = {
    "news": "The court met on Tuesday. Two days later, on 3 May 2011, it rose at 7:30 p.m. and went home. ",
    "one digit": "1",
    "digits and spaces": "12 1999 3 45 ",
    "hyphens": "-",
    "digits and hyphens": "1-",
    "dates without end": "2011-05-03-",
    "slashes": "3/5/11/",
    "months": "January ",
    "months in a row": "January to February to March and ",
    "day month": "3 May 4 ",
    "years joined": "1914-1915-",
    "clocks": "7:30 p.m. to ",
    "colons": "7:30:",
    "amounts": "two years and three months and ",
    "number words": "twenty-five hundred and ",
    "later and later": "Two days later ",
    "the day after": "the day after ",
    "early late mid": "early late mid ",
    "weekdays": "Monday Tuesday on ",
    "of the of the": "the first of the last of ",
    "brackets": "(1914) [",
    "line feeds": "\n",
    "spaces": " ",
    "apostrophes": "'98 '",
    "capitals": "In Lima At Noon ",
    "letters": "a",
    "one sentence": "in 1914 he had gone and the house of May stood, ",
    "stops": "a. 1. ",
    "log": "1524 Shots heard.\n",
    "datelines": "LIMA, Jan. 3 — ",
    "how often": "24 hours a day a week a month per year ",
    "counted from days": "a week ago today from Friday ",
    "old years beside months": "in 1811 and June and ",
    "days in a row": "June 5, 6 and 7, 8, ",
    "other scripts": "二月十二日 ",
}


def main() -> None:
    """Measure every kind, print the table, write the figures; status 1 where a slope is too steep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, default=ROOT / "evaluation" / "results" / "timing_growth.json")
    options = parser.parse_args()
    works: dict[str, tuple[str, Callable[[str], object]]] = {}
    for name, piece in KINDS.items():
        works[name] = (piece, lambda text: tag_times(text, published=DAY))
        works[f"{name}, undated"] = (piece, tag_times)
    works["markup"] = ("<b>on Monday &amp; < </b>", lambda text: tagged(f"<TEXT>{text}</TEXT>"))
    works["open markup"] = ('<b x="', lambda text: tagged(f"<TEXT>{text}</TEXT>"))
    rows, steep = {}, []
    print(f"{'kind of text':28} {'slope':>6}  seconds at {', '.join(f'{size // 1000}k' for size in SIZES)}")
    for name, (piece, work) in works.items():
        seconds = [duration(work, (piece * (size // len(piece) + 1))[:size]) for size in SIZES]
        rows[name] = {"slope": round(slope(seconds), 2), "seconds": [round(one, 4) for one in seconds]}
        print(f"{name:28} {slope(seconds):6.2f}  {'  '.join(f'{one:.3f}' for one in seconds)}")
        steep += [name] if slope(seconds) > STEEPEST else []
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text(json.dumps(rows, indent=2) + "\n", "utf-8")
    if steep:
        raise SystemExit(f"steeper than {STEEPEST}: {', '.join(steep)}")


def tagged(source: str) -> str:
    """A TimeML file read, tagged and written."""
    document = read_timeml(source)
    return document.tagged(tag_times(document.text, published=DAY))


def duration(work: Callable[[str], object], text: str) -> float:
    """Seconds of this process alone, the best of two: other work on the machine does not count."""
    best = float("inf")
    for _ in range(2):
        begin = time.process_time()
        work(text)
        best = min(best, time.process_time() - begin)
    return best


def slope(seconds: list[float]) -> float:
    """Least-squares slope of the logarithm of the seconds over that of the sizes."""
    xs, ys = [math.log(size) for size in SIZES], [math.log(max(one, 1e-6)) for one in seconds]
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True)) / sum((x - mean_x) ** 2 for x in xs)


if __name__ == "__main__":
    main()
