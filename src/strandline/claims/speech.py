"""Who says so: the document's speech, as frames of source, cue and content.

Frames are read off the tree: a cue verb with its clause ("officials said that …"), inverted or trailing ("…, said
Ali"), with an addressee ("told Reuters …"), "according to", a noun with its clause ("a report that …"), accusations
and denials of deeds; and off quotation marks, where a quotation has no cue of its own ("…," he added. "Yes, …").
Content is a set of token ranges: a narrator's "officials said" in its middle is no part of it. Cue lexicon:
``cues.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from strandline.claims.lexica import word_set
from strandline.claims.syntax import SUBJECTS, Tree

_COMPLEMENTS: Final = ("ccomp", "csubj")
_QUOTES: Final = {"“": "”", '"': '"', "``": "''", "«": "»", "„": "“"}
_SPEECH_WITH_INFINITIVE: Final = frozenset({"claim", "vow", "threaten", "promise", "pledge", "profess", "swear"})
_LONGEST_QUOTATION: Final = 400
"""Tokens; a quotation mark whose partner is farther away is taken for a stray."""


@dataclass(frozen=True)
class Frame:
    """One act of speech or thought. Token indices; ``source`` is the head of its source, None where none is said.

    ``manner``: say, tell, think, deny, accuse, request, show, noun, according, quote, sourceless.
    """

    manner: str
    cue: tuple[int, int] | None
    cue_head: int | None
    source: int | None
    content: tuple[tuple[int, int], ...]
    addressee: int | None = None
    via: int | None = None
    direct: bool = False

    def holds(self, token: int) -> bool:
        """Whether the token is part of the content."""
        return any(first <= token < last for first, last in self.content)

    @property
    def size(self) -> int:
        """Tokens of content."""
        return sum(last - first for first, last in self.content)


class SpeechFinder:
    """All frames of one reading."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.tokens = tree.tokens

    def frames(self) -> list[Frame]:
        """Frames in the order of their cues; quotations without a cue join the nearest speaker."""
        found: list[Frame] = []
        for index in range(len(self.tokens)):
            found.extend(self._at(index))
        found = _without_repeats(found)
        found.extend(self._quotations(found))
        return sorted(found, key=lambda frame: (frame.content[0][0], -frame.size))

    def cue_tokens(self, frames: list[Frame]) -> frozenset[int]:
        """Heads of all cues."""
        return frozenset(frame.cue_head for frame in frames if frame.cue_head is not None)

    # --------------------------------------------------------------------------------------------- by syntax

    def _at(self, index: int) -> Iterator[Frame]:
        token = self.tokens[index]
        if token.upos in ("VERB", "AUX"):
            yield from self._verb(index)
        elif token.upos == "NOUN":
            yield from self._noun(index)
        if token.deprel in ("obl", "nmod", "advcl", "parataxis", "root", "obl:unmarked") or token.deprel == "conj":
            yield from self._according(index)
        if token.upos == "ADV" and token.lemma.lower() in word_set("cues", "sourceless"):
            yield from self._adverb(index)

    def _manner(self, index: int) -> str:
        lemma = self.tokens[index].lemma.lower()
        particle = self.tree.child(index, "compound:prt", "advmod", "obl")
        names = [lemma]
        if particle is not None:
            names.insert(0, f"{lemma} {self.tokens[particle].text.lower()}")
        for name in names:
            for manner in ("deny", "tell", "say", "think", "accuse", "request", "show"):
                if name in word_set("cues", manner):
                    return manner
        return ""

    def _verb(self, index: int) -> Iterator[Frame]:
        manner = self._manner(index)
        if not manner:
            return
        token = self.tokens[index]
        content_head = self.tree.child(index, *_COMPLEMENTS)
        if content_head is not None and content_head > index and self.tree.mark_of(content_head) in ("as", "like"):
            content_head = None
        parataxis = None
        if content_head is None and manner in ("say", "tell", "think", "show", "deny"):
            parataxis = self._paratactic_content(index)
        cue = self._cue_range(index)
        source, addressee, via = self._people(index, manner)
        if content_head is not None:
            if not self._plausible(index, manner, content_head, source):
                return
            yield self._frame(manner, index, cue, source, content_head, addressee, via)
            return
        if parataxis is not None:
            first, last = self.tree.subtree(parataxis)
            low, high = self.tree.subtree(index)
            ranges = tuple(part for part in ((first, min(low, last)), (max(high, first), last)) if part[0] < part[1])
            inside = first <= index < last
            content = self._trimmed(ranges if inside else ((first, last),))
            if content:
                yield Frame(manner, cue, index, source, content, addressee, via)
            return
        yield from self._deed(index, manner, cue, source, addressee, via)
        del token

    def _plausible(self, index: int, manner: str, content_head: int, source: int | None) -> bool:
        """Thinking and showing need a finite clause; "let us see if" is neither."""
        if manner in ("say", "tell", "deny"):
            return True
        if manner in ("accuse", "request"):
            return self.tree.mark_of(content_head) == "that" or manner == "request"
        head = self.tokens[content_head]
        finite = "VerbForm=Fin" in head.feats or any(
            "VerbForm=Fin" in self.tokens[child].feats
            for child in self.tree.children_by(content_head, "aux", "cop", "aux:pass")
        )
        del source, index
        return finite

    def _paratactic_content(self, index: int) -> int | None:
        """The main clause that a trailing or inserted "he said" belongs to, or the clause that follows "He said:"."""
        token = self.tokens[index]
        if token.deprel == "parataxis" and token.head >= 0:
            return token.head
        below = self.tree.child(index, "parataxis")
        if below is not None and below > index and self.tree.is_verbal(below):
            between = [item.text for item in self.tokens[index + 1 : below]]
            if ":" in between or any(sign in between for sign in _QUOTES) or "," in between:
                return below
        return None

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
        if manner in ("request", "tell", "say", "think"):
            open_clause = tree.child(index, "xcomp")
            if open_clause is None or "VerbForm=Inf" not in tree.tokens[open_clause].feats:
                return
            passive = tree.is_passive(index)
            own_word = tree.tokens[index].lemma.lower() in _SPEECH_WITH_INFINITIVE
            if manner == "request" or passive or own_word:
                yield self._frame(manner, index, cue, source, open_clause, addressee, via)

    def _noun(self, index: int) -> Iterator[Frame]:
        lemma = self.tokens[index].lemma.lower()
        if lemma not in word_set("cues", "nouns"):
            return
        for child in self.tree.children_by(index, "acl", "ccomp", "acl:relcl"):
            if self.tree.mark_of(child) == "that" and self.tree.child(child, *SUBJECTS) is not None:
                owner = self.tree.child(index, "nmod:poss")
                if owner is None:
                    owner = next(
                        (
                            item
                            for item in self.tree.children_by(index, "nmod")
                            if self.tree.case_of(item) in ("by", "from")
                        ),
                        None,
                    )
                yield self._frame(
                    "noun",
                    index,
                    (index, index + 1),
                    owner if owner is not None else self._holder(index),
                    child,
                    None,
                    None,
                )

    def _holder(self, index: int) -> int | None:
        """ "He made the claim that …": the subject of the verb that the noun is the object of."""
        token = self.tokens[index]
        if token.deprel in ("obj", "obl") and token.head >= 0:
            return self.tree.subject(token.head)
        return index if self.tokens[index].lemma.lower() in word_set("cues", "source_heads", "document") else None

    def _according(self, index: int) -> Iterator[Frame]:
        case = self._leading_case(index)
        if case not in ("according to", "in the words of", "per", "in the view of", "in the opinion of"):
            return
        head = self.tokens[index].head
        if head < 0:
            return
        clause = self.tree.clause_head(head)
        if self.tokens[clause].deprel == "parataxis" and self._manner(clause):
            clause = max(self.tokens[clause].head, 0)
        first, last = self.tree.subtree(clause)
        low, high = self.tree.subtree(index)
        ranges = self._trimmed(tuple(part for part in ((first, low), (high, last)) if part[0] < part[1]))
        if ranges:
            cue_first = low
            yield Frame(
                "according", (cue_first, max(cue_first + 1, cue_first + len(case.split()))), None, index, ranges
            )

    def _leading_case(self, index: int) -> str:
        case = self.tree.case_of(index)
        if case:
            return case
        first, _ = self.tree.subtree(index)
        words = [token.text.lower() for token in self.tokens[first : first + 2]]
        return "according to" if words == ["according", "to"] else ""

    def _adverb(self, index: int) -> Iterator[Frame]:
        head = self.tokens[index].head
        if head < 0:
            return
        clause = self.tree.clause_head(head)
        content = self._trimmed((self.tree.subtree(clause),))
        if content:
            yield Frame("sourceless", (index, index + 1), index, None, content)

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
        if source is not None and not first <= index < last and first <= source < last:
            s_low, s_high = self.tree.subtree(source)
            parts = [(first, s_low), (s_high, last)]
        content = self._trimmed(tuple(part for part in parts if part[0] < part[1])) or (
            (content_head, content_head + 1),
        )
        return Frame(manner, cue, index, source, content, addressee, via, self._is_quoted(content))

    def _is_quoted(self, content: tuple[tuple[int, int], ...]) -> bool:
        first, last = content[0][0], content[-1][1]
        around = self.tokens[max(first - 1, 0) : first + 1]
        after = self.tokens[last - 1 : last + 2]
        return any(token.text in _QUOTES for token in around) and any(token.text in _QUOTES.values() for token in after)

    def _trimmed(self, ranges: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
        kept = []
        for first, last in ranges:
            while first < last and self.tokens[first].upos == "PUNCT" and self.tokens[first].text not in _QUOTES:
                first += 1
            while (
                last > first
                and self.tokens[last - 1].upos == "PUNCT"
                and self.tokens[last - 1].text not in _QUOTES.values()
            ):
                last -= 1
            if any(token.upos != "PUNCT" for token in self.tokens[first:last]):
                kept.append((first, last))
        return tuple(kept)

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
            if manner in ("tell", "request"):
                addressee = tree.child(index, "nsubj:pass")
        else:
            source = tree.subject(index)
            if self.tokens[index].deprel in ("acl",) and source is None:
                source = self.tokens[index].head
            addressee = tree.child(index, "iobj")
            if addressee is None and manner in ("tell", "request", "show"):
                addressee = tree.child(index, "obj")
        for item in tree.children_by(index, "obl", "obl:unmarked"):
            case = tree.case_of(item)
            if case in ("through", "via", "by way of"):
                via = item
            elif case == "to" and addressee is None:
                addressee = item
        return source, addressee, via

    # ------------------------------------------------------------------------------------------ by quotation

    def _quotations(self, frames: list[Frame]) -> Iterator[Frame]:
        """Quotations of a sentence or more that no frame holds: the speaker of the cue beside them goes on."""
        for first, last in self._quoted_ranges():
            covered = [
                frame for frame in frames if frame.manner != "think" and frame.holds(first) and frame.holds(last - 1)
            ]
            if covered:
                continue
            partial = [
                frame for frame in frames if frame.manner != "think" and (frame.holds(first) or frame.holds(last - 1))
            ]
            if partial:
                yield Frame(
                    partial[0].manner,
                    partial[0].cue,
                    partial[0].cue_head,
                    partial[0].source,
                    ((first, last),),
                    partial[0].addressee,
                    direct=True,
                )
                continue
            sentences = {self.tokens[index].sentence for index in range(first, last)}
            if last - first < 6:
                continue
            speaker = self._speaker_beside(frames, first, last)
            if speaker is not None:
                yield Frame("quote", speaker.cue, speaker.cue_head, speaker.source, ((first, last),), direct=True)
            elif len(sentences) > 1 or last - first > 12:
                cue = self._bare_cue(first, last)
                if cue is not None:
                    source, addressee, via = self._people(cue, "say")
                    yield Frame(
                        "quote", self._cue_range(cue), cue, source, ((first, last),), addressee, via, direct=True
                    )

    def _quoted_ranges(self) -> Iterator[tuple[int, int]]:
        """Token ranges inside quotation marks; a paragraph that opens a quotation and does not close it ends it."""
        open_at: int | None = None
        closing = ""
        paragraph = -1
        for index, token in enumerate(self.tokens):
            now = self.tree.reading.sentences[token.sentence].paragraph
            if open_at is not None and (now != paragraph or index - open_at > _LONGEST_QUOTATION):
                if index - open_at <= _LONGEST_QUOTATION:
                    yield open_at + 1, index
                open_at = None
            if open_at is None:
                if token.text in _QUOTES and token.upos == "PUNCT":
                    open_at, closing, paragraph = index, _QUOTES[token.text], now
            elif token.text == closing or (closing == "”" and token.text == '"'):
                if index > open_at + 1:
                    yield open_at + 1, index
                open_at = None

    def _speaker_beside(self, frames: list[Frame], first: int, last: int) -> Frame | None:
        """The frame whose cue stands next to the quotation, or whose direct speech it goes on with."""
        best: tuple[int, Frame] | None = None
        for frame in frames:
            if frame.cue_head is None or frame.manner not in ("say", "tell", "quote", "deny"):
                continue
            distance = first - frame.cue_head if frame.cue_head < first else frame.cue_head - last
            same_paragraph = self._paragraph(frame.cue_head) == self._paragraph(first)
            limit = 40 if same_paragraph else 25
            if 0 <= distance <= limit and (frame.direct or distance <= 12) and (best is None or distance < best[0]):
                best = (distance, frame)
        return best[1] if best is not None else None

    def _paragraph(self, index: int) -> int:
        return self.tree.reading.sentences[self.tokens[index].sentence].paragraph

    def _bare_cue(self, first: int, last: int) -> int | None:
        """A cue verb just before or after the quotation that governs nothing the tree knows of."""
        index: int
        for index in [*range(last, min(last + 8, len(self.tokens))), *range(first - 2, max(first - 8, -1), -1)]:
            if self.tokens[index].upos == "VERB" and self._manner(index) in ("say", "tell"):
                return index
        return None


def _without_repeats(frames: list[Frame]) -> list[Frame]:
    seen: set[tuple[object, ...]] = set()
    kept = []
    for frame in frames:
        key = (frame.cue, frame.content)
        if key not in seen:
            seen.add(key)
            kept.append(frame)
    return kept
