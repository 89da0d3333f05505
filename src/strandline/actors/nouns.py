"""Whether a noun may stand for somebody whom the text names: "the judge" for the judge, never "an officer" for the
victim.

A reader that links mentions goes by likeness, and errs where two people stand in one sentence. What the grammar says
is certain: an indefinite noun brings in somebody new, whoever owns is not the owned ("her mother"), a team is no
person, and a noun with a name before it ("the Italian minister") is not whoever is called otherwise. Lists:
``nouns.toml``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence, Set
from functools import cache
from importlib.resources import files
from typing import Final

from strandline.actors.names import body_nouns, words_of
from strandline.records import Token

_SPEAKING: Final = frozenset({"my", "our", "your"})


def may_stand_for(
    noun: int,
    below: Sequence[int],
    tokens: Sequence[Token],
    *,
    kind: str,
    gender: str,
    roles: Set[str],
    words: Sequence[str],
    introduced: bool,
    is_entity: Callable[[int], bool],
) -> bool:
    """Whether what stands at and beneath a noun lets it mean a named person or body.

    Args:
        noun: index of the noun.
        below: its children.
        tokens: the document's tokens.
        kind: the entity's type of name, ``PER`` for a person.
        gender: ``male``, ``female`` or empty.
        roles: lemmas of what the text says that the person is.
        words: the folded words of its name.
        introduced: whether the text names it before the noun.
        is_entity: whether a token is already known to mean the entity.
    """
    lemma = tokens[noun].lemma.lower()
    beside = {tokens[item].text.lower() for item in below if item < noun}
    if introduced and beside & _words("new"):
        return False
    owners = [item for item in below if tokens[item].deprel == "nmod:poss"]
    if any(is_entity(item) or tokens[item].text.lower() in _SPEAKING for item in owners):
        return False
    if kind != "PER":
        return _is_such_a_body(lemma, kind) and not _named_otherwise(noun, below, tokens, words)
    if lemma in body_nouns() or (gender and lemma in _words("male" if gender == "female" else "female")):
        return False
    if not introduced and roles and lemma not in roles and lemma not in _words("anybody"):
        return False  # "a physician said …": not the health worker who is named later
    if lemma in roles or not introduced or any(tokens[item].deprel == "appos" for item in below):
        return True
    described = any(tokens[item].deprel in ("compound", "nmod") for item in below)
    bare = not any(tokens[item].deprel in ("det", "nmod:poss", "amod", "acl:relcl") for item in below)
    return not described and not bare and not _named_otherwise(noun, below, tokens, words)


def _is_such_a_body(lemma: str, kind: str) -> bool:
    """Whether a noun is of the entity's sort: no ministry is a plane, no company a town."""
    if lemma in _words("vehicles"):
        return kind == "PRODUCT"
    if lemma in _words("places"):
        return kind in ("GPE", "LOC")
    return lemma in body_nouns()


def _named_otherwise(noun: int, below: Sequence[int], tokens: Sequence[Token], words: Sequence[str]) -> bool:
    """Whether a name that is not the entity's tells the noun from others: "the Norlandish minister"."""
    first = min((item for item in below if tokens[item].deprel not in ("case", "punct", "cc", "mark")), default=noun)
    beside = [tokens[item] for item in range(first, noun) if tokens[item].deprel not in ("det", "nmod:poss", "punct")]
    return any(token.text[:1].isupper() and not set(words_of(token.text)) & set(words) for token in beside)


@cache
def _words(key: str) -> frozenset[str]:
    data = tomllib.loads(files("strandline.actors").joinpath("nouns.toml").read_text("utf-8"))
    return frozenset(data[key])
