"""Did it happen: mood, tense, negation and governing words around a trigger in, its status and why out.

The innermost words decide first (a modal, a negation, "to" under a plan), then every governing verb or noun upwards
changes what it governs ("called off the planned strike"), a negated governor turning its effect round ("did not
prevent"). Where no word speaks, the reader's own guess does, and plain past indicative happened. Lexicon:
``status.toml``; classes after FactBank's source-introducing and event-selecting predicates (Saurí & Pustejovsky
2009), statuses of the contract.
"""

from __future__ import annotations

from typing import Final, cast

from strandline.claims.hosting import tells_result
from strandline.claims.lexica import classes, lexicon, word_set
from strandline.claims.persons import is_person_noun
from strandline.claims.status_words import (
    UNREAL,
    Standing,
    is_finite,
    is_until,
    negation_of,
    own_standing,
    verbal_standing,
)
from strandline.claims.syntax import Tree
from strandline.records import Status, TriggerMention

__all__ = ["Standing", "is_until", "status_of"]

_OPPOSITE: Final = {"did_not_happen": "happened", "denied": "happened", "happened": "did_not_happen"}
_READER_SURER: Final = 0.97
"""Least probability at which it overrules what a governing word would make of a happening."""
_READER_SURE_OF_AIM: Final = 0.6
"""Least probability at which it tells that an aim was reached."""


def status_of(tree: Tree, head: int, mention: TriggerMention | None) -> Standing:
    """Status of the happening that the token names, with the words that decide it."""
    own = standing = own_standing(tree, head)
    node = head
    steps = 0
    while tree.tokens[node].head >= 0 and steps < 12:
        if node == head and _stands_by_itself(tree, node):
            standing = _of_condition(tree, node, standing)
            break  # what it says of its noun holds whatever is wanted of the noun
        if _is_background(tree, node):
            break
        if tells_result(tree, node):  # it shares its clause's own mood, not what governs the clause
            above = verbal_standing(tree, tree.tokens[node].head)
            standing = above if above.decided and not standing.decided else standing
            break
        if (plea := _plea(tree, node)) is not None:
            answered = node == head and tree.tokens[node].lemma.lower() in word_set("status", "pleas", "answered")
            return standing if answered else plea
        standing = _governed(tree, node, standing)
        if node == head and not standing.decided and _is_acted_on(tree, node):
            break
        node = tree.tokens[node].head
        steps += 1
        if tree.tokens[node].deprel == "acl" and tree.tokens[node].xpos == "VBN" and not tree.mark_of(node):
            break  # "efforts in areas hit by floods"
        if (
            tree.tokens[node].deprel in ("ccomp", "parataxis", "acl:relcl")
            and is_finite(tree, node)
            and not _inherits(tree, node)
        ):
            break
    if mention is None or not mention.statuses:
        return standing
    label, chance = mention.statuses[0]
    if label == "happened" and standing.status in UNREAL and not (own.decided or standing.firm):
        aim = not standing.decided
        if chance >= (_READER_SURE_OF_AIM if aim else _READER_SURER):
            return Standing("happened", f"read as happened, in spite of {standing.reason}", decided=False)
    if standing.decided:
        return standing
    if label != "happened" and chance >= _sure_of(label):
        return Standing(cast(Status, label), f"read as {label.replace('_', ' ')} from the wording", decided=False)
    return standing


def _sure_of(label: str) -> float:
    """Least probability at which the reader's own status overrules the absence of any deciding word."""
    table: dict[str, float] = lexicon("status")["reader"]
    return table.get(label, table["other"])


def _stands_by_itself(tree: Tree, node: int) -> bool:
    """ "Those hurt", "who had left", "told them that it fell": facts whatever is made of the rest."""
    token = tree.tokens[node]
    if token.deprel == "acl":
        return token.xpos == "VBN" and not tree.mark_of(node)
    return (
        token.deprel in ("acl:relcl", "ccomp", "parataxis") and is_finite(tree, node) and not _inherits(tree, node)
    )  # fmt: skip


def _is_acted_on(tree: Tree, node: int) -> bool:
    """ "To lift the ban", "to investigate the killings": what is wanted is done to something that there is."""
    governor = tree.tokens[node].head
    if tree.tokens[node].upos != "NOUN" or tree.tokens[governor].upos != "VERB":
        return False
    determiner = tree.child(node, "det")
    definite = determiner is not None and tree.tokens[determiner].text.lower() in (
        "the",
        "this",
        "that",
        "these",
        "those",
    )
    lemma = tree.tokens[governor].lemma.lower()
    light = lemma in word_set("arguments", "light_verbs") and lemma not in word_set("status", "presupposing", "verbs")
    return definite and not light


def _inherits(tree: Tree, node: int) -> bool:
    """Whether a finite complement takes its standing from what governs it ("expected that …", "denied that …")."""
    head = tree.tokens[node].head
    if head < 0 or tree.tokens[node].deprel != "ccomp":
        return False
    return bool(_classes_of(tree, head))


def _yet_to(tree: Tree, governor: int, node: int) -> bool:
    """ "Has yet to begin"."""
    if "VerbForm=Inf" not in tree.tokens[node].feats or tree.tokens[governor].lemma not in ("have", "be"):
        return False
    return any(tree.tokens[child].text.lower() == "yet" for child in tree.children_by(governor, "advmod"))


def _going_to(tree: Tree, governor: int, node: int) -> bool:
    """ "Are going to meet": movement nowhere, but the future."""
    verb = tree.tokens[governor]
    return verb.lemma == "go" and verb.xpos == "VBG" and "VerbForm=Inf" in tree.tokens[node].feats


def _is_hearsay(tree: Tree, governor: int, node: int) -> bool:
    """ "Is said to be ill"."""
    said = tree.tokens[governor].lemma.lower() in word_set("status", "hearsay", "verbs")
    return said and tree.tokens[node].deprel == "xcomp" and tree.is_passive(governor)


def _is_known(tree: Tree, governor: int, node: int) -> bool:
    """ "Are known to have drowned": a fact, where "are known to drown" is a way of theirs."""
    helper = tree.child(node, "aux")
    perfect = helper is not None and tree.tokens[helper].lemma.lower() == "have"
    settled = tree.tokens[governor].lemma.lower() in word_set("status", "settled", "verbs")
    return perfect and settled and tree.is_passive(governor)


def _was_going_on(tree: Tree, governor: int, node: int) -> bool:
    """ "Stopped smoking": what ended had happened."""
    ends = tree.tokens[governor].lemma.lower() in word_set("status", "ends", "verbs")
    return ends and tree.tokens[node].xpos == "VBG" and tree.tokens[node].deprel == "xcomp"


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


def _beside(tree: Tree, node: int, first: int, standing: Standing) -> Standing:
    """The standing of a conjunct: what governs the first one also governs it, unless it has a say of its own."""
    if (
        own_standing(tree, node).decided
        or tree.child(node, "nsubj", "nsubj:pass", "csubj", "expl", "aux") is not None
        or any(tree.tokens[item].xpos in ("VBD", "VBZ", "VBP") for item in tree.children_by(node, "aux:pass"))
    ):
        return standing
    if tree.tokens[node].xpos == "VBD" and tree.tokens[first].xpos != "VBD":
        return standing  # "could not pay and left": the past is no part of what the modal governs
    above = verbal_standing(tree, first) if tree.tokens[first].upos == "VERB" else standing
    return above if above.decided and not standing.decided and above.reason.startswith("“") else standing


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
    if _is_hearsay(tree, governor, node):
        return standing if standing.decided else Standing("unclear", f"“{word} to”", decided=True)
    if (
        relation == "xcomp"
        and not standing.decided
        and _is_known(tree, governor, node)
        and not negation_of(tree, governor)
    ):
        return Standing("happened", f"“{word} to have”", decided=True)
    phrase = _phrasal_preposition(tree, governor, node)
    if phrase is not None:
        found, word = phrase
    if relation == "conj":
        return _beside(tree, node, governor, standing)
    if not found or not _selects(tree, node, relation, governor):
        infinitive = "VerbForm=Inf" in token.feats and tree.child(node, "aux") is None
        if relation in ("xcomp", "advcl", "acl") and infinitive and not standing.decided:
            return _purpose(tree, node, standing)
        if relation == "advcl" and tree.mark_of(node) in ("until", "before", "till") and not standing.decided:
            above = verbal_standing(tree, governor)
            return above if above.decided and above.status == "planned" else standing
        return standing
    label = _choose(found, tree, governor, node)
    if label is None or (label == "proposed" and _is_kindness(tree, node, relation)):
        return standing
    if label == "planned" and relation == "xcomp" and _is_forecast(tree, governor):
        label = "possible"
    if label == "happened" and standing.status == "did_not_happen":
        return standing
    if label == "possible" and _came_about(tree, governor, relation):
        return standing
    negation = negation_of(tree, governor)
    if negation and label == "possible" and tree.tokens[governor].lemma.lower() in ("able", "allow", "permit", "let"):
        return Standing("did_not_happen", f"“{negation} {word}”", decided=True)
    if negation and label == "happened" and _is_factive(tree, governor):
        return standing  # "nobody admitted the raid": whether there was one is not what is denied
    if negation and label in _OPPOSITE:
        label = _OPPOSITE[label]
        return Standing(cast(Status, label), f"“{negation} {word}”", decided=True)
    if negation and label in ("planned", "proposed", "ordered", "attempted", "threatened"):
        return Standing("did_not_happen", f"“{negation} {word}”", decided=True)
    if relation == "ccomp" and is_finite(tree, node) and _is_factive(tree, governor):
        return _of_condition(tree, node, standing)  # "it may be recalled that …"
    if label == "happened":  # it shares the standing of what brought it about: "may manage to", "will begin"
        above = verbal_standing(tree, governor) if relation in ("xcomp", "ccomp", "obj") else standing
        shares = above.decided and not standing.decided and tree.tokens[governor].upos == "VERB"
        return above if shares and above.status not in ("ongoing", "did_not_happen") else standing
    if label == "unclear" and standing.decided:
        return standing  # "insists that it will not close"
    if standing.decided and standing.status == "did_not_happen" and label in ("proposed", "ordered"):
        return Standing(cast(Status, label), f"“{word}”", decided=True)
    if (
        standing.decided
        and standing.status in ("conditional", "did_not_happen", "unclear")
        and label != "did_not_happen"
    ):
        return standing
    firm = tree.tokens[governor].lemma.lower() in word_set("status", "firm", "words")
    return Standing(cast(Status, label), f"“{word}”", decided=True, firm=firm)


def _is_background(tree: Tree, node: int) -> bool:
    """Whether it only says when or why the rest was so, and holds whatever became of that: "barred from visiting him
    before his death", "kept from leaving after the guards had come"; so too what is kept from something."""
    token = tree.tokens[node]
    if token.deprel in ("obl", "nmod"):
        return tree.case_of(node) in word_set("status", "background", "prepositions")
    if token.deprel == "advcl":
        past = "Tense=Past" in token.feats or token.xpos == "VBD"
        told = past and "VerbForm=Part" not in token.feats and not own_standing(tree, node).decided
        return told and tree.mark_of(node) in word_set("status", "background", "marks")
    if token.deprel != "obj":
        return False
    clauses = tree.children_by(token.head, "advcl", "xcomp", "ccomp")
    return any((tree.mark_of(item) or tree.case_of(item)) == "from" for item in clauses)


def _of_condition(tree: Tree, node: int, standing: Standing) -> Standing:
    """The standing of a finite complement where it is a part of a condition: "if it turned out that they had lied"."""
    governor = tree.tokens[node].head
    if tree.tokens[node].deprel != "ccomp" or standing.decided or governor < 0:
        return standing
    if tree.tokens[governor].lemma.lower() not in word_set("status", "coming_to_light", "verbs"):
        return standing
    above = verbal_standing(tree, governor)
    return above if above.status == "conditional" and tree.tokens[governor].deprel == "advcl" else standing


def _plea(tree: Tree, node: int) -> Standing | None:
    """What a plea says of the deed that it answers to: "pleaded not guilty to theft"."""
    word = verb = tree.tokens[node].head
    if (tree.case_of(node) or tree.mark_of(node)) != "to" or tree.tokens[node].deprel not in ("obl", "nmod", "advcl"):
        return None
    if tree.tokens[verb].lemma.lower() in word_set("status", "pleas", "words"):
        verb = tree.tokens[verb].head
    else:
        given = (item for item in tree.children_by(verb, "xcomp", "obj", "advmod"))
        known = (item for item in given if tree.tokens[item].lemma.lower() in word_set("status", "pleas", "words"))
        word = next(known, -1)
    if verb < 0 or word < 0 or tree.tokens[verb].lemma.lower() not in word_set("status", "pleas", "verbs"):
        return None
    denied = negation_of(tree, word) or negation_of(tree, verb)
    plea = f"{tree.tokens[verb].text} {denied} {tree.tokens[word].text}".replace("  ", " ")
    admitted = tree.tokens[word].lemma.lower() in word_set("status", "pleas", "admitted")
    return Standing("happened" if admitted and not denied else "denied", f"“{plea}”", decided=True, firm=True)


def _is_kindness(tree: Tree, node: int, relation: str) -> bool:
    """ "Offered her condolences": the offer is the deed."""
    return relation == "obj" and tree.tokens[node].lemma.lower() in word_set("status", "offered", "nouns")


def _is_forecast(tree: Tree, governor: int) -> bool:
    """ "Rain is expected to reach the coast": nobody's plan."""
    if tree.tokens[governor].lemma.lower() not in ("expect", "anticipate", "forecast", "tip"):
        return False
    subject = tree.child(governor, "nsubj:pass")
    if subject is None:
        return False
    named = tree.name_type.get(subject) in ("PER", "ORG", "GPE", "NORP")
    token = tree.tokens[subject]
    return not (named or token.upos in ("PRON", "PROPN") or is_person_noun(token.lemma.lower()))


def _is_factive(tree: Tree, governor: int) -> bool:
    """Whether a verb is one of knowing and owning up."""
    return tree.tokens[governor].lemma.lower() in word_set("status", "factive", "verbs")


def _came_about(tree: Tree, governor: int, relation: str) -> bool:
    """ "Was able to land", "allowed them to leave", told of the past: they did."""
    token = tree.tokens[governor]
    lemma = token.lemma.lower()
    if lemma not in word_set("status", "implicative", "words") or relation not in ("xcomp", "ccomp", "advcl", "obj"):
        return False
    above = verbal_standing(tree, governor)
    past = "Tense=Past" in token.feats or any(
        "Tense=Past" in tree.tokens[item].feats for item in tree.children_by(governor, "cop", "aux")
    )
    return past and not above.decided


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
    finite = token.deprel == "ccomp" and is_finite(tree, node)
    if finite and only == "proposed" and tree.tokens[governor].lemma.lower() in ("suggest", "advise", "propose"):
        told = not own_standing(tree, node).decided and "VerbForm=Fin" in token.feats
        if told or own_standing(tree, node).status == "ongoing":
            return None  # "figures suggest that prices fell"
    if only == "ordered" and tree.tokens[governor].lemma.lower() in ("tell", "direct") and finite:
        return None
    if token.deprel == "nsubj:pass" and tree.tokens[governor].lemma.lower() == "suppose":
        return None  # "the truce was supposed to hold": there was one
    if only in ("happened",):
        return only
    if (
        only == "planned"
        and finite
        and tree.tokens[governor].lemma.lower()
        not in ("expect", "hope", "anticipate", "agree", "promise", "vow", "pledge", "decide")
    ):
        return None
    if only == "planned" and finite and own_standing(tree, node).status == "happened" and "Tense=Past" in token.feats:
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
    above = verbal_standing(tree, clause) if clause != noun or tree.child(noun, "cop") is not None else standing
    return above if above.decided and above.status != "ongoing" else standing
