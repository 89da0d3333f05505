"""Bytes to text, to the letter or not at all.

Order: byte order mark; the charset that the document or its container declares; strict UTF-8; what charset-normalizer
finds among the encodings that files still come in. What nothing explains is refused with the offset of the first byte
that could not be read: a replacement character inside a quotation would be a forged quotation.

Labels follow the WHATWG Encoding Standard where it widens a charset (``iso-8859-1`` means windows-1252, …).
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import Final

from strandline.errors import InputRefused

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDER: Final = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
_NOT_CHARSETS: Final = frozenset(
    {"unicode_escape", "raw_unicode_escape", "idna", "punycode", "undefined", "mbcs", "oem", "utf_7", "palmos"}
)
_EAST_EUROPEAN: Final = frozenset(
    {
        "Czech", "Polish", "Hungarian", "Slovak", "Croatian", "Slovene", "Slovenian", "Romanian", "Turkish",
        "Lithuanian", "Latvian", "Estonian", "Bosnian", "Serbian", "Albanian",
    }
)  # fmt: skip
_CANDIDATES: Final = [
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "koi8_r", "iso8859_2",
    "iso8859_5", "shift_jis", "euc_jp", "gb18030", "big5", "euc_kr",
]  # fmt: skip
_DECLARED: Final = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_SAMPLE_BYTES: Final = 1 << 20
_CONTROL_SHARE: Final = 0.05
_TEXT_CONTROLS: Final = frozenset(b"\t\n\v\f\r\x1a\x1b")
_RARE_SYMBOLS: Final = frozenset("¤¦¨¬¯¶¸ˆƒ¸˜")
_INSIDE_NO_WORD: Final = frozenset("¿¡³²¹¼½¾±«»£¥§©®•…¢µ")


def is_binary(data: bytes) -> bool:
    """Do so many control bytes stand in it that it cannot be text? UTF-16 and UTF-32 are text."""
    sample = data[:65_536]
    if not sample or any(sample.startswith(mark) for mark, _ in _MARKS) or _wide_without_mark(sample):
        return False
    controls = len(sample.translate(None, bytes(set(range(256)) - set(range(32)) | _TEXT_CONTROLS)))
    return controls > _CONTROL_SHARE * len(sample)


def declared_charset(data: bytes) -> str | None:
    """The charset that a page or XML document names in its first 4 KiB."""
    match = _DECLARED.search(data[:4096])
    return (match[1] or match[2]).decode("ascii") if match else None


def decode(data: bytes, *, path: str, declared: str | None = None) -> str:
    """The text that the bytes mean; a byte order mark is taken off.

    Args:
        data: the bytes.
        path: named in the refusal.
        declared: charset that the document or its container names, any label.

    Raises:
        InputRefused: ``undecodable``, with the offset of the first byte that cannot be read.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = _strict(data[len(mark) :], encoding)
            if isinstance(text, int):
                raise _undecodable(
                    path, f"byte {text + len(mark)} is no {encoding.upper()}, which its first bytes promise"
                )
            if not _is_assigned(text):
                raise _undecodable(path, f"it starts like {encoding.upper()} but holds no text in it")
            return text
    as_utf8 = _strict(data, "utf-8")
    named = _charset(declared)
    if named is not None and not (isinstance(as_utf8, str) and _is_clearly_utf8(data, named)):
        text = _strict(data, named)
        if isinstance(text, str):
            return text
    if isinstance(as_utf8, str):
        return as_utf8
    wide = _wide_without_mark(data)
    if wide is not None and isinstance(text := _strict(data, wide), str) and _is_assigned(text):
        return text
    guessed = None if _is_damaged_utf8(data) else _guess(data)
    if guessed is None:
        raise _undecodable(
            path, f"byte {as_utf8} (0x{data[as_utf8]:02x}) is no UTF-8, and no other encoding fits the text"
        )
    return guessed


def _undecodable(path: str, detail: str) -> InputRefused:
    reason = f"the bytes could not be read as text: {detail}; save the file as UTF-8"
    return InputRefused(path, reason, code="undecodable")


def _strict(data: bytes, encoding: str) -> str | int:
    """The text, or the offset of the first byte that the encoding does not have."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        return error.start
    except (UnicodeError, ValueError):
        return 0


def _charset(label: str | None) -> str | None:
    if not label:
        return None
    label = label.strip().strip("\"'").lower()
    try:
        name = codecs.lookup(
            {"x-sjis": "cp932", "unicode-1-1-utf-8": "utf-8", "x-user-defined": ""}.get(label, label)
        ).name
        b"a".decode(name)  # the codecs that are no charsets (hex, zip, …) refuse this
    except (LookupError, ValueError):
        return None
    if name.replace("-", "_") in _NOT_CHARSETS:
        return None
    if name.startswith(("utf-16", "utf-32")):  # whoever could read the declaration was not reading UTF-16
        return "utf-8"
    return _WIDER.get(name, name)


def _is_clearly_utf8(data: bytes, named: str) -> bool:
    """Does a page declare a one-byte charset although its bytes are valid UTF-8 beyond chance?"""
    single_byte = named.startswith(("cp125", "iso8859", "koi8", "mac", "cp874"))
    return single_byte and len(re.findall(rb"[\xc2-\xf4][\x80-\xbf]", data[:_SAMPLE_BYTES])) >= 2


def _is_damaged_utf8(data: bytes) -> bool:
    """Is it UTF-8 but for a few bytes? Any other encoding would then garble all that is sound."""
    sound = len(re.findall(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}", data))
    broken = data.decode("utf-8", "replace").count("\ufffd")
    return sound >= 2 and sound >= 3 * broken


def _wide_without_mark(data: bytes) -> str | None:
    """UTF-16 of mostly Latin text without a byte order mark: every other byte is NUL."""
    sample = data[:4096]
    if len(sample) < 8:
        return None
    half = len(sample) // 2
    if sample[1::2].count(0) > 0.7 * half and sample[0::2].count(0) < 0.05 * half:
        return "utf-16-le"
    if sample[0::2].count(0) > 0.7 * half and sample[1::2].count(0) < 0.05 * half:
        return "utf-16-be"
    return None


def _is_assigned(text: str) -> bool:
    sample = text[:20_000]
    odd = sum(unicodedata.category(character) in {"Cn", "Co", "Cs"} for character in sample)
    return odd <= 0.01 * len(sample)


def _guess(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    sample = data[:_SAMPLE_BYTES]
    best = from_bytes(sample, cp_isolation=_CANDIDATES, enable_fallback=False).best()
    if best is None:
        return None
    encoding = best.encoding
    western = from_bytes(sample, cp_isolation=["cp1252"], enable_fallback=False).best()
    # The Latin code pages share most letters; of equals, take the one that the world's Latin text is in.
    if (
        western is not None
        and best.language not in _EAST_EUROPEAN
        and western.chaos <= best.chaos + 0.1
        and western.coherence >= best.coherence - 0.05
    ):
        encoding = "cp1252"
    for candidate in (encoding, "mac_roman") if encoding == "cp1252" else (encoding,):
        text = _strict(data, candidate)
        if isinstance(text, str) and _is_plausible(text, coherence=best.coherence, mac=candidate == "mac_roman"):
            return text
    return None


def _is_plausible(text: str, *, coherence: float, mac: bool) -> bool:
    """Does the guess give words? Letters beside letters, no run of odd ones, no script that only strays in."""
    letters = [character for character in text if character.isalpha()]
    foreign = [character for character in letters if ord(character) > 0x24F]
    if foreign and len(foreign) < 0.5 * len(letters) and coherence < 0.3:
        return False
    if foreign:
        return True
    high = [index for index, character in enumerate(text) if ord(character) > 0x7F]
    odd = sum(_is_odd(text, index) or (mac and not _is_common(text[index])) for index in high)
    return odd <= 0.1 * len(high)


def _is_common(character: str) -> bool:
    return character.isalpha() or character in "\u201c\u201d\u2018\u2019\u2013\u2014\u2026\u2022\u00a0"


def _is_odd(text: str, index: int) -> bool:
    character = text[index]
    before = text[index - 1] if index else " "
    after = text[index + 1] if index + 1 < len(text) else " "
    if character.isalpha():
        if character.isupper() and before.islower():  # Õ in "cafeÕs": a Mac's apostrophe
            return True
        run = text[max(0, index - 1) : index + 2]
        if len(run) == 3 and all(ord(letter) > 0x7F for letter in run):
            return True
        return not (before.isalpha() or after.isalpha() or character in "àÀéóòèáíúÉÓyÿ")
    if character in _RARE_SYMBOLS or ord(character) < 0xA0:
        return True
    return character in _INSIDE_NO_WORD and before.isalpha() and after.isalpha()
