"""Jobs: documents from the browser, dates that people give, reading again; limits and hostile names."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from serving import OWN, send, serve_page_of

sys.path.insert(0, str(Path(__file__).parents[1] / "pipeline"))

from fake_stages import FakeStages

from strandline.pipeline.building import build
from strandline.pipeline.running import Runner
from strandline.pipeline.settings import BuildSettings
from strandline.server import adding, guards
from strandline.server.adding import free_name, safe_name
from strandline.server.assembling import make_application
from strandline.store import Chronology, audit
from strandline.store.folder import UPLOADS

OWN_PAGE = {"origin": OWN}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    serve_page_of(tmp_path / "package", monkeypatch)
    pile = tmp_path / "pile"
    pile.mkdir()
    (pile / "log.txt").write_text("date 2024-03-01\nThe Ulva sailed.")
    (pile / "note.txt").write_text("The Ulva sank. They met yesterday.")
    out = tmp_path / "out"
    build([pile], out, settings=BuildSettings(processes=0), stages=FakeStages())
    return out


@pytest.fixture
def client(folder: Path) -> Iterator[TestClient]:
    runner = Runner(folder, stages=FakeStages(), processes=0)
    with TestClient(make_application(folder, runner=runner), base_url=OWN, raise_server_exceptions=False) as made:
        yield made


def upload(client: TestClient, *files: tuple[str, bytes], **headers: str) -> Any:
    sent = [("files", (name, content, "application/octet-stream")) for name, content in files]
    return client.post("/api/jobs/documents", files=sent, headers={**OWN_PAGE, **headers})


def ended(client: TestClient, job: str) -> dict[str, Any]:
    for _ in range(400):
        (found,) = [one for one in client.get("/api/jobs").json() if one["id"] == job]
        if found["state"] in ("done", "failed"):
            return dict(found)
        time.sleep(0.02)
    raise AssertionError(f"the job does not end: {found}")


def test_documents_are_added_from_the_browser(client: TestClient, folder: Path) -> None:
    answer = upload(client, ("march.txt", b"date 2024-03-05\nDockers struck. The Ulva sank."), ("empty.txt", b" "))
    assert answer.status_code == 202
    job = ended(client, answer.json()["job"])
    assert (job["state"], job["kind"], job["added"]) == ("done", "documents", 1)
    assert job["refused"] == [{"path": "empty.txt", "reason": "it is empty", "code": "empty"}]
    assert job["changes"] == {"new": 1, "grown": 1, "sharpened": 1}
    paths = [row["path"] for row in client.get("/api/documents").json()["documents"]]
    assert paths == ["log.txt", "march.txt", "note.txt"]
    assert not list((folder / UPLOADS).iterdir()), "what was read is not kept twice"
    assert audit(folder).faults == []


def test_a_date_that_somebody_gives_resolves_what_hung_on_it(client: TestClient, folder: Path) -> None:
    (note,) = [row for row in client.get("/api/documents").json()["documents"] if row["path"] == "note.txt"]
    assert note["published"] is None
    answer = send(client, "date", note["id"], after={"published": "2024-03-09"}, who="mara", note="the postmark")
    assert ended(client, answer.json()["job"])["state"] == "done"
    dated = client.get(f"/api/documents/{note['id']}").json()
    assert dated["document"]["published"] == {"earliest": "2024-03-09", "latest": "2024-03-09", "basis": "given"}
    assert [claim["when"]["earliest"] for claim in dated["claims"]] == ["2024-03-09"]
    with Chronology.open(folder) as chronology, chronology.reading() as snapshot:
        assert snapshot.unresolved() == {}
    ended(client, client.post("/api/jobs/rebuild", json={}).json()["job"])
    assert client.get(f"/api/documents/{note['id']}").json()["document"]["published"]["earliest"] == "2024-03-09"
    undo = send(client, "undo", answer.json()["decision"]["id"])
    ended(client, undo.json()["job"])
    assert client.get(f"/api/documents/{note['id']}").json()["document"]["published"] is None


def test_a_date_outlives_a_build_from_the_files(client: TestClient, folder: Path, tmp_path: Path) -> None:
    (note,) = [row for row in client.get("/api/documents").json()["documents"] if row["path"] == "note.txt"]
    ended(client, send(client, "date", note["id"], after={"published": "2024"}).json()["job"])
    build([tmp_path / "pile"], folder, settings=BuildSettings(processes=0), stages=FakeStages())
    dated = client.get(f"/api/documents/{note['id']}").json()["document"]["published"]
    assert (dated["earliest"], dated["latest"]) == ("2024-01-01", "2024-12-31")
    assert client.get("/api/decisions").json()["total"] == 1


def test_uploads_that_a_killed_server_left_are_read_by_the_next(folder: Path) -> None:
    left = folder / UPLOADS / "ab12"
    left.mkdir(parents=True)
    (left / "late.txt").write_text("date 2024-03-07\nThe mill burned.")
    runner = Runner(folder, stages=FakeStages(), processes=0)
    with TestClient(make_application(folder, runner=runner), base_url=OWN) as client:
        (job,) = client.get("/api/jobs").json()
        assert ended(client, job["id"])["added"] == 1


def test_a_job_that_fails_says_so_and_the_next_one_runs(
    client: TestClient, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FakeStages, "link_actors", lambda self, actors: 1 / 0)
    failed = ended(client, client.post("/api/jobs/rebuild", json={}).json()["job"])
    assert (failed["state"], failed["error"]) == ("failed", "an error inside the program (ZeroDivisionError)")
    monkeypatch.undo()
    assert ended(client, client.post("/api/jobs/rebuild", json={}).json()["job"])["state"] == "done"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("report.txt", "report.txt"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\windows\\system.ini", "system.ini"),
        ("/etc/cron.d/job", "job"),
        ("..", "document"),
        (".", "document"),
        ("", "document"),
        (None, "document"),
        (".bashrc", "bashrc"),
        ("a\x00b\n\x1b[2J.txt", "ab[2J.txt"),
        ("\u202egnp.exe", "gnp.exe"),
        ("<script>alert(1)</script>.html", "script.html"),
        ("CON:stream.txt", "CONstream.txt"),
        ("ü" * 200 + ".pdf", "ü" * 73 + ".pdf"),
        ("no ending. ", "no ending"),
    ],
)
def test_names_of_uploads_are_made_harmless(given: str | None, kept: str) -> None:
    assert safe_name(given) == kept


def test_two_files_of_one_name_both_stay() -> None:
    assert free_name("a.txt", {"a.txt", "a (2).txt"}) == "a (3).txt"


def test_no_upload_leaves_its_folder(client: TestClient, folder: Path, tmp_path: Path) -> None:
    before = {path for path in tmp_path.rglob("*") if folder not in path.parents}
    answer = upload(
        client,
        ("../../../outside.txt", b"date 2024-03-05\nDockers struck."),
        ("/tmp/x.txt", b"date 2024-03-06\nIt sank."),
    )
    assert ended(client, answer.json()["job"])["added"] == 2
    assert {path for path in tmp_path.rglob("*") if folder not in path.parents} == before
    paths = {row["path"] for row in client.get("/api/documents").json()["documents"]}
    assert {"outside.txt", "x.txt"} <= paths


def test_uploads_have_limits(client: TestClient, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "MOST_FILE_BYTES", 100)
    large = upload(client, ("ok.txt", b"fine"), ("large.txt", b"x" * 101))
    assert large.status_code == 413
    assert "large.txt" in large.json()["error"]["message"]
    monkeypatch.setattr(adding, "MOST_FILES", 2)
    many = upload(client, *((f"{number}.txt", b"x") for number in range(3)))
    assert many.status_code == 400
    monkeypatch.setattr(guards, "MOST_FILES_BYTES", 1000)
    assert upload(client, ("all.txt", b"x" * 2000)).status_code == 413
    assert client.get("/api/jobs").json() == []
    assert not (folder / UPLOADS).exists() or not list((folder / UPLOADS).iterdir())


def test_what_is_no_upload_is_refused(client: TestClient) -> None:
    assert client.post("/api/jobs/documents", json={}, headers=OWN_PAGE).status_code == 415
    nothing = client.post("/api/jobs/documents", files=[("other", ("a.txt", b"x"))], headers=OWN_PAGE)
    assert nothing.status_code == 422
    broken = client.post(
        "/api/jobs/documents", content=b"no parts", headers={**OWN_PAGE, "content-type": "multipart/form-data"}
    )
    assert broken.status_code == 400
    words = client.post("/api/jobs/documents", files={"files": (None, "words")}, headers=OWN_PAGE)
    assert words.status_code == 422


@pytest.mark.parametrize("origin", [None, "null", "https://evil.example", "http://127.0.0.1:1"])
def test_another_sites_form_uploads_nothing(client: TestClient, origin: str | None) -> None:
    headers = {} if origin is None else {"origin": origin}
    answer = client.post("/api/jobs/documents", files=[("files", ("a.txt", b"It sank."))], headers=headers)
    assert answer.status_code == 403
    assert answer.json()["error"]["code"] == "foreign-origin"
    assert client.get("/api/jobs").json() == []


def test_a_run_tells_how_far_it_is_and_blocks_no_reader(client: TestClient) -> None:
    job = client.post("/api/jobs/rebuild", json={}).json()["job"]
    assert client.get("/api/events").status_code == 200
    found = ended(client, job)
    assert found["started"] <= found["ended"]
    assert found["stage"] is None
