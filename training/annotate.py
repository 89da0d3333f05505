"""Hand annotation, from a compact form that is quick to write and check, to stand-off rows.

    python -m training.annotate show DOCUMENT             the text, lines numbered
    python -m training.annotate take LAYER DOCUMENT FILE  check a compact file, write its rows
    python -m training.annotate list LAYER                the documents planned for the layer, and which are done

Rows go to ``training/annotations/LAYER/DOCUMENT.jsonl``.

Compact forms, a line each, ``#`` comments:

- names: ``TYPE|surface`` (every whole-word occurrence that is not part of a longer listed name), or
  ``TYPE|surface|2,5`` (only those occurrences, counted from 1 over all occurrences in the text)
- triggers: ``surface|n|kind|status``: the n-th whole-word occurrence of the surface
- speech: ``source|n # cue|n # content`` with ``-`` for what is absent; the content is ``first words … last words|n``
  (n: which occurrence of the first words; the end is the first occurrence of the last words from there on) or
  ``words|n``; parts of a broken content are joined by `` + ``

Rows: ``{"start","end","text","type"}`` for names, ``{"start","end","text","kind","status"}`` for triggers,
``{"source","cue","content":[…]}`` of ``[start, end]`` for speech. Offsets are code points of the document's text,
whose sha256 stands in the first row; no running text is kept.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from strandline.records import Kind, NameType, Status
from training.documents import read
from training.sources_events import apple, wars

HERE = Path(__file__).parent / "annotations"
DATA = Path(".train/data")
CORPORA = Path("../shared/corpora")


def texts() -> dict[str, str]:
    """Text of every document that may be annotated, by id."""
    found: dict[str, str] = {}
    for name in ("claims.train", "claims.test", "gum.train", "ewt.train", "petit.train"):
        for document in read(DATA / f"{name}.jsonl"):
            found.setdefault(document["id"], document["text"])
    for document in (*apple(CORPORA, test=False), *wars(CORPORA)):
        found.setdefault(document["id"], document["text"])
    return found


def occurrences(text: str, surface: str) -> list[int]:
    """Starts of the whole-word occurrences of ``surface``; any white space in it matches any."""
    pattern = r"\s+".join(re.escape(part) for part in surface.split())
    return [match.start() for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text)]


def span(text: str, surface: str, number: int) -> tuple[int, int]:
    """Range of the n-th occurrence of ``surface``.

    Raises:
        ValueError: there is none.
    """
    starts = occurrences(text, surface)
    if not 1 <= number <= len(starts):
        raise ValueError(f"{surface!r} occurs {len(starts)} times, not {number}")
    start = starts[number - 1]
    pattern = r"\s+".join(re.escape(part) for part in surface.split())
    match = re.compile(pattern).match(text, start)
    assert match is not None
    return match.span()


def names(text: str, lines: list[str]) -> Iterator[dict[str, Any]]:
    """Rows of a names file."""
    wanted: list[tuple[int, int, str]] = []
    for line in lines:
        kind, surface, *rest = line.split("|")
        if kind not in get_args(NameType):
            raise ValueError(f"{kind!r} is no name type: {line}")
        count = len(occurrences(text, surface))
        numbers = [int(item) for item in rest[0].split(",")] if rest else list(range(1, count + 1))
        if not numbers:
            raise ValueError(f"{surface!r} does not occur")
        wanted += [(*span(text, surface, number), kind) for number in numbers]
    taken: list[tuple[int, int]] = []
    kept: list[tuple[int, int, str]] = []
    for start, end, kind in sorted(wanted, key=lambda item: item[0] - item[1]):
        if all(end <= a or start >= b for a, b in taken):
            taken.append((start, end))
            kept.append((start, end, kind))
    for start, end, kind in sorted(kept):
        yield {"start": start, "end": end, "text": text[start:end], "type": kind}


def triggers(text: str, lines: list[str]) -> Iterator[dict[str, Any]]:
    """Rows of a triggers file."""
    rows = []
    for line in lines:
        surface, number, kind, status = line.rsplit("|", 3)
        if kind not in get_args(Kind) or status not in get_args(Status):
            raise ValueError(f"unknown kind or status: {line}")
        start, end = span(text, surface, int(number))
        rows.append({"start": start, "end": end, "text": text[start:end], "kind": kind, "status": status})
    return iter(sorted(rows, key=lambda row: (row["start"], row["end"])))


def speech(text: str, lines: list[str]) -> Iterator[dict[str, Any]]:
    """Rows of a speech file."""
    for line in lines:
        source, cue, content = (part.strip() for part in line.split(" # "))
        yield {
            "source": _optional(text, source),
            "cue": _optional(text, cue),
            "content": [_stretch(text, part.strip()) for part in content.split(" + ")],
        }


def _optional(text: str, part: str) -> list[int] | None:
    if part == "-":
        return None
    surface, number = part.rsplit("|", 1)
    return list(span(text, surface, int(number)))


def _stretch(text: str, part: str) -> list[int]:
    words, number = part.rsplit("|", 1)
    if "…" not in words:
        return list(span(text, words, int(number)))
    begin, finish = (item.strip() for item in words.split("…", 1))
    start, least = span(text, begin, int(number))
    for position in occurrences(text, finish):
        if position >= start and position + len(finish) >= least:
            return [start, position + len(finish)]
    raise ValueError(f"{finish!r} does not follow {begin!r}")


LAYERS = {"names": names, "triggers": triggers, "speech": speech}


def plan(layer: str) -> list[str]:
    """Documents that ``layer`` is planned for."""
    planned: dict[str, list[str]] = json.loads((HERE / "plan.json").read_text("utf-8"))
    return planned[layer]


def main() -> None:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices=["show", "take", "list"])
    parser.add_argument("what", nargs="+")
    parser.add_argument("--to", type=Path, default=HERE)
    options = parser.parse_args()
    if options.action == "list":
        for identifier in plan(options.what[0]):
            done = (options.to / options.what[0] / f"{identifier}.jsonl").exists()
            print("done" if done else "open", identifier)
        return
    if options.action == "show":
        for number, paragraph in enumerate(texts()[options.what[0]].split("\n"), 1):
            print(f"{number:4} {paragraph}")
        return
    layer, identifier, file = options.what
    text = texts()[identifier]
    lines = [line.strip() for line in Path(file).read_text("utf-8").splitlines()]
    rows: list[dict[str, Any]] = []
    problems = 0
    wanted = [line for line in lines if line and not line.startswith("#")]
    if layer == "names":
        try:
            rows = list(names(text, wanted))
        except ValueError as error:
            problems += 1
            print(error, file=sys.stderr)
    else:
        for line in wanted:
            try:
                rows += LAYERS[layer](text, [line])
            except ValueError as error:
                problems += 1
                print(f"{line}\n   {error}", file=sys.stderr)
        rows.sort(key=lambda row: row.get("start", (row.get("content") or [[0]])[0][0]))
    if problems:
        raise SystemExit(f"{problems} lines to mend; nothing written")
    target = options.to / layer / f"{identifier}.jsonl"
    target.parent.mkdir(parents=True, exist_ok=True)
    head = {"document": identifier, "text_sha256": hashlib.sha256(text.encode()).hexdigest()}
    target.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in [head, *rows]), "utf-8")
    print(f"{target}: {len(rows)} rows")


if __name__ == "__main__":
    main()
