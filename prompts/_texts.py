"""Interface texts in Dutch and English, kept as YAML so that anyone can edit them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import yaml

FOLDER = Path(__file__).parent / "texts"
LANGUAGES = ("nl", "en")

# The same safe loader, in C where it was built: the command line reads every text at start.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NOT_TEXT = "{file}: '{key}' must be text, a list of texts or a group of these; put quotes around it."


class TextsError(Exception):
    """The text files don't fit together; the message names the file, the key and what to do."""


class Texts:
    """The texts of one language: `texts("answers.refusal", nearest="…")`."""

    def __init__(self, language: str, entries: dict[str, str | list[str]]) -> None:
        self.language = language
        self._entries = entries

    def __call__(self, key: str, **values: object) -> str:
        """Return the text under `area.key`, its placeholders filled; KeyError for an unknown key."""
        entry = self._entries[key]
        if isinstance(entry, list):
            raise TypeError(f"'{key}' is a list: use many()")
        return entry.format(**values) if values else entry

    def many(self, key: str) -> list[str]:
        """Return the list of texts under `area.key`."""
        entry = self._entries[key]
        return [entry] if isinstance(entry, str) else list(entry)

    def area(self, name: str) -> dict[str, str | list[str]]:
        """Return all texts of one file, keyed without its name."""
        prefix = f"{name}."
        return {
            key.removeprefix(prefix): text for key, text in self._entries.items() if key.startswith(prefix)
        }


@cache
def texts(language: str) -> Texts:
    """Return the interface texts of `language` ("nl" or "en"); any other language gets English."""
    return Texts(
        language if language in LANGUAGES else "en", _load(language if language in LANGUAGES else "en")
    )


def validate(folder: Path = FOLDER) -> None:
    """Raise TextsError unless both languages hold the same keys with the same placeholders."""
    dutch, english = (_load(language, folder) for language in LANGUAGES)
    problems = [
        f"{key}: only in {'nl' if key in dutch else 'en'}" for key in sorted(dutch.keys() ^ english.keys())
    ]
    problems += [
        f"{key}: nl has {sorted(_placeholders(dutch[key]))}, en {sorted(_placeholders(english[key]))}"
        for key in sorted(dutch.keys() & english.keys())
        if _placeholders(dutch[key]) != _placeholders(english[key])
    ]
    if problems:
        raise TextsError(f"Texts in {folder} don't match between nl and en:\n  " + "\n  ".join(problems))


def _load(language: str, folder: Path = FOLDER) -> dict[str, str | list[str]]:
    entries: dict[str, str | list[str]] = {}
    for file in sorted((folder / language).glob("*.yaml")):
        try:
            content = yaml.load(file.read_text(encoding="utf-8"), _LOADER) or {}
        except yaml.YAMLError as error:
            raise TextsError(f"{file} is not valid YAML: {error}") from error
        entries.update(_flatten(file, file.stem, content))
    return entries


def _flatten(file: Path, prefix: str, content: object) -> Iterator[tuple[str, str | list[str]]]:
    if isinstance(content, dict):
        for key, value in content.items():
            yield from _flatten(file, f"{prefix}.{key}", value)
    elif isinstance(content, str):
        yield prefix, content.rstrip("\n")
    elif isinstance(content, list) and all(isinstance(item, str) for item in content):
        yield prefix, content
    else:
        raise TextsError(_NOT_TEXT.format(file=file, key=prefix))


def _placeholders(entry: str | list[str]) -> set[str]:
    variants = [entry] if isinstance(entry, str) else entry
    return {name for text in variants for _, name, _, _ in Formatter().parse(text) if name}
