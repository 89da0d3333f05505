"""Where a line may begin in its sentence: not inside a phrase, not after a word that turns its sense, and not with a
phrase whose main clause is left out.
"""

from __future__ import annotations

import re
from typing import Final

from strandline.reconciling.gists_sentence import BOUNDARY, DETERMINERS, STRONG

_HANGS_ON: Final = re.compile(
    r"\b(?:in|on|at|of|from|into|to|by|for|about|over|against|near|onto|under|between|through|upon|towards?)\s$",
    re.IGNORECASE,
)
"""A preposition: what comes after it is a part of a phrase, and no clause begins there."""
_SOME_OF: Final = re.compile(
    r"(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|some|many|most|few|several|all|half|none|both|"
    r"each|any|rest|dozens|scores|hundreds|thousands|tens|millions|members?|part|majority|number|group|pair|couple|"
    r"quarters?|thirds?|percent|cent)\b)[\w.,]*\sof\s$",
    re.IGNORECASE,
)
"""Words that tell how many of them; the phrase goes on after them, and they begin it."""
_GERUND: Final = re.compile(r"\b(?!thing|something|anything|nothing|everything|during|morning|evening)(\w{2,}ing)\s$")
_OF_SAYING: Final = frozenset(
    ["saying", "noting", "claiming", "adding", "believing", "hoping", "arguing", "suggesting", "alleging", "warning",
     "insisting", "stating", "meaning", "showing", "reporting", "confirming", "announcing", "indicating", "fearing",
     "thinking", "knowing", "revealing", "explaining", "telling", "admitting", "denying", "including", "following",
     "according", "assuming", "providing", "regarding", "ensuring", "declaring", "acknowledging", "predicting"]
)  # fmt: skip
"""Words on -ing after which a whole clause may come."""
_TURNED: Final = re.compile(
    r"\b(?:not|no|nor|never|without|few|little|hardly|rather than|instead of|neither|cannot)\s+(?:an?\s+|the\s+)?$"
    r"|n['’]t\s+$",
    re.IGNORECASE,
)
"""Words that turn the sense of what comes right after them."""
_FRONT: Final = re.compile(
    r"^(?:as|while|whilst|when|after|before|if|although|though|because|since|until|once|unless|amid|despite|apart|aside|"
    r"following|during|instead|given|due|(?=(?:in|on|at|by|with|without|for|from|under|along)\b(?!.*\b(?:is|are|was|were|has|"
    r"have|had|did|will|would|can|could|may|might|must|should)\b)))\b",
    re.IGNORECASE,
)
"""First words of what may stand before a main clause; after a preposition no helping verb of that clause."""
_MAIN_FOLLOWS: Final = re.compile(
    r"^,\s+(?!(?:and|but|or|which|who|whom|whose|where|when|while|with|so|as|after|before|\w+ing)\b)"
    r"(?![^,.]{1,60}\b(?:said|says|told|reported|announced|added|wrote|according)\b)"
)
"""What stands after words before a main clause: a comma, and no tail of a clause that is over."""
_HELPER: Final = re.compile(
    r"^(?:is|are|was|were|has|have|had|be|been|does|did|will|would|can|could|may|might|must|should)\b", re.IGNORECASE
)
_CLOSED: Final = re.compile(r"[”\"]")
_OPENING: Final = frozenset({"because", "while", "whether", "so", "although", "though", "but"})
"""Words after which a clause comes that does not belong to a noun before it."""
_ASKS: Final = frozenset({"which", "who", "whom", "whose"})


def is_inside_phrase(sentence: str, start: int) -> bool:
    """Whether a place of a sentence lies right after a preposition, or after a gerund that has an object there."""
    before = sentence[: max(start, 0)]
    gerund = _GERUND.search(before)
    if gerund is not None and gerund[1].casefold() not in _OF_SAYING:
        return True
    return _HANGS_ON.search(before) is not None and _SOME_OF.search(before) is None


def is_turned(sentence: str, start: int) -> bool:
    """Whether a word right before a place of a sentence turns the sense of what comes there ("not enough | boats")."""
    return start > 0 and _TURNED.search(sentence[:start]) is not None


def stands_before_main_clause(sentence: str, told: str) -> bool:
    """Whether words at the head of a sentence only lead to its main clause, which they leave out."""
    return (
        sentence.startswith(told)
        and _FRONT.match(told) is not None
        and _MAIN_FOLLOWS.match(sentence[len(told) :]) is not None
    )


def begins_openly(told: str) -> bool:
    """Whether words begin with a helping verb or a relative pronoun, so that whom they are about stands before them."""
    return _HELPER.match(told) is not None or told.partition(" ")[0].casefold() in _ASKS


def from_clause_before(sentence: str, told: str, room: int) -> str | None:
    """Words with what stands before them in their sentence, from the first place on where a clause begins.

    Args:
        sentence: the sentence.
        told: a stretch of it that has no subject of its own.
        room: characters that may stand before it.

    Returns:
        The stretch from there to the end of ``told``; None where no such place is near enough.
    """
    at = sentence.find(told)
    if not sentence[: max(at, 0)].strip(' “"‘(['):
        return None
    end = at + len(told)
    if at <= room and not stands_before_main_clause(sentence, sentence[:at].rstrip(" ,")):
        stretch = sentence[:end]
        return stretch[1:] if stretch[0] in '“"' and not _CLOSED.search(stretch[1:]) else stretch
    near = [match for match in BOUNDARY.finditer(sentence, 0, at) if at > match.end() >= at - room]
    for match in near:
        first = sentence[match.end() :].partition(" ")[0]
        word = match["word"]
        opens = word in _OPENING or (word is None and match[0].strip() in STRONG)
        if opens and (first[:1].isupper() or first.casefold() in DETERMINERS - {"that"} or first[:1].isdigit()):
            stretch = sentence[match.end() : end]
            if match[0].strip() not in ("“", '"') or not _CLOSED.search(stretch):
                return stretch
    return None
