"""Strandline turns a pile of dated documents into a chronology that a person can check and publish."""

from __future__ import annotations

__version__ = "0.1.0"
