"""What a run tells: how far it is, what it did, what it would do."""

from dataclasses import dataclass

from ingest.document import Failure


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is; only documents that need work count. `fraction` goes by size, from 0 to 1."""

    done: int
    total: int
    chunks: int
    document: str
    fraction: float
    seconds: float

    @property
    def rate(self) -> float:
        """Documents a second."""
        return self.done / self.seconds if self.seconds else 0.0

    @property
    def seconds_left(self) -> float | None:
        return self.seconds * (1 - self.fraction) / self.fraction if self.fraction else None


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did, in numbers of documents; `chunks` were written in this run.

    `others` are the files of a kind that no loader reads, by name.
    """

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    failed: tuple[Failure, ...] = ()
    chunks: int = 0
    seconds: float = 0.0
    others: tuple[str, ...] = ()

    def __add__(self, other: "Report") -> "Report":
        return Report(
            self.added + other.added,
            self.changed + other.changed,
            self.unchanged + other.unchanged,
            self.removed + other.removed,
            self.failed + other.failed,
            self.chunks + other.chunks,
            self.seconds + other.seconds,
            self.others + other.others,
        )


@dataclass(frozen=True, slots=True)
class Preview:
    """What a run would do, by name of document; reading them may still show that some can't be read."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    failed: tuple[Failure, ...] = ()
