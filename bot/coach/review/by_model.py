"""A language model in the reviewer's place, to see how it does: `reisplan review --model`."""

from __future__ import annotations

from bot.coach.review.grading import GRADES, Agenda, Graded, grade_agenda
from bot.coach.writing.orders import Ask, ask_for, by_name
from bot.language_model import ModelFailure
from prompts.rubric import CRITERIA, load_rubric

_OVERALL = "overall"
_SCORES = ("0", "1", "2")


class ModelReviewer:
    """Grades agenda texts by the rubric that it gives the model.

    `asked` and `unusable` count its questions, and those to which nothing usable came: there the rules grade.
    """

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self.asked = self.unusable = 0

    def __call__(self, agenda: Agenda) -> Graded:
        self.asked += 1
        scores, overall = read(self._reply(agenda))
        if len(scores) < len(CRITERIA) or not overall:
            self.unusable += 1
            return grade_agenda(agenda)
        return {"id": agenda["id"], "scores": {c: scores[c] for c in CRITERIA}, "overall": overall}

    def _reply(self, agenda: Agenda) -> str:
        """What the model says; "" when it says nothing."""
        rubric = load_rubric(agenda["language"])
        criteria = "\n".join(
            f"{c.id}: {c.asks} 0: {c.levels[0]} 1: {c.levels[1]} 2: {c.levels[2]}" for c in rubric.criteria
        )
        human = {"criteria": criteria, "plan": agenda["text"]}
        try:
            return ask_for(self._ask, "grade", agenda["language"], human=human)
        except ModelFailure:
            return ""


def read(reply: str) -> tuple[dict[str, int], str]:
    """The scores, and the grade of the whole, in a reply of lines with a name, a colon and a value."""
    given = {name: value.strip(" .").lower() for name, value in by_name(reply).items()}
    scores = {c: int(given[c]) for c in CRITERIA if given.get(c) in _SCORES}
    overall = given.get(_OVERALL, "")
    return scores, overall if overall in GRADES else ""
