from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import jsonschema
import pytest
from fake_stages import FakeStages, Pile

from strandline.errors import ChronologyError, InstallationError, UsageError
from strandline.pipeline.building import Outcome, add, build
from strandline.pipeline.settings import BuildSettings
from strandline.records import Decision, json_schema
from strandline.store import Chronology, audit
from strandline.store.folder import STAGED

INLINE = BuildSettings(processes=0)
STORY = {
    "a.txt": "date 2024-03-01\nThe ferry sailed at noon. Off the cape it sank.",
    "b.txt": "date 2024-03-02\nThe ferry sank in fog. NOTE",
    "deep/c.txt": "date 2024-02-28\nThe dockers struck.",
    "d.txt": "The depot burned, it was said yesterday.",
}
PUBLISHED = ("chronology.db", "documents.jsonl", "claims.jsonl", "events.jsonl", "index.html")


def built(inputs: Path, folder: Path, **settings: object) -> Outcome:
    return build([inputs], folder, settings=BuildSettings(**{"processes": 0, **settings}), stages=FakeStages())


def rows(folder: Path, name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / f"{name}.jsonl").read_text().splitlines()]


def test_a_pile_becomes_a_chronology(pile: Pile, tmp_path: Path) -> None:
    out = tmp_path / "out"
    outcome = built(pile(STORY), out)
    assert [row["path"] for row in rows(out, "documents")] == ["a.txt", "b.txt", "d.txt", "deep/c.txt"]
    assert [row["id"] for row in rows(out, "events")] == ["e-struck", "e-sailed", "e-sank", "e-burned"]
    assert len(rows(out, "claims")) == 5
    report = json.loads((out / "report.json").read_text())
    assert report["counts"]["claims_by_kind"] == {"accident": 2, "disaster": 1, "move": 1, "protest": 1}
    assert report["undated"] == ["d.txt"]
    assert report["unresolved"][0]["expressions"][0]["text"] == "yesterday"
    assert report["notes"] == ["b.txt: noted"]
    assert report["timings"]["documents_read"] == 4
    assert report["timings"]["words_read"] == report["counts"]["words"]
    assert set(report["timings"]["stages_s"]) == {"ingest", "reading", "claims", "reconciling", "writing"}
    assert outcome.refused == ()
    assert sorted(path.name for path in out.iterdir()) == sorted([*PUBLISHED, "report.json"])
    assert audit(out).faults == []


def test_every_row_follows_the_contract(pile: Pile, tmp_path: Path) -> None:
    built(pile(STORY), tmp_path / "out")
    schema = json_schema()
    for name, record in (("documents", "Document"), ("claims", "Claim"), ("events", "Event")):
        validator = jsonschema.Draft202012Validator({**schema, "$ref": f"#/$defs/{record}"})
        for row in rows(tmp_path / "out", name):
            validator.validate(row)
    texts = {row["id"]: row["text"] for row in rows(tmp_path / "out", "documents")}
    for claim in rows(tmp_path / "out", "claims"):
        assert texts[claim["document"]][claim["start"] : claim["end"]] == claim["quote"]


def test_bytes_do_not_depend_on_order_or_processes(pile: Pile, tmp_path: Path) -> None:
    files = {f"{number:02}.txt": f"date 2024-03-{number:02}\nShip {number} sank." for number in range(1, 12)}
    files |= {"twin.txt": files["03.txt"], **STORY}
    names = list(files)
    outs = []
    for number, processes in enumerate((0, 2, 1)):
        random.Random(number).shuffle(names)
        inputs = pile({name: files[name] for name in names}, f"pile{number}")
        outs.append(tmp_path / f"out{number}")
        built(inputs, outs[-1], processes=processes)
    for name in PUBLISHED:
        assert len({(out / name).read_bytes() for out in outs}) == 1, name
    reports = [json.loads((out / "report.json").read_text()) for out in outs]
    for report in reports:
        report.pop("timings")
    assert reports[0] == reports[1] == reports[2]
    assert "twin.txt: the same bytes as 03.txt; it counts once" in reports[0]["notes"]


def test_what_cannot_be_read_is_named_and_the_rest_is_built(pile: Pile, tmp_path: Path) -> None:
    inputs = pile({**STORY, "empty.txt": "", "raw.txt": b"\xff\xfe\xfa", "fails.txt": "FAIL it sank."})
    outcome = built(inputs, tmp_path / "out")
    assert [(refusal.path, refusal.code) for refusal in outcome.refused] == [
        ("empty.txt", "empty"), ("fails.txt", "failed"), ("raw.txt", "undecodable"),
    ]  # fmt: skip
    assert outcome.refused[1].reason == "the stage claims failed on it: ValueError: this text makes it fail"
    assert outcome.failures == 1
    log = (tmp_path / "out" / "failures.log").read_text()
    assert "fails.txt" in log
    assert "Traceback" in log
    assert outcome.report.counts["documents"] == 4
    assert outcome.report.counts["refused"] == 3
    built(pile(STORY, "sound"), tmp_path / "out")
    assert not (tmp_path / "out" / "failures.log").exists()


def test_a_dead_worker_costs_only_its_document(pile: Pile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STRANDLINE_TEST_MARKER", str(tmp_path / "marker"))
    inputs = pile({**STORY, "k.txt": "CRASH it sank.", "m.txt": "ONCE it sank.", "n.txt": "NOISY it sank."})
    outcome = built(inputs, tmp_path / "out", processes=2)
    assert [refusal.path for refusal in outcome.refused] == ["k.txt"]
    assert "died (signal 9)" in outcome.refused[0].reason
    assert outcome.report.counts["documents"] == 6


def test_a_worker_that_cannot_start_ends_the_run(pile: Pile, tmp_path: Path) -> None:
    with pytest.raises(Exception, match="this fake dislikes the zone"):
        built(pile(STORY), tmp_path / "out", processes=1, timezone="Etc/GMT+12")
    assert not (tmp_path / "out" / "chronology.db").exists()


def test_a_missing_part_of_the_program_ends_the_run(pile: Pile, tmp_path: Path) -> None:
    for processes in (0, 1):
        with pytest.raises(InstallationError, match="install Strandline again"):
            built(pile({**STORY, "w.txt": "WITHOUT-WEIGHTS it sank."}), tmp_path / "out", processes=processes)
    assert not (tmp_path / "out" / "chronology.db").exists()


def test_an_empty_folder_is_named(pile: Pile, tmp_path: Path) -> None:
    outcome = built(pile({}, "nothing"), tmp_path / "out")
    assert [(refusal.path, refusal.code) for refusal in outcome.refused] == [("nothing", "empty-folder")]
    assert rows(tmp_path / "out", "events") == []
    assert audit(tmp_path / "out").faults == []


def test_wrong_calls_are_refused_before_anything_is_written(pile: Pile, tmp_path: Path) -> None:
    inputs = pile(STORY)
    with pytest.raises(UsageError, match="does not exist"):
        built(tmp_path / "nowhere", tmp_path / "out")
    with pytest.raises(UsageError, match=r"did you mean .*Europe/Oslo"):
        BuildSettings(timezone="Europe/Osol")
    (tmp_path / "file").write_text("x")
    with pytest.raises(UsageError, match="is a file"):
        built(inputs, tmp_path / "file")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("mine")
    with pytest.raises(UsageError, match="choose another folder"):
        built(inputs, tmp_path / "site")
    assert (tmp_path / "site" / "index.html").read_text() == "mine"
    with pytest.raises(ChronologyError, match="makes"):
        add(tmp_path / "site", [inputs], settings=INLINE, stages=FakeStages())


def test_the_chronology_may_stand_inside_the_pile(pile: Pile) -> None:
    inputs = pile(STORY)
    for _ in range(2):
        outcome = built(inputs, inputs / "out")
        (inputs / "out" / "note.txt").write_text("It burned.")
    assert outcome.report.counts["documents"] == 4


def test_adding_reads_only_what_is_new(pile: Pile, tmp_path: Path) -> None:
    inputs, out = pile(STORY), tmp_path / "out"
    built(inputs, out)
    before = (out / "events.jsonl").read_bytes()
    stages = FakeStages()
    outcome = add(out, [inputs], settings=INLINE, stages=stages)
    assert stages.read == []
    assert not outcome.changes.documents
    assert (out / "events.jsonl").read_bytes() == before

    (inputs / "e.txt").write_text("date 2024-03-05\nThe tug sank.")
    (inputs / "a.txt").unlink()
    outcome = add(out, [inputs], settings=INLINE, stages=stages)
    assert stages.read == ["e.txt"]
    assert len(outcome.changes.documents.added) == 1
    assert outcome.changes.events.changed == ("e-sank",)
    assert "a.txt" in [row["path"] for row in rows(out, "documents")], "a document whose file vanished stays"
    assert outcome.report.timings["documents_read"] == 1
    assert audit(out).faults == []


def test_adding_gives_what_building_gives(pile: Pile, tmp_path: Path) -> None:
    first = {name: STORY[name] for name in ("b.txt", "d.txt")}
    built(pile(first, "one"), tmp_path / "grown")
    add(tmp_path / "grown", [pile(STORY, "all")], settings=INLINE, stages=FakeStages())
    built(tmp_path / "all", tmp_path / "whole")
    for name in ("documents.jsonl", "claims.jsonl", "events.jsonl"):
        assert (tmp_path / "grown" / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()


def test_a_changed_file_is_read_and_its_old_version_stays(pile: Pile, tmp_path: Path) -> None:
    inputs, out = pile(STORY), tmp_path / "out"
    built(inputs, out)
    (inputs / "deep" / "c.txt").write_text("date 2024-02-28\nThe dockers struck at dawn.")
    stages = FakeStages()
    outcome = add(out, [inputs], settings=INLINE, stages=stages)
    assert stages.read == ["deep/c.txt"]
    assert [row["path"] for row in rows(out, "documents")].count("deep/c.txt") == 2
    assert outcome.changes.documents.removed == ()


def test_a_changed_sidecar_dates_the_document_anew(pile: Pile, tmp_path: Path) -> None:
    inputs, out = pile({"a.txt": "It sank."}), tmp_path / "out"
    built(inputs, out)
    for date in ("2024-01-01", "2024-02-02", "2024-01-01"):
        (inputs / "a.json").write_text(json.dumps({"date": date}))
        stages = FakeStages()
        add(out, [inputs], settings=INLINE, stages=stages)
        assert stages.read == ["a.txt"]
        assert [row["published"]["earliest"] for row in rows(out, "documents")] == [date]
        assert [row["when"]["earliest"] for row in rows(out, "events")] == [date]


def test_a_given_setting_reads_again_with_the_readings_that_are_kept(pile: Pile, tmp_path: Path) -> None:
    inputs, out = pile(STORY), tmp_path / "out"
    built(inputs, out)
    stages = FakeStages()
    add(out, [inputs], settings=BuildSettings(processes=0, timezone="Europe/Oslo"), stages=stages)
    assert len(stages.read) == 4
    assert {row["when"]["zone"] for row in rows(out, "claims") if row["when"]["earliest"]} == {"Europe/Oslo"}
    stages = FakeStages()
    (inputs / "x.txt").write_text("date 2024-04-01\nIt sank.")
    add(out, [inputs], settings=INLINE, stages=stages)
    assert stages.read == ["x.txt"]
    assert {row["when"]["zone"] for row in rows(out, "claims") if row["when"]["earliest"]} == {"Europe/Oslo"}


def test_decisions_outlive_add_and_build(pile: Pile, tmp_path: Path) -> None:
    inputs, out = pile(STORY), tmp_path / "out"
    built(inputs, out)
    decision = Decision(
        id="d1", at="2024-04-01T10:00:00Z", who="ines", action="reject", target="e-struck", before=None,
        after={"n": [1]}, note="a rumour",
    )  # fmt: skip
    with Chronology.open(out) as chronology:
        chronology.decide([decision])
    (inputs / "e.txt").write_text("date 2024-03-05\nThe tug sank.")
    for run in (lambda: add(out, [inputs], settings=INLINE, stages=FakeStages()), lambda: built(inputs, out)):
        run()
        with Chronology.open(out) as chronology, chronology.reading() as snapshot:
            assert snapshot.decisions() == [decision]
            assert snapshot.event("e-struck").review == "rejected"
        assert audit(out).faults == []


def test_who_is_meant_is_decided_anew_with_every_document(pile: Pile, tmp_path: Path) -> None:
    out = tmp_path / "out"

    def names() -> list[str]:
        return [actor["name"] for row in rows(out, "claims") for actor in row["actors"]]

    built(pile({"a.txt": "Lind sailed.", "b.txt": "Nora Lind struck."}), out)
    assert names() == ["Nora Lind", "Nora Lind"]
    add(out, [pile({"c.txt": "Ola Lind sank."}, "more")], settings=INLINE, stages=FakeStages())
    assert names() == ["Lind", "Nora Lind", "Ola Lind"], "two fit now, so the family name stands alone again"
    assert audit(out).faults == []


def test_refusals_stay_in_the_report_until_their_file_is_read(pile: Pile, tmp_path: Path) -> None:
    inputs, out = pile({**STORY, "empty.txt": ""}), tmp_path / "out"
    built(inputs, out)
    outcome = add(out, [pile({"new.txt": "It sank."}, "other")], settings=INLINE, stages=FakeStages())
    assert outcome.refused == ()
    assert [refusal.path for refusal in outcome.report.refused] == ["empty.txt"]
    (inputs / "empty.txt").write_text("It burned.")
    outcome = add(out, [inputs], settings=INLINE, stages=FakeStages())
    assert outcome.report.refused == ()


def test_only_one_writer_at_a_time(pile: Pile, tmp_path: Path) -> None:
    from strandline.store.folder import sole_writer

    out = tmp_path / "out"
    out.mkdir()
    with sole_writer(out), pytest.raises(ChronologyError, match="another run"):
        built(pile(STORY), out)


def test_a_damaged_database_is_not_written_over(pile: Pile, tmp_path: Path) -> None:
    out = tmp_path / "out"
    built(pile(STORY), out)
    database = out / "chronology.db"
    database.write_bytes(database.read_bytes()[:5000])
    with pytest.raises(ChronologyError, match="move it away"):
        built(tmp_path / "pile", out)
    assert audit(out).faults


RUNNER = """
import sys
from pathlib import Path
from fake_stages import FakeStages
from strandline.pipeline.building import add, build
from strandline.pipeline.settings import BuildSettings
inputs, out, deed = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
settings = BuildSettings(processes=2)
if deed == "build":
    outcome = build([inputs], out, settings=settings, stages=FakeStages())
else:
    outcome = add(out, [inputs], settings=settings, stages=FakeStages())
print(outcome.report.timings["documents_reused"], outcome.report.timings["documents_read"])
"""


def start(inputs: Path, out: Path, deed: str, *, before: str = "") -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", before + RUNNER, inputs, out, deed], stdout=subprocess.PIPE, text=True,
        start_new_session=True, env={**os.environ, "PYTHONPATH": str(Path(__file__).parent)},
    )  # fmt: skip


def results_kept(out: Path) -> int:
    """How many results a run at work would not lose."""
    try:
        with closing(sqlite3.connect(f"file:{out / '.work.db'}?mode=ro", uri=True)) as work:
            return int(work.execute("SELECT count(*) FROM results").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def logical(out: Path) -> list[bytes]:
    return [(out / name).read_bytes() for name in PUBLISHED]


@pytest.mark.parametrize("deed", ["build", "add"])
def test_a_killed_run_leaves_the_old_chronology_and_the_next_goes_on(pile: Pile, tmp_path: Path, deed: str) -> None:
    inputs, out = pile(STORY), tmp_path / "out"
    built(inputs, out)
    old = logical(out)
    for number in range(12):
        (inputs / f"slow{number:02}.txt").write_text(f"date 2024-05-01\nSLOW ship {number} sank.")
    run = start(inputs, out, deed)
    deadline = time.monotonic() + 30
    while results_kept(out) < 12 + 4:
        assert run.poll() is None, "it ended before it could be killed"
        assert time.monotonic() < deadline
        time.sleep(0.05)
    run.send_signal(signal.SIGKILL)
    run.wait()
    run.stdout.close()
    assert logical(out) == old
    assert audit(out).faults == []
    again = start(inputs, out, deed)
    said, _ = again.communicate(timeout=60)
    assert again.returncode == 0
    reused, read = map(int, said.split())
    assert reused >= (5 if deed == "add" else 1), "what was done was not done again"
    assert read + reused == 16
    built(inputs, tmp_path / "fresh")
    assert logical(out)[1:4] == logical(tmp_path / "fresh")[1:4]
    assert not (out / ".work.db").exists()
    assert audit(out).faults == []


DIES_WRITING = """
import os, signal
from strandline.store.folder import Staging
genuine = Staging.complete
def dies(self, state):
    genuine(self, state)
    os.kill(os.getpid(), signal.SIGKILL)
Staging.complete = dies
"""


def test_an_add_that_is_killed_while_it_writes_rolls_back(pile: Pile, tmp_path: Path) -> None:
    inputs, out = pile(STORY), tmp_path / "out"
    built(inputs, out)
    old = logical(out)
    (inputs / "z.txt").write_text("date 2024-06-01\nThe mill burned.")
    run = start(inputs, out, "add", before=DIES_WRITING)
    run.communicate(timeout=60)
    assert run.returncode == -signal.SIGKILL
    assert logical(out)[1:] == old[1:]
    with Chronology.open(out) as chronology:
        assert len(chronology.documents()) == 4
    outcome = add(out, [inputs], settings=INLINE, stages=FakeStages())
    assert len(outcome.changes.documents.added) == 1
    assert audit(out).faults == []


@pytest.mark.parametrize("after", ["complete", "switch_database"])
def test_a_run_that_dies_while_files_change_places(
    pile: Pile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: str
) -> None:
    from strandline.store.folder import Staging

    out = tmp_path / "out"
    built(pile(STORY), out)
    old = logical(out)
    (tmp_path / "pile" / "z.txt").write_text("date 2024-06-01\nThe mill burned.")
    genuine = getattr(Staging, after)

    def dies(self: Staging, *args: str) -> None:
        genuine(self, *args)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Staging, after, dies)
        with pytest.raises(KeyboardInterrupt):
            built(tmp_path / "pile", out)
    assert (out / STAGED).exists()
    assert any("interrupted" in fault for fault in audit(out).faults)
    if after == "complete":
        assert logical(out) == old
    shutil.copytree(tmp_path / "pile", tmp_path / "copy")
    outcome = add(out, [tmp_path / "copy"], settings=INLINE, stages=FakeStages())
    assert bool(outcome.changes.documents) == (after == "complete")
    built(tmp_path / "pile", tmp_path / "fresh")
    assert logical(out)[1:4] == logical(tmp_path / "fresh")[1:4]
    assert audit(out).faults == []
