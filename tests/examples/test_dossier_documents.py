"""The documents of the example dossier: made from their sources, readable by the usual libraries, dated rightly."""

from __future__ import annotations

import datetime
import email
import email.policy
import email.utils
import json
import re
from pathlib import Path
from typing import Any

import pytest
from make_dossier import make_documents, read_source, read_sources
from make_gold import feed_text, html_text, locate, make_rows, plain_text

FORMATS = {".txt", ".html", ".xml", ".pdf", ".docx", ".eml"}
CORRUPT = "official/inspection-report-annex-b.pdf"
UNDATED = "field/gatehouse-note.txt"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = {"January": (2024, 1), "February": (2024, 2)}


def documents(dossier: Path) -> list[str]:
    return sorted(path.relative_to(dossier).as_posix() for path in dossier.rglob("*") if path.is_file())


def extracted(path: Path) -> str:
    """The text of a made document as its library gives it, not as its source has it."""
    if path.suffix == ".pdf":
        import pypdfium2

        pdf = pypdfium2.PdfDocument(path)
        try:
            return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)
        finally:
            pdf.close()
    if path.suffix == ".docx":
        import docx

        word = docx.Document(str(path))
        cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
        return "\n".join([paragraph.text for paragraph in word.paragraphs] + cells)
    return email.message_from_bytes(path.read_bytes(), policy=email.policy.default).get_content()


def test_make_script_reproduces_the_bytes(dossier: Path) -> None:
    for path, made in make_documents().items():
        assert (dossier / path).read_bytes() == made, f"{path}: run python examples/make_dossier.py"


def test_making_twice_gives_the_same_bytes() -> None:
    assert make_documents() == make_documents()


def test_gold_is_what_its_source_says(rows: list[dict[str, Any]]) -> None:
    assert make_rows() == rows, "run python examples/make_gold.py"


def test_every_format_is_there_and_each_document_is_short(dossier: Path) -> None:
    paths = documents(dossier)
    assert {Path(path).suffix for path in paths} == FORMATS
    assert 18 <= len(paths) <= 24
    for path in paths:
        assert path == CORRUPT or 90 <= len(plain_text(path).split()) <= 560, path


@pytest.mark.parametrize("source", [source for source in read_sources() if source.path != CORRUPT], ids=str)
def test_made_documents_hold_the_words_of_their_sources(source: Any, dossier: Path) -> None:
    found = extracted(dossier / source.path)
    if source.format == "eml":
        locate(source.body.strip(), found)
    for block in source.blocks:
        for piece in (block.text, *(cell for row in block.rows for cell in row)):
            assert re.search(r"\s+".join(map(re.escape, piece.split())), found), piece


def test_every_anchor_is_found_in_the_extracted_text(dossier: Path, rows: list[dict[str, Any]]) -> None:
    made = {source.path for source in read_sources()}
    for row in rows:
        if row["document"] in made:
            locate(row["anchor"], extracted(dossier / row["document"]))


def test_anchors_survive_another_extraction_of_pages(dossier: Path, rows: list[dict[str, Any]]) -> None:
    import trafilatura

    for path in (path for path in documents(dossier) if path.endswith(".html")):
        page = (dossier / path).read_text(encoding="utf-8")
        found = trafilatura.extract(page, include_comments=False)
        for row in rows:
            if row["document"] == path:
                locate(row["anchor"], found)


def test_the_corrupt_document_cannot_be_opened(dossier: Path) -> None:
    import pypdfium2

    assert (dossier / CORRUPT).read_bytes().startswith(b"%PDF")
    with pytest.raises(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument(dossier / CORRUPT)


def test_the_note_gives_no_date(dossier: Path) -> None:
    note = (dossier / UNDATED).read_text(encoding="utf-8")
    assert not re.search(r"\b(19|20)\d\d\b|January|February|\d{1,2}[./-]\d{1,2}", note + UNDATED)


def metadata_date(path: Path) -> str:
    """The day that a document's own metadata give, at its own offset from UTC."""
    raw = path.read_bytes()
    if path.suffix == ".html":
        found = re.findall(rb'(?:"datePublished": |"(?:article:published_time|date)" content=)"([^"]+)"', raw)
        assert len(set(found)) == 1, path
        return datetime.datetime.fromisoformat(found[0].decode()).date().isoformat()
    if path.suffix == ".eml":
        header = email.message_from_bytes(raw)["Date"]
        return email.utils.parsedate_to_datetime(header).date().isoformat()
    if path.suffix == ".docx":
        import docx

        created = docx.Document(str(path)).core_properties.created
        return created.date().isoformat()
    found = re.findall(rb"/CreationDate \(D:(\d{4})(\d\d)(\d\d)", raw)
    return "-".join(part.decode() for part in found[0])


def test_metadata_give_the_dates_that_the_gold_has(dossier: Path, rows: list[dict[str, Any]]) -> None:
    dates = {row["document"]: row["published"] for row in rows}
    for path, date in dates.items():
        if Path(path).suffix in {".html", ".eml", ".docx", ".pdf"}:
            assert metadata_date(dossier / path) == date, path
        elif path.startswith("logs/"):
            assert path.endswith(f"{date}.txt")
    assert dates[UNDATED] is None


def test_first_lines_and_datelines_give_the_dates_that_the_gold_has(dossier: Path) -> None:
    first = {path: (dossier / path).read_text(encoding="utf-8") for path in documents(dossier) if "wire/" in path}
    assert first["wire/corvapress-spillway.txt"].startswith("date 2024-01-27\n")
    assert first["wire/corvapress-told-to-wait.txt"].startswith("Date: Wed, 31 Jan 2024 19:30:00 +0100\n")
    assert "MONTAREL, Corveda, Feb. 1, 2024 (Corvapress) —" in first["wire/corvapress-assembly.txt"]


def test_feed_entries_have_the_dates_that_the_gold_has(dossier: Path, rows: list[dict[str, Any]]) -> None:
    feed = (dossier / "feeds/radio-irva.xml").read_text(encoding="utf-8")
    entries = {
        feed_text(f"<rss>{item}</rss>".encode()): email.utils.parsedate_to_datetime(date).date().isoformat()
        for item, date in re.findall(r"(<item>.*?<pubDate>(.*?)</pubDate>.*?</item>)", feed, re.DOTALL)
    }
    assert len(entries) == 7
    for row in (row for row in rows if row["document"].startswith("feeds/")):
        assert [date for text, date in entries.items() if row["anchor"] in text] == [row["published"]], row["id"]


def test_weekdays_agree_with_the_calendar(dossier: Path) -> None:
    """Wherever a weekday stands next to a day and a month, or in a mail or feed date, it is the right one."""
    checked = 0
    for path in documents(dossier):
        raw = (dossier / path).read_bytes().decode("utf-8", "replace")
        for weekday, day, month in re.findall(rf"({'|'.join(WEEKDAYS)}),? (\d+) (January|February)", raw):
            date = datetime.date(*MONTHS[month], int(day))
            assert WEEKDAYS[date.weekday()] == weekday, (path, weekday, day, month)
            checked += 1
        for stamp in re.findall(r"\w{3}, \d\d? \w{3} 2024 \d\d:\d\d:\d\d [+-]\d{4}", raw):
            moment = email.utils.parsedate_to_datetime(stamp)
            assert WEEKDAYS[moment.weekday()].startswith(stamp[:3]), (path, stamp)
            checked += 1
    assert checked >= 14


def test_pages_carry_well_formed_linked_data(dossier: Path) -> None:
    pages = 0
    for path in (path for path in documents(dossier) if path.endswith(".html")):
        raw = (dossier / path).read_bytes()
        assert html_text(raw)
        for block in re.findall(rb'<script type="application/ld\+json">(.*?)</script>', raw, re.DOTALL):
            assert json.loads(block)["@type"] == "NewsArticle"
            pages += 1
    assert pages >= 4


def test_addresses_are_of_the_reserved_kind(dossier: Path) -> None:
    """Mail and web addresses end in .example, so that they can belong to nobody."""
    for path in (path for path in documents(dossier) if not path.endswith((".docx", ".pdf"))):
        raw = (dossier / path).read_text(encoding="utf-8")
        for host in re.findall(r"@([\w-]+(?:\.[\w-]+)+)|https?://([\w.-]+)", raw):
            name = host[0] or host[1]
            assert name.endswith((".example", "schema.org", "purl.org")), (path, name)


def test_a_source_without_a_head_or_an_offset_is_named(tmp_path: Path) -> None:
    bare = tmp_path / "bare.txt"
    bare.write_text("no head", encoding="utf-8")
    with pytest.raises(ValueError, match=r"bare\.txt: begins with no"):
        read_source(bare)
    bare.write_text("+++\ncreated = 2024-01-27T03:30:00\n+++\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"bare\.txt: `created` has no UTC offset"):
        read_source(bare)
