"""Full-text search: what is put in, and how words that people type become a query.

Events are found by their gist, the quotes of their claims, and the names of their actors and places; documents by
title and text, in passages. Words are folded and stemmed (Porter), so that "attacks" finds "attacked". Of what is
typed, every word must occur, ``"words in quotation marks"`` in that order; nothing typed is ever query syntax.

On SQLite: FTS5. ``passages_search`` is contentless, so a removal has to name the words that were put in; documents
never change their text, so these are at hand. On PostgreSQL: tables of a number and a tsvector under a GIN index, and
the configuration ``strandline`` that the first migration makes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from strandline.store.bulk import batched, is_postgresql, put, put_words
from strandline.store.schema import passages

_PHRASES: Final = re.compile(r'"([^"]*)"|(\S+)')
_PASSAGE_CHARS: Final = 20_000
_TITLE: Final = -1
_BATCH: Final = 500


class EventWords(NamedTuple):
    """What an event is found by."""

    number: int
    gist: str
    quotes: str
    names: str


class PassageWords(NamedTuple):
    """A piece of a document, code points of its text; start and end are -1 for the title."""

    document: int
    start: int
    end: int
    words: str


def phrases_of(typed: str) -> list[str]:
    """The words and quoted phrases of a search, without anything that has no letter or digit."""
    found = (quoted or word for quoted, word in _PHRASES.findall(typed))
    return [phrase for phrase in found if any(character.isalnum() for character in phrase)]


def fts5_query(phrases: Sequence[str]) -> str:
    """An FTS5 query that asks for every phrase."""
    return " ".join('"' + phrase.replace('"', '""') + '"' for phrase in phrases)


def matching(connection: sa.Connection, table: str, phrases: Sequence[str]) -> sa.Select[Any]:
    """A query for the numbers of the rows of ``events`` or ``passages`` in which every phrase occurs."""
    index = sa.table(f"{table}_search")
    if not is_postgresql(connection):
        asked = sa.column(f"{table}_search").op("MATCH")(fts5_query(phrases))
        return sa.select(sa.column("rowid")).select_from(index).where(asked)
    words: sa.ColumnClause[Any] = sa.column("words")
    holds = [words.op("@@")(sa.func.phraseto_tsquery(sa.text("'strandline'"), phrase)) for phrase in phrases]
    return sa.select(sa.column("number")).select_from(index).where(*holds)


def passages_of(document: int, title: str | None, text: str) -> Iterator[PassageWords]:
    """Cut a document into its title and passages of some 20,000 characters that end between words."""
    if title:
        yield PassageWords(document, _TITLE, _TITLE, title)
    start = 0
    while start < len(text):
        end = min(start + _PASSAGE_CHARS, len(text))
        if end < len(text):
            cut = max(text.rfind("\n", start, end), text.rfind(" ", start, end))
            end = cut + 1 if cut > start else end
        yield PassageWords(document, start, end, text[start:end])
        start = end


def index_passages(connection: sa.Connection, pieces: Iterable[PassageWords]) -> None:
    """Add passages and make them findable."""
    first = (connection.execute(sa.select(sa.func.max(passages.c.number))).scalar() or 0) + 1
    for batch in batched(enumerate(pieces, start=first), _BATCH):
        rows = (
            {"number": at, "document": piece.document, "start": piece.start, "end": piece.end} for at, piece in batch
        )
        put(connection, passages, rows)
        if is_postgresql(connection):
            put_words(connection, "passages_search", ((at, piece.words) for at, piece in batch))
        else:
            insert = sa.text("INSERT INTO passages_search (rowid, words) VALUES (:number, :words)")
            connection.execute(insert, [{"number": at, "words": piece.words} for at, piece in batch])


def drop_passages(connection: sa.Connection, document: int, title: str | None, text: str) -> None:
    """Remove the passages of a document; ``title`` and ``text`` as they were when it was indexed."""
    kept = connection.execute(sa.select(passages.c.number, passages.c.start).where(passages.c.document == document))
    numbers = {start: number for number, start in kept}
    pieces = [piece for piece in passages_of(document, title, text) if piece.start in numbers]
    gone = [{"number": numbers[piece.start], "words": piece.words} for piece in pieces]
    if gone and is_postgresql(connection):
        connection.execute(sa.text("DELETE FROM passages_search WHERE number = :number"), gone)
    elif gone:
        drop = "INSERT INTO passages_search (passages_search, rowid, words) VALUES ('delete', :number, :words)"
        connection.execute(sa.text(drop), gone)
    connection.execute(passages.delete().where(passages.c.document == document))


def index_events(connection: sa.Connection, events: Sequence[EventWords]) -> None:
    """Make events findable."""
    if events and is_postgresql(connection):
        put_words(connection, "events_search", ((event.number, "\n".join(event[1:])) for event in events))
    elif events:
        insert = "INSERT INTO events_search (rowid, gist, quotes, names) VALUES (:number, :gist, :quotes, :names)"
        connection.execute(sa.text(insert), [event._asdict() for event in events])


def drop_events(connection: sa.Connection, numbers: Sequence[int]) -> None:
    """Make events unfindable."""
    key = "number" if is_postgresql(connection) else "rowid"
    if numbers:
        drop = sa.text(f"DELETE FROM events_search WHERE {key} = :number")  # noqa: S608 - one of two constants
        connection.execute(drop, [{"number": number} for number in numbers])


def tidy(connection: sa.Connection) -> None:
    """Bring the index into the one form that does not depend on the order of writing; SQLite only."""
    if not is_postgresql(connection):
        for table in ("events_search", "passages_search"):
            connection.execute(sa.text(f"INSERT INTO {table} ({table}) VALUES ('optimize')"))  # noqa: S608
