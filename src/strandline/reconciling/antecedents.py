"""What a word that names no sort of happening stands for: facts of one document in, the same facts out, those words
with the families of what they point back at.

"A tank burst … the accident", "a bomb went off … Monday's attack": a definite noun that stands for whatever it was
(``families.toml``, ``stands_for``) is about the nearest happening told before it that is of a sort with it, unless it
is told apart from that by a place or a day of its own. This is the old rule of nearness for nominal anaphora, held to
words whose sort fits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from strandline.reconciling.intervals import DAY, gap
from strandline.reconciling.words import stood_for

if TYPE_CHECKING:
    from strandline.reconciling.facts import Fact

_OUTCOMES: Final = frozenset({"killing", "injury", "destruction"})
"""Families of what comes of a deed: a word stands for the deed rather than for what came of it."""
_HAPPENED: Final = frozenset({"happened", "ongoing"})


def with_antecedents(facts: Sequence[Fact]) -> list[Fact]:
    """The facts, in the same order; those whose word stands for another have that one's families as well.

    Args:
        facts: of one document, in the order of their places in the text.
    """
    told: list[Fact] = []
    for fact in facts:
        sorts = stood_for(fact.stems) if fact.known and _is_noun(fact) else frozenset()
        # "An explosion killed two people, the second attack of the month" is another one than those told before.
        near = [other for other in told if other.sentence == fact.sentence] if sorts and fact.another else told
        before = (antecedent_of(fact, near, sorts - _OUTCOMES) or antecedent_of(fact, near, sorts)) if sorts else None
        if before is not None:
            families = fact.families | (before.families & sorts)
            fact = replace(fact, families=families, stands_for=before.claim.trigger.start)
        if fact.bare and fact.claim.when.basis not in ("stated", "relative") and _is_noun(fact):
            last = before or _last_of_sort(fact, told)
            fact = replace(fact, points_at=None if last is None else last.claim.trigger.start)
        told.append(fact)
    return told


def may_look_back(fact: Fact) -> bool:
    """Whether a fact may bear the families of another one of its document: what is told before decides on it then."""
    return fact.known and bool(stood_for(fact.stems))


def antecedent_of(fact: Fact, told: Sequence[Fact], sorts: frozenset[str]) -> Fact | None:
    """The nearest happening before a word that it may stand for.

    Args:
        fact: whose word it is.
        told: what is told before, in the order of the text.
        sorts: the families of what the word may stand for.
    """
    for other in reversed(told):
        if other.claim.trigger.end > fact.claim.trigger.start or _is_beside(other):
            continue
        if other.families & sorts and not _told_apart(fact, other):
            return other
    return None


def _last_of_sort(fact: Fact, told: Sequence[Fact]) -> Fact | None:
    """The nearest happening of a sort before a bare word for it, of one number with it."""
    for other in reversed(told):
        if other.claim.trigger.end > fact.claim.trigger.start or _is_beside(other):
            continue
        if _is_noun(other) and _is_plural(other) != _is_plural(fact):
            continue
        if (other.families & fact.families or other.stems & fact.stems) and not _told_apart(fact, other):
            return other
    return None


def _is_beside(fact: Fact) -> bool:
    """Whether it is not what a text goes on to speak of."""
    return fact.another or fact.nobody or fact.several or fact.aside


def _is_plural(fact: Fact) -> bool:
    return fact.claim.trigger.text.casefold() != fact.claim.trigger.lemma.casefold()


def _is_noun(fact: Fact) -> bool:
    """Whether the trigger is no form of a verb but its base: "the order", not "ordered"."""
    text, lemma = fact.claim.trigger.text.casefold(), fact.claim.trigger.lemma.casefold()
    return text in (lemma, f"{lemma}s", f"{lemma}es")


def _told_apart(fact: Fact, other: Fact) -> bool:
    """Whether their places or their days differ, or the other is no happening in the world."""
    if other.claim.status not in _HAPPENED:
        return True
    if fact.sites and other.sites and not fact.sites & other.sites:
        return True
    stated = fact.claim.when.basis in ("stated", "relative") and other.dated
    return stated and gap(fact.interval, other.interval) > DAY
