"""Actors: names and mentions in, people, groups and organisations out."""
