"""What was given to ingest before, kept with the index, so that it can be done again without naming it."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from ingest import state
from ingest.discovery import is_under, named

_FILE = "given.json"


def remember(
    folder: Path, paths: Sequence[str | Path], *, place: Path, useless: Collection[str] = ()
) -> None:
    """Add `paths`, as given in the folder `place`, to what was given to the knowledge base in `folder`.

    A path that names a `useless` document is left out, also when it was known: nobody wants to hear of it
    again.
    """
    given = remembered(folder)
    known = [*given.get(str(place.absolute()), ()), *map(str, paths)]
    given[str(place.absolute())] = [path for path in dict.fromkeys(known) if not _names(path, useless)]
    _keep(given, folder)


def forget(folder: Path, document: str) -> bool:
    """Leave out the paths that name this document or folder from now on; tell whether there were any."""
    given = remembered(folder)
    left = {
        place: [path for path in paths if not _names(path, (document,))] for place, paths in given.items()
    }
    if left == given:
        return False
    _keep(left, folder)
    return True


def namesake(folder: Path, path: str, *, place: Path) -> Path | None:
    """Return what was given in another folder and has the name, or part of it, that `path` has in `place`.

    Their documents would be taken for each other. None when there is nothing of the kind, or no longer, and
    for a copy of the same folder, as after an upgrade: that is meant to take its place.
    """
    for other, paths in remembered(folder).items():
        if Path(path).is_absolute() or Path(other) == place.absolute():
            continue
        found = (Path(other, known) for known in paths if _overlap(named(known), named(path)))
        there = next((one for one in found if one.exists() and not _is_copy(place / path, one)), None)
        if there:
            return there
    return None


def _is_copy(one: Path, other: Path) -> bool:
    """Tell whether most files of a folder are there in the other, by their names."""
    names = [path.relative_to(other) for path in other.rglob("*") if path.is_file()]
    return one.name == other.name and 2 * sum((one / name).is_file() for name in names) > len(names)


def _overlap(one: str, other: str) -> bool:
    return is_under(one, other) or is_under(other, one)


def _names(path: str, documents: Collection[str]) -> bool:
    """Tell whether a path as given is the name of one of these documents."""
    return path in documents or named(path) in documents


def _keep(given: Mapping[str, Sequence[str]], folder: Path) -> None:
    state.write(folder / _FILE, {place: paths for place, paths in given.items() if paths})


def remembered(folder: Path) -> dict[str, list[str]]:
    """Return what was given, by the folder that it was given in; empty when that was nothing."""
    return state.read(folder / _FILE)
