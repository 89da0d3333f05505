"""Words by rule: the conventions of UD English, exact offsets, linear on anything."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strandline.reading.tokenise import BLANK_LINE, LINE, NO_BREAK, SPACE, tokenise

CASES = [
    ("She didn't go.", "She did n't go ."),
    ("We can't, cannot and won't.", "We ca n't , can not and wo n't ."),
    ("It landed at 7:30 p.m. on Dec. 27.", "It landed at 7:30 p.m. on Dec. 27 ."),
    ("The anti-ship missile, a non-profit's F-16.", "The anti-ship missile , a non-profit 's F - 16 ."),
    ("al-Ansari's brother-in-law", "al - Ansari 's brother - in - law"),
    ("$1.5bn (20%) in the mid-1980s", "$ 1.5 bn ( 20 % ) in the mid-1980s"),
    ("12/03/2004, 2004-03-12 and 9/11", "12/03/2004 , 2004-03-12 and 9/11"),
    ("call 555-010-4477 or 555-4477", "call 555-010-4477 or 555-4477"),
    ("3,000 men; 10-15 boats; 7pm; 10km", "3,000 men ; 10 - 15 boats ; 7 pm ; 10 km"),
    ("Lets go; she left Acme Inc.. Now", "Let s go ; she left Acme Inc. . Now"),
    ("It paid $$$ b/c we went w/o her", "It paid $$$ b/c we went w/o her"),
    ("Drs. Ito and A. B., of N. 4th Sts.", "Drs. Ito and A. B. , of N. 4th Sts."),
    ("J. Okoro met Dr. Lind of Acme Inc. today", "J. Okoro met Dr. Lind of Acme Inc. today"),
    ("http://a.org/x?b=c, www.example.com. x@a.org", "http://a.org/x?b=c , www.example.com . x@a.org"),
    ("Wait... what?! “No” – he said—loudly", "Wait ... what ?! “ No ” – he said — loudly"),
    ("O\u2019Brien\u2019s o\u2019clock", "O\u2019Brien \u2019s o\u2019clock"),
    ("the '90s and 1990's, the 21st", "the '90s and 1990's , the 21st"),
    ("No. 7 is closed. No. That is all, etc.", "No. 7 is closed . No . That is all , etc ."),
    ("Москва и Київ, 北京 😀!", "Москва и Київ , 北京 😀 !"),
    ("report.pdf, @user #strike", "report.pdf , @user #strike"),
    ("Its not fair; its own name", "It s not fair ; its own name"),
    ("Your looking well; your room", "You r looking well ; your room"),
    ("Lets try. It lets them go.", "Let s try . It lets them go ."),
    ("Rs. 5,00,000 on Oct. 5,1999", "Rs. 5,00,000 on Oct. 5 , 1999"),
    ("2003's storm, the 1990's, 107's text", "2003 's storm , the 1990's , 107 's text"),
    ("Ana Moe (b. 1950, d. 2001), etc... yes", "Ana Moe ( b. 1950 , d. 2001 ) , etc ... yes"),
    ("Yahoo! left. Hurrah!", "Yahoo! left . Hurrah !"),
    ("---->==={ Weather }===<---- (: ;P", "---->==={ Weather }===<---- (: ;P"),
    ("DR. LIND AND CLLR JONES; Cllr. Jones, Ofc. Lee", "DR. LIND AND CLLR JONES ; Cllr. Jones , Ofc. Lee"),
    ("Sun. Oct. 1. It was on The Sun. Then rain.", "Sun. Oct. 1 . It was on The Sun . Then rain ."),
    ("a 4G mast; 40g of salt; gauge_7 (draft).doc", "a 4G mast ; 40 g of salt ; gauge_7 ( draft ) .doc"),
    ("Solov\u02bcyov\u02bcs anti\u2011war co\u2010op", "Solov\u02bcyov \u02bcs anti\u2011war co\u2010op"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_conventions(text: str, expected: str) -> None:
    assert " ".join(text[word.start : word.end] for word in tokenise(text)) == expected


def test_layout() -> None:
    words = tokenise("One two.\nThree\n\n  Four")
    assert [word.layout for word in words] == [BLANK_LINE, SPACE, NO_BREAK, LINE, BLANK_LINE]


def test_clitics_are_marked() -> None:
    text = "They're gonna see Anna's dog; it wasn't."
    assert [text[w.start : w.end] for w in tokenise(text) if w.clitic] == ["'re", "na", "'s", "n't"]


LISTED = ["lets", "Inc", "St", "etc", "cannot", "outta", "didnt", "U.S", "w/", "A", "b/c", "No", "it's"]


@given(
    st.one_of(
        st.text(max_size=400),
        st.lists(st.sampled_from([*LISTED, ".", "..", ",", "-", "$", "'", " ", "\n", "7"]), max_size=30).map("".join),
    )
)
def test_every_visible_character_is_in_exactly_one_word(text: str) -> None:
    words = tokenise(text)
    covered = [index for word in words for index in range(word.start, word.end)]
    assert len(covered) == len(set(covered))
    assert covered == sorted(covered)
    assert {index for index, character in enumerate(text) if not character.isspace()} <= set(covered)
    assert all(word.start < word.end for word in words)


@pytest.mark.parametrize("unit", ["1-", "a'", "...", "x.", "1,", "'s", "-", "A.", "1/1", "@", "http://"])
def test_long_runs_are_read_in_one_go(unit: str) -> None:
    text = unit * 20_000
    words = tokenise(text)
    assert words[0].start == 0
    assert words[-1].end == len(text)
