"""The pattern language of the grammar files, compiled to regular expressions over token signatures.

A pattern is a row of elements: ``Category`` (a category of the lexicon or of another rule), ``'word'`` (that very word,
any case), ``( a b | c )`` (a choice), each with an optional ``?`` and an optional name in front (``m:Month``). Every
token carries one character that stands for the set of its categories (its signature), so a category is a character
class, a rule is one regular expression without unbounded repetition, and matching is done by ``re`` in C.

What a rule means is an expression of calls, names and constants (``date(month=m, day=d)``), read with ``ast`` and never
given to ``eval``.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from strandline.errors import InstallationError

_FIRST_SIGNATURE: Final = 0xE000
_ELEMENT: Final = re.compile(r"\s*(?:(?P<name>[a-z]\w*):)?(?P<atom>[A-Z]\w*|'[^']+'|\()|\s*(?P<mark>[)|?])")

Evaluator = Callable[[Mapping[str, Any]], Any]
"""Gives the meaning of a match from the values of its named elements (absent ones are missing)."""


class Signatures:
    """One character for each set of categories that a token or a node can have."""

    def __init__(self) -> None:
        self._characters: dict[frozenset[str], str] = {}
        self._having: dict[str, tuple[int, str]] = {}
        """For each category that was asked for, how many characters there were then, and those that have it."""

    def of(self, categories: Iterable[str]) -> str:
        """The character of a set of categories, made on first use."""
        key = frozenset(categories)
        character = self._characters.get(key)
        if character is None:
            character = chr(_FIRST_SIGNATURE + len(self._characters))
            self._characters[key] = character
        return character

    def with_category(self, category: str) -> str:
        """All characters whose set holds ``category``."""
        count, found = self._having.get(category, (0, ""))
        if count < len(self._characters):
            new = islice(self._characters.items(), count, None)
            found += "".join(character for key, character in new if category in key)
            self._having[category] = len(self._characters), found
        return found


@dataclass(frozen=True, slots=True)
class Compiled:
    """A pattern ready to match: ``regex`` over signatures, the characters that it can start with, and for each named
    element the categories that it may have."""

    regex: str
    starts: frozenset[str]
    named: Mapping[str, tuple[str, ...]]


def categories_of(pattern: str) -> set[str]:
    """Categories and quoted words that a pattern speaks of."""
    found = (match["atom"] for match in _scan(pattern) if match["atom"])
    return {atom for atom in found if atom != "("}


def compile_pattern(pattern: str, signatures: Signatures) -> Compiled:
    """A regular expression over signatures for a pattern.

    Raises:
        InstallationError: the pattern is not well formed or names a category that nothing has.
    """
    reader = _Reader(pattern, signatures)
    regex, starts, empty = reader.choice(0)
    if reader.position != len(reader.marks) or empty:
        raise InstallationError(f"the pattern {pattern!r} has a bracket too many or can be empty")
    return Compiled(regex, frozenset(starts), reader.named)


class _Reader:
    """Recursive descent over the elements of one pattern."""

    def __init__(self, pattern: str, signatures: Signatures) -> None:
        self.pattern = pattern
        self.signatures = signatures
        self.marks = list(_scan(pattern))
        self.position = 0
        self.named: dict[str, tuple[str, ...]] = {}

    def choice(self, depth: int) -> tuple[str, set[str], bool]:
        branches = [self.row(depth)]
        while self._mark() == "|":
            self.position += 1
            branches.append(self.row(depth))
        regex = "|".join(branch[0] for branch in branches)
        starts = set[str]().union(*(branch[1] for branch in branches))
        return regex, starts, any(branch[2] for branch in branches)

    def row(self, depth: int) -> tuple[str, set[str], bool]:
        regex, starts, empty = "", set[str](), True
        while self.position < len(self.marks) and self._mark() not in ("|", ")"):
            piece, first, optional = self.element(depth)
            regex += piece
            if empty:
                starts |= first
                empty = optional
        return regex, starts, empty

    def element(self, depth: int) -> tuple[str, set[str], bool]:
        match = self.marks[self.position]
        self.position += 1
        name, atom = match["name"], match["atom"]
        if atom == "(":
            begin = self.position
            inner, starts, empty = self.choice(depth + 1)
            if self._mark() != ")":
                raise InstallationError(f"the pattern {self.pattern!r} leaves a bracket open")
            atoms = {m["atom"] for m in self.marks[begin : self.position] if m["atom"] and m["atom"] != "("}
            self.position += 1
            regex = f"(?P<{name}>{inner})" if name else f"(?:{inner})"
        else:
            atoms = {atom}
            characters = self.signatures.with_category(atom)
            if not characters:
                raise InstallationError(f"the pattern {self.pattern!r} names {atom}, which no word and no rule has")
            starts, empty = set(characters), False
            regex = f"(?P<{name}>[{characters}])" if name else f"[{characters}]"
        if name:
            self.named[name] = tuple(sorted(atoms))
        if self._mark() == "?":
            self.position += 1
            return f"{regex}?", starts, True
        return regex, starts, empty

    def _mark(self) -> str | None:
        return self.marks[self.position]["mark"] if self.position < len(self.marks) else None


def _scan(pattern: str) -> Iterable[re.Match[str]]:
    position = 0
    text = pattern.rstrip()
    while position < len(text):
        match = _ELEMENT.match(text, position)
        if match is None:
            raise InstallationError(f"the pattern {pattern!r} cannot be read at {text[position:]!r}")
        yield match
        position = match.end()


def compile_meaning(source: str, constructors: Mapping[str, Callable[..., Any]]) -> Evaluator:
    """An evaluator for an expression of calls, names, constants and sums.

    Raises:
        InstallationError: the expression uses anything else, or a call that is not among ``constructors``.
    """
    try:
        tree = ast.parse(source, mode="eval").body
    except SyntaxError as error:
        raise InstallationError(f"the meaning {source!r} cannot be read: {error}") from error
    return _evaluator(tree, source, constructors)


def _evaluator(node: ast.expr, source: str, constructors: Mapping[str, Callable[..., Any]]) -> Evaluator:
    if isinstance(node, ast.Constant):
        constant = node.value
        return lambda _: constant
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant):
        negative = -node.operand.value  # type: ignore[operator]
        return lambda _: negative
    if isinstance(node, ast.Name):
        name = node.id
        return lambda values: values.get(name)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in constructors:
        make = constructors[node.func.id]
        arguments = [_evaluator(argument, source, constructors) for argument in node.args]
        keywords = [(k.arg, _evaluator(k.value, source, constructors)) for k in node.keywords if k.arg]
        return lambda values: make(*[a(values) for a in arguments], **{k: e(values) for k, e in keywords})
    raise InstallationError(f"the meaning {source!r} uses something other than calls, names and constants")
