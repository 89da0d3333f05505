"""What tells two claims of one sort apart by how they are told: pairs of facts in, verdicts out.

"The attack came three days after the storming" tells of two.
"""

from __future__ import annotations

import re
from typing import Final

from strandline.reconciling.facts import Fact

_THEN: Final = re.compile(r"\b(?:after|before|since|following|until|prior to|ahead of)\b", re.IGNORECASE)
"""What sets two happenings of one sentence in an order."""


def in_turn(a: Fact, b: Fact) -> bool:
    """Whether one sentence tells of the one as before the other."""
    if a.document != b.document or a.sentence != b.sentence:
        return False
    first, second = sorted((a.claim.trigger, b.claim.trigger), key=lambda trigger: trigger.start)
    start = a.sentence.find(first.text)
    end = a.sentence.find(second.text, start + len(first.text))
    return 0 <= start < end and _THEN.search(a.sentence, start + len(first.text), end) is not None
