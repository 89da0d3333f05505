from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from pytest_socket import disable_socket, enable_socket

from strandline import cli
from strandline.store import Chronology

for neighbour in ("store", "pipeline"):
    sys.path.insert(0, str(Path(__file__).parents[1] / neighbour))


class Said(NamedTuple):
    status: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def no_network() -> Iterator[None]:
    disable_socket(allow_unix_socket=True)
    yield
    enable_socket()


@pytest.fixture(autouse=True)
def no_width_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers of pytest-xdist have COLUMNS set."""
    monkeypatch.delenv("COLUMNS", raising=False)


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Runs a command line in this process."""

    def run(*arguments: object) -> Said:
        with pytest.raises(SystemExit) as end:
            cli.main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return Said(int(end.value.code or 0), out, err)

    return run


@pytest.fixture
def fake_stages(monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands run the fake stages, in this process."""
    from fake_stages import FakeStages

    from strandline.pipeline import building
    from strandline.pipeline.settings import BuildSettings

    monkeypatch.setattr(building, "RealStages", FakeStages)
    monkeypatch.setattr(BuildSettings, "worker_count", lambda self: 0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small chronology."""
    from chronology_samples import small

    out = tmp_path / "out"
    out.mkdir()
    with Chronology.create(out / "chronology.db") as made:
        made.write(small())
    return out
