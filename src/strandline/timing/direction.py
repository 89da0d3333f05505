"""Before or after: which way an incomplete date points, from tense, mood, prepositions and verbs of scheduling.

Comes in: the tokens and the expression's place among them, and where a reader has been over the sentence its tags.
Goes out: -1 (past), 1 (future) or 0 (nothing said), with the words for the reason. What stands directly in front
decides first; then the verb that governs the expression, where there are tags (``governing_verb``); else the nearest
verb (``nearest_verb``).
"""

from __future__ import annotations

from typing import Final

from strandline.timing.governing_verb import direction_from_tags
from strandline.timing.nearest_verb import direction_by_nearest_verb, is_adjective, is_noun_plan, modal_before
from strandline.timing.pointing import (
    CLAUSE_END,
    FUTURE,
    PAST,
    PAST_NOUN,
    PLANNED,
    SINCE,
    TIMETABLE,
    WAS_PLANNED,
    WAS_TO_COME,
    WEAK_FUTURE,
    Direction,
    cues,
    is_past_at,
    is_past_form,
)
from strandline.timing.scanning import Tokens
from strandline.timing.tags import ReadingTags

_SETTING_REACH: Final = 10
_MISHAP_REACH: Final = 5
_PLAN_REACH: Final = 6
_FRONT: Final = 2
_TO_BE_REACH: Final = 16
_CLAUSE_REACH: Final = 8
_TIMETABLE_REACH: Final = 8
_NOT_ON_TIMETABLES: Final = frozenset(
    ("it", "this", "that", "today", "there", "yesterday", "he", "she", "they", "these", "those", "we", "which", "and")
)


def direction_of(
    tokens: Tokens, first: int, last: int, sentence: tuple[int, int], tags: ReadingTags | None = None
) -> Direction:
    """Which way the expression over tokens ``[first, last)`` of a sentence points.

    What stands directly in front decides first ("since", "by", "said Friday"); then the governing verb, from the tags
    where there are some, else the nearest verb to the left, else to the right.
    """
    found = _direction_of(tokens, first, last, sentence, tags)
    if found.words == "present tense" and _is_told_behind(tokens, last, sentence[1]):
        return PAST
    return WAS_TO_COME if found.sign >= 0 and _was_to_come(tokens, first, sentence[0]) else found


def _direction_of(
    tokens: Tokens, first: int, last: int, sentence: tuple[int, int], tags: ReadingTags | None
) -> Direction:
    near = _near_cue(tokens, first, sentence)
    if near in (PAST, SINCE) and _is_to_be(tokens, first, last, sentence):
        return PLANNED
    if near is PAST and tags is not None and _is_no_verb(tokens, first, tags):
        near = None
    if near is not None:
        return near
    if _is_to_be(tokens, first, last, sentence):
        return PLANNED
    if _is_of_mishap(tokens, first, last, sentence):
        return PAST_NOUN
    if tags is not None and not (first > sentence[0] and tokens.word(first - 1) in cues()["deadline"]):
        governed = direction_from_tags(tags, tokens.starts[first], tokens.ends[last - 1])
        if governed is not None:
            return governed
    return direction_by_nearest_verb(tokens, first, last, sentence)


def _is_told_behind(tokens: Tokens, last: int, end: int) -> bool:
    """ "she is coming off a strong debate Thursday, when many called her the winner"."""
    begin = last + (tokens.word(last) == ",")
    if tokens.word(begin) != "when" or begin >= end:
        return False
    for index in range(begin + 1, min(end, begin + _CLAUSE_REACH)):
        word = tokens.word(index)
        if word in cues()["future_auxiliary"] or word in cues()["present"] or word == ",":
            return False
        if is_past_at(tokens, index) or word in cues()["past_auxiliary"]:
            return True
    return False


def _was_to_come(tokens: Tokens, first: int, begin: int) -> bool:
    """ "he said that he was going to leave on Friday", "she was set to speak on Monday"."""
    for index in range(first - 1, max(begin, first - _TO_BE_REACH) - 1, -1):
        word = tokens.word(index)
        if word in CLAUSE_END or word == "," or word in cues()["present"] or word in ("will", "has", "have"):
            return False
        if word in ("was", "were"):
            ahead = tokens.word(index + 1) in ("going", "set", "due", "expected", "scheduled", "about", "supposed")
            return ahead and tokens.word(index + 2) == "to"
    return False


def _is_to_be(tokens: Tokens, first: int, last: int, sentence: tuple[int, int]) -> bool:
    """ "is now to be held on Tuesday", "from Monday nobody is to travel", "is expected to return on Monday"."""
    known = cues()
    for index in range(first - 1, max(sentence[0], first - _TO_BE_REACH) - 1, -1):
        word = tokens.word(index)
        if word in CLAUSE_END or word in known["past_auxiliary"] or word == ",":
            return False
        if word in ("is", "are"):
            return _has_infinitive(tokens, index, first)
    if first > sentence[0] + 1:
        return False
    for index in range(last + (tokens.word(last) == ","), min(sentence[1], last + _TO_BE_REACH)):
        word = tokens.word(index)
        if word in CLAUSE_END or word == "," or is_past_at(tokens, index) or word in known["past_auxiliary"]:
            return False
        if word in ("is", "are"):
            return _has_infinitive(tokens, index, sentence[1])
    return False


def _has_infinitive(tokens: Tokens, be: int, end: int) -> bool:
    """Whether "to" and a verb stand behind a form of "be", with a word of time or of scheduling between at most."""
    known = cues()
    for index in range(be + 1, min(end, be + 3)):
        if tokens.word(index) == "to":
            return tokens.surface(index + 1).isalpha() and tokens.word(index + 1) not in known["not_verbs"]
        if tokens.word(index) not in known["schedule"] and tokens.word(index) not in (
            "now",
            "not",
            "still",
            "also",
            "first",
            "then",
        ):
            return False
    return False


def _is_no_verb(tokens: Tokens, first: int, tags: ReadingTags) -> bool:
    """Whether the reader took the word in front of an expression, past form as it looks, for an adverb or the like."""
    index = first - 1
    while index > 0 and first - index <= _FRONT and tokens.word(index) in ("on", "in", "at", "the"):
        index -= 1
    tag = tags.at(tokens.starts[index]) if index >= 0 else None
    return tag is not None and tag.upos in ("ADV", "ADJ", "NOUN", "PROPN") and is_past_form(tokens.word(index))


def _is_of_mishap(tokens: Tokens, first: int, last: int, sentence: tuple[int, int]) -> bool:
    """ "Wednesday's ruling", "Saturday's cowardly attack", "the slaying in Chicago on Friday"."""
    known = cues()
    if tokens.word(last) in ("'s", "’s"):
        if first - 2 >= sentence[0] and tokens.word(first - 1) == "of" and tokens.word(first - 2) in known["outcomes"]:
            return True
        if tokens.word(last + 1) in known["happenings"]:
            return True
        return any(tokens.word(index) in known["mishaps"] for index in range(last + 1, min(last + 4, sentence[1])))
    if first <= sentence[0]:
        return False
    if tokens.word(first - 1) in known["mishaps"]:
        return not _is_to_come(tokens, first - 1, sentence[0])
    if tokens.word(first - 1) != "on":
        return False
    for index in range(first - 2, max(sentence[0], first - 2 - _MISHAP_REACH) - 1, -1):
        surface = tokens.surface(index)
        if surface.lower() in known["mishaps"]:
            return not _is_to_come(tokens, index, sentence[0])
        if not surface[:1].isupper() and surface not in ("in", "at", "near", "of", "the", "outside", ","):
            return False
    return False


def _is_to_come(tokens: Tokens, index: int, begin: int) -> bool:
    """Whether a plan, a modal or an infinitive stands a little in front of a noun: "to reel off a few more wins"."""
    known = cues()
    for back in range(max(begin, index - _PLAN_REACH), index):
        word = tokens.word(back)
        if word == "to" and tokens.word(back + 1) not in known["not_verbs"]:
            return True
        if word in known["schedule"] or word in known["future_auxiliary"] or word in known["outlook"]:
            return True
    return False


def _near_cue(tokens: Tokens, first: int, sentence: tuple[int, int]) -> Direction | None:
    """What the words directly in front say; None where they say nothing."""
    begin, end = sentence
    known = cues()
    before = tokens.word(first - 1) if first > begin else ""
    if before in ("since", "despite"):
        return SINCE
    if before == "and" and tokens.word(first - 2) == "now":
        return FUTURE
    if (
        before == "than"
        and tokens.word(first - 2) in ("earlier", "later", "sooner")
        and tokens.word(first - 3) in ("no", "not")
    ):
        return PLANNED
    if before == "before" and tokens.word(first - 2) == "or" and tokens.word(first - 3) == "on":
        return PLANNED
    if before == "as" and tokens.word(first - 2) in ("soon", "early") and tokens.word(first - 3) == "as":
        opens = first - 3 <= begin + 1  # "as early as May the mill stood still"
        told = opens and _tells_next(tokens, first, end)
        return PAST if told else PLANNED
    if before in ("to", "until", "till") and _last_before(tokens, first - 1, begin, 4, known["postponing"]) >= 0:
        return PLANNED
    if before == "for" and (verb := _last_before(tokens, first - 1, begin, _SETTING_REACH, known["setting"])) >= 0:
        return WAS_PLANNED if tokens.word(verb - 1) in ("was", "were", "been") else PLANNED
    lead = first - 1 - (before in ("on", "in", "at"))
    if lead > begin and tokens.word(lead) in ("was", "were", "did") and tokens.word(lead - 2) == "as":
        return PAST  # "as it was in June"
    if _is_on_timetable(tokens, first, begin):
        return TIMETABLE
    if tokens.word(lead) in ("airing", "premiering", "debuting"):
        return WEAK_FUTURE
    index = first - 1
    while index > begin and first - index <= 2 and tokens.word(index) in ("on", "in", "at", "the"):
        index -= 1
    word = tokens.word(index) if index >= begin else ""
    if word in known["schedule"] and not is_noun_plan(tokens, index, first):
        put_off = word in known["postponing"] and word.endswith("ed") and before == "in"
        return PAST if put_off else PLANNED
    if ((index >= begin and is_past_at(tokens, index)) or word == "set") and tokens.word(index - 1) not in (
        "to",
        "is",
        "are",
        "be",
        "been",
        "being",
    ):
        return None if is_adjective(tokens, index, begin) or modal_before(tokens, index, begin) else PAST
    return None


def _tells_next(tokens: Tokens, first: int, end: int) -> bool:
    """Whether the first verb behind an expression is in the past."""
    for index in range(first + 1, min(end, first + _TO_BE_REACH)):
        word = tokens.word(index)
        if word in cues()["future_auxiliary"] or word in cues()["weak_future"] or word in cues()["present"]:
            return False
        if is_past_at(tokens, index) or word in cues()["past_auxiliary"]:
            return True
    return False


def _is_on_timetable(tokens: Tokens, first: int, begin: int) -> bool:
    """ "The vote is on Tuesday", "the hearing is at 10 a.m. Monday": of what is to be, unless it is the day itself."""
    for index in range(first - 1, max(begin, first - _TIMETABLE_REACH) - 1, -1):
        word = tokens.word(index)
        if word in ("is", "are"):
            return index > begin and tokens.word(index - 1) not in _NOT_ON_TIMETABLES
        if word not in cues()["timetable_fillers"] and not word[:1].isdigit():
            return False
    return False


def _last_before(tokens: Tokens, index: int, begin: int, reach: int, words: frozenset[str]) -> int:
    """The last token in front of another, within its clause, that is one of the words; -1 where there is none."""
    for back in range(index - 1, max(begin, index - reach) - 1, -1):
        word = tokens.word(back)
        if word in words:
            return back
        if word in CLAUSE_END or word == ",":
            return -1
    return -1
