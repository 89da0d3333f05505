"""The lexicon: what each word can be in a time expression, read from ``lexicon.toml`` and ``zones.toml``.

Comes out: a table from word forms (as written: lower case, Title case, UPPER CASE) to entries. An entry holds the value
of the word under each of its categories and the signature character that stands for the set of those categories.
Digits get their categories from their size and length, not from the table.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from strandline.timing.patterns import Signatures

SHAPES: Final[dict[str, tuple[str, ...]]] = {
    "iso": ("IsoDate",),
    "numeric": ("NumericDate",),
    "clock": ("Clock",),
    "dotclock": ("DotClock", "Num"),
    "decade": ("Decade",),
    "apostrophe": ("ShortYear",),
    "decimal": ("Num",),
    "thousands": ("Num", "Thousands"),
    "fraction": ("Fraction",),
    "nine_eleven": ("NineEleven",),
    "meridiem": ("Meridiem",),
    "era": ("Era",),
    "era_ad": ("EraAd",),
    "possessive": ("Possessive",),
    "alnum": ("Code",),
    "fiscal": ("FiscalCode",),
    "paragraph": ("Paragraph",),
    "capital": ("Capital",),
    "word": ("Word",),
    ",": ("Comma",),
    "-": ("Hyphen", "Dash"),
    "--": ("Dash",),
    "(": ("Open",),
    ")": ("Close",),
    ".": ("Stop",),
    ":": ("Colon",),
    ";": ("Semicolon",),
    "/": ("Slash",),
    "'": ("Apostrophe",),
    '"': ("Quote",),
    "$": ("Currency",),
    "%": ("Percent",),
    "#": ("Number",),
    "~": ("Tilde",),
    "other": ("Other",),
}
"""Categories of tokens by their shape, for those that are no words of the lexicon."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What one token can be: a value for each category, and the signature of the set."""

    signature: str
    values: Mapping[str, Any]
    dotted: bool = False

    @property
    def known(self) -> bool:
        """Whether it is a word of the lexicon, not only a shape."""
        return not self.values.keys() <= {"Capital", "Word", "Code"}


class Lexicon:
    """All entries, for words, digits and shapes, with the signatures that patterns are compiled against."""

    def __init__(self, tables: Iterable[Mapping[str, Any]], literals: Iterable[str]) -> None:
        self.signatures = Signatures()
        self._forms: dict[str, dict[str, Any]] = {}
        self._dotted: set[str] = set()
        for table in tables:
            for category, rows in table.items():
                if category[0].islower():
                    continue
                self._add_category(category, rows)
        for literal in literals:
            self._add_forms(literal.strip("'"), literal, literal.strip("'"), capital=False, upper=False)
        self.words: dict[str, Entry] = {
            form: Entry(self.signatures.of(values), values, form in self._dotted)
            for form, values in self._forms.items()
        }
        self.shapes = {shape: Entry(self.signatures.of(cats), dict.fromkeys(cats)) for shape, cats in SHAPES.items()}
        self._digits: dict[str, Entry] = {}
        self.ordinal(1), self.ordinal(40)
        for text in _digit_samples():
            self.digits(text), self.digits(text, opens_line=True)

    def _add_category(self, category: str, rows: Mapping[str, Any]) -> None:
        capital, upper = set(rows.get("capital", ())), set(rows.get("upper", ()))
        values = {word: word for word in rows.get("list", ())} | rows.get("words", {}) | rows.get("dotted", {})
        for word, value in values.items():
            for name in (category, *rows.get("also", ())):
                self._add_forms(word, name, value, capital=word in capital, upper=word in upper)
        for word in rows.get("dotted", ()):
            self._dotted.update((word, word.capitalize(), word.upper()))

    def _add_forms(self, word: str, category: str, value: Any, *, capital: bool, upper: bool) -> None:
        forms = {word.upper()} if upper else {word.capitalize(), word.upper()}
        if not capital and not upper:
            forms.add(word)
        for form in forms:
            self._forms.setdefault(form, {})[category] = value

    def digits(self, text: str, *, opens_line: bool = False) -> Entry:
        """The entry of a run of digits; ``opens_line`` where it heads an entry of a list."""
        key = "\n" + text if opens_line else text
        entry = self._digits.get(key)
        if entry is None:
            number = int(text) if len(text) <= 9 else 0
            categories = _digit_categories(text, number)
            if opens_line and "Military" in categories:
                categories.append("LineNumber")
            entry = Entry(self.signatures.of(categories), dict.fromkeys(categories, number))
            if len(text) <= 4:
                self._digits[key] = entry
        return entry

    def ordinal(self, number: int) -> Entry:
        """The entry of an ordinal in digits ("25th")."""
        categories = ["Ordinal"] + (["OrdinalDay", "OrdinalDigits"] if 1 <= number <= 31 else [])
        return Entry(self.signatures.of(categories), dict.fromkeys(categories, number))


def _digit_categories(text: str, number: int) -> list[str]:
    size = len(text)
    categories = ["Num", "Digits"]
    if size <= 2:
        if 1 <= number <= 31:
            categories.append("DayNumber")
        if number <= 24:
            categories.append("HourNumber")
        if 1 <= number <= 12:
            categories.append("MonthNumber")
        if size == 2:
            categories.append("TwoDigits")
            if number < 60:
                categories.append("MinuteNumber")
    if size == 4 and 1000 <= number <= 2199:
        categories.append("Year")
    if size == 4 and number // 100 <= 24 and number % 100 < 60:
        categories.append("Military")
        if text[0] == "0":
            categories.append("ZeroMilitary")
    if 1 <= size <= 4 and number:
        categories.append("OldYear")
    return categories


def _digit_samples() -> Iterable[str]:
    """One text for each outcome of the digit categories, so that all signatures exist before patterns are compiled."""
    for size in (1, 2):
        yield from (str(n).zfill(size) for n in range(10**size))
    yield from ("000", "123", "0000", "0912", "0999", "1080", "1212", "1999", "2130", "2180", "2199", "2200", "2260")
    yield from ("2459", "2499", "9999", "0099", "0001", "12345")


@cache
def read_toml(name: str) -> dict[str, Any]:
    """A data file of this stage, parsed once a process; not to be changed."""
    return tomllib.loads(files("strandline.timing").joinpath(name).read_text(encoding="utf-8"))


@cache
def word_list(file: str, table: str) -> frozenset[str]:
    """A plain list of words of a data file as a set."""
    return frozenset(read_toml(file)[table]["list"])
