"""The two changes that would help most, worded by a model; the scores and the choice stay the rules'."""

from __future__ import annotations

import pytest

from bot.coach import Move
from bot.coach.writing.advice import AdviceOrder
from bot.coach.writing.orders import Written
from bot.store.base import Store
from prompts.rubric import load_rubric
from tests.coach.conftest import text_of
from tests.coach.scripted import Scripted, always

ORDER = AdviceOrder(
    language="nl",
    points=("Gebruikers: wie heeft er last van?", "Eerste stap: wie doet wat wanneer?"),
    plan="Vorige week werd een man drie keer doorverbonden.",
)
USERS = "Jullie noemen een man die werd doorverbonden. Bel hem en vraag wat hij nodig had."
STEP = "Spreek af wie belt en voor wanneer."


def written(text: str) -> Written:
    return ORDER.write(lambda system, human: text, always)


def test_a_line_for_each_point() -> None:
    assert [line.text for line in written(f"{USERS}\n\n{STEP}").lines] == [USERS, STEP]


@pytest.mark.parametrize(
    "line",
    [
        "Bel mevrouw Achterberg van de afdeling en vraag het haar.",
        "Doe dit voor 1 juni met twintig mensen.",
        "Geweldig plan, ga zo door!",
        "Zie <https://kwaad.example> voor meer over hoe dit moet.",
        "Call the man who was put through and ask him what he needed.",
    ],
)
def test_a_line_that_makes_something_up_leaves_the_rubrics_own(line: str) -> None:
    found = written(f"{USERS}\n{line}")
    assert [text.text for text in found.lines] == [USERS, ""] and found.dropped == 1


def test_too_few_lines_are_none() -> None:
    assert not written(USERS).lines and not written("").lines


def reviewed(store: Store, reply: str) -> str:
    thread = Scripted(store, lambda order: reply if isinstance(order, AdviceOrder) else "")
    thread.start(minutes=20)
    thread.say("Karin", "Vorige week werd een man drie keer doorverbonden om een afvalpas af te melden.")
    thread.say("Karin", "verder")
    thread.say("Karin", "klopt")
    for _ in range(12):
        if thread.read(lambda agenda: agenda.phase) == "challenge":
            break
        thread.press(Move.SKIP)
    return text_of(thread.outcomes[-1])


def test_the_review_has_the_models_words_beside_the_rules_scores(store: Store) -> None:
    shown = reviewed(store, f"{USERS}\n{STEP}")
    assert USERS in shown and STEP in shown and "van 2" in shown


def test_without_them_the_rubrics_advice_stands(store: Store) -> None:
    shown = reviewed(store, "")
    assert any(criterion.advice in shown for criterion in load_rubric("nl").criteria)
