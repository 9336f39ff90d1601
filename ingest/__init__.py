"""Documents into the knowledge base: read, split by structure, kept in line with their source."""

from ingest.document import Failure
from ingest.sync import IngestRunning, Progress, Report, ingest

__all__ = ["Failure", "IngestRunning", "Progress", "Report", "ingest"]
