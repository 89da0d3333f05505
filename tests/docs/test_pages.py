"""What the pages tell people to type works: commands run on small input, options exist, links lead somewhere."""

from __future__ import annotations

import http.client
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from pages_of_docs import ROOT, Fence, fences, pages

HOW_TO = sorted((ROOT / "docs" / "how-to").glob("*.md"))
README = ROOT / "README.md"
TUTORIAL = ROOT / "docs" / "tutorial" / "first-chronology.md"
KNOWN_LANGUAGES = {"sh", "console", "python", "text", ""}
LINK = re.compile(r"!?\[[^\]]*\]\((?P<to>[^)\s]+)\)")
PICTURES_KB = 400


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


def blocks(page: Path, *languages: str) -> list[Fence]:
    return [fence for fence in fences(page) if fence.language in languages]


def run_block(text: str, folder: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", "-e", "-c", text], cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=300
    )


def run_page(page: Path, folder: Path, environment: dict[str, str]) -> None:
    """Run the ``sh`` blocks of a page one after the other; ``serve`` is answered once and ended."""
    for fence in blocks(page, "sh"):
        if fence.text.startswith("strandline serve"):
            ask_server(fence.text, folder, environment)
            continue
        said = run_block(fence.text, folder, environment)
        assert said.returncode == 0, f"{name_of(page)}:{fence.line}\n{said.stdout}\n{said.stderr}"
        assert "Traceback" not in said.stderr


def ask_server(command: str, folder: Path, environment: dict[str, str]) -> None:
    modules = environment["PYTHONPATH"].split(os.pathsep)[1:]  # without the one that ends whoever opens a socket
    unwatched = {**environment, "PYTHONPATH": os.pathsep.join(modules)}
    with subprocess.Popen(
        [*shlex.split(command), "--port", "0"], cwd=folder, env=unwatched, stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            assert server.stdout is not None
            address = urlsplit(server.stdout.readline().split()[0])
            connection = http.client.HTTPConnection(str(address.hostname), address.port, timeout=60)
            connection.request("GET", "/api/report")
            assert json.loads(connection.getresponse().read())["counts"]["documents"] > 0
            connection.close()
        finally:
            server.terminate()


@pytest.fixture
def folder(example: Path, tmp_path: Path) -> Path:
    """A copy of the small example: ``pile/``, ``more/`` and their chronology ``out/``."""
    return Path(shutil.copytree(example, tmp_path / "work"))


def test_the_readme_runs(folder: Path, environment: dict[str, str]) -> None:
    shutil.rmtree(folder / "out")
    run_page(README, folder, environment)
    assert (folder / "out" / "index.html").is_file()
    assert (folder / "events.csv").read_text("utf-8-sig").startswith("id,earliest,latest")
    assert json.loads((folder / "out" / "report.json").read_text())["counts"]["documents"] == 4


@pytest.mark.parametrize("page", HOW_TO, ids=name_of)
def test_a_how_to_runs(page: Path, folder: Path, environment: dict[str, str]) -> None:
    run_page(page, folder, environment)


def test_the_tutorial_runs_and_dates_the_note(tmp_path: Path, environment: dict[str, str]) -> None:
    shutil.copytree(ROOT / "examples" / "alcorva-dam", tmp_path / "examples" / "alcorva-dam")
    run_page(TUTORIAL, tmp_path, environment)
    report = json.loads((tmp_path / "demo-out" / "report.json").read_text())
    assert report["undated"] == []
    open_words = {
        found["text"]
        for document in report["unresolved"]
        if document["path"] == "field/gatehouse-note.txt"
        for found in document["expressions"]
    }
    assert "tonight" not in open_words
    assert report["timings"]["documents_read"] == 1
    assert [refusal["path"] for refusal in report["refused"]] == ["official/inspection-report-annex-b.pdf"]


@pytest.mark.parametrize("page", [page for page in pages() if blocks(page, "python")], ids=name_of)
def test_python_of_a_page_runs(page: Path, folder: Path, environment: dict[str, str]) -> None:
    script = "\n".join(fence.text for fence in blocks(page, "python"))
    said = subprocess.run(
        [sys.executable, "-W", "error", "-c", script], cwd=folder, env=environment, capture_output=True, text=True,
        check=False, timeout=300,
    )  # fmt: skip
    assert said.returncode == 0, said.stderr
    assert said.stdout


def commands_in(page: Path, program: str) -> list[tuple[int, list[str]]]:
    """The calls of a program in the blocks of a page, with their lines."""
    found = []
    for fence in blocks(page, "sh", "console"):
        for number, line in enumerate(fence.text.replace("\\\n", " ").splitlines(), fence.line):
            words = shlex.split(line, comments=True)
            if words[:1] == [program]:
                ends = [at for at, word in enumerate(words) if word in {"||", "&&", "|", ">"}]
                found.append((number, words[: ends[0]] if ends else words))
    return found


@pytest.mark.parametrize("page", [page for page in pages() if commands_in(page, "strandline")], ids=name_of)
def test_commands_and_options_exist(page: Path) -> None:
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        from reference_pages.commands import commands
    finally:
        sys.path.remove(str(ROOT / "tools"))
    known = commands()
    for line, words in commands_in(page, "strandline"):
        where = f"{name_of(page)}:{line}"
        assert words[1] in known, where
        options = {option for each in known[words[1]] for option in each.names if not each.is_argument}
        given = {word.split("=")[0] for word in words[2:] if word.startswith("-") and word != "-"}
        assert given <= options, f"{where}: {given - options}"


def test_targets_of_make_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    called = [word for page in pages() for _, words in commands_in(page, "make") for word in words[1:]]
    assert {"demo", "test"} <= set(called) <= targets


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_blocks_name_their_language(page: Path) -> None:
    assert {fence.language for fence in fences(page)} <= KNOWN_LANGUAGES


@pytest.mark.parametrize("page", [*pages(), ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"], ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    for found in LINK.finditer(page.read_text("utf-8")):
        target = urlsplit(found["to"])
        if not target.scheme and target.path:
            assert (page.parent / target.path).exists(), f"{name_of(page)} links to {found['to']}"


def test_every_page_is_in_the_navigation() -> None:
    listed = (ROOT / "mkdocs.yml").read_text("utf-8")
    decisions = (ROOT / "docs" / "decisions" / "index.md").read_text("utf-8")
    for page in (ROOT / "docs").rglob("*.md"):
        name = page.relative_to(ROOT / "docs").as_posix()
        assert name in listed or page.name in decisions, f"docs/{name} is in no navigation"


def test_the_pictures_of_the_tutorial_are_small() -> None:
    pictures = sorted(TUTORIAL.parent.glob("*.png"))
    assert {picture.name for picture in pictures} == set(re.findall(r"\((\w+\.png)\)", TUTORIAL.read_text("utf-8")))
    assert sum(picture.stat().st_size for picture in pictures) < PICTURES_KB * 1000
