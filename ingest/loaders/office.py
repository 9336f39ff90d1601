"""What the zipped office formats share: a guard against archives that unpack to too much, and properties."""

import io
import zipfile
from dataclasses import dataclass

from defusedxml import ElementTree

from ingest.document import UnreadableError
from ingest.loaders.metadata import iso_date, language_code

_LARGEST_UNPACKED = 500_000_000
_LARGEST_RATIO = 200
_SMALL = 20_000_000
_MOST_FILES = 20_000
# Stand in each file that python-docx or python-pptx makes and nobody dates.
_TEMPLATES = {"2013-12-23T23:15:00Z", "2013-01-27T09:14:16Z", "2013-01-27T09:15:58Z"}


@dataclass(frozen=True, slots=True)
class Properties:
    """What the document says about itself; "" for what it doesn't."""

    title: str = ""
    date: str = ""
    language: str = ""


def open_zip(data: bytes) -> zipfile.ZipFile:
    """Open an office file. Raises UnreadableError `broken`, `encrypted` or `bomb` before it is unpacked."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise UnreadableError("broken") from error
    unpacked = sum(entry.file_size for entry in entries)
    too_dense = unpacked > _SMALL and unpacked > _LARGEST_RATIO * len(data)
    if unpacked > _LARGEST_UNPACKED or too_dense or len(entries) > _MOST_FILES:
        raise UnreadableError("bomb", f"{unpacked / 1e6:.0f} MB")
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnreadableError("encrypted")
    return archive


def properties(archive: zipfile.ZipFile, part: str = "docProps/core.xml") -> Properties:
    """Read title, date of last change and language; a file without them is fine."""
    try:
        root = ElementTree.fromstring(archive.read(part))
    except (KeyError, ElementTree.ParseError, ValueError):
        return Properties()
    found = {element.tag.rpartition("}")[2]: (element.text or "").strip() for element in root.iter()}
    dates = [found.get(name) for name in ("modified", "created", "date")]
    return Properties(
        title=found.get("title", ""),
        date=iso_date(next((date for date in dates if date and date not in _TEMPLATES), None)),
        language=language_code(found.get("language")),
    )
