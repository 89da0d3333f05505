"""The dependency tree of a reading, with the questions that claims ask of it.

Relations are those of Universal Dependencies (EWT, GUM). Everything is by token index of ``Reading.tokens``; ranges
are half-open.
"""

from __future__ import annotations

from typing import Any, Final

from strandline.claims.lexica import word_set
from strandline.claims.persons import is_person_noun
from strandline.records import NameType, Reading, Token

CLAUSAL: Final = frozenset({
    "root", "ccomp", "xcomp", "advcl", "advcl:relcl", "acl", "acl:relcl", "parataxis", "csubj", "csubj:pass",
    "csubj:outer",
})  # fmt: skip
SUBJECTS: Final = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass", "csubj:outer", "expl"})
NOMINAL: Final = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})


class Tree:
    """Children, ranges and clauses of one reading.

    ``tenses`` is where ``timing_clauses.tense_of`` keeps what it was asked already; ``governments`` are the tokens of
    towns' names that stand for a government, as far as whoever asks has said so.
    """

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.tokens: tuple[Token, ...] = reading.tokens
        count = len(self.tokens)
        self.children: list[list[int]] = [[] for _ in range(count)]
        self.tenses: dict[int, Any] = {}
        self._subjects: dict[int, int | None] = {}
        self._left = list(range(count))
        self._right = [index + 1 for index in range(count)]
        for index, token in enumerate(self.tokens):
            if token.head >= 0:
                self.children[token.head].append(index)
        self.governments: frozenset[int] = frozenset()
        for sentence in reading.sentences:
            self._measure(sentence.first, sentence.last)
        self.name_type: dict[int, NameType] = {
            index: name.type for name in reading.names for index in range(name.first, name.last)
        }

    def _measure(self, first: int, last: int) -> None:
        """Ranges of all subtrees of a sentence, from the leaves up."""
        depth_of: dict[int, int] = {}
        for index in range(first, last):
            path = []
            node = index
            while node >= 0 and node not in depth_of:
                path.append(node)
                node = self.tokens[node].head
            depth = depth_of[node] if node >= 0 else -1
            for item in reversed(path):
                depth += 1
                depth_of[item] = depth
        for index in sorted(depth_of, key=lambda item: -depth_of[item]):
            head = self.tokens[index].head
            if head >= 0:
                self._left[head] = min(self._left[head], self._left[index])
                self._right[head] = max(self._right[head], self._right[index])

    def subtree(self, index: int) -> tuple[int, int]:
        """Smallest range that holds the token and all below it."""
        return self._left[index], self._right[index]

    def child(self, index: int, *relations: str) -> int | None:
        """First child by one of these relations."""
        for item in self.children[index]:  # asked very often: a loop takes half the time of next() over a generator
            if self.tokens[item].deprel in relations:
                return item
        return None

    def children_by(self, index: int, *relations: str) -> list[int]:
        """Children by one of these relations, in the order of the text."""
        return [item for item in self.children[index] if self.tokens[item].deprel in relations]

    def case_of(self, index: int) -> str:
        """Lower-cased preposition(s) of a nominal, joined by a space ("because of", "on"); empty where none."""
        words: list[str] = []
        for item in self.children[index]:
            if self.tokens[item].deprel == "case" and item < index:
                words.append(self.tokens[item].text.lower())
                words += [
                    self.tokens[part].text.lower()
                    for part in self.children[item]
                    if self.tokens[part].deprel == "fixed"
                ]
        return " ".join(words)

    def mark_of(self, index: int) -> str:
        """Lower-cased subordinating word(s) of a clause ("that", "if", "after"); empty where none."""
        words: list[str] = []
        for item in self.children[index]:
            token = self.tokens[item]
            if item < index and (token.deprel == "mark" or (token.deprel == "advmod" and token.xpos == "WRB")):
                words.append(token.text.lower())
                words += [
                    self.tokens[part].text.lower()
                    for part in self.children[item]
                    if self.tokens[part].deprel == "fixed"
                ]
        return " ".join(words)

    def is_verbal(self, index: int) -> bool:
        """Whether the token is a verb, or a predicate with a copula."""
        return self.tokens[index].upos in ("VERB", "AUX") or self.child(index, "cop") is not None

    def is_passive(self, index: int) -> bool:
        """Whether a verb stands in the passive, auxiliary or not."""
        token = self.tokens[index]
        if self._shares_object(index):
            return False
        if self.child(index, "aux:pass", "nsubj:pass", "csubj:pass") is not None:
            return True
        if "Voice=Pass" in token.feats:  # "have sent troops" is none, whatever the tag
            return not (self.child(index, "obj") is not None and self.child(index, "aux") is not None)
        if token.xpos == "VBD" and self._is_reduced(index):
            return True
        return (
            token.xpos == "VBN" and token.deprel in ("acl", "advcl", "amod") and self.child(index, "aux", "obj") is None
        )

    def _is_reduced(self, index: int) -> bool:
        """Whether a past form is a participle that was misread: no comma stands between a subject and its verb ("the
        letter, forwarded within an hour, alarmed them")."""
        own = self.child(index, "nsubj")
        beside = own is not None and own == index - 2 and self.tokens[index - 1].text == ","
        return beside and self.child(index, "obj", "ccomp", "xcomp", "aux") is None

    def _shares_object(self, index: int) -> bool:
        """Whether a verb without an auxiliary stands before another one whose object is its own: "police held and
        questioned a man"."""
        if self.tokens[index].upos != "VERB" or self.child(index, "nsubj:pass") is None:
            return False
        if self.child(index, "aux:pass", "aux", "obl:agent", "obl", "obj") is not None:
            return False
        other = self.child(index, "conj")
        if other is None or self.tokens[other].upos != "VERB" or other - index > 2:
            return False
        return self.child(other, "obj") is not None and self.child(other, "aux:pass", "aux") is None

    def first_conjunct(self, index: int) -> int:
        """Up the chain of ``conj`` to its first member."""
        while self.tokens[index].deprel == "conj" and self.tokens[index].head >= 0:
            index = self.tokens[index].head
        return index

    def conjuncts(self, index: int) -> list[int]:
        """The token and all that are coordinated with it below, in the order of the text."""
        found = [index]
        for item in self.children[index]:
            if self.tokens[item].deprel == "conj":
                found += self.conjuncts(item)
        return found

    def clause_head(self, index: int) -> int:
        """The predicate of the clause that the token stands in (itself if it is one)."""
        while True:
            token = self.tokens[index]
            if token.head < 0 or token.deprel in CLAUSAL:
                return index
            if token.deprel == "conj" and (self.is_verbal(index) or self.child(index, *SUBJECTS) is not None):
                return index
            index = token.head

    def ancestors(self, index: int) -> list[int]:
        """From the token's head up to the root."""
        found: list[int] = []
        head = self.tokens[index].head
        while head >= 0:
            found.append(head)
            head = self.tokens[head].head
        return found

    def subject(self, verb: int) -> int | None:
        """The understood subject of a predicate: its own, shared by coordination, controlled, or the noun it
        modifies."""
        if verb not in self._subjects:
            self._subjects[verb] = self._understood_subject(verb)
        return self._subjects[verb]

    def _understood_subject(self, verb: int) -> int | None:
        seen: set[int] = set()
        while verb not in seen:
            seen.add(verb)
            own = self._own_subject(verb)
            token = self.tokens[verb]
            if own is not None:
                return self.antecedent(own)
            head = token.head
            if head < 0:
                return None
            if token.deprel == "acl" and self.tokens[head].upos in NOMINAL:
                return self._modified(verb, head)
            if token.deprel == "acl:relcl":
                return self._above_relative(verb, human=False)
            led = token.deprel == "ccomp" and self.mark_of(verb) in ("for", "of", "from", "into")
            if led or token.deprel in ("xcomp", "advcl"):
                controller = self._controller(verb, head)
                if controller is not None:
                    return controller
            if token.deprel in ("conj", "xcomp", "advcl", "parataxis", "ccomp"):
                if token.deprel == "ccomp" and "VerbForm=Fin" in token.feats:
                    return None
                verb = head
                continue
            return None
        return None

    def _own_subject(self, verb: int) -> int | None:
        """The subject that hangs on the predicate; of several before it (a dateline, "radio station Nova") the last."""
        own = self.child(verb, "nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass")
        near = [item for item in self.children_by(verb, "nsubj", "nsubj:pass") if item < verb]
        return near[-1] if len(near) > 1 else own

    def _modified(self, verb: int, noun: int) -> int | None:
        """Who does what a clause beneath a noun tells: the noun itself, but whoever has the "plan to", "risk of"."""
        if "VerbForm=Inf" not in self.tokens[verb].feats and not self.mark_of(verb):
            return noun
        return noun if self._is_somebody(noun) else self._owner(noun)

    def _controller(self, verb: int, governor: int) -> int | None:
        """The object of a governing verb that does what the clause beneath it says: "asked them to", "barred her
        from"; not "promised them to" and not "used a saw to"."""
        object_ = self.child(governor, "obj", "iobj")
        if object_ is None and self.tokens[verb].deprel == "ccomp":  # "found her guilty for not answering"
            judged = self.child(governor, "xcomp")
            return None if judged is None else self.child(judged, "nsubj")
        lemma = self.tokens[governor].lemma.lower()
        if object_ is None and lemma in word_set("arguments", "asks_with"):
            asked = (
                item
                for item in self.children_by(governor, "obl")
                if self.case_of(item) in ("on", "upon", "with", "to", "for")
            )
            return next((item for item in asked if self._is_somebody(item)), None)
        if object_ is None:  # "the firm, which they accused of hiding it"
            object_ = self._gap(governor, lemma)
        if object_ is None or lemma in word_set("arguments", "subject_controls"):
            return None
        mark = self.mark_of(verb) or self.case_of(verb)
        if self.tokens[verb].deprel == "advcl":
            if mark not in ("for", "from", "of", "into") and not (
                mark == "to" and lemma in word_set("arguments", "object_controls")
            ):
                return None
            return object_ if self._is_somebody(object_) else None
        light = lemma in word_set("arguments", "light_verbs") | {"use"}
        return object_ if self._is_somebody(object_) or not light else None

    def _gap(self, verb: int, lemma: str) -> int | None:
        """The noun that a relative clause describes, where it is the object that a verb with an object's control over
        what follows lacks: "those whom they urged to leave", "the guards accused of"."""
        token = self.tokens[verb]
        if lemma not in word_set("arguments", "object_controls") and lemma not in word_set("arguments", "blames"):
            return None
        own = self.child(verb, "nsubj")
        relative = token.deprel == "acl:relcl" and own is not None and "PronType=Rel" not in self.tokens[own].feats
        return token.head if relative and not self.is_passive(verb) else None

    def antecedent(self, token: int) -> int:
        """The noun that a relative pronoun stands for; the token itself where it is none."""
        if "PronType=Rel" not in self.tokens[token].feats:
            return token
        verb = next((node for node in self.ancestors(token) if self.tokens[node].deprel == "acl:relcl"), None)
        return token if verb is None else self._above_relative(verb, self.tokens[token].text.lower() in ("who", "whom"))

    def named_beside(self, noun: int) -> int:
        """The name that stands behind a noun in the same relation ("radio station Nova said"), else the noun."""
        token = self.tokens[noun]
        for item in self.children[token.head] if token.upos == "NOUN" and token.head >= 0 else ():
            other = self.tokens[item]
            if item == noun + 1 and other.upos == "PROPN" and other.deprel == token.deprel:
                return item
        return noun

    def _above_relative(self, verb: int, human: bool) -> int:
        """The noun that a relative clause describes; "who" passes over places and things to somebody."""
        head = self.tokens[verb].head
        if not human or self._is_somebody(head):
            return head
        inside = [
            node
            for node in range(head + 1, self.subtree(verb)[0])
            if self.tokens[node].upos in NOMINAL and head in self.ancestors(node) and self._is_somebody(node)
        ]
        if inside:
            return max(inside)
        above = self.tokens[head].head
        while above >= 0 and self.tokens[above].upos in NOMINAL:
            if self._is_somebody(above):
                return above
            above = self.tokens[above].head
        return head

    def _is_somebody(self, head: int) -> bool:
        token = self.tokens[head]
        return token.upos in ("PROPN", "PRON", "NUM", "DET") or is_person_noun(token.lemma.lower())

    def _owner(self, noun: int) -> int | None:
        """Whose plan, decision or attempt it is: possessor, or subject of the clause."""
        owner = self.child(noun, "nmod:poss")
        if owner is not None:
            return self.antecedent(owner)
        head = self.clause_head(noun)
        return self.subject(head) if head != noun and self.tokens[noun].deprel not in SUBJECTS else None

    def nominal_core(self, index: int) -> tuple[int, int]:
        """Range of a nominal without its clauses, appositions, coordinations and outer prepositions.

        "two Iraqi officers of the guard, who fled" gives "two Iraqi officers of the guard".
        """
        first, last = self.subtree(index)
        for item in self.children[index]:
            token = self.tokens[item]
            low, high = self.subtree(item)
            if (
                token.deprel
                in ("acl:relcl", "acl", "appos", "conj", "parataxis", "advcl", "cc", "punct", "advcl:relcl", "dep")
                and item > index
            ):
                last = min(last, low)
            elif token.deprel in ("case", "cc", "mark", "punct", "cop", "advmod") and item < index and high > first:
                if token.deprel == "advmod" and high < index and self.tokens[high].deprel in ("nummod", "det"):
                    continue
                if low <= first or all(
                    self.tokens[k].deprel in ("case", "cc", "mark", "punct", "cop", "aux") for k in range(first, low)
                ):
                    first = max(first, high)
            elif token.deprel in SUBJECTS | {"aux", "cop"} and item < index:
                first = max(first, high)
        clauses = (k for k in range(index + 1, last) if self.tokens[k].deprel in ("acl", "acl:relcl", "advcl:relcl"))
        last = min((self._left[k] for k in clauses), default=last)
        if self.tokens[index].upos == "PROPN":  # "Omar Roth by soldiers" of "the arrest of"
            done = (k for k in self.children_by(index, "nmod") if k > index and self.case_of(k) == "by")
            last = min((self._left[k] for k in done), default=last)
        first, last = self._between_predicates(index, min(first, index), max(last, index + 1))
        while (
            last - 1 > index
            and self.tokens[last - 1].upos == "PUNCT"
            and self.tokens[last - 1].text not in (")", "”", '"')
        ):
            last -= 1
        while first < index and (self._is_edge(first, last) or self._is_outer_preposition(first)):
            first += 1
        return first, last

    def _between_predicates(self, index: int, first: int, last: int) -> tuple[int, int]:
        """A nominal's range without the finite verbs that a misread sentence has put into it, and without a date in
        front of it: "Dec. 31, angry miners" gives "angry miners"."""
        for item in range(index - 1, first - 1, -1):
            dated = self.tokens[item].text == "," and any(self.tokens[k].upos == "NUM" for k in range(first, item))
            if self.tokens[item].xpos in _FINITE or (dated and not self._is_coordinated(index, first, item)):
                first = item + 1
                break
        for item in range(index + 1, last):
            if self.tokens[item].xpos in _FINITE:
                return first, item
        return first, last

    def _is_coordinated(self, index: int, first: int, comma: int) -> bool:
        """Whether what stands before a comma belongs to the nominal: a number of its own, a list of its adjectives."""
        return any(
            self.tokens[k].head == index and self.tokens[k].deprel in ("nummod", "amod", "det")
            for k in range(first, comma)
        )

    def _is_outer_preposition(self, first: int) -> bool:
        """Whether a word before a nominal governs it, and is not part of its number ("at least two")."""
        bound = self.tokens[first + 1].text.lower() in ("least", "most", "best", "worst")
        return self.tokens[first].upos in ("ADP", "SCONJ", "CCONJ") and not bound

    def _is_edge(self, first: int, last: int) -> bool:
        """Whether a range begins with a mark that is not part of it: a mark that nothing in the range closes."""
        token = self.tokens[first]
        if token.upos != "PUNCT":
            return False
        closing = {"(": ")", "“": "”", '"': '"', "‘": "’", "[": "]"}.get(token.text)
        return closing is None or all(self.tokens[k].text != closing for k in range(first + 1, last))

    def text(self, first: int, last: int) -> tuple[int, int]:
        """Code points of a token range."""
        return self.tokens[first].start, self.tokens[last - 1].end


def is_no_speech(tree: Tree, verb: int) -> bool:
    """Whether a verb that may speak does not: "claimed 12 lives", "she was admitted to hospital"."""
    lemma = tree.tokens[verb].lemma.lower()
    if lemma == "claim":
        return any(tree.tokens[item].lemma.lower() in ("life", "victim") for item in tree.children_by(verb, "obj"))
    taken = tree.child(verb, "nsubj:pass") if lemma == "admit" and tree.is_passive(verb) else None
    return taken is not None and tree.child(verb, "ccomp") is None and tree._is_somebody(taken)
