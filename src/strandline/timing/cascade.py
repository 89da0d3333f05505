"""The engine: a cascade of finite-state rules over token signatures (the method of Abney 1996, "Partial parsing via
finite-state cascades").

Comes in: tokens. Goes out: nodes, each with its token range, its categories and its meaning. Rules run level by level;
within a level the leftmost, then longest match wins, then the earlier rule. A match becomes one node (or several, for
"6-7 January"), which later levels see in place of its tokens. Rules have no unbounded repetition, so each level is
linear in the number of tokens.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, Final

from strandline.errors import InstallationError
from strandline.timing.constructors import CONSTRUCTORS
from strandline.timing.lexicon import Lexicon, read_toml
from strandline.timing.patterns import Evaluator, categories_of, compile_meaning, compile_pattern
from strandline.timing.scanning import Tokens

_NAMED: Final = re.compile(r"\(\?P<\w+>")
_CONDITIONS: Final = ("after", "not_after", "before", "not_before")


@dataclass(frozen=True, slots=True)
class Node:
    """A found expression over tokens ``[first, last)``. ``weak`` names the test that it must still pass."""

    first: int
    last: int
    signature: str
    categories: frozenset[str]
    meaning: Any
    rule: str
    weak: str | None


@dataclass(frozen=True)
class _Rule:
    name: str
    pattern: str
    named: Mapping[str, tuple[str, ...]]
    signature: str
    categories: frozenset[str]
    means: Evaluator | None
    splits: tuple[tuple[str, Evaluator], ...]
    weak: str | None

    @cached_property
    def matcher(self) -> re.Pattern[str]:
        """The pattern, compiled on first use: most texts need few of them."""
        return re.compile(self.pattern)


class _Looks(dict[str, Callable[[str, int], re.Match[str] | None]]):
    """For each character one expression that matches wherever one of its rules does, compiled on first use."""

    def __init__(self, index: Mapping[str, list[_Rule]]) -> None:
        super().__init__()
        self._index = index

    def __missing__(self, character: str) -> Callable[[str, int], re.Match[str] | None]:
        patterns = (_NAMED.sub("(?:", rule.pattern) for rule in self._index[character])
        look = self[character] = re.compile("|".join(dict.fromkeys(patterns))).match
        return look


@dataclass(frozen=True, slots=True)
class _Level:
    """Rules that run together, by the character that they begin with.

    ``looks`` holds one expression for all rules of a character: in most places where one could match, none does.
    """

    starters: re.Pattern[str]
    looks: _Looks
    index: Mapping[str, list[_Rule]]


class Grammar:
    """All rules, compiled, and the lexicon whose signatures they match."""

    def __init__(self, tables: Iterable[Mapping[str, Any]], rows: list[dict[str, Any]]) -> None:
        literals = {atom for row in rows for atom in _atoms(row) if atom.startswith("'")}
        self.lexicon = Lexicon(tables, sorted(literals))
        for row in rows:
            self.lexicon.signatures.of(row["gives"].split())
        levels: dict[int, list[dict[str, Any]]] = {}
        for row in rows:
            levels.setdefault(row["level"], []).append(row)
        self._levels = [self._compile_level(levels[level]) for level in sorted(levels)]

    def _compile_level(self, rows: list[dict[str, Any]]) -> _Level:
        index: dict[str, list[_Rule]] = {}
        for row in rows:
            whens = [row["when"]] if isinstance(row["when"], str) else row["when"]
            for when in whens:
                compiled = compile_pattern(when, self.lexicon.signatures)
                rule = self._rule(row, when, compiled.regex, compiled.named)
                for character in compiled.starts:
                    index.setdefault(character, []).append(rule)
        starters = re.compile("[" + "".join(re.escape(character) for character in index) + "]")
        return _Level(starters, _Looks(index), index)

    def _rule(self, row: Mapping[str, Any], when: str, regex: str, named: Mapping[str, tuple[str, ...]]) -> _Rule:
        around = {key: self._class_of(row[key]) for key in _CONDITIONS if key in row}
        left = f"(?<={around['after']})" if "after" in around else ""
        left += f"(?<!{around['not_after']})" if "not_after" in around else ""
        ends = "|\\Z" if "Stop" in row.get("before", "").split() else ""
        right = f"(?={around['before']}{ends})" if "before" in around else ""
        right += f"(?!{around['not_before']})" if "not_before" in around else ""
        means = compile_meaning(row["means"], CONSTRUCTORS) if "means" in row else None
        splits = tuple((name, compile_meaning(text, CONSTRUCTORS)) for name, text in row.get("splits", {}).items())
        if (means is None) == (not splits):
            raise InstallationError(f"the rule {when!r} needs either means or splits")
        categories = frozenset(row["gives"].split())
        return _Rule(
            when, f"{left}(?:{regex}){right}", named, self.lexicon.signatures.of(categories), categories,
            means, splits, row.get("weak"),
        )  # fmt: skip

    def _class_of(self, names: str) -> str:
        characters = "".join(self.lexicon.signatures.with_category(name) for name in names.split())
        if not characters:
            raise InstallationError(f"a condition names {names!r}, which nothing has")
        return f"[{characters}]"

    def parse(self, tokens: Tokens) -> list[Node]:
        """All nodes that are left after the last level, in the order of the text."""
        sequence: list[Any] = list(range(len(tokens)))
        signature = tokens.signature
        for level in self._levels:
            signature, sequence = _apply(level, signature, sequence, tokens)
        return [item for item in sequence if not isinstance(item, int)]


def _apply(level: _Level, signature: str, sequence: list[Any], tokens: Tokens) -> tuple[str, list[Any]]:
    """One level: replace each match by its nodes."""
    pieces: list[str] = []
    rewritten: list[Any] = []
    done = 0
    looks = level.looks
    for start in level.starters.finditer(signature):
        position = start.start()
        if position < done or looks[start[0]](signature, position) is None:
            continue
        found = _best_match(level.index[start[0]], signature, position, sequence, tokens)
        if found is None:
            continue
        end, nodes = found
        for begin, finish, node in nodes:
            pieces.append(signature[done:begin])
            rewritten.extend(sequence[done:begin])
            pieces.append(node.signature)
            rewritten.append(node)
            done = finish
        if done < end:
            pieces.append(signature[done:end])
            rewritten.extend(sequence[done:end])
            done = end
    if not pieces:
        return signature, sequence
    pieces.append(signature[done:])
    rewritten.extend(sequence[done:])
    return "".join(pieces), rewritten


def _best_match(
    rules: list[_Rule], signature: str, position: int, sequence: list[Any], tokens: Tokens
) -> tuple[int, list[tuple[int, int, Node]]] | None:
    matches = [(match, rule) for rule in rules if (match := rule.matcher.match(signature, position))]
    if len(matches) > 1:
        matches.sort(key=lambda found: -found[0].end())
    for match, rule in matches:
        values = _captured(match, rule, sequence, tokens)
        if rule.means is not None:
            meaning = rule.means(values)
            if meaning is not None:
                node = _node(rule, match.start(), match.end(), meaning, sequence)
                return match.end(), [(match.start(), match.end(), node)]
            continue
        nodes = []
        for name, evaluate in rule.splits:
            meaning = evaluate(values)
            if meaning is None:
                break
            begin, finish = match.span(name)
            nodes.append((begin, finish, _node(rule, begin, finish, meaning, sequence)))
        else:
            return match.end(), sorted(nodes, key=lambda piece: piece[0])
    return None


def _node(rule: _Rule, begin: int, finish: int, meaning: object, sequence: list[Any]) -> Node:
    first, last = sequence[begin], sequence[finish - 1]
    return Node(
        first if isinstance(first, int) else first.first,
        last + 1 if isinstance(last, int) else last.last,
        rule.signature, rule.categories, meaning, rule.name, rule.weak,
    )  # fmt: skip


def _captured(match: re.Match[str], rule: _Rule, sequence: list[Any], tokens: Tokens) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, categories in rule.named.items():
        begin = match.start(name)
        if begin < 0:
            continue
        item = sequence[begin]
        if not isinstance(item, int):
            values[name] = item.meaning
            continue
        known = tokens.entries[item].values
        for category in categories:
            if category in known:
                values[name] = known[category]
                break
    return values


def _atoms(row: Mapping[str, Any]) -> set[str]:
    whens = [row["when"]] if isinstance(row["when"], str) else row["when"]
    atoms = set[str]().union(*(categories_of(when) for when in whens))
    for key in _CONDITIONS:
        atoms.update(row.get(key, "").split())
    return atoms


@cache
def load_grammar() -> Grammar:
    """The grammar of this package, compiled once a process.

    Raises:
        InstallationError: a data file is missing or a rule cannot be read.
    """
    folder = files("strandline.timing").joinpath("grammar")
    names = sorted(item.name for item in folder.iterdir() if item.name.endswith(".toml"))
    rows: list[dict[str, Any]] = [row for name in names for row in read_toml(f"grammar/{name}")["rule"]]
    table = read_toml("holidays.toml")
    for holiday, phrases in table["phrases"].items():
        means, gives = f"fields(holiday={holiday!r})", "Time Date Holiday"
        if holiday in table["single"]:
            year, month, day = table["single"][holiday]
            means, gives = f"fields(year={year}, month={month}, day={day})", "Time Date DateFull DateDay"
        rows.append({"level": 20, "when": phrases, "gives": gives, "means": means, "weak": "holiday"})
    return Grammar((read_toml("lexicon.toml"), read_toml("zones.toml")), rows)
