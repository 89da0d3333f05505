"""What passes between the readers of formats and the loop that calls them.

``Source``: bytes with their name and what their container says of them. ``Draft``: a text as a reader found it, before
its date, language and hashes. ``Harvest``: what one input gives, and the budget that its containers share.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from strandline.errors import InputRefused
from strandline.ingest.canonical import CanonicalText
from strandline.ingest.document_date import Stamp
from strandline.ingest.settings import Limits
from strandline.ingest.sidecars import Fields
from strandline.records import Refusal


@dataclass(frozen=True, kw_only=True)
class Source:
    """Bytes to read.

    Attributes:
        path: as it will stand in ``Document.path``; members follow their container after ``!/``.
        data: the bytes; for what a container builds (a feed's entry) the bytes that stand for it.
        limits: of this run.
        depth: how many containers it lies in.
        media_type: declared by the container.
        charset: declared by the container.
        fields: what a sidecar, feed or row says of it.
        original: the bytes that ``Document.sha256`` is of, where they are not ``data``.
    """

    path: str
    data: bytes
    limits: Limits
    depth: int = 0
    media_type: str | None = None
    charset: str | None = None
    fields: Fields = field(default_factory=Fields)
    original: bytes | None = None

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition("/")[2]

    @property
    def suffix(self) -> str:
        """The extension in lower case with its dot, or ""."""
        stem, dot, extension = self.name.rpartition(".")
        return f".{extension.lower()}" if dot and stem else ""

    def member(
        self,
        name: str,
        data: bytes,
        *,
        media_type: str | None = None,
        charset: str | None = None,
        fields: Fields | None = None,
    ) -> Source:
        """A part of this container."""
        return replace(
            self,
            path=f"{self.path}!/{name}",
            data=data,
            depth=self.depth + 1,
            media_type=media_type,
            charset=charset,
            fields=fields or Fields(),
            original=None,
        )


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A text as the reader of its format found it.

    Attributes:
        source: where it came from.
        content: text and locators.
        media_type: for ``Document.media_type``.
        own: the document's own metadata; its ``dates`` are not used, ``published`` is.
        published: dates of publication in the document's own metadata, strongest first.
        making: dates at which the file was made or changed.
        headline: what the layout shows as the headline; the title where properties and metadata give none.
        notes: what a person should know, without the path.
    """

    source: Source
    content: CanonicalText
    media_type: str
    own: Fields = field(default_factory=Fields)
    published: tuple[Stamp, ...] = ()
    making: tuple[Stamp, ...] = ()
    headline: str | None = None
    notes: tuple[str, ...] = ()


@dataclass
class Harvest:
    """What one input gives, in its order, and what its containers may still unpack.

    Attributes:
        read: reads a source and puts what it gives into this harvest (see ``formats.harvest``).
    """

    limits: Limits
    read: Callable[[Source, Harvest], None]
    drafts: list[Draft] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    expanded_bytes: int = 0
    members: int = 0

    def add(self, draft: Draft) -> None:
        """Keep a draft.

        Raises:
            InputRefused: ``no-text``, where it holds nothing but white space.
        """
        if not draft.content.text.strip():
            raise InputRefused(draft.source.path, "it holds no text", code="no-text")
        self.drafts.append(draft)

    def take_member(self, source: Source) -> None:
        """Read a part of a container; what is wrong with it costs only this part."""
        self.count_member(source.path)
        try:
            if source.depth > self.limits.depth:
                reason = f"it lies in more than {self.limits.depth} containers inside one another"
                raise InputRefused(source.path, reason, code="too-deep")
            self.read(source, self)
        except InputRefused as refused:
            self.refuse(refused)

    def count_member(self, path: str) -> None:
        """Count a part of a container.

        Raises:
            InputRefused: ``too-many-parts``, beyond what one input may hold; ``path`` is the first that is not read.
        """
        self.members += 1
        if self.members > self.limits.members:
            reason = f"from here on it was not read: the input holds more than {self.limits.members} parts; split it"
            raise InputRefused(path, reason, code="too-many-parts")

    def refuse(self, refused: InputRefused) -> None:
        """Keep a refusal and go on."""
        self.refusals.append(Refusal(path=refused.path, reason=refused.reason, code=refused.code))

    def spend(self, size: int, *, path: str) -> None:
        """Count unpacked bytes.

        Raises:
            InputRefused: ``zip-bomb``, beyond what one input may unpack to.
        """
        self.expanded_bytes += size
        if self.expanded_bytes > self.limits.expanded_bytes:
            limit = self.limits.expanded_bytes // (1024 * 1024)
            raise InputRefused(path, f"it unpacks to more than {limit} MB", code="zip-bomb")
