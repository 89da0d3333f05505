"""Who says so: the document's speech, as frames of source, cue and content.

Frames are read off the tree: a cue verb with its clause ("officials said that …"), inverted or trailing ("…, said
Ali"), with an addressee ("told Reuters …"), with a thing ("confirmed the arrest"), "according to", a noun with its
clause ("a report that …"), accusations and denials of deeds. Where the tree gives a cue no clause, the commas,
colons and quotation marks beside it do (``speech_marks``); quotations without a cue join the speaker beside them
(``speech_quotations``). Content is a set of token ranges: a narrator's "officials said" in its middle is no part of
it. Cue lexicon: ``cues.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from strandline.claims.arguments_roles import is_means
from strandline.claims.lexica import word_set
from strandline.claims.persons import is_person_noun
from strandline.claims.speech_according import According
from strandline.claims.speech_frames import Frame, Ranges
from strandline.claims.speech_labels import labelled, lead_ins
from strandline.claims.speech_marks import Marks, trimmed
from strandline.claims.speech_quotations import CLOSERS, PARTNERS, Quotations, quoted_ranges
from strandline.claims.speech_read import Heard
from strandline.claims.syntax import SUBJECTS, Tree, is_no_speech

_COMPLEMENTS: Final = ("ccomp", "csubj")
_SPEECH_WITH_INFINITIVE: Final = frozenset({"claim", "vow", "threaten", "promise", "pledge", "profess", "swear"})
_MANNERS: Final = ("deny", "tell", "say", "think", "accuse", "request", "show")
_TOPICS: Final = frozenset({"of", "about", "for", "on", "to", "against", "over"})


class SpeechFinder:
    """All frames of one reading."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.tokens = tree.tokens
        self._quoted = quoted_ranges(tree)
        self._marks = Marks(tree, self._quoted)
        self._phrases = According(tree, self._manner)

    def frames(self) -> list[Frame]:
        """Frames in the order of their cues; quotations without a cue join the nearest speaker."""
        found: list[Frame] = []
        for index in range(len(self.tokens)):
            found.extend(self._at(index))
        found = _without_repeats([frame for frame in found if not self._is_empty(frame)] + list(labelled(self.tree)))
        found.extend(list(lead_ins(self.tree, found, self._quoted, self._bare)))
        found.extend(Quotations(self.tree, self._quoted).frames(found))
        found = Heard(self.tree).joined(found)
        return sorted(found, key=lambda frame: (frame.content[0][0], -frame.size))

    def _is_empty(self, frame: Frame) -> bool:
        """ "You might say", and "I think" inside what somebody else is quoted with: nobody's statement but the
        speaker's."""
        if frame.source is None or self.tokens[frame.source].upos not in ("PRON", "NOUN"):
            return False
        word = self.tokens[frame.source].text.lower()
        if word in word_set("cues", "nobody", "anybody"):
            return True
        quoted = frame.cue_head in self._marks.quoted_by
        return word in word_set("cues", "nobody", "speaker") and (quoted or frame.manner in ("think", "about"))

    def cue_tokens(self, frames: list[Frame]) -> frozenset[int]:
        """Heads of the cues that bring in speech, as against those that only name a thing."""
        return frozenset(
            frame.cue_head for frame in frames if frame.cue_head is not None and frame.manner not in ("thing", "about")
        )

    # --------------------------------------------------------------------------------------------- by syntax

    def _at(self, index: int) -> Iterator[Frame]:
        token = self.tokens[index]
        if token.upos in ("VERB", "AUX"):
            yield from self._verb(index)
        elif token.upos == "NOUN":
            yield from self._noun(index)
        elif token.upos == "ADJ":
            yield from self._adjective(index)
        yield from self._phrases.frames(index)
        if token.upos == "ADV" and token.lemma.lower() in word_set("cues", "sourceless"):
            yield from self._adverb(index)

    def _manner(self, index: int) -> str:
        for name in self._names_of(index):
            for manner in _MANNERS:
                if name in word_set("cues", manner):
                    return manner
        return ""

    def _names_of(self, index: int) -> list[str]:
        """The verb as the lexicon may list it: with its particle ("point out"), then alone."""
        lemma = self.tokens[index].lemma.lower()
        particle = self.tree.child(index, "compound:prt", "advmod", "obl")
        names = [] if particle is None else [f"{lemma} {self.tokens[particle].text.lower()}"]
        names += [
            f"{lemma} {case}" for item in self.tree.children_by(index, "obl") if (case := self.tree.case_of(item))
        ]
        return [*names, lemma, *_undone(self.tokens[index].text.lower())]

    def _verb(self, index: int) -> Iterator[Frame]:
        manner = self._manner(index)
        if is_no_speech(self.tree, index):
            return
        found = list(self._said(index, manner)) if manner else []
        yield from found or self._thing(index)

    def _bare(self, index: int) -> Frame | None:
        """A cue verb with who speaks and no content."""
        manner = self._manner(index)
        source, addressee, via = self._people(index, manner)
        if not manner or source is None:
            return None
        return Frame(manner, self._cue_range(index), index, source, (), addressee, via)

    def _said(self, index: int, manner: str) -> Iterator[Frame]:
        """What a cue verb brings in, as a clause, a quotation or a deed."""
        cue = self._cue_range(index)
        source, addressee, via = self._people(index, manner)
        content_head = self.tree.child(index, *_COMPLEMENTS)
        if content_head is not None and content_head > index and self.tree.mark_of(content_head) in ("as", "like"):
            content_head = None
        if content_head is not None:
            if self._plausible(manner, content_head):
                frame = self._frame(manner, index, cue, source, content_head, addressee, via)
                yield frame
                yield from self._cited(index, frame)
            return
        content: Ranges = ()
        if manner in ("say", "tell", "think", "show", "deny") and not self._is_complete(index, manner):
            content = self._paratactic(index)
        if not content and manner in ("say", "tell") and not self._is_complete(index, manner):
            content = self._marks.beside(index, source)
        if content:
            yield Frame(manner, cue, index, source, content, addressee, via, self._is_quoted(content))
            return
        yield from self._deed(index, manner, cue, source, addressee, via)

    def _cited(self, index: int, frame: Frame) -> Iterator[Frame]:
        """ "Citing two officials, the paper reported that …": the officials say the same."""
        for child in self.tree.children_by(index, "advcl"):
            told = self.tree.child(child, "obj")
            if told is None:  # the tree gave it to the verb of the main clause
                beside = self.tree.children_by(index, "obl", "nsubj")
                told = next((item for item in beside if self.tree.subtree(item)[0] == child + 1), None)
            if self.tokens[child].lemma.lower() in ("cite", "quote") and told is not None and self._can_tell(told):
                yield Frame("according", (child, child + 1), child, told, frame.content)

    def _can_tell(self, index: int) -> bool:
        lemma = self.tokens[index].lemma.lower()
        named = self.tree.name_type.get(index) in ("PER", "ORG", "GPE")
        return named or is_person_noun(lemma) or lemma in word_set("cues", "source_heads", "document")

    def _is_complete(self, index: int, manner: str) -> bool:
        """ "He mentioned a plan", "it continues to grow": nothing is open that a clause beside it could fill."""
        below = self.tree.child(index, "xcomp")
        if below is not None and "VerbForm=Inf" in self.tokens[below].feats:
            return True
        thing = self.tree.child(index, "obj")
        own = self.tree.child(index, *SUBJECTS)
        if thing is None or own is None or manner == "tell" or thing < index:
            return False
        return self.tokens[thing].upos == "NOUN" and ":" not in [item.text for item in self.tokens[thing : thing + 9]]

    def _plausible(self, manner: str, content_head: int) -> bool:
        """Thinking and showing need a finite clause; "let us see if" is neither."""
        if manner in ("say", "tell", "deny", "request"):
            return True
        if manner == "accuse":
            return self.tree.mark_of(content_head) == "that"
        head = self.tokens[content_head]
        return (
            self.tree.mark_of(content_head) == "that"
            or "VerbForm=Fin" in head.feats
            or any(
                "VerbForm=Fin" in self.tokens[child].feats
                for child in self.tree.children_by(content_head, "aux", "cop", "aux:pass")
            )
        )

    def _paratactic(self, index: int) -> Ranges:
        """The main clause that a trailing or inserted "he said" belongs to, or the clause that follows "He said:"."""
        head = self._paratactic_content(index)
        if head is None:
            return ()
        first, last = self.tree.subtree(head)
        low, high = self.tree.subtree(index)
        if not first <= index < last:
            return trimmed(self.tree, ((first, last),))
        ranges = tuple(part for part in ((first, min(low, last)), (max(high, first), last)) if part[0] < part[1])
        return self._marks.within(trimmed(self.tree, ranges), index)

    def _paratactic_content(self, index: int) -> int | None:
        token = self.tokens[index]
        if token.deprel == "parataxis" and token.head >= 0:
            return token.head
        if token.deprel == "advcl" and self.tree.mark_of(index) == "as" and self.tree.child(index, "obj") is None:
            return token.head  # "as the mayor said"
        below = self.tree.child(index, "parataxis")
        if below is not None and below > index and self.tree.is_verbal(below):
            between = [item.text for item in self.tokens[index + 1 : below]]
            if ":" in between or "," in between or any(sign in PARTNERS for sign in between):
                return below
        return None

    # ------------------------------------------------------------------------------------------ things and deeds

    def _deed(
        self, index: int, manner: str, cue: tuple[int, int], source: int | None, addressee: int | None, via: int | None
    ) -> Iterator[Frame]:
        """Content that is no finite clause: "denied involvement", "accused X of …", "urged X to …", "claimed to have
        …"."""
        tree = self.tree
        if manner == "deny":
            for child in tree.children_by(index, "xcomp", "obj", "advcl"):
                if tree.is_verbal(child) or tree.tokens[child].upos == "NOUN":
                    yield self._frame(manner, index, cue, source, child, addressee, via)
                    return
        if manner == "accuse":
            for child in tree.children_by(index, "obl", "advcl", "ccomp", "xcomp"):
                if tree.case_of(child) in ("of", "for", "with") or tree.mark_of(child) in ("of", "for", "with"):
                    yield self._frame(manner, index, cue, source, child, addressee, via)
                    return
        if manner == "think" and (judged := self._judged(index)):
            yield Frame(manner, cue, index, source, judged, addressee, via)
            return
        if manner in ("request", "tell", "say", "think"):
            open_clause = tree.child(index, "xcomp")
            if open_clause is None or "VerbForm=Inf" not in tree.tokens[open_clause].feats:
                return
            passive = tree.is_passive(index)
            own_word = tree.tokens[index].lemma.lower() in _SPEECH_WITH_INFINITIVE
            own_word |= manner == "tell" and tree.tokens[index].lemma.lower() in word_set("cues", "request")
            if manner == "request" or passive or own_word:
                yield self._frame(manner, index, cue, source, open_clause, addressee, via)

    def _judged(self, index: int) -> Ranges:
        """ "Found the firm negligent for not …": what is said of it, and what for; empty where nothing is."""
        tree = self.tree
        found = tree.child(index, "xcomp")
        if found is None or tree.is_verbal(found) or tree.tokens[found].upos not in ("ADJ", "NOUN"):
            return ()
        parts = [found, *tree.children_by(index, "obj"), *tree.children_by(index, "nsubj")[1:]]
        parts += [item for item in tree.children_by(index, "advcl", "obl") if tree.mark_of(item) == "for"]
        return trimmed(tree, tuple(tree.subtree(part) for part in parts if part > index))

    def _thing(self, index: int) -> Iterator[Frame]:
        """ "Confirmed the arrest", "called for a boycott", "praised her": content that is a phrase."""
        tree = self.tree
        names = set(self._names_of(index))
        parts: list[int] = []
        for child in tree.children_by(index, "obl"):
            if f"{self.tokens[index].lemma.lower()} {tree.case_of(child)}" in _things():
                names.add(f"{self.tokens[index].lemma.lower()} {tree.case_of(child)}")
                parts = [child]
        manner = "about"
        if names & word_set("cues", "things", "stated"):
            manner = "thing"
        elif not names & word_set("cues", "things", "about"):
            manner = ""
        passive = tree.is_passive(index)
        if manner == "thing" and any(self._is_withheld(index, child) for child in tree.children_by(index, "obj")):
            manner = "about"
        if manner and not parts:
            parts = [
                child
                for child in tree.children_by(index, "nsubj:pass" if passive else "obj", "xcomp")
                if self.tokens[child].upos != "PRON" or manner == "about"
            ]
        if not parts and names & word_set("cues", "things", "wish"):
            manner, parts = "about", tree.children_by(index, "xcomp")
        source, addressee, via = self._people(index, "say")
        if not manner or not parts or (source is None and manner == "about") or source in parts:
            return
        content = trimmed(self.tree, tuple(tree.subtree(part) for part in parts if not self._holds(part, index)))
        if content:
            yield Frame(manner, self._cue_range(index), index, source, content, addressee, via)

    def _holds(self, part: int, index: int) -> bool:
        first, last = self.tree.subtree(part)
        return first <= index < last

    def _noun(self, index: int) -> Iterator[Frame]:
        """ "The claim that …", "a report by X that …"."""
        tree = self.tree
        lemma = self.tokens[index].lemma.lower()
        for child in tree.children_by(index, "acl", "ccomp", "acl:relcl"):
            if tree.mark_of(child) == "that" and tree.child(child, *SUBJECTS) is not None:
                if lemma in word_set("cues", "nouns"):
                    yield self._frame("noun", index, (index, index + 1), self._teller(index), child, None, None)
                return
        owner = tree.child(index, "nmod:poss")
        if owner is None or lemma not in word_set("cues", "things", "nouns"):
            return
        for child in tree.children_by(index, "acl", "nmod"):
            infinitive = "VerbForm=Inf" in self.tokens[child].feats
            if child > index and (infinitive or tree.case_of(child) in _TOPICS or tree.mark_of(child) in _TOPICS):
                manner = "thing" if lemma in word_set("cues", "nouns") else "about"
                yield self._frame(manner, index, (index, index + 1), owner, child, None, None)
                return

    def _adjective(self, index: int) -> Iterator[Frame]:
        """ "Officials are confident that …", "wary of a strike"."""
        tree = self.tree
        if self.tokens[index].lemma.lower() not in word_set("cues", "adjectives"):
            return
        source = tree.subject(index)
        for child in tree.children_by(index, "ccomp", "advcl", "obl", "xcomp") if source is not None else ():
            clause = tree.mark_of(child) == "that" or (self.tokens[child].deprel == "ccomp" and not tree.mark_of(child))
            infinitive = "VerbForm=Inf" in self.tokens[child].feats
            if child > index and (clause or infinitive or {tree.case_of(child), tree.mark_of(child)} & _TOPICS):
                yield self._frame("think" if clause else "about", index, (index, index + 1), source, child, None, None)
                return

    def _teller(self, index: int) -> int | None:
        """Whose claim a noun is: its possessor, "by" or "from" whom, the subject of "made the claim", the paper."""
        tree = self.tree
        owner = tree.child(index, "nmod:poss")
        if owner is not None:
            return owner
        for item in tree.children_by(index, "nmod"):
            if tree.case_of(item) in ("by", "from"):
                return item
        token = self.tokens[index]
        if token.deprel in ("obj", "obl") and token.head >= 0:
            return tree.subject(token.head)
        return index if token.lemma.lower() in word_set("cues", "source_heads", "document") else None

    def _adverb(self, index: int) -> Iterator[Frame]:
        head = self.tokens[index].head
        if head < 0:
            return
        content = trimmed(self.tree, (self.tree.subtree(self.tree.clause_head(head)),))
        if content:
            yield Frame("sourceless", (index, index + 1), index, None, content)

    # ------------------------------------------------------------------------------------------------ building

    def _frame(
        self,
        manner: str,
        index: int,
        cue: tuple[int, int],
        source: int | None,
        content_head: int,
        addressee: int | None,
        via: int | None,
    ) -> Frame:
        first, last = self.tree.subtree(content_head)
        low, high = cue
        parts = [(first, last)] if not first <= index < last else [(first, low), (high, last)]
        if source is not None and first <= source < last:
            s_low, s_high = self.tree.subtree(source)
            if not s_low <= content_head < s_high:
                parts = [
                    piece
                    for a, b in parts
                    for piece in ((a, min(b, s_low)), (max(a, s_high), b))
                    if piece[0] < piece[1]
                ]
        for child in self.tree.children_by(index, "conj"):
            if self.tree.mark_of(child) == "that" and child > content_head:  # "said that …, and that …"
                parts.append(self.tree.subtree(child))
        parts = self._without_others(parts, content_head)
        content = trimmed(self.tree, tuple(part for part in parts if part[0] < part[1])) or (
            (content_head, content_head + 1),
        )
        content = self._marks.within(content, index)
        if self._is_withheld(index, content[0][0]):
            manner = "about"
        return Frame(manner, cue, index, source, content, addressee, via, self._is_quoted(content))

    def _is_withheld(self, index: int, first: int) -> bool:
        """ "They have not said why it closed": the narrator says that it did."""
        open_ = self.tokens[first].xpos in ("WRB", "WP", "WDT") or self.tokens[first].text.lower() == "whether"
        below = (self.tokens[child] for child in self.tree.children_by(index, "advmod"))
        return open_ and any(item.lemma.lower() in ("not", "never", "n't") for item in below)

    def _without_others(self, parts: list[tuple[int, int]], content_head: int) -> list[tuple[int, int]]:
        """ "Rebels said they had won, but the army denied it": another's speech act after a comma is none of theirs,
        nor is the speaker's next ("…, adding that …")."""
        end = None
        for child in self.tree.children_by(content_head, "conj", "advcl"):
            low = self.tree.subtree(child)[0]
            speaks = (
                self._manner(child) in ("say", "tell", "deny", "accuse", "request")
                and self.tree.child(child, "nsubj") is not None
            )
            joined = self.tokens[child].deprel == "conj" or self.tree.mark_of(child) in ("while", "although", "though")
            comma = "," in (self.tokens[low].text, self.tokens[max(low - 1, 0)].text)
            speaks_on = self._teller_above(child) is not None and self._manner(child) in ("say", "tell", "request")
            if speaks_on or (
                child > content_head and speaks and joined and comma and self.tree.mark_of(child) != "that"
            ):
                end = low if end is None else min(end, low)
        if end is None or any(low <= end < high for low, high in self._quoted):
            return parts
        return [(first, min(last, end)) for first, last in parts if first < end]

    def _is_quoted(self, content: Ranges) -> bool:
        first, last = content[0][0], content[-1][1]
        around = self.tokens[max(first - 1, 0) : first + 1]
        after = self.tokens[last - 1 : last + 2]
        return any(token.text in PARTNERS for token in around) and any(token.text in CLOSERS for token in after)

    def _cue_range(self, index: int) -> tuple[int, int]:
        first = last = index
        particle = self.tree.child(index, "compound:prt")
        if particle is not None and abs(particle - index) == 1:
            first, last = min(first, particle), max(last, particle)
        return first, last + 1

    def _people(self, index: int, manner: str) -> tuple[int | None, int | None, int | None]:
        """Source, addressee and go-between of a cue verb."""
        tree = self.tree
        addressee = via = None
        if tree.is_passive(index):
            source = tree.child(index, "obl:agent")
            if source is None:
                source = next((item for item in tree.children_by(index, "obl") if tree.case_of(item) == "by"), None)
            if source is not None and is_means(tree, source):
                source = None
            if source is None and self.tokens[index].lemma.lower() in ("quote", "cite"):
                source = tree.child(index, "nsubj:pass")
            if manner in ("tell", "request"):
                addressee = tree.child(index, "nsubj:pass")
        else:
            source = self._subject(index)
            addressee = tree.child(index, "iobj")
            if addressee is None and manner in ("tell", "request", "show"):
                addressee = tree.child(index, "obj")
        for item in tree.children_by(index, "obl", "obl:unmarked"):
            case = tree.case_of(item)
            if case in ("through", "via", "by way of"):
                via = item
            elif addressee is None and (case == "to" or (case in ("on", "upon") and manner == "request")):
                addressee = item
        return source, addressee, via

    def _subject(self, index: int) -> int | None:
        """The subject; of two that the tree gives, the one beside the verb."""
        own = self.tree.children_by(index, "nsubj")
        if len(own) > 1:
            return min(own, key=lambda item: (abs(item - index), item))
        token = self.tokens[index]
        if self.tree.mark_of(index) == "as" and token.deprel in ("acl", "advcl"):  # "quoted a witness as saying"
            quoted = self.tree.child(token.head, "obj")
            if token.deprel == "acl" or quoted is not None:
                return token.head if token.deprel == "acl" else quoted
        if not own and (teller := self._teller_above(index)) is not None:
            return self._subject(teller)
        source = self.tree.subject(index)
        beside = token.xpos == "VBG" and token.deprel in ("advcl", "xcomp") and source in self.tree.children[token.head]
        if source is not None and beside and self.tokens[source].deprel == "obj" and not self._can_tell(source):
            return self._subject(token.head)  # "kept his silence, saying …"
        return token.head if source is None and token.deprel == "acl" else source

    def _teller_above(self, index: int) -> int | None:
        """ "Roth said the mill had closed, adding that …": the participle goes on with what brought in the clause."""
        token = self.tokens[index]
        if token.xpos != "VBG" or token.deprel != "advcl" or self.tokens[token.head].deprel != "ccomp":
            return None
        first = self.tree.subtree(index)[0]
        above = self.tokens[token.head].head
        comma = "," in (self.tokens[first].text, self.tokens[first - 1].text)
        told = self._manner(above) in ("say", "tell") and above < token.head < index
        return above if comma and told and not self.tree.mark_of(index) else None


def _undone(word: str) -> list[str]:
    """A verb's form without its ending, where that is spelt "-ise" or "-yse": lexica of lemmas miss some of them."""
    found = re.fullmatch(r"(\w+(?:is|ys))(?:e|es|ed|ing)", word)
    return [] if found is None else [f"{found[1]}e"]


def _things() -> frozenset[str]:
    return word_set("cues", "things", "stated") | word_set("cues", "things", "about")


def _without_repeats(frames: list[Frame]) -> list[Frame]:
    seen: set[tuple[object, ...]] = set()
    kept = []
    for frame in frames:
        key = (frame.cue, frame.content)
        if key not in seen:
            seen.add(key)
            kept.append(frame)
    return kept
