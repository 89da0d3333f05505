"""What happened to those who are counted: the word that makes a number one of killed, injured, missing, captured, displaced.

The words next to the group decide where they can ("killing at least 25", "25 people were killed"); the tree is asked where they
cannot. A denied predicate gives nothing.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from strandline.claims.figures_groups import Group, Groups
from strandline.claims.figures_words import CLASSES, Class, FigureWords
from strandline.claims.syntax import Tree

_REACH: Final = 18
"""How many tokens after a group its predicate may stand."""
_ASIDE: Final = 12
"""The longest aside between commas, in tokens."""
_STEPS: Final = 4
_QUOTES: Final = frozenset({'"', "“", "”", "``", "''", "‘", "'"})
_WOUND_REACH: Final = 7


class Cast(NamedTuple):
    """A class with the token that gives it; ``active`` where that token has the group as its object."""

    name: Class
    token: int
    active: bool


class Finding(NamedTuple):
    """What was found at a place: classes, or a denial of one."""

    casts: tuple[Cast, ...]
    denied: bool = False


NOTHING: Final = Finding(())


class Predicates:
    """Looks for the predicates of groups in one document."""

    def __init__(self, tree: Tree, forms: list[str], words: FigureWords, groups: Groups) -> None:
        self._tree = tree
        self._tokens = tree.tokens
        self._forms = forms
        self._words = words
        self._groups = groups

    def of(self, group: Group, first: int, end: int) -> Finding:
        """The classes of a group in the sentence ``[first, end)``."""
        own = tuple(Cast(name, token, False) for name, token in group.classes)
        if group.sort == "casualty" and not group.some_of:
            return self._of_casualties(group, own, first, end)
        if own and not group.some_of and group.sort != "bare":
            return self._not_a_thing(group, Finding(own))
        for finding in (self.before(group.first, first, group.last, end), self._copular(group, first)):
            if finding.casts or finding.denied:
                return self._not_a_thing(group, finding)
        if own and not group.some_of:
            return Finding(own)
        for finding in (self.after(group.last, end), self.by_tree(group, first, end), self.toll(group, first, end)):
            if finding.casts or finding.denied:
                return self._not_a_thing(group, finding)
        return Finding(own)

    def _not_a_thing(self, group: Group, finding: Finding) -> Finding:
        """Only people are killed, hurt, caught; a word that is not known for people needs a verb of killing."""
        if group.sort in ("person", "bare", "casualty"):
            return finding
        head = self._words.singular(self._forms[group.head])
        if group.sort == "thing" or head in self._words.sets["not_victims"]:
            return NOTHING
        return Finding(tuple(cast for cast in finding.casts if cast.name == "killed"), finding.denied)

    def _of_casualties(self, group: Group, own: tuple[Cast, ...], first: int, end: int) -> Finding:
        forms, sets = self._forms, self._words.sets
        if group.last < end and forms[group.last] in ("toll", "tolls", "penalty", "row", "threats", "sentences", "threat", "squads"):
            return NOTHING
        if forms[group.head] in ("lives", "life"):
            near = range(max(first, group.first - 3), min(end, group.last + 5))
            taker = next((at for at in near if forms[at] in sets["life_takers"]), None)
            return Finding((Cast("killed", group.head, False),)) if taker is not None else NOTHING
        return Finding(own)

    def possessed(self, group: Group, end: int) -> Finding:
        """"his death", "the mayor's murder": the noun that a possessor stands before."""
        forms, sets = self._forms, self._words.sets
        at = group.last
        if at < end and forms[at] in ("'s", "’s", "'", "’"):
            at += 1
        elif forms[group.first] not in sets["possessives"] or group.last != group.first + 1:
            return NOTHING
        while at < end and (self._tokens[at].upos == "ADJ" or forms[at] in ("-", "mid")) and at < group.last + 5:
            at += 1
        if at >= end or forms[at] not in self._words.classes["killed"].of - {"body", "bodies", "remains", "lives", "life", "loss"}:
            return NOTHING
        if at + 1 < end and forms[at + 1] in sets["after_death"]:
            return NOTHING
        return Finding((Cast("killed", at, False),))

    # ------------------------------------------------------------------------------------------ before the group

    def before(self, at: int, first: int, last: int, end: int) -> Finding:
        """The verb or noun right before ``at`` that has the group as its object: "killing", "the deaths of"."""
        forms, sets = self._forms, self._words.sets
        place = self._before_aside(at - 1, first)
        while place >= first and (self._tokens[place].upos == "ADV" or forms[place] in ("the", "these", "those", "his", "her", "their", "both")) and place > at - 4:
            place -= 1
        if place < first:
            return NOTHING
        form = forms[place]
        if form in ("of", "to", "for") and place > first:
            return self._of_noun(place, first)
        if form in sets["takers"] and self._captive(last, end):
            return Finding((Cast("captured", place, True),))
        if form in sets["drivers"] and self._from_home(last, end):
            return Finding((Cast("displaced", place, True),))
        if form in sets["deadly_with"] and (deadly := self._to_death(last, end)) is not None:
            return Finding((Cast("killed", deadly, True),))
        if forms[place - 1] in sets["fatal"] and place > first and (form in sets["deadly_with"] or self._words.active_class(form) == "injured"):
            return NOTHING if self._passive_before(place - 1, first) else Finding((Cast("killed", place, True),))
        names = [name for name in CLASSES if form in self._words.classes[name].active]
        if not names or self._passive_before(place, first):
            return NOTHING
        if self._negated_before(place, first):
            return Finding((), denied=True)
        casts = [Cast(names[0], place, True)]
        if place - 2 >= first and forms[place - 1] in sets["joint"]:
            casts = [Cast(name, place - 2, True) for name in CLASSES if forms[place - 2] in self._words.classes[name].active] + casts
        return Finding(tuple(casts))

    def _before_aside(self, place: int, first: int) -> int:
        """"The fire injured, by varying reports, at least eight": before the aside."""
        if place > first and self._forms[place] == ",":
            for start in range(place - 1, max(first, place - _ASIDE), -1):
                if self._forms[start] == ",":
                    verb = self._forms[start - 1] if start > first else ""
                    return start - 1 if self._words.active_class(verb) is not None else place
        return place

    def _of_noun(self, place: int, first: int) -> Finding:
        """"the deaths of", "the bodies of", "injuries to"."""
        forms, sets = self._forms, self._words.sets
        noun = place - 1
        if forms[place] == "for":
            return NOTHING
        if noun > first and forms[noun - 1] in sets["fatal"] and self._tokens[noun].upos == "NOUN" and forms[place] == "of":
            return Finding((Cast("killed", noun, True),))
        names = [name for name in CLASSES if forms[noun] in self._words.classes[name].of]
        if forms[place] == "to":
            names = [name for name in names if name == "injured"]
        if not names or (forms[noun] in ("life", "lives", "flight", "loss", "seizure", "capture") and not self._loses(noun, first)):
            return NOTHING
        if noun > first and forms[noun - 1] in self._words.sets["negators"] | {"without"}:
            return Finding((), denied=True)
        return Finding((Cast(names[0], noun, True),))

    def _loses(self, noun: int, first: int) -> bool:
        if self._forms[noun] not in ("life", "lives"):
            return False
        return any(self._forms[at] in self._words.sets["life_takers"] for at in range(max(first, noun - 4), noun))

    def _passive_before(self, verb: int, first: int) -> bool:
        """Whether a form of "to be" makes the participle a passive; "-ing" forms stay active."""
        if self._forms[verb].endswith("ing"):
            return False
        at = verb - 1
        while at >= first and (self._tokens[at].upos == "ADV" or self._forms[at] in self._words.sets["joint"] or self._tokens[at].xpos == "VBN") and at > verb - 5:
            if self._forms[at] in ("been", "being"):
                return True
            at -= 1
        return at >= first and self._forms[at] in self._words.sets["be"]

    def _negated_before(self, at: int, first: int) -> bool:
        return any(self._forms[place] in ("not", "n't", "n’t", "never", "without", "nor") for place in range(max(first, at - 3), at))

    def _copular(self, group: Group, first: int) -> Finding:
        """"Among the dead were three children", "the victims included two women"."""
        forms = self._forms
        at = group.first - 1
        if at - 1 < first or not (forms[at] in ("were", "was", "are", "is", "include", "included", "includes")):
            return NOTHING
        for place in range(at - 1, max(first, at - 6) - 1, -1):
            if forms[place] in (",", ";", ":"):
                return NOTHING
            for name in CLASSES:
                own = self._words.classes[name].people
                if forms[place] in own and place > first and (forms[place - 1] in ("the", "those", "among") or self._tokens[place - 1].upos == "NUM"):
                    return Finding((Cast(name, place, False),))
        return NOTHING

    # ------------------------------------------------------------------------------------------ after the group

    def after(self, at: int, end: int) -> Finding:
        """The predicate that follows a group which is its subject: "were killed", "reported missing", "dead"."""
        forms, tokens, sets = self._forms, self._tokens, self._words.sets
        start, be, have, denied, phrase = at, False, False, False, False
        while at < end and at < start + _REACH:
            form = forms[at]
            found = self._predicate_at(at, end, be=be, have=have, phrase=phrase)
            if found:
                return Finding((), denied=True) if denied else Finding(self._with_joint(found, end))
            if form in sets["be"]:
                be = True
            elif form in sets["have"]:
                have = True
            elif form in ("not", "n't", "n’t", "never"):
                denied = True
            elif form in _QUOTES:
                pass
            elif form in (",", "(", "-", "–", "—") and not be and not have:
                aside = self._aside(at, end)
                if aside is None:
                    return NOTHING
                at, phrase = aside, True
                continue
            elif form in sets["modal"] or form in sets["bridges"] or tokens[at].upos in ("ADV", "AUX"):
                pass
            elif tokens[at].upos == "ADP" and at == start and (after := self._past_phrase(at, end)) is not None:
                at, phrase = after, True
                continue
            elif tokens[at].upos == "VERB" and (be or at == start) and (joined := self._joined_predicate(at, end, be=be)) is not None:
                return Finding((), denied=True) if denied else Finding(self._with_joint((joined,), end))
            else:
                return NOTHING
            at += 1
        return NOTHING

    def _aside(self, at: int, end: int) -> int | None:
        """Past an aside between commas, dashes or brackets, None where none closes."""
        closing = {",": (",",), "(": (")",)}.get(self._forms[at], ("-", "–", "—"))
        for place in range(at + 1, min(end, at + _ASIDE)):
            if self._forms[place] in closing:
                follow = place + 1
                helps = follow < end and (self._tokens[follow].upos in ("AUX", "VERB", "ADV") or self._forms[follow] in self._words.sets["be"] | self._words.sets["have"] | self._words.sets["bridges"])
                if helps:
                    return follow
        follows = at + 1 < end and self._forms[at + 1] in ("who", "which")
        return at + 1 if follows else None

    def _past_phrase(self, at: int, end: int) -> int | None:
        """Past "in the village", "aboard the ship", where a predicate follows."""
        tokens = self._tokens
        place = at + 1
        while place < end and place < at + 10 and (tokens[place].upos in ("DET", "ADJ", "NOUN", "PROPN", "NUM", "ADP") or "Poss=Yes" in tokens[place].feats or self._forms[place] in ("'s", "’s", "-")):
            place += 1
        helps = place < end and (tokens[place].upos in ("AUX", "VERB") or self._forms[place] in self._words.sets["be"] | self._words.sets["have"])
        return place if helps and place > at + 1 else None

    def _predicate_at(self, at: int, end: int, *, be: bool, have: bool, phrase: bool) -> tuple[Cast, ...]:
        forms, words = self._forms, self._words
        form = forms[at]
        special = self._special_at(at, end, be=be)
        if special is not None:
            return (special,)
        for name in CLASSES:
            own = words.classes[name]
            if form in own.adjectives and form not in own.participles:
                opens = self._groups.opens_object(at + 1, end) and not be
                if not opens and (be or have or not phrase):
                    return (Cast(name, at, False),)
            if form in own.participles and (be or self._is_reduced(at, end, have=have)):
                if form.startswith("hospitali") and self._is_illness(at):
                    continue
                return (Cast(name, at, False),)
            if form in own.alone and not be and (form not in own.active or not self._groups.opens_object(at + 1, end)):
                return (Cast(name, at, False),)
            if form in own.alone and be and (form.endswith("ing") or form in own.participles):
                return (Cast(name, at, False),)
        return ()

    def _is_reduced(self, at: int, end: int, *, have: bool) -> bool:
        """"12 people killed in the raid": a participle without "to be", and no object after it."""
        return not have and not self._groups.opens_object(at + 1, end)

    def _is_illness(self, at: int) -> bool:
        sentence = self._tree.reading.sentences[self._tokens[at].sentence]
        low, high = max(sentence.first, at - 40), min(sentence.last, at + 40)
        return any(self._forms[place] in self._words.sets["illness"] for place in range(low, high))

    def _special_at(self, at: int, end: int, *, be: bool) -> Cast | None:
        """Predicates of more than one word."""
        forms, sets = self._forms, self._words.sets
        form = forms[at]
        near = forms[at + 1 : min(end, at + 5)]
        if form in ("lost", "lose", "loses", "losing") and len(near) > 1 and near[0] in ("their", "his", "her", "its"):
            if near[1] in ("life", "lives"):
                return Cast("killed", at, False)
            return Cast("displaced", at, False) if near[1] in ("home", "homes") else None
        if form in sets["fatal"] and near and be and (near[0] in sets["deadly_with"] or self._words.active_class(near[0]) == "injured"):
            return Cast("killed", at + 1, False)
        if form.startswith("commit") and near[:1] == ["suicide"]:
            return Cast("killed", at + 1, False)
        if form in ("passed", "passes", "pass", "passing") and near[:1] == ["away"]:
            return Cast("killed", at, False)
        if form == "gunned" and near[:1] == ["down"]:
            return Cast("killed", at, False)
        if form in sets["deadly_with"] and (deadly := self._to_death(at + 1, end)) is not None:
            return Cast("killed", deadly, False)
        if form in sets["takers"] and near[:1] and near[0] in sets["captives"]:
            return Cast("captured", at, False)
        if form in ("taken", "remain", "remains", "held") and be and near[:2] in (["into", "custody"], ["in", "custody"]):
            return Cast("captured", at, False)
        if form == "rounded" and near[:1] == ["up"]:
            return Cast("captured", at, False)
        if form in sets["drivers"] and be and self._from_home(at + 1, end):
            return Cast("displaced", at, False)
        if form in sets["sufferers"]:
            return self._wounds_after(at, end)
        return None

    def _wounds_after(self, at: int, end: int) -> Cast | None:
        """"suffered minor injuries", "were treated for burns", "with gunshot wounds"."""
        for place in range(at + 1, min(end, at + _WOUND_REACH)):
            if self._forms[place] in self._words.sets["wounds"]:
                return Cast("injured", place, False)
            if self._tokens[place].upos in ("VERB", "AUX", "SCONJ", "PUNCT") and self._forms[place] not in ("-",) and self._tokens[place].xpos not in ("VBN", "VBG"):
                return None
        return None

    def _to_death(self, at: int, end: int) -> int | None:
        """"dead" or "death" of "shot dead", "beaten to death" from ``at`` on."""
        forms = self._forms
        if at < end and forms[at] == "dead":
            return at
        for place in range(at, min(end - 1, at + 3)):
            if forms[place] == "to" and forms[place + 1] == "death":
                return place + 1
        return None

    def _captive(self, at: int, end: int) -> bool:
        return at < end and self._forms[at] in self._words.sets["captives"] or (at > 0 and self._forms[at - 1] in self._words.sets["captives"])

    def _from_home(self, at: int, end: int) -> bool:
        """"from their homes", "to flee", "homeless"."""
        forms, sets = self._forms, self._words.sets
        near = forms[at : min(end, at + 6)]
        if near[:1] == ["homeless"] or (near[:1] == ["to"] and len(near) > 1 and near[1] in sets["leave"]):
            return True
        out = near[:1] == ["from"] or near[:2] == ["out", "of"]
        return out and any(word in sets["homes"] for word in near)

    def _joined_predicate(self, at: int, end: int, *, be: bool) -> Cast | None:
        """"were shot and killed", "was hit by a car and died": a predicate joined to one that gives no class."""
        forms, words = self._forms, self._words
        for place in range(at + 1, min(end - 1, at + 9)):
            if forms[place] in ("and", "or"):
                follow = place + 1
                while follow < end and (self._tokens[follow].upos == "ADV" or forms[follow] in ("then", "later", "was", "were", "fatally")):
                    follow += 1
                if follow >= end:
                    return None
                for name in CLASSES:
                    own = words.classes[name]
                    if (be and forms[follow] in own.participles or forms[follow] in own.alone) and not self._groups.opens_object(follow + 1, end):
                        return Cast(name, follow, False)
                return None
            if self._tokens[place].upos in ("PUNCT", "SCONJ", "AUX") or self._tokens[place].xpos in ("VBD", "VBP", "VBZ"):
                return None
        return None

    def _with_joint(self, found: tuple[Cast, ...], end: int) -> tuple[Cast, ...]:
        """"killed or wounded", "abducted and killed": the second class with the first."""
        forms, words = self._forms, self._words
        at = found[-1].token + 1
        if at + 1 >= end or forms[at] not in words.sets["joint"]:
            return found
        at += 1
        if forms[at] == "/" and at + 1 < end:
            at += 1
        if forms[at] in ("or", "later", "then") and at + 1 < end:
            at += 1
        for name in CLASSES:
            own = words.classes[name]
            fits = forms[at] in own.participles | own.adjectives | own.alone and not self._groups.opens_object(at + 1, end)
            if fits and name != found[-1].name:
                return (*found, Cast(name, at, False))
        return found

    # ------------------------------------------------------------------------------------------ by the tree

    def by_tree(self, group: Group, first: int, end: int) -> Finding:
        """The predicate that the tree gives, up through coordination and nouns like "group" and "number"."""
        node = group.head
        for _ in range(_STEPS):
            token = self._tokens[node]
            head = token.head
            if not first <= head < end or abs(head - group.head) > 2 * _REACH:
                return NOTHING
            finding = self._related(node, head, token.deprel)
            if finding.casts or finding.denied:
                return finding
            passes = token.deprel in ("nummod", "appos", "flat") or (token.deprel == "nmod" and self._forms[head] in ("number", "total", "group", "rest", "majority", "some", "hundreds", "dozens", "thousands", "most"))
            if not passes:
                return NOTHING
            node = head
        return NOTHING

    def _related(self, node: int, verb: int, relation: str) -> Finding:
        form = self._forms[verb]
        for name in CLASSES:
            own = self._words.classes[name]
            passive = self._tree.is_passive(verb)
            fits = (
                (relation == "nsubj:pass" and form in own.participles)
                or (relation == "nsubj" and form in own.alone and self._tree.child(verb, "obj") is None)
                or (relation.startswith("nsubj") and form in own.adjectives and node < verb)
                or (relation == "nsubj" and passive and form in own.participles and node < verb)
                or (relation == "obj" and form in own.active and not passive and verb < node)
                or (relation == "nmod" and form in own.of and self._tree.case_of(node) == "of" and verb < node and form not in ("life", "lives", "flight", "loss", "capture", "seizure"))
            )
            if fits:
                if form.startswith("hospitali") and self._is_illness(verb):
                    continue
                denied = any(self._forms[child] in ("not", "n't", "n’t", "never") for child in self._tree.children[verb] if child < verb)
                return Finding(()) if denied else Finding((Cast(name, verb, relation in ("obj", "nmod")),))
        return NOTHING

    # ------------------------------------------------------------------------------------------ tolls

    def toll(self, group: Group, first: int, end: int) -> Finding:
        """"the death toll rose to 31", "the number of dead at 45", "bringing to 31 the number of people killed"."""
        forms, sets = self._forms, self._words.sets
        if group.sort not in ("bare", "person"):
            return NOTHING
        linked = forms[group.first - 1] in sets["toll_links"] if group.first > first else False
        linked = linked or (group.first - 2 >= first and forms[group.first - 1] == "the" and forms[group.first - 2] in sets["toll_links"])
        if linked:
            for at in range(group.first - 2, max(first, group.first - _REACH) - 1, -1):
                if forms[at] in sets["toll_heads"] and (cast := self._toll_class(at, first, group.first)) is not None:
                    return Finding((cast,))
        if group.last + 1 < end and forms[group.last] == "the" and forms[group.last + 1] in sets["toll_heads"]:
            cast = self._toll_class(group.last + 1, first, end)
            return Finding((cast,)) if cast is not None else NOTHING
        return NOTHING

    def _toll_class(self, head: int, first: int, end: int) -> Cast | None:
        forms, words = self._forms, self._words
        before = forms[max(first, head - 3) : head]
        if forms[head] in ("toll", "tolls", "count", "tally"):
            if "death" in before or "body" in before or "fatality" in before:
                return Cast("killed", head, False)
            if "injury" in before or "casualty" in before:
                return Cast("injured", head, False) if "injury" in before else None
        if head + 1 < end and forms[head + 1] == "of":
            for at in range(head + 2, min(end, head + 8)):
                for name in CLASSES:
                    own = words.classes[name]
                    if forms[at] in own.people or forms[at] in own.nouns or forms[at] in own.participles:
                        return Cast(name, at, False)
                if forms[at] in words.sets["be"] | words.sets["have"] and forms[at + 1 : at + 2] != ["been"]:
                    continue
        return Cast("killed", head, False) if forms[head] in ("toll", "tolls") and not before[-1:] == ["casualty"] else None
