"""Who is meant within a document: aliases, titles and roles, bodies, pronouns; on readings written by hand."""

from __future__ import annotations

import msgspec
import pytest
from trees import Written, write

from strandline.actors import resolve_actors
from strandline.actors.names import gender_of_name
from strandline.records import Actor, Place, Reading, Reference

SAID = "{name} said/VERB/0/root/say so/ADV/{said}/advmod ./PUNCT/{said}/punct"


def said(*words: str) -> str:
    """A sentence: who (tokens without heads), then "said so"; the first word is the subject, the rest hang on it."""
    verb = len(words) + 1
    parts = [f"{words[0]}/{verb}/nsubj", *(f"{word}/1/flat" for word in words[1:])]
    return SAID.format(name=" ".join(parts), said=verb)


def actors_of(written: Written, **options: object) -> list[Actor]:
    found = resolve_actors(written.text, reading=written.reading, **options)  # type: ignore[arg-type]
    assert all(written.text[actor.start : actor.end] == actor.text for actor in found)
    assert [actor.start for actor in found] == sorted(actor.start for actor in found)
    return list(found)


def ids(parse: str, names: dict[str, str], **options: object) -> list[tuple[str, str]]:
    return [(actor.text, actor.id) for actor in actors_of(write(parse, names), **options)]


# --------------------------------------------------------------------------------------------------------- people


def test_a_surname_later_is_the_person_named_in_full() -> None:
    parse = said("Ana/PROPN", "Roth/PROPN") + "\n" + said("Roth/PROPN")
    found = actors_of(write(parse, {"Ana Roth": "PER", "Roth": "PER"}))
    assert [actor.id for actor in found] == ["per:ana-roth", "per:ana-roth"]
    assert {actor.name for actor in found} == {"Ana Roth"}


def test_a_surname_before_its_full_form_is_the_same_person() -> None:
    parse = said("Roth/PROPN") + "\n" + said("Ana/PROPN", "Roth/PROPN")
    assert {identity for _, identity in ids(parse, {"Ana Roth": "PER", "Roth": "PER"})} == {"per:ana-roth"}


def test_same_surname_of_two_people_stays_two() -> None:
    parse = said("Ana/PROPN", "Roth/PROPN") + "\n" + said("Emil/PROPN", "Roth/PROPN")
    assert [identity for _, identity in ids(parse, {"Ana Roth": "PER", "Emil Roth": "PER"})] == [
        "per:ana-roth",
        "per:emil-roth",
    ]


def test_a_bare_surname_of_two_is_the_one_named_last() -> None:
    parse = "\n".join([said("Ana/PROPN", "Roth/PROPN"), said("Emil/PROPN", "Roth/PROPN"), said("Roth/PROPN")])
    assert ids(parse, {"Ana Roth": "PER", "Emil Roth": "PER", "Roth": "PER"})[-1] == ("Roth", "per:emil-roth")


def test_a_bare_surname_of_two_is_the_one_that_the_text_is_about() -> None:
    ana, emil, bare = said("Ana/PROPN", "Roth/PROPN"), said("Emil/PROPN", "Roth/PROPN"), said("Roth/PROPN")
    parse = "\n".join([ana, bare, bare, emil, bare])
    assert ids(parse, {"Ana Roth": "PER", "Emil Roth": "PER", "Roth": "PER"})[-1] == ("Roth", "per:ana-roth")


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("General Omar Saad", "Saad"),
        ("Omar al-Saad", "al-Saad"),
        ("Ana María Roth", "Ana Roth"),
        ("John F. Kemp", "John Kemp"),
        ("Martin Kemp Jr", "Kemp"),
        ("Ludwig van Dijk", "van Dijk"),
        ("José Núñez", "Nunez"),
        ("Иван Петров", "Петров"),
    ],
)
def test_shorter_forms_join_the_fuller(full: str, short: str) -> None:
    def words(name: str) -> list[str]:
        return [f"{word}/PROPN" for word in name.split()]

    parse = said(*words(full)) + "\n" + said(*words(short))
    found = ids(parse, {full: "PER", short: "PER"})
    assert len({identity for _, identity in found}) == 1, found


@pytest.mark.parametrize(
    ("one", "other"),
    [("Omar Saad", "Omar Haddad"), ("Ana Roth", "Rothman"), ("Li Wei", "Wei Chen"), ("Ana Roth", "Lea Roth")],
)
def test_other_people_stay_other_people(one: str, other: str) -> None:
    parse = "\n".join(said(*(f"{word}/PROPN" for word in name.split())) for name in (one, other))
    assert len({identity for _, identity in ids(parse, {one: "PER", other: "PER"})}) == 2


def test_possessive_and_shouted_forms_are_the_same_name() -> None:
    parse = (
        "ROTH/PROPN/2/nsubj RESIGNS/VERB/0/root/resign\n\n"
        + said("Ana/PROPN", "Roth/PROPN")
        + "\nRoth/PROPN/3/nmod:poss ’s/PART/1/case lawyer/NOUN/4/nsubj wept/VERB/0/root/weep ./PUNCT/4/punct"
    )
    found = ids(parse, {"ROTH": "PER", "Ana Roth": "PER", "Roth": "PER"})
    assert {identity for _, identity in found} == {"per:ana-roth"}


# ------------------------------------------------------------------------------------------------- titles and roles

GENERAL = (
    "General/PROPN/2/nmod:desc Saad/PROPN/3/nsubj left/VERB/0/root/leave ./PUNCT/3/punct\n"
    "The/DET/2/det general/NOUN/3/nsubj wept/VERB/0/root/weep ./PUNCT/3/punct"
)


def test_the_general_after_general_saad() -> None:
    assert ids(GENERAL, {"Saad": "PER"}) == [("Saad", "per:saad"), ("The general", "per:saad")]


def test_the_general_before_any_is_nobody_known() -> None:
    first, second = GENERAL.split("\n")
    assert ids(f"{second}\n{first}", {"Saad": "PER"}) == [("Saad", "per:saad")]


def test_the_general_is_nobody_where_two_are_generals() -> None:
    other = "General/PROPN/2/nmod:desc Haddad/PROPN/3/nsubj left/VERB/0/root/leave ./PUNCT/3/punct"
    found = ids(f"{other}\n{GENERAL}", {"Saad": "PER", "Haddad": "PER"})
    assert [text for text, _ in found] == ["Haddad", "Saad"]


def test_the_general_of_something_else_is_another() -> None:
    parse = GENERAL.replace(
        "general/NOUN/3/nsubj wept/VERB/0/root/weep ./PUNCT/3/punct",
        "general/NOUN/6/nsubj of/ADP/5/case another/DET/5/det army/NOUN/2/nmod wept/VERB/0/root/weep ./PUNCT/6/punct",
    )
    assert ids(parse, {"Saad": "PER"}) == [("Saad", "per:saad")]


def test_a_role_in_apposition_with_its_time() -> None:
    """ "Ana Roth, then the national security adviser, …": the role is learnt, "the adviser" is she."""
    parse = (
        "Ana/PROPN/10/nsubj Roth/PROPN/1/flat ,/PUNCT/8/punct then/ADV/8/advmod the/DET/8/det national/ADJ/7/amod "
        "security/NOUN/8/compound adviser/NOUN/1/appos ,/PUNCT/1/punct left/VERB/0/root/leave ./PUNCT/10/punct\n"
        "The/DET/2/det adviser/NOUN/3/nsubj wept/VERB/0/root/weep ./PUNCT/3/punct"
    )
    assert ids(parse, {"Ana Roth": "PER"}) == [("Ana Roth", "per:ana-roth"), ("The adviser", "per:ana-roth")]


def test_titles_are_no_part_of_the_name_that_compares() -> None:
    parse = said("President/PROPN", "Ana/PROPN", "Roth/PROPN") + "\n" + said("Ms./PROPN", "Roth/PROPN")
    found = ids(parse, {"President Ana Roth": "PER", "Ms. Roth": "PER"})
    assert len({identity for _, identity in found}) == 1


def test_a_lone_title_is_no_name() -> None:
    assert ids(said("President/PROPN"), {"President": "PER"}) == []


# ------------------------------------------------------------------------------------------------------- pronouns


def test_she_is_the_woman_and_he_the_man() -> None:
    parse = "\n".join(
        [
            "Mrs./PROPN/2/nmod:desc Roth/PROPN/3/nsubj met/VERB/0/root/meet Mr./PROPN/5/nmod:desc Kemp/PROPN/3/obj "
            "./PUNCT/3/punct",
            said("She/PRON"),
            said("He/PRON"),
        ]
    )
    found = ids(parse, {"Roth": "PER", "Kemp": "PER"})
    assert found[2:] == [("She", "per:roth"), ("He", "per:kemp")]


def test_a_pronoun_far_from_any_person_is_nobody() -> None:
    rain = "It/PRON/2/nsubj rained/VERB/0/root/rain ./PUNCT/2/punct"
    parse = "\n".join([said("Ana/PROPN", "Roth/PROPN"), *[rain] * 6, said("She/PRON")])
    assert [text for text, _ in ids(parse, {"Ana Roth": "PER"})] == ["Ana Roth"]


def test_the_readers_reference_decides() -> None:
    parse = "\n".join([said("Ana/PROPN", "Roth/PROPN"), said("Emil/PROPN", "Kemp/PROPN"), said("She/PRON")])
    written = write(parse, {"Ana Roth": "PER", "Emil Kemp": "PER"})
    roth, she = written.at("Ana"), written.at("She")
    reading = Reading(
        sentences=written.reading.sentences, tokens=written.reading.tokens, names=written.reading.names,
        references=(Reference(mentions=((roth, roth + 2), (she, she + 1))),),
    )  # fmt: skip
    found = resolve_actors(written.text, reading=reading)
    assert next(actor.id for actor in found if actor.text == "She") == "per:ana-roth"


# ----------------------------------------------------------------------------------------------- bodies and places


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Norvik Shipping Company", "Norvik Shipping"),
        ("World Harbour Organization", "WHO"),
        ("Ministry of Mines", "MoM"),
        ("Ministry of Mines", "Mines Ministry"),
        ("the Norland Guard", "Norland Guard"),
        ("Norvik Inc.", "Norvik"),
        ("Federal Bank of Norland", "Federal Bank"),
    ],
)
def test_short_forms_of_bodies(full: str, short: str) -> None:
    parse = "\n".join(said(*(f"{word}/PROPN" for word in name.split())) for name in (full, short))
    found = ids(parse, {full: "ORG", short: "ORG"})
    assert len({identity for _, identity in found}) == 1, found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Norvik Shipping", "Alba Shipping"),
        ("Ministry of Mines", "Ministry of Water"),
        ("WHO", "IMF"),
        ("Bank of Norland", "Bank of Alba"),
    ],
)
def test_other_bodies_stay_other_bodies(one: str, other: str) -> None:
    parse = "\n".join(said(*(f"{word}/PROPN" for word in name.split())) for name in (one, other))
    assert len({identity for _, identity in ids(parse, {one: "ORG", other: "ORG"})}) == 2


def test_an_acronym_in_brackets_is_the_name_before_it() -> None:
    parse = (
        "Harbour/PROPN/2/compound Workers/PROPN/6/nsubj (/PUNCT/4/punct HW/PROPN/2/appos )/PUNCT/4/punct "
        "left/VERB/0/root/leave ./PUNCT/6/punct\n" + said("HW/PROPN")
    )
    assert {identity for _, identity in ids(parse, {"Harbour Workers": "ORG", "HW": "ORG"})} == {"org:harbour-workers"}


def place(written: Written, word: str, name: str, identity: str) -> Place:
    token = written.reading.tokens[written.at(word)]
    return Place(
        start=token.start, end=token.end, text=token.text, name=name, id=identity, lat=None, lon=None, country=None,
        level="country", precision=None,
    )  # fmt: skip


def test_a_place_that_acts_is_an_actor_under_the_places_id() -> None:
    written = write(said("Norland/PROPN"), {"Norland": "GPE"})
    (actor,) = actors_of(written, places=(place(written, "Norland", "Norland", "place:77"),))
    assert (actor.name, actor.id) == ("Norland", "place:77")


def test_a_demonym_is_its_country() -> None:
    written = write(said("Norlanders/PROPN"), {"Norlanders": "NORP"})
    (actor,) = actors_of(written, country_of=lambda word: ("Norland", "place:77") if word == "Norlanders" else None)
    assert (actor.name, actor.id) == ("Norland", "place:77")


def country(word: str) -> tuple[str, str] | None:
    return {"Norwegian": ("Norway", "place:47"), "Russian": ("Russia", "place:7")}.get(word)


@pytest.mark.parametrize(
    ("parse", "capital", "identity"),
    [
        ("Oslo/PROPN/2/nsubj denied/VERB/0/root/deny it/PRON/2/obj ./PUNCT/2/punct", "Oslo", "place:47"),
        ("Oslo/PROPN/2/nsubj flooded/VERB/0/root/flood ./PUNCT/2/punct", "Oslo", "place:oslo"),
        ("Talks/NOUN/4/nsubj/talk with/ADP/3/case Oslo/PROPN/1/nmod failed/VERB/0/root/fail", "Oslo", "place:47"),
        ("A/DET/2/det walk/NOUN/5/nsubj to/ADP/4/case Oslo/PROPN/2/nmod failed/VERB/0/root/fail", "Oslo", "place:oslo"),
        (
            "Talks/NOUN/6/nsubj/talk between/ADP/3/case Oslo/PROPN/1/nmod and/CCONJ/5/cc Moscow/PROPN/3/conj "
            "failed/VERB/0/root/fail", "Moscow", "place:7",
        ),
        (
            "She/PRON/2/nsubj forwarded/VERB/0/root/forward it/PRON/2/obj to/ADP/5/case Oslo/PROPN/2/obl",
            "Oslo", "place:47",
        ),
        ("Bergen/PROPN/2/nsubj denied/VERB/0/root/deny it/PRON/2/obj ./PUNCT/2/punct", "Bergen", "place:bergen"),
    ],
)  # fmt: skip
def test_a_capital_that_speaks_is_its_government(parse: str, capital: str, identity: str) -> None:
    found = ids(parse, {"Oslo": "GPE", "Moscow": "GPE", "Bergen": "GPE"}, country_of=country)
    assert (capital, identity) in found


def test_a_capitals_namesake_elsewhere_speaks_for_itself() -> None:
    written = write(said("Moscow/PROPN"), {"Moscow": "GPE"})
    town = place(written, "Moscow", "Moscow, Idaho", "place:99")
    at_home = Place(**{name: getattr(town, name) for name in town.__struct_fields__} | {"country": "US"})
    (actor,) = actors_of(written, places=(at_home,), country_of=country)
    assert actor.id == "place:99"


def test_a_group_that_is_no_country_is_a_group() -> None:
    assert ids(said("Baptists/PROPN"), {"Baptists": "NORP"}) == [("Baptists", "group:baptists")]


def test_one_form_has_one_type() -> None:
    """The reader's slip on one of three mentions does not make two actors."""
    written = write("\n".join([said("Norvik/PROPN")] * 3), {"Norvik": "ORG"})
    first, *others = written.reading.names
    slipped = type(first)(first.first, first.last, first.start, first.end, first.text, "PER", 0.4)
    reading = Reading(sentences=written.reading.sentences, tokens=written.reading.tokens, names=(slipped, *others))
    assert {actor.id for actor in resolve_actors(written.text, reading=reading)} == {"org:norvik"}


def test_nothing_in_nothing_out() -> None:
    assert resolve_actors("", reading=Reading(sentences=(), tokens=())) == ()


def test_a_family_name_read_as_a_body_is_the_person_named_in_full() -> None:
    parse = said("Ana/PROPN", "Roth/PROPN") + "\n" + said("Roth/PROPN")
    written = write(parse, {"Ana Roth": "PER"})
    second = msgspec.structs.replace(
        written.reading.names[0], first=4, last=5, start=18, end=22, text="Roth", type="ORG"
    )
    reading = msgspec.structs.replace(written.reading, names=(*written.reading.names, second))
    assert written.text[18:22] == "Roth"
    found = resolve_actors(written.text, reading=reading)
    assert [actor.id for actor in found] == ["per:ana-roth", "per:ana-roth"]


def test_a_pronoun_is_not_somebody_of_the_other_gender_by_the_given_name() -> None:
    parse = said("Emil/PROPN", "Roth/PROPN") + "\n" + said("Greta/PROPN", "Lind/PROPN") + "\n" + said("He/PRON")
    found = actors_of(write(parse, {"Emil Roth": "PER", "Greta Lind": "PER"}))
    assert [(actor.text, actor.name) for actor in found][-1] == ("He", "Emil Roth")


@pytest.mark.parametrize("title", ["Mr.", "Ms."])
def test_a_title_outweighs_the_given_name(title: str) -> None:
    parse = said(f"{title}/PROPN", "Jan/PROPN", "Roth/PROPN") + "\n" + said("She/PRON")
    found = actors_of(write(parse, {"Jan Roth": "PER"}))
    assert [actor.text for actor in found][-1] == ("She" if title == "Ms." else "Jan Roth")


def test_the_lists_of_given_names_are_apart() -> None:
    known = {name: gender_of_name((name,)) for name in ("fatima", "mohammed", "olga", "pedro", "andrea", "robin")}
    assert known == {
        "fatima": "female",
        "mohammed": "male",
        "olga": "female",
        "pedro": "male",
        "andrea": "",
        "robin": "",
    }


# --------------------------------------------------------------------------------- what a sentence tells by itself


def test_a_title_parts_two_of_one_family_name() -> None:
    parse = "\n".join(
        [
            said("Adam/PROPN", "Roth/PROPN"),
            said("Adam/PROPN", "Roth/PROPN"),
            said("Ana/PROPN", "Roth/PROPN"),
            said("Mrs./PROPN", "Roth/PROPN"),
        ]
    )
    found = actors_of(write(parse, {"Adam Roth": "PER", "Ana Roth": "PER", "Mrs. Roth": "PER"}))
    assert found[-1].id == "per:ana-roth"


def test_whoever_denies_is_he_in_what_is_denied() -> None:
    parse = (
        "Jan/PROPN/2/nsubj met/VERB/0/root/meet Erik/PROPN/2/obj ./PUNCT/2/punct\n"
        "Erik/PROPN/2/nsubj denied/VERB/0/root/deny that/SCONJ/5/mark he/PRON/5/nsubj knew/VERB/2/ccomp/know ./PUNCT/2/punct"  # noqa: E501
    )
    found = {actor.text: actor.id for actor in actors_of(write(parse, {"Jan": "PER", "Erik": "PER"}))}
    assert found["he"] == "per:erik"


def test_he_goes_on_as_he() -> None:
    parse = (
        "Jan/PROPN/2/nsubj left/VERB/0/root/leave ./PUNCT/2/punct\n"
        "He/PRON/2/nsubj met/VERB/0/root/meet Erik/PROPN/2/obj but/CCONJ/6/cc he/PRON/6/nsubj said/VERB/2/conj/say so/ADV/6/advmod"  # noqa: E501
    )
    found = [actor.id for actor in actors_of(write(parse, {"Jan": "PER", "Erik": "PER"})) if actor.text.lower() == "he"]
    assert found == ["per:jan", "per:jan"]


def test_one_apostrophe_in_names() -> None:
    (found,) = actors_of(write(said("Ana/PROPN", "O’Hara/PROPN"), {"Ana O’Hara": "PER"}))
    assert found.name == "Ana O'Hara"


def test_the_president_who_is_the_one_president() -> None:
    parse = (
        "President/PROPN/2/compound Roth/PROPN/3/nsubj left/VERB/0/root/leave ./PUNCT/3/punct\n"
        "The/DET/2/det president/NOUN/5/nsubj who/PRON/4/nsubj/WP lied/VERB/2/acl:relcl/lie resigned/VERB/0/root/resign"
    )
    found = {actor.text: actor.id for actor in actors_of(write(parse, {"Roth": "PER"}))}
    assert found["The president"] == "per:roth"
