"""Which way a date points by the verb that governs it in a reader's tree."""

from __future__ import annotations

from typing import Final

from strandline.records import Token
from strandline.timing.pointing import (
    FUTURE,
    INTENTION,
    PAST,
    PLANNED,
    PRESENT,
    TIMETABLE,
    WEAK_FUTURE,
    Direction,
    cues,
    is_left_over,
    is_past_form,
)
from strandline.timing.tags import ReadingTags

_CONDITIONS: Final = frozenset(("if", "unless"))


def direction_from_tags(tags: ReadingTags, start: int, end: int) -> Direction | None:
    """Which way an expression at ``[start, end)`` points, from the verb that governs it; None where nothing is said."""
    indexes = [index for position in range(start, end) if (index := tags.index_at(position)) is not None]
    if not indexes:
        return None
    inside = set(indexes)
    top = next((i for i in indexes if (token := tags.token(i)) and token.head not in inside), indexes[0])
    token = tags.token(top)
    if token is None:
        return None
    return _governing(tags, token.head if token.head >= 0 else top)


def _governing(tags: ReadingTags, index: int) -> Direction | None:
    """The direction of the nearest verb up the tree that has one."""
    known = cues()
    infinitive = False
    for step in range(8):
        token = tags.token(index)
        if token is None:
            return None
        word = token.text.lower()
        if word in known["schedule"] or (infinitive and word in known["intention"]):
            return PLANNED
        if infinitive and word in known["implicative"]:
            return PAST
        helpers = [h for child in tags.children(index) if (h := tags.token(child)) and _is_helper(h)]
        if token.upos in ("VERB", "AUX") or helpers:
            found = _tense_of(token, helpers)
            if found is PRESENT and _is_conditional(tags, index):
                return WEAK_FUTURE
            if found is PRESENT and not step and not helpers and _is_timetable(tags, token, index):
                return TIMETABLE
            if found is not None:
                return _with_infinitive(found) if infinitive else found
            amount = tags.token(index - 2)
            left_over = amount is not None and is_left_over(amount.text.lower(), word)
            if any(helper.text.lower() == "have" for helper in helpers):  # "is thought to have left on Sunday"
                above = tags.token(token.head)
                return PLANNED if above is not None and above.text.lower() in known["schedule"] else PAST
            bare = "VerbForm=Inf" in token.feats or any("VerbForm=Inf" in helper.feats for helper in helpers)
            infinitive = infinitive or (bare and not left_over)
        if token.head < 0:
            break
        index = token.head
    return INTENTION if infinitive else None


def _is_conditional(tags: ReadingTags, index: int) -> bool:
    """ "if the quiet survives the weekend"."""
    children = (tags.token(child) for child in tags.children(index))
    return any(child is not None and child.text.lower() in _CONDITIONS for child in children)


def _is_timetable(tags: ReadingTags, token: Token, index: int) -> bool:
    """ "donors meet on Thursday": the simple present of a doing, in a whole sentence that reports nothing."""
    if (
        is_past_form(token.text.lower())
        or token.upos != "VERB"
        or "VerbForm=Fin" not in token.feats
        or token.lemma.lower() in cues()["of_now"]
    ):
        return False
    return token.deprel.split(":")[0] in ("root", "conj", "parataxis") and tags.ends_with_stop(index)


def _with_infinitive(found: Direction) -> Direction:
    """What an infinitive under a verb says: to come where the verb is present, perhaps where it is past."""
    if found.sign < 0:
        return INTENTION
    return PLANNED if found.words == "present tense" else found


def _is_helper(token: Token) -> bool:
    return token.deprel.split(":")[0] in ("aux", "cop")


def _tense_of(token: Token, helpers: list[Token]) -> Direction | None:
    known = cues()
    words = {helper.lemma.lower() for helper in helpers} | {helper.text.lower() for helper in helpers}
    if words & known["future_auxiliary"]:
        return FUTURE
    if words & (known["weak_future"] - {"if", "unless", "whether"}):
        return WEAK_FUTURE
    feats = [helper.feats for helper in helpers] + [token.feats]
    finite = [feat for feat in feats if "VerbForm=Fin" in feat or "Mood=Ind" in feat]
    if any("Tense=Past" in feat for feat in finite) or (words & {"have", "has", "had", "'ve"} and finite):
        return PAST
    if any("Tense=Pres" in feat for feat in finite):
        return PLANNED if token.text.lower() in known["schedule_present"] else PRESENT
    participle = "VerbForm=Part" in token.feats and "Tense=Past" in token.feats
    return PAST if participle and not helpers and token.deprel.split(":")[0] in ("acl", "advcl", "amod") else None
