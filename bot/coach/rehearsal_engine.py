"""Playing labelled team transcripts through the whole coach.

A transcript names its questions in an order of its own, so the agenda is set at each one's question. What
counts is every question that the coach asks after a criterion: its probes, who finds out what nobody knows,
and what it asks those who are angry or elsewhere. What it says to two who differ is after none.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from bot.coach.conversation.talk import Judge
from bot.coach.engine import Coach, find
from bot.coach.judging.judge import judge
from bot.coach.judging.rehearsal import Transcript
from bot.coach.outcome import Said, Start
from bot.store.agendas import Agenda
from bot.store.base import Store
from prompts import LANGUAGES
from prompts.curriculum import Curriculum, Stage, load_curriculum

_MINUTES = 90
_QUESTIONS = ("probe", "unknown", "mood")


def play_all(transcripts: Sequence[Transcript], judged_by: Judge = judge) -> list[dict[str, Any]]:
    """`{"id", "probes": [{"index", "criterion", "text"}]}` per transcript, on a database in memory."""
    store = Store("sqlite://")
    curricula = {language: load_curriculum(language) for language in LANGUAGES}
    coach = Coach(curricula, judged_by)
    try:
        with store.session() as session:
            return [_play(coach, session, transcript) for transcript in transcripts]
    finally:
        store.close()


def _play(coach: Coach, session: Session, transcript: Transcript) -> dict[str, Any]:
    agenda = _begin(coach, session, transcript)
    curriculum = load_curriculum(transcript["language"])
    probes = []
    for index, answer in enumerate(transcript["stage_answers"]):
        _turn_to(agenda, curriculum, answer["stage"])
        before = len(agenda.asked)
        name = answer.get("speaker", "")
        coach.hear(session, agenda, Said(f"U-{name}", name, f"1.{index:04}", answer["text"]))
        asked = [item for item in agenda.asked[before:] if item.kind in _QUESTIONS and item.criterion]
        probes += [{"index": index, "criterion": item.criterion, "text": item.text} for item in asked]
    return {"id": transcript["id"], "probes": probes}


def _begin(coach: Coach, session: Session, transcript: Transcript) -> Agenda:
    name = next((answer.get("speaker", "") for answer in transcript["stage_answers"]), "")
    id, language = transcript["id"], transcript["language"]
    start = Start(
        team="T", channel="C", thread_ts=id, user=f"U-{name}", name=name, language=language, minutes=_MINUTES
    )
    coach.start(session, start)
    agenda = find(session, "T", "C", id)
    assert agenda is not None
    return agenda


def _turn_to(agenda: Agenda, curriculum: Curriculum, question: str) -> None:
    """The thread at this question; an unknown one is read as the first."""
    stage = _stage_of(curriculum, question)
    id = question if any(q.id == question for q in stage.questions) else stage.id
    if agenda.question != id:
        agenda.stage, agenda.question, agenda.phase = stage.id, id, "asking"
        agenda.awaiting, agenda.since_bot = "", []


def _stage_of(curriculum: Curriculum, question: str) -> Stage:
    holding = (s for s in curriculum.stages if any(q.id == question for q in s.questions))
    return next(holding, curriculum.stages[0])
