"""The lines of plain-text mail: flowed text put together, quoted paragraphs joined."""

from __future__ import annotations

import re

from strandline.ingest.canonical import unwrap


def unflow(text: str, *, delsp: bool) -> str:
    """RFC 3676: a line that ends in a blank goes on in the next line, the signature's ``-- `` excepted."""
    out: list[str] = []
    for line in text.split("\n"):
        if out and out[-1].endswith(" ") and out[-1] not in {"-- ", ""} and line[:1] != ">" and out[-1][:1] != ">":
            out[-1] = (out[-1][:-1] if delsp else out[-1]) + line.removeprefix(" ")
        else:
            out.append(line.removeprefix(" ") if line.startswith((" ", " From")) and out else line)
    return "\n".join(out)


def join_quoted(text: str) -> str:
    """Join the wrapped lines of quoted mail (``> …``): the mark stays on the first line of each paragraph."""
    out: list[str] = []
    lines = text.split("\n")
    index = 0
    while index < len(lines):
        mark = re.match(r"[ >]*>", lines[index])
        if mark is None:
            out.append(lines[index])
            index += 1
            continue
        end = index
        while end < len(lines) and re.match(re.escape(mark[0]) + r"(?![ ]*>)", lines[end]):
            end += 1
        end = max(end, index + 1)
        quoted = unwrap("\n".join(line[len(mark[0]) :].strip() for line in lines[index:end]))
        out.extend(f"{mark[0]} {line}" if line else "" for line in quoted.split("\n"))
        index = end
    return "\n".join(out)
