"""A process that decides: for the tests of several at once. Prints a line for each decision that stands."""

from __future__ import annotations

import sys
from pathlib import Path

from strandline.pipeline.deciding import Decided, decide
from strandline.pipeline.proposals import Proposal
from strandline.store import Chronology


def main(place: str, writer: str, count: int) -> None:
    """Accept, reject, merge, split and take back, ``count`` times."""
    with Chronology.open(place if "://" in place else Path(place)) as chronology:
        with chronology.reading() as snapshot:
            targets = sorted(event.id for event in snapshot.events())
        for number in range(count):
            proposal = Proposal(
                action=("accept", "reject", "reopen", "hide", "show")[number % 5],
                target=targets[(number * 7 + int(writer)) % len(targets)],
                who=f"writer {writer}",
                note=str(number),
            )
            outcome = decide(chronology, proposal, identity=f"{int(writer):04x}{number:012x}")
            if isinstance(outcome, Decided):
                sys.stdout.write(f"{outcome.decision.id}\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
