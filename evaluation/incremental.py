"""Cost of adding: ``python -m evaluation.incremental [--sizes 100 200 400 800] [--corpora DIR]``.

Makes piles of so many dated texts out of wikinews-apple and ECB+ (development), builds each whole, adds one document
more and, to a copy, one in a hundred, as the command line does, each in a process of its own. Where a pile needs more
texts than there are, texts come again with other names (as ``reconciling_cost`` makes them). Reported are seconds of
processor time, all processes together: of the whole build, of the add, their ratio, and how the add grows with the
size; which part of what merging keeps (words, facts and order of documents, events) the add worked out anew, which no
load on the machine disturbs; and whether the open files after adding say the same as those of a build of everything,
but for the ids of events. An add of nothing that is new shows what of it is mere starting and loading, for such a run
neither merges nor writes; one to a chronology of two documents, what of it is mere starting, which no pile makes
longer.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import os
import random
import re
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from strandline.pipeline.kept import KEPT_FILE

_CORPORA: Final = Path("../shared/corpora")
_NAME: Final = re.compile(r"(?<![.!?]\s)(?<!^)\b[A-Z][a-zà-ÿ]{3,}")
_LETTERS: Final = "abcdefghiklmnoprstuv"
_SPREAD_DAYS: Final = 2000
_STORY_DAYS: Final = 4
"""Reports of one story are dated so many days from one another at most."""


def texts(corpora: Path) -> list[tuple[str, str]]:
    """A key of its story and a text, of every document, in an order that mixes the stories."""
    rows = []
    for name in ("wikinews-apple", "ecbplus-dev"):
        for line in (corpora / name / "documents.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            rows.append((hashlib.sha256(row["id"].encode()).hexdigest(), str(row.get("subtopic", name)), row["text"]))
    return [(story, text) for _, story, text in sorted(rows)]


def files(known: Sequence[tuple[str, str]], size: int) -> Iterator[tuple[str, str]]:
    """Names and contents of so many files."""
    for number in range(size):
        story, text = known[number % len(known)]
        again = number // len(known)
        chosen = random.Random(f"{story} {again}")
        day = date(2009, 1, 1) + timedelta(days=chosen.randrange(_SPREAD_DAYS))
        day += timedelta(days=random.Random(number).randrange(_STORY_DAYS))
        yield f"{number:06}.txt", f"date {day}\n{_renamed(text, chosen) if again else text}\n"


def _renamed(text: str, chosen: random.Random) -> str:
    names: dict[str, str] = {}

    def other(match: re.Match[str]) -> str:
        word = match[0]
        if word not in names:
            names[word] = word[0] + "".join(chosen.choice(_LETTERS) for _ in word[1:])
        return names[word]

    return _NAME.sub(other, text)


def write(folder: Path, known: Sequence[tuple[str, str]], first: int, size: int) -> Path:
    """Files ``first`` to ``size`` of a pile, in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, (name, content) in enumerate(files(known, size)):
        if number >= first:
            (folder / name).write_text(content, "utf-8")
    return folder


def seconds(*arguments: str | Path) -> float:
    """Processor time of one run of the command line, with the processes that it starts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-c", "from strandline.cli import main; main()", *map(str, arguments)]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "OMP_NUM_THREADS": "1"})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def kept_in(folder: Path) -> set[tuple[str, str]]:
    """What merging kept beside a chronology: each key, with a hash of what is kept under it."""
    with closing(sqlite3.connect(f"file:{folder / KEPT_FILE}?mode=ro", uri=True)) as connection:
        rows = connection.execute("SELECT key, value FROM kept")
        return {(key, hashlib.sha256(value).hexdigest()) for key, value in rows}


def anonymous(folder: Path) -> dict[str, list[Any]]:
    """What the open files say, with the claims of an event in the place of its id, which a grown chronology keeps."""
    rows = {
        name: [json.loads(line) for line in (folder / f"{name}.jsonl").read_text("utf-8").splitlines()]
        for name in ("documents", "claims", "events")
    }
    name_of = {event["id"]: " ".join(event["claims"]) for event in rows["events"]}
    for event in rows["events"]:
        event["id"] = name_of[event["id"]]
        for side in ("after", "before"):
            event[side] = sorted(name_of[other] for other in event[side])
    for claim in rows["claims"]:
        claim["event"] = name_of[claim["event"]]
    rows["events"].sort(key=lambda event: str(event["id"]))
    return rows


def measured(known: Sequence[tuple[str, str]], size: int, scratch: Path, *, compare: bool) -> dict[str, Any]:
    """One size: a build, and adds to copies of it."""
    pile, built = write(scratch / "pile", known, 0, size), scratch / "built"
    row: dict[str, Any] = {"documents": size, "build_s": round(seconds("build", pile, "-o", built), 2)}
    for name, more in (("nothing", 0), ("one", 1), ("hundredth", max(1, size // 100))):
        grown, new = scratch / name, write(scratch / f"{name}-new", known, size, size + more)
        shutil.copytree(built, grown)
        row[f"add_{name}_s"] = round(seconds("add", grown, new if more else pile), 2)
        row[f"add_{name}_ratio"] = round(row[f"add_{name}_s"] / row["build_s"], 3)
        after = kept_in(grown)
        row[f"add_{name}_worked_out"] = round(len(after - kept_in(built)) / len(after), 4)
    write(scratch / "two", known, 0, 2)
    seconds("build", scratch / "two", "-o", scratch / "small")
    row["add_to_two_s"] = round(seconds("add", scratch / "small", scratch / "one-new"), 2)
    row["add_one_ratio_less_start"] = round((row["add_one_s"] - row["add_to_two_s"]) / row["build_s"], 3)
    if compare:
        for path in (scratch / "hundredth-new").iterdir():
            shutil.copy(path, pile)
        seconds("build", pile, "-o", scratch / "whole")
        row["as_built_at_once"] = anonymous(scratch / "hundredth") == anonymous(scratch / "whole")
    return row


def exponent(rows: Sequence[dict[str, Any]], name: str) -> float:
    """Exponent of growth between the least and the greatest size."""
    first, last = rows[0], rows[-1]
    return round(math.log(last[name] / first[name]) / math.log(last["documents"] / first["documents"]), 2)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 200, 400, 800])
    parser.add_argument("--corpora", type=Path, default=_CORPORA)
    parser.add_argument("--out", type=Path, default=Path("evaluation/results"))
    options = parser.parse_args()
    if not (options.corpora / "ecbplus-dev").is_dir():
        print(f"not measured: {options.corpora} holds no ecbplus-dev")
        return
    known = texts(options.corpora)
    rows: list[dict[str, Any]] = []
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as scratch:
            rows.append(measured(known, size, Path(scratch), compare=size == min(options.sizes)))
        print(rows[-1], flush=True)
    results: dict[str, Any] = {"runs": rows}
    if len(rows) > 1:
        for name in ("build_s", "add_nothing_s", "add_one_s", "add_hundredth_s"):
            results[f"exponent of {name}"] = exponent(rows, name)
    print({name: value for name, value in results.items() if name != "runs"})
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "incremental.json").write_text(json.dumps(results, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
