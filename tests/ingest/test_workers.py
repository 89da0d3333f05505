from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path

import pytest

from strandline.errors import InstallationError
from strandline.ingest import IngestResult, IngestSettings, InputFile, Limits, list_inputs, read_all, read_file, workers
from strandline.ingest.settings import MIB

from .builders import COUNCIL, DIVERS, FERRY, mail, page, pdf_story, zipped

MISCHIEF = """
import os, signal, sys, time
from strandline.ingest import worker
honest = worker.read_file
def read_file(file, *, settings):
    name = file.path.name
    if name.startswith("segfault"):
        os.kill(os.getpid(), signal.SIGSEGV)
    if name.startswith("leaves"):
        os._exit(0)
    if name.startswith("killed"):
        os.kill(os.getpid(), signal.SIGKILL)
    if name.startswith("sleeps"):
        time.sleep(60)
    if name.startswith("spins"):
        while True: pass
    if name.startswith("hoards"):
        hoard = bytearray(8 << 30)
    if name.startswith("babbles"):
        print("noise on standard output", flush=True)
        os.write(1, b"noise below Python")
    if name.startswith("lies"):
        os.write(worker_answers.fileno(), b"\\x00\\x00\\x00\\x04oops")
    if name.startswith("floods"):
        os.write(worker_answers.fileno(), b"\\xff\\xff\\xff\\xff")
    if name.startswith("tired") and getattr(read_file, "used", False):
        os.kill(os.getpid(), signal.SIGABRT)
    read_file.used = True
    return honest(file, settings=settings)
take = worker._take_standard_output
def keep():
    global worker_answers
    worker_answers = take()
    return worker_answers
worker._take_standard_output = keep
worker.read_file = read_file
worker.main()
"""


def pile(root: Path) -> list[InputFile]:
    texts = {"a.txt": f"Date: 3 March 2014\n\n{FERRY}", "b.txt": "", "d.txt": COUNCIL}
    for name, text in texts.items():
        (root / name).write_text(text)
    (root / "c.html").write_text(page(f"<article><h1>Ferry</h1><p>{FERRY}</p><p>{DIVERS}</p></article>"))
    (root / "e.eml").write_bytes(mail(FERRY, attachments=[("x.pdf", "application/pdf", pdf_story([DIVERS, COUNCIL]))]))
    (root / "f.zip").write_bytes(zipped([("x.txt", FERRY), ("y.png", b"\x89PNG\r\n\x1a\n")]))
    (root / "g").symlink_to("gone")
    return list_inputs([root])


def mischievous(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "WORKER", ("-c", MISCHIEF))


def contents(results: list[IngestResult]) -> list[object]:
    return [(result.file.relative, result.documents, result.refusals, result.notes) for result in results]


def test_the_same_documents_whatever_the_number_of_workers(tmp_path: Path) -> None:
    files = pile(tmp_path)
    here = contents([read_file(file, settings=IngestSettings()) for file in files])
    for processes in (1, 2, 3):
        assert contents(list(read_all(files, settings=IngestSettings(), processes=processes))) == here
    assert contents(list(read_all(reversed(files), settings=IngestSettings(), processes=2))) == here[::-1]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("segfault", "crashed"),
        ("leaves", "crashed"),
        ("killed", "too-much-memory"),
        ("lies", "crashed"),
        ("floods", "crashed"),
        ("hoards", "too-much-memory"),
    ],
)
def test_a_worker_that_dies_costs_exactly_its_own_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, expected: str
) -> None:
    mischievous(monkeypatch)
    for number in range(6):
        (tmp_path / f"{name if number == 2 else 'fine'}{number}.txt").write_text(f"{FERRY} {number}")
    results = list(read_all(list_inputs([tmp_path]), settings=IngestSettings(), processes=2))
    assert len(results) == 6
    for result in results:
        if result.file.relative.startswith(name):
            assert [(refusal.path, refusal.code) for refusal in result.refusals] == [(f"{name}2.txt", expected)]
            assert result.documents == ()
        else:
            assert len(result.documents) == 1


@pytest.mark.parametrize(("name", "limits"), [("sleeps", Limits(wall_s=10)), ("spins", Limits(cpu_s=1))])
def test_a_worker_that_takes_too_long_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, limits: Limits
) -> None:
    mischievous(monkeypatch)
    (tmp_path / f"{name}.txt").write_text(FERRY)
    (tmp_path / "z.txt").write_text(DIVERS)
    slow, fine = read_all(list_inputs([tmp_path]), settings=IngestSettings(limits=limits), processes=1)
    assert [refusal.code for refusal in slow.refusals] == ["too-slow"]
    assert [document.text for document in fine.documents] == [DIVERS]


def test_what_libraries_print_does_not_reach_the_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mischievous(monkeypatch)
    (tmp_path / "babbles.txt").write_text(FERRY)
    (result,) = read_all(list_inputs([tmp_path]), settings=IngestSettings(), processes=1)
    assert [document.text for document in result.documents] == [FERRY]


def test_a_file_that_only_a_used_worker_fails_on_is_read_by_a_fresh_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mischievous(monkeypatch)
    (tmp_path / "a.txt").write_text(FERRY)
    (tmp_path / "tired.txt").write_text(DIVERS)
    _, second = read_all(list_inputs([tmp_path]), settings=IngestSettings(), processes=1)
    assert [document.text for document in second.documents] == [DIVERS]


def test_memory_is_limited_inside_c_libraries_too(tmp_path: Path) -> None:
    wide = "<p>" + "".join(f"<b>{number}</b>" for number in range(700_000)) + "</p>"
    (tmp_path / "wide.html").write_text(page(wide))
    (tmp_path / "z.txt").write_text("Gone.")
    tight = IngestSettings(limits=Limits(memory_bytes=200 * MIB))
    result, fine = read_all(list_inputs([tmp_path]), settings=tight, processes=1)
    assert {refusal.code for refusal in result.refusals} == {"too-much-memory"}
    assert result.documents == ()
    assert len(fine.documents) == 1


def test_workers_end_with_the_iterator(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mischievous(monkeypatch)
    (tmp_path / "a.txt").write_text(FERRY)
    for number in range(4):
        (tmp_path / f"sleeps{number}.txt").write_text(FERRY)
    results = read_all(list_inputs([tmp_path]), settings=IngestSettings(), processes=2)
    next(iter(results))
    started = time.monotonic()
    results.close()  # type: ignore[attr-defined]
    assert time.monotonic() - started < 10
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("strandline-ingest")]


def test_a_worker_that_cannot_start_is_an_installation_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "WORKER", ("-c", "raise ImportError('no such part')"))
    (tmp_path / "a.txt").write_text(FERRY)
    with pytest.raises(InstallationError, match="no such part"):
        list(read_all(list_inputs([tmp_path]), settings=IngestSettings(), processes=1))


def test_files_are_only_taken_as_fast_as_results(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FERRY)
    (file,) = list_inputs([tmp_path])
    taken = 0

    def endless() -> object:
        nonlocal taken
        while True:
            taken += 1
            yield file

    results = read_all(endless(), settings=IngestSettings(), processes=2)  # type: ignore[arg-type]
    for _ in range(5):
        next(iter(results))
    results.close()  # type: ignore[attr-defined]
    assert taken <= 5 + workers.AHEAD * 2


def test_the_number_of_processes_must_be_positive() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        read_all([], settings=IngestSettings(), processes=0)
    assert list(read_all([], settings=IngestSettings(), processes=3)) == []


def test_the_order_of_sets_and_the_zone_do_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = pile(tmp_path)
    first = contents(list(read_all(files, settings=IngestSettings(), processes=1)))
    environment = workers._worker_environment()
    for seed, zone in (("1", "Asia/Tokyo"),):
        monkeypatch.setattr(
            workers,
            "_worker_environment",
            lambda seed=seed, zone=zone: {**environment, "PYTHONHASHSEED": seed, "TZ": zone},
        )
        assert contents(list(read_all(files, settings=IngestSettings(), processes=1))) == first


def test_modules_in_the_pile_are_never_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("json", "lxml", "docx", "strandline", "py3langid", "trafilatura", "zlib", "email"):
        (tmp_path / f"{name}.py").write_text("import os; os._exit(66)")
    (tmp_path / "a.html").write_text(page(f"<p>{FERRY}</p>"))
    monkeypatch.chdir(tmp_path)
    results = list(read_all(list_inputs([Path("a.html")]), settings=IngestSettings(), processes=1))
    assert [document.text for document in results[0].documents] == [FERRY]


def test_workers_inherit_no_open_files(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FERRY)
    with (tmp_path / "secret").open("w") as stream:
        os.set_inheritable(stream.fileno(), True)
        files = [file for file in list_inputs([tmp_path]) if file.relative == "a.txt"]
        (result,) = read_all(files, settings=IngestSettings(), processes=1)
    assert result.documents
    assert sys.executable
