"""Runs that a server starts on a chronology: documents that were uploaded, what decisions changed, everything anew."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from strandline.errors import InstallationError
from strandline.pipeline.building import Outcome, add
from strandline.pipeline.progress import Progress
from strandline.pipeline.settings import BuildSettings
from strandline.pipeline.stages import RealStages, Stages
from strandline.publishing import jsonl, page
from strandline.store import Snapshot
from strandline.store.folder import UPLOADS, Staging, finish_interrupted, sole_writer

__all__ = ["UPLOADS", "Outcome", "Runner", "left_uploads", "publish_open_files"]


@dataclass(frozen=True)
class Runner:
    """Runs on the chronology in ``folder``; ``stages`` and ``processes`` as ``build`` takes them."""

    folder: Path
    stages: Stages | None = None
    processes: int | None = None

    def add(self, uploaded: Path, progress: Progress) -> Outcome:
        """Add the documents in a folder under ``UPLOADS``."""
        return self._run([uploaded], progress)

    def refresh(self, progress: Progress) -> Outcome:
        """Read the documents again of which a decision changed the date, and merge all claims again."""
        return self._run([], progress)

    def rebuild(self, progress: Progress) -> Outcome:
        """Read the texts of all documents again, with the program as it is now, and merge all claims again."""
        return self._run([], progress, again=True)

    def _run(self, inputs: list[Path], progress: Progress, *, again: bool = False) -> Outcome:
        settings = BuildSettings(processes=self.processes)
        stages = self.stages or RealStages()
        return add(
            self.folder, inputs, settings=settings, stages=stages, progress=progress, refresh=not inputs, again=again
        )


def publish_open_files(snapshot: Snapshot, folder: Path) -> None:
    """Write the open files of a chronology anew, from what stands in its database.

    Raises:
        ChronologyError: a run is at work on the folder.
    """
    with sole_writer(folder):
        finish_interrupted(folder, snapshot.meta_of("state").get("state"))
        staging = Staging(folder)
        jsonl.write_all(snapshot, staging.path)
        try:
            page.write_page(snapshot, staging.path / "index.html")
        except InstallationError as error:
            page.write_placeholder(staging.path / "index.html", str(error))
        staging.publish()


def left_uploads(folder: Path) -> list[Path]:
    """Folders of uploads that were never read, oldest first."""
    uploads = folder / UPLOADS
    if not uploads.is_dir():
        return []
    return sorted((path for path in uploads.iterdir() if path.is_dir()), key=lambda path: path.stat().st_mtime)
