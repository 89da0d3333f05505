"""Predicates of more than one word: "shot dead", "beaten to death", "lost their lives", "took … hostage"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from strandline.claims.figures_nominals import Nominals
from strandline.claims.figures_words import Class

_WOUND_REACH: Final = 7
_BREAKS: Final = frozenset({"VERB", "AUX", "SCONJ", "PUNCT"})
_LISTED: Final = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "CCONJ"})


class Cast(NamedTuple):
    """A class with the token that gives it.

    ``active`` where that token has the group as its object, ``lone`` where it speaks of the group alone ("his death").
    """

    name: Class
    token: int
    active: bool
    lone: bool = False


class Phrasal:
    """Looks for the phrasal predicates of one document."""

    def __init__(self, nominals: Nominals) -> None:
        self._nominals = nominals
        self._tokens = nominals.tokens
        self._forms = nominals.forms
        self._words = nominals.words

    def with_object(self, at: int, before: str, last: int, end: int) -> Cast | None:
        """The class for a group that ends at ``last`` and is the object of the word at ``at``, after ``before``."""
        form, sets = self._forms[at], self._words.sets
        if form in sets["takers"] and self._is_captive(last, end):
            return Cast("captured", at, True)
        if form in sets["drivers"] and self._leaves_home(last, end):
            return Cast("displaced", at, True)
        if form in sets["deadly_with"]:
            deadly = at if before in sets["fatal"] else self._past_list_to_death(last, end)
            return Cast("killed", deadly, True) if deadly is not None else None
        return Cast("killed", at, True) if form == "dead" and before in sets["deadly_with"] else None

    def of_subject(self, at: int, end: int, *, be: bool) -> Cast | None:
        """The class for a group before ``at`` that is the subject of the phrase there; ``be``: in the passive."""
        form, sets = self._forms[at], self._words.sets
        near = self._forms[at + 1 : min(end, at + 5)]
        if not near:
            return None
        lost = self._lost(form, at, near)
        if lost is not None:
            return lost
        pair = f"{form} {near[0]}"
        if pair in sets["died_pairs"]:
            return Cast("killed", at + (near[0] == "suicide"), False)
        if pair in sets["captured_pairs"] or (form in sets["takers"] and near[0] in sets["captives"]):
            return Cast("captured", at, False)
        if form in sets["deadly_with"] and (deadly := self._to_death(at + 1, end)) is not None:
            suffers = be or not self._nominals.opens_object(deadly + 1, end)
            return Cast("killed", deadly, False) if suffers else None
        return (self._passive(form, at, near, end) if be else None) or self._wounded(form, at, near, end)

    def _lost(self, form: str, at: int, near: Sequence[str]) -> Cast | None:
        """ "lost their lives", "lost their homes"."""
        if form not in self._words.sets["life_takers"] or len(near) < 2 or near[0] not in self._words.sets["owners"]:
            return None
        if near[1] in ("life", "lives"):
            return Cast("killed", at, False)
        return Cast("displaced", at, False) if near[1] in ("home", "homes") else None

    def _passive(self, form: str, at: int, near: Sequence[str], end: int) -> Cast | None:
        """ "was fatally shot", "were among the dead", "were taken into custody", "were forced to flee"."""
        sets = self._words.sets
        if form in sets["fatal"] and (near[0] in sets["deadly_with"] or self._words.active_class(near[0]) == "injured"):
            return Cast("killed", at + 1, False)
        if form == "among":
            fits = (at + 1 + step for step, word in enumerate(near) if word in self._words.sufferers)
            place = next(fits, None)
            return Cast(self._words.sufferers[self._forms[place]], place, False) if place is not None else None
        if form in sets["takers"] | {"remain", "remains"} and near[:2] in (["into", "custody"], ["in", "custody"]):
            return Cast("captured", at, False)
        return Cast("displaced", at, False) if form in sets["drivers"] and self._leaves_home(at + 1, end) else None

    def _wounded(self, form: str, at: int, near: Sequence[str], end: int) -> Cast | None:
        """ "suffered minor injuries", "were treated for burns", "taken to hospital with gunshot wounds"."""
        if form not in self._words.sets["sufferers"] and "hospital" not in near:
            return None
        for place in range(at + 1, min(end, at + _WOUND_REACH)):
            if self._forms[place] in self._words.sets["wounds"]:
                return Cast("injured", place, False)
            token = self._tokens[place]
            if token.upos in _BREAKS and token.xpos not in ("VBN", "VBG") and token.text != "-":
                return None
        return None

    def _to_death(self, at: int, end: int) -> int | None:
        """ "dead" or "death" of "shot dead", "beaten to death" from ``at`` on."""
        forms = self._forms
        if at < end and forms[at] == "dead":
            return at
        pairs = (place for place in range(at, min(end - 1, at + 3)) if forms[place] == "to")
        return next((place + 1 for place in pairs if forms[place + 1] == "death"), None)

    def _past_list_to_death(self, at: int, end: int) -> int | None:
        """ "stabbed his mother and a friend to death": past the rest of the list."""
        deadly = self._to_death(at, end)
        stop = min(end, at + 4 * _WOUND_REACH)
        while deadly is None and at < stop:
            if self._tokens[at].upos not in _LISTED and self._forms[at] not in self._words.sets["owners"] | {","}:
                return None
            at += 1
            deadly = self._to_death(at, end)
        return deadly

    def _is_captive(self, at: int, end: int) -> bool:
        """ "took 20 people hostage", "took 20 hostages"."""
        captives = self._words.sets["captives"]
        return (at < end and self._forms[at] in captives) or (at > 0 and self._forms[at - 1] in captives)

    def _leaves_home(self, at: int, end: int) -> bool:
        """ "from their homes", "to flee", "homeless"."""
        near, sets = self._forms[at : min(end, at + 6)], self._words.sets
        if near[:1] == ["homeless"] or (near[:1] == ["to"] and near[1:2] and near[1] in sets["leave"]):
            return True
        out = near[:1] == ["from"] or near[:2] == ["out", "of"]
        return out and not sets["homes"].isdisjoint(near)
