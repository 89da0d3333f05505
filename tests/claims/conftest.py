"""The reader that ships, loaded once, for the tests that go from end to end."""

from __future__ import annotations

import pytest

from strandline.reading import Reader


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader.load()
