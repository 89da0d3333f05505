"""Raw text to words, by rule: the tokenisation of UD English (EWT and GUM), offsets exact, in linear time.

In: a text. Out: words as half-open code point ranges with the layout before each of them. Hyphenated compounds fall
into their parts but for bound prefixes, clitics ("n't", "'s", "gon|na") stand alone, numbers, clock times, dates,
addresses and abbreviations stay whole, as the UD guidelines for English have it. Sentence ends are not decided here
but by the reader's boundary head, which sees the layout.

Lists of prefixes, abbreviations and clitics: ``tokenise.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files
from typing import Final, NamedTuple

NO_BREAK, SPACE, LINE, BLANK_LINE = range(4)
"""Layout before a word: nothing, a space, a line end, an empty line (or the beginning of the text)."""


class Word(NamedTuple):
    """A word: code points ``[start, end)``, the layout before it, and whether it is the clitic of the word before."""

    start: int
    end: int
    layout: int
    clitic: bool


class _Rules(NamedTuple):
    master: re.Pattern[str]
    abbreviations: frozenset[str]
    before_digit: frozenset[str]
    not_last: frozenset[str]
    before_capital: frozenset[str]
    months: tuple[str, ...]
    prefixes: frozenset[str]
    splits: dict[str, int]
    splits_before: dict[str, re.Pattern[str]]
    whole: frozenset[str]


_LETTER: Final = r"[^\W\d_]"
_MARK: Final = (
    r"[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0900-\u0903\u093a-\u094f"
    r"\u200c\u200d\u00ad\u2060]"
)
_FIGURE: Final = r"\d+(?:[.:]\d+|,\d{1,3}(?!\d))*"
"""Digits with signs between them; "5,1999" is a day and a year."""
_APOSTROPHE: Final = "['’`´ʼ]"
_CLITIC: Final = re.compile(rf"(.*?)(n{_APOSTROPHE}t|{_APOSTROPHE}(?:s|m|re|ve|ll|d|em))$", re.IGNORECASE | re.DOTALL)


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    data = tomllib.loads(files("strandline.reading").joinpath("tokenise.toml").read_text("utf-8"))
    emoticons = "|".join(re.escape(item) for item in sorted(data["emoticons"], key=len, reverse=True))
    units = "|".join(sorted(data["units_after_digits"], key=len, reverse=True))
    domains = "|".join(data["domains"])
    named = "|".join(re.escape(item) for item in data["named_with_signs"])
    extensions = "|".join(data["file_extensions"])
    word = rf"{_LETTER}(?:{_LETTER}|{_MARK}|\d)*"
    master = "|".join(
        f"(?P<{name}>{pattern})"
        for name, pattern in (
            # most words, before anything else is tried
            ("plain", r"[a-z]+(?=[ ,\n])"),
            ("url", r"(?:https?://|ftp://|www\.|mailto:)[^\s<>\"“”]*[^\s<>\"“”.,;:!?()\[\]{}'’*]/?"),
            # names and labels have a longest length, so that no run of signs is read again from each of its places
            ("mail", r"[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){0,8}"),
            (
                "domain",
                rf"(?:[A-Za-z0-9\-]{{1,63}}\.){{1,8}}(?:{domains})(?![\w])(?:/[^\s<>\"“”]*[^\s<>\"“”.,;:!?()\[\]{{}}'’])?",
            ),
            ("file", rf"[\w\-]{{1,80}}(?:\.[\w\-]{{1,80}}){{0,6}}\.(?:{extensions})(?!\w)|\.(?:{extensions})(?!\w)"),
            ("dotted", r"[a-z]{3,}(?:\.[a-z]{2,}){2,}(?!\w)"),
            ("tag", r"[#@](?=[^\W\d])[\w]+"),
            ("emoticon", rf"(?:{emoticons})(?!\w)"),
            ("degree", r"Ph\.D\.?"),
            ("initials", rf"(?:{_LETTER}\.){{2,}}(?:{_LETTER}(?![\w]))?|U\.S(?!\w)"),
            # 12/03/2004, 2004-03-12, 713-853-3989, 3-1663: digits joined by one kind of sign
            ("date", r"\d{1,4}([/.\-])\d{1,2}\1\d{2,4}(?![\w])"),
            (
                "phone",
                r"\+?\d{1,3}-\d{3}-\d{3}-\d{4}(?!\w)|\d{3}[-/]\d{3}-\d{4}(?!\w)|(?:x\d|(?<!\d)\d{1,3})-\d{4}(?![\w\-])",
            ),
            ("clock", r"\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?"),
            ("ordinal", r"\d+(?:,\d{3})*(?:st|nd|rd|th)(?![^\W\d_])"),
            ("decade", rf"{_APOSTROPHE}?\d{{2,4}}s(?!\w)|(?:\d\d|\d{{3}}0){_APOSTROPHE}s(?!\w)"),
            ("short_year", rf"{_APOSTROPHE}\d\d(?!\w)"),
            # "4G" is a name, "40g" a weight
            ("measure", rf"(?!(?-i:[2-6]G(?!\w)))(?:{_FIGURE})(?=(?:{units})(?![\w]))"),
            ("code", rf"(?:{_FIGURE}{_LETTER}|{_LETTER}+\d)[\w]*"),
            ("fraction", r"\d+/\d+(?!\w)"),
            ("number", rf"[+]?(?:{_FIGURE}|\.\d+(?!\w))"),
            ("slashed", r"(?<![\w/])(?:b/c(?!\w)|w/o(?!\w)|w/(?=[A-Za-z ]))"),
            ("ampersand", rf"{_LETTER}+&{_LETTER}+"),
            ("named", rf"(?-i:{named})(?!\w)"),
            ("word", rf"{word}(?:_{word}|_\d+)*(?:{_APOSTROPHE}{word})*"),
            ("leading", rf"{_APOSTROPHE}(?:em|til|cause|twas|tis|bout|round|n)(?!\w)"),
            ("clitic", rf"{_APOSTROPHE}(?:s|m|re|ve|ll|d)(?!\w)"),
            ("rule", r"[\-=_*~#+|<>{}]{4,}"),
            # "...?" is two words, a pause and a question
            ("pause", r"\.{3,}(?=\?(?![?!]))"),
            ("run", r"([.\-–—_=*~#+!?<>$])\2+[!?]*|[.,]?[!?]{2,}|\.\?|''|’’|‘‘|‘’|``|…\."),
            ("money", r"(?:US|U|A|C|NZ|HK|R)?\$"),
            ("other", r"[^\s]"),
        )
    )
    # named groups shift the numbers of the back-references: find them by name of their first definition
    master = master.replace(
        r"(?P<date>\d{1,4}([/.\-])\d{1,2}\1\d{2,4}", r"(?P<date>\d{1,4}(?P<sep>[/.\-])\d{1,2}(?P=sep)\d{2,4}"
    )
    master = master.replace(r"(?P<run>([.\-–—_=*~#+!?<>$])\2+", r"(?P<run>(?P<sign>[.\-–—_=*~#+!?<>$])(?P=sign)+")
    return _Rules(
        master=re.compile(master, re.IGNORECASE),
        abbreviations=frozenset(data["abbreviations"]),
        before_digit=frozenset(data["abbreviations_before_digit"]),
        not_last=frozenset(data["abbreviations_not_last"]),
        before_capital=frozenset(data["abbreviations_before_capital"]),
        months=tuple(data["months"]),
        prefixes=frozenset(data["prefixes"]),
        splits={
            word: len(word) - 2 if cut == "-nt" else int(cut) for cut, words in data["splits"].items() for word in words
        },
        splits_before={
            word: re.compile(rf"\s+(?:{'|'.join(following)})(?![\w\-'’])", re.IGNORECASE)
            for word, following in data["splits_before"].items()
        },
        whole=frozenset(data["whole"]),
    )


def tokenise(text: str) -> list[Word]:
    """Words of ``text`` in order; every character that is no white space belongs to exactly one word."""
    rules = _rules()
    words: list[Word] = []
    push = words.append
    previous_end = 0
    first = True
    joined = False
    length = len(text)
    for match in rules.master.finditer(text):
        start, end = match.span()
        if end <= previous_end:
            continue
        start = max(start, previous_end)  # of "Inc..", the abbreviation took the first stop
        group = match.lastgroup
        if first:
            layout = BLANK_LINE
            first = False
        elif start == previous_end:
            layout = NO_BREAK
        else:
            gap = text[previous_end:start]
            breaks = gap.count("\n")
            layout = SPACE if breaks == 0 else LINE if breaks == 1 else BLANK_LINE
        if group in ("sep", "sign"):
            group = "date" if group == "sep" else "run"
        if group in ("word", "plain"):
            form = text[start:end]
            if end < length and text[end] == "." and _keeps_full_stop(text, start, end, rules):
                end += 1
                push(Word(start, end, layout, False))
            elif joined and layout == NO_BREAK and len(form) == 1 and form in "sSdm" and text[start - 1] in "'’`´ʼ":
                push(Word(start, end, layout, True))
            elif (next_word := rules.splits_before.get(form.lower())) is not None and next_word.match(text, end):
                push(Word(start, end - 1, layout, False))
                push(Word(end - 1, end, NO_BREAK, True))
            else:
                _split_word(text, start, end, layout, rules, push)
        elif group == "other" and text[start] in "-‐‑" and _is_bound_prefix(text, words, start, layout, rules):
            # "non-", "anti-": the prefix, the hyphen and the next word are one word
            following = rules.master.match(text, start + 1)
            if following is not None and following.lastgroup in (
                "plain",
                "word",
                "decade",
                "number",
                "code",
                "ordinal",
            ):
                prefix = words.pop()
                _split_word(text, prefix.start, following.end(), prefix.layout, rules, push)
                end = following.end()
            else:
                push(Word(start, end, layout, False))
        elif group == "initials" and text[end - 1] != ".":
            # "U.S.A" at a word's end
            push(Word(start, end, layout, False))
        else:
            push(Word(start, end, layout, group == "clitic" and layout == NO_BREAK))
        joined = True
        previous_end = end
    return words


def _keeps_full_stop(text: str, start: int, end: int, rules: _Rules) -> bool:
    """Whether the full stop at ``end`` belongs to the word before it: an abbreviation or an initial ("J. Smith")."""
    form = text[start:end]
    after = text[end + 1 : end + 4].lstrip()[:1]
    if text.startswith("...", end):
        return False
    if form in rules.abbreviations:
        return True
    if form in rules.before_digit:
        return after.isdigit()
    if form in rules.not_last:
        return bool(after) and (not after.isupper() or text[end + 1 : end + 5].lstrip().startswith(rules.months))
    if form in rules.before_capital:
        return after.isupper()
    if len(form) != 1 or not form.isupper():
        return False
    follows = text[end + 1 : end + 2]
    return follows in (",", ";") or (follows.isspace() and (after.isupper() or after.isdigit()))


def _is_bound_prefix(text: str, words: list[Word], hyphen: int, layout: int, rules: _Rules) -> bool:
    if layout != NO_BREAK or not words or words[-1].end != hyphen:
        return False
    after = text[hyphen + 1 : hyphen + 2]
    if not after.isalnum():
        return False
    before = words[-1]
    if before.start and text[before.start - 1] in "-‐‑":
        return False
    return text[before.start : before.end].lower() in rules.prefixes


def _split_word(text: str, start: int, end: int, layout: int, rules: _Rules, add: Callable[[Word], None]) -> None:
    form = text[start:end]
    lowered = form.lower()
    if lowered in rules.whole:
        add(Word(start, end, layout, False))
        return
    cut = rules.splits.get(lowered)
    if cut is not None:
        add(Word(start, start + cut, layout, False))
        add(Word(start + cut, end, NO_BREAK, True))
        return
    if len(form) > 2 and any(sign in form for sign in "'’`´ʼ"):
        match = _CLITIC.match(form)
        if match is not None and match.start(2) > 0:
            middle = start + match.start(2)
            _split_word(text, start, middle, layout, rules, add)
            add(Word(middle, end, NO_BREAK, True))
            return
    add(Word(start, end, layout, False))
