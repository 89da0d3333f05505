"""What is known of a document from outside it: sidecar files, feed fields, rows of a table; and the form they share.

A sidecar is ``NAME.json`` or ``NAME.EXT.json`` beside a file ``NAME.EXT``: a JSON object with any of the fields below
and no text of its own. The more exact name wins.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import msgspec

SIDECAR_BYTES: Final = 1024 * 1024

TEXT_FIELDS: Final = ("text", "body", "content", "article_text", "full_text")
DATE_FIELDS: Final = ("published", "date", "date_published", "datepublished", "pubdate", "publication_date")
FIELD_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "date": DATE_FIELDS,
    "title": ("title", "headline"),
    "publisher": ("publisher", "site", "sitename", "source"),
    "authors": ("authors", "author", "byline"),
    "url": ("url", "link", "canonical_url"),
    "retrieved": ("retrieved", "retrieved_at", "accessed", "downloaded"),
    "language": ("language", "lang"),
}


@dataclass(frozen=True, kw_only=True)
class Fields:
    """What a source says about a document. Dates are kept as written; ``document_date`` reads them.

    ``dates`` is tried in order; ``authors`` in the order of the source.
    """

    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None
    retrieved: str | None = None
    language: str | None = None
    dates: tuple[str, ...] = ()

    def over(self, other: Fields) -> Fields:
        """These fields, with what they lack taken from ``other``."""
        return Fields(
            title=self.title or other.title,
            publisher=self.publisher or other.publisher,
            authors=self.authors or other.authors,
            url=self.url or other.url,
            retrieved=self.retrieved or other.retrieved,
            language=self.language or other.language,
            dates=self.dates + other.dates,
        )


def fields_of(row: Mapping[str, Any]) -> Fields:
    """The fields that a JSON object gives, whatever the case of its keys; values of the wrong type are passed over."""
    by_key = {str(key).lower(): value for key, value in row.items()}

    def first(names: Iterable[str]) -> str | None:
        return next((text for name in names if (text := _string(by_key.get(name)))), None)

    return Fields(
        title=first(FIELD_NAMES["title"]),
        publisher=first(FIELD_NAMES["publisher"]),
        authors=next((names for key in FIELD_NAMES["authors"] if (names := _names(by_key.get(key)))), ()),
        url=first(FIELD_NAMES["url"]),
        retrieved=first(FIELD_NAMES["retrieved"]),
        language=first(FIELD_NAMES["language"]),
        dates=tuple(date for key in DATE_FIELDS if (date := _date(by_key.get(key)))),
    )


def read_sidecar(data: bytes) -> Fields | None:
    """The fields of a sidecar, or None where these bytes are no sidecar: no JSON object, none of the fields, or a text.

    >>> read_sidecar(b'{"date": "2014-03-02", "publisher": "Harbour Gazette"}').publisher
    'Harbour Gazette'
    >>> read_sidecar(b'{"date": "2014-03-02", "text": "The ferry left."}') is None
    True
    """
    try:
        row = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    if not isinstance(row, dict):
        return None
    keys = {key.lower() for key in row}
    known = {name for names in FIELD_NAMES.values() for name in names}
    if not keys & known or any(isinstance(row.get(name), str) for name in TEXT_FIELDS):
        return None
    return fields_of(row)


def sidecar_names(name: str) -> tuple[str, ...]:
    """The names under which the sidecar of a file ``name`` may stand, the more exact one first."""
    stem, dot, _ = name.rpartition(".")
    return (f"{name}.json", f"{stem}.json") if dot and stem else (f"{name}.json",)


def pair_sidecars(names: Iterable[str], describes: Callable[[str], bool]) -> dict[str, str]:
    """Which files of one folder have which sidecar.

    Args:
        names: the names of the files in one folder.
        describes: is the file of this name a sidecar by its content? Asked at most once a name.
    """
    present = set(names)
    verdicts: dict[str, bool] = {}
    pairs = {}
    for name in sorted(present):
        for candidate in sidecar_names(name):
            if candidate == name or candidate not in present:
                continue
            if candidate not in verdicts:
                verdicts[candidate] = describes(candidate)
            if verdicts[candidate]:
                pairs[name] = candidate
                break
    # A sidecar is described by nobody: x.json.json would otherwise take x.json out of the pile twice.
    return {name: sidecar for name, sidecar in pairs.items() if name not in pairs.values()}


def _string(value: Any) -> str | None:
    if isinstance(value, Mapping):  # JSON-LD writes {"@type": "Organization", "name": "…"}
        value = value.get("name")
    return (value.strip() or None) if isinstance(value, str) else None


def _names(value: Any) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value]
    return tuple(name for item in items if (name := _string(item)))


def _date(value: Any) -> str | None:
    if isinstance(value, Mapping):  # the form of documents.jsonl
        earliest, latest = _string(value.get("earliest")), _string(value.get("latest"))
        return f"{earliest}/{latest}" if earliest and latest and earliest != latest else earliest or latest
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _string(value)
