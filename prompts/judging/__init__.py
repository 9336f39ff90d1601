"""Data that the coach judges answers with: words per sign, labelled transcripts, fitted weights."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from prompts.yaml_files import PromptError, line_of, read_yaml

FOLDER = Path(__file__).parent
TRANSCRIPTS = FOLDER / "transcripts.jsonl"
UNSEEN = FOLDER / "unseen_transcripts.jsonl"
WEIGHTS = FOLDER / "weights.json"
AGENDAS = FOLDER / "agendas.jsonl"
RUBRIC_WEIGHTS = FOLDER / "rubric_weights.json"
MOODS = FOLDER / "moods.jsonl"

WordLists = dict[str, dict[str, tuple[str, ...]]]


@cache
def signal_words() -> WordLists:
    """Per language the words and phrases of each sign, as `signals.yaml` lists them."""
    return _word_lists(FOLDER / "signals.yaml")


@cache
def mood_words() -> WordLists:
    """Per language the words and phrases that tell a mood, as `moods.yaml` lists them."""
    return _word_lists(FOLDER / "moods.yaml")


def _word_lists(path: Path) -> WordLists:
    value, node = read_yaml(path)
    words: WordLists = {"nl": {}, "en": {}}
    for sign, lists in value.items():
        if not isinstance(lists, dict) or set(lists) != set(words):
            raise PromptError(
                f"{path}:{line_of(node, (sign,))}: {sign} needs a list under 'nl' and one under 'en'"
            )
        for language, listed in lists.items():
            words[language][sign] = tuple(word.strip().lower() for word in listed.split(",") if word.strip())
    return words


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Labelled transcripts or agendas, one JSON object a line; PromptError names a line that isn't one."""
    items = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            items.append(json.loads(line))
        except json.JSONDecodeError as error:
            raise PromptError(f"{path}:{number}: not JSON ({error.msg}); one object a line") from None
    return items
