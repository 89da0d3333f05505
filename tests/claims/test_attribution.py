"""The chain of who says so for a word, with each source's kind, terms and basis; sentences parsed by hand."""

from __future__ import annotations

import pytest
from trees import Written, write

from strandline.claims.attribution import Sources
from strandline.claims.speech import SpeechFinder
from strandline.records import Actor, Attribution

HIT = (
    "{said}/VERB/0/root/{lemma} a/DET/{a}/det drone/NOUN/{b}/nsubj hit/VERB/{c}/ccomp the/DET/{d}/det "
    "port/NOUN/{b}/obj ./PUNCT/{c}/punct"
)


def said_by(source: str, words: int, said: str = "said", lemma: str = "say") -> str:
    """A source of so many words, parsed to depend on the cue after it, with what it said about a drone."""
    cue = words + 1
    rest = HIT.format(said=said, lemma=lemma, a=cue + 2, b=cue + 3, c=cue, d=cue + 5)
    return f"{source.replace('@', str(cue))} {rest}"


def chain_of(
    parse: str, word: str, names: dict[str, str] | None = None, actors: tuple[tuple[str, str, str], ...] = ()
) -> tuple[Attribution, ...]:
    written = write(parse, names)
    known = tuple(_actor(written, *item) for item in actors)
    frames = SpeechFinder(written.tree).frames()
    token = written.at(word)
    chain = Sources(written.text, written.tree, frames, known).chain(token, cue_of=token)
    for link in chain:
        for span in (link.source, link.cue, link.content):
            assert span is None or written.text[span.start : span.end] == span.text
    return chain


def _actor(written: Written, word: str, name: str, identity: str) -> Actor:
    token = written.reading.tokens[written.at(word)]
    return Actor(start=token.start, end=token.end, text=token.text, name=name, id=identity, role="other")


def sources(chain: tuple[Attribution, ...]) -> list[str]:
    return [link.source.text if link.source is not None else "" for link in chain]


# ----------------------------------------------------------------------------------------------------- the chain

MESSAGE = (
    "Officials/NOUN/2/nsubj/official said/VERB/0/root/say the/DET/4/det message/NOUN/5/nsubj said/VERB/2/ccomp/say "
    "the/DET/7/det talks/NOUN/8/nsubj/talk ended/VERB/5/ccomp/end ./PUNCT/2/punct"
)


def test_what_nobody_says_is_the_documents_own() -> None:
    assert chain_of("The/DET/2/det mill/NOUN/3/nsubj burned/VERB/0/root/burn ./PUNCT/3/punct", "burned") == ()


def test_chain_of_two_outermost_first() -> None:
    outer, inner = chain_of(MESSAGE, "ended")
    assert sources((outer, inner)) == ["Officials", "the message"]
    assert outer.content.text == "the message said the talks ended"
    assert inner.content.text == "the talks ended"
    assert (outer.source_kind, inner.source_kind) == ("unnamed_group", "document")


def test_a_speech_act_is_not_in_its_own_chain() -> None:
    written = write(MESSAGE)
    finder = SpeechFinder(written.tree)
    made = Sources(written.text, written.tree, finder.frames(), ())
    first, second = (index for index, token in enumerate(written.reading.tokens) if token.text == "said")
    assert made.chain(first, cue_of=first) == ()
    assert sources(made.chain(second, cue_of=second)) == ["Officials"]


def test_chain_of_three() -> None:
    chain = chain_of(
        "The/DET/2/det clerk/NOUN/3/nsubj says/VERB/0/root/VBZ/say that/SCONJ/6/mark officials/NOUN/6/nsubj/official "
        "said/VERB/3/ccomp/say the/DET/8/det message/NOUN/9/nsubj said/VERB/6/ccomp/say talks/NOUN/11/nsubj "
        "ended/VERB/9/ccomp/end ./PUNCT/3/punct",
        "ended",
    )
    assert sources(chain) == ["The clerk", "officials", "the message"]


def test_sourceless_speech_has_a_link_without_a_source() -> None:
    (link,) = chain_of(
        "It/PRON/3/expl was/AUX/3/aux:pass reported/VERB/0/root/VBN/report that/SCONJ/6/mark talks/NOUN/6/nsubj/talk "
        "ended/VERB/3/csubj:pass/end ./PUNCT/3/punct".replace("csubj:pass", "ccomp"),
        "ended",
    )
    assert link.source is None
    assert (link.source_kind, link.terms, link.basis) == ("unknown", "unstated", "unstated")
    assert link.cue is not None
    assert link.cue.text == "reported"


def test_believing_without_a_believer_is_no_attribution() -> None:
    chain = chain_of(
        "It/PRON/3/expl is/AUX/3/aux:pass believed/VERB/0/root/VBN/believe that/SCONJ/6/mark talks/NOUN/6/nsubj/talk "
        "ended/VERB/3/ccomp/end ./PUNCT/3/punct",
        "ended",
    )
    assert chain == ()


def test_confirming_a_thing_is_saying_so_and_praising_it_is_not() -> None:
    arrest = "Police/NOUN/2/nsubj {}/VERB/0/root/{} the/DET/4/det arrest/NOUN/2/obj ./PUNCT/2/punct"
    assert sources(chain_of(arrest.format("confirmed", "confirm"), "arrest")) == ["Police"]
    assert chain_of(arrest.format("praised", "praise"), "arrest") == ()


ASIDE = (
    "Officials/NOUN/2/nsubj/official said/VERB/0/root/say the/DET/5/det {name} which/PRON/8/nsubj/WDT "
    "opened/VERB/{head}/acl:relcl/open in/ADP/10/case 1970/NUM/8/obl ,/PUNCT/8/punct fell/VERB/2/ccomp/fall "
    "./PUNCT/2/punct"
)


def test_background_on_a_name_is_the_narrators_own() -> None:
    parse = ASIDE.format(name="Alba/PROPN/5/compound Bridge/PROPN/12/nsubj ,/PUNCT/8/punct", head=5)
    names = {"Alba Bridge": "FAC"}
    assert sources(chain_of(parse, "fell", names)) == ["Officials"]
    assert chain_of(parse, "opened", names) == ()


def test_direct_speech_holds_its_asides() -> None:
    parse = (
        "“/PUNCT/10/punct Alba/PROPN/3/compound Bridge/PROPN/10/nsubj ,/PUNCT/6/punct which/PRON/6/nsubj/WDT "
        "opened/VERB/3/acl:relcl/open in/ADP/8/case 1970/NUM/6/obl ,/PUNCT/6/punct fell/VERB/13/ccomp/fall "
        "”/PUNCT/10/punct he/PRON/13/nsubj said/VERB/0/root/say ./PUNCT/13/punct"
    )
    assert sources(chain_of(parse, "opened", {"Alba Bridge": "FAC"})) == ["he"]


def test_the_next_sentence_is_not_his() -> None:
    parse = said_by("Roth/PROPN/@/nsubj", 1) + "\nThe/DET/2/det fire/NOUN/3/nsubj spread/VERB/0/root ./PUNCT/3/punct"
    assert sources(chain_of(parse, "hit")) == ["Roth"]
    assert chain_of(parse, "spread") == ()


# ------------------------------------------------------------------------------------------------ kinds of source

KINDS = [
    ("Omar/PROPN/@/nsubj Saad/PROPN/1/flat", 2, {"Omar Saad": "PER"}, "named_person"),
    ("General/PROPN/2/nmod:desc Saad/PROPN/@/nsubj", 2, {"Saad": "PER"}, "named_person"),
    ("A/DET/2/det baker/NOUN/@/nsubj", 2, {}, "unnamed_person"),
    ("Two/NUM/2/nummod bakers/NOUN/@/nsubj/baker", 2, {}, "unnamed_group"),
    ("Police/NOUN/@/nsubj", 1, {}, "unnamed_group"),
    ("The/DET/3/det Alba/PROPN/3/compound police/NOUN/@/nsubj", 3, {"Alba": "GPE"}, "named_group"),
    ("Norvik/PROPN/@/nsubj", 1, {"Norvik": "ORG"}, "named_group"),
    ("Norland/PROPN/@/nsubj", 1, {"Norland": "GPE"}, "named_group"),
    ("A/DET/2/det memo/NOUN/@/nsubj", 2, {}, "document"),
    ("Harbour/PROPN/2/compound Times/PROPN/@/nsubj", 2, {"Harbour Times": "ORG"}, "publication"),
    ("Radio/PROPN/2/compound Norte/PROPN/@/nsubj", 2, {"Radio Norte": "ORG"}, "broadcast"),
    ("The/DET/2/det newspaper/NOUN/@/nsubj", 2, {}, "publication"),
    ("State/NOUN/2/compound television/NOUN/@/nsubj", 2, {}, "broadcast"),
    ("They/PRON/@/nsubj", 1, {}, "unnamed_group"),
    ("She/PRON/@/nsubj", 1, {}, "unnamed_person"),
    ("The/DET/2/det baker/NOUN/@/nsubj ,/PUNCT/2/punct Ana/PROPN/2/appos Roth/PROPN/4/flat ,/PUNCT/2/punct", 6,
     {"Ana Roth": "PER"}, "named_person"),
    ("Roth/PROPN/3/nmod:poss ’s/PART/1/case lawyer/NOUN/@/nsubj", 3, {"Roth": "PER"}, "unnamed_person"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("source", "words", "names", "kind"), KINDS, ids=[row[3] + str(i) for i, row in enumerate(KINDS)]
)
def test_kind_of_source(source: str, words: int, names: dict[str, str], kind: str) -> None:
    (link,) = chain_of(said_by(source, words), "hit", names)
    assert link.source_kind == kind


def test_a_pronoun_is_as_named_as_the_one_it_stands_for() -> None:
    parse = said_by("She/PRON/@/nsubj", 1)
    (person,) = chain_of(parse, "hit", actors=(("She", "Ana Roth", "per:ana-roth"),))
    assert (person.source_kind, person.terms) == ("named_person", "on_record")
    (body,) = chain_of(parse.replace("She", "It"), "hit", actors=(("It", "Norvik", "org:norvik"),))
    assert body.source_kind == "named_group"


# ------------------------------------------------------------------------------------------------ terms and basis

OFFICIAL = said_by("A/DET/3/det senior/ADJ/3/amod official/NOUN/@/nsubj", 3)


def test_terms_of_the_named_and_the_unnamed() -> None:
    (named,) = chain_of(said_by("Roth/PROPN/@/nsubj", 1), "hit", {"Roth": "PER"})
    (unnamed,) = chain_of(OFFICIAL, "hit")
    assert (named.terms, unnamed.terms) == ("on_record", "unstated")


def test_anonymity_is_explained_in_the_next_sentence() -> None:
    after = (
        "\nHe/PRON/2/nsubj declined/VERB/0/root/decline to/PART/5/mark/TO be/AUX/5/aux:pass/VB named/VERB/2/xcomp/VBN "
        "./PUNCT/2/punct"
    )
    assert chain_of(OFFICIAL + after, "hit")[0].terms == "anonymous"


def test_anonymity_two_sentences_on_is_somebody_elses() -> None:
    after = (
        "\nIt/PRON/2/nsubj rained/VERB/0/root/rain ./PUNCT/2/punct"
        "\nA/DET/2/det cook/NOUN/3/nsubj declined/VERB/0/root/decline to/PART/6/mark/TO be/AUX/6/aux:pass/VB "
        "named/VERB/3/xcomp/VBN ./PUNCT/3/punct"
    )
    assert chain_of(OFFICIAL + after, "hit")[0].terms == "unstated"


def test_familiar_with_the_matter_is_background() -> None:
    source = "Aides/NOUN/@/nsubj familiar/ADJ/1/amod with/ADP/5/case the/DET/5/det matter/NOUN/2/obl"
    assert chain_of(said_by(source, 5), "hit")[0].terms == "background"


BASES = [
    ("Two/NUM/2/nummod fishermen/NOUN/@/nsubj who/PRON/4/nsubj/WP saw/VERB/2/acl:relcl/see it/PRON/4/obj", 5,
     "eyewitness"),
    ("A/DET/2/det witness/NOUN/@/nsubj", 2, "eyewitness"),
    ("Satellite/NOUN/2/compound images/NOUN/@/nsubj/image", 2, "imagery"),
    ("Aides/NOUN/@/nsubj citing/VERB/1/acl/VBG/cite intercepted/VERB/4/amod/VBN/intercept calls/NOUN/2/obj/call", 4,
     "intercept"),
    ("Aides/NOUN/@/nsubj briefed/VERB/1/acl/VBN/brief on/ADP/5/case the/DET/5/det raid/NOUN/2/obl", 5, "briefed"),
    ("An/DET/2/det affidavit/NOUN/@/nsubj", 2, "document"),
    ("Aides/NOUN/@/nsubj citing/VERB/1/acl/VBG/cite rumours/NOUN/2/obj/rumour", 3, "cites_other"),
    ("The/DET/2/det mayor/NOUN/@/nsubj", 2, "unstated"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "words", "basis"), BASES, ids=[f"{row[2]}{i}" for i, row in enumerate(BASES)])
def test_basis(source: str, words: int, basis: str) -> None:
    assert chain_of(said_by(source, words), "hit")[-1].basis == basis


def test_basis_beside_the_cue() -> None:
    """ "Said after watching video": what the cue's own phrases tell counts, what the content tells does not."""
    parse = (
        "Aides/NOUN/2/nsubj/aide said/VERB/0/root/say after/SCONJ/4/mark watching/VERB/2/advcl/VBG/watch "
        "video/NOUN/4/obj that/SCONJ/9/mark a/DET/8/det memo/NOUN/9/nsubj burned/VERB/2/ccomp/burn ./PUNCT/2/punct"
    )
    assert chain_of(parse, "burned")[0].basis == "imagery"


def test_source_span_has_title_and_apposition() -> None:
    parse = said_by(
        "Ana/PROPN/@/nsubj Roth/PROPN/1/flat ,/PUNCT/5/punct a/DET/5/det nurse/NOUN/1/appos ,/PUNCT/1/punct", 6
    )
    assert sources(chain_of(parse, "hit", {"Ana Roth": "PER"})) == ["Ana Roth, a nurse"]


@pytest.mark.parametrize(
    ("source", "words", "kind"),
    [
        ("The/DET/3/det relief/NOUN/3/compound agency/NOUN/@/nsubj", 3, "unnamed_group"),
        ("The/DET/3/det news/NOUN/3/compound agency/NOUN/@/nsubj", 3, "publication"),
        ("Some/DET/@/nsubj", 1, "unnamed_group"),
    ],
)
def test_an_agency_is_a_publication_only_where_it_deals_in_news(source: str, words: int, kind: str) -> None:
    (link,) = chain_of(said_by(source, words), "hit")
    assert link.source_kind == kind


def test_a_paper_that_was_read_as_a_person_is_a_publication() -> None:
    (link,) = chain_of(said_by("The/DET/2/det Hill/PROPN/@/nsubj", 2), "hit", {"The Hill": "PER"})
    assert link.source_kind == "publication"


def test_a_pronoun_has_the_name_of_whom_it_means() -> None:
    (link,) = chain_of(said_by("She/PRON/@/nsubj", 1), "hit", actors=(("She", "Ana Roth", "per:ana-roth"),))
    assert (link.source.text, link.name, link.source_kind) == ("She", "Ana Roth", "named_person")  # type: ignore[union-attr]


def test_a_source_without_a_name_has_none() -> None:
    (link,) = chain_of(said_by("Residents/NOUN/@/nsubj/NNS", 1), "hit")
    assert link.name is None


# ------------------------------------------------------------------------------------------------------- pronouns

SAID_LATER = (
    "{first} closed/VERB/0/root/close the/DET/5/det mine/NOUN/{head}/obj ./PUNCT/{head}/punct\n"
    "{pronoun}/PRON/2/nsubj said/VERB/0/root/say a/DET/4/det drone/NOUN/5/nsubj hit/VERB/2/ccomp the/DET/7/det "
    "port/NOUN/5/obj ./PUNCT/2/punct"
)


@pytest.mark.parametrize(
    ("first", "pronoun", "name", "kind"),
    [
        ("The/DET/2/det inspectors/NOUN/3/nsubj/NNS/inspector", "They", "inspectors", "unnamed_group"),
        ("The/DET/2/det ministry/NOUN/3/nsubj", "It", "ministry", "unnamed_group"),
        ("The/DET/2/det nurse/NOUN/3/nsubj", "She", "nurse", "unnamed_person"),
    ],
)
def test_a_pronoun_that_speaks_stands_for_the_noun_before_it(first: str, pronoun: str, name: str, kind: str) -> None:
    (link,) = chain_of(SAID_LATER.format(first=first, head=3, pronoun=pronoun), "hit")
    assert link.source is not None
    assert (link.source.text, link.name, link.source_kind) == (pronoun, name, kind)


@pytest.mark.parametrize(
    ("first", "pronoun"), [("The/DET/2/det nurse/NOUN/3/nsubj", "They"), ("It/PRON/3/nsubj", "It")]
)
def test_a_pronoun_that_nothing_agrees_with_stands_for_nobody(first: str, pronoun: str) -> None:
    head = 3 if "nurse" in first else 2
    parse = SAID_LATER.format(first=first.replace("/3/", f"/{head}/"), head=head, pronoun=pronoun)
    (link,) = chain_of(parse if head == 3 else parse.replace("the/DET/5/", "the/DET/4/"), "hit")
    assert link.name is None


def test_what_a_request_is_about_is_the_narrators() -> None:
    parse = (
        "Drivers/NOUN/2/nsubj/NNS/driver urged/VERB/0/root/urge the/DET/4/det council/NOUN/2/obj to/PART/6/mark/TO "
        "explain/VERB/2/xcomp/VB {word}/DET/8/det collapse/NOUN/6/obj ./PUNCT/2/punct"
    )
    assert sources(chain_of(parse.format(word="the"), "explain")) == ["Drivers"]
    assert chain_of(parse.format(word="the"), "collapse") == ()
    assert sources(chain_of(parse.format(word="a"), "collapse")) == ["Drivers"]


# ----------------------------------------------------------------------------------------- bodies, media, peoples


@pytest.mark.parametrize(
    ("parse", "names", "kind"),
    [
        (said_by("The/DET/3/det Brandt/PROPN/3/compound campaign/NOUN/@/nsubj", 3), {"Brandt": "PER"}, "named_group"),
        (said_by("Aides/PROPN/@/nsubj", 1), {"Aides": "PER"}, "unnamed_group"),
        (said_by("A/DET/2/det Norlander/PROPN/@/nsubj", 2), {"Norlander": "NORP"}, "unnamed_person"),
        (said_by("WQRX/PROPN/@/nsubj", 1), {"WQRX": "ORG"}, "broadcast"),
        (said_by("Reports/NOUN/@/nsubj/NNS/report", 1), {}, "publication"),
        (said_by("A/DET/2/det report/NOUN/@/nsubj", 2), {}, "document"),
        (said_by("The/DET/3/det Danish/ADJ/3/amod government/NOUN/@/nsubj", 3), {"Danish": "NORP"}, "named_group"),
    ],
)  # fmt: skip
def test_kinds_of_sources_by_head_and_name(parse: str, names: dict[str, str], kind: str) -> None:
    assert [link.source_kind for link in chain_of(parse, "hit", names)] == [kind]


def test_a_body_before_a_person_is_not_the_persons_name() -> None:
    parse = said_by("The/DET/3/det Senate/PROPN/3/compound leader/NOUN/@/nsubj", 3)
    chain = chain_of(parse, "hit", {"Senate": "ORG"}, (("Senate", "Senate", "org:senate"),))
    assert [link.name for link in chain] == [None]
