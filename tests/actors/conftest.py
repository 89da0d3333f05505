"""Lets these tests write readings by hand as the tests of claims do."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "claims"))
