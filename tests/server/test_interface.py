"""The written description of the interface is the code's, and the page speaks of nothing that is not in it."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest
from serving import serve_page_of

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

import make_openapi

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    serve_page_of(tmp_path, monkeypatch)


def test_the_description_is_what_the_code_gives() -> None:
    assert make_openapi.differing() == [], f"run `{make_openapi.COMMAND}`"


def test_a_description_that_is_old_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, content in make_openapi.written().items():
        (tmp_path / name).write_text(content.replace("undone_by", "undone"), "utf-8")
    monkeypatch.setattr(make_openapi, "FOLDER", tmp_path)
    monkeypatch.setattr(sys, "argv", ["make_openapi", "--check"])
    with pytest.raises(SystemExit) as ended:
        make_openapi.main()
    assert ended.value.code == 1
    assert make_openapi.COMMAND in capsys.readouterr().err


def test_the_page_asks_for_nothing_that_is_not_described() -> None:
    described = json.loads((make_openapi.FOLDER / "openapi.json").read_text("utf-8"))
    known = [re.compile(re.sub(r"\\\{.*?\\\}", "[^/]+", re.escape(path)) + r"/?") for path in described["paths"]]
    asked = {
        found
        for path in (ROOT / "web" / "src").rglob("*.ts")
        if ".test." not in path.name
        for found in re.findall(r"""['"`](/api/[\w/-]*)""", path.read_text("utf-8"))
    }
    assert asked, "the page speaks with the server"
    for path in asked:
        full = path + "x" if path.endswith("/") else path
        assert any(pattern.fullmatch(full) for pattern in known), path
