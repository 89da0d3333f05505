"""The running narrative: what a happening without a time of its own inherits from the telling around it.

In: a document's happenings with what expressions and signals of order have settled. Out: ties for those that stay open.
A main clause in the past goes on where the main clause before it was, as long as nothing breaks the thread; what a
report on a dated happening says in its own voice lies between that happening and the report's date; a headline is told
of the day of its story.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from strandline.claims.syntax import Tree
from strandline.claims.timing_attachment import Attachments
from strandline.claims.timing_clauses import tells_of_several
from strandline.claims.timing_network import DAY, Bounds, Tie
from strandline.claims.timing_signals import REAL, sequence_of
from strandline.claims.timing_story import Story, is_day
from strandline.records import Status, TriggerMention

GOES_ON: Final = 3
"""Strength of ties of the narrative: signals of order outweigh them."""
_NEXT: Final = 1
"""Sentences that a thread may lie behind; for what is said, ``_SAYS_NEAR``, and any number where it is of the day
before."""
_SAYS_NEAR: Final = 4
_SAYS_REACH: Final = 1_000
_YESTERDAY: Final = 1
_WEEK: Final = 7


@dataclass(frozen=True, slots=True)
class Reader:
    """What the reader says of the triggers: kinds and cues of speech by head token."""

    kinds: dict[int, str]
    speech: frozenset[int]

    @classmethod
    def of(cls, tree: Tree, statuses: Mapping[int, Status]) -> Reader:
        """Look up the mentions of all happenings."""
        mentions: dict[int, TriggerMention] = {}
        for mention in tree.reading.triggers:
            token = mention.token
            while token < len(tree.tokens) and tree.tokens[token].start < mention.end:
                mentions.setdefault(token, mention)
                token += 1
        kinds = {head: mentions[head].kinds[0][0] for head in statuses if head in mentions and mentions[head].kinds}
        speech = frozenset(head for head in statuses if head in mentions and mentions[head].category == "reporting")
        return cls(kinds, speech)


def body_of(tree: Tree, attached: Attachments) -> int:
    """First token after the headline and the date line."""
    if attached.header is not None:
        return attached.header[1]
    sentences = tree.reading.sentences
    if len(sentences) > 1 and sentences[1].paragraph > sentences[0].paragraph:
        last = tree.tokens[sentences[0].last - 1]
        if last.text not in (".", "!", "?", "”", '"', ":") and sentences[0].last - sentences[0].first < 25:
            return sentences[0].last
    return 0


def narrative_ties(story: Story, published: Bounds | None) -> list[Tie]:
    """Ties for the happenings that have neither a time nor a neighbour that gives them one."""
    found: list[Tie] = []
    last: int | None = None
    for head in sorted(story.statuses):
        if head in story.own:
            if story.is_main(head) and is_day(story.known.bounds[head]):
                last = head
            continue
        if head in story.unresolved or is_day(story.known.bounds[head]):
            continue
        tie = _headline(story, head) if head < story.body else _of(story, head, last, published)
        if tie is not None:
            found.append(tie)
    return found


def _headline(story: Story, head: int) -> Tie | None:
    """A headline's own verb tells of the first dated happening of the story, if that comes at once."""
    lead, tree = story.lead, story.tree
    if head in story.steps or story.statuses[head] not in REAL or lead is None or lead < story.body:
        return None
    if story.tenses[head] == "nominal" and tree.tokens[head].deprel in ("obl", "nmod"):
        return None  # "banned for doping": only what the headline itself tells
    if tree.tokens[lead].sentence > tree.tokens[story.body].sentence + 1:
        return None
    return Tie(head, lead, "same day", GOES_ON, f"the headline tells of “{tree.tokens[lead].text}”")


def _of(story: Story, head: int, last: int | None, published: Bounds | None) -> Tie | None:
    """What the telling says of a happening of the body."""
    if story.is_timed(head) or tells_of_several(story.tree, head):
        return None
    says = head in story.speech or story.kinds.get(head) == "statement"
    if story.is_main(head) and story.tenses[head] == "past" and last is not None and not _looks_aside(story, head):
        age = _age_days(story, last, published)
        apart = story.tree.tokens[head].sentence - story.tree.tokens[last].sentence
        reach = _SAYS_REACH if says and age <= _YESTERDAY else _SAYS_NEAR if says else _NEXT
        if age <= _WEEK and apart <= reach:
            return Tie(head, last, "same day", GOES_ON, f"the telling goes on from “{story.tree.tokens[last].text}”")
    return None


def _looks_aside(story: Story, head: int) -> bool:
    """Whether an adverb takes a clause out of the thread."""
    return sequence_of(story.tree, head) == "earlier"


def _age_days(story: Story, anchor: int, published: Bounds | None) -> int:
    """Days from an anchor to the document's date; 0 where it has none."""
    high = story.known.bounds[anchor].high
    if published is None or published.low is None or high is None:
        return 0
    return (published.low - high) // DAY
