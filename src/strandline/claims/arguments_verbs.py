"""The participants of a happening that a verb, a participle or an adjective names."""

from __future__ import annotations

from typing import Final

from strandline.claims.arguments_messages import relayed, signed_by
from strandline.claims.arguments_roles import (
    HOSTILE,
    ON,
    SPEECH_KINDS,
    VIA,
    Participant,
    doing,
    go_between,
    is_body,
    is_means,
    phrase_lemma,
)
from strandline.claims.arguments_somebody import is_somebody
from strandline.claims.lexica import word_set
from strandline.claims.syntax import Tree
from strandline.records import ActorRole, Kind

_INTO: Final = frozenset({"into", "through", "out of", "onto"})
_BESIDES: Final = frozenset({"alongside", "along with", "together with", "as well as"})
_TURNING: Final = (" down", " up", " out", " in", " through")
"""Particles that make another verb of one: "cracked down", "broke in"."""
_DOING: Final = frozenset({"agent", "speaker"})
_BEFALLING: Final = frozenset({"accident", "disaster", "death", "publish"})
"""Kinds that befall a thing that is the subject of a verb without an object."""
_GIVEN: Final = frozenset({"sanction", "coerce", "legal", "reject", "assault", "aid"})
"""Kinds in which "give her drops", "deny them entry" is done to somebody rather than said."""


def of_verb(tree: Tree, verb: int, kind: Kind) -> list[Participant]:
    """Participants by the relations beneath and around a predicate."""
    token = tree.tokens[verb]
    if token.deprel == "amod":
        return _of_modifier(tree, verb, kind)
    found: list[Participant] = []
    subject = tree.subject(verb)
    if subject is not None:
        role = _subject_role(tree, verb, kind)
        author = _author(tree, subject) if role == "speaker" else None
        found.append(Participant(subject if author is None else author, role))
    found += _met_before(tree, verb, kind)
    found += _in_the_message(tree, verb, kind)
    objects = tree.children_by(verb, "obj") or _shared_object(tree, verb) or _gap(tree, verb)
    for child in objects:
        found += _object(tree, verb, child, kind)
    found += _asked(tree, verb, kind)
    for child in tree.children[verb]:
        relation = tree.tokens[child].deprel
        if relation == "iobj":
            found.append(Participant(child, "patient" if kind in _GIVEN else "addressee"))
        elif relation in ("obl", "obl:agent", "nmod"):
            found += _oblique(tree, verb, child, kind)
    authors = signed_by(tree, verb)
    return relayed(tree, verb, found if not authors else [*authors, *(p for p in found if p.role not in _DOING)])


def _asked(tree: Tree, verb: int, kind: Kind) -> list[Participant]:
    """Who is to do what is asked for: "demanded that the mayor resign", "recommends every town keep one"."""
    if kind not in SPEECH_KINDS or tree.tokens[verb].lemma.lower() not in word_set("arguments", "demands"):
        return []
    clause = tree.child(verb, "ccomp")
    if clause is None or tree.child(verb, "obj", "iobj") is not None:
        return []
    if tree.mark_of(clause) != "that" and "VerbForm=Inf" not in tree.tokens[clause].feats:
        return []
    asked = None if tree.is_passive(clause) else tree.child(clause, "nsubj")
    return [Participant(asked, "addressee")] if asked is not None and _is_other(tree, asked) else []


def _is_other(tree: Tree, head: int) -> bool:
    """Whether somebody else is named than whoever speaks."""
    return is_body(tree, head) and tree.tokens[head].upos != "PRON"


def _author(tree: Tree, paper: int) -> int | None:
    """Who speaks in a message or a study: "a letter from the governor said", "the bank's review found"."""
    if tree.tokens[paper].lemma.lower() not in word_set("arguments", "utterances") | word_set("arguments", "studies"):
        return None
    for child in tree.children[paper]:
        owns = tree.tokens[child].deprel == "nmod:poss"
        if (owns or tree.case_of(child) in ("from", "by")) and is_body(tree, child):
            return child
    return None


def _met_before(tree: Tree, verb: int, kind: Kind) -> list[Participant]:
    """Those with whom somebody came together to do it: "met the envoys to discuss", "sat down with her to sign"."""
    token = tree.tokens[verb]
    if token.deprel not in ("advcl", "xcomp") or token.head < 0 or kind not in ("consult", "agree", "cooperate"):
        return []
    if tree.mark_of(verb) != "to" or tree.tokens[token.head].lemma.lower() not in word_set("arguments", "meets_with"):
        return []
    met = tree.children_by(token.head, "obj")
    met += [item for item in tree.children_by(token.head, "obl") if tree.case_of(item) == "with"]
    return [Participant(item, doing(tree, verb, kind)) for item in met if is_somebody(tree, item)]


def _of_modifier(tree: Tree, verb: int, kind: Kind) -> list[Participant]:
    """The noun beside a participle: "injured passengers" suffer, "protesting miners" do."""
    head = tree.tokens[verb].head
    gerund = tree.tokens[verb].xpos == "VBG"
    suffers = not gerund or tree.tokens[verb].lemma.lower() in word_set("arguments", "subject_suffers")
    return [Participant(head, "patient" if suffers else doing(tree, verb, kind))]


def _subject_role(tree: Tree, verb: int, kind: Kind) -> ActorRole:
    token = tree.tokens[verb]
    lemma, phrase = token.lemma.lower(), phrase_lemma(tree, verb)
    speaks = doing(tree, verb, kind) == "speaker"
    if token.upos == "ADJ":
        subject = tree.subject(verb)
        thing = subject is not None and not is_somebody(tree, subject)
        suffers = thing or lemma in word_set("arguments", "suffering")
        return "patient" if suffers and not speaks else doing(tree, verb, kind)
    if tree.is_passive(verb):
        if lemma in word_set("arguments", "taking_part") and tree.child(verb, "obl:agent") is None:
            return "agent"
        given = lemma in word_set("arguments", "gives_to") and _is_given(tree, verb)
        return "addressee" if given or _hears(tree, verb, kind, passive=True) else "patient"
    told = tree.child(verb, "obj")
    if lemma in word_set("arguments", "subject_undergoes") and told is not None and not _met(tree, lemma, told):
        return "patient"
    if lemma in word_set("arguments", "plunges") and told is None and not speaks:
        return "patient"
    # "the office declined to answer" and "they broke into the shop" suffer nothing
    alone = tree.child(verb, "obj", "xcomp", "ccomp") is None and not any(
        tree.case_of(child) in _INTO for child in tree.children_by(verb, "obl")
    )
    falls = word_set("arguments", "subject_suffers")
    if not speaks and alone and kind in _BEFALLING and _is_thing(tree, verb):
        return "patient"
    if not speaks and alone and (phrase in falls or (lemma in falls and not phrase.endswith(_TURNING))):
        return "patient"
    return doing(tree, verb, kind)


def _is_given(tree: Tree, verb: int) -> bool:
    """Whether a passive verb of giving says what its subject is given: "was handed a list", "was provided with one"."""
    if tree.child(verb, "obj") is not None:
        return True
    supplied = any(tree.case_of(item) == "with" for item in tree.children_by(verb, "obl"))
    return supplied and tree.tokens[verb].lemma.lower() in word_set("arguments", "supplies")


def _is_thing(tree: Tree, verb: int) -> bool:
    """Whether the subject of a verb is nobody who could do it: "the film appeared", "the hotel gave way"."""
    subject = tree.subject(verb)
    return subject is not None and tree.tokens[subject].upos != "PRON" and not is_somebody(tree, subject)


def _met(tree: Tree, lemma: str, object_: int) -> bool:
    return lemma in word_set("arguments", "meets") and is_somebody(tree, object_)


def _hears(tree: Tree, verb: int, kind: Kind, *, passive: bool = False) -> bool:
    """Whether the object of a verb is spoken to: "told", "asked", "invited"."""
    lemma = tree.tokens[verb].lemma.lower()
    if lemma in word_set("cues", "tell"):
        return True
    if lemma in word_set("arguments", "reckons"):
        return False
    asks = lemma in word_set("cues", "request") | word_set("arguments", "addresses")
    spoken = kind in SPEECH_KINDS or kind in ("support", "agree") or doing(tree, verb, kind) == "speaker"
    return asks and (spoken or (passive and kind == "mobilize"))


def _in_the_message(tree: Tree, verb: int, kind: Kind) -> list[Participant]:
    """Who is asked in what is sent: "sent a letter urging the council to"."""
    message = tree.child(verb, "obj")
    if message is None or tree.tokens[message].lemma.lower() not in word_set("arguments", "utterances"):
        return []
    asks = word_set("cues", "request") | word_set("cues", "tell")
    clauses = [*tree.children_by(message, "acl"), *tree.children_by(verb, "advcl", "xcomp")]
    through = [
        item for item in tree.children_by(verb, "obl") + tree.children_by(message, "nmod") if tree.case_of(item) in VIA
    ]
    clauses += [clause for item in through for clause in tree.children_by(item, "acl")]
    asked = [tree.child(item, "obj", "iobj") for item in clauses if tree.tokens[item].lemma.lower() in asks]
    return [Participant(item, "addressee") for item in asked if item is not None]


def _object(tree: Tree, verb: int, child: int, kind: Kind) -> list[Participant]:
    via = [Participant(inner, "via") for inner in tree.children_by(child, "nmod") if tree.case_of(inner) in VIA]
    found = via if kind in SPEECH_KINDS else []
    lemma = tree.tokens[verb].lemma.lower()
    if tree.is_passive(verb):
        return [*found, Participant(child, "patient")]
    if _met(tree, lemma, child):
        return [*found, Participant(child, doing(tree, verb, kind))]
    if kind in HOSTILE:  # "considers action against the player"
        below = [item for item in tree.children_by(child, "nmod") if tree.case_of(item) == "against"]
        found = [*found, *(Participant(item, "patient") for item in below)]
    if lemma == "reach" and kind in SPEECH_KINDS:  # "the message reached the family"
        return [*found, Participant(child, "addressee")]
    if lemma in word_set("arguments", "goes") and tree.name_type.get(child) != "PER":
        met = lemma in word_set("arguments", "goes_to_people") and is_body(tree, child)
        return [*found, Participant(child, "patient")] if met else found
    return [*found, Participant(child, "addressee" if _hears(tree, verb, kind) else "patient")]


def _shared_object(tree: Tree, verb: int) -> list[int]:
    """The object that stands behind the last of coordinated verbs: "shot and wounded a guard"."""
    if tree.is_passive(verb) or tree.child(verb, "obl", "ccomp", "xcomp", "obj") is not None:
        return []
    for other in tree.children_by(verb, "conj"):
        joined = all(tree.tokens[item].upos in ("CCONJ", "VERB", "ADV") for item in range(verb + 1, other))
        if joined and not tree.is_passive(other) and tree.child(other, "nsubj", "nsubj:pass") is None:
            return tree.children_by(other, "obj")
    return []


def _gap(tree: Tree, verb: int) -> list[int]:
    """The noun that a relative clause without its object describes: "the man they shot"."""
    if tree.tokens[verb].deprel != "acl:relcl" or tree.tokens[verb].upos != "VERB" or tree.is_passive(verb):
        return []
    own = tree.child(verb, "nsubj")
    if own is None or "PronType=Rel" in tree.tokens[own].feats:
        return []
    complete = tree.child(verb, "obj", "ccomp", "xcomp", "advmod", "obl") is not None
    lemma = tree.tokens[verb].lemma.lower()
    return [] if complete or lemma in word_set("arguments", "subject_suffers") else [tree.tokens[verb].head]


def _oblique(tree: Tree, verb: int, child: int, kind: Kind) -> list[Participant]:
    case, lemma = tree.case_of(child), tree.tokens[verb].lemma.lower()
    if case in ("on to", "over to", "back to"):  # "passed it on to"
        case = "to"
    speaks = doing(tree, verb, kind) == "speaker"
    if case == "by" and (between := go_between(tree, child)) is not None:
        return [Participant(between, "via")] if is_body(tree, between) or speaks else []
    if case == "by" and is_means(tree, child):
        return []
    if case == "by" and (tree.tokens[child].deprel == "obl:agent" or tree.is_passive(verb)):
        return [Participant(child, doing(tree, verb, kind))]
    if case in VIA:
        return [Participant(child, "via")] if is_body(tree, child) or speaks else []
    if case == "to" and (kind in SPEECH_KINDS or speaks):
        return [Participant(child, "addressee")]
    if case == "to" and lemma in word_set("arguments", "gives_to"):
        passed = kind == "move" and lemma in word_set("arguments", "passes_on")
        received = is_body(tree, child) and (passed or kind not in ("move", "retreat", "mobilize"))
        return [Participant(child, "addressee")] if received else []
    if case == "from" and lemma in word_set("arguments", "takes_from"):
        return [Participant(child, "agent")]
    if (case in _BESIDES or _along(tree, child)) and is_somebody(tree, child):
        return [Participant(child, _subject_role(tree, verb, kind))]
    if case == "with" and kind == "request" and lemma in word_set("arguments", "asks_with"):
        return [Participant(child, "addressee")]
    if case == "with" and is_somebody(tree, child):
        return [Participant(child, _companion(tree, verb, kind))]
    if case == "with" and kind == "assault":
        return [Participant(child, "instrument")]
    if case in ("on", "upon") and lemma in word_set("arguments", "asks_with") and is_somebody(tree, child):
        return [Participant(child, "addressee")]
    if case in ON and kind in HOSTILE:
        return [] if case == "at" and _is_scene(tree, verb, child) else [Participant(child, "patient")]
    return _channel(tree, child, case) if speaks else []


def _is_scene(tree: Tree, verb: int, child: int) -> bool:
    """Whether a building is where something is done rather than what it is done to: "arrested at school", but "fired
    at the school"."""
    aims = tree.tokens[verb].lemma.lower() in word_set("arguments", "aims")
    return not aims and tree.tokens[child].upos == "NOUN" and tree.tokens[child].lemma.lower() in _built()


def _built() -> frozenset[str]:
    return word_set("placing", "sites", "built")


def _along(tree: Tree, child: int) -> bool:
    """Whether "along with", "together with" stands before a nominal."""
    before = {tree.tokens[item].text.lower() for item in tree.children_by(child, "advmod") if item < child}
    return tree.case_of(child) == "with" and bool(before & {"along", "together"})


def _companion(tree: Tree, verb: int, kind: Kind) -> ActorRole:
    together = tree.tokens[verb].lemma.lower() in word_set("arguments", "meets_with") or kind in (
        "meet", "consult", "agree", "cooperate",
    )  # fmt: skip
    return doing(tree, verb, kind) if together else "other"


def _channel(tree: Tree, child: int, case: str) -> list[Participant]:
    """What somebody speaks through, and to whom in it: "said on television", "said in remarks to the paper"."""
    lemma = tree.tokens[child].lemma.lower()
    if case == "on" and (lemma in word_set("arguments_people", "channels") or tree.name_type.get(child) == "ORG"):
        return [Participant(child, "via")]
    if case in ("in", "during") and lemma in word_set("arguments", "utterances"):
        heard = [item for item in tree.children_by(child, "nmod") if tree.case_of(item) in ("to", "with")]
        return [Participant(item, "addressee") for item in heard]
    return []
