from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pytest_socket import disable_socket, enable_socket

sys.path.insert(0, str(Path(__file__).parents[1] / "store"))

from serving import OWN, pile_folder, serve_page_of

from strandline.server import application


@pytest.fixture(autouse=True)
def no_network() -> Iterator[None]:
    disable_socket(allow_unix_socket=True)
    yield
    enable_socket()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small pile's chronology, and a page to serve with it."""
    serve_page_of(tmp_path / "package", monkeypatch)
    return pile_folder(tmp_path)


@pytest.fixture
def client(folder: Path) -> Iterator[TestClient]:
    with TestClient(application(folder), base_url=OWN, raise_server_exceptions=False) as made:
        yield made
