"""How many: a grammar of counts with bounds and classes.

A document's tree in, its figures out, each with exactly the words that hold it: "at least 35 members of the
choir" is killed [35, open] by "killing". Numbers and their bounds: ``figures_numbers``; who is counted:
``figures_groups``, ``figures_persons``; what makes it a class: ``figures_predicates``; lists and parts:
``figures_lists``; nobody: ``figures_zeros``; all words: ``figures.toml``. Bounds are the contract's.

Choices that the contract leaves open:

- A list of victims is one figure over all of it ("his wife and three children": 4), ``whose`` null; where every
  member has a number of its own ("three soldiers and two civilians"), the members follow as figures of their own,
  told apart by ``whose``.
- "killed 12, including three children": 12, and 3 as a part with ``whose``. Parts are never added.
- "60 killed or wounded", "14 casualties" and "20 dead or missing" count people whose share in each class is not
  said: ``count``.
- No casualties, nobody hurt, unhurt: killed [0, 0] and injured [0, 0], two figures on the same words. "Nobody was
  injured" speaks of injuries alone, "nobody was killed" of deaths alone; "no serious injuries" and "no survivors"
  are no zero.
- A single person killed or hurt is [1, 1], named, described or by pronoun; a bare plural ("civilians were killed")
  holds no count, and two or more only inside a list ("the mayor and his guards": [3, open]).
- Animals killed are a plain count. A quantifier without a number ("some officials", "many people") is a figure only
  in a class.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from strandline.claims.figures_groups import Group, Groups
from strandline.claims.figures_lists import Lists, Victims
from strandline.claims.figures_nominals import Nominals
from strandline.claims.figures_numbers import Numbers
from strandline.claims.figures_persons import Persons
from strandline.claims.figures_phrasal import Cast
from strandline.claims.figures_predicates import NOTHING, Finding, Predicates
from strandline.claims.figures_words import figure_words
from strandline.claims.figures_zeros import Zero, Zeros
from strandline.claims.syntax import Tree
from strandline.records import Figure, FigureKind

_SINGLE: Final = frozenset({"killed", "injured"})
"""The classes in which a single person without a number is a figure."""
_OPENING: Final = frozenset({"with", "after", "before", "since", "until", "as", "when", "while"})
"""Words that may be tagged as prepositions but open a clause, whose subject may suffer."""


class FoundFigure(NamedTuple):
    """A figure with the token that makes it killed, injured … (None for a plain count) and the token of its number."""

    figure: Figure
    predicate: int | None
    numeral: int


def find_figures(text: str, tree: Tree) -> list[FoundFigure]:
    """All figures of a document, in the order of the text, a whole before its parts.

    Args:
        text: ``Document.text``.
        tree: the tree of its reading.
    """
    finder = _Finder(text, tree)
    return [found for sentence in tree.reading.sentences for found in finder.sentence(sentence.first, sentence.last)]


class _Finder:
    """The figures of one document, sentence by sentence."""

    def __init__(self, text: str, tree: Tree) -> None:
        words = figure_words()
        forms = [token.text.lower() or " " for token in tree.tokens]
        nominals = Nominals(tree.tokens, forms, words, tree.reading.names)
        self._text = text
        self._tokens = tree.tokens
        self._forms = forms
        self._words = words
        self._nominals = nominals
        self._numbers = Numbers(tree.tokens, forms, words)
        self._groups = Groups(nominals)
        self._persons = Persons(nominals)
        self._predicates = Predicates(tree, nominals)
        self._zeros = Zeros(nominals)
        sets = words.sets
        self._harm = words.predicates | sets["deadly_with"] | sets["wounds"] | sets["life_takers"] | sets["fatal"]

    def sentence(self, first: int, end: int) -> list[FoundFigure]:
        """Figures of the sentence ``[first, end)``."""
        harmed = not self._harm.isdisjoint(self._forms[first:end])
        zeros = self._zeros.zeros(first, end)
        counted = self._counted(first, end, zeros)
        persons = self._single(first, end, counted, zeros) if harmed else []
        members = sorted([*counted, *persons], key=lambda group: (group.first, -group.last))
        findings: dict[Group, Finding] = {}
        lists = Lists(self._nominals, members, findings, (first, end))
        for group in members:
            find = self._of_counted if group.numbered else self._of_person
            findings[group] = find(group, lists, first, end)
        victims = lists.victims()
        found = [figure for group in [*victims, *lists.parts(victims)] for figure in self._of_victims(group)]
        rest = (group for group in counted if group not in lists.taken)
        found += [self._plain(group) for group in rest if self._is_plain(group, findings[group])]
        found += [self._nobody(zero) for zero in zeros]
        return sorted(found, key=lambda item: (item.figure.start, -item.figure.end, item.figure.what))

    # ------------------------------------------------------------------------------------------ groups

    def _counted(self, first: int, end: int, zeros: list[Zero]) -> list[Group]:
        """Groups with numbers; those inside others or of which only a share is spoken are marked ``nested``."""
        found: list[Group] = []
        for quantity in self._numbers.quantities(first, end):
            group = self._groups.counted(quantity, end)
            if group is None:
                continue
            nested = any(other.first < group.first and group.last <= other.last for other in found[-2:])
            nested = nested or any(zero.first < group.first < zero.last for zero in zeros)
            found.append(group._replace(nested=nested or self._is_share(group, first)))
        return found

    def _is_share(self, group: Group, first: int) -> bool:
        """Whether only a share of the group is spoken of: "half of the 900"."""
        at = group.first - 1
        if at >= first and (self._forms[at] in self._words.sets["the"] or self._nominals.is_possessive(at)):
            at -= 1
        return at - 1 >= first and self._forms[at] == "of" and self._forms[at - 1] in self._words.sets["fractions"]

    def _single(self, first: int, end: int, counted: list[Group], zeros: list[Zero]) -> list[Group]:
        """Single persons in the stretches between the counted groups."""
        found: list[Group] = []
        at = first
        for stop, resume in [*((group.first, group.last) for group in counted), (end, end)]:
            found += self._persons.persons(at, stop)
            at = max(at, resume)
        return [group for group in found if not any(zero.first <= group.first < zero.last for zero in zeros)]

    def _of_counted(self, group: Group, lists: Lists, first: int, end: int) -> Finding:
        if group.nested and not group.classes:
            return NOTHING
        if lists.is_included(group):
            return self._predicates.copular(group, first)
        return self._predicates.of(group, first, end)

    def _of_person(self, group: Group, lists: Lists, first: int, end: int) -> Finding:
        predicates = self._predicates
        finding = predicates.before(group.first, first, group.last, end)
        thing = group.named and not group.exact
        if thing and any(self._forms[cast.token + 1] == "of" and self._is_vague(cast) for cast in finding.casts):
            finding = NOTHING
        if finding == NOTHING:
            finding = predicates.possessed(group, end)
        if finding == NOTHING and not group.named:
            finding = predicates.copular(group, first)
        if finding == NOTHING and not lists.is_included(group) and not self._is_governed(group, first):
            finding = predicates.after(group.last, end)
            if finding == NOTHING:
                finding = predicates.by_tree(group, first, end)
        if lists.is_pronoun(group) and any(self._is_active(group, cast) for cast in finding.casts):
            return NOTHING
        known = group.named or group.high != 1 or self._words.is_listed_person(self._forms[group.head])
        names = _SINGLE if known else frozenset({"killed"})
        return Finding(tuple(cast for cast in finding.casts if cast.name in names), finding.denied)

    def _is_vague(self, cast: Cast) -> bool:
        """ "the death of", "the remains of" may speak of things; murders and killings are of people."""
        return self._forms[cast.token] in self._words.sets["remains"] | {"death", "deaths"}

    def _is_governed(self, group: Group, first: int) -> bool:
        """Whether a single person hangs on a preposition or is the object of a verb, and so is no subject."""
        before = group.first - 1
        if before >= first and self._tokens[before].upos == "ADP" and self._forms[before] not in _OPENING:
            return True
        token = self._tokens[group.head]
        is_object = token.deprel in ("obj", "iobj") and first <= token.head < group.first
        return is_object and self._forms[token.head] not in self._words.sets["bridges"]

    def _is_active(self, group: Group, cast: Cast) -> bool:
        """ "he injured": a pronoun right before a participle is its subject in the active."""
        own = self._words.classes[cast.name]
        if cast.lone or cast.token < group.last or self._forms[cast.token] not in own.participles - own.alone:
            return False
        return self._words.sets["be"].isdisjoint(self._forms[group.last : cast.token])

    # ------------------------------------------------------------------------------------------ figures

    def _of_victims(self, victims: Victims) -> list[FoundFigure]:
        """The whole, and its numbered members where all have numbers."""
        members = victims.members
        what: FigureKind = "count" if victims.joint else victims.cast.name
        highs = [member.high for member in members if member.high is not None]
        high = sum(highs) if len(highs) == len(members) else None
        whose = members[0].whose if len(members) == 1 else None
        span = (victims.first, victims.last)
        token = victims.cast.token
        found = [self._found(what, (sum(item.low for item in members), high), span, whose, (token, members[0].numeral))]
        if len(members) > 1 and all(member.numbered for member in members):
            found += [
                self._found(what, (item.low, item.high), (item.first, item.last), item.whose, (token, item.numeral))
                for item in members
            ]
        return found

    def _is_plain(self, group: Group, finding: Finding) -> bool:
        """Whether a group without a class is a count of people or things worth keeping."""
        if finding != NOTHING or (group.high is not None and group.high < 2 and group.sort != "casualty"):
            return False
        form = self._forms[group.head]
        if group.sort == "casualty":
            return form in self._words.sets["casualties_only"] | self._words.sets["victims"]
        if group.sort == "other" or (not group.exact and group.low < 3):
            return False
        if group.sort == "bare":
            return self._words.phrases["aboard"].ends_at(self._forms, group.last, group.first)
        capital = self._tokens[group.head].text[0].isupper()
        return group.sort == "thing" or capital or self._words.is_listed_person(form)

    def _plain(self, group: Group) -> FoundFigure:
        token = group.head if self._forms[group.head] in self._words.sets["casualties_only"] else None
        return self._found(
            "count", (group.low, group.high), (group.first, group.last), group.whose, (token, group.numeral)
        )

    def _nobody(self, zero: Zero) -> FoundFigure:
        return self._found(zero.name, (0, 0), (zero.first, zero.last), zero.whose, (zero.predicate, zero.numeral))

    def _found(
        self,
        what: FigureKind,
        bounds: tuple[int, int | None],
        span: tuple[int, int],
        whose: tuple[int, int] | None,
        tokens: tuple[int | None, int],
    ) -> FoundFigure:
        """A figure from tokens: its words, whose it is, and its predicate and number."""
        start, end = self._tokens[span[0]].start, self._tokens[span[1] - 1].end
        group = None if whose is None else self._text[self._tokens[whose[0]].start : self._tokens[whose[1] - 1].end]
        low, high = bounds
        figure = Figure(what=what, low=low, high=high, start=start, end=end, text=self._text[start:end], whose=group)
        return FoundFigure(figure, *tokens)
