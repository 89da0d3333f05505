from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from strandline.errors import UsageError
from strandline.ingest import list_inputs

from .builders import FERRY


def lay(root: Path, *names: str, text: str = FERRY) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)


def relatives(*paths: Path) -> list[str]:
    return [file.relative for file in list_inputs(paths)]


def refused(*paths: Path) -> dict[str, str]:
    return {file.relative: file.refused[0] for file in list_inputs(paths) if file.refused}


def test_folders_are_walked_in_the_order_of_their_paths(tmp_path: Path) -> None:
    lay(tmp_path, "b.txt", "a/z.txt", "a/b/c.txt", "a.txt", "Z.txt")
    files = list_inputs([tmp_path])
    assert [file.relative for file in files] == ["Z.txt", "a.txt", "a/b/c.txt", "a/z.txt", "b.txt"]
    assert all(file.path.is_absolute() and file.root == tmp_path.resolve() for file in files)


def test_hidden_files_are_passed_over_unless_named(tmp_path: Path) -> None:
    lay(tmp_path, ".DS_Store", ".git/x.txt", "~$draft.docx", "__MACOSX/a.txt", "Thumbs.db", "desktop.ini", "a.txt")
    assert relatives(tmp_path) == ["a.txt"]
    assert relatives(tmp_path / ".DS_Store") == [".DS_Store"]
    assert relatives(tmp_path / ".git") == ["x.txt"]


def test_missing_paths_and_no_paths_are_wrong_calls(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"nowhere\.txt does not exist"):
        list_inputs([tmp_path / "nowhere.txt"])
    with pytest.raises(UsageError, match="no input"):
        list_inputs([])


def test_a_folder_without_files_adds_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    lay(tmp_path, "full/a.txt")
    files = list_inputs([tmp_path / "empty", tmp_path / "full"])
    assert {file.root.name for file in files} == {"full"}


def test_a_file_reached_twice_is_listed_once(tmp_path: Path) -> None:
    lay(tmp_path, "a/b.txt")
    assert relatives(tmp_path, tmp_path / "a", tmp_path / "a/b.txt") == ["a/b.txt"]


def test_two_roots_with_the_same_name_inside_keep_both(tmp_path: Path) -> None:
    lay(tmp_path, "one/x.txt", "two/x.txt", "two/y.txt", "deep/one/x.txt")
    expected = ["one-2/x.txt", "one/x.txt", "two/x.txt", "y.txt"]
    roots = [tmp_path / "one", tmp_path / "two", tmp_path / "deep/one"]
    assert relatives(*roots) == expected
    assert relatives(*reversed(roots)) == expected


def test_links_out_of_the_root_are_refused_and_links_inside_are_not_read_twice(tmp_path: Path) -> None:
    lay(tmp_path, "in/a.txt", "out/secret.txt")
    (tmp_path / "in/out").symlink_to(tmp_path / "out")
    (tmp_path / "in/secret.txt").symlink_to(tmp_path / "out/secret.txt")
    (tmp_path / "in/again.txt").symlink_to(tmp_path / "in/a.txt")
    (tmp_path / "in/loop").symlink_to(tmp_path / "in")
    (tmp_path / "in/nowhere").symlink_to("gone")
    assert refused(tmp_path / "in") == {"out": "link-outside", "secret.txt": "link-outside", "nowhere": "broken-link"}
    assert [file.relative for file in list_inputs([tmp_path / "in"]) if not file.refused] == ["a.txt"]


def test_a_link_that_the_user_names_is_followed(tmp_path: Path) -> None:
    lay(tmp_path, "real/a.txt")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    (tmp_path / "link.txt").symlink_to(tmp_path / "real/a.txt")
    (tmp_path / "dead").symlink_to("gone")
    assert relatives(tmp_path / "link") == ["a.txt"]
    assert relatives(tmp_path / "link.txt") == ["link.txt"]
    assert refused(tmp_path / "dead") == {"dead": "broken-link"}


def test_pipes_and_odd_names_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/odd\xff.txt")).write_text(FERRY)
    (tmp_path / "line\nend.txt").write_text(FERRY)
    (tmp_path / "fine é 漢 👩‍👧.txt").write_text(FERRY)
    assert refused(tmp_path) == {"pipe": "not-a-file", "odd\\xff.txt": "odd-name", "line\\u000aend.txt": "odd-name"}
    for file in list_inputs([tmp_path]):
        file.relative.encode("utf-8")


def test_folders_that_cannot_be_opened_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay(tmp_path, "a.txt", "shut/b.txt")
    scandir = os.scandir

    def guarded(path: Path) -> object:
        if Path(path).name == "shut":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)
    assert refused(tmp_path) == {"shut": "no-permission"}
    assert relatives(tmp_path) == ["a.txt", "shut"]


def test_sidecars_go_with_their_file(tmp_path: Path) -> None:
    lay(tmp_path, "a.html", "b.txt", "c.txt", "d.txt")
    sidecar = json.dumps({"date": "2014-03-03"})
    lay(tmp_path, "a.json", "b.txt.json", "alone.json", text=sidecar)
    lay(tmp_path, "c.json", text=json.dumps({"date": "2014-03-03", "text": FERRY}))
    lay(tmp_path, "d.json", text="{broken")
    files = {file.relative: file for file in list_inputs([tmp_path])}
    assert sorted(files) == ["a.html", "alone.json", "b.txt", "c.json", "c.txt", "d.json", "d.txt"]
    assert {name: file.sidecar.name for name, file in files.items() if file.sidecar} == {
        "a.html": "a.json",
        "b.txt": "b.txt.json",
    }


def test_a_file_named_alone_still_has_its_sidecar(tmp_path: Path) -> None:
    lay(tmp_path, "a.txt")
    lay(tmp_path, "a.json", text=json.dumps({"date": "2014-03-03"}))
    (file,) = list_inputs([tmp_path / "a.txt"])
    assert file.sidecar == tmp_path.resolve() / "a.json"
    (alone,) = list_inputs([tmp_path / "a.json"])
    assert alone.relative == "a.json"
    assert len(list_inputs([tmp_path / "a.txt", tmp_path / "a.json"])) == 1


def test_very_deep_folders_are_walked(tmp_path: Path) -> None:
    folder = tmp_path
    for _ in range(300):
        folder /= "d"
    folder.mkdir(parents=True)
    (folder / "a.txt").write_text(FERRY)
    assert relatives(tmp_path) == ["d/" * 300 + "a.txt"]
