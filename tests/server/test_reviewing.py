"""Decisions over HTTP: what is answered, what is refused, and that hostile words do nothing."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from fastapi.testclient import TestClient
from serving import OWN, event_about, send

from strandline.pipeline.deciding import decide
from strandline.pipeline.proposals import Proposal
from strandline.server.changes import Changes, messages
from strandline.server.current import CurrentChronology
from strandline.server.guards import MOST_JSON_BYTES
from strandline.store import Chronology, audit


def test_a_decision_is_answered_with_what_it_changed(client: TestClient) -> None:
    blast, sinking = event_about(client, "explosion tore"), event_about(client, "ferry")
    answer = send(client, "merge", blast["id"], after={"events": [sinking["id"]]}, note="one cause", who="mara", seen=0)
    assert answer.status_code == 201
    body = answer.json()
    assert (body["last"], body["removed"], body["redirects"]) == (1, [sinking["id"]], {sinking["id"]: blast["id"]})
    assert [event["id"] for event in body["events"]] == [blast["id"]]
    assert [claim["event"] for claim in body["claims"]] == [blast["id"]]
    assert body["decision"]["number"] == 1
    assert body["decision"]["after"] == {"events": [sinking["id"]]}
    schemas = client.get("/openapi.json").json()["components"]
    jsonschema.validate(body, {"$ref": "#/components/schemas/DecisionAnswer", "components": schemas})
    assert client.get(f"/api/events/{sinking['id']}").json()["event"]["id"] == blast["id"]


def test_the_log_is_shown_both_ways_and_nothing_leaves_it(client: TestClient) -> None:
    sinking = event_about(client, "ferry")
    first = send(client, "accept", sinking["id"], who="mara").json()["decision"]
    send(client, "undo", first["id"], who="ines", note="too early")
    newest = client.get("/api/decisions").json()
    assert (newest["total"], newest["last"]) == (2, 2)
    assert [row["action"] for row in newest["decisions"]] == ["undo", "accept"]
    assert newest["decisions"][1]["undone_by"] == newest["decisions"][0]["id"]
    later = client.get("/api/decisions?after=1").json()["decisions"]
    assert [row["number"] for row in later] == [2]
    assert client.get(f"/api/decisions?target={sinking['id']}").json()["total"] == 2
    assert client.get("/api/decisions?target=nothing").json()["total"] == 0
    assert client.get("/api/decisions?limit=1&offset=1").json()["decisions"][0]["number"] == 1


def test_what_changed_meanwhile(client: TestClient) -> None:
    sinking = event_about(client, "ferry")
    send(client, "accept", sinking["id"], who="mara")
    answer = send(client, "reject", sinking["id"], who="ines", seen=0)
    assert answer.status_code == 409
    body = answer.json()
    assert body["error"]["code"] == "changed-meanwhile"
    assert [row["who"] for row in body["decisions"]] == ["mara"]
    assert [event["review"] for event in body["events"]] == ["accepted"]
    again = send(client, "reject", sinking["id"], who="ines", seen=body["last"])
    assert again.status_code == 201


def test_the_name_that_a_browser_sent_last_is_remembered(client: TestClient) -> None:
    me = {"name": "reviewer", "role": "owner", "accounts": False, "csrf": None, "originals": False}
    assert client.get("/api/me").json() == me
    answer = send(client, "hide", event_about(client, "ferry")["id"], who="Åse Lund")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert client.get("/api/me").json()["name"] == "Åse Lund"


def test_the_data_of_the_page_tells_of_decisions(client: TestClient) -> None:
    before = client.get("/api/chronology")
    assert (before.json()["decisions_last"], before.json()["hidden"]) == (0, [])
    sinking = event_about(client, "ferry")
    send(client, "hide", sinking["id"])
    after = client.get("/api/chronology", headers={"if-none-match": before.headers["etag"]})
    assert after.status_code == 200
    assert (after.json()["decisions_last"], after.json()["hidden"]) == (1, [sinking["id"]])


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "this is no decision"),
        (b"{", "this is no decision"),
        (b"[]", "this is no decision"),
        (b'{"target": "x"}', "this is no decision"),
        (b'{"action": "accept", "target": "x", "force": true}', "this is no decision"),
        (b'{"action": "accept", "target": 7}', "this is no decision"),
        (b'{"action": "accept", "target": "x", "id": "../../etc"}', "16 to 32 hex digits"),
        (b'{"action": "accept", "target": "nowhere"}', "there is no event"),
        (b'{"action": "erase", "target": "x"}', "is unknown"),
        (b'{"action": "accept", "target": "x", "note": "' + b"n" * 5000 + b'"}', "4,000 are the most"),
        ('{"action": "accept", "target": "\ud800"}'.encode("utf-8", "surrogatepass"), "this is no decision"),
    ],
)
def test_what_is_no_decision_is_refused(client: TestClient, body: bytes, said: str) -> None:
    answer = client.post("/api/decisions", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 422
    assert said in answer.json()["error"]["message"]
    assert client.get("/api/decisions").json()["total"] == 0


CROSS_SITE = (
    ({"origin": "https://evil.example"}, 403),
    ({"origin": "null"}, 403),
    ({"origin": "http://127.0.0.1:9999"}, 403),
    ({"host": "evil.example"}, 421),
    ({"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}, 403),
    ({"sec-fetch-site": "same-site"}, 403),
    ({"content-type": "text/plain"}, 415),
    ({"content-type": "application/x-www-form-urlencoded"}, 415),
    ({"content-type": "multipart/form-data; boundary=x"}, 415),
    ({"content-type": ""}, 415),
)


@pytest.mark.parametrize(("headers", "status"), CROSS_SITE)
def test_another_site_decides_nothing(client: TestClient, headers: dict[str, str], status: int) -> None:
    body = json.dumps({"action": "accept", "target": event_about(client, "ferry")["id"]})
    answer = client.post("/api/decisions", content=body, headers={"content-type": "application/json", **headers})
    assert answer.status_code == status
    assert answer.json()["error"].keys() == {"status", "code", "message"}
    assert "access-control-allow-origin" not in answer.headers
    assert client.get("/api/decisions").json()["total"] == 0


def test_the_own_page_decides(client: TestClient) -> None:
    body = json.dumps({"action": "accept", "target": event_about(client, "ferry")["id"]})
    headers = {"content-type": "application/json; charset=utf-8", "origin": OWN, "sec-fetch-site": "same-origin"}
    assert client.post("/api/decisions", content=body, headers=headers).status_code == 201


def test_a_body_that_is_too_large_is_refused(client: TestClient) -> None:
    headers = {"content-type": "application/json"}
    announced = client.post("/api/decisions", content=b" " * (MOST_JSON_BYTES + 1), headers=headers)
    assert announced.status_code == 413

    def pieces() -> Iterator[bytes]:
        for _ in range(MOST_JSON_BYTES // 65536 + 2):
            yield b" " * 65536

    streamed = client.post("/api/decisions", content=pieces(), headers=headers)
    assert streamed.status_code == 413
    assert streamed.json()["error"]["code"] == "too-large"


def test_hostile_words_stay_words(client: TestClient, folder: Path) -> None:
    script = "<script>alert(1)</script>\x00\x1b[31m\u202e"
    answer = send(client, "add", after={"gist": script, "actors": [{"name": script}]}, who=script, note=script)
    assert answer.status_code == 201
    event = answer.json()["events"][0]
    assert event["gist"] == "<script>alert(1)</script> [31m"
    assert answer.json()["decision"]["who"] == "<script>alert(1)</script> [31m"
    assert client.get("/api/events").headers["content-type"] == "application/json"
    assert "\x1b" not in answer.json()["decision"]["note"]


@pytest.mark.parametrize("path", ["/api/events", "/api/decisions/1", "/api/me", "/", "/api/density", "/api/changes"])
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_else_writes(client: TestClient, method: str, path: str) -> None:
    assert client.request(method, path, json={}).status_code == 405


def test_density_counts_what_the_filter_lets_through(client: TestClient) -> None:
    answer = client.get("/api/density?from=2031-05-01&to=2031-05-10&buckets=10").json()
    assert [bucket["count"] for bucket in answer["buckets"]] == [0, 0, 0, 1, 1, 1, 2, 0, 0, 0]
    assert answer["buckets"][3]["from"] == "2031-05-04T00:00:00Z"
    assert answer["buckets"][-1]["to"] == "2031-05-11T00:00:00Z"
    disputed = sum(bool(event["conflicts"]) for event in client.get("/api/events").json()["events"])
    assert sum(bucket["disputed"] for bucket in answer["buckets"]) == disputed
    every = client.get("/api/density").json()
    assert (
        sum(bucket["count"] for bucket in every["buckets"]) + every["undated"]
        == client.get("/api/events").json()["total"]
    )
    assert client.get("/api/density?kind=statement").json() == {"buckets": [], "undated": 0}
    assert client.get("/api/density?buckets=0").status_code == 422


def test_the_open_files_follow(client: TestClient, folder: Path) -> None:
    send(client, "accept", event_about(client, "ferry")["id"])
    assert not (folder / "events.jsonl").exists()
    client.__exit__(None, None, None)  # the server ends
    assert "accepted" in (folder / "events.jsonl").read_text()
    assert audit(folder).faults == []


# ------------------------------------------------------------------------------------------------------ changes


async def heard(stream: AsyncIterator[bytes], count: int) -> list[tuple[str, dict[str, Any]]]:
    """The first messages of a stream."""
    found: list[tuple[str, dict[str, Any]]] = []
    async for piece in stream:
        lines = dict(line.split(": ", 1) for line in piece.decode().strip().splitlines() if not line.startswith(":"))
        if "event" in lines:
            found.append((lines["event"], json.loads(lines["data"])))
        if len(found) == count:
            break
    return found


def test_decisions_of_other_processes_and_jobs_are_told(folder: Path) -> None:
    with Chronology.open(folder) as other:
        target = other.events()[0].id
        decide(other, Proposal(action="accept", target=target, who="mara"))
        decide(other, Proposal(action="reject", target=target, who="mara"))
        current, changes = CurrentChronology(folder), Changes()

        async def listening() -> list[tuple[str, dict[str, Any]]]:
            stream = messages(current, changes, after=1, look_s=0.02)

            async def meanwhile() -> None:
                await asyncio.sleep(0.1)
                await asyncio.to_thread(decide, other, Proposal(action="reopen", target=target, who="ines"))
                changes.tell({"event": "job", "id": "j", "state": "running", "done": 1, "total": 2, "stage": "files"})

            _, found = await asyncio.gather(meanwhile(), heard(stream, 3))
            return found

        found = asyncio.run(listening())
        current.close()
    decisions = [message for name, message in found if name == "decision"]
    assert [message["number"] for message in decisions] == [2, 3]
    assert decisions[1] == {"number": 3, "id": decisions[1]["id"], "target": target, "who": "ines", "action": "reopen"}
    assert [message["state"] for name, message in found if name == "job"] == ["running"]


def test_a_run_is_told(folder: Path) -> None:
    current, changes = CurrentChronology(folder), Changes()

    async def listening() -> list[tuple[str, dict[str, Any]]]:
        stream = messages(current, changes, after=None, look_s=0.02)

        async def meanwhile() -> None:
            await asyncio.sleep(0.1)
            with Chronology.open(folder) as other, other.writing() as connection:
                connection.exec_driver_sql("""UPDATE meta SET value = '"anew"' WHERE key = 'written'""")

        _, found = await asyncio.gather(meanwhile(), heard(stream, 1))
        return found

    ((name, message),) = asyncio.run(listening())
    current.close()
    assert name == "chronology"
    assert message["state"]
