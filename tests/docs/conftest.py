from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from pages_of_docs import ROOT, lay_out

from strandline import build


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the small pile, ``pile/`` and ``more/``, and its chronology, ``out/``."""
    root = tmp_path_factory.mktemp("docs")
    lay_out(root)
    build(root / "pile", root / "out", timezone="Europe/Oslo", processes=1)
    return root


@pytest.fixture(scope="session")
def environment() -> dict[str, str]:
    """``strandline`` and ``python`` are those that run the tests; the network is shut."""
    blocked = ROOT / "tests" / "cli" / "blocked"
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    modules = os.pathsep.join([str(blocked), *filter(None, [os.environ.get("PYTHONPATH")])])
    return {**os.environ, "PATH": path, "PYTHONPATH": modules}
