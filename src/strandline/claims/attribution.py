"""The chain of who says so for a token, from the frames that hold it; each source with its kind, terms and basis."""

from __future__ import annotations

import re
from typing import Final

from strandline.claims.lexica import word_set
from strandline.claims.persons import is_person_noun
from strandline.claims.speech_frames import Frame, source_range
from strandline.claims.speech_pronouns import Antecedents
from strandline.claims.syntax import Tree
from strandline.records import Actor, Attribution, Name, SourceBasis, SourceKind, Span, Terms

_ONE_OF: Final = frozenset({"a", "an", "one", "another", "the", "this", "that"})
_CALL_SIGN: Final = re.compile(r"[KW][A-Z]{3}(?:-?(?:TV|FM|AM))?")
"""Names of stations in North America."""
_REPORTS: Final = frozenset({"report", "article", "story", "dispatch", "bulletin", "item", "piece"})
_PUBLISHED: Final = frozenset({"in", "by", "from", "on", "of"})
_OF_STATES: Final = frozenset({
    "government", "ministry", "parliament", "senate", "cabinet", "administration", "regime",
})  # fmt: skip
"""Bodies of which a country has one: its adjective names them."""
_WEAK: Final = frozenset({"think"})
_PRONOUNS_GROUP: Final = frozenset({"they", "we", "us", "them"})


class Sources:
    """Describes sources and builds chains for one document."""

    def __init__(self, text: str, tree: Tree, frames: list[Frame], actors: tuple[Actor, ...]) -> None:
        self.text = text
        self.tree = tree
        self.frames = frames
        self._actor_at: dict[int, Actor] = {}
        for actor in actors:
            self._actor_at.setdefault(actor.start, actor)
        self._name_at: dict[int, Name] = {}
        for name in tree.reading.names:
            for index in range(name.first, name.last):
                self._name_at[index] = name
        self.antecedents = Antecedents(tree, frames)
        self._described: dict[int, Attribution | None] = {}
        self._holding: dict[int, list[int]] = {}
        for number, frame in enumerate(frames):
            for token in sorted({token for stretch in frame.content for token in range(*stretch)}):
                self._holding.setdefault(token, []).append(number)

    def holding(self, token: int) -> list[tuple[int, Frame]]:
        """The frames whose content holds the token, with their numbers."""
        return [(number, self.frames[number]) for number in self._holding.get(token, ())]

    def chain(self, token: int, *, cue_of: int | None = None) -> tuple[Attribution, ...]:
        """Attributions of what the token says, outermost first; the token's own speech act is not part of it."""
        holding = [
            (number, frame)
            for number, frame in self.holding(token)
            if frame.manner != "about" and frame.cue_head not in (token, cue_of) and not self._aside(token, frame)
        ]
        holding.sort(key=lambda item: (-item[1].size, item[0]))
        links = [self._describe(number, frame) for number, frame in holding]
        kept: list[Attribution] = []
        for link in links:
            if link is not None and all(link.source != other.source or link.cue != other.cue for other in kept):
                kept.append(link)
        return tuple(kept)

    def _aside(self, token: int, frame: Frame) -> bool:
        """A clause of the narrator's own inside indirect speech: a non-restrictive relative clause or bracket on a
        name."""
        if frame.direct:
            return False
        if self._is_given(token, frame):
            return True
        node = token
        for _ in range(20):
            item = self.tree.tokens[node]
            if item.head < 0 or not frame.holds(item.head):
                return False
            if item.deprel in ("acl:relcl", "appos") and self.tree.tokens[item.head].upos == "PROPN":
                first, _last = self.tree.subtree(node)
                if (first > 0 and self.tree.tokens[first].text == ",") or self.tree.tokens[first - 1].text == ",":
                    return True
            node = item.head
        return False

    def _is_given(self, token: int, frame: Frame) -> bool:
        """ "The union called for an inquiry into the fire": that there was a fire is the narrator's."""
        item = self.tree.tokens[token]
        determiner = self.tree.child(token, "det")
        if item.upos != "NOUN" or determiner is None or frame.cue_head is None:
            return False
        word = self.tree.tokens[determiner].text.lower()
        pointed = word in ("this", "that", "these", "those")
        return pointed or (word == "the" and frame.manner in ("request", "think"))

    def _describe(self, number: int, frame: Frame) -> Attribution | None:
        if number in self._described:
            return self._described[number]
        link = self._attribution(frame)
        self._described[number] = link
        return link

    def _attribution(self, frame: Frame) -> Attribution | None:
        source = self._source_span(frame)
        if source is None and frame.manner in _WEAK:
            return None
        first, last = frame.content[0][0], frame.content[-1][1]
        start, end = self.tree.text(first, last)
        cue = None
        if frame.cue is not None:
            a, b = self.tree.text(*frame.cue)
            cue = Span(a, b, self.text[a:b])
        context = self._context(frame)
        return Attribution(
            source=source,
            source_kind=self.kind_of(frame.source),
            cue=cue,
            content=Span(start, end, self.text[start:end]),
            terms=self._terms(frame, context),
            basis=self._basis(frame),
            name=self._name_of(frame.source),
        )

    def _source_span(self, frame: Frame) -> Span | None:
        words = source_range(self.tree, frame)
        if words is None:
            return None
        start, end = self.tree.text(*words)
        return Span(start, end, self.text[start:end])

    def _name_of(self, head: int | None) -> str | None:
        """The source by its name in this document: its own, or that of whom the pronoun or role means."""
        if head is None:
            return None
        if (noun := self._meant(head)) is not None:
            return self._name_of(noun) or self._words(noun)
        first, last = self.tree.nominal_core(head)
        own = range(first, max(last, head + 1))
        nearest = sorted(own, key=lambda index: (index != head, abs(index - head)))
        for index in [*nearest, *(i for i in range(*self.tree.subtree(head)) if i not in own)]:
            actor = self._actor_at.get(self.tree.tokens[index].start)
            if actor is None or not actor.id.startswith(("per:", "org:")) or not self._belongs(index, head):
                continue
            if index in self._name_at and self._is_common(index, self._name_at[index]):
                continue
            if index != head and self._is_other_sort(head, person=actor.id.startswith("per:")):
                return self._words(head) if actor.id.startswith("per:") else None
            return actor.name
        return None

    def _is_other_sort(self, head: int, *, person: bool) -> bool:
        """Whether a noun is not what the name before it names: "the Roth campaign" is no person, "a Senate leader" no
        body."""
        if head in self._name_at or self.tree.tokens[head].upos != "NOUN":
            return False
        lemma = self.tree.tokens[head].lemma.lower()
        body = lemma in word_set("cues", "source_heads", "group") or lemma in word_set("arguments_people", "bodies")
        return body if person else not body and is_person_noun(lemma)

    def _meant(self, head: int) -> int | None:
        """The noun that a pronoun stands for, where no named actor was found for it."""
        token = self.tree.tokens[head]
        actor = self._actor_at.get(token.start)
        if token.upos != "PRON" or (actor is not None and actor.name.lower() != token.text.lower()):
            return None
        return self.antecedents.of(head)

    def _words(self, head: int) -> str:
        """A noun phrase on one line, without its determiner."""
        first, last = self.tree.nominal_core(head)
        while first < head and self.tree.tokens[first].deprel == "det":
            first += 1
        start, end = self.tree.text(first, last)
        return " ".join(self.text[start:end].split())

    def kind_of(self, head: int | None) -> SourceKind:
        """The kind of a source by the head of its noun phrase."""
        if head is None:
            return "unknown"
        token = self.tree.tokens[head]
        name = self._name_at.get(head)
        common = name is not None and self._is_common(head, name)
        if common:
            name = None
        elif name is not None and name.type == "NORP":
            return "unnamed_person" if "Number=Sing" in token.feats and self._is_one(head) else "unnamed_group"
        if name is None:
            first, last = self.tree.subtree(head)  # "the baker, Ana Roth, …"
            person = next(
                (
                    self._name_at[i]
                    for i in range(first, last)
                    if i in self._name_at
                    and self._name_at[i].type == "PER"
                    and not self._is_common(i, self._name_at[i])
                    and self._belongs(i, head)
                ),
                None,
            )
            name = person
            if person is not None and self._is_other_sort(head, person=True):
                return "named_group"
        if name is not None:
            actor = self._actor_at.get(token.start)
            longer = actor is not None and name.type == "ORG" and len(actor.name) > len(name.text)
            body = self._body_kind(actor.name if actor is not None and longer else name.text)
            if body == "named_group":
                body = self._body_kind(name.text)
            whole = name.text.lower() in word_set("cues", "media_names", "whole")
            return "named_person" if name.type == "PER" and not whole else body
        actor = None if common else self._actor_at.get(token.start)
        if token.upos == "PRON":
            if (noun := self._meant(head)) is not None:
                return self.kind_of(noun)
            if actor is not None:
                return "named_person" if actor.id.startswith("per:") else "named_group"
            return "unnamed_group" if token.text.lower() in _PRONOUNS_GROUP else "unnamed_person"
        lemma = token.lemma.lower()
        if common:
            return "unnamed_group"
        if lemma in _REPORTS and (published := self._published_by(head)) is not None:
            return published
        for kind in ("broadcast", "publication", "document"):
            if lemma in word_set("cues", "source_heads", kind):
                return kind
        if lemma in word_set("cues", "source_heads", "publication_if_of_news") and self._is_of_news(head):
            return "publication"
        if actor is not None and actor.id.startswith("per:"):
            return "named_person"
        plural = "Number=Plur" in token.feats or lemma in word_set("cues", "source_heads", "group")
        plural |= lemma in word_set("cues", "source_heads", "several")
        if plural and lemma in word_set("cues", "source_heads", "group") and self._names_before(head):
            return "named_group"
        return "unnamed_group" if plural else "unnamed_person"

    def _published_by(self, head: int) -> SourceKind | None:
        """The kind of medium whose report a noun is: "a report in the Nova Times", "media reports"; None where it is
        nobody's or an author's."""
        if self._is_of_news(head):
            return "publication"
        below = [
            item
            for item in self.tree.children[head]
            if self.tree.tokens[item].deprel in ("nmod:poss", "compound") or self.tree.case_of(item) in _PUBLISHED
        ]
        for item in below:
            name = self._name_at.get(item)
            kind = "named_group" if name is None or name.type == "PER" else self._body_kind(name.text)
            if kind != "named_group":
                return kind
        bare = not below and self.tree.child(head, "det", "nmod:poss", "nummod", "nmod") is None
        return "publication" if bare and "Number=Plur" in self.tree.tokens[head].feats else None

    def _is_common(self, index: int, name: Name) -> bool:
        """Whether a name of one word is a noun for people with the capital of a sentence's start: "Aides said"."""
        token = self.tree.tokens[index]
        opens = index == self.tree.reading.sentences[token.sentence].first
        alone = name.last == name.first + 1 and name.type == "PER" and token.text.endswith("s")
        return opens and alone and is_person_noun(token.text.lower().removesuffix("s"))

    def _is_one(self, head: int) -> bool:
        """Whether an article or a number makes a name of a people one of them: "a Norlander said"."""
        return any(self.tree.tokens[item].text.lower() in _ONE_OF for item in self.tree.children[head] if item < head)

    def _is_of_news(self, head: int) -> bool:
        below = self.tree.children_by(head, "compound", "amod", "nmod:poss", "nmod")
        return any(
            self.tree.tokens[child].lemma.lower() in ("news", "press", "wire", "media", "newspaper") for child in below
        )

    def _belongs(self, index: int, head: int) -> bool:
        """Whether a name inside the phrase is the head's own (apposition, title) rather than a possessor's."""
        node = index
        while node != head and node >= 0:
            if self.tree.tokens[node].deprel in ("nmod", "nmod:poss", "obl", "acl", "acl:relcl", "conj"):
                return False
            node = self.tree.tokens[node].head
        return node == head

    def _names_before(self, head: int) -> bool:
        first, last = self.tree.nominal_core(head)
        types = ("ORG", "GPE", "NORP") if self.tree.tokens[head].lemma.lower() in _OF_STATES else ("ORG", "GPE")
        return any(index in self._name_at and self._name_at[index].type in types for index in range(first, last))

    def _body_kind(self, name: str) -> SourceKind:
        words = {word.lower() for word in name.split()}
        if words & word_set("cues", "media_names", "broadcast") or _CALL_SIGN.fullmatch(name):
            return "broadcast"
        if words & word_set("cues", "media_names", "publication") or name.lower() in word_set(
            "cues", "media_names", "whole"
        ):
            return "publication"
        return "named_group"

    def _context(self, frame: Frame) -> str:
        """The frame's sentence and the next, lower-cased: anonymity is often explained there."""
        anchor = (
            frame.cue_head
            if frame.cue_head is not None
            else frame.source
            if frame.source is not None
            else frame.content[0][0]
        )
        sentences = self.tree.reading.sentences
        number = self.tree.tokens[anchor].sentence
        end = sentences[min(number + 1, len(sentences) - 1)].end
        return self.text[sentences[number].start : end].lower()

    def _terms(self, frame: Frame, context: str) -> Terms:
        kind = self.kind_of(frame.source)
        if any(phrase in context for phrase in word_set("cues", "terms", "anonymous")):
            return "anonymous"
        if any(phrase in context for phrase in word_set("cues", "terms", "background")):
            return "background"
        return "on_record" if kind in ("named_person", "named_group") else "unstated"

    def _basis(self, frame: Frame) -> SourceBasis:
        if frame.source is None:
            return "unstated"
        own = {*range(*self.tree.subtree(frame.source))}
        for child in self.tree.children_by(frame.source, "acl:relcl"):
            if self.tree.child(child, "cop") is not None:  # "who is a former resident"
                own -= {*range(*self.tree.subtree(child))}
        if frame.cue_head is not None:
            for child in self.tree.children[frame.cue_head]:
                if self.tree.tokens[child].deprel in ("obl", "advcl", "obj", "acl") and not any(
                    first <= child < last for first, last in frame.content
                ):
                    own.update(range(*self.tree.subtree(child)))
        words = " ".join(
            self.tree.tokens[index].text.lower() + " " + self.tree.tokens[index].lemma.lower() for index in sorted(own)
        )
        for basis in ("imagery", "intercept", "briefed", "eyewitness", "cites_other", "document"):
            if any(_mentions(words, phrase) for phrase in word_set("cues", "basis", basis)):
                return basis
        return "unstated"


def _mentions(words: str, phrase: str) -> bool:
    return f" {phrase} " in f" {words} " or f" {phrase}s " in f" {words} "
