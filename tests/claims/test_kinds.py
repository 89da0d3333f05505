"""The lexicon of kinds: its form, and the company that a word keeps, on trees by hand."""

from __future__ import annotations

from typing import Any, get_args

import msgspec
import pytest
from trees import write

from strandline.claims.kinds import kind_of
from strandline.claims.kinds_around import Around
from strandline.claims.lexica import lexicon
from strandline.claims.syntax import Tree
from strandline.records import Kind, Reading, Sentence, Token, TriggerMention

KINDS = frozenset(get_args(Kind))
CONDITIONS = (
    "objects", "subjects", "obliques", "prepositions", "particles", "heads", "cases", "near", "about",
)  # fmt: skip
FLAGS = ("object", "passive", "complement")


@pytest.fixture(scope="module")
def data() -> dict[str, Any]:
    return lexicon("kinds")


def all_frames() -> list[dict[str, Any]]:
    """Every frame and sense, with the words and the part of speech that it is for."""
    senses = [
        {**entry, "words": words.split(" "), "part": part}
        for part, table in lexicon("kinds_senses").items()
        for words, entries in table.items()
        for entry in entries
    ]
    return [*senses, *lexicon("kinds_frames")["frames"]]


def test_every_kind_has_verbs_and_nouns_in_number(data: dict[str, Any]) -> None:
    for part in ("verbs", "nouns"):
        assert set(data[part]) == KINDS
        assert all(len(words) >= 15 for words in data[part].values())
    assert sum(len(words) for part in ("verbs", "nouns") for words in data[part].values()) >= 2500
    assert len({word for words in data["verbs"].values() for word in words}) >= 2000
    assert len({word for words in data["nouns"].values() for word in words}) >= 1500


def test_words_are_lower_case_and_listed_once_under_a_kind(data: dict[str, Any]) -> None:
    for part in ("verbs", "nouns"):
        for kind, words in data[part].items():
            assert len(words) == len(set(words)), kind
            for word in words:
                assert word == word.lower().strip(), word
                assert word, kind


def test_usual_kinds_are_among_a_words_kinds_and_not_its_first(data: dict[str, Any]) -> None:
    for part, usual in data["usual"].items():
        for word, kind in usual.items():
            kinds = [name for name, words in data[part].items() if word in words]
            assert kind in kinds, (part, word)
            assert kinds[0] != kind, (part, word)


def test_frames_are_many_and_say_something() -> None:
    frames = all_frames()
    classes = lexicon("kinds_frames")["word_classes"]
    assert len(frames) >= 1000
    for frame in frames:
        assert frame["kind"] in KINDS
        assert frame["part"] in ("verbs", "nouns")
        assert set(frame) <= {"words", "part", "kind", *FLAGS, *CONDITIONS}
        assert frame["words"]
        for name in CONDITIONS:
            for item in frame.get(name, ()):
                assert not item.startswith("@") or item[1:] in classes, item


def test_word_classes_are_rich_and_used() -> None:
    classes = lexicon("kinds_frames")["word_classes"]
    assert len(classes) >= 15
    assert all(len(words) == len(set(words)) for words in classes.values())
    used = {item[1:] for frame in all_frames() for name in CONDITIONS for item in frame.get(name, ()) if item[0] == "@"}
    assert used == set(classes)


# ------------------------------------------------------------------------------------------------- by company


def clause(
    verb: str,
    *,
    subject: str = "",
    object: str = "",
    case: str = "",
    oblique: str = "thing",
    particle: str = "",
    passive: bool = False,
) -> tuple[Tree, int]:
    """A clause of lemmas: subject, verb, particle, object, prepositional phrase; the verb's place."""
    parts: list[tuple[str, str, str, int]] = []
    if passive:
        subject, object = object, ""
    if subject:
        parts.append((subject, "NOUN", "nsubj:pass" if passive else "nsubj", 0))
    if passive:
        parts.append(("be", "AUX", "aux:pass", 0))
    at = len(parts)
    parts.append((verb, "VERB", "root", -1))
    if particle:
        parts.append((particle, "ADP", "compound:prt", 0))
    if object:
        parts.append((object, "NOUN", "obj", 0))
    if case:
        parts += [(case, "ADP", "case", 1), (oblique, "NOUN", "obl", 0)]
    return tree_of(parts, at), at


def phrase(noun: str, modifier: str, relation: str = "compound", case: str = "") -> tuple[Tree, int]:
    """A noun with one modifier before it, or a prepositional phrase after it; the noun's place."""
    if case:
        return tree_of([(noun, "NOUN", "root", -1), (case, "ADP", "case", 1), (modifier, "NOUN", "nmod", 0)], 0), 0
    return tree_of([(modifier, "NOUN", relation, 0), (noun, "NOUN", "root", -1)], 1), 1


def tree_of(parts: list[tuple[str, str, str, int]], root: int) -> Tree:
    """Tokens from lemmas; a head of 1 stands for the next word, 0 for the root."""
    tokens, start = [], 0
    for at, (lemma, upos, relation, up) in enumerate(parts):
        head = -1 if up < 0 else at + 1 if up == 1 else root
        tokens.append(Token(start, start + len(lemma), lemma, lemma, upos, "", "_", head, relation, 0))
        start += len(lemma) + 1
    return Tree(Reading(sentences=(Sentence(0, len(tokens), 0, start, 0),), tokens=tuple(tokens)))


@pytest.mark.parametrize(
    ("company", "kind"),
    [
        (clause("fire", object="missile"), "assault"),
        (clause("fire", object="minister"), "appoint"),
        (clause("fire", subject="soldier", case="at", oblique="crowd"), "assault"),
        (clause("launch", object="rocket"), "assault"),
        (clause("launch", object="investigation"), "legal"),
        (clause("launch", object="phone"), "publish"),
        (clause("strike", subject="earthquake", object="city"), "disaster"),
        (clause("strike", subject="warplane", object="base"), "assault"),
        (clause("strike", subject="miner"), "protest"),
        (clause("strike", subject="truck", object="pedestrian"), "accident"),
        (clause("hit", subject="hurricane", object="coast"), "disaster"),
        (clause("hit", subject="rocket", object="house"), "assault"),
        (clause("call", case="for", oblique="talk"), "request"),
        (clause("call", particle="off", object="strike"), "concede"),
        (clause("issue", object="warrant"), "legal"),
        (clause("issue", object="ultimatum"), "threaten"),
        (clause("issue", object="statement"), "statement"),
        (clause("issue", object="report"), "publish"),
        (clause("release", object="hostage"), "retreat"),
        (clause("release", object="album"), "publish"),
        (clause("break", object="tie"), "sanction"),
        (clause("break", object="treaty"), "reject"),
        (clause("break", object="leg"), "accident"),
        (clause("break", particle="out", subject="fighting"), "assault"),
        (clause("break", particle="out", subject="cholera"), "disaster"),
        (clause("take", object="hostage"), "assault"),
        (clause("take", object="office"), "appoint"),
        (clause("take", object="train"), "move"),
        (clause("take", object="town"), "assault"),
        (clause("drop", object="bomb"), "assault"),
        (clause("drop", object="charge"), "legal"),
        (clause("drop", subject="price"), "other"),
        (clause("hold", object="talk"), "consult"),
        (clause("hold", object="summit"), "meet"),
        (clause("hold", object="referendum"), "elect"),
        (clause("hold", object="vigil"), "protest"),
        (clause("raise", object="concern"), "accuse"),
        (clause("raise", object="fund"), "transact"),
        (clause("run", case="for", oblique="president"), "elect"),
        (clause("press", object="charge"), "legal"),
        (clause("press", case="for", oblique="reform"), "request"),
        (clause("leave", object="office"), "appoint"),
        (clause("leave", subject="troop"), "retreat"),
        (clause("leave", case="for", oblique="city"), "move"),
        (clause("lift", object="curfew"), "concede"),
        (clause("lift", object="siege"), "retreat"),
        (clause("lift", object="trophy"), "other"),
        (clause("block", object="road", subject="protester"), "protest"),
        (clause("block", object="website"), "coerce"),
        (clause("block", object="bill"), "reject"),
        (clause("close", object="border"), "coerce"),
        (clause("close", object="embassy"), "sanction"),
        (clause("cut", object="aid"), "sanction"),
        (clause("cut", object="job"), "appoint"),
        (clause("grant", object="asylum"), "aid"),
        (clause("grant", object="amnesty"), "concede"),
        (clause("join", object="army"), "mobilize"),
        (clause("join", object="protest"), "protest"),
        (clause("order", subject="judge", object="inquiry"), "legal"),
        (clause("order", subject="airline", object="aircraft"), "transact"),
        (clause("pass", subject="parliament", object="law"), "legal"),
        (clause("pass", particle="away"), "death"),
        (clause("pull", particle="out", subject="army"), "retreat"),
        (clause("put", particle="out", object="fire"), "aid"),
        (clause("return", object="verdict"), "legal"),
        (clause("seize", object="village"), "assault"),
        (clause("seize", object="cocaine"), "coerce"),
        (clause("send", object="troop"), "mobilize"),
        (clause("send", object="food"), "aid"),
        (clause("send", object="letter"), "statement"),
        (clause("set", object="record"), "other"),
        (clause("set", particle="free", object="prisoner"), "retreat"),
        (clause("sign", object="treaty"), "agree"),
        (clause("sign", object="law", subject="president"), "legal"),
        (clause("sign", object="striker"), "appoint"),
        (clause("stand", particle="down", subject="army"), "retreat"),
        (clause("stand", particle="down"), "appoint"),
        (clause("stand", object="trial"), "legal"),
        (clause("step", particle="down"), "appoint"),
        (clause("storm", subject="commando", object="building"), "assault"),
        (clause("storm", subject="protester", object="embassy"), "protest"),
        (clause("suspend", object="sanction"), "sanction"),
        (clause("suspend", object="manager", passive=True), "appoint"),
        (clause("target", subject="missile", object="camp"), "assault"),
        (clause("turn", particle="down"), "reject"),
        (clause("win", object="seat"), "elect"),
        (clause("win", object="medal"), "other"),
        (clause("win", object="lawsuit"), "legal"),
        (clause("withdraw", object="troop"), "retreat"),
        (clause("withdraw", object="ambassador"), "sanction"),
        (clause("kill", subject="soldier", object="man"), "assault"),
        (clause("kill", subject="epidemic", object="child"), "death"),
        (clause("shoot", object="film"), "publish"),
        (clause("shoot", particle="down", object="jet"), "assault"),
        (clause("charge", subject="prosecutor", object="man"), "legal"),
        (clause("free", object="hostage"), "retreat"),
        (clause("raid", object="house"), "coerce"),
        (clause("hand", particle="out", object="food"), "aid"),
        (clause("open", object="fire"), "assault"),
        (clause("push", case="for", oblique="change"), "request"),
        (phrase("strike", "air"), "assault"),
        (phrase("strike", "teacher"), "protest"),
        (phrase("attack", "heart"), "disaster"),
        (phrase("operation", "rescue"), "aid"),
        (phrase("campaign", "election"), "elect"),
        (phrase("release", "hostage", case="of"), "retreat"),
        (phrase("case", "cholera", case="of"), "disaster"),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(token.text for token in value[0].tokens),
)
def test_company_decides(company: tuple[Tree, int], kind: str) -> None:
    assert kind_of(*company, None) == kind


@pytest.mark.parametrize(
    ("verb", "kind"),
    [
        ("invade", "assault"), ("announce", "statement"), ("accuse", "accuse"), ("arrest", "coerce"),
        ("resign", "appoint"), ("donate", "aid"), ("buy", "transact"), ("die", "death"), ("publish", "publish"),
        ("sue", "legal"), ("flee", "move"), ("crash", "accident"), ("flood", "disaster"), ("elect", "elect"),
        ("meet", "meet"), ("negotiate", "consult"), ("demand", "request"), ("refuse", "reject"),
        ("threaten", "threaten"), ("demonstrate", "protest"), ("embargo", "sanction"), ("deploy", "mobilize"),
        ("praise", "support"), ("relent", "concede"), ("retreat", "retreat"), ("cooperate", "cooperate"),
        ("ratify", "agree"), ("build", "other"), ("mobilise", "mobilize"), ("mobilize", "mobilize"),
        ("criticise", "accuse"), ("criticize", "accuse"), ("kidnap", "assault"), ("hospitalise", "aid"),
    ],
)  # fmt: skip
def test_usual_kind_without_company(verb: str, kind: str) -> None:
    assert kind_of(*clause(verb), None) == kind


def test_phrasal_verbs_have_entries_of_their_own() -> None:
    assert kind_of(*clause("crack", particle="down"), None) == "coerce"
    assert kind_of(*clause("lay", particle="off"), None) == "appoint"


def test_unknown_word_takes_the_readers_kind_and_else_other() -> None:
    tree, at = clause("zzzz")
    mention = TriggerMention(
        at, 0, 4, "zzzz", "occurrence", (("move", 0.9), ("meet", 0.1)), (("happened", 1.0),), 3.0, 0.9
    )
    assert kind_of(tree, at, mention) == "move"
    assert kind_of(tree, at, None) == "other"


def test_calling_somebody_something_is_no_request() -> None:
    reading = write(
        "They/PRON/2/nsubj called/VERB/0/root/call the/DET/4/det sentence/NOUN/2/obj harsh/ADJ/2/xcomp ./PUNCT/2/punct"
    )
    assert kind_of(reading.tree, reading.at("called"), None) == "statement"
    asked = write("They/PRON/2/nsubj called/VERB/0/root/call for/ADP/4/case help/NOUN/2/obl ./PUNCT/2/punct")
    assert kind_of(asked.tree, asked.at("called"), None) == "request"


@pytest.mark.parametrize(
    ("company", "kind"),
    [
        (clause("lock", object="door"), "other"),
        (clause("appeal", subject="prosecutor"), "legal"),
        (clause("search", subject="lifeboat"), "aid"),
        (clause("search", case="for", oblique="survivor"), "aid"),
        (clause("overturn", subject="court", object="verdict"), "legal"),
        (clause("overturn", subject="it"), "accident"),
        (clause("appear", subject="memoir"), "publish"),
        (clause("appear", subject="disease"), "disaster"),
        (clause("vote", subject="parliament"), "legal"),
        (clause("vote", subject="miner"), "elect"),
        (clause("board", subject="pirate", object="tanker"), "assault"),
        (clause("board", subject="marine", object="tanker"), "coerce"),
        (clause("break", subject="protester", case="into", oblique="embassy"), "protest"),
        (clause("kill", subject="avalanche", object="climber"), "death"),
        (clause("hit", subject="motorist", object="pedestrian"), "accident"),
        (clause("smuggle", object="migrant"), "move"),
        (clause("tear", subject="gale", object="roof"), "disaster"),
        (clause("withdraw", object="lawsuit"), "legal"),
        (clause("withdraw", object="invitation"), "reject"),
        (clause("expel", subject="parliament", object="force"), "coerce"),
        (clause("walk", particle="out", subject="nurse"), "protest"),
        (clause("come", case="to", oblique="rescue"), "aid"),
        (clause("take", object="driver", case="to", oblique="hospital"), "aid"),
        (clause("take", object="driver", case="to", oblique="court"), "legal"),
        (clause("take", object="driver", case="into", oblique="custody"), "coerce"),
        (clause("take", particle="over"), "appoint"),
        (clause("go", subject="miner", case="on", oblique="strike"), "protest"),
        (clause("go", subject="delegation"), "move"),
        (clause("go", particle="off", subject="bomb"), "assault"),
        (clause("come", subject="president", case="to", oblique="power"), "appoint"),
        (clause("come", subject="shell"), "assault"),
        (clause("give", object="evidence"), "statement"),
        (clause("give", object="permission"), "concede"),
        (clause("give", object="blanket"), "aid"),
        (clause("give", particle="way", subject="wall"), "accident"),
        (clause("lose", object="seat"), "elect"),
        (clause("lose", object="finger"), "accident"),
        (clause("lose", object="brother"), "death"),
        (clause("bring", object="charge"), "legal"),
        (clause("bring", object="guest", case="to", oblique="hospital"), "aid"),
        (clause("see", object="car"), "other"),
        (clause("bury", object="widow"), "other"),
        (clause("bury", subject="avalanche", object="hamlet"), "disaster"),
        (clause("run", subject="girl"), "move"),
        (clause("hold", object="sailor", passive=True, case="in", oblique="cell"), "coerce"),
        (clause("stand", case="for", oblique="parliament"), "elect"),
        (clause("march", subject="regiment"), "mobilize"),
        (clause("kill", object="farmer", passive=True), "death"),
        (clause("kill", object="farmer", passive=True, case="by", oblique="sniper"), "assault"),
        (clause("exchange", object="prisoner"), "retreat"),
        (clause("decline", object="invitation"), "reject"),
        (phrase("strike", "missile"), "assault"),
        (phrase("exchange", "prisoner", case="of"), "retreat"),
        (phrase("attempt", "coup"), "assault"),
        (phrase("attempt", "rescue"), "aid"),
        (clause("call", object="report"), "statement"),
        (clause("call", particle="off"), "other"),
        (clause("imprison", object="editor"), "coerce"),
        (clause("imprison", subject="judge", object="editor"), "legal"),
        (clause("fine", object="importer"), "sanction"),
        (clause("happen", subject="collision"), "accident"),
        (clause("happen", subject="ambush"), "assault"),
        (clause("visit", object="website"), "other"),
        (clause("visit", object="premier"), "meet"),
        (clause("beat", object="prisoner", case="with", oblique="baton"), "assault"),
        (clause("block", subject="farmer", object="road"), "protest"),
        (clause("put", object="roadblock", case="on", oblique="road"), "mobilize"),
        (clause("lose", object="trawler", passive=True), "accident"),
        (phrase("act", "terror", case="of"), "assault"),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(token.text for token in value[0].tokens),
)
def test_senses_of_the_commonest_words(company: tuple[Tree, int], kind: str) -> None:
    assert kind_of(*company, None) == kind


def test_obliques_need_their_preposition() -> None:
    assert kind_of(*clause("take", object="driver", case="from", oblique="hospital"), None) != "aid"


def test_a_word_elsewhere_in_the_document_tells_a_strike_of_workers() -> None:
    bare, at = tree_of([("strike", "NOUN", "root", -1)], 0), 0
    assert kind_of(bare, at, None) == "assault"
    told = tree_of([("strike", "NOUN", "root", -1), ("picket", "NOUN", "dep", 0)], 0)
    assert kind_of(told, at, None) == "protest"


def test_a_lemma_that_the_lexicon_lacks_is_looked_up_by_its_form() -> None:
    tree = Tree(
        Reading(
            sentences=(Sentence(0, 1, 0, 5, 0),),
            tokens=(Token(0, 5, "freed", "fre", "VERB", "VBD", "_", -1, "root", 0),),
        )
    )
    assert kind_of(tree, 0, None) == "retreat"


@pytest.mark.parametrize(
    ("form", "lemma", "kind"),
    [("fled", "flead", "move"), ("invading", "invad", "assault"), ("annulled", "annull", "legal")],
)
def test_stems_of_forms_that_a_reader_misjudged(form: str, lemma: str, kind: str) -> None:
    token = Token(0, len(form), form, lemma, "VERB", "VBD", "_", -1, "root", 0)
    tree = Tree(Reading(sentences=(Sentence(0, 1, 0, len(form), 0),), tokens=(token,)))
    assert kind_of(tree, 0, None) == kind


# ------------------------------------------------------------------------------------------- by what is said


def said(verb: str, subject: str, auxiliary: str, deed: str, negation: str = "") -> Tree:
    """ "The council said it would attack": a speech of one's own or another's deeds."""
    words = [
        ("council", "NOUN", "nsubj", 1), (verb, "VERB", "root", -1), (subject, "PRON", "nsubj", 5),
        (auxiliary, "AUX", "aux", 5), (negation or "even", "PART" if negation else "ADV", "advmod", 5),
        (deed, "VERB", "ccomp", 1),
    ]  # fmt: skip
    tokens, start = [], 0
    for form, upos, relation, head in words:
        tokens.append(Token(start, start + len(form), form, form, upos, "", "_", head, relation, 0))
        start += len(form) + 1
    return Tree(Reading(sentences=(Sentence(0, len(tokens), 0, start, 0),), tokens=tuple(tokens)))


@pytest.mark.parametrize(
    ("tree", "kind"),
    [
        (said("say", "it", "would", "attack"), "threaten"),
        (said("declare", "he", "might", "withdraw"), "threaten"),
        (said("say", "they", "will", "assist"), "agree"),
        (said("say", "she", "would", "walk"), "threaten"),
        (said("warn", "it", "would", "tolerate", "not"), "threaten"),
        (said("say", "it", "would", "attack", "not"), "statement"),
        (said("say", "others", "would", "attack"), "statement"),
        (said("say", "it", "did", "attack"), "statement"),
        (said("say", "it", "would", "rain"), "statement"),
    ],
)
def test_what_somebody_says_of_their_own_deeds(tree: Tree, kind: str) -> None:
    assert kind_of(tree, 1, None) == kind


def test_what_else_happens_decides_between_a_words_kinds() -> None:
    written = write(
        "Voss/PROPN/2/nsubj appealed/VERB/0/root/appeal ./PUNCT/2/punct\n"
        "Judges/NOUN/2/nsubj convicted/VERB/0/root and/CCONJ/4/cc jailed/VERB/2/conj him/PRON/4/obj ./PUNCT/2/punct"
    )

    def trigger(form: str, *kinds: tuple[str, float]) -> TriggerMention:
        at = written.at(form)
        token = written.reading.tokens[at]
        return TriggerMention(
            token=at, start=token.start, end=token.end, text=form, score=0.9, category="occurrence", kinds=kinds,
            statuses=(), factuality=3.0,
        )  # fmt: skip

    unsure = trigger("appealed", ("legal", 0.4), ("request", 0.39))
    others = (trigger("convicted", ("legal", 0.9)), trigger("jailed", ("legal", 0.9)))
    around = Around(_with(written.reading, (unsure, *others)), unsure)
    assert around.factor("legal") > 1.5 * around.factor("request")
    alone = Around(_with(written.reading, (unsure,)), unsure)
    assert alone.factor("legal") == alone.factor("request")


def _with(reading: Reading, triggers: tuple[TriggerMention, ...]) -> Tree:
    return Tree(msgspec.structs.replace(reading, triggers=triggers))
