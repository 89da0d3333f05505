"""Time expressions: found, understood, and put on the calendar.

The method, in the order in which it runs:

1. ``scanning`` cuts the text into tokens and looks each up in the lexicon (``lexicon.toml``, ``zones.toml``): a set of
   categories, written as one character.
2. ``cascade`` applies the grammar (``grammar/*.toml``), level by level: finite-state rules over those characters,
   each with a meaning (Abney 1996). The meanings are a small algebra (``meanings``): calendar patterns, units counted
   from an anchor, shifts, parts, windows, repetitions.
3. ``senses`` throws out what is no time here ("2,000 people", "may", "the fall of the city"), by neighbouring words
   and, where a reader has been over the sentence, by its tags and names.
4. ``running`` resolves what is left in the order of the text. What leans on the publication date goes by tense, mood
   and scheduling (``direction``, with ``nearest_verb`` or, where there is a tree, ``governing_verb``); what leans on
   the text goes by the last time in the foreground (``anchors``), or by a happening that it has dated
   (``happenings``); clock times get their half of the day and their day (``clock_times``), numeric dates their order
   (``day_order``); the years of a history are laid along its story line (``plotting``, ``storyline``).
5. ``expressions`` writes the records: TIMEX3 (``timex``), interval, EDTF (``edtf``), zone, and the reason in one line.

Everything is linear in the length of the text. ``timeml`` reads and writes the TempEval-3 form.
"""

from __future__ import annotations

from strandline.timing.running import TimingSettings
from strandline.timing.tagging import find_candidates, tag_times

__all__ = ["TimingSettings", "find_candidates", "tag_times"]
