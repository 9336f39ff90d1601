"""What is quoted beside what answers, and how a list is shown."""

from dataclasses import replace

import numpy as np
import pytest

from bot.answers import composition, selection
from bot.answers.context import Context
from bot.answers.models import Question
from bot.answers.scoring import Candidate
from bot.answers.units import Unit
from knowledge import KnowledgeBase
from knowledge.models import Chunk, Hit
from prompts import texts

PERMIT = "Een tweede vergunning op hetzelfde adres kost elf euro per maand."
FOUND = 0.98


def candidate(text: str, place: int, found: float, score: float = 0.4) -> Candidate:
    chunk = Chunk(str(place), f"{place}.md", "Titel", (), text, "nl", 0)
    vector = np.eye(9, dtype=np.float32)[place]
    return Candidate(
        Unit(text, (), "Kosten", 0), chunk, Hit(chunk, 1, 1, 1, text, found), score, vector=vector
    )


@pytest.mark.parametrize(("found", "quoted"), [(FOUND - 0.1, True), (FOUND - 0.2, False)])
def test_a_passage_that_was_found_far_below_the_best_is_not_quoted_beside(
    base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch, found: float, quoted: bool
) -> None:
    other = candidate("Wie een tweede hond heeft, betaalt daar belasting over.", 1, found)
    monkeypatch.setattr(selection, "candidates", lambda _: [candidate(PERMIT, 0, FOUND), other])
    choice = selection.choose(Context(Question(PERMIT), base, search_text=PERMIT))
    assert (other in choice.beside) is quoted


@pytest.mark.parametrize(("heading", "quoted"), [("Kosten", True), ("Bezoek", False)])
def test_the_next_sentence_below_the_same_heading_comes_along_sooner(
    base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch, heading: str, quoted: bool
) -> None:
    first = candidate(PERMIT, 0, FOUND)
    unit = Unit("Je betaalt elke maand met een automatische incasso.", (), heading, 1)
    after = replace(candidate("", 1, FOUND, 0.37), unit=unit, chunk=first.chunk, passage=first.passage)
    monkeypatch.setattr(selection, "candidates", lambda _: [first, after])
    choice = selection.choose(Context(Question(PERMIT), base, search_text=PERMIT))
    assert (after in choice.together) is quoted


def test_an_answer_says_where_sources_differ(base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = (
        "Een bestuursorgaan beslist binnen vier weken op een verzoek.",
        "Men beslist er binnen zes weken.",
    )
    one, other = (candidate(text, place, FOUND) for place, text in enumerate(lines))
    choice = selection.Choice((one,), (other,), (one, other))
    monkeypatch.setattr(composition, "choose", lambda _: choice)
    context = Context(Question(PERMIT), base, search_text=PERMIT, hits=[one.passage, other.passage])
    composition.compose(context)
    assert context.answer is not None
    assert "De bronnen verschillen: [1] zegt iets anders dan [2]." in context.answer.note


@pytest.mark.parametrize(("heading", "section"), [("Kosten", "Kosten"), ("Titel", "")])
def test_a_source_names_the_heading_within_the_passage(
    base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch, heading: str, section: str
) -> None:
    one = candidate(PERMIT, 0, FOUND)
    one = replace(one, unit=replace(one.unit, heading=heading))
    monkeypatch.setattr(composition, "choose", lambda _: selection.Choice((one,)))
    context = Context(Question(PERMIT), base, search_text=PERMIT, hits=[one.passage])
    composition.compose(context)
    assert context.answer is not None
    assert context.answer.citations[0].section == section


def test_a_list_keeps_its_numbers_and_tells_what_it_leaves_out() -> None:
    items = ("Doe de check.", "Teken op schaal.")
    unit = Unit("Aanvragen:", items, "", 0, headed=True, counted=True, rest=("Stuur op.", "Betaal.", "Bouw."))
    shown = composition._list(replace(candidate("", 0, FOUND), unit=unit), 2, texts("nl"))
    assert shown.split("\n") == [
        "Aanvragen:",
        "1. Doe de check. [2]",
        "2. Teken op schaal. [2]",
        "- … en nog 3; lees verder in de bron",
    ]
