"""How alike two claims are: pairs of facts in, a row of features for each out, every feature one that a person can
read.

All pairs are compared at once with sparse matrices: a row for each fact, a column for each word, name or participant,
and the likeness of two facts is the product of their rows. Words weigh by how rare they are in the pile.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from strandline.reconciling.columns import OPEN_LOW, Columns
from strandline.reconciling.documents_alike import DocumentsAlike
from strandline.reconciling.facts import Fact
from strandline.reconciling.intervals import DAY
from strandline.reconciling.rows import Floats, Pairs, binary_rows, given_rows, products, weighted_rows
from strandline.reconciling.tellings import anybody
from strandline.reconciling.texts import TextWords, texts_of
from strandline.records import Document

FEATURES: Final = (
    "same word", "same word, common", "same family", "same kind", "other kind", "names", "no shared name",
    "same agent", "other agent", "other person acts", "word of another", "same patient", "other patient",
    "other person suffers", "same place", "other place", "words", "context", "documents", "documents, same word",
    "words, same word", "names, same word", "same document", "near in the text", "same day", "times overlap",
    "times apart", "clocks apart", "both undated", "reported apart", "figures agree", "figures exclude",
    "figures exclude, of the nearest", "both count victims", "one not real", "one denied", "statement",
    "act of speech", "act of speech, words", "protagonists", "other protagonists", "names of documents",
    "names of contexts", "numbers of documents", "protagonists, same word", "names of documents, same word",
    "documents, of the nearest", "heads, of the nearest", "documents, of the nearest, same word",
    "heads, of the nearest, same word", "names, no shared, same word", "same circle", "vague word", "light words",
    "same sentence", "same sentence, same word", "points at what is known", "points at what is known, same document",
    "another", "of nobody", "any participant", "a word for its phase", "same day, named", "same day, circle",
    "same day, no word", "times overlap, named", "day of the report", "day of the report, named", "one only bounded",
    "same place, named", "same patient, named", "any participant, named", "names, named", "words, named",
    "one person, many", "nouns both", "of documents of one day", "same family, same document",
    "same word, same document", "other sites", "same site", "other things", "same things",
    "other things, same word",
    "dated reports",
    "figures grown", "nothing beside the word", "stands for it", "other day", "other day, stated",
    "times overlap, narrow", "other object, light word", "others suffer, other day",
    "two counts by two sources", "sort alone, one text", "two verbs, one text",
)  # fmt: skip
"""Names of the features, in the order of the columns."""
CONTEXT: Final = FEATURES.index("context")
CHUNK: Final = 20_000
"""Pairs that are compared at once: so many rows of features stand in memory."""
_HEAD: Final = 60
"""Characters in which a text has its title, which tells again what follows."""
_CLOCKS_S: Final = 1800
"""Clock times of one happening may be told so far apart."""


class Comparison:
    """The facts of a pile, ready to be compared.

    Args:
        facts: by number.
        documents: in their fixed order.
        texts: what the text of each tells, where that is known already.
        near: the pairs of documents that are related (``candidates.related``), where these are known already.
    """

    def __init__(
        self,
        facts: Sequence[Fact],
        documents: Sequence[Document],
        texts: Sequence[TextWords] | None = None,
        near: Sequence[tuple[int, int]] | None = None,
    ) -> None:
        owners = [fact.document for fact in facts]
        self.facts = facts
        self.stems = binary_rows(fact.stems for fact in facts)
        self.families = binary_rows(fact.families for fact in facts)
        self.circles = binary_rows(fact.circles for fact in facts)
        self.sites = binary_rows(fact.sites for fact in facts)
        self.parties = binary_rows(_parties(fact) for fact in facts)
        self.objects = binary_rows(fact.objects for fact in facts)
        known = sorted({word for fact in facts for word in fact.themes})
        column = {word: index for index, word in enumerate(known)}
        self.things = given_rows([sorted(fact.themes) for fact in facts], column, None)
        self.around = given_rows([sorted(fact.words & column.keys()) for fact in facts], column, None)
        self.names = weighted_rows([fact.names for fact in facts], owners)
        self.words = weighted_rows([fact.words for fact in facts], owners)
        self.other_words = binary_rows(fact.words - fact.stems for fact in facts)
        self.context = weighted_rows([fact.context | fact.words for fact in facts], owners)
        self.near_names = weighted_rows([fact.near_names for fact in facts], owners)
        self.agents = binary_rows(fact.agents for fact in facts)
        self.patients = binary_rows(fact.patients for fact in facts)
        self.spots = binary_rows(fact.spots for fact in facts)
        self.places = binary_rows(fact.places for fact in facts)
        self._documents = DocumentsAlike(texts_of(documents) if texts is None else texts, near)
        self._columns = Columns(facts)
        self._verb = np.array([_is_verb(fact) for fact in facts], dtype=bool)
        counts = np.asarray(self.stems.sum(axis=0)).ravel()
        rare = 1.0 / np.log2(2.0 + counts)
        self._commonness = 1.0 - np.asarray(self.stems.multiply(rare).max(axis=1).todense()).ravel()

    def features(self, pairs: Pairs, *, worth: Callable[[Floats], NDArray[np.bool_]] | None = None) -> Floats:
        """Features of pairs of fact numbers; shape (pairs, features), float64.

        Args:
            pairs: shape (pairs, 2).
            worth: given all features but ``CONTEXT``, which takes most of the time and never lies above 1, which pairs
                are to have that one too; without it, all.
        """
        parts = [self._chunk(pairs[start : start + CHUNK], worth) for start in range(0, len(pairs), CHUNK)]
        if len(parts) == 1:
            return parts[0]
        return np.concatenate(parts) if parts else np.zeros((0, len(FEATURES)))

    def _chunk(self, pairs: Pairs, worth: Callable[[Floats], NDArray[np.bool_]] | None) -> Floats:
        a, b = pairs[:, 0], pairs[:, 1]
        columns = self._columns
        found = {**self._words(a, b), **self._participants(a, b), **self._times_and_figures(a, b)}
        da, db = columns.document[a], columns.document[b]
        found |= self._of_documents(da, db)
        same_word = found["same word"]
        for name in ("documents", "words", "names", "protagonists", "names of documents", "documents, of the nearest",
                     "heads, of the nearest"):  # fmt: skip
            found[f"{name}, same word"] = found[name] * same_word
        found["names, no shared, same word"] = found["no shared name"] * same_word
        found["others suffer, other day"] = found["other patient"] & found["other day"]
        found["act of speech, words"] = found["act of speech"] * found["words"]
        found["figures exclude, of the nearest"] = found["figures exclude"] * found["documents, of the nearest"]
        found["same document"] = da == db
        found |= self._told(a, b, found)
        apart = np.abs(columns.start[a] - columns.start[b])
        found["near in the text"] = np.where(da == db, 1.0 / (1.0 + apart / 300.0), 0.0)
        rows = np.empty((len(FEATURES), len(pairs)))
        for row, name in enumerate(FEATURES):
            rows[row] = found[name] if row != CONTEXT else 0.0
        near = np.arange(len(pairs)) if worth is None else np.flatnonzero(worth(rows.T))
        rows[CONTEXT, near] = products(self.context, a[near], b[near])
        return rows.T

    def _of_documents(self, da: Pairs, db: Pairs) -> dict[str, Any]:
        """What the documents of pairs have in common; many claims meet between the same two, so each two once."""
        codes, back = np.unique(da * np.int64(self._columns.document.max() + 1) + db, return_inverse=True)
        one, two = np.divmod(codes, np.int64(self._columns.document.max() + 1))
        return {name: values[back] for name, values in self._documents.features(one, two).items()}

    def _words(self, a: Pairs, b: Pairs) -> dict[str, Any]:
        columns = self._columns
        same_word = (products(self.stems, a, b) > 0).astype(float)
        kinds = columns.kind[a] == columns.kind[b]
        vague = (columns.kind[a] == columns.other) | (columns.kind[b] == columns.other)
        return {
            "same word": same_word,
            "same word, common": same_word * np.maximum(self._commonness[a], self._commonness[b]),
            "same family": (products(self.families, a, b) > 0) & (same_word == 0),
            "same kind": kinds & ~vague,
            "other kind": ~kinds & ~vague,
            "words": products(self.words, a, b),
            "names of contexts": products(self.near_names, a, b),
            "one not real": columns.unreal[a] != columns.unreal[b],
            "act of speech": columns.speaks[a] | columns.speaks[b],
            "one denied": columns.denied[a] != columns.denied[b],
            "statement": columns.said[a] | columns.said[b],
        }

    def _told(self, a: Pairs, b: Pairs, found: dict[str, Any]) -> dict[str, Any]:
        """How the two are told, and what they have in common where they name one sort of happening."""
        columns = self._columns
        named = (found["same word"] > 0) | found["same family"]
        same = found["same document"]
        circle = (products(self.circles, a, b) > 0) & ~named
        sentence = columns.sentence[a] == columns.sentence[b]
        known = columns.known[a] | columns.known[b]
        parties = products(self.parties, a, b) > 0
        day, overlap = found["same day"], found["times overlap"]
        near_report = columns.day_of_report(a, b)
        lone = same & ~known & ~(columns.phase[a] | columns.phase[b] | columns.support[a] | columns.support[b])
        body = np.minimum(columns.start[a], columns.start[b]) > _HEAD
        beside = products(self.other_words, a, b) > 0
        sites = products(self.sites, a, b) > 0
        things = products(self.things, a, b) > 0
        told = (products(self.things, a, b, self.around) > 0) | (products(self.around, a, b, self.things) > 0)
        strange = columns.thing[a] & columns.thing[b] & ~things
        return {
            "same circle": circle,
            "vague word": (columns.vague[a] | columns.vague[b]) & (circle | named),
            "light words": (columns.light[a] | columns.light[b]) & named,
            "same sentence": sentence,
            "same sentence, same word": sentence & named,
            "points at what is known": known & (named | circle),
            "points at what is known, same document": known & (named | circle) & same,
            "stands for it": columns.antecedent(a, b),
            "another": columns.another[a] != columns.another[b],
            "two counts by two sources": found["both count victims"]
            & named
            & same
            & (columns.source[a] != columns.source[b]),
            "of nobody": (columns.nobody[a] != columns.nobody[b]) & ~found["both count victims"],
            "any participant": parties,
            "a word for its phase": columns.phase_of(a, b, sentence),
            "same day, named": day & named,
            "same day, circle": day & circle,
            "same day, no word": day & ~named & ~circle,
            "times overlap, named": overlap & named & ~day,
            "times overlap, narrow": (overlap & named & ~day) * columns.narrow(a, b),
            "other object, light word": self._other_objects(a, b) & named,
            "day of the report": near_report,
            "day of the report, named": near_report * named,
            "one only bounded": columns.dated[a] != columns.dated[b],
            "same place, named": found["same place"] & named,
            "same patient, named": found["same patient"] & named,
            "any participant, named": parties & named,
            "names, named": found["names"] * named,
            "words, named": found["words"] * named,
            "one person, many": columns.one_and_many(a, b),
            "nouns both": columns.noun[a] & columns.noun[b] & named,
            "of documents of one day": columns.reported_apart(a, b) < 1.5 / 30.0,
            "same family, same document": found["same family"] & same,
            "same word, same document": (found["same word"] > 0) & same,
            "other sites": columns.sited[a] & columns.sited[b] & ~sites,
            "same site": sites,
            "other things": strange & ~told & (named | circle),
            "same things": things & (named | circle),
            "other things, same word": strange & ~told & (found["same word"] > 0),
            "nothing beside the word": ~(
                beside
                | parties
                | sites
                | things
                | known
                | circle
                | found["same place"]
                | found["both count victims"]
                | (found["names"] > 0)
                | (day & ~columns.light[a] & ~columns.light[b])
            ),
            "sort alone, one text": lone & found["same family"],
            "two verbs, one text": lone & body & (found["same word"] > 0) & self._verb[a] & self._verb[b],
            "dated reports": (columns.reported[a] != OPEN_LOW) & (columns.reported[b] != OPEN_LOW),
        }

    def _other_objects(self, a: Pairs, b: Pairs) -> Any:
        """Whether two verbs of many meanings have objects, and none in common: "left the court", "left the party"."""
        columns = self._columns
        both = columns.object[a] & columns.object[b] & columns.light[a] & columns.light[b]
        return both & (products(self.objects, a, b) == 0)

    def _participants(self, a: Pairs, b: Pairs) -> dict[str, Any]:
        columns = self._columns
        names = products(self.names, a, b)
        agents, patients = products(self.agents, a, b) > 0, products(self.patients, a, b) > 0
        two_spots = columns.spot[a] & columns.spot[b]
        return {
            "names": names,
            "no shared name": columns.named[a] & columns.named[b] & (names == 0),
            "same agent": agents,
            "other agent": columns.agent[a] & columns.agent[b] & ~agents,
            "other person acts": columns.person_acts[a] & columns.person_acts[b] & ~agents,
            "word of another": columns.speaks[a] & columns.speaks[b] & columns.agent[a] & columns.agent[b] & ~agents,
            "same patient": patients,
            "other patient": columns.patient[a] & columns.patient[b] & ~patients,
            "other person suffers": columns.person_suffers[a] & columns.person_suffers[b] & ~patients,
            "same place": products(self.places, a, b) > 0,
            "other place": two_spots & ~(products(self.spots, a, b) > 0),
        }

    def _times_and_figures(self, a: Pairs, b: Pairs) -> dict[str, Any]:
        columns = self._columns
        apart, overlap, both = columns.times(a, b)
        agree, exclude, grown, victims = columns.figures(a, b)
        other_day = both & ~overlap & columns.precise[a] & columns.precise[b]
        return {
            "same day": both & overlap & columns.precise[a] & columns.precise[b],
            "times overlap": both & overlap,
            "other day": other_day,
            "other day, stated": other_day & columns.stated[a] & columns.stated[b],
            "clocks apart": both & columns.clock[a] & columns.clock[b] & (apart > _CLOCKS_S),
            "times apart": np.minimum(apart / DAY, 30.0) / 30.0,
            "both undated": ~columns.dated[a] & ~columns.dated[b],
            "reported apart": columns.reported_apart(a, b),
            "figures agree": agree,
            "figures exclude": exclude,
            "figures grown": grown,
            "both count victims": victims,
        }


def _is_verb(fact: Fact) -> bool:
    """Whether the word for it is inflected, as verbs are; a plain form may be either."""
    return fact.claim.trigger.text.casefold() != fact.claim.trigger.lemma.casefold()


def _parties(fact: Fact) -> frozenset[str]:
    return frozenset(key for key in fact.agents | fact.patients if key.removeprefix("noun:") not in anybody())
