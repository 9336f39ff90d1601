"""Documents into the knowledge base: read, split by structure, kept in line with their source."""

from ingest.document import Failure
from ingest.errors import IngestError, IngestRunning, SourcesInvalid
from ingest.sync import Progress, Report, ingest

__all__ = ["Failure", "IngestError", "IngestRunning", "Progress", "Report", "SourcesInvalid", "ingest"]
