"""Claims: a reading and its times in, claims out."""

from __future__ import annotations

from strandline.claims.extracting import extract_claims
from strandline.claims.speech_found import find_speech

__all__ = ["extract_claims", "find_speech"]
