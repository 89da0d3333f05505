"""Jobs over HTTP: documents added from the browser, a whole run, and how far each job is."""

from __future__ import annotations

import shutil
import unicodedata
from pathlib import Path, PurePosixPath
from typing import Final

from fastapi import FastAPI, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from strandline.server.access import Access
from strandline.server.answering import as_json
from strandline.server.jobs import Jobs
from strandline.server.schemas import answers

FIELD: Final = "files"
MOST_FILES: Final = 1_000
MOST_FILE_BYTES: Final = 256 * 1024 * 1024
_MOST_NAME: Final = 150
_PIECE_BYTES: Final = 1024 * 1024
_FORBIDDEN: Final = frozenset('<>:"|?*\\/')
_BODY: Final = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": [FIELD],
                    "properties": {FIELD: {"type": "array", "items": {"type": "string", "format": "binary"}}},
                }
            }
        },
    }
}


def add_jobs(app: FastAPI, jobs: Jobs, *, access: Access) -> None:
    """The routes of jobs."""

    @app.get("/api/jobs", summary="Jobs of this server, the newest first", responses=answers("Job", listed=True))
    def listed(request: Request) -> Response:
        access.require(request, "reader")
        return as_json(jobs.shown())

    @app.post(
        "/api/jobs/documents",
        summary="Add documents; they are read in the background",
        status_code=202,
        responses=answers("JobStarted", status=202),
        openapi_extra=_BODY,
    )
    async def documents(request: Request) -> Response:
        access.require(request, "owner")
        folder = jobs.upload_folder()
        try:
            count = await _keep(request, folder)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        if count == 0:
            shutil.rmtree(folder, ignore_errors=True)
            raise HTTPException(422, f"there is no file in the field {FIELD!r}")
        return as_json({"job": jobs.read(folder)}, status=202)

    @app.post(
        "/api/jobs/rebuild",
        summary="Read all documents again, with the program as it is now",
        status_code=202,
        responses=answers("JobStarted", status=202),
    )
    def rebuild(request: Request) -> Response:
        access.require(request, "owner")
        return as_json({"job": jobs.rebuild()}, status=202)


async def _keep(request: Request, folder: Path) -> int:
    """Write the files of an upload; returns how many.

    Raises:
        HTTPException: 400, the upload cannot be read; 413, a file is too large; 422, the field holds no files.
    """
    form = await request.form(max_files=MOST_FILES, max_fields=10)
    taken: set[str] = set()
    try:
        for value in form.getlist(FIELD):
            if not isinstance(value, UploadFile):
                raise HTTPException(422, f"the field {FIELD!r} takes files, not text")
            if value.size is not None and value.size > MOST_FILE_BYTES:
                most = MOST_FILE_BYTES // 1024 // 1024
                raise HTTPException(413, f"{safe_name(value.filename)} has more than {most} MiB")
            name = free_name(safe_name(value.filename), taken)
            taken.add(name.casefold())
            await _copy(value, folder / name)
    finally:
        await form.close()
    return len(taken)


async def _copy(file: UploadFile, path: Path) -> None:
    with path.open("xb") as stream:
        while piece := await file.read(_PIECE_BYTES):
            await run_in_threadpool(stream.write, piece)


def safe_name(given: str | None) -> str:
    """A name for an uploaded file: its last part, without what means something to a file system or a terminal.

    Whatever was sent, the result names a file in the folder that it is put in: no separator, no leading dot, no control
    character, at most 150 bytes.
    """
    last = PurePosixPath((given or "").replace("\\", "/")).name
    kept = "".join(
        character
        for character in unicodedata.normalize("NFC", last)
        if character not in _FORBIDDEN and unicodedata.category(character)[0] != "C"
    )
    kept = " ".join(kept.split()).lstrip(". ").rstrip(". ")
    stem, dot, ending = kept.rpartition(".")
    if not dot or len(ending.encode()) > 20:
        stem, ending = kept, ""
    room = _MOST_NAME - len(ending.encode()) - 1
    stem = stem.encode()[:room].decode("utf-8", "ignore").strip(". ")
    return f"{stem or 'document'}.{ending}" if ending else stem or "document"


def free_name(name: str, taken: set[str]) -> str:
    """The name, with a number where another file of the upload has it."""
    stem, dot, ending = name.rpartition(".")
    stem, ending = (stem, f".{ending}") if dot else (name, "")
    number, found = 1, name
    while found.casefold() in taken:
        number += 1
        found = f"{stem} ({number}){ending}"
    return found
