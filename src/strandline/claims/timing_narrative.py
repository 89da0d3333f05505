"""The running narrative: what a happening without a time of its own inherits from the telling around it.

For each such happening a few times are weighed against one another: the day of the last dated happening of the main line, the
day of the story's first dated happening, the document's own date, the stretches between and outside these, and no bound at all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from strandline.claims.syntax import Tree
from strandline.claims.timing_attachment import Attachments
from strandline.claims.timing_clauses import Tense, finite_above, is_definite, tense_of
from strandline.claims.timing_network import DAY, Bounds, Network, Tie
from strandline.claims.timing_signals import AHEAD, REAL, sequence_of
from strandline.records import Published, Status, When

PUBLISHED: Final = -1
_DAYS_OF_A_STORY: Final = 3


@dataclass(frozen=True, slots=True)
class Choice:
    """What the narrative says of a happening: ties of the network."""

    ties: tuple[Tie, ...]
    name: str


@dataclass
class Scene:
    """A document's happenings as its narrative needs them.

    Attributes:
        tree: the document's tree.
        statuses: head token → status.
        spoken: head token → whether somebody is quoted or cited for it.
        own: head token → time of its own expressions.
        unresolved: heads whose expression nobody can resolve.
        published: the document's date.
        kinds: head token → the reader's kind.
        speech: heads that are cues of speech.
        headline: heads in the headline.
        body: first token after headline and date line.
    """

    tree: Tree
    statuses: dict[int, Status]
    spoken: dict[int, bool]
    own: dict[int, When]
    unresolved: set[int]
    published: Published | None
    kinds: dict[int, str]
    speech: frozenset[int]
    headline: tuple[int, ...]
    body: int
    tenses: dict[int, Tense] = field(default_factory=dict)

    @classmethod
    def of(
        cls, tree: Tree, happenings: Sequence[tuple[int, Status, bool]], attached: Attachments, own: dict[int, When],
        published: Published | None,
    ) -> Scene:  # fmt: skip
        """Look over a document."""
        statuses = {head: status for head, status, _ in happenings}
        mentions = _mentions(tree)
        kinds = {head: mentions[head].kinds[0][0] for head in statuses if head in mentions and mentions[head].kinds}
        speech = frozenset(head for head in statuses if head in mentions and mentions[head].category == "reporting")
        body = _body(tree, attached)
        return cls(
            tree, statuses, {head: spoken for head, _, spoken in happenings}, own, attached.unresolved, published, kinds,
            speech, tuple(head for head in sorted(statuses) if head < body), body,
            {head: tense_of(tree, head) for head in statuses},
        )  # fmt: skip


def _mentions(tree: Tree) -> dict[int, object]:
    found = {}
    for mention in tree.reading.triggers:
        token = mention.token
        while token < len(tree.tokens) and tree.tokens[token].start < mention.end:
            found.setdefault(token, mention)
            token += 1
    return found


def _body(tree: Tree, attached: Attachments) -> int:
    """First token after the headline and the date line."""
    if attached.header is not None:
        return attached.header[1]
    sentences = tree.reading.sentences
    if len(sentences) > 1 and sentences[1].paragraph > sentences[0].paragraph:
        last = tree.tokens[sentences[0].last - 1]
        if last.text not in (".", "!", "?", "”", '"', ":") and sentences[0].last - sentences[0].first < 25:
            return sentences[0].last
    return 0


def is_main(scene: Scene, head: int) -> bool:
    """Whether a happening stands in the narrator's own main line, told as past."""
    tree = scene.tree
    if scene.spoken[head] or head < scene.body or scene.statuses[head] not in REAL:
        return False
    clause = tree.clause_head(head)
    if tree.tokens[clause].deprel not in ("root", "conj", "parataxis"):
        return False
    return scene.tenses.get(clause, tense_of(tree, clause)) in ("past", "present", "perfect")


def anchors(scene: Scene, known: Network) -> tuple[dict[int, int], int | None]:
    """For each happening the last dated happening of the main line before it, and the story's first dated one."""
    last: int | None = None
    lead: int | None = None
    found: dict[int, int] = {}
    for head in sorted(scene.statuses):
        if last is not None:
            found[head] = last
        if head in scene.own and is_main(scene, head) and is_day(known.bounds[head]):
            last = head
            if lead is None and _is_news(scene, known.bounds[head]):
                lead = head
    if lead is None:
        dated = [head for head in sorted(scene.statuses) if head in scene.own and head >= scene.body and is_day(known.bounds[head])]
        lead = next((head for head in dated if _is_news(scene, known.bounds[head])), None)
    return found, lead


def is_day(bounds: Bounds) -> bool:
    """Whether an interval is no wider than two days."""
    return bounds.low is not None and bounds.high is not None and bounds.high - bounds.low < 2 * DAY


def _is_news(scene: Scene, bounds: Bounds) -> bool:
    return True


def choose(scene: Scene, known: Network) -> dict[int, Choice]:
    """What the narrative gives each happening."""
    return {}
