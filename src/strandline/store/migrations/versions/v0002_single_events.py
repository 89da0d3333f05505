"""What single events are made again from, so that a decision takes effect at once; what each decision speaks of."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any, Final

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision: str | None = "0001"
branch_labels: str | None = None
depends_on: str | None = None

_GAP: Final = 1 << 20
_FILTERS: Final = ("kind", "status", "disputed", "review", "origins")


def upgrade() -> None:
    """Add columns and tables; fill what can be worked out from what is there."""
    for name in ("own_where", "cluster", "voice", "tie"):
        op.add_column("claims", sa.Column(name, sa.Text, nullable=True))
    op.create_index("ix_claims_cluster", "claims", ["cluster"])
    op.add_column("events", sa.Column("own_when", sa.Text, nullable=True))
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("events", "position", type_=sa.BigInteger(), existing_nullable=False)
    op.execute(f"UPDATE events SET position = position * {_GAP}")  # noqa: S608 - a constant
    for columns in ("position_earliest_latest", *(f"{name}_position" for name in _FILTERS)):
        op.drop_index(f"ix_events_{columns}", "events")
    op.create_index("ix_events_filters", "events", ["position", "earliest", "latest", *_FILTERS, "number"])
    op.create_table(
        "orderings",
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("first", sa.Text, nullable=False),
        sa.Column("second", sa.Text, nullable=False),
        sa.Column("word", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_orderings"),
    )
    op.create_index("ix_orderings_first", "orderings", ["first"])
    op.create_index("ix_orderings_second", "orderings", ["second"])
    op.create_index("ix_decisions_action", "decisions", ["action"])
    op.create_table(
        "decision_subjects",
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.PrimaryKeyConstraint("subject", "number", name="pk_decision_subjects"),
    )
    fill_subjects()
    restate()


def downgrade() -> None:
    """Refused: an older program would not keep what this step adds."""
    raise NotImplementedError("this step is not taken back")


def fill_subjects() -> None:
    """What each decision that was taken so far speaks of."""
    connection = op.get_bind()
    known: dict[str, set[str]] = {}
    rows: list[dict[str, Any]] = []
    query = sa.text("SELECT number, id, action, target, before, after FROM decisions ORDER BY number")
    for row in connection.execute(query).all():
        found = {row.target, *subjects_in(json.loads(row.before)), *subjects_in(json.loads(row.after))} - {""}
        if row.action == "undo":
            found |= known.get(row.target, set())
        known[row.id] = found
        rows += [{"subject": subject, "number": row.number} for subject in sorted(found)]
    if rows:
        connection.execute(sa.text("INSERT INTO decision_subjects VALUES (:subject, :number)"), rows)


def subjects_in(value: Any) -> Iterator[str]:
    """Ids of events and claims in one side of a decision, as it was at this step."""
    if isinstance(value, dict):
        for name in ("events", "claims"):
            found = value.get(name)
            if isinstance(found, dict):
                yield from found
                for listed in found.values():
                    yield from (item for item in listed if isinstance(item, str))
            elif isinstance(found, list):
                yield from (item for item in found if isinstance(item, str))


def restate() -> None:
    """The state is now a sum over the rows, so that a change of a few rows changes it without reading the others."""
    connection = op.get_bind()
    if connection.execute(sa.text("SELECT 1 FROM meta WHERE key = 'state'")).first() is None:
        return
    total = 0
    for table in ("documents", "claims", "events"):
        for identity, digest in connection.execute(sa.text(f"SELECT id, digest FROM {table}")):  # noqa: S608
            total += int.from_bytes(hashlib.sha256(f"{table} {identity} {digest}".encode()).digest(), "big")
    state = json.dumps(f"{total % (1 << 256):064x}")
    connection.execute(sa.text("UPDATE meta SET value = :state WHERE key = 'state'"), {"state": state})
