"""Did it happen: mood, tense, negation and governing words around a trigger in, its status and why out.

The innermost words decide first (a modal, a negation, "to" under a plan), then every governing verb or noun upwards
changes what it governs ("called off the planned strike"), a negated governor turning its effect round ("did not
prevent"). Where no word speaks, the reader's own guess does, and plain past indicative happened. Lexicon:
``status.toml``; classes after FactBank's source-introducing and event-selecting predicates (Saurí & Pustejovsky
2009), statuses of the contract.
"""

from __future__ import annotations

from typing import Final, NamedTuple, cast

from strandline.claims.hosting import tells_result
from strandline.claims.lexica import classes, word_set
from strandline.claims.syntax import Tree
from strandline.records import Status, TriggerMention


class Standing(NamedTuple):
    """A status with the words that it rests on."""

    status: Status
    reason: str
    decided: bool
    """Whether a word decided it, rather than the absence of any."""


_UNREAL: Final = {
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
_OPPOSITE: Final = {"did_not_happen": "happened", "denied": "happened", "happened": "did_not_happen"}
_READER_SURE: Final = 0.55
"""Least probability at which the reader's own status overrules the absence of any deciding word."""


def status_of(tree: Tree, head: int, mention: TriggerMention | None) -> Standing:
    """Status of the happening that the token names, with the words that decide it."""
    standing = _own(tree, head)
    node = head
    steps = 0
    while tree.tokens[node].head >= 0 and steps < 12:
        if node == head and tree.tokens[node].deprel == "acl:relcl" and _finite(tree, node):
            break  # what it says of its noun holds whatever is wanted of the noun
        if tells_result(tree, node):  # it shares its clause's own mood, not what governs the clause
            above = _verbal(tree, tree.tokens[node].head)
            standing = above if above.decided and not standing.decided else standing
            break
        standing = _governed(tree, node, standing)
        node = tree.tokens[node].head
        steps += 1
        if (
            tree.tokens[node].deprel in ("ccomp", "parataxis", "acl:relcl")
            and _finite(tree, node)
            and not _inherits(tree, node)
        ):
            break
    if standing.decided or mention is None or not mention.statuses:
        return standing
    label, chance = mention.statuses[0]
    if label != "happened" and chance >= _READER_SURE:
        return Standing(cast(Status, label), f"read as {label.replace('_', ' ')} from the wording", decided=False)
    return standing


def _inherits(tree: Tree, node: int) -> bool:
    """Whether a finite complement takes its standing from what governs it ("expected that …", "denied that …")."""
    head = tree.tokens[node].head
    if head < 0 or tree.tokens[node].deprel != "ccomp":
        return False
    return bool(_classes_of(tree, head))


def _finite(tree: Tree, node: int) -> bool:
    token = tree.tokens[node]
    if "VerbForm=Fin" in token.feats:
        return True
    return any("VerbForm=Fin" in tree.tokens[child].feats for child in tree.children_by(node, "aux", "cop", "aux:pass"))


# --------------------------------------------------------------------------------------------- its own words


def _own(tree: Tree, head: int) -> Standing:
    token = tree.tokens[head]
    if token.upos in ("VERB", "AUX") or tree.child(head, "cop") is not None:
        return _verbal(tree, head)
    return _nominal(tree, head)


def _verbal(tree: Tree, head: int) -> Standing:
    token = tree.tokens[head]
    auxiliaries = [tree.tokens[child] for child in tree.children_by(head, "aux", "aux:pass", "cop")]
    forms = [item.text.lower() for item in auxiliaries]
    negation = _negation(tree, head)
    mark = tree.mark_of(head)
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
    if mark == "to" and any(item.lemma == "be" and item.deprel == "cop" for item in auxiliaries):
        return Standing("planned", f"“{forms[-1]} to”", decided=True)
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
        if label == "conditional" and not perfect and _reported_past(tree, head):
            label = "planned"
        if label == "proposed" and perfect:
            label = "did_not_happen" if word in ("should", "ought") else "possible"
        if label == "possible" and perfect and word == "could":
            label = "possible"
        return Standing(cast(Status, label), f"“{word}”", decided=True)
    if negation and is_until(tree, head):
        return Standing("happened", f"“{negation} … until”: then it did", decided=True)
    if negation:
        return Standing("did_not_happen", f"“{negation}”", decided=True)
    if "Mood=Imp" in token.feats:
        return Standing("proposed", "said as a command", decided=True)
    if (
        token.xpos == "VBG"
        and any(item.lemma == "be" and "Tense=Pres" in item.feats for item in auxiliaries)
        and "been" not in forms
    ):
        return Standing("ongoing", "present continuous", decided=True)
    if token.xpos == "VBG" and "been" in forms and any(form in ("has", "have", "'ve", "’ve") for form in forms):
        return Standing("ongoing", "present perfect continuous", decided=True)
    return Standing("happened", "told as a fact", decided=False)


def is_until(tree: Tree, head: int) -> bool:
    """Whether a negated predicate has an "until": "the gates did not move until nine"."""
    if not _negation(tree, head):
        return False
    below = tree.children_by(head, "obl", "advcl", "obl:unmarked", "obl:tmod")
    return any({tree.case_of(item), tree.mark_of(item)} & {"until", "till"} for item in below)


def _nominal(tree: Tree, head: int) -> Standing:
    modifiers = classes("status", "modifiers")
    for child in tree.children_by(head, "amod", "compound", "det", "advmod", "acl"):
        word = tree.tokens[child].text.lower()
        if word == "no" and tree.tokens[child].deprel == "det":
            return Standing("did_not_happen", "“no”", decided=True)
        for label in modifiers.get(word, ()):
            if label in _UNREAL or label == "ongoing":
                return Standing(cast(Status, label), f"“{word}”", decided=True)
    if tree.case_of(head) == "without":
        return Standing("did_not_happen", "“without”", decided=True)
    return Standing("happened", "named as a fact", decided=False)


def _negation(tree: Tree, head: int) -> str:
    """The negating word of a predicate or of its subject or object; empty where none."""
    words = word_set("status", "negators", "words")
    for child in tree.children[head]:
        token = tree.tokens[child]
        if token.deprel in ("advmod", "det", "cc:preconj") and token.text.lower() in words:
            return token.text.lower().replace("’", "'")
        if token.deprel in ("nsubj", "nsubj:pass", "obj"):
            if token.text.lower() in ("nobody", "none", "nothing", "no-one"):
                return token.text.lower()
            for item in tree.children[child]:
                if tree.tokens[item].text.lower() in ("no", "neither") and tree.tokens[item].deprel == "det":
                    return tree.tokens[item].text.lower()
        if token.deprel == "mark" and token.text.lower() == "without":
            return "without"
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
    if tree.tokens[head].deprel != "advcl" or tree.mark_of(head):
        return False
    subject = tree.child(head, "nsubj", "nsubj:pass")
    first = tree.child(head, "aux", "aux:pass", "cop")
    return (
        subject is not None
        and first is not None
        and first < subject
        and tree.tokens[first].text.lower() in word_set("status", "marks", "inverted")
    )


def _almost(tree: Tree, head: int) -> str:
    """ "Nearly" and the like before a deed that is no change on a scale; empty where none."""
    if tree.tokens[head].upos != "VERB" or tree.tokens[head].lemma.lower() in word_set("status", "almost", "scales"):
        return ""
    words = (tree.tokens[child].text.lower() for child in tree.children_by(head, "advmod") if child < head)
    return next((word for word in words if word in word_set("status", "almost", "words")), "")


def _yet_to(tree: Tree, governor: int, node: int) -> bool:
    """ "Has yet to begin"."""
    if "VerbForm=Inf" not in tree.tokens[node].feats or tree.tokens[governor].lemma not in ("have", "be"):
        return False
    return any(tree.tokens[child].text.lower() == "yet" for child in tree.children_by(governor, "advmod"))


def _going_to(tree: Tree, governor: int, node: int) -> bool:
    """ "Are going to meet": movement nowhere, but the future."""
    verb = tree.tokens[governor]
    return verb.lemma == "go" and verb.xpos == "VBG" and "VerbForm=Inf" in tree.tokens[node].feats


def _was_going_on(tree: Tree, governor: int, node: int) -> bool:
    """ "Stopped smoking": what ended had happened."""
    ends = tree.tokens[governor].lemma.lower() in word_set("status", "ends", "verbs")
    return ends and tree.tokens[node].xpos == "VBG" and tree.tokens[node].deprel == "xcomp"


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


# ------------------------------------------------------------------------------------------ governing words


def _classes_of(tree: Tree, governor: int) -> tuple[str, ...]:
    table = classes("status", "governors")
    token = tree.tokens[governor]
    lemma = token.lemma.lower()
    particle = tree.child(governor, "compound:prt")
    if particle is not None:
        phrase = f"{lemma} {tree.tokens[particle].text.lower()}"
        if phrase in table:
            return table[phrase]
    if token.upos not in ("VERB", "NOUN", "ADJ", "AUX", "PROPN"):
        return ()
    return table.get(lemma, table.get(token.text.lower(), ()))


def _governed(tree: Tree, node: int, standing: Standing) -> Standing:
    """The standing of what is below, as changed by the governor of ``node``."""
    token = tree.tokens[node]
    governor = token.head
    relation = token.deprel
    particle = tree.child(governor, "compound:prt")
    word = tree.tokens[governor].text + (f" {tree.tokens[particle].text}" if particle is not None else "")
    found = _classes_of(tree, governor)
    if relation == "xcomp" and _going_to(tree, governor, node):
        return standing if standing.decided else Standing("planned", "“going to”", decided=True)
    if relation in ("xcomp", "ccomp") and _yet_to(tree, governor, node):
        return Standing("did_not_happen", "“yet to”", decided=True)
    if relation in ("xcomp", "obj") and _was_going_on(tree, governor, node):
        return standing
    phrase = _phrasal_preposition(tree, governor, node)
    if phrase is not None:
        found, word = phrase
    if relation == "conj":
        if _own(tree, node).decided or tree.child(node, "nsubj", "nsubj:pass", "csubj", "expl", "aux") is not None:
            return standing
        above = _verbal(tree, governor) if tree.tokens[governor].upos == "VERB" else standing
        return above if above.decided and not standing.decided and above.reason.startswith("“") else standing
    if not found or not _selects(tree, node, relation, governor):
        infinitive = "VerbForm=Inf" in token.feats and tree.child(node, "aux") is None
        if relation in ("xcomp", "advcl", "acl") and infinitive and not standing.decided:
            return _purpose(tree, node, standing)
        if relation == "advcl" and tree.mark_of(node) in ("until", "before", "till") and not standing.decided:
            above = _verbal(tree, governor)
            return above if above.decided and above.status == "planned" else standing
        return standing
    label = _choose(found, tree, governor, node)
    if label is None:
        return standing
    if label == "happened" and standing.status == "did_not_happen":
        return standing
    negation = _negation(tree, governor)
    if (
        negation
        and label == "happened"
        and tree.tokens[governor].lemma.lower() in word_set("status", "factive", "verbs")
    ):
        return standing  # "nobody admitted the raid": whether there was one is not what is denied
    if negation and label in _OPPOSITE:
        label = _OPPOSITE[label]
        return Standing(cast(Status, label), f"“{negation} {word}”", decided=True)
    if negation and label in ("planned", "proposed", "ordered", "attempted", "threatened"):
        return Standing("did_not_happen", f"“{negation} {word}”", decided=True)
    if label == "happened":  # it shares the standing of what brought it about: "may manage to", "will begin"
        above = _verbal(tree, governor) if relation in ("xcomp", "ccomp", "obj") else standing
        shares = above.decided and not standing.decided and tree.tokens[governor].upos == "VERB"
        return above if shares and above.status not in ("ongoing", "did_not_happen") else standing
    if (
        standing.decided
        and standing.status == "did_not_happen"
        and label in ("planned", "proposed", "ordered", "possible", "threatened")
    ):
        return Standing(cast(Status, label), f"“{word}”", decided=True)
    if (
        standing.decided
        and standing.status in ("conditional", "did_not_happen", "unclear")
        and label != "did_not_happen"
    ):
        return standing
    return Standing(cast(Status, label), f"“{word}”", decided=True)


def _phrasal_preposition(tree: Tree, governor: int, node: int) -> tuple[tuple[str, ...], str] | None:
    """ "called for talks", "warned of an attack": governor and preposition together have a class."""
    case = tree.case_of(node) or tree.mark_of(node)
    if not case:
        return None
    phrase = f"{tree.tokens[governor].lemma.lower()} {case}"
    found = classes("status", "governors").get(phrase)
    return (found, f"{tree.tokens[governor].text} {case}") if found else None


def _selects(tree: Tree, node: int, relation: str, governor: int) -> bool:
    """Whether the governor's meaning reaches the node: complements do, most adjuncts and subjects do not."""
    if relation in ("xcomp", "ccomp", "csubj", "csubj:pass"):
        return True
    if relation == "acl" and ("VerbForm=Inf" in tree.tokens[node].feats or tree.mark_of(node) in ("that", "to")):
        return True
    if relation == "acl" and tree.tokens[governor].upos in ("NOUN", "PROPN"):
        described = tree.tokens[node].xpos == "VBG" and tree.tokens[governor].lemma.lower() in word_set(
            "status", "contents", "nouns"
        )
        return described or bool(tree.mark_of(node))
    if relation in ("obj", "nsubj:pass"):
        return True
    if relation == "nsubj":
        return tree.tokens[governor].upos == "ADJ" and tree.child(governor, "cop") is not None
    if relation in ("nmod", "obl"):
        case = tree.case_of(node)
        if relation == "obl" and not case:  # an object that the tree took for something looser
            return True
        return case in ("of", "for", "to", "from", "against", "about", "on", "into", "at", "in") and (
            relation == "nmod" or case in ("of", "for", "from", "to", "against", "about")
        )
    if relation == "advcl" and tree.mark_of(node) == "from":
        return True
    if relation == "advcl":
        return tree.mark_of(node) in ("to", "that") and bool(tree.child(governor, "cop") or tree.is_passive(governor))
    return relation == "compound" and tree.tokens[governor].upos in ("NOUN", "PROPN")


def _choose(found: tuple[str, ...], tree: Tree, governor: int, node: int) -> str | None:
    """One of the classes of a governor, by the form of what it governs."""
    token = tree.tokens[node]
    if len(found) == 1:
        only = found[0]
    elif "VerbForm=Inf" in token.feats and "happened" not in found:
        only = next(
            (
                label
                for label in found
                if label in ("planned", "attempted", "proposed", "ordered", "threatened", "possible")
            ),
            found[0],
        )
    else:
        only = found[0]
    finite = token.deprel == "ccomp" and _finite(tree, node)
    if only == "ordered" and tree.tokens[governor].lemma.lower() in ("tell", "direct") and finite:
        return None
    if only in ("happened",):
        return only
    if (
        only == "planned"
        and finite
        and tree.tokens[governor].lemma.lower()
        not in ("expect", "hope", "anticipate", "agree", "promise", "vow", "pledge", "decide")
    ):
        return None
    if only == "planned" and finite and _own(tree, node).status == "happened" and "Tense=Past" in token.feats:
        return None
    if (
        token.deprel in ("obj", "nsubj:pass")
        and only in ("proposed", "possible", "attempted")
        and tree.tokens[governor].lemma.lower() in ("support", "back", "help", "know", "build", "design", "allow")
    ):
        return None
    return only


def _purpose(tree: Tree, node: int, standing: Standing) -> Standing:
    """An infinitive that nothing selects: an aim, which the main clause does not say was reached."""
    governor = tree.tokens[node].head
    if tree.tokens[node].deprel == "acl" and _is_ranked(tree, governor):
        return _of_ranked(tree, governor, standing)
    if tree.tokens[governor].lemma.lower() in word_set("status", "governors", "happened"):
        return standing
    if tree.tokens[node].deprel == "xcomp":
        return standing
    return Standing("planned", "an aim (“to”), not said to be reached", decided=False)


def _is_ranked(tree: Tree, noun: int) -> bool:
    """ "The first … to", "the only … to": somebody did it, if the clause is of the past."""
    below = tree.children_by(noun, "amod", "advmod", "nummod")
    words = {tree.tokens[noun].text.lower(), *(tree.tokens[child].text.lower() for child in below)}
    return bool(words & word_set("status", "ranks", "words"))


def _of_ranked(tree: Tree, noun: int, standing: Standing) -> Standing:
    """The standing of "the first to land" is that of the clause that says who was."""
    clause = noun if tree.child(noun, "cop") is not None else tree.clause_head(noun)
    above = _verbal(tree, clause) if clause != noun or tree.child(noun, "cop") is not None else standing
    return above if above.decided and above.status != "ongoing" else standing
