from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from chronology_samples import small
from piles import one_day_pile, write_pile

import strandline.store
from strandline.errors import ChronologyError, UsageError
from strandline.store import Chronology, audit, event_filter
from strandline.store.engine import HEAD
from strandline.store.folder import Staging, finish_interrupted, require_writable, sole_writer
from strandline.store.schema import metadata

STORE = Path(strandline.store.__file__).parent


def test_the_newest_step_is_the_one_that_the_program_knows() -> None:
    assert ScriptDirectory(str(STORE / "migrations")).get_heads() == [HEAD]


def test_migrations_make_the_schema_that_the_code_uses(chronology: Chronology) -> None:
    search = {"events_search", "passages_search"}

    def ours(name: str | None, kind: str, parents: dict[str, str | None]) -> bool:
        table = name if kind == "table" else parents.get("table_name")
        return not (table and any(table.startswith(prefix) for prefix in search))

    with chronology.engine.connect() as connection:
        options = {"include_name": ours, "compare_type": True}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []


def test_what_is_no_chronology_is_named(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ChronologyError, match=r"empty holds no chronology\.db"):
        Chronology.open(tmp_path / "empty")
    with pytest.raises(ChronologyError, match="does not exist"):
        Chronology.open(tmp_path / "nowhere")
    (tmp_path / "notes.db").write_text("shopping list")
    with pytest.raises(ChronologyError, match="not a SQLite database"):
        Chronology.open(tmp_path / "notes.db")
    with closing(sqlite3.connect(tmp_path / "foreign.db")) as foreign:
        foreign.execute("CREATE TABLE cars (name TEXT)")
    with pytest.raises(ChronologyError, match="not a chronology"):
        Chronology.open(tmp_path / "foreign.db")
    with closing(sqlite3.connect(tmp_path / "foreign.db")) as foreign:
        assert foreign.execute("SELECT count(*) FROM sqlite_master").fetchone() == (1,), "it was left alone"


def test_a_newer_chronology_is_left_alone(tmp_path: Path) -> None:
    Chronology.create(tmp_path / "c.db").close()
    with closing(sqlite3.connect(tmp_path / "c.db")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    with pytest.raises(ChronologyError, match=r"newer Strandline .*upgrade"):
        Chronology.open(tmp_path / "c.db")


def test_an_older_chronology_gets_the_order_of_a_new_one(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    query = "SELECT id, sort_key, behind FROM events ORDER BY position"
    with Chronology.create(path) as made:
        write_pile(made, one_day_pile(4))
    with closing(sqlite3.connect(path)) as connection:
        stood = connection.execute(query).fetchall()
        connection.execute("DROP INDEX ix_events_behind_sort_key_position")
        for column in ("sort_key", "behind"):
            connection.execute(f"ALTER TABLE events DROP COLUMN {column}")
        connection.execute("UPDATE events SET position = number * 7 % 101")
        connection.execute("UPDATE alembic_version SET version_num = '0002'")
        connection.commit()
    assert any(behind for _, _, behind in stood)
    Chronology.open(path).close()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute(query).fetchall() == stood


@pytest.mark.parametrize(
    ("address", "words"),
    [("mysql://root@localhost/x", "mysql is not supported"), ("http://x/", "not supported"), ("://", "no address")],
)
def test_other_databases_are_refused(address: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        Chronology.open(address)


def test_a_password_is_never_shown() -> None:
    with pytest.raises(ChronologyError, match=r"ines:\*\*\*@") as refused:
        Chronology.open("postgresql://ines:secret@/none?host=/nowhere")
    assert "secret" not in str(refused.value)


def test_a_path_with_odd_characters_opens(tmp_path: Path) -> None:
    folder = tmp_path / "50% ?#&é"
    folder.mkdir()
    with Chronology.create(folder / "chronology.db") as made:
        made.write(small())
    with Chronology.open(folder) as chronology:
        assert len(chronology.events()) == 3


def test_a_reader_sees_one_state_while_another_writes(chronology: Chronology) -> None:
    contents = small()
    chronology.write(contents)
    with chronology.reading() as snapshot:
        before = snapshot.meta()
        if chronology.engine.dialect.name == "postgresql":
            chronology.write(type(contents)(documents=contents.documents, claims=(), events=()))
        assert len(list(snapshot.events())) == 3
        assert snapshot.meta() == before


def test_filters_use_indexes(tmp_path: Path) -> None:
    with Chronology.create(tmp_path / "c.db") as chronology, chronology.reading() as snapshot:
        from strandline.store.filters import conditions
        from strandline.store.schema import events

        for wanted, index in (
            (event_filter(kinds=("move",)), "ix_events_filters"),
            (event_filter(statuses=("denied",)), "ix_events_filters"),
            (event_filter(disputed=True), "ix_events_filters"),
            (event_filter(documents=("d",)), "ix_event_documents_document"),
            (event_filter(actors=("ulva",)), "ix_event_actors_actor_event"),
            (event_filter(places=("NO",)), "ix_event_places_country_event"),
            (event_filter(), "ix_events_filters"),
        ):
            query = sa.select(events.c.record).where(*conditions(snapshot.connection, wanted))
            query = query.order_by(events.c.position).limit(100)
            said = query.compile(chronology.engine, compile_kwargs={"literal_binds": True})
            plan = snapshot.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {said}").fetchall()
            assert index in str(plan), plan


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "out"
    found.mkdir()
    with Chronology.create(found / "chronology.db") as made:
        made.write(small())
    return found


def test_an_audit_finds_what_was_tampered_with(folder: Path) -> None:
    def faults(statement: str) -> str:
        with closing(sqlite3.connect(folder / "chronology.db")) as connection:
            connection.execute(statement)
            connection.commit()
        return "\n".join(audit(folder).faults)

    missing = audit(folder).faults
    assert len(missing) == 3
    assert all("jsonl: missing" in fault for fault in missing)
    assert "now reads" not in faults("UPDATE documents SET text = replace(text, 'Skarv', 'Starv')")
    said = "\n".join(audit(folder).faults)
    assert "text has changed" in said
    assert "quote: [" in said
    assert "changed outside" in faults("UPDATE claims SET digest = 'x' WHERE rowid = 1")
    assert "does not exist" in faults("UPDATE redirects SET new = 'nowhere'")
    assert "row" in faults("DELETE FROM claims WHERE id IN (SELECT claim FROM event_claims LIMIT 1)")


def test_a_damaged_file_is_reported_not_raised(folder: Path) -> None:
    database = folder / "chronology.db"
    data = bytearray(database.read_bytes())
    data[4096 * 3 : 4096 * 6] = b"\xff" * (4096 * 3)
    database.write_bytes(data)
    assert audit(folder).faults


def test_the_folder_is_held_by_one_writer(folder: Path) -> None:
    busy = pytest.raises(ChronologyError, match="being written by another run")
    with sole_writer(folder), busy, sole_writer(folder):
        pass
    with sole_writer(folder):
        pass


def test_a_journal_of_the_old_database_is_not_played_into_the_new_one(folder: Path, tmp_path: Path) -> None:
    staging = Staging(folder)
    with Chronology.create(staging.path / "chronology.db") as fresh:
        fresh.write(small())
    (folder / "chronology.db-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\x00" * 512)
    staging.complete("s")
    staging.switch_database()
    staging.publish()
    assert not (folder / "chronology.db-journal").exists()
    with Chronology.open(folder) as chronology:
        assert len(chronology.events()) == 3


def test_finished_files_of_a_dead_run_are_carried_over(folder: Path) -> None:
    staging = Staging(folder)
    (staging.path / "events.jsonl").write_text("new")
    assert not finish_interrupted(folder, "state"), "it was not complete"
    staging = Staging(folder)
    (staging.path / "events.jsonl").write_text("new")
    staging.complete("state")
    assert finish_interrupted(folder, "state")
    assert (folder / "events.jsonl").read_text() == "new"
    staging = Staging(folder)
    (staging.path / "events.jsonl").write_text("of a database that never came")
    staging.complete("other")
    assert not finish_interrupted(folder, "state")
    assert (folder / "events.jsonl").read_text() == "new"


def test_foreign_files_are_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("mine")
    with pytest.raises(UsageError, match=r"index\.html"):
        require_writable(tmp_path)
    with pytest.raises(UsageError, match="is a file"):
        require_writable(tmp_path / "index.html")
    with pytest.raises(UsageError, match="cannot be made"):
        require_writable(tmp_path / "index.html" / "deeper")
    require_writable(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()
