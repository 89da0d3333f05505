"""Which expression tells the time of which happening: by the tree, never by nearness alone.

An expression belongs to the happening that its phrase hangs on; the words before it say how ("until June", "since
1999", "by Friday"). A date that stands by itself at the head of a text dates the text and no happening. An amount of
time with "after", "before" and the like ("ten minutes after the blast") sets two happenings apart and belongs to
neither.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Final

from strandline.claims.hosting import host_of
from strandline.claims.lexica import lexicon, word_set
from strandline.claims.syntax import Tree
from strandline.claims.timing_lines import dated_by_lines
from strandline.claims.timing_planned import dates_something_else
from strandline.claims.timing_redirected import counting_down, dated_elsewhere, past_aside
from strandline.records import Published, Status, TimeExpression

_HEADER_TOKENS: Final = 60
_AMOUNT: Final = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")
_UNITS_S: Final = (365 * 86400, 30 * 86400, 7 * 86400, 86400, 3600, 60, 1)
_CLOCK: Final = re.compile(r"XXXX-XX-XXT(\d\d):\d\d(?::\d\d)?")
_LATE: Final = re.compile(r"the time planned: \d\d:\d\d$")
_SMALL_HOURS: Final = 6
_DAY_WORDS: Final = re.compile(r"(?i)\b(?:\w+day|morning|night|evening|afternoon|last|this|next)s?\b")
_OPENING: Final = frozenset({"“", "``", "„", "«"})
_CLOSING: Final = frozenset({"”", "''", "»"})


@dataclass(frozen=True, slots=True)
class Own:
    """An expression that tells the time of a happening, and how: at, since, until, by, before, after."""

    expression: TimeExpression
    relation: str
    top: int


@dataclass(frozen=True, slots=True)
class Apart:
    """An amount of time between two happenings: ``second`` lies ``least`` to ``most`` seconds after ``first``."""

    first: int
    second: int
    least: int
    most: int
    words: str


@dataclass
class Attachments:
    """What each expression does.

    Attributes:
        own: expressions by happening, in the order of the text.
        apart: spans of time between happenings.
        header: token range of the date line at the head of the text.
        unresolved: happenings with an expression whose time nobody can tell ("decades later"), and those in the small
            hours of a day that the text does not give, which may be the day of what was told before or the next.
        clocks: times of day on a day that the text does not give ("at 7:30 p.m."), by happening.
    """

    own: dict[int, list[Own]]
    apart: list[Apart]
    header: tuple[int, int] | None = None
    unresolved: set[int] = field(default_factory=set)
    clocks: dict[int, TimeExpression] = field(default_factory=dict)


def attach(
    tree: Tree, times: Sequence[TimeExpression], statuses: Mapping[int, Status], published: Published | None
) -> Attachments:
    """Give every expression that points at a time to a happening, if it hangs on one.

    Args:
        tree: the document's tree.
        times: its time expressions.
        statuses: head token → status of its happenings.
        published: its date, to tell the date line of the text from dates in it.
    """
    left_over = counting_down(tree, times, statuses.keys())
    counted = {head: status for head, status in statuses.items() if head not in left_over}
    found, heads = Attachments({}, []), counted.keys()
    sides = _sides(tree, times, published, found)
    for expression in times:
        first, last = expression.tokens
        if last <= first or expression.tokens == found.header or expression.value == "PRESENT_REF":
            continue
        if expression.when is not None:
            _give(tree, expression, counted, sides, found, published)
        elif not _amount(tree, expression, heads, found) and expression.offset is not None:
            host = _host(tree, top_of(tree, first, last), heads, sides)
            if host is not None:
                _leave_open(expression, host, found)
    for head, line in dated_by_lines(tree, times, statuses, found.own.keys()).items():
        found.own[head] = [Own(line, "at", line.tokens[0])]
    for head, given in dated_elsewhere(tree, times, statuses, found.own.keys()).items():
        found.own[head] = [Own(given, "at", given.tokens[0])]
    for head, items in found.own.items():
        found.own[head] = sorted(items, key=lambda item: item.expression.start)
    return found


def _leave_open(expression: TimeExpression, host: int, found: Attachments) -> None:
    """Note an expression that cannot be resolved at its happening."""
    clock = _CLOCK.fullmatch(expression.value)
    if clock is not None or _LATE.search(expression.offset or ""):
        found.clocks[host] = expression  # the last is the most exact: "just after midnight, at 12:36"
    if clock is None or int(clock[1]) < _SMALL_HOURS:
        found.unresolved.add(host)


def top_of(tree: Tree, first: int, last: int) -> int:
    """The token of a range that hangs on something outside it."""
    return next((index for index in range(first, last) if not first <= tree.tokens[index].head < last), first)


# ------------------------------------------------------------------------------------------------- date lines


def _sides(tree: Tree, times: Sequence[TimeExpression], published: Published | None, found: Attachments) -> list[int]:
    """For each token a number that changes at quotation marks and at the date line: no time reaches across."""
    sides = quotations(tree)
    for expression in times:
        first, last = expression.tokens
        if first < last and _is_header(tree, expression, published):
            found.header = (first, last)
            return [side if index >= last else -1 for index, side in enumerate(sides)]
    return sides


def _is_header(tree: Tree, expression: TimeExpression, published: Published | None) -> bool:
    """A full date near the beginning that stands outside any phrase, or before the dash of a dateline."""
    first, last = expression.tokens
    if first > _HEADER_TOKENS or expression.type != "DATE" or expression.when is None:
        return False
    if expression.when.granularity != "day" or expression.when.basis not in ("stated", "relative"):
        return False
    following = tree.tokens[last].text if last < len(tree.tokens) else ""
    if following in ("—", "–", "--", "-") and _only_names_before(tree, first):
        return True
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", expression.value) or not re.search(r"\d", expression.text):
        return False
    if published is not None and expression.value != published.earliest[:10]:
        return False
    before = tree.tokens[first - 1] if first > 0 else None
    if before is not None and (before.upos in ("ADP", "DET", "SCONJ") or before.text in ("on", "(", ",")):
        return False
    return last >= len(tree.tokens) or following == "" or following[0].isupper() or not following[0].isalpha() or (
        tree.tokens[last].sentence != tree.tokens[first].sentence
    )  # fmt: skip


def _only_names_before(tree: Tree, first: int) -> bool:
    sentence = tree.reading.sentences[tree.tokens[first].sentence]
    words = tree.tokens[sentence.first : first]
    return bool(words) and all(token.upos in ("PROPN", "PUNCT") for token in words)


# ------------------------------------------------------------------------------------------------ expressions


def _give(
    tree: Tree, expression: TimeExpression, statuses: Mapping[int, Status], sides: list[int], found: Attachments,
    published: Published | None,
) -> None:  # fmt: skip
    heads = statuses.keys()
    first, last = expression.tokens
    top = top_of(tree, first, last)
    host = None if _only_names(tree, expression, top, heads) else _host(tree, top, heads, sides)
    relation = relation_of(tree, first, top)
    if host is not None:
        host = past_aside(tree, host, first, heads)
    if host is None or dates_something_else(
        tree, expression, top, host, statuses[host], relation=relation, published=published
    ):
        return
    holder = _free_nominal(tree, first, host, heads, found)
    own = Own(expression, relation, top)
    found.own.setdefault(holder if holder is not None else host, []).append(own)
    carrier = _carrier(tree, host, heads) if holder is None else None
    if carrier is not None:
        found.own.setdefault(carrier, []).append(own)


def _carrier(tree: Tree, host: int, heads: Set[int]) -> int | None:
    """The verb that only carries a nominal happening, if it is a happening of its own."""
    token = tree.tokens[host]
    if token.upos != "NOUN" or token.deprel not in ("obj", "obl") or token.head not in heads:
        return None
    carries = tree.tokens[token.head].lemma.lower() in word_set("timing_of", "carriers", "verbs")
    return token.head if carries else None


def _only_names(tree: Tree, expression: TimeExpression, top: int, heads: Set[int]) -> bool:
    """Whether a time is only part of a thing's name ("a Christmas market", "the 2010 report"), which says nothing of
    when anything happened to it; a day before a noun does ("in a Tuesday interview")."""
    token = tree.tokens[top]
    if token.deprel != "compound" or token.head < 0 or token.head in heads or token.head < top:
        return False
    return _DAY_WORDS.search(expression.text) is None


def _host(tree: Tree, top: int, heads: Set[int], sides: list[int]) -> int | None:
    """The happening above an expression; what is quoted does not date what stands outside, nor a headline its story."""
    host = host_of(tree, top, heads)
    if host is None or sides[host] == sides[top] or (sides[top] == 0 and sides[host] > 0):
        return host
    inside = [
        head for head in heads if sides[head] == sides[top] and tree.tokens[head].sentence == tree.tokens[top].sentence
    ]
    clause = tree.clause_head(top)
    near = [head for head in inside if tree.clause_head(head) == clause] or (
        inside if sides[host] < 0 or sides[top] < 0 else []
    )
    return min(near, key=lambda head: (abs(head - top), head)) if near else None


def _free_nominal(tree: Tree, first: int, host: int, heads: Set[int], found: Attachments) -> int | None:
    """The nominal happening right before an expression, where the verb above them has a time already.

    "condemned on Tuesday the killing of two guards the day before": the second time is the killing's.
    """
    if host not in found.own or tree.tokens[host].upos == "NOUN":
        return None
    if all(item.expression.tokens[0] > first for item in found.own[host]):
        return None
    between = [
        head for head in heads
        if found.own[host][-1].expression.tokens[1] <= head < first and tree.tokens[head].upos in ("NOUN", "PROPN")
        and host in tree.ancestors(head)
    ]  # fmt: skip
    return max(between) if between else None


def relation_of(tree: Tree, first: int, top: int) -> str:
    """What the words before an expression make of it; ``at`` where they say nothing else."""
    words: dict[str, list[str]] = lexicon("timing_of")["relations"]
    before = " ".join(token.text.lower() for token in tree.tokens[max(0, first - 3) : first])
    case = tree.case_of(top)
    if first and not case and _goes_elsewhere(tree, first, top):
        return "at"
    for name, phrases in words.items():
        for phrase in phrases:
            if phrase in (case, before) or before.endswith(" " + phrase):
                return name
    return "at"


def _goes_elsewhere(tree: Tree, first: int, top: int) -> bool:
    """Whether the word before an expression belongs to another: "got through this morning", "from Saturday's blast"."""
    token = tree.tokens[first - 1]
    particle = token.deprel in ("compound:prt", "advmod") and token.head < first
    return particle or (token.deprel == "case" and token.head > top)


# ---------------------------------------------------------------------------------------------------- amounts


def seconds_of(value: str) -> int | None:
    """Seconds of an ISO 8601 duration without fractions; months count 30 days, years 365. None where it has no
    amount."""
    match = _AMOUNT.fullmatch(value)
    if match is None or not any(match.groups()):
        return None
    return sum(int(number or 0) * unit for number, unit in zip(match.groups(), _UNITS_S, strict=True))


def slack_of(value: str) -> int:
    """How far off an amount in words may be: half of its smallest unit, for days and less a unit."""
    match = _AMOUNT.fullmatch(value)
    if match is None:
        return 0
    smallest = min(unit for number, unit in zip(match.groups(), _UNITS_S, strict=True) if number)
    return smallest if smallest <= 86400 else smallest // 2


def _amount(tree: Tree, expression: TimeExpression, heads: Set[int], found: Attachments) -> bool:
    """Whether an amount sets two happenings apart: "ten minutes after the blast", "a week before the vote"."""
    first, last = expression.tokens
    seconds = seconds_of(expression.value)
    if seconds is None or last >= len(tree.tokens):
        return False
    signals = lexicon("timing_of")["amounts"]
    sign, width = 0, 0
    for name, direction in (("after", 1), ("before", -1)):
        for phrase in signals[name]:
            words = phrase.split()
            if [token.text.lower() for token in tree.tokens[last : last + len(words)]] == words:
                sign, width = direction, len(words)
    if not sign:
        return False
    sentence = tree.reading.sentences[tree.tokens[first].sentence]
    joined = tree.tokens[last].head
    opens = tree.tokens[last].deprel == "mark" and joined in heads and last < joined < sentence.last
    anchor = joined if opens else _first_happening(tree, last + width, sentence.last, heads)
    if anchor is None:
        return False
    host = _above(tree, top_of(tree, first, last), anchor, heads)
    if host is None or host == anchor:
        return False
    slack = slack_of(expression.value)
    low, high = max(0, seconds - slack), seconds + slack
    words = f"{expression.text} {' '.join(token.text for token in tree.tokens[last : last + width])}"
    one, two = (anchor, host) if sign > 0 else (host, anchor)
    found.apart.append(Apart(one, two, low, high, words))
    return True


def _first_happening(tree: Tree, first: int, last: int, heads: Set[int]) -> int | None:
    """The head of the phrase or clause that begins here, if it is a happening; else the first happening in it."""
    if first >= last:
        return None
    node = first
    while first <= tree.tokens[node].head < last:
        node = tree.tokens[node].head
    if node in heads:
        return node
    low, high = tree.subtree(node)
    inside = [head for head in sorted(heads) if max(first, low) <= head < min(last, high)]
    return inside[0] if inside else None


def _above(tree: Tree, top: int, anchor: int, heads: Set[int]) -> int | None:
    """The happening that an amount sets apart from its anchor: the first above both that is not the anchor."""
    for node in (top, *tree.ancestors(top)):
        if node in heads and node != anchor:
            return node
    host = host_of(tree, top, heads - {anchor})
    if host is not None:
        return host
    for node in tree.ancestors(anchor):
        if node in heads:
            return node
    return None


def quotations(tree: Tree) -> list[int]:
    """For each token the number of the quotation that it stands in, 0 outside."""
    inside, number, count = False, 0, 0
    found: list[int] = []
    paragraph = -1
    for token in tree.tokens:
        here = tree.reading.sentences[token.sentence].paragraph
        if here != paragraph:
            inside, paragraph = False, here
        if token.text in _OPENING or (token.text == '"' and not inside):
            inside = True
            count += 1
            number = count
        elif token.text in _CLOSING or token.text == '"':
            found.append(number if inside else 0)
            inside = False
            continue
        found.append(number if inside else 0)
    return found
