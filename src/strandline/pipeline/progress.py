"""How the pipeline says how far it is. The command line draws bars; nothing is said by default."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Told of steps: ``files``, ``documents``, ``reconciling``, ``writing``."""

    def begin(self, step: str, total: int | None) -> None:
        """A step begins; ``total`` things are to be done, None where nobody knows."""

    def advance(self, step: str, done: int) -> None:
        """``done`` things of the step are done now."""


class Silent:
    """Says nothing."""

    def begin(self, step: str, total: int | None) -> None:
        """See ``Progress``."""

    def advance(self, step: str, done: int) -> None:
        """See ``Progress``."""
