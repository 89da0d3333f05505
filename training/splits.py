"""Which documents nobody trains on.

Twelve documents of the ``claims`` corpus, drawn over all its sources by a fixed hash, are the project's own test; ten
of ``wikinews-apple`` are held out to measure triggers in that corpus' own scheme.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

CLAIMS_TEST_BY_SOURCE = {"GUM": 4, "timeset": 3, "weblog": 2, "apple": 1, "re3d": 2}
APPLE_HELD_OUT = 10
_SEED = "strandline claims test, 1"


def _order(identifier: str) -> str:
    return hashlib.sha256(f"{_SEED}|{identifier}".encode()).hexdigest()


def claims_source(identifier: str) -> str:
    """The corpus that a document of ``claims`` was taken from."""
    head = identifier.replace("-", "_").split("_")[0]
    return "weblog" if head == "newsgroup" else head


def claims_test(identifiers: Iterable[str]) -> frozenset[str]:
    """The test documents among ``identifiers`` (all of the corpus)."""
    by_source: dict[str, list[str]] = {}
    for identifier in identifiers:
        by_source.setdefault(claims_source(identifier), []).append(identifier)
    return frozenset(
        identifier
        for source, count in CLAIMS_TEST_BY_SOURCE.items()
        for identifier in sorted(by_source.get(source, ()), key=_order)[:count]
    )


def apple_held_out(identifiers: Iterable[str], claims_identifiers: Iterable[str]) -> frozenset[str]:
    """Held-out documents of wikinews-apple; those of the claims test are always among them."""
    test = {item.removeprefix("apple_") for item in claims_test(claims_identifiers) if item.startswith("apple_")}
    rest = sorted((item for item in identifiers if item not in test), key=_order)
    return frozenset(test | set(rest[: APPLE_HELD_OUT - len(test)]))
