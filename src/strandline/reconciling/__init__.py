"""Reconciling: claims in, events out."""
