"""Where happenings are: places by name and by noun, their parts, and what scenes share."""

# ruff: noqa: E501
from __future__ import annotations

from trees import Written, write

from strandline.claims.placing import place_role, places_of
from strandline.claims.placing_nouns import NounPlaces
from strandline.claims.placing_shared import Scene
from strandline.records import Kind, Place, PlaceLevel


def named(written: Written, name: str, level: PlaceLevel = "locality") -> Place:
    """A place of this name at its first mention."""
    start = written.text.index(name)
    return Place(
        start=start, end=start + len(name), text=name, name=name, id=f"place:{name}", lat=None, lon=None, country=None,
        level=level, precision=None,
    )  # fmt: skip


def where(
    written: Written, kinds: dict[str, Kind], *places: Place, voices: dict[str, str] | None = None
) -> dict[str, set[str]]:
    """Word → its places with their parts."""
    scenes = {written.at(word): Scene(kind, (voices or {}).get(word, "")) for word, kind in kinds.items()}
    found = places_of(written.text, written.tree, scenes, places)
    return {
        word: {f"{place.text} {place.role}" for place in found.get(written.at(word), ())} for word in kinds
    }  # fmt: skip


def test_the_town_of_holm_is_holm() -> None:
    written = write(
        "In/ADP/4/case the/DET/4/det eastern/ADJ/4/amod town/NOUN/8/obl of/ADP/6/case Holm/PROPN/4/nmod guards/NOUN/8/nsubj/guard fired/VERB/0/root/fire ./PUNCT/8/punct"
    )
    assert where(written, {"fired": "assault"}, named(written, "Holm")) == {"fired": {"Holm at"}}


def test_common_nouns_say_where_a_scene_is() -> None:
    written = write(
        "He/PRON/3/nsubj:pass was/AUX/3/aux:pass arrested/VERB/0/root/VBN/arrest at/ADP/6/case his/PRON/6/nmod:poss/PRP$ school/NOUN/3/obl ./PUNCT/3/punct"
    )
    assert where(written, {"arrested": "coerce"}) == {"arrested": {"his school at"}}
    assert where(written, {"arrested": "statement"}) == {"arrested": set()}


def test_a_noun_with_the_article_is_the_last_place_of_its_sort() -> None:
    written = write(
        "Holm/PROPN/2/nsubj fell/VERB/0/root/fall ./PUNCT/2/punct\n"
        "Rebels/NOUN/2/nsubj/rebel left/VERB/0/root/leave the/DET/4/det city/NOUN/2/obj ./PUNCT/2/punct"
    )
    ((_, city),) = NounPlaces(written.text, written.tree, [named(written, "Holm")]).find()
    assert (city.text, city.name, city.id) == ("the city", "Holm", "place:Holm")
    assert where(written, {"left": "move"}, named(written, "Holm"))["left"] == {"the city from"}


def test_a_noun_that_means_no_certain_place_is_none() -> None:
    written = write(
        "They/PRON/2/nsubj fled/VERB/0/root/flee from/ADP/5/case every/DET/5/det village/NOUN/2/obl ./PUNCT/2/punct"
    )
    assert list(NounPlaces(written.text, written.tree, []).find()) == []


def test_clauses_told_of_one_scene_share_its_place() -> None:
    written = write(
        "A/DET/2/det clerk/NOUN/4/nsubj:pass was/AUX/4/aux:pass shot/VERB/0/root/VBN/shoot in/ADP/6/case Holm/PROPN/4/obl before/SCONJ/9/mark police/NOUN/9/nsubj arrived/VERB/4/advcl/arrive and/CCONJ/11/cc wounded/VERB/9/conj/wound him/PRON/11/obj ./PUNCT/4/punct"
    )
    found = where(written, {"shot": "assault", "wounded": "assault"}, named(written, "Holm"))
    assert found["shot"] == {"Holm at"}
    assert where(written, {"shot": "assault", "arrived": "aid", "wounded": "assault"}, named(written, "Holm")) == {
        "shot": {"Holm at"}, "arrived": {"Holm at"}, "wounded": {"Holm at"},
    }  # fmt: skip


def test_nothing_is_shared_between_a_speech_and_its_content() -> None:
    written = write(
        "Officials/NOUN/2/nsubj/official said/VERB/0/root/say that/SCONJ/5/mark rockets/NOUN/5/nsubj/rocket hit/VERB/2/ccomp/hit Holm/PROPN/5/obj ./PUNCT/2/punct"
    )
    found = where(written, {"said": "statement", "hit": "assault"}, named(written, "Holm"), voices={"hit": "officials"})
    assert found == {"said": set(), "hit": {"Holm at"}}


def test_where_somebody_went_is_where_the_next_thing_happens() -> None:
    written = write(
        "She/PRON/2/nsubj flew/VERB/0/root/fly to/ADP/4/case Holm/PROPN/2/obl to/PART/6/mark meet/VERB/2/advcl/VB/meet him/PRON/6/obj ./PUNCT/2/punct"
    )
    found = where(written, {"flew": "move", "meet": "meet"}, named(written, "Holm"))
    assert found == {"flew": {"Holm to"}, "meet": {"Holm at"}}


def test_where_clauses_are_at_what_they_describe() -> None:
    written = write(
        "They/PRON/2/nsubj drove/VERB/0/root/drive to/ADP/4/case Holm/PROPN/2/obl ,/PUNCT/8/punct where/ADV/8/advmod/WRB he/PRON/8/nsubj confessed/VERB/4/acl:relcl/confess ./PUNCT/2/punct"
    )
    found = where(written, {"drove": "move", "confessed": "statement"}, named(written, "Holm"))
    assert found == {"drove": {"Holm to"}, "confessed": {"Holm at"}}


def test_a_country_that_is_struck_is_where_it_happens_and_one_that_loses_is_not() -> None:
    struck = write("Varia/PROPN/2/nsubj invaded/VERB/0/root/invade Norland/PROPN/2/obj ./PUNCT/2/punct")
    host = struck.at("invaded")
    assert place_role(struck.tree, struck.at("Norland"), host, kind="assault", country=True) == "at"
    assert place_role(struck.tree, struck.at("Varia"), host, kind="assault", country=True) is None
    lost = write("Varia/PROPN/2/nsubj lost/VERB/0/root/lose to/ADP/4/case Norland/PROPN/2/obl ./PUNCT/2/punct")
    assert place_role(lost.tree, lost.at("Norland"), lost.at("lost"), kind="other", country=True) is None
    assert place_role(lost.tree, lost.at("Norland"), lost.at("lost"), kind="move", country=True) == "to"


def test_what_is_talked_about_is_not_where_it_is_talked_about() -> None:
    written = write(
        "They/PRON/2/nsubj agreed/VERB/0/root/agree on/ADP/5/case a/DET/5/det border/NOUN/2/obl in/ADP/7/case Norland/PROPN/5/nmod ./PUNCT/2/punct"
    )
    role = place_role(written.tree, written.at("Norland"), written.at("agreed"), kind="agree", country=False)
    assert role is None


def test_inherited_places_keep_their_words() -> None:
    written = write(
        "A/DET/2/det blast/NOUN/5/nsubj in/ADP/4/case Kano/PROPN/2/nmod killed/VERB/0/root/kill six/NUM/7/nummod men/NOUN/5/obj/man ./PUNCT/5/punct"
    )
    kano = named(written, "Kano")
    scenes = {written.at("blast"): Scene("assault"), written.at("killed"): Scene("assault")}
    found = places_of(written.text, written.tree, scenes, [kano])
    assert found[written.at("killed")] == (kano,)


def test_a_toll_told_at_once_says_where_it_happened() -> None:
    written = write(
        "Clashes/NOUN/2/nsubj/clash erupted/VERB/0/root/erupt ,/PUNCT/4/punct killing/VERB/2/advcl/VBG/kill ten/NUM/4/obj in/ADP/7/case Holm/PROPN/4/obl ./PUNCT/2/punct"
    )
    kinds: dict[str, Kind] = {"Clashes": "assault", "erupted": "assault", "killing": "death"}
    assert where(written, kinds, named(written, "Holm")) == {word: {"Holm at"} for word in kinds}


def test_what_is_reported_of_a_place_is_there() -> None:
    written = write(
        "Cases/NOUN/5/nsubj/case reported/VERB/1/acl/VBN/report in/ADP/4/case Holm/PROPN/2/obl rose/VERB/0/root/rise ./PUNCT/5/punct"
    )
    found = where(written, {"Cases": "disaster", "reported": "statement"}, named(written, "Holm"))
    assert found["Cases"] == {"Holm at"}


def test_parties_and_matters_are_no_places() -> None:
    sued = write(
        "Roth/PROPN/2/nsubj sued/VERB/0/root/sue Holm/PROPN/2/obj ./PUNCT/2/punct", {"Roth": "PER", "Holm": "GPE"}
    )
    assert where(sued, {"sued": "legal"}, named(sued, "Holm")) == {"sued": set()}
    assert where(sued, {"sued": "assault"}, named(sued, "Holm")) == {"sued": {"Holm at"}}
    met = write(
        "Envoys/NOUN/2/nsubj/envoy discussed/VERB/0/root/discuss Norland/PROPN/4/compound relations/NOUN/2/obj ./PUNCT/2/punct",
        {"Norland": "GPE"},
    )
    assert where(met, {"discussed": "meet"}, named(met, "Norland", "country")) == {"discussed": set()}


def test_where_a_firm_is_at_home_is_not_where_it_is_sued() -> None:
    parse = "A/DET/2/det trial/NOUN/0/root of/ADP/5/case a/DET/5/det {noun} based/VERB/5/acl/VBN/base in/ADP/8/case Holm/PROPN/6/obl ./PUNCT/2/punct"
    firm = write(parse.format(noun="company/NOUN/2/nmod"), {"Holm": "GPE"})
    assert where(firm, {"trial": "legal"}, named(firm, "Holm")) == {"trial": set()}
    plant = write(parse.format(noun="plant/NOUN/2/nmod"), {"Holm": "GPE"})
    assert where(plant, {"trial": "legal"}, named(plant, "Holm")) == {"trial": {"Holm at"}}


def test_the_place_of_who_says_so_is_not_that_of_what_is_said() -> None:
    written = write(
        "People/NOUN/4/nsubj/NNS in/ADP/3/case Holm/PROPN/1/nmod said/VERB/0/root/say it/PRON/7/nsubj:pass was/AUX/7/aux:pass seized/VERB/4/ccomp/VBN/seize ./PUNCT/4/punct"
    )
    assert where(written, {"seized": "coerce"}, named(written, "Holm")) == {"seized": set()}


def test_a_clause_beside_a_happening_keeps_its_place() -> None:
    written = write(
        "As/SCONJ/3/mark they/PRON/3/nsubj came/VERB/8/advcl/come from/ADP/5/case Holm/PROPN/3/obl ,/PUNCT/3/punct he/PRON/8/nsubj:pass freed/VERB/0/root/VBN/free ./PUNCT/8/punct"
    )
    assert where(written, {"freed": "legal"}, named(written, "Holm")) == {"freed": set()}


def test_whom_one_deals_with_is_no_place() -> None:
    written = write(
        "The/DET/2/det firm/NOUN/3/nsubj merged/VERB/0/root/merge with/ADP/5/case Holm/PROPN/3/obl in/ADP/7/case Nal/PROPN/3/obl ./PUNCT/3/punct"
    )
    found = where(written, {"merged": "cooperate"}, named(written, "Holm"), named(written, "Nal"))
    assert found == {"merged": {"Nal at"}}


def test_the_seat_of_an_envoy_is_not_where_he_is_shot() -> None:
    written = write(
        "They/PRON/2/nsubj shot/VERB/0/root/shoot the/DET/4/det ambassador/NOUN/2/obj to/ADP/6/case Norland/PROPN/4/nmod ./PUNCT/2/punct"
    )
    assert where(written, {"shot": "assault"}, named(written, "Norland", "country")) == {"shot": set()}


def test_examples_of_places_are_where_the_places_are() -> None:
    written = write(
        "Riots/NOUN/2/nsubj/NNS spread/VERB/0/root/spread in/ADP/4/case cities/NOUN/2/obl/NNS/city such/ADJ/7/case as/ADP/5/fixed Holm/PROPN/4/nmod ./PUNCT/2/punct"
    )
    assert where(written, {"spread": "protest"}, named(written, "Holm")) == {"spread": {"Holm at"}}
    acting = write(
        "Cities/NOUN/5/nsubj/NNS/city such/ADJ/4/case as/ADP/2/fixed Holm/PROPN/1/nmod sued/VERB/0/root/sue ./PUNCT/5/punct"
    )
    assert where(acting, {"sued": "legal"}, named(acting, "Holm")) == {"sued": set()}


def test_a_building_is_where_it_is_closed_and_a_town_where_its_trams_are_stopped() -> None:
    written = write(
        "The/DET/2/det airport/NOUN/4/nsubj:pass was/AUX/4/aux:pass closed/VERB/0/root/VBN/close ./PUNCT/4/punct"
    )
    assert where(written, {"closed": "other"}) == {"closed": {"The airport at"}}
    assert where(written, {"closed": "accuse"}) == {"closed": set()}
    indefinite = write("Fire/NOUN/2/nsubj destroyed/VERB/0/root/destroy homes/NOUN/2/obj/NNS/home ./PUNCT/2/punct")
    assert where(indefinite, {"destroyed": "disaster"}) == {"destroyed": set()}
    trams = write(
        "The/DET/3/det Holm/PROPN/3/compound network/NOUN/5/nsubj:pass was/AUX/5/aux:pass shut/VERB/0/root/VBN/shut ./PUNCT/5/punct"
    )
    assert where(trams, {"shut": "other"}, named(trams, "Holm")) == {"shut": {"Holm at"}}


def test_what_has_a_place_phrase_of_its_own_takes_none_of_what_follows() -> None:
    written = write(
        "They/PRON/2/nsubj fought/VERB/0/root/fight in/ADP/5/case the/DET/5/det war/NOUN/2/obl and/CCONJ/7/cc fired/VERB/2/conj/fire in/ADP/9/case Holm/PROPN/7/obl ./PUNCT/2/punct"
    )
    found = where(written, {"fought": "assault", "fired": "assault"}, named(written, "Holm"))
    assert found == {"fought": set(), "fired": {"Holm at"}}
