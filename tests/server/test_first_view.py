"""A large chronology in parts: the first view, the whole as lines, and what later decisions can have changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
from fastapi.testclient import TestClient
from serving import event_about, send

from strandline.server import opening, reaching


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "LARGE_EVENTS", 1)
    monkeypatch.setattr(opening, "FIRST_ROWS", 2)


def whole(client: TestClient) -> dict[str, Any]:
    return dict(client.get("/api/chronology").json())


def require_form(client: TestClient, body: Any, name: str) -> None:
    components = client.get("/openapi.json").json()["components"]
    jsonschema.validate(body, {"$ref": f"#/components/schemas/{name}", "components": components})


def test_a_small_chronology_has_no_first_view_of_its_own(client: TestClient) -> None:
    body = client.get("/api/opening").json()
    require_form(client, body, "Opening")
    assert (body["large"], body["events"], body["density"]) == (False, [], None)


@pytest.mark.usefixtures("large")
def test_the_first_view_holds_a_page_and_counts_of_everything(client: TestClient) -> None:
    body, everything = client.get("/api/opening").json(), whole(client)
    require_form(client, body, "Opening")
    dated = [event for event in everything["events"] if event["when"]["earliest"] or event["when"]["latest"]]
    assert body["large"]
    assert body["events"] == dated[:2]
    assert {claim["id"] for claim in body["claims"]} == {id for event in dated[:2] for id in event["claims"]}
    assert {document["id"] for document in body["documents"]} == {claim["document"] for claim in body["claims"]}
    assert all(document["text"] for document in body["documents"])
    assert body["origins"] == everything["origins"]
    counts = body["counts"]
    assert (counts["events"], counts["claims"]) == (len(everything["events"]), len(everything["claims"]))
    assert sum(bucket["count"] for bucket in body["density"]["buckets"]) + counts["undated"] == counts["events"]


@pytest.mark.usefixtures("large")
def test_an_event_that_is_asked_for_comes_with_the_first_view_in_its_place(client: TestClient) -> None:
    events = whole(client)["events"]
    for wanted in events:
        body = client.get("/api/opening", params={"event": wanted["id"]}).json()
        found = [event["id"] for event in body["events"]]
        assert wanted["id"] in found
        assert found == [event["id"] for event in events if event["id"] in found]
    assert len(client.get("/api/opening?event=nothing").json()["events"]) == 2


@pytest.mark.usefixtures("large")
def test_long_texts_make_the_first_page_shorter(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "FIRST_TEXT_CHARACTERS", 1)
    assert len(client.get("/api/opening").json()["events"]) == 1


def test_the_lines_hold_what_the_whole_holds(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "LINE_RECORDS", 2)
    send(client, "hide", event_about(client, "ferry")["id"], who="mara")
    answer = client.get("/api/parts")
    assert answer.headers["content-type"].startswith("application/x-ndjson")
    head, *pieces = [json.loads(line) for line in answer.text.splitlines()]
    everything = whole(client)
    lists: dict[str, list[Any]] = {"origins": [], "documents": [], "claims": [], "events": []}
    for piece in pieces:
        ((name, records),) = piece.items()
        assert len(records) <= 2
        lists[name] += records
    assert head.pop("records") == sum(len(records) for records in lists.values())
    assert head | lists == everything


def taken(before: dict[str, Any], reached: dict[str, Any]) -> dict[str, Any]:
    """What the page makes of it; an event all of whose claims are gone goes with them."""
    gone = set(reached["removed_claims"])
    events = {event["id"]: event for event in before["events"]} | {event["id"]: event for event in reached["events"]}
    claims = {claim["id"]: claim for claim in before["claims"]} | {claim["id"]: claim for claim in reached["claims"]}
    return {
        "events": {
            key: event
            for key, event in events.items()
            if key not in reached["removed"] and not (event["claims"] and gone.issuperset(event["claims"]))
        },
        "claims": {key: claim for key, claim in claims.items() if key not in gone},
        "hidden": reached["hidden"],
        "last": reached["last"],
    }


def shown(client: TestClient) -> dict[str, Any]:
    now = whole(client)
    return {
        "events": {event["id"]: event for event in now["events"]},
        "claims": {claim["id"]: claim for claim in now["claims"]},
        "hidden": now["hidden"],
        "last": now["decisions_last"],
    }


def decided(client: TestClient) -> Iterator[Any]:
    """Decisions of many sorts, one after the other, each with its undoing somewhere."""
    blast, ferry = event_about(client, "explosion tore"), event_about(client, "ferry")
    yield send(client, "accept", ferry["id"], who="mara")
    yield send(client, "edit", ferry["id"], after={"gist": "A ferry goes down"}, who="mara")
    yield send(client, "edit", blast["id"], after={"when": {"earliest": "2001-01-01", "latest": "2001-01-01"}}, who="m")
    merged = send(client, "merge", blast["id"], after={"events": [ferry["id"]]}, who="mara")
    yield merged
    yield send(client, "undo", merged.json()["decision"]["id"], who="ines")
    several = next(event for event in whole(client)["events"] if len(event["claims"]) > 1)
    split = send(client, "split", several["id"], after={"claims": several["claims"][:1]}, who="ines")
    yield split
    yield send(client, "undo", split.json()["decision"]["id"], who="mara")
    yield send(client, "hide", blast["id"], who="ines")
    added = send(client, "add", after={"gist": "The inquiry opens", "kind": "legal"}, who="mara")
    yield added
    yield send(client, "undo", added.json()["decision"]["id"], who="ines")
    actor = next(actor for event in whole(client)["events"] for actor in event["actors"])
    yield send(client, "identity", actor["id"], after={"name": "Somebody else"}, who="mara")
    claim = whole(client)["claims"][0]
    yield send(client, "reject", claim["id"], after={"claim": True}, who="mara")
    document = whole(client)["documents"][0]
    words = document["text"].split()[0]
    start = document["text"].index(words)
    span = {"start": start, "end": start + len(words)}
    marked = send(
        client, "claim", document["id"], after={**span, "trigger": span, "kind": "meet", "status": "happened"}
    )
    yield marked
    yield send(client, "undo", marked.json()["decision"]["id"], who="ines")


def test_what_each_decision_reached_brings_an_older_view_up_to_date(client: TestClient) -> None:
    before = whole(client)
    count = 0
    for answer in decided(client):
        assert answer.status_code == 201, answer.text
        number = before["decisions_last"]
        reached = client.get("/api/decisions/reached", params={"after": number}).json()
        require_form(client, reached, "Reached")
        assert [row["number"] for row in reached["decisions"]] == [number + 1]
        assert reached["complete"]
        action = answer.json()["decision"]["action"]
        assert taken(before, reached) == shown(client), action
        before = whole(client)
        count += 1
    assert count > 10


def test_several_decisions_at_once(client: TestClient) -> None:
    before = whole(client)
    for answer in decided(client):
        assert answer.status_code == 201, answer.text
    reached = client.get("/api/decisions/reached?after=0").json()
    assert taken(before, reached) == shown(client)
    assert client.get("/api/decisions/reached?after=999").json()["events"] == []


def test_a_document_that_was_decided_on_comes_without_its_text(client: TestClient) -> None:
    document = whole(client)["documents"][0]
    send(client, "restrict", document["id"], who="mara")
    (found,) = client.get("/api/decisions/reached?after=0").json()["documents"]
    assert (found["id"], found["text"]) == (document["id"], "")


def test_too_much_is_left_to_a_whole_reading(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    ferry = event_about(client, "ferry")["id"]
    for action in ("accept", "reopen", "accept"):
        send(client, action, ferry, who="mara")
    monkeypatch.setattr(reaching, "MOST_EVENTS", 0)
    assert not client.get("/api/decisions/reached?after=0").json()["complete"]
    monkeypatch.setattr(reaching, "MOST_EVENTS", 99)
    monkeypatch.setattr(reaching, "MOST_DECISIONS", 2)
    body = client.get("/api/decisions/reached?after=0").json()
    assert (body["complete"], len(body["decisions"]), body["last"]) == (False, 2, 3)
