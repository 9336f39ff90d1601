"""Playing labelled transcripts through the whole coach: `python -m bot.coach.rehearsal_engine FILE`.

Beside `reisplan rehearse`, which asks the judge alone. A transcript names its questions in an order of its
own, so the agenda is set at each one's question. Only follow-ups after a criterion count as probes: what the
coach says to anger, to "we don't know" or to two who differ has none.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from bot.coach.engine import Coach, find
from bot.coach.judging.judge import judge
from bot.coach.judging.rehearsal import Transcript, figures
from bot.coach.outcome import Said, Start
from bot.store.agendas import Agenda
from bot.store.base import Store
from prompts.curriculum import Curriculum, Stage, load_curriculum
from prompts.judging import TRANSCRIPTS, read_lines

_MINUTES = 90


def play_all(transcripts: Sequence[Transcript]) -> list[dict[str, Any]]:
    """`{"id", "probes": [{"index", "criterion", "text"}]}` per transcript, on a database in memory."""
    store = Store("sqlite://")
    coach = Coach({language: load_curriculum(language) for language in ("nl", "en")}, judge)
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
        asked = [item for item in agenda.asked[before:] if item.kind == "probe"]
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


def main() -> None:
    transcripts = [t for file in sys.argv[1:] or [str(TRANSCRIPTS)] for t in read_lines(Path(file))]
    found = figures(transcripts, play_all(transcripts))[""]
    print(f"precision {found.precision:.3f}, reach {found.reach:.3f}, needless {found.needless:.3f}")


if __name__ == "__main__":
    main()
