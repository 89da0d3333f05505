"""Adding step by step: the same as everything at once, in whatever steps, with what earlier runs kept and without."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from fake_stages import MergingStages, Pile

from strandline.pipeline.building import Outcome, add, build
from strandline.pipeline.deciding import Decided, decide
from strandline.pipeline.kept import KEPT_FILE, KeptFile
from strandline.pipeline.proposals import Proposal
from strandline.pipeline.settings import BuildSettings
from strandline.reconciling import keeping
from strandline.reconciling.facts import Fact
from strandline.records import Document, Event
from strandline.store import Chronology, audit

INLINE = BuildSettings(processes=0)
OPEN_FILES = ("documents.jsonl", "claims.jsonl", "events.jsonl")
SHIPS = ("Aurora", "Halland", "Merle")
PLACES = ("off Cape Trell", "near Vardo Sound", "in the harbour of Lunde")


def pile_of(seed: int, count: int = 9) -> dict[str, str]:
    """Reports on a few ships, some of one happening, some copied from one another."""
    chance = random.Random(seed)
    files: dict[str, str] = {}
    for number in range(count):
        if files and chance.random() < 0.2:
            first, text = chance.choice(list(files.items()))
            files[f"{number}.txt"] = f"{text}\nSeen in {first}, kept as {number}."
            continue
        ship, place, day = chance.choice(SHIPS), chance.choice(PLACES), chance.randint(1, 6)
        lines = [f"date 2024-03-{day:02}"] if chance.random() < 0.9 else []
        for deed in chance.sample(("sailed", "sank", "struck", "burned"), k=chance.randint(1, 3)):
            who = chance.choice(("Nora Lind", "Ola Lind", "Lind", f"The ferry {ship}"))
            lines.append(f"{who} {deed} {place} while the {ship} lay there, it is said in report {number}.")
        files[f"{number}.txt"] = "\n".join(lines)
    return files


def parts_of(names: Sequence[str], chance: random.Random) -> list[list[str]]:
    """The names in some order, in two to four steps."""
    shuffled = list(names)
    chance.shuffle(shuffled)
    cuts = sorted(chance.sample(range(1, len(names)), k=chance.randint(1, 3)))
    return [shuffled[first:last] for first, last in zip([0, *cuts], [*cuts, len(names)], strict=True)]


def grown(
    pile: Pile, folder: Path, files: Mapping[str, str], parts: Sequence[Sequence[str]], *, forget: bool = False
) -> list[Outcome]:
    """Build the first part and add the others."""
    steps = [pile({name: files[name] for name in part}, f"{folder.name}-{at}") for at, part in enumerate(parts)]
    found = [build([steps[0]], folder, settings=INLINE, stages=MergingStages())]
    for step in steps[1:]:
        if forget:
            (folder / KEPT_FILE).unlink()
        found.append(add(folder, [step], settings=INLINE, stages=MergingStages()))
    return found


def said(folder: Path) -> dict[str, list[Any]]:
    """What the open files say, with the claims of an event in the place of its id: that is the one thing which tells
    how a chronology grew."""
    rows = {
        name: [json.loads(line) for line in (folder / f"{name}.jsonl").read_text().splitlines()]
        for name in ("documents", "claims", "events")
    }
    name_of = {event["id"]: " ".join(event["claims"]) for event in rows["events"]}
    for event in rows["events"]:
        event["id"] = name_of[event["id"]]
        for side in ("after", "before"):
            event[side] = sorted(name_of[other] for other in event[side])
    for claim in rows["claims"]:
        claim["event"] = name_of[claim["event"]]
    rows["events"].sort(key=lambda event: str(event["id"]))
    return rows


def held(folder: Path) -> dict[str, Any]:
    """What the database holds beside the open files, again without the ids of events: what single events are made again
    from, what is looked for, and where each event stands by itself."""
    with closing(sqlite3.connect(folder / "chronology.db")) as connection:
        claims = connection.execute(
            "SELECT id, document, earliest, latest, basis, own_actors, own_where, cluster, voice, tie FROM claims"
        )
        events = connection.execute(
            "SELECT group_concat(claim, ' '), substr(sort_key, 1, length(sort_key) - length(id)), own_when, earliest,"
            " latest, disputed, origins FROM events JOIN (SELECT event, claim FROM event_claims ORDER BY position)"
            " ON event = number GROUP BY number"
        )
        return {
            "claims": sorted(claims, key=repr),
            "events": sorted(events, key=repr),
            "orderings": sorted(connection.execute("SELECT first, second, word FROM orderings")),
            "origins": list(connection.execute("SELECT record FROM origins ORDER BY position")),
        }


@pytest.mark.parametrize("seed", range(6))
def test_whatever_the_steps_the_result_is_that_of_everything_at_once(pile: Pile, tmp_path: Path, seed: int) -> None:
    files = pile_of(seed)
    build([pile(files, "all")], tmp_path / "whole", settings=INLINE, stages=MergingStages())
    whole, whole_held = said(tmp_path / "whole"), held(tmp_path / "whole")
    assert any(event["documents"] > 1 for event in whole["events"]), "the pile must have something to merge"
    for turn in range(3):
        folder = tmp_path / f"grown {turn}"
        grown(pile, folder, files, parts_of(sorted(files), random.Random(100 * seed + turn)))
        assert said(folder) == whole
        assert held(folder) == whole_held
        assert audit(folder).faults == []


def test_documents_added_one_by_one_give_what_all_at_once_give(pile: Pile, tmp_path: Path) -> None:
    files = pile_of(7, count=7)
    build([pile(files, "all")], tmp_path / "whole", settings=INLINE, stages=MergingStages())
    names = sorted(files, reverse=True)
    grown(pile, tmp_path / "grown", files, [[name] for name in names])
    assert said(tmp_path / "grown") == said(tmp_path / "whole")
    assert held(tmp_path / "grown") == held(tmp_path / "whole")
    assert audit(tmp_path / "grown").faults == []


def test_adding_nothing_changes_nothing(pile: Pile, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    given = pile(pile_of(4), "all")
    build([given], folder, settings=INLINE, stages=MergingStages())
    before = {name: (folder / name).read_bytes() for name in OPEN_FILES}
    outcome = add(folder, [given], settings=INLINE, stages=MergingStages())
    assert {name: (folder / name).read_bytes() for name in OPEN_FILES} == before
    assert not outcome.changes.claims
    assert not outcome.changes.events
    assert outcome.news.counts() == {}


def _merges(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Counts how often claims are merged from here on."""
    found: list[int] = []
    merge = MergingStages.reconcile

    def counted(self: MergingStages, documents: Any, claims: Any, **others: Any) -> Any:
        found.append(len(documents))
        return merge(self, documents, claims, **others)

    monkeypatch.setattr(MergingStages, "reconcile", counted)
    return found


def test_where_nothing_is_new_nothing_is_merged(pile: Pile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "out"
    given = pile(pile_of(4), "all")
    build([given], folder, settings=INLINE, stages=MergingStages())
    before = {name: (folder / name).read_bytes() for name in (*OPEN_FILES, "chronology.db", "index.html")}
    report = json.loads((folder / "report.json").read_text())
    merges = _merges(monkeypatch)
    for _ in range(2):  # what was kept is still there for the second
        outcome = add(folder, [given], settings=INLINE, stages=MergingStages())
        assert outcome.report.counts == report["counts"]
        assert outcome.report.timings["documents_read"] == 0
    assert merges == []
    assert {name: (folder / name).read_bytes() for name in before} == before
    again = json.loads((folder / "report.json").read_text())
    assert again.pop("timings") != report.pop("timings")
    assert again == report
    add(folder, [pile({"x.txt": "The depot burned."}, "more")], settings=INLINE, stages=MergingStages())
    assert len(merges) == 1


@pytest.mark.parametrize("what", ["file", "lost file", "decision", "title", "refused", "kept"])
def test_whatever_is_otherwise_since_is_merged_again(
    pile: Pile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    folder = tmp_path / "out"
    given = pile(pile_of(4), "all")
    build([given], folder, settings=INLINE, stages=MergingStages())
    before = (folder / "claims.jsonl").read_bytes()
    merges, settings = _merges(monkeypatch), INLINE
    if what == "file":
        (folder / "claims.jsonl").write_bytes(before + b"{}")
    elif what == "lost file":
        (folder / "claims.jsonl").unlink()
    elif what == "decision":
        with Chronology.open(folder) as chronology:
            event = chronology.events()[0]
            decide(chronology, Proposal(action="accept", target=event.id, who="N. N."))
    elif what == "title":
        settings = BuildSettings(processes=0, title="Ships")
    elif what == "refused":
        (given / "empty").mkdir()
        (given / "y.txt").write_bytes(b"")
    else:
        (folder / KEPT_FILE).unlink()
    add(folder, [given], settings=settings, stages=MergingStages())
    assert len(merges) == 1
    assert (folder / "claims.jsonl").read_bytes() == before


@pytest.mark.parametrize("seed", range(6))
def test_what_earlier_runs_kept_changes_no_byte(pile: Pile, tmp_path: Path, seed: int) -> None:
    files = pile_of(seed)
    parts = parts_of(sorted(files), random.Random(seed))
    grown(pile, tmp_path / "with", files, parts)
    grown(pile, tmp_path / "without", files, parts, forget=True)
    for name in OPEN_FILES:
        assert (tmp_path / "with" / name).read_bytes() == (tmp_path / "without" / name).read_bytes(), name


def test_ids_and_decisions_stay_however_a_chronology_grows(pile: Pile, tmp_path: Path) -> None:
    files = pile_of(2)
    parts = parts_of(sorted(files), random.Random(5))
    folder = tmp_path / "out"
    steps = [pile({name: files[name] for name in part}, f"step {at}") for at, part in enumerate(parts)]
    build([steps[0]], folder, settings=INLINE, stages=MergingStages())
    with Chronology.open(folder) as chronology:
        first = chronology.events()
        accepted = decide(chronology, Proposal(who="mara", action="accept", target=first[0].id))
        edited = decide(
            chronology, Proposal(who="mara", action="edit", target=first[-1].id, after={"gist": "It burned"})
        )
    assert isinstance(accepted, Decided)
    assert isinstance(edited, Decided)
    for step in steps[1:]:
        add(folder, [step], settings=INLINE, stages=MergingStages())
    with Chronology.open(folder) as chronology, chronology.reading() as snapshot:
        events = {event.id: event for event in snapshot.events()}
        standing = {event.id: snapshot.redirect(event.id) or event.id for event in first}
        assert set(standing.values()) <= set(events)
        assert events[standing[first[0].id]].review in ("accepted", "edited")
        assert events[standing[first[-1].id]].gist == "It burned"
        assert len(snapshot.decisions()) == 2


def test_only_what_is_new_is_worked_out(pile: Pile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {
        "a.txt": "date 2024-03-01\nThe ferry Aurora sank off Cape Trell.",
        "b.txt": "date 2024-03-01\nThe dockers struck in Lunde.",
    }
    build([pile(files, "first")], tmp_path / "out", settings=INLINE, stages=MergingStages())
    texts: list[str] = []
    made: list[list[str]] = []
    plain_facts, plain_event = keeping.facts_of, keeping.event_of

    def facts_of(documents: Sequence[Document], *others: Any) -> list[Fact]:
        texts.extend(document.path for document in documents)
        return plain_facts(documents, *others)

    def event_of(identity: str, facts: Sequence[Fact], **others: Any) -> Event:
        made.append([fact.claim.trigger.lemma for fact in facts])
        return plain_event(identity, facts, **others)

    monkeypatch.setattr(keeping, "facts_of", facts_of)
    monkeypatch.setattr(keeping, "event_of", event_of)
    more = pile({"c.txt": "date 2024-03-01\nThe ferry Aurora sank off Cape Trell in fog."}, "second")
    outcome = add(tmp_path / "out", [more], settings=INLINE, stages=MergingStages())
    assert texts == ["c.txt"]
    assert made == [["sank", "sank"]], "what is said of the dockers is not made again"
    assert outcome.news.grown
    assert not outcome.news.new


# ----------------------------------------------------------------------------------------------- what was kept


def test_what_was_kept_and_is_damaged_is_done_without(pile: Pile, tmp_path: Path) -> None:
    files = pile_of(1)
    parts = parts_of(sorted(files), random.Random(1))
    steps = [pile({name: files[name] for name in part}, f"step {at}") for at, part in enumerate(parts)]
    for name, spoil in (("whole", None), ("cut", b"not a database"), ("wrong", b"")):
        folder = tmp_path / name
        build([steps[0]], folder, settings=INLINE, stages=MergingStages())
        kept = folder / KEPT_FILE
        if spoil:
            kept.write_bytes(spoil)
        elif spoil is not None:
            connection = sqlite3.connect(kept)
            connection.execute("UPDATE kept SET value = X'00FF'")
            connection.commit()
            connection.close()
        for step in steps[1:]:
            add(folder, [step], settings=INLINE, stages=MergingStages())
        for file in OPEN_FILES:
            assert (folder / file).read_bytes() == (tmp_path / "whole" / file).read_bytes()


def test_what_nobody_needs_any_more_is_forgotten(tmp_path: Path) -> None:
    kept = KeptFile(tmp_path, "1")
    kept["a"], kept["b"] = b"1", b"2"
    kept.close(forget=True)
    kept = KeptFile(tmp_path, "1")
    assert dict(kept) == {"a": b"1", "b": b"2"}
    kept.close(forget=False)
    kept = KeptFile(tmp_path, "1")
    assert kept["a"] == b"1"
    kept["c"] = b"3"
    kept.close(forget=True)
    kept = KeptFile(tmp_path, "1")
    assert sorted(kept) == ["a", "c"]
    del kept["c"]
    assert "c" not in kept
    kept.close(forget=False)
    other = KeptFile(tmp_path, "2")
    assert list(other) == [], "what other code kept is not there"
    assert len(other) == 0
    other.close(forget=True)


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    gone = KeptFile(tmp_path / "nowhere", "1")
    gone["a"] = b"1"
    assert gone.get("a") is None
    gone.close(forget=True)
    assert not (tmp_path / "nowhere").exists()


def test_what_a_run_kept_and_has_not_written_yet_is_there(tmp_path: Path) -> None:
    kept = KeptFile(tmp_path, "1")
    many = {f"{number:04}": bytes([number % 256]) for number in range(1000)}
    kept.update(many)
    assert kept["0000"] == many["0000"]
    assert kept["0999"] == many["0999"]
    assert dict(kept) == many
    kept.close(forget=True)
    kept = KeptFile(tmp_path, "1")
    assert dict(kept) == many
    kept.close(forget=False)


def test_a_build_takes_what_its_workers_worked_out_for_merging(pile: Pile, tmp_path: Path) -> None:
    stages = MergingStages(analyst="fake_stages:open_far_sighted_analyst")
    build([pile({"a.txt": "The depot burned."}, "one")], tmp_path / "out", settings=INLINE, stages=stages)
    add(tmp_path / "out", [pile({"b.txt": "A ship sank."}, "two")], settings=INLINE, stages=stages)
    with closing(sqlite3.connect(tmp_path / "out" / KEPT_FILE)) as connection:
        keys = {key.partition(" ")[2] for (key,) in connection.execute("SELECT key FROM kept")}
    assert "seen ahead in b.txt" not in keys, "an add is small, and its workers are not to load more than they need"
    build([pile({"a.txt": "The depot burned."}, "three")], tmp_path / "again", settings=INLINE, stages=stages)
    with closing(sqlite3.connect(tmp_path / "again" / KEPT_FILE)) as connection:
        keys = {key.partition(" ")[2] for (key,) in connection.execute("SELECT key FROM kept")}
    assert "seen ahead in a.txt" in keys


def test_a_build_begins_with_nothing_kept(pile: Pile, tmp_path: Path) -> None:
    build([pile(pile_of(1), "one")], tmp_path / "out", settings=INLINE, stages=MergingStages())
    shutil.copy(tmp_path / "out" / KEPT_FILE, tmp_path / "kept before")
    build([pile({"a.txt": "The depot burned."}, "two")], tmp_path / "out", settings=INLINE, stages=MergingStages())
    assert (tmp_path / "out" / KEPT_FILE).stat().st_size < (tmp_path / "kept before").stat().st_size
