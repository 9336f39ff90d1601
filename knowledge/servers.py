"""Where an index is kept when it isn't all in its folder."""

from dataclasses import dataclass
from pathlib import Path

from knowledge.catalogue import Catalogue
from knowledge.vectors import FolderStore, ServerStore, VectorStore


@dataclass(frozen=True, slots=True)
class Servers:
    """`chroma` is the URL of a Chroma server for the vectors, `database` that of a PostgreSQL database for
    the catalogue (SQLAlchemy's form); what is empty is in the folder.
    """

    chroma: str = ""
    database: str = ""

    def vectors(self, folder: Path, catalogue: Catalogue) -> VectorStore:
        return ServerStore(self.chroma) if self.chroma else FolderStore(folder, catalogue.alone)


HERE = Servers()
