"""How many: a grammar of counts with bounds and classes.

A document's tree in, its figures out, each with exactly the words that hold it: "at least 25 members of the militia" is killed
[25, open] by "killing". Numbers and their bounds: ``figures_numbers``; who is counted: ``figures_groups``; what makes it a class:
``figures_predicates``; nobody: ``figures_zeros``; words: ``figures.toml``. Bounds are the contract's.

Choices that the contract leaves open:

- A list of victims is one figure over all of it ("his wife and three children": 4), ``whose`` null; where every member has a number
  of its own ("three soldiers and two civilians"), the members follow as figures of their own, told apart by ``whose``.
- "killed 12, including three children": 12, and 3 as a part with ``whose``. Parts are never added.
- "60 killed or wounded", "14 casualties" and "20 dead or missing" count people whose share in each class is not said: ``count``.
- No casualties, nobody hurt, unhurt: killed [0, 0] and injured [0, 0], two figures on the same words.
- A single person killed or hurt is [1, 1], named, described or by pronoun; a bare plural ("civilians were killed") holds no count.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from strandline.claims.figures_groups import Group, Groups
from strandline.claims.figures_numbers import Numbers
from strandline.claims.figures_predicates import Cast, Finding, Predicates
from strandline.claims.figures_words import FigureWords, figure_words
from strandline.claims.figures_zeros import Zeros
from strandline.claims.syntax import Tree
from strandline.records import Figure, FigureKind

_SINGLE: Final = frozenset({"killed", "injured"})
_PART_REACH: Final = 30
_LIST: Final = 12
"""The most members that a list of victims may have."""
_COMPANY: Final = frozenset({"with", "along", "alongside", "together"})


class FoundFigure(NamedTuple):
    """A figure with the token that makes it killed, injured … (None for a plain count) and the token of its number."""

    figure: Figure
    predicate: int | None
    count: int


class _Victims(NamedTuple):
    """A list of groups under one predicate."""

    cast: Cast
    joint: bool
    members: tuple[Group, ...]

    @property
    def first(self) -> int:
        return self.members[0].first

    @property
    def last(self) -> int:
        return max(member.last for member in self.members)


def find_figures(text: str, tree: Tree) -> list[FoundFigure]:
    """All figures of a document, in the order of the text, a whole before its parts.

    Args:
        text: ``Document.text``.
        tree: the tree of its reading.
    """
    words = figure_words()
    forms = [token.text.lower() or " " for token in tree.tokens]
    finder = _Finder(text, tree, forms, words)
    found: list[FoundFigure] = []
    for sentence in tree.reading.sentences:
        found += finder.sentence(sentence.first, sentence.last)
    return found


def _distance(group: Group, finding: Finding) -> int:
    """How far a group stands from its predicate, in tokens."""
    if not finding.casts:
        return 0
    token = finding.casts[0].token
    return token - group.last + 1 if token >= group.last else group.first - token


class _Finder:
    """The figures of one document, sentence by sentence."""

    def __init__(self, text: str, tree: Tree, forms: list[str], words: FigureWords) -> None:
        self._text = text
        self._tokens = tree.tokens
        self._forms = forms
        self._words = words
        self._numbers = Numbers(tree.tokens, forms, words)
        self._groups = Groups(tree.tokens, forms, words, tree.reading.names)
        self._predicates = Predicates(tree, forms, words, self._groups)
        self._zeros = Zeros(tree, forms, words, self._groups)

    def sentence(self, first: int, end: int) -> list[FoundFigure]:
        """Figures of the sentence ``[first, end)``."""
        zeros = self._zeros.zeros(first, end)
        counted = self._counted(first, end)
        persons = self._persons(first, end, counted) if self._has_harm(first, end) else []
        members = sorted([*counted, *persons], key=lambda group: (group.first, -group.last))
        findings = {group: self._finding(group, first, end) for group in members}
        victims, taken = self._lists(members, findings, first, end)
        parts = self._parts(members, findings, victims, taken, first)
        found = [figure for group in [*victims, *parts] for figure in self._of_victims(group)]
        taken.update(member for part in parts for member in part.members)
        found += [self._plain(group) for group in counted if group not in taken and self._is_plain(group, findings[group])]
        for zero in zeros:
            found.append(self._figure(zero.name, 0, 0, zero.first, zero.last, zero.whose, zero.predicate, zero.count))
        return sorted(found, key=lambda item: (item.figure.start, -item.figure.end, item.figure.what))

    def _has_harm(self, first: int, end: int) -> bool:
        classes = self._words.classes
        harm = classes["killed"].active | classes["killed"].alone | classes["killed"].adjectives | classes["killed"].of | classes["injured"].active
        harm |= classes["injured"].participles | self._words.sets["deadly_with"] | self._words.sets["wounds"] | {"lost", "committed", "passed"}
        return any(form in harm for form in self._forms[first:end])

    # ------------------------------------------------------------------------------------------ groups

    def _counted(self, first: int, end: int) -> list[Group]:
        found = []
        for quantity in self._numbers.quantities(first, end):
            group = self._groups.counted(quantity, end)
            if group is not None:
                nested = any(other.first < group.first and group.last <= other.last for other in found[-2:])
                found.append(group._replace(nested=nested))
        return found

    def _persons(self, first: int, end: int, counted: list[Group]) -> list[Group]:
        """Single persons in the stretches between the counted groups."""
        found: list[Group] = []
        at = first
        for group in [*counted, None]:
            stop = end if group is None else group.first
            if at < stop:
                found += self._groups.persons(at, stop)
            at = max(at, end if group is None else group.last)
        return found

    def _finding(self, group: Group, first: int, end: int) -> Finding:
        if group.numbered:
            if group.nested and not group.classes:
                return Finding(())
            if self._is_included(group, first):
                return Finding(())
            return self._predicates.of(group, first, end)
        finding = self._predicates.before(group.first, first, group.last, end)
        if group.named and not group.exact and any(self._forms[cast.token + 1] == "of" for cast in finding.casts):
            finding = Finding(())
        if not finding.casts and not finding.denied:
            finding = self._predicates.possessed(group, end)
        if not finding.casts and not finding.denied and not self._is_included(group, first) and not self._is_governed(group, first):
            finding = self._predicates.after(group.last, end)
            if not finding.casts and not finding.denied:
                finding = self._predicates.by_tree(group, first, end)
        return Finding(tuple(cast for cast in finding.casts if cast.name in _SINGLE), finding.denied)


    def _is_governed(self, group: Group, first: int) -> bool:
        """Whether a single person hangs on a preposition or is the object of a verb, and so is no subject."""
        before = group.first - 1
        if before >= first and self._tokens[before].upos == "ADP" and self._forms[before] != "with":
            return True
        head = self._tokens[group.head]
        return head.deprel in ("obj", "iobj") and first <= head.head < group.first and self._forms[head.head] not in self._words.sets["bridges"]

    def _is_included(self, group: Group, first: int) -> bool:
        return self._words.phrases["including"].match_before(self._forms, group.first, first) is not None

    # ------------------------------------------------------------------------------------------ lists of victims

    def _lists(self, members: list[Group], findings: dict[Group, Finding], first: int, end: int) -> tuple[list[_Victims], set[Group]]:
        """Groups with a class, each with what is coordinated with it; and all groups that were so taken."""
        by_first = {group.first: group for group in reversed(members)}
        by_last = {group.last: group for group in members}
        found: list[_Victims] = []
        taken: set[Group] = set()
        for group in sorted(members, key=lambda item: _distance(item, findings[item])):
            finding = findings[group]
            if group in taken or not finding.casts or (not group.numbered and group.high is None):
                continue
            run = [group]
            if not group.part and group.sort != "casualty":
                run = self._run(group, finding.casts[0], findings, by_first, by_last, first, end, taken)
            taken.update(run)
            found += self._casts(finding.casts, tuple(self._without_appositions(run)))
        return found, taken

    def _casts(self, casts: tuple[Cast, ...], members: tuple[Group, ...]) -> list[_Victims]:
        names = {cast.name for cast in casts}
        joint = len(names) > 1 and "killed" in names and bool(names & {"injured", "missing"})
        if joint:
            return [_Victims(casts[0], True, members)]
        return [_Victims(cast, False, members) for cast in casts]

    def _run(
        self, group: Group, cast: Cast, findings: dict[Group, Finding], by_first: dict[int, Group], by_last: dict[int, Group], first: int, end: int, taken: set[Group]
    ) -> list[Group]:
        """The list that the group is in: to the right where the predicate has it as object, else to the left, or as the tree has it."""
        run = [group]
        after = cast.active or cast.token < group.first
        while after and len(run) < _LIST:
            found = self._next(run[-1].last, by_first, end)
            if found is None or found in taken or not self._joins(found, cast, findings, end, ahead=True):
                break
            run.append(found)
        while not cast.active and cast.token >= group.last and len(run) < _LIST:
            found = self._previous(run[0].first, by_last, first)
            if found is None or found in taken or not self._joins(found, cast, findings, end, ahead=False):
                break
            run.insert(0, found)
        if not cast.active and cast.token >= run[-1].last:
            run += self._company(cast, by_first, end)
        return run

    def _next(self, at: int, by_first: dict[int, Group], end: int) -> Group | None:
        link = self._link(at, end)
        return by_first.get(link) if link is not None else None

    def _previous(self, at: int, by_last: dict[int, Group], first: int) -> Group | None:
        for last in range(at - 1, max(first, at - 7), -1):
            group = by_last.get(last)
            if group is not None and self._link(last, at + 1) == at:
                return group
        return None

    def _link(self, at: int, end: int) -> int | None:
        """Where the next member of a list begins if one follows at ``at``: past ", 36, and", "and", ",", "as well as"."""
        forms = self._forms
        begin = at
        if at + 2 < end and forms[at] in (",", "(") and forms[at + 1][0].isdigit() and len(forms[at + 1]) < 4 and forms[at + 2] in (",", ")", "and"):
            at += 2 if forms[at + 2] == "and" else 3
        elif at < end and forms[at] in (",", ";"):
            at += 1
        if at < end and forms[at] in ("and", "&", "plus"):
            at += 1
        elif at + 2 < end and forms[at : at + 3] == ["as", "well", "as"]:
            at += 3
        elif at + 1 < end and forms[at : at + 2] in (["along", "with"], ["together", "with"]):
            at += 2
        while begin < at < end and forms[at] in ("also", "then", "later"):
            at += 1
        return at if at > begin else None

    def _joins(self, group: Group, cast: Cast, findings: dict[Group, Finding], end: int, *, ahead: bool) -> bool:
        own = findings[group]
        same = any(found.token == cast.token for found in own.casts)
        if (own.casts and not same) or own.denied or group.part or group.sort not in ("person", "bare"):
            return False
        if group.sort == "bare" and not group.exact and not same:
            return False
        if same:
            return True
        if ahead:
            follows = self._tokens[group.last].upos if group.last < end else "PUNCT"
            return follows not in ("AUX", "VERB") or self._forms[group.last] in ("who", "that")
        head = self._tokens[group.head]
        return not (head.deprel in ("obj", "iobj", "obl") and head.head != cast.token and head.head < group.first)

    def _company(self, cast: Cast, by_first: dict[int, Group], end: int) -> list[Group]:
        """"was assassinated with his driver": he and the driver."""
        at = cast.token + 1
        if cast.name != "killed" or at + 1 >= end or self._forms[at] not in _COMPANY:
            return []
        at += 2 if self._forms[at] in ("along", "together") else 1
        group = by_first.get(at)
        fits = group is not None and group.sort == "person" and not group.part and (group.numbered or not group.named)
        return [group] if group is not None and fits else []

    def _without_appositions(self, run: list[Group]) -> list[Group]:
        """"their elder, Omar Haddad" is one person; the name goes on counting, the words stay in the range."""
        kept: list[Group] = []
        for group in run:
            before = kept[-1] if kept else None
            apposed = (
                before is not None and not before.numbered and not group.numbered and before.named != group.named
                and self._forms[before.last : group.first] == [","] and (before.high, group.high) == (1, 1)
            )  # fmt: skip
            if apposed and before is not None:
                named, described = (before, group) if before.named else (group, before)
                kept[-1] = named._replace(first=before.first, last=group.last, whose=described.whose, named=False)
            else:
                kept.append(group)
        return kept

    def _parts(self, members: list[Group], findings: dict[Group, Finding], victims: list[_Victims], taken: set[Group], first: int) -> list[_Victims]:
        """"including three children", "two of them officers", "three seriously": parts of the victims before them."""
        found: list[_Victims] = []
        open_part: _Victims | None = None
        for group in members:
            if findings[group].casts or group in taken:
                open_part = None
                continue
            included = self._is_included(group, first)
            graver = group.sort == "bare" and self._forms[group.first - 1 : group.first] == [","] and group.last < len(self._forms) and self._forms[group.last] in ("seriously", "critically", "severely", "badly", "gravely")
            apart = group.part and group.first > first and self._forms[group.first - 1] in (",", "(", "and", "–", "—", "-")
            follows = open_part is not None and group.numbered and self._link(open_part.last, group.first + 1) == group.first
            if not (included or apart or graver or follows):
                continue
            whole = next((item for item in reversed(victims) if item.first < group.first <= item.last + _PART_REACH), None)
            if whole is None or (not group.numbered and group.named) or group.sort == "thing":
                continue
            open_part = _Victims(whole.cast, whole.joint, (group,))
            found.append(open_part)
        return found

    # ------------------------------------------------------------------------------------------ figures

    def _of_victims(self, victims: _Victims) -> list[FoundFigure]:
        """The whole, and its numbered members where all have numbers."""
        members = victims.members
        what: FigureKind = "count" if victims.joint else victims.cast.name
        low = sum(member.low for member in members)
        highs = [member.high for member in members]
        high = None if None in highs else sum(item for item in highs if item is not None)
        whose = members[0].whose if len(members) == 1 else None
        found = [self._figure(what, low, high, victims.first, victims.last, whose, victims.cast.token, members[0].count)]
        if len(members) > 1 and all(member.numbered for member in members):
            found += [self._figure(what, item.low, item.high, item.first, item.last, item.whose, victims.cast.token, item.count) for item in members]
        return found

    def _is_plain(self, group: Group, finding: Finding) -> bool:
        """Whether a group without a class is a count of people or things worth keeping."""
        if finding.denied or finding.casts:
            return False
        if group.sort == "casualty":
            return self._forms[group.head] in self._words.sets["nouns"] | self._words.sets["victims"]
        if not group.exact and group.low < 3:
            return False
        if group.sort == "bare":
            return self._words.phrases["aboard"].match_before(self._forms, group.last, group.first) is not None
        return group.sort in ("person", "thing") and (group.high is None or group.high > 1)

    def _plain(self, group: Group) -> FoundFigure:
        predicate = group.head if self._forms[group.head] in self._words.sets["nouns"] else None
        return self._figure("count", group.low, group.high, group.first, group.last, group.whose, predicate, group.count)

    def _figure(
        self, what: FigureKind, low: int, high: int | None, first: int, last: int, whose: tuple[int, int] | None, predicate: int | None, count: int
    ) -> FoundFigure:
        start, end = self._tokens[first].start, self._tokens[last - 1].end
        group = None if whose is None else self._text[self._tokens[whose[0]].start : self._tokens[whose[1] - 1].end]
        figure = Figure(what=what, low=low, high=high, start=start, end=end, text=self._text[start:end], whose=group)
        return FoundFigure(figure, predicate, count)
