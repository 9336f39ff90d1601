"""`reisplan knowledge` on a few documents of the starter library."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from bot.cli import app
from bot.store import Exchange, Store
from tests.product import share_knowledge

Reisplan = Callable[..., Result]
WOO = "woo.md"


@pytest.fixture
def data(library: Path, tmp_path: Path) -> Path:
    return share_knowledge(library, tmp_path / "data")


@pytest.fixture
def knowledge(data: Path) -> Reisplan:
    def run(*arguments: object) -> Result:
        return CliRunner().invoke(app, ["knowledge", *map(str, arguments), "--data", str(data)])

    return run


def lines(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def document(knowledge: Reisplan, name: str) -> str:
    return next(
        info["document"] for info in lines(knowledge("list", "--json")) if info["document"].endswith(name)
    )


def test_search_keeps_its_shape_and_takes_filters(knowledge: Reisplan) -> None:
    (found,) = lines(knowledge("search", "wat zijn user needs?", "--limit", 3, "--json"))
    assert len(found["results"]) == 3
    assert {frozenset(result) for result in found["results"]} == {
        frozenset(("document", "title", "section", "text", "score"))
    }
    (english,) = lines(knowledge("search", "hoe vraag je om informatie?", "--language", "en", "--json"))
    assert {result["document"].endswith("user-needs.md") for result in english["results"]} == {True}
    (later,) = lines(knowledge("search", "Woo", "--since", "2999", "--json"))
    assert later["results"] == []


@pytest.mark.parametrize("wrong", [("--language", "fr"), ("--since", "gisteren")])
def test_a_filter_that_makes_no_sense_is_wrong_use(knowledge: Reisplan, wrong: tuple[str, str]) -> None:
    assert knowledge("search", "Woo", *wrong).exit_code == 2


def test_a_list_that_is_piped_has_whole_names_and_a_document_a_line(knowledge: Reisplan) -> None:
    rows = [line.split("\t") for line in knowledge("list").stdout.splitlines()]
    assert [row[0] for row in rows] == [info["document"] for info in lines(knowledge("list", "--json"))]


def test_a_document_goes_by_the_end_of_its_name(knowledge: Reisplan) -> None:
    name = document(knowledge, WOO)
    assert lines(knowledge("show", WOO, "--json")) == lines(knowledge("show", name, "--json"))
    missed = knowledge("show", name.replace("woo", "wooo"))
    assert missed.exit_code == 1
    assert name in missed.stderr


def test_export_holds_every_passage(knowledge: Reisplan) -> None:
    passages = lines(knowledge("export"))
    (counts,) = lines(knowledge("stats", "--json"))
    assert len(passages) == counts["chunks"]
    assert {"id", "document", "title", "headings", "section", "text", "language"} <= passages[0].keys()
    assert lines(knowledge("show", document(knowledge, WOO), "--json"))[0] in passages


def test_a_removed_document_is_found_no_more(knowledge: Reisplan) -> None:
    name = document(knowledge, WOO)
    assert knowledge("remove", name).exit_code == 0
    (found,) = lines(knowledge("search", "Wet open overheid", "--json"))
    assert name not in {result["document"] for result in found["results"]}
    for command in ("remove", "show"):
        assert knowledge(command, name).exit_code == 1


def test_questions_that_found_nothing_are_counted_without_who_asked(knowledge: Reisplan, data: Path) -> None:
    assert "geen vragen" in knowledge("unanswered").stdout
    store = Store.in_folder(data)
    asked = [
        "Wat kost een paspoort?",
        "Waar staat de kernreactor?",
        "kosten van een paspoort",
        "Wat is de Woo?",
    ]
    with store.session() as session:
        for number, question in enumerate(asked):
            status = "answered" if "Woo" in question else "refused"
            where = {"team": "T1", "channel": "C1", "thread_ts": "1.1", "user": "U999"}
            answer = {"text": "", "language": "nl"}
            session.add(
                Exchange(incoming=f"k{number}", question=question, status=status, answer=answer, **where)
            )
    store.close()
    found = knowledge("unanswered", "--json")
    assert [(entry["question"], entry["times"]) for entry in lines(found)] == [
        ("kosten van een paspoort", 2),
        ("Waar staat de kernreactor?", 1),
    ]
    assert "U999" not in found.stdout
