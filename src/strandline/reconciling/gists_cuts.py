"""A line that is too long, cut where a reader misses least: after its trigger and what brings what was said, at the end
of a clause or phrase, never so that only the way to its main clause is left.
"""

from __future__ import annotations

import re
from typing import Final

from strandline.reconciling.gists_sentence import balanced, unnoted, unstopped
from strandline.reconciling.gists_starts import stands_before_main_clause

LONGEST: Final = 140
_EDGE: Final = re.compile(
    r"[,;:—–]\s|\s(?=(?:after|before|when|while|because|as|which|who|that|where|following|including|according|"
    r"amid|despite|during)\b)"
)
"""Where a long line may be cut."""
_DANGLING: Final = re.compile(
    r"(?:[\s,;:–—-]+(?:and|or|but|the|a|an|of|to|in|on|at|by|for|with|from|that|which|who|as|his|her|its|their|is|are|was|"
    r"were|not))+$"
)
"""Words that no line may end with where it is cut."""
_CONTENT_AFTER: Final = re.compile(r"\b(?:that|whether|how|why)\b|[:,]?\s[“\"](?=\w)|:\s")
"""What brings what was said, further on: a line that is cut goes on past it."""


def cut(text: str, trigger: str = "") -> str:
    """A line that is not too long, its marks of quotation in pairs: cut after its trigger where a clause or a
    phrase ends, else at a word.
    """
    text = unnoted(text)
    if len(text) <= LONGEST:
        return balanced(unstopped(re.sub(r",?\s+(?:and|or|but)$", "", text)))
    told = text.casefold().find(trigger.casefold()) + len(trigger)
    brought = _CONTENT_AFTER.search(text, told, LONGEST)
    least = max(LONGEST // 2, told if brought is None else brought.end())
    edges = [
        match.start()
        for match in _EDGE.finditer(text, 0, LONGEST)
        if match.start() >= least
        and balanced(text[: match.start()]) == text[: match.start()]
        and not stands_before_main_clause(text, text[: match.start()])
    ]
    end = edges[-1] if edges else text.rfind(" ", 0, LONGEST)
    return balanced(_DANGLING.sub("", text[:end]).rstrip(" ,;:–—-") + " …")
