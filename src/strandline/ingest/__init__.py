"""Ingest: files in, documents out.

``list_inputs`` says which files a call means, ``read_all`` reads them in worker processes that may die without taking
the run along, ``read_file`` reads one in this process. A result holds documents, refusals with reasons, and notes.
"""

from __future__ import annotations

from strandline.ingest.inputs import InputFile, list_inputs
from strandline.ingest.reading_loop import IngestResult, read_file
from strandline.ingest.settings import IngestSettings, Limits
from strandline.ingest.workers import read_all

__all__ = ["IngestResult", "IngestSettings", "InputFile", "Limits", "list_inputs", "read_all", "read_file"]
