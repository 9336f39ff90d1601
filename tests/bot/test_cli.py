"""The command line: exit codes, what goes to stdout and stderr, and the JSON that others build on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app, main
from bot.cli.common import say
from bot.store import Store
from bot.store.agendas import Agenda, CurriculumSnapshot
from tests.product import ROOT, clean_environment, share_knowledge

LIBRARY = ROOT / "knowledge" / "library"


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No settings but those of the test: not of whoever runs it, and not of an `.env` that lies about."""
    import os

    for name in set(os.environ) - set(clean_environment()):
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


@pytest.fixture(scope="module")
def filled(library: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(share_knowledge(library, tmp_path_factory.mktemp("cli") / "data"))


def test_ask_gives_the_answer_as_json(filled: str) -> None:
    result = run("ask", "Wat is Common Ground?", "--json", "--data", filled)
    answer = json.loads(result.stdout)
    assert result.exit_code == 0
    assert {"language", "refused", "answer", "sentences", "citations"} <= answer.keys()
    assert (answer["language"], answer["refused"]) == ("nl", False)
    numbers = {citation["number"] for citation in answer["citations"]}
    assert all(set(sentence["citations"]) <= numbers for sentence in answer["sentences"])
    assert {"number", "document", "title", "section", "text"} == answer["citations"][0].keys()
    assert answer["citations"][0]["document"].endswith(".md")


def test_ask_in_the_terminal_names_its_sources(filled: str) -> None:
    result = run("ask", "Wat is Common Ground?", "--data", filled)
    assert result.exit_code == 0
    assert "[1] " in result.stdout and "common-ground.md" in result.stdout


def test_questions_from_a_file_give_one_object_a_line(filled: str, tmp_path: Path) -> None:
    questions = tmp_path / "q.jsonl"
    history = [{"role": "user", "text": "Wat is de Woo?"}, {"role": "assistant", "text": "Een wet."}]
    rows = [
        {"id": "a", "question": "Wat is Common Ground?", "language": "nl"},
        {"id": "b", "question": "en voor wie geldt die?", "history": history},
    ]
    questions.write_text("\n".join(json.dumps(row) for row in rows) + "\n\n", encoding="utf-8")
    asked = run("ask", "--questions", str(questions), "--data", filled)
    searched = run("knowledge", "search", "--questions", str(questions), "--limit", "3", "--data", filled)
    assert [json.loads(line)["id"] for line in asked.stdout.splitlines()] == ["a", "b"]
    found = [json.loads(line) for line in searched.stdout.splitlines()]
    assert [item["id"] for item in found] == ["a", "b"]
    assert all(0 < len(item["results"]) <= 3 for item in found)
    assert {"document", "title", "section", "text", "score"} == found[0]["results"][0].keys()


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask",),
        ("ask", "   "),
        ("ask", "--questions", "bestaat-niet.jsonl"),
        ("knowledge", "search"),
        ("ingest", "bestaat-niet"),
        ("agenda", "export", "bestaat-niet"),
        ("agenda", "export", "x", "--format", "pdf"),
        ("agenda", "export", "x", "--format", "docx"),
        ("agenda", "delete"),
        ("agenda", "delete", "x", "--person", "U1"),
        ("bestaat-niet",),
    ],
)
def test_wrong_use_ends_with_2_and_says_why_on_stderr(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.strip() and "Traceback" not in result.stderr


@pytest.mark.parametrize("line", ["geen json", '{"id": "a"}', "[]", '"tekst"'])
def test_a_wrong_line_in_a_question_file_is_named(filled: str, tmp_path: Path, line: str) -> None:
    questions = tmp_path / "q.jsonl"
    questions.write_text(f'{{"id": "a", "question": "Wat is de Woo?"}}\n{line}\n', encoding="utf-8")
    result = run("ask", "--questions", str(questions), "--data", filled)
    assert result.exit_code == 2
    assert result.stderr.strip() == say("cli.bad_question", file=questions, line=2)


@pytest.mark.parametrize("command", [("ask", "Wat is de Woo?"), ("knowledge", "search", "Woo")])
def test_without_an_index_it_says_how_to_make_one(command: tuple[str, ...], tmp_path: Path) -> None:
    result = run(*command, "--data", str(tmp_path / "leeg"))
    assert result.exit_code == 1
    assert "reisplan ingest" in result.output
    assert "Traceback" not in result.output


def test_agendas_are_listed_and_exported(tmp_path: Path) -> None:
    agenda = an_agenda(tmp_path)
    listed = json.loads(run("agenda", "list", "--json", "--data", str(tmp_path)).stdout)
    assert list(listed) == ["id", "channel", "thread_ts", "organisation", "stage", "status"]
    assert (listed["id"], listed["organisation"], listed["status"]) == (agenda, "Waterlinde", "running")
    markdown = run("agenda", "export", agenda, "--data", str(tmp_path))
    assert markdown.exit_code == 0 and markdown.stdout.startswith("# Reisplan")
    data = json.loads(run("agenda", "export", agenda, "--format", "json", "--data", str(tmp_path)).stdout)
    assert all("statements" in section for section in data["sections"])
    word = tmp_path / "plan.docx"
    saved = run(
        "agenda", "export", agenda, "--format", "docx", "--output", str(word), "--data", str(tmp_path)
    )
    assert saved.exit_code == 0 and word.read_bytes().startswith(b"PK")


def test_a_deleted_agenda_is_gone(tmp_path: Path) -> None:
    agenda = an_agenda(tmp_path)
    assert run("agenda", "delete", agenda, "--data", str(tmp_path)).exit_code == 0
    assert run("agenda", "list", "--json", "--data", str(tmp_path)).stdout == ""


def test_what_a_person_said_can_be_taken_out_and_deleted(tmp_path: Path) -> None:
    an_agenda(tmp_path)
    mine = json.loads(run("agenda", "export", "--person", "U1", "--data", str(tmp_path)).stdout)
    assert "Karin" in json.dumps(mine)
    assert run("agenda", "delete", "--person", "U1", "--data", str(tmp_path)).exit_code == 0
    left = run("agenda", "export", "--person", "U1", "--data", str(tmp_path)).stdout
    assert "Karin" not in left


def an_agenda(folder: Path) -> str:
    """Start an agenda in the data folder, without Slack, and return its id."""
    from bot.coach.engine import Coach
    from bot.coach.judging.judge import judge
    from bot.coach.outcome import Start
    from prompts.curriculum import load_curriculum

    store = Store.in_folder(folder)
    start = Start("T1", "C1", "1.1", "U1", "Karin", "Waterlinde")
    with store.session() as session:
        Coach({"nl": load_curriculum("nl")}, judge).start(session, start)
        agenda = session.query(Agenda).one()
        assert session.query(CurriculumSnapshot).count() == 1
    store.close()
    return str(agenda.id)


def test_start_without_tokens_says_which_and_where(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr("sys.argv", ["reisplan", "start", "--data", str(tmp_path)])
    with pytest.raises(SystemExit) as ended:
        main()
    said = capsys.readouterr().err
    assert ended.value.code == 2
    assert "SLACK_BOT_TOKEN" in said and "SLACK_APP_TOKEN" in said and "make demo" in said


def test_doctor_says_that_the_chroma_server_is_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMA_URL", "http://127.0.0.1:9")
    result = run("doctor", "--data", str(tmp_path))
    assert result.exit_code == 1
    assert "✗ De Chroma-server op http://127.0.0.1:9/ antwoordt niet" in result.stdout
    assert "CHROMA_URL" in result.stdout


@pytest.mark.parametrize("command", [("doctor",), ("agenda", "list")])
@pytest.mark.parametrize(
    ("url", "told"),
    [
        (
            "postgresql+psycopg://bot:geheim@127.0.0.1:9/reisplan",
            "bot:***@127.0.0.1:9/reisplan",
        ),
        ("onzin:geheim", "DATABASE_URL (onzin:…)"),
        ("onzin://bot:geheim@server/naam", "DATABASE_URL (onzin:…)"),
    ],
)
def test_a_database_that_is_away_is_not_called_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], url: str, told: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    result = run(*command, "--data", str(tmp_path))
    said = result.output + str(result.exception)
    assert told in said and "geheim" not in said
    assert "leesbare database" not in said


def test_an_empty_knowledge_base_is_no_empty_table(tmp_path: Path) -> None:
    result = run("knowledge", "list", "--data", str(tmp_path))
    assert result.exit_code == 0 and result.stdout == ""
    assert result.stderr.strip() == say("cli.knowledge.empty")


def test_doctor_says_what_is_missing_and_what_is_fine(filled: str) -> None:
    result = run("doctor", "--data", filled)
    assert result.exit_code == 1  # no Slack
    assert "5 documenten" in result.stdout and "SLACK_BOT_TOKEN" in result.stdout
    assert "✓" in result.stdout and "✗" in result.stdout
