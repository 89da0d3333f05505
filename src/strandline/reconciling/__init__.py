"""Reconciling: claims in, events out."""

from __future__ import annotations

from strandline.reconciling.merging import Reconciled, reconcile

__all__ = ["Reconciled", "reconcile"]
