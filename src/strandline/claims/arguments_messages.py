"""Messages that pass through hands: who wrote them, who passes them on, who answers whom.

In: the tree and a verb or the actors of the claims told so far. Out: participants, or actors. A message's owner speaks
and whoever relays it is the go-between ("diplomats relayed the king's message"); a message that "came back" through
the same go-between is from whoever the last one was sent to; "the message", passed on by nobody that is named, is
passed on by its go-between.
"""

from __future__ import annotations

from typing import Final

from strandline.claims.arguments_roles import Participant, is_body, is_passive, reduced_noun
from strandline.claims.arguments_somebody import is_somebody
from strandline.claims.lexica import word_set
from strandline.claims.syntax import Tree
from strandline.records import Actor, ActorRole

_BACK: Final = frozenset({"come", "return", "arrive", "go", "get"})


def message_of(tree: Tree, verb: int) -> int | None:
    """The message that a verb sends, passes on or lets come: its object or subject, or the noun that it stands by."""
    token = tree.tokens[verb]
    beside = [token.head] if token.deprel == "acl" else []
    described = reduced_noun(tree, verb)
    subject = tree.subject(verb) if described is None else described
    beside += [] if subject is None else [subject]
    for item in [*tree.children_by(verb, "obj", "nsubj:pass", "nsubj"), *beside]:
        if tree.tokens[item].lemma.lower() in word_set("arguments", "messages"):
            return item
    return None


def owner_of(tree: Tree, message: int) -> int | None:
    """Whose message it is: "the king's message", "a letter from the king"; None where nobody is named."""
    for item in tree.children_by(message, "nmod:poss", "nmod"):
        owns = tree.tokens[item].deprel == "nmod:poss" or tree.case_of(item) == "from"
        by_name = tree.tokens[item].deprel == "nmod:poss" and is_somebody(tree, tree.antecedent(item))
        if owns and (by_name or is_body(tree, tree.antecedent(item))):
            return item
    return None


def relayed(tree: Tree, verb: int, found: list[Participant]) -> list[Participant]:
    """The participants of a verb that passes on what is somebody else's: the owner speaks, who relays is between."""
    if tree.tokens[verb].lemma.lower() not in word_set("arguments", "passes_on"):
        return found
    message = message_of(tree, verb)
    owner = None if message is None else owner_of(tree, message)
    if owner is None or tree.tokens[owner].upos == "PRON":
        return found
    between = [item._replace(role="via") if item.role in ("agent", "speaker") else item for item in found]
    return [Participant(owner, "speaker"), *between]


def signed_by(tree: Tree, verb: int) -> list[Participant]:
    """Who made the paper that is the subject of a verb: "a memo signed by Roth went round"."""
    paper = message_of(tree, verb)
    if paper is None or tree.child(verb, "obj") == paper:
        return []
    above = [tree.tokens[verb].head] if tree.tokens[verb].deprel == "xcomp" else []
    clauses = [item for node in (paper, verb, *above) for item in tree.children_by(node, "acl", "advcl")]
    made = [item for item in clauses if tree.tokens[item].lemma.lower() in word_set("arguments", "authoring")]
    by = [
        item for clause in made for item in tree.children_by(clause, "obl:agent", "obl") if tree.case_of(item) == "by"
    ]
    return [Participant(item, "agent") for item in by]


class Messages:
    """The last message of a document that had a go-between."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._last: tuple[Actor, ...] = ()

    def with_known(self, verb: int, actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """The actors of a claim with those that an earlier message tells; claims come in the order of the text."""
        message = message_of(self.tree, verb)
        if message is None:
            return actors
        via = _by_role(actors, "via")
        if self._last and self._comes_back(verb, message, via):
            actors = self._answered(actors)
        elif self._last and via is None and self._is_passed_on(verb, message, actors):
            between = _by_role(self._last, "via")
            actors = actors if between is None else (_as(between, "agent"), *self._others(message, actors))
        if via is not None and _by_role(actors, "speaker", "agent") is not None:
            self._last = actors
        return actors

    def _comes_back(self, verb: int, message: int, via: Actor | None) -> bool:
        """Whether a message comes through the go-between of the last one, and from nobody that is named."""
        between = _by_role(self._last, "via")
        same = via is not None and between is not None and via.id == between.id
        return same and self.tree.tokens[verb].lemma.lower() in _BACK and owner_of(self.tree, message) is None

    def _answered(self, actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
        sender, hearer = _by_role(self._last, "speaker", "agent"), _by_role(self._last, "addressee")
        kept = tuple(actor for actor in actors if actor.role not in ("speaker", "agent"))
        answers = () if hearer is None else (_as(hearer, "speaker"),)
        to = () if sender is None or _by_role(kept, "addressee") is not None else (_as(sender, "addressee"),)
        return (*answers, *kept, *to)

    def _is_passed_on(self, verb: int, message: int, actors: tuple[Actor, ...]) -> bool:
        """Whether "the message" of before is passed on and nobody is said to do it."""
        determiner = self.tree.child(message, "det")
        definite = determiner is not None and self.tree.tokens[determiner].text.lower() in ("the", "this", "that")
        passes = self.tree.tokens[verb].lemma.lower() in word_set("arguments", "passes_on")
        undone = _by_role(self._others(message, actors), "agent", "speaker", "via") is None
        return definite and passes and is_passive(self.tree, verb) and undone

    def _others(self, message: int, actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """The actors that are not the message itself."""
        start = self.tree.tokens[message].start
        return tuple(actor for actor in actors if not actor.start <= start < actor.end)


def _by_role(actors: tuple[Actor, ...], *roles: ActorRole) -> Actor | None:
    return next((actor for actor in actors if actor.role in roles), None)


def _as(actor: Actor, role: ActorRole) -> Actor:
    return Actor(start=actor.start, end=actor.end, text=actor.text, name=actor.name, id=actor.id, role=role)
