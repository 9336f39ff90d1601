"""The review before signing, and what is said when only the signing is left."""

from __future__ import annotations

import pytest

from bot.coach import Move, Outcome
from bot.coach.conversation.blocks import read_choice
from bot.store.base import Store
from prompts.rubric import CRITERIA, load_rubric
from tests.coach.conftest import Thread, text_of

CASE = "Maandag belde een vrouw die haar vader wilde afmelden, ze werd drie keer doorverbonden."


def to_the_end(store: Store, **wishes: object) -> tuple[Thread, Outcome]:
    """A sprint of which only the first stage got an answer."""
    thread = Thread(store)
    thread.start(minutes=20, **wishes)
    thread.say("Karin", CASE)
    thread.say("Karin", "verder")
    outcome = thread.say("Karin", "klopt")
    while thread.read(lambda agenda: agenda.phase) == "asking":
        outcome = thread.say("Karin", "overslaan")
    return thread, outcome


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_whole_is_scored_before_anyone_signs(store: Store, language: str) -> None:
    _, outcome = to_the_end(store, language=language)
    shown = text_of(outcome)
    for criterion in load_rubric(language).criteria:
        assert criterion.title.lower() in shown.lower()
    assert len(shown) < 1_000
    buttons = [
        e for block in outcome.replies[0].blocks if block["type"] == "actions" for e in block["elements"]
    ]
    back = [button for button in buttons if button["action_id"].startswith("choice_revisit_")]
    assert 1 <= len(back) <= 2
    assert all(read_choice(button)[0] is Move.REVISIT and read_choice(button)[2] for button in back)


def test_each_score_comes_with_a_reason_and_its_sentence_for_who_asks(store: Store) -> None:
    thread, _ = to_the_end(store)
    (reply,) = thread.press(Move.CHALLENGE).replies
    assert reply.to == "U-Karin"
    assert reply.text.count(" van 2. ") == len(CRITERIA)
    assert "drie keer doorverbonden" in reply.text
    assert thread.say("Joost", "per onderdeel").replies[0].text == reply.text


def test_advice_rests_on_the_answer_to_its_own_question(store: Store) -> None:
    """A count of what happened to somebody is no cost, and an answer about colleagues isn't passed over."""
    thread = Thread(store)
    thread.start(minutes=90, language="en")
    thread.say(
        "Grace",
        "Last Tuesday a mum with a newborn rang four times and got four job numbers, 40 minutes each.",
    )
    for line in ("next", "fine"):
        thread.say("Grace", line)
    thread.press_on("people")
    for line in (
        "The eleven clerks read one letter aloud to somebody from next door, from 4 January.",
        "next",
        "fine",
    ):
        thread.say("Grace", line)
    while thread.read(lambda agenda: agenda.phase) == "asking":
        thread.press(Move.PARK)
    (reply,) = thread.press(Move.CHALLENGE).replies
    about = {line.split("*")[1]: line for line in reply.text.splitlines() if line.startswith("• *")}
    assert "0 of 2" in about["Quality and cost"] and "Tuesday" not in about["Quality and cost"]
    assert "0 of 2" not in about["People"] and "eleven clerks" in about["People"]


@pytest.mark.parametrize("way", ["word", "button"])
def test_a_change_leads_back_to_its_stage_and_from_there_to_the_review(store: Store, way: str) -> None:
    thread, _ = to_the_end(store)
    if way == "word":
        thread.say("Joost", "terug naar eerste stap")
    else:
        thread.press(Move.REVISIT, "first-step")
    assert thread.read(lambda agenda: (agenda.stage, agenda.phase)) == ("first-step", "asking")
    thread.say("Joost", "Ik bel maandag 7 december vijf nabestaanden en tel hoe vaak het misgaat.")
    thread.say("Joost", "verder")
    assert "Voor iemand tekent" in text_of(thread.say("Joost", "klopt"))


def test_after_the_review_a_person_signs(store: Store) -> None:
    thread, _ = to_the_end(store)
    assert "tekent" in text_of(thread.say("Karin", "klopt"))
    thread.say("Karin", "klopt")
    assert thread.read(lambda agenda: agenda.status) == "finished"


def test_with_nothing_on_paper_there_is_nothing_to_review(store: Store) -> None:
    thread = Thread(store)
    thread.start(minutes=20)
    while thread.read(lambda agenda: agenda.phase) == "asking":
        thread.say("Karin", "overslaan")
    assert thread.read(lambda agenda: agenda.phase) == "signing"


def test_what_the_first_step_lacked_may_be_said_at_the_signing(store: Store) -> None:
    thread, _ = to_the_end(store)
    thread.say("Karin", "verder")
    shown = text_of(thread.say("Joost", "Ik bel maandag 7 december vijf nabestaanden"))
    assert "Ik bel maandag 7 december vijf nabestaanden" in shown and "*klopt*" in shown
    thread.say("Karin", "klopt")
    step = thread.plan().first_step
    assert step is not None and (step.owner, step.due) == ("Joost", "maandag 7 december")


def test_other_things_said_at_the_signing_are_kept(store: Store) -> None:
    thread, _ = to_the_end(store)
    assert "*terug*" in text_of(thread.say("Joost", "De balie van Noord hoort hier ook bij."))
    assert text_of(thread.say("Meral", "En die van Zuid trouwens ook.")) == ""
    kept = thread.read(lambda agenda: [c.text for c in agenda.contributions if c.kind == "answer"])
    assert kept[-2:] == ["De balie van Noord hoort hier ook bij.", "En die van Zuid trouwens ook."]  # type: ignore[index]


def test_what_stands_under_another_question_is_told_as_that(store: Store) -> None:
    """A first step that was said at the experiment has its name and its day: that may not be denied."""
    thread = Thread(store)
    thread.start(minutes=90)
    for stage, line in (
        ("stand", CASE),
        (
            "experiment",
            "Lars en ik bellen vanaf maandag 7 december de eerste vijf nabestaanden en tellen mee.",
        ),
    ):
        thread.press_on(stage)
        for said in (line, "verder", "klopt"):
            thread.say("Karin", said)
    while thread.read(lambda agenda: agenda.phase) == "asking":
        thread.press(Move.PARK)
    (reply,) = thread.press(Move.CHALLENGE).replies
    step = next(line for line in reply.text.splitlines() if line.startswith("• *Eerste stap*"))
    assert "7 december" in step and "Bij “Onze eerste stap” zelf staat nog niets." in step
    assert "nog niet met een naam" not in step
