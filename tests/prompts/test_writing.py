from __future__ import annotations

from pathlib import Path

import pytest

from prompts import writing
from prompts.curriculum_models import placeholders
from prompts.writing import load_writing
from prompts.yaml_files import PromptError


def test_both_languages_ask_for_the_same() -> None:
    dutch, english = load_writing("nl"), load_writing("en")
    for kind in ("probe", "section", "change", "summary", "advice", "judge", "grade"):
        for part in ("system", "human"):
            one, other = (getattr(getattr(found, kind), part) for found in (dutch, english))
            assert placeholders(one) == placeholders(other), (kind, part)
    assert set(dutch.amounts.values()) <= set(english.amounts.values())
    assert set(dutch.calendar.values()) <= set(english.calendar.values())
    assert set(dutch.roles.values()) == set(english.roles.values())


def test_a_mistake_is_told_with_file_and_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good = (writing._FOLDER / "nl.yaml").read_text(encoding="utf-8")
    (tmp_path / "nl.yaml").write_text(good.replace("{said}", "{sayd}", 1), encoding="utf-8")
    monkeypatch.setattr(writing, "_FOLDER", tmp_path)
    with pytest.raises(PromptError, match=r"nl\.yaml:\d+: probe\.human"):
        load_writing.__wrapped__("nl")


def test_what_people_said_must_be_fenced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good = (writing._FOLDER / "en.yaml").read_text(encoding="utf-8")
    (tmp_path / "en.yaml").write_text(
        good.replace("    {fence}\n    {said}", "    {said}", 1), encoding="utf-8"
    )
    monkeypatch.setattr(writing, "_FOLDER", tmp_path)
    with pytest.raises(PromptError, match="fence"):
        load_writing.__wrapped__("en")
