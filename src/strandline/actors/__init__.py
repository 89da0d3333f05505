"""Actors: names and mentions in, people, groups and organisations out."""

from __future__ import annotations

from strandline.actors.linking import link_across
from strandline.actors.resolving import resolve_actors

__all__ = ["link_across", "resolve_actors"]
