"""Lemmas: the network proposes an edit of the word's form, the words of the training treebanks confirm it or not.

``lemmas.tsv`` beside the weights holds, for each form and tag of the treebanks that the weights were trained on, the
lemmas that it had there, most frequent first (columns ``form``, ``tag``, ``lemmas`` joined by spaces; forms of other
tags than PROPN in lower case).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from strandline.reading.inflection import bases
from strandline.reading.lemma_scripts import apply_script

MOST_REMEMBERED: Final = 200_000
SHORTEST_WORD: Final = 4
"""Shorter strings are pieces of words as often as words."""


class Lemmatiser:
    """Lemmas of words; remembers what it has seen.

    Args:
        scripts: the edits that the network chooses from.
        table: lemmas of the treebanks' forms, see the module's docstring.
        is_word: whether a form in lower case is a word at all; decides among the base forms that a form unknown to the
            treebanks may have.
    """

    def __init__(
        self,
        scripts: tuple[str, ...],
        table: dict[tuple[str, str], tuple[str, ...]],
        is_word: Callable[[str], bool] = lambda form: False,
    ) -> None:
        self._scripts = scripts
        self._table = table
        self._is_word = is_word
        self._lemmas = {(lemma, tag) for (_, tag), lemmas in table.items() for lemma in lemmas}
        self._known: dict[tuple[str, str, int], str] = {}

    def lemma(self, form: str, upos: str, script: int) -> str:
        """The lemma of ``form`` with the tag ``upos``; ``script`` is the index of the network's edit.

        The network's lemma stands where the treebanks have it, or do not have the form; otherwise theirs does, with a
        capital where the network kept one (the "New" of "New York").
        """
        key = (form, upos, script)
        known = self._known.get(key)
        if known is None:
            known = self._lemma(form, upos, apply_script(form, self._scripts[script]))
            if len(self._known) < MOST_REMEMBERED:
                self._known[key] = known
        return known

    def _lemma(self, form: str, upos: str, proposed: str) -> str:
        lemmas = self._table.get(table_key(form, upos))
        if lemmas is None:
            return self._uninflected(form.lower(), upos, proposed)
        if proposed in lemmas:
            return proposed
        lemma = lemmas[0]
        if upos != "PROPN" and form[:1].isupper() and proposed[:1].isupper():
            return lemma[:1].upper() + lemma[1:]
        return lemma

    def _uninflected(self, form: str, upos: str, proposed: str) -> str:
        """The base form of a word that the treebanks lack: one that they know elsewhere, else one that is a word, else
        the likeliest by its spelling; the network's where the form is not inflected."""
        if upos == "ADJ" and form.endswith(("ed", "ing")):
            return form
        found = bases(form, upos)
        if not found:
            return proposed
        taught = [base for base in found if (base, upos) in self._lemmas]
        words = [base for base in found if len(base) >= SHORTEST_WORD and self._is_word(base)]
        return (taught or words or found)[0]


def table_key(form: str, upos: str) -> tuple[str, str]:
    """What a form with that tag is looked up by."""
    return (form if upos == "PROPN" else form.lower(), upos)


def parse_table(text: str) -> dict[tuple[str, str], tuple[str, ...]]:
    """The table of a ``lemmas.tsv``."""
    table: dict[tuple[str, str], tuple[str, ...]] = {}
    for line in text.splitlines():
        form, tag, lemmas = line.split("\t")
        table[form, tag] = tuple(lemmas.split(" "))
    return table
