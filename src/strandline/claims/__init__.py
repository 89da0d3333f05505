"""Claims: a reading and its times in, claims out."""

from __future__ import annotations

from strandline.claims.extracting import extract_claims

__all__ = ["extract_claims"]
