"""What answers need besides texts, as data: how small talk sounds, what no source may say, model prompts."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from prompts.yaml_files import read_yaml

FOLDER = Path(__file__).parent


@cache
def small_talk(language: str) -> dict[str, Any]:
    """How small talk sounds in "nl" or "en": `asks`, `filler` and `kinds`."""
    found: dict[str, Any] = _read("small_talk.yaml")[language]
    return found


@cache
def follow_ups(language: str) -> dict[str, list[str]]:
    """By which words a question leans on the conversation before it."""
    found: dict[str, list[str]] = _read("follow_ups.yaml")[language]
    return found


@cache
def filters() -> dict[str, dict[str, list[str]]]:
    """The words with which a question says where to look."""
    return _read("filters.yaml")


@cache
def orders() -> dict[str, list[str]]:
    """How orders to the bot itself sound, by kind, as regular expressions."""
    return _read("orders.yaml")


@cache
def quoting() -> dict[str, Any]:
    """Which sentences of a source don't stand on their own, or speak to a machine instead of a reader."""
    return _read("quoting.yaml")


@cache
def definitions() -> dict[str, list[str]]:
    """How questions what something is sound, and the sentences that say so, as regular expressions."""
    return _read("definitions.yaml")


@cache
def instructions(language: str) -> dict[str, str]:
    """The prompt templates for a language model in "nl" or "en"."""
    found: dict[str, str] = _read("model.yaml")[language]
    return found


@cache
def claims(language: str) -> dict[str, list[str]]:
    """Words that change what a sentence claims, in groups, and the number words up to twelve."""
    found: dict[str, list[str]] = _read("grounding.yaml")[language]
    return found


@cache
def phrases(language: str) -> dict[str, str]:
    """Phrases that mean the same as a word of `claims`, or "" when they only look as if they do."""
    found: dict[str, str] = _read("grounding.yaml")["phrases"][language]
    return found


def _read(name: str) -> dict[str, Any]:
    value, _ = read_yaml(FOLDER / name)
    return dict(value)
