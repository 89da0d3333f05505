"""Which files a call means: folders walked, hidden files and sidecars set apart, links out of the root refused.

Comes in: paths as the user gave them. Goes out: ``InputFile``, ordered by ``relative``, the same on every file system.
"""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from strandline.errors import UsageError
from strandline.ingest.sidecars import SIDECAR_BYTES, pair_sidecars, read_sidecar, sidecar_names

IGNORED_NAMES: Final = frozenset({"__macosx", "thumbs.db", "desktop.ini"})


@dataclass(frozen=True, kw_only=True)
class InputFile:
    """One file to read.

    Attributes:
        path: absolute path of the file itself (links resolved).
        relative: path under its root with ``/`` between the parts: ``Document.path``.
        root: the INPUT that it was found under, absolute (the file's folder where INPUT was the file).
        sidecar: the JSON file beside it that describes it. A change of it changes the document without changing the
            document's bytes, so whoever skips unchanged files must look at both.
        refused: (code, reason) where it is known already that the file must not be read.
    """

    path: Path
    relative: str
    root: Path
    sidecar: Path | None = None
    refused: tuple[str, str] | None = None


def list_inputs(paths: Sequence[Path]) -> list[InputFile]:
    """Every file that the call means, each once, ordered by ``relative``.

    Hidden files and folders (``.DS_Store``, ``~$draft.docx``, ``__MACOSX``) are passed over unless the user names
    them; JSON sidecars go with the file that they describe. What must not be read (a link out of the root, a pipe, a
    folder without permission, a name that is no Unicode) is listed with ``refused`` set. A folder without any file
    simply adds nothing: compare the ``root`` of what came back with the paths given.

    Args:
        paths: files or folders, absolute or relative to the working directory.

    Raises:
        UsageError: a path does not exist, or no path was given.
    """
    if not paths:
        raise UsageError("no input was named; give at least one file or folder")
    found: dict[tuple[Path, bool], InputFile] = {}
    for given in paths:
        if not os.path.lexists(given):
            raise UsageError(f"{_shown(str(given))} does not exist; check the spelling of the path")
        for file in _files_under(given):
            found.setdefault((file.path, file.refused is not None), file)
    files = _with_sidecars(list(found.values()))
    return sorted(_distinct(files), key=lambda file: (file.relative, str(file.path)))


def _files_under(given: Path) -> Iterator[InputFile]:
    absolute = given.absolute()
    if absolute.is_dir():
        root = absolute.resolve()
        yield from _walk(root)
        return
    root = absolute.parent.resolve()
    try:
        resolved = absolute.resolve(strict=True)
    except (OSError, RuntimeError):
        yield _refused(absolute, absolute.name, root, "broken-link", "the link points to nothing that exists")
        return
    yield _checked(resolved, absolute.name, root)


def _walk(root: Path) -> Iterator[InputFile]:
    folders = [root]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(folder) as entries:
                children = list(entries)
        except OSError as error:
            reason = f"the folder could not be opened ({_os_reason(error)})"
            yield _refused(folder, _relative(folder, root) or ".", root, "no-permission", reason)
            continue
        for entry in children:
            if is_hidden(entry.name):
                continue
            path = Path(entry.path)
            if entry.is_symlink():
                yield from _linked(path, root)
            elif entry.is_dir(follow_symlinks=False):
                folders.append(path)
            else:
                yield _checked(path, _relative(path, root), root)


def is_hidden(name: str) -> bool:
    """Is a file or folder of this name passed over: dot files, Office locks, what systems leave in every folder?"""
    return name.startswith((".", "~$")) or name.lower() in IGNORED_NAMES


def _linked(path: Path, root: Path) -> Iterator[InputFile]:
    """A link inside the root is read as what it points to, so its target is listed once, under its own name."""
    relative = _relative(path, root)
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):
        yield _refused(path, relative, root, "broken-link", "the link points to nothing that exists")
        return
    if not target.is_relative_to(root):
        yield _refused(path, relative, root, "link-outside", "the link leads out of the input folder")


def _checked(path: Path, relative: str, root: Path) -> InputFile:
    try:
        mode = path.lstat().st_mode
    except OSError as error:
        return _refused(path, relative, root, "vanished", f"the file could not be found again ({_os_reason(error)})")
    if not stat.S_ISREG(mode):
        return _refused(path, relative, root, "not-a-file", "it is no regular file but a pipe, socket or device")
    if _shown(relative) != relative:
        reason = "the file name holds bytes that are no text or control characters; rename the file"
        return _refused(path, relative, root, "odd-name", reason)
    return InputFile(path=path, relative=relative, root=root)


def _refused(path: Path, relative: str, root: Path, code: str, reason: str) -> InputFile:
    return InputFile(path=path, relative=_shown(relative), root=root, refused=(code, reason))


def _with_sidecars(files: list[InputFile]) -> list[InputFile]:
    """Take sidecars out of the list where the file that they describe is in it, and pin them to that file."""
    by_folder: dict[Path, list[str]] = {}
    for file in files:
        if file.refused is None:
            by_folder.setdefault(file.path.parent, []).append(file.path.name)
    described: dict[Path, Path] = {}
    sidecars: set[Path] = set()
    for folder, names in by_folder.items():
        pairs = pair_sidecars(names, lambda name, folder=folder: _describes(folder / name))  # type: ignore[misc]
        described.update({folder / subject: folder / sidecar for subject, sidecar in pairs.items()})
        sidecars.update(folder / sidecar for sidecar in pairs.values())
    kept = []
    for file in files:
        if file.refused is not None or file.path not in sidecars:
            sidecar = described.get(file.path) or _unlisted_sidecar(file)
            kept.append(file if sidecar is None else replace(file, sidecar=sidecar))
    return kept


def _unlisted_sidecar(file: InputFile) -> Path | None:
    """The sidecar on disk of a file that was named alone on the command line."""
    if file.refused is not None:
        return None
    candidates = (file.path.with_name(name) for name in sidecar_names(file.path.name))
    return next((path for path in candidates if path != file.path and _describes(path)), None)


def _describes(path: Path) -> bool:
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > SIDECAR_BYTES:
            return False
        return read_sidecar(path.read_bytes()) is not None
    except OSError:
        return False


def _distinct(files: list[InputFile]) -> list[InputFile]:
    """Where two roots give the same relative path, put the root's name (and a number) in front of it."""
    counts = Counter(file.relative for file in files)
    taken: set[str] = {relative for relative, count in counts.items() if count == 1}
    distinct = []
    for file in sorted(files, key=lambda file: str(file.path)):
        relative = file.relative
        if counts[relative] > 1:
            relative = f"{_shown(file.root.name)}/{relative}"
            number = 2
            while relative in taken:
                relative = f"{_shown(file.root.name)}-{number}/{file.relative}"
                number += 1
            taken.add(relative)
        distinct.append(replace(file, relative=relative))
    return distinct


def _relative(path: Path, root: Path) -> str:
    return "/".join(path.relative_to(root).parts)


def _shown(name: str) -> str:
    """A name as it can be printed and written to JSON: bytes that are no text and control characters escaped."""
    return "".join(
        character if character.isprintable() or character == "\N{NO-BREAK SPACE}" else _escaped(character)
        for character in name
    )


def _escaped(character: str) -> str:
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:  # a byte that the file system's encoding could not decode (PEP 383)
        return f"\\x{code - 0xDC00:02x}"
    if code < 0x20 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000:
        return f"\\u{code:04x}"
    return character


def _os_reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()
