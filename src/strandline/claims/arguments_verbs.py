"""The participants of a happening that a verb, a participle or an adjective names."""

from __future__ import annotations

from typing import Final

from strandline.claims.arguments_messages import message_of, relayed, signed_by
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
    is_passive,
    is_place,
    phrase_lemma,
    reduced_noun,
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
    subject = _doer_above(tree, verb, tree.subject(verb))
    if subject is not None:
        role = _subject_role(tree, verb, kind)
        author = _author(tree, subject) if role == "speaker" else None
        found.append(Participant(subject if author is None else author, role))
    found += _met_before(tree, verb, kind)
    found += _in_the_message(tree, verb, kind)
    objects = [item for item in tree.children_by(verb, "obj") if tree.case_of(item) not in ("of", "for")]
    objects = objects or _shared_object(tree, verb) or _gap(tree, verb)
    for child in objects:
        found += _object(tree, verb, child, kind)
    found += _asked(tree, verb, kind)
    for child in tree.children[verb]:
        relation = tree.tokens[child].deprel
        if relation == "iobj":
            found.append(Participant(child, "patient" if kind in _GIVEN else "addressee"))
        elif relation in ("obl", "obl:agent", "nmod"):
            found += _oblique(tree, verb, child, kind)
            found += _beneath(tree, verb, child, kind)
    found += _channel_used(tree, verb)
    authors = signed_by(tree, verb)
    return relayed(tree, verb, found if not authors else [*authors, *(p for p in found if p.role not in _DOING)])


def _doer_above(tree: Tree, verb: int, subject: int | None) -> int | None:
    """Who does what a clause beneath a noun for no people tells, where the tree's own answer is nobody: whoever's
    effort it is ("the Guild's efforts to help", "Guild efforts to help"), or who does what the noun names ("made five
    raids, burning two barns")."""
    token = tree.tokens[verb]
    if (described := reduced_noun(tree, verb)) is not None:
        return described
    if token.deprel != "acl" or token.head < 0 or (subject is not None and subject != token.head):
        return subject
    noun = token.head
    if is_somebody(tree, noun) or is_passive(tree, verb) or tree.tokens[noun].upos != "NOUN":
        return subject
    if "VerbForm=Inf" in token.feats or tree.mark_of(verb):
        before = tree.children_by(noun, "compound", "amod", "nmod:poss")
        return next((item for item in before if tree.name_type.get(item) in ("ORG", "GPE", "NORP", "PER")), subject)
    if token.xpos != "VBG" or tree.tokens[noun].deprel not in ("obj", "obl") or tree.tokens[verb - 1].text != ",":
        return subject
    above = tree.subject(tree.clause_head(noun))
    return above if above is not None and is_somebody(tree, above) else subject


def _asked(tree: Tree, verb: int, kind: Kind) -> list[Participant]:
    """Who is to do what is asked for: "demanded that the mayor resign", "recommends every town keep one"."""
    if kind not in SPEECH_KINDS or tree.tokens[verb].lemma.lower() not in word_set("arguments", "demands"):
        return []
    clause = tree.child(verb, "ccomp", "xcomp")
    if clause is None or tree.child(verb, "obj", "iobj") is not None:
        return []
    if tree.mark_of(clause) != "that" and "VerbForm=Inf" not in tree.tokens[clause].feats:
        return []
    asked = None if is_passive(tree, clause) else tree.child(clause, "nsubj")
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
    if is_passive(tree, verb):
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
    lemma, phrase = tree.tokens[verb].lemma.lower(), phrase_lemma(tree, verb)
    if lemma in word_set("cues", "tell") or (phrase != lemma and phrase in word_set("arguments", "addresses")):
        return True
    if lemma in word_set("arguments", "reckons"):
        return False
    asks = lemma in word_set("cues", "request") | word_set("arguments", "addresses")
    spoken = kind in SPEECH_KINDS or kind in ("support", "agree") or doing(tree, verb, kind) == "speaker"
    return asks and (spoken or (passive and kind == "mobilize"))


def _beneath(tree: Tree, verb: int, phrase: int, kind: Kind) -> list[Participant]:
    """ "was passed to the junta through Norway", "conveyed to them by the priest": phrases of the verb that were read
    as part of the one before them."""
    speaks = kind in SPEECH_KINDS or tree.tokens[verb].lemma.lower() in word_set("arguments", "gives_to")
    if not speaks or tree.case_of(phrase) not in ("to", "of", "about", "on") or not tree.case_of(phrase):
        return []
    to = tree.case_of(phrase) == "to"
    found: list[Participant] = []
    for item in tree.children_by(phrase, "nmod"):
        case = tree.case_of(item)
        if case in VIA and (is_body(tree, item) or _sends_message(tree, verb)):
            found.append(Participant(item, "via"))
        elif case == "by" and is_passive(tree, verb) and is_body(tree, item):
            told = tree.tokens[verb].lemma.lower() in word_set("cues", "tell")
            found += [Participant(item, doing(tree, verb, kind))] if to or told else []
    return found


def _channel_used(tree: Tree, verb: int) -> list[Participant]:
    """Who is used to pass something on: "using the bishop as a go-between, they offered a truce"."""
    found: list[Participant] = []
    for clause in tree.children_by(verb, "advcl"):
        used = tree.child(clause, "obj")
        as_what = [item for item in tree.children_by(clause, "obl") if tree.case_of(item) == "as"]
        if used is not None:
            as_what += [item for item in tree.children_by(used, "nmod") if tree.case_of(item) == "as"]
        named = any(tree.tokens[item].lemma.lower() in word_set("arguments", "betweens") for item in as_what)
        if used is not None and named and tree.tokens[clause].lemma.lower() == "use":
            found.append(Participant(used, "via"))
    return found


def _heard_by_another(tree: Tree, verb: int, kind: Kind) -> bool:
    """Whether subject or object of a verb hears it, so that "to X" says where or what: "was summoned to the ministry",
    "alerted the hospitals to the danger"."""
    if tree.tokens[verb].lemma.lower() in word_set("arguments", "gives_to"):
        return False
    if is_passive(tree, verb):
        return _hears(tree, verb, kind, passive=True)
    told = tree.child(verb, "obj", "iobj")
    return told is not None and is_somebody(tree, told) and _hears(tree, verb, kind)


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
    if is_passive(tree, verb):
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
    if is_passive(tree, verb) or tree.child(verb, "obl", "ccomp", "xcomp", "obj") is not None:
        return []
    for other in tree.children_by(verb, "conj"):
        joined = all(tree.tokens[item].upos in ("CCONJ", "VERB", "ADV") for item in range(verb + 1, other))
        if joined and not is_passive(tree, other) and tree.child(other, "nsubj", "nsubj:pass") is None:
            return tree.children_by(other, "obj")
    return []


def _gap(tree: Tree, verb: int) -> list[int]:
    """The noun that a relative clause without its object describes: "the man they shot"."""
    if tree.tokens[verb].deprel != "acl:relcl" or tree.tokens[verb].upos != "VERB" or is_passive(tree, verb):
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
    if case == "by" and (tree.tokens[child].deprel == "obl:agent" or is_passive(tree, verb)):
        return [Participant(child, doing(tree, verb, kind))]
    if case in VIA:
        between = speaks or _sends_message(tree, verb)
        between = between or (is_body(tree, child) and _passes_hands(tree, verb, child, kind))
        return [Participant(child, "via")] if between else []
    if case == "to" and (kind in SPEECH_KINDS or speaks):
        return [] if _heard_by_another(tree, verb, kind) else [Participant(child, "addressee")]
    if case == "to" and lemma in word_set("arguments", "gives_to"):
        passed = kind == "move" and lemma in word_set("arguments", "passes_on")
        received = is_body(tree, child) and (passed or kind not in ("move", "retreat", "mobilize"))
        return [Participant(child, "addressee")] if received else []
    if case == "of" and kind == "request" and lemma in word_set("arguments", "asks_of") and is_body(tree, child):
        return [Participant(child, "addressee")]
    if case == "from" and lemma in word_set("arguments", "takes_from"):
        return [] if is_place(tree, child) else [Participant(child, "agent")]
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
    tells = speaks or kind in ("publish", "statement") or lemma in word_set("arguments", "issues")
    return _channel(tree, child, case) if tells else []


def _sends_message(tree: Tree, verb: int) -> bool:
    """Whether it is a message that a verb passes on or sends: also a country stands between then."""
    return tree.tokens[verb].lemma.lower() in word_set("arguments", "gives_to") and message_of(tree, verb) is not None


def _passes_hands(tree: Tree, verb: int, child: int, kind: Kind) -> bool:
    """Whether "through X" names who stands between rather than what is gone through: "sold it through a broker", not
    "the fire went through the store"."""
    if kind in SPEECH_KINDS or kind in ("agree", "transact", "aid", "concede", "meet"):
        return True
    lemma = tree.tokens[child].lemma.lower()
    given = tree.tokens[verb].lemma.lower() in word_set("arguments", "gives_to")
    return given or tree.name_type.get(child) == "PER" or lemma in word_set("arguments", "betweens")


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
    if case in ("on", "to", "at", "in") and lemma in word_set("arguments", "platforms"):
        return [Participant(child, "via")]
    if case == "on" and (lemma in word_set("arguments_people", "channels") or tree.name_type.get(child) == "ORG"):
        return [Participant(child, "via")]
    if case in ("in", "during") and lemma in word_set("arguments", "utterances"):
        heard = [item for item in tree.children_by(child, "nmod") if tree.case_of(item) in ("to", "with")]
        return [Participant(item, "addressee") for item in heard]
    return []
