"""The zone that a document gives its clock times in, where it says so once for all: "All times UTC", "(times are GMT)".

Comes in: the text. Goes out: an IANA zone, from ``zones.toml``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final

from strandline.timing.lexicon import read_toml

_LINKS: Final = r"(?: (?:are|given|shown|listed|stated|quoted|here|below|in|is))"
_SAYING: Final = re.compile(
    rf"\b(?:all (?:clock )?times{_LINKS}{{0,4}}|times{_LINKS}{{1,4}}) "
    r"(?:\(?(?P<short>[A-Z][A-Za-z]{0,4})\b|(?P<long>[A-Za-z]+) (?:(?:standard|daylight|mean) )?time\b)",
    re.IGNORECASE,
)


def stated_zone(text: str) -> str | None:
    """The IANA zone that a document states for all its clock times; None where it states none, or one not known."""
    for match in _SAYING.finditer(text):
        short, words = match["short"] or "", _words()
        if (short.isupper() and short.lower() in words["Zone"]) or (match["long"] or "").lower() in words["ZoneName"]:
            return words["Zone"].get(short.lower()) or words["ZoneName"][match["long"].lower()]
    return None


@cache
def _words() -> dict[str, dict[str, str]]:
    data: dict[str, Any] = read_toml("zones.toml")
    return {name: dict(data[name]["words"]) for name in ("Zone", "ZoneName")}
