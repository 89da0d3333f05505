from __future__ import annotations

import os
import random
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strandline.errors import InputRefused
from strandline.ingest.decoding import declared_charset, decode, is_binary

CAFE = "The café’s owner in Málaga said “no” – twice."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "utf-16-le", "utf-16-be"])
def test_english_text_is_read_in_any_common_encoding(encoding: str) -> None:
    assert decode(CAFE.encode(encoding), path="x") == CAFE


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        (
            "cp1252",
            "Le bac a coulé à l’aube près de la côte où les pêcheurs étaient déjà sortis, a déclaré la préfecture.",
        ),
        ("cp1252", "Die Fähre sank am Montagmorgen, wie die Hafenbehörde erklärte. Größere Schäden gab es nicht."),
        ("cp1250", "Loď se potopila v pondělí ráno, uvedl přístav. Žádné oběti nebyly hlášeny."),
        ("cp1250", "Prom zatonął w poniedziałek rano, podał zarząd portu. Załoga nie zdążyła wysłać wezwania."),
        ("cp1251", "Паром затонул в понедельник утром, сообщили власти порта."),
        ("koi8-r", "Паром затонул в понедельник утром, сообщили власти порта."),
        ("cp1253", "Το πλοίο βυθίστηκε τη Δευτέρα το πρωί, είπε το λιμάνι."),
        ("cp1256", "غرقت العبارة صباح يوم الاثنين حسب سلطات الميناء"),
        ("cp1255", "המעבורת טבעה ביום שני בבוקר, כך מסרה רשות הנמלים."),
        ("shift_jis", "フェリーは月曜日の朝に沈没したと港湾当局が発表した。"),
        ("gb18030", "渡轮周一早上沉没，港口当局表示。"),
        ("mac_roman", "The café’s owner said “no”."),
    ],
)
def test_older_encodings_are_found_without_a_declaration(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding), path="x") == text


def test_the_declared_charset_counts_before_utf8() -> None:
    data = "Ð¡Ð".encode("cp1252")
    assert decode(data + b" plain", path="x", declared="windows-1251") == data.decode("cp1251") + " plain"
    assert decode(b"caf\xe9", path="x", declared="iso-8859-1") == "café"
    assert decode(b"\x93no\x94", path="x", declared="latin1") == "“no”"


def test_a_one_byte_charset_declared_over_clear_utf8_is_not_believed() -> None:
    assert decode(CAFE.encode(), path="x", declared="iso-8859-1") == CAFE


@pytest.mark.parametrize(
    "label", ["utf-16", "rot13", "hex", "unicode_escape", "no-such-charset", "idna", "", "utf-8\x00"]
)
def test_useless_labels_are_passed_over(label: str) -> None:
    assert decode(CAFE.encode(), path="x", declared=label) == CAFE


@pytest.mark.parametrize(
    ("data", "offset"),
    [
        (b"The ferry \xff\xfe\xfd sank on \x81\x8d Monday.", 10),
        (b"\x80\x81\xfe\xff" * 10, 0),
        (b"broken \xe2\x28\xa1 and \xc3\x28, fine \xc3\xa9t\xc3\xa9", 7),
        (b"\xef\xbb\xbfThe ferry \xff sank", 13),
        ("naïve café, déjà vu, élan: ".encode() * 4 + b"\xe9t\xe9", 128),
    ],
)
def test_bytes_that_nothing_explains_are_refused_with_their_offset(data: bytes, offset: int) -> None:
    with pytest.raises(InputRefused, match=f"byte {offset} ") as refused:
        decode(data, path="pile/x.txt")
    assert (refused.value.code, refused.value.path) == ("undecodable", "pile/x.txt")


def test_half_a_wide_character_is_refused() -> None:
    with pytest.raises(InputRefused, match="UTF-16-LE"):
        decode("ferry".encode("utf-16-le").join([b"\xff\xfe", b"\x00"]), path="x")


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        (b'<html><head><meta charset="windows-1250">', "windows-1250"),
        (b"<meta http-equiv=Content-Type content='text/html; charset=koi8-r'>", "koi8-r"),
        (b'<?xml version="1.0" encoding="ISO-8859-2"?>', "ISO-8859-2"),
        (b"<p>charset is a word</p>", None),
        (b"x" * 5000 + b"<meta charset=utf-8>", None),
    ],
)
def test_the_charset_that_a_page_names(data: bytes, charset: str | None) -> None:
    assert declared_charset(data) == charset


def test_binary_is_told_from_text() -> None:
    assert is_binary(bytes(range(256)))
    assert is_binary(random.Random(1).randbytes(4096))
    assert is_binary(b"text\x00")
    assert not is_binary(CAFE.encode("utf-16-le"))
    assert not is_binary(CAFE.encode())
    assert not is_binary(b"a long line with one stray \x00 byte in it " * 3)
    assert not is_binary(b"")


@given(st.text(min_size=1))
def test_all_utf8_is_read_to_the_letter(text: str) -> None:
    data = text.encode()
    if not text.startswith("\ufeff") and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        assert decode(data, path="x") == text


@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "cp1252", "shift_jis", "utf-16"]))
def test_any_bytes_give_text_or_a_refusal(data: bytes, declared: str | None) -> None:
    is_binary(data)
    with suppress(InputRefused):
        assert isinstance(decode(data, path="x", declared=declared), str)


def test_random_bytes_are_never_taken_for_text() -> None:
    for _ in range(20):
        assert is_binary(os.urandom(2000))
