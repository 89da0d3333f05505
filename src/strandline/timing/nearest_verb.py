"""Which way a date points by the nearest verb: to the left within the clause, else to the right; no tags needed."""

from __future__ import annotations

from typing import Final

from strandline.timing.pointing import (
    CLAUSE_END,
    FUTURE,
    INTENTION,
    PAST,
    PLANNED,
    PRESENT,
    TERM,
    TIMETABLE,
    UNKNOWN,
    WEAK_FUTURE,
    Direction,
    cues,
    is_left_over,
    is_past_at,
)
from strandline.timing.scanning import Tokens

_REACH: Final = 24
_IF_REACH: Final = 8
_LONGEST_BASE_IN_ING: Final = 6
_BESIDE: Final = 3
_WISH_REACH: Final = 10
_OCCASION_REACH: Final = 4
_FILLERS: Final = frozenset(("close", "end", "of", "business", "play", "trading", "the"))
_BEFORE_FILLERS: Final = _FILLERS | {"by", "until", "till", "before"}
_NEAR_PROGRESSIVE: Final = 6
"""Tokens between "is leaving" and the day on which somebody leaves."""
_SUBJECTS: Final = frozenset(("he", "she", "it", "they", "we", "i", "the"))
_QUOTES: Final = frozenset(('"', "”", "“", "''", "``"))


def direction_by_nearest_verb(tokens: Tokens, first: int, last: int, sentence: tuple[int, int]) -> Direction:
    """Which way the expression over tokens ``[first, last)`` of a sentence points, by the verbs around it."""
    known = cues()
    before = _preposition(tokens, first, sentence[0])
    if _opens_clause(tokens, first, last, sentence[0]):
        right = _look_right(tokens, last, sentence[1])
        if right is not UNKNOWN:
            return right
    left = _look_left(tokens, first, sentence[0])
    if (before == "of" and tokens.word(first - 2) == "ahead") or (
        before in ("into", "to") and tokens.word(first - 2) in ("heading", "going", "head", "heads", "closer")
    ):
        return left if left.sign < 0 else PLANNED
    if before == "before" and left.sign >= 0 and _is_of_occasion(tokens, last, sentence[1]):
        return PLANNED
    if tokens.word(last) in ("'s", "’s") and (not left.strong or (before == "of" and left is not FUTURE)):
        right = _look_right(tokens, last, sentence[1])
        return right if right is FUTURE else UNKNOWN
    if before in known["deadline"]:
        return _toward_term(tokens, first, last, sentence, left)
    if left.sign:
        return left
    right = _look_right(tokens, last, sentence[1])
    return right if left is UNKNOWN or right.sign > 0 else left


def _is_of_occasion(tokens: Tokens, last: int, end: int) -> bool:
    """ "before Thursday's vote": the day of what is known beforehand."""
    behind = range(last + 1, min(last + _OCCASION_REACH, end))
    return tokens.word(last) in ("'s", "’s") and any(tokens.word(index) in cues()["occasions"] for index in behind)


def _opens_clause(tokens: Tokens, first: int, last: int, begin: int) -> bool:
    """ "..., and on Monday, the council met": the expression belongs to the clause behind it."""
    index = first - 1
    while index > begin and tokens.word(index) in ("on", "in", "by", "at", "early", "late", "later"):
        index -= 1
    if index <= begin or tokens.word(index) not in ("and", "but", "then", "so"):
        return False
    following = tokens.word(last)
    return following == "," or (index < first - 1 and following in _SUBJECTS)


def _preposition(tokens: Tokens, first: int, begin: int) -> str:
    """The word in front; what stands before "close of business" and the like ("by close of business Friday")."""
    index = first - 1
    while index > begin and tokens.word(index) in _FILLERS and tokens.word(index - 1) in _BEFORE_FILLERS:
        index -= 1
    if tokens.word(index) == "to" and tokens.word(index - 1) in ("through", "up", "right") and index > begin:
        return "until"
    return tokens.word(index) if index >= begin else ""


def _toward_term(tokens: Tokens, first: int, last: int, sentence: tuple[int, int], left: Direction) -> Direction:
    """ "by Friday", "until Friday": to come, unless the verb is plainly past."""
    known = cues()
    before = _preposition(tokens, first, sentence[0])
    if left.sign > 0:
        return left
    clause = range(max(sentence[0], first - _WISH_REACH), first)
    if any(tokens.word(index) in known["wishes"] for index in clause):  # "she wants it mended by Christmas"
        return PLANNED
    if left.sign < 0:
        perfect = any(
            tokens.word(index) in ("has", "have", "'ve") for index in range(max(sentence[0], first - 10), first)
        )
        return TERM if perfect and before != "by" else left
    right = _look_right(tokens, last, sentence[1])
    return right if right.sign < 0 else TERM


def _look_left(tokens: Tokens, first: int, begin: int) -> Direction:
    known = cues()
    crossed = infinitive = False
    for index in range(first - 1, max(begin, first - _REACH) - 1, -1):
        word = tokens.word(index)
        if (word in CLAUSE_END and not _is_determiner(tokens, index, first)) or _is_dash(tokens, index):
            return UNKNOWN
        if word == ",":
            crossed = True
            continue
        if word in known["schedule"] and not crossed and not is_noun_plan(tokens, index, first):
            return PLANNED
        if word == "set" and index > begin and not crossed:
            if (
                tokens.word(index - 1) in ("is", "are", "was", "were", "been", "'s", "being")
                or tokens.word(index + 1) == "to"
            ):
                return PLANNED
            return PAST
        if word in known["future_auxiliary"] or _is_wont(tokens, index):
            return FUTURE
        left_over = is_left_over(tokens.word(index - 1), tokens.word(index + 1)) if index > begin else False
        if word == "to" and index + 1 < first and not crossed and not left_over and _is_infinitive(tokens, index):
            found = _of_infinitive(tokens, index, begin)
            if found is not None:
                return found
            infinitive = True
        past = is_past_at(tokens, index) and not is_adjective(tokens, index, begin)
        if word in known["past_auxiliary"] or (past and not _is_base_form(tokens, index, begin)):
            found = _of_past_form(tokens, index, begin)
            return INTENTION if infinitive and found.sign < 0 else found
        if word.endswith("ing") and tokens.word(index - 1) in ("since", "after") and index > begin:
            return PAST
        if word in known["schedule_present"] and not crossed:
            return PLANNED
        if word in known["schedule_plural"] and not crossed and _is_of_many(tokens, index - 1, begin):
            return TIMETABLE
        if infinitive and word in known["present"]:
            return PLANNED
        if word in known["present"]:
            return _of_present(tokens, index, first, begin, crossed=crossed)
        if word in known["weak_future"] and word not in ("if", "unless", "whether") and tokens.surface(index).islower():
            return WEAK_FUTURE
        if word in known["prospects"] and tokens.word(index + 1) == "of" and index + 1 < first and not crossed:
            return WEAK_FUTURE
    return PLANNED if infinitive else UNKNOWN


def _is_base_form(tokens: Tokens, index: int, begin: int) -> bool:
    """ "to lay odds", "to cut the rate": written like the past, but an infinitive."""
    return index > begin and tokens.word(index - 1) == "to" and not tokens.word(index).endswith("ed")


def _is_of_many(tokens: Tokens, index: int, begin: int) -> bool:
    """Whether a token may be the plural subject of a verb: "schools", "they"."""
    word = tokens.word(index) if index >= begin else ""
    plural = word.endswith("s") and not word.endswith(("ss", "us", "is", "'s")) and len(word) > len("was")
    return plural or word in ("they", "we", "voters", "people", "police", "you")


def _is_determiner(tokens: Tokens, index: int, first: int) -> bool:
    """ "reach that number on Tuesday": a pointing word in front of its noun, which ends no clause."""
    following = tokens.surface(index + 1)
    if tokens.word(index) != "that" or index + 1 >= first or not following.islower():
        return False
    return following not in cues()["not_verbs"] and following not in _SUBJECTS and not following.endswith("s")


def _is_dash(tokens: Tokens, index: int) -> bool:
    """A dash that stands between clauses, not one that joins words."""
    return "Dash" in tokens.entries[index].values and ("Hyphen" not in tokens.entries[index].values)


def _is_wont(tokens: Tokens, index: int) -> bool:
    """ "won't", which the scanner cuts at its apostrophe."""
    return tokens.word(index) == "won" and tokens.word(index + 1) in ("'", "’") and tokens.word(index + 2) == "t"


def is_noun_plan(tokens: Tokens, index: int, first: int) -> bool:
    """ "plans" and "hopes" as nouns say nothing of when, nor does "due to" a cause, nor an effective measure."""
    if tokens.word(index) == "due" and tokens.word(index + 1) == "to":
        return tokens.word(index - 1) not in ("is", "are", "was", "were", "be", "been", "'s", "’s", "still", "not", ",")
    if tokens.word(index) == "effective":  # "effective Jan. 1", not "was effective throughout the summer"
        return first - index > _BESIDE
    return (
        tokens.word(index) in ("plans", "plan", "hopes", "hope")
        and tokens.word(index + 1) not in ("to", "for")
        and index + 1 < first
    )


def _of_infinitive(tokens: Tokens, index: int, begin: int) -> Direction | None:
    """ "agreed to sell" is to come, "began to arrive" is past; else the verb above decides (None)."""
    known = cues()
    for back in range(index - 1, max(begin, index - 4) - 1, -1):
        matrix = tokens.word(back)
        if matrix in known["implicative"]:
            return PAST
        if matrix in known["schedule"]:
            return PLANNED
        if matrix in known["intention"]:
            return Direction(1, True, "an intention")
        if matrix in (",", "to"):
            return None
    return None


def is_adjective(tokens: Tokens, index: int, begin: int) -> bool:
    """ "a still unspecified date": a participle between an article and its noun."""
    following = tokens.surface(index + 1)
    if not tokens.word(index).endswith("ed") or not following.islower():
        return False
    if not (
        following.isalpha()
        and (following == "date" or following not in cues()["not_verbs"])
        and following not in ("to", "for", "with", "and", "or")
    ):
        return False
    articles = ("a", "an", "the", "its", "their", "his", "her", "this", "these", "some", "any", "no", "of")
    return any(tokens.word(back) in articles for back in range(max(begin, index - 2), index))


def _of_past_form(tokens: Tokens, index: int, begin: int) -> Direction:
    if index > begin and tokens.word(index - 1) == "to" and not tokens.word(index).endswith("ed"):
        return _of_infinitive(tokens, index - 1, begin) or PAST
    if index - 2 >= begin and tokens.word(index - 1) == "be" and tokens.word(index - 2) in ("will", "shall", "ll"):
        return FUTURE
    if modal_before(tokens, index, begin) or tokens.word(index - 1) == "be":
        return PLANNED
    if tokens.word(index - 1) in ("is", "are", "'s", "being", "'re") and index - 1 >= begin:
        conditional = any(
            tokens.word(back) in ("when", "if", "once", "unless", "until")
            for back in range(max(begin, index - 7), index)
        )
        return WEAK_FUTURE if conditional else Direction(0, False, "present tense")
    return PAST


def _of_present(tokens: Tokens, index: int, first: int, begin: int, *, crossed: bool) -> Direction:
    following = tokens.word(index + 1)
    if following.endswith("ing") and index + 1 < first and not crossed and first - index - 2 <= _NEAR_PROGRESSIVE:
        return Direction(1, False, "present tense")
    near = range(max(begin, index - _IF_REACH), index)
    return WEAK_FUTURE if any(tokens.word(back) in ("if", "unless") for back in near) else PRESENT


def modal_before(tokens: Tokens, index: int, begin: int) -> bool:
    """Whether a participle hangs on a modal, a plan or an infinitive: "to be held", not "to have won"."""
    known = cues()
    for back in range(index - 1, max(begin, index - 4) - 1, -1):
        word = tokens.word(back)
        if word == "to" and tokens.word(back + 1) == "have":
            return tokens.word(back - 1) in known["schedule"] and back > begin
        if word in known["future_auxiliary"] or word in known["schedule"] or (word == "to" and back + 1 < index):
            return True
        if word not in ("be", "been", "have", "not", "n't", "also", "then", "soon", "likely"):
            return False
    return False


def _is_infinitive(tokens: Tokens, index: int) -> bool:
    """ "to" in front of a verb; not "with ten minutes to go"."""
    if tokens.word(index - 1) == "due" and is_noun_plan(tokens, index - 1, index + 2):
        return False
    counted = "Units" in tokens.entries[index - 1].values and tokens.word(index + 1) in ("go", "come", "spare", "play")
    return not counted and _looks_like_verb(tokens, index + 1)


def _looks_like_verb(tokens: Tokens, index: int) -> bool:
    surface = tokens.surface(index)
    if not surface.isalpha() or not surface.islower() or surface in cues()["not_verbs"]:
        return False
    plural = surface.endswith("s") and not surface.endswith(("ss", "us"))
    return not plural and not (surface.endswith("ing") and len(surface) > _LONGEST_BASE_IN_ING)


def _look_right(tokens: Tokens, last: int, end: int) -> Direction:
    known = cues()
    for index in range(last, min(end, last + _REACH)):
        word = tokens.word(index)
        if word in _QUOTES or word == "that":
            return UNKNOWN
        if word in known["future_auxiliary"]:
            return FUTURE
        if word in known["present"] and tokens.word(index + 1) == "to" and _looks_like_verb(tokens, index + 2):
            return PLANNED
        if word in ("plans", "plan", "hopes", "hope", "due"):
            if tokens.word(index + 1) == "to":
                return PLANNED
            continue
        if (
            word in known["past_auxiliary"]
            or word == "set"
            or (is_past_at(tokens, index) and not is_adjective(tokens, index, last))
        ):
            return (
                PLANNED
                if word in known["schedule"] and tokens.word(index + 1) == "to"
                else _of_past_form(tokens, index, last)
            )
        if word in known["schedule_present"]:
            return PLANNED
        if word in known["weak_future"] and tokens.surface(index).islower() and word not in ("if", "unless", "whether"):
            return WEAK_FUTURE
    return UNKNOWN
