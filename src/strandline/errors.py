"""The one exception tree of Strandline.

    StrandlineError
    ├── UsageError            the call itself was wrong (exit status 2)
    ├── InputRefused          one input could not be read; the rest goes on (exit status 1)
    ├── ChronologyError       a chronology folder or database is missing, foreign, locked or damaged
    │   └── QuoteMismatch     words that a claim stands on are not where it says they are
    └── InstallationError     a part of the program itself is missing (weights, gazetteer, built page)

Every message says what happened, in which input, and what to do next.
"""

from __future__ import annotations


class StrandlineError(Exception):
    """Base of all errors that Strandline raises on purpose."""


class UsageError(StrandlineError):
    """The call was wrong: an unknown option value, a path that does not exist, a date that is none."""


class InputRefused(StrandlineError):
    """One input was refused, with a reason for people.

    Attributes:
        path: the input as the user named it, relative to its root.
        reason: one sentence without the path.
        code: short machine-readable word for the kind of refusal, e.g. ``"empty"`` or ``"too-large"``.
    """

    def __init__(self, path: str, reason: str, *, code: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason
        self.code = code

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild_refusal, (self.path, self.reason, self.code)


def _rebuild_refusal(path: str, reason: str, code: str) -> InputRefused:
    return InputRefused(path, reason, code=code)


class ChronologyError(StrandlineError):
    """A chronology cannot be opened, read or written."""


class QuoteMismatch(ChronologyError):
    """``text[start:end]`` of a document is not the quote that a claim carries."""


class InstallationError(StrandlineError):
    """A file that belongs to the program itself is missing or damaged."""
