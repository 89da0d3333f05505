"""When each happening of a document was: expressions, order and telling in, a When for each out.

1. An expression belongs to the happening that its phrase hangs on in the tree (``timing_attachment``).
2. Words and constructions order the happenings of a sentence (``timing_signals``); a happening told twice is one
   (``timing_mentions``).
3. What has no time of its own may go on at the narrative's time, which breaks off at background, quotation and new
   sections (``timing_narrative``).
4. All of it is a network, drawn tight; what contradicts something stronger gives way (``timing_network``).
5. What is still open is bounded by the document's date: nothing told as past lies after it.

Every When says which of these it rests on, in ``basis`` and in ``reason``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from strandline.claims.lexica import word_set
from strandline.claims.status import is_until
from strandline.claims.syntax import Tree
from strandline.claims.timing_attachment import Attachments, Own, attach, top_of
from strandline.claims.timing_choice import Choice
from strandline.claims.timing_clauses import looks_ahead, looks_back, tense_of
from strandline.claims.timing_clocks import aftermath_ties, clock_ties, now_ties
from strandline.claims.timing_doubt import Doubts
from strandline.claims.timing_lives import life_ties
from strandline.claims.timing_mentions import chains_of, deed_ties, mention_ties
from strandline.claims.timing_narrative import Reader, body_of, narrative_ties
from strandline.claims.timing_network import OPEN, Bounds, Network, Tie, local_bounds, tighten
from strandline.claims.timing_signals import AHEAD, BUILT, SAID, steps_of, ties_of
from strandline.claims.timing_story import PUBLISHED, Entry, Story, is_closed, is_day
from strandline.claims.timing_telling import Telling
from strandline.claims.timing_whens import bounded_when, coming, date_of, own_when, publication_when, with_clock
from strandline.records import UNKNOWN_WHEN, Published, Status, TimeExpression, When

_CERTAIN = 10
"""Strength of the publication as a bound of what happened: it gives way to nothing but stated times."""
_LIKELY = 2
"""Its strength as a bound of what is to come."""
_TOLD_BACK = frozenset({"past", "pluperfect", "perfect"})
"""Tenses of plans that lie behind: "was to meet on Monday"."""
_DOUBTFUL = frozenset({"possible", "conditional"})
"""What may be so may as well lie behind."""


def _takes_over(tie: Tie, unresolved: set[int]) -> bool:
    """Whether a happening with a time of its own that nobody can resolve would take over another's day."""
    return tie.kind == "same day" and (tie.first in unresolved or tie.second in unresolved)


def _has_one_end(when: When) -> bool:
    """Whether words say one end of a time and leave the other to the telling ("by noon"): not those that set a thing
    off from what is told ("the recently opened bridge")."""
    vague = when.timex is not None and when.timex.value == "PAST_REF"
    return None in (when.earliest, when.latest) and not vague


class Timer:
    """Places the happenings of one document in time."""

    def __init__(self, tree: Tree, times: tuple[TimeExpression, ...], published: Published | None) -> None:
        self.tree = tree
        self.times = times
        self.published = published

    def place(self, happenings: Sequence[tuple[int, Status, bool]]) -> dict[int, When]:
        """Head token, status and "inside speech" of each happening in; its When out."""
        whens, doubts = self.placed(happenings)
        story = doubts.story
        whens = doubts.marked(whens)
        clocks = {head: clock for head, clock in story.clocks.items() if head not in {**story.own, **story.partial}}
        return whens | {head: with_clock(whens[head], clock) for head, clock in clocks.items()}

    def placed(
        self, happenings: Sequence[tuple[int, Status, bool]], judge: Choice | None = None
    ) -> tuple[dict[int, When], Doubts]:
        """The When of each happening before any is doubted, and what doubts them; ``judge``: see ``Telling``."""
        story, ties = self.story(happenings)
        bounds = self._bounds(story.statuses, {**story.own, **story.partial})
        telling = Telling(story, bounds.get(PUBLISHED), judge)
        network = tighten(bounds, telling.ties(ties))
        whens = {head: self._when(head, story, network) for head in story.statuses}
        return whens, Doubts(telling, network, self.times)

    def story(self, happenings: Sequence[tuple[int, Status, bool]]) -> tuple[Story, list[Tie]]:
        """What expressions, signals of order and repetition settle, before the telling; and the ties that they make."""
        statuses = {head: status for head, status, _ in happenings}
        attached = attach(self.tree, self.times, statuses, self.published)
        given = self._own(attached, statuses)
        own = {head: when for head, when in given.items() if not _has_one_end(when)}
        partial = {head: when for head, when in given.items() if head not in own}
        reader = Reader.of(self.tree, statuses)
        body = body_of(self.tree, attached)
        steps = steps_of(self.tree, statuses, reader.speech)
        bounds = self._bounds(statuses, given)
        stated = {head: bounds[head] for head in own}
        chains = chains_of(self.tree, statuses, reader.kinds, stated, body)
        lives = life_ties(self.tree, statuses)
        ties = [
            *(tie for tie in ties_of(steps) if not _takes_over(tie, attached.unresolved)),
            *(
                Tie(item.first, item.second, "apart", SAID, f"“{item.words}”", item.least, item.most)
                for item in attached.apart
            ),
            *mention_ties(self.tree, chains, stated),
            *deed_ties(self.tree, statuses, reader.kinds),
            *lives,
            *clock_ties(self.tree, self.times, statuses, attached),
            *aftermath_ties(self.tree, self.times, statuses),
            *now_ties(self.tree, statuses, attached),
            *self._publication_ties(statuses, given),
        ]
        sure = [tie for tie in ties if tie.strength >= BUILT or PUBLISHED in (tie.first, tie.second)]
        spoken = {head: inside for head, _, inside in happenings}
        story = Story(
            tree=self.tree, statuses=statuses, spoken=spoken, own=own, partial=partial,
            unresolved=frozenset(attached.unresolved),
            kinds=reader.kinds, speech=reader.speech, steps={step.child: step for step in steps}, body=body,
            known=tighten(bounds, ties), sure=tighten(bounds, sure), certain=tuple(sure), clocks=attached.clocks,
            timed=self._timed(attached), entries=self._entries(attached),
            lives={tie.first: tie.second for tie in lives if tie.kind == "before"},
            chains={head: len(chain.heads) for chain in chains for head in chain.heads},
        )  # fmt: skip
        thread = narrative_ties(story, bounds.get(PUBLISHED))
        if thread:
            story.known = tighten(bounds, [*ties, *thread])
        return story, [*ties, *thread]

    def _entries(self, attached: Attachments) -> tuple[Entry, ...]:
        """Dates of a day at the head of a paragraph that no happening takes."""
        taken = {item.expression.start for items in attached.own.values() for item in items}
        found = []
        for item in self.times:
            if item.when is None or item.start in taken or item.type != "DATE" or item.tokens == attached.header:
                continue
            bounds = local_bounds(item.when)
            if item.tokens[0] < item.tokens[1] and is_day(bounds) and self._opens_paragraph(item.tokens[0]):
                found.append(Entry(item.tokens[1], bounds, item.text))
        return tuple(found)

    def _opens_paragraph(self, token: int) -> bool:
        """Whether only names and marks stand before a token in its paragraph."""
        sentences = self.tree.reading.sentences
        number = self.tree.tokens[token].sentence
        if number and sentences[number - 1].paragraph == sentences[number].paragraph:
            return False
        words = self.tree.tokens[sentences[number].first : token]
        return len(words) <= 6 and all(word.upos in ("PROPN", "PUNCT", "NUM", "ADP", "X", "SYM") for word in words)

    def _timed(self, attached: Attachments) -> frozenset[int]:
        """Heads of the clauses that hold an expression of time."""
        spans = [
            item.tokens for item in self.times if item.tokens[0] < item.tokens[1] and item.tokens != attached.header
        ]
        return frozenset(self.tree.clause_head(top_of(self.tree, *span)) for span in spans)

    def _own(self, attached: Attachments, statuses: dict[int, Status]) -> dict[int, When]:
        found = {}
        for head, items in attached.own.items():
            period = {item.relation for item in items} >= {"since", "until"}
            items = sorted(items, key=lambda item: abs(item.top - head))
            items = [item if period else self._related(head, item) for item in items]
            when = own_when(items, self.published, ahead=statuses[head] in AHEAD)
            if when is not None and statuses[head] in AHEAD and tense_of(self.tree, head) not in _TOLD_BACK:
                when = coming(when, self.published)
            if when is not None and (when.earliest is not None or when.latest is not None):
                found[head] = when
        return found

    def _related(self, head: int, item: Own) -> Own:
        """What did not happen until a time happened at it; what lasts "from May" began then; "since" opens a state that
        goes on ("has been closed since May"), and else only says that it came later."""
        if item.relation == "until" and is_until(self.tree, head):
            return Own(item.expression, "at", item.top)
        opens = tense_of(self.tree, head) in ("perfect", "pluperfect", "present", "participle")
        if item.relation == "since" and not opens and self._says_since(item):
            return Own(item.expression, "after", item.top)
        return item

    def _says_since(self, item: Own) -> bool:
        first = item.expression.tokens[0]
        return any(token.text.lower() == "since" for token in self.tree.tokens[max(0, first - 2) : first + 1])

    def _bounds(self, statuses: Mapping[int, Status], own: Mapping[int, When]) -> dict[int, Bounds]:
        bounds = {head: local_bounds(own[head]) if head in own else OPEN for head in statuses}
        if self.published is not None:
            day = msgspec.structs.replace(
                UNKNOWN_WHEN, earliest=self.published.earliest[:10], latest=self.published.latest[:10]
            )
            bounds[PUBLISHED] = local_bounds(day)
        return bounds

    def _publication_ties(self, statuses: dict[int, Status], own: Mapping[int, When]) -> list[Tie]:
        """Nothing told as past or present lies after the document's date; what is still ahead of it does."""
        if self.published is None:
            return []
        day = self.published.latest[:10]
        found = []
        for head, status in statuses.items():
            if head in own:
                continue
            if status not in AHEAD and self._is_off(head, status):
                continue
            comes = status in AHEAD or tense_of(self.tree, head) == "future"
            if not comes or looks_back(self.tree, head):
                found.append(Tie(head, PUBLISHED, "before", _CERTAIN, f"not after the document's date {day}"))
            elif looks_ahead(self.tree, head) and (status not in _DOUBTFUL or tense_of(self.tree, head) == "future"):
                found.append(Tie(PUBLISHED, head, "before", _LIKELY, f"ahead of the document's date {day}"))
        return found

    def _is_off(self, head: int, status: Status) -> bool:
        """Whether a noun names what was called off, put off or promised in vain, which lay anywhere: "the vote was
        cancelled"."""
        above = self.tree.tokens[head].head
        if status not in ("did_not_happen", "denied") or above < 0 or self.tree.is_verbal(head):
            return False
        return self.tree.tokens[above].lemma.lower() in word_set("timing_of", "schedules")

    # ------------------------------------------------------------------------------------------------ records

    def _when(self, head: int, story: Story, network: Network) -> When:
        own, bounds = story.own, network.bounds[head]
        if head in own and not self._is_told_closer(head, story, network):
            return own[head]
        partial = story.partial.get(head)
        if partial is not None and not is_closed(bounds):
            return partial
        low, high = network.low_by.get(head), network.high_by.get(head)
        if low is None and high is not None and high.kind != "apart" and PUBLISHED in (high.first, high.second):
            return publication_when(self.published, ahead=False)
        if high is None and low is not None and PUBLISHED in (low.first, low.second):
            return publication_when(self.published, ahead=True)
        if low is None and high is None:
            return UNKNOWN_WHEN
        source = self._source(head, network, own)
        inherited = low is not None and low is high and low.kind == "same day"
        reason = self._reason(head, network, own, set())
        if partial is not None:
            reason = f"{partial.reason}; {reason}"
        return bounded_when(bounds, reason=reason, source=source, inherited=inherited)

    def _is_told_closer(self, head: int, story: Story, network: Network) -> bool:
        """Whether another mention gives the day of a happening whose own words only say the year or month."""
        tie = network.low_by.get(head)
        told = tie is not None and tie is network.high_by.get(head) and tie.kind == "same day"
        return told and is_day(network.bounds[head]) and not is_day(local_bounds(story.own[head]))

    def _source(self, head: int, network: Network, own: Mapping[int, When]) -> When | None:
        """The stated time at the end of a chain of happenings of one day."""
        seen = {head}
        node = head
        while node not in own or node == head:
            tie = network.low_by.get(node)
            if tie is None or tie is not network.high_by.get(node) or tie.kind != "same day":
                return None
            node = tie.second if tie.first == node else tie.first
            if node in seen or node == PUBLISHED:
                return None
            seen.add(node)
        return own[node]

    def _reason(self, head: int, network: Network, own: Mapping[int, When], seen: set[int]) -> str:
        """What narrowed a happening's ends, in words, back to a stated time."""
        seen.add(head)
        low, high = network.low_by.get(head), network.high_by.get(head)
        parts: list[str] = []
        for tie, side in ((low, "not before"), (high, "not after")):
            if tie is None or (side == "not after" and tie is low):
                continue
            other = tie.second if tie.first == head else tie.first
            if other == PUBLISHED:
                parts.append(tie.reason if tie.kind != "same day" else f"{tie.reason} {self._day()}")
                continue
            where = "on the day of" if tie.kind == "same day" else side if tie.kind == "before" else tie.reason
            because = "" if tie.kind == "apart" else f" ({tie.reason})"
            parts.append(f"{where} “{self.tree.tokens[other].text}”{because}{self._onward(other, network, own, seen)}")
        return "; ".join(parts) or "narrowed by the order of events"

    def _onward(self, node: int, network: Network, own: Mapping[int, When], seen: set[int]) -> str:
        if node in own:
            return f": {own[node].reason}"
        if node in seen or len(seen) > 4:
            return ""
        return f", which is {self._reason(node, network, own, seen)}"

    def _day(self) -> str:
        bounds = self._bounds({}, {}).get(PUBLISHED)
        return date_of(bounds.low) if bounds is not None and bounds.low is not None else ""
