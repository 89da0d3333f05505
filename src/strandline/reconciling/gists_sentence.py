"""Where a clause stands in its sentence: how far back a line must begin to be read alone, and how its edges are mended.

- A sentence loses what is no part of it: a dateline with its agency, the number of a paragraph, the mark of a list.
- A clause that begins inside a name or a noun's phrase ("the | court ruled", "twelve of | them work") is taken from
  the phrase's first word on.
- A clause that hangs on a verb before it ("… from using the name") is taken from where that verb's own clause begins.
- A pronoun that begins a line gives way to the name of whom it means, in the brackets by which editors mark their own
  words.
- A line ends without a full stop, as headings do.
- A mark of quotation or a bracket never stands without its other half.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from strandline.records import Actor

SUBJECTS: Final = frozenset({"agent", "speaker", "patient"})
"""Roles of those whom a clause is about."""
DETERMINERS: Final = frozenset(
    ["the", "a", "an", "this", "that", "these", "those", "his", "her", "its", "their", "our", "my", "your", "no", "any",
     "some", "several", "another", "each", "every", "both", "all"]
)  # fmt: skip
_HEADING: Final = re.compile(
    r"^(?:(?:[A-ZÀ-Þ][\w .'’-]{1,40}(?:,[^—–()]{2,40})?)?\([^()]{2,30}\)\s*"
    r"|[A-ZÀ-Þ][A-ZÀ-Þ .'’-]{2,40}(?:,[^—–()]{2,40})?)(?:—|–|--?)\s*(?=[A-ZÀ-Þ“\"])"
    r"|^(?:\(?\d{1,2}[.)]|[•*·–—-])\s+(?=\S)"
)
"""A dateline, an agency, the number of a paragraph, the mark of a list."""
BOUNDARY: Final = re.compile(
    r"[,;:—–(“\"](?!\s?\d)\s*|\b(?P<word>that|which|who|and|but|or|while|when|because|as|if|whether|so|although|though|since|"
    r"until|before|after|where)\s+"
)
"""Where a clause may begin."""
OPENING: Final = frozenset(
    ["that", "while", "when", "because", "if", "whether", "so", "although", "though", "until", "where"]
)
"""Words after which a whole clause comes, its subject first."""
STRONG: Final = frozenset({";", ":", "—", "–", "“", '"', "but"})
"""Boundaries after which a name begins a clause rather than going on with a list."""
_WHOM: Final = re.compile(
    r"(?:^|\s)((?:an?|the|its|his|her|their|another|some|several|many|\w+’s|\w+'s)\s+"
    r"(?:(?!(?:an?|the|its|his|her|their)\s)[\w’'-]+\s+){1,5})$",
    re.IGNORECASE,
)
"""The one whom a relative clause is about, right before it: "a report | that accuses"."""
_VERBAL: Final = re.compile(
    r"^(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|shall|should|did|does|do|[a-z]+[^su]s|[a-z]+ed)$"
)
"""Words after "that" which show that it stands for what came before it."""
_KEPT: Final = frozenset({"which", "who"})
"""Words at a boundary that belong to what comes after them."""
_OF_CALENDARS: Final = frozenset(
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "January", "February", "March",
     "April", "May", "June", "July", "August", "September", "October", "November", "December"]
)  # fmt: skip
_PARTLY: Final = re.compile(r"\b([^\W\d_][\w’'-]*|\d[\d.,]*) of\s+$")
_IN_BARE: Final = re.compile(r"\b(?:in|on|by|as|at|with|under|out|for)\s+$", re.IGNORECASE)
"""Before a word and "of" they make a preposition: "in support of", "as part of"."""
_NO_NOUNS: Final = frozenset(
    ["because", "instead", "ahead", "outside", "inside", "out", "regardless", "short", "capable", "aware", "afraid",
     "accused", "warned", "told", "spoke", "made", "suspected", "convicted", "informed", "kind", "sort", "cent",
     "percent"]
)  # fmt: skip
"""Words before "of" that make no phrase with what comes after it, or no telling one."""
_PERSONAL: Final = frozenset({"he", "she", "it", "they"})
_CLOSING_OF: Final = {"“": "”", "(": ")"}
_OPENING_OF: Final = {"”": "“", ")": "("}
_STOPPED: Final = re.compile(r"(?:\b([^\W\d_]{2,})|[’']s|\d[^\W\d_]?|[\"”’')%])\.$")
_SHORT_FORMS: Final = frozenset(
    ["inc", "corp", "ltd", "co", "bros", "plc", "gen", "col", "sen", "rep", "gov", "capt", "sgt", "etc", "jan", "feb",
     "aug", "sept", "oct", "nov", "dec", "dept", "govt", "st", "mt", "jr", "sr", "dr", "mr", "mrs", "ms", "no", "vol"]
)  # fmt: skip
_COMMA_INSIDE: Final = re.compile(r",(?=[”\"’]$)")
_CLOSING: Final = re.compile(r'[\w.,!?…]"(?!\w)')
_CLOSED: Final = re.compile(r'[^"]*[\w.,!?…]"(?!\w)')
_OPENED: Final = re.compile(r'(?:^|[\s(])"\w')


class Back(NamedTuple):
    """Where a line begins that is taken from further back, and whether it then begins as a clause of its own does."""

    start: int
    opens: bool


@lru_cache(maxsize=1 << 12)
def plain(text: str) -> str:
    """Words of a text with plain white space, without the commas at their edges."""
    return re.sub(r"\s+", " ", text).strip(" ,;")


def stop_after(text: str) -> bool:
    """Whether a full stop after some words is part of a short form ("Oct.", "U.S."), and ends nothing."""
    word = re.search(r"([^\W\d_]+)\.?$", text)
    return word is not None and (word[1].casefold() in _SHORT_FORMS or (len(word[1]) == 1 and word[1] not in "IA"))


@lru_cache(maxsize=1 << 12)
def unheaded(text: str) -> str:
    """A sentence or clause without its dateline, number or list mark."""
    return _HEADING.sub("", text, count=1)


def unnoted(text: str) -> str:
    """A line without the marks of footnotes ("[17]")."""
    return re.sub(r"\s?\[\d{1,3}\](?=\W|$)", "", text)


def phrase_start(sentence: str, start: int) -> int:
    """Where the phrase begins in whose middle a clause was cut off; ``start`` itself where it was not.

    Args:
        sentence: the sentence.
        start: where the clause begins in it.
    """
    before, after = sentence[:start], sentence[start:]
    partly = _PARTLY.search(before)
    idiom = partly is not None and _IN_BARE.search(before[: partly.start()])
    if partly is not None and not idiom and after[:1].isalnum() and partly[1].casefold() not in _NO_NOUNS:
        return partly.start()
    if after[:1].isupper():
        name = re.search(r"(?<!^)(?<![.!?] )(?<!\b[IiAaOo][nft] )(?<!\b[Ff]rom )\b([A-ZÀ-Þ][\w’'-]*)\s$", before)
        start = start if name is None or name[1] in _OF_CALENDARS else name.start()
    word = re.search(r"([^\W\d_]+)\s$", sentence[:start])
    if word is not None and word[1].casefold() in DETERMINERS - {"that"} and sentence[start : start + 1].isalnum():
        return word.start()
    return start


def begins_after_boundary(sentence: str, start: int) -> bool:
    """Whether a mark or word that parts clauses stands right before a place of a sentence."""
    return start == 0 or any(match.end() == start for match in BOUNDARY.finditer(sentence, 0, start))


def governing_start(sentence: str, start: int) -> Back:
    """Where the clause begins on which another hangs that begins at ``start``."""
    last = None
    for match in BOUNDARY.finditer(sentence, 0, start):
        if match.end() < start:
            last = match
    if last is None:
        return Back(0, opens=True)
    word = last["word"]
    first = sentence[last.end() :].partition(" ")[0]
    if word in _KEPT or (word == "that" and _VERBAL.match(first)):
        whom = _WHOM.search(sentence[: last.start()])
        return Back(last.start() if whom is None else whom.start(1), opens=whom is not None)
    named_first = first[:1].isupper() and last[0].strip() in STRONG
    begins = named_first or first.casefold() in DETERMINERS - {"that"}
    return Back(last.end(), opens=word in OPENING or begins)


def named(line: str, before: str, actors: Sequence[Actor]) -> str | None:
    """A line with, for its first word, a pronoun, the name of whom it stands for; None where that is not known by name.

    Args:
        line: the line.
        before: its sentence up to the line. Where it says something, it must name whom the pronoun stands for.
        actors: who takes part.
    """
    word = line.partition(" ")[0]
    if word.casefold() not in _PERSONAL:
        return None
    names = {
        actor.name
        for actor in actors
        if actor.text.casefold() == word.casefold() and actor.role in SUBJECTS and not actor.id.startswith("nominal:")
    }
    if len(names) != 1 or not (name := names.pop())[:1].isupper() or name.casefold() in _PERSONAL:
        return None
    if before.strip() and re.search(rf"\b{re.escape(name.split()[-1])}\b", before) is None:
        return None
    return f"[{name}]{line[len(word) :]}"


def balanced(text: str) -> str:
    """A line in which no quotation mark or bracket stands alone: the half that was cut off is put back."""
    open_marks: list[str] = []
    before = ""
    for letter in text:
        if letter in _CLOSING_OF:
            open_marks.append(letter)
        elif letter in _OPENING_OF:
            if _OPENING_OF[letter] in open_marks:
                while open_marks.pop() != _OPENING_OF[letter]:
                    pass
            elif letter == "”":
                before = "“" + before
            else:
                before = "(" + before
    text = before + text + "".join(_CLOSING_OF[mark] for mark in reversed(open_marks))
    if text.count('"') % 2:
        return f'"{text}' if _CLOSING.search(text) and not _OPENED.search(text) else f'{text}"'
    return text


def quoted(line: str, sentence: str) -> str:
    """A line whose words stand inside a quotation of their sentence, in marks of quotation of its own.

    Args:
        line: a stretch of the sentence, but for a capital in front.
        sentence: the sentence; it may begin or end inside a quotation itself.
    """
    at = sentence.find(line[1:]) - 1
    if at < 0 or any(mark in line for mark in '“”"'):
        return line
    before, after = sentence[:at], sentence[at + len(line) :]
    closing = after.find("”")
    if before.count("“") > before.count("”") or (closing >= 0 and not set('“"') & set(after[:closing])):
        return f"“{line}”"
    plain_marks = before.count('"') % 2 == 1 or (before.count('"') == 0 and _CLOSED.match(after) is not None)
    return f'"{line}"' if plain_marks else line


def unstopped(text: str) -> str:
    """A line without the full stop at its end, where that is no part of a short form ("Inc.", "U.S.", "a.m.")."""
    stopped = _STOPPED.search(text)
    if stopped is not None and (stopped[1] or "").casefold() not in _SHORT_FORMS:
        text = text[:-1]
    return _COMMA_INSIDE.sub("", text)
