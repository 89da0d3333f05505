"""Before or after: which way an incomplete date points, from tense, mood, prepositions and verbs of scheduling.

Comes in: the tokens and the expression's place among them, and where a reader has been over the sentence its tags.
Goes out: -1 (past), 1 (future) or 0 (nothing said), with the words for the reason. Without tags the nearest verb to the
left within the clause decides, then the nearest to the right; with tags the verb that governs the expression does.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from strandline.records import Token
from strandline.timing.lexicon import word_list
from strandline.timing.scanning import Tokens
from strandline.timing.tags import ReadingTags

_REACH: Final = 24
_SETTING_REACH: Final = 10
_MISHAP_REACH: Final = 5
_IF_REACH: Final = 8
_LONGEST_BASE_IN_ING: Final = 6
_FILLERS: Final = frozenset(("close", "end", "of", "business", "play", "trading", "the"))
_BEFORE_FILLERS: Final = _FILLERS | {"by", "until", "till", "before"}
_CLAUSE_END: Final = frozenset(
    (";", ":", "but", "while", "whereas", "although", "though", "how", "what", "why", "who", "which", "whose", "that")
)
_QUOTES: Final = frozenset(('"', "”", "“", "''", "``"))


@dataclass(frozen=True, slots=True)
class Direction:
    """-1 past, 1 future, 0 unknown; ``strong`` where a verb's tense says so; ``words`` for the reason."""

    sign: int
    strong: bool
    words: str


UNKNOWN: Final = Direction(0, False, "")
PAST: Final = Direction(-1, True, "past tense")
PAST_NOUN: Final = Direction(-1, True, "what has happened")
FUTURE: Final = Direction(1, True, "future")
_UNITS_LEFT: Final = frozenset(
    {"second", "minute", "hour", "day", "week", "month", "year", "lap", "mile", "metre", "meter"}
)
PLANNED: Final = Direction(1, True, "planned")
WAS_PLANNED: Final = Direction(1, False, "planned")
TERM: Final = Direction(1, False, "a term")
MODIFIER: Final = Direction(0, False, "as part of a name")
INTENTION: Final = Direction(0, False, "an intention")
PRESENT: Final = Direction(0, False, "present tense")
WEAK_FUTURE: Final = Direction(1, False, "possible")


@cache
def _cues() -> dict[str, frozenset[str]]:
    names = ("future_auxiliary", "weak_future", "schedule", "schedule_present", "deadline", "past_auxiliary",
             "implicative", "present", "past_verb", "not_past", "background", "intention", "postponing", "setting",
             "happenings", "mishaps")  # fmt: skip
    return {name: word_list("cues.toml", name) for name in names}


def is_past_form(word: str) -> bool:
    """Whether a lower-case word looks like a verb in the past."""
    cues = _cues()
    return word in cues["past_verb"] or (len(word) > 4 and word.endswith("ed") and word not in cues["not_past"])


def direction_of(
    tokens: Tokens, first: int, last: int, sentence: tuple[int, int], tags: ReadingTags | None = None
) -> Direction:
    """Which way the expression over tokens ``[first, last)`` of a sentence points.

    What stands directly in front decides first ("since", "by", "said Friday"); then the governing verb, from the tags
    where there are some, else the nearest verb to the left, else to the right.
    """
    near = _near_cue(tokens, first, sentence[0])
    if near is not None:
        return near
    if _is_of_mishap(tokens, first, last, sentence):
        return PAST_NOUN
    if tags is not None and not (first > sentence[0] and tokens.word(first - 1) in _cues()["deadline"]):
        governed = direction_from_tags(tags, tokens.starts[first], tokens.ends[last - 1])
        if governed is not None:
            return governed
    return _by_nearest_verb(tokens, first, last, sentence)


def _is_of_mishap(tokens: Tokens, first: int, last: int, sentence: tuple[int, int]) -> bool:
    """ "Wednesday's ruling", "Saturday's cowardly attack", "the slaying in Chicago on Friday"."""
    cues = _cues()
    if tokens.word(last) in ("'s", "’s"):
        if tokens.word(last + 1) in cues["happenings"]:
            return True
        return any(tokens.word(index) in cues["mishaps"] for index in range(last + 1, min(last + 4, sentence[1])))
    if first <= sentence[0] or tokens.word(first - 1) != "on":
        return False
    for index in range(first - 2, max(sentence[0], first - 2 - _MISHAP_REACH) - 1, -1):
        surface = tokens.surface(index)
        if surface.lower() in cues["mishaps"]:
            return not any(tokens.word(back) in cues["schedule"] for back in range(max(sentence[0], index - 4), index))
        if not surface[:1].isupper() and surface not in ("in", "at", "near", "of", "the", "outside", ","):
            return False
    return False


def _near_cue(tokens: Tokens, first: int, begin: int) -> Direction | None:
    """What the words directly in front say; None where they say nothing."""
    cues = _cues()
    before = tokens.word(first - 1) if first > begin else ""
    if before == "since":
        return PAST
    if before == "and" and tokens.word(first - 2) == "now":
        return FUTURE
    if before == "as" and tokens.word(first - 2) in ("soon", "early") and tokens.word(first - 3) == "as":
        return PLANNED
    if before in ("to", "until", "till") and _last_before(tokens, first - 1, begin, 4, cues["postponing"]) >= 0:
        return PLANNED
    if before == "for" and (verb := _last_before(tokens, first - 1, begin, _SETTING_REACH, cues["setting"])) >= 0:
        return WAS_PLANNED if tokens.word(verb - 1) in ("was", "were", "been") else PLANNED
    lead = tokens.word(first - 2) if before in ("on", "in", "at") else before
    if lead in ("airing", "premiering", "debuting"):
        return WEAK_FUTURE
    index = first - 1
    while index > begin and first - index <= 2 and tokens.word(index) in ("on", "in", "at", "the"):
        index -= 1
    word = tokens.word(index) if index >= begin else ""
    if word in cues["schedule"] and not _is_noun_plan(tokens, index, first):
        return PLANNED
    if (is_past_form(word) or word == "set") and tokens.word(index - 1) not in (
        "to",
        "is",
        "are",
        "be",
        "been",
        "being",
    ):
        return None if _is_adjective(tokens, index, begin) or _modal_before(tokens, index, begin) else PAST
    return None


def _last_before(tokens: Tokens, index: int, begin: int, reach: int, words: frozenset[str]) -> int:
    """The last token in front of another, within its clause, that is one of the words; -1 where there is none."""
    for back in range(index - 1, max(begin, index - reach) - 1, -1):
        word = tokens.word(back)
        if word in words:
            return back
        if word in _CLAUSE_END or word == ",":
            return -1
    return -1


def _by_nearest_verb(tokens: Tokens, first: int, last: int, sentence: tuple[int, int]) -> Direction:
    cues = _cues()
    before = _preposition(tokens, first, sentence[0])
    left = _look_left(tokens, first, sentence[0])
    if (before == "of" and tokens.word(first - 2) == "ahead") or (
        before == "into" and tokens.word(first - 2) in ("heading", "going", "head")
    ):
        return left if left.sign < 0 else PLANNED
    if tokens.word(last) in ("'s", "’s") and not left.strong:
        right = _look_right(tokens, last, sentence[1])
        return right if right is FUTURE else UNKNOWN
    if before in cues["deadline"]:
        return _toward_term(tokens, first, last, sentence, left)
    if left.sign:
        return left
    right = _look_right(tokens, last, sentence[1])
    return right if left is UNKNOWN or right.sign > 0 else left


def _preposition(tokens: Tokens, first: int, begin: int) -> str:
    """The word in front; what stands before "close of business" and the like ("by close of business Friday")."""
    index = first - 1
    while index > begin and tokens.word(index) in _FILLERS and tokens.word(index - 1) in _BEFORE_FILLERS:
        index -= 1
    return tokens.word(index) if index >= begin else ""


def _toward_term(tokens: Tokens, first: int, last: int, sentence: tuple[int, int], left: Direction) -> Direction:
    """ "by Friday", "until Friday": to come, unless the verb is plainly past."""
    before = _preposition(tokens, first, sentence[0])
    if left.sign > 0:
        return left
    if left.sign < 0:
        perfect = any(
            tokens.word(index) in ("has", "have", "'ve") for index in range(max(sentence[0], first - 10), first)
        )
        return TERM if perfect and before != "by" else left
    right = _look_right(tokens, last, sentence[1])
    return right if right.sign < 0 else TERM


def is_left_over(amount: str, word: str) -> bool:
    """Whether an infinitive only says how much time was left: "with ten minutes to go", "a day to spare"."""
    return amount.rstrip("s") in _UNITS_LEFT and word in ("go", "spare", "run", "play")


def _look_left(tokens: Tokens, first: int, begin: int) -> Direction:
    cues = _cues()
    crossed = infinitive = False
    for index in range(first - 1, max(begin, first - _REACH) - 1, -1):
        word = tokens.word(index)
        if word in _CLAUSE_END:
            return UNKNOWN
        if word == ",":
            crossed = True
            continue
        if word in cues["schedule"] and not crossed and not _is_noun_plan(tokens, index, first):
            return PLANNED
        if word == "set" and index > begin and not crossed:
            if (
                tokens.word(index - 1) in ("is", "are", "was", "were", "been", "'s", "being")
                or tokens.word(index + 1) == "to"
            ):
                return PLANNED
            return PAST
        if word in cues["future_auxiliary"] or _is_wont(tokens, index):
            return FUTURE
        left_over = is_left_over(tokens.word(index - 1), tokens.word(index + 1)) if index > begin else False
        if word == "to" and index + 1 < first and not crossed and not left_over and _is_infinitive(tokens, index):
            found = _of_infinitive(tokens, index, begin)
            if found is not None:
                return found
            infinitive = True
        if word in cues["past_auxiliary"] or (is_past_form(word) and not _is_adjective(tokens, index, begin)):
            found = _of_past_form(tokens, index, begin)
            return INTENTION if infinitive and found.sign < 0 else found
        if word.endswith("ing") and tokens.word(index - 1) in ("since", "after") and index > begin:
            return PAST
        if word in cues["schedule_present"] and not crossed:
            return PLANNED
        if infinitive and word in cues["present"]:
            return PLANNED
        if word in cues["present"]:
            return _of_present(tokens, index, first, begin)
        if word in cues["weak_future"] and word not in ("if", "unless", "whether") and tokens.surface(index).islower():
            return WEAK_FUTURE
    return PLANNED if infinitive else UNKNOWN


def _is_wont(tokens: Tokens, index: int) -> bool:
    """ "won't", which the scanner cuts at its apostrophe."""
    return tokens.word(index) == "won" and tokens.word(index + 1) in ("'", "’") and tokens.word(index + 2) == "t"


def _is_noun_plan(tokens: Tokens, index: int, first: int) -> bool:
    """ "plans" and "hopes" as nouns say nothing of when, nor does "due to" a cause."""
    if tokens.word(index) == "due" and tokens.word(index + 1) == "to":
        return tokens.word(index - 1) not in ("is", "are", "was", "were", "be", "been", "'s", "’s", "still", "not", ",")
    return (
        tokens.word(index) in ("plans", "plan", "hopes", "hope")
        and tokens.word(index + 1) not in ("to", "for")
        and index + 1 < first
    )


def _of_infinitive(tokens: Tokens, index: int, begin: int) -> Direction | None:
    """ "agreed to sell" is to come, "began to arrive" is past; else the verb above decides (None)."""
    cues = _cues()
    for back in range(index - 1, max(begin, index - 4) - 1, -1):
        matrix = tokens.word(back)
        if matrix in cues["implicative"]:
            return PAST
        if matrix in cues["schedule"]:
            return PLANNED
        if matrix in cues["intention"]:
            return Direction(1, True, "an intention")
        if matrix in (",", "to"):
            return None
    return None


def _is_adjective(tokens: Tokens, index: int, begin: int) -> bool:
    """ "a still unspecified date": a participle between an article and its noun."""
    following = tokens.surface(index + 1)
    if not tokens.word(index).endswith("ed") or not following.islower():
        return False
    if not (
        following.isalpha()
        and (following == "date" or following not in _NOT_VERBS)
        and following not in ("to", "for", "with", "and", "or")
    ):
        return False
    articles = ("a", "an", "the", "its", "their", "his", "her", "this", "these", "some", "any", "no", "of")
    return any(tokens.word(back) in articles for back in range(max(begin, index - 2), index))


def _of_past_form(tokens: Tokens, index: int, begin: int) -> Direction:
    if index > begin and tokens.word(index - 1) == "to" and not tokens.word(index).endswith("ed"):
        return _of_infinitive(tokens, index - 1, begin) or PAST
    if _modal_before(tokens, index, begin):
        return PLANNED
    if tokens.word(index - 1) in ("is", "are", "'s", "being", "'re") and index - 1 >= begin:
        conditional = any(
            tokens.word(back) in ("when", "if", "once", "unless", "until")
            for back in range(max(begin, index - 7), index)
        )
        return WEAK_FUTURE if conditional else Direction(0, False, "present tense")
    return PAST


def _of_present(tokens: Tokens, index: int, first: int, begin: int) -> Direction:
    following = tokens.word(index + 1)
    if following.endswith("ing") and index + 1 < first:
        return Direction(1, False, "present tense")
    near = range(max(begin, index - _IF_REACH), index)
    return WEAK_FUTURE if any(tokens.word(back) in ("if", "unless") for back in near) else PRESENT


def _modal_before(tokens: Tokens, index: int, begin: int) -> bool:
    cues = _cues()
    for back in range(index - 1, max(begin, index - 4) - 1, -1):
        word = tokens.word(back)
        if word in cues["future_auxiliary"] or word in cues["schedule"] or (word == "to" and back + 1 < index):
            return True
        if word not in ("be", "been", "have", "not", "n't", "also", "then", "soon", "likely"):
            return False
    return False


def _is_infinitive(tokens: Tokens, index: int) -> bool:
    """ "to" in front of a verb; not "with ten minutes to go"."""
    if tokens.word(index - 1) == "due" and _is_noun_plan(tokens, index - 1, index + 2):
        return False
    counted = "Units" in tokens.entries[index - 1].values and tokens.word(index + 1) in ("go", "come", "spare", "play")
    return not counted and _looks_like_verb(tokens, index + 1)


def _looks_like_verb(tokens: Tokens, index: int) -> bool:
    surface = tokens.surface(index)
    if not surface.isalpha() or not surface.islower() or surface in _NOT_VERBS:
        return False
    plural = surface.endswith("s") and not surface.endswith(("ss", "us"))
    return not plural and not (surface.endswith("ing") and len(surface) > _LONGEST_BASE_IN_ING)


_NOT_VERBS: Final = frozenset(
    [
        "the",
        "a",
        "an",
        "his",
        "her",
        "its",
        "their",
        "our",
        "my",
        "your",
        "this",
        "that",
        "these",
        "those",
        "all",
        "some",
        "any",
        "no",
        "each",
        "every",
        "other",
        "both",
        "more",
        "at",
        "in",
        "on",
        "of",
        "about",
        "by",
        "from",
        "which",
        "whom",
        "what",
        "where",
        "when",
        "who",
        "such",
        "date",
        "him",
        "them",
        "it",
        "us",
        "me",
        "you",
        "itself",
        "themselves",
    ]
)


def _look_right(tokens: Tokens, last: int, end: int) -> Direction:
    cues = _cues()
    for index in range(last, min(end, last + _REACH)):
        word = tokens.word(index)
        if word in _QUOTES or word == "that":
            return UNKNOWN
        if word in cues["future_auxiliary"]:
            return FUTURE
        if word in cues["present"] and tokens.word(index + 1) == "to" and _looks_like_verb(tokens, index + 2):
            return PLANNED
        if word in ("plans", "plan", "hopes", "hope", "due"):
            if tokens.word(index + 1) == "to":
                return PLANNED
            continue
        if (
            word in cues["past_auxiliary"]
            or word == "set"
            or (is_past_form(word) and not _is_adjective(tokens, index, last))
        ):
            return (
                PLANNED
                if word in cues["schedule"] and tokens.word(index + 1) == "to"
                else _of_past_form(tokens, index, last)
            )
        if word in cues["schedule_present"]:
            return PLANNED
        if word in cues["weak_future"] and tokens.surface(index).islower() and word not in ("if", "unless", "whether"):
            return WEAK_FUTURE
    return UNKNOWN


# ------------------------------------------------------------------------------------------- with a reading


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
    cues = _cues()
    infinitive = False
    for _ in range(8):
        token = tags.token(index)
        if token is None:
            return None
        word = token.text.lower()
        if word in cues["schedule"] or (infinitive and word in cues["intention"]):
            return PLANNED
        if infinitive and word in cues["implicative"]:
            return PAST
        helpers = [h for child in tags.children(index) if (h := tags.token(child)) and _is_helper(h)]
        if token.upos in ("VERB", "AUX") or helpers:
            found = _tense_of(token, helpers)
            if found is not None:
                return _with_infinitive(found) if infinitive else found
            amount = tags.token(index - 2)
            left_over = amount is not None and is_left_over(amount.text.lower(), word)
            infinitive = infinitive or ("VerbForm=Inf" in token.feats and not left_over)
        if token.head < 0:
            break
        index = token.head
    return INTENTION if infinitive else None


def _with_infinitive(found: Direction) -> Direction:
    """What an infinitive under a verb says: to come where the verb is present, perhaps where it is past."""
    if found.sign < 0:
        return INTENTION
    return PLANNED if found.words == "present tense" else found


def _is_helper(token: Token) -> bool:
    return token.deprel.split(":")[0] in ("aux", "cop")


def _tense_of(token: Token, helpers: list[Token]) -> Direction | None:
    cues = _cues()
    words = {helper.lemma.lower() for helper in helpers} | {helper.text.lower() for helper in helpers}
    if words & cues["future_auxiliary"]:
        return FUTURE
    if words & (cues["weak_future"] - {"if", "unless", "whether"}):
        return WEAK_FUTURE
    feats = [helper.feats for helper in helpers] + [token.feats]
    finite = [feat for feat in feats if "VerbForm=Fin" in feat or "Mood=Ind" in feat]
    if any("Tense=Past" in feat for feat in finite) or (words & {"have", "has", "had", "'ve"} and finite):
        return PAST
    if any("Tense=Pres" in feat for feat in finite):
        return PLANNED if token.text.lower() in cues["schedule_present"] else PRESENT
    participle = "VerbForm=Part" in token.feats and "Tense=Past" in token.feats
    return PAST if participle and not helpers and token.deprel.split(":")[0] in ("acl", "advcl", "amod") else None
