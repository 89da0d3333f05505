"""Pages of originals: drawn where the file lies as it was read, and a reason everywhere else."""

from __future__ import annotations

import hashlib
import io
import subprocess
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from chronology_samples import small
from fastapi.testclient import TestClient
from PIL import Image
from reportlab.pdfgen.canvas import Canvas
from serving import OWN, serve_page_of

from strandline.errors import UsageError
from strandline.records import Document
from strandline.server import application, originals
from strandline.server.originals import NoPage, Originals
from strandline.server.page_worker import MOST_PIXELS, MOST_SIDE, Undrawable, png, scale_for, size_of
from strandline.store import Chronology


def pdf(*pages: str, size: tuple[float, float] = (300, 200)) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=size, invariant=True)
    for words in pages:
        canvas.drawString(20, size[1] / 2, words)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def document_of(data: bytes, path: str = "logs/weir.pdf", **fields: str) -> Document:
    digest = hashlib.sha256(data).hexdigest()
    changed = {"id": digest[:16], "sha256": digest, "path": path, "media_type": "application/pdf", **fields}
    made: Document = msgspec.structs.replace(small().documents[0], **changed)
    return made


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    (tmp_path / "sources" / "logs").mkdir(parents=True)
    (tmp_path / "sources" / "logs" / "weir.pdf").write_bytes(pdf("The weir was shut.", "It was opened again."))
    return tmp_path / "sources"


@pytest.fixture
def weir(sources: Path) -> Document:
    return document_of((sources / "logs" / "weir.pdf").read_bytes())


@pytest.fixture
def served(
    tmp_path: Path, weir: Document, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[Path | None], TestClient]]:
    serve_page_of(tmp_path / "package", monkeypatch)
    (tmp_path / "out").mkdir()
    with Chronology.create(tmp_path / "out" / "chronology.db") as made:
        made.write(type(small())(documents=(weir,), claims=(), events=()))
    opened: list[TestClient] = []

    def serve(folder: Path | None) -> TestClient:
        client = TestClient(application(tmp_path / "out", sources=folder), base_url=OWN, raise_server_exceptions=False)
        opened.append(client)
        return client.__enter__()

    yield serve
    for client in opened:
        client.__exit__(None, None, None)


def test_a_page_is_drawn(served: Callable[[Path | None], TestClient], sources: Path, weir: Document) -> None:
    client = served(sources)
    assert client.get("/api/me").json()["originals"] is True
    first, second = (client.get(f"/api/documents/{weir.id}/pages/{number}") for number in (1, 2))
    assert first.status_code == second.status_code == 200
    assert first.headers["content-type"] == "image/png"
    assert "private" in first.headers["cache-control"]
    assert "default-src 'none'" in first.headers["content-security-policy"]
    image = Image.open(io.BytesIO(first.content))
    image.load()
    assert (image.mode, image.size) == ("RGB", (600, 400))
    assert image.getextrema() == ((0, 255), (0, 255), (0, 255))
    assert first.content != second.content


@pytest.mark.parametrize("number", ["3", "4999"])
def test_a_page_that_is_not_there(
    served: Callable[[Path | None], TestClient], sources: Path, weir: Document, number: str
) -> None:
    answer = served(sources).get(f"/api/documents/{weir.id}/pages/{number}")
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "not-drawn")
    assert f"no page {number}" in answer.json()["error"]["message"]


def test_what_is_no_page_of_a_document_is_an_error_of_the_one_shape(
    served: Callable[[Path | None], TestClient], sources: Path, weir: Document
) -> None:
    client = served(sources)
    for path, status in (
        (f"{weir.id}/pages/0", 422), (f"{weir.id}/pages/9999", 422), (f"{weir.id}/pages/x", 422),
        ("nowhere/pages/1", 404), (f"{weir.id}/pages/..%2f1", 404),
    ):  # fmt: skip
        answer = client.get(f"/api/documents/{path}")
        assert (answer.status_code, set(answer.json())) == (status, {"error"}), path


def test_without_a_folder_of_sources_the_reason_is_said(
    served: Callable[[Path | None], TestClient], weir: Document
) -> None:
    client = served(None)
    assert client.get("/api/me").json()["originals"] is False
    error = client.get(f"/api/documents/{weir.id}/pages/1").json()["error"]
    assert (error["status"], error["code"]) == (404, "no-sources")
    assert "--sources" in error["message"]


def test_a_file_that_is_gone_or_another_by_now(sources: Path, weir: Document) -> None:
    known = Originals(sources)
    known.page(weir, 1)
    file = sources / "logs" / "weir.pdf"
    file.write_bytes(pdf("The weir was never shut."))
    with pytest.raises(NoPage, match="another file") as changed:  # though the image is kept
        known.page(weir, 1)
    assert changed.value.code == "changed"
    file.unlink()
    with pytest.raises(NoPage, match="not among the sources"):
        known.page(weir, 1)
    file.mkdir()
    with pytest.raises(NoPage, match="not among the sources"):
        known.page(weir, 1)


def test_nothing_outside_the_folder_is_read(tmp_path: Path, sources: Path) -> None:
    secret = pdf("Secret.")
    (tmp_path / "secret.pdf").write_bytes(secret)
    (sources / "link.pdf").symlink_to(tmp_path / "secret.pdf")
    for path in ("../secret.pdf", str(tmp_path / "secret.pdf"), "link.pdf", "logs/../../secret.pdf", "a\0b"):
        with pytest.raises(NoPage) as none:
            Originals(sources).page(document_of(secret, path), 1)
        assert none.value.code == "no-original", path


def test_only_pdfs_have_pages(sources: Path) -> None:
    (sources / "note.txt").write_text("Shut.")
    with pytest.raises(NoPage, match="only the pages of PDFs"):
        Originals(sources).page(document_of(b"Shut.", "note.txt", media_type="text/plain"), 1)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 and then nothing", b"\x89PNG\r\n\x1a\n" + b"\0" * 40])
def test_a_broken_file_costs_itself(sources: Path, data: bytes) -> None:
    (sources / "broken.pdf").write_bytes(data)
    with pytest.raises(NoPage) as none:
        Originals(sources).page(document_of(data, "broken.pdf"), 1)
    assert none.value.code == "not-drawn"
    assert "cannot be drawn" in none.value.reason


def test_a_process_that_dies_or_lies_is_met(sources: Path, weir: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    def pretend(code: str) -> None:
        monkeypatch.setattr(originals, "WORKER", ("-c", code))

    for code in (
        "import os; os.kill(os.getpid(), 11)",
        "print('no image')",
        "import sys; sys.stdout.buffer.write(b'\\x89PNG\\r\\n\\x1a\\n' + bytes(4) + b'IHDR' + b'\\xff' * 40)",
    ):
        pretend(code)
        with pytest.raises(NoPage, match="came to no end"):
            Originals(sources).page(weir, 1)
    monkeypatch.setattr(originals, "WAIT_S", 0.5)
    pretend("import time; time.sleep(60)")
    with pytest.raises(NoPage, match="longer than"):
        Originals(sources).page(weir, 1)


def test_a_page_is_drawn_once(sources: Path, weir: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    known = Originals(sources)
    image = known.page(weir, 1)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: 1 / 0)
    assert known.page(weir, 1) is image


def test_a_folder_that_is_none_is_said_before_serving(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--sources"):
        Originals(tmp_path / "nowhere")


@pytest.mark.parametrize("size", [(595, 842), (14_400, 14_400), (14_400, 3), (2, 14_400), (1, 1), (0.4, 0.4)])
def test_no_image_is_too_large(size: tuple[float, float]) -> None:
    scale = scale_for(*size)
    width, height = size[0] * scale, size[1] * scale
    assert width * height <= MOST_PIXELS * 1.0001
    assert max(width, height) <= MOST_SIDE * 1.0001


def test_a_page_without_extent_is_not_drawn() -> None:
    for size in ((0.0, 10.0), (10.0, -1.0), (float("nan"), 1.0)):
        with pytest.raises(Undrawable):
            scale_for(*size)


def test_an_enormous_page_is_drawn_small(sources: Path) -> None:
    data = pdf("Far away.", size=(14_000, 9_000))
    (sources / "large.pdf").write_bytes(data)
    width, height = size_of(Originals(sources).page(document_of(data, "large.pdf"), 1))
    assert width * height <= MOST_PIXELS * 1.01
    assert round(width / height, 2) == round(14 / 9, 2)


def test_rows_become_a_png() -> None:
    rows = bytes(range(18)) + b"--" + bytes(range(18, 36)) + b"--"
    image = Image.open(io.BytesIO(png(rows, width=6, height=2, stride=20)))
    image.load()
    assert image.tobytes() == bytes(range(36))
    assert size_of(png(rows, width=6, height=2, stride=20)) == (6, 2)
    assert zlib.crc32(b"IEND") == 0xAE426082
