"""Victims in a list ("his wife and three children"), with their appositions; parts of a whole ("including three")."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from strandline.claims.figures_groups import Group
from strandline.claims.figures_nominals import Nominals
from strandline.claims.figures_phrasal import Cast
from strandline.claims.figures_predicates import Finding

_MOST: Final = 12
"""The most members that a list of victims may have."""
_PART_REACH: Final = 30
"""How many tokens after a whole its parts may stand."""
_CLOSERS: Final = frozenset({"and", "&", "plus", "as", "with"})
_ANYBODY: Final = frozenset({"people", "persons", "others", "victims", "dead", "adults", "relatives"})
"""Words that say nothing of who was hurt; "two soldiers, a nurse and a child" are four."""
_OBJECTS: Final = frozenset({"obj", "iobj", "obl"})


class Victims(NamedTuple):
    """The groups under one predicate; ``joint`` where it gives two classes together ("killed or wounded")."""

    cast: Cast
    joint: bool
    members: tuple[Group, ...]

    @property
    def first(self) -> int:
        """First token of the list."""
        return self.members[0].first

    @property
    def last(self) -> int:
        """End of the list, in tokens."""
        return max(member.last for member in self.members)


class Lists:
    """Puts the groups of one sentence into lists of victims.

    Args:
        nominals: the document's nominals.
        members: the sentence's groups and single persons, in the order of the text.
        findings: what was found for each.
        bounds: the sentence's tokens ``[first, end)``.
    """

    def __init__(
        self, nominals: Nominals, members: Sequence[Group], findings: dict[Group, Finding], bounds: tuple[int, int]
    ) -> None:
        self._nominals = nominals
        self._tokens = nominals.tokens
        self._forms = nominals.forms
        self._words = nominals.words
        self._members = members
        self._findings = findings
        self._first, self._end = bounds
        self._by_first = {group.first: group for group in reversed(members)}
        self._by_last = {group.last: group for group in members}
        self.taken: set[Group] = set()

    def victims(self) -> list[Victims]:
        """The lists. A predicate has one, that nearest to it; "two of them" never stands for the whole."""
        found: list[Victims] = []
        claimed: set[int] = set()
        for group in sorted(self._members, key=lambda item: (item.part, _distance(item, self._findings[item]))):
            casts = self._findings[group].casts
            if not casts or casts[0].token in claimed or group in self.taken:
                continue
            if not group.numbered and group.high is None:
                continue
            alone = group.part or group.sort == "casualty" or casts[0].lone
            run = [group] if alone else self._run(group, casts[0])
            self.taken.update(run)
            claimed.add(casts[0].token)
            members = tuple(self._with_appositions(run))
            joint = _is_joint(casts)
            found += [Victims(cast, joint, members) for cast in (casts[:1] if joint else casts)]
        return found

    def _run(self, group: Group, cast: Cast) -> list[Group]:
        """The list that the group is in: on from it where the predicate has it as object, else back from it."""
        ahead = cast.active or cast.token < group.first
        run = self._grown([group], cast, ahead=ahead, stop=self._end)
        if not ahead:
            run = self._grown(run, cast, ahead=True, stop=cast.token)
        run = self._closed(run, group)
        apposed = len(run) > 2 and not run[0].numbered and run[0].high is None
        if apposed and self._between(run[0], run[1]) == [","]:
            run = run[1:]
        if self._tells_who(run):
            run = run[:1]
        if run == [group] and not ahead and (found := self._next(group.last)) is not None:
            closes = found.last < self._end and self._forms[found.last] in (",", ")")
            run = [group, found] if closes and self._is_apposition(group, found) else run
        if not cast.active and cast.token >= run[-1].last:
            run += self._company(cast)
        return run

    def _tells_who(self, run: list[Group]) -> bool:
        """Whether the rest of a list only says who the first were: "three people, a nurse and her two sons"."""
        whole = run[0]
        if len(run) < 2 or not whole.numbered or self._forms[whole.head] not in _ANYBODY or whole.low < len(run) - 1:
            return False
        told = sum(item.low for item in run[1:])
        return self._between(whole, run[1]) == [","] and told <= whole.low and (whole.high is None or told > 1)

    def _grown(self, run: list[Group], cast: Cast, *, ahead: bool, stop: int) -> list[Group]:
        follows = cast.active or cast.token < run[0].first
        while len(run) < _MOST:
            found = self._next(run[-1].last) if ahead else self._previous(run[0].first)
            if found is None or found in self.taken or found.last > stop or not self._joins(found, cast, follows):
                break
            run = [*run, found] if ahead else [found, *run]
        return run

    def _next(self, at: int) -> Group | None:
        link = self._link(at, self._end)
        return self._by_first.get(link) if link is not None else None

    def _previous(self, at: int) -> Group | None:
        for last in range(at - 1, max(self._first, at - 7), -1):
            group = self._by_last.get(last)
            if group is not None and self._link(last, at + 1) == at:
                return group
        return None

    def _link(self, at: int, end: int) -> int | None:
        """Where the next member begins if one follows at ``at``: past ", 36, and", "and", ",", "as well as"."""
        forms, begin = self._forms, at
        if at + 2 < end and forms[at] in (",", "(") and forms[at + 1].isdigit() and forms[at + 2] in (",", ")", "and"):
            at += 2 if forms[at + 2] == "and" else 3
        elif at < end and forms[at] in (",", ";"):
            at += 1
        if at < end and forms[at] in ("and", "&", "plus"):
            at += 1
        elif list(forms[at : min(end, at + 3)]) == ["as", "well", "as"]:
            at += 3
        elif list(forms[at : min(end, at + 2)]) in (["along", "with"], ["together", "with"]):
            at += 2
        while begin < at < end - 1 and self._is_between(at):
            at += 1
        return at if at > begin else None

    def _is_between(self, at: int) -> bool:
        """ "also" and the possessive of "their four children": no part of the next member."""
        if self._forms[at] in ("also", "then", "later"):
            return True
        owns = self._forms[at] in self._words.sets["owners"] or self._forms[at] == "the"
        return owns and self._tokens[at + 1].upos == "NUM"

    def _joins(self, group: Group, cast: Cast, follows: bool) -> bool:
        """Whether a neighbour belongs to the list and not to a clause of its own."""
        own = self._findings[group]
        same = any(found.token == cast.token for found in own.casts)
        if own.denied or (own.casts and not same) or group.part or group.sort not in ("person", "bare"):
            return False
        if same:
            return True
        if group.sort == "bare" and not group.exact:
            return False
        if follows:
            clause = group.last < self._end and self._tokens[group.last].upos in ("AUX", "VERB")
            return not clause or self._forms[group.last] in ("who", "that")
        token = self._tokens[group.head]
        other = token.deprel in _OBJECTS and token.head != cast.token and token.head < group.first
        reduced = self._forms[cast.token] in self._words.classes[cast.name].participles
        return not other or (reduced and self._forms[cast.token - 1] not in self._words.sets["be"])

    def _company(self, cast: Cast) -> list[Group]:
        """ "was assassinated with his driver": he and the driver."""
        at = cast.token + 1
        if cast.name not in ("killed", "injured") or at + 1 >= self._end:
            return []
        at += self._forms[at] in ("along", "together")
        if self._forms[at] not in ("with", "alongside"):
            return []
        group = self._by_first.get(at + 1)
        if group is None or group.part or group.sort not in ("person", "bare") or (group.named and not group.numbered):
            return []
        return [group]

    # ------------------------------------------------------------------------------------------ appositions

    def _between(self, left: Group, right: Group) -> list[str]:
        return list(self._forms[left.last : right.first])

    def is_pronoun(self, group: Group) -> bool:
        """Whether the group is a personal pronoun."""
        return group.last == group.first + 1 and self._forms[group.first] in self._words.sets["pronouns"]

    def _closed(self, run: list[Group], seed: Group) -> list[Group]:
        """The run as far as an "and" closes it as a list; a comma alone joins but a name with what it is."""
        links = [not _CLOSERS.isdisjoint(self._between(left, right)) for left, right in pairwise(run)]
        if True not in links:
            return self._apposed(run, seed)
        end = len(links) - links[::-1].index(True) + 1
        if end < len(run) and not run[end].numbered and run[end].named != run[end - 1].named:
            end += 1
        kept = run[: max(end, run.index(seed) + 1)]
        return [item for item in kept if item is seed or len(kept) == 2 or not self.is_pronoun(item)]

    def _apposed(self, run: list[Group], seed: Group) -> list[Group]:
        """The seed and the neighbour that says who it is: "Omar Haddad, a nurse"."""
        at = run.index(seed)
        for left, right in ((at - 1, at), (at, at + 1)):
            if left >= 0 and right < len(run) and self._is_apposition(run[left], run[right]):
                return [run[left], run[right]]
        return [seed]

    def _is_apposition(self, left: Group, right: Group) -> bool:
        single = (left.high, right.high) == (1, 1) and not left.numbered and not right.numbered
        if not single or self._between(left, right) != [","] or self.is_pronoun(left) or self.is_pronoun(right):
            return False
        if self._forms[right.first] == "whose":
            return False
        determined = not right.named and self._tokens[right.first].upos == "DET"
        return left.named != right.named or determined

    def _with_appositions(self, run: list[Group]) -> list[Group]:
        """ "their elder, Omar Haddad" is one person over both."""
        kept: list[Group] = []
        for group in run:
            before = kept[-1] if kept else None
            one = before is not None and (before.named != group.named or len(run) == 2)
            if before is None or not one or not self._is_apposition(before, group):
                kept.append(group)
                continue
            named, described = (before, group) if before.named else (group, before)
            whose = described.whose if named.named else group.whose
            kept[-1] = named._replace(first=before.first, last=group.last, whose=whose, named=False)
        return kept

    # ------------------------------------------------------------------------------------------ parts

    def is_included(self, group: Group) -> bool:
        """Whether "including", "among them" introduce the group."""
        return self._words.phrases["including"].ends_at(self._forms, group.first, self._first)

    def parts(self, victims: Sequence[Victims]) -> list[Victims]:
        """ "including three children", "two of them officers", "three seriously": parts of the victims before them."""
        found: list[Victims] = []
        before: Victims | None = None
        for group in self._members:
            if group in self.taken:
                before = None
                continue
            if not self._is_part(group, before) or group.sort == "thing" or (group.named and not group.numbered):
                continue
            wholes = (item for item in reversed(victims) if item.first < group.first <= item.last + _PART_REACH)
            whole = next(wholes, None)
            if whole is not None:
                before = Victims(whole.cast, whole.joint, (group,))
                found.append(before)
        self.taken.update(member for part in found for member in part.members)
        return found

    def _is_part(self, group: Group, before: Victims | None) -> bool:
        if self.is_included(group):
            return True
        follow = self._forms[group.last] if group.last < self._end else ""
        mark = self._forms[group.first - 1] if group.first > self._first else ""
        if group.part and mark in (",", "(", "and", "–", "—", "-"):
            return not follow or self._tokens[group.last].upos not in ("AUX", "VERB")
        if group.sort == "bare" and group.exact and mark == ",":
            return follow in self._words.sets["gravely"]
        return before is not None and group.numbered and self._link(before.last, group.first + 1) == group.first


def _distance(group: Group, finding: Finding) -> int:
    """How far a group stands from its predicate, in tokens."""
    if not finding.casts:
        return 0
    token = finding.casts[0].token
    return token - group.last + 1 if token >= group.last else group.first - token


def _is_joint(casts: Sequence[Cast]) -> bool:
    """ "killed or wounded", "dead or missing": one number for both, their shares unsaid."""
    names = {cast.name for cast in casts}
    return "killed" in names and bool(names & {"injured", "missing"})
