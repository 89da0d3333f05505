"""Watches as the page exports them, held against what a run changed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from fake_stages import FakeStages, MergingStages, Pile

from strandline.errors import UsageError
from strandline.pipeline.building import Outcome, add, build
from strandline.pipeline.news import EventChange, changes_of, news_of
from strandline.pipeline.settings import BuildSettings
from strandline.pipeline.watching import Noticed, noticed, read_watches
from strandline.store import Chronology

INLINE = BuildSettings(processes=0)


def exported(folder: Path, documents: Sequence[str], *keys: str, title: str = "Harbour") -> Path:
    """A file as the page writes it."""
    watches = [
        {
            "key": key,
            "name": f"watch {at}",
            "made": "2024-03-01T10:00:00Z",
            "looked": "2024-03-01T10:00:00Z",
            "seen": [],
        }
        for at, key in enumerate(keys)
    ]
    path = folder / "watches.json"
    shelf = {"title": title, "documents": list(documents), "watches": watches}
    path.write_text(json.dumps({"strandline_watches": 1, "shelves": [shelf]}))
    return path


@pytest.fixture
def run(pile: Pile, tmp_path: Path) -> Outcome:
    first = pile({"a.txt": "date 2024-03-01\nNora Lind sailed. The dockers struck."}, "first")
    build([first], tmp_path / "out", settings=INLINE, stages=FakeStages())
    more = pile({"b.txt": "date 2024-03-04\nThe tug sank. Nora Lind sailed again."}, "more")
    return add(tmp_path / "out", [more], settings=INLINE, stages=FakeStages())


def told(run: Outcome, tmp_path: Path, *keys: str) -> list[Noticed]:
    with Chronology.open(run.folder) as chronology, chronology.reading() as snapshot:
        documents = [document.id for document in snapshot.documents()]
        return noticed(snapshot, read_watches(exported(tmp_path, documents, *keys), documents), run.event_changes)


@pytest.mark.parametrize(
    ("key", "events", "changed"),
    [
        ("filter:#/chronology", 3, {"e-sank", "e-sailed"}),
        ("filter:#/chronology?kind=accident,move", 2, {"e-sank", "e-sailed"}),
        ("filter:#/chronology?kind=protest", 1, set()),
        ("filter:#/chronology?from=2024-03-02&q=tug", 1, {"e-sank"}),
        ("filter:#/chronology?to=2024-03-02&status=happened&review=open", 2, {"e-sailed"}),
        ("filter:#/chronology?disputed=1", 0, set()),
        ("place:name:nowhere", 0, set()),
        ("event:e-sank", 1, {"e-sank"}),
        ("event:e-struck", 1, set()),
        ("event:gone", 0, set()),
    ],
)
def test_a_watch_notices_what_changed_of_what_it_holds(
    run: Outcome, tmp_path: Path, key: str, events: int, changed: set[str]
) -> None:
    (found,) = told(run, tmp_path, key)
    assert found.events == events
    assert {change.now.id for change in found.changes if change.now is not None} == changed


def test_an_actor_is_watched_in_all_events(pile: Pile, tmp_path: Path) -> None:
    first = pile({"a.txt": "date 2024-03-01\nNora Lind sailed. Ola Lind struck."}, "first")
    build([first], tmp_path / "out", settings=INLINE, stages=MergingStages())
    more = pile({"b.txt": "date 2024-03-04\nNora Lind burned it."}, "more")
    outcome = add(tmp_path / "out", [more], settings=INLINE, stages=MergingStages())
    nora, ola = told(outcome, tmp_path, "actor:per:nora lind", "actor:per:ola lind")
    assert (nora.events, ola.events) == (2, 1)
    assert [change.turns for change in nora.changes] == [("new",)]
    assert ola.changes == ()


def test_the_changes_of_a_run_say_what_was_and_what_is(run: Outcome) -> None:
    changes = {change.now.id: change for change in run.event_changes if change.now is not None}
    assert changes["e-sank"].turns == ("new",)
    assert changes["e-sank"].was is None
    grown = changes["e-sailed"]
    assert "grown" in grown.turns
    assert grown.was is not None
    assert grown.now is not None
    assert set(grown.was.claims) < set(grown.now.claims)


def test_what_was_merged_says_into_what(run: Outcome) -> None:
    with Chronology.open(run.folder) as chronology:
        events = chronology.events()
    left, away = events[0], events[1]
    redirects = {away.id: "between", "between": left.id}
    news = news_of(events, [left, *events[2:]], redirects)
    assert news.merged == (away.id,)
    (change,) = changes_of(news, events, [left, *events[2:]], redirects)
    assert change == EventChange(turns=("merged",), was=away, now=None, into=left)


def test_what_is_no_export_of_watches_is_named(run: Outcome, tmp_path: Path) -> None:
    path = tmp_path / "watches.json"
    with pytest.raises(UsageError, match="cannot be read"):
        read_watches(path, ["d"])
    for content in (b"{", b"[]", b'{"shelves": []}', b'{"strandline_watches": 1, "shelves": [{"title": 3}]}'):
        path.write_bytes(content)
        with pytest.raises(UsageError, match="holds no watches"):
            read_watches(path, ["d"])
    path.write_bytes(b'{"strandline_watches": 2, "shelves": []}')
    with pytest.raises(UsageError, match="format 2"):
        read_watches(path, ["d"])
    with pytest.raises(UsageError, match="another chronology: “Harbour”"):
        read_watches(exported(tmp_path, ["other"], "event:e-sank"), ["d"])
    for key in ("colour:red", "event:", "filter:#/chronology?status=glad", "filter:#/chronology?from=2024-13"):
        with pytest.raises(UsageError, match="watch 0"):
            read_watches(exported(tmp_path, ["d"], key), ["d"])
