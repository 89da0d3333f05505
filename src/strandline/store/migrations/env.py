"""Alembic's entry: runs the steps on the connection that ``strandline.store.engine.migrate`` hands over."""

from __future__ import annotations

from alembic import context

from strandline.store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
context.run_migrations()
