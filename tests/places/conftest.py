"""Builders for the tests of places: the shipped gazetteer, a small one of our own, readings made by hand."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from strandline.places import Gazetteer, resolve_places
from strandline.places.gazetteer_file import Row, write_gazetteer
from strandline.places.name_keys import name_key
from strandline.records import Name, NameType, Place, Reading, Sentence, Token

_TOKEN = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]")

Named = tuple[NameType, str] | tuple[NameType, str, float]
MakeReading = Callable[..., Reading]
Resolve = Callable[..., dict[str, Place]]


def make_reading(
    text: str,
    *,
    names: Sequence[Named] = (),
    tags: str = "",
    heads: Sequence[tuple[int, int, str]] = (),
    lemmas: Mapping[str, str] | None = None,
) -> Reading:
    """A reading of one sentence.

    Args:
        text: the text; it is cut into words and marks.
        names: types, surfaces and (if not 0.9) scores of names, each at its first place in the text.
        tags: universal parts of speech of all tokens, with spaces between; "" for none.
        heads: (token, head, relation) by index; tokens not named are roots.
        lemmas: lemmas that are not the word in lower case.
    """
    spans = [match.span() for match in _TOKEN.finditer(text)]
    known = lemmas or {}
    upos = tags.split() or [""] * len(spans)
    assert len(upos) == len(spans), [text[start:end] for start, end in spans]
    links = {token: (head, relation) for token, head, relation in heads}
    tokens = tuple(
        Token(
            start,
            end,
            text[start:end],
            known.get(text[start:end], text[start:end].lower()),
            tag,
            "",
            "",
            *links.get(at, (-1, "root")),
            0,
        )
        for at, ((start, end), tag) in enumerate(zip(spans, upos, strict=True))
    )
    found = []
    for kind, surface, *score in names:
        start = text.index(surface)
        found.append(Name(0, 0, start, start + len(surface), surface, kind, score[0] if score else 0.9))
    kept = tokens if tags or heads else ()
    sentences = (Sentence(0, len(kept), 0, len(text), 0),) if kept else ()
    return Reading(sentences=sentences, tokens=kept, names=tuple(found))


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """The gazetteer that ships."""
    return Gazetteer.open()


@pytest.fixture
def read() -> MakeReading:
    """``make_reading``."""
    return make_reading


@pytest.fixture
def resolve(gazetteer: Gazetteer) -> Resolve:
    """Resolve a text with the shipped gazetteer; places by their words."""

    def by_words(
        text: str, *, reading: Reading | None = None, pile: dict[str, float] | None = None
    ) -> dict[str, Place]:
        places = resolve_places(text, reading=reading or make_reading(""), gazetteer=gazetteer, pile_countries=pile)
        for place in places:
            assert text[place.start : place.end] == place.text
        return {place.text: place for place in places}

    return by_words


def row(
    identity: str, names: str, *, point: tuple[float, float] | None = (10.0, 20.0), country: str = "IQ",
    admin1: str = "", feature: str = "city", population: int = 1000, prominence: float = 3.0, others: str = "",
    radius: int = 0,
    zone: str = "Asia/Baghdad", countries: tuple[str, ...] = (),
) -> Row:  # fmt: skip
    """A row of a small gazetteer; ``names`` and ``others`` are lists with "|" between."""
    own = [name.strip() for name in names.split("|")]
    keys = [*map(name_key, own), *(name_key(name) for name in others.split("|") if name)]
    return Row(
        identity, point[0] if point else None, point[1] if point else None, country, admin1, feature, population, zone,
        radius, prominence, countries, tuple(keys), len(own), own[0],
    )  # fmt: skip


@pytest.fixture
def small(tmp_path: Path) -> Callable[..., Gazetteer]:
    """Write rows to a file and open it."""

    def build(*rows: Row, peoples: dict[str, str] | None = None) -> Gazetteer:
        path = tmp_path / "small.bin"
        write_gazetteer(path, rows, {"peoples": peoples or {}, "capitals": {}, "zones": {"IQ": "Asia/Baghdad"}})
        return Gazetteer.open(path)

    return build
