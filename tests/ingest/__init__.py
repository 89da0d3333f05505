"""Tests of the ingest stage; ``builders`` makes the files that they read."""
