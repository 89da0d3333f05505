"""What is known of one mention of a place while it is being resolved."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from strandline.places.gazetteer import Candidate

Use = Literal["place", "government", "attribute", "organisation"]
"""How a place name is used: for the place; for its government, which speaks; in front of something that is only
connected with it ("Iran-backed"); inside an organisation's name. Only the first is a place of anything, all of them say
which part of the world a document is about."""


@dataclass(slots=True)
class Mention:
    """A mention, code points ``[start, end)``, with the entries of the gazetteer that its name has.

    Attributes:
        name: what is looked up.
        entries: see ``GazetteerFile.rows_of``.
        kind: the kind of place that the words around it ask for (a key of ``[kinds]`` in the lexicon), or "".
        facility: head noun of a facility that the mention names, or "".
        container: a mention that this one lies in, by the words between them.
        near: whether it only lies near the container, and how far at most, in km.
        offset: distance in km and bearing in degrees from the place named; None: at it.
        phrase: where the words of ``offset`` begin.
        trusted: the reader names it as a place.
        people: country of the people named before it ("the Iraqi city of"), by ISO code.
        beside: mentions near it in the text, with weights from 0 to 1.
        peoples: countries whose people are named near it, by ISO code, with weights from 0 to 1.
        candidate: the place chosen.
    """

    start: int
    end: int
    name: str
    entries: tuple[int, ...]
    use: Use = "place"
    kind: str = ""
    facility: str = ""
    container: Mention | None = None
    near: float = 0.0
    offset: tuple[float, float] | None = None
    phrase: int | None = None
    trusted: bool = False
    people: str | None = None
    beside: list[tuple[Mention, float]] = field(default_factory=list, repr=False)
    peoples: dict[str, float] = field(default_factory=dict, repr=False)
    candidate: Candidate | None = field(default=None, repr=False)
