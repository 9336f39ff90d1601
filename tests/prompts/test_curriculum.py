from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import get_args

import pytest

from prompts.curriculum import FOLDER as CURRICULUM
from prompts.curriculum import (
    Criterion,
    Curriculum,
    PromptError,
    check_languages_agree,
    load_curriculum,
    placeholders,
    read_curriculum,
)

LANGUAGES = ("nl", "en")
NINE = [
    "stand",
    "value",
    "users",
    "direction",
    "process",
    "people",
    "quality-cost",
    "experiment",
    "first-step",
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CURRICULUM / "nl", tmp_path / "nl"))


def questions(curriculum: Curriculum) -> list:
    return [question for stage in curriculum.stages for question in stage.questions]


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_road_has_nine_stages_in_three_parts(language: str) -> None:
    curriculum = load_curriculum(language)
    assert [stage.id for stage in curriculum.stages] == NINE
    assert list(dict.fromkeys(stage.part for stage in curriculum.stages)) == [
        "now",
        "direction",
        "first_step",
    ]
    assert 60 <= sum(stage.minutes for stage in curriculum.stages) <= 90


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sprint_is_shorter(language: str) -> None:
    curriculum = load_curriculum(language)
    assert len(curriculum.for_sprint()) == 6
    for question in questions(curriculum):
        assert len(question.opening_short) <= max(map(len, question.opening))


def test_both_languages_have_the_same_shape() -> None:
    check_languages_agree()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_criterion_can_be_asked_at_every_question_in_four_ways(language: str) -> None:
    for question in questions(load_curriculum(language)):
        for criterion in get_args(Criterion):
            wordings = question.probes[criterion]
            assert len(set(wordings)) >= 4, (question.id, criterion)
            assert sum("quote" not in placeholders(wording) for wording in wordings) >= 2
            assert question.gaps[criterion].endswith(".")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_wording_is_used_for_two_things_at_one_question(language: str) -> None:
    for question in questions(load_curriculum(language)):
        wordings = [wording for probes in question.probes.values() for wording in probes]
        assert len(wordings) == len(set(wordings)), question.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_follow_ups_fit_a_phone_and_stay_kind(language: str) -> None:
    for question in questions(load_curriculum(language)):
        for wording in (*question.opening, *(w for probes in question.probes.values() for w in probes)):
            assert len(wording) <= 180, wording
            assert "!" not in wording, wording


OFFICIALESE = {
    "nl": r"borg|faciliter|stip op de horizon|draagvlak|stakeholder|implement|uitrol|middels|integra",
    "en": r"leverag|stakeholder|facilitat|going forward|deep dive|synerg|implement|optimis|roll out|holistic",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_coach_speaks_no_officialese(language: str) -> None:
    curriculum = load_curriculum(language)
    said = "\n".join(
        text
        for question in questions(curriculum)
        for text in (
            *question.opening,
            *(w for wordings in question.unknown.values() for w in wordings),
            *(w for probes in question.probes.values() for w in probes),
        )
    )
    said += "\n".join(text for variants in curriculum.acknowledgements.values() for text in variants)
    said += curriculum.moves.model_dump_json() + curriculum.welcome + curriculum.closing
    assert not re.findall(OFFICIALESE[language], said.lower())


@pytest.mark.parametrize("language", LANGUAGES)
def test_working_forms_are_ready_to_run(language: str) -> None:
    forms = load_curriculum(language).forms
    assert len(forms) >= 3 and all(form.people and form.materials and form.brings for form in forms)
    for form in forms:
        minutes = [int(found[1]) for step in form.steps if (found := re.match(r"(\d+) min\. ", step))]
        assert len(minutes) == len(form.steps) or form.id == "rondje-van-een-minuut"
        assert form.id == "rondje-van-een-minuut" or sum(minutes) == form.minutes, form.id


def test_says_that_it_is_software() -> None:
    assert "software" in load_curriculum("nl").welcome
    assert "software" in load_curriculum("en").welcome_sprint


def test_a_stage_is_found_by_the_question_in_it() -> None:
    curriculum = load_curriculum("nl")
    assert curriculum.stage("data").id == "users"
    assert curriculum.question("data").id == "data"
    with pytest.raises(KeyError):
        curriculum.stage("elsewhere")


def test_survives_being_stored() -> None:
    curriculum = load_curriculum("en")
    assert Curriculum.model_validate_json(curriculum.model_dump_json()) == curriculum


def test_unknown_language() -> None:
    with pytest.raises(PromptError, match="choose from nl, en"):
        load_curriculum("fr")


@pytest.mark.parametrize(
    ("file", "old", "new", "complaint"),
    [
        ("stages/1-stand.yaml", "minutes: 8", "minutes: many", r"1-stand\.yaml:6: minutes: "),
        ("stages/1-stand.yaml", "purpose:", "porpoise:", r"purpose: is missing; add it"),
        ("stages/1-stand.yaml", "purpose:", "porpoise:", r"1-stand\.yaml:\d+: porpoise: is not a known key"),
        ("stages/1-stand.yaml", "criteria: [user", "criteria: [usr", r"1-stand\.yaml:\d+: criteria\.0: "),
        ("stages/1-stand.yaml", "title: Stand", 'title: "Stand', r"1-stand\.yaml:\d+: .*quotes"),
        (
            "stages/1-stand.yaml",
            "{name}?",
            "{nam}?",
            r"unknown placeholder \{nam\}; allowed here: \{quote\}, \{name\}",
        ),
        (
            "stages/1-stand.yaml",
            "working_form: k",
            "working_form: q",
            r"'stand' names an unknown working form",
        ),
        ("stages/3-users.yaml", "  id: data", "  id: stand", r"two questions are called 'stand'"),
        ("agenda.yaml", "  any:\n", "  all:\n", r"agenda\.yaml:\d+: acknowledgements\.all"),
        ("agenda.yaml", '  on-topic: "Op', '  off-topic: "Op', r"shared_gaps"),
        ("forms.yaml", "  minutes: 15", "  minutes: 0", r"forms\.yaml:4: minutes: "),
        ("tools.yaml", "unit_cost:", "unit_kost:", r"tools\.yaml:1: unit_cost is missing"),
    ],
)
def test_a_mistake_is_reported_with_file_and_line(
    folder: Path, file: str, old: str, new: str, complaint: str
) -> None:
    replace(folder / file, old, new)
    with pytest.raises(PromptError, match=complaint):
        read_curriculum(folder)


def test_a_missing_file_is_reported(folder: Path) -> None:
    (folder / "moves.yaml").unlink()
    with pytest.raises(PromptError, match=r"moves\.yaml: this file is missing"):
        read_curriculum(folder)


def test_all_mistakes_in_a_file_are_reported_at_once(folder: Path) -> None:
    replace(folder / "stages/2-value.yaml", "minutes: 7", "minutes: 700")
    replace(folder / "stages/2-value.yaml", "part: now", "part: then")
    with pytest.raises(PromptError) as error:
        read_curriculum(folder)
    assert "minutes" in str(error.value)
    assert "part" in str(error.value)
