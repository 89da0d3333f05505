"""Ingest: files in, documents out."""
