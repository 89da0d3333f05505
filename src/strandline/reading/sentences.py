"""Boundary scores of a window in, sentence ends out.

The network's boundary head decides (less surely within a name), but where the signs leave no doubt: a lone full stop
before a capital nearly always ends a sentence (of 1,403 such places in the development parts of EWT and GUM, 1,401 do),
the number of a list's item, "P.S." and what stands before a comma never do, and an empty line always does.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from strandline.reading.tokenise import BLANK_LINE, LINE, NO_BREAK

Floats = npt.NDArray[np.float32]

STOP_BEFORE_CAPITAL: Final = -2.0
"""Least score (log odds) of an end at a lone full stop, question or exclamation mark before a capital; elsewhere 0."""

NAME_GOES_ON: Final = 2.0
"""What it costs (in log odds) to end a sentence where a name surely goes on; from the development part of EWT."""

_STOPS: Final = frozenset({".", "!", "?"})
_CLOSERS: Final = frozenset({'"', "”", "’", "'", "''", ")", "]"})
_POSTSCRIPTS: Final = frozenset({"PS", "P.S.", "P.S", "PS.", "PPS", "P.P.S."})
_AFTER_POSTSCRIPT: Final = frozenset({"-", "--", "–", "—", ":", "."})
_OPENERS: Final = frozenset({'"', "“", "‘", "``", "(", "["})


def lowered_within_names(scores: Floats, names: Floats, goes_on: list[int]) -> Floats:
    """Boundary scores of a window (W), lower where the next word goes on with a name, by its name scores (W × tags).

    Args:
        scores: log odds that a sentence ends after each word.
        names: scores of the tags of names.
        goes_on: the tags of words that go on with a name.
    """
    places = np.flatnonzero(scores[:-1] > STOP_BEFORE_CAPITAL)
    following = names[places + 1]
    chance = np.exp(following - following.max(axis=1, initial=-np.inf, keepdims=True))
    lowered: Floats = scores.copy()
    lowered[places] -= NAME_GOES_ON * chance[:, goes_on].sum(axis=1) / chance.sum(axis=1)
    return lowered


def sentence_ends(scores: Floats, forms: list[str], layouts: list[int], first: int, last: int) -> list[int]:
    """Ends (exclusive) of the sentences of the window ``[first, last)``, its own end last.

    Args:
        scores: log odds, for each of the window's words, that a sentence ends after it.
        forms: words of the whole text.
        layouts: layout before each of them (``strandline.reading.tokenise``).
        first: first word of the window.
        last: end of the window.
    """
    ends: list[int] = []
    start = first
    for place, score in enumerate(scores[: last - first - 1].tolist()):
        index = first + place
        layout = layouts[index + 1]
        if layout >= LINE:
            ended = score > 0 or layout == BLANK_LINE or not forms[index + 1][:1].islower()
        elif score > 0:
            ended = not (
                _numbers_an_item(forms, start, index)
                or forms[index + 1] == ","
                or _announces_a_postscript(forms, start, index)
            )
        else:
            ended = score > STOP_BEFORE_CAPITAL and layout != NO_BREAK and _stops_before_capital(forms, start, index)
        if ended:
            start = index + 1
            ends.append(start)
    ends.append(last)
    return ends


def _numbers_an_item(forms: list[str], start: int, index: int) -> bool:
    """Whether the word is the stop of a number that begins the sentence ("2. Then …")."""
    return index == start + 1 and forms[index] == "." and forms[start].isdigit() and len(forms[start]) < 4


def _announces_a_postscript(forms: list[str], start: int, index: int) -> bool:
    """Whether the sentence so far is "P.S." alone, with a dash or a colon behind it or without."""
    alone = index == start or (index == start + 1 and forms[index] in _AFTER_POSTSCRIPT)
    return alone and forms[start].upper() in _POSTSCRIPTS


def _stops_before_capital(forms: list[str], start: int, index: int) -> bool:
    stop = index
    while stop > start and forms[stop] in _CLOSERS:
        stop -= 1
    following = forms[index + 1]
    return (
        forms[stop] in _STOPS
        and (following[:1].isupper() or following in _OPENERS)
        and not _numbers_an_item(forms, start, stop)
    )
