"""Steps from one schema of the chronology database to the next, run by Alembic."""
