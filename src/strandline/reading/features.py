"""What the encoder gets to see of a word: its pieces, its letter case, the layout before it.

The vocabulary is BERT's uncased WordPiece (30,522 pieces); ``pieces.json`` is the tokenizer file of all-MiniLM-L6-v2
(Apache-2.0).
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Final

from tokenizers import Tokenizer

CLASSIFY: Final = 101
SEPARATE: Final = 102
UNKNOWN: Final = 100
MAX_PIECES_OF_WORD: Final = 8
"""Longer words keep their first seven pieces and their last: nothing in English needs more, hostile input must not
get more."""

(
    SHAPE_NONE, SHAPE_SIGN, SHAPE_NUMBER, SHAPE_LOWER, SHAPE_UPPER, SHAPE_SINGLE_CAPITAL, SHAPE_TITLE,
    SHAPE_MIXED_CAPITAL, SHAPE_MIXED_LOWER, SHAPE_CODE, SHAPE_CASELESS,
) = range(11)  # fmt: skip
SHAPES: Final = 11


@lru_cache(maxsize=100_000)
def shape_of(form: str) -> int:
    """Letter case of a word as one of the ``SHAPE_`` classes."""
    if form.islower() and form.isalpha():
        return SHAPE_LOWER
    has_digit = has_alpha = False
    for character in form:
        if character.isdigit():
            has_digit = True
        elif character.isalpha():
            has_alpha = True
    if not has_alpha:
        return SHAPE_NUMBER if has_digit else SHAPE_SIGN
    if has_digit:
        return SHAPE_CODE
    if form.islower():
        return SHAPE_LOWER
    if form.isupper():
        letters = sum(character.isalpha() for character in form)
        return SHAPE_SINGLE_CAPITAL if letters == 1 else SHAPE_UPPER
    if form[:1].isupper():
        return SHAPE_TITLE if form[1:].islower() else SHAPE_MIXED_CAPITAL
    return SHAPE_MIXED_LOWER if any(character.isupper() for character in form) else SHAPE_CASELESS


class Pieces:
    """Words to piece ids, remembered by form."""

    def __init__(self) -> None:
        source = files("strandline.reading").joinpath("weights", "pieces.json").read_text("utf-8")
        self._tokenizer = Tokenizer.from_str(source)
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._known: dict[str, tuple[int, ...]] = {}

    def of(self, form: str) -> tuple[int, ...]:
        """Piece ids of a word, at least one, at most ``MAX_PIECES_OF_WORD``."""
        known = self._known.get(form)
        if known is None:
            ids = self._tokenizer.encode(form[:100], add_special_tokens=False).ids or [UNKNOWN]
            if len(ids) > MAX_PIECES_OF_WORD:
                ids = [*ids[: MAX_PIECES_OF_WORD - 1], ids[-1]]
            known = tuple(ids)
            if len(self._known) < 200_000:
                self._known[form] = known
        return known

    def is_piece(self, form: str) -> bool:
        """Whether a form in lower case is common enough to be one piece of its own."""
        return self._tokenizer.token_to_id(form) is not None


(
    LEXICON_NONE, LEXICON_GIVEN, LEXICON_PLACE, LEXICON_PLACE_BEGINS, LEXICON_PLACE_GOES_ON, LEXICON_GIVEN_OR_PLACE,
    LEXICON_NATIONALITY, LEXICON_ORGANISATION, LEXICON_TITLE, LEXICON_CALENDAR,
) = range(10)  # fmt: skip
LEXICONS: Final = 10
_SINGLE: Final = {
    "given": LEXICON_GIVEN, "nationality": LEXICON_NATIONALITY, "organisation": LEXICON_ORGANISATION,
    "title": LEXICON_TITLE, "calendar": LEXICON_CALENDAR,
}  # fmt: skip


class NameLexicon:
    """Marks words that stand in lists of names; a hint for the network, not a decision."""

    def __init__(self) -> None:
        single: dict[str, int] = {}
        longer: dict[str, set[tuple[str, ...]]] = {}
        lines = files("strandline.reading").joinpath("name_lexicon.txt").read_text("utf-8").splitlines()
        for line in lines:
            kind, _, name = line.partition("\t")
            if kind != "place":
                single[name] = max(single.get(name, 0), _SINGLE[kind])
                continue
            words = tuple(name.split(" "))
            if len(words) == 1:
                known = single.get(name)
                single[name] = LEXICON_GIVEN_OR_PLACE if known == LEXICON_GIVEN else known or LEXICON_PLACE
            else:
                longer.setdefault(words[0], set()).add(words)
        self._single = single
        self._longer = {first: tuple(sorted(rows, key=lambda row: (-len(row), row))) for first, rows in longer.items()}

    def classes(self, forms: list[str]) -> list[int]:
        """The class of each word; the longest place name wins over single words."""
        found = [0] * len(forms)
        index = 0
        count = len(forms)
        while index < count:
            form = forms[index]
            if not form[:1].isupper():
                index += 1
                continue
            matched = 0
            for row in self._longer.get(form, ()):
                if tuple(forms[index : index + len(row)]) == row:
                    matched = len(row)
                    break
            if matched:
                found[index] = LEXICON_PLACE_BEGINS
                for offset in range(1, matched):
                    found[index + offset] = LEXICON_PLACE_GOES_ON
                index += matched
                continue
            known = self._single.get(form)
            if known is None and form.isupper() and len(form) > 3:
                known = self._single.get(form.capitalize())
            found[index] = known or 0
            index += 1
        return found
