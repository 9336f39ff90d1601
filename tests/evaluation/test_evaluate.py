"""`reisplan evaluate` on the starter library's own questions, as CI runs it."""

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner

from bot.answers.models import Question
from bot.answers.pipeline import Answerer
from bot.cli import app
from bot.evaluation.summary import MEASURES
from knowledge.base import KnowledgeBase
from knowledge.catalogue import Catalogue
from knowledge.evaluation.ablation import WITHOUT
from knowledge.evaluation.questions import starter
from knowledge.snapshot import take
from tests.conftest import DOCUMENTS
from tests.product import ROOT

RUN = CliRunner()


Outcome = tuple[int, dict[str, Any], str, str]


@pytest.mark.slow
@pytest.mark.timeout(900)  # 223 questions and an index, on whatever runs CI
def test_the_starter_library_reaches_what_we_ship(whole_library: Path, tmp_path: Path) -> None:
    file = tmp_path / "out.json"
    flags = ["--answers", "--data", str(whole_library), "--json", str(file)]
    result = RUN.invoke(app, ["evaluate", *flags])
    report = json.loads(file.read_text(encoding="utf-8"))
    assert report["breaches"] == []
    assert result.exit_code == 0, result.output
    assert report["measures"]["all"]["n"] >= 120
    assert report["answers"]["first_sentence"]["f1"] > report["answers"]["first_chunk"]["f1"]


@pytest.fixture(scope="module")
def answerer(whole_library: Path) -> Answerer:
    return Answerer(KnowledgeBase.open(whole_library / "knowledge"))


@pytest.mark.parametrize(
    ("question", "opening"),
    [
        ("Hoe maken we een innovatieagenda?", "Een innovatieagenda maak je met vier tot acht collega's"),
        ("Hoe schrijf ik een brief op B1?", "Een brief of tekst op B1 schrijf je met zeven regels"),
        ("Hoe krijg ik mijn directeur mee?", "Een directeur of bestuurder krijg je mee met één verhaal"),
        ("Hoe zorg ik dat medewerkers eigenaar worden?", "Medewerkers worden eigenaar van een verandering"),
        ("Wat is Maak Waar?", "Maak Waar! is een rapport uit 2017 over de digitale overheid."),
        ("What is the once-only principle?", "The once-only principle means that"),
        ("How do I write plainly?", "To write plainly, keep to five rules:"),
        ("How do I test a website for accessibility?", "Test a website or app for accessibility"),
    ],
)
def test_what_a_first_user_asks_is_answered_at_once(answerer: Answerer, question: str, opening: str) -> None:
    assert answerer.answer(Question(question)).text.startswith(opening)


@pytest.mark.parametrize(
    ("question", "opening"),
    [
        (
            "how many weeks do we get to answer an open government request",
            "Een organisatie beslist in beginsel",
        ),
        (
            "wat moet je sinds nov 2024 al uit jezelf online zetten?",
            "Op 1 november 2024 begon de eerste fase",
        ),
    ],
)
def test_five_documents_are_searched_as_well_as_many(library: Path, question: str, opening: str) -> None:
    few = Answerer(KnowledgeBase.open(library / "knowledge"))
    assert few.answer(Question(question)).text.startswith(opening)


def test_the_shipped_mean_of_a_language_is_that_of_the_library(whole_library: Path, tmp_path: Path) -> None:
    found = take(Catalogue(whole_library / "knowledge"), tmp_path / "copy")
    for language, mean in found.typical.items():
        shelf = found.shelves[language]
        assert np.linalg.norm(shelf.mean - mean) < 0.02  # else run python -m knowledge.training.typical


@pytest.fixture(scope="module")
def compared(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """Everything that can be measured, on a few questions."""
    folder = tmp_path_factory.mktemp("evaluation")
    known = [f"{path.parent.name}/{path.name}" for path in map(Path, DOCUMENTS)]
    questions = folder / "questions.jsonl"
    lines = [line for file in sorted(starter().glob("*.jsonl")) for line in file.open(encoding="utf-8")]
    wanted = [line for line in lines if json.loads(line).get("document") in known][:20]
    refusable = [line for line in lines if json.loads(line)["kind"] == "out-of-scope"][:5]
    questions.write_text("".join([*wanted, *refusable]), encoding="utf-8")
    flags = ["--baselines", "--ablate", "--answers", "--sources", str(ROOT), "--data", str(library)]
    files = ["--json", str(folder / "out.json"), "--html", str(folder / "out.html")]
    result = RUN.invoke(app, ["evaluate", str(questions), *flags, *files])
    report = json.loads((folder / "out.json").read_text(encoding="utf-8"))
    return result.exit_code, report, (folder / "out.html").read_text(encoding="utf-8"), result.output


def test_the_same_run_measures_simpler_ways_and_each_stage(compared: Outcome) -> None:
    code, report, _, table = compared
    assert code == 0
    groups = {"all", "nl", "en", "out-of-scope-en"}
    assert report["measures"].keys() >= groups
    assert report["measures"]["all"].keys() == {"n", *MEASURES}
    assert all(group in table for group in groups) and "nDCG@10" in table and "p95" in table
    assert {gain["system"] for gain in report["stages"]} >= set(WITHOUT)
    assert {gain["system"] for gain in report["gains"]} == {"dense", "bm25", "rrf", "tutorial"}
    assert all(gain["low"] <= gain["mean"] <= gain["high"] for gain in report["gains"] + report["stages"])
    assert report["answers"]["answer"]["similarity"] > report["answers"]["first_chunk"]["similarity"]


def test_the_page_stands_alone(compared: Outcome) -> None:
    _, report, page, _ = compared
    assert page.count("<svg") == 3
    answered = [one for one in report["questions"] if one["rank"] is None or one["status"] != "refused"]
    assert page.count('class="case"') >= min(len(answered), 15)
    assert "<script" not in page
    assert "src=" not in page


def test_bounds_that_are_not_reached_end_with_exit_code_1(library: Path, tmp_path: Path) -> None:
    questions, bounds = tmp_path / "vragen.jsonl", tmp_path / "bounds.yaml"
    line = {
        "id": "1",
        "question": "Wat is Common Ground?",
        "language": "nl",
        "kind": "answerable",
        "document": "bestaat-niet.md",
        "passage": "Dit staat nergens.",
    }
    questions.write_text(json.dumps(line))
    bounds.write_text("least: {nl: {recall@10: 0.9}}")
    result = RUN.invoke(
        app, ["evaluate", str(questions), "--data", str(library), "--thresholds", str(bounds)]
    )
    assert result.exit_code == 1
    assert "recall@10" in result.output


@pytest.mark.parametrize("argument", ["weg.jsonl", "slecht.jsonl"])
def test_questions_that_cannot_be_used_end_with_exit_code_2(
    library: Path, tmp_path: Path, argument: str
) -> None:
    (tmp_path / "slecht.jsonl").write_text("{}")
    result = RUN.invoke(app, ["evaluate", str(tmp_path / argument), "--data", str(library)])
    assert result.exit_code == 2
    assert argument in result.output


def test_what_is_not_installed_is_named_before_the_work_begins(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == "matplotlib" else object())
    result = RUN.invoke(app, ["evaluate", "--data", str(library), "--html", str(tmp_path / "a.html")])
    assert result.exit_code == 2
    assert "matplotlib" in result.output
