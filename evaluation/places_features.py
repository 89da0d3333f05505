"""What a reader sees of a happening and of a place that may be its own: numbers by name; what is not named is nought.

In: the offers of a text. Out: for each offer of a happening the features of the happening and of the pair.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from evaluation.places_offers import Mention, Offers, key_of
from strandline.claims.arguments_roles import SPEECH_KINDS
from strandline.claims.hosting import host_of
from strandline.claims.lexica import word_set
from strandline.claims.persons import is_person_noun
from strandline.claims.syntax import Tree
from strandline.claims.timing_attachment import quotations
from strandline.claims.timing_clauses import is_definite, tense_of
from strandline.records import Place

_LONGEST_PATH: Final = 4
_FINE: Final = frozenset({"facility", "locality"})
_STEM: Final = 4
"""Letters that the name of a people shares with its country's: "Norl-and", "Norl-ander"."""
Feature = tuple[str, float]
Named = dict[str, float]


class Features:
    """The features of one text's offers."""

    def __init__(self, text: str, offers: Offers) -> None:
        self.text = text
        self.offers = offers
        self.tree = offers.tree
        self.scenes = offers.scenes
        self.sides = quotations(offers.tree)
        self.peoples = [
            (name.first, name.text.casefold()[:_STEM]) for name in self.tree.reading.names if name.type == "NORP"
        ]
        sentences = self.tree.reading.sentences
        self.paragraphs = [sentence.paragraph for sentence in sentences]
        self.datelines = {
            item.place.start for item in offers.mentions if item.named and self._is_dateline(item)
        }  # fmt: skip
        self._taken = {head: frozenset(place.start for place in offers.placed.get(head, ())) for head in offers.settled}

    def of(self, head: int, mentions: Sequence[Mention]) -> list[tuple[Named, Named]]:
        """Features of each offer of a happening: those of the happening, which all share, and its own."""
        own = dict(self._of_head(head, mentions))
        return [(own, dict(self._of_pair(head, item, mentions))) for item in mentions]

    # ------------------------------------------------------------------------------------------ the happening

    def _of_head(self, head: int, mentions: Sequence[Mention]) -> Iterator[Feature]:
        tree, scenes = self.tree, self.scenes
        token, scene = tree.tokens[head], scenes[head]
        clause = tree.clause_head(head)
        yield f"kind {scene.kind}", 1.0
        yield f"relation {token.deprel}", 1.0
        yield f"tense {tense_of(tree, head)}", 1.0
        yield f"clause {tree.tokens[clause].deprel}", 1.0
        yield f"clause tense {tense_of(tree, clause)}", 1.0
        yield "scenic", float(scene.kind in word_set("placing", "scenes", "kinds"))
        yield "speaks", float(scene.kind in SPEECH_KINDS)
        yield "voiced", float(bool(scene.voice))
        yield "quoted", float(self.sides[head] != 0)
        yield "nominal", float(not tree.is_verbal(head))
        yield "definite", float(not tree.is_verbal(head) and is_definite(tree, head))
        yield "passive", float(tree.is_passive(head))
        sentence = token.sentence
        yield "sentence", float(sentence)
        yield "share", sentence / max(1, len(self.paragraphs))
        yield "paragraph", float(self.paragraphs[sentence])
        yield "offers", float(len(mentions))
        yield "offers here", float(sum(item.sentence == sentence for item in mentions))
        yield "places", float(min(20, len(self.offers.counts)))
        heads = self.offers.heads
        low = bisect_left(heads, tree.reading.sentences[sentence].first)
        high = bisect_left(heads, tree.reading.sentences[sentence].last)
        yield "others here", float(high - low - 1)
        yield "placed here", float(sum(other in self.offers.placed for other in heads[low:high]))
        yield "settled", len(self.offers.settled) / max(1, len(heads))
        subject = tree.subject(head)
        if subject is not None:
            yield f"subject {tree.tokens[subject].upos}", 1.0
            yield f"subject {tree.name_type.get(subject, 'unnamed')}", 1.0
            yield "subject I", float(tree.tokens[subject].text.lower() in ("i", "we"))
            yield "subject somebody", float(is_person_noun(tree.tokens[subject].lemma.lower()))
        above = token.head
        if above >= 0:
            yield "above happens", float(above in scenes)
            yield "above speaks", float(above in scenes and scenes[above].kind in SPEECH_KINDS)
        for child in tree.children[head]:
            if tree.tokens[child].deprel in ("obl", "nmod"):
                yield f"has {tree.case_of(child)}", 1.0

    # --------------------------------------------------------------------------------------------- the pair

    def _of_pair(self, head: int, item: Mention, mentions: Sequence[Mention]) -> Iterator[Feature]:
        yield from self._of_place(item)
        yield from self._of_distance(head, item, mentions)
        yield from self._of_telling(head, item)
        if item.sentence == self.tree.tokens[head].sentence:
            yield from self._of_path(head, item)

    def _of_place(self, item: Mention) -> Iterator[Feature]:
        """The place itself, how the text names it here, and how often anywhere."""
        offers, tree = self.offers, self.tree
        place = item.place
        first = tree.first_conjunct(item.token)
        token = tree.tokens[first]
        yield f"level {place.level}", 1.0
        yield "fine", float(place.level in _FINE)
        yield "known", float(place.id is not None)
        yield "named", float(item.named)
        yield "count", float(min(20, offers.counts[item.key]))
        yield "rank", float(min(20, offers.rank.get(item.key, 20)))
        yield "uses", float(min(20, offers.uses[item.key]))
        yield "uses, share", offers.uses[item.key] / max(1, sum(offers.uses.values()))
        yield "count, share", offers.counts[item.key] / max(1, len(offers.mentions))
        yield "first", float(offers.mentions[0].key == item.key)
        yield "dateline", float(place.start in self.datelines)
        yield "in the dateline", float(any(offers.by_start[start].key == item.key for start in self.datelines))
        yield f"m {token.deprel}", 1.0
        case = tree.case_of(item.token) or tree.case_of(first)
        yield f"m case {case}", 1.0
        yield "m at", float(case in word_set("placing", "cases", "at"))
        yield "m government", float(item.token in tree.governments or place.start in tree.governments)
        governor = token.head
        if governor >= 0:
            above = tree.tokens[governor]
            yield f"m above {above.upos}", 1.0
            yield f"m above {tree.name_type.get(governor, 'unnamed')}", 1.0
            yield "m above somebody", float(is_person_noun(above.lemma.lower()))
            yield "m above happens", float(governor in self.scenes)
        yield "m used", float(any(place.start in used for used in self._taken.values()))
        host = host_of(tree, item.token, self.scenes.keys())
        yield "m hosted", float(host is not None)
        yield "m host speaks", float(host is not None and self.scenes[host].kind in SPEECH_KINDS)

    def _of_distance(self, head: int, item: Mention, mentions: Sequence[Mention]) -> Iterator[Feature]:
        tree = self.tree
        one, two = tree.tokens[head].sentence, item.sentence
        yield "apart", float(max(-30, min(60, one - two)))
        yield "one sentence", float(one == two)
        yield "paragraphs", float(max(-10, min(20, self.paragraphs[one] - self.paragraphs[two])))
        yield "tokens", float(max(-200, min(400, head - item.token)))
        yield "after", float(item.token > head)
        nearer = [other for other in mentions if abs(other.token - head) < abs(item.token - head)]
        yield "nearer", float(len(nearer))
        yield "nearer, here", float(sum(other.sentence == one for other in nearer))
        yield "nearer, finer", float(sum(_is_within(other.place, item.place) for other in nearer))
        yield "inside", float(sum(_is_within(item.place, other.place) for other in mentions))
        yield "finer inside", float(sum(_is_within(other.place, item.place) for other in mentions))
        yield "rivals of its level", float(sum(other.place.level == item.place.level for other in mentions) - 1)
        yield "one quote", float(self.sides[item.token] == self.sides[head])
        stem = item.place.name.casefold()[:_STEM]
        sentence = tree.reading.sentences[one]
        yield (
            "its people here",
            float(any(sentence.first <= first < sentence.last and start == stem for first, start in self.peoples)),
        )
        yield "its people", float(any(start == stem for _, start in self.peoples))

    def _of_telling(self, head: int, item: Mention) -> Iterator[Feature]:
        """Which other happenings are there by rule: the last before it, the next, those told with it."""
        offers, tree, scenes = self.offers, self.tree, self.scenes
        settled = offers.settled
        at = bisect_left(settled, head)
        sentence = tree.tokens[head].sentence
        for name, places in (("last", settled[max(0, at - 1) : at]), ("next", settled[at : at + 1])):
            for other in places:
                same = self._is_of(other, item)
                yield f"{name} there", float(same)
                yield f"{name} elsewhere", float(not same)
                apart = abs(tree.tokens[other].sentence - sentence)
                yield f"{name} apart", float(min(20, apart))
                if same:
                    yield f"{name} there, apart", 1.0 / (1 + apart)
                    yield f"{name} there, one kind", float(scenes[other].kind == scenes[head].kind)
                    yield f"{name} there, one voice", float(scenes[other].voice == scenes[head].voice)
                    yield f"{name} there, scenic", float(scenes[other].kind in word_set("placing", "scenes", "kinds"))
                    yield f"{name} there, {_role(offers.placed[other], item.key)}", 1.0
        here = [other for other in settled[max(0, at - 8) : at + 8] if tree.tokens[other].sentence == sentence]
        yield "told here, there", float(sum(self._is_of(other, item) for other in here))
        yield "told here, elsewhere", float(sum(not self._is_of(other, item) for other in here))
        subject = self._subject(head)
        theirs = [other for other in settled[:at] if subject and self._subject(other) == subject]
        if theirs:
            yield "its actor there", float(self._is_of(theirs[-1], item))
            yield "its actor elsewhere", float(not self._is_of(theirs[-1], item))
        lemma = tree.tokens[head].lemma.lower()
        alike = [other for other in settled if tree.tokens[other].lemma.lower() == lemma]
        yield "its word there", float(any(self._is_of(other, item) for other in alike))
        yield "its word elsewhere", float(bool(alike) and not any(self._is_of(other, item) for other in alike))
        kin = [other for other in settled if scenes[other].kind == scenes[head].kind]
        yield "its kind there", float(sum(self._is_of(other, item) for other in kin)) / max(1, len(kin))

    def _of_path(self, head: int, item: Mention) -> Iterator[Feature]:
        """The way in the tree from the happening to the place in its sentence."""
        tree = self.tree
        up, down = _ways(tree, head, item.token)
        yield "up", float(len(up))
        yield "down", float(len(down))
        yield "one clause", float(tree.clause_head(head) == tree.clause_head(item.token))
        below = [node for node in down if node != item.token]
        between = [node for node in (*up[1:], *below) if node in self.scenes]
        yield "happenings between", float(len(between))
        yield "speech between", float(any(self.scenes[node].kind in SPEECH_KINDS for node in between))
        yield "spoken alike", float(any(self.scenes[node].voice == self.scenes[head].voice for node in between))
        yield "through its subject", float(any(tree.tokens[node].deprel.startswith("nsubj") for node in down))
        yield (
            "through a clause",
            float(any(tree.tokens[node].deprel in ("advcl", "acl", "acl:relcl", "ccomp", "xcomp") for node in down)),
        )
        for node in up[:-1] if up else []:
            yield f"over {tree.tokens[node].deprel}", 1.0
        for node in down:
            yield f"under {tree.tokens[node].deprel}", 1.0
        if len(up) + len(down) <= _LONGEST_PATH:
            words = [f"<{tree.tokens[node].deprel}" for node in up] + [f">{tree.tokens[node].deprel}" for node in down]
            yield f"path {' '.join(words)}", 1.0

    # ------------------------------------------------------------------------------------------------ parts

    def _is_dateline(self, item: Mention) -> bool:
        """Whether a name stands at the head of its line before a dash or a bracket."""
        start, end = item.place.start, item.place.end
        line = self.text.rfind("\n", 0, start) + 1
        if self.text[line:start].strip() or item.sentence > 6:
            return False
        rest = self.text[end : end + 60].split("\n")[0]
        return any(sign in rest for sign in (" - ", " – ", " — ", "--", "(")) and not rest[:2].strip().isalpha()

    def _is_of(self, other: int, item: Mention) -> bool:
        return any(key_of(place) == item.key for place in self.offers.placed[other])

    def _subject(self, head: int) -> str:
        subject = self.tree.subject(head)
        return "" if subject is None else self.tree.tokens[subject].lemma.lower()


def _ways(tree: Tree, head: int, other: int) -> tuple[list[int], list[int]]:
    """Tokens from the happening up to the common head, without it, and from below it down to the other."""
    above = [head, *tree.ancestors(head)]
    below = [other, *tree.ancestors(other)]
    common = next(node for node in above if node in below)
    return above[: above.index(common)], below[: below.index(common)][::-1]


def _role(places: Sequence[Place], key: str) -> str:
    return next((place.role for place in places if key_of(place) == key), "at")


def _is_within(fine: Place, wide: Place) -> bool:
    """Whether one is of the other's country and finer than it."""
    order = ("country", "region", "area", "water", "locality", "facility")
    if fine.country is None or fine.country != wide.country:
        return False
    if wide.level not in order or fine.level not in order:
        return False
    return order.index(wide.level) < order.index(fine.level) and wide.level in ("country", "region")
