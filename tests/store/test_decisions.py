from __future__ import annotations

import threading
from pathlib import Path

import pytest
import sqlalchemy as sa
from chronology_samples import small

from strandline.errors import ChronologyError
from strandline.records import Decision
from strandline.store import Chronology
from strandline.store.decisions import decision_faults


def decision(number: int, **fields: object) -> Decision:
    given = {
        "id": f"d{number}", "at": "2024-03-05T12:00:00Z", "who": "ines", "action": "accept", "target": "e1",
        "before": {"review": "open"}, "after": {"review": "accepted", "n": [1, None, "é"]}, "note": "",
    }  # fmt: skip
    return Decision(**{**given, **fields})  # type: ignore[arg-type]


def test_decisions_outlive_every_write(chronology: Chronology) -> None:
    chronology.write(small())
    made = [decision(1), decision(2, target="e2", note="wrong day")]
    chronology.decide(made)
    chronology.write(small())
    with chronology.reading() as snapshot:
        assert snapshot.decisions() == made
        assert snapshot.decisions("e2") == made[1:]
        assert list(decision_faults(snapshot.connection)) == []


@pytest.mark.parametrize(
    "deed",
    [
        "UPDATE decisions SET who = 'nobody'",
        "DELETE FROM decisions",
        "DELETE FROM decisions WHERE number = 1",
    ],
)
def test_the_database_refuses_to_change_or_remove_decisions(chronology: Chronology, deed: str) -> None:
    chronology.decide([decision(1)])
    with pytest.raises(ChronologyError, match="never changed"), chronology.writing() as connection:
        connection.execute(sa.text(deed))
    with chronology.reading() as snapshot:
        assert snapshot.decisions() == [decision(1)]


def test_no_decision_is_replaced_or_truncated(chronology: Chronology) -> None:
    chronology.decide([decision(1)])
    if chronology.engine.dialect.name == "postgresql":
        deeds = ["TRUNCATE decisions"]
    else:
        row = "(number, id, at, who, action, target, before, after, note, digest)"
        deeds = [
            f"INSERT OR REPLACE INTO decisions {row} VALUES (1, 'd9', '', 'x', '', '', '1', '1', '', '')",
            f"INSERT OR REPLACE INTO decisions {row} VALUES (7, 'd1', '', 'x', '', '', '1', '1', '', '')",
        ]
    for deed in deeds:
        with pytest.raises(ChronologyError, match="never changed"), chronology.writing() as connection:
            connection.exec_driver_sql(deed)
    with chronology.reading() as snapshot:
        assert snapshot.decisions() == [decision(1)]


def test_tampering_behind_the_triggers_shows(tmp_path: Path) -> None:
    with Chronology.create(tmp_path / "c.db") as chronology:
        chronology.decide([decision(number) for number in range(1, 5)])
        with chronology.writing() as connection:
            for name in ("update", "delete"):
                connection.execute(sa.text(f"DROP TRIGGER decisions_no_{name}"))
            connection.execute(sa.text("DELETE FROM decisions WHERE number = 2"))
        with chronology.reading() as snapshot:
            assert [fault for fault in decision_faults(snapshot.connection) if "d3" in fault]
        with chronology.writing() as connection:
            connection.execute(sa.text("DELETE FROM decisions WHERE number > 1"))
        with chronology.reading() as snapshot:
            assert any("4 were taken" in fault for fault in decision_faults(snapshot.connection))


def test_four_writers_lose_nothing(chronology: Chronology) -> None:
    def write(writer: int) -> None:
        for number in range(12):
            chronology.decide([decision(0, id=f"{writer}-{number}", who=str(writer))])

    threads = [threading.Thread(target=write, args=(writer,)) for writer in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with chronology.reading() as snapshot:
        made = snapshot.decisions()
        assert list(decision_faults(snapshot.connection)) == []
    assert len({found.id for found in made}) == len(made) == 48
    for writer in range(4):
        own = [int(found.id.split("-")[1]) for found in made if found.who == str(writer)]
        assert own == sorted(own)
