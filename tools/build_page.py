"""Hatchling hook: builds the page from ``web/`` into ``src/strandline/server/page/``.

A wheel or sdist that already carries the built page needs no Node: the hook then does nothing. Set
``STRANDLINE_SKIP_PAGE=1`` to install without the page: the command line works, ``index.html`` and ``serve`` say what is
missing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BUILT = Path("src/strandline/server/page/page.html")


class PageBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs ``npm ci`` and ``npm run build`` where the sources are newer than what is built."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the page unless it is there already (in an sdist) or not wanted."""
        del version, build_data
        root = Path(self.root)
        web = root / "web"
        built = root / BUILT
        if os.environ.get("STRANDLINE_SKIP_PAGE") or not (web / "package.json").is_file():
            return
        if (root / "PKG-INFO").is_file() and built.is_file():
            return
        if built.is_file() and built.stat().st_mtime >= newest_source(web):
            return
        npm = shutil.which("npm")
        if npm is None:
            raise RuntimeError(
                "building Strandline from source needs Node.js 20 and npm for the page; install them, "
                "or set STRANDLINE_SKIP_PAGE=1 to install without the page"
            )
        subprocess.run([npm, "ci", "--no-audit", "--no-fund"], cwd=web, check=True)
        subprocess.run([npm, "run", "build"], cwd=web, check=True)


def newest_source(web: Path) -> float:
    """Modification time (seconds since the epoch) of the newest source file of the page."""
    sources = [path for folder in ("src", "bundling") for path in (web / folder).rglob("*") if path.is_file()]
    sources += [path for path in web.iterdir() if path.is_file()]
    return max(path.stat().st_mtime for path in sources)
