"""Before or after: which way an incomplete date points, from tense, mood, prepositions and verbs of scheduling.

Comes in: the tokens and the expression's place among them, and where a reader has been over the sentence its tags.
Goes out: -1 (past), 1 (future) or 0 (nothing said), with the words for the reason. Without tags the nearest verb to the
left within the clause decides, then the nearest to the right; with tags the verb that governs the expression does.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final, Protocol

from strandline.records import Reading, Token
from strandline.timing.lexicon import word_list
from strandline.timing.scanning import Tokens

_REACH: Final = 24
_CLAUSE_END: Final = frozenset(
    (";", ":", "but", "while", "whereas", "although", "though", "how", "what", "why", "who", "which", "whose", "that")
)
_QUOTES: Final = frozenset(('"', "”", "“", "''", "``"))


class Tags(Protocol):
    """What a reader says about the word at a place of the text."""

    def at(self, start: int) -> Token | None:
        """The token that begins at or covers code point ``start``; None where nothing was read."""

    def token(self, index: int) -> Token | None:
        """The token of an index of the reading."""

    def children(self, index: int) -> tuple[int, ...]:
        """Indexes of the tokens whose head is ``index``."""


class ReadingTags:
    """Tags from a ``Reading``, whole or of some sentences only."""

    def __init__(self, reading: Reading) -> None:
        self._tokens = reading.tokens
        self._at = {token.start: index for index, token in enumerate(reading.tokens)}
        self._children: dict[int, list[int]] = {}
        for index, token in enumerate(reading.tokens):
            if token.head >= 0:
                self._children.setdefault(token.head, []).append(index)

    def index_at(self, start: int) -> int | None:
        """Index of the token that begins at ``start``."""
        return self._at.get(start)

    def at(self, start: int) -> Token | None:
        """The token that begins at ``start``."""
        index = self._at.get(start)
        return None if index is None else self._tokens[index]

    def token(self, index: int) -> Token | None:
        """The token of an index."""
        return self._tokens[index] if 0 <= index < len(self._tokens) else None

    def children(self, index: int) -> tuple[int, ...]:
        """Indexes of the tokens whose head is ``index``."""
        return tuple(self._children.get(index, ()))


@dataclass(frozen=True, slots=True)
class Direction:
    """-1 past, 1 future, 0 unknown; ``strong`` where a verb's tense says so; ``words`` for the reason."""

    sign: int
    strong: bool
    words: str


UNKNOWN: Final = Direction(0, False, "")
PAST: Final = Direction(-1, True, "past tense")
FUTURE: Final = Direction(1, True, "future")
PLANNED: Final = Direction(1, True, "planned")
TERM: Final = Direction(1, False, "a term")
MODIFIER: Final = Direction(0, False, "as part of a name")
INTENTION: Final = Direction(1, False, "an intention")
WEAK_FUTURE: Final = Direction(1, False, "possible")


@cache
def _cues() -> dict[str, frozenset[str]]:
    names = ("future_auxiliary", "weak_future", "schedule", "schedule_present", "deadline", "past_auxiliary",
             "implicative", "present", "past_verb", "not_past", "background", "intention")  # fmt: skip
    return {name: word_list("cues.toml", name) for name in names}


def is_past_form(word: str) -> bool:
    """Whether a lower-case word looks like a verb in the past."""
    cues = _cues()
    return word in cues["past_verb"] or (len(word) > 4 and word.endswith("ed") and word not in cues["not_past"])


def direction_of(tokens: Tokens, first: int, last: int, sentence: tuple[int, int]) -> Direction:
    """Which way the expression over tokens ``[first, last)`` of a sentence points, by cheap cues."""
    cues = _cues()
    before = tokens.word(first - 1) if first > sentence[0] else ""
    if before == "as" and tokens.word(first - 2) in ("soon", "early") and tokens.word(first - 3) == "as":
        return PLANNED
    if before == "since":
        return PAST
    if before == "and" and tokens.word(first - 2) == "now":
        return FUTURE
    left = _look_left(tokens, first, sentence[0])
    if (before == "of" and tokens.word(first - 2) == "ahead") or (before == "into" and tokens.word(first - 2) in ("heading", "going", "head")):
        return left if left.sign < 0 else PLANNED
    if tokens.word(last) in ("'s", "’s") and not left.strong:
        return UNKNOWN
    if before in cues["deadline"]:
        return _toward_term(tokens, first, last, sentence, left, before)
    if left.sign:
        return left
    right = _look_right(tokens, last, sentence[1])
    return right if left is UNKNOWN or right.sign > 0 else left


def _toward_term(
    tokens: Tokens, first: int, last: int, sentence: tuple[int, int], left: Direction, before: str
) -> Direction:
    """"by Friday", "until Friday": to come, unless the verb is plainly past."""
    if left.sign > 0:
        return left
    if left.sign < 0:
        perfect = any(tokens.word(index) in ("has", "have", "'ve") for index in range(max(sentence[0], first - 10), first))
        return TERM if perfect and before != "by" else left
    right = _look_right(tokens, last, sentence[1])
    return right if right.sign < 0 else TERM


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
            if tokens.word(index - 1) in ("is", "are", "was", "were", "been", "'s", "being") or tokens.word(index + 1) == "to":
                return PLANNED
            return PAST
        if word in cues["future_auxiliary"]:
            return FUTURE
        if word == "to" and index + 1 < first and not crossed and _looks_like_verb(tokens, index + 1):
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


def _is_noun_plan(tokens: Tokens, index: int, first: int) -> bool:
    """"plans" and "hopes" as nouns say nothing of when."""
    return tokens.word(index) in ("plans", "plan", "hopes", "hope") and tokens.word(index + 1) not in ("to", "for") and index + 1 < first


def _of_infinitive(tokens: Tokens, index: int, begin: int) -> Direction | None:
    """"agreed to sell" is to come, "began to arrive" is past; else the verb above decides (None)."""
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
    """"a still unspecified date": a participle between an article and its noun."""
    following = tokens.surface(index + 1)
    if not (following.isalpha() and following not in _NOT_VERBS and following not in ("to", "for", "with", "and", "or")):
        return False
    articles = ("a", "an", "the", "its", "their", "his", "her", "this", "these", "some", "any", "no", "of")
    return any(tokens.word(back) in articles for back in range(max(begin, index - 2), index))


def _of_past_form(tokens: Tokens, index: int, begin: int) -> Direction:
    if index > begin and tokens.word(index - 1) == "to" and not tokens.word(index).endswith("ed"):
        return _of_infinitive(tokens, index - 1, begin) or PAST
    if _modal_before(tokens, index, begin):
        return PLANNED
    if tokens.word(index - 1) in ("is", "are", "'s", "being", "'re") and index - 1 >= begin:
        conditional = any(tokens.word(back) in ("when", "if", "once", "unless", "until") for back in range(max(begin, index - 7), index))
        return WEAK_FUTURE if conditional else Direction(0, False, "present tense")
    return PAST


def _of_present(tokens: Tokens, index: int, first: int, begin: int) -> Direction:
    following = tokens.word(index + 1)
    if following.endswith("ing") and index + 1 < first:
        return Direction(1, False, "present tense")
    return Direction(0, False, "present tense")


def _modal_before(tokens: Tokens, index: int, begin: int) -> bool:
    cues = _cues()
    for back in range(index - 1, max(begin, index - 4) - 1, -1):
        word = tokens.word(back)
        if word in cues["future_auxiliary"] or word in cues["schedule"] or (word == "to" and back + 1 < index):
            return True
        if word not in ("be", "been", "have", "not", "n't", "also", "then", "soon", "likely"):
            return False
    return False


def _looks_like_verb(tokens: Tokens, index: int) -> bool:
    surface = tokens.surface(index)
    return surface.isalpha() and surface.islower() and surface not in _NOT_VERBS


_NOT_VERBS: Final = frozenset(
    "the a an his her its their our my your this that these those all some any no each every other both more at in on of "
    "about by from which whom what where when who such date him them it us me you itself themselves".split()
)


def _look_right(tokens: Tokens, last: int, end: int) -> Direction:
    cues = _cues()
    for index in range(last, min(end, last + _REACH)):
        word = tokens.word(index)
        if word in _QUOTES or word == "that":
            return UNKNOWN
        if word in cues["future_auxiliary"]:
            return FUTURE
        if word in ("plans", "plan", "hopes", "hope", "due"):
            if tokens.word(index + 1) == "to":
                return PLANNED
            continue
        if word in cues["past_auxiliary"] or word == "set" or (is_past_form(word) and not _is_adjective(tokens, index, last)):
            return PLANNED if word in cues["schedule"] and tokens.word(index + 1) == "to" else _of_past_form(tokens, index, last)
        if word in cues["schedule_present"]:
            return PLANNED
        if word in cues["weak_future"] and tokens.surface(index).islower() and word not in ("if", "unless", "whether"):
            return WEAK_FUTURE
    return UNKNOWN


# ------------------------------------------------------------------------------------------- with a reading


def direction_from_tags(tags: ReadingTags, start: int, end: int) -> Direction | None:
    """Which way an expression at ``[start, end)`` points, from the verb that governs it; None where nothing was read."""
    indexes = [index for position in range(start, end) if (index := tags.index_at(position)) is not None]
    if not indexes:
        return None
    inside = set(indexes)
    top = next((i for i in indexes if (token := tags.token(i)) and token.head not in inside), indexes[0])
    token = tags.token(top)
    if token is None:
        return None
    marks = {tags.token(child).lemma.lower() for child in tags.children(top) if tags.token(child) is not None}  # type: ignore[union-attr]
    governor = token.head if token.head >= 0 else top
    found = _governing(tags, governor)
    if marks & _cues()["deadline"] and (found is None or found.sign >= 0):
        return found if found is not None and found.sign > 0 else TERM
    return found


def _governing(tags: ReadingTags, index: int) -> Direction | None:
    cues = _cues()
    for _ in range(6):
        token = tags.token(index)
        if token is None:
            return None
        if token.text.lower() in cues["schedule"]:
            return PLANNED
        if token.upos in ("VERB", "AUX") or any(_is_auxiliary(tags, child) for child in tags.children(index)):
            found = _tense_of(tags, index, token)
            if found is not None:
                return found
        if token.head < 0:
            return None
        index = token.head
    return None


def _is_auxiliary(tags: ReadingTags, index: int) -> bool:
    token = tags.token(index)
    return token is not None and token.deprel.split(":")[0] in ("aux", "cop")


def _tense_of(tags: ReadingTags, index: int, token: Token) -> Direction | None:
    cues = _cues()
    helpers = [helper for child in tags.children(index) if (helper := tags.token(child)) and _is_auxiliary(tags, child)]
    lemmas = {helper.lemma.lower() for helper in helpers} | {helper.text.lower() for helper in helpers}
    if lemmas & cues["future_auxiliary"]:
        return FUTURE
    if lemmas & (cues["weak_future"] - {"if", "unless", "whether"}):
        return WEAK_FUTURE
    tenses = [helper.feats for helper in helpers] + [token.feats]
    if "VerbForm=Inf" in token.feats and not any("VerbForm=Fin" in feats for feats in tenses):
        above = tags.token(token.head) if token.head >= 0 else None
        if above is not None and above.text.lower() in cues["implicative"]:
            return PAST
        return Direction(1, False, "an intention") if above is not None else None
    if any("Tense=Past" in feats and "VerbForm=Fin" in feats for feats in tenses) or {"have", "has", "had"} & lemmas:
        return PAST
    if any("Tense=Pres" in feats and "VerbForm=Fin" in feats for feats in tenses):
        return PLANNED if token.text.lower() in cues["schedule_present"] else Direction(0, False, "present tense")
    if "VerbForm=Part" in token.feats and "Tense=Past" in token.feats and token.head < 0:
        return PAST
    return None
