"""English inflection undone by its spelling rules: a form in, the base forms that it may come from out.

For words that the treebanks lack, where the network's edit of the form is a guess ("abducted" → "abducte"). The rules
are those of any grammar (e doubled or dropped, y for ie, consonants doubled); irregular forms stand in
``inflection.toml``, with whatever prefix ("overthrew").
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Final

_VOWELS: Final = frozenset("aeiou")
_SIBILANT: Final = ("s", "x", "z", "ch", "sh")
_NEVER_BARE: Final = ("v", "u", "c", "dg", "iz", "yz", "is", "rs", "ls", "ns", "at", "ag", "rg")
"""Ends of stems that English spells with a silent e behind them ("serve", "argue", "force", "judge", "organize")."""
_SHORTEST_IRREGULAR: Final = 3


def bases(form: str, upos: str) -> tuple[str, ...]:
    """Base forms that an inflected verb or plural noun may have, the likeliest first; empty where it is none.

    Args:
        form: in lower case.
        upos: VERB, AUX or NOUN; others have none.
    """
    if upos in ("VERB", "AUX"):
        irregular = _irregular(form, "verbs")
        if irregular is not None:
            return (irregular,)
        for ending in ("ed", "ing"):
            if form.endswith(ending) and any(letter in "aeiouy" for letter in form[: -len(ending)]):
                return _stems(form[: -len(ending)], ending)
        return _without_s(form)
    if upos == "NOUN":
        irregular = _irregular(form, "nouns")
        return (irregular,) if irregular is not None else _without_s(form)
    return ()


def _stems(stem: str, ending: str) -> tuple[str, ...]:
    """What "-ed" or "-ing" was put to."""
    if ending == "ed" and stem.endswith("i") and len(stem) > 2:
        return (stem[:-1] + "y",)
    if len(stem) < 2:
        return ()
    doubled = len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "aeiouhwxy"
    if doubled and stem[-1] not in "lsfz":
        return (stem[:-1], stem)
    if doubled:
        return (stem, stem[:-1])
    if stem.endswith(_NEVER_BARE) or _short_open(stem):
        return (stem + "e", stem)
    return (stem, stem + "e")


def _short_open(stem: str) -> bool:
    """One vowel before the last consonant, which would be doubled if there were no e: "nam-ed", "stag-ed"."""
    if len(stem) < 2 or stem[-1] in "aeiouwxy":
        return False
    single = stem[-2] in _VOWELS and (len(stem) == 2 or stem[-3] not in _VOWELS)
    return single and sum(letter in "aeiouy" for letter in stem) == 1


def _without_s(form: str) -> tuple[str, ...]:
    if not form.endswith("s") or form.endswith(("ss", "us", "is")) or len(form) < 4:
        return ()
    if form.endswith("ies"):
        return (form[:-3] + "y",) if len(form) > 4 else (form[:-1],)
    if form.endswith("oes") and len(form) > 5:
        return (form[:-2], form[:-1])
    if form.endswith("es") and form[:-2].endswith(_SIBILANT):
        bare, silent = form[:-2], form[:-1]
        return (bare, silent) if bare.endswith(("ss", "x", "ch", "sh", "zz")) else (silent, bare)
    return (form[:-1],)


def _irregular(form: str, part: str) -> str | None:
    table = _table()[part]
    for start in range(max(1, len(form) - _SHORTEST_IRREGULAR + 1)):
        prefix, rest = form[:start], form[start:]
        if prefix and prefix not in _prefixes():
            continue
        base = table.get(rest)
        if base is not None:
            return prefix + base
    if part == "nouns" and form.endswith("men") and len(form) > 5:
        return form[:-3] + "man"
    return None


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, str]]:
    data = tomllib.loads(files("strandline.reading").joinpath("inflection.toml").read_text("utf-8"))
    return {
        part: {form: base for base, forms in data[part].items() for form in forms.split()}
        for part in ("verbs", "nouns")
    }


@lru_cache(maxsize=1)
def _prefixes() -> frozenset[str]:
    data = tomllib.loads(files("strandline.reading").joinpath("inflection.toml").read_text("utf-8"))
    return frozenset(item for prefix in data["prefixes"] for item in (prefix, f"{prefix}-"))
