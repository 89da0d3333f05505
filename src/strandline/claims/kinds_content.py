"""What sort of deed a speech is by what is said: "said it would attack" is a threat, "told her he would help" an
agreement to help.

A verb of speech and the kind of what is said in, a kind out, where the speaker says what the speaker will do: PLOVER
(Open Event Data Alliance 2018) codes promises as agree and warnings of force as threaten. What others will do, or must
do, is a statement.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from strandline.claims.syntax import Tree
from strandline.records import Kind

_WILL: Final = frozenset({"will", "would", "could", "might", "may", "shall", "'ll", "’ll"})
_SELF: Final = frozenset({"it", "he", "she", "they", "we", "i"})
_FORCE: Final = frozenset({"assault", "coerce", "sanction", "mobilize", "protest"})
_HELP: Final = frozenset({"aid", "concede", "cooperate"})
_LEAVING: Final = frozenset({"withdraw", "pull", "quit", "boycott", "walk", "expel", "retaliate", "respond", "hit"})
_BEAR: Final = frozenset({"tolerate", "accept", "allow", "permit", "stand", "rest", "hesitate"})


def by_content(tree: Tree, verb: int, kind_at: Callable[[int], Kind]) -> Kind | None:
    """The kind that what is said gives a verb of speech, None where it stays a statement.

    Args:
        tree: The tree of the reading.
        verb: The token of the verb.
        kind_at: The kind of what another token names.
    """
    content = tree.child(verb, "ccomp")
    if content is None or tree.tokens[content].upos != "VERB":
        return None
    below = tree.children[content]
    words = {tree.tokens[item].text.lower() for item in below if tree.tokens[item].deprel == "aux"}
    subject = tree.child(content, "nsubj")
    if words.isdisjoint(_WILL) or subject is None or tree.tokens[subject].text.lower() not in _SELF:
        return None
    lemma = tree.tokens[content].lemma.lower()
    if any(tree.tokens[item].text.lower() in ("not", "n't", "n’t", "never") for item in below):
        return "threaten" if lemma in _BEAR and tree.tokens[verb].lemma.lower() == "warn" else None
    kind = kind_at(content)
    if kind in _FORCE or lemma in _LEAVING:
        return "threaten"
    return "agree" if kind in _HELP else None
