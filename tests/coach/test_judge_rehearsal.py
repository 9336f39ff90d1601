from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.coach import rehearsal
from bot.coach.conversation.probing import MOST_FOLLOW_UPS
from bot.coach.judging.rehearsal import by_keywords, figures, never
from bot.coach.rehearsal_engine import play_all

TRANSCRIPT = {
    "id": "t1",
    "language": "nl",
    "profile": "vague",
    "stage_answers": [
        {"stage": "stand", "speaker": "Kees", "text": "gaat wel"},
        {"stage": "stand", "speaker": "Ank", "text": "niet geweldig"},
        {"stage": "stand", "speaker": "Kees", "text": "tja, systemen"},
        {
            "stage": "first-step",
            "speaker": "Ank",
            "text": "Ik bel op 3 mei vier mensen, minder dan twee is stoppen.",
        },
    ],
    "notes": [
        {"index": 0, "lacks": ["concrete", "user"], "good": []},
        {"index": 3, "lacks": [], "good": ["owner", "date"]},
    ],
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "transcripts.jsonl"
    path.write_text(json.dumps(TRANSCRIPT) + "\n", encoding="utf-8")
    return path


def test_follow_ups_are_few_and_never_the_same() -> None:
    (played,) = play_all([TRANSCRIPT])
    probes = played["probes"]
    at_stand = [probe for probe in probes if probe["index"] < 3]
    assert len(at_stand) == MOST_FOLLOW_UPS
    texts = [probe["text"] for probe in probes]
    assert len(set(texts)) == len(texts)
    assert all(texts)


def test_an_unknown_stage_is_read_as_the_first() -> None:
    answers = [{"stage": "elsewhere", "speaker": "A", "text": "gaat wel"}]
    assert play_all([{**TRANSCRIPT, "stage_answers": answers, "notes": []}])[0]["probes"]


def test_figures_count_right_and_needless_follow_ups() -> None:
    probes = [{"index": 0, "criterion": "user", "text": ""}, {"index": 3, "criterion": "date", "text": ""}]
    found = figures([TRANSCRIPT], [{"id": "t1", "probes": probes}])[""]
    assert (found.answers, found.probed, found.right) == (2, 2, 1)
    assert (found.precision, found.reach, found.needless) == (0.5, 1.0, 1.0)


def test_the_simple_ways() -> None:
    assert never(TRANSCRIPT)["probes"] == []
    assert by_keywords(TRANSCRIPT)["probes"][0]["criterion"] == "concrete"


def test_rehearse_as_json(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rehearsal.rehearse([file], True)
    line = json.loads(capsys.readouterr().out)
    assert line["id"] == "t1"
    assert set(line["probes"][0]) == {"index", "criterion", "text"}


@pytest.mark.parametrize(("language", "heading"), [("nl", "doorgevraagd"), ("en", "followed up")])
def test_rehearse_as_tables(
    file: Path, capsys: pytest.CaptureFixture[str], language: str, heading: str
) -> None:
    rehearsal.rehearse([file], False, language)
    out = capsys.readouterr().out
    assert heading in out
    assert "vague" in out


def test_unlabelled_transcripts_have_nothing_to_count(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bare.jsonl"
    path.write_text(json.dumps({**TRANSCRIPT, "notes": []}) + "\n", encoding="utf-8")
    rehearsal.rehearse([path], False)
    assert "--json" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "message"), [(None, "bestaat niet"), ("{", "regel 1"), ('{"id": 1}', "stage_answers")]
)
def test_wrong_input_ends_with_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str | None, message: str
) -> None:
    path = tmp_path / "x.jsonl"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(SystemExit) as stopped:
        rehearsal.rehearse([path], True)
    assert stopped.value.code == 2
    assert message in capsys.readouterr().err


def test_the_whole_coach_asks_after_the_same_lacks() -> None:
    (played,) = play_all([TRANSCRIPT])
    assert played["id"] == "t1"
    assert played["probes"][0]["index"] == 0
    assert {"index", "criterion", "text"} == set(played["probes"][0])
    assert all(probe["text"] for probe in played["probes"])
    assert 3 not in {probe["index"] for probe in played["probes"]}
