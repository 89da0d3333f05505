"""What the sentence says of the order of its happenings: the tree in, ties between happenings out.

Every happening is compared with the nearest happening above it in the tree; the words and relations on the way between
them say whether the one came first, both were together, or nothing. Order in the text alone says nothing, and neither
does a bare relative clause. Lexicon: ``timing_of.toml``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from typing import Final, Literal

from strandline.claims.hosting import tells_result
from strandline.claims.lexica import word_set
from strandline.claims.syntax import Tree
from strandline.claims.timing_clauses import Tense, is_definite, tense_of
from strandline.claims.timing_network import Tie
from strandline.records import Status

Relation = Literal["child first", "child later", "together"]
AHEAD: Final = frozenset({"planned", "proposed", "ordered", "threatened", "possible", "conditional"})
REAL: Final = frozenset({"happened", "ongoing"})
MEANT: Final = frozenset({"planned", "proposed", "ordered", "threatened"})
"""What somebody means to do: "he said that he was leaving" speaks of what is to come."""
_SUBJECTS: Final = ("nsubj", "nsubj:pass", "csubj", "csubj:pass", "nsubj:outer", "csubj:outer")

SAID: Final = 9
"""Strength of an order that a word states ("after", "before")."""
BUILT: Final = 6
"""Strength of an order that a construction carries."""
LIKELY: Final = 3
"""Strength of an order that is only likely."""


@dataclass(frozen=True, slots=True)
class Step:
    """How a happening stands to the nearest one above it. ``word``: what says so, for a person."""

    child: int
    parent: int
    relation: Relation
    strength: int
    word: str


def steps_of(tree: Tree, statuses: Mapping[int, Status], speech: Set[int]) -> list[Step]:
    """A step for each happening that the sentence sets against the one above it.

    Args:
        tree: the document's tree.
        statuses: head token → status of each happening.
        speech: head tokens of cues of speech ("said").
    """
    found = []
    for head in sorted(statuses):
        path = _path(tree, head, statuses)
        if path is not None:
            step = _step(tree, head, path, statuses, speech)
            if step is not None:
                found.append(step)
    return found + _siblings(tree, statuses, {step.child for step in found})


def _siblings(tree: Tree, statuses: Mapping[int, Status], taken: set[int]) -> list[Step]:
    """ "The storm caused an exodus": what a verb that names nothing itself ties together."""
    found = []
    for head in sorted(statuses):
        verb = tree.tokens[head].head
        if (
            head in taken
            or verb < 0
            or verb in statuses
            or tree.tokens[head].deprel not in ("obj", "obl", "xcomp", "ccomp")
        ):
            continue
        subject = tree.child(verb, *_SUBJECTS)
        if subject is None or subject not in statuses or not _both_real(head, subject, statuses):
            continue
        if tree.tokens[verb].lemma.lower() in word_set("timing_of", "causes"):
            found.append(Step(head, subject, "together", BUILT, f"“{tree.tokens[verb].text}”"))
    return found


def to_come(tree: Tree, head: int, status: Status) -> bool:
    """Whether a happening lies ahead of what it hangs on: what somebody means to do, or what may be, unless its words
    speak of it as done ("the alleged fraud", "may have left")."""
    if status not in AHEAD:
        return False
    return status in MEANT or tense_of(tree, head) not in ("nominal", "past", "perfect", "pluperfect")


def ties_of(steps: Iterable[Step]) -> list[Tie]:
    """The ties that steps make in the network."""
    found = []
    for step in steps:
        if step.relation == "together":
            found.append(Tie(step.child, step.parent, "same day", step.strength, step.word))
        elif step.relation == "child first":
            found.append(Tie(step.child, step.parent, "before", step.strength, step.word))
        else:
            found.append(Tie(step.parent, step.child, "before", step.strength, step.word))
    return found


def _path(tree: Tree, head: int, heads: Mapping[int, Status]) -> list[int] | None:
    """Tokens from a happening up to, and with, the next happening above; None where there is none."""
    path = [head]
    node = tree.tokens[head].head
    while node >= 0:
        path.append(node)
        if node in heads:
            return path
        node = tree.tokens[node].head
    return None


def _step(tree: Tree, child: int, path: list[int], statuses: Mapping[int, Status], speech: Set[int]) -> Step | None:
    parent = path[-1]
    for place, node in enumerate(path[:-1]):
        if node != child and not _lets_through(tree, node):
            break
        signal = _signal(tree, node)
        if signal is not None:
            if any(tree.tokens[above].deprel in ("acl:relcl", "acl", "appos") for above in path[place + 1 : -1]):
                return None  # "named the man, who taught there until it closed": it closes the teaching
            relation, word = signal
            if word == "in" and tree.tokens[parent].lemma.lower() in word_set("timing_of", "about", "verbs"):
                relation = "child first"
            if relation == "together" and not _may_share(tree, child, parent, node, statuses):
                return None
            strength = SAID if relation != "together" else LIKELY if word == "as" else BUILT
            return Step(child, parent, relation, strength, f"“{word}”")
    if len(path) > 2:
        return _distant(tree, child, path, statuses, speech)
    return _direct(tree, child, parent, statuses, speech)


def _lets_through(tree: Tree, node: int) -> bool:
    """Whether a word that names no happening leaves the time of what hangs on it as it is: verbs, and "the start
    of"."""
    return tree.is_verbal(node) or tree.tokens[node].lemma.lower() in word_set("timing_of", "parts")


def _signal(tree: Tree, node: int) -> tuple[Relation, str] | None:
    """The joining word of a clause or phrase, and where it puts its happening."""
    mark = tree.mark_of(node)
    words = mark or tree.case_of(node)
    if not words or words in ("of", "to", "that", "for", "about", "on", "from"):
        return None
    if words in word_set("timing_of", "signals", "earlier"):
        return "child first", words
    if words in word_set("timing_of", "signals", "later"):
        return "child later", words
    if words in word_set("timing_of", "signals", "together" if mark else "together_with"):
        return "together", words
    return None


def _may_share(tree: Tree, child: int, parent: int, node: int, statuses: Mapping[int, Status]) -> bool:
    """Whether two happenings that a word puts together can be at one time: real with real, and no comparison with
    "as"."""
    if (statuses[child] in AHEAD) != (statuses[parent] in AHEAD):
        return False
    if tree.case_of(node) == "with" and tree.tokens[child].upos == "NOUN" and is_definite(tree, child):
        return False  # "had nothing to do with the crash"
    if tree.tokens[node].deprel.startswith("nmod") and tree.tokens[parent].upos == "NOUN":
        return tree.case_of(node) in ("in", "during", "by", "with", "within")
    return not tree.tokens[node].deprel.startswith("xcomp")


def _opens_with(tree: Tree, clause: int, words: tuple[str, ...]) -> bool:
    return any(word in words for word in tree.mark_of(clause).split())


def _distant(tree: Tree, child: int, path: list[int], statuses: Mapping[int, Status], speech: Set[int]) -> Step | None:
    """Something that is no happening stands between: only participles and light verbs let the time through."""
    parent = path[-1]
    token = tree.tokens[child]
    if token.deprel in ("acl", "advcl") and _is_charge(tree, child, parent) and _plain(tree, path[1]):
        return Step(child, parent, "child first", BUILT, f"“{tree.tokens[parent].text}” is about it")
    if parent in speech and tree.tokens[path[-2]].deprel in ("ccomp", "parataxis"):
        return _spoken(tree, child, parent, statuses)
    if (
        token.deprel == "acl:relcl"
        and _opens_with(tree, child, ("where", "when"))
        and _both_real(child, parent, statuses)
        and tense_of(tree, child) == "past"
    ):
        return Step(child, parent, "together", LIKELY, f"“{tree.mark_of(child)}”")
    if token.deprel in ("acl", "acl:relcl"):
        looks_back = token.xpos == "VBN" or tense_of(tree, child) == "pluperfect"
        if looks_back and _both_real(child, parent, statuses):
            return Step(child, parent, "child first", LIKELY, "the clause looks back")
        return None
    if _carried(tree, path) and _both_real(child, parent, statuses):
        return Step(child, parent, "together", LIKELY, f"“{tree.tokens[path[1]].text}” goes with it")
    if not all(_plain(tree, node) for node in path[1:-1]):
        return None
    known = tense_of(tree, child) == "nominal" and is_definite(tree, child)
    if known and _both_real(child, parent, statuses):
        return Step(child, parent, "child first", LIKELY, "it is spoken of as known")
    if to_come(tree, child, statuses[child]) and statuses[parent] not in AHEAD:
        return Step(child, parent, "child later", LIKELY, f"it was ahead of “{tree.tokens[parent].text}”")
    return None


def _both_real(child: int, parent: int, statuses: Mapping[int, Status]) -> bool:
    return statuses[child] in REAL and statuses[parent] in REAL


def _carried(tree: Tree, path: list[int]) -> bool:
    """Whether only verbs that carry a time on stand between: "…, leaving 22 dead", "the start of the talks was
    held"."""
    for node in path[1:-1]:
        token = tree.tokens[node]
        lemma = token.lemma.lower()
        if token.upos == "NOUN":
            if lemma not in word_set("timing_of", "parts"):
                return False
        elif lemma not in word_set("timing_of", "causes") | word_set("timing_of", "happens"):
            return False
        if token.deprel in ("ccomp", "parataxis", "acl:relcl", "root"):
            return False
    return tree.tokens[path[0]].deprel in ("xcomp", "obj", "obl", "nsubj", "nsubj:pass", "nmod", "ccomp")


def _plain(tree: Tree, node: int) -> bool:
    """Whether a word in between is a mere argument."""
    return tree.tokens[node].deprel in ("conj", "obj", "obl", "nsubj", "nsubj:pass", "nmod", "xcomp", "obl:agent")


def _spoken(tree: Tree, child: int, parent: int, statuses: Mapping[int, Status]) -> Step | None:
    """What is said to have happened came before the saying, what is said to come comes after it."""
    if tense_of(tree, child) == "future":
        return Step(child, parent, "child later", BUILT, "it was said of the future")
    past = tense_of(tree, child) in ("past", "pluperfect", "perfect")
    meant = statuses[child] in MEANT and tense_of(tree, child) == "past"
    if not meant and (past or statuses[child] in REAL or statuses[child] in ("did_not_happen", "denied")):
        return Step(child, parent, "child first", BUILT, "it was said of the past")
    if to_come(tree, child, statuses[child]):
        return Step(child, parent, "child later", BUILT, "it was said of the future")
    return None


def _direct(tree: Tree, child: int, parent: int, statuses: Mapping[int, Status], speech: Set[int]) -> Step | None:
    token = tree.tokens[child]
    relation = token.deprel
    tenses = tense_of(tree, child), tense_of(tree, parent)
    if _is_charge(tree, child, parent):
        return Step(child, parent, "child first", BUILT, f"“{tree.tokens[parent].text}” is about it")
    if relation in ("ccomp", "parataxis", "csubj") or (relation == "xcomp" and parent in speech):
        if parent in speech:
            return _spoken(tree, child, parent, statuses)
        if relation == "ccomp":
            return _governed(tree, child, parent, tenses, statuses)
        return None
    if relation == "xcomp":
        return _governed(tree, child, parent, tenses, statuses)
    if relation == "advcl":
        return _participial(tree, child, parent, tenses, statuses)
    if relation in ("acl", "acl:relcl"):
        return _of_noun(tree, child, parent, tenses, statuses)
    if relation == "conj":
        return _coordinated(tree, child, parent, tenses, statuses)
    return _nominal(tree, child, parent, statuses)


def _is_charge(tree: Tree, child: int, parent: int) -> bool:
    """Whether a gerund is what a verb of the courts, of blame or of denial speaks of: "fined for taking", "denied
    taking"."""
    token, lemma = tree.tokens[child], tree.tokens[parent].lemma.lower()
    if token.xpos != "VBG" or tense_of(tree, child) != "participle":
        return False
    opening = tree.mark_of(child) or tree.case_of(child)
    if lemma in word_set("timing_of", "about", "verbs") and opening in word_set("timing_of", "about", "gerunds"):
        return True
    return (
        lemma in word_set("timing_of", "about", "avowals") and not opening and token.deprel in ("xcomp", "ccomp", "obj")
    )


def _governed(
    tree: Tree, child: int, parent: int, tenses: tuple[Tense, Tense], statuses: Mapping[int, Status]
) -> Step | None:
    """ "began to circulate", "agreed to leave", "decided that they would go"."""
    lemma = tree.tokens[parent].lemma.lower()
    if lemma in word_set("timing_of", "carried_out"):
        return Step(child, parent, "together", BUILT, f"“{tree.tokens[parent].text}” carries it out")
    if to_come(tree, child, statuses[child]) or tenses[0] in ("infinitive", "future", "would"):
        return Step(child, parent, "child later", BUILT, f"it was ahead of “{tree.tokens[parent].text}”")
    if tenses[0] in ("past", "pluperfect", "perfect"):
        return Step(child, parent, "child first", LIKELY, f"“{tree.tokens[parent].text}” looks back on it")
    return None


def _participial(
    tree: Tree, child: int, parent: int, tenses: tuple[Tense, Tense], statuses: Mapping[int, Status]
) -> Step | None:
    """ "…, killing 107": a participle without a joining word is at the time of its clause; "having lost" came
    before."""
    token = tree.tokens[child]
    if any(tree.tokens[item].text.lower() == "having" for item in tree.children_by(child, "aux")):
        return Step(child, parent, "child first", SAID, "“having”")
    if tenses[0] == "participle" and tree.mark_of(child) in ("", "by"):
        if statuses[child] == "happened" and tells_result(tree, child) and statuses[parent] in MEANT:
            return Step(child, parent, "together", BUILT, "it tells what came of it")
        if (statuses[child] in AHEAD) != (statuses[parent] in AHEAD):
            return None
        return Step(child, parent, "together", BUILT, "the participle goes with its clause")
    if tenses[0] == "infinitive" and token.xpos == "VB":
        return Step(child, parent, "child later", LIKELY, "it is the purpose")
    return None


def _of_noun(
    tree: Tree, child: int, parent: int, tenses: tuple[Tense, Tense], statuses: Mapping[int, Status]
) -> Step | None:
    """ "an attack that killed 12", "a plan to leave", "the bombing claimed by …"."""
    tense = tenses[0]
    if tree.tokens[parent].upos not in ("NOUN", "PROPN"):
        return None
    if tense == "infinitive" or statuses[child] in AHEAD:
        return Step(child, parent, "child later", LIKELY, f"it was ahead of “{tree.tokens[parent].text}”")
    if (statuses[child] in AHEAD) != (statuses[parent] in AHEAD):
        return None
    lemma = tree.tokens[child].lemma.lower()
    if _opens_with(tree, child, ("when", "where", "during", "which")) and tense == "past" and tree.mark_of(child):
        return Step(child, parent, "together", LIKELY, f"“{tree.mark_of(child)}”")
    if lemma in word_set("timing_of", "causes") | word_set("timing_of", "happens"):
        return Step(
            child, parent, "together", BUILT, f"“{tree.tokens[child].text}” tells of “{tree.tokens[parent].text}”"
        )
    if tense == "participle" and tree.tokens[child].xpos == "VBN":
        return Step(child, parent, "child later", LIKELY, f"“{tree.tokens[child].text}” speaks of it")
    if tense == "pluperfect":
        return Step(child, parent, "child first", LIKELY, "the clause looks back")
    return None


def _coordinated(
    tree: Tree, child: int, parent: int, tenses: tuple[Tense, Tense], statuses: Mapping[int, Status]
) -> Step | None:
    """ "shot two and fled": one stretch of telling, in order; not across tenses or from fact to plan."""
    if (statuses[child] in AHEAD) != (statuses[parent] in AHEAD) or tenses[0] != tenses[1]:
        return None
    turn = _adverb(tree, child)
    if turn == "later":
        return Step(child, parent, "child later", SAID, "“then”, “later”")
    if turn == "earlier":
        return Step(child, parent, "child first", SAID, "“earlier”")
    if tenses[0] in ("past", "participle", "nominal"):
        return Step(child, parent, "together", LIKELY, "both are told in one breath")
    return None


def _adverb(tree: Tree, head: int) -> str | None:
    """Whether an adverb of the clause sets it after, before or beside the one before it."""
    for item in tree.children_by(head, "advmod", "cc", "obl:tmod", "obl:unmarked"):
        word = tree.tokens[item].lemma.lower()
        for name in ("later", "earlier", "together"):
            if word in word_set("timing_of", "sequence", name):
                return name
    return None


sequence_of = _adverb


def _nominal(tree: Tree, child: int, parent: int, statuses: Mapping[int, Status]) -> Step | None:
    """A noun that names a happening, under a verb or noun that names another."""
    token, above = tree.tokens[child], tree.tokens[parent]
    lemma = above.lemma.lower()
    word = f"“{above.text}”"
    names = _verb_classes(lemma)
    if token.deprel.startswith("nmod") or token.deprel in ("compound", "amod", "appos"):
        return _under_noun(tree, child, parent, statuses)
    if tree.tokens[parent].upos not in ("VERB", "AUX"):
        return None
    if lemma in word_set("timing_of", "in_course") and token.deprel in _SUBJECTS and statuses[parent] in REAL:
        return Step(child, parent, "child first", BUILT, f"{word} tells of it in its course")
    if "happens" in names and token.deprel in ("obj", "nsubj:pass", "nsubj", "obl"):
        return Step(child, parent, "together", BUILT, f"{word} tells of it")
    if token.deprel in _SUBJECTS and "causes" in names and not tree.is_passive(parent):
        return Step(child, parent, "together", BUILT, f"it {above.text}")
    if token.deprel in ("obl:agent", "obl") and tree.is_passive(parent) and "causes" in names:
        return Step(child, parent, "together", BUILT, f"{word} by it")
    if token.deprel in ("obj", "nsubj:pass", "obl"):
        if statuses[child] in AHEAD or "looks_ahead" in names:
            return (
                Step(child, parent, "child later", BUILT, f"it was ahead of {word}")
                if to_come(tree, child, statuses[child])
                else None
            )
        if "looks_back" in names and statuses[parent] not in AHEAD:
            return Step(child, parent, "child first", BUILT, f"{word} looks back on it")
    if statuses[child] in REAL and statuses[parent] in REAL and is_definite(tree, child):
        return Step(child, parent, "child first", LIKELY, "it is spoken of as known")
    return None


def _verb_classes(lemma: str) -> frozenset[str]:
    return frozenset(
        name for name in ("happens", "causes", "looks_back", "looks_ahead") if lemma in word_set("timing_of", name)
    )


def _under_noun(tree: Tree, child: int, parent: int, statuses: Mapping[int, Status]) -> Step | None:
    """ "the start of the talks", "a report of an attack", "anniversary of the revolt"."""
    lemma = tree.tokens[parent].lemma.lower()
    case = tree.case_of(child)
    if lemma in word_set("timing_of", "parts") and case in ("of", ""):
        return Step(child, parent, "together", BUILT, f"“{tree.tokens[parent].text} of”")
    if to_come(tree, child, statuses[child]) and statuses[parent] in REAL:
        return Step(child, parent, "child later", LIKELY, f"it was ahead of “{tree.tokens[parent].text}”")
    if (
        case in ("of", "on", "about", "over", "into", "against", "for")
        and statuses[child] in REAL
        and statuses[parent] in REAL
    ):
        return Step(child, parent, "child first", LIKELY, f"“{tree.tokens[parent].text} {case}” it")
    return None
