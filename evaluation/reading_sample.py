"""Claims to be read one by one: ``python -m evaluation.reading_sample SEED [--documents 25] [--each 4]``.

Draws documents of corpora that the reader was not trained on (TR-News, GeoVirus, PolNeAR; places may be tuned on the
second, speech on half of the third) and some claims of each, and prints every field beside the words. The verdicts of
such a reading stand in ``evaluation/reading-notes.md``.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path

from evaluation.street import run
from strandline.records import Claim

ROOT = Path(__file__).parents[1]
SOURCES = ("toponyms/trnews.jsonl", "toponyms/geovirus.jsonl", "polnear-train/documents.jsonl")
CONTEXT = 200
LONGEST = 6000


def described(claim: Claim, text: str) -> str:
    """A claim with its fields, for a reader."""
    before = text[max(0, claim.start - CONTEXT) : claim.start].replace("\n", " / ")
    after = text[claim.end : claim.end + CONTEXT // 2].replace("\n", " / ")
    when = claim.when
    lines = [
        f"  {claim.start}: …{before}[[{claim.quote}]]{after}…".replace("\n", " / "),
        f"     trigger {claim.trigger.text!r}  kind {claim.kind}  status {claim.status} ({claim.status_reason})",
        f"     when {when.earliest} … {when.latest} [{when.basis}] {when.reason}",
        f"     actors {[(actor.role, actor.name) for actor in claim.actors]}",
        f"     where {[(place.role, place.name, place.country) for place in claim.where]}",
        f"     figures {[(item.what, item.low, item.high, item.text) for item in claim.figures]}",
        f"     says {[(a.source and a.source.text, a.name, a.source_kind, a.basis) for a in claim.attribution]}",
    ]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seed", type=int)
    parser.add_argument("--documents", type=int, default=25)
    parser.add_argument("--each", type=int, default=4)
    parser.add_argument("--corpora", type=Path, default=ROOT.parent / "shared" / "corpora")
    options = parser.parse_args()
    paths = [options.corpora / source for source in SOURCES]
    if not all(path.exists() for path in paths):
        print("not measured: no corpora")
        return
    draw = random.Random(options.seed)
    rows = [json.loads(line) for path in paths for line in path.open(encoding="utf-8")]
    for row in draw.sample(rows, options.documents):
        text, date = row["text"][:LONGEST], row.get("published") or row.get("retrieved")
        claims = run(text, date, identifier=row["id"]).claims
        print(f"===== {row['id']} {date}")
        for claim in sorted(draw.sample(claims, min(options.each, len(claims))), key=lambda item: item.start):
            print(described(claim, text))


if __name__ == "__main__":
    main()
