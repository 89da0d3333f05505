"""Speech that a colon brings in: turns of an interview, items of a press review, and what follows a lead-in.

In: the tree (and, for lead-ins, what each verb brings in). Out: frames whose content is the sentences behind the colon.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from strandline.claims.lexica import word_set
from strandline.claims.speech_frames import Frame, Ranges
from strandline.claims.speech_quotations import PARTNERS
from strandline.claims.syntax import Tree
from strandline.records import Sentence

_LABEL: Final = 7
"""Tokens within which a label's colon stands."""
_LEADING: Final = frozenset({"say", "tell", "deny", "request", "accuse", "show"})


def labelled(tree: Tree) -> Iterator[Frame]:
    """Turns of an interview and items of a press review, which open with who speaks and a colon ("ROTH: We left.",
    "Daily Courier: …"); each reaches to the next or to its paragraph's end. One alone is no pattern, unless it names a
    paper or a station."""
    found: list[Frame] = []
    names = {
        index for name in tree.reading.names if name.type in ("PER", "ORG") for index in range(name.first, name.last)
    }
    paragraph, current = -1, False
    for sentence in tree.reading.sentences:
        opens = sentence.paragraph != paragraph
        paragraph = sentence.paragraph
        label = _label(tree, sentence, names, opens=opens)
        if label is not None:
            colon, head = label
            found.append(Frame("say", (colon, colon + 1), None, head, ((colon + 1, sentence.last),), direct=True))
        elif current and not opens and found[-1].content[0][1] == sentence.first:
            found[-1] = found[-1].going_on("say", (found[-1].content[0][0], sentence.last))
        current = label is not None or (current and not opens)
    if len(found) > 1 or (found and _is_of_media(tree, found[0])):
        yield from found


def _label(tree: Tree, sentence: Sentence, names: set[int], *, opens: bool) -> tuple[int, int] | None:
    """The colon and the head of a sentence's label; inside a paragraph a label is a name and nothing else."""
    places = range(sentence.first, min(sentence.first + _LABEL, sentence.last))
    colon = next((i for i in places if tree.tokens[i].text == ":"), sentence.first)
    words = range(sentence.first, colon)
    if not words or colon + 1 >= sentence.last or any(tree.tokens[i].upos in ("VERB", "AUX") for i in words):
        return None
    shouted = all(tree.tokens[i].text.isupper() or tree.tokens[i].upos == "PUNCT" for i in words)
    named = [i for i in words if i in names]
    if not opens and len(named) < sum(tree.tokens[i].upos != "PUNCT" for i in words):
        return None
    return (colon, named[0] if named else sentence.first) if shouted or named else None


def _is_of_media(tree: Tree, frame: Frame) -> bool:
    if frame.source is None:
        return False
    name = next((item for item in tree.reading.names if item.first <= frame.source < item.last), None)
    words = set() if name is None else {name.text.lower(), *name.text.lower().split()}
    return any(words & word_set("cues", "media_names", key) for key in ("broadcast", "publication", "whole"))


def lead_ins(
    tree: Tree, known: list[Frame], quoted: Ranges, bring_in: Callable[[int], Frame | None]
) -> Iterator[Frame]:
    """What follows a sentence that ends with a colon and says who speaks ("The Church denied this: ¶ She was never …").

    Args:
        tree: the document's tree.
        known: the frames that syntax gave.
        quoted: token ranges inside quotation marks.
        bring_in: for a cue verb, its frame with no content yet; None where the verb brings in no speech.
    """
    sentences = tree.reading.sentences
    for number, sentence in enumerate(sentences[:-1]):
        if tree.tokens[sentence.last - 1].text != ":":
            continue
        content = _behind(tree, number + 1, quoted)
        if any(frame.holds(content[1] - 1) for frame in known):
            continue
        verbs = [i for i in range(sentence.first, sentence.last) if tree.tokens[i].upos == "VERB"]
        frames = [frame for i in verbs if (frame := bring_in(i)) is not None and frame.manner in _LEADING]
        if frames:
            yield frames[-1].going_on("say", content)


def _behind(tree: Tree, number: int, quoted: Ranges) -> tuple[int, int]:
    """The tokens that a colon before a sentence brings in: a quotation, a paragraph of its own, else the sentence."""
    sentences = tree.reading.sentences
    first = sentences[number].first
    if tree.tokens[first].text in PARTNERS:
        part = next((part for part in quoted if part[0] == first + 1), None)
        if part is not None:
            return part
    last = sentences[number].last
    if sentences[number].paragraph != sentences[number - 1].paragraph:
        for sentence in sentences[number + 1 :]:
            if sentence.paragraph != sentences[number].paragraph:
                break
            last = sentence.last
    return first, last
