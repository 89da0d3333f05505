"""Reconciling: claims in, events out."""

from __future__ import annotations

from strandline.reconciling.applying import said_by
from strandline.reconciling.keeping import worked_out_ahead
from strandline.reconciling.merging import Reconciled, reconcile
from strandline.reconciling.remaking import Placed, Remade, SortKey, Workings, remake, reorder
from strandline.reconciling.signals import Ordered
from strandline.reconciling.voices import Voices

__all__ = [
    "Ordered",
    "Placed",
    "Reconciled",
    "Remade",
    "SortKey",
    "Voices",
    "Workings",
    "reconcile",
    "remake",
    "reorder",
    "said_by",
    "worked_out_ahead",
]
