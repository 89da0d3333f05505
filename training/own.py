"""The project's own articles: invented news with annotation inside, as training documents.

    python -m training.own check FILE …

A file of ``training/own`` has ``title: …``, ``published: YYYY-MM-DD`` and lines ``TYPE|name``, then ``---`` and the
article. In title and article ``[[words|kind|status|dates]]`` marks a happening, where ``dates`` is a day, ``day..day``,
``..day``, ``day..`` or ``?``; ``<s>``, ``<c>`` and ``<q>`` mark source, cue and content of what somebody says.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple, get_args

from strandline.records import Kind, NameType, Status
from training.annotate import names as name_rows
from training.documents import Document, WordFinder, from_text

FOLDER: Final = Path(__file__).parent / "own"
HELD: Final = "h-"
"""How the names of articles begin that nothing is trained, fitted or tuned on: they only measure."""
_MARK: Final = re.compile(r"\[\[(?P<mark>[^\[\]]*)\]\]|<(?P<close>/?)(?P<tag>[scq])>")
_TAGS: Final = {"s": "source", "c": "cue", "q": "content"}
_KINDS: Final = frozenset(get_args(Kind))
_STATUSES: Final = frozenset(get_args(Status))


class Trigger(NamedTuple):
    """A marked happening: its range, kind, status and first and last possible day."""

    start: int
    end: int
    kind: str
    status: str
    earliest: str | None
    latest: str | None


class Article(NamedTuple):
    """An article without its marks, and what they said. ``speech`` are ranges with ``source``, ``cue`` or ``content``;
    ``names`` are rows of ``training.annotate.names``."""

    published: str
    text: str
    triggers: list[Trigger]
    speech: list[tuple[int, int, str]]
    names: list[dict[str, Any]]


def days_of(dates: str) -> tuple[str | None, str | None]:
    """First and last day of a mark's dates.

    Raises:
        ValueError: they are not in the form of the module's docstring.
    """
    if dates == "?":
        return None, None
    first, dots, last = dates.partition("..")
    found = first or None, (last if dots else first) or None
    for day in found:
        if day is not None:
            date.fromisoformat(day)
    if found == (None, None) or (found[0] and found[1] and found[0] > found[1]):
        raise ValueError(f"no interval of days: {dates!r}")
    return found


def parse(content: str) -> Article:
    """The article of a file's content.

    Raises:
        ValueError: a mark or the head is wrong; the message names it.
    """
    head, rule, body = content.partition("\n---\n")
    if not rule:
        raise ValueError("no line --- between the head and the article")
    fields: dict[str, str] = {}
    listed = []
    for line in filter(None, (line.strip() for line in head.splitlines())):
        kind, bar, _ = line.partition("|")
        if bar and kind in get_args(NameType):
            listed.append(line)
            continue
        key, colon, value = line.partition(":")
        if not colon or key not in ("title", "published"):
            raise ValueError(f"not a line of the head: {line!r}")
        fields[key] = value.strip()
    if fields.keys() < {"title", "published"}:
        raise ValueError("the head lacks title or published")
    published = date.fromisoformat(fields["published"]).isoformat()
    text, triggers, speech = _unmarked(f"{fields['title']}\n\n{body.strip()}\n")
    return Article(published, text, triggers, speech, list(name_rows(text, listed)))


def _unmarked(marked: str) -> tuple[str, list[Trigger], list[tuple[int, int, str]]]:
    parts: list[str] = []
    size, position = 0, 0
    triggers: list[Trigger] = []
    speech: list[tuple[int, int, str]] = []
    opened: list[tuple[str, int]] = []
    for match in _MARK.finditer(marked):
        before = marked[position : match.start()]
        parts.append(before)
        size += len(before)
        position = match.end()
        if match["mark"] is not None:
            trigger = _trigger(match["mark"], size)
            triggers.append(trigger)
            words = match["mark"].partition("|")[0]
            parts.append(words)
            size += len(words)
        elif match["close"]:
            if not opened or opened[-1][0] != match["tag"]:
                raise ValueError(f"{match[0]} closes nothing near {marked[match.start() - 40 : match.end()]!r}")
            speech.append((opened.pop()[1], size, _TAGS[match["tag"]]))
        elif opened:
            raise ValueError(f"{match[0]} inside another near {marked[match.start() - 40 : match.end()]!r}")
        else:
            opened.append((match["tag"], size))
    if opened:
        raise ValueError(f"<{opened[-1][0]}> is never closed")
    parts.append(marked[position:])
    text = "".join(parts)
    for left in ("[[", "]]", "<s", "<c>", "<q>", "</"):
        if left in text:
            raise ValueError(f"a broken mark: {text[max(0, text.index(left) - 20) : text.index(left) + 40]!r}")
    return text, triggers, speech


def _trigger(mark: str, start: int) -> Trigger:
    parts = mark.split("|")
    if len(parts) != 4:
        raise ValueError(f"[[{mark}]] has {len(parts)} parts, not 4")
    words, kind, status, dates = parts
    if not words.strip() or words != words.strip():
        raise ValueError(f"[[{mark}]]: words with white space around, or none")
    if kind not in _KINDS:
        raise ValueError(f"[[{mark}]]: no such kind; one of {', '.join(sorted(_KINDS))}")
    if status not in _STATUSES:
        raise ValueError(f"[[{mark}]]: no such status; one of {', '.join(sorted(_STATUSES))}")
    return Trigger(start, start + len(words), kind, status, *days_of(dates))


def document_of(identifier: str, article: Article) -> Document:
    """An article as a training document."""
    document = from_text("own", identifier, article.text)
    finder = WordFinder(document)
    document["published"] = article.published
    document["names_outside"] = []
    document["names"], document["speech"], document["triggers"] = [], [], []
    for row in article.names:
        if (found := finder.find(row["start"], row["end"])) is not None:
            document["names"].append([*found, [row["type"]]])
    for start, end, part in sorted(article.speech):
        if (found := finder.find(start, end)) is not None:
            document["speech"].append([*found, part])
    for trigger in sorted(article.triggers):
        if (found := finder.find(trigger.start, trigger.end)) is not None:
            document["triggers"].append([*found, trigger.kind, trigger.status])
    document["names"].sort()
    return document


def paths(folder: Path = FOLDER, *, held: bool = False) -> list[Path]:
    """The articles of a folder by name: those to learn from, or those that are held out."""
    return sorted(path for path in folder.glob("*.txt") if path.name.startswith(HELD) == held)


def own(folder: Path = FOLDER) -> Iterator[Document]:
    """The articles of a folder to learn from, by name."""
    for path in paths(folder):
        try:
            yield document_of(path.stem, parse(path.read_text("utf-8")))
        except ValueError as error:
            raise ValueError(f"{path.name}: {error}") from error


def main() -> None:
    """Check files and say what each holds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices=["check"])
    parser.add_argument("files", nargs="+", type=Path)
    options = parser.parse_args()
    wrong = 0
    for path in options.files:
        try:
            article = parse(path.read_text("utf-8"))
        except ValueError as error:
            wrong += 1
            print(f"{path.name}: {error}", file=sys.stderr)
            continue
        document = document_of(path.stem, article)
        print(
            f"{path.name}: {len(document['words'])} words, {len(article.triggers)} happenings, "
            f"{len(article.speech)} parts of speech, {len(article.names)} names"
        )
    raise SystemExit(wrong > 0)


if __name__ == "__main__":
    main()
