"""Cost of reconciling: ``python -m evaluation.reconciling_cost [--sizes 1000 3000 10000] [--built DIR]``.

Makes piles by varying the example dossier: each copy has other names of the same length (so that every position holds),
other days and other figures, and a share of copies keeps the names, so that incidents of one kind in one place recur.
Prints processor time and peak of memory for each size, and the exponent between the least and the greatest, per claim.
Python's search for cycles is off, as it is where a chronology is built.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import json
import math
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import msgspec

from evaluation.reconciling_dossier import Built, dossier
from strandline.reconciling import reconcile
from strandline.records import Actor, Claim, Document, Place, Published, When

_NAME: Final = re.compile(r"(?<![.!?]\s)(?<!^)\b[A-Z][a-zà-ÿ]{3,}")
_DAY: Final = re.compile(r"^(\d{4})-(\d\d)-(\d\d)")
_KEEP_NAMES: Final = 10
"""One copy in so many keeps the names of the dossier."""
_LETTERS: Final = "abcdefghiklmnoprstuv"


def varied(built: Built, number: int) -> tuple[list[Document], list[Claim]]:
    """The dossier with other names, days and figures; ``number`` decides which."""
    chosen = random.Random(number)
    days = chosen.randrange(0, 3000)
    names: dict[str, str] = {}

    def name(match: re.Match[str]) -> str:
        word = match[0]
        if number % _KEEP_NAMES == 0:
            return word
        if word not in names:
            names[word] = word[0] + "".join(chosen.choice(_LETTERS) for _ in word[1:])
        return names[word]

    documents, ids = [], {}
    for document in built.documents:
        text = _NAME.sub(name, document.text)
        sha256 = hashlib.sha256(f"{number}|{document.id}|{text}".encode()).hexdigest()
        ids[document.id] = sha256[:16]
        published = document.published
        if published is not None:
            published = Published(
                earliest=moved(published.earliest, days), latest=moved(published.latest, days), basis=published.basis
            )
        documents.append(
            msgspec.structs.replace(
                document, id=sha256[:16], sha256=sha256, path=f"{number}/{document.path}", text=text,
                published=published, origin=None, text_sha256=hashlib.sha256(text.encode()).hexdigest(),
            )
        )  # fmt: skip
    texts = {document.id: document.text for document in documents}
    claims = [
        _claim(claim, ids[claim.document], texts[ids[claim.document]], number, days, names) for claim in built.claims
    ]
    return documents, claims


def moved(iso: str, days: int) -> str:
    """An ISO date or instant, so many days later."""
    match = _DAY.match(iso)
    if match is None:
        return iso
    day = date(int(match[1]), int(match[2]), int(match[3])) + timedelta(days=days)
    return day.isoformat() + iso[10:]


def _claim(claim: Claim, document: str, text: str, number: int, days: int, names: Mapping[str, str]) -> Claim:
    when = claim.when
    time_moved: When = msgspec.structs.replace(
        when, earliest=moved(when.earliest, days) if when.earliest else None,
        latest=moved(when.latest, days) if when.latest else None,
    )  # fmt: skip
    return msgspec.structs.replace(
        claim, id=hashlib.sha256(f"{number}|{claim.id}".encode()).hexdigest()[:16], document=document, event=None,
        quote=text[claim.start : claim.end], when=time_moved,
        where=tuple(_place(place, names) for place in claim.where),
        actors=tuple(_actor(actor, names) for actor in claim.actors),
    )  # fmt: skip


def _renamed(name: str, names: Mapping[str, str]) -> str:
    return re.sub(r"[\wà-ÿ]+", lambda match: names.get(match[0], match[0]), name)


def _place(place: Place, names: Mapping[str, str]) -> Place:
    name = _renamed(place.name, names)
    return place if name == place.name else msgspec.structs.replace(place, name=name, id=None, lat=None, lon=None)


def _actor(actor: Actor, names: Mapping[str, str]) -> Actor:
    name = _renamed(actor.name, names)
    if name == actor.name:
        return actor
    kind = actor.id.partition(":")[0]
    return msgspec.structs.replace(actor, name=name, id=f"{kind}:{name.casefold().replace(' ', '-')}")


def pile(built: Built, size: int) -> tuple[list[Document], list[Claim]]:
    """So many documents and their claims."""
    documents: list[Document] = []
    claims: list[Claim] = []
    number = 0
    while len(documents) < size:
        more, own = varied(built, number)
        documents += more[: size - len(documents)]
        claims += own
        number += 1
    known = {document.id for document in documents}
    return documents, [claim for claim in claims if claim.document in known]


def measured(built: Built, size: int) -> dict[str, float]:
    """Seconds of processor time and memory of one run in this process."""
    import resource

    documents, claims = pile(built, size)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    gc.disable()  # see pipeline.building
    started = time.process_time()
    result = reconcile(documents, claims)
    seconds = time.process_time() - started
    gc.enable()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "documents": len(documents), "claims": len(claims), "events": len(result.events), "seconds": round(seconds, 2),
        "memory MB": round((peak - before) / 1024, 1), "peak MB": round(peak / 1024, 1),
    }  # fmt: skip


def exponent(rows: Sequence[Mapping[str, float]], name: str) -> float:
    """Exponent of growth between the least and the greatest size."""
    first, last = rows[0], rows[-1]
    return round(math.log(last[name] / first[name]) / math.log(last["claims"] / first["claims"]), 2)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 3000, 10000])
    parser.add_argument("--built", type=Path, help="a built folder of the example dossier")
    parser.add_argument("--one", type=int, help="measure one size in this process and print it as JSON")
    parser.add_argument("--out", type=Path, default=Path("evaluation/results"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.built or dossier(Path(scratch) / "out")
        if options.one is not None:
            print(json.dumps(measured(Built.of(folder), options.one)))
            return
        rows: list[dict[str, Any]] = []
        for size in options.sizes:
            command = [sys.executable, "-m", "evaluation.reconciling_cost", "--one", str(size), "--built", str(folder)]
            rows.append(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
            print(rows[-1], flush=True)
    results: dict[str, Any] = {"runs": rows}
    if len(rows) > 1:
        results["exponent of time"] = exponent(rows, "seconds")
        results["exponent of memory"] = exponent(rows, "memory MB")
        print({name: value for name, value in results.items() if name != "runs"})
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "reconciling_cost.json").write_text(json.dumps(results, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
