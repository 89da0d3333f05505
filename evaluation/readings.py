"""Readings that are kept between measurements, so that a change of a later stage is measured without reading again.

They lie under ``.train/readings`` (no part of the repository), by a hash of the text, of the weights and of the
reader's own code: what was read by other code is never used.
"""

from __future__ import annotations

import hashlib
import pickle
from functools import cache
from pathlib import Path
from typing import cast

import strandline.reading
from strandline.reading import Reader
from strandline.records import Reading

KEPT = Path(".train/readings")


class KeepingReader(Reader):
    """A reader that remembers what it read of whole texts."""

    def read(self, text: str) -> Reading:
        """The reading of a text, from the folder if it is there."""
        name = hashlib.sha256(f"{self.fingerprint}{_code()}{text}".encode(errors="surrogatepass")).hexdigest()
        path = KEPT / name[:2] / f"{name}.pickle"
        if path.exists():
            return cast(Reading, pickle.loads(path.read_bytes()))
        reading = super().read(text)
        path.parent.mkdir(parents=True, exist_ok=True)
        whole = path.with_suffix(f".{id(reading)}")
        whole.write_bytes(pickle.dumps(reading))
        whole.replace(path)
        return reading


@cache
def _code() -> str:
    folder = Path(strandline.reading.__file__).parent
    parts = [
        folder.parent / "records.py",
        *sorted([*folder.glob("*.py"), *folder.glob("*.t*ml"), *folder.glob("*.txt")]),
    ]
    return hashlib.sha256(b"\0".join(part.read_bytes() for part in parts)).hexdigest()
