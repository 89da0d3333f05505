"""The reader, loaded once."""

from __future__ import annotations

import pytest

from strandline.reading import Reader


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader.load()
