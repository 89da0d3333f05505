"""A process that decides: for the tests of several at once. Prints a line for each decision that stands."""

from __future__ import annotations

import sys
from pathlib import Path

from strandline.pipeline.deciding import decide_all
from strandline.pipeline.proposals import Proposal
from strandline.store import Chronology

ACTIONS = ("accept", "hide", "restrict", "show", "unrestrict", "reject", "hide", "restrict", "show", "unrestrict")
AT_ONCE = 10


def main(place: str, writer: str, count: int) -> None:
    """Decide ``count`` times, ten in a transaction."""
    with Chronology.open(place if "://" in place else Path(place)) as chronology:
        with chronology.reading() as snapshot:
            events = sorted(event.id for event in snapshot.events())
            documents = sorted(document.id for document in snapshot.documents())
        for first in range(0, count, AT_ONCE):
            proposals = []
            for number in range(first, min(first + AT_ONCE, count)):
                action = ACTIONS[number % len(ACTIONS)]
                targets = documents if "restrict" in action else events
                target = targets[(number * 7 + int(writer)) % len(targets)]
                proposal = Proposal(action=action, target=target, who=f"writer {writer}", note=str(number))
                proposals.append((f"{int(writer):04x}{number:012x}", proposal))
            for taken in decide_all(chronology, proposals):
                sys.stdout.write(f"{taken.decision.id}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
