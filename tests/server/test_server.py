from __future__ import annotations

import re
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import msgspec
import pytest
from chronology_samples import small
from fastapi.testclient import TestClient
from pytest_socket import enable_socket

from strandline.errors import ChronologyError, InstallationError, UsageError
from strandline.server import application, page_files
from strandline.server.listening import require_loopback
from strandline.store import Chronology

OWN = "http://127.0.0.1:8787"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Chronology.create(tmp_path / "out.db") as made:
        made.write(small())
    (tmp_path / "out").mkdir()
    (tmp_path / "out.db").rename(tmp_path / "out" / "chronology.db")
    return tmp_path / "out"


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    page = tmp_path / "server" / "page"
    (page / "assets").mkdir(parents=True)
    (page / "app.html").write_text("<!doctype html><title>Strandline</title>")
    (page / "assets" / "app-1a2b.js").write_text("draw()")
    (page / "secret.txt").write_text("not an asset")
    real = page_files.resources.files
    monkeypatch.setattr(page_files.resources, "files", lambda name: tmp_path if name == "strandline" else real(name))
    return page


@pytest.fixture
def client(folder: Path, built: Path) -> Iterator[TestClient]:
    with TestClient(application(folder), base_url=OWN, raise_server_exceptions=False) as made:
        yield made


def ids(client: TestClient, query: str) -> list[str]:
    answer = client.get(f"/api/events?{query}")
    assert answer.status_code == 200, answer.text
    return [row["id"] for row in answer.json()["events"]]


def test_the_page_and_its_files(client: TestClient) -> None:
    page = client.get("/")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    asset = client.get("/assets/app-1a2b.js")
    assert asset.headers["content-type"].startswith("text/javascript")
    assert "immutable" in asset.headers["cache-control"]
    for path in (
        "/assets/../secret.txt",
        "/assets/%2e%2e/secret.txt",
        "/assets/..%2fsecret.txt",
        "/assets//etc/passwd",
    ):
        assert client.get(path).status_code == 404


def test_the_whole_chronology_comes_in_the_form_of_the_page(client: TestClient) -> None:
    answer = client.get("/api/chronology")
    data = answer.json()
    records = ["documents", "claims", "events", "origins"]
    assert list(data) == ["format", "generated_by", "title", *records, "report", "decisions_last", "hidden"]
    assert data["events"] == msgspec.json.decode(msgspec.json.encode(small().events))
    again = client.get("/api/chronology", headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["e1", "e2", "e3"]),
        ("from=2024-03-03", ["e2"]),
        ("to=2024-03-02&disputed=true", ["e1"]),
        ("actor=ulva&place=skarv", ["e1"]),
        ("kind=move&kind=accident&status=planned", ["e2"]),
        ("text=hurt", ["e1", "e3"]),
        ("dated=false", ["e3"]),
        ("origins=2", ["e1"]),
        ("review=accepted", []),
        ("limit=1&offset=1", ["e2"]),
    ],
)
def test_events_are_filtered_and_paged(client: TestClient, query: str, found: list[str]) -> None:
    assert ids(client, query) == found


def test_a_page_says_how_many_there_are(client: TestClient) -> None:
    answer = client.get("/api/events?limit=2&offset=2").json()
    assert (answer["total"], answer["limit"], answer["offset"], len(answer["events"])) == (3, 2, 2, 1)


def test_single_records(client: TestClient) -> None:
    contents = small()
    event = client.get("/api/events/e1").json()
    assert [claim["id"] for claim in event["claims"]] == list(contents.events[0].claims)
    assert {document["text"] for document in event["documents"]} == {""}
    document = client.get(f"/api/documents/{contents.documents[0].id}").json()
    assert document["document"]["text"] == contents.documents[0].text
    assert len(document["claims"]) == 2
    assert client.get(f"/api/claims/{contents.claims[0].id}").json()["quote"] == contents.claims[0].quote
    assert client.get("/api/documents?text=tug").json()["total"] == 1
    report = client.get("/api/report").json()
    assert report["stored"] == {"documents": 2, "claims": 5, "events": 3, "origins": 2}


def test_a_merged_away_id_redirects(client: TestClient) -> None:
    answer = client.get("/api/events/e9", follow_redirects=False)
    assert answer.status_code == 308
    assert answer.headers["location"] == "/api/events/e1"
    assert client.get("/api/events/e9").json()["event"]["id"] == "e1"


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/api/events/nowhere", 404, "not-found"),
        ("/api/documents/..%2f..%2fetc%2fpasswd", 404, "not-found"),
        ("/api/claims/x", 404, "not-found"),
        ("/nothing", 404, "not-found"),
        ("/docs", 404, "not-found"),
        ("/redoc", 404, "not-found"),
        ("/api/events?limit=0", 422, "invalid"),
        ("/api/events?limit=1000000", 422, "invalid"),
        ("/api/events?kind=riot", 422, "invalid"),
        ("/api/events?from=yesterday", 422, "invalid"),
        ("/api/events?text=" + "x" * 501, 422, "invalid"),
        ("/api/events?" + "x=" * 5000, 414, "too-long"),
    ],
)
def test_errors_have_one_shape(client: TestClient, path: str, status: int, code: str) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    error = answer.json()["error"]
    assert error.keys() == {"status", "code", "message"}
    assert (error["status"], error["code"]) == (status, code)
    assert len(error["message"]) < 600


def test_what_goes_wrong_inside_is_not_told(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    from strandline.store import Snapshot

    monkeypatch.setattr(Snapshot, "event", lambda self, identity: 1 / 0)
    answer = client.get("/api/events/e1")
    assert answer.status_code == 500
    assert answer.json()["error"]["code"] == "internal"
    assert "division" not in answer.text


FOREIGN = (
    "evil.example", "evil.example:8787", "127.0.0.1.evil.example", "0.0.0.0:8787", "192.168.1.5", "", "a@127.0.0.1",
    "localhost.evil.example", "[::ffff:8.8.8.8]", "127.0.0.1/x",
)  # fmt: skip


@pytest.mark.parametrize("host", FOREIGN)
def test_a_foreign_host_is_refused(client: TestClient, host: str) -> None:
    answer = client.get("/api/chronology", headers={"host": host})
    assert answer.status_code == 421
    assert answer.json()["error"]["code"] == "foreign-host"
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("host", ["127.0.0.1:1", "localhost", "LOCALHOST:8787", "[::1]:8787", "127.0.0.2"])
def test_loopback_by_any_name_is_answered(client: TestClient, host: str) -> None:
    assert client.get("/api/report", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://127.0.0.1:9999", "https://127.0.0.1:8787", "file://"]
)
def test_a_foreign_origin_is_refused(client: TestClient, origin: str) -> None:
    answer = client.get("/api/chronology", headers={"origin": origin})
    assert answer.status_code == 403
    assert answer.json()["error"]["code"] == "foreign-origin"


def test_the_own_origin_is_answered(client: TestClient) -> None:
    assert client.get("/api/report", headers={"origin": OWN, "sec-fetch-site": "same-origin"}).status_code == 200
    assert client.get("/", headers={"sec-fetch-site": "none", "sec-fetch-mode": "navigate"}).status_code == 200
    assert client.get("/", headers={"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}).status_code == 200


def test_another_sites_script_is_refused_even_without_an_origin(client: TestClient) -> None:
    headers = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}
    assert client.get("/api/chronology", headers=headers).status_code == 403


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_it_only_reads(client: TestClient, method: str) -> None:
    answer = client.request(method, "/api/events")
    assert answer.status_code == 405
    assert answer.json()["error"]["code"] == "read-only"


@pytest.mark.parametrize(
    "path", ["/", "/api/chronology", "/api/events/nowhere", "/assets/app-1a2b.js", "/openapi.json"]
)
def test_every_answer_is_guarded(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "access-control-allow-origin" not in headers
    assert "cache-control" in headers


def test_the_interface_is_described(client: TestClient) -> None:
    described = client.get("/openapi.json").json()
    assert {"/api/chronology", "/api/documents", "/api/documents/{identity}", "/api/claims/{identity}", "/api/events",
            "/api/documents/{identity}/pages/{number}",
            "/api/events/{identity}", "/api/report", "/api/density", "/api/me", "/api/decisions", "/api/changes",
            "/api/jobs", "/api/jobs/documents", "/api/jobs/rebuild", "/api/opening", "/api/parts",
            "/api/decisions/reached", "/api/events/{identity}/standing"} == set(described["paths"])  # fmt: skip
    names = set(described["components"]["schemas"])
    for reference in re.findall(r'"#/components/schemas/(\w+)"', client.get("/openapi.json").text):
        assert reference in names
    schema = {"$ref": "#/components/schemas/EventWithClaims", "components": described["components"]}
    jsonschema.validate(client.get("/api/events/e1").json(), schema)
    schema["$ref"] = "#/components/schemas/Chronology"
    data = client.get("/api/chronology").json()
    data["report"] = {"counts": {}, "refused": [], "undated": [], "notes": []}
    jsonschema.validate(data, schema)


def test_a_replaced_chronology_is_served(client: TestClient, folder: Path) -> None:
    assert len(ids(client, "")) == 3
    contents = small()
    with Chronology.create(folder / "new.db") as made:
        made.write(type(contents)(documents=contents.documents, claims=(), events=()))
    (folder / "new.db").replace(folder / "chronology.db")
    assert ids(client, "") == []
    (folder / "chronology.db").unlink()
    answer = client.get("/api/events")
    assert answer.status_code == 503
    assert answer.json()["error"]["code"] == "unavailable"


def test_what_is_missing_is_said_before_serving(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_files.resources, "files", lambda name: tmp_path)
    with pytest.raises(InstallationError, match="npm run build"):
        application(folder)
    with pytest.raises(ChronologyError, match="does not exist"):
        application(tmp_path / "nowhere")


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.0.7", "example.org", "8.8.8.8"])
def test_only_loopback_is_bound(host: str) -> None:
    with pytest.raises(UsageError, match="ssh -L"):
        require_loopback(host)
    assert require_loopback("localhost") == "127.0.0.1"
    assert require_loopback("::1") == "::1"


RUNNER = """
import sys
from pathlib import Path
from strandline.server import Reach, page_files, run
root = Path(sys.argv[2])
real = page_files.resources.files
page_files.resources.files = lambda name: root if name == "strandline" else real(name)
reach = Reach(port=int(sys.argv[3]))
run(Path(sys.argv[1]), reach=reach, announce=lambda address: print(address, flush=True))
"""


def test_it_serves_over_a_real_port(folder: Path, built: Path) -> None:
    enable_socket()  # loopback, in this test alone
    command = [sys.executable, "-c", RUNNER, folder, built.parents[1], "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            address = server.stdout.readline().strip() if server.stdout else ""
            with urllib.request.urlopen(f"{address}api/report", timeout=20) as answer:
                assert answer.status == 200
                assert answer.headers["x-frame-options"] == "DENY"
                assert "server" not in answer.headers
            request = urllib.request.Request(f"{address}api/report", headers={"Host": "evil.example"})
            with pytest.raises(urllib.error.HTTPError, match="421") as refused:
                urllib.request.urlopen(request, timeout=20)
            refused.value.close()
            port = int(address.rstrip("/").rsplit(":", 1)[1])
            with socket.socket() as other:
                other.connect(("127.0.0.1", port))
            taken = subprocess.run([*command[:-1], str(port)], capture_output=True, text=True, check=False, timeout=60)
            assert "choose another with --port" in taken.stderr
        finally:
            server.terminate()


def test_an_event_tells_why_it_stands_where_it_stands(client: TestClient) -> None:
    answer = client.get("/api/events/e2/standing")
    assert answer.json() == {
        "event": "e2",
        "above": {
            "event": "e1", "gist": "The lighter Ulva grounded on the Skarv bank", "tie": False,
            "reason": "its time is later",
        },
        "below": {
            "event": "e3", "gist": "Six people were hurt", "tie": True,
            "reason": "nothing tells which came first; what has no date stands last",
        },
    }  # fmt: skip
    assert client.get("/api/events/e1/standing").json()["above"] is None
    assert client.get("/api/events/e3/standing").json()["below"] is None
    assert client.get("/api/events/e9/standing").json()["event"] == "e1"
    assert client.get("/api/events/e8/standing").status_code == 404
    described = client.get("/openapi.json").json()
    schema = described["components"]["schemas"]["EventStanding"]
    jsonschema.validate(answer.json(), {**schema, "components": described["components"]})
