"""The first schema."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision: str | None = None
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Make all tables, the full-text search and the guards of the decisions."""
    make_bookkeeping()
    make_documents()
    make_claims_and_events()
    make_links()
    if op.get_bind().dialect.name == "postgresql":
        make_postgresql_search()
        guard_decisions_on_postgresql()
    else:
        make_sqlite_search()
        guard_decisions_on_sqlite()


def downgrade() -> None:
    """Refused: there is nothing before the first schema."""
    raise NotImplementedError("there is no schema before the first")


def text(name: str, *, nullable: bool = False, primary_key: bool = False) -> sa.Column[Any]:
    """A column of text, not null unless told."""
    return sa.Column(name, sa.Text, nullable=nullable, primary_key=primary_key)


def whole(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    """A column of integers, not null unless told."""
    return sa.Column(name, sa.Integer, nullable=nullable)


def seconds(name: str) -> sa.Column[Any]:
    """A column of seconds from 1970; null is open."""
    return sa.Column(name, sa.BigInteger, nullable=True)


def key(name: str) -> sa.Column[Any]:
    """An integer key that the program gives."""
    return sa.Column(name, sa.Integer, nullable=False, autoincrement=False)


def points_to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    """A foreign key that is checked when the transaction ends."""
    return sa.ForeignKeyConstraint(
        [column], [target], name=f"fk_{table}_{column}", ondelete="CASCADE", deferrable=True, initially="DEFERRED"
    )


def index(table: str, *columns: str) -> None:
    """An index under the name that the schema's naming convention gives it."""
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def make_bookkeeping() -> None:
    """meta, inputs, readings, redirects, origins, decisions."""
    op.create_table("meta", text("key"), text("value"), sa.PrimaryKeyConstraint("key", name="pk_meta"))
    op.create_table(
        "inputs",
        text("path"), text("fingerprint"), text("settings"), text("documents"), text("notes"), text("refusals"),
        sa.PrimaryKeyConstraint("path", "fingerprint", name="pk_inputs"),
    )  # fmt: skip
    op.create_table(
        "readings",
        text("text_sha256"), text("reader"), sa.Column("reading", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("text_sha256", "reader", name="pk_readings"),
    )  # fmt: skip
    op.create_table("redirects", text("old"), text("new"), sa.PrimaryKeyConstraint("old", name="pk_redirects"))
    index("redirects", "new")
    op.create_table(
        "origins", text("id"), whole("position"), text("record"), sa.PrimaryKeyConstraint("id", name="pk_origins")
    )
    op.create_table(
        "decisions",
        sa.Column("number", sa.Integer, nullable=False, autoincrement=True),
        text("id"), text("at"), text("who"), text("action"), text("target"), text("before"), text("after"),
        text("note"), text("digest"),
        sa.PrimaryKeyConstraint("number", name="pk_decisions"),
        sa.UniqueConstraint("id", name="uq_decisions_id"),
        sqlite_autoincrement=True,
    )  # fmt: skip
    index("decisions", "target")


def make_documents() -> None:
    """documents and the pieces of them that are searched."""
    op.create_table(
        "documents",
        key("number"), text("id"), whole("position"), text("digest"), text("text_sha256"), text("path"),
        text("title", nullable=True), text("publisher", nullable=True), text("language", nullable=True),
        seconds("published_earliest"), seconds("published_latest"), text("origin", nullable=True), whole("words"),
        text("unresolved"), text("record"), text("text"),
        sa.PrimaryKeyConstraint("number", name="pk_documents"),
        sa.UniqueConstraint("id", name="uq_documents_id"),
    )  # fmt: skip
    for column in ("position", "text_sha256", "path", "publisher", "origin"):
        index("documents", column)
    index("documents", "published_earliest", "published_latest")
    op.create_table(
        "passages",
        key("number"), whole("document"), whole("start"), whole("end"),
        sa.PrimaryKeyConstraint("number", name="pk_passages"),
        points_to("passages", "document", "documents.number"),
    )  # fmt: skip
    index("passages", "document")


def make_claims_and_events() -> None:
    """claims, events and their indexes."""
    op.create_table(
        "claims",
        text("id"), text("digest"), text("document"), whole("start"), whole("end"), text("kind"), text("status"),
        seconds("earliest"), seconds("latest"), text("basis"), sa.Column("confidence", sa.Float, nullable=False),
        text("event", nullable=True), text("own_actors", nullable=True), text("record"),
        sa.PrimaryKeyConstraint("id", name="pk_claims"),
        points_to("claims", "document", "documents.id"),
    )  # fmt: skip
    index("claims", "document", "start", "end", "id")
    index("claims", "event")
    op.create_table(
        "events",
        key("number"), text("id"), whole("position"), text("digest"), text("gist"), text("kind"), text("status"),
        seconds("earliest"), seconds("latest"), text("granularity"), text("basis"),
        sa.Column("disputed", sa.Boolean, nullable=False), whole("claims"), whole("documents"), whole("origins"),
        text("review"), text("record"),
        sa.PrimaryKeyConstraint("number", name="pk_events"),
        sa.UniqueConstraint("id", name="uq_events_id"),
    )  # fmt: skip
    index("events", "position", "earliest", "latest")
    index("events", "earliest", "latest", "position")
    for column in ("kind", "status", "disputed", "review", "origins"):
        index("events", column, "position")


def make_links() -> None:
    """What events are made of and whom and where they concern."""
    op.create_table(
        "event_claims",
        key("event"), key("position"), text("claim"),
        sa.PrimaryKeyConstraint("event", "position", name="pk_event_claims"),
        points_to("event_claims", "event", "events.number"),
        points_to("event_claims", "claim", "claims.id"),
    )  # fmt: skip
    index("event_claims", "claim")
    op.create_table(
        "event_documents",
        key("event"), text("document"),
        sa.PrimaryKeyConstraint("event", "document", name="pk_event_documents"),
        points_to("event_documents", "event", "events.number"),
        points_to("event_documents", "document", "documents.id"),
    )  # fmt: skip
    index("event_documents", "document")
    op.create_table(
        "event_actors",
        key("event"), key("position"), text("actor"), text("name"), text("folded"), text("role"),
        sa.PrimaryKeyConstraint("event", "position", name="pk_event_actors"),
        points_to("event_actors", "event", "events.number"),
    )  # fmt: skip
    op.create_table(
        "event_places",
        key("event"), key("position"), text("place", nullable=True), text("name"), text("folded"),
        text("country", nullable=True), text("level"), sa.Column("lat", sa.Float), sa.Column("lon", sa.Float),
        text("role"),
        sa.PrimaryKeyConstraint("event", "position", name="pk_event_places"),
        points_to("event_places", "event", "events.number"),
    )  # fmt: skip
    for table, columns in (("event_actors", ("folded", "actor")), ("event_places", ("folded", "place", "country"))):
        for column in columns:
            index(table, column, "event")


def make_sqlite_search() -> None:
    """FTS5: words are folded and stemmed; the passages keep no second copy of the text (contentless)."""
    stemmed = "tokenize = 'porter unicode61 remove_diacritics 2'"
    op.execute(f"CREATE VIRTUAL TABLE events_search USING fts5(gist, quotes, names, {stemmed})")
    op.execute(f"CREATE VIRTUAL TABLE passages_search USING fts5(words, content = '', {stemmed})")


def make_postgresql_search() -> None:
    """A stemmer without stop words, so that both databases find the same words."""
    op.execute("CREATE TEXT SEARCH DICTIONARY strandline_stem (TEMPLATE = snowball, LANGUAGE = english)")
    op.execute("CREATE TEXT SEARCH CONFIGURATION strandline (COPY = simple)")
    op.execute(
        "ALTER TEXT SEARCH CONFIGURATION strandline ALTER MAPPING FOR "
        "asciiword, word, asciihword, hword, hword_asciipart, hword_part WITH strandline_stem"
    )
    for table in ("events_search", "passages_search"):
        op.execute(f"CREATE TABLE {table} (number integer PRIMARY KEY, words tsvector NOT NULL)")
        op.execute(f"CREATE INDEX ix_{table}_words ON {table} USING gin (words)")


REFUSAL = "decisions are never changed or removed: add a further decision"


def guard_decisions_on_sqlite() -> None:
    """Refuse to change or remove what a person decided."""
    for deed in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER decisions_no_{deed.lower()} BEFORE {deed} ON decisions "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
    # INSERT OR REPLACE deletes without firing the trigger on DELETE.
    known = "EXISTS (SELECT 1 FROM decisions WHERE id = NEW.id OR number = NEW.number)"
    op.execute(
        f"CREATE TRIGGER decisions_no_replace BEFORE INSERT ON decisions WHEN {known} "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    )


def guard_decisions_on_postgresql() -> None:
    """Refuse to change or remove what a person decided; TRUNCATE has a trigger of its own."""
    op.execute(
        "CREATE FUNCTION decisions_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER decisions_no_change BEFORE UPDATE OR DELETE ON decisions "
        "FOR EACH ROW EXECUTE FUNCTION decisions_refuse()"
    )
    op.execute(
        "CREATE TRIGGER decisions_no_truncate BEFORE TRUNCATE ON decisions "
        "FOR EACH STATEMENT EXECUTE FUNCTION decisions_refuse()"
    )
