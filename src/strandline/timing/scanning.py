"""Text to tokens: one pass of one regular expression, linear in the length of the text.

Comes in: the text. Comes out: parallel lists of starts, ends and entries, and the string of signatures (one character a
token) that the grammar is matched against. The shapes of numbers, clocks and dates are told apart here; whether a
number is a year is for the grammar and the filter.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from strandline.timing.lexicon import Entry, Lexicon

_TOKEN: Final = re.compile(
    r"""
    (?P<oclock>[oO]['’]clock\b)
  | (?P<address>(?:https?://|www\.)[^\s<>"]++)
  | (?P<word>[^\W\d_½¼¾]++)(?![\d_])
  | (?P<iso>(?<![\w/.-])\d{4}-\d\d-\d\d
      (?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:\ ?Z\b|[+-]\d\d:?\d\d)?)?(?![\w-]|[:/.]\d))
  | (?P<numeric>(?<![\w/.-])\d{1,4}(?P<sep>[/.-])\d{1,2}(?P=sep)\d{2,4}(?![\w-]|[/.]\d))
  | (?P<clock>(?<![\d:.,])\d{1,2}(?::[0-5]\d(?::[0-5]\d)?(?![\d:])|h[0-5]\d\b))
  | (?P<decade>(?:['’‘´`]\d0|(?<![\w.,])\d{1,2}\d0|(?<![\w.,$])\d0)['’]?s\b)
  | (?P<apostrophe>(?<!\w)['’‘´`]\d\d\b(?!['’]s))
  | (?P<ordinal>\d{1,5}(?:st|nd|rd|th|ST|ND|RD|TH)\b)
  | (?P<thousands>\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d))
  | (?P<decimal>\d+\.\d+(?!\d))
  | (?P<nine_eleven>(?<![\w/.])9/11(?![/\d]|\.\d))
  | (?P<fraction>(?<![\w/.])(?:1/[23458]|2/[35]|3/[458]|[57]/8|4/5)\b(?!/|\.\d)|[½¼¾])
  | (?P<digits>\d+)(?=[\W_½¼¾]|$|(?:[ap]m|[AP]M|[ap]\.m|hrs?|h|hours|GMT|UTC|Z)\b)
  | (?P<alnum>\w+)
  | (?P<paragraph>\n[^\S\n]*\n\s*)
  | (?P<possessive>['’]s\b)
  | (?P<mark>[^\w\s])
    """,
    re.VERBOSE,
)
_LETTERED: Final = re.compile(r"(?P<meridiem>[aApP]\.\s?[mM]\b\.?)"
                              r"|(?P<era>[Bb]\.\s?[Cc]\.(?:\s?[Ee]\.)?|B\.C\b(?:\.?E\b)?)"
                              r"|(?P<era_ad>A\.\s?D\.|C\.\s?E\.|A\.D\b)")  # fmt: skip
_MARKS: Final = {
    ",": ",", "(": "(", "[": "(", ")": ")", "]": ")", ".": ".", "!": ".", "?": ".", ":": ":", ";": ";", "/": "/",
    "'": "'", "’": "'", "‘": "'", "`": "'", '"': '"', "“": '"', "”": '"', "$": "$", "£": "$", "€": "$", "¥": "$",
    "%": "%", "#": "#", "№": "#", "~": "~",
}  # fmt: skip
_FISCAL: Final = re.compile(r"FY((?:19|20)?\d\d)")
_ENTRY: Final = re.compile(r"(?:[ \t]*[:–—-])?[ \t]+[\"“(]?([^\W\d_])")
_REACH_BACK: Final = 40
_LINE_ENDS: Final = '.!?:;)]"”'
_SHORT_WORD: Final = 6
_DASHES: Final = frozenset("-–—‐‑‒−")
_FRACTIONS: Final = {"½": 0.5, "¼": 0.25, "¾": 0.75}


class Tokens:
    """Tokens of a text: ``starts``, ``ends`` (code points, half-open), ``entries``, ``signature`` (a character
    each)."""

    __slots__ = ("ends", "entries", "signature", "starts", "text")

    def __init__(self, text: str, starts: list[int], ends: list[int], entries: list[Entry]) -> None:
        self.text = text
        self.starts = starts
        self.ends = ends
        self.entries = entries
        self.signature = "".join([entry.signature for entry in entries])

    def __len__(self) -> int:
        return len(self.starts)

    def surface(self, index: int) -> str:
        """The text of a token as written; empty outside the text."""
        return self.text[self.starts[index] : self.ends[index]] if 0 <= index < len(self.starts) else ""

    def word(self, index: int) -> str:
        """The text of a token, lower case; empty outside the text."""
        return self.surface(index).lower()


def scan(text: str, lexicon: Lexicon) -> Tokens:
    """Split a text into tokens and look each of them up."""
    starts: list[int] = []
    ends: list[int] = []
    entries: list[Entry] = []
    words, shapes = lexicon.words, lexicon.shapes
    lower, capital = shapes["word"], shapes["capital"]
    done = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if start < done:
            continue
        if match.lastgroup == "word":
            word = match[0]
            entry = words.get(word)
            if len(word) == 1 and text.startswith(".", end):
                end, entry = _lettered(text, start, end, entry or capital, lexicon)
                done = end
            elif entry is None:
                entry = capital if word[0].isupper() else lower
            elif entry.dotted and text.startswith(".", end) and _is_abbreviation(text, end, entry):
                end += 1
                done = end
        else:
            entry = _READERS[match.lastgroup or "mark"](match, lexicon)
        starts.append(start)
        ends.append(end)
        entries.append(entry)
    return Tokens(text, starts, ends, entries)


def _is_abbreviation(text: str, end: int, entry: Entry) -> bool:
    """Whether a full stop behind an abbreviation belongs to it; behind a unit it may well end the sentence."""
    if text.startswith("..", end):
        return False
    if "Unit" not in entry.values and "Units" not in entry.values:
        return True
    rest = text[end + 1 : end + 3]
    return bool(rest) and not (rest[:1].isspace() and rest[1:].isupper()) and not rest.startswith("\n")


def _lettered(text: str, start: int, end: int, entry: Entry, lexicon: Lexicon) -> tuple[int, Entry]:
    """ "a.m." and "B.C.", which the token expression cuts at their stops."""
    match = _LETTERED.match(text, start)
    if match is None:
        return end, entry
    kind = match.lastgroup or ""
    shape = lexicon.shapes[kind]
    value = match[0][0].lower() + "m" if kind == "meridiem" else kind
    return match.end(), Entry(shape.signature, dict.fromkeys(shape.values, value))


def _valued(shape: str, read: Callable[[str], Any]) -> Callable[[re.Match[str], Lexicon], Entry]:
    def entry(match: re.Match[str], lexicon: Lexicon) -> Entry:
        known = lexicon.shapes[shape]
        return Entry(known.signature, dict.fromkeys(known.values, read(match[0])))

    return entry


def _read_digits(match: re.Match[str], lexicon: Lexicon) -> Entry:
    digits = match[0]
    return lexicon.digits(digits, opens_line=len(digits) == 4 and _opens_line(match.string, *match.span()))


def _opens_line(text: str, start: int, end: int) -> bool:
    """Whether a number stands at the head of a line that is an entry of a list, not the rest of a broken line."""
    before = text[max(0, start - _REACH_BACK) : start].rstrip(" \t")
    if before[-1:] not in ("", "\n") or (not before and start > _REACH_BACK):
        return False
    entry = _ENTRY.match(text, end)
    if entry is None:
        return False
    last_line = before.rstrip()
    if not last_line or last_line[-1] in _LINE_ENDS or before.count("\n") > 1:
        return True
    words = last_line.rsplit(None, 1)
    return entry[1].isupper() and last_line[-1] != "," and not (words[-1].islower() and len(words[-1]) < _SHORT_WORD)


def _read_ordinal(match: re.Match[str], lexicon: Lexicon) -> Entry:
    return lexicon.ordinal(int(match[0][:-2]))


def _read_decimal(match: re.Match[str], lexicon: Lexicon) -> Entry:
    whole, _, part = match[0].partition(".")
    shape = "dotclock" if len(whole) <= 2 and int(whole) <= 24 and len(part) == 2 and int(part) < 60 else "decimal"
    known = lexicon.shapes[shape]
    values: dict[str, Any] = {"Num": float(match[0]) if len(match[0]) < 18 else 0.0}
    if shape == "dotclock":
        values["DotClock"] = (int(whole), int(part), None)
    return Entry(known.signature, values)


def _read_alnum(match: re.Match[str], lexicon: Lexicon) -> Entry:
    fiscal = _FISCAL.fullmatch(match[0])
    if fiscal is not None:
        shape = lexicon.shapes["fiscal"]
        return Entry(shape.signature, dict.fromkeys(shape.values, int(fiscal[1])))
    return lexicon.words.get(match[0]) or lexicon.shapes["alnum"]


def _read_mark(match: re.Match[str], lexicon: Lexicon) -> Entry:
    mark = match[0]
    if mark in _DASHES:
        text, start, end = match.string, match.start(), match.end()
        tight = start > 0 and end < len(text) and not text[start - 1].isspace() and not text[end].isspace()
        return lexicon.shapes["-" if tight else "--"]
    return lexicon.shapes[_MARKS.get(mark, "other")]


def _clock_of(text: str) -> tuple[int, int, int | None]:
    hour, minute, *rest = (int(part) for part in text.replace("h", ":").split(":"))
    return hour, minute, rest[0] if rest else None


def _fraction_of(text: str) -> float:
    return _FRACTIONS[text] if text in _FRACTIONS else int(text[0]) / int(text[2])


def _number_of(text: str) -> float:
    number = float(text.replace(",", "")) if len(text) < 24 else 0.0
    return int(number) if number.is_integer() else number


_READERS: Final[dict[str, Callable[[re.Match[str], Lexicon], Entry]]] = {
    "oclock": lambda match, lexicon: lexicon.words["o'clock"],
    "digits": _read_digits,
    "ordinal": _read_ordinal,
    "decimal": _read_decimal,
    "alnum": _read_alnum,
    "address": lambda match, lexicon: lexicon.shapes["alnum"],
    "mark": _read_mark,
    "sep": _valued("numeric", str),
    "numeric": _valued("numeric", str),
    "iso": _valued("iso", str),
    "clock": _valued("clock", _clock_of),
    "decade": _valued("decade", str),
    "apostrophe": _valued("apostrophe", lambda text: int(text[-2:])),
    "thousands": _valued("thousands", _number_of),
    "fraction": _valued("fraction", _fraction_of),
    "nine_eleven": lambda match, lexicon: lexicon.shapes["nine_eleven"],
    "paragraph": lambda match, lexicon: lexicon.shapes["paragraph"],
    "possessive": lambda match, lexicon: lexicon.shapes["possessive"],
}
