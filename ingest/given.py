"""What was given to ingest before, kept with the index, so that it can be done again without naming it."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

_FILE = "given.json"


def remember(folder: Path, paths: Sequence[str | Path], *, place: Path) -> None:
    """Add `paths`, as given in the folder `place`, to what was given to the knowledge base in `folder`."""
    given = remembered(folder)
    known = given.setdefault(str(place.absolute()), [])
    known += [str(path) for path in paths if str(path) not in known]
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / f"{_FILE}.part"
    unfinished.write_text(json.dumps(given, ensure_ascii=False, indent=1), encoding="utf-8")
    unfinished.replace(folder / _FILE)


def remembered(folder: Path) -> dict[str, list[str]]:
    """Return what was given, by the folder that it was given in; empty when that was nothing."""
    try:
        given = json.loads((folder / _FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(place): [str(path) for path in paths] for place, paths in _checked(given).items()}


def _checked(given: object) -> Mapping[str, list[object]]:
    return given if isinstance(given, dict) else {}
