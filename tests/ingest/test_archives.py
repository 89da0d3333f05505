from __future__ import annotations

import gzip
import json
from pathlib import Path

from strandline.ingest import IngestSettings, Limits
from strandline.ingest.settings import MIB

from .builders import COUNCIL, DIVERS, FERRY, code, mail, only, page, read, zipped


def test_members_are_documents_in_the_order_of_their_names(tmp_path: Path) -> None:
    data = zipped(
        [
            ("b/2014-03-03_divers.txt", DIVERS),
            ("a.html", page(f"<p>{FERRY}</p>")),
            ("c.eml", mail(COUNCIL)),
            ("__MACOSX/._a.html", b"\x00"),
            (".DS_Store", b"\x00"),
            ("photo.jpg", b"\xff\xd8\xff\xe0" + bytes(20)),
            ("empty.txt", b""),
        ]
    )
    result = read(tmp_path, "pile.zip", data)
    assert [document.path for document in result.documents] == [
        "pile.zip!/a.html",
        "pile.zip!/b/2014-03-03_divers.txt",
        "pile.zip!/c.eml",
    ]
    assert [(refusal.path, refusal.code) for refusal in result.refusals] == [
        ("pile.zip!/empty.txt", "empty"),
        ("pile.zip!/photo.jpg", "image"),
    ]
    assert result.documents[1].published is not None
    assert result.documents[1].published.basis == "file-name"
    alone = only(read(tmp_path, "alone.txt", DIVERS))
    assert alone.sha256 == result.documents[1].sha256


def test_sidecars_in_archives_describe_their_files(tmp_path: Path) -> None:
    sidecar = json.dumps({"date": "2014-03-03", "publisher": "Harbour Gazette"})
    (document,) = read(tmp_path, "pile.zip", zipped([("a.txt", FERRY), ("a.txt.json", sidecar)])).documents
    assert document.publisher == "Harbour Gazette"
    assert document.published is not None
    assert document.published.basis == "sidecar"


def test_archives_in_archives_up_to_a_depth(tmp_path: Path) -> None:
    data = zipped([("deep.txt", FERRY)])
    for level in range(4):
        data = zipped([(f"level{level}.zip", data)])
    (document,) = read(tmp_path, "a.zip", data).documents
    assert document.path == "a.zip!/level3.zip!/level2.zip!/level1.zip!/level0.zip!/deep.txt"
    result = read(tmp_path, "b.zip", zipped([("more.zip", data), ("other.txt", DIVERS)]))
    assert [document.text for document in result.documents] == [DIVERS]
    assert [refusal.code for refusal in result.refusals] == ["too-deep"]


def test_names_that_lead_out_of_the_archive_stay_inside(tmp_path: Path) -> None:
    data = zipped([("../../evil.txt", FERRY), ("evil.txt", DIVERS), ("/abs.txt", COUNCIL), ("c:\\x\\y.txt", FERRY)])
    paths = [document.path for document in read(tmp_path, "a.zip", data).documents]
    assert len(set(paths)) == 4
    assert all(path.startswith("a.zip!/") and ".." not in path for path in paths)


def test_bombs_are_refused_before_they_are_unpacked(tmp_path: Path) -> None:
    assert code(read(tmp_path, "a.zip", zipped([("a.txt", b" " * 60_000_000)]))) == "zip-bomb"
    small = IngestSettings(limits=Limits(expanded_bytes=1 * MIB))
    flat = zipped([(f"{number}.txt", bytes([65 + number]) * 600_000) for number in range(4)])
    assert code(read(tmp_path, "b.zip", flat, small)) == "zip-bomb"
    nested = zipped([(f"{number}.zip", zipped([("a.txt", bytes([65 + number]) * 600_000)])) for number in range(4)])
    result = read(tmp_path, "c.zip", nested, small)
    assert len(result.documents) == 1
    assert "zip-bomb" in {refusal.code for refusal in result.refusals}
    assert (
        code(read(tmp_path, "d.gz", gzip.compress(b" " * 3_000_000), IngestSettings(limits=Limits(file_bytes=MIB))))
        == "too-large"
    )
    few = IngestSettings(limits=Limits(members=3))
    assert code(read(tmp_path, "e.zip", zipped([(f"{n}.txt", "x") for n in range(5)]), few)) == "too-many-parts"


def test_large_members_cost_only_themselves(tmp_path: Path) -> None:
    small = IngestSettings(limits=Limits(file_bytes=MIB))
    result = read(tmp_path, "a.zip", zipped([("big.txt", b"ab " * 400_000), ("small.txt", FERRY)]), small)
    assert [document.text for document in result.documents] == [FERRY]
    assert [(refusal.path, refusal.code) for refusal in result.refusals] == [("a.zip!/big.txt", "too-large")]


def test_broken_locked_and_empty_archives_say_so(tmp_path: Path) -> None:
    data = zipped([("a.txt", FERRY)])
    assert code(read(tmp_path, "a.zip", data[:-30])) == "broken-archive"
    assert code(read(tmp_path, "b.zip", zipped([]))) == "no-text"
    broken = data.replace(b"a.txt", b"b.txt", 1)
    assert [refusal.code for refusal in read(tmp_path, "c.zip", broken).refusals] == ["broken-archive"]
    locked = bytearray(data)
    locked[6] |= 1
    locked[locked.rindex(b"PK\x01\x02") + 8] |= 1
    assert code(read(tmp_path, "d.zip", bytes(locked))) == "encrypted"
    assert code(read(tmp_path, "e.gz", gzip.compress(FERRY.encode())[:-12])) == "broken-archive"


def test_a_gzipped_file_is_read(tmp_path: Path) -> None:
    (document,) = read(
        tmp_path, "2014-03-03.txt.gz", gzip.compress(FERRY.encode()) + gzip.compress(b" " + DIVERS.encode())
    ).documents
    assert document.path == "2014-03-03.txt.gz!/2014-03-03.txt"
    assert document.text == f"{FERRY} {DIVERS}"
