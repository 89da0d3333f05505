"""Timing: a reading in, time expressions with their meaning out."""
