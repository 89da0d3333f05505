"""Mail: one message (.eml, .mht) or many (mbox); attachments are further documents.

Parsed with ``email.policy.default``. The header's date keeps the sender's UTC offset. A page saved as MIME HTML is no
mail: its ``Date`` is when it was saved, not when it was published.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import PurePosixPath
from typing import Any, Final

from strandline.errors import InputRefused
from strandline.ingest.canonical import CanonicalText, clean, join_paragraphs, unwrap
from strandline.ingest.decoding import decode
from strandline.ingest.document_date import Stamp
from strandline.ingest.drafts import Draft, Harvest, Source
from strandline.ingest.mail_text import join_quoted, unflow
from strandline.ingest.markup import blocks_of
from strandline.ingest.safe_xml import parse_html, too_deep
from strandline.ingest.sidecars import Fields
from strandline.ingest.webpage import read_webpage

PART_NESTING: Final = 60
HEADER_CHARACTERS: Final = 1_000

_MBOX_START: Final = re.compile(rb"^From [^\r\n]*\d\d:\d\d[^\r\n]*\d{4}[^\r\n]*\r?\n", re.MULTILINE)
_HEADER_NAMES: Final = re.compile(
    rb"^(from|to|subject|date|message-id|received|mime-version|return-path|delivered-to|content-type|cc|reply-to"
    rb"|x-[\w-]+|dkim-signature|list-[\w-]+|content-transfer-encoding|sender|in-reply-to|references):",
    re.IGNORECASE | re.MULTILINE,
)
_SURE_HEADERS: Final = frozenset({b"message-id", b"received", b"mime-version", b"return-path"})
_BODY_TYPES: Final = frozenset({"text/plain", "text/html"})
_SIGNATURES: Final = frozenset(
    {
        "application/pgp-signature",
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "application/pgp-keys",
    }
)
_FREE_MAIL: Final = re.compile(
    r"(?:^|\.)(?:gmail|googlemail|yahoo|hotmail|outlook|live|icloud|me|aol|gmx|web|proton|protonmail|mail|yandex)\.[a-z.]+$"
)
_SAVED_PAGE: Final = re.compile(rb"^(?:snapshot-content-location|from:\s*<?saved by)", re.IGNORECASE | re.MULTILINE)


def looks_like_mail(data: bytes) -> bool:
    """Do the bytes start with the headers of a message (not with a text that happens to say ``Date:``)?"""
    head = re.split(rb"\r?\n\r?\n", data[:16_384].lstrip(), maxsplit=1)[0]
    if not re.match(rb"[A-Za-z-]+:|>?From ", head):
        return False
    names = {match[1].lower() for match in _HEADER_NAMES.finditer(head)}
    return len(names) >= 3 and bool(names & _SURE_HEADERS) and bool(names & {b"from", b"date", b"subject"})


def looks_like_mbox(data: bytes) -> bool:
    """Does a mailbox start here: a ``From `` line with a date, then headers?"""
    start = _MBOX_START.match(data)
    return start is not None and _HEADER_NAMES.search(data, start.end(), start.end() + 4_096) is not None


def harvest_mbox(source: Source, harvest: Harvest) -> None:
    """Every message of a mailbox, numbered from 0001 in its order."""
    starts = [match.span() for match in _MBOX_START.finditer(source.data) if _is_start(source.data, *match.span())]
    for number, (_, after) in enumerate(starts, 1):
        end = starts[number][0] if number < len(starts) else len(source.data)
        message = source.data[after:end].rstrip(b"\r\n") + b"\n"
        message = re.sub(rb"^>(>*From )", rb"\1", message, flags=re.MULTILINE)
        harvest.take_member(source.member(f"{number:04d}.eml", message, media_type="message/rfc822"))


def _is_start(data: bytes, start: int, end: int) -> bool:
    """A separator stands at the top or after an empty line, and a header follows it."""
    if start == 0:
        return True
    after_blank = data[max(0, start - 4) : start].endswith((b"\n\n", b"\n\r\n"))
    return after_blank and re.match(rb"[A-Za-z][\w-]*:", data[end : end + 80]) is not None


def harvest_mail(source: Source, harvest: Harvest) -> None:
    """One message: its body as a document, then its attachments.

    Raises:
        InputRefused: ``too-deep``, ``broken-mail`` or, for a message without attachments, ``no-text``.
    """
    message = _parse(source)
    attachments = list(_attachments(message, source))
    saved_page = _SAVED_PAGE.search(source.data[:8_192]) is not None
    if saved_page:
        _harvest_saved_page(message, source, harvest)
        return
    notes: list[str] = []
    content = _body(message, source)
    if content is not None:
        harvest.add(_draft(message, source, content, notes))
    elif not attachments:
        raise InputRefused(source.path, "the message has neither text nor attachments", code="no-text")
    for attachment in attachments:
        harvest.spend(len(attachment.data), path=source.path)
        harvest.take_member(attachment)


def _parse(source: Source) -> EmailMessage:
    try:
        message = message_from_bytes(source.data.lstrip(b"\r\n"), policy=policy.default)
        pending: list[tuple[Any, int]] = [(message, 0)]
        while pending:
            part, depth = pending.pop()
            if depth > PART_NESTING:
                raise too_deep(source.path, PART_NESTING)
            if part.is_multipart():
                pending += [(child, depth + 1) for child in part.get_payload()]
    except RecursionError:
        raise too_deep(source.path, PART_NESTING) from None
    return message


def _draft(message: EmailMessage, source: Source, content: CanonicalText, notes: list[str]) -> Draft:
    name, address = parseaddr(_header(message, "From") or "")
    domain = address.rpartition("@")[2].lower()
    date = _date(message, notes)
    return Draft(
        source=source,
        content=content,
        media_type="message/rfc822",
        own=Fields(
            title=_header(message, "Subject"),
            publisher=domain if domain and not _FREE_MAIL.search(domain) else None,
            authors=(name or address,) if name or address else (),
        ),
        published=(Stamp("the mail's Date", date),) if date else (),
        notes=tuple(notes),
    )


def _header(message: EmailMessage, name: str) -> str | None:
    """A header decoded and on one line; a header that cannot be decoded counts as missing."""
    try:
        value = message.get(name)
    except (ValueError, IndexError, MessageError, LookupError, AttributeError, TypeError):
        return None  # the parser of structured headers stumbles over hostile ones in many ways
    if value is None:
        return None
    text = clean(" ".join(str(value).split()))[:HEADER_CHARACTERS]
    return text or None


def _date(message: EmailMessage, notes: list[str]) -> str | None:
    """The header's date in ISO 8601 with the sender's offset; ``-0000`` says that only UTC is known."""
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == "date"), None)
    if raw is None:
        return None
    try:
        moment = parsedate_to_datetime(" ".join(raw.split()))
    except (ValueError, TypeError, IndexError, OverflowError):
        return " ".join(raw.split())  # document_date says what is wrong with it, or reads it after all
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    weekday = raw.strip()[:3].lower()
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    if weekday in names and names[moment.weekday()] != weekday:
        notes.append(f"the mail's Date {' '.join(raw.split())!r} names a weekday that the day was not")
    return moment.isoformat(timespec="seconds")


# ------------------------------------------------------------------------------------------------ bodies


def _body(message: EmailMessage, source: Source) -> CanonicalText | None:
    plain = [_plain_body(part, source) for part in _leaves(message, "text/plain")]
    text = "\n\n".join(plain)
    pages = [block for part in _leaves(message, "text/html") for block in _html_blocks(_text_of(part, source), source)]
    # A text part that only says "see this mail in a browser" is no body.
    if len(text.strip()) < 0.3 * sum(map(len, pages)):
        return join_paragraphs(pages)
    return join_paragraphs(re.split(r"\n\s*\n", text)) if text.strip() else None


def _leaves(message: EmailMessage, media_type: str) -> Iterator[EmailMessage]:
    """The parts of a type that belong to the message itself: no attachments, nothing of forwarded messages."""
    pending: list[EmailMessage] = [message]
    while pending:
        part = pending.pop(0)
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            pending[:0] = [child for child in part.get_payload() if isinstance(child, EmailMessage)]
        elif part.get_content_type() == media_type and (part is message or not _is_attachment(part)):
            yield part


def _is_attachment(part: EmailMessage) -> bool:
    """Named or marked as one, or of a type that no mail program shows as the message."""
    if part.get_content_disposition() == "attachment" or _file_name(part) is not None:
        return True
    return part.get_content_type() not in _BODY_TYPES


def _plain_body(part: EmailMessage, source: Source) -> str:
    text = clean(_text_of(part, source))
    parameters = dict(part.get_params(failobj=[]) or [])
    if str(parameters.get("format", "")).lower() == "flowed":
        text = unflow(text, delsp=str(parameters.get("delsp", "")).lower() == "yes")
    return join_quoted(unwrap(text))


def _html_blocks(text: str, source: Source) -> Iterator[str]:
    root = parse_html(text, path=source.path, nesting=source.limits.nesting)
    if root is not None:
        yield from (block.text for block in blocks_of(root))


def _text_of(part: EmailMessage, source: Source) -> str:
    return decode(_payload(part), path=source.path, declared=part.get_content_charset())


def _payload(part: EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


# ------------------------------------------------------------------------------------------------ attachments


def _attachments(message: EmailMessage, source: Source) -> Iterator[Source]:
    """Parts that are documents of their own; pictures in the layout of an HTML body are none."""
    pending: list[EmailMessage] = [message]
    number = 0
    while pending:
        part = pending.pop(0)
        media_type = part.get_content_type()
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            pending[:0] = [child for child in part.get_payload() if isinstance(child, EmailMessage)]
            continue
        inline_picture = part.get_content_maintype() == "image" and part.get("Content-ID") is not None
        if media_type == "message/rfc822" and part.is_multipart():
            number += 1
            inner = [child for child in part.get_payload() if isinstance(child, EmailMessage)]
            for child in inner:
                yield source.member(f"{number:02d}-message.eml", child.as_bytes(), media_type=media_type)
        elif part is not message and _is_attachment(part) and not inline_picture and media_type not in _SIGNATURES:
            number += 1
            name = _file_name(part) or f"part{_extension(media_type)}"
            yield source.member(
                f"{number:02d}-{name}", _payload(part), media_type=media_type, charset=part.get_content_charset()
            )


def _file_name(part: EmailMessage) -> str | None:
    try:
        name = part.get_filename()
    except (ValueError, LookupError, TypeError, AttributeError, IndexError):
        return None
    if not name:
        return None
    safe = "".join(c for c in clean(PurePosixPath(name.replace("\\", "/")).name) if c.isprintable())
    return safe[-120:] or None


def _extension(media_type: str) -> str:
    return {
        "application/pdf": ".pdf", "text/html": ".html", "text/plain": ".txt", "message/rfc822": ".eml",
    }.get(media_type, "")  # fmt: skip


def _harvest_saved_page(message: EmailMessage, source: Source, harvest: Harvest) -> None:
    page = next(_leaves_any(message, "text/html"), None)
    if page is None:
        raise InputRefused(source.path, "the saved page holds no HTML", code="no-text")
    notes: list[str] = []
    address = _header(message, "Snapshot-Content-Location") or _header(page, "Content-Location")
    fields = Fields(url=address, retrieved=_date(message, notes)).over(source.fields)
    inner = replace(
        source,
        data=_payload(page),
        media_type="text/html",
        charset=page.get_content_charset(),
        fields=fields,
        original=source.data,
    )
    harvest.add(read_webpage(inner))


def _leaves_any(message: EmailMessage, media_type: str) -> Iterator[EmailMessage]:
    for part in message.walk():
        if part.get_content_type() == media_type and isinstance(part, EmailMessage):
            yield part
