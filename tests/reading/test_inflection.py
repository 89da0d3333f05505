import pytest

from strandline.reading.inflection import bases
from strandline.reading.lemmas import Lemmatiser


@pytest.mark.parametrize(
    ("form", "upos", "base"),
    [
        ("abducted", "VERB", "abduct"),
        ("condemned", "VERB", "condemn"),
        ("denied", "VERB", "deny"),
        ("fled", "VERB", "flee"),
        ("overthrew", "VERB", "overthrow"),
        ("re-sold", "VERB", "re-sell"),
        ("mopping", "VERB", "mop"),
        ("quelled", "VERB", "quell"),
        ("staged", "VERB", "stage"),
        ("mired", "VERB", "mire"),
        ("escalating", "VERB", "escalate"),
        ("dredged", "VERB", "dredge"),
        ("organising", "VERB", "organise"),
        ("clashes", "VERB", "clash"),
        ("trafficking", "VERB", "traffic"),
        ("insurgencies", "NOUN", "insurgency"),
        ("embargoes", "NOUN", "embargo"),
        ("servicewomen", "NOUN", "servicewoman"),
        ("boxes", "NOUN", "box"),
        ("ceasefires", "NOUN", "ceasefire"),
        ("houses", "NOUN", "house"),
    ],
)
def test_the_likeliest_base_comes_first(form, upos, base):
    assert bases(form, upos)[0] == base


@pytest.mark.parametrize(("form", "upos"), [("glass", "NOUN"), ("virus", "NOUN"), ("quick", "ADJ"), ("sing", "VERB")])
def test_what_is_not_inflected_has_no_base(form, upos):
    assert bases(form, upos) == ()


def test_an_unknown_form_takes_the_base_that_is_a_word():
    scripts = ("L1+",)  # the network would only drop a letter
    plain = Lemmatiser(scripts, {})
    assert plain.lemma("injured", "VERB", 0) == "injur"
    knowing = Lemmatiser(scripts, {}, is_word={"injure"}.__contains__)
    assert knowing.lemma("injured", "VERB", 0) == "injure"
    taught = Lemmatiser(scripts, {("injures", "VERB"): ("injure",)})
    assert taught.lemma("Injured", "VERB", 0) == "injure"
