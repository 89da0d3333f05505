from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

COMMANDS = ("build", "add", "when", "read", "show", "serve", "export", "verify")
STORY = {
    "a.txt": "date 2024-03-01\nThe ferry sailed at noon. Off the cape it sank.",
    "b.txt": "date 2024-03-02\nThe ferry sank in fog.",
}
Call = Callable[..., "object"]


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


@pytest.mark.usefixtures("fake_stages")
def test_build_add_verify_export(call: Call, tmp_path: Path) -> None:
    pile, out = write(tmp_path / "pile", dict(STORY)), tmp_path / "out"
    said = call("build", pile, "-o", out)
    assert (said.status, said.err) == (0, "")
    assert said.out == f"{out}: 2 documents, 3 claims, 2 events from 2 origins\n"
    write(pile, {"c.txt": "date 2024-03-04\nThe depot burned.", "empty.txt": ""})
    said = call("add", out, pile)
    assert said.status == 1
    assert said.err == "refused: empty.txt: it is empty\n"
    assert said.out.startswith("documents: 1 new; claims: 1 new; events: 1 new\n")
    said = call("verify", out)
    assert (said.status, said.err) == (0, "")
    assert "sound (3 documents, 4 claims, 3 events" in said.out
    said = call("export", out, "--format", "csv", "-o", tmp_path / "events.csv")
    assert said.status == 0
    with (tmp_path / "events.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert len(list(csv.DictReader(stream))) == 3
    assert call("export", out, "--format", "jsonl", "-o", tmp_path / "open").status == 0
    assert (tmp_path / "open" / "claims.jsonl").read_bytes() == (out / "claims.jsonl").read_bytes()


@pytest.mark.usefixtures("fake_stages")
def test_settings_reach_the_documents(call: Call, tmp_path: Path) -> None:
    pile, out = write(tmp_path / "pile", {"d.txt": "It sank."}), tmp_path / "out"
    said = call(
        "build",
        pile,
        "-o",
        out,
        "--dated",
        "2024-05-01",
        "--timezone",
        "Europe/Oslo",
        "--title",
        "A <b>story",
        "-j",
        "1",
    )
    assert said.status == 0
    claim = json.loads((out / "claims.jsonl").read_text())
    assert claim["when"]["earliest"] == "2024-05-01"
    assert claim["when"]["zone"] == "Europe/Oslo"
    report = json.loads((out / "report.json").read_text())
    assert report["settings"] == {"dated": "2024-05-01", "timezone": "Europe/Oslo"}


@pytest.mark.usefixtures("fake_stages")
def test_a_failing_document_is_named_and_logged(call: Call, tmp_path: Path) -> None:
    pile, out = write(tmp_path / "pile", {**STORY, "x.txt": "FAIL it sank."}), tmp_path / "out"
    said = call("build", pile, "-o", out)
    assert said.status == 1
    assert "refused: x.txt: the stage claims failed on it: ValueError" in said.err
    assert "failures.log says where" in said.err
    assert "Traceback" not in said.err


@pytest.mark.usefixtures("fake_stages")
def test_bars_are_drawn_on_a_terminal_only(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pile = write(tmp_path / "pile", dict(STORY))
    assert call("build", pile, "-o", tmp_path / "out").err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    said = call("build", pile, "-o", tmp_path / "out")
    assert said.status == 0
    assert said.out.count("\n") == 1


def test_verify_lists_what_is_wrong(call: Call, folder: Path) -> None:
    said = call("verify", folder)
    assert said.status == 1
    assert len(said.err.splitlines()) == 3
    assert "documents.jsonl: missing" in said.err
    assert "3 faults" in said.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("build", "{tmp}/nowhere", "-o", "{tmp}/out"), "nowhere does not exist"),
        (("build", "{tmp}", "-o", "{tmp}/out", "--timezone", "Mars/Base"), "no zone of the IANA database"),
        (("build", "{tmp}", "-o", "{tmp}/file"), "is a file"),
        (("add", "{tmp}/nowhere", "{tmp}"), "`strandline build"),
        (("show", "{tmp}"), "holds no chronology.db"),
        (("show", "{tmp}/file"), "not a SQLite database"),
        (("show", "{out}", "--kind", "riot"), "kind 'riot' is unknown"),
        (("show", "{out}", "--from", "soon"), "'soon' is no date"),
        (("export", "{out}", "--format", "wordstar", "-o", "{tmp}/x"), "one of: csv jsonl"),
        (("export", "{out}", "--format", "csv", "-o", "{tmp}/no/such/place.csv"), "cannot be written"),
        (("verify", "{tmp}/nowhere"), "does not exist"),
        (("serve", "{out}", "--host", "0.0.0.0"), "ssh -L"),
    ],
)
@pytest.mark.usefixtures("fake_stages")
def test_wrong_calls_say_what_to_do(
    call: Call, folder: Path, tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    (tmp_path / "file").write_text("shopping list, long enough to be read")
    said = call(*(argument.format(tmp=tmp_path, out=folder) for argument in arguments))
    assert said.status == 2
    assert words in said.err
    assert said.err.startswith("strandline: ")
    assert "Traceback" not in said.err


@pytest.mark.parametrize("arguments", [("build",), ("build", "x"), ("sow",), ("show", "--limit", "0", "x"), ("--sow",)])
def test_a_call_that_is_not_understood_has_status_2(call: Call, arguments: tuple[str, ...]) -> None:
    said = call(*arguments)
    assert said.status == 2
    assert said.err


def test_debug_shows_where(call: Call, tmp_path: Path) -> None:
    said = call("show", tmp_path, "--debug")
    assert said.status == 2
    assert "Traceback" in said.err


def test_an_error_inside_is_one_sentence(call: Call, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from strandline.store import Chronology

    monkeypatch.setattr(Chronology, "reading", lambda self: 1 / 0)
    said = call("show", folder)
    assert said.status == 2
    assert "error inside the program: ZeroDivisionError" in said.err
    assert "Traceback" not in said.err


def test_the_chronology_on_the_terminal(call: Call, folder: Path) -> None:
    said = call("show", folder)
    assert said.status == 0
    lines = said.out.splitlines()
    assert lines[0] == "Friday, 1 March 2024"
    assert "● The lighter Ulva grounded on the Skarv bank" in lines[1]
    assert "– 2 Mar" in lines[1]
    assert "disputed: when · at least 3 injured · Skarv bank · 2 origins · e1" in lines[2]
    assert "Monday, 4 March 2024" in lines
    assert any("○ A tug is to come" in line for line in lines)
    assert any("planned · 1 origin · e2" in line for line in lines)
    assert "Without a date" in lines
    assert "\x1b" not in said.out


def test_a_line_is_written_as_a_person_would(call: Call, tmp_path: Path) -> None:
    import dataclasses

    import msgspec
    from chronology_samples import day, small

    from strandline.records import EventFigure, Timex
    from strandline.store import Chronology

    contents = small()
    evening = day("2024-03-01", earliest="2024-03-01T17:00", latest="2024-03-01T22:59:59", granularity="part-of-day",
                  timex=Timex(type="TIME", value="2024-03-01TEV"))  # fmt: skip
    told = msgspec.structs.replace(
        contents.events[0],
        gist="and that nobody had been hurt",
        when=evening,
        figures=(EventFigure(what="count", low=2300, high=2300, whose=None, values=()),),
    )
    chronology = Chronology.create(tmp_path / "chronology.db", durable=False)
    chronology.write(dataclasses.replace(contents, events=(told, *contents.events[1:])))
    chronology.close()
    said = call("show", tmp_path)
    assert " in the evening    ● nobody had been hurt\n" in said.out
    assert " · 2,300 · " in said.out


@pytest.mark.parametrize(
    ("options", "gists", "not_gists"),
    [
        (("--from", "2024-03-04"), ["tug"], ["Ulva"]),
        (("--actor", "ulva"), ["Ulva"], ["tug", "Six"]),
        (("--kind", "move", "--status", "planned"), ["tug"], ["Six"]),
        (("--disputed",), ["Ulva"], ["tug"]),
        (("--undisputed",), ["tug", "Six"], ["Ulva"]),
        (("--text", "hurt"), ["Ulva", "Six"], ["tug"]),
        (("--limit", "1"), ["Ulva", "1 of 3 events"], ["tug"]),
        (("--place", "atlantis"), ["No event meets this."], ["tug"]),
    ],
)
def test_show_filters(
    call: Call, folder: Path, options: tuple[str, ...], gists: list[str], not_gists: list[str]
) -> None:
    said = call("show", folder, *options)
    assert said.status == 0
    for gist in gists:
        assert gist in said.out
    for gist in not_gists:
        assert gist not in said.out


def run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from strandline.cli import main; main()", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=60, env={**os.environ, **environment}
    )


def test_help_names_every_command_and_imports_nothing_heavy() -> None:
    code = (
        "import sys\nfrom strandline.cli import main\ntry:\n main(['--help'])\nfinally:\n"
        " heavy = {'sqlalchemy', 'alembic', 'onnxruntime', 'numpy', 'fastapi', 'trafilatura', 'lxml', 'scipy'}\n"
        " print(sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert said.stderr == "[]\n"
    for command in COMMANDS:
        assert f"  {command} " in said.stdout
    assert "import " not in [line.split()[0] for line in said.stdout.splitlines() if line.startswith("  ")]


def test_narrow_and_wide_terminals(folder: Path) -> None:
    for columns in ("30", "72"):
        said = run("show", folder, COLUMNS=columns)
        assert said.returncode == 0
        assert "The lighter Ulva" in said.stdout
        assert said.stderr == ""


def test_a_closed_pipe_is_no_error(folder: Path) -> None:
    command = f"{sys.executable} -c 'from strandline.cli import main; main()' show {folder} | head -n 1"
    said = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, timeout=60, check=False
    )
    assert said.stdout == "Friday, 1 March 2024\n"
    assert said.stderr == ""
    assert said.returncode == 0


def test_version() -> None:
    said = run("--version")
    assert said.stdout.startswith("strandline 0.")
    assert said.returncode == 0


def test_ctrl_c_says_that_nothing_is_lost(call: Call, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from strandline.store import Chronology

    def interrupted(self: Chronology) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Chronology, "reading", interrupted)
    said = call("show", folder)
    assert said.status == 130
    assert said.err.startswith("strandline: stopped")
