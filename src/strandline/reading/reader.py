"""The reader: a text in, its ``Reading`` out, by one pass of one small encoder.

Words are cut by rule (``tokenise``), packed into windows of paragraphs (``windows``), scored by the network
(``network``), and the scores are read off here: sentence ends, tags, lemmas, trees, names, triggers,
speech, references.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Final

import numpy as np

from strandline.reading import decode, sentences
from strandline.reading.features import CLASSIFY, SEPARATE, NameLexicon, Pieces, shape_of
from strandline.reading.lemmas import Lemmatiser
from strandline.reading.name_types import settled_names
from strandline.reading.network import Network, Scores
from strandline.reading.tokenise import BLANK_LINE, LINE, Word, tokenise
from strandline.reading.trees import best_heads
from strandline.reading.windows import cut_windows
from strandline.records import Name, Reading, Reference, Sentence, Token, TriggerMention

DECODER_VERSION: Final = 5
"""Raised when the same scores would be read off differently."""


class Reader:
    """Reads texts. Load once for each process; not for several threads at once."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._pieces = Pieces()
        self._lexicon = NameLexicon()
        self._lemmas = Lemmatiser(network.inventories.lemma, network.lemmas, self._pieces.is_piece)
        self._morph = [(xpos, feats) for xpos, _, feats in (item.partition(" ") for item in network.inventories.morph)]
        self._goes_on = [place for place, tag in enumerate(network.inventories.names) if tag.startswith("I-")]
        text = json.dumps([network.sha256, DECODER_VERSION])
        self.fingerprint: str = hashlib.sha256(text.encode()).hexdigest()[:16]
        """Changes whenever the same text could be read differently."""

    @classmethod
    def load(cls, *, weights: Path | None = None, threads: int = 1) -> Reader:
        """Load the weights that ship with the package, or those of a folder.

        Raises:
            InstallationError: weights are missing or damaged.
        """
        return cls(Network(weights, threads=threads))

    def read(self, text: str) -> Reading:
        """Read one text; positions are code points of ``text``."""
        words = tokenise(text)
        forms = [text[word.start : word.end] for word in words]
        return self.read_words(text, words, forms)

    def read_words(
        self, text: str, words: list[Word], forms: list[str], *, sentence_ends: list[bool] | None = None
    ) -> Reading:
        """Read a text whose words (and, for evaluation, whose sentence ends) are given."""
        pieces = [self._pieces.of(form) for form in forms]
        layouts = [word.layout for word in words]
        lexicon = self._lexicon.classes(forms)
        result = _Collected()
        paragraph = -1
        for first, last in cut_windows(forms, layouts, [len(ids) for ids in pieces]):
            scores = self._score(pieces, forms, layouts, lexicon, first, last)
            if sentence_ends is None:
                boundary = sentences.lowered_within_names(
                    scores.linear["boundary"][1:, 0], scores.linear["names"][1:], self._goes_on
                )
                ends = sentences.sentence_ends(boundary, forms, layouts, first, last)
            else:
                ends = [*(index + 1 for index in range(first, last - 1) if sentence_ends[index]), last]
            paragraph = self._decode(result, scores, words, forms, layouts, (first, last), ends, paragraph)
        return result.reading(text)

    def _score(
        self,
        pieces: list[tuple[int, ...]],
        forms: list[str],
        layouts: list[int],
        lexicon: list[int],
        first: int,
        last: int,
    ) -> Scores:
        ids = [CLASSIFY]
        shapes = [0]
        marks = [0]
        classes = [0]
        begins, finishes = [0], [0]
        for index in range(first, last):
            own = pieces[index]
            begins.append(len(ids))
            ids.extend(own)
            finishes.append(len(ids) - 1)
            shapes.extend([shape_of(forms[index])] * len(own))
            classes.extend([lexicon[index]] * len(own))
            marks.append(layouts[index] if index > first else BLANK_LINE)
            marks.extend([0] * (len(own) - 1))
        ids.append(SEPARATE)
        shapes.append(0)
        marks.append(0)
        classes.append(0)
        rows = (ids, shapes, marks, classes, begins, finishes)
        return self._network.run(*(np.array(item, np.int64) for item in rows))

    def _decode(
        self,
        result: _Collected,
        scores: Scores,
        words: list[Word],
        forms: list[str],
        layouts: list[int],
        window: tuple[int, int],
        ends: list[int],
        paragraph: int,
    ) -> int:
        """Read one window's scores off into ``result``; returns the number of its last paragraph."""
        first, last = window
        inventories = self._network.inventories
        linear = scores.linear
        upos = linear["upos"][1:].argmax(axis=1).tolist()
        morph = linear["morph"][1:].argmax(axis=1).tolist()
        lemmas = linear["lemma"][1:].argmax(axis=1).tolist()
        heads = np.zeros(1 + last - first, np.int64)
        starts = [first, *ends[:-1]]
        for a, b in zip(starts, ends, strict=True):
            low, high = a - first + 1, b - first + 1
            places = np.concatenate([[0], np.arange(low, high)])
            local = best_heads(scores.arcs[np.ix_(places, places)])
            heads[low:high] = [0 if head == 0 else head + low - 1 for head in local]
        relations = self._network.relations(scores, heads).tolist()
        for a, b in zip(starts, ends, strict=True):
            if layouts[a] == BLANK_LINE:
                paragraph += 1
            number = len(result.sentences)
            result.sentences.append(Sentence(a, b, words[a].start, words[b - 1].end, max(paragraph, 0)))
            for index in range(a, b):
                place = index - first
                head = int(heads[place + 1])
                xpos, feats = self._morph[morph[place]]
                tag = inventories.upos[upos[place]]
                relation = "root" if head == 0 else inventories.relations[relations[place + 1]]
                if relation == "root" and head != 0:
                    relation = "dep"
                result.tokens.append(
                    Token(
                        words[index].start, words[index].end, forms[index],
                        self._lemmas.lemma(forms[index], tag, lemmas[place]), tag, xpos, feats,
                        -1 if head == 0 else head - 1 + first, relation, number,
                    )
                )  # fmt: skip
        # a line may end within a name, and is then no more than taken for a sentence's end
        certain = [end for end in ends if end == last or layouts[end] != LINE]
        result.names += decode.names(
            linear["names"][1:], inventories.names, words, forms, window, certain, self._lexicon
        )
        result.triggers += decode.triggers(linear, inventories, result.tokens, first, last)
        result.speech += decode.speech(linear)
        result.references += decode.references(scores.antecedents, result.tokens, result.names, first, last)
        return paragraph


class _Collected:
    """What has been read so far."""

    def __init__(self) -> None:
        self.sentences: list[Sentence] = []
        self.tokens: list[Token] = []
        self.names: list[Name] = []
        self.triggers: list[TriggerMention] = []
        self.references: list[Reference] = []
        self.speech = bytearray()

    def reading(self, text: str) -> Reading:
        triggers = tuple(
            TriggerMention(
                trigger.token, trigger.start, trigger.end, text[trigger.start : trigger.end], trigger.category,
                trigger.kinds, trigger.statuses, trigger.factuality, trigger.score,
            )
            for trigger in self.triggers
        )  # fmt: skip
        return Reading(
            sentences=tuple(self.sentences),
            tokens=tuple(self.tokens),
            names=tuple(settled_names(self.names, text, self.tokens)),
            triggers=triggers,
            references=tuple(self.references),
            speech=bytes(self.speech),
        )
