"""The reference pages say what the code says; every option, route, exporter and setting is in them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "reference"


@pytest.fixture(scope="module")
def maker() -> Iterator[ModuleType]:
    """``tools/make_reference.py``."""
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        import make_reference

        yield make_reference
    finally:
        sys.path.remove(str(ROOT / "tools"))


def test_the_pages_are_what_the_code_gives(maker: ModuleType) -> None:
    assert maker.differing() == [], f"run `{maker.COMMAND}`"


def test_a_page_that_differs_is_found(
    maker: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in maker.PAGES:
        (tmp_path / name).write_text((REFERENCE / name).read_text("utf-8"), "utf-8")
    changed = tmp_path / "errors.md"
    changed.write_text(changed.read_text("utf-8").replace("| 130 |", "| 131 |"), "utf-8")
    monkeypatch.setattr(maker, "FOLDER", tmp_path)
    monkeypatch.setattr(sys, "argv", ["make_reference", "--check"])
    with pytest.raises(SystemExit) as end:
        maker.main()
    assert end.value.code == 1
    assert "errors.md is out of date: run `python tools/make_reference.py`" in capsys.readouterr().err
    monkeypatch.setattr(sys, "argv", ["make_reference"])
    maker.main()
    assert changed.read_text("utf-8") == (REFERENCE / "errors.md").read_text("utf-8")


def test_a_field_without_a_line_of_meaning_is_an_error(maker: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    from reference_pages import meanings, records

    whole = meanings.read("fields.toml")
    monkeypatch.setattr(meanings, "read", lambda _: {**whole, "Span": {"start": "where", "end": "where"}})
    with pytest.raises(meanings.Drift, match=r"Span: no line for \['text'\]"):
        records.record_pages()


def test_a_code_without_a_line_is_an_error(maker: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    from reference_pages import meanings, refusals

    whole = meanings.read("refusals.toml")
    del whole["zip-bomb"]
    monkeypatch.setattr(meanings, "read", lambda _: whole)
    with pytest.raises(meanings.Drift, match="zip-bomb"):
        refusals.refusal_codes()
    whole["zip-bomb"] = whole["no-such-code"] = whole["empty"]
    with pytest.raises(meanings.Drift, match="no-such-code"):
        refusals.refusal_codes()


def test_every_option_stands_in_the_page_of_commands(maker: ModuleType) -> None:
    from reference_pages.commands import commands

    page = (REFERENCE / "commands.md").read_text("utf-8")
    found = commands()
    assert set(found) >= {"build", "add", "when", "read", "show", "serve", "export", "verify"}
    for name, takes in found.items():
        section = page.split(f"\n## {name}\n")[1].split("\n## ")[0]
        for each in takes:
            assert all(f"`{option}" in section for option in each.names), (name, each.names)
    names = {option for takes in found.values() for each in takes for option in each.names}
    assert {"--from", "--to", "--disputed", "--undisputed", "--format", "-o", "--output", "-j"} <= names


def test_parts_of_a_page_are_written_and_the_rest_stays(maker: ModuleType) -> None:
    from reference_pages.markup import table, with_parts

    page = "before\n<!-- begin one, made by hand -->\nold\n<!-- end one -->\nbehind\n"
    assert with_parts(page, {"one": "new\n"}) == (
        "before\n<!-- begin one, made by hand -->\n\nnew\n\n<!-- end one -->\nbehind\n"
    )
    assert with_parts(with_parts(page, {"one": "new"}), {"one": "new"}) == with_parts(page, {"one": "new"})
    with pytest.raises(KeyError, match="begin two"):
        with_parts(page, {"two": "new"})
    assert table(("a",), [("x|y\nz",)]) == "| a |\n|---|\n| x\\|y z |\n"
