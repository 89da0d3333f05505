"""What happened to those who are counted: the word that makes them killed, injured, missing, captured or displaced.

The words next to the group decide where they can ("killing four people", "four people were killed"); the tree is asked
where they cannot. A denied predicate gives nothing.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from strandline.claims.figures_groups import Group
from strandline.claims.figures_nominals import Nominals
from strandline.claims.figures_phrasal import Cast, Phrasal
from strandline.claims.figures_words import CLASSES, Class
from strandline.claims.syntax import Tree

_REACH: Final = 18
"""How many tokens after a group its predicate may stand."""
_ASIDE: Final = 12
"""The longest aside between commas, in tokens."""
_PHRASE: Final = 10
_JOINED: Final = 9
_STEPS: Final = 4
_QUOTES: Final = frozenset({'"', "“", "”", "``", "''", "‘", "'"})
_NOT: Final = frozenset({"not", "n't", "n’t", "never"})
_NOMINAL: Final = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "ADP"})


class Finding(NamedTuple):
    """What was found at a place: classes, or a denial of one."""

    casts: tuple[Cast, ...]
    denied: bool = False


NOTHING: Final = Finding(())


class Predicates:
    """Looks for the predicates of groups in one document."""

    def __init__(self, tree: Tree, nominals: Nominals) -> None:
        self._tree = tree
        self._tokens = tree.tokens
        self._forms = nominals.forms
        self._words = nominals.words
        self._nominals = nominals
        self._phrasal = Phrasal(nominals)

    def of(self, group: Group, first: int, end: int) -> Finding:
        """The classes of a counted group in the sentence ``[first, end)``."""
        own = Finding(tuple(Cast(name, token, False) for name, token in group.classes))
        if group.sort == "casualty" and not group.some_of:
            return self._of_casualties(group, own, first, end)
        if own.casts and not group.some_of and group.sort != "bare":
            return self._if_people(group, own)
        for finding in (self.before(group.first, first, group.last, end), self.copular(group, first)):
            if finding != NOTHING:
                return self._if_people(group, finding)
        if (own.casts and not group.some_of) or self._is_carried(group, first):
            return own
        for finding in (self.after(group.last, end), self.by_tree(group, first, end), self._toll(group, first, end)):
            if finding != NOTHING:
                return self._if_people(group, finding)
        return own

    def _is_carried(self, group: Group, first: int) -> bool:
        """ "a plane carrying nine people, … disappeared": what carries them is the subject."""
        carries = group.first > first and self._forms[group.first - 1] in self._words.sets["carriers"]
        return carries and list(self._forms[group.last : group.last + 1]) == [","]

    def _if_people(self, group: Group, finding: Finding) -> Finding:
        """Only people are killed, hurt, caught; a word that is not known for people needs a verb of killing."""
        if self._words.singular(self._forms[group.head]) in self._words.sets["fugitives"]:
            finding = finding._replace(casts=tuple(cast for cast in finding.casts if cast.name != "displaced"))
        if group.sort in ("person", "bare", "casualty"):
            return finding
        if group.sort == "thing" or self._words.singular(self._forms[group.head]) in self._words.sets["not_victims"]:
            return NOTHING
        return Finding(tuple(cast for cast in finding.casts if cast.name == "killed"), finding.denied)

    def _of_casualties(self, group: Group, own: Finding, first: int, end: int) -> Finding:
        forms, sets = self._forms, self._words.sets
        if group.last < end and forms[group.last] in sets["after_death"] | sets["death_tolls"]:
            return NOTHING
        if forms[group.head] in ("lives", "life"):
            near = forms[max(first, group.first - 3) : min(end, group.last + 5)]
            taken = not sets["life_takers"].isdisjoint(near)
            return Finding((Cast("killed", group.head, False),)) if taken else NOTHING
        return own

    def possessed(self, group: Group, end: int) -> Finding:
        """ "his death", "the mayor's murder": the noun that a possessor stands before."""
        forms, sets = self._forms, self._words.sets
        at = group.last
        if at < end and forms[at] in ("'s", "’s", "'", "’"):
            at += 1
        elif forms[group.first] not in sets["possessives"] or group.last != group.first + 1:
            return NOTHING
        while at < min(end, group.last + 5) and self._tokens[at].upos == "ADJ":
            at += 1
        if at >= end or forms[at] not in self._words.death_nouns:
            return NOTHING
        if at + 1 < end and forms[at + 1] in sets["after_death"]:
            return NOTHING
        return Finding((Cast("killed", at, False, lone=True),))

    # ------------------------------------------------------------------------------------------ before the group

    def before(self, at: int, first: int, last: int, end: int) -> Finding:
        """The verb or noun that has the group ``[at, last)`` as its object: "killing", "the deaths of"."""
        forms, sets = self._forms, self._words.sets
        place = self._before_aside(at - 1, first)
        least = max(first, at - 3)
        while place >= least and (self._tokens[place].upos == "ADV" or forms[place] in sets["owners"] | sets["the"]):
            place -= 1
        if place < first:
            return NOTHING
        form, before = forms[place], forms[place - 1] if place > first else ""
        if form == "with":
            return self._in_company(place + 1, first)
        if form in ("of", "to"):
            return self._of_noun(place, first) if before else NOTHING
        phrasal = self._phrasal.with_object(place, before, last, end)
        if phrasal is not None:
            return Finding((phrasal,))
        name = self._words.active_class(form)
        if name is None or self._is_passive(place, first):
            return NOTHING
        if before in sets["fatal"] and name == "injured":
            name = "killed"
        if not _NOT.union(("without", "nor")).isdisjoint(forms[max(first, place - 3) : place]):
            return Finding((), denied=True)
        joint = self._words.active_class(forms[place - 2]) if before in sets["joint"] and place - 2 >= first else None
        found = (Cast(name, place, True),)
        return Finding(found if joint is None else (Cast(joint, place - 2, True), *found))

    def _in_company(self, at: int, first: int) -> Finding:
        """ "was arrested along with nine others": the nine."""
        forms = self._forms
        if at - 3 < first or forms[at - 1] != "with" or forms[at - 2] not in ("along", "together"):
            return NOTHING
        name = next((item for item in CLASSES if forms[at - 3] in self._words.classes[item].participles), None)
        return NOTHING if name is None else Finding((Cast(name, at - 3, False),))

    def _before_aside(self, place: int, first: int) -> int:
        """ "The fire injured, by one account, at least eight": the verb before the aside."""
        if place <= first or self._forms[place] != ",":
            return place
        for start in range(place - 1, max(first, place - _ASIDE), -1):
            if self._forms[start] == ",":
                return start - 1 if self._words.active_class(self._forms[start - 1]) is not None else place
        return place

    def _of_noun(self, place: int, first: int) -> Finding:
        """ "the deaths of", "the bodies of", "injuries to"."""
        forms, sets = self._forms, self._words.sets
        noun = place - 1
        before = forms[noun - 1] if noun > first else ""
        if forms[place] == "of" and before in sets["fatal"] and self._tokens[noun].upos == "NOUN":
            return Finding((Cast("killed", noun, True),))
        name = self._words.of_class(forms[noun])
        if name is None or (forms[place] == "to" and (name != "injured" or forms[noun] not in sets["wounds"])):
            return NOTHING
        if forms[noun] in sets["of_taken"]:
            lost = forms[noun] in ("life", "lives") and not sets["life_takers"].isdisjoint(
                forms[max(first, noun - 4) : noun]
            )
            return Finding((Cast("killed", noun, True),)) if lost else NOTHING
        if before in sets["negators"] or before == "without":
            return Finding((), denied=True)
        return Finding((Cast(name, noun, True),))

    def _is_passive(self, verb: int, first: int) -> bool:
        """Whether a form of "to be" makes the participle a passive; "-ing" forms stay active."""
        if self._forms[verb].endswith("ing"):
            return False
        at, least = verb - 1, max(first, verb - 4)
        while at >= least and self._forms[at] not in ("been", "being"):
            skipped = self._tokens[at].upos == "ADV" or self._tokens[at].xpos == "VBN"
            if not skipped and self._forms[at] not in self._words.sets["joint"]:
                break
            at -= 1
        return at >= first and self._forms[at] in self._words.sets["be"]

    def copular(self, group: Group, first: int) -> Finding:
        """ "Among the dead were three children", "the victims included two women"."""
        forms, at = self._forms, group.first - 1
        if at - 1 < first or forms[at] not in self._words.sets["copulas"]:
            return NOTHING
        for place in range(at - 1, max(first, at - 6), -1):
            if forms[place] in (",", ";", ":"):
                return NOTHING
            name = self._words.sufferers.get(forms[place])
            named = forms[place - 1] in ("the", "those", "among") or self._tokens[place - 1].upos == "NUM"
            if name is not None and named:
                return Finding((Cast(name, place, False),))
        return NOTHING

    # ------------------------------------------------------------------------------------------ after the group

    def after(self, at: int, end: int) -> Finding:
        """The predicate after a group that ends at ``at`` and is its subject: "were killed", "reported missing"."""
        forms, tokens, sets = self._forms, self._tokens, self._words.sets
        start, be, have, denied, away = at, False, False, False, False
        while at < min(end, start + _REACH):
            form, tag = forms[at], tokens[at].upos
            cast = self._predicate_at(at, end, be=be, have=have, away=away)
            if cast is None and tag == "VERB" and (be or at == start) and form not in sets["passed_over"]:
                cast = self._joined_predicate(at, end, be=be)
                if cast is None:
                    return NOTHING
            if cast is not None:
                return Finding((), denied=True) if denied else Finding(self._with_joint(cast, end))
            if tag == "VERB" and not be and list(forms[at + 1 : at + 2]) == [","]:
                return NOTHING  # "six people, the fire chief said, have died": who says so did not die
            past = None
            if form in sets["asides"] and not be and not have:
                past = self._past_aside(at, end)
            elif tag == "ADP" and at == start and form not in sets["bridges"]:
                past = self._past_phrase(at, end)
            elif form in sets["passed_over"] or form in _QUOTES or tag in ("ADV", "AUX"):
                if form == "to":  # "are known to have died": what follows has helpers of its own
                    be = have = False
                be = be or form in sets["be"]
                have = have or form in sets["have"]
                denied = denied or form in _NOT
                at += 1
                continue
            if past is None:
                return NOTHING
            at, away = past, True
        return NOTHING

    def _past_aside(self, at: int, end: int) -> int | None:
        """Past an aside between commas, dashes or brackets, None where none closes before a predicate."""
        forms = self._forms
        closing = {",": ",", "(": ")"}.get(forms[at])
        for place in range(at + 1, min(end - 1, at + _ASIDE)):
            closes = forms[place] == closing if closing is not None else forms[place] in ("-", "–", "—")
            if closes and (self._tokens[place + 1].upos in ("AUX", "VERB", "ADV") or self._is_link(place + 1)):
                return place + 1
        return at + 1 if at + 1 < end and forms[at + 1] in ("who", "which") else None

    def _is_link(self, at: int) -> bool:
        sets = self._words.sets
        return self._forms[at] in sets["be"] or self._forms[at] in sets["have"] or self._forms[at] in sets["bridges"]

    def _past_phrase(self, at: int, end: int) -> int | None:
        """Past "in the village", "aboard the ship", where a predicate follows."""
        tokens, place = self._tokens, at + 1
        while place < min(end, at + _PHRASE) and (
            tokens[place].upos in _NOMINAL or self._nominals.is_possessive(place) or self._forms[place] in ("'s", "-")
        ):
            place += 1
        predicate = place < end and (tokens[place].upos in ("AUX", "VERB") or self._is_link(place))
        return place if predicate and place > at + 1 else None

    def _predicate_at(self, at: int, end: int, *, be: bool, have: bool, away: bool) -> Cast | None:
        """The class of the word at ``at`` for a subject before it; ``away`` says that other words stand between."""
        form = self._forms[at]
        phrasal = self._phrasal.of_subject(at, end, be=be)
        if phrasal is not None or form not in self._words.predicates:
            return phrasal
        free = not self._nominals.opens_object(at + 1, end)
        name = next((name for name in CLASSES if self._fits(name, form, free, be=be, have=have, away=away)), None)
        if name is None or (form.startswith("hospitali") and self._is_illness(at)):
            return None
        return Cast(name, at, False)

    def _fits(self, name: Class, form: str, free: bool, *, be: bool, have: bool, away: bool) -> bool:
        """Whether a form says the class of its subject; ``free``: no object follows it."""
        own = self._words.classes[name]
        if form in own.participles:
            return be or (free and not have) or (form in own.alone and free)
        if form in own.adjectives:
            return (be or free) and (be or have or not away)
        if form not in own.alone:
            return False
        return form.endswith("ing") if be else form not in own.active or free

    def _is_illness(self, at: int) -> bool:
        """Whether the sentence speaks of illness, so that those in hospital are not hurt."""
        sentence = self._tree.reading.sentences[self._tokens[at].sentence]
        near = self._forms[max(sentence.first, at - 40) : min(sentence.last, at + 40)]
        return not self._words.sets["illness"].isdisjoint(near)

    def _joined_predicate(self, at: int, end: int, *, be: bool) -> Cast | None:
        """ "were shot and killed", "was hit by a car and died": a predicate joined to one that gives no class."""
        forms, tokens = self._forms, self._tokens
        for place in range(at + 1, min(end - 1, at + _JOINED)):
            if forms[place] in ("and", "or"):
                follow = place + 1
                while follow < end - 1 and (tokens[follow].upos == "ADV" or forms[follow] in ("then", "was", "were")):
                    follow += 1
                free = not self._nominals.opens_object(follow + 1, end)
                return next(
                    (Cast(name, follow, False) for name in CLASSES if self._joins(name, follow, be, free)), None
                )
            if tokens[place].upos in ("PUNCT", "SCONJ", "AUX") or tokens[place].xpos in ("VBD", "VBP", "VBZ"):
                return None
        return None

    def _joins(self, name: Class, at: int, be: bool, free: bool) -> bool:
        own, form = self._words.classes[name], self._forms[at]
        return free and ((be and form in own.participles) or form in own.alone)

    def _with_joint(self, cast: Cast, end: int) -> tuple[Cast, ...]:
        """ "killed or wounded", "abducted and killed": the second class with the first."""
        forms, at = self._forms, cast.token + 1
        if at + 1 >= end or forms[at] not in self._words.sets["joint"]:
            return (cast,)
        at += 1
        while at + 1 < end and forms[at] in ("/", "or", "later", "then"):
            at += 1
        if self._nominals.opens_object(at + 1, end):
            return (cast,)
        for name in CLASSES:
            own = self._words.classes[name]
            if name != cast.name and (
                forms[at] in own.participles or forms[at] in own.adjectives or forms[at] in own.alone
            ):
                return (cast, Cast(name, at, False))
        return (cast,)

    # ------------------------------------------------------------------------------------------ by the tree

    def by_tree(self, group: Group, first: int, end: int) -> Finding:
        """The predicate that the tree gives, up through nouns like "group" and "number"."""
        node = group.head
        for _ in range(_STEPS):
            token = self._tokens[node]
            head = token.head
            if not first <= head < end or abs(head - group.head) > 2 * _REACH:
                return NOTHING
            name = self._related(node, head, token.deprel)
            if name is not None:
                denied = any(self._forms[child] in _NOT for child in self._tree.children[head] if child < head)
                return NOTHING if denied else Finding((Cast(name, head, token.deprel in ("obj", "nmod")),))
            if token.deprel == "appos" and not group.numbered and self._tree.child(head, "nummod") is not None:
                return NOTHING  # the others are counted, and this one is of them or speaks of them
            counts = token.deprel == "nmod" and self._forms[head] in self._words.sets["counters"]
            if not counts and token.deprel not in ("nummod", "appos", "flat"):
                return NOTHING
            node = head
        return NOTHING

    def _related(self, node: int, verb: int, relation: str) -> Class | None:
        """The class that the token ``verb`` gives a nominal that stands in this relation to it."""
        form = self._forms[verb]
        if form not in self._words.predicates or (form.startswith("hospitali") and self._is_illness(verb)):
            return None
        passive = self._tree.is_passive(verb)
        return next((name for name in CLASSES if self._suffers(name, node, verb, relation, passive)), None)

    def _suffers(self, name: Class, node: int, verb: int, relation: str, passive: bool) -> bool:
        own, form = self._words.classes[name], self._forms[verb]
        if relation == "nsubj:pass":
            return form in own.participles or (form in own.adjectives and node < verb)
        if relation == "nsubj":
            dies = form in own.alone and self._tree.child(verb, "obj") is None
            said = node < verb and (form in own.adjectives or (passive and form in own.participles))
            return dies or said
        if relation == "obj":
            return form in own.active and not passive and verb < node
        of = relation == "nmod" and verb < node and form in own.of and form not in self._words.sets["of_taken"]
        return of and self._tree.case_of(node) == "of"

    # ------------------------------------------------------------------------------------------ tolls

    def _toll(self, group: Group, first: int, end: int) -> Finding:
        """ "the death toll rose to 31", "the number of dead at 45", "bringing to 31 the number of people killed"."""
        forms, sets = self._forms, self._words.sets
        if group.sort not in ("bare", "person"):
            return NOTHING
        link = group.first - 1
        while link > first and (forms[link] == "the" or self._tokens[link].upos == "ADV"):
            link -= 1
        if forms[group.first] in sets["overtaking"]:
            link = group.first
        if link >= first and forms[link] in sets["toll_links"]:
            for at in range(link - 1, max(first, group.first - _REACH) - 1, -1):
                if forms[at] in sets["toll_heads"] and (cast := self._toll_class(at, first, group.first)) is not None:
                    return Finding((cast,))
        if group.last + 1 < end and forms[group.last] == "the" and forms[group.last + 1] in sets["toll_heads"]:
            cast = self._toll_class(group.last + 1, first, end)
            return Finding((cast,)) if cast is not None else NOTHING
        return NOTHING

    def _toll_class(self, head: int, first: int, end: int) -> Cast | None:
        """What a toll or a number counts: "death toll", "number of people displaced"."""
        forms, words = self._forms, self._words
        before = forms[max(first, head - 3) : head]
        if forms[head] in words.sets["death_tolls"] | {"count", "tally"}:
            if not words.sets["deadly_tolls"].isdisjoint(before):
                return Cast("killed", head, False)
            if "injury" in before:
                return Cast("injured", head, False)
        if list(forms[head + 1 : min(end, head + 2)]) == ["of"]:
            for at in range(head + 2, min(end, head + 8)):
                name = words.sufferers.get(forms[at]) or words.casualty_nouns.get(forms[at])
                name = name or next((item for item in CLASSES if forms[at] in words.classes[item].participles), None)
                if name is not None:
                    return Cast(name, at, False)
        toll = forms[head] in words.sets["death_tolls"] and "casualty" not in before
        return Cast("killed", head, False) if toll else None
