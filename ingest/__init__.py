"""Documents into the knowledge base: read, split by structure, kept in line with their source."""

from ingest.discovery import is_under
from ingest.document import Failure
from ingest.errors import IngestError, IngestRunning, SourcesInvalid
from ingest.given import forget, namesake, remember, remembered
from ingest.rebuild import rebuild
from ingest.report import Preview, Progress, Report
from ingest.sync import ingest, outdated, preview

__all__ = [
    "Failure",
    "IngestError",
    "IngestRunning",
    "Preview",
    "Progress",
    "Report",
    "SourcesInvalid",
    "forget",
    "ingest",
    "is_under",
    "namesake",
    "outdated",
    "preview",
    "rebuild",
    "remember",
    "remembered",
]
