"""The tables of a chronology, the same on SQLite and on PostgreSQL.

The full record stands as JSON in ``record``; whatever a filter or an order needs is a real column with an index beside
it. ``number`` is a row's own stable integer (full-text rows point to it), ``position`` its place in the order of
display. Times are seconds from 1970-01-01T00:00 (``records.instant_of``), null where the interval is open.

The tables of full-text search, ``events_search`` and ``passages_search``, differ by database and are made by the
migration alone; see ``search``.
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

metadata: Final = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def reference_to(target: str) -> sa.ForeignKey:
    """A foreign key that is checked when the transaction ends, so that rows can be written in any order."""
    return sa.ForeignKey(target, ondelete="CASCADE", deferrable=True, initially="DEFERRED")


meta: Final = sa.Table(
    "meta",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)
"""What is known of the chronology as a whole, a JSON value for each key: format, program, settings, report, state."""

inputs: Final = sa.Table(
    "inputs",
    metadata,
    sa.Column("path", sa.Text, primary_key=True),
    sa.Column("fingerprint", sa.Text, primary_key=True),
    sa.Column("settings", sa.Text, nullable=False),
    sa.Column("documents", sa.Text, nullable=False),
    sa.Column("notes", sa.Text, nullable=False),
    sa.Column("refusals", sa.Text, nullable=False),
)
"""The files that were read: hash of bytes and sidecar, settings, the ids of the documents in
them, what was noted and which parts were refused (JSON lists).
A file that changed has a row for each version of it: what was read once stays."""

documents: Final = sa.Table(
    "documents",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("position", sa.Integer, nullable=False, index=True),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("text_sha256", sa.Text, nullable=False, index=True),
    sa.Column("path", sa.Text, nullable=False, index=True),
    sa.Column("title", sa.Text),
    sa.Column("publisher", sa.Text, index=True),
    sa.Column("language", sa.Text),
    sa.Column("published_earliest", sa.BigInteger),
    sa.Column("published_latest", sa.BigInteger),
    sa.Column("origin", sa.Text, index=True),
    sa.Column("words", sa.Integer, nullable=False),
    sa.Column("unresolved", sa.Text, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Index(None, "published_earliest", "published_latest"),
)
"""``record`` is the document with an empty ``text``; the text stands in a column of its own. ``unresolved`` lists the
time expressions that point at no known time (JSON of ``contents.Unresolved``)."""

passages: Final = sa.Table(
    "passages",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("document", sa.Integer, reference_to("documents.number"), nullable=False, index=True),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
)
"""Pieces of documents for full-text search, code points of the text; start -1 and end -1 stand for the title."""

claims: Final = sa.Table(
    "claims",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("document", sa.Text, reference_to("documents.id"), nullable=False),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("earliest", sa.BigInteger),
    sa.Column("latest", sa.BigInteger),
    sa.Column("basis", sa.Text, nullable=False),
    sa.Column("confidence", sa.Float, nullable=False),
    sa.Column("event", sa.Text, index=True),
    sa.Column("own_actors", sa.Text),
    sa.Column("own_where", sa.Text),
    sa.Column("cluster", sa.Text, index=True),
    sa.Column("voice", sa.Text),
    sa.Column("tie", sa.Text),
    sa.Column("record", sa.Text, nullable=False),
    sa.Index(None, "document", "start", "end", "id"),
)
"""``own_actors`` and ``own_where`` give the actors and places as the document alone has them, where other documents or
a person told more of who and where they are. ``cluster``, ``voice`` and ``tie`` are what single events are made again
from (``contents.Working``): null in a chronology that an older Strandline wrote."""

events: Final = sa.Table(
    "events",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("position", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("gist", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("earliest", sa.BigInteger),
    sa.Column("latest", sa.BigInteger),
    sa.Column("granularity", sa.Text, nullable=False),
    sa.Column("basis", sa.Text, nullable=False),
    sa.Column("disputed", sa.Boolean, nullable=False),
    sa.Column("claims", sa.Integer, nullable=False),
    sa.Column("documents", sa.Integer, nullable=False),
    sa.Column("origins", sa.Integer, nullable=False),
    sa.Column("review", sa.Text, nullable=False),
    sa.Column("own_when", sa.Text),
    sa.Column("sort_key", sa.Text, nullable=False),
    sa.Column("behind", sa.Boolean, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
    sa.Index(
        "ix_events_filters",
        "position",
        "earliest",
        "latest",
        "kind",
        "status",
        "disputed",
        "review",
        "origins",
        "number",
    ),
    sa.Index(None, "earliest", "latest", "position"),
    sa.Index(None, "behind", "sort_key", "position"),
)
"""The index of filters holds all that filters ask for, in the order of display: rows are wide, and going through it
costs less than looking up the rows that one of the conditions leaves. ``position`` leaves room between two events, so
that one can be put there. ``own_when`` is the time that the event's claims give, where the events around it narrowed
it. ``sort_key`` is where the event stands by itself (``display_order``); where the texts put it after an event of a
greater key, ``behind`` is true. So those that are not behind stand in the order of their keys."""

orderings: Final = sa.Table(
    "orderings",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("first", sa.Text, nullable=False, index=True),
    sa.Column("second", sa.Text, nullable=False, index=True),
    sa.Column("word", sa.Text, nullable=False),
)
"""Pairs of claims that a text puts in order, and the word that says so."""

event_claims: Final = sa.Table(
    "event_claims",
    metadata,
    sa.Column("event", sa.Integer, reference_to("events.number"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("claim", sa.Text, reference_to("claims.id"), nullable=False, index=True),
)

event_documents: Final = sa.Table(
    "event_documents",
    metadata,
    sa.Column("event", sa.Integer, reference_to("events.number"), primary_key=True),
    sa.Column("document", sa.Text, reference_to("documents.id"), primary_key=True, index=True),
)

event_actors: Final = sa.Table(
    "event_actors",
    metadata,
    sa.Column("event", sa.Integer, reference_to("events.number"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("folded", sa.Text, nullable=False),
    sa.Column("role", sa.Text, nullable=False),
    sa.Index(None, "folded", "event"),
    sa.Index(None, "actor", "event"),
)
"""``folded`` is the name in lower case without accents, for look-up."""

event_places: Final = sa.Table(
    "event_places",
    metadata,
    sa.Column("event", sa.Integer, reference_to("events.number"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("place", sa.Text),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("folded", sa.Text, nullable=False),
    sa.Column("country", sa.Text),
    sa.Column("level", sa.Text, nullable=False),
    sa.Column("lat", sa.Float),
    sa.Column("lon", sa.Float),
    sa.Column("role", sa.Text, nullable=False),
    sa.Index(None, "folded", "event"),
    sa.Index(None, "place", "event"),
    sa.Index(None, "country", "event"),
)

origins: Final = sa.Table(
    "origins",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
)

redirects: Final = sa.Table(
    "redirects",
    metadata,
    sa.Column("old", sa.Text, primary_key=True),
    sa.Column("new", sa.Text, nullable=False, index=True),
)
"""Ids of events that were merged away, and where they went."""

decisions: Final = sa.Table(
    "decisions",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("action", sa.Text, nullable=False, index=True),
    sa.Column("target", sa.Text, nullable=False, index=True),
    sa.Column("before", sa.Text, nullable=False),
    sa.Column("after", sa.Text, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
    sqlite_autoincrement=True,
)
"""What people decided. Rows are only ever added: triggers refuse updates and deletions, and ``digest`` chains each row
to the one before it, so that a row taken out behind the database's back shows."""

decision_subjects: Final = sa.Table(
    "decision_subjects",
    metadata,
    sa.Column("subject", sa.Text, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
)
"""Ids of everything that a decision speaks of: events, claims, documents, decisions. Made from ``decisions``."""

readings: Final = sa.Table(
    "readings",
    metadata,
    sa.Column("text_sha256", sa.Text, primary_key=True),
    sa.Column("reader", sa.Text, primary_key=True),
    sa.Column("reading", sa.LargeBinary, nullable=False),
)
"""What the reader saw: MessagePack of the ``Reading``, zlib-compressed, by text and by the reader's fingerprint."""
