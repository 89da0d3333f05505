"""The names of ``webpage.toml``: how pages mark dates, titles, publishers, authors and what is not the article."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any, Final

NAMES: Final[dict[str, Any]] = tomllib.loads(
    resources.files(__package__).joinpath("webpage.toml").read_text(encoding="utf-8")
)
