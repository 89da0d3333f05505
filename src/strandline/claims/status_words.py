"""Did it happen, by the words of the happening itself: modals, negation, mood, conditions, adjectives before a noun.

Lexicon: ``status.toml``.
"""

from __future__ import annotations

from typing import Final, NamedTuple, cast

from strandline.claims.lexica import classes, word_set
from strandline.claims.syntax import Tree
from strandline.records import Status


class Standing(NamedTuple):
    """A status with the words that it rests on."""

    status: Status
    reason: str
    decided: bool
    """Whether a word decided it, rather than the absence of any."""
    firm: bool = False
    """Whether the word leaves the reader's own guess no room ("cancelled", "alleged")."""


UNREAL: Final = {
    "planned",
    "proposed",
    "ordered",
    "attempted",
    "threatened",
    "possible",
    "conditional",
    "denied",
    "did_not_happen",
    "unclear",
}


def is_finite(tree: Tree, node: int) -> bool:
    """Whether a predicate or one of its auxiliaries has a tense or a modal."""
    token = tree.tokens[node]
    if "VerbForm=Fin" in token.feats:
        return True
    return any("VerbForm=Fin" in tree.tokens[child].feats for child in tree.children_by(node, "aux", "cop", "aux:pass"))


def own_standing(tree: Tree, head: int) -> Standing:
    """What the words of a verb or noun say of it, whatever governs it."""
    token = tree.tokens[head]
    if token.upos in ("VERB", "AUX") or tree.child(head, "cop") is not None:
        return verbal_standing(tree, head)
    return _nominal(tree, head)


def verbal_standing(tree: Tree, head: int) -> Standing:
    """What mood, tense, negation and auxiliaries say of a predicate."""
    token = tree.tokens[head]
    auxiliaries = [tree.tokens[child] for child in tree.children_by(head, "aux", "aux:pass", "cop")]
    forms = [item.text.lower() for item in auxiliaries]
    negation = negation_of(tree, head)
    mark = tree.mark_of(head)
    if token.xpos == "VBN" and len(forms) == 1 and forms[0] in ("'d", "’d"):
        forms = ["had"]
    modal = _modal(forms)
    if mark.split(" ")[-1:] and mark in word_set("status", "marks", "conditional"):
        past_fact = mark == "once" and "Tense=Past" in token.feats
        if not past_fact:
            return Standing("conditional", f"“{mark}” makes it a condition", decided=True)
    if _inverted(tree, head):
        return Standing("conditional", f"“{forms[0]} …” makes it a condition", decided=True)
    almost = _almost(tree, head)
    if almost and modal is None and not negation:
        return Standing("did_not_happen", f"“{almost}”", decided=True)
    if programme := _programme(tree, head, negation):
        return programme
    if mark in word_set("status", "marks", "open"):
        if "VerbForm=Inf" in token.feats and modal is None:
            return Standing("possible", f"“{mark}” leaves it open", decided=True)
        return Standing("unclear", f"“{mark}” leaves it open", decided=True)
    if modal is not None:
        label, word = modal
        perfect = any(item.lemma == "have" for item in auxiliaries)
        if negation:
            if label == "possible" and word in ("could", "can"):
                return Standing("did_not_happen", f"“{word} {negation}”", decided=True)
            if label == "planned":
                return Standing("did_not_happen", f"“{word} {negation}”", decided=True)
            return Standing(
                "possible" if label == "possible" else "proposed" if label == "proposed" else "did_not_happen",
                f"“{word} {negation}”",
                decided=True,
            )
        if label == "conditional" and perfect and not _reported_past(tree, head):
            return Standing("did_not_happen", f"“{word} have”", decided=True)
        if label == "conditional" and not perfect and _reported_past(tree, head):
            label = "planned"
        if label == "planned" and (condition := condition_of(tree, head)):
            return Standing("conditional", f"“{word}”, depending on “{condition}”", decided=True)
        if label == "proposed" and perfect:
            label = "did_not_happen" if word in ("should", "ought") else "possible"
        return Standing(cast(Status, label), f"“{word}”", decided=True)
    if negation and is_until(tree, head):
        return Standing("happened", f"“{negation} … until”: then it did", decided=True)
    if negation:
        return Standing("did_not_happen", f"“{negation}”", decided=True)
    if "Mood=Imp" in token.feats:
        return Standing("proposed", "said as a command", decided=True)
    if not auxiliaries and token.xpos in ("VBZ", "VBP") and (when := _scheduled(tree, head)):
        return Standing("planned", f"present tense with “{when}”", decided=True)
    if (
        token.xpos == "VBG"
        and any(item.lemma == "be" and "Tense=Pres" in item.feats for item in auxiliaries)
        and "been" not in forms
    ):
        return Standing("ongoing", "present continuous", decided=True)
    if token.xpos == "VBG" and "been" in forms and any(form in ("has", "have", "'ve", "’ve") for form in forms):
        return Standing("ongoing", "present perfect continuous", decided=True)
    return Standing("happened", "told as a fact", decided=False)


def _programme(tree: Tree, head: int, negation: str) -> Standing | None:
    """The standing of "is to leave", "were due to leave"; what "was to have left" did not leave."""
    token = tree.tokens[head]
    before = " ".join(item.text.lower() for item in tree.tokens[max(0, head - 2) : head])
    if before == "due to" and token.xpos == "VB":  # which trees often take for a preposition
        return Standing("planned", "“due to”", decided=True)
    to = tree.child(head, "mark")
    if to is None or tree.tokens[to].text.lower() != "to":
        return None
    helpers = tree.children_by(head, "aux", "aux:pass", "cop")
    be = next((item for item in helpers if tree.tokens[item].lemma == "be" and item < to), None)
    if be is None:
        return next(
            (
                Standing("planned", f"“{tree.tokens[item].text.lower()} to”", decided=True)
                for item in helpers
                if tree.tokens[item].lemma == "be" and tree.tokens[item].deprel == "cop"
            ),
            None,
        )
    word = tree.tokens[be].text.lower()
    past = "Tense=Past" in tree.tokens[be].feats or tree.tokens[be].xpos == "VBD"
    if past and any(tree.tokens[item].lemma == "have" and item > to for item in helpers):
        return Standing("did_not_happen", f"“{word} to have”", decided=True)
    if negation:
        return Standing("did_not_happen", f"“{word} {negation} to”", decided=True)
    return Standing("planned", f"“{word} to”", decided=True)


def _scheduled(tree: Tree, head: int) -> str:
    """The word of a time to come that a predicate in the present tense has ("sails tonight"); empty where none."""
    lemma = tree.tokens[head].lemma.lower()
    if tree.tokens[head].sentence == 0 or lemma in word_set("cues", "say") or lemma in classes("status", "governors"):
        return ""
    for child in tree.children_by(head, "obl", "obl:unmarked", "obl:tmod", "advmod"):
        word = tree.tokens[child].text.lower()
        before = {tree.tokens[item].text.lower() for item in tree.children[child] if item < child}
        if before & word_set("status", "scheduled", "never"):
            continue
        day = word in word_set("status", "scheduled", "days") and tree.case_of(child) in ("", "on", "from")
        coming = tree.tokens[child].deprel != "advmod" and before & word_set("status", "scheduled", "before")
        behind = child > head and word in word_set("status", "scheduled", "behind")
        if day or coming or behind or word in word_set("status", "scheduled", "words"):
            return tree.tokens[child].text
    return ""


def is_until(tree: Tree, head: int) -> bool:
    """Whether a negated predicate has an "until": "the gates did not move until nine"."""
    if not negation_of(tree, head):
        return False
    below = tree.children_by(head, "obl", "advcl", "obl:unmarked", "obl:tmod")
    return any({tree.case_of(item), tree.mark_of(item)} & {"until", "till"} for item in below)


def _nominal(tree: Tree, head: int) -> Standing:
    modifiers = classes("status", "modifiers")
    for child in tree.children_by(head, "amod", "compound", "det", "advmod", "acl"):
        word = tree.tokens[child].text.lower()
        if word == "reported" and child > head:
            continue  # "31 deaths reported"
        if word == "no" and tree.tokens[child].deprel == "det":
            return Standing("did_not_happen", "“no”", decided=True)
        for label in modifiers.get(word, ()):
            if label in UNREAL or label == "ongoing":
                return Standing(cast(Status, label), f"“{word}”", decided=True)
    if tree.case_of(head) == "without":
        return Standing("did_not_happen", "“without”", decided=True)
    return Standing("happened", "named as a fact", decided=False)


def negation_of(tree: Tree, head: int) -> str:
    """The negating word of a predicate or of its subject or object; empty where none."""
    words = word_set("status", "negators", "words")
    for child in tree.children[head]:
        token = tree.tokens[child]
        if token.deprel in ("advmod", "det", "cc:preconj") and token.text.lower() in words:
            if tree.tokens[child + 1].text.lower() in word_set("status", "negators", "but_more"):
                continue  # "not only", "nothing but"
            return token.text.lower().replace("’", "'")
        telling = tree.tokens[head].lemma.lower() in word_set("status", "negators", "telling")
        if token.deprel == "obj" and telling and token.lemma.lower() not in word_set("status", "contents", "nouns"):
            continue  # "reported no losses": they did report; not so "gave no order"
        if token.deprel in ("nsubj", "nsubj:pass", "obj"):
            if token.text.lower() in ("nobody", "none", "nothing", "no-one") and (
                tree.tokens[child + 1].text.lower() not in word_set("status", "negators", "but_more")
            ):
                return token.text.lower()
            for item in tree.children[child]:
                if tree.tokens[item].text.lower() in ("no", "neither") and tree.tokens[item].deprel == "det":
                    return tree.tokens[item].text.lower()
        if token.deprel == "mark" and token.text.lower() == "without":
            return "without"
        if token.deprel in ("mark", "case") and 0 < child < head and tree.tokens[head].xpos == "VBG":
            phrase = f"{tree.tokens[child - 1].text} {token.text}".lower()
            if phrase in word_set("status", "negators", "phrases"):
                return phrase
    return ""


def _modal(forms: list[str]) -> tuple[str, str] | None:
    table = classes("status", "modals")
    for form in forms:
        labels = table.get(form)
        if labels:
            return labels[0], form
    return None


def _inverted(tree: Tree, head: int) -> bool:
    """ "Had the dam failed, …", "should he resign, …": a condition by its word order."""
    before = tree.tokens[min(tree.children[head], default=head)].text.lower()
    if tree.tokens[head].deprel != "advcl" and before != "should":
        return False
    if tree.mark_of(head):
        return False
    subject = tree.child(head, "nsubj", "nsubj:pass")
    first = tree.child(head, "aux", "aux:pass", "cop")
    return (
        subject is not None
        and first is not None
        and first < subject
        and tree.tokens[first].text.lower() in word_set("status", "marks", "inverted")
    )


def condition_of(tree: Tree, head: int) -> str:
    """The word that makes what a clause announces depend on another ("will leave if …"); empty where none."""
    node = head
    while tree.tokens[node].deprel in ("conj", "xcomp") and tree.tokens[node].head >= 0:
        node = tree.tokens[node].head
    for clause in {head, node}:
        for child in tree.children_by(clause, "advcl"):
            mark = tree.mark_of(child).split(" ")[-1:]
            if mark and mark[0] in word_set("status", "marks", "conditional"):
                return mark[0]
            if _inverted(tree, child):
                return tree.tokens[min(tree.children[child])].text.lower()
    return ""


def _almost(tree: Tree, head: int) -> str:
    """ "Nearly" and the like before a deed that is no change on a scale; empty where none."""
    if tree.tokens[head].upos != "VERB" or tree.tokens[head].lemma.lower() in word_set("status", "almost", "scales"):
        return ""
    words = (tree.tokens[child].text.lower() for child in tree.children_by(head, "advmod") if child < head)
    return next((word for word in words if word in word_set("status", "almost", "words")), "")


def _reported_past(tree: Tree, head: int) -> bool:
    """Whether "would" stands in what somebody said in the past: then it is the future as seen from there."""
    node = head
    for _ in range(6):
        token = tree.tokens[node]
        if token.head < 0:
            return False
        governor = tree.tokens[token.head]
        if token.deprel in ("ccomp", "parataxis") and "Tense=Past" in governor.feats:
            return True
        if token.deprel == "acl" and governor.upos == "NOUN":
            return True
        node = token.head
    return False
