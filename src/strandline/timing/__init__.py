"""Time expressions: found, understood, and put on the calendar."""

from strandline.timing.tagging import TimingSettings, find_candidates, tag_times

__all__ = ["TimingSettings", "find_candidates", "tag_times"]
