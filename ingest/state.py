"""Small files kept with the index about earlier runs: written whole or not at all."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path


def read(file: Path) -> dict[str, list[str]]:
    """Lists of names by where they come from; empty for a file that isn't there or can't be read."""
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    found = kept.items() if isinstance(kept, dict) else ()
    return {str(key): [str(name) for name in names] for key, names in found}


def write(file: Path, lists: Mapping[str, Sequence[str]]) -> None:
    """Put the lists in the place of what the file held."""
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_name(f"{file.name}.part")
    unfinished.write_text(json.dumps(lists, ensure_ascii=False, indent=1), encoding="utf-8")
    unfinished.replace(file)
