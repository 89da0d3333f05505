"""Who stands behind a claim: claims and origins in, a voice for each claim out.

What a report says of its own account has the voice of its origin; what it says on somebody's word has that somebody's
voice, if it is known who that is, so that two reports which cite one speaker, one paper or one document count once. A
document that the cited body published itself speaks with the same voice. Unnamed sources stay within the report that
cites them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from strandline.reconciling.credits import normal_name
from strandline.records import Attribution, Claim, Document, Origin

_NAMED: Final = frozenset({"named_person", "named_group", "publication", "broadcast"})
_OWNER: Final = re.compile(r"^(?P<owner>.{2,60}?)['’]s?\s+(?P<thing>.+)$")
_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_GENERIC: Final = frozenset(
    ["report", "document", "statement", "letter", "note", "paper", "file", "memo", "memorandum", "record", "page",
    "list", "the", "text",
     "copy", "mail", "message", "study", "survey", "article", "story", "release", "txt", "html", "pdf", "eml",
     "docx", "xml", "official"]
)  # fmt: skip
_SHARED_WORDS: Final = 2


class Voices:
    """The voices of one pile."""

    def __init__(self, documents: Sequence[Document], origins: Sequence[Origin]) -> None:
        first = {member: origin.documents[0] for origin in origins for member in origin.documents}
        by_id = {document.id: document for document in documents}
        self._of_document: dict[str, str] = {}
        self._houses: set[str] = set()
        for document in documents:
            leader = by_id[first[document.id]]
            house = normal_name(leader.publisher) if leader.publisher else ""
            self._of_document[document.id] = f"house:{house}" if house else f"origin:{leader.id}"
            if document.publisher:
                self._houses.add(normal_name(document.publisher))
        self._titles = [(document.id, _title_words(document)) for document in documents]
        self._by_word: dict[str, list[int]] = {}
        for index, (_, words) in enumerate(self._titles):
            for word in words:
                self._by_word.setdefault(word, []).append(index)

    def of(self, claim: Claim) -> str:
        """The voice of a claim."""
        for link in reversed(claim.attribution):
            voice = self._cited(claim, link)
            if voice is not None:
                return voice
        return self._of_document[claim.document]

    def _cited(self, claim: Claim, link: Attribution) -> str | None:
        """The voice of a source, if it is known who that is."""
        if link.source is None:
            return None
        text = link.source.text
        if link.source_kind == "document":
            return self._cited_document(text)
        if link.source_kind not in _NAMED:
            return None
        for actor in claim.actors:
            overlap = actor.start < link.source.end and link.source.start < actor.end
            if overlap and actor.role == "speaker" and not actor.id.startswith("nominal:"):
                return self._named(actor.name, actor.id)
        return self._named(text, None)

    def _named(self, name: str, identity: str | None) -> str:
        house = normal_name(name)
        if house in self._houses:
            return f"house:{house}"
        return f"source:{identity or house}"

    def _cited_document(self, text: str) -> str | None:
        """A document of the pile whose title or name has the words by which it is cited, and no other has them as
        well."""
        words = {word for word in _words(text) if word not in _GENERIC}
        scores: dict[int, int] = {}
        for word in words:
            for index in self._by_word.get(word, ()):
                scores[index] = scores.get(index, 0) + 1
        ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
        if ranked and ranked[0][1] >= _SHARED_WORDS and (len(ranked) == 1 or ranked[1][1] < ranked[0][1]):
            return self._of_document[self._titles[ranked[0][0]][0]]
        owner = _OWNER.match(text)
        if owner is not None and owner["owner"][:1].isupper():
            return self._named(owner["owner"], None)
        return None


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))


def _title_words(document: Document) -> set[str]:
    name = document.path.rpartition("/")[2].rpartition(".")[0].replace("-", " ").replace("_", " ")
    return {word for word in _words(f"{document.title or ''} {name}") if word not in _GENERIC}
